/** Names and effects as messages to people say them. */
import type { Activity, Effect, Element } from '../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../language/model/lookups.ts';

/** @returns the element's name with its technology, `Revenue (aws.sqs)`, because that is what most guarantees come from. */
export function withTechnology(element: Element): string {
  return element.technologyName ? `${element.name} (${element.technologyName})` : element.name;
}

/** @returns what an effect acts on: `Revenue`, `Bank.charge`, `OrderPlaced`. */
export function objectOf(effect: Effect): string {
  if (isStoreEffect(effect)) return effect.store?.name ?? 'a store';
  if (isMessageEffect(effect)) return effect.message?.name ?? 'a message';
  const target = effect.target?.name ?? 'something';
  if (effect.operation) return `${target}.${effect.operation}`;
  return effect.route ? `${target} "${effect.route}"` : target;
}

/** @returns an effect as it is written, without its options: `increments Revenue`, `publishes OrderPlaced`. */
export function shortText(effect: Effect): string {
  return `${effect.kind} ${objectOf(effect)}`;
}

/** @returns several names as one reads them: `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** @returns the names of the messages that an activity takes: `OrderPlaced`, `A and B`, or `its input`. */
export function inputOf(activity: Activity): string {
  return listed(activity.messages.map(({ name }) => name)) || 'its input';
}
