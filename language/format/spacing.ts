/** The blanks between the items of a line: one, two between statements, more where the author aligned what stands in neighbouring lines. */
import type { Item } from './items.ts';
import type { Line } from './layout.ts';

/** The fewest blanks between two items of a line. */
export function fewest(previous: Item, item: Item): number {
  if (/^[,).]$/.test(item.text) || /^[(.]$/.test(previous.text) || item.text === '..' || previous.text === '..') return 0;
  if (item.text === '(') return 0;
  if (previous.text === '{' && item.text === '}') return 0;
  if (item.statement && previous.text !== '{' && previous.comment === undefined) return 2;
  return 1;
}

/** A place at which the items of neighbouring lines may be aligned. */
interface Cell {
  readonly line: number;
  /** The item's place in its line. */
  readonly place: number;
  /** Its column in the original text, from the start of its line's first item; of a comment, from the start of the line. */
  readonly column: number;
  readonly least: number;
  readonly text: string;
  /** Whether more blanks stand before it than need be. */
  readonly wide: boolean;
  readonly comment: boolean;
}

/**
 * Chooses the blanks before each item of each line.
 *
 * @returns for each line the number of blanks before each of its items, 0 for the first
 */
export function spaceOut(items: readonly Item[], lines: readonly Line[]): number[][] {
  const blanks = lines.map((line) =>
    line.items.map((index, place) => {
      const item = items[index] as Item;
      const previous = items[index - 1];
      if (place === 0 || previous === undefined) return 0;
      return item.frozen || previous.frozen ? item.gap.length : fewest(previous, item);
    }),
  );
  const groups = alignedGroups(
    lines.map((line, index) => cellsOf(items, line, index)),
    lines,
  );
  for (const group of groups.sort((a, b) => (a[0]?.column ?? 0) - (b[0]?.column ?? 0))) align(group, items, lines, blanks);
  return blanks;
}

/** The items of a line that may be aligned. A line that is newly broken has no original columns. */
function cellsOf(items: readonly Item[], line: Line, lineIndex: number): Cell[] {
  const first = items[line.items[0] ?? -1];
  if (first === undefined) return [];
  return line.items.flatMap((index, place) => {
    const item = items[index] as Item;
    const previous = items[index - 1];
    if (place === 0 || previous === undefined || item.frozen || previous.frozen || item.gap.includes('\n')) return [];
    if (item.line !== first.line || !/^ *$/.test(item.gap) || item.text === '}') return [];
    const least = fewest(previous, item);
    if (least === 0) return [];
    const comment = item.comment === 'line';
    return [{ line: lineIndex, place, column: item.column - first.column, least, text: item.text, wide: item.gap.length > least, comment }];
  });
}

/** Cells that stand under each other in lines that follow each other, and comments that stand apart. */
function alignedGroups(cells: readonly (readonly Cell[])[], lines: readonly Line[]): Cell[][] {
  const groups: Cell[][] = [];
  let open = new Map<string, Cell[]>();
  for (const [index, lineCells] of cells.entries()) {
    const line = lines[index];
    const before = lines[index - 1];
    const goesOn = line !== undefined && before !== undefined && !line.blank && line.indentation === before.indentation;
    const next = new Map<string, Cell[]>();
    for (const cell of lineCells) {
      const key = `${cell.column}${cell.comment ? ' comment' : ''}`;
      const above = goesOn ? open.get(key) : undefined;
      const group = above !== undefined && alike(above.at(-1), cell) ? above : [];
      if (group.length === 0) groups.push(group);
      group.push(cell);
      next.set(key, group);
    }
    open = next;
  }
  return groups.filter((group) => group.some((cell) => cell.wide) && (group.length > 1 || group[0]?.comment === true));
}

/** Whether two cells under each other are meant to be: the same word, or the same place in their lines. */
function alike(above: Cell | undefined, cell: Cell): boolean {
  return above !== undefined && (cell.comment || above.place === cell.place || above.text === cell.text);
}

function align(group: readonly Cell[], items: readonly Item[], lines: readonly Line[], blanks: number[][]): void {
  const needed = group.map((cell) => startOf(cell, items, lines, blanks) + cell.least);
  // What the author aligned stays where it is if there is room.
  const column = Math.max(...needed, ...group.map((cell) => cell.column));
  for (const [index, cell] of group.entries()) {
    const row = blanks[cell.line];
    if (row !== undefined) row[cell.place] = cell.least + column - (needed[index] ?? column);
  }
}

/** The column behind the item before a cell, from the start of its line's first item. */
function startOf(cell: Cell, items: readonly Item[], lines: readonly Line[], blanks: readonly (readonly number[])[]): number {
  let column = 0;
  const line = lines[cell.line];
  for (let place = 0; place < cell.place; place++)
    column += (blanks[cell.line]?.[place] ?? 0) + (items[line?.items[place] ?? -1]?.text.length ?? 0);
  return column;
}
