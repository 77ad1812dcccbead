/** When the row of an outbox is stored: where it is written, or together with a later write of its store. */
import assert from 'node:assert/strict';
import { objectOf } from '../../analysis/names.ts';
import { laterRowsOf } from '../../analysis/passes/outbox-rows.ts';
import { designOf } from '../support/design.ts';

const declared = `
  event A { key id }
  event B { key id }
  topic T
  queue Q
  store One
  store Two
  external Bank { serves pay }
`;

interface Row {
  readonly name: string;
  /** What is done in a row. */
  readonly body: string;
  /** Each later write with the messages that are stored with it. */
  readonly later: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'a write that comes after it', body: 'publishes A to T via outbox One  puts One', later: ['puts One: A'] },
  {
    name: 'a write that comes long after it',
    body: 'publishes A to T via outbox One  puts Two  reads One  puts One',
    later: ['puts One: A'],
  },
  { name: 'a command to a queue, too', body: 'sends A to Q via outbox One  puts One', later: ['puts One: A'] },
  { name: 'no write at all', body: 'publishes A to T via outbox One', later: [] },
  { name: 'a write that came before it', body: 'puts One  publishes A to T via outbox One', later: [] },
  { name: 'a read of its store', body: 'publishes A to T via outbox One  reads One', later: [] },
  { name: 'a write of another store', body: 'publishes A to T via outbox One  puts Two', later: [] },
  { name: 'a message that goes by no outbox', body: 'publishes A to T  puts One', later: [] },
  {
    name: 'one write before and one after, both as near: the first, which is certain to be there',
    body: 'inserts One  publishes A to T via outbox One  puts One',
    later: [],
  },
  {
    name: 'a nearer write before it',
    body: 'inserts One  publishes A to T via outbox One  reads Two  puts One',
    later: [],
  },
  {
    name: 'a nearer write after it',
    body: 'inserts One  reads Two  publishes A to T via outbox One  puts One',
    later: ['puts One: A'],
  },
  {
    name: 'of two writes after it the nearer',
    body: 'publishes A to T via outbox One  puts One  deletes One',
    later: ['puts One: A'],
  },
  {
    name: 'of two writes before it and one after it the nearest',
    body: 'inserts One  puts One  reads Two  reads Two  publishes A to T via outbox One  reads Two  deletes One',
    later: ['deletes One: A'],
  },
  {
    name: 'several messages, and the same write',
    body: 'publishes A to T via outbox One  publishes B to T via outbox One  puts One',
    later: ['puts One: A, B'],
  },
  {
    name: 'several outboxes, each with the write of its own',
    body: 'publishes A to T via outbox One  publishes B to T via outbox Two  puts Two  puts One',
    later: ['puts One: A', 'puts Two: B'],
  },
  {
    name: 'a transaction that holds both, as that is one moment',
    body: 'atomically { publishes A to T via outbox One  puts One }',
    later: [],
  },
  {
    name: 'a transaction that holds both, and a write of the same step before',
    body: 'atomically { publishes A to T via outbox One  reads Two  puts One }  deletes One',
    later: [],
  },
  {
    name: 'a transaction of its own, and one of the write',
    body: 'atomically { publishes A to T via outbox One }  atomically { puts One }',
    later: ['puts One: A'],
  },
  {
    name: 'a transaction as one step, however much it holds',
    body: 'inserts One  atomically { reads Two  puts Two  reads Two }  publishes A to T via outbox One  reads Two  reads Two  puts One',
    later: [],
  },
  {
    name: 'two transactions one after the other as two steps',
    body: 'inserts One  atomically { puts Two }  atomically { puts Two }  publishes A to T via outbox One  reads Two  puts One',
    later: ['puts One: A'],
  },
  {
    name: 'other blocks, which are as many steps as they hold',
    body: 'inserts One  parallel { reads Two  puts Two }  publishes A to T via outbox One  reads Two  puts One',
    later: ['puts One: A'],
  },
  {
    name: 'a write that may not take place',
    body: 'publishes A to T via outbox One  when "new" { puts One }',
    later: [],
  },
  {
    name: 'a write in the branch of the message',
    body: 'when "new" { publishes A to T via outbox One  puts One }',
    later: ['puts One: A'],
  },
  {
    name: 'a write in another branch, and one that takes place whatever was decided',
    body: 'when "new" { publishes A to T via outbox One } otherwise { puts One }  deletes One',
    later: ['deletes One: A'],
  },
  {
    name: 'a write in another branch only',
    body: 'when "new" { publishes A to T via outbox One } otherwise { puts One }',
    later: [],
  },
  {
    name: 'a write of another decision, whose outcome is its own',
    body: 'when "new" { publishes A to T via outbox One }  when "late" { puts One }',
    later: [],
  },
  {
    name: 'a write side by side with it, as both take place',
    body: 'parallel { publishes A to T via outbox One  puts One }',
    later: ['puts One: A'],
  },
  {
    name: 'a write of another decision before one that takes place: not before the first of them',
    body: 'when "new" { publishes A to T via outbox One }  when "late" { reads Two } otherwise { inserts One }  puts One',
    later: ['inserts One: A'],
  },
  {
    name: 'a write that may take place before one that does: not before the first of them',
    body: 'publishes A to T via outbox One  when "new" { inserts One }  puts One',
    later: ['inserts One: A'],
  },
  {
    name: 'a write that may have taken place before it, as near as the one after it',
    body: 'when "new" { inserts One }  publishes A to T via outbox One  puts One',
    later: [],
  },
  {
    name: 'a write that may have taken place before it, further off than the one after it',
    body: 'when "new" { inserts One }  reads Two  publishes A to T via outbox One  puts One',
    later: ['puts One: A'],
  },
  {
    name: 'a write that may have taken place in the transaction of the message',
    body: 'atomically { publishes A to T via outbox One  when "new" { inserts One } }  puts One',
    later: [],
  },
  {
    name: 'a message that goes out in a decision inside of the one that the write stands in',
    body: 'when "new" { when "large" { publishes A to T via outbox One }  puts One }',
    later: ['puts One: A'],
  },
];

describe('the row of an outbox', () => {
  for (const { name, body, later } of rows)
    it(`with ${name}`, async () => assert.deepEqual(await laterIn(`service S { serves go { ${body} } }`), later));

  it('of what a join does when it is not complete is nothing that the other part writes', async () => {
    const text = 'service S { on all of A, B within 10m from Q { publishes A to T via outbox One } otherwise { puts One } }';
    assert.deepEqual(await laterIn(text), []);
  });

  it('of a step is stored in the step', async () => {
    assert.deepEqual(await laterIn('orchestrator W { step Tell publishes A to T via outbox One  step Note puts One }'), []);
  });
});

async function laterIn(text: string): Promise<readonly string[]> {
  const { problems, activities } = await designOf(`${declared}${text}\n`);
  assert.deepEqual(
    problems.map(({ message }) => message),
    [],
  );
  const [activity = assert.fail('no activity')] = activities.filter(({ element }) => element.kind !== 'external');
  return [...laterRowsOf(activity)].map(
    ([write, messages]) => `${write.kind} ${objectOf(write)}: ${messages.map(({ message }) => message?.name).join(', ')}`,
  );
}
