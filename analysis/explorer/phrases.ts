/** Words for the parts of a run: who and what an effect or a leg is between, and what it is called. */
import type { Effect, Element, Hop } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { objectOf, shortText } from '../names.ts';
import type { EffectOccurrence, Leg, Put } from './program.ts';
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

/** @returns where a leg begins; undefined where its message comes from outside */
export function fromOf({ channel, sender, ...leg }: Leg): Element | undefined {
  return channel ?? outboxOf(leg) ?? sender?.activity.element;
}

/** @returns where a leg ends; that of a relay, which hands on over further legs, where it begins */
export function toOf(leg: Leg): Element {
  const run = leg.activation ?? leg.back;
  const hop = leg.hop?.to;
  const to = run?.activity.element ?? (hop?.kind === 'channel' ? hop.channel : hop?.activity.element) ?? outboxOf(leg);
  if (!to) throw new Error('A leg leads nowhere.');
  return to;
}

/** The store from whose rows a relay publishes what is on a leg. */
function outboxOf({ effect }: Pick<Leg, 'effect'>): Element | undefined {
  return effect && isMessageEffect(effect.effect) ? effect.effect.outbox : undefined;
}

/** @returns where a leg begins, as a sentence calls it */
export function nameOfSender(leg: Leg): string {
  return fromOf(leg)?.name ?? 'its sender';
}

/** @returns who takes a message at the end of a leg, or what */
export function nameOfReceiver(leg: Leg): string {
  const to = leg.hop?.to;
  return to?.kind === 'activity' ? to.activity.label : toOf(leg).name;
}

export function sourceOf(leg: Leg): RunStep['source'] {
  const source = leg.hop?.source ?? leg.effect?.effect.syntax.source ?? leg.channel?.syntax.head;
  if (!source) throw new Error('A leg has no place in the text.');
  return source;
}

/** How the tries of a message end that its consumer cannot handle: there are only so many, it expires, or they go on for ever. */
export function endOfTries(hop: Hop | undefined): 'used up' | 'expires' | 'never' {
  const { attempts, retention } = hop?.guarantee ?? {};
  if (attempts !== undefined && Number.isFinite(attempts.value)) return 'used up';
  return retention?.value === Number.POSITIVE_INFINITY ? 'never' : 'expires';
}

export function ordinal(number: number): string {
  return number === 2 ? '2nd' : number === 3 ? '3rd' : `${number}th`;
}

/** A message on an arrow, and behind `the` or `this`. One that is not known is a message all the same. */
export function labelOf({ message }: Pick<Leg | Put, 'message'>): string {
  return message?.name ?? 'message';
}

/** A message in a sentence; the second of two is the next one. */
export function messageOf({ message, firing }: Pick<Leg | Put, 'message' | 'firing'>): string {
  const which = firing > 0 ? 'the next ' : message ? '' : 'the ';
  return `${which}${labelOf({ message })}`;
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
