/** Sequence diagrams reviewed by eye. After a change that is meant, look at what `UPDATE_GOLDEN=1` writes before committing it. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderSequence, type SequenceOptions, sequenceOf } from '../../../diagram/sequence/index.ts';
import { chargedTwice, deliveredTwice, longNames, type Sample } from './runs.ts';

const folder = fileURLToPath(new URL('../golden/', import.meta.url));

const cases: readonly (readonly [sample: Sample, options: Pick<SequenceOptions, 'theme' | 'density' | 'animated'>])[] = [
  [deliveredTwice, { theme: 'light' }],
  [deliveredTwice, { theme: 'light', animated: true }],
  [chargedTwice, { theme: 'dark', density: 'panel' }],
  [longNames, { theme: 'hc' }],
];

describe('golden sequence diagrams', () => {
  for (const [{ name, design, run }, options] of cases) {
    const file = `${folder}run-${name}-${options.theme}${options.animated ? '-animated' : ''}.svg`;
    it(`${name}, ${options.theme}${options.animated ? ', animated' : ''}`, () => {
      const svg = renderSequence(sequenceOf(design, run), { ...options, mode: 'export', embedFonts: false });
      if (process.env.UPDATE_GOLDEN) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, svg);
      }
      assert.ok(svg === readFileSync(file, 'utf8'), `${file} shows something else now. If that is meant, write it anew and look at it.`);
    });
  }
});
