/** Designs that are not finished, or broken, are explored as far as they are understood. */
import assert from 'node:assert/strict';
import { explore, replay } from '../../analysis/explorer/index.ts';
import { checkRequirements } from '../../analysis/requirements.ts';
import { corpus } from '../language/project.ts';
import { designOf } from '../support/design.ts';

/** The next of a sequence that is the same in every run: a linear congruential generator. */
function next(seed: number): number {
  return (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
}

async function survives(text: string): Promise<void> {
  const design = await designOf(text);
  for (const { name, counterexamples } of explore(design).flows) {
    for (const { steps, run } of counterexamples) {
      assert.ok(steps.length > 0);
      assert.ok(replay(design, name, run)?.breaches.length);
    }
  }
  checkRequirements(design);
}

describe('the explorer bears', () => {
  for (const [name, text] of corpus()) {
    it(`${name} cut short anywhere`, async () => {
      for (let part = 1; part < 12; part++) await survives(text.slice(0, Math.floor((text.length * part) / 12)));
    });
    it(`${name} with lines left out`, async () => {
      const lines = text.split('\n');
      for (let round = 0, seed = 1; round < 12; round++) {
        const kept: string[] = [];
        for (const line of lines) {
          seed = next(seed);
          if (seed % 8 !== 0) kept.push(line);
        }
        await survives(kept.join('\n'));
      }
    });
  }
});
