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
