/**
 * Where rules and runs differ on purpose: each difference with its reason and the smallest design that shows it. docs/quality.md lists them; a test holds that
 * each example shows its difference and nothing else.
 */
import { analysisOf } from '../../analysis/analyses.ts';
import { duplicates } from '../../analysis/passes/duplicates.ts';
import type { Activity, Design } from '../../language/model/design.ts';
import type { Disagreement } from './agreement.ts';

export interface Difference {
  readonly name: string;
  readonly reason: string;
  readonly example: string;
  readonly holds: (disagreement: Disagreement, design: Design) => boolean;
}

/** The activity whose head a finding stands in. */
function activityAt(design: Design, { finding }: Disagreement): Activity | undefined {
  return design.activities.find(
    ({ syntax: { head } }) =>
      finding && head.uri === finding.source.uri && head.offset <= finding.source.offset && finding.source.end <= head.end,
  );
}

export const differences: readonly Difference[] = [
  {
    name: 'an operation that is repeated from outside',
    reason:
      'An operation that says `idempotent … using` expects to be called again. Where no caller in the design does so, clients outside of it may, which no run shows.',
    example: `service Payments {
  serves pay idempotent by paymentId using Seen { calls Bank.charge }
}
store Seen { key paymentId }
external Bank { serves charge }
`,
    holds: (disagreement, design) => {
      const activity = disagreement.rule === 'non-atomic-dedup' ? activityAt(design, disagreement) : undefined;
      return activity?.kind === 'operation' && !analysisOf(design, duplicates).activities.has(activity.id);
    },
  },
  {
    name: 'a message that is delivered again for ever',
    reason: 'It is never lost, so no run loses it; but nobody ever handles it either, which is what the rule says.',
    example: `event OrderPlaced { key orderId }
queue Orders : rabbitmq
service Shop { serves place { sends OrderPlaced to Orders } }
service Stats { on OrderPlaced from Orders { puts Sales } }
store Sales { key orderId }
`,
    holds: ({ rule, finding }) => rule === 'missing-dead-letter-queue' && finding?.messageId === 'forever',
  },
  {
    name: 'dead letters where nobody says whether there is an order',
    reason:
      'A message that is parked is overtaken whatever the channel does. The rule is silent: it speaks of an order that is broken, and here none is known to be kept.',
    example: `event Moved { key moveId  ordered by customerId }
queue Moves { dead-letters after 5 attempts  alarm }
service Profile { serves move { sends Moved to Moves } }
service Shipping { on Moved from Moves { puts Addresses } }
store Addresses { key customerId }
`,
    holds: ({ kind, promise, judgement }) => kind === 'run without finding' && promise === 'in-order' && judgement?.orderUnknown === true,
  },
  {
    name: 'the progress of a workflow outside of critical flows',
    reason: 'The rule looks at the workflows of critical flows alone; a run shows the loss wherever there is one.',
    example: `orchestrator Fulfil : aws.ecs {
  keeps Progress in memory
  step Reserve puts Stock
  step Pack puts Parcels
}
store Stock { key orderId }
store Parcels { key orderId }
`,
    holds: ({ kind, promise, judgement }, design) =>
      kind === 'run without finding' &&
      promise === 'state-kept' &&
      design.elements.some(({ kind: element, id }) => element === 'orchestrator' && id === judgement?.element) &&
      design.flows.every(({ criticality }) => criticality !== 'critical'),
  },
];

/** @returns the difference on purpose that a disagreement is, if it is one. */
export function intendedDifference(disagreement: Disagreement, design: Design): Difference | undefined {
  return differences.find(({ holds }) => holds(disagreement, design));
}
