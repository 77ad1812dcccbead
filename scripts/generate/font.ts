/**
 * Writes what pictures need of the font Inter (SIL Open Font Licence 1.1): how wide its characters are, and a cut-down copy for exported
 * pictures, so that they look the same where Inter is not installed.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { FONT_FAMILY } from '../../diagram/svg/frame.ts';
import { root } from '../lib.ts';

const weights = [400, 500, 600] as const;

/** Scripts as the font package splits them, with the code points that are measured. */
const measured: readonly { readonly subset: string; readonly from: number; readonly to: number }[] = [
  { subset: 'latin', from: 0x20, to: 0x7e },
  { subset: 'latin', from: 0xa0, to: 0xff },
  { subset: 'latin-ext', from: 0x100, to: 0x17f },
  { subset: 'greek', from: 0x386, to: 0x3ce },
  { subset: 'cyrillic', from: 0x400, to: 0x45f },
  { subset: 'latin', from: 0x2013, to: 0x2026 },
  { subset: 'latin', from: 0x2039, to: 0x203a },
];

/** What exported pictures embed: printable ASCII and the signs that pictures themselves write. */
const embedded = `${String.fromCharCode(...Array.from({ length: 0x5f }, (_, index) => 0x20 + index))}×–—…’“”·›`;

const header = `// Written by \`npm run generate\` from the font Inter, Copyright 2016 The Inter Project Authors (https://github.com/rsms/inter),
// SIL Open Font Licence 1.1: https://openfontlicense.org. Do not edit.
`;

/** The files that follow from the font, by path below the checkout. */
export async function fontFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['diagram/text/widths.ts', await widthsModule()],
    ['diagram/text/embedded.ts', await embeddedModule()],
    ['server/raster/fonts.ts', await rasterModule()],
    ['client/media/font.css', await pageStyle()],
  ]);
}

async function readSubset(subset: string, weight: number): Promise<Buffer> {
  return readFile(join(root, `node_modules/@fontsource/inter/files/inter-${subset}-${weight}-normal.woff2`));
}

async function widthsModule(): Promise<string> {
  const lines: string[] = [];
  for (const weight of weights) {
    const runs: string[] = [];
    for (const { subset, from, to } of measured) {
      const text = String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, index) => from + index));
      const font = await subsetFont(await readSubset(subset, weight), text, { targetFormat: 'truetype' });
      runs.push([from, ...advances(font, from, to).map((width) => width ?? '-')].join(' '));
    }
    lines.push(`  ${weight}: \`${runs.join('\n')}\`,`);
  }
  return `${header}
/** Advance widths in thousandths of the font size, by weight. A line is a run: its first code point, then a width each; \`-\` is not in the font. */
export const widths: Readonly<Record<400 | 500 | 600, string>> = {
${lines.join('\n')}
};
`;
}

/** Everything of a script that is measured, in the weights' own order. */
async function measuredFont(subset: string, weight: number, targetFormat: 'truetype' | 'woff2'): Promise<Buffer> {
  return subsetFont(await readSubset(subset, weight), String.fromCodePoint(...pointsOf(subset)), {
    targetFormat,
    noLayoutClosure: true,
    noHinting: true,
    keepFeatures: ['kern'],
  });
}

const subsets: ReadonlySet<string> = new Set(measured.map(({ subset }) => subset));

function pointsOf(subset: string): readonly number[] {
  return measured
    .filter((each) => each.subset === subset)
    .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
}

/** The font as a page needs it that shows pictures in the editor's colours: whatever fonts the machine has, names are as wide as they were measured. */
async function pageStyle(): Promise<string> {
  const rules: string[] = [];
  for (const weight of weights) {
    for (const subset of subsets) {
      const font = await measuredFont(subset, weight, 'woff2');
      const range = measured
        .filter((each) => each.subset === subset)
        .map(({ from, to }) => `U+${from.toString(16)}-${to.toString(16)}`)
        .join(', ');
      rules.push(`/* ${subset}, ${weight} */
@font-face {
  font-family: "Archlint Inter";
  font-weight: ${weight};
  src: url("data:font/woff2;base64,${font.toString('base64')}")
    format("woff2");
  unicode-range: ${range};
}
`);
    }
  }
  return `/* ${header.replaceAll('// ', '').trim().replace('\n', '\n   ')} */

${rules.join('\n')}
svg.archlint {
  font-family: "Archlint Inter", ${FONT_FAMILY.replaceAll("'", '"')};
}
`;
}

async function embeddedModule(): Promise<string> {
  const entries: string[] = [];
  for (const weight of weights) {
    const font = await subsetFont(await readSubset('latin', weight), embedded, {
      targetFormat: 'woff2',
      noLayoutClosure: true,
      noHinting: true,
      keepFeatures: ['kern'],
    });
    entries.push(`  ${weight}: '${font.toString('base64')}',`);
  }
  return `${header}
/** WOFF2 in base64, by weight; covers printable ASCII and the signs that pictures write. */
export const embeddedFonts: Readonly<Record<400 | 500 | 600, string>> = {
${entries.join('\n')}
};
`;
}

/** The font as bitmaps need it, which are drawn where no font can be counted on: all that is measured, as plain TrueType. */
async function rasterModule(): Promise<string> {
  const entries: string[] = [];
  for (const weight of weights) {
    for (const subset of subsets) {
      const font = await measuredFont(subset, weight, 'truetype');
      entries.push(`  // ${subset}, ${weight}\n  '${font.toString('base64')}',`);
    }
  }
  return `${header}
/** TrueType in base64; each is a part of one weight. */
export const rasterFonts: readonly string[] = [
${entries.join('\n')}
];
`;
}

/** Reads advance widths from a TrueType font: \`cmap\` format 4 gives glyphs, \`hmtx\` their widths. */
function advances(font: Buffer, from: number, to: number): (number | undefined)[] {
  const tables = new Map<string, number>();
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const entry = 12 + index * 16;
    tables.set(font.toString('latin1', entry, entry + 4), font.readUInt32BE(entry + 8));
  }
  const table = (name: string): number => {
    const offset = tables.get(name);
    if (offset === undefined) throw new Error(`The font has no table ${name}.`);
    return offset;
  };
  const unitsPerEm = font.readUInt16BE(table('head') + 18);
  const longMetrics = font.readUInt16BE(table('hhea') + 34);
  const glyphOf = characterMap(font, table('cmap'));
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const glyph = glyphOf(from + index);
    if (!glyph) return undefined;
    return Math.round((font.readUInt16BE(table('hmtx') + 4 * Math.min(glyph, longMetrics - 1)) * 1000) / unitsPerEm);
  });
}

function characterMap(font: Buffer, cmap: number): (codePoint: number) => number {
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const start = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    if (font.readUInt16BE(start) !== 4) continue;
    const segments = font.readUInt16BE(start + 6) / 2;
    return (codePoint) => {
      for (let segment = 0; segment < segments; segment++) {
        if (font.readUInt16BE(start + 14 + 2 * segment) < codePoint) continue;
        const first = font.readUInt16BE(start + 16 + 2 * (segments + segment));
        if (first > codePoint) return 0;
        const delta = font.readUInt16BE(start + 16 + 2 * (2 * segments + segment));
        const at = start + 16 + 2 * (3 * segments + segment);
        const offset = font.readUInt16BE(at);
        if (offset === 0) return (codePoint + delta) & 0xffff;
        const glyph = font.readUInt16BE(at + offset + 2 * (codePoint - first));
        return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
      }
      return 0;
    };
  }
  throw new Error('The font has no character map of format 4.');
}
