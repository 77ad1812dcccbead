/** The ways between steps, where they part and join, and what stands beside them. */
import { lengthOf, type Point, pointAlong } from '../layout/geometry.ts';
import { headPath, roundedPath, trim } from '../svg/paths.ts';
import { lineWidth, outlineWidth, type Pen, roundedOutline, tag, textAt } from '../svg/write.ts';
import type { ColourToken } from '../theme.ts';
import type { PlacedLine, PlacedMark, PlacedWords, StatesPicture } from './picture.ts';
import { FAILS_FONT } from './sequence.ts';
import { cross } from './signs.ts';

/** What may have happened or not. */
export const UNKNOWN_DASH = '4 3.5';

/** Draws a way from step to step, with its head and its words. */
export function drawLine({ id, kind, from, to, points, head, label }: PlacedLine, pen: Pen): string {
  const isNext = kind === 'next';
  const colour: ColourToken = isNext ? 'call' : 'fault';
  const width = isNext ? 1.75 : 1.6;
  const length = lengthOf(points);
  const body = head ? trim(points, 0, Math.min(length - 0.1, isNext ? 8 : 2.5)) : points;
  const path = roundedPath(body, 9);
  const parts = [
    pen.mode === 'editor'
      ? tag('path', { class: 'hit', d: roundedPath(points, 9), fill: 'none', stroke: 'transparent', 'stroke-width': 12 })
      : '',
    tag('path', {
      class: 'line',
      d: path,
      fill: 'none',
      stroke: pen.paint(colour),
      'stroke-width': lineWidth(width, pen),
      'stroke-dasharray': kind === 'unknown' ? UNKNOWN_DASH : undefined,
    }),
    head ? arrow(points, isNext, colour, width, pen) : '',
  ];
  const says = label === undefined ? (isNext ? 'then' : 'fails') : label;
  return tag(
    'g',
    { class: `edge ${kind}`, 'data-id': id, 'data-from': from, 'data-to': to, role: 'graphics-symbol', 'aria-label': says },
    parts.join(''),
  );
}

function arrow(points: readonly Point[], filled: boolean, colour: ColourToken, width: number, pen: Pen): string {
  const { point, direction } = pointAlong(points, -1.5);
  const stroke = pen.paint(colour);
  return tag('path', {
    class: 'head',
    d: filled ? headPath(point, direction, 9, 4, true) : headPath(point, direction, 8, 4.4, false),
    fill: filled ? stroke : 'none',
    stroke,
    'stroke-width': filled ? 0.8 : lineWidth(width, pen),
    'stroke-linecap': filled ? undefined : 'round',
    'stroke-linejoin': 'round',
  });
}

/** Draws where a run begins and ends, where ways part and where they join. */
export function drawMark(mark: PlacedMark, { lanes }: StatesPicture, pen: Pen): string {
  const { kind, id, x, y, width, height } = mark;
  const cx = x + width / 2;
  const cy = y + height / 2;
  const ink = pen.paint('ink');
  const say = (text: string, at: number): string =>
    textAt({ x: cx, y: cy + at }, text, { font: { size: 12, weight: 400 }, colour: 'muted', anchor: 'middle' }, pen);
  const drawn = (): string => {
    switch (kind) {
      case 'start':
        return tag('circle', { cx, cy, r: 8, fill: ink }) + say('start', 28);
      case 'done':
        return (
          tag('circle', { cx, cy, r: 10.5, fill: pen.paint('background'), stroke: ink, 'stroke-width': lineWidth(1.6, pen) }) +
          tag('circle', { cx, cy, r: 5.5, fill: ink }) +
          say('done', 30)
        );
      case 'failed':
        return (
          tag('circle', {
            cx,
            cy,
            r: 10.5,
            fill: pen.paint(lanes.length > 0 ? 'groupFill' : 'background'),
            stroke: pen.paint('fault'),
            'stroke-width': lineWidth(1.6, pen),
          }) +
          cross({ x: cx, y: cy }, 3.6, pen) +
          say('failed', 30)
        );
      case 'choice': {
        const corners = [
          { x, y: cy },
          { x: cx, y },
          { x: x + width, y: cy },
          { x: cx, y: y + height },
        ];
        return tag('path', {
          class: 'outline',
          d: roundedOutline(corners.map((corner) => ({ ...corner, radius: 2.5 }))),
          fill: pen.paint('orchestratorFill'),
          stroke: pen.paint('orchestrator'),
          'stroke-width': outlineWidth(1.5, pen),
          'stroke-linejoin': 'round',
        });
      }
      case 'bar':
        return tag('rect', { class: 'outline', x, y, width, height, rx: 2.5, fill: pen.paint('orchestrator') });
    }
  };
  const says = kind === 'choice' ? 'one of these' : kind === 'bar' ? 'side by side' : kind;
  return tag('g', { class: `node mark ${kind}`, 'data-id': id, role: 'graphics-symbol', 'aria-label': says }, drawn());
}

/** Draws what stands beside a way: a condition, or what fails. */
export function drawWords({ kind, text, at }: PlacedWords, pen: Pen): string {
  return textAt(at, text, { font: FAILS_FONT, colour: kind === 'condition' ? 'ink' : 'faultText', anchor: 'middle' }, pen);
}
