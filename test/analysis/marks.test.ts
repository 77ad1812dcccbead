/** Marks that a handler sets by hand. */
import assert from 'node:assert/strict';
import { textOf } from '../../analysis/fixes/text.ts';
import { handMadeMark } from '../../analysis/passes/marks.ts';
import { designOf } from '../support/design.ts';

const declared = `
  event A { key id }
  event B { key id }
  queue Q
  topic T
  store Seen
  store Met
  store Sums
  store Rows
  external Bank { serves pay  serves ask idempotent by id }
`;

const onA = (body: string): string => `on A from Q { ${body} }`;

/** What a service does, and the effects that look for the mark and that set it. */
const rows: readonly (readonly [name: string, does: string, mark: readonly [look: string, note: string] | undefined])[] = [
  [
    'looked for before what must not happen twice, and set after it',
    onA('reads Seen  increments Sums  inserts Seen'),
    ['reads Seen', 'inserts Seen'],
  ],
  [
    'with other things before, between and after',
    onA('puts Rows  reads Seen  puts Rows  increments Sums  puts Rows  inserts Seen  puts Rows'),
    ['reads Seen', 'inserts Seen'],
  ],
  ['around a call of what differs', onA('reads Seen  calls Bank.pay  inserts Seen'), ['reads Seen', 'inserts Seen']],
  ['around a call that is not known to carry a key', onA('reads Seen  calls Bank.ask  inserts Seen'), ['reads Seen', 'inserts Seen']],
  ['around a call that carries a key', onA('reads Seen  calls Bank.ask with key id  inserts Seen'), undefined],
  ['around some write, nobody knows which', onA('reads Seen  writes Rows  inserts Seen'), ['reads Seen', 'inserts Seen']],
  ['around what may happen twice', onA('reads Seen  puts Rows  inserts Seen'), undefined],
  ['around a message, which is judged where it is consumed', onA('reads Seen  publishes A to T  inserts Seen'), undefined],
  ['around nothing', onA('reads Seen  inserts Seen'), undefined],
  ['around writes of the store of the marks', onA('reads Seen  increments Seen  inserts Seen'), undefined],
  ['looked for by nobody', onA('increments Sums  inserts Seen'), undefined],
  ['looked for when all is done', onA('increments Sums  inserts Seen  reads Seen'), undefined],
  ['looked for when what must not happen twice has happened', onA('increments Sums  reads Seen  inserts Seen'), undefined],
  ['set by nobody', onA('reads Seen  increments Sums'), undefined],
  ['set at once', onA('reads Seen  inserts Seen  increments Sums'), undefined],
  ['looked for in one store and set in another', onA('reads Met  increments Sums  inserts Seen'), undefined],
  ['put whether it is there or not', onA('reads Seen  increments Sums  puts Seen'), undefined],
  ['written where one is looked for, instead of read', onA('deletes Seen  increments Sums  inserts Seen'), undefined],
  [
    'set at once and again when all is done',
    onA('reads Seen  inserts Seen  increments Sums  inserts Seen'),
    ['reads Seen', 'inserts Seen'],
  ],
  ['of a second store that is read', onA('reads Met  reads Seen  increments Sums  inserts Seen'), ['reads Seen', 'inserts Seen']],
  [
    'of two, the one that is looked for first',
    onA('reads Met  reads Seen  increments Sums  inserts Seen  inserts Met'),
    ['reads Met', 'inserts Met'],
  ],
  ['looked for by a field', onA('reads Seen by id  increments Sums  inserts Seen'), ['reads Seen by id', 'inserts Seen']],
  [
    'looked for twice: the first time counts',
    onA('reads Seen by id  increments Sums  reads Seen  inserts Seen'),
    ['reads Seen by id', 'inserts Seen'],
  ],
  ['of a decision', onA('reads Seen  when "not seen" { increments Sums  inserts Seen }'), ['reads Seen', 'inserts Seen']],
  ['set in a transaction, which joins it to what else is done', onA('reads Seen  atomically { increments Sums  inserts Seen }'), undefined],
  ['of a handler that says that it is idempotent', 'on A from Q idempotent by id { reads Seen  increments Sums  inserts Seen }', undefined],
  ['of a join', 'on all of A, B from Q { reads Seen  increments Sums  inserts Seen }', ['reads Seen', 'inserts Seen']],
  [
    'looked for by a join that is complete and set by one that is not',
    'on all of A, B within 1m from Q { reads Seen  increments Sums } otherwise { inserts Seen }',
    undefined,
  ],
  ['of an operation, which nothing is delivered to', 'serves go { reads Seen  increments Sums  inserts Seen }', undefined],
  ['of a schedule', 'every 1m { reads Seen  increments Sums  inserts Seen }', undefined],
  ['of nobody knows what', 'on A from Q', undefined],
];

describe('a mark', () => {
  for (const [name, does, expected] of rows)
    it(name, async () => {
      const design = await designOf(`${declared}service S { ${does} }\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const [activity = assert.fail('no activity')] = design.activities.filter(({ element }) => element.name === 'S');
      const mark = handMadeMark(activity);
      assert.deepEqual(mark && [textOf(design, mark.look.syntax.source), textOf(design, mark.note.syntax.source)], expected);
      assert.equal(mark?.store, mark?.note.store);
      if (mark) assert.ok(mark.look.syntax.source.offset < mark.note.syntax.source.offset);
    });

  it('is set by the last of the effects that create it', async () => {
    const design = await designOf(`${declared}service S { ${onA('reads Seen  inserts Seen  increments Sums  inserts Seen')} }\n`);
    const [activity = assert.fail('no activity')] = design.activities.filter(({ element }) => element.name === 'S');
    assert.equal(handMadeMark(activity)?.note, activity.effects.at(-1));
  });
});
