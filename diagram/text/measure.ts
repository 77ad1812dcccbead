/** How wide a text is in Inter, the widest font of the stack that pictures name. */
import { widths } from './widths.ts';

export type FontWeight = 400 | 500 | 600;

/** Size in CSS pixels and weight of a text. */
export interface Font {
  readonly size: number;
  readonly weight: FontWeight;
}

/** Thousandths of the font size of a character that the table lacks: ideographs, kana, hangul and emoji are square, others about as wide as an `n`. */
const SQUARE = 1000;
const OTHER = 620;

const tables = new Map<FontWeight, ReadonlyMap<number, number>>();

function tableOf(weight: FontWeight): ReadonlyMap<number, number> {
  const known = tables.get(weight);
  if (known) return known;
  const table = new Map<number, number>();
  for (const run of widths[weight].split('\n')) {
    const [from, ...list] = run.split(' ');
    for (const [index, width] of list.entries()) {
      if (width !== '-') table.set(Number(from) + index, Number(width));
    }
  }
  tables.set(weight, table);
  return table;
}

function widthOf(codePoint: number, table: ReadonlyMap<number, number>): number {
  const known = table.get(codePoint);
  if (known !== undefined) return known;
  const square = (codePoint >= 0x1100 && codePoint <= 0x115f) || (codePoint >= 0x2e80 && codePoint <= 0xd7a3) || codePoint >= 0xf900;
  return square ? SQUARE : OTHER;
}

/** @returns the width of a text in CSS pixels, kerning left out. */
export function measure(text: string, font: Font): number {
  const table = tableOf(font.weight);
  let sum = 0;
  for (const character of text) sum += widthOf(character.codePointAt(0) ?? 0, table);
  return (sum * font.size) / 1000;
}

/** @returns whether the width of a character is known, and so is its shape in bitmaps. */
export function isMeasured(character: string): boolean {
  return tableOf(400).has(character.codePointAt(0) ?? 0);
}

/** Cuts a text with an ellipsis so that it is at most `width` wide. @returns the text itself if it fits. */
export function shorten(text: string, font: Font, width: number): string {
  if (measure(text, font) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && measure(`${characters.join('')}…`, font) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Names are shown up to this width; the rest is told on hover. */
const LONGEST_NAME = 260;

/** @returns a name as it is drawn. */
export function shownName(name: string, font: Font): string {
  return shorten(name.replace(/\s+/g, ' '), font, LONGEST_NAME);
}

/** Breaks a text at spaces into lines at most `width` wide, at most `lines` of them; the last one is cut with an ellipsis if more would follow. */
export function wrap(text: string, font: Font, width: number, lines: number): string[] {
  const result: string[] = [];
  let rest = text.trim();
  while (rest !== '' && result.length < lines - 1 && measure(rest, font) > width) {
    const words = rest.split(' ');
    let count = 1;
    while (count < words.length && measure(words.slice(0, count + 1).join(' '), font) <= width) count++;
    result.push(words.slice(0, count).join(' '));
    rest = words.slice(count).join(' ');
  }
  if (rest !== '') result.push(shorten(rest, font, width));
  return result;
}
