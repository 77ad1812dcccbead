/** Findings as Markdown, for a job's summary or a comment on a pull request. */
import type { Finding, Severity } from '../../analysis/finding.ts';
import { severities } from '../../analysis/finding.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import { counted, type Report, type Summary } from './result.ts';

/** How severities look in a table. */
export const marks: Readonly<Record<Severity, string>> = { error: '🔴 error', warning: '🟠 warning', info: '🔵 info', hint: '⚪ hint' };

/** @returns a heading that counts, a table of what has to be mended, and what only informs, folded up. */
export function markdownReport(report: Report): string {
  const { results, summary } = report;
  const findings = results
    .flatMap((result) => result.findings)
    .toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
  const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const light = findings.filter(({ severity }) => severity === 'info' || severity === 'hint');
  const parts = [`### Archlint: ${headline(summary)}`];
  if (grave.length > 0) parts.push(table(grave, report));
  if (light.length > 0) {
    const title = [counted(summary.infos, 'info'), counted(summary.hints, 'hint')].filter((text) => !text.startsWith('0 ')).join(', ');
    parts.push(`<details><summary>${title}</summary>\n\n${table(light, report)}\n\n</details>`);
  }
  const { fixable, baseline } = summary;
  if (fixable > 0) parts.push(`\`archlint check --fix\` mends ${fixable} of them.`);
  if (baseline)
    parts.push(
      `${counted(baseline.known, 'finding')} known from the baseline${baseline.gone > 0 ? `; ${baseline.gone} of its entries no longer occur` : ''}.`,
    );
  return `${parts.join('\n\n')}\n`;
}

function headline({ errors, warnings, files }: Summary): string {
  const problems = [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : ''].filter(
    (part) => part !== '',
  );
  return `${problems.join(', ') || 'no problems'} in ${counted(files, 'file')}`;
}

/** So many rows have room in a comment or in a job's summary, which takes a megabyte; nobody reads more. */
const mostRows = 200;

function table(findings: readonly Finding[], { inCheckout }: Report): string {
  const rows = findings.slice(0, mostRows).map(({ severity, source, rule, message, fixes }) => {
    const place = `${inCheckout(source.uri)}:${source.range.start.line + 1}`;
    const fix = fixes.find((one) => !isIgnoreFix(one));
    const advice = fix ? `<br>*${fix.safe ? 'Safe fix' : 'Fix'}: ${cell(fix.title)}*` : '';
    return `| ${marks[severity]} | \`${place.replaceAll('|', '\\|')}\` | ${cell(message)}${advice} | ${rule} |`;
  });
  const more = findings.length - rows.length;
  const rest = more > 0 ? ['', `… and ${more} more. \`archlint check\` lists them all.`] : [];
  return ['| | where | what | rule |', '| --- | --- | --- | --- |', ...rows, ...rest].join('\n');
}

/** Text as it may stand in a cell: names of a design are no Markdown. Code in backticks stays code. */
export function cell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part.replaceAll('|', '\\|') : escaped(part)))
    .join('')
    .replace(/\s*[\r\n]+\s*/g, ' ');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replace(/[\\*_[\]|~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '&#64;');
}
