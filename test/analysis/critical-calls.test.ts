/** The calls that the answer of a flow depends on. */
import assert from 'node:assert/strict';
import { objectOf } from '../../analysis/names.ts';
import { awaitedCalls } from '../../analysis/passes/critical-calls.ts';
import { designOf } from '../support/design.ts';

const rows: readonly (readonly [name: string, text: string, calls: readonly string[]])[] = [
  [
    'those of what it calls, each once, also where two call each other',
    `
      flow F from Shop.order { critical }
      service Shop { serves order { calls Stock.take  calls Bank.pay } }
      service Stock { serves take { calls Bank.pay  calls Desk.note } }
      service Desk { serves note { calls Stock.take } }
      service Bank { serves pay }
    `,
    ['Stock.take', 'Bank.pay', 'Bank.pay', 'Desk.note', 'Stock.take'],
  ],
  [
    'not those of a workflow, which runs on its own time',
    `
      flow F from Shop.order { critical }
      service Shop { serves order { starts W  calls V  puts Rows } }
      orchestrator W { step Take calls Stock.take }
      orchestrator V { step Take calls Stock.take }
      service Stock { serves take }
      store Rows
    `,
    ['V'],
  ],
  [
    'not those of handlers and joins that its message sets off',
    `
      event A { key id }
      event B { key id }
      flow F from A { critical }
      topic T
      store Rows
      actor Buyer { publishes A to T  publishes B to T }
      service Shop { on A from T { calls Stock.take }  on all of A, B using Rows from T { calls Stock.take } }
      service Stock { serves take }
    `,
    [],
  ],
  [
    'those of a route, by way of what it leads to',
    `
      gateway Api { routes "POST /orders" to Shop.order }
      flow F from Api "POST /orders" { critical }
      service Shop { serves order { calls Stock.take } }
      service Stock { serves take }
    `,
    ['Shop.order', 'Stock.take'],
  ],
];

describe('the calls that a flow waits for', () => {
  for (const [name, text, calls] of rows)
    it(`are ${name}`, async () => {
      const { problems, flows } = await designOf(text);
      assert.deepEqual(
        problems.map(({ message }) => message),
        [],
      );
      const [flow = assert.fail('no flow')] = flows;
      assert.deepEqual(awaitedCalls(flow).map(objectOf), calls);
    });
});
