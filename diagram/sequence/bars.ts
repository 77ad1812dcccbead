/** When an activity runs: the bars on the lifelines of a sequence diagram. */
import { BAR } from './measures.ts';

export interface Bar {
  readonly column: number;
  /** Rows, from its first step to its last. */
  readonly first: number;
  readonly last: number;
  /** Runs of one element that overlap stand beside each other: how many it stands to the right of. */
  readonly level: number;
}

/** What decides over bars. */
export interface BarStep {
  readonly kind: 'call' | 'answer' | 'message' | 'access' | 'acknowledge' | 'event';
  readonly from: number;
  readonly to: number;
  /** Which run of which activity acts, and the column of the element it is a run of. */
  readonly activation?: string;
  readonly owner?: number;
}

/**
 * @param steps all rows
 * @param may whether a column can have bars
 * @returns the bars, in the order they begin
 */
export function barsOf(steps: readonly BarStep[], may: (column: number) => boolean): readonly Bar[] {
  const runs = new Map<string, number[]>();
  for (const [index, { activation }] of steps.entries()) {
    if (activation !== undefined) runs.set(activation, [...(runs.get(activation) ?? []), index]);
  }
  const bars: Bar[] = [];
  for (const rows of [...runs.values()].sort(([a = 0], [b = 0]) => a - b)) {
    const column = columnOf(steps, rows, may);
    if (column === undefined) continue;
    const first = startOf(steps, rows[0] ?? 0, column);
    const last = endOf(steps, rows.at(-1) ?? 0, column);
    const level = bars.filter((bar) => bar.column === column && bar.first <= last && first < bar.last).length;
    bars.push({ column, first, last, level });
  }
  return bars;
}

/** The element that most of a run's steps begin or end at, its own activity's if that is told; none if that cannot have bars. */
function columnOf(steps: readonly BarStep[], rows: readonly number[], may: (column: number) => boolean): number | undefined {
  const touching = rows.flatMap((row) => steps[row] ?? []);
  const owner = touching.find(({ owner, from, to }) => owner !== undefined && (owner === from || owner === to))?.owner;
  if (owner !== undefined) return may(owner) ? owner : undefined;
  const counts = new Map<number, number>();
  for (const { from, to } of touching)
    for (const column of new Set([from, to].filter(may))) counts.set(column, (counts.get(column) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** A bar begins where what causes it comes in. */
function startOf(steps: readonly BarStep[], row: number, column: number): number {
  const before = steps[row - 1];
  const causes = (step: BarStep | undefined): boolean =>
    step !== undefined && step.to === column && step.from !== column && (step.kind === 'call' || step.kind === 'message');
  return !causes(steps[row]) && causes(before) ? row - 1 : row;
}

/** A bar ends where its answer goes out. */
function endOf(steps: readonly BarStep[], row: number, column: number): number {
  const after = steps[row + 1];
  const ends = after?.from === column && after.owner !== column && (after.kind === 'answer' || after.kind === 'acknowledge');
  return ends ? row + 1 : row;
}

/** Whether a bar stands in a row. */
export function isAt({ first, last }: Bar, row: number): boolean {
  return first <= row && row <= last;
}

/** @returns the columns that have a bar in a row, from left to right. */
export function barColumns(bars: readonly Bar[], row: number): readonly number[] {
  return [...new Set(bars.filter((bar) => isAt(bar, row)).map(({ column }) => column))].sort((a, b) => a - b);
}

/** How far bars reach to the right of a column's middle in a row. */
export function barAt(bars: readonly Bar[], column: number, row: number): number {
  return BAR.half + BAR.step * Math.max(0, ...bars.filter((bar) => bar.column === column && isAt(bar, row)).map(({ level }) => level));
}
