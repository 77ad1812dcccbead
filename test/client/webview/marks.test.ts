/** The track of a replay: what is marked on it at any width and of any length. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markingOf } from '../../../client/webview/replay/marks.ts';

describe('the track of a run', () => {
  const numbersOf = (...of: Parameters<typeof markingOf>): readonly number[] =>
    [...markingOf(...of).numbered].map((index) => index + 1).toSorted((one, other) => one - other);

  it('has a dot and a number for each step where there is room', () => {
    const { dotted } = markingOf([], 8, 400);
    assert.ok(dotted);
    assert.deepEqual(numbersOf([], 8, 400), [1, 2, 3, 4, 5, 6, 7, 8]);
  });
  it('has round numbers where there is less', () => assert.deepEqual(numbersOf([], 36, 350), [1, 5, 10, 15, 20, 25, 30, 36]));
  it('is a plain line where dots would touch', () => assert.ok(!markingOf([], 36, 250).dotted));
  it('numbers a fault and what it breaks before anything else', () => {
    const numbers = numbersOf([10, 34], 36, 250);
    assert.ok(numbers.includes(11) && numbers.includes(35));
    assert.ok(!numbers.includes(10) && !numbers.includes(36));
  });
  it('has one mark in a run of one step', () => assert.deepEqual(numbersOf([], 1, 300), [1]));
  it('never lets numbers touch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 60, max: 1600 }), fc.array(fc.nat(399)), (count, width, all) => {
        const numbers = numbersOf(
          all.filter((index) => index < count),
          count,
          width,
        );
        const pitch = width / Math.max(1, count - 1);
        assert.ok(numbers.length > 0);
        for (const [index, number] of numbers.slice(1).entries()) assert.ok((number - (numbers[index] ?? 0)) * pitch >= 22 - 1e-6);
      }),
    );
  });
});
