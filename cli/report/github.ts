/** Findings as commands to the GitHub Actions runner, which shows each beside its line in a pull request, and a line that counts them for its log. */
import type { Severity } from '../../analysis/finding.ts';
import { plain } from '../terminal.ts';
import type { Report } from './result.ts';
import { summaryLine } from './text.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };

/** @returns a line a finding; the runner takes those that begin with `::` for itself. */
export function githubReport({ results, summary, inCheckout }: Report): string {
  return results
    .flatMap(({ findings }) => findings)
    .map(({ source, severity, rule, code, message }) => {
      const { start, end } = source.range;
      const properties = {
        file: inCheckout(source.uri),
        line: start.line + 1,
        endLine: end.line + 1,
        // The runner takes columns for places in one line only.
        ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
        title: `${rule} (${code})`,
      };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${propertyText(`${value}`)}`);
      return `::${commands[severity]} ${list.join(',')}::${dataText(message)}\n`;
    })
    .join('')
    .concat(`${summaryLine(summary, plain)}\n`);
}

/** What the runner reads as the end of a command is written as it asks for. */
function dataText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
