/** The naive model against what a reader of the specification would say of small designs, and against the rules on designs at random. */
import assert from 'node:assert/strict';
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import type { Design } from '../../language/model/design.ts';
import { designOf, testRoot } from '../support/design.ts';
import { designFromTape, tapeOf } from '../support/judged-designs.ts';
import { textOf } from '../support/random-designs.ts';
import { type Disagreement, disagreements, type Judgement } from './agreement.ts';
import { intendedDifference } from './differences.ts';
import { judge as explored } from './explored.ts';
import { exploreNaively, NaiveLimit } from './naive/explore.ts';
import { judgementsOf } from './naive/judgements.ts';

function judge(design: Design, faults: number, bound: number): readonly Judgement[] | undefined {
  try {
    return judgementsOf(design, exploreNaively(design, { faults, bound }).failures);
  } catch (error) {
    if (error instanceof NaiveLimit) return undefined;
    throw error;
  }
}

function compare(design: Design, bound: number): readonly Disagreement[] | undefined {
  const judgements = judge(design, 1, bound);
  const findings = analyze(design, defaultConfig(testRoot));
  return (
    judgements &&
    disagreements({ design, findings, judgements, atFaults: (faults) => judge(design, faults, 5 ** (faults - 1) * bound) }).filter(
      (one) => !intendedDifference(one, design),
    )
  );
}

function describeAll(found: readonly Disagreement[]): readonly string[] {
  return found.map(({ kind, finding, judgement }) => `${kind}: ${finding ? `${finding.rule}: ${finding.message}` : judgement?.text}`);
}

/**
 * What breaks, and the fewest faults that do it. A loop has no one element; nor has order that is lost on the way to a consumer: it is lost on all of the
 * legs that follow the first.
 */
function summaryOf(judgements: readonly Pick<Judgement, 'promise' | 'element' | 'faults'>[]): readonly string[] {
  const fewest = new Map<string, number>();
  for (const { promise, element, faults } of judgements) {
    const key = promise === 'comes-to-rest' || promise === 'in-order' ? promise : `${promise} at ${element}`;
    fewest.set(key, Math.min(fewest.get(key) ?? faults, faults));
  }
  return [...fewest].map(([key, faults]) => `${key} by ${faults}`).sort();
}

