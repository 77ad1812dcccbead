/** Which effects of an activity last, and where: what one transaction, an outbox or a fallback joins is one place. */
import type { Activity, Effect } from '../../language/model/design.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { joinedPlaces } from '../passes/joined-places.ts';
import { isDurable } from '../passes/workflows.ts';

/** No place: it does not last, or it is a copy that need not agree at every moment. */
export const NO_PLACE = -1;

/** @returns the number of the place of each lasting effect of an activity */
export function placesOf(activity: Activity): ReadonlyMap<Effect, number> {
  const effects = activity.effects.filter((effect) => isDurable(effect) && !isCopy(effect));
  const placeOf = joinedPlaces(effects);
  const numbers = new Map<string, number>();
  const places = new Map<Effect, number>();
  for (const effect of effects) {
    const place = placeOf(effect);
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
