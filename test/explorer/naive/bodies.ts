/** What an activity does, as a flat list of steps: one for each thing that happens at once. */
import type { Action, Activity, Effect, MessageEffect, Step, Store, StoreEffect } from '../../../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';

/** The design has something that the naive model does not know; the reason. */
export class NotModelled extends Error {}

/** The way goes on in one of several ways, and nobody has said in which: the caller tries each. */
export class OpenChoice extends Error {
  readonly id: string;
  readonly count: number;
  constructor(id: string, count: number) {
    super(`choice ${id}`);
    this.id = id;
    this.count = count;
  }
}

/** Which branch, route or competing service is taken, by the id of the choice. */
export type Choices = Readonly<Record<string, number>>;

export function choose(choices: Choices, id: string, count: number): number {
  if (count === 1) return 0;
  const chosen = choices[id];
  if (chosen === undefined) throw new OpenChoice(id, count);
  return chosen;
}

/** Effects that take place in one step. `record` is the step that notes the key of `idempotent … using S`. */
export interface Doing {
  readonly effects: readonly Effect[];
  readonly record?: true;
  /** Which items of the `each`s around it: part of the occurrence's name. */
  readonly item: string;
}

/** A step of a workflow. */
export interface StepDoing {
  readonly step: Step;
  readonly doings: readonly Doing[];
  readonly undo: readonly Doing[];
  readonly item: string;
  /** The block of `parallel` around it, and its branch there. */
  readonly parallel?: { readonly id: string; readonly branch: number };
}

/** A store's row that a relay publishes later: the publish and the step that stores it. */
export function isOutboxRow(effect: Effect): effect is MessageEffect & { readonly outbox: Store } {
  return isMessageEffect(effect) && effect.outbox !== undefined;
}

export function isWrite(effect: Effect): effect is StoreEffect {
  return isStoreEffect(effect) && effect.kind !== 'reads';
}

function whenId(activity: Activity, offset: number): string {
  return `when ${activity.id}@${offset}`;
}

interface Raw {
  readonly effects: Effect[];
  readonly item: string;
}

function rawOf(actions: readonly Action[], item: string, activity: Activity, choices: Choices): Raw[] {
  return actions.flatMap((action) => rawOfAction(action, item, activity, choices));
}

function rawOfAction(action: Action, item: string, activity: Activity, choices: Choices): Raw[] {
  switch (action.kind) {
    case 'effect':
      return [{ effects: [action.effect], item }];
    case 'step':
      throw new NotModelled('a step inside a block of a step');
    case 'atomically': {
      const effects = rawOf(action.body, item, activity, choices).flatMap((raw) => raw.effects);
      if (effects.some((effect) => effect.kind === 'calls' || effect.kind === 'starts')) throw new NotModelled('a call in a transaction');
      return effects.length === 0 ? [] : [{ effects, item }];
    }
    case 'parallel':
      return rawOf(action.body, item, activity, choices);
    case 'when': {
      const open = action.branches.at(-1)?.condition !== undefined;
      const branch = choose(choices, whenId(activity, action.syntax.source.offset), action.branches.length + (open ? 1 : 0));
      return rawOf(action.branches[branch]?.body ?? [], item, activity, choices);
    }
    case 'each':
      return [1, 2].flatMap((number) => rawOf(action.body, `${item}.${number}`, activity, choices));
  }
}

/** Puts the rows of outboxes into the step of the nearest write of their store, or of the mark, or leaves them alone. */
function withRows(raws: readonly Raw[], using: string | undefined): Doing[] {
  const steps: { effects: Effect[]; item: string; record?: true }[] = raws.map(({ effects, item }) => ({
    effects: effects.filter((effect) => !isOutboxRow(effect)),
    item,
  }));
  const record: { effects: Effect[]; item: string; record?: true } | undefined =
    using === undefined ? undefined : { effects: [], item: '', record: true };
  raws.forEach(({ effects, item }, at) => {
    for (const effect of effects.filter(isOutboxRow)) {
      const writing = raws
        .map((raw, index) => ({
          index,
          writes: raw.item === item && raw.effects.some((other) => isWrite(other) && other.store === effect.outbox),
        }))
        .filter(({ writes }) => writes)
        .map(({ index }) => index)
        .sort((one, other) => Math.abs(one - at) - Math.abs(other - at))[0];
      if (writing !== undefined) steps[writing]?.effects.push(effect);
      else if (record && effect.outbox?.id === using) record.effects.push(effect);
      else steps[at]?.effects.push(effect);
    }
  });
  const filled = steps.filter(({ effects }) => effects.length > 0);
  return record ? [...filled, record] : filled;
}

/** @returns the steps of a body. */
export function doingsOf(activity: Activity, part: 'body' | 'otherwise', choices: Choices): readonly Doing[] {
  const raws = rawOf((part === 'body' ? activity.body : activity.otherwise) ?? [], '', activity, choices);
  return withRows(raws, part === 'body' ? activity.idempotency?.using?.id : undefined);
}

/** @returns the steps of a workflow's body or `otherwise`. */
export function stepsOf(activity: Activity, part: 'body' | 'otherwise', choices: Choices): readonly StepDoing[] {
  const visit = (actions: readonly Action[], item: string, parallel: StepDoing['parallel']): StepDoing[] =>
    actions.flatMap((action) => visitAction(action, item, parallel));
  const visitAction = (action: Action, item: string, parallel: StepDoing['parallel']): StepDoing[] => {
    switch (action.kind) {
      case 'step': {
        const { step } = action;
        const inner = step.action;
        if (inner.kind === 'wait') return [{ step, doings: [], undo: undoOf(step, item), item, parallel }];
        return [{ step, doings: withRows(rawOf([inner], item, activity, choices), undefined), undo: undoOf(step, item), item, parallel }];
      }
      case 'effect':
        throw new NotModelled('an effect of a workflow outside of a step');
      case 'atomically':
        return visit(action.body, item, parallel);
      case 'parallel': {
        if (parallel) throw new NotModelled('parallel in parallel');
        const id = `${action.syntax.source.offset}`;
        return action.body.flatMap((branch, number) => visit([branch], item, { id, branch: number }));
      }
      case 'when': {
        const open = action.branches.at(-1)?.condition !== undefined;
        const branch = choose(choices, whenId(activity, action.syntax.source.offset), action.branches.length + (open ? 1 : 0));
        return visit(action.branches[branch]?.body ?? [], item, parallel);
      }
      case 'each':
        return [1, 2].flatMap((number) => visit(action.body, `${item}.${number}`, parallel));
    }
  };
  return visit((part === 'body' ? activity.body : activity.otherwise) ?? [], '', undefined);
}

function undoOf(step: Step, item: string): Doing[] {
  return (step.undo?.effects ?? []).map((effect) => ({ effects: [effect], item }));
}
