/**
 * All that the search of a flow depends on, as a text: two unfolded flows with the same signature have the same runs, wherever in the text they stand.
 * Whatever a program holds of itself counts, whether it was thought of here or not; of the design's own objects only what the machine asks of them.
 */
import type { Activity, Effect, Idempotency, Message } from '../../language/model/design.ts';
import { isCallEffect, isStoreEffect } from '../../language/model/lookups.ts';
import type { Activation, EffectOccurrence, Leg, Program, Put, StepOccurrence } from './program.ts';

/** @returns the signature of an unfolded flow */
export function signatureOf(program: Program): string {
  const { activations, effects, legs, puts, steps, sites } = program;
  const occurrences = new Set<unknown>([activations, effects, legs, puts, steps, sites].flat());
  const whole = {
    ...program,
    entries: program.entries.map(({ message: _, ...rest }) => rest),
    activations: activations.map(ofActivation),
    effects: effects.map(ofEffect),
    legs: legs.map(ofLeg),
    puts: puts.map(ofPut),
    steps: steps.map(ofStep),
    sites: sites.map(({ element: _, ...rest }) => rest),
  };
  // Where one occurrence names another its number stands for it.
  return JSON.stringify(whole, (_, value: unknown) => (occurrences.has(value) ? (value as { readonly id: number }).id : value));
}

function ofActivation({ activity, states, ...rest }: Activation): unknown {
  return { ...rest, activity: ofActivity(activity), states: states.map(({ name, place }) => [name, place]) };
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

function ofStep({ step, ...rest }: StepOccurrence): unknown {
  const { part, action } = step;
  return { ...rest, part, wait: action.kind === 'wait' ? [action.wait.atMost, action.wait.messages.length] : undefined };
}

function ofEffect({ effect, loop, instead, ...rest }: EffectOccurrence): unknown {
  return { ...rest, effect: written(effect), loop: loop?.kind, instead: instead && { ...instead, effect: written(instead.effect) } };
}

/** What is asked of an effect as it is written; whom it leads to is there by number. */
function written(effect: Effect): unknown {
  const { kind, options } = effect;
  if (isStoreEffect(effect)) return [kind, effect.store?.id, effect.condition];
  if (!isCallEffect(effect)) return kind;
  const answering = effect.callees.map(({ idempotency, messages, safe }) => [ofIdempotency(idempotency), messages.map(ofMessage), safe]);
  return [kind, effect.target?.kind, options.key, answering];
}

function ofLeg({ message, hop, channel, disorder, loop, ...rest }: Leg): unknown {
  // Where nobody says how a hop delivers, whether it is tried again is asked of its retries.
  const retries = hop?.guarantee.retries?.value.retries;
  return {
    ...rest,
    message: message && ofMessage(message),
    alarm: channel?.facts.alarm?.value,
    disorder: disorder?.kind,
    loop: loop?.kind,
    retries,
  };
}

function ofPut({ channel: _, message, hop: __, ...rest }: Put): unknown {
  return { ...rest, message: message && ofMessage(message) };
}
