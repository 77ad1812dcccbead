/** Which elements, messages, operations, flows and groups only have another name. */
import assert from 'node:assert/strict';
import { renameChanges, renamesBetween } from '../../analysis/diff/renames.ts';
import { Version } from '../../analysis/diff/version.ts';
import { designOf, testRoot } from '../support/design.ts';

const version = async (text: string): Promise<Version> => new Version(await designOf(text), (uri) => uri.slice(testRoot.length + 1));

async function renamed(before: string, after: string): Promise<readonly string[]> {
  const renames = renamesBetween(await version(before), await version(after));
  return renameChanges(renames).map(({ text }) => text);
}

const shop = `event Paid { key paymentId  critical  version 2 }
external Web { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books : aws.lambda { timeout 5s  on Paid from Ledger idempotent by paymentId { puts Rows } }
store Rows : aws.dynamodb { key paymentId }
service Report { every 1d { reads Rows } }
`;

const named = (text: string, names: Readonly<Record<string, string>>): string =>
  text.replace(/\b[A-Z]\w*\b/g, (word) => names[word] ?? word);

/** What a case shows, what changes in the shop, and what is said. */
const cases: readonly (readonly [what: string, after: string, said: readonly string[]])[] = [
  ['nothing where nothing changed', shop, []],
  ['a queue', named(shop, { Ledger: 'Payments' }), ['Renames the queue Ledger (aws.sqs) to Payments.']],
  ['a message', named(shop, { Paid: 'Charged' }), ['Renames the event Paid to Charged.']],
  [
    'all of them at once',
    named(shop, { Paid: 'Charged', Web: 'Site', Ledger: 'Payments', Books: 'Booking', Rows: 'Entries', Report: 'Summary' }),
    [
      'Renames the external Web to Site.',
      'Renames the queue Ledger (aws.sqs) to Payments.',
      'Renames the service Books (aws.lambda) to Booking.',
      'Renames the store Rows (aws.dynamodb) to Entries.',
      'Renames the service Report to Summary.',
      'Renames the event Paid to Charged.',
    ],
  ],
  [
    'one that changed a little as well',
    named(shop, { Ledger: 'Payments' }).replace('after 5 attempts', 'after 6 attempts'),
    ['Renames the queue Ledger (aws.sqs) to Payments.'],
  ],
  ['no queue that became a topic', named(shop, { Ledger: 'Payments' }).replace('queue Payments', 'topic Payments'), []],
  ['none of two that are alike', `${named(shop, { Report: 'Daily' })}service Nightly { every 1d { reads Rows } }\n`, []],
  [
    'none that does something else',
    named(shop, { Report: 'Cleaning' }).replace('every 1d { reads Rows }', 'every 1h { deletes Rows }'),
    [],
  ],
];

const desk = `group Front {
  service Till : aws.lambda {
    timeout 5s
    serves pay(Payment) in 2s idempotent by paymentId { puts Rows }
    serves refund(Payment) idempotent by paymentId { deletes Rows }
    serves list { reads Rows }
  }
  actor Guest { calls Till.pay with timeout 9s, key paymentId }
}
group Back { store Rows : aws.dynamodb { key paymentId }  service Report { every 1d { calls Till.list with timeout 9s } } }
command Payment { key paymentId }
flow Buy from Till.pay { within 3s  reads own writes }
flow See from Till.list { within 1s }
`;

/** The same for what stands in elements and around them. */
const further: readonly (readonly [what: string, after: string, said: readonly string[]])[] = [
  ['an operation', desk.replaceAll(/\bpay\b/g, 'charge'), ['Renames the operation pay of Till to charge.']],
  [
    'an operation of a service that has another name, too',
    desk.replaceAll('Till', 'Desk').replaceAll(/\bpay\b/g, 'charge'),
    ['Renames the service Till (aws.lambda) to Desk.', 'Renames the operation pay of Till to charge.'],
  ],
  [
    'two operations of one service',
    desk.replaceAll(/\bpay\b/g, 'charge').replaceAll(/\brefund\b/g, 'payBack'),
    ['Renames the operation pay of Till to charge.', 'Renames the operation refund of Till to payBack.'],
  ],
  ['a flow', desk.replace('flow Buy', 'flow Purchase'), ['Renames the flow Buy to Purchase.']],
  [
    'no flow that promises something else from elsewhere',
    desk.replace('flow See from Till.list { within 1s }', 'flow Look from Till.refund { available 99% }'),
    [],
  ],
  ['a group', desk.replace('group Front', 'group Shop'), ['Renames the group Front to Shop.']],
  [
    'a group, with all in it',
    desk.replaceAll('Front', 'Shop').replaceAll('Till', 'Desk').replaceAll('Guest', 'Client'),
    ['Renames the service Till (aws.lambda) to Desk.', 'Renames the actor Guest to Client.', 'Renames the group Front to Shop.'],
  ],
  [
    'no operation that went to another service',
    desk.replace('    serves list { reads Rows }\n', '').replace('every 1d', 'serves list { reads Rows }  every 1d'),
    [],
  ],
  [
    'no operation that does something else',
    desk.replace('serves list { reads Rows }', 'serves clear with timeout 1s { appends Rows }'),
    [],
  ],
];

describe('renames', () => {
  for (const [what, after, said] of further) {
    it(`recognises ${what}`, async () => assert.deepEqual(await renamed(desk, after), said));
  }

  for (const [what, after, said] of cases) {
    it(`recognises ${what}`, async () => assert.deepEqual(await renamed(shop, after), said));
  }

  it('recognises none of which next to nothing is said', async () => {
    assert.deepEqual(await renamed('queue A\nservice B', 'queue C\nservice D'), []);
  });
});
