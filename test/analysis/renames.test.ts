/** Which elements and messages only have another name. */
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

describe('renames', () => {
  for (const [what, after, said] of cases) {
    it(`recognises ${what}`, async () => assert.deepEqual(await renamed(shop, after), said));
  }

  it('recognises none of which next to nothing is said', async () => {
    assert.deepEqual(await renamed('queue A\nservice B', 'queue C\nservice D'), []);
  });
});
