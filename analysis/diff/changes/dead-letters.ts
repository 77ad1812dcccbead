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

function parkingOf(hops: readonly Hop[]): Parking | undefined {
  return hops.flatMap(({ guarantee: { failure } }) => (failure?.kind === 'dead-letters' ? [failure] : []))[0];
}

function compareParking(was: Parking | undefined, is: Parking | undefined, hop: Hop, earlier: Hop): readonly Reported[] {
  const place = placeText(hop);
  if (was && !is) return [gone('worse', `Removes the only dead-letter queue of ${placeText(earlier)}.`, was.source)];
  if (!was && is) return [now('better', `Gives ${place} a dead-letter queue: ${sinkText(is)}.`, is.source)];
  if (!was || !is) return [];
  const changed: Reported[] = [];
  if (sinkText(was) !== sinkText(is))
    changed.push(now('other', `${place} parks what fails in ${sinkText(is)} now; it was ${sinkText(was)}.`, is.source));
  if (was.attempts !== is.attempts && is.attempts !== undefined) {
    const earlierTries = was.attempts === undefined ? '' : `; it was ${was.attempts}`;
    changed.push(now('other', `${place} parks after ${tries(is.attempts)} now${earlierTries}.`, is.source));
  }
  if (was.wholeGroup !== is.wholeGroup)
    changed.push(
      is.wholeGroup
        ? now('better', `${place} parks the whole group now, so that order survives.`, is.source)
        : now('other', `${place} parks single messages now, no longer the whole group.`, is.source),
    );
  return changed;
}

function tries(count: number): string {
  return `${count} ${count === 1 ? 'attempt' : 'attempts'}`;
}
