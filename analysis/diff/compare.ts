/** What a change does to a design: every kind of change, in an order in which people read. */
import type { Bearing, Change } from './change.ts';
import { changes } from './changes/index.ts';
import type { Version } from './version.ts';

const inReadingOrder = changes.toSorted((one, other) => one.rank - other.rank);

const bearings: readonly Bearing[] = ['worse', 'better', 'other'];

/**
 * Compares two versions of a design.
 * @returns each difference once: what is worse, what is better, what is only different; each by kind, in the order of the text
 */
export function compareDesigns(before: Version, after: Version): readonly Change[] {
  const seen = new Set<string>();
  const all = inReadingOrder.flatMap(({ id, compare }) => compare(before, after).map((change): Change => ({ kind: id, ...change })));
  const once = all.filter(({ text, kind }) => !seen.has(`${kind} ${text}`) && seen.add(`${kind} ${text}`));
  return bearings.flatMap((bearing) => once.filter((change) => change.bearing === bearing));
}
