/**
 * Findings as a JUnit report: a suite a file, a case a finding. Errors and warnings have failed; what only informs is skipped, with its message; a file
 * without findings is one case that has passed, so that the report says what was looked at.
 */
import type { Finding } from '../../analysis/finding.ts';
import type { Report } from './result.ts';
import { xmlElement, xmlHead, xmlLines, xmlText } from './xml.ts';

/** @returns XML. */
export function junitReport({ results, inCheckout }: Report): string {
  const suites: { readonly xml: string; readonly tests: number; readonly failures: number; readonly skipped: number }[] = [];
  for (const { project, findings } of results) {
    const files = [...new Set([...findings.map(({ source }) => source.uri), ...project.wanted])];
    for (const uri of files.sort()) {
      const own = findings.filter(({ source }) => source.uri === uri);
      const file = inCheckout(uri);
      const cases =
        own.length === 0 ? [xmlElement('testcase', { name: 'no findings', classname: file })] : own.map((one) => caseOf(one, file));
      const skipped = own.filter(({ severity }) => !isFailure(severity)).length;
      const counts = { tests: cases.length, failures: own.length - skipped, errors: 0, skipped };
      suites.push({ ...counts, xml: xmlElement('testsuite', { name: file, ...counts }, xmlLines(cases, '  ')) });
    }
  }
  const sum = (key: 'tests' | 'failures' | 'skipped'): number => suites.reduce((total, suite) => total + suite[key], 0);
  const total = { name: 'archlint', tests: sum('tests'), failures: sum('failures'), errors: 0, skipped: sum('skipped') };
  return `${xmlHead}${xmlElement(
    'testsuites',
    total,
    xmlLines(
      suites.map(({ xml }) => xml),
      '',
    ),
  )}\n`;
}

function isFailure(severity: Finding['severity']): boolean {
  return severity === 'error' || severity === 'warning';
}

function caseOf({ rule, severity, message, source }: Finding, file: string): string {
  const { line, character } = source.range.start;
  const place = `${file}:${line + 1}:${character + 1}`;
  const outcome = isFailure(severity)
    ? xmlElement('failure', { type: severity, message }, [xmlText(`${place}: ${severity}: ${message} [${rule}]`)])
    : xmlElement('skipped', { message });
  return xmlElement('testcase', { name: `${rule} at ${line + 1}:${character + 1}`, classname: file, file, line: line + 1 }, [outcome]);
}
