/** Names and effects as messages to people say them. */
import type { Activity, Effect } from '../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../language/model/lookups.ts';
import { listed } from './element-names.ts';

export { listed, withTechnology } from './element-names.ts';

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

/** @returns the names of the messages that an activity takes: `OrderPlaced`, `A and B`, or `its input`. */
export function inputOf(activity: Activity): string {
  return listed(activity.messages.map(({ name }) => name)) || 'its input';
}
