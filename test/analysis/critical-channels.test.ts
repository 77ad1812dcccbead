/** Which channels and activities a critical flow and a critical message pass. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { criticalActivities, criticalChannels } from '../../analysis/passes/critical-channels.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** The channels on the way, each with the flow or the message that makes it matter. */
  readonly channels: readonly string[];
  /** The elements whose activities are on the way. */
  readonly reached: readonly string[];
}

const events = ['A', 'B', 'C'].map((name) => `event ${name} { key id }`).join('\n');

const rows: readonly Row[] = [
  {
    name: 'what it calls, and what that calls, also where two call each other',
    text: `
      flow F from Shop.order { critical }
      service Shop { serves order { calls Stock.take  calls Bank.pay } }
      service Stock { serves take { calls Bank.pay  calls Desk.note } }
      service Desk { serves note { calls Stock.take } }
      service Bank { serves pay }
    `,
    channels: [],
    reached: ['Bank', 'Desk', 'Shop', 'Stock'],
  },
  {
    name: 'a workflow runs on its own time, and is part of it nevertheless',
    text: `
      ${events}
      flow F from Shop.order { critical }
      topic T
      service Shop { serves order { starts W  calls V } }
      orchestrator W { step Take calls Stock.take }
      orchestrator V { step Tell publishes A to T }
      service Stock { serves take }
    `,
    channels: ['T of F'],
    reached: ['Shop', 'Stock', 'V', 'W'],
  },
  {
    name: 'what a message sets off',
    text: `
      ${events}
      flow F from A { critical }
      topic T
      actor Buyer { publishes A to T }
      service Shop { on A from T { calls Stock.take } }
      service Stock { serves take }
    `,
    channels: ['T of F'],
    reached: ['Shop', 'Stock'],
  },
  {
    name: 'channels behind channels, as far as the message goes',
    text: `
      ${events}
      flow F from Shop.order { critical }
      topic T
      queue Near { subscribes to T for A }
      queue Far { subscribes to T for B }
      topic Onward
      service Shop { serves order { publishes A to T } }
      service Stock { on A from Near { publishes C to Onward } }
      service Desk { serves note { publishes B to T } }
      service Mail { on B from Far }
      service Print { on C from Onward }
    `,
    channels: ['Near of F', 'Onward of F', 'T of F'],
    reached: ['Print', 'Shop', 'Stock'],
  },
  {
    name: 'two messages in one channel, each to whom it comes',
    text: `
      ${events}
      flow F from Shop.order { critical }
      topic T
      queue Second { subscribes to T for B }
      service Shop { serves order { publishes A to T  publishes B to T } }
      service Stock { on A from T }
      service Mail { on B from Second }
      service Print { on C from T }
    `,
    channels: ['Second of F', 'T of F'],
    reached: ['Mail', 'Shop', 'Stock'],
  },
  {
    name: 'what is parked does not go on',
    text: `
      ${events}
      flow F from Shop.order { critical }
      topic T
      queue Q { subscribes to T  dead-letters to Parked after 3 attempts }
      queue Parked
      service Shop { serves order { publishes A to T } }
      service Stock { on A from Q }
      service Far { on A from T with dead-letters to Desk after 3 attempts }
      service Desk { on A }
      service Mend { on A from Parked }
    `,
    channels: ['Q of F', 'T of F'],
    reached: ['Far', 'Shop', 'Stock'],
  },
  {
    name: 'a handler of a critical message and of others',
    text: `
      ${events}
      event Paid { key id  critical }
      topic T
      service Shop { serves order { publishes A to T  publishes Paid to T } }
      service Stock { on A, Paid from T }
      service Mail { on A from T }
    `,
    channels: ['T of Paid'],
    reached: ['Stock'],
  },
  {
    name: 'a write goes on by way of the change stream, a read does not',
    text: `
      ${events}
      flow F from Shop.order { critical }
      topic T
      topic U
      store Rows { publishes A to T }
      store Sums { publishes B to U }
      service Shop { serves order { puts Rows  reads Sums } }
      service Mail { on A from T }
      service Print { on B from U }
    `,
    channels: ['T of F'],
    reached: ['Mail', 'Rows', 'Shop'],
  },
  {
    name: 'a flow that is not critical passes nothing; a critical message does, wherever it goes',
    text: `
      ${events}
      event Paid { key id  critical }
      flow F from Shop.order
      topic T
      queue Q { subscribes to T for Paid }
      topic U
      service Shop { serves order { publishes A to T  publishes Paid to T  publishes B to U } }
      service Stock { on Paid from Q }
      service Mail { on A from T  on B from U }
    `,
    channels: ['Q of Paid', 'T of Paid'],
    reached: ['Stock'],
  },
  {
    name: 'of two critical flows the first is named, and before a critical message',
    text: `
      event Paid { key id  critical }
      flow F from Shop.order { critical }
      flow G from Shop.again { critical }
      topic T
      service Shop { serves order { publishes Paid to T }  serves again { publishes Paid to T } }
      service Stock { on Paid from T }
    `,
    channels: ['T of F'],
    reached: ['Shop', 'Stock'],
  },
];

function names(found: Iterable<string>): readonly string[] {
  return [...new Set(found)].sort();
}

describe('a critical path', () => {
  for (const { name, text, channels, reached } of rows)
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const passed = [...analysisOf(design, criticalChannels)].map(
        ([channel, { flow, message }]) => `${channel.name} of ${flow?.name ?? message?.name ?? 'nothing'}`,
      );
      assert.deepEqual(names(passed), channels);
      const found = names([...analysisOf(design, criticalActivities)].map(({ element }) => element.name));
      assert.deepEqual(found, reached);
    });
});
