/** Runs written by hand, for tests of how runs are drawn. */
import { readFileSync } from 'node:fs';
import type { Counterexample, RunStep, RunStepKind } from '../../../analysis/explorer/result.ts';
import type { Run } from '../../../diagram/sequence/run.ts';
import type { Design } from '../../../language/model/design.ts';
import { designOf } from '../../support/design.ts';

type Extra = Omit<Partial<RunStep>, 'kind' | 'from' | 'to' | 'label'>;

/** `[kind, from, to, label, more]`; elements by their names in the system. */
export type Row = readonly [kind: RunStepKind, from: string, to: string, label: string, more?: Extra];

/** Turns rows into steps of a run; a step's place in the text is its first element's. */
export function stepsOf(design: Design, rows: readonly Row[]): readonly RunStep[] {
  const byName = new Map(design.elements.map((element) => [element.name, element]));
  return rows.map(([kind, from, to, label, more]) => {
    const source = byName.get(from)?.syntax.source ?? { uri: '', offset: 0, end: 0, range: nowhere };
    const text = `${from} to ${to}: ${label}.`;
    return { kind, from: byName.get(from)?.id ?? from, to: byName.get(to)?.id ?? to, label, text, source, ...more };
  });
}

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A run that a test draws. */
export interface Sample {
  readonly name: string;
  readonly design: Design;
  readonly run: Run;
}

function sample(name: string, design: Design, rows: readonly Row[], rest: Omit<Run, 'steps'>): Sample {
  return { name, design, run: { ...rest, steps: stepsOf(design, rows) } };
}

const idempotency = await designOf(readFileSync(new URL('../../corpus/idempotency.arch', import.meta.url), 'utf8'));

/** The run of the specification's picture: one order counted twice. */
export const deliveredTwice = sample(
  'delivered-twice',
  idempotency,
  [
    ['call', 'Shopper', 'Shop', 'place'],
    ['access', 'Shop', 'Shipments', 'puts Shipments, outbox', { activation: 1 }],
    ['answer', 'Shop', 'Shopper', 'done', { activation: 1 }],
    ['message', 'Shop', 'Orders', 'OrderPlaced', { activation: 1 }],
    ['message', 'Orders', 'Revenue', 'OrderPlaced'],
    ['message', 'Revenue', 'Statistics', 'OrderPlaced', { note: '1st delivery', activation: 2 }],
    ['access', 'Statistics', 'Sales', 'increments Sales', { activation: 2, times: 1 }],
    ['acknowledge', 'Statistics', 'Revenue', 'acknowledged', { activation: 2 }],
    [
      'message',
      'Revenue',
      'Statistics',
      'OrderPlaced',
      {
        note: '2nd delivery',
        activation: 3,
        fault: 'duplicate',
        text: 'Revenue delivers OrderPlaced a second time: it promises at least once.',
      },
    ],
    ['access', 'Statistics', 'Sales', 'increments Sales', { activation: 3, times: 2, breaks: true }],
    ['acknowledge', 'Statistics', 'Revenue', 'acknowledged', { activation: 3 }],
  ],
  {
    flow: 'Shopper calls Shop.place',
    broken: { promise: 'effect-once', text: 'increments Sales took place twice for one OrderPlaced.' },
    restsOn: ['aws.sqs delivers at least once'],
  },
);

/** An answer that is lost, a retry, and a crash: calls, failures, two activations of one operation. */
export const chargedTwice = sample(
  'charged-twice',
  idempotency,
  [
    ['message', 'Charges', 'Payments', 'ChargeCard', { note: '1st delivery', activation: 1 }],
    ['access', 'Payments', 'Seen', 'reads Seen', { activation: 1, effect: 'none' }],
    ['call', 'Payments', 'Bank', 'charge', { activation: 2, times: 1 }],
    ['answer', 'Bank', 'Payments', 'done', { activation: 2, fault: 'lost-reply' }],
    ['event', 'Payments', 'Payments', 'waits 2s, then gives up', { activation: 1, failed: true }],
    ['call', 'Payments', 'Bank', 'charge', { note: 'retry 1 of 3', activation: 3, times: 2, breaks: true }],
    ['answer', 'Bank', 'Payments', 'done', { activation: 3 }],
    ['event', 'Payments', 'Payments', 'before it acknowledges ChargeCard', { activation: 1, fault: 'crash' }],
    ['message', 'Charges', 'Payments', 'ChargeCard', { note: '2nd delivery', activation: 4 }],
    ['answer', 'Payments', 'Charges', 'rejected', { activation: 4, failed: true }],
  ],
  {
    flow: 'Payments handles ChargeCard',
    broken: { promise: 'effect-once', text: 'Bank.charge took place twice for one ChargeCard.' },
    restsOn: ['aws.sqs delivers at least once', 'aws.lambda runs a failed invocation again'],
  },
);

