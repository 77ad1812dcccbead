/** How far apart the columns of a sequence diagram stand: as near as what is written between them allows. */

/**
 * At least so many pixels from one column to another. Columns are counted from 0; -1 and the number of columns are the left and the right edge of
 * the rows.
 */
export interface Distance {
  readonly from: number;
  readonly to: number;
  readonly least: number;
}

/**
 * @param count how many columns
 * @param distances what must hold; of two for the same columns the greater counts
 * @returns the places of the columns from the left edge, and the width up to the right edge
 */
export function solveColumns(
  count: number,
  distances: readonly Distance[],
): { readonly columns: readonly number[]; readonly width: number } {
  const gaps = Array.from({ length: count + 1 }, () => 0);
  // Narrow ones first: what they take is not to be added again for those around them.
  for (const { from, to, least } of [...distances].sort((a, b) => a.to - a.from - (b.to - b.from))) {
    const span = to - from;
    const taken = gaps.slice(from + 1, to + 1).reduce((sum, gap) => sum + gap, 0);
    if (span <= 0 || taken >= least) continue;
    for (let gap = from + 1; gap <= to; gap++) gaps[gap] = (gaps[gap] ?? 0) + (least - taken) / span;
  }
  const places: number[] = [];
  let x = 0;
  for (const gap of gaps) {
    x += Math.ceil(gap);
    places.push(x);
  }
  return { columns: places.slice(0, count), width: x };
}
