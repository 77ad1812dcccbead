/** Gives what is in a row its places. */
import type { Point } from '../layout/geometry.ts';
import { type Font, measure, wrap } from '../text/measure.ts';
import { type Bar, barColumns, isAt } from './bars.ts';
import type { PlacedRow, PlacedText } from './layout.ts';
import { BAR, BOLT, COUNT, FONTS, LABEL_ROOM, LOCAL, LOOP, type SequenceDensity } from './measures.ts';
import type { SequenceStep } from './run.ts';
import { countWidth, indentOf, isLost, lostReach, type Written, widthOf } from './written.ts';

/** Where lines meet columns. */
export interface Ends {
  /** Where a line meets a column from the left or leaves it to the left, in a row. */
  left(column: number, row: number): number;
  right(column: number, row: number): number;
  /** The columns whose bars a row passes. */
  barColumns(row: number): readonly number[];
}

/** @returns where lines meet columns, bars considered. */
export function endsOf(bars: readonly Bar[], columns: readonly number[]): Ends {
  const at = (column: number, row: number): readonly Bar[] => bars.filter((bar) => bar.column === column && isAt(bar, row));
  return {
    left: (column, row) => {
      const own = at(column, row);
      const shift = own.length === 0 ? 0 : BAR.step * Math.min(...own.map(({ level }) => level)) - BAR.half;
      return (columns[column] ?? 0) + shift;
    },
    right: (column, row) => {
      const own = at(column, row);
      const shift = own.length === 0 ? 0 : BAR.step * Math.max(...own.map(({ level }) => level)) + BAR.half;
      return (columns[column] ?? 0) + shift;
    },
    barColumns: (row) => barColumns(bars, row),
  };
}

type RowParts = Pick<PlacedRow, 'points' | 'at' | 'labels' | 'notes' | 'faultName' | 'bolt' | 'count'>;

/** What goes from one element to another. */
export function placeLine(
  step: SequenceStep,
  text: Written,
  { y, index, columns, ends }: { readonly y: number; readonly index: number; readonly columns: readonly number[]; readonly ends: Ends },
): RowParts {
  const { from, to } = step;
  const rightward = from < to;
  const start = rightward ? ends.right(from, index) : ends.left(from, index);
  const end = rightward ? ends.left(to, index) : ends.right(to, index);
  const lost = isLost(step);
  const away = rightward ? -1 : 1;
  const lostAt = { x: end + away * lostReach(text), y };
  // What is lost has its label over what there is of its line.
  const until = lost ? lostAt.x + away * BOLT.half : end;
  const span = { low: Math.min(start, until), high: Math.max(start, until), width: widthOf(step, text) };
  const middle = labelMiddle(span, step, index, columns, ends);
  const behind = rightward ? ends.left(from, index) : ends.right(from, index);
  const beyond = rightward ? ends.right(to, index) + COUNT.gap : ends.left(to, index) - COUNT.gap - countWidth(text.count ?? '');
  const bolt = step.fault === undefined ? undefined : lost ? lostAt : { x: behind + away * BOLT.off, y };
  const nameAt = lost ? { x: lostAt.x, y: y + 27 } : { x: (bolt?.x ?? start) + away * BOLT.name, y: y + 4 };
  const nameAnchor = lost ? 'middle' : rightward ? 'end' : undefined;
  return {
    points: [
      { x: start, y },
      { x: end, y },
    ],
    labels: text.labels.filter((line) => line !== '').map((line) => placed(line, { x: middle, y: y - 7 }, 'middle', text.labelFont)),
    notes: text.note === '' ? [] : [placed(text.note, { x: middle, y: y + 15 }, 'middle', FONTS.note)],
    faultName: text.fault === '' ? undefined : placed(text.fault, nameAt, nameAnchor, FONTS.fault),
    bolt,
    count: text.count === undefined ? undefined : countAt(text.count, beyond, y),
  };
}

