/** An orchestrator as a machine: what is done in which order, and what happens when a step fails for good. */
import type { Action, Design, Effect, Orchestrator, RetryPolicy, Step, Wait } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Source } from '../../language/model/source.ts';
import type { Finding } from '../finding.ts';
import { type Anchor, Anchors, placeFindings } from '../view/badges.ts';
import type { EdgeKind, ViewFinding } from '../view/graph.ts';
import { firstParagraph, UnknownScopeError } from '../view/select.ts';

export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly technology?: { readonly label: string; readonly mark?: string };
  readonly subtitle?: string;
  readonly source: Source;
  /** The normal run. */
  readonly run: readonly StateItem[];
  /** What is done when it failed for good, undos aside. */
  readonly otherwise: readonly StateItem[];
  readonly findings: readonly ViewFinding[];
}

export type StateItem = StateStep | StateBlock;

interface StateBase {
  readonly id: string;
  readonly name: string;
  /** Place in the text, from 1; effects outside of steps have none. */
  readonly number?: number;
  readonly undo?: StateUndo;
  /** The step that a failure leads to, by id, rather than to the undos. */
  readonly onFailure?: string;
  readonly source: Source;
}

export interface StateStep extends StateBase {
  readonly kind: 'step' | 'wait';
  readonly acts: readonly StateAct[];
  /** `at most 5 s`: how long it may take. */
  readonly limit?: string;
  /** `3 retries, exponential, jitter`. */
  readonly retries?: string;
  readonly canFail: boolean;
}

/** What stands in a frame: all of them, side by side, once for each, or one of them. */
export interface StateBlock extends StateBase {
  readonly kind: 'choice' | 'parallel' | 'each' | 'atomically' | 'sequence';
  /** `at most 500, 40 at a time`. */
  readonly note?: string;
  readonly branches: readonly StateBranch[];
}

export interface StateBranch {
  /** The condition. */
  readonly label?: string;
  readonly items: readonly StateItem[];
}

export interface StateUndo {
  readonly id: string;
  readonly name: string;
  readonly acts: readonly StateAct[];
  readonly source: Source;
}

export interface StateAct {
  readonly kind: EdgeKind;
  readonly text: string;
}

/** @returns whether an item is a step, or an effect that stands for one. */
export function isStep(item: StateItem): item is StateStep {
  return item.kind === 'step' || item.kind === 'wait';
}

/** @returns whether an item, or anything in it, can fail the run. */
export function canFail(item: StateItem): boolean {
  if (isStep(item)) return item.canFail;
  return item.branches.some(({ items }) => items.some((each) => canFail(each) && each.onFailure === undefined));
}

/** @returns the undos of an item and of what is in it, in the order of the text. */
export function undosIn(item: StateItem): readonly StateUndo[] {
  const own = item.undo ? [item.undo] : [];
  if (isStep(item)) return own;
  return [...item.branches.flatMap(({ items }) => items.flatMap(undosIn)), ...own];
}

/** @returns the steps of items and of what is in them, in the order of the text. */
export function stepsIn(items: readonly StateItem[]): readonly StateStep[] {
  return items.flatMap((item) => (isStep(item) ? [item] : item.branches.flatMap((branch) => stepsIn(branch.items))));
}

/**
 * Makes the machine of an orchestrator.
 *
 * @param name its name or id; without one, the first in the order of the text
 * @returns undefined if no name is given and the design has no orchestrator
 * @throws UnknownScopeError if the design has no orchestrator of that name
 */
