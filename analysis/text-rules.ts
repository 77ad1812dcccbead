/**
 * What is no rule of design has an id too, so that it can be configured and silenced: what is wrong with the text, with suppressions,
 * with the configuration, and with what the design is required to give.
 */
import type { ProblemId } from '../language/model/source.ts';
import type { Severity } from './finding.ts';
import type { RequirementProblemId } from './requirements.ts';

/** What users read of it. */
export interface TextRule {
  readonly id: TextRuleId;
  readonly code: string;
  readonly category: 'text';
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly fixable: 'none' | 'suggestion' | 'safe';
  /** Designs, or configurations; without it, none is small enough for a page. */
  readonly examples?: { readonly wrong: string; readonly right: string };
}

export type TextRuleId = ProblemId | SuppressionProblemId | RequirementProblemId | 'invalid-configuration';

export type SuppressionProblemId = 'unused-suppression' | 'suppression-without-reason' | 'unknown-rule';

const described: Readonly<Record<TextRuleId, Omit<TextRule, 'id' | 'category'>>> = {
  'syntax-error': {
    code: 'TXT001',
    severity: 'error',
    summary: 'The text is not what the language expects here.',
    why: 'What cannot be read is left out of the design, so findings about it are missing. Everything else is still checked and drawn.',
    fixable: 'none',
    examples: {
      wrong: `queue Orders : aws.sqs { retention 4 days }
`,
      right: `queue Orders : aws.sqs { retention 4d }
`,
    },
  },
  'unknown-name': {
    code: 'TXT002',
    severity: 'error',
    summary: 'A name that nothing in the project declares.',
    why: 'A misspelt name silently cuts a connection: the message goes nowhere and the analysis sees a different design from the one that is meant.',
    fixable: 'suggestion',
    examples: {
      wrong: `event Paid { key paymentId }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Checkout { serves pay { sends Paid to Leger } }
service Books { on Paid from Ledger }
`,
      right: `event Paid { key paymentId }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Checkout { serves pay { sends Paid to Ledger } }
service Books { on Paid from Ledger }
`,
    },
  },
  'duplicate-name': {
    code: 'TXT003',
    severity: 'error',
    summary: 'A name that is declared twice in one system.',
    why: 'Nobody can tell which of the two a reference means. It is reported at both places.',
    fixable: 'none',
    examples: {
      wrong: `queue Orders : aws.sqs
store Orders : aws.dynamodb
`,
      right: `queue Orders : aws.sqs
store OrderTable : aws.dynamodb
`,
    },
  },
  'unknown-technology': {
    code: 'TXT004',
    severity: 'warning',
    summary: 'A technology that neither the catalogue nor the project declares.',
    why: 'Its guarantees and limits are unknown, so rules that rest on them stay silent. Declare it with `technology … like …`.',
    fixable: 'suggestion',
    examples: {
      wrong: `queue Orders : acme.queue
`,
      right: `technology acme.queue is queue like rabbitmq {}
queue Orders : acme.queue
`,
    },
  },
  'misplaced-option': {
    code: 'TXT005',
    severity: 'warning',
    summary: 'A statement or option where it means nothing.',
    why: 'It looks as if it said something, yet nothing reads it: `publishes` to a queue, a `step` outside of a workflow. An option that lost its comma is an error: it is read of the whole service, which is another design.',
    fixable: 'safe',
    examples: {
      wrong: `event Paid { key paymentId }
queue Ledger : aws.sqs
service Checkout { serves pay { publishes Paid to Ledger } }
`,
      right: `event Paid { key paymentId }
queue Ledger : aws.sqs
service Checkout { serves pay { sends Paid to Ledger } }
`,
    },
  },
  'said-twice': {
    code: 'TXT006',
    severity: 'warning',
    summary: 'The same thing is said twice.',
    why: 'Only one of the two holds, and a reader cannot tell which. Nothing needs to be said twice.',
    fixable: 'suggestion',
    examples: {
      wrong: `queue Orders : aws.sqs { retention 4d  retention 14d }
`,
      right: `queue Orders : aws.sqs { retention 14d }
`,
    },
  },
  'unused-suppression': {
    code: 'TXT007',
    severity: 'warning',
    summary: 'A suppression that silences nothing.',
    why: 'It would hide the next finding of that rule on the line, which nobody has judged.',
    fixable: 'safe',
    examples: {
      wrong: `event Paid { key paymentId }
service Checkout { serves pay { sends Paid to Ledger } }
// archlint-ignore missing-dead-letter-queue: replayed from the bank nightly
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Ledger }
`,
      right: `event Paid { key paymentId }
service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Ledger }
`,
    },
  },
  'suppression-without-reason': {
    code: 'TXT008',
    severity: 'warning',
    summary: 'A suppression that does not say why.',
    why: 'A decision without its reason cannot be reviewed, and nobody dares to undo it. Write it after a colon.',
    fixable: 'suggestion',
    examples: {
      wrong: `event Paid { key paymentId }
service Checkout { serves pay { sends Paid to Ledger } }
// archlint-ignore missing-dead-letter-queue
queue Ledger : aws.sqs
service Books { on Paid from Ledger }
`,
      right: `event Paid { key paymentId }
service Checkout { serves pay { sends Paid to Ledger } }
// archlint-ignore missing-dead-letter-queue: replayed from the bank nightly
queue Ledger : aws.sqs
service Books { on Paid from Ledger }
`,
    },
  },
  'unknown-rule': {
    code: 'TXT009',
    severity: 'warning',
    summary: 'A suppression names a rule that does not exist.',
    why: 'It silences nothing, so the finding it was written for is still there or is gone for another reason.',
    fixable: 'safe',
    examples: {
      wrong: `event Paid { key paymentId }
service Checkout { serves pay { sends Paid to Ledger } }
// archlint-ignore missing-dlq: replayed from the bank nightly
queue Ledger : aws.sqs
service Books { on Paid from Ledger }
`,
      right: `event Paid { key paymentId }
service Checkout { serves pay { sends Paid to Ledger } }
// archlint-ignore missing-dead-letter-queue: replayed from the bank nightly
queue Ledger : aws.sqs
service Books { on Paid from Ledger }
`,
    },
  },
  'invalid-configuration': {
    code: 'TXT010',
    severity: 'error',
    summary: 'The configuration file says something that is not understood.',
    why: 'What is not understood has no effect: a rule may run with another severity or option than its author believes.',
    fixable: 'none',
    examples: {
      wrong: `{ "rules": { "missing-dead-letter-queue": "fatal" } }
`,
      right: `{ "rules": { "missing-dead-letter-queue": "error" } }
`,
    },
  },
  'broken-requirement': {
    code: 'TXT011',
    severity: 'error',
    summary: 'A `require` that some run of the design breaks.',
    why: 'The design is run under every single fault that it and its technologies admit. The finding says what breaks, and its related places are the steps of the shortest run in which it does.',
    fixable: 'none',
    examples: {
      wrong: `event OrderPlaced { key orderId }
queue Revenue : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { serves place { sends OrderPlaced to Revenue } }
service Statistics : aws.lambda { on OrderPlaced from Revenue { increments Sales } }
store Sales : aws.dynamodb { key day }
require Sales at most once per OrderPlaced
`,
      right: `event OrderPlaced { key orderId }
queue Revenue : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { serves place { sends OrderPlaced to Revenue } }
service Statistics : aws.lambda { on OrderPlaced from Revenue idempotent using Sales { increments Sales } }
store Sales : aws.dynamodb { key day }
require Sales at most once per OrderPlaced
`,
    },
  },
  'unreachable-requirement': {
    code: 'TXT012',
    severity: 'error',
    summary: 'A `require` that names what no run of the design can reach.',
    why: 'It holds whatever happens, because it asks for nothing: somebody believes in a guarantee that nobody gives.',
    fixable: 'none',
    examples: {
      wrong: `event OrderPlaced { key orderId }
event OrderCancelled { key orderId }
queue Orders : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { serves place { sends OrderPlaced to Orders } }
service Packing : aws.lambda { on OrderPlaced from Orders { puts Parcels } }
store Parcels : aws.dynamodb { key orderId }
require OrderCancelled never lost
`,
      right: `event OrderPlaced { key orderId }
queue Orders : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { serves place { sends OrderPlaced to Orders } }
service Packing : aws.lambda { on OrderPlaced from Orders { puts Parcels } }
store Parcels : aws.dynamodb { key orderId }
require OrderPlaced never lost
`,
    },
  },
  'unsettled-requirement': {
    code: 'TXT013',
    severity: 'warning',
    summary: 'A `require` that concerns a flow of which not every run was looked at.',
    why: 'A flow of more than 1,000 occurrences, 1,000 variants or 100,000 states is looked at in part. Nothing that was looked at breaks the requirement; what was not looked at may.',
    fixable: 'none',
  },
};

/**
 * What hides other findings: a text that cannot be read, a configuration that is not understood. It is mended; nobody switches it off, silences it or keeps
 * it in a baseline.
 */
export const hidingOthers: ReadonlySet<string> = new Set<TextRuleId>(['syntax-error', 'invalid-configuration']);

function textRule([id, description]: [string, Omit<TextRule, 'id' | 'category'>]): TextRule {
  // The keys of the record above are the ids.
  return { id: id as TextRuleId, category: 'text', ...description };
}

export const textRules: ReadonlyMap<TextRuleId, TextRule> = new Map(
  Object.entries(described)
    .map(textRule)
    .map((rule) => [rule.id, rule]),
);
