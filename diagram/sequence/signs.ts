/** The signs of sequence diagrams: faults, failures, counts. */
import type { Box, Point } from '../layout/geometry.ts';
import { drawBadge } from '../svg/signs.ts';
import { num, type Pen, tag, textAt } from '../svg/write.ts';
import type { ColourToken } from '../theme.ts';
import { COUNT, FONTS } from './measures.ts';

/** A bolt in a diamond around a middle: something strikes that is not of the design's doing. */
export function drawBolt({ x, y }: Point, surface: ColourToken, { paint }: Pen, scale = 1): string {
  const half = 8.2 * scale;
  const plate = tag('rect', {
    x: x - half,
    y: y - half,
    width: 2 * half,
    height: 2 * half,
    rx: 3,
    transform: `rotate(45 ${num(x)} ${num(y)})`,
    fill: paint('fault'),
    stroke: paint(surface),
    'stroke-width': 2,
    'paint-order': 'stroke',
  });
  const d = `M${num(x + 1.4)} ${num(y - 6)}l-5 6.8h3.4l-1.2 5.2 5-6.8h-3.4z`;
  return tag('g', { class: 'bolt' }, plate + tag('path', { d, fill: paint('onFault') }));
}

/** A cross before what did not succeed, its middle at a place. */
export function drawCross({ x, y }: Point, { paint }: Pen): string {
  return tag('path', {
    class: 'cross',
    d: `M${num(x - 2.7)} ${num(y - 2.7)}l5.4 5.4m0-5.4l-5.4 5.4`,
    stroke: paint('fault'),
    'stroke-width': 1.7,
    'stroke-linecap': 'round',
    fill: 'none',
  });
}

/** `×1` in an outline; filled where it is once too often; without a text, the sign of an error. */
export function drawCount(box: Box, text: string | undefined, breaks: boolean, surface: ColourToken, pen: Pen): string {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  if (text === undefined) return tag('g', { class: 'count breaks' }, drawBadge({ severity: 'error', count: 1 }, middle, surface, pen));
  const plate = tag('rect', {
    x: box.x,
    y: box.y,
    width: box.width,
    height: box.height,
    rx: COUNT.height / 2,
    fill: pen.paint(breaks ? 'error' : surface),
    stroke: pen.paint(breaks ? 'error' : 'access'),
    'stroke-width': 1.4,
  });
  const words = textAt(
    { x: middle.x, y: middle.y + 4 },
    text,
    { font: FONTS.count, colour: breaks ? 'onError' : 'access', anchor: 'middle' },
    pen,
  );
  return tag('g', { class: breaks ? 'count breaks' : 'count' }, plate + words);
}
