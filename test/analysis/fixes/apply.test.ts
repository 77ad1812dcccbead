/** Which fixes can be carried out together, and what comes of them. */
import assert from 'node:assert/strict';
import { applyFixes } from '../../../analysis/fixes/apply.ts';
import type { Fix, TextEdit } from '../../../language/model/source.ts';

const texts: ReadonlyMap<string, string> = new Map([
  ['a', '0123456789'],
  ['b', '0123456789'],
]);

/** `a 3-5 x`: from 3 up to 5 of file a stands x instead. */
function edit(words: string): TextEdit {
  const [uri = '', place = '', text = ''] = words.split(' ');
  const [offset = 0, end = 0] = place.split('-').map(Number);
  return { uri, offset, end, text };
}

interface Row {
  readonly name: string;
  /** The edits of each fix. */
  readonly fixes: readonly (readonly string[])[];
  readonly after: Readonly<Record<string, string>>;
  /** The numbers of those that are left for later. */
  readonly postponed?: readonly number[];
}

const rows: readonly Row[] = [
  { name: 'replaces', fixes: [['a 3-5 x']], after: { a: '012x56789' } },
  { name: 'inserts', fixes: [['a 3-3 x']], after: { a: '012x3456789' } },
  { name: 'inserts at the end', fixes: [['a 10-10 x']], after: { a: '0123456789x' } },
  { name: 'does several edits in the order of the text', fixes: [['a 8-9 z', 'a 0-0 x', 'a 3-5 y']], after: { a: 'x012y567z9' } },
  { name: 'inserts at one place in the order of the fix', fixes: [['a 3-3 x', 'a 3-3 y', 'a 3-3 z']], after: { a: '012xyz3456789' } },
  { name: 'changes each of its files', fixes: [['a 3-5 x', 'b 3-5 y']], after: { a: '012x56789', b: '012y56789' } },
  { name: 'does what lies apart', fixes: [['a 3-5 x'], ['a 6-8 y']], after: { a: '012x5y89' } },
  { name: 'does what lies apart, the later first', fixes: [['a 6-8 y'], ['a 3-5 x']], after: { a: '012x5y89' } },
  { name: 'does what touches', fixes: [['a 3-5 x'], ['a 5-8 y']], after: { a: '012xy89' } },
  { name: 'does what touches, the later first', fixes: [['a 5-8 y'], ['a 3-5 x']], after: { a: '012xy89' } },
  { name: 'inserts behind what is replaced', fixes: [['a 3-5 x'], ['a 5-5 y']], after: { a: '012xy56789' } },
  { name: 'replaces behind an insertion', fixes: [['a 5-5 y'], ['a 3-5 x']], after: { a: '012xy56789' } },
  { name: 'does the same place of another file', fixes: [['a 3-5 x'], ['b 3-5 y']], after: { a: '012x56789', b: '012y56789' } },
  { name: 'postpones what overlaps at the front', fixes: [['a 3-5 x'], ['a 1-4 y']], after: { a: '012x56789' }, postponed: [1] },
  { name: 'postpones what overlaps behind', fixes: [['a 3-5 x'], ['a 4-7 y']], after: { a: '012x56789' }, postponed: [1] },
  { name: 'postpones what lies within', fixes: [['a 3-7 x'], ['a 4-5 y']], after: { a: '012x789' }, postponed: [1] },
  { name: 'postpones what lies around', fixes: [['a 4-5 y'], ['a 3-7 x']], after: { a: '0123y56789' }, postponed: [1] },
  { name: 'postpones an insertion into what is replaced', fixes: [['a 3-5 x'], ['a 4-4 y']], after: { a: '012x56789' }, postponed: [1] },
  { name: 'postpones a second insertion at one place', fixes: [['a 3-3 x'], ['a 3-3 y']], after: { a: '012x3456789' }, postponed: [1] },
  {
    name: 'postpones an insertion where something is replaced from',
    fixes: [['a 3-5 x'], ['a 3-3 y']],
    after: { a: '012x56789' },
    postponed: [1],
  },
  { name: 'postpones a fix as a whole', fixes: [['a 3-5 x'], ['b 0-0 y', 'a 4-4 y']], after: { a: '012x56789' }, postponed: [1] },
  {
    name: 'does what meets only a postponed one',
    fixes: [['a 3-5 x'], ['a 4-7 y'], ['a 6-8 z']],
    after: { a: '012x5z89' },
    postponed: [1],
  },
  { name: 'does the same once', fixes: [['a 3-3 x'], ['a 3-3 x']], after: { a: '012x3456789' } },
  {
    name: 'does once what is a part of another',
    fixes: [['a 3-3 x', 'b 3-3 y'], ['b 3-3 y']],
    after: { a: '012x3456789', b: '012y3456789' },
  },
  { name: 'postpones what is the same in part', fixes: [['a 3-3 x'], ['a 3-3 x', 'b 3-3 y']], after: { a: '012x3456789' }, postponed: [1] },
  { name: 'takes another length for another change', fixes: [['a 3-5 x'], ['a 3-6 x']], after: { a: '012x56789' }, postponed: [1] },
  {
    name: 'takes another end at another place for another change',
    fixes: [['a 3-5 x'], ['a 4-5 x']],
    after: { a: '012x56789' },
    postponed: [1],
  },
  { name: 'takes the same words elsewhere for another change', fixes: [['a 3-3 x'], ['a 4-4 x']], after: { a: '012x3x456789' } },
  {
    name: 'takes the same in another file for another change',
    fixes: [['a 3-3 x'], ['b 3-3 x']],
    after: { a: '012x3456789', b: '012x3456789' },
  },
  { name: 'leaves a file alone that is not ours', fixes: [['c 0-0 x'], ['a 0-0 x', 'c 0-0 x']], after: {}, postponed: [0, 1] },
  { name: 'changes nothing for nothing', fixes: [], after: {} },
];

describe('applying fixes', () => {
  for (const { name, fixes, after, postponed = [] } of rows)
    it(name, () => {
      const given = fixes.map((edits): Fix => ({ title: edits.join(), safe: true, edits: edits.map(edit) }));
      const result = applyFixes((uri) => texts.get(uri), given);
      assert.deepEqual(Object.fromEntries(result.texts), after);
      assert.deepEqual(
        result.postponed,
        given.filter((_, index) => postponed.includes(index)),
      );
      assert.deepEqual(
        result.applied,
        given.filter((_, index) => !postponed.includes(index)),
      );
    });
});
