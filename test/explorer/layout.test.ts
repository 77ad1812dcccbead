/** States as words: fields of the width they need, none across two words, none over another. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Layout } from '../../analysis/explorer/layout.ts';
import { NO_FIELD } from '../../analysis/explorer/program.ts';

/** @returns the first and the last bit of each field, counted over all words. */
function bitsOf(most: readonly number[]): readonly (readonly [number, number])[] {
  const layout = new Layout();
  const fields = most.map((value) => layout.field(value));
  return fields.map((field) => {
    const first = (layout.word[field] ?? -1) * 32 + (layout.shift[field] ?? -1);
    return [first, first + Math.log2((layout.mask[field] ?? -1) + 1) - 1];
  });
}

describe('the layout of a state', () => {
  const rows: readonly (readonly [name: string, most: readonly number[], bits: readonly (readonly [number, number])[]])[] = [
    ['a flag takes one bit', [1], [[0, 0]]],
    ['what is always nought takes one, too', [0], [[0, 0]]],
    [
      'two values more need a bit more',
      [3, 4],
      [
        [0, 1],
        [2, 4],
      ],
    ],
    [
      'a field that fills the word fits',
      [2 ** 30 - 1, 3],
      [
        [0, 29],
        [30, 31],
      ],
    ],
    [
      'one that does not begins the next',
      [2 ** 30 - 1, 4],
      [
        [0, 29],
        [32, 34],
      ],
    ],
  ];
  for (const [name, most, bits] of rows) it(name, () => assert.deepEqual(bitsOf(most), bits));

  it('has a word where there is no field', () => assert.equal(new Layout().words, 1));

  it('has as many words as its fields need', () => {
    const layout = new Layout();
    for (let field = 0; field < 33; field++) layout.field(1);
    assert.equal(layout.words, 2);
  });

  it('numbers fields as they come, behind the one that no state has', () => {
    const layout = new Layout();
    assert.deepEqual([NO_FIELD, layout.field(1), layout.field(7), layout.field(1)], [0, 1, 2, 3]);
    assert.equal(layout.mask[NO_FIELD], 0);
  });

  it('lays no field over another or across two words', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 16), { minLength: 1, maxLength: 40 }), (most) => {
        const bits = bitsOf(most);
        for (const [index, [first, last]] of bits.entries()) {
          assert.equal(Math.floor(first / 32), Math.floor(last / 32));
          assert.ok(2 ** (last - first + 1) > (most[index] ?? 0));
          assert.ok(index === 0 || first > (bits[index - 1]?.[1] ?? 0));
        }
      }),
    );
  });
});
