/** Elements that nothing leads to and nothing comes from. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { unconnected } from '../../analysis/passes/connections.ts';
import { designOf } from '../support/design.ts';

/** Three elements that hang together: enough for others to be missed. */
const begun = 'service Shop { serves order { calls Stock.take } }\nservice Stock { serves take { reads Rows } }\nstore Rows\n';

const events = 'event A { key id }\nevent B { key id }\n';

const rows: readonly (readonly [name: string, text: string, alone: readonly string[]])[] = [
  ['a store that nobody reads', `${begun}store Lone`, ['Lone']],
  [
    'nothing yet, of a design of which two elements hang together',
    'service Shop { serves order { reads Rows } }\nstore Rows\nstore Lone',
    [],
  ],
  ['nothing yet, of a system that has only begun', `${begun}system other { store Lone }`, []],
  ['a store of a system that hangs together elsewhere', `system shop { ${begun} }\nsystem shop { store Lone }`, ['Lone']],
  ['a service that does nothing', `${begun}service Lone`, ['Lone']],
  ['a workflow without a step', `${begun}orchestrator Lone`, ['Lone']],
  ['no workflow with one', `${begun}orchestrator Sweeper { step Wait waits 1s }`, []],
  ['an actor who does nothing', `${begun}actor Lone`, ['Lone']],
  ['no actor who does', `${begun}actor Buyer { calls Shop.order }`, []],
  ['a copy that nobody fills', `${begun}cache Lone`, ['Lone']],
  ['no copy that is filled', `${begun}cache Copy { caches Rows }`, []],
  ['neither a copy nor what it is filled from', `${begun}cache Copy { caches Source }\nstore Source`, []],
  ['neither a store nor what it is rebuilt from', `${begun}store View { rebuilt from Source }\nstore Source`, []],
  [
    'nothing that state is kept in or rebuilt from',
    `${begun}service Carts { keeps X in Kept rebuilt from Source }\nstore Kept\nstore Source`,
    [],
  ],
  ['nothing that marks are set in', `${begun}service Bank { serves pay idempotent by id using Marks }\nstore Marks`, []],
  ['nothing that is fallen back on', `${begun}service Desk { serves note { calls Stock.take with fallback Spare } }\nexternal Spare`, []],
  ['nothing that a route leads to', `${begun}gateway Api { routes "/" to Bank }\nexternal Bank`, []],
  ['nothing that a flow begins at', `${begun}service Bank\nflow F from Bank`, []],
  ['no flow that begins with a message', `${begun}event A { key id }\nservice Lone\nflow F from A`, ['Lone']],
  ['nothing that a join keeps messages in', `${begun}${events}service Desk { on all of A, B using Kept }\nstore Kept`, []],
  ['nothing that is an outbox', `${begun}${events}service Desk { serves tell { publishes A via outbox Box } }\nstore Box`, []],
  ['nothing that is sent to', `${begun}${events}service Desk { serves tell { sends A to Partner } }\nexternal Partner`, []],
  [
    'nothing that dead letters are parked in',
    `${begun}${events}queue Q { dead-letters to Parked after 3 attempts }\nservice Desk { on A from Q }\nstore Parked`,
    [],
  ],
  ['no service that keeps something', `${begun}service Carts { keeps X in memory }`, []],
  ['no service that does something, nobody says when', `${begun}service Desk { calls Shop.order }`, []],
  ['no channel', `${begun}queue Lone`, []],
  ['a system of others of which nothing is said', `${begun}external Lone`, ['Lone']],
  ['several, in the order of the text', `store Zero\n${begun}external One\nactor Two`, ['Zero', 'One', 'Two']],
];

describe('what stands alone is', () => {
  for (const [name, text, alone] of rows)
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(
        analysisOf(design, unconnected).map(({ name: own }) => own),
        alone,
      );
    });
});
