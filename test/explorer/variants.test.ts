/** The variants of something that makes choices: each comes up once, the simplest first. */
import assert from 'node:assert/strict';
import { Choices, variantAt, variantsOf } from '../../analysis/explorer/variants.ts';

/** Chooses among so many options at each of some places. */
function chooser(...options: readonly number[]): (choices: Choices) => string {
  return (choices) => options.map((count, place) => choices.pick(`place ${place}`, count)).join('');
}

describe('variants', () => {
  const rows: readonly (readonly [name: string, options: readonly number[], variants: readonly string[]])[] = [
    ['without a choice are one', [1, 1], ['00']],
    ['of no option at all are one', [0], ['0']],
    ['of one choice are its options', [3], ['0', '1', '2']],
    ['of two choices are all pairs, those that differ in one choice first', [2, 3], ['00', '10', '01', '02', '11', '12']],
    ['of three choices are each once', [2, 2, 2], ['000', '100', '010', '001', '110', '101', '011', '111']],
    ['leave out what is no choice', [2, 1, 2], ['000', '100', '001', '101']],
  ];
  for (const [name, options, variants] of rows) {
    it(name, () => {
      const make = chooser(...options);
      assert.deepEqual([...variantsOf(make)], variants);
      for (const [number, variant] of variants.entries()) assert.equal(variantAt(number, make), variant);
      assert.equal(variantAt(variants.length, make), undefined);
    });
  }

  it('have choices that only one of them comes to', () => {
    const make = (choices: Choices): string => {
      const first = choices.pick('first', 2);
      return first === 0 ? '0' : `1${choices.pick('second', 3)}`;
    };
    assert.deepEqual([...variantsOf(make)], ['0', '10', '11', '12']);
  });

  it('choose once for a place, however often it is come to', () => {
    const make = (choices: Choices): string => `${choices.pick('again', 2)}${choices.pick('again', 2)}`;
    assert.deepEqual([...variantsOf(make)], ['00', '11']);
  });

  it('take the last option where fewer are left than were answered', () => {
    assert.equal(new Choices(new Map([['place', 5]])).pick('place', 3), 2);
  });

  it('are made when they are asked for', () => {
    let made = 0;
    const all = variantsOf((choices) => {
      made++;
      return choices.pick('place', 4);
    });
    all.next();
    assert.equal(made, 1);
  });
});
