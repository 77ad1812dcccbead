/**
 * Compares rules and fault explorer on thousands of designs at random, with every fix of some of them: `npm run night -- 10000`. A number counts designs, a
 * second one says with which to begin. Ends with status 1 where they disagree in a way that is not intended.
 */

import { describeDisagreement } from '../test/explorer/agreement.ts';
import { compareAt } from '../test/explorer/comparison.ts';
import { differences } from '../test/explorer/differences.ts';

const [count = 10_000, first = 0] = process.argv.slice(2).map(Number);
/** One design in so many has its fixes applied, which costs as much as twenty others. */
const fixedEvery = 20;
/** As many disagreements are written out. */
const shown = 20;

const sums = { designs: 0, findings: 0, runs: 0, fixes: 0, wrong: 0 };
const times = new Map(differences.map(({ name }) => [name, { places: 0, first: -1 }]));
for (let seed = first; seed < first + count; seed++) {
  const { text, problems, findings, runs, intended, unintended, fixes, fixed } = await compareAt(seed, { fixes: seed % fixedEvery === 0 });
  sums.designs++;
  sums.findings += findings;
  sums.runs += runs;
  sums.fixes += fixed;
  for (const name of intended) {
    const known = times.get(name) ?? { places: 0, first: -1 };
    times.set(name, { places: known.places + 1, first: known.first < 0 ? seed : known.first });
  }
  const wrong = [...problems, ...unintended.map(describeDisagreement), ...fixes];
  if (wrong.length === 0) continue;
  sums.wrong++;
  if (sums.wrong <= shown) console.log(`design ${seed}:\n${wrong.join('\n')}\n${text}`);
  else console.log(`design ${seed}: ${wrong.map((one) => one.split('\n')[0]).join('; ')}`);
}
const { designs, findings, runs, fixes, wrong } = sums;
const intended = [...times.values()].reduce((sum, { places }) => sum + places, 0);
console.log(
  `${designs} designs, ${findings} findings, ${runs} runs, ${fixes} fixes compared: ${intended} differ on purpose, ${wrong} designs otherwise.`,
);
const width = Math.max(...differences.map(({ name }) => name.length));
for (const [name, { places, first: design }] of [...times].toSorted(([, one], [, other]) => other.places - one.places))
  console.log(`${String(places).padStart(6)}  ${name.padEnd(width)}${design < 0 ? '' : `  first in design ${design}`}`);
process.exitCode = wrong === 0 ? 0 : 1;
