/** Runs the tests of a mechanism, which are data: what breaks in each small design, by which fault, and at which line. */
import assert from 'node:assert/strict';
import { explore } from '../../../analysis/explorer/index.ts';
import { dedent, designOf } from '../../support/design.ts';
import { runsOf } from '../runs.ts';

export interface RunCase {
  readonly name: string;
  readonly text: string;
  /** How many strike; one unless said. */
  readonly faults?: number;
  /** Promise, faults, rule and line of each counterexample. */
  readonly breaks: readonly string[];
  /** The sentences of the last of them. */
  readonly steps?: readonly string[];
}

/** @param what the mechanism whose runs these are */
export function testRuns(what: string, cases: readonly RunCase[]): void {
  describe(`of a run: ${what}`, () => {
    for (const { name, text, faults, breaks, steps } of cases) {
      it(name, async () => {
        const design = dedent(text);
        const wrong = (await designOf(design)).problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name');
        assert.deepEqual(wrong, []);
        const runs = await runsOf(design, faults);
        const heads = runs.split('\n').filter((line) => /^[a-z]/.test(line) && line !== 'holds');
        assert.deepEqual(
          heads.map((line) => line.replace(/: .*$/, '')),
          breaks,
        );
        if (!steps) return;
        const last = explore(await designOf(design), { faults })
          .flows.flatMap(({ counterexamples }) => counterexamples)
          .at(-1);
        assert.deepEqual(
          last?.steps.map((step) => step.text),
          steps,
        );
      });
    }
  });
}
