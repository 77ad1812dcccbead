/** Findings as people read them on a terminal. */
import type { Finding } from '../../analysis/finding.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Source } from '../../language/model/source.ts';
import { type Paint, printable } from '../terminal.ts';
import { codeFrame } from './frame.ts';
import type { ProjectResult, Shown, Summary } from './result.ts';

/** @returns all findings with their code, and a line that counts them. */
export function textReport(results: readonly ProjectResult[], summary: Summary, shown: Shown, paint: Paint): string {
  const entries = results.flatMap(({ project, findings }) => {
    const lines = new Map([...project.texts].map(([uri, text]) => [uri, text.split(/\r\n|\r|\n/)]));
    return findings.map((finding) => entryOf(finding, lines.get(finding.source.uri), shown, paint));
  });
  return `${[...entries, summaryLine(summary, paint)].join('\n\n')}\n`;
}

function entryOf(finding: Finding, code: readonly string[] | undefined, shown: Shown, paint: Paint): string {
  const { source, severity, rule, message, related, fixes } = finding;
  const lines = [`${paint('strong', placeOf(source, shown))} ${paint(severity, severity)} ${paint('faint', `${rule} ${finding.code}`)}`];
  lines.push(`  ${printable(message)}`);
  if (code !== undefined) lines.push(codeFrame(code, source, severity, paint));
  for (const other of related) lines.push(`  ${paint('faint', `${placeOf(other.source, shown)}:`)} ${printable(other.message)}`);
  for (const fix of fixes.filter((candidate) => !isIgnoreFix(candidate))) {
    lines.push(`  ${paint('good', fix.safe ? 'fix (--fix):' : 'fix:')} ${printable(fix.title)}`);
  }
  return lines.join('\n');
}

function placeOf({ uri, range }: Source, shown: Shown): string {
  return `${shown(uri)}:${range.start.line + 1}:${range.start.character + 1}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function summaryLine({ files, errors, warnings, infos, hints, fixable, fixed }: Summary, paint: Paint): string {
  const problems = [
    errors > 0 ? paint('error', counted(errors, 'error')) : '',
    warnings > 0 ? paint('warning', counted(warnings, 'warning')) : '',
  ].filter((part) => part !== '');
  const notes = [infos > 0 ? counted(infos, 'info') : '', hints > 0 ? counted(hints, 'hint') : ''].filter((part) => part !== '');
  const mended = fixed > 0 ? `${counted(fixed, 'fix').replace(/fixs$/, 'fixes')} made. ` : '';
  const verdict = problems.length === 0 ? paint('good', 'No problems') : problems.join(', ');
  const besides = notes.length > 0 ? ` (and ${notes.join(', ')})` : '';
  const offer = fixable > 0 ? ` ${fixable} can be mended with --fix.` : '';
  return `${mended}${verdict}${besides} in ${counted(files, 'file')}.${offer}`;
}
