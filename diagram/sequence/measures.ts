/** Sizes of sequence diagrams, in CSS pixels. */
import type { Font } from '../text/measure.ts';

/** `roomy` for documents and slides; `panel` stands beside the architecture. */
export type SequenceDensity = 'roomy' | 'panel';

export const FONTS = {
  title: { size: 22, weight: 600 },
  subtitle: { size: 13, weight: 400 },
  label: { size: 11.5, weight: 500 },
  quiet: { size: 11.5, weight: 400 },
  note: { size: 10.5, weight: 400 },
  number: { size: 11, weight: 400 },
  fault: { size: 12, weight: 600 },
  count: { size: 11, weight: 600 },
  verdict: { size: 13, weight: 600 },
  told: { size: 13, weight: 400 },
  small: { size: 11, weight: 400 },
} as const satisfies Readonly<Record<string, Font>>;

/** From a row's line to the next. */
export const ROW = 46;
/** More before the first row that a fault strikes in. */
export const BAND_GAP = 14;
/** From a row's line to the edges of the band around it. */
export const BAND = { above: 28.5, below: 22, radius: 10 } as const;
/** From the middle of the heads to the first row. */
export const FIRST_ROW = 66;
export const HEAD_HEIGHT = 36;
/** From the middle of the heads to where lifelines begin. */
export const LIFELINE = 24;
/** Below the last row. */
export const TAIL = 33;

/** Numbers end here, the band begins there. */
export const GUTTER = { number: 22, rows: 32 } as const;

/** From a column to the next, at least; from the edges to the outer ones. */
export const PITCH: Readonly<Record<SequenceDensity, { readonly between: number; readonly left: number; readonly right: number }>> = {
  roomy: { between: 170, left: 72, right: 84 },
  panel: { between: 107, left: 44, right: 52 },
};

/** Half the width of an activation bar, and how far overlapping ones stand apart. */
export const BAR = { half: 4.5, step: 6 } as const;
/** Kept free between a label and the ends of its line: the head, and what the line ends at. */
export const LABEL_ROOM = 17;
/** Labels longer than this are cut. The sentence of the step says it all. */
export const LONGEST_LABEL = 220;
/** What happens at one element: so wide, so many lines without more room for the row, and where they begin beside the bar. */
export const LOCAL = { width: { roomy: 150, panel: 112 }, lines: 3, leading: 13, indent: 20 } as const;
/** A cross before a label, and the space after it. */
export const CROSS = 14;
/** Out to the right and back, for what an element sends to itself. */
export const LOOP = { width: 26, height: 16 } as const;
export const COUNT = { height: 20, padding: 7, gap: 14 } as const;
/** Middle of the bolt from the start of its line; from there to its name. */
export const BOLT = { off: 26, name: 16, half: 11.6 } as const;
export const MARGIN = { export: 40, editor: 14 } as const;
export const HEADS_TOP = { export: 116, editor: 16 } as const;
