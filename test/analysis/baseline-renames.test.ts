/** Findings that a baseline knows under another name: which entry is whose, and where nobody can say. */
import assert from 'node:assert/strict';
import { namesIn, renamedAmong, type Told } from '../../analysis/baseline-renames.ts';
import { designOf } from '../support/design.ts';

const declared: ReadonlySet<string> = new Set(['Payments', 'Books', 'Paid', 'Stats', 'Order-Lines', 'Überweisung']);

type Row = string | { readonly file?: string; readonly rule?: string; readonly message: string };

const told = (row: Row): Told => ({ file: 'a.arch', rule: 'some-rule', ...(typeof row === 'string' ? { message: row } : row) });

/** Entries, findings, and for each finding the place of its entry in the list. */
const cases: readonly (readonly [what: string, gone: readonly Row[], added: readonly Row[], partners: readonly (number | undefined)[]])[] =
  [
    ['one name', ['Ledger is full.'], ['Payments is full.'], [0]],
    ['one name, wherever it stands', ['Ledger loses what Ledger.book gets.'], ['Payments loses what Payments.book gets.'], [0]],
    ['two names', ['Ledger loses Bought.'], ['Payments loses Paid.'], [0]],
    ['a name with a hyphen and one with a letter of its own', ['Old-Lines of Zahlung.'], ['Order-Lines of Überweisung.'], [0]],
    ['the same words, said of what has another place', ['Books is full.'], ['Books is full.'], [0]],
    ['nothing, where a figure differs', ['Ledger waits 5s.'], ['Payments waits 6s.'], [undefined]],
    ['nothing, where a word differs that is no name', ['Ledger is full.'], ['Ledger is empty.'], [undefined]],
    ['nothing, where the old name is still there', ['Stats is full.'], ['Payments is full.'], [undefined]],
    ['nothing, where the baseline knows of the new name', ['Ledger is full.', 'Payments waits.'], ['Payments is full.'], [undefined]],
    ['nothing, where the new name is not there', ['Ledger is full.'], ['Elsewhere is full.'], [undefined]],
    ['nothing, where one name has become two', ['Ledger feeds Ledger.'], ['Payments feeds Books.'], [undefined]],
    ['nothing, where two names have become one', ['Ledger feeds Journal.'], ['Payments feeds Payments.'], [undefined]],
    ['nothing, where a name is kept in one place', ['Payments feeds Ledger.'], ['Payments feeds Payments.'], [undefined]],
    ['nothing, where a name that is gone is kept in the last place', ['Ledger feeds Ledger.'], ['Payments feeds Ledger.'], [undefined]],
    ['nothing, where a name that is gone is kept in the first place', ['Ledger feeds Ledger.'], ['Ledger feeds Payments.'], [undefined]],
    ['nothing, where a place in it is named as well', ['It is Ledger.'], ['It is Payments.book'], [undefined]],
    ['nothing, where a place in it was named as well', ['It is Ledger.book'], ['It is Payments.'], [undefined]],
    ['nothing, where signs differ', ['Ledger (full).'], ['Payments [full].'], [undefined]],
    ['nothing, where more is said', ['Ledger is full.'], ['Payments is full. Books is, too.'], [undefined]],
    ['nothing of another rule', [{ rule: 'other-rule', message: 'Ledger is full.' }], ['Payments is full.'], [undefined]],
    ['nothing of another file', [{ file: 'b.arch', message: 'Ledger is full.' }], ['Payments is full.'], [undefined]],
    ['nothing, where two findings fit one entry', ['Ledger is full.'], ['Payments is full.', 'Books is full.'], [undefined, undefined]],
    ['nothing, where two entries fit one finding', ['Ledger is full.', 'Journal is full.'], ['Payments is full.'], [undefined]],
    [
      'each, where what else is said tells them apart',
      ['Ledger loses Bought.', 'Ledger loses Stats.'],
      ['Payments loses Stats.', 'Payments loses Paid.'],
      [1, 0],
    ],
    ['nothing, where there is no entry', [], ['Payments is full.'], [undefined]],
    ['nothing, where there is no finding', ['Ledger is full.'], [], []],
  ];

describe('under another name a baseline knows', () => {
  for (const [what, gone, added, partners] of cases) {
    it(what, () => {
      const [before, after] = [gone.map(told), added.map(told)];
      const found = renamedAmong(before, before, after, () => declared);
      assert.deepEqual(
        after.map((finding) => {
          const entry = found.get(finding);
          return entry && before.indexOf(entry);
        }),
        partners,
      );
    });
  }

  it('nothing of a design that is written anew', () => {
    const many = (name: string, length = 1_001): Told[] => Array.from({ length }, (_, index) => told(`${name} is full ${index}.`));
    const found = (gone: readonly Told[], added: readonly Told[]): number => renamedAmong(gone, gone, added, () => declared).size;
    assert.equal(found(many('Ledger'), [told('Payments is full 1.')]), 0);
    assert.equal(found([told('Ledger is full 1.')], many('Payments')), 0);
    assert.equal(found(many('Ledger', 1_000), [told('Payments is full 1.')]), 1);
    assert.equal(found([told('Ledger is full 1.')], many('Payments', 1_000)), 1);
  });

  it('without asking for names where there is nothing to compare', () => {
    const never = (): never => assert.fail('asked');
    assert.equal(renamedAmong([], [], [told('Payments is full.')], never).size, 0);
    assert.equal(renamedAmong([], [told('Ledger is full.')], [], never).size, 0);
  });

  it('names of whatever a design declares', async () => {
    const design = await designOf(
      'system shop {\n  event Paid\n  group money { queue Ledger }\n  service Books { serves book }\n  flow Book from Books.book\n}\n',
    );
    const names = namesIn([design]);
    for (const name of ['shop', 'Paid', 'money', 'Ledger', 'Books', 'book', 'Book']) assert.ok(names.has(name), name);
  });
});
