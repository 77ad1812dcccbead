/** Findings for programs. Lines and columns count from 1; a column is a UTF-16 code unit. */
import type { Finding } from '../../analysis/finding.ts';
import type { Range } from '../../language/model/source.ts';
import type { Report } from './result.ts';

/** @returns the report as JSON with a line break at its end. */
export function jsonReport(report: Report): string {
  const findings = report.results.flatMap((result) => result.findings.map((finding) => entryOf(finding, report)));
  const { summary, stats } = report;
  return `${JSON.stringify({ findings, summary, ...(stats && { stats }) }, undefined, 2)}\n`;
}

function entryOf(finding: Finding, { shown, places, fingerprintOf }: Report): object {
  const { rule, code, severity, message, source, related, fixes, docs } = finding;
  return {
    rule,
    code,
    severity,
    message,
    file: shown(source.uri),
    range: rangeOf(source.range),
    related: related.map((other) => ({ message: other.message, file: shown(other.source.uri), range: rangeOf(other.source.range) })),
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map(({ uri, offset, end, text }) => ({ file: shown(uri), range: rangeOf(places.rangeOf(uri, offset, end)), text })),
    })),
    docs,
    fingerprint: fingerprintOf(finding),
  };
}

/** @returns a range as programs read it. */
export function rangeOf({ start, end }: Range): object {
  return { start: { line: start.line + 1, column: start.character + 1 }, end: { line: end.line + 1, column: end.character + 1 } };
}
