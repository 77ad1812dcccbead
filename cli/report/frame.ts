/** The line of a text with its place underlined. */
import type { Source } from '../../language/model/source.ts';
import { columnsOf, type Paint, printable, type Style } from '../terminal.ts';

/** Longer lines are cut around the place. */
const widest = 140;

/** @returns two lines: the text's own, with its number, and one that underlines the place. */
export function codeFrame(lines: readonly string[], source: Source, style: Style, paint: Paint): string {
  const { start, end } = source.range;
  const line = lines[start.line] ?? '';
  const from = Math.min(start.character, line.length);
  const to = Math.max(from, end.line === start.line ? Math.min(end.character, line.length) : line.trimEnd().length);
  const cut = Math.max(0, from - Math.floor(widest / 2));
  const before = (cut > 0 ? '…' : '') + printable(line.slice(cut, from));
  const inside = printable(line.slice(from, Math.min(to, cut + widest)));
  const rest = printable(line.slice(Math.min(to, cut + widest), cut + widest)) + (line.length > cut + widest ? '…' : '');
  const number = String(start.line + 1);
  const bar = paint('faint', '|');
  const underline = paint(style, '^'.repeat(Math.max(1, columnsOf(inside))));
  const code = `${before}${inside}${rest}`.trimEnd();
  return `  ${paint('faint', number)} ${bar} ${code}\n  ${' '.repeat(number.length)} ${bar} ${' '.repeat(columnsOf(before))}${underline}`;
}
