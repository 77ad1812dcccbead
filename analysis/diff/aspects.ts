/** What is said of a thing once, if at all, and how a change of it is told. */
import type { Source } from '../../language/model/source.ts';
import { type Bearing, now, type Reported } from './change.ts';

export interface Aspect<Thing> {
  /** As it is shown; undefined where the thing does not say it. */
  readonly of: (thing: Thing) => string | undefined;
  /** A sentence without its full stop: what is so now. `who` is the thing, `text` what `of` shows. */
  readonly has: (who: string, text: string) => string;
  /** The same, of what is said no longer. */
  readonly lost: (who: string, text: string) => string;
  /** What was, after a semicolon: `it was 5s` unless another wording suits the sentence better. */
  readonly had?: (text: string) => string;
  /** What it means to have it, where that is plain: to lose it means the opposite. */
  readonly having?: 'better' | 'worse';
  /** Where it is said; else the change is shown at the thing. */
  readonly at?: (thing: Thing) => Source | undefined;
}

/**
 * Compares two versions of a thing, aspect by aspect.
 * @param who the thing, as sentences call it
 * @param place where it is in the new version
 */
export function changedAspects<Thing>(
  aspects: readonly Aspect<Thing>[],
  who: string,
  was: Thing,
  is: Thing,
  place: Source,
): readonly Reported[] {
  return aspects.flatMap((aspect): readonly Reported[] => {
    const [earlier, present] = [aspect.of(was), aspect.of(is)];
    if (present === undefined)
      return earlier === undefined ? [] : [now(opposite(aspect.having ?? 'other'), `${aspect.lost(who, earlier)}.`, place)];
    const source = aspect.at?.(is) ?? place;
    if (earlier === undefined) return [now(aspect.having ?? 'other', `${aspect.has(who, present)}.`, source)];
    if (earlier === present) return [];
    const had = aspect.had?.(earlier) ?? `it was ${earlier}`;
    return [now('other', `${aspect.has(who, present)}; ${had}.`, source)];
  });
}

/** @returns what a change means on the way back: what got worse gets better. */
export function opposite(bearing: Bearing): Bearing {
  switch (bearing) {
    case 'worse':
      return 'better';
    case 'better':
      return 'worse';
    case 'other':
      return 'other';
  }
}