/** Promise, element and faults, one a line: what breaks, in a design and at a number of faults. */
const small: readonly { readonly name: string; readonly text: string; readonly breaks: readonly string[]; readonly faults?: number }[] = [
  {
    name: 'a counter behind a queue that delivers at least once',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q { increments Sum } }  store Sum`,
    breaks: ['effect-once S 1'],
  },
  {
    name: 'the same with its mark in the store that it counts in',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q idempotent by id using Sum { increments Sum } }  store Sum`,
    breaks: [],
  },
  {
    name: 'a mark elsewhere, set after the effect',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q idempotent by id using Seen { increments Sum } }  store Sum  store Seen`,
    breaks: ['effect-once S 1'],
  },
  {
    name: 'a call that is retried, of somebody who does not know it again',
    text: 'actor U { calls Bank.pay with 1 retry }  external Bank { serves pay }',
    breaks: ['effect-once U 1'],
  },
  {
    name: 'the same with a key that the callee is idempotent by',
    text: 'actor U { calls Bank.pay with 1 retry, key id }  external Bank { serves pay idempotent by id }',
    breaks: [],
  },
  {
    name: 'two places, and nobody who comes back',
    text: 'event Paid { key id }  topic T : aws.sns  service S { serves pay { puts Ledger  publishes Paid to T } }  store Ledger',
    breaks: ['all-or-nothing S 1'],
  },
  {
    name: 'the same with an outbox',
    text: 'event Paid { key id }  topic T : aws.sns  service S { serves pay { puts Ledger  publishes Paid to T via outbox Ledger } }  store Ledger',
    breaks: [],
  },
  {
    name: 'the same where a broker comes back',
    text: `event Paid { key id }  event Pay { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  topic T : aws.sns
      service S { on Pay from Q { puts Ledger  publishes Paid to T } }  store Ledger`,
    breaks: [],
  },
  {
    name: 'a message that nobody can handle',
    text: 'event Paid { key id }  queue Q : aws.sqs  service S { on Paid from Q { puts Sum } }  store Sum',
    breaks: ['nothing-lost Q 1'],
  },
  {
    name: 'two steps, the first without an undo',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock  step B calls Bank.pay }  store Stock  external Bank { serves pay idempotent }`,
    breaks: ['all-or-nothing W 1'],
  },
  {
    name: 'an undo that is tried once',
    text: `orchestrator W : aws.stepfunctions { step A calls Stock.take undo Stock.give  step B calls Bank.look with 1 retry }
      external Stock { serves take idempotent  serves give idempotent }  external Bank { serves look safe }`,
    breaks: ['all-or-nothing W 2'],
    faults: 2,
  },
  {
    name: 'order through a channel that keeps none',
    text: `event Moved { key id  ordered by who }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Moved to Q }
      service S { on Moved from Q { puts Places } }  store Places`,
    breaks: ['in-order Q 1'],
  },
  {
    name: 'what stands behind a message that nobody can handle',
    text: `event Moved { key id  ordered by who }  queue Q : aws.sqs.fifo { grouped by who }  actor U { sends Moved to Q }
      service S { on Moved from Q { puts Places } }  store Places`,
    breaks: ['nothing-blocked Q 1'],
  },
  {
    name: 'a basket in the memory of two instances',
    text: 'service Cart { instances 2  keeps Basket in memory  serves add { puts Log } }  store Log  actor U { calls Cart.add }',
    breaks: ['state-kept Cart 1'],
  },
  {
    name: 'a read of what was just written, from a store that lags',
    text: 'service S { serves save { puts Rows  reads Rows } }  store Rows { consistency eventual }  flow F from S.save { reads own writes }',
    breaks: ['read-your-writes Rows 1'],
  },
  {
    name: 'a message that leads to itself',
    text: 'event Ping { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service S { on Ping from Q { sends Ping to Q } }',
    breaks: ['comes-to-rest S 0'],
  },
];

describe('the naive model', function () {
  this.timeout(120_000);

  for (const { name, text, breaks, faults = 1 } of small) {
    for (const every of [false, true]) {
      it(`${name}${every ? ', in every order' : ''}`, async () => {
        const { failures } = exploreNaively(await designOf(`system s { ${text} }`), { faults, every });
        const found = failures.map(({ promise, element, faults: used }) => `${promise} ${element.replace(/^s\./, '')} ${used}`);
        assert.deepEqual([...new Set(found)].sort(), breaks);
      });
    }
  }

  it('finds what the explorer finds, by as many faults', async () => {
    let compared = 0;
    for (let seed = 0; seed < 30; seed++) {
      const text = textOf(designFromTape(tapeOf(seed)).declarations);
      const design = await designOf(text);
      const naive = judge(design, 1, 1500);
      if (!naive) continue;
      compared++;
      assert.deepEqual(summaryOf(explored(design, 1)), summaryOf(naive), `design ${seed}:\n${text}`);
    }
    assert.ok(compared > 15, `${compared} were small enough`);
  });

  for (const { name, text, breaks, faults = 1 } of small) {
    it(`finds what the explorer finds in ${name}`, async () => {
      const found = summaryOf(explored(await designOf(`system s { ${text} }`), faults));
      assert.deepEqual(
        found,
        summaryOf(
          breaks.map((line) => {
            const [promise = '', element = '', used = ''] = line.split(' ');
            return { promise, element: `s.${element}`, faults: Number(used) };
          }),
        ),
      );
    });
  }

  it('differs from the rules only where that is intended', async () => {
    let compared = 0;
    for (let seed = 100; seed < 115; seed++) {
      const text = textOf(designFromTape(tapeOf(seed)).declarations);
      const design = await designOf(text);
      const found = compare(design, 1500);
      if (!found) continue;
      compared++;
      assert.deepEqual(describeAll(found), [], text);
    }
    assert.ok(compared > 8, `${compared} were small enough`);
  });
});
