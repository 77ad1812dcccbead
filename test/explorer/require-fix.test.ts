/** The requirement that a finding's fix writes is one that the design breaks, or it would not be the finding's. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { requireFix } from '../../analysis/fixes/require.ts';
import { checkRequirements } from '../../analysis/requirements.ts';
import { rules } from '../../analysis/rules/index.ts';
import { addressed, designOf, lint } from '../support/design.ts';

/** Text after the fix of the first finding of a rule in a text, and the title. */
async function demanded(rule: string, text: string): Promise<{ readonly title: string; readonly text: string } | undefined> {
  const [finding] = (await lint(text)).filter((one) => one.rule === rule);
  const design = await designOf(text);
  const fix = finding && requireFix(design, finding);
  if (!fix) return undefined;
  const [address] = [...addressed(text).keys()];
  const { texts } = applyFixes(() => text, [fix]);
  return { title: fix.title, text: texts.get(address ?? '') ?? text };
}

/** What is demanded where the rule's page shows it to be wrong. Rules that are not named are about no promise. */
const demands: Readonly<Record<string, string>> = {
  'broker-dedup-is-not-idempotency': 'Balances at most once per OrderPriced',
  'dead-letter-breaks-ordering': 'Moved in order at Map',
  'dedup-window-too-short': 'Ledger at most once per OrderPlaced',
  'dual-write-without-outbox': 'Registration.register all or nothing',
  'durable-state-on-ephemeral-storage': 'Cart.Carts survives instance loss',
  'local-state-on-scaled-service': 'Totals.Sums survives instance loss',
  'lossy-hop-on-critical-path': 'Paid never lost',
  'misplaced-dead-letter-queue': 'Paid never lost',
  'missing-compensation': 'Fulfil all or nothing',
  'missing-dead-letter-queue': 'Paid never lost',
  'missing-ordering-key': 'Booked in order at Balances',
  'non-atomic-dedup': 'Ledger at most once per OrderPlaced',
  'non-idempotent-consumer': 'Sales at most once per OrderPlaced',
  'ordering-lost': 'Moved in order at Shipping',
  'retry-without-idempotency': 'Bank.charge at most once per Payments.pay',
  'stateful-without-affinity': 'Wizard.Answers survives instance loss',
  'sticky-sessions': 'Cart.Basket survives instance loss',
  'unattended-dead-letter-queue': 'Refunded never lost',
};

describe('the require that a finding asks for', () => {
  for (const { id, examples } of rules) {
    const demand = demands[id];
    if (demand === undefined) it(`is not there for ${id}`, async () => assert.equal(await demanded(id, examples.wrong), undefined));
    else
      it(`is broken in the wrong design of ${id}`, async () => {
        const after = await demanded(id, examples.wrong);
        assert.ok(after);
        assert.equal(after.title, `Demand it: require ${demand}`);
        const design = await designOf(after.text);
        assert.deepEqual(
          design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
          [],
          after.text,
        );
        assert.equal(design.requirements.length, 1, after.text);
        assert.deepEqual(
          checkRequirements(design).map(({ rule }) => rule),
          ['broken-requirement'],
          `${after.title}: ${JSON.stringify(explore(design).unreachable)}`,
        );
        assert.equal(await demanded(id, after.text), undefined, 'It is asked for once.');
      });
  }

  it('is asked for by rules that there are', () => {
    const ids = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(demands).filter((id) => !ids.has(id)),
      [],
    );
  });
});
