/** How the room is divided between the picture and what is beside it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Arrangement, shareAfter, sharesIn, shareWithin } from '../../../client/webview/state/split.ts';

const close = (value: number | null | undefined, wanted: number): void => {
  assert.ok(typeof value === 'number' && Math.abs(value - wanted) < 1e-9, `${value} is not ${wanted}`);
};

describe('the divider of the preview', () => {
  it('leaves both sides of use: 160 pixels, a seventh of a large room, or half of a small one', () => {
    close(sharesIn(800).least, 0.2);
    close(sharesIn(2_000).least, 0.15);
    close(sharesIn(250).least, 0.5);
    close(sharesIn(0).least, 0.5);
    close(shareWithin(0.01, 800), 0.2);
    close(shareWithin(0.99, 800), 0.8);
    close(shareWithin(0.4, 800), 0.4);
  });

  for (const [key, arrangement, after] of [
    ['ArrowLeft', 'beside', 0.48],
    ['ArrowRight', 'beside', 0.52],
    ['ArrowUp', 'stacked', 0.48],
    ['ArrowDown', 'stacked', 0.52],
    ['PageUp', 'stacked', 0.4],
    ['PageDown', 'beside', 0.6],
    ['Home', 'beside', 0.16],
    ['End', 'stacked', 0.84],
  ] as const)
    it(`is moved by ${key} when ${arrangement}`, () => close(shareAfter(key, arrangement, 0.5, 1_000), after));

  it('goes back with Enter, and leaves all other keys to the preview', () => {
    assert.equal(shareAfter('Enter', 'stacked', 0.3, 1_000), null);
    for (const [key, arrangement] of [
      ['ArrowLeft', 'stacked'],
      ['ArrowDown', 'beside'],
      [' ', 'beside'],
      ['l', 'stacked'],
    ] as const)
      assert.equal(shareAfter(key, arrangement, 0.5, 1_000), undefined, key);
  });

  it('never leaves its bounds, whatever is pressed', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...keys), { maxLength: 60 }),
        fc.constantFrom<Arrangement>('beside', 'stacked'),
        fc.integer({ min: 1, max: 4_000 }),
        (pressed, arrangement, length) => {
          const { least, most } = sharesIn(length);
          let share = 0.5;
          for (const key of pressed) share = shareAfter(key, arrangement, share, length) ?? share;
          assert.ok(share >= least - 1e-9 && share <= most + 1e-9);
        },
      ),
      { seed: 20_261_126 },
    );
  });
});
