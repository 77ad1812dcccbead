/**
 * Measures what docs/performance.md states. Printed, never asserted.
 *
 *     npm run bench [check] [growth] [explore] [server] [preview] [diagram] [stability] [likec4]
 */
import { benchCheck } from './check.ts';
import { benchDiagram } from './diagram.ts';
import { benchExplore } from './explore.ts';
import { benchGrowth } from './growth.ts';
import { benchLikeC4 } from './likec4.ts';
import { benchPreview } from './preview.ts';
import { benchServer } from './server.ts';
import { benchStability } from './stability.ts';

const benches: ReadonlyMap<string, () => Promise<void>> = new Map([
  ['check', benchCheck],
  ['growth', benchGrowth],
  ['explore', benchExplore],
  ['server', benchServer],
  ['preview', benchPreview],
  ['diagram', benchDiagram],
  ['stability', benchStability],
  ['likec4', benchLikeC4],
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
