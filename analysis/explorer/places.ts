/** Which effects of an activity last, and where: what one transaction, an outbox or a fallback joins is one place. */
import type { Activity, Effect, Element } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { isDurable } from '../passes/workflows.ts';

/** No place: it does not last, or it is a copy that need not agree at every moment. */
export const NO_PLACE = -1;

/** @returns the number of the place of each lasting effect of an activity */
export function placesOf(activity: Activity): ReadonlyMap<Effect, number> {
  const effects = activity.effects.filter((effect) => isDurable(effect) && !isCopy(effect));
  const parent = new Map<string, string>();
  const root = (place: string): string => {
    let at = place;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  const join = (one: string, other: string): void => {
    if (root(one) !== root(other)) parent.set(root(one), root(other));
  };
  const byBlock = new Map<string, string>();
  for (const effect of effects) {
    const place = placeOf(effect);
    if (isMessageEffect(effect) && effect.outbox) join(place, effect.outbox.id);
    if (isCallEffect(effect) && effect.options.fallback?.element) join(place, effect.options.fallback.element.id);
    for (const { kind, id } of effect.blocks) {
      if (kind !== 'atomically') continue;
      const known = byBlock.get(id);
      if (known) join(place, known);
      else byBlock.set(id, place);
    }
  }
  const numbers = new Map<string, number>();
  const places = new Map<Effect, number>();
  for (const effect of effects) {
    const place = root(placeOf(effect));
    const number = numbers.get(place) ?? numbers.size;
    numbers.set(place, number);
    places.set(effect, number);
  }
  return places;
}

function isCopy(effect: Effect): boolean {
  if (!isStoreEffect(effect)) return false;
  const { store } = effect;
  if (!store || store.caches || store.rebuiltFrom) return true;
  return store.kind === 'cache' && store.facts.durable === undefined;
}

function placeOf(effect: Effect): string {
  const element: Element | undefined = isStoreEffect(effect)
    ? effect.store
    : isMessageEffect(effect)
      ? (effect.to ?? effect.channels[0])
      : effect.target;
  return element?.id ?? `message ${isMessageEffect(effect) ? (effect.message?.id ?? '') : effect.id}`;
}
