/** Findings by themselves, for tests of what becomes of them. */
import type { Finding } from '../../analysis/finding.ts';
import { testRoot } from './design.ts';

/** What a test says of a finding, and of its place. */
export type FindingParts = Partial<Omit<Finding, 'source'>> & { readonly uri?: string; readonly offset?: number; readonly end?: number };

/** @returns a finding of which only what matters is said. */
export function findingOf({ uri = `${testRoot}/design.arch`, offset = 0, end = offset, ...more }: FindingParts): Finding {
  return {
    rule: 'some-rule',
    code: 'TST000',
    severity: 'warning',
    message: 'Something.',
    messageId: 'something',
    data: {},
    source: { uri, offset, end, range: { start: { line: 0, character: offset }, end: { line: 0, character: end } } },
    related: [],
    fixes: [],
    docs: '',
    ...more,
  };
}
