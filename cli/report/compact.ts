/** One finding a line, for editors and `grep`: `shop.arch:4:7: warning: the message [missing-dead-letter-queue]`. */
import { printable } from '../terminal.ts';
import type { Report } from './result.ts';

/** @returns the lines; none when there are no findings. */
export function compactReport({ results, shown }: Report): string {
  return results
    .flatMap(({ findings }) => findings)
    .map(({ source, severity, message, rule }) => {
      const { line, character } = source.range.start;
      return `${shown(source.uri)}:${line + 1}:${character + 1}: ${severity}: ${printable(message.replace(/\s*[\r\n]+\s*/g, ' '))} [${rule}]\n`;
    })
    .join('');
}