/** Where a label stands over its line: in the middle, or in the nearest gap between the columns that it passes. */
function labelMiddle(
  { low, high, width }: { readonly low: number; readonly high: number; readonly width: number },
  { from, to }: SequenceStep,
  row: number,
  columns: readonly number[],
  ends: Ends,
): number {
  const middle = (low + high) / 2;
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const passed = columns.map((_, column) => column).filter((column) => column > first && column < last);
  if (passed.length === 0) return middle;
  const barred = new Set(ends.barColumns(row));
  for (const stops of [passed, passed.filter((column) => barred.has(column))]) {
    const edges = [
      low + LABEL_ROOM,
      ...stops.flatMap((column) => [ends.left(column, row) - 5, ends.right(column, row) + 5]),
      high - LABEL_ROOM,
    ];
    const fitting: number[] = [];
    for (let at = 0; at + 1 < edges.length; at += 2) {
      const [left = 0, right = 0] = [edges[at], edges[at + 1]];
      if (right - left >= width) fitting.push(Math.min(Math.max(middle, left + width / 2), right - width / 2));
    }
    const best = fitting.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
    if (best !== undefined) return best;
  }
  return middle;
}

/** What happens at one element, or is sent from it to itself: fault, label and note below each other, beside the sign or the loop. */
export function placeLocal(
  step: SequenceStep,
  text: Written,
  { x, y, density }: { readonly x: number; readonly y: number; readonly density: SequenceDensity },
): RowParts {
  const struck = step.fault !== undefined;
  const loops = step.kind !== 'event';
  const left = x + indentOf(step);
  const note = wrap(text.note, FONTS.note, LOCAL.width[density], 1);
  const lines = [
    ...(text.fault === '' ? [] : [{ text: text.fault, font: FONTS.fault, role: 'fault' as const }]),
    ...text.labels.map((line) => ({ text: line, font: text.labelFont, role: 'label' as const })),
    ...note.map((line) => ({ text: line, font: FONTS.note, role: 'note' as const })),
  ];
  const top = y + 4 - ((lines.length - 1) * LOCAL.leading) / 2;
  const all = lines.map((line, index) => ({
    role: line.role,
    text: placed(line.text, { x: left, y: top + index * LOCAL.leading }, undefined, line.font),
  }));
  const right = Math.max(left, ...all.map(({ text: { box } }) => box.x + box.width));
  return {
    points: loops ? loopAt(x, y) : [],
    at: loops ? undefined : { x: x + (struck ? 3 : 9), y },
    labels: all.filter(({ role }) => role === 'label').map((each) => each.text),
    notes: all.filter(({ role }) => role === 'note').map((each) => each.text),
    faultName: all.find(({ role }) => role === 'fault')?.text,
    bolt: struck ? { x: x + (loops ? LOOP.width : 3), y } : undefined,
    count: text.count === undefined ? undefined : countAt(text.count, right + COUNT.gap, y),
  };
}

function loopAt(x: number, y: number): readonly Point[] {
  const [top, bottom] = [y - LOOP.height / 2, y + LOOP.height / 2];
  return [
    { x, y: top },
    { x: x + LOOP.width, y: top },
    { x: x + LOOP.width, y: bottom },
    { x, y: bottom },
  ];
}

function countAt(text: string, x: number, y: number): NonNullable<PlacedRow['count']> {
  const width = countWidth(text);
  const box = { x, y: y - COUNT.height / 2, width, height: COUNT.height };
  return text === '' ? box : { ...box, text: placed(text, { x: x + width / 2, y: y + 4 }, 'middle', FONTS.count) };
}

/** @returns a line of text with the box that its letters fill. */
function placed(text: string, at: Point, anchor: PlacedText['anchor'], font: Font): PlacedText {
  const width = measure(text, font);
  const x = anchor === 'middle' ? at.x - width / 2 : anchor === 'end' ? at.x - width : at.x;
  return { text, at, anchor, font, box: { x, y: at.y - font.size * 0.78, width, height: font.size } };
}
