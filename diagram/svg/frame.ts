/** What all pictures share as documents: fonts, margins, and the SVG element around their parts. */
import { embeddedFonts } from '../text/embedded.ts';
import type { Paint, ThemeName } from '../theme.ts';
import { escaped, num, tag } from './write.ts';

export interface RenderOptions {
  readonly theme: ThemeName;
  /** `editor`: colours from the editor's variables, nothing but the picture. `export`: colours fixed, with title, legend and findings. */
  readonly mode: 'editor' | 'export';
  /** Whether groups have a mark at which they are closed and opened; for pages that do that. */
  readonly folds?: boolean;
  /** Whether an export carries its font; without it, it is 32 KB smaller and looks right where Inter is installed. */
  readonly embedFonts?: boolean;
}

export const FONT_FAMILY = "Inter, 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif";

export const MARGIN = { editor: 24, export: 36 } as const;
export const TITLE_FONT = { size: 22, weight: 600 } as const;
export const SUBTITLE_FONT = { size: 13, weight: 400 } as const;
export const SUBTITLE_LINE = 18;

export interface SvgDocument {
  readonly title: string;
  readonly description?: string;
  readonly width: number;
  readonly height: number;
  /** Beside `archlint` and the theme. */
  readonly className: string;
  readonly parts: readonly string[];
}

/** @returns a complete SVG document without script and without references to anything outside. */
export function svgDocument(
  { title, description, width, height, className, parts }: SvgDocument,
  options: RenderOptions,
  paint: Paint,
): string {
  const isExport = options.mode === 'export';
  const content = [
    isExport && options.embedFonts !== false ? `<style>${fontFaces()}</style>` : '',
    `<title>${escaped(title)}</title>`,
    description ? `<desc>${escaped(description)}</desc>` : '',
    isExport ? tag('rect', { class: 'background', width, height, fill: paint('background') }) : '',
    ...parts,
  ];
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${num(width)} ${num(height)}`,
      width,
      height,
      class: `archlint ${options.theme} ${className}`,
      'font-family': FONT_FAMILY,
      'font-kerning': 'normal',
      role: isExport ? 'img' : 'graphics-document',
      'aria-label': title,
    },
    `\n${content.filter((part) => part !== '').join('\n')}\n`,
  );
}

/** @returns the font that an export carries, as style rules. */
export function fontFaces(): string {
  return ([400, 500, 600] as const)
    .map(
      (weight) =>
        `@font-face{font-family:Inter;font-weight:${weight};src:url(data:font/woff2;base64,${embeddedFonts[weight]}) format('woff2')}`,
    )
    .join('');
}
