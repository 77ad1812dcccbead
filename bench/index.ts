/**
 * Measures what docs/performance.md states. Printed, never asserted.
 *
 *     npm run bench [check] [explore] [server] [preview]
 */
import { benchCheck } from './check.ts';
import { benchExplore } from './explore.ts';
import { benchPreview } from './preview.ts';
import { benchServer } from './server.ts';

const benches: ReadonlyMap<string, () => Promise<void>> = new Map([
  ['check', benchCheck],
  ['explore', benchExplore],
  ['server', benchServer],
  ['preview', benchPreview],
]);

const chosen = process.argv.length > 2 ? process.argv.slice(2) : [...benches.keys()];
for (const name of chosen) {
  const bench = benches.get(name);
  if (bench) await bench();
  else {
    console.error(`There is no benchmark ${name}. They are: ${[...benches.keys()].join(', ')}.`);
    process.exitCode = 2;
  }
}
