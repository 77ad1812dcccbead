/**
 * One root cause, one finding: where two rules cannot see each other, the loser's finding is dropped when the winner has one
 * - `same-place`: whose place overlaps the loser's;
 * - `same-subject`: with the same `subject` (see `Report.subject`), or whose place holds the loser's.
 * Rules that can tell from the design exclude each other there, not here.
 */
import type { Source } from '../language/model/source.ts';

export interface Precedence {
  readonly winner: string;
  /** Ids, or all other rules. */
  readonly losers: readonly string[] | 'all';
  readonly where: 'same-place' | 'same-subject';
}

export const precedences: readonly Precedence[] = [
  // A value that the product does not allow makes what other rules say of it void.
  { winner: 'invalid-technology-setting', losers: 'all', where: 'same-place' },
  // The lost message is the first thing to mend; order and overwrites come after it.
  { winner: 'missing-dead-letter-queue', losers: ['lossy-hop-on-critical-path'], where: 'same-subject' },
  { winner: 'ordering-lost', losers: ['unversioned-out-of-order-update'], where: 'same-subject' },
  { winner: 'non-idempotent-consumer', losers: ['broker-dedup-is-not-idempotency'], where: 'same-subject' },
  { winner: 'call-without-timeout', losers: ['entry-timeout-exceeded'], where: 'same-subject' },
  { winner: 'cyclic-sync-dependency', losers: ['entry-timeout-exceeded', 'retry-amplification'], where: 'same-subject' },
];

/** What precedence needs to know of a finding. */
export interface Ranked {
  readonly rule: string;
  readonly source: Source;
  readonly subject?: string;
}

function meets(one: Source, other: Source): boolean {
  return one.uri === other.uri && (one.offset === other.offset || (one.offset < other.end && other.offset < one.end));
}

function about(winner: Ranked, loser: Ranked): boolean {
  if (winner.subject !== undefined && winner.subject === loser.subject) return true;
  return winner.source.uri === loser.source.uri && winner.source.offset <= loser.source.offset && loser.source.end <= winner.source.end;
}

/** @returns the findings that no other one makes needless, in the order given. */
export function dropOutranked<Finding extends Ranked>(findings: readonly Finding[]): readonly Finding[] {
  const dropped = new Set<Finding>();
  for (const { winner, losers, where } of precedences) {
    const winners = findings.filter(({ rule }) => rule === winner);
    if (winners.length === 0) continue;
    for (const finding of findings) {
      if (finding.rule === winner || (losers !== 'all' && !losers.includes(finding.rule))) continue;
      const outranked = winners.some((other) => (where === 'same-place' ? meets(other.source, finding.source) : about(other, finding)));
      if (outranked) dropped.add(finding);
    }
  }
  return dropped.size === 0 ? findings : findings.filter((finding) => !dropped.has(finding));
}
