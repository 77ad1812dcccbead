/**
 * One root cause, one finding: where two rules cannot see each other, the loser's finding is dropped when the winner has one
 * - `same-place`: whose place holds the loser's, or is one of those that explain the loser's;
 * - `same-subject`: with the same `subject` (see `Report.subject`), or whose place holds the loser's.
 * Rules that can tell from the design exclude each other there, not here.
 */
import type { Related, Source } from '../language/model/source.ts';

export interface Precedence {
  readonly winner: string;
  /** Only the winner's findings with one of these messages; absent: all of them. */
  readonly messages?: readonly string[];
  readonly losers: readonly string[];
  /** The losers' findings with one of these messages stand: their cause is another one. */
  readonly spared?: readonly string[];
  readonly where: 'same-place' | 'same-subject';
}

/** How messages get to a consumer, and what becomes of those that it cannot handle. */
const ofTheWay: readonly string[] = [
  'dead-letter-breaks-ordering',
  'dead-letter-type-mismatch',
  'misplaced-dead-letter-queue',
  'missing-dead-letter-queue',
  'poison-message-blocks-partition',
  'unbuffered-burst',
];

export const precedences: readonly Precedence[] = [
  // What other rules say of a way that the product does not offer is void. Of values that it does not allow they know nothing (`Element.refused`).
  { winner: 'invalid-technology-setting', messages: ['subscriber', 'readers'], losers: ofTheWay, where: 'same-place' },
  // The lost message is the first thing to mend; order and overwrites come after it.
  { winner: 'missing-dead-letter-queue', losers: ['lossy-hop-on-critical-path'], spared: ['unmatched', 'filtered'], where: 'same-subject' },
  { winner: 'ordering-lost', losers: ['unversioned-out-of-order-update'], where: 'same-subject' },
  { winner: 'non-idempotent-consumer', losers: ['broker-dedup-is-not-idempotency'], where: 'same-subject' },
  // Few groups are the cause, and the place to change; that the queue grows follows from them. What bounds the consumers otherwise is a cause of its own.
  { winner: 'hot-partition', messages: ['slow'], losers: ['backlog-grows'], spared: ['grows', 'tooLate', 'idle'], where: 'same-subject' },
  { winner: 'call-without-timeout', messages: ['endless', 'cutOff'], losers: ['entry-timeout-exceeded'], where: 'same-subject' },
];

/** What precedence needs to know of a finding. */
export interface Ranked {
  readonly rule: string;
  readonly messageId: string;
  readonly source: Source;
  readonly related: readonly Related[];
  readonly subject?: string;
}

function holds(outer: Source, inner: Source): boolean {
  return outer.uri === inner.uri && outer.offset <= inner.offset && inner.end <= outer.end;
}

function outranks(winner: Ranked, loser: Ranked, where: Precedence['where']): boolean {
  if (holds(winner.source, loser.source)) return true;
  switch (where) {
    case 'same-place':
      return loser.related.some(({ source }) => holds(winner.source, source));
    case 'same-subject':
      return winner.subject !== undefined && winner.subject === loser.subject;
  }
}

/** @returns the findings that no other one makes needless, in the order given. */
export function dropOutranked<Finding extends Ranked>(findings: readonly Finding[]): readonly Finding[] {
  const dropped = new Set<Finding>();
  for (const { winner, messages, losers, spared, where } of precedences) {
    const winners = findings.filter(({ rule, messageId }) => rule === winner && (messages?.includes(messageId) ?? true));
    if (winners.length === 0) continue;
    for (const finding of findings) {
      if (finding.rule === winner || !losers.includes(finding.rule) || spared?.includes(finding.messageId)) continue;
      if (winners.some((other) => outranks(other, finding, where))) dropped.add(finding);
    }
  }
  return dropped.size === 0 ? findings : findings.filter((finding) => !dropped.has(finding));
}
