/** Findings as Checkstyle's XML, which many services that gather reports can read. */
import type { Severity } from '../../analysis/finding.ts';
import type { Report } from './result.ts';
import { xmlElement, xmlHead, xmlLines } from './xml.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'info', hint: 'info' };

/** @returns XML. */
export function checkstyleReport({ results, inCheckout }: Report): string {
  const findings = Map.groupBy(
    results.flatMap((result) => result.findings),
    ({ source }) => inCheckout(source.uri),
  );
  const files = [...findings].map(([name, own]) => {
    const errors = own.map(({ source, severity, message, rule }) => {
      const { line, character } = source.range.start;
      return xmlElement('error', {
        line: line + 1,
        column: character + 1,
        severity: severities[severity],
        message,
        source: `archlint.${rule}`,
      });
    });
    return xmlElement('file', { name }, xmlLines(errors, '  '));
  });
  return `${xmlHead}${xmlElement('checkstyle', { version: '10.0' }, xmlLines(files, ''))}\n`;
}
