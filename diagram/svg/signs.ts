/** Badges of findings and seals of guarantees. */

import type { Severity } from '../finding.ts';
import type { Point } from '../layout/geometry.ts';
import { SEAL_SIZE, sealWidth } from '../layout/seals.ts';
import { measure } from '../text/measure.ts';
import type { ColourToken } from '../theme.ts';
import type { Seal } from '../view/graph.ts';
import { num, type Pen, tag, textAt } from './write.ts';

export const BADGE = 17;
const COUNT_FONT = { size: 10.5, weight: 600 } as const;

/** What a badge stands for: the gravest of some findings, and how many there are. */
export interface Badge {
  readonly severity: Severity;
  readonly count: number;
}

/** @returns how wide a badge is; of two and more, a capsule that shows the count. */
export function badgeWidth({ count }: Badge): number {
  return count > 1 ? 20.9 + measure(String(count), COUNT_FONT) : BADGE;
}

/** Draws a badge around a middle, with a ring of what lies behind it. */
export function drawBadge({ severity, count }: Badge, at: Point, surface: ColourToken, pen: Pen): string {
  const ring = { stroke: pen.paint(surface), 'stroke-width': 2, 'paint-order': 'stroke' };
  const colour = pen.paint(severityColour(severity));
  const on = pen.paint(signColourOf(severity));
  if (severity === 'warning' && count === 1) return warningTriangle(at, colour, on, ring);
  const width = badgeWidth({ severity, count });
  const left = at.x - width / 2;
  const plate = tag('rect', { x: left, y: at.y - BADGE / 2, width, height: BADGE, rx: BADGE / 2, fill: colour, ...ring });
  const sign = { x: left + BADGE / 2, y: at.y };
  const glyph = severity === 'error' ? cross(sign, on) : severity === 'warning' ? smallTriangle(sign, on, colour) : letterI(sign, on);
  const number =
    count > 1 ? textAt({ x: left + 15, y: at.y + 3.8 }, String(count), { font: COUNT_FONT, colour: signColourOf(severity) }, pen) : '';
  return plate + glyph + number;
}

/** @returns the colour of a badge or a tint. */
export function severityColour(severity: Severity): ColourToken {
  return severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'hint';
}

function signColourOf(severity: Severity): ColourToken {
  return severity === 'error' ? 'onError' : severity === 'warning' ? 'onWarning' : 'onHint';
}

function cross({ x, y }: Point, stroke: string): string {
  return tag('path', {
    d: `M${num(x - 2.9)} ${num(y - 2.9)}l5.8 5.8m0-5.8l-5.8 5.8`,
    stroke,
    'stroke-width': 1.9,
    'stroke-linecap': 'round',
  });
}

function letterI({ x, y }: Point, colour: string): string {
  return (
    tag('path', { d: `M${num(x)} ${num(y - 0.8)}v4.6`, stroke: colour, 'stroke-width': 1.9, 'stroke-linecap': 'round' }) +
    tag('circle', { cx: x, cy: y - 4, r: 1.15, fill: colour })
  );
}

function warningTriangle({ x, y }: Point, fill: string, on: string, ring: Readonly<Record<string, string | number>>): string {
  const p = (dx: number, dy: number): string => `${num(x + dx)} ${num(y + dy)}`;
  const d = `M${p(-1.52, -7.01)}Q${p(0, -9.6)} ${p(1.51, -7.01)}L${p(8.88, 5.61)}Q${p(10.4, 8.2)} ${p(7.4, 8.2)}L${p(-7.4, 8.2)}Q${p(-10.4, 8.2)} ${p(-8.89, 5.61)}Z`;
  return (
    tag('path', { d, fill, ...ring }) +
    tag('path', { d: `M${p(0, -2.8)}v4.4`, stroke: on, 'stroke-width': 1.9, 'stroke-linecap': 'round' }) +
    tag('circle', { cx: x, cy: y + 4.9, r: 1.15, fill: on })
  );
}

function smallTriangle({ x, y }: Point, fill: string, on: string): string {
  const p = (dx: number, dy: number): string => `${num(x + dx)} ${num(y + dy)}`;
  const d = `M${p(-0.75, -4.3)}Q${p(0, -5.6)} ${p(0.75, -4.3)}L${p(5.25, 3.5)}Q${p(6, 4.8)} ${p(4.5, 4.8)}L${p(-4.5, 4.8)}Q${p(-6, 4.8)} ${p(-5.25, 3.5)}Z`;
  return (
    tag('path', { d, fill }) +
    tag('path', { d: `M${p(0, -1.8)}v2.6`, stroke: on, 'stroke-width': 1.4, 'stroke-linecap': 'round' }) +
    tag('circle', { cx: x, cy: y + 3, r: 0.8, fill: on })
  );
}

/** What a seal says, for legends and screen readers. */
export const sealNames: Readonly<Record<Seal, string>> = {
  'at-least-once': 'at least once',
  'at-most-once': 'at most once',
  'exactly-once': 'exactly once',
  unordered: 'unordered',
  'per-key': 'in order per key',
  'in-order': 'in order',
  outbox: 'via outbox',
};

/** Draws a seal around a middle. */
export function drawSeal(seal: Seal, { x, y }: Point, surface: ColourToken, pen: Pen): string {
  const width = sealWidth(seal);
  const stroke = pen.paint('message');
  const plate = tag('rect', {
    x: x - width / 2,
    y: y - SEAL_SIZE / 2,
    width,
    height: SEAL_SIZE,
    rx: SEAL_SIZE / 2,
    fill: pen.paint(surface),
    stroke,
    'stroke-width': pen.theme === 'hc' ? 1.6 : 1.1,
  });
  const lines = (d: string): string =>
    tag('path', { d, fill: 'none', stroke, 'stroke-width': 1.2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
  const one = textAt({ x: x + 3, y: y + 3.4 }, '1', { font: { size: 9.5, weight: 600 }, colour: 'message', anchor: 'middle' }, pen);
  const p = (dx: number, dy: number): string => `${num(x + dx)} ${num(y + dy)}`;
  switch (seal) {
    case 'at-least-once':
      return plate + lines(`M${p(-5, -3.4)}l4 2-4 2M${p(-5, 3)}h4`) + one;
    case 'at-most-once':
      return plate + lines(`M${p(-1, -3.4)}l-4 2 4 2M${p(-5, 3)}h4`) + one;
    case 'exactly-once':
      return plate + lines(`M${p(-5, -1.4)}h4M${p(-5, 1.4)}h4`) + one;
    case 'unordered':
      return plate + lines(`M${p(-4.5, -2.5)}c3 0 5 5 9 5M${p(-4.5, 2.5)}c3 0 5-5 9-5`);
    case 'per-key':
      return plate + lines(`M${p(-2.6, -2.4)}a2.4 2.4 0 1 0 .01 0M${p(-0.2, 0)}h5M${p(3, 0)}v2.2M${p(4.8, 0)}v1.8`);
    case 'in-order':
      return plate + textAt({ x, y: y + 3.3 }, '123', { font: { size: 9, weight: 600 }, colour: 'message', anchor: 'middle' }, pen);
    case 'outbox':
      return plate + lines(`M${p(-4, -0.6)}v4h8v-4M${p(0, 1)}v-5.2M${p(-2.2, -2.2)}l2.2-2.2 2.2 2.2`);
  }
}
