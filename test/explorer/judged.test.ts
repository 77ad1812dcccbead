/** The explorer on the small designs of the naive model, which says the same of each of them (`naive.test.ts`): what breaks, at which element, by how many faults. */
import assert from 'node:assert/strict';
import { designOf } from '../support/design.ts';
import { foundByExplorer } from './naive/comparison.ts';
import { judgedDesigns, withoutPlace } from './naive/designs/all.ts';

describe('the explorer finds what the naive model does', () => {
  for (const { name, text, breaks, faults = 1 } of judgedDesigns) {
    it(name, async () => {
      const design = await designOf(`system s { ${text} }`);
      for (let budget = 1; budget <= faults; budget++) {
        const expected = breaks.filter((line) => Number(line.split(' ').at(-1)) <= budget).map(withoutPlace);
        assert.deepEqual(foundByExplorer(design, budget), expected, `by ${budget}`);
      }
    });
  }
});
