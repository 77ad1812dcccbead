/** Findings as people read them on a terminal. */
import type { Finding } from '../../analysis/finding.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Source } from '../../language/model/source.ts';
import { columnsOf, type Paint, printable, wrapped } from '../terminal.ts';
import { codeFrame } from './frame.ts';
import { counted, type Report, type Shown, type Stats, type Summary } from './result.ts';

/** @returns all findings with their code, and a line that counts them. */
export function textReport(report: Report): string {
  const { results, summary, stats, paint } = report;
  const entries = results.flatMap(({ findings }) => findings.map((finding) => entryOf(finding, report)));
  const parts = [...entries, summaryLine(summary, paint), ...(stats ? [statsTable(stats, paint)] : [])];
  return `${parts.join('\n\n')}\n`;
}

function entryOf(finding: Finding, { places, shown, paint, columns }: Report): string {
  const { source, severity, rule, message, related, fixes } = finding;
  const lines = [`${paint('strong', placeOf(source, shown))} ${paint(severity, severity)} ${paint('faint', `${rule} ${finding.code}`)}`];
  lines.push(`  ${withCode(message, paint, columns)}`);
  const code = places.linesOf(source.uri);
  if (code !== undefined) lines.push(codeFrame(code, source, severity, paint));
  for (const other of related) {
    const place = `${placeOf(other.source, shown)}:`;
    lines.push(`  ${paint('faint', place)} ${withCode(other.message, paint, columns, 3 + columnsOf(place), 4)}`);
  }
  for (const fix of fixes.filter((candidate) => !isIgnoreFix(candidate))) {
    const word = fix.safe ? 'fix (--fix):' : 'fix:';
    lines.push(`  ${paint('good', word)} ${withCode(fix.title, paint, columns, 3 + word.length, 4)}`);
  }
  return lines.join('\n');
}

/** @returns text for a terminal: what stands in backticks is code, and looks like it where there is colour. */
export function withCode(text: string, paint: Paint, columns?: number, indentation = 2, further = indentation): string {
  return wrapped(printable(text), columns, indentation, further).replace(/`[^`]+`/g, (code) => paint('code', code));
}

function placeOf({ uri, range }: Source, shown: Shown): string {
  return `${shown(uri)}:${range.start.line + 1}:${range.start.character + 1}`;
}

/** @returns one line that counts what was found and says what can be done about it. */
export function summaryLine({ files, errors, warnings, infos, hints, fixable, fixed, baseline }: Summary, paint: Paint): string {
  const problems = [
    errors > 0 ? paint('error', counted(errors, 'error')) : '',
    warnings > 0 ? paint('warning', counted(warnings, 'warning')) : '',
  ].filter((part) => part !== '');
  const notes = [infos > 0 ? counted(infos, 'info') : '', hints > 0 ? counted(hints, 'hint') : ''].filter((part) => part !== '');
  const mended = fixed > 0 ? `${counted(fixed, 'fix', 'fixes')} made. ` : '';
  const verdict = problems.length === 0 ? paint('good', baseline ? 'No new problems' : 'No problems') : problems.join(', ');
  const besides = notes.length > 0 ? ` (and ${notes.join(', ')})` : '';
  const offer = fixable > 0 ? ` ${fixable} can be mended with --fix.` : '';
  return `${mended}${verdict}${besides} in ${counted(files, 'file')}.${offer}${baselineText(baseline)}`;
}

function baselineText(baseline: Summary['baseline']): string {
  if (!baseline) return '';
  const { renamed } = baseline;
  const named = renamed === 0 ? '' : `, ${renamed} of them under another name now: --write-baseline notes ${renamed === 1 ? 'it' : 'them'}`;
  const known = ` ${counted(baseline.known, 'finding')} known from the baseline${named}.`;
  if (baseline.gone === 0) return known;
  const entries = counted(baseline.gone, 'entry of it no longer occurs', 'entries of it no longer occur');
  return `${known} ${entries}: --write-baseline drops ${baseline.gone === 1 ? 'it' : 'them'}.`;
}

/** So many rules are told of; the others took less. */
const mostRules = 10;

/** @returns a table of the slowest rules. */
export function statsTable({ reading, rules }: Stats, paint: Paint): string {
  const total = rules.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const shown = rules.slice(0, mostRules);
  const rest = rules.slice(mostRules);
  const restTime = rest.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const rows = [
    ...shown.map(({ rule, milliseconds }) => [rule, milliseconds] as const),
    ...(rest.length > 0 ? [[counted(rest.length, 'other rule'), restTime] as const] : []),
  ];
  const widest = Math.max('rule'.length, ...rows.map(([rule]) => rule.length));
  const lines = rows.map(([rule, milliseconds]) => {
    const share = total === 0 ? 0 : (milliseconds / total) * 100;
    return `${rule.padEnd(widest)}  ${milliseconds.toFixed(1).padStart(8)}  ${share.toFixed(1).padStart(5)} %`;
  });
  const head = paint('strong', `${'rule'.padEnd(widest)}  ${'ms'.padStart(8)}  ${'share'.padStart(7)}`);
  const summary = `Reading the texts took ${reading.toFixed(0)} ms, the rules ${total.toFixed(0)} ms. What rules share counts for the first that asks.`;
  return [head, ...lines, paint('faint', summary)].join('\n');
}
