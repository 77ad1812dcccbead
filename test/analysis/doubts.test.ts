/** Of which names nobody can say that they are missing, since something is said that is not understood. */
import assert from 'node:assert/strict';
import { inDoubt } from '../../analysis/doubts.ts';
import { placedIn, Whole } from '../../analysis/questions.ts';
import { designOf, type Texts } from '../support/design.ts';

/** A text, and which of the names in question are in doubt. */
const cases: readonly (readonly [what: string, text: Texts, inDoubt: readonly string[]])[] = [
  ['none of what is understood', 'event Paid\nqueue Ledger\nservice Books { on Paid from Ledger { } }', []],
  [
    'all names of the element that a misspelt one is in, and what is meant',
    'event Paid\nevent Sent\nqueue Ledger\nstore Rows\nservice Books { on Paid from Ledgr { puts Rows } }\nservice Other { reads Rows }',
    ['Paid', 'Ledger', 'Rows', 'Books'],
  ],
  ['none that a misspelt one is far from', 'event Paid\nqueue Ledger\nservice Books { on Paid from Nowhere { } }', ['Paid', 'Books']],
  ['those of a flow', 'service Books { serves go }\nstore Rows\nflow Paid from Boks.go { within 1s }', ['Paid', 'Books']],
  [
    'those of a requirement',
    'event Paid\nstore Rows\nservice Books { on Paid { puts Rows } }\nrequire Rows at most once per Piad',
    ['Paid', 'Rows'],
  ],
  [
    'those of the rest of the line that cannot be read',
    'event Paid\nevent Sent\nqueue Ledger\noops Paid Books\nstore Rows',
    ['Paid', 'Books'],
  ],
  [
    'those of the block that begins where it cannot be read, to its end',
    'event Paid\nevent Sent\nstore Rows\nservce Books {\n  on Paid {\n    puts Rows\n  }\n}\nqueue Ledger\nservice Other { on Sent { } }',
    ['Paid', 'Rows', 'Books'],
  ],
  [
    'those of the smallest declaration that cannot be read',
    'event Paid\nstore Rows\nqueue Ledger\nservice Books {\n  on Paid from Ledger {\n    putz Rows\n  }\n}\nservice Other { reads Rows }',
    ['Paid', 'Ledger', 'Rows', 'Books'],
  ],
  [
    'none of what is wrong in another way',
    'event Paid\nevent Paid\nqueue Ledger : nowhere.known\nservice Books { on Paid from Ledger { } }',
    [],
  ],
  [
    'those of every file',
    { 'a.arch': 'event Paid\nservice Books { on Paid from Ledgr { } }', 'b.arch': 'queue Ledger\nevent Sent' },
    ['Paid', 'Ledger', 'Books'],
  ],
  ['none that a word which cannot be read is only like', 'queue Ledger\nevent Paid\nLedgr Paid\n', ['Paid']],
  [
    'none of what stands at the same place in another file',
    { 'a.arch': 'service Other { reads Rows }\nstore Rows', 'b.arch': 'oops Paid\nevent Paid' },
    ['Paid'],
  ],
  [
    'those to the end of the block that it stands in, and no further',
    'system s {\n  event Paid\n  oops Books }\nsystem t {\n  event Sent\n  store Rows\n}',
    ['Books'],
  ],
];

const names = ['Paid', 'Sent', 'Ledger', 'Rows', 'Books', 'Other'];

describe('names in doubt are', () => {
  for (const [what, text, doubted] of cases) {
    it(what, async () => {
      const design = await designOf(text);
      assert.deepEqual(
        names.filter((name) => inDoubt(design, { name })),
        doubted,
      );
    });
  }

  it('words of every script, as they are written', async () => {
    const design = await designOf('event Überweisung\nevent Über\nservice Bücher-2 { on Überweisung from Lager_1 { } }');
    assert.deepEqual(
      ['Überweisung', 'Über', 'Bücher-2', 'Bücher', 'Lager_1', 'Lager'].filter((name) => inDoubt(design, { name })),
      ['Überweisung', 'Bücher-2', 'Lager_1'],
    );
  });

  it('enough if one of several is', async () => {
    const design = await designOf('event Paid\nevent Sent\nservice Books { on Paid from Ledgr { } }');
    assert.deepEqual(
      [inDoubt(design, { name: 'Sent' }, { name: 'Paid' }), inDoubt(design, { name: 'Sent' }, { name: 'Other' }), inDoubt(design)],
      [true, false, false],
    );
  });

  it('those of all parts of a system', async () => {
    const parts = [await designOf('event Paid\nqueue Ledger'), await designOf('service Books { on Sent from Ledgr { } }\nevent Sent')];
    const whole = new Whole(parts);
    const [first, second] = parts.map((part) => placedIn(whole, part));
    assert.ok(first && second);
    assert.deepEqual(
      names.map((name) => [inDoubt(first, { name }), inDoubt(second, { name })]),
      [
        [false, false],
        [true, true],
        [true, true],
        [false, false],
        [true, true],
        [false, false],
      ],
    );
  });
});
