/** Which effects act on one place: what one transaction, an outbox or a fallback joins is one. */
import type { Effect, Element } from '../../language/model/design.ts';
import { DisjointSets } from '../../language/model/disjoint-sets.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';

/**
 * @param effects those that may join places, of one activity
 * @returns the place that an effect acts on, the same for all that act on joined places
 */
export function joinedPlaces(effects: readonly Effect[]): (effect: Effect) => string {
  const places = new DisjointSets<string>();
  const byBlock = new Map<string, string>();
  for (const effect of effects) {
    const place = placeOf(effect);
    if (isMessageEffect(effect) && effect.outbox) places.join(place, effect.outbox.id);
    if (isCallEffect(effect) && effect.options.fallback?.element) places.join(place, effect.options.fallback.element.id);
    for (const { kind, id } of effect.blocks) {
      if (kind !== 'atomically') continue;
      const known = byBlock.get(id);
      if (known) places.join(place, known);
      else byBlock.set(id, place);
    }
  }
  return (effect) => places.find(placeOf(effect));
}

function placeOf(effect: Effect): string {
  const element: Element | undefined = isStoreEffect(effect)
    ? effect.store
    : isMessageEffect(effect)
      ? (effect.to ?? effect.channels[0])
      : effect.target;
  return element?.id ?? `message ${isMessageEffect(effect) ? (effect.message?.id ?? '') : effect.id}`;
}
