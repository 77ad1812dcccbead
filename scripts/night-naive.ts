/**
 * Compares the fault explorer with the naive model on designs at random that have joins, called workflows and requirements: `npm run night:naive -- 1000 0 1`.
 * The numbers count designs, say with which to begin, and how many faults strike. Ends with status 1 where the two disagree.
 */

import { foundByExplorer, foundNaively } from '../test/explorer/naive/comparison.ts';
import { furtherDesign } from '../test/explorer/naive/random.ts';
import { designOf } from '../test/support/design.ts';

/** More states than this take a naive model too long. */
const mostStates = 4_000;

const [count = 1_000, first = 0, faults = 1] = process.argv.slice(2).map(Number);
process.exitCode = (await explorerAgainstNaive(count, first, faults)) ? 0 : 1;

/** @returns whether they agree */
async function explorerAgainstNaive(count: number, first: number, faults: number): Promise<boolean> {
  const sums = { compared: 0, large: 0, failures: 0, wrong: 0 };
  for (let seed = first; seed < first + count; seed++) {
    const text = furtherDesign(seed);
    const design = await designOf(text);
    const naive = foundNaively(design, { faults, bound: mostStates });
    if (!naive) {
      sums.large++;
      continue;
    }
    sums.compared++;
    const explored = foundByExplorer(design, faults);
    sums.failures += explored.length;
    if (naive.join() === explored.join()) continue;
    sums.wrong++;
    const only = (some: readonly string[], others: readonly string[]): string =>
      some.filter((one) => !others.includes(one)).join(', ') || 'nothing';
    console.log(`design ${seed}: only the naive model finds ${only(naive, explored)}; only the explorer ${only(explored, naive)}\n${text}`);
  }
  const { compared, large, failures, wrong } = sums;
  console.log(
    `${compared} designs and ${failures} failures compared at ${faults} ${faults === 1 ? 'fault' : 'faults'}, ${large} designs too large: ${wrong} differ.`,
  );
  return wrong === 0;
}
