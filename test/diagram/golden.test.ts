/**
 * Pictures reviewed by eye. After a change that is meant, look at what `UPDATE_GOLDEN=1 npx mocha test/diagram/golden.test.ts` writes before
 * committing it.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawArchitecture, type Finding, type ThemeName } from '../../diagram/index.ts';
import type { Design } from '../../language/model/design.ts';
import type { Layouter } from '../../server/layout.ts';
import { patientLayouter } from '../support/layouter.ts';
import { example } from './corpus.ts';

const folder = fileURLToPath(new URL('golden/', import.meta.url));

const cases: readonly { readonly name: string; readonly theme: ThemeName }[] = [
  { name: 'shop', theme: 'light' },
  { name: 'idempotency', theme: 'dark' },
  { name: 'dead-letters', theme: 'hc' },
  { name: 'systems/coffee', theme: 'light' },
  { name: 'systems/transfer', theme: 'dark' },
];

/** Findings that do not change with the rules: one at each effect that is repeated or retried, and one at each message. */
function findingsOf(design: Design): readonly Finding[] {
  const effects = design.effects.filter(({ kind }) => kind === 'increments' || kind === 'calls').slice(0, 3);
  const messages = design.messages.slice(-1);
  return [
    ...effects.map(
      ({ syntax }): Finding => ({
        rule: 'golden-effect',
        severity: 'error',
        message: 'Something happens. Mend it.',
        source: syntax.source,
        related: [],
      }),
    ),
    ...messages.map(
      ({ syntax }): Finding => ({
        rule: 'golden-message',
        severity: 'warning',
        message: 'A message is odd.',
        source: syntax.source,
        related: [],
      }),
    ),
  ];
}

describe('golden pictures', () => {
  let engine: Layouter;
  before(() => {
    engine = patientLayouter();
  });
  after(() => engine.dispose());

  for (const { name, theme } of cases) {
    it(`${name}, ${theme}`, async () => {
      const design = await example(name);
      const { svg } = await drawArchitecture(design, findingsOf(design), { theme, embedFonts: false, effort: 'quick' }, engine);
      const file = `${folder}${name.replaceAll('/', '-')}-${theme}.svg`;
      if (process.env.UPDATE_GOLDEN) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, svg);
      }
      assert.ok(svg === readFileSync(file, 'utf8'), `${file} shows something else now. If that is meant, write it anew and look at it.`);
    });
  }
});
