/** Runs the tests of what is told of a run, which are data: a design, what goes wrong in it, and each step from there on. */
import assert from 'node:assert/strict';
import { dedent, designOf } from '../../support/design.ts';
import { lightOf, lineOf, play, type Struck } from '../telling.ts';

interface Telling {
  readonly name: string;
  /** The first unless said. */
  readonly variant?: number;
  readonly strikes?: readonly Struck[];
  /** As `lineOf` has them, to the end of the run: from the first fault on, or all where nothing strikes. */
  readonly steps: readonly string[];
  readonly breaks?: readonly string[];
  /** What else could go wrong, by step; a step that is not among them is one at which nothing can. */
  readonly could?: readonly (readonly [step: string, ...faults: string[]])[];
  /** What lights up at each of the steps, as `lightOf` has it. */
  readonly lights?: readonly string[];
}

interface Told {
  readonly text: string;
  readonly flow: string;
  readonly runs: readonly Telling[];
}

/** @param what whose steps are told */
export function testTellings(what: string, cases: readonly Told[]): void {
  describe(`what is told of ${what}`, () => {
    for (const { text, flow, runs } of cases) {
      for (const { name, variant, strikes = [], steps, breaks = [], could, lights } of runs) {
        it(name, async () => {
          const design = await designOf(dedent(text));
          assert.deepEqual(
            design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
            [],
          );
          const run = play(design, flow, strikes, { variant });
          const shown = run.steps.slice(-steps.length);
          assert.deepEqual(
            shown.map((step) => lineOf(design, step)),
            steps,
          );
          assert.equal(run.steps.length - shown.length, strikes.length > 0 ? run.steps.findIndex(({ fault }) => fault !== undefined) : 0);
          assert.deepEqual(
            run.breaches.map((breach) => `${breach.promise}: ${breach.text}`),
            breaks,
          );
          if (could)
            assert.deepEqual(
              shown
                .filter((step) => step.strikes.length > 0)
                .map((step) => [step.text, ...step.strikes.map((one) => `${one.fault}: ${one.text}`)]),
              could,
            );
          if (lights)
            assert.deepEqual(
              shown.map((step) => lightOf(dedent(text), step).replace(/\s+/g, ' ')),
              lights,
            );
        });
      }
    }
  });
}
