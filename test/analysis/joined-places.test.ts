/** Which effects act on one place. */
import assert from 'node:assert/strict';
import { textOf } from '../../analysis/fixes/text.ts';
import { joinedPlaces } from '../../analysis/passes/joined-places.ts';
import { designOf } from '../support/design.ts';

const declared = `
  event A { key id }
  event B { key id }
  topic T
  topic U
  store One
  store Two
  store Three
  external Bank { serves pay  serves ask }
  external Till
`;

/** What is done, and what of it acts on one place, in the order of the text. */
const rows: readonly (readonly [name: string, body: string, places: readonly (readonly string[])[]])[] = [
  ['stores, each by itself', 'puts One  reads Two  puts One', [['puts One', 'puts One'], ['reads Two']]],
  [
    'channels, whatever is put into them',
    'publishes A to T  publishes B to T  publishes A to U',
    [['publishes A to T', 'publishes B to T'], ['publishes A to U']],
  ],
  ['a channel that is not named where the message is sent', 'publishes A to T  publishes A', [['publishes A to T', 'publishes A']]],
  [
    'messages of which nobody knows where they go, each by itself',
    'publishes A  publishes B  publishes A',
    [['publishes A', 'publishes A'], ['publishes B']],
  ],
  ['who is called, whatever for', 'calls Bank.pay  calls Bank.ask  calls Till', [['calls Bank.pay', 'calls Bank.ask'], ['calls Till']]],
  [
    'a message and its outbox',
    'puts One  publishes A to T via outbox One  puts Two',
    [['puts One', 'publishes A to T via outbox One'], ['puts Two']],
  ],
  [
    'what is put into a channel otherwise, with the outbox of that channel',
    'publishes A to T via outbox One  publishes B to T  puts One',
    [['publishes A to T via outbox One', 'publishes B to T', 'puts One']],
  ],
  [
    'a call and what stands in for it',
    'calls Bank.pay with fallback Till  calls Till',
    [['calls Bank.pay with fallback Till', 'calls Till']],
  ],
  ['one transaction', 'atomically { puts One  puts Two }  puts Three', [['puts One', 'puts Two'], ['puts Three']]],
  ['one transaction also outside of it', 'atomically { puts One  puts Two }  deletes Two', [['puts One', 'puts Two', 'deletes Two']]],
  ['two transactions, each by itself', 'atomically { puts One }  atomically { puts Two }', [['puts One'], ['puts Two']]],
  [
    'two transactions with a store in common',
    'atomically { puts One  puts Two }  atomically { puts Two  puts Three }',
    [['puts One', 'puts Two', 'puts Two', 'puts Three']],
  ],
  [
    'other blocks, which join nothing',
    'parallel { puts One  puts Two }  when "new" { puts One  puts Three }',
    [['puts One', 'puts One'], ['puts Two'], ['puts Three']],
  ],
  ['a transaction for each of several', 'each "line" { atomically { puts One  puts Two } }', [['puts One', 'puts Two']]],
];

describe('one place', () => {
  for (const [name, body, places] of rows)
    it(`is ${name}`, async () => {
      const design = await designOf(`${declared}service S { serves go { ${body} } }\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const effects = design.effects.filter(({ activity }) => activity.label === 'S.go');
      const placeOf = joinedPlaces(effects);
      const found = Map.groupBy(effects, placeOf);
      assert.deepEqual(
        [...found.values()].map((one) => one.map(({ syntax: { source } }) => textOf(design, source))),
        places,
      );
    });
});
