/** The naive model and the fault explorer against SPIN, a model checker of others, which tries every interleaving of the same design. */
import assert from 'node:assert/strict';
import { designOf } from '../support/design.ts';
import { judge } from './explored.ts';
import { exploreNaively } from './naive/explore.ts';
import { spinDesigns } from './spin/designs.ts';
import { handWritten } from './spin/hand-written.ts';
import { promelaOf } from './spin/promela.ts';
import { missingForSpin, runSpin } from './spin/run.ts';

/** Whom to blame for an effect that took place twice is no question to a model checker. */
function told({ promise, element }: { readonly promise: string; readonly element: string }): string {
  return promise === 'effect-once' ? promise : `${promise} at ${element}`;
}

describe('SPIN', function () {
  this.timeout(300_000);
  const missing = missingForSpin();

  before(function () {
    if (missing === undefined) return;
    console.warn(`      ${missing} cannot be run here: the comparison with SPIN is left out (Debian: apt-get install spin gcc).`);
    this.skip();
  });

  for (const { name, text, faults } of spinDesigns) {
    it(`finds what we find in ${name}, at ${faults} ${faults === 1 ? 'fault' : 'faults'}`, async () => {
      const design = await designOf(`system s { ${text} }`);
      const { broken } = runSpin(promelaOf(design, faults));
      const theirs = broken.map(told);
      const naive = exploreNaively(design, { faults, bound: 200_000 }).failures.map(told);
      assert.deepEqual([...new Set(naive)].sort(), [...new Set(theirs)].sort());
      assert.deepEqual([...new Set(judge(design, faults).map(told))].sort(), [...new Set(theirs)].sort());
    });
  }

  for (const { name, text, model } of handWritten) {
    for (const faults of [1, 2]) {
      it(`finds what we find in ${name}, at ${faults} ${faults === 1 ? 'fault' : 'faults'}`, async () => {
        const design = await designOf(`system s { ${text} }`);
        assert.deepEqual(
          design.problems.map(({ message }) => message),
          [],
        );
        const theirs = [...new Set(runSpin(model(faults)).broken.map(told))].sort();
        const naive = exploreNaively(design, { faults, bound: 200_000 }).failures.map(told);
        assert.deepEqual([...new Set(naive)].sort(), theirs);
        assert.deepEqual([...new Set(judge(design, faults).map(told))].sort(), theirs);
      });
    }
  }
});
