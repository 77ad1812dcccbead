/**
 * All that the search of a flow depends on, as a text: two unfolded flows with the same signature have the same runs, wherever in the text they stand.
 */
import type { Activity, Effect, Element, Idempotency } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import type { Activation, EffectOccurrence, Leg, Op, Program, Put, StepOccurrence, Trigger } from './program.ts';

/** @returns the signature of an unfolded flow */
export function signatureOf(program: Program): string {
  const { firings, entries, activations, effects, legs, puts, steps, sites, promises, canRepeatLate } = program;
  return JSON.stringify([
    firings,
    entries.map(({ activation, puts: own, directs, happens }) => [activation?.id, ids(own), ids(directs), happens]),
    activations.map(ofActivation),
    effects.map(ofEffect),
    legs.map(ofLeg),
    puts.map(ofPut),
    steps.map(ofStep),
    sites.map(({ scope, element }) => [scope, element.id]),
    promises,
    canRepeatLate,
  ]);
}

function ids(things: readonly { readonly id: number }[]): readonly number[] {
  return things.map(({ id }) => id);
}

function ofActivation(activation: Activation): unknown {
  const { activity, trigger, firing, caller, scope, ops, forward, undos, otherwise, incomplete, states, pinned, forgets, field } =
    activation;
  const { acknowledgesFirst, canCrash, final, begins, ends, wholly, surviving } = activation;
  return [
    ofActivity(activity),
    ofTrigger(trigger),
    [firing, caller?.id, scope, forward, undos, otherwise?.id],
    [pinned, forgets, acknowledgesFirst, canCrash, final, incomplete],
    states.map(({ name, place }) => [name, place]),
    ops.map(ofOp),
    [begins, ends, wholly, surviving],
    field,
  ];
}

function ofActivity({ id, kind, element, messages, idempotency, safe }: Activity): unknown {
  return [
    id,
    kind,
    ofElement(element),
    messages.map((message) => [message.id, message.key, message.criticality]),
    ofIdempotency(idempotency),
    safe,
  ];
}

/** What the machine asks of an element. */
function ofElement(element: Element): unknown {
  const { id, kind, facts, technology } = element;
  const runs = element.kind === 'orchestrator' ? element.state.map(({ name, place }) => [name, place]) : undefined;
  return [
    id,
    kind,
    facts.instances?.value,
    facts.ephemeral?.value,
    facts.delivery?.value,
    facts.durable?.value,
    facts.managed?.value,
    facts.alarm?.value,
    technology?.kinds,
    runs,
  ];
}

function ofIdempotency(idempotency: Idempotency | undefined): unknown {
  return idempotency && [idempotency.by, idempotency.within, idempotency.using?.id];
}

function ofTrigger(trigger: Trigger): unknown {
  switch (trigger.kind) {
    case 'call':
      return ['call', trigger.effect.id, trigger.fallback];
    case 'delivery':
      return ['delivery', ids(trigger.legs)];
    case 'entry':
      return ['entry'];
  }
}

function ofOp({ kind, effects, step, awaited, outside, all, ends, next, sites }: Op): unknown {
  return [kind, ids(effects), step?.id, awaited.map(ids), outside, all, ends, next, ids(sites)];
}

function ofStep({ step, workflow, scope, from, to, undoFrom, undoTo, effects, undo, onFailure, field }: StepOccurrence): unknown {
  const wait = step.action.kind === 'wait' ? [step.action.wait.atMost, step.action.wait.messages.length] : undefined;
  return [step.part, wait, workflow.id, scope, from, to, undoFrom, undoTo, ids(effects), ids(undo), onFailure, field];
}

function ofEffect(occurrence: EffectOccurrence): unknown {
  const { effect, activation, step, undoes, within, callee, instead, puts, directs, relay, start, changes } = occurrence;
  const { differs, place, retries, unlimited, canLoseReply, canRepeat, forgets, loop, stale } = occurrence;
  const { writes, counted, happens, field } = occurrence;
  return [
    written(effect),
    [activation.id, step?.id, undoes?.id, within?.id, callee?.id, relay?.id, start?.id],
    [ids(puts), ids(directs), ids(changes)],
    [differs, place, retries, unlimited, canLoseReply, canRepeat, forgets, loop?.kind],
    [stale, writes, counted, happens],
    instead && [
      written(instead.effect),
      instead.callee?.id,
      instead.site?.id,
      instead.canLoseReply,
      instead.differs,
      instead.forgets,
      instead.count,
      instead.counted,
      instead.happens,
    ],
    field,
  ];
}

function written(effect: Effect): unknown {
  const { kind, options } = effect;
  if (isStoreEffect(effect)) return [kind, effect.store?.id, effect.condition];
  if (isMessageEffect(effect)) return [kind, effect.message?.id];
  if (!isCallEffect(effect)) return [kind];
  const answering = effect.callees.map(({ idempotency, messages, safe }) => [
    ofIdempotency(idempotency),
    messages.map(({ key }) => key),
    safe,
  ]);
  return [kind, effect.target?.kind, options.key, answering];
}

function ofLeg(leg: Leg): unknown {
  const {
    kind,
    firing,
    message,
    channel,
    before,
    sender,
    puts,
    directs,
    activation,
    awaitedBy,
    earlier,
    delivery,
    named,
    ordered,
    blocks,
    hop,
  } = leg;
  const { disorder, needsOrder, attempts, fate, parked, canFail, canGiveUp, loop, inOrder, neverLost, back, field } = leg;
  return [
    [kind, firing, message?.id, message?.criticality, message?.usefulFor, channel?.facts.alarm?.value],
    [
      before?.id,
      sender?.id,
      ids(puts),
      ids(directs),
      activation?.id,
      awaitedBy?.workflow.id,
      awaitedBy?.op,
      earlier?.id,
      parked?.id,
      back?.id,
    ],
    // Where nobody says how a hop delivers, whether it is tried again is asked of its retries.
    hop?.guarantee.retries !== undefined,
    [delivery, named, ordered, blocks, disorder !== undefined, needsOrder, attempts, canFail, canGiveUp, loop?.kind],
    fate,
    [inOrder, neverLost],
    field,
  ];
}

function ofPut({ message, legs, deduplicates, forgets, atMostOnce, redrive, neverLost, field }: Put): unknown {
  const back = redrive && [redrive.leg?.id, ids(redrive.puts)];
  return [message?.id, message?.criticality, ids(legs), deduplicates, forgets, atMostOnce, back, neverLost, field];
}
