/** Which effects of an activity last, and where: what one transaction, an outbox or a fallback joins is one place. */
import type { Activity, Effect } from '../../language/model/design.ts';
import { joinedPlaces } from '../passes/joined-places.ts';
import { isDurable } from '../passes/workflows.ts';

/** No place: it does not last. */
export const NO_PLACE = -1;

/** @returns the number of the place of each lasting effect of an activity */
export function placesOf(activity: Activity): ReadonlyMap<Effect, number> {
  // What does not last itself may yet join two places that do.
  const placeOf = joinedPlaces(activity.effects);
  const numbers = new Map<string, number>();
  const places = new Map<Effect, number>();
  for (const effect of activity.effects) {
    if (!isDurable(effect)) continue;
    const place = placeOf(effect);
    const number = numbers.get(place) ?? numbers.size;
    numbers.set(place, number);
    places.set(effect, number);
  }
  return places;
}
