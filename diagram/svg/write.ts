/** Writing SVG as text. */
import type { Point } from '../layout/geometry.ts';
import type { Font } from '../text/measure.ts';
import type { ColourToken, Paint, ThemeName } from '../theme.ts';
import type { Density } from '../view/graph.ts';

/** What every part of a drawing needs to know. */
export interface Pen {
  readonly paint: Paint;
  readonly theme: ThemeName;
  readonly density: Density;
  readonly mode: 'editor' | 'export';
  /** Whether groups have a mark at which they are closed and opened. */
  readonly folds?: boolean;
}

type Value = string | number | undefined;

/** Escapes text for content and double-quoted attributes; characters that XML forbids are left out. */
export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

/** Hundredths are enough, and the same on every machine. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** Writes an element; attributes that are undefined are left out. */
export function tag(name: string, attributes: Readonly<Record<string, Value>>, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? num(value) : escaped(value ?? '')}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export interface TextStyle {
  readonly font: Font;
  readonly colour: ColourToken;
  readonly anchor?: 'middle' | 'end';
}

/** Writes a line of text at its baseline. */
export function textAt({ x, y }: Point, text: string, { font, colour, anchor }: TextStyle, { paint }: Pen): string {
  return tag(
    'text',
    {
      x,
      y,
      'font-size': font.size,
      'font-weight': font.weight === 400 ? undefined : font.weight,
      fill: paint(colour),
      'text-anchor': anchor,
    },
    escaped(text),
  );
}

/** How wide an outline is drawn: by 0.75 wider in high contrast. */
export function outlineWidth(width: number, { theme }: Pen): number {
  return theme === 'hc' ? width + 0.75 : width;
}

/** How wide a line is drawn: by 0.5 wider in high contrast. */
export function lineWidth(width: number, { theme }: Pen): number {
  return theme === 'hc' ? width + 0.5 : width;
}

/** A point as a path's data has it. */
export function point({ x, y }: Point): string {
  return `${num(x)} ${num(y)}`;
}

/** A closed outline with rounded corners; each corner has its own radius. */
export function roundedOutline(corners: readonly (Point & { readonly radius: number })[]): string {
  const parts = corners.map((corner, index) => {
    const before = corners.at(index - 1) ?? corner;
    const after = corners[(index + 1) % corners.length] ?? corner;
    const start = towards(corner, before, corner.radius);
    const end = towards(corner, after, corner.radius);
    return `${index === 0 ? 'M' : 'L'}${point(start)}Q${point(corner)} ${point(end)}`;
  });
  return `${parts.join('')}Z`;
}

function towards(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const share = Math.min(by, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
