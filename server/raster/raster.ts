/** Pictures as bitmaps, drawn on Node without a browser and the same everywhere. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { isMeasured } from '../../diagram/index.ts';
import { rasterFonts } from './fonts.ts';

/** A bitmap larger than this is more than image viewers and memory can take: pixels in all. */
const MOST_PIXELS = 120_000_000;

export interface Bitmap {
  readonly png: Uint8Array;
  /** Pixels for each pixel of the picture; less than was asked for when that is more than can be drawn. */
  readonly scale: number;
  /** Characters that the font lacks, each once; they are missing from the bitmap. */
  readonly missing: string;
}

/** From sources the engine lies in its package; bundled, beside the bundle. */
function engineUrl(): string {
  return import.meta.url.endsWith('.ts')
    ? import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm')
    : new URL('./resvg.wasm', import.meta.url).href;
}

let engine: Promise<void> | undefined;
let fonts: readonly Uint8Array[] | undefined;

/**
 * Draws an SVG document of ours as PNG.
 *
 * @param svg what `renderSvg` wrote, colours fixed
 * @param scale pixels for each pixel of the picture
 */
export async function rasterize(svg: string, scale: number): Promise<Bitmap> {
  engine ??= readFile(fileURLToPath(engineUrl())).then((bytes) => initWasm(bytes));
  await engine;
  fonts ??= rasterFonts.map((font) => Buffer.from(font, 'base64'));
  const [, width = '1', height = '1'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const possible = Math.min(scale, Math.sqrt(MOST_PIXELS / (Number(width) * Number(height))));
  const image = new Resvg(prepared(svg), {
    font: { fontBuffers: [...fonts], defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: possible },
  });
  try {
    const rendered = image.render();
    try {
      return { png: rendered.asPng(), scale: possible, missing: missingIn(svg) };
    } finally {
      rendered.free();
    }
  } finally {
    image.free();
  }
}

/** The engine reads no WOFF2, and knows each weight of the font by a family name of its own. */
function prepared(svg: string): string {
  return svg
    .replace(/<style>@font-face[\s\S]*?<\/style>/, '')
    .replaceAll(' font-weight="600"', ' font-weight="600" font-family="Inter SemiBold, Inter"')
    .replaceAll(' font-weight="500"', ' font-weight="500" font-family="Inter Medium, Inter"');
}

function missingIn(svg: string): string {
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
  return [...new Set(texts.join(''))].filter((character) => !isMeasured(character)).join('');
}
