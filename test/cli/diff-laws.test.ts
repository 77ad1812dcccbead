/** What holds of the reports on any two designs: the way back mirrors them, and every format says the same. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { opposite } from '../../analysis/diff/aspects.ts';
import type { Bearing } from '../../analysis/diff/change.ts';
import { editsOf, fed, forEdits } from '../support/design-edits.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';
import { archlint, folderWith } from './run.ts';

interface Told {
  readonly rule: string;
  readonly message: string;
  readonly was?: string;
}

interface Report {
  readonly changes: readonly { readonly kind: string; readonly bearing: Bearing; readonly text: string }[];
  readonly findings: { readonly new: readonly Told[]; readonly resolved: readonly Told[]; readonly altered: readonly Told[] };
}

/** A design and what has become of it: three words, and a declaration that has gone. */
const twoVersions = randomDesigns.chain(({ declarations }) => {
  const all = fed([...declarations, ...forEdits]);
  const text = textOf(all);
  const shorter = fc.constantFrom(...all.keys()).map((gone) => textOf(all.filter((_, index) => index !== gone)));
  const edited = shorter.chain((fewer) => fc.constantFrom(...editsOf(fewer)).map((edit) => edit.edited));
  const again = edited.chain((once) => fc.constantFrom(...editsOf(once)).map((edit) => edit.edited));
  return fc.tuple(fc.constant(text), again);
});

async function said(folder: string, from: string, to: string, format: string): Promise<string> {
  const { status, out, err } = await archlint(folder, ['diff', from, to, '--format', format]);
  assert.deepEqual([status, err], [0, '']);
  return out;
}

function findingTexts(findings: readonly Told[], text: (told: Told) => string = ({ message }) => message): readonly string[] {
  return findings.map((told) => `${told.rule}: ${text(told)}`).sort();
}

/** As it reads: on one line, without what Markdown needs. */
function read(report: string): string {
  const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&amp;': '&', '&#64;': '@' };
  return report
    .replace(/&(?:lt|amp|#64);/g, (entity) => entities[entity] ?? entity)
    .replace(/\\([\\*_[\]|~])/g, '$1')
    .replace(/\s+/g, ' ');
}

describe('reports of any two designs', function () {
  this.timeout(300_000);

  it('are mirrored by the way back, and say the same in every format', async () => {
    await fc.assert(
      fc.asyncProperty(twoVersions, async ([before, after]) => {
        const folder = folderWith({ 'old/a.arch': before, 'new/a.arch': after });
        const forth = JSON.parse(await said(folder, 'old', 'new', 'json')) as Report;
        const back = JSON.parse(await said(folder, 'new', 'old', 'json')) as Report;
        assert.deepEqual(findingTexts(back.findings.resolved), findingTexts(forth.findings.new));
        assert.deepEqual(findingTexts(back.findings.new), findingTexts(forth.findings.resolved));
        assert.deepEqual(
          findingTexts(back.findings.altered),
          findingTexts(forth.findings.altered, ({ was = '' }) => was),
        );
        const meanings = (report: Report, meaning: (bearing: Bearing) => Bearing): readonly string[] =>
          [...new Set(report.changes.map(({ kind, bearing }) => `${kind} ${meaning(bearing)}`))].sort();
        assert.deepEqual(
          meanings(back, (bearing) => bearing),
          meanings(forth, opposite),
        );
        const texts = [
          ...forth.changes.map(({ text }) => text),
          ...Object.values(forth.findings).flatMap((own: readonly Told[]) => own.map(({ message }) => message)),
        ];
        for (const format of ['text', 'markdown']) {
          const report = read(await said(folder, 'old', 'new', format));
          for (const text of texts) assert.ok(report.includes(text.replace(/\s+/g, ' ')), `${format} does not say: ${text}`);
        }
      }),
      { numRuns: 12, seed: 20_261_126 },
    );
  });

  it('say that nothing is different where nothing is', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, async ({ declarations }) => {
        const folder = folderWith({
          'old.arch': textOf(declarations),
          'new/a.arch': textOf(declarations.slice(3)),
          'new/b.arch': textOf(declarations.slice(0, 3)),
        });
        for (const format of ['text', 'markdown', 'json']) {
          const report = await said(folder, 'old.arch', 'new', format);
          if (format === 'json')
            assert.deepEqual(Object.values((JSON.parse(report) as { summary: Record<string, number> }).summary), [0, 0, 0, 0, 0, 0]);
          else assert.match(report, /From old\.arch to new the design does the same\.\n$/);
        }
      }),
      { numRuns: 4, seed: 20_261_126 },
    );
  });
});
