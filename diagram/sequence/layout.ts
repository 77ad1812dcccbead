/** Gives a sequence diagram its places. Everything is measured; nothing is moved any more when it is drawn. */
import type { Box, Point } from '../layout/geometry.ts';
import { sizeOf } from '../layout/measures.ts';
import type { Font } from '../text/measure.ts';
import type { ViewNode } from '../view/graph.ts';
import type { Bar } from './bars.ts';
import { gridOf } from './grid.ts';
import { BAND, BAND_GAP, BAR, FIRST_ROW, GUTTER, HEAD_HEIGHT, LIFELINE, LOCAL, ROW, type SequenceDensity, TAIL } from './measures.ts';
import { endsOf, placeLine, placeLocal } from './place.ts';
import type { Participant, Sequence, SequenceStep } from './run.ts';
import { isLost, nothing, type Written, writtenOf } from './written.ts';

/** A line of text with its place: baseline, anchor, and the box that its letters fill. */
export interface PlacedText {
  readonly text: string;
  readonly at: Point;
  readonly anchor?: 'middle' | 'end';
  readonly font: Font;
  readonly box: Box;
}

export interface PlacedHead extends Box {
  readonly node: ViewNode;
  readonly column: number;
}

export interface PlacedBar extends Box {
  readonly bar: Bar;
}

/** A row. Its line runs from `points[0]` to the last; what happens at one element has no line but a place. */
export interface PlacedRow {
  readonly step: SequenceStep;
  /** Counted from 0. */
  readonly index: number;
  readonly y: number;
  readonly points: readonly Point[];
  /** Where something happens at one element. */
  readonly at?: Point;
  /** It never arrives. */
  readonly lost: boolean;
  readonly labels: readonly PlacedText[];
  readonly notes: readonly PlacedText[];
  readonly faultName?: PlacedText;
  readonly bolt?: Point;
  /** How often an effect took place, or without a text the sign of a promise that breaks here. */
  readonly count?: Box & { readonly text?: PlacedText };
  /** In the band that begins with the first fault. */
  readonly struck: boolean;
}

/** All but headings, verdict and legend; coordinates begin at the top left of the heads' row, the left edge of the numbers. */
export interface SequenceLayout {
  readonly sequence: Sequence;
  readonly density: SequenceDensity;
  readonly width: number;
  readonly height: number;
  /** The middles of the columns. */
  readonly columns: readonly number[];
  readonly heads: readonly PlacedHead[];
  /** Where the first row's space begins: everything above can stay in sight while the rows move. */
  readonly headsBottom: number;
  readonly lifelines: { readonly top: number; readonly bottom: number };
  readonly bars: readonly PlacedBar[];
  readonly rows: readonly PlacedRow[];
  readonly band?: Box;
}

/** Middle of the heads below the top. */
const HEADS_MIDDLE = 20;

/** @returns the places of everything in a sequence diagram. */
export function layoutSequence(sequence: Sequence, density: SequenceDensity): SequenceLayout {
  const { participants, steps, bars } = sequence;
  const nodes = participants.map(nodeOf);
  const written = steps.map((step) => writtenOf(step, density));
  const grid = gridOf({ sequence, density, nodes, written });
  const columns = grid.columns.map((x) => x + GUTTER.rows);
  const struckFrom = steps.findIndex(({ fault }) => fault !== undefined);
  const places = rowPlaces(written, steps, struckFrom);
  const yOf = (row: number): number => places[row] ?? HEADS_MIDDLE + FIRST_ROW;
  const last = yOf(Math.max(0, steps.length - 1));
  const ends = endsOf(bars, columns);
  const rows = steps.map((step, index): PlacedRow => {
    const struck = struckFrom >= 0 && index >= struckFrom;
    const base = { step, index, y: yOf(index), struck, lost: isLost(step) };
    return step.from === step.to
      ? { ...base, ...placeLocal(step, written[index] ?? nothing, { y: yOf(index), x: ends.right(step.from, index), density }) }
      : { ...base, ...placeLine(step, written[index] ?? nothing, { y: yOf(index), index, columns, ends }) };
  });
  return {
    sequence,
    density,
    width: grid.width + GUTTER.rows,
    height: last + TAIL,
    columns,
    heads: nodes.map((node, column) => headOf(node, column, columns[column] ?? 0)),
    headsBottom: HEADS_MIDDLE + LIFELINE + 4,
    lifelines: { top: HEADS_MIDDLE + LIFELINE, bottom: last + TAIL },
    bars: bars.map((bar): PlacedBar => {
      const top = yOf(bar.first);
      const x = (columns[bar.column] ?? 0) - BAR.half + bar.level * BAR.step;
      return { bar, x, y: top, width: 2 * BAR.half, height: Math.max(14, yOf(bar.last) - top) };
    }),
    rows,
    band:
      struckFrom < 0
        ? undefined
        : {
            x: GUTTER.rows,
            y: yOf(struckFrom) - BAND.above,
            width: grid.width,
            height: last + BAND.below - yOf(struckFrom) + BAND.above,
          },
  };
}

/** The lines of the rows: each has the room that its texts need, and the first that a fault strikes in some more before it. */
function rowPlaces(written: readonly Written[], steps: readonly SequenceStep[], struckFrom: number): readonly number[] {
  let y = HEADS_MIDDLE + FIRST_ROW;
  return written.map(({ labels, fault, note }, row) => {
    const step = steps[row];
    const isLocal = step?.from === step?.to;
    // The name of the fault stands below the line.
    const below = step && !isLocal && isLost(step) ? LOCAL.leading : 0;
    const lines = labels.length + (fault === '' ? 0 : 1) + (note === '' ? 0 : 1);
    const extra = isLocal ? Math.max(0, lines - LOCAL.lines) * LOCAL.leading : 0;
    if (row === struckFrom) y += row === 0 ? BAND_GAP / 2 : BAND_GAP;
    const place = y + extra / 2;
    y = place + extra / 2 + below + ROW;
    return place;
  });
}

/** Heads are drawn as the elements of architecture pictures are, without their technology. */
function nodeOf({ id, name, kind, parking }: Participant): ViewNode {
  const source = { uri: '', offset: 0, end: 0, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  return { id, kind, name, parking, faded: false, source, tags: [] };
}

function headOf(node: ViewNode, column: number, middle: number): PlacedHead {
  const { width, height } = sizeOf(node, 'compact');
  const own = node.parking ? height : node.kind === 'actor' ? height : height + HEAD_HEIGHT - 32;
  const y = node.kind === 'actor' ? 0 : HEADS_MIDDLE - HEAD_HEIGHT / 2 + (node.parking ? (HEAD_HEIGHT - own) / 2 : 0);
  return { node, column, x: middle - width / 2, y, width, height: own };
}
