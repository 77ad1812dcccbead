/** What all legends share: signs with what they mean, in rows below an export, or as parts of their own for a page that lays them out itself. */
import type { Point } from '../layout/geometry.ts';
import { type Font, measure } from '../text/measure.ts';
import { num, type Pen, tag, textAt } from './write.ts';

export interface LegendEntry {
  readonly text: string;
  /** Width of the sign, and the gap before its words; both 0 for words alone. */
  readonly sign: number;
  readonly gap: number;
  /** Draws the sign from the middle of its left end. */
  readonly draw?: (at: Point, pen: Pen) => string;
}

/** A line of a legend for a page. */
export interface LegendItem {
  readonly text: string;
  /** A complete SVG document that shows the sign; none for words alone. */
  readonly sign?: string;
  /** The sign's size in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

const LEGEND_FONT: Font = { size: 11, weight: 400 };
const LEGEND_ROW = 24;
/** Of every sign in a page. */
const ITEM_HEIGHT = 22;

/** @returns the rows of a legend, from the middle of the first one, and their height. */
export function legendRows(
  entries: readonly LegendEntry[],
  width: number,
  gap: number,
): { readonly height: number; readonly draw: (at: Point, pen: Pen) => string } {
  const places: { readonly entry: LegendEntry; readonly x: number; readonly y: number }[] = [];
  let x = 0;
  let y = 0;
  for (const entry of entries) {
    const wide = entry.sign + entry.gap + measure(entry.text, LEGEND_FONT);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += LEGEND_ROW;
    }
    places.push({ entry, x, y });
    x += wide + gap;
  }
  return {
    height: places.length === 0 ? 0 : y + LEGEND_ROW,
    draw: (at, pen) =>
      tag(
        'g',
        { class: 'legend' },
        places
          .map(({ entry, ...place }) => {
            const start = { x: at.x + place.x, y: at.y + place.y };
            const words = { x: start.x + entry.sign + entry.gap, y: start.y + 4 };
            return (entry.draw?.(start, pen) ?? '') + textAt(words, entry.text, { font: LEGEND_FONT, colour: 'muted' }, pen);
          })
          .join(''),
      ),
  };
}

/** @returns the same for a page. */
export function legendItems(entries: readonly LegendEntry[], pen: Pen): readonly LegendItem[] {
  return entries.map(({ text, sign, draw }) => {
    // A line's ends reach a little beyond its room.
    const width = Math.ceil(sign) + 4;
    if (!draw) return { text, width: 0, height: ITEM_HEIGHT };
    const svg = tag(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        viewBox: `-2 ${num(-ITEM_HEIGHT / 2)} ${width} ${ITEM_HEIGHT}`,
        width,
        height: ITEM_HEIGHT,
        class: `archlint ${pen.theme}`,
        'aria-hidden': 'true',
      },
      draw({ x: 0, y: 0 }, pen),
    );
    return { text, sign: svg, width, height: ITEM_HEIGHT };
  });
}
