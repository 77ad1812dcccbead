/** Where lines break and how far they are indented. */
import type { Item } from './items.ts';

/** Lines are broken when a block on one of them makes it longer. */
export const width = 140;

const step = 2;

/** What a formatted line consists of. */
export interface Line {
  /** Empty lines before it: none or one. */
  readonly blank: boolean;
  readonly indentation: number;
  /** Indexes of its items. */
  readonly items: readonly number[];
}

/** The braces of a text: for each opening one the index of its partner. */
export function partners(items: readonly Item[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [index, item] of items.entries()) {
    if (item.text === '{') open.push(index);
    const opener = item.text === '}' ? open.pop() : undefined;
    if (opener !== undefined) pairs.set(opener, index);
  }
  return pairs;
}

/** The blocks that span lines: those that did, by their opening braces. */
export function brokenBlocks(items: readonly Item[], pairs: ReadonlyMap<number, number>): Set<number> {
  const breaks = items.map((item, index) => (index > 0 && item.gap.includes('\n') ? 1 : 0));
  const before = [0];
  for (const [index, count] of breaks.entries())
    before.push((before[index] ?? 0) + count + (items[index]?.text.includes('\n') === true ? 1 : 0));
  const broken = new Set<number>();
  for (const [opener, closer] of pairs) {
    if ((before[closer + 1] ?? 0) > (before[opener + 1] ?? 0)) broken.add(opener);
  }
  return broken;
}

/**
 * Breaks the items into lines.
 *
 * @param broken the blocks whose statements stand on lines of their own, by opening brace
 * @param split those of them that stood on one line: each statement gets a line
 */
export function layOut(
  items: readonly Item[],
  pairs: ReadonlyMap<number, number>,
  broken: ReadonlySet<number>,
  split: ReadonlySet<number>,
): Line[] {
  const lines: Line[] = [];
  const closers = new Map([...pairs].map(([opener, closer]) => [closer, opener]));
  const blocks: Block[] = [{ opener: -1, base: 0, content: 0, statement: 0 }];
  let current: { items: number[]; indentation: number } | undefined;
  for (const [index, item] of items.entries()) {
    const block = blocks.at(-1) as Block;
    const breaks = index === 0 ? 1 : lineBreaks(items, index, { block, broken, split, closers, paired: pairs });
    if (breaks > 0 || current === undefined) {
      const indentation = indentationAt(items, index, block);
      current = { items: [], indentation };
      lines.push({ blank: breaks > 1 && index > 0, indentation, items: current.items });
    }
    current.items.push(index);
    if (item.statement) block.statement = current.indentation;
    if (item.text === '{') blocks.push(openBlock(items, index, current, block));
    else if (item.text === '}' && blocks.length > 1) blocks.pop();
  }
  return lines;
}

interface Block {
  readonly opener: number;
  /** How far the line of the opening brace, and so that of the closing one, is indented. */
  readonly base: number;
  readonly content: number;
  /** How far the line is indented on which the last statement of the block began. */
  statement: number;
}

function openBlock(
  items: readonly Item[],
  opener: number,
  line: { readonly items: readonly number[]; readonly indentation: number },
  outer: Block,
): Block {
  const first = items[line.items[0] ?? opener];
  const ownLine = first === undefined || first.statement || first.frozen || /^(\}|undo|otherwise)$/.test(first.text);
  const base = ownLine ? line.indentation : outer.statement;
  return { opener, base, content: base + step, statement: base + step };
}

interface Surroundings {
  readonly block: Block;
  readonly broken: ReadonlySet<number>;
  readonly split: ReadonlySet<number>;
  readonly closers: ReadonlyMap<number, number>;
  readonly paired: ReadonlyMap<number, number>;
}

/** How many line breaks stand before an item: none, one, or two for an empty line. */
function lineBreaks(items: readonly Item[], index: number, { block, broken, split, closers, paired }: Surroundings): number {
  const item = items[index] as Item;
  const previous = items[index - 1] as Item;
  const original = Math.min(item.gap.split('\n').length - 1, 2);
  if (item.frozen || previous.frozen) return original;
  if (previous.comment === 'line') return closers.has(index) ? 1 : Math.max(1, original);
  if (item.text === '{' && !item.statement) return 0;
  const opener = closers.get(index);
  if (opener !== undefined) return broken.has(opener) && opener !== index - 1 ? 1 : 0;
  if (previous.text === '{' && !paired.has(index - 1)) return original;
  if (previous.text === '{') return broken.has(index - 1) ? (item.comment !== undefined && original === 0 ? 0 : 1) : 0;
  if (item.statement && split.has(block.opener)) return Math.max(1, original);
  if (original === 2 && !item.statement && item.comment === undefined) return 1;
  return original;
}

function indentationAt(items: readonly Item[], index: number, block: Block): number {
  const item = items[index] as Item;
  if (item.frozen) return item.column - 1;
  if (item.text === '}') return block.base;
  if (item.text === 'otherwise' && !item.statement) return block.statement;
  let next = index;
  while (items[next]?.comment !== undefined) next++;
  const following = items[next];
  const begins = following === undefined || following.statement || following.text === '}' || block.statement < 0;
  return begins || (block.opener < 0 && !items.slice(0, index).some((before) => before.statement)) ? block.content : block.statement + step;
}
