/** Findings as GitLab's code quality report, which GitLab compares between the branches of a merge request by fingerprint. */
import type { Severity } from '../../analysis/finding.ts';
import type { Report } from './result.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'minor', hint: 'info' };

/** @returns JSON: a list of findings. */
export function gitlabReport({ results, inCheckout, fingerprintOf }: Report): string {
  const seen = new Map<string, number>();
  const entries = results
    .flatMap(({ findings }) => findings)
    .map((finding) => {
      const { source, severity, rule, message } = finding;
      // GitLab wants no fingerprint twice.
      const fingerprint = fingerprintOf(finding);
      const count = seen.get(fingerprint) ?? 0;
      seen.set(fingerprint, count + 1);
      return {
        description: message,
        check_name: rule,
        fingerprint: count === 0 ? fingerprint : `${fingerprint}-${count + 1}`,
        severity: severities[severity],
        location: { path: inCheckout(source.uri), lines: { begin: source.range.start.line + 1, end: source.range.end.line + 1 } },
      };
    });
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}
