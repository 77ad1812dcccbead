/**
 * Compares what the rules say of a design with the runs that break its promises, as the table of docs/semantics.md pairs them: where the rules of a promise
 * are silent about an element, no run may break it there, and where one speaks, a run must.
 */
import type { Finding } from '../../analysis/finding.ts';
import type { Design } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';

/** The rules that speak of each promise. */
export const rulesOfPromise: Readonly<Record<string, readonly string[]>> = {
  'effect-once': [
    'non-idempotent-consumer',
    'broker-dedup-is-not-idempotency',
    'retry-without-idempotency',
    'non-atomic-dedup',
    'dedup-window-too-short',
  ],
  'nothing-lost': [
    'missing-dead-letter-queue',
    'misplaced-dead-letter-queue',
    'unattended-dead-letter-queue',
    'lossy-hop-on-critical-path',
  ],
  'nothing-blocked': ['poison-message-blocks-partition', 'misplaced-dead-letter-queue'],
  'all-or-nothing': ['dual-write-without-outbox', 'missing-compensation'],
  'in-order': ['ordering-lost', 'missing-ordering-key', 'dead-letter-breaks-ordering'],
  'state-kept': [
    'sticky-sessions',
    'stateful-without-affinity',
    'local-state-on-scaled-service',
    'durable-state-on-ephemeral-storage',
    'orchestrator-central-dependency',
  ],
  'read-your-writes': ['stale-read-violates-consistency'],
  'comes-to-rest': ['event-loop', 'cyclic-sync-dependency'],
};

/** A run that breaks a promise, and the places in the text where a rule would speak of it. */
export interface Judgement {
  readonly promise: string;
  /** The element to change. */
  readonly element: string;
  readonly places: readonly Source[];
  /** Of `in-order`: nobody says whether the leg keeps the order. */
  readonly orderUnknown: boolean;
  readonly faults: number;
  readonly text: string;
}

export interface Disagreement {
  readonly kind: 'run without finding' | 'finding without run';
  readonly promise: string;
  readonly rule?: string;
  readonly finding?: Finding;
  readonly judgement?: Judgement;
}

function overlaps(one: Source, other: Source): boolean {
  return one.uri === other.uri && one.offset < other.end && other.offset < one.end;
}

/** Findings that no run can show: they are about something else than the promise, though their rule is about it. */
function hasNoRun({ rule, messageId }: Finding): boolean {
  switch (rule) {
    case 'sticky-sessions':
      return messageId === 'pointless';
    case 'orchestrator-central-dependency':
      return messageId !== 'progressLost';
    case 'cyclic-sync-dependency':
      return messageId !== 'recursion';
    case 'non-atomic-dedup':
      // A shared key has no run, and what a cache forgets is no fault.
      return messageId === 'shared' || messageId === 'cache';
    default:
      return false;
  }
}

/** An undo runs only after a fault, so that one of its own is the second. */
function needsTwoFaults(design: Design, { rule, messageId, source }: Finding): boolean {
  if (rule === 'missing-compensation') return messageId === 'fragile';
  return design.effects.some(
    ({ part, syntax }) => part === 'undo' && rule === 'retry-without-idempotency' && overlaps(syntax.source, source),
  );
}

/** What is known of one design. */
export interface Answers {
  readonly design: Design;
  readonly findings: readonly Finding[];
  /** What breaks at one fault. */
  readonly judgements: readonly Judgement[];
  /** What breaks at two, where that matters. */
  /** What breaks at two, where that matters; undefined where there is too much to look at. */
  readonly atTwoFaults: () => readonly Judgement[] | undefined;
}

/** @returns where the two answers differ. */
export function disagreements({ design, findings, judgements, atTwoFaults }: Answers): readonly Disagreement[] {
  const differ: Disagreement[] = [];
  for (const judgement of judgements) {
    const rules = rulesOfPromise[judgement.promise] ?? [];
    const told = findings.some(({ rule, source }) => rules.includes(rule) && judgement.places.some((place) => overlaps(place, source)));
    if (!told) differ.push({ kind: 'run without finding', promise: judgement.promise, judgement });
  }
  for (const finding of findings) {
    const promises = Object.entries(rulesOfPromise).flatMap(([promise, rules]) => (rules.includes(finding.rule) ? [promise] : []));
    if (promises.length === 0 || hasNoRun(finding)) continue;
    const shows = ({ promise, places }: Judgement): boolean =>
      promises.includes(promise) && places.some((place) => overlaps(place, finding.source));
    if (judgements.some(shows) || (needsTwoFaults(design, finding) && (atTwoFaults()?.some(shows) ?? true))) continue;
    differ.push({ kind: 'finding without run', promise: promises.join(', '), rule: finding.rule, finding });
  }
  return differ;
}

/** @returns whether a finding is one that a run can show. */
export function isJudged({ rule }: Finding): boolean {
  return Object.values(rulesOfPromise).some((rules) => rules.includes(rule));
}

/** @returns a disagreement in words. */
export function describeDisagreement({ kind, finding, judgement }: Disagreement): string {
  return `${kind}: ${finding ? `${finding.rule} (${finding.messageId}): ${finding.message}` : judgement?.text}`;
}
