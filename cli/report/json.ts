/** Findings for programs. Lines and columns count from 1; a column is a UTF-16 code unit. */
import type { Finding } from '../../analysis/finding.ts';
import { positionsIn } from '../../analysis/json.ts';
import type { Position, Range, TextEdit } from '../../language/model/source.ts';
import type { ProjectResult, Shown, Summary } from './result.ts';

type PositionOf = (uri: string, offset: number) => Position;

/** @returns the report as JSON with a line break at its end. */
export function jsonReport(results: readonly ProjectResult[], summary: Summary, shown: Shown): string {
  const findings = results.flatMap(({ project, findings: own }) => {
    const positions = positionsOf(project.texts);
    return own.map((finding) => entryOf(finding, positions, shown));
  });
  return `${JSON.stringify({ findings, summary }, undefined, 2)}\n`;
}

/** Counts the lines of each file once. */
function positionsOf(texts: ReadonlyMap<string, string>): PositionOf {
  const known = new Map<string, (offset: number) => Position>();
  return (uri, offset) => {
    const positions = known.get(uri) ?? positionsIn(texts.get(uri) ?? '');
    known.set(uri, positions);
    return positions(offset);
  };
}

function entryOf(finding: Finding, positions: PositionOf, shown: Shown): object {
  const { rule, code, severity, message, source, related, fixes, docs } = finding;
  return {
    rule,
    code,
    severity,
    message,
    file: shown(source.uri),
    range: rangeOf(source.range),
    related: related.map((other) => ({ message: other.message, file: shown(other.source.uri), range: rangeOf(other.source.range) })),
    fixes: fixes.map(({ title, safe, edits }) => ({ title, safe, edits: edits.map((edit) => editOf(edit, positions, shown)) })),
    docs,
  };
}

function rangeOf({ start, end }: Range): object {
  return { start: { line: start.line + 1, column: start.character + 1 }, end: { line: end.line + 1, column: end.character + 1 } };
}

function editOf({ uri, offset, end, text }: TextEdit, positions: PositionOf, shown: Shown): object {
  return { file: shown(uri), range: rangeOf({ start: positions(uri, offset), end: positions(uri, end) }), text };
}
