/** The tree of a flow while it is being made, and what only the whole of it tells. */
import type { Message, Step, Wait } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
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
    if (leg.kind !== 'await' || leg.hop?.to.kind !== 'activity') continue;
    const { step } = leg.hop;
    const waiting = waits.find((wait) => wait.step === step && wait.workflow.firing === leg.firing);
    if (!waiting) continue;
    leg.awaitedBy = { workflow: waiting.workflow, op: waiting.index };
    const number = leg.message ? waiting.wait.messages.indexOf(leg.message) : 0;
    const legs = waiting.op.awaited as Leg[][];
    legs[Math.max(0, number)]?.push(leg);
  }
}

/** What only the whole tree tells: chains of callers, what the flow has written, and what can come again after it is over. */
export function settle({ activations, effects, legs, puts, written: fields }: Tree): void {
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
  const late = analysisLate(activations, puts);
  for (const leg of legs) {
    const put = holder.get(leg);
    const above = leg.before ? open.get(leg.before) : leg.sender ? mayComeAgain(leg.sender, open) : false;
    open.set(leg, above === true || again.has(leg) || (put !== undefined && redriven.has(put)));
    leg.canRepeatLate = late;
  }
  for (const activation of activations) {
    const { trigger } = activation;
    if (trigger.kind === 'delivery') activation.final = trigger.legs.every((leg) => open.get(leg) !== true);
  }
}

/** Whether any window in the flow is shorter than the time in which a repeat can come. */
function analysisLate(activations: readonly Activation[], puts: readonly Put[]): boolean {
  return activations.some(({ forgets }) => forgets) || puts.some(({ forgets }) => forgets) || activations.some(callsForgetful);
}

function callsForgetful({ ops }: Activation): boolean {
  return ops.some(({ effects }) =>
    effects.some(({ effect }) => isCallEffect(effect) && effect.callees.some(({ idempotency }) => idempotency?.within !== undefined)),
  );
}

/** A workflow that waits goes on when what it has sent is long handled. */
function mayComeAgain({ root }: Activation, open: ReadonlyMap<Leg, boolean>): boolean {
  if (root.chain.some(({ ops }) => ops.some(({ kind }) => kind === 'wait'))) return true;
  return root.trigger.kind === 'delivery' && root.trigger.legs.some((leg) => open.get(leg) === true);
}

/** The row of an outbox is written together with the nearest write of its store. */
export function mergeOutboxes(activation: Draft<Activation>): void {
  const { ops } = activation;
  for (let index = 0; index < ops.length; index++) {
    const op = ops[index];
    const outbox =
      op?.effects.length === 1 && op.effects[0] && isMessageEffect(op.effects[0].effect) ? op.effects[0].effect.outbox : undefined;
    if (!op || !outbox) continue;
    const writes = ops
      .map((other, at) => ({ other, at }))
      .filter(
        ({ other }) =>
          other !== op && other.effects.some(({ effect }) => isStoreEffect(effect) && effect.kind !== 'reads' && effect.store === outbox),
      )
      .toSorted((one, two) => Math.abs(one.at - index) - Math.abs(two.at - index) || one.at - two.at);
    const [nearest] = writes;
    if (!nearest) continue;
    const joined = nearest.other as Draft<Op>;
    joined.effects = [...joined.effects, ...op.effects];
    joined.sites = [...new Set([...joined.sites, ...op.sites])];
    ops.splice(index, 1);
    index--;
  }
}
