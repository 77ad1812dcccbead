/** What holds of any two versions of a design. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { opposite } from '../../analysis/diff/aspects.ts';
import type { Bearing, Change } from '../../analysis/diff/change.ts';
import { compareDesigns } from '../../analysis/diff/compare.ts';
import { versionOf } from '../support/changes.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';

async function compare(before: string, after: string): Promise<readonly Change[]> {
  return compareDesigns(await versionOf(before), await versionOf(after));
}

/** Another word in the place of one that bears on behaviour. What is overridden elsewhere bears on nothing, so those that may be are left out. */
const edits: readonly (readonly [what: string, pattern: RegExp, instead: (found: string) => string])[] = [
  ['a time', /(?<=(?:timeout|visibility|retention|ttl|within|every|in) )\d+(?=ms|s|m|h|d)/g, more],
  ['a size', /(?<=size )\d+(?=KB)/g, more],
  ['a number', /(?<=(?:version|batch|concurrency|at most|instances) )\d+/g, more],
  ['a rate', /(?<=at )\d+(?=\/s)/g, more],
  ['how often a call is tried', /(?<=calls \S+ with (?:timeout \S+ )?)\d+(?= retries)/g, more],
  ['what is done', /\b(?:reads|puts|inserts|deletes|appends|increments)(?= S\d)/g, (found) => (found === 'puts' ? 'appends' : 'puts')],
  ['what matters', /\b(?:critical|expendable)\b/g, (found) => (found === 'critical' ? 'expendable' : 'critical')],
  ['a key', /(?<=\bkey )id/g, () => 'other'],
  ['what is in order', /(?<=\bordered by )group/g, () => 'other'],
  ['a group', /(?<=\bgrouped by )group/g, () => 'other'],
  ['an alarm', /\balarm\b/g, () => ''],
  ['what a read sees', /(?<=\bconsistency )eventual/g, () => 'strong'],
  ['a condition', /"it fits"/g, () => '"it does not"'],
  ['all or none', /\batomically\b/g, () => 'parallel'],
  ['side by side', /\bparallel\b/g, () => 'atomically'],
  ['whether it is newer', /\bif newer\b/g, () => ''],
  ['where state is', /(?<=\bin )memory\b(?! rebuilt)/g, () => 'S0'],
  ['a client at one instance', /\bsticky sessions\b/g, () => ''],
  ['an outbox', / via outbox S0/g, () => ''],
  ['what undoes', / undo V0\.run/g, () => ''],
  ['what is done first', /\backnowledges first\b/g, () => 'batch 7'],
  ['a product', /(?<= : )(?:aws\.sqs|rabbitmq|postgres|kafka|aws\.lambda)(?= )/g, () => 'house.product'],
];

function more(found: string): string {
  return `${Number(found) + 1}`;
}

/** @returns each text that has one other word. */
function editsOf(text: string): readonly { readonly what: string; readonly edited: string }[] {
  return edits.flatMap(([what, pattern, instead]) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
      what: `${what}: ${text.slice(text.lastIndexOf('\n', index) + 1, index)}»${found}« ${instead(found)}`,
      edited: `${text.slice(0, index)}${instead(found)}${text.slice(index + found.length)}`,
    })),
  );
}

/** Somebody who sends what handlers take to where they take it: what nobody sends is never handled. */
function fed(text: string): string {
  const ways = [...text.matchAll(/\bon (M\d+) from ((?:Q|T)\d+)/g)].map(
    ([, message, channel]) => `${channel?.startsWith('T') ? 'publishes' : 'sends'} ${message} to ${channel}`,
  );
  return `${text}\nexternal Feed { ${[...new Set(ways)].join('  ')} }`;
}

/** Kinds and what they mean, each once. */
function meanings(changes: readonly Change[], meaning: (bearing: Bearing) => Bearing): readonly string[] {
  return [...new Set(changes.map(({ kind, bearing }) => `${kind} ${meaning(bearing)}`))].sort();
}

describe('what a change does to any design', () => {
  it('is told of every word that bears on behaviour, and the way back tells the opposite', async () => {
    const edited = randomDesigns.chain(({ declarations }) => {
      const text = fed(textOf(declarations));
      const all = editsOf(text);
      return fc.tuple(fc.constant(text), all.length === 0 ? fc.constant(undefined) : fc.constantFrom(...all));
    });
    await fc.assert(
      fc.asyncProperty(edited, async ([text, edit]) => {
        if (edit === undefined) return;
        const [before, after] = [await versionOf(text), await versionOf(edit.edited)];
        const forth = compareDesigns(before, after);
        assert.notDeepEqual(forth, [], `Nothing is said of ${edit.what}`);
        assert.deepEqual(
          meanings(compareDesigns(after, before), (bearing) => bearing),
          meanings(forth, opposite),
          edit.what,
        );
      }),
      { numRuns: 40, seed: 20_261_126 },
    );
  }).timeout(300_000);

  it('is nothing where only the text is another one, and both ways opposite', async () => {
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
            back.map(({ kind, bearing }) => `${kind} ${opposite(bearing)}`).sort(),
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
