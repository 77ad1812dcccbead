/** Runs the tests of what a run comes to, which are data: a design, what goes wrong in it, the sentences from there on, and what breaks. */
import assert from 'node:assert/strict';
import { explore } from '../../../analysis/explorer/index.ts';
import { dedent, designOf } from '../../support/design.ts';
import { play, type Struck } from '../telling.ts';

interface Play {
  readonly name: string;
  readonly text: string;
  /** The first unless said. */
  readonly flow?: string;
  readonly variant?: number;
  readonly strikes?: readonly Struck[];
  /** What happens from the first fault on; all where nothing strikes. */
  readonly steps: readonly string[];
  /** The promises that break, in the order in which they do. */
  readonly breaks?: readonly string[];
}

/** @param what the mechanism whose runs these are */
export function testPlays(what: string, cases: readonly Play[]): void {
  describe(`what becomes of a run: ${what}`, () => {
    for (const { name, text, flow, variant, strikes = [], steps, breaks = [] } of cases) {
      it(name, async () => {
        const design = await designOf(dedent(text));
        assert.deepEqual(
          design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
          [],
        );
        const [first] = explore(design, { faults: 0 }).flows;
        const run = play(design, flow ?? first?.name ?? '', strikes, { variant });
        const begin = strikes.length > 0 ? run.steps.findIndex(({ fault }) => fault !== undefined) : 0;
        assert.deepEqual(
          run.steps.slice(begin).map((step) => step.text),
          steps,
        );
        assert.deepEqual(
          run.breaches.map(({ promise }) => promise),
          breaks,
        );
      });
    }
  });
}
