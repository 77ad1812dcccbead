/** The formatter: one style, comments kept, no text lost. */
import type { LangiumDocument } from 'langium';
import { URI } from 'langium';
import type { TextEdit } from '../model/source.ts';
import type { ArchServices } from '../services.ts';
import { orderClauses } from './clauses.ts';
import { type Item, isBlank, itemsOf } from './items.ts';
import { brokenBlocks, type Line, layOut, partners, width } from './layout.ts';
import { fewest, spaceOut } from './spacing.ts';

/** Each pass may make room for the next; texts come to rest after two, so this is never reached. */
const passes = 5;

/**
 * Formats a text.
 *
 * @param text the text of an .arch file, broken or not
 * @param services the language's services, `createArchServices().Arch`
 * @returns the formatted text; what does not parse is left as it is
 */
export function format(text: string, services: ArchServices): string {
  let result = text;
  for (let pass = 0; pass < passes; pass++) {
    const document = parse(result, services);
    const ordered = orderClauses(document);
    const formatted = formatOnce(ordered === result ? document : parse(ordered, services), services);
    if (formatted === result) break;
    result = formatted;
  }
  return result;
}

/**
 * Formats a document by edits of what changes: mostly of the blanks between words.
 *
 * @returns edits that do not overlap, in the order of the text; none if it is formatted already
 */
export function formatEdits(document: LangiumDocument, services: ArchServices): TextEdit[] {
  const before = document.textDocument.getText();
  const after = format(before, services);
  if (after === before) return [];
  const uri = document.uri.toString();
  const [old, now] = [pieces(before, services), pieces(after, services)];
  if (old.length !== now.length) return [{ uri, offset: 0, end: before.length, text: after }];
  return old.flatMap((piece, index) => {
    const text = now[index]?.text ?? '';
    return piece.text === text ? [] : [{ uri, offset: piece.offset, end: piece.offset + piece.text.length, text }];
  });
}

/** A text cut into gaps and items by turns: formatting changes the number of neither. */
function pieces(text: string, services: ArchServices): { readonly offset: number; readonly text: string }[] {
  const { tokens, hidden } = services.parser.Lexer.tokenize(text);
  const found: { offset: number; text: string }[] = [];
  let last = 0;
  for (const token of [...tokens, ...hidden].sort((a, b) => a.startOffset - b.startOffset)) {
    const end = (token.endOffset ?? token.startOffset) + 1;
    found.push(
      { offset: last, text: text.slice(last, token.startOffset) },
      { offset: token.startOffset, text: text.slice(token.startOffset, end) },
    );
    last = end;
  }
  found.push({ offset: last, text: text.slice(last) });
  return found;
}

function parse(text: string, services: ArchServices): LangiumDocument {
  return services.shared.workspace.LangiumDocumentFactory.fromString(text, URI.parse('memory:/formatted.arch'));
}

function formatOnce(document: LangiumDocument, services: ArchServices): string {
  const text = document.textDocument.getText();
  const items = itemsOf(document, services.parser.Lexer);
  const rest = text.slice(items.at(-1)?.end ?? 0);
  if (!isBlank(rest)) return text;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  if (items.length === 0) return mark;
  const pairs = partners(items);
  const broken = brokenBlocks(items, pairs);
  const split = new Set<number>();
  for (;;) {
    const lines = layOut(items, pairs, broken, split);
    const blanks = spaceOut(items, lines);
    const tooLong = lines.flatMap((line, index) => blocksToBreak(items, line, blanks[index] ?? [], pairs, broken));
    if (tooLong.length === 0) return mark + write(items, lines, blanks, lineBreak);
    for (const opener of tooLong) {
      broken.add(opener);
      split.add(opener);
    }
  }
}

/**
 * The outermost blocks that stand wholly on a line, as many of them, from the first, as make it too long. What comes after a block begins a line of its own
 * when the block is broken; looking at that only in the next pass would take as many passes as a line has blocks.
 */
function blocksToBreak(
  items: readonly Item[],
  line: Line,
  blanks: readonly number[],
  pairs: ReadonlyMap<number, number>,
  broken: ReadonlySet<number>,
): number[] {
  const counted = line.items.slice(0, lineCommentIn(items, line));
  if (counted.some((index) => items[index]?.frozen !== false)) return [];
  let left = line.indentation + sum(counted.map((index, place) => (blanks[place] ?? 0) + lengthOf(items, index)));
  const shortest = shortestFrom(items, counted);
  const onLine = new Set(line.items);
  const found: number[] = [];
  let from = 0;
  for (const opener of line.items) {
    if (left <= width) break;
    const closer = pairs.get(opener);
    if (opener < from || closer === undefined || broken.has(opener) || !onLine.has(closer) || closer === opener + 1) continue;
    found.push(opener);
    from = closer;
    left = shortest.get(closer) ?? 0;
  }
  return found;
}

/** The place of the comment that goes on to the end of the line; how many items there are if there is none. */
function lineCommentIn(items: readonly Item[], line: Line): number {
  const place = line.items.findIndex((index) => items[index]?.comment === 'line');
  return place < 0 ? line.items.length : place;
}

/** For each item how long the line would be at least that began with it. */
function shortestFrom(items: readonly Item[], counted: readonly number[]): ReadonlyMap<number, number> {
  const shortest = new Map<number, number>();
  let behind = 0;
  for (const index of counted.toReversed()) {
    const [previous, item] = [items[index - 1], items[index]];
    shortest.set(index, behind + lengthOf(items, index));
    behind += lengthOf(items, index) + (previous && item ? fewest(previous, item) : 0);
  }
  return shortest;
}

function lengthOf(items: readonly Item[], index: number): number {
  return items[index]?.text.length ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function write(items: readonly Item[], lines: readonly Line[], blanks: readonly (readonly number[])[], lineBreak: string): string {
  const written = lines.map((line, index) => {
    const words = line.items.map((itemIndex, place) => {
      const item = items[itemIndex] as Item;
      const gap = place === 0 ? lineStart(item, line, index, lineBreak) : ' '.repeat(blanks[index]?.[place] ?? 0);
      return (item.frozen && place > 0 ? item.gap : gap) + itemText(item, line.indentation, lineBreak);
    });
    return words.join('');
  });
  return written.join('') + lineBreak;
}

/** What stands before the first item of a line, from the end of the line before. */
function lineStart(first: Item, line: Line, index: number, lineBreak: string): string {
  if (first.frozen) return first.gap.replace('\uFEFF', '');
  return `${index > 0 ? lineBreak : ''}${line.blank ? lineBreak : ''}${' '.repeat(line.indentation)}`;
}

/** Comments of several lines move with their first line, if each line begins with a star. */
function itemText(item: Item, indentation: number, lineBreak: string): string {
  if (item.frozen || item.comment === undefined) return item.text;
  const [first = '', ...rest] = item.text.split(/\r?\n/).map((line) => line.trimEnd());
  const stars = rest.every((line) => /^\s*\*/.test(line));
  return [first, ...rest.map((line) => (stars ? `${' '.repeat(indentation + 1)}${line.trimStart()}` : line))].join(lineBreak);
}
