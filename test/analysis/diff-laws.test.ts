/** What holds of any two versions of a design. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../analysis/diff/change.ts';
import { compareDesigns } from '../../analysis/diff/compare.ts';
import { versionOf } from '../support/changes.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';

async function compare(before: string, after: string): Promise<readonly Change[]> {
  return compareDesigns(await versionOf(before), await versionOf(after));
}

describe('what a change does to any design', () => {
  it('is nothing where only the text is another one, and both ways opposite', async () => {
    const swapped = { worse: 'better', better: 'worse', other: 'other' } as const;
    await fc.assert(
      fc.asyncProperty(
        randomDesigns.chain(({ declarations }) =>
          fc.tuple(fc.constant(declarations), fc.shuffledSubarray([...declarations], { minLength: declarations.length })),
        ),
        async ([declarations, shuffled]) => {
          assert.deepEqual(await compare(textOf(declarations), `// Moved.\n\n${textOf(shuffled)}`), []);
          // Whole elements that are gone make no difference to what is compared of those that stay.
          const fewer = textOf(declarations.filter((text) => !text.startsWith('flow')));
          const forth = await compare(textOf(declarations), fewer);
          const back = await compare(fewer, textOf(declarations));
          assert.deepEqual(
            forth.map(({ kind, bearing }) => `${kind} ${bearing}`).sort(),
            back.map(({ kind, bearing }) => `${kind} ${swapped[bearing]}`).sort(),
          );
        },
      ),
      { numRuns: 20, seed: 20_261_125 },
    );
  }).timeout(300_000);

  it('is told of broken designs, as far as they are understood', async () => {
    const text = textOf(['event E { key id }', 'queue Q : aws.sqs { alarm }', 'service A { on E from Q { puts S } }', 'store S']);
    for (let at = 0; at < text.length; at += 7) await compare(text, text.slice(0, at));
  });
});
