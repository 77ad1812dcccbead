/** Rules see broken designs, too: texts that end anywhere, and texts whose words were changed at random. */
import assert from 'node:assert/strict';
import { type Config, defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { corpus } from '../language/project.ts';
import { addressed, designOf, testRoot } from '../support/design.ts';

const strict: Config = { ...defaultConfig(testRoot), preset: 'strict' };

/** Lints a text that may be any text, and looks at what comes of it. */
async function digest(text: string): Promise<void> {
  const findings = analyze(await designOf(text), strict, {
    onFailure: ({ rule, error }) => assert.fail(`${rule} throws ${error instanceof Error ? error.stack : error} on:\n${text}`),
  });
  for (const { rule, message, source, related, fixes } of findings) {
    const context = `${rule}: ${message}`;
    assert.ok(!/undefined|NaN|\[object|\{\w+\}/.test(message.replace(/`[^`]*`/g, '')), context);
    for (const place of [source, ...related.map((other) => other.source), ...fixes.flatMap(({ edits }) => edits)]) {
      assert.ok(
        place.offset >= 0 && place.offset <= place.end && place.end <= text.length,
        `${context} at ${place.offset} to ${place.end}`,
      );
    }
    for (const fix of fixes) {
      const { applied } = applyFixes((uri) => addressed(text).get(uri), [fix]);
      assert.equal(applied.length, 1, `${context}: ${fix.title}`);
    }
  }
}

/** A generator of numbers below `limit`, the same in every run. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe('rules on any text', () => {
  const texts = [...corpus().values()];

  it('stand a text that ends anywhere', async () => {
    let runs = 0;
    for (const [number, text] of texts.entries()) {
      const ends = [...text.matchAll(/\w+|[^\s\w]/g)].map((match) => match.index + match[0].length);
      // Long texts are cut at some of their words, each at others.
      const step = Math.ceil(ends.length / 150);
      for (let index = number % step; index < ends.length; index += step) {
        await digest(text.slice(0, ends[index]));
        runs++;
      }
    }
    assert.ok(runs > 1000, `${runs} runs`);
  });

  it('stand words that are changed at random', async () => {
    const next = random(20261125);
    const words = [...new Set(texts.flatMap((text) => text.split(/\s+/)))];
    for (let run = 0; run < 600; run++) {
      let text = texts[next(texts.length)] ?? '';
      for (let change = next(5); change >= 0; change--) {
        const places = [...text.matchAll(/\S+/g)];
        const place = places[next(places.length)];
        const word = next(3) === 0 ? '' : (words[next(words.length)] ?? '');
        if (place) text = text.slice(0, place.index) + word + text.slice(place.index + place[0].length);
      }
      await digest(text);
    }
  });
});
