/** A design that is being written names what is not declared yet. The names are reported, and nothing is blamed on what they would have said. */
import assert from 'node:assert/strict';
import { lint } from '../support/design.ts';

const cases = [
  {
    name: 'an outbox',
    rule: 'dual-write-without-outbox',
    text: (outbox: string) => `
      event Placed { key orderId }
      topic Orders : aws.sns
      store Ledger : aws.dynamodb
      service Shop : aws.lambda { timeout 10s  serves place idempotent by orderId { puts Ledger  publishes Placed to Orders ${outbox} } }
    `,
    without: '',
    unknown: 'via outbox Ledgr',
  },
] as const;

/** A design without a finding, but for what is misspelt in it. */
const clean = `
  event Placed { key orderId }
  topic Orders : aws.sns
  queue Mailbox : aws.sqs { subscribes to Orders for Placed with dead-letters to Parked  dead-letters to Parked after 5 attempts  visibility 1m }
  queue Parked : aws.sqs { alarm  retention 14d }
  store Rows : aws.dynamodb { key orderId  owned by Mailing }
  store Ledger : aws.dynamodb { key orderId  owned by Shop }
  service Shop : aws.lambda { timeout 3s  serves place idempotent by orderId { inserts Ledger  publishes Placed to Orders via outbox Ledger } }
  service Mailing : aws.lambda { timeout 10s  on Placed from Mailbox idempotent { puts Rows } }
  actor Buyer { calls Shop.place with timeout 5s, key orderId }
  require Placed never lost
`;

describe('one misspelt name', () => {
  const misspelt: readonly (readonly [right: string, wrong: string])[] = [
    ['publishes Placed', 'publishes Plased'],
    ['to Orders via', 'to Ordrs via'],
    ['on Placed from', 'on Plced from'],
    ['from Mailbox', 'from Malbox'],
    ['subscribes to Orders', 'subscribes to Order'],
    ['for Placed', 'for Placd'],
    ['puts Rows', 'puts Rws'],
    ['inserts Ledger', 'inserts Leger'],
    ['calls Shop.place', 'calls Shop.plac'],
    ['via outbox Ledger', 'via outbox Ledgr'],
  ];

  it('is in a design that has no other finding', async () => assert.deepEqual(await lint(clean), []));

  for (const [right, wrong] of misspelt)
    it(`is one finding: ${wrong}`, async () => {
      assert.ok(clean.includes(right));
      const found = await lint(clean.replace(right, wrong));
      assert.deepEqual(
        found.map(({ rule }) => rule),
        ['unknown-name'],
      );
    });

  it('leaves what is said of others', async () => {
    const found = await lint(`${clean.replace('puts Rows', 'puts Rws')}  event Lonely { key orderId }`);
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['unknown-name', 'unmatched-event'],
    );
  });
});

describe('what is not declared yet', () => {
  for (const { name, rule, text, without, unknown } of cases) {
    it(`${name}: is not taken for missing`, async () => {
      const rulesOf = async (words: string): Promise<readonly string[]> => (await lint(text(words))).map((finding) => finding.rule);
      assert.ok((await rulesOf(without)).includes(rule), 'The rule is silent anyway.');
      const found = await rulesOf(unknown);
      assert.ok(found.includes('unknown-name'));
      assert.ok(!found.includes(rule));
    });
  }
});
