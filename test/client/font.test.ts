/** Names are measured in one font. The pages that show pictures bring it along, so that names fit whatever fonts a machine has. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMeasured } from '../../diagram/index.ts';
import { root } from '../../scripts/lib.ts';

const style = readFileSync(join(root, 'client/media/font.css'), 'utf8');

/** The code points of each weight that the style sheet has a font for. */
function covered(weight: number): (point: number) => boolean {
  const faces = [...style.matchAll(/@font-face \{([^}]*)\}/g)]
    .map(([, face]) => face ?? '')
    .filter((face) => face.includes(`font-weight: ${weight};`));
  const ranges = faces.flatMap((face) =>
    [...face.matchAll(/U\+([0-9a-f]+)-([0-9a-f]+)/gi)].map(
      ([, from, to]) => [Number.parseInt(from ?? '', 16), Number.parseInt(to ?? '', 16)] as const,
    ),
  );
  return (point) => ranges.some(([from, to]) => point >= from && point <= to);
}

describe('the font of pictures in the editor', () => {
  for (const weight of [400, 500, 600]) {
    it(`has every character that is measured, in weight ${weight}`, () => {
      const isCovered = covered(weight);
      const missing = Array.from({ length: 0x3000 }, (_, point) => point).filter(
        (point) => isMeasured(String.fromCodePoint(point)) && !isCovered(point),
      );
      assert.deepEqual(missing, []);
    });
  }

  it('comes before all others', () => {
    assert.match(style, /\nsvg\.archlint \{\n {2}font-family:\s+"Archlint Inter",\s+Inter,/);
  });

  it('is loaded by the preview and in Markdown', () => {
    assert.match(readFileSync(join(root, 'client/webview/style.css'), 'utf8'), /^@import "\.\.\/media\/font\.css";$/m);
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly contributes: { readonly 'markdown.previewStyles': readonly string[] };
    };
    assert.ok(manifest.contributes['markdown.previewStyles'].includes('./client/media/font.css'));
  });
});
