/** How wide the columns of a sequence diagram are: as wide as the texts between them. */
import { sizeOf } from '../layout/measures.ts';
import { measure } from '../text/measure.ts';
import type { ViewNode } from '../view/graph.ts';
import { type Bar, barAt, barColumns } from './bars.ts';
import { type Distance, solveColumns } from './columns.ts';
import { BAR, BOLT, COUNT, FONTS, LABEL_ROOM, PITCH, type SequenceDensity } from './measures.ts';
import type { Sequence, SequenceStep } from './run.ts';
import { countWidth, indentOf, isLost, lostReach, nothing, type Written, widthOf } from './written.ts';

/** What columns are made for. */
export interface ToPlace {
  readonly sequence: Sequence;
  readonly density: SequenceDensity;
  readonly nodes: readonly ViewNode[];
  readonly written: readonly Written[];
}

/** Finds columns wide enough for all texts. Labels that pass over other columns' bars may need a second round. */
export function gridOf(parts: ToPlace): { readonly columns: readonly number[]; readonly width: number } {
  const { sequence, density, nodes, written } = parts;
  const count = nodes.length;
  const { between, left, right } = PITCH[density];
  const half = (column: number): number => {
    const node = nodes[column];
    return node ? sizeOf(node, 'compact').width / 2 : 0;
  };
  const distances: Distance[] = [{ from: -1, to: 0, least: Math.max(left, half(0) + 10) }];
  for (let column = 1; column < count; column++) {
    distances.push({ from: column - 1, to: column, least: Math.max(between, half(column - 1) + half(column) + 18) });
  }
  distances.push({ from: count - 1, to: count, least: Math.max(right, half(count - 1) + 10) });
  for (const [index, step] of sequence.steps.entries()) {
    distances.push(...distancesOf(step, index, written[index] ?? nothing, sequence.bars, count));
  }
  const first = solveColumns(count, distances);
  const wider = sequence.steps.flatMap((step, index) => blockedLabel(step, index, written[index] ?? nothing, sequence.bars, first.columns));
  return wider.length === 0 ? first : solveColumns(count, [...distances, ...wider]);
}

/** The room that a row needs. */
function distancesOf(step: SequenceStep, row: number, text: Written, bars: readonly Bar[], count: number): Distance[] {
  const { from, to } = step;
  const widest = widthOf(step, text);
  const fault = text.fault === '' ? 0 : measure(text.fault, FONTS.fault);
  const badge = text.count === undefined ? 0 : COUNT.gap + countWidth(text.count) + 10;
  if (from === to) {
    const until = nextBar(bars, from, row, count);
    return [{ from, to: until, least: barAt(bars, from, row) + indentOf(step) + Math.max(widest, fault) + 12 + badge }];
  }
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  const own: Distance[] = [];
  if (high - low === 1) own.push({ from: low, to: high, least: widest + 2 * LABEL_ROOM });
  if (isLost(step)) {
    // The bolt stands before the end of the line, its name below it, the label over what there is of the line.
    const reach = lostReach(text);
    own.push(
      from < to ? { from: to - 1, to, least: 2 * reach + BAR.half } : { from: to, to: to + 1, least: 2 * reach + barAt(bars, to, row) },
    );
    if (high - low === 1) own.push({ from: low, to: high, least: widest + 2 * LABEL_ROOM + BOLT.half + reach + barAt(bars, low, row) });
  } else if (fault > 0) {
    const room = BOLT.off + BOLT.name + fault + 10;
    own.push(
      from < to ? { from: from - 1, to: from, least: room + BAR.half } : { from, to: from + 1, least: room + barAt(bars, from, row) },
    );
  }
  if (badge > 0)
    own.push(from < to ? { from: to, to: to + 1, least: badge + barAt(bars, to, row) } : { from: to - 1, to, least: badge + BAR.half });
  return own;
}

/** A label that finds no room between the bars that its line passes: the widest of those gaps must grow. */
function blockedLabel(step: SequenceStep, row: number, text: Written, bars: readonly Bar[], columns: readonly number[]): Distance[] {
  const { from, to } = step;
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  if (high - low < 2) return [];
  const needed = widthOf(step, text) + 2 * LABEL_ROOM;
  const stops = [low, ...barColumns(bars, row).filter((column) => column > low && column < high), high];
  const short = isLost(step) ? lostReach(text) + BOLT.half : 0;
  const widths = stops.slice(1).map((stop, index) => {
    const before = stops[index] ?? 0;
    return (columns[stop] ?? 0) - (columns[before] ?? 0) - barAt(bars, before, row) - (stop === to || before === to ? short : 0);
  });
  const widest = Math.max(...widths);
  if (widest >= needed) return [];
  const at = widths.indexOf(widest);
  const [left = low, right = high] = [stops[at], stops[at + 1]];
  return [{ from: left, to: right, least: (columns[right] ?? 0) - (columns[left] ?? 0) + needed - widest }];
}

/** The next column to the right with a bar in this row, or the right edge. */
function nextBar(bars: readonly Bar[], column: number, row: number, count: number): number {
  return barColumns(bars, row).find((other) => other > column) ?? count;
}
