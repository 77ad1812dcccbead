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
  {
    name: 'where a join keeps what has come',
    text: `
      event Placed { key id }
      event Paid { key id }
      flow F from Placed
      topic T
      service Ship { on all of Placed, Paid within 1d using Rows from T { puts Sums } otherwise { puts Others } }
      actor Buyer { publishes Placed to T  publishes Paid to T }
      store Rows
      store Sums
      store Others
    `,
    needs: ['Ship', 'Rows', 'Sums'],
  },
  {
    name: 'not the people whom it begins with',
    text: `
      flow F from Buyer
      actor Buyer { calls Shop.order }
      service Shop { serves order { reads Rows } }
      store Rows
    `,
    needs: ['Shop', 'Rows'],
    ways: { Shop: ['calls Shop.order'], Rows: ['calls Shop.order', 'reads Rows'] },
  },
  {
    name: 'the service that a message is handed to, and not the people',
    text: `
      event Placed { key id }
      service Shop { serves order { sends Placed to Mail  sends Placed to Buyer } }
      service Mail { on Placed { puts Rows } }
      actor Buyer { on Placed }
      store Rows
    `,
    needs: ['Shop', 'Mail'],
    ways: { Mail: ['sends Placed to Mail'], Rows: [] },
  },
  {
    name: 'all the channels that a message is put in',
    text: `
      event Placed { key id }
      service Shop { serves order { publishes Placed } }
      topic T { carries Placed }
      topic U { carries Placed }
    `,
    needs: ['Shop', 'T', 'U'],
    ways: { U: ['publishes Placed'] },
  },
  {
    name: 'a cache that is written, or that is filled from nothing',
    text: `
      service Shop { serves order { puts Copy  reads Kept } }
      cache Copy { caches Rows }
      cache Kept
      store Rows
    `,
    needs: ['Shop', 'Copy', 'Kept'],
    ways: { Copy: ['puts Copy'], Rows: [] },
  },
  {
    name: 'a step that goes on to the end of the workflow when it fails: without it the run fails',
    text: `
      service Shop { serves order { calls W } }
      orchestrator W {
        step Ask calls Mail.ask on failure Tell
        step Pay calls Bank.pay
      } otherwise { step Tell calls Desk.tell }
      service Mail { serves ask }
      service Bank { serves pay }
      service Desk { serves tell }
    `,
    needs: ['Shop', 'W', 'Mail', 'Bank'],
    ways: { Bank: ['calls W', 'calls Bank.pay'] },
  },
  {
    name: 'where a workflow keeps its state',
    text: `
      service Shop { serves order { calls W } }
      orchestrator W : aws.ecs { keeps Runs in Kept  step Pay puts Rows }
      store Kept
      store Rows
    `,
    needs: ['Shop', 'W', 'Kept', 'Rows'],
  },
  {
    name: 'of several branches what all of them need',
    text: `
      service Shop {
        serves order {
          when "new" { reads A  reads B  reads C } otherwise when "old" { reads B  reads C } otherwise { reads C  reads A }
        }
      }
      store A
      store B
      store C
    `,
    needs: ['Shop', 'C'],
  },
  {
    name: 'of several branches nothing, if none of them need be taken',
    text: `
      service Shop { serves order { when "new" { reads A } otherwise when "old" { reads A } } }
      store A
    `,
    needs: ['Shop'],
  },
  {
    name: 'what circles of calls need, however one gets out of them',
    text: `
      service Shop { serves order { calls Stock.take } }
      service Stock { serves take { when "more" { calls Desk.note } otherwise { reads Rows } } }
      service Desk { serves note { reads Sums  calls Stock.take } }
      store Rows
      store Sums
    `,
    needs: ['Shop', 'Stock'],
    ways: { Sums: ['calls Stock.take', 'calls Desk.note', 'reads Sums'] },
  },
  {
    name: 'what a route leads to, and its entry',
    text: `
      flow F from Api "POST"
      gateway Api { routes "POST" to Shop.order }
      service Shop { serves order { calls Lb "GET" } }
      balancer Lb { routes "GET" to Stock.look }
      service Stock { serves look { reads Rows } }
      store Rows
    `,
    needs: ['Api', 'Shop', 'Lb', 'Stock', 'Rows'],
    ways: { Rows: ['routes "POST" to Shop.order', 'calls Lb "GET"', 'routes "GET" to Stock.look', 'reads Rows'] },
  },
  {
    name: 'what it needs by a short way rather than by a long one',
    text: `
      service Shop { serves order { calls Stock.take  calls Desk.note } }
      service Stock { serves take { calls Bank.pay } }
      service Bank { serves pay { reads Rows } }
      service Desk { serves note { reads Rows } }
      store Rows
    `,
    needs: ['Shop', 'Stock', 'Bank', 'Desk', 'Rows'],
    ways: { Rows: ['calls Desk.note', 'reads Rows'] },
  },
  {
    name: 'what it begins at, wherever else it is reached',
    text: `
      flow F from Placed
      event Placed { key id }
      topic T
      actor Buyer { publishes Placed to T }
      service Mail { on Placed from T { calls Stock.take } }
      service Stock { on Placed from T { reads Rows }  serves take }
      store Rows
    `,
    needs: ['Mail', 'Stock', 'Rows'],
    ways: { Stock: ['calls Stock.take'], Rows: ['reads Rows'] },
  },
  {
    name: 'more than fit into one word, from the first to the last',
    text: `
      service Shop { serves order { ${many.map((n) => `reads S${n}`).join('  ')}  calls Stock.take } }
      ${many.map((n) => `store S${n}`).join('\n')}
      service Stock { serves take }
    `,
    needs: ['Shop', ...many.map((n) => `S${n}`), 'Stock'],
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