const long = await designOf(`system s {
  event SomethingThatWasOrderedByACustomerHappened { key id  critical }
  actor AnExtraordinarilyPatientCustomer { calls TheServiceThatTakesOrdersFromCustomers.acceptTheOrderOfACustomer }
  gateway EdgeGateway { routes "/" to TheServiceThatTakesOrdersFromCustomers }
  service TheServiceThatTakesOrdersFromCustomers { serves acceptTheOrderOfACustomer { publishes SomethingThatWasOrderedByACustomerHappened to T } }
  topic T
  stream Everything { subscribes to T }
  orchestrator Fulfilment { on SomethingThatWasOrderedByACustomerHappened from Everything }
  store WhereAllOrdersOfAllCustomersAreKept
  cache C
  external AnExternalPaymentProviderOfSomeKind { serves chargeTheCard }
  queue Q { subscribes to T  dead-letters to D after 3 attempts }
  queue D { alarm }
  service S { on SomethingThatWasOrderedByACustomerHappened from Q { puts WhereAllOrdersOfAllCustomersAreKept } }
}`);

/** Long names, lines over many columns, overlapping activations, what an element does to itself, what is outside. */
export const longNames = sample(
  'long-names',
  long,
  [
    ['message', 'outside.Somebody', 'EdgeGateway', 'GET /'],
    ['call', 'AnExtraordinarilyPatientCustomer', 'TheServiceThatTakesOrdersFromCustomers', 'acceptTheOrderOfACustomer', { activation: 1 }],
    [
      'call',
      'TheServiceThatTakesOrdersFromCustomers',
      'TheServiceThatTakesOrdersFromCustomers',
      'checkStock',
      { activation: 2, note: 'of its own' },
    ],
    [
      'access',
      'TheServiceThatTakesOrdersFromCustomers',
      'WhereAllOrdersOfAllCustomersAreKept',
      'puts WhereAllOrdersOfAllCustomersAreKept',
      { activation: 2, times: 1 },
    ],
    [
      'call',
      'TheServiceThatTakesOrdersFromCustomers',
      'AnExternalPaymentProviderOfSomeKind',
      'chargeTheCardOfTheCustomerOverAllColumnsThatThereAre',
      { activation: 3, note: 'within a very short time-out of 200ms' },
    ],
    [
      'answer',
      'AnExternalPaymentProviderOfSomeKind',
      'TheServiceThatTakesOrdersFromCustomers',
      'time-out',
      { activation: 3, failed: true },
    ],
    ['message', 'TheServiceThatTakesOrdersFromCustomers', 'T', 'SomethingThatWasOrderedByACustomerHappened', { activation: 1 }],
    ['message', 'T', 'Everything', 'SomethingThatWasOrderedByACustomerHappened', { fault: 'drop' }],
    ['message', 'T', 'Q', 'SomethingThatWasOrderedByACustomerHappened', { fault: 'reorder' }],
    [
      'event',
      'Fulfilment',
      'Fulfilment',
      'its progress is kept in no store and is gone with it',
      { fault: 'instance-loss', note: 'nobody is told', activation: 4 },
    ],
    ['message', 'Q', 'S', 'SomethingThatWasOrderedByACustomerHappened', { activation: 5, note: '3rd delivery' }],
    ['event', 'S', 'S', 'fails before its first effect', { activation: 5, failed: true }],
    ['message', 'Q', 'D', 'SomethingThatWasOrderedByACustomerHappened', { breaks: true }],
    ['answer', 'TheServiceThatTakesOrdersFromCustomers', 'AnExtraordinarilyPatientCustomer', 'done', { activation: 1 }],
  ],
  {
    flow: 'AnExtraordinarilyPatientCustomer calls TheServiceThatTakesOrdersFromCustomers.acceptTheOrderOfACustomer',
    broken: {
      promise: 'nothing-lost',
      text: 'SomethingThatWasOrderedByACustomerHappened is dropped between T and Everything, and nobody hears of it, which is a sentence that is long enough to need more than a single line of the picture in whatever width it has.',
    },
  },
);

/** Without a fault. */
export const happy = sample(
  'happy-path',
  idempotency,
  [
    ['call', 'Shopper', 'Shop', 'place'],
    ['access', 'Shop', 'Shipments', 'puts Shipments', { activation: 1, times: 1 }],
    ['answer', 'Shop', 'Shopper', 'done', { activation: 1 }],
  ],
  { flow: 'Shopper calls Shop.place' },
);

export const samples: readonly Sample[] = [deliveredTwice, chargedTwice, longNames, happy];

/** A counterexample is drawn as it comes from the explorer. */
export function runOf(flow: string, { promise, text, steps, restsOn }: Counterexample): Run {
  return { flow, steps, restsOn, broken: { promise, text } };
}
