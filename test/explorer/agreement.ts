/**
 * Compares what the rules say of a design with the runs that break its promises, as the table of docs/semantics.md pairs them: where the rules of a promise
 * are silent about an element, no run may break it there, and where one speaks, a run must.
 */
import { retriesOf } from '../../analysis/explorer/traits.ts';
import type { Finding } from '../../analysis/finding.ts';
import type { Activity, Design, Effect } from '../../language/model/design.ts';
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
  /** Of `in-order`: two elements publish, and nothing orders them, so that what comes later counts for little. */
  readonly orderOfTwo?: boolean;
  readonly faults: number;
  readonly text: string;
}

export interface Disagreement {
  readonly kind: 'run without finding' | 'finding without run';
  readonly promise: string;
  readonly rule?: string;
  readonly finding?: Finding;
  readonly judgement?: Judgement;
  /** Of a finding: whether a run that goes round each circle once more shows it. */
  readonly onceMore?: () => boolean;
}

function overlaps(one: Source, other: Source): boolean {
  return one.uri === other.uri && one.offset < other.end && other.offset < one.end;
}

/** One finding stands for a whole circle: it points at the first effect and lists the others. */
export function speaksOf({ rule, source, related }: Finding, { places }: Judgement): boolean {
  const spoken = rule === 'event-loop' ? [source, ...related.map((one) => one.source)] : [source];
  return places.some((place) => spoken.some((one) => overlaps(place, one)));
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
    case 'lossy-hop-on-critical-path':
      // What a filter throws away is no fault.
      return messageId === 'unmatched';
    case 'non-atomic-dedup':
      // A shared key has no run, and what a cache forgets is no fault.
      return messageId === 'shared' || messageId === 'cache';
    default:
      return false;
  }
}

/** How many faults it may take to show a finding. */
function mostFaults(design: Design, { rule, messageId, source }: Finding): number {
  const inFinding = ({ syntax }: Effect): boolean => overlaps(syntax.source, source);
  switch (rule) {
    case 'missing-compensation':
      return messageId === 'fragile' ? 2 : 1;
    case 'retry-without-idempotency':
      // An undo runs only after a fault, so that one of its own is the second.
      return design.effects.some((effect) => effect.part === 'undo' && inFinding(effect)) ? 2 : 1;
    case 'non-atomic-dedup':
      // What kills an operation need not be what brings it about again.
      return design.activities.some(({ kind, syntax }) => kind === 'operation' && overlaps(syntax.head, source)) ? 2 : 1;
    case 'dual-write-without-outbox':
      // A caller that tries again completes what was done by half, until its tries are used up.
      return 1 + Math.min(2, ...design.effects.filter(inFinding).map(({ activity }) => mostRetries(design, activity)));
    default:
      return 1;
  }
}

/** The most retries of one of the calls that lead to an activity. */
function mostRetries(design: Design, activity: Activity): number {
  const led = [activity];
  for (const one of led)
    for (const call of design.index.callsOf.get(one.id) ?? []) if (!led.includes(call.activity)) led.push(call.activity);
  return Math.max(0, ...led.flatMap(({ id }) => (design.index.callsOf.get(id) ?? []).map(retriesOf)).filter(Number.isFinite));
}

/** What is known of one design. */
export interface Answers {
  readonly design: Design;
  readonly findings: readonly Finding[];
  /** What breaks at one fault. */
  readonly judgements: readonly Judgement[];
  /** What breaks at more, where that matters; undefined where there is too much to look at. */
  readonly atFaults: (faults: number) => readonly Judgement[] | undefined;
  /** What breaks where every circle is gone round twice. */
  readonly twiceRound?: (faults: number) => readonly Judgement[];
}

/** @returns where the two answers differ. */
export function disagreements({ design, findings, judgements, atFaults, twiceRound }: Answers): readonly Disagreement[] {
  const differ: Disagreement[] = [];
  for (const judgement of judgements) {
    const rules = rulesOfPromise[judgement.promise] ?? [];
    const told = findings.some((finding) => rules.includes(finding.rule) && speaksOf(finding, judgement));
    if (!told) differ.push({ kind: 'run without finding', promise: judgement.promise, judgement });
  }
  for (const finding of findings) {
    const promises = Object.entries(rulesOfPromise).flatMap(([promise, rules]) => (rules.includes(finding.rule) ? [promise] : []));
    if (promises.length === 0 || hasNoRun(finding)) continue;
    const shows = (judgement: Judgement): boolean => promises.includes(judgement.promise) && speaksOf(finding, judgement);
    if (judgements.some(shows)) continue;
    // A run with more faults than can be looked at is taken for granted.
    const most = mostFaults(design, finding);
    let shown = false;
    for (let faults = 2; faults <= most && !shown; faults++) shown = atFaults(faults)?.some(shows) ?? true;
    if (shown) continue;
    differ.push({
      kind: 'finding without run',
      promise: promises.join(', '),
      rule: finding.rule,
      finding,
      onceMore: () => twiceRound?.(most).some(shows) ?? false,
    });
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
