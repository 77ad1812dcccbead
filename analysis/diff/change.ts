/**
 * What a change of a design comes to. A kind of change is one file in `analysis/diff/changes/`, that exports `change = defineChange({ … })`: it looks at two
 * versions of a design and says in sentences what is different. Nothing here knows files, revisions or formats.
 */
import type { Source } from '../../language/model/source.ts';
import type { Version } from './version.ts';

/**
 * What it means for the system. worse: something may go wrong that could not · better: something can no longer go wrong · other: it is only different.
 */
export type Bearing = 'worse' | 'better' | 'other';

/** One difference, in the design's words. */
export interface Change {
  /** The id of its kind. */
  readonly kind: string;
  readonly bearing: Bearing;
  /** A sentence with a full stop at its end. Code stands in backticks, names stand bare. */
  readonly text: string;
  /** In which version `source` is: what has gone is shown where it was. */
  readonly side: 'before' | 'after';
  readonly source: Source;
}

/** What a kind of change reports. */
export type Reported = Omit<Change, 'kind'>;

/** A kind of change. */
export interface ChangeKind {
  /** Kebab-case; the file's name. */
  readonly id: string;
  /** Where it comes in a report: what is small comes first. */
  readonly rank: number;
  /** What it looks at, for the handbook. */
  readonly summary: string;
  /** A pure function of two versions. It must not throw on a design that is only half understood. */
  readonly compare: (before: Version, after: Version) => readonly Reported[];
}

/** Declares a kind of change. */
export function defineChange(kind: ChangeKind): ChangeKind {
  return kind;
}

/** @returns a difference that is seen in the new version. */
export function now(bearing: Bearing, text: string, source: Source): Reported {
  return { bearing, text, side: 'after', source };
}

/** @returns a difference that is seen in the old version alone. */
export function gone(bearing: Bearing, text: string, source: Source): Reported {
  return { bearing, text, side: 'before', source };
}
