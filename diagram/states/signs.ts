/** The signs of state machines: what an act is, how long it may take, that it is retried, that it may fail for good. */
import type { Box, Point } from '../layout/geometry.ts';
import { headPath } from '../svg/paths.ts';
import { lineWidth, num, type Pen, tag, textAt } from '../svg/write.ts';
import { shorten } from '../text/measure.ts';
import type { ColourToken } from '../theme.ts';
import type { EdgeKind } from '../view/graph.ts';
import type { StateAct } from './machine.ts';
import { RETRY } from './measures.ts';
import type { PlacedCard } from './picture.ts';

/** The sign of a failure. */
export function cross({ x, y }: Point, size: number, pen: Pen): string {
  return tag('path', {
    d: `M${num(x - size)} ${num(y - size)}l${num(2 * size)} ${num(2 * size)}m0-${num(2 * size)}l-${num(2 * size)} ${num(2 * size)}`,
    stroke: pen.paint('fault'),
    'stroke-width': 1.6,
    'stroke-linecap': 'round',
  });
}

/** On the lower edge of what may fail for good. */
export function failureSign(at: Point, pen: Pen): string {
  const disc = tag('circle', {
    cx: at.x,
    cy: at.y,
    r: 8,
    fill: pen.paint('background'),
    stroke: pen.paint('fault'),
    'stroke-width': lineWidth(1.6, pen),
  });
  return disc + cross(at, 2.7, pen);
}

/** A short line in the way that the picture of the architecture draws it. */
export function actSign(kind: EdgeKind, x: number, y: number, pen: Pen): string {
  const message = kind === 'message' || kind === 'subscription';
  const access = kind !== 'call' && !message;
  const colour = pen.paint(message ? 'message' : access ? 'access' : 'call');
  const back = kind === 'read';
  const width = kind === 'write' ? 2.1 : kind === 'read' ? 1.1 : 1.4;
  const from = back ? x + 15 : x;
  const tip = back ? { x, y } : { x: x + 15, y };
  const direction = { x: back ? -1 : 1, y: 0 };
  const open = message || back;
  return (
    tag('path', {
      d: `M${num(from)} ${num(y)}H${num(open ? tip.x - direction.x * 1.5 : tip.x - direction.x * 4)}`,
      stroke: colour,
      'stroke-width': lineWidth(width, pen),
      'stroke-dasharray': message ? '4 2.5' : undefined,
      fill: 'none',
    }) +
    tag('path', {
      d: headPath(tip, direction, 6.3, 2.8, !open),
      fill: open ? 'none' : colour,
      stroke: colour,
      'stroke-width': open ? 1.4 : 0.8,
      'stroke-linejoin': 'round',
      'stroke-linecap': open ? 'round' : undefined,
    })
  );
}

/** An envelope for messages that are waited for, a clock for time that passes. */
export function waitSign({ kind }: StateAct, x: number, y: number, pen: Pen): string {
  return kind === 'message' ? envelope({ x, y }, pen) : clock({ x: x + 7, y }, pen, 'ink');
}

/** The sign of a message that is waited for, from its left edge. */
export function envelope({ x, y }: Point, pen: Pen): string {
  return tag('path', {
    d: `M${num(x)} ${num(y - 4.5)}h14v9.5h-14zM${num(x)} ${num(y - 4)}l7 5 7-5`,
    fill: 'none',
    stroke: pen.paint('message'),
    'stroke-width': 1.3,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
}

/** The sign of a time limit. */
export function clock({ x, y }: Point, pen: Pen, colour: ColourToken = 'muted'): string {
  const stroke = pen.paint(colour);
  return (
    tag('circle', { cx: x, cy: y, r: 5.2, fill: 'none', stroke, 'stroke-width': 1.3 }) +
    tag('path', {
      d: `M${num(x)} ${num(y - 2.9)}v3l2 1.4`,
      fill: 'none',
      stroke,
      'stroke-width': 1.3,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    })
  );
}

/** A loop on the card's upper edge, and what it means. */
export function retryLoop({ step, x, y, width }: PlacedCard, pen: Pen): string {
  if (step.retries === undefined) return '';
  const stroke = pen.paint('orchestrator');
  const left = x + width - 49;
  const words = shorten(step.retries, RETRY.font, width - RETRY.loop);
  return (
    tag('path', {
      d: `M${num(left)} ${num(y)}C${num(left - 9)} ${num(y - 30)} ${num(left + 39)} ${num(y - 30)} ${num(left + 30)} ${num(y - 2)}`,
      fill: 'none',
      stroke,
      'stroke-width': lineWidth(1.5, pen),
    }) +
    tag('path', {
      d: `M${num(left + 27.83)} ${num(y - 8.56)}L${num(left + 29.6)} ${num(y - 1)}L${num(left + 35.03)} ${num(y - 6.54)}`,
      fill: 'none',
      stroke,
      'stroke-width': lineWidth(1.5, pen),
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }) +
    textAt({ x: x + 4, y: y - 11 }, words, { font: RETRY.font, colour: 'muted' }, pen)
  );
}

/** The middle of a lower edge. */
export function bottomOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height };
}
