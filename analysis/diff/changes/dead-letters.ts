import type { Hop } from '../../../language/model/design.ts';
import type { Parking } from '../../passes/parkings.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { placeText, sinkText } from '../failures.ts';

export const change = defineChange({
  id: 'dead-letters',
  rank: 0,
  summary: 'Dead-letter queues that come and go, where they are, and after how many tries a message is parked.',
  compare(before, after) {
    const changed: Reported[] = [];
    for (const [key, hops] of after.legs) {
      const earlier = before.legs.get(key);
      const [hop] = hops;
      if (!earlier || !hop) continue;
      changed.push(...compareParking(parkingOf(earlier), parkingOf(hops), hop, earlier[0] ?? hop));
    }
    return changed;
  },
});

/** Dead letters, and after how many tries: as they say, or as the product does without a word. */
interface Parked extends Parking {
  readonly attempts?: number;
}

function parkingOf(hops: readonly Hop[]): Parked | undefined {
  return hops.flatMap(({ guarantee: { failure, attempts } }) =>
    failure?.kind === 'dead-letters' ? [{ ...failure, attempts: attempts?.value }] : [],
  )[0];
}

function compareParking(was: Parked | undefined, is: Parked | undefined, hop: Hop, earlier: Hop): readonly Reported[] {
  const place = placeText(hop);
  if (was && !is) return [gone('worse', `Removes the only dead-letter queue of ${placeText(earlier)}.`, was.source)];
  if (!was && is) return [now('better', `Gives ${place} a dead-letter queue: ${sinkText(is)}.`, is.source)];
  if (!was || !is) return [];
  const changed: Reported[] = [];
  if (sinkText(was) !== sinkText(is))
    changed.push(now('other', `${place} parks what fails in ${sinkText(is)} now; it was ${sinkText(was)}.`, is.source));
  if (was.attempts !== is.attempts) changed.push(now('other', triesText(place, was.attempts, is.attempts), is.source));
  if (was.wholeGroup !== is.wholeGroup)
    changed.push(
      is.wholeGroup
        ? now('better', `${place} parks the whole group now, so that order survives.`, is.source)
        : now('other', `${place} parks single messages now, no longer the whole group.`, is.source),
    );
  return changed;
}

function triesText(place: string, was: number | undefined, is: number | undefined): string {
  const earlier = was === undefined ? '' : Number.isFinite(was) ? `; it was ${was}` : '; it never gave up';
  if (is === undefined) return `Nothing says any more after how many attempts ${place} parks${earlier}.`;
  if (!Number.isFinite(is)) return `${place} never gives up now, so it parks nothing${earlier}.`;
  return `${place} parks after ${is} ${is === 1 ? 'attempt' : 'attempts'} now${earlier}.`;
}
