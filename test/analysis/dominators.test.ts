/** What a flow cannot do without, and how it comes there. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { textOf } from '../../analysis/fixes/text.ts';
import { dominators, wayTo } from '../../analysis/passes/dominators.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  /** Of a flow from `Shop.order`, unless it names one itself. */
  readonly text: string;
  /** In the order of the design. */
  readonly needs: readonly string[];
  /** Effects on the way to an element, each as the words of the text. */
  readonly ways?: Readonly<Record<string, readonly string[]>>;
}

const many = Array.from({ length: 40 }, (_, number) => number);

const rows: readonly Row[] = [
  {
    name: 'all that is done in a row, whoever does it',
    text: `
      service Shop { serves order { reads Rows  calls Stock.take } }
      service Stock { serves take { puts Sums } }
      store Rows
      store Sums
      store Others
    `,
    needs: ['Shop', 'Stock', 'Rows', 'Sums'],
    ways: {
      Shop: [],
      Rows: ['reads Rows'],
      Stock: ['calls Stock.take'],
      Sums: ['calls Stock.take', 'puts Sums'],
      Others: [],
    },
  },
  {
    name: 'of the branches of a decision what all of them need',
    text: `
      service Shop { serves order { when "new" { reads Rows  puts Sums } otherwise { reads Rows  puts Others } } }
      store Rows
      store Sums
      store Others
    `,
    needs: ['Shop', 'Rows'],
  },
  {
    name: 'of a decision without an otherwise nothing',
    text: 'service Shop { serves order { when "new" { reads Rows } } }\nstore Rows',
    needs: ['Shop'],
  },
  {
    name: 'of a call and its fallback what both need',
    text: `
      service Shop { serves order { calls Stock.take with fallback Desk.guess } }
      service Stock { serves take { reads Rows  reads Sums } }
      service Desk { serves guess { reads Rows } }
      store Rows
      store Sums
    `,
    needs: ['Shop', 'Rows'],
  },
  {
    name: 'of a call with another service to fall back on nothing',
    text: 'service Shop { serves order { calls Stock.take with fallback Desk } }\nservice Stock { serves take }\nexternal Desk',
    needs: ['Shop'],
  },
  {
    name: 'of operations, any of which may answer, what they have in common',
    text: `
      service Shop { serves order { calls Stock } }
      service Stock { serves take { reads Rows  reads Sums }  serves give { reads Rows } }
      store Rows
      store Sums
    `,
    needs: ['Shop', 'Stock', 'Rows'],
  },
  {
    name: 'operations that call each other',
    text: `
      service Shop { serves order { calls Stock.take } }
      service Stock { serves take { calls Desk.note } }
      service Desk { serves note { calls Stock.take  reads Rows } }
      store Rows
    `,
    needs: ['Shop', 'Stock', 'Desk', 'Rows'],
    ways: { Rows: ['calls Stock.take', 'calls Desk.note', 'reads Rows'] },
  },
  {
    name: 'the channel that a message is put in, not who takes it out',
    text: `
      event Placed { key id }
      service Shop { serves order { publishes Placed to T } }
      topic T
      service Mail { on Placed from T { puts Rows } }
      store Rows
    `,
    needs: ['Shop', 'T'],
    ways: { T: ['publishes Placed to T'], Rows: [] },
  },
  {
    name: 'the outbox instead of the channel',
    text: `
      event Placed { key id }
      service Shop { serves order { publishes Placed to T via outbox Rows } }
      topic T
      store Rows
    `,
    needs: ['Shop', 'Rows'],
    ways: { Rows: ['publishes Placed to T via outbox Rows'] },
  },
  {
    name: 'what a copy was filled from, not the copy',
    text: `
      service Shop { serves order { reads Copy } }
      cache Copy { caches Rows }
      store Rows
    `,
    needs: ['Shop', 'Rows'],
  },
  {
    name: 'where state is kept and marks are set, unless it can be rebuilt',
    text: `
      service Shop {
        keeps Carts in Kept
        keeps Views in Lost rebuilt from Rows
        serves order idempotent by id using Marks
      }
      store Kept
      store Lost
      store Rows
      store Marks
    `,
    needs: ['Shop', 'Kept', 'Marks'],
  },
  {
    name: 'all that is done at once, in one transaction, or for each',
    text: `
      service Shop {
        serves order { parallel { reads A  reads B }  atomically { puts C  puts D }  each "line" { reads E } }
      }
      store A
      store B
      store C
      store D
      store E
    `,
    needs: ['Shop', 'A', 'B', 'C', 'D', 'E'],
  },
  {
    name: 'a workflow that is begun, not what its steps need',
    text: `
      service Shop { serves order { starts W with key id } }
      orchestrator W { step Take calls Stock.take }
      service Stock { serves take }
    `,
    needs: ['Shop', 'W'],
  },
  {
    name: 'the steps of a workflow that is waited for, but for one that goes on to a later one and one that only waits',
    text: `
      service Shop { serves order { calls W } }
      orchestrator W {
        step Take calls Stock.take
        step Ask calls Mail.ask on failure Rest
        step Rest waits 1s
        step Pay calls Bank.pay
      }
      service Stock { serves take }
      service Mail { serves ask }
      service Bank { serves pay }
    `,
    needs: ['Shop', 'W', 'Stock', 'Bank'],
  },
  {
    name: 'everything that a message sets off, of a flow that begins with it',
    text: `
      event Placed { key id }
      flow F from Placed
      topic T
      service Mail { on Placed from T { reads A } }
      service Stock { on Placed from T { reads B } }
      actor Buyer { publishes Placed to T }
      store A
      store B
    `,
    needs: ['Mail', 'Stock', 'A', 'B'],
  },
  {
    name: 'of the operations of a service that a flow begins at what they have in common',
    text: `
      flow F from Shop
      service Shop { serves order { reads A  reads B }  serves look { reads B } }
      store A
      store B
    `,
    needs: ['Shop', 'B'],
  },
  {
    name: 'more than fit into one word',
    text: `
      service Shop { serves order { when "new" { ${many.map((n) => `reads S${n}`).join('  ')} } otherwise { reads S1  reads S31  reads S32  reads S39 } } }
      ${many.map((n) => `store S${n}`).join('\n')}
    `,
    needs: ['Shop', 'S1', 'S31', 'S32', 'S39'],
  },
];

describe('what a flow needs', () => {
  for (const { name, text, needs, ways = {} } of rows)
    it(`is ${name}`, async () => {
      const design = await designOf(/\bflow\b/.test(text) ? text : `flow F from Shop.order\n${text}`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const [flow = assert.fail('no flow')] = design.flows;
      const found = analysisOf(design, dominators).ofFlow.get(flow.id) ?? [];
      assert.deepEqual(
        found.map(({ name: own }) => own),
        needs,
      );
      for (const [wanted, way] of Object.entries(ways)) {
        const element = design.elements.find(({ name: own }) => own === wanted) ?? assert.fail(`no ${wanted}`);
        const texts = wayTo(flow, element).map(({ syntax: { source } }) => textOf(design, source));
        assert.deepEqual(texts, way, wanted);
      }
    });
});
