/** Which known word a misspelt one is taken for. */
import assert from 'node:assert/strict';
import { nearest } from '../../analysis/nearest.ts';

/** A word, the words there are, and the one that is meant. */
const cases: readonly (readonly [what: string, word: string, known: readonly string[], meant: string | undefined])[] = [
  ['the word itself', 'Orders', ['Order', 'Orders'], 'Orders'],
  ['a letter too many', 'Orrders', ['Orders'], 'Orders'],
  ['a letter too few', 'Oders', ['Orders'], 'Orders'],
  ['another letter', 'Orderz', ['Orders'], 'Orders'],
  ['two letters that changed places', 'Odrers', ['Orders'], 'Orders'],
  ['two letters that changed places count once: a short word bears no more', 'ab', ['ba'], 'ba'],
  ['two letters that changed places at the end', 'Ordesr', ['Orders'], 'Orders'],
  ['large and small letters', 'oRDERS', ['Orders'], 'Orders'],
  ['a short word, one change', 'abc', ['abx'], 'abx'],
  ['a short word, two changes', 'abc', ['axx'], undefined],
  ['five letters, two changes', 'abcde', ['abcxx'], undefined],
  ['six letters, two changes', 'abcdef', ['abcdxx'], 'abcdxx'],
  ['six letters, three changes', 'abcdef', ['abcxxx'], undefined],
  ['nine letters, three changes', 'abcdefghi', ['abcdefxxx'], 'abcdefxxx'],
  ['nine letters, three more', 'abcdefghi', ['abcdefghixxx'], 'abcdefghixxx'],
  ['nine letters, three less', 'abcdefghi', ['abcdef'], 'abcdef'],
  ['nine letters, four more', 'abcdefghi', ['abcdefghixxxx'], undefined],
  ['two letters, of which one stands beside where it stood', 'ab', ['bc', 'ca'], undefined],
  ['two letters that changed places, beside three changes: four', 'abcdefghi', ['xxxdefgih'], undefined],
  ['a single letter, two others', 'a', ['bc'], undefined],
  ['a single letter, another one', 'a', ['b'], 'b'],
  ['no letter, one', '', ['b'], 'b'],
  ['no letter, two', '', ['bc'], undefined],
  ['the closest of several', 'abcdef', ['abcdxx', 'abcdex', 'abxxef'], 'abcdex'],
  ['the first of those that are as close', 'abcdef', ['abcdez', 'abcdey'], 'abcdez'],
  ['none of none', 'abc', [], undefined],
  ['none that has little in common', 'Orders', ['Shipping', 'Billing'], undefined],
  ['letters dropped, added and changed together', 'misisng-dead-leter-queue', ['missing-dead-letter-queue'], 'missing-dead-letter-queue'],
  ['letters that changed places with another between them are two changes', 'abc', ['cba'], undefined],
];

describe('a misspelt word', () => {
  for (const [what, word, known, meant] of cases)
    it(`is taken for ${meant ?? 'none'}: ${what}`, () => assert.equal(nearest(word, known), meant));
});
