import assert from 'node:assert/strict';
import { type Analysis, analysisOf, defineAnalysis } from '../../analysis/analyses.ts';
import { designOf } from '../support/design.ts';

describe('shared analyses', () => {
  it('are computed once for a design, and anew for the next', async () => {
    let runs = 0;
    const names = defineAnalysis('names', (design) => {
      runs++;
      return design.elements.map(({ name }) => name);
    });
    const count = defineAnalysis('count', (_, get) => get(names).length);
    const design = await designOf('queue A queue B');
    assert.equal(analysisOf(design, count), 2);
    assert.deepEqual(analysisOf(design, names), ['A', 'B']);
    assert.equal(runs, 1);
    assert.equal(analysisOf(await designOf('queue A'), count), 1);
    assert.equal(runs, 2);
  });

  it('fail with the same error for each rule that asks, after one run', async () => {
    let runs = 0;
    const broken = defineAnalysis('broken', () => {
      runs++;
      throw new Error('no');
    });
    const design = await designOf('');
    assert.throws(() => analysisOf(design, broken), /no/);
    assert.throws(() => analysisOf(design, broken), /no/);
    assert.equal(runs, 1);
  });

  it('cannot need themselves', async () => {
    const design = await designOf('');
    const circle: Analysis<number> = defineAnalysis('circle', (_, get): number => get(circle));
    assert.throws(() => analysisOf(design, circle), /circle needs its own result/);
  });
});
