/** Words for the parts of a run: who and what an effect or a leg is between, and what it is called. */
import type { Effect, Element, Hop } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { objectOf, shortText } from '../names.ts';
import type { EffectOccurrence, Leg } from './program.ts';
import type { RunStep } from './result.ts';

export function targetOf({ effect }: EffectOccurrence): Element | undefined {
  if (isStoreEffect(effect)) return effect.store;
  if (isMessageEffect(effect)) return effect.to ?? effect.channels[0];
  return effect.target;
}

export function nameOfTarget(effect: EffectOccurrence): string {
  return targetOf(effect)?.name ?? objectOf(effect.effect);
}

export function callLabel(effect: Effect): string {
  return isCallEffect(effect) ? (effect.operation ?? effect.route ?? effect.kind.replace(/s$/, '')) : shortText(effect);
}

export function infinitive(effect: Effect): string {
  const verb = effect.kind === 'publishes' ? 'publish' : effect.kind.replace(/s$/, '');
  return `${verb} ${objectOf(effect)}`;
}

export function fromOf(leg: Leg): Element | undefined {
  if (leg.channel) return leg.channel;
  if (leg.kind === 'relay' && leg.effect && isMessageEffect(leg.effect.effect)) return leg.effect.effect.outbox;
  return leg.sender?.activity.element;
}

export function toOf(leg: Leg): Element | undefined {
  const run = leg.activation ?? leg.back;
  if (run) return run.activity.element;
  if (!leg.hop) return undefined;
  return leg.hop.to.kind === 'channel' ? leg.hop.to.channel : leg.hop.to.activity.element;
}

export function sourceOf(leg: Leg): RunStep['source'] {
  const source = leg.hop?.source ?? leg.effect?.effect.syntax.source ?? leg.channel?.syntax.head;
  if (!source) throw new Error('A leg has no place in the text.');
  return source;
}

/** How the tries of a message end that its consumer cannot handle: there are only so many, it expires, or they go on for ever. */
export function endOfTries({ guarantee: { attempts, retention } }: Hop): 'used up' | 'expires' | 'never' {
  if (attempts !== undefined && Number.isFinite(attempts.value)) return 'used up';
  return retention?.value === Number.POSITIVE_INFINITY ? 'never' : 'expires';
}

export function ordinal(number: number): string {
  return number === 2 ? '2nd' : number === 3 ? '3rd' : `${number}th`;
}

/** A message in a sentence; the second of two is the next one. */
export function messageOf({ message, firing }: Leg): string {
  if (!message) return 'the message';
  return firing > 0 ? `the next ${message.name}` : message.name;
}

/** What is yet to come of a leg: a message, or the run that a start has asked for. */
export function awaitedOn(leg: Leg): string {
  const run = leg.activation ?? leg.back;
  return leg.kind === 'start' && run ? `the run of ${run.activity.label}` : messageOf(leg);
}

/** @returns a text with a capital at its beginning */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
