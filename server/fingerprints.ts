/** Fingerprints of findings, as baselines and reports have them. */
import { createHash } from 'node:crypto';
import type { Finding } from '../analysis/finding.ts';
import { identityOf } from '../analysis/identity.ts';

/** @returns sixteen hexadecimal digits: the same for the same finding in the next version of the design, wherever its lines have gone. */
export function fingerprintOf(finding: Finding): string {
  return createHash('sha256').update(identityOf(finding)).digest('hex').slice(0, 16);
}
