/** The exploration that findings, diffs and reports share. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { explore } from '../../analysis/explorer/index.ts';
import { exploration } from '../../analysis/passes/exploration.ts';
import { designOf } from '../support/design.ts';

describe('the exploration of a design', () => {
  it('is that of the explorer under one fault, made once', async () => {
    const design = await designOf(`
      event Sold { key id }
      queue Sales { delivery at-least-once }
      store Sums
      actor Buyer { sends Sold to Sales }
      service Stats { on Sold from Sales { increments Sums } }
    `);
    const found = analysisOf(design, exploration);
    assert.deepEqual(
      found.flows.map(({ name, verdict }) => [name, verdict]),
      [['Buyer sends Sold', 'broken']],
    );
    assert.deepEqual(found, explore(design));
    assert.equal(found.faults, 1);
    assert.equal(analysisOf(design, exploration), found);
  });
});
