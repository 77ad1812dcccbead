/**
 * All that the search of a flow depends on, in short: two unfolded flows with the same signature have the same runs, wherever in the text they stand.
 * Whatever a program holds of itself counts, whether it was thought of here or not; of the design's own objects only what the machine asks of them.
 */
import type { Activity, Effect, Idempotency, Message } from '../../language/model/design.ts';
import { isCallEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { Digest } from './digest.ts';
import type { Activation, EffectOccurrence, Leg, Program, Put, StepOccurrence } from './program.ts';

/** What stands for those fields of an object that lead into the design; undefined: they tell nothing. */
type InPlace<T> = Partial<Record<keyof T, unknown>>;

/** @returns the signature of an unfolded flow */
export function signatureOf(program: Program): string {
  const { entries, activations, effects, legs, puts, steps, sites } = program;
  // Where one occurrence names another its number stands for it.
  const digest = new Digest([activations, effects, legs, puts, steps, sites].flat());
  digest.add({ ...program, entries: 0, activations: 0, effects: 0, legs: 0, puts: 0, steps: 0, sites: 0 });
  const addAll = <T extends object>(items: readonly T[], inPlace: (item: T) => InPlace<T>): void => {
    digest.add(items.length);
    for (const item of items) digest.addObject(item, inPlace(item));
  };
  addAll(entries, () => ({ message: undefined }));
  addAll(activations, ofActivation);
  addAll(effects, ofEffect);
  addAll(legs, ofLeg);
  addAll(puts, ofPut);
  addAll(steps, ofStep);
  addAll(sites, () => ({ element: undefined }));
  return digest.text;
}

function ofActivation({ activity, states }: Activation): InPlace<Activation> {
  return { activity: ofActivity(activity), states: states.map(({ name, place }) => [name, place]) };
}

function ofActivity({ kind, element, messages, idempotency, safe }: Activity): unknown {
  const { id, facts } = element;
  const runs = [id, element.kind, facts.instances?.value, facts.ephemeral?.value, facts.delivery?.value, facts.durable?.value];
  return [kind, safe, runs, messages.map(ofMessage), ofIdempotency(idempotency)];
}

function ofMessage({ id, key, criticality, usefulFor }: Message): unknown {
  return [id, key, criticality, usefulFor];
}

function ofIdempotency(idempotency: Idempotency | undefined): unknown {
  return idempotency && [idempotency.by, idempotency.using?.id];
}

function ofStep({ step: { part, action } }: StepOccurrence): InPlace<StepOccurrence> {
  return { step: [part, action.kind === 'wait' ? [action.wait.atMost, action.wait.messages.length] : undefined] };
}

function ofEffect({ effect, loop, instead }: EffectOccurrence): InPlace<EffectOccurrence> {
  return { effect: written(effect), loop: loop?.kind, instead: instead && { ...instead, effect: written(instead.effect) } };
}

/** What is asked of an effect as it is written; whom it leads to is there by number. */
function written(effect: Effect): unknown {
  const { kind, options } = effect;
  if (isStoreEffect(effect)) return [kind, effect.store?.id, effect.condition];
  if (!isCallEffect(effect)) return kind;
  const answering = effect.callees.map(({ idempotency, messages, safe }) => [ofIdempotency(idempotency), messages.map(ofMessage), safe]);
  return [kind, effect.target?.kind, options.key, answering];
}

function ofLeg({ message, hop, channel, disorder, loop }: Leg): InPlace<Leg> {
  return {
    message: message && ofMessage(message),
    // Where nobody says how a hop delivers, whether it is tried again is asked of its retries.
    hop: hop?.guarantee.retries?.value.retries,
    channel: channel?.facts.alarm?.value,
    disorder: disorder?.kind,
    loop: loop?.kind,
  };
}

function ofPut({ message }: Put): InPlace<Put> {
  return { channel: undefined, hop: undefined, message: message && ofMessage(message) };
}
