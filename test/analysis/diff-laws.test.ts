/** What holds of any two versions of a design. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { opposite } from '../../analysis/diff/aspects.ts';
import type { Bearing, Change } from '../../analysis/diff/change.ts';
import { compareDesigns } from '../../analysis/diff/compare.ts';
import { versionOf } from '../support/changes.ts';
import { type Edit, editsOf, fed, forEdits, rewritings } from '../support/design-edits.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';

/** Kinds and what they mean, each once. */
function meanings(changes: readonly Change[], meaning: (bearing: Bearing) => Bearing): readonly string[] {
  return [...new Set(changes.map(({ kind, bearing }) => `${kind} ${meaning(bearing)}`))].sort();
}

/** Both ways of a change: what is said, and what the way back is to say by it. */
async function bothWays(before: string, after: string): Promise<{ readonly forth: readonly Change[]; readonly back: readonly Change[] }> {
  const [was, is] = [await versionOf(before), await versionOf(after)];
  return { forth: compareDesigns(was, is), back: compareDesigns(is, was) };
}

/** A text that has been edited so many times in a row, and what was done. */
function editedOften(text: string, times: number): fc.Arbitrary<readonly Edit[]> {
  if (times === 0) return fc.constant([]);
  return fc.constantFrom(...editsOf(text)).chain((edit) => editedOften(edit.edited, times - 1).map((more) => [edit, ...more]));
}

const editable = randomDesigns.map(({ declarations }) => textOf(fed([...declarations, ...forEdits])));

describe('what a change does to any design', () => {
  it('is told of every word that bears on behaviour, and the way back tells the opposite', async () => {
    const edited = editable.chain((text) => fc.tuple(fc.constant(text), fc.constantFrom(...editsOf(text))));
    await fc.assert(
      fc.asyncProperty(edited, async ([text, edit]) => {
        const { forth, back } = await bothWays(text, edit.edited);
        assert.notDeepEqual(forth, [], `Nothing is said of ${edit.what}`);
        assert.deepEqual(
          meanings(back, (bearing) => bearing),
          meanings(forth, opposite),
          edit.what,
        );
      }),
      { numRuns: 120, seed: 20_261_126 },
    );
  }).timeout(300_000);

  it('tells the opposite on the way back of several words at once', async () => {
    const edited = editable.chain((text) => fc.tuple(fc.constant(text), editedOften(text, 4)));
    await fc.assert(
      fc.asyncProperty(edited, async ([text, edits]) => {
        const { forth, back } = await bothWays(text, edits.at(-1)?.edited ?? text);
        assert.deepEqual(
          meanings(back, (bearing) => bearing),
          meanings(forth, opposite),
          edits.map(({ what }) => what).join('\n'),
        );
      }),
      { numRuns: 40, seed: 20_261_126 },
    );
  }).timeout(300_000);

  it('tells the opposite on the way back of what comes and goes', async () => {
    const parted = randomDesigns.chain(({ declarations }) =>
      fc.tuple(fc.constant(fed(declarations)), fc.subarray([...fed(declarations)], { minLength: declarations.length - 3 })),
    );
    await fc.assert(
      fc.asyncProperty(parted, async ([all, some]) => {
        const { forth, back } = await bothWays(textOf(all), textOf(some));
        assert.deepEqual(
          meanings(back, (bearing) => bearing),
          meanings(forth, opposite),
          all.filter((text) => !some.includes(text)).join('\n'),
        );
      }),
      { numRuns: 40, seed: 20_261_125 },
    );
  }).timeout(300_000);

  it('is nothing where the same is written otherwise: in another order, set out otherwise, in several files, in groups', async () => {
    const rewritten = randomDesigns.chain(({ declarations }) => fc.tuple(fc.constant(declarations), rewritings(declarations)));
    await fc.assert(
      fc.asyncProperty(rewritten, async ([declarations, texts]) => {
        const [before, after] = [await versionOf(textOf(declarations)), await versionOf(texts)];
        assert.deepEqual(compareDesigns(before, after), []);
        assert.deepEqual(compareDesigns(after, before), []);
      }),
      { numRuns: 40, seed: 20_261_125 },
    );
  }).timeout(300_000);

  it('is told of broken designs, as far as they are understood', async () => {
    const text = textOf(['event E { key id }', 'queue Q : aws.sqs { alarm }', 'service A { on E from Q { puts S } }', 'store S']);
    const whole = await versionOf(text);
    for (let at = 0; at < text.length; at += 7) compareDesigns(whole, await versionOf(text.slice(0, at)));
  });
});
