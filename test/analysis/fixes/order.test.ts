/** Channels that are made to keep an order, with what they park. */
import assert from 'node:assert/strict';
import { groupBy } from '../../../analysis/fixes/order.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { designOf } from '../../support/design.ts';
import { assertEdits, type Changes } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  /** A channel named Q. */
  readonly text: string;
  readonly becomes: Changes;
}

const rows: readonly Row[] = [
  { name: 'says what is grouped', text: 'queue Q', becomes: { 'queue Q': 'queue Q { grouped by id }' } },
  {
    name: 'says it behind what else is said',
    text: 'queue Q : aws.sqs.fifo { visibility 1m }',
    becomes: { 'visibility 1m': 'visibility 1m  grouped by id' },
  },
  {
    name: 'says it in place of another group',
    text: 'queue Q : aws.sqs.fifo { grouped by car in 4 groups  visibility 1m }',
    becomes: { 'grouped by car in 4 groups': 'grouped by id' },
  },
  {
    name: 'parks those that follow a parked message with it',
    text: 'queue Q : aws.sqs.fifo { dead-letters to D after 3 attempts  alarm }\nqueue D : aws.sqs.fifo',
    becomes: { 'dead-letters to D': 'grouped by id  dead-letters group to D' },
  },
  {
    name: 'parks them together also where another group stood',
    text: 'queue Q : aws.sqs.fifo { grouped by car  dead-letters after 3 attempts }',
    becomes: { 'grouped by car': 'grouped by id', 'dead-letters after': 'dead-letters group after' },
  },
  {
    name: 'leaves alone what parks them together already',
    text: 'queue Q : aws.sqs.fifo { dead-letters group after 3 attempts }',
    becomes: { '3 attempts': '3 attempts  grouped by id' },
  },
  {
    name: 'leaves alone what parks nothing',
    text: 'queue Q : aws.sqs.fifo { no dead-letters because "it stops" }',
    becomes: { '"it stops"': '"it stops"  grouped by id' },
  },
  {
    name: 'leaves alone what drops',
    text: 'queue Q : aws.sqs.fifo { drops after 3 attempts }',
    becomes: { '3 attempts': '3 attempts  grouped by id' },
  },
  {
    name: 'says that they are parked together where a product parks unasked',
    text: 'queue Q : azure.servicebus { ordering per-key }',
    becomes: { 'ordering per-key': 'ordering per-key  grouped by id  dead-letters group after 10 attempts' },
  },
  {
    name: 'says so in place of another group, too',
    text: 'queue Q : azure.servicebus { ordering per-key  grouped by car }',
    becomes: { 'grouped by car }': 'grouped by id  dead-letters group after 10 attempts }' },
  },
  {
    name: 'tries five times where the product does not say how often it does',
    text: 'queue Q : house\ntechnology house is queue { dead-letters }',
    becomes: { 'queue Q : house': 'queue Q : house { grouped by id  dead-letters group after 5 attempts }' },
  },
];

describe('a channel that is made to group', () => {
  for (const { name, text, becomes } of rows)
    it(name, async () => {
      const design = await designOf(text);
      const channel = design.elements.filter(isChannel).find((one) => one.name === 'Q');
      assert.ok(channel);
      await assertEdits(text, groupBy(design, channel, 'grouped by id'), becomes);
    });
});
