/** What the linter says about a design. */
import type { Fix, Related, Source } from '../language/model/source.ts';

/** How much a finding matters, the most serious first. */
export const severities = ['error', 'warning', 'info', 'hint'] as const;

export type Severity = (typeof severities)[number];

/** What a rule is about; `text` gathers what is wrong with the text itself, with suppressions and with the configuration. */
export const categories = [
  'idempotency',
  'dead-letter',
  'ordering',
  'state',
  'orchestration',
  'choreography',
  'coupling',
  'resilience',
  'capacity',
  'data',
  'observability',
  'hygiene',
  'text',
] as const;

export type Category = (typeof categories)[number];

/** One thing to change in a design, with where, why, and how. */
export interface Finding {
  /** The rule's id, `missing-dead-letter-queue`. */
  readonly rule: string;
  /** The rule's short code, `DLQ001`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, why it hurts here, and what to do. */
  readonly message: string;
  /** Which of the rule's messages it is, and what fills its `{names}`. Text rules have one message without data. */
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number>>;
  /** The place to change. */
  readonly source: Source;
  /** Places that explain it, such as the hops that lead there. */
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** The address of the rule's page. */
  readonly docs: string;
  /** The id of the element, activity, hop or message that it is about, where the rule says so. */
  readonly subject?: string;
}

/** @returns the severity one level below; a hint has none below it and stays one. */
export function oneBelow(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? 'hint';
}