export function machineOf(design: Design, findings: readonly Finding[], name?: string): Machine | undefined {
  const all = design.elements.filter((element) => element.kind === 'orchestrator');
  const found = name === undefined ? all[0] : (all.find(({ id }) => id === name) ?? all.find((each) => each.name === name));
  if (!found) {
    if (name === undefined) return undefined;
    const known = all.map((each) => each.name).join(', ');
    throw new UnknownScopeError(
      `There is no orchestrator named ${name}. ${known === '' ? 'The design has none.' : `There ${all.length === 1 ? 'is' : 'are'} ${known}.`}`,
    );
  }
  const maker = new Maker(found);
  const run = maker.items(found.workflow.body ?? []);
  const otherwise = maker.items(found.workflow.otherwise ?? []);
  const { technology, technologyName } = found;
  return {
    id: found.id,
    name: found.title ?? found.name,
    technology: technology
      ? { label: technology.label, mark: technology.mark }
      : technologyName === undefined
        ? undefined
        : { label: technologyName },
    subtitle: firstParagraph(found.description),
    source: found.syntax.source,
    run,
    otherwise,
    findings: findingsOf(found, [...run, ...otherwise], findings),
  };
}

/** The findings about the orchestrator's text, each on the step it is about, if it is about one. */
function findingsOf({ syntax }: Orchestrator, items: readonly StateItem[], findings: readonly Finding[]): readonly ViewFinding[] {
  const { uri, offset, end } = syntax.source;
  const own = findings.filter(({ source }) => source.uri === uri && source.offset >= offset && source.offset < end);
  const anchors: Anchor[] = stepsIn(items).flatMap((step) => [
    { id: step.id, source: step.source },
    ...(step.undo ? [{ id: step.undo.id, source: step.undo.source }] : []),
  ]);
  return placeFindings(own, new Anchors(anchors));
}

class Maker {
  readonly #orchestrator: Orchestrator;
  readonly #numbers: ReadonlyMap<Step, number>;
  #blocks = 0;

  constructor(orchestrator: Orchestrator) {
    this.#orchestrator = orchestrator;
    this.#numbers = new Map(orchestrator.steps.map((step, index) => [step, index + 1]));
  }

  items(actions: readonly Action[]): readonly StateItem[] {
    return actions.map((action) => this.#item(action));
  }

  #item(action: Action): StateItem {
    switch (action.kind) {
      case 'effect':
        return this.#bare(action.effect);
      case 'step':
        return this.#step(action.step);
      default:
        return this.#block(action, undefined);
    }
  }

