/** The tree of a flow while it is being made, and what only the whole of it tells. */
import type { Message, Step, Wait } from '../../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import type { Activation, EffectOccurrence, Field, Leg, Op, Put } from './program.ts';
import { writesOf } from './traits.ts';

/** What is still being made. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

/** A wait whose messages are not yet found. */
export interface PendingWait {
  readonly op: Draft<Op>;
  readonly index: number;
  readonly wait: Wait;
  readonly step: Step;
  readonly workflow: Activation;
}

/** All occurrences, in the order of the tree. */
export interface Tree {
  readonly activations: readonly Draft<Activation>[];
  readonly effects: readonly Draft<EffectOccurrence>[];
  readonly legs: readonly Draft<Leg>[];
  readonly puts: readonly Draft<Put>[];
  readonly waits: readonly PendingWait[];
  /** Fields that say that the flow has written something, by firing and id. */
  readonly written: ReadonlyMap<string, Field>;
}

/**
 * Finds what each wait waits for.
 * @param sent what the flow, in any of its variants, sends to steps that wait
 */
export function linkWaits({ legs: all, waits }: Tree, sent: ReadonlyMap<Step, ReadonlySet<Message>>): void {
  for (const { op, wait, step } of waits) op.outside = wait.messages.map((message) => sent.get(step)?.has(message) !== true);
  for (const leg of all) {
    const waiting = waits.find((wait) => wait.step === leg.hop?.step && wait.workflow.firing === leg.firing);
    if (!waiting) continue;
    leg.awaitedBy = { workflow: waiting.workflow, op: waiting.index };
    const number = leg.message ? waiting.wait.messages.indexOf(leg.message) : 0;
    const legs = waiting.op.awaited as Leg[][];
    legs[Math.max(0, number)]?.push(leg);
  }
}

/**
 * What only the whole tree tells: chains of callers, what the flow has written, and what can come again after it is over.
 * @returns whether a repeat can come late
 */
export function settle(tree: Tree): { readonly canRepeatLate: boolean } {
  const { activations, effects, legs, puts, written: fields } = tree;
  for (const effect of effects) {
    const written = writesOf(effect.effect).map((id) => fields.get(`${effect.activation.firing} ${id}`));
    effect.writes = written.filter((field) => field !== undefined);
  }
  for (const activation of activations) {
    for (let at: Activation | undefined = activation; at; at = at.caller) (at.chain as Activation[]).push(activation);
  }
  const redriven = new Set(puts.flatMap(({ redrive }) => redrive?.puts ?? []));
  const again = new Set(puts.flatMap(({ redrive }) => redrive?.leg ?? []));
  const holder = new Map<Leg, Put>();
  for (const put of puts) for (const leg of put.legs) holder.set(leg, put);
  const open = new Map<Leg, boolean>();
  for (const leg of legs) {
    const put = holder.get(leg);
    const above = leg.before ? open.get(leg.before) : leg.sender ? mayComeAgain(leg.sender, open) : false;
    open.set(leg, above === true || again.has(leg) || (put !== undefined && redriven.has(put)));
  }
  for (const activation of activations) {
    const { trigger } = activation;
    if (trigger.kind === 'delivery') activation.final = trigger.legs.every((leg) => open.get(leg) !== true);
  }
  return { canRepeatLate: canRepeatLate(tree) };
}

/** Whether any window in the flow is shorter than the time in which a repeat can come. */
function canRepeatLate({ activations, effects, puts }: Tree): boolean {
  return [...activations, ...effects, ...effects.flatMap(({ instead }) => instead ?? []), ...puts].some(({ forgets }) => forgets);
}

/** A workflow that waits goes on when what it has sent is long handled. */
function mayComeAgain({ root }: Activation, open: ReadonlyMap<Leg, boolean>): boolean {
  if (root.chain.some(({ ops }) => ops.some(({ kind }) => kind === 'wait'))) return true;
  return root.trigger.kind === 'delivery' && root.trigger.legs.some((leg) => open.get(leg) === true);
}

/** The row of an outbox is written together with the nearest write of its store. */
export function mergeOutboxes(activation: Draft<Activation>): void {
  const { ops } = activation;
  for (const op of [...ops]) {
    const [row, ...others] = op.effects;
    const outbox = row && others.length === 0 && isMessageEffect(row.effect) ? row.effect.outbox : undefined;
    if (!outbox) continue;
    const index = ops.indexOf(op);
    const writes = ops
      .map((other, at) => ({ other, at }))
      .filter(({ other }) =>
        other.effects.some(({ effect }) => isStoreEffect(effect) && effect.kind !== 'reads' && effect.store === outbox),
      )
      // Of two that are as near the earlier: they stay in order.
      .toSorted((one, two) => Math.abs(one.at - index) - Math.abs(two.at - index));
    const [nearest] = writes;
    if (!nearest) continue;
    const joined = nearest.other as Draft<Op>;
    joined.effects = [...joined.effects, ...op.effects];
    joined.sites = [...new Set([...joined.sites, ...op.sites])];
    ops.splice(index, 1);
  }
}
