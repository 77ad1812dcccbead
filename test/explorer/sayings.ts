/** Runs the tests of what happens in a run, which are data: a design, what goes wrong in it, and the sentences from there on. */
import assert from 'node:assert/strict';
import { dedent, designOf } from '../support/design.ts';
import { play, type Struck } from './telling.ts';

interface Saying {
  readonly name: string;
  readonly strikes?: readonly Struck[];
  /** From the first fault on, or all where nothing strikes. */
  readonly says?: readonly string[];
  /** What breaks; nothing unless said. */
  readonly breaks?: readonly string[];
  /** What could go wrong where this is said, for the last time: that, and nothing else. */
  readonly could?: readonly (readonly [sentence: string, ...faults: string[]])[];
}

export interface Said {
  readonly text: string;
  readonly flow: string;
  readonly runs: readonly Saying[];
}

/** @param what whose runs these are */
export function testSayings(what: string, cases: readonly Said[]): void {
  describe(`what happens to ${what}`, () => {
    for (const { text, flow, runs } of cases) {
      for (const { name, strikes = [], says, breaks = [], could = [] } of runs) {
        it(name, async () => {
          const design = await designOf(dedent(text));
          assert.deepEqual(
            design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
            [],
          );
          const { steps, breaches } = play(design, flow, strikes, { budget: 3 });
          const from = strikes.length > 0 ? steps.findIndex(({ fault }) => fault !== undefined) : 0;
          if (says)
            assert.deepEqual(
              steps.slice(from).map((step) => step.text),
              says,
            );
          assert.deepEqual(
            breaches.map((breach) => breach.text),
            breaks,
          );
          assert.deepEqual(
            could.map(([sentence]) => [
              sentence,
              ...(steps.findLast((step) => step.text === sentence)?.strikes ?? []).map((one) => `${one.fault}: ${one.text}`),
            ]),
            could,
          );
        });
      }
    }
  });
}