  #idOf(step: Step): string {
    return `${this.#orchestrator.id}/step ${this.#numbers.get(step) ?? step.name}`;
  }

  #base(step: Step): StateBase {
    const { undo } = step;
    return {
      id: this.#idOf(step),
      name: step.name,
      number: this.#numbers.get(step),
      undo: undo && {
        id: `${this.#idOf(step)}/undo`,
        name: `undo ${step.name}`,
        acts: undo.effects.map(actOf),
        source: undo.source,
      },
      onFailure: step.onFailure && this.#idOf(step.onFailure),
      source: step.syntax.source,
    };
  }

  #step(step: Step): StateItem {
    const { action } = step;
    const base = this.#base(step);
    if (action.kind === 'wait') return { ...base, ...waitOf(action.wait) };
    if (action.kind !== 'effect' && action.kind !== 'step') return this.#block(action, base);
    const [effect] = step.effects;
    const retries = effect?.options.retries;
    return {
      ...base,
      kind: 'step',
      acts: step.effects.map(actOf),
      limit: effect && limitOf(effect),
      retries: retries && retriesOf(retries),
      canFail: retries === undefined || Number.isFinite(retries.retries),
    };
  }

  /** An effect that stands outside of a step. */
  #bare(effect: Effect): StateItem {
    const { retries } = effect.options;
    return {
      kind: 'step',
      id: `${this.#orchestrator.id}/${effect.id}`,
      name: effect.kind,
      acts: [actOf(effect)],
      limit: limitOf(effect),
      retries: retries && retriesOf(retries),
      canFail: retries === undefined || Number.isFinite(retries.retries),
      source: effect.syntax.source,
    };
  }

  #block(action: Exclude<Action, { readonly kind: 'effect' | 'step' }>, step: StateBase | undefined): StateBlock {
    this.#blocks++;
    const base = step ?? { id: `${this.#orchestrator.id}/block ${this.#blocks}`, name: '', source: action.syntax.source };
    switch (action.kind) {
      case 'atomically':
        return { ...base, kind: 'atomically', note: 'all or none', branches: [{ items: this.items(action.body) }] };
      case 'parallel':
        return { ...base, kind: 'parallel', branches: action.body.map((each) => ({ items: [this.#item(each)] })) };
      case 'each':
        return {
          ...base,
          kind: 'each',
          name: base.name || `each ${action.item}`,
          note: eachNote(action),
          branches: [{ items: this.items(action.body) }],
        };
      case 'when': {
        const branches = action.branches.map(({ condition, body }) => ({ label: condition ?? 'otherwise', items: this.items(body) }));
        const isWhole = action.branches.some(({ condition }) => condition === undefined);
        return { ...base, kind: 'choice', branches: isWhole ? branches : [...branches, { label: 'otherwise', items: [] }] };
      }
    }
  }
}

function eachNote({ atMost, concurrency }: { readonly atMost?: number; readonly concurrency?: number }): string | undefined {
  const parts = [
    ...(atMost === undefined ? [] : [`at most ${atMost.toLocaleString('en')}`]),
    ...(concurrency === undefined ? [] : [`${concurrency.toLocaleString('en')} at a time`]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

function actOf(effect: Effect): StateAct {
  switch (effect.kind) {
    case 'calls':
    case 'starts': {
      const callee = effect.target?.name ?? '?';
      const part = effect.operation ?? effect.route;
      const text = part === undefined ? callee : effect.operation === undefined ? `${callee} ${part}` : `${callee}.${part}`;
      return { kind: 'call', text: effect.kind === 'starts' ? `starts ${text}` : text };
    }
    case 'publishes':
    case 'sends': {
      const to = effect.to?.name ?? effect.channels[0]?.name;
      const message = effect.message?.name ?? '?';
      return { kind: 'message', text: to === undefined ? message : `${message} to ${to}` };
    }
    default:
      return { kind: effect.kind === 'reads' ? 'read' : 'write', text: `${effect.kind} ${effect.store?.name ?? '?'}` };
  }
}

function limitOf({ options: { timeout, heartbeat } }: Effect): string | undefined {
  const parts = [
    ...(timeout === undefined ? [] : [`at most ${spaced(timeout)}`]),
    ...(heartbeat === undefined ? [] : [heartbeat === true ? 'heartbeat' : `heartbeat ${spaced(heartbeat)}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** `5 s`. */
function spaced(milliseconds: number): string {
  return showDuration(milliseconds).replace(/(?<=\d)(?=[a-z])/i, ' ');
}

function retriesOf({ retries, growth, from, jitter }: RetryPolicy): string {
  if (!Number.isFinite(retries)) return ['until it is through', growth].filter((part) => part !== undefined).join(', ');
  const count = `${retries} ${retries === 1 ? 'retry' : 'retries'}`;
  const parts = [count, growth, from === undefined ? undefined : `from ${spaced(from)}`, jitter ? 'jitter' : undefined];
  return parts.filter((part) => part !== undefined).join(', ');
}

function waitOf({ duration, messages, all, from, atMost, heartbeat }: Wait): Omit<StateStep, keyof StateBase> {
  if (duration !== undefined) return { kind: 'wait', acts: [{ kind: 'uses', text: `waits ${spaced(duration)}` }], canFail: false };
  const names = messages.map(({ name }) => name).join(all ? ' and ' : ' or ');
  const limits = [
    ...(atMost === undefined || !Number.isFinite(atMost) ? [] : [`at most ${spaced(atMost)}`]),
    ...(heartbeat === undefined ? [] : [heartbeat === true ? 'heartbeat' : `heartbeat ${spaced(heartbeat)}`]),
  ];
  return {
    kind: 'wait',
    acts: [{ kind: 'message', text: `${names || '?'}${from ? ` from ${from.name}` : ''}` }],
    limit: limits.length === 0 ? undefined : limits.join(', '),
    canFail: limits.length > 0,
  };
}
