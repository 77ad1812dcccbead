/** One silhouette a kind, recognisable without its label and in black and white. */
import { DEPTHS, tubeDepth } from '../layout/ends.ts';
import type { Box } from '../layout/geometry.ts';
import type { ElementToken } from '../theme.ts';
import type { NodeKind, ViewNode } from '../view/graph.ts';
import { num, outlineWidth, type Pen, roundedOutline, tag } from './write.ts';

/** How an outline is painted. */
export interface Ink {
  readonly stroke: string;
  readonly fill: string;
  readonly width: number;
  readonly dash?: string;
}

/** @returns the colour that says a kind. */
export function tokenOf(kind: NodeKind): ElementToken {
  switch (kind) {
    case 'cache':
      return 'store';
    case 'balancer':
    case 'gateway':
      return 'entry';
    case 'group':
      return 'external';
    default:
      return kind;
  }
}

/** The outline of what the design does not say to be a group. */
export const GATHERED_DASH = '5 3.5';

/** Draws an element's outline with whatever marks its kind, without any text. */
export function silhouette({ kind, gathered }: Pick<ViewNode, 'kind' | 'gathered'>, box: Box, mirrored: boolean, pen: Pen): string {
  const token = tokenOf(kind);
  const ink = { ...inkOf(kind, pen.paint(token), pen.paint(`${token}Fill`), pen), ...(gathered && { dash: GATHERED_DASH }) };
  const shape = draw(kind, box, ink, pen);
  return mirrored ? `<g transform="translate(${num(2 * box.x + box.width)} 0) scale(-1 1)">${shape}</g>` : shape;
}

function inkOf(kind: NodeKind, stroke: string, fill: string, pen: Pen): Ink {
  const width = kind === 'service' || kind === 'orchestrator' ? 1.75 : kind === 'external' || kind === 'group' ? 1.25 : 1.5;
  const dash = kind === 'cache' ? '4 3' : kind === 'external' ? '5 3.5' : undefined;
  return { stroke, fill, width: outlineWidth(width, pen), dash };
}

function draw(kind: NodeKind, box: Box, ink: Ink, pen: Pen): string {
  switch (kind) {
    case 'service':
      return plate(box, 9, ink);
    case 'external':
      return plate(box, 2, ink);
    case 'orchestrator':
      return hexagon(box, ink);
    case 'queue':
      return tube(box, ink) + slots(box, ink.stroke, slotSizes(pen), pen);
    case 'stream':
      return tube(box, ink) + segments(box, ink, pen);
    case 'topic':
      return chevron(box, ink);
    case 'bus':
      return banner(box, ink);
    case 'store':
    case 'cache':
      return cylinder(box, ink);
    case 'balancer':
      return plate(box, box.height / 2, ink) + forkMark(box, ink, pen);
    case 'gateway':
      return plate(box, box.height / 2, ink) + posts(box, ink);
    case 'actor':
      return figure(box, ink, pen);
    case 'group':
      return stack(box, { ...ink, fill: pen.paint('groupFill') });
  }
}

function outlined({ stroke, fill, width, dash }: Ink): Readonly<Record<string, string | number | undefined>> {
  return { fill, stroke, 'stroke-width': width, 'stroke-linejoin': 'round', 'stroke-dasharray': dash };
}

/** Lines inside of an outline are a quarter thinner. */
function inner({ stroke, width, dash }: Ink): Readonly<Record<string, string | number | undefined>> {
  return { fill: 'none', stroke, 'stroke-width': width - 0.25, 'stroke-linecap': 'round', 'stroke-dasharray': dash };
}

/** A closed group: a pile of plates, the front one in full. */
function stack({ x, y, width, height }: Box, ink: Ink): string {
  const front = { x, y: y + 2 * SHEET, width: width - 2 * SHEET, height: height - 2 * SHEET };
  const behind = [2, 1].map((step) => plate({ ...front, x: x + step * SHEET, y: y + (2 - step) * SHEET }, 11, ink));
  return behind.join('') + plate(front, 11, ink);
}

/** How far each plate of a pile stands behind the one before it. */
const SHEET = 4;

function plate(box: Box, rx: number, ink: Ink): string {
  return tag('rect', { class: 'outline', x: box.x, y: box.y, width: box.width, height: box.height, rx, ...outlined(ink) });
}

function hexagon({ x, y, width, height }: Box, ink: Ink): string {
  const depth = DEPTHS.orchestrator;
  const middle = y + height / 2;
  const corners = [
    { x: x + depth, y },
    { x: x + width - depth, y },
    { x: x + width, y: middle },
    { x: x + width - depth, y: y + height },
    { x: x + depth, y: y + height },
    { x, y: middle },
  ];
  return tag('path', { class: 'outline', d: roundedOutline(corners.map((corner) => ({ ...corner, radius: 3 }))), ...outlined(ink) });
}

/** A lying tube, its round mouth at the right. */
export function tube({ x, y, width, height }: Box, ink: Ink, depth = tubeDepth(height)): string {
  const left = num(x + depth);
  const right = num(x + width - depth);
  const arc = `${num(depth)} ${num(height / 2)} 0 0`;
  const bottom = num(y + height);
  const body = `M${left} ${num(y)}H${right}A${arc} 1 ${right} ${bottom}H${left}A${arc} 1 ${left} ${num(y)}Z`;
  return (
    tag('path', { class: 'outline', d: body, ...outlined(ink) }) +
    tag('path', { d: `M${right} ${num(y)}A${arc} 0 ${right} ${bottom}`, ...inner(ink) })
  );
}

interface SlotSizes {
  readonly width: number;
  readonly pitch: number;
  readonly height: number;
  /** From the mouth's rim to the first bar's right edge. */
  readonly gap: number;
}

function slotSizes({ density }: Pen): SlotSizes {
  return density === 'roomy' ? { width: 3.5, pitch: 6, height: 20, gap: 11 } : { width: 2.5, pitch: 4.5, height: 12, gap: 10.4 };
}

/** Message slots before the mouth; they fade from the exit. */
export function slots({ x, y, width, height }: Box, colour: string, sizes: SlotSizes, { theme }: Pen, depth = tubeDepth(height)): string {
  const right = x + width - depth - sizes.gap;
  return [1, 0.62, 0.34]
    .map((opacity, index) =>
      tag('rect', {
        x: right - sizes.width - index * sizes.pitch,
        y: y + (height - sizes.height) / 2,
        width: sizes.width,
        height: sizes.height,
        rx: 1,
        fill: colour,
        opacity: theme === 'hc' ? 1 : opacity,
      }),
    )
    .join('');
}

/** Full-height arcs behind the mouth. */
function segments({ x, y, width, height }: Box, ink: Ink, { density }: Pen): string {
  const depth = tubeDepth(height);
  const pitch = density === 'roomy' ? 8 : 6;
  return [1, 2, 3]
    .map((index) => {
      const at = num(x + width - depth - index * pitch);
      return tag('path', { d: `M${at} ${num(y)}A${num(depth)} ${num(height / 2)} 0 0 0 ${at} ${num(y + height)}`, ...inner(ink) });
    })
    .join('');
}

function chevron({ x, y, width, height }: Box, ink: Ink): string {
  const middle = y + height / 2;
  const neck = x + width - DEPTHS.topicPoint;
  const corners = [
    { x, y, radius: 3 },
    { x: neck, y, radius: 3 },
    { x: x + width, y: middle, radius: 3 },
    { x: neck, y: y + height, radius: 3 },
    { x, y: y + height, radius: 3 },
    { x: x + DEPTHS.topicTail, y: middle, radius: 2 },
  ];
  return tag('path', { class: 'outline', d: roundedOutline(corners), ...outlined(ink) });
}

function banner({ x, y, width, height }: Box, ink: Ink): string {
  const middle = y + height / 2;
  const notch = DEPTHS.busNotch;
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width - notch, y: middle },
    { x: x + width, y: y + height },
    { x, y: y + height },
    { x: x + notch, y: middle },
  ];
  const rails = [y + 4.5, y + height - 4.5].map((at) => `M${num(x + 8)} ${num(at)}H${num(x + width - 8)}`).join('');
  return (
    tag('path', { class: 'outline', d: roundedOutline(corners.map((corner) => ({ ...corner, radius: 2 }))), ...outlined(ink) }) +
    tag('path', { d: rails, fill: 'none', stroke: ink.stroke, 'stroke-width': 1, 'stroke-linecap': 'round', opacity: 0.55 })
  );
}

function cylinder({ x, y, width, height }: Box, ink: Ink): string {
  const depth = DEPTHS.cylinder;
  const arc = `${num(width / 2)} ${num(depth)} 0 0`;
  const [left, right, top, bottom] = [num(x), num(x + width), num(y + depth), num(y + height - depth)];
  return (
    tag('path', {
      class: 'outline',
      d: `M${left} ${top}A${arc} 1 ${right} ${top}V${bottom}A${arc} 1 ${left} ${bottom}Z`,
      ...outlined(ink),
    }) + tag('path', { d: `M${left} ${top}A${arc} 0 ${right} ${top}`, ...inner(ink) })
  );
}

/** One way in, three ways out. */
function forkMark({ x, y, height }: Box, ink: Ink, { density }: Pen): string {
  const scale = density === 'roomy' ? 1 : 0.62;
  const middle = y + height / 2;
  const start = x + (density === 'roomy' ? 16.12 : 10);
  const part = start + 5 * scale;
  const reach = 7 * scale;
  const d = `M${num(start)} ${num(middle)}H${num(part)}M${num(part)} ${num(middle)}l${num(reach)} ${num(-reach)}M${num(part)} ${num(middle)}h${num(8 * scale)}M${num(part)} ${num(middle)}l${num(reach)} ${num(reach)}`;
  return (
    tag('path', {
      d,
      fill: 'none',
      stroke: ink.stroke,
      'stroke-width': ink.width * (density === 'roomy' ? 1 : 0.85),
      'stroke-linecap': 'round',
    }) + tag('circle', { cx: start, cy: middle, r: 1.8 * scale, fill: ink.stroke })
  );
}

/** Double posts at both ends. */
function posts({ x, y, width, height }: Box, ink: Ink): string {
  const radius = height / 2;
  const at = (inset: number): string => {
    const half = Math.sqrt(Math.max(0, radius * radius - (radius - inset) ** 2));
    const span = `${num(y + radius - half)}V${num(y + radius + half)}`;
    return `M${num(x + inset)} ${span}M${num(x + width - inset)} ${span}`;
  };
  const first = height >= 40 ? 15.1 : 9;
  return tag('path', { d: at(first) + at(first + 4), ...inner(ink) });
}

/** Head and shoulders; the name stands below. */
function figure({ x, y, width }: Box, ink: Ink, { density }: Pen): string {
  const scale = density === 'roomy' ? 1 : 0.765;
  const middle = x + width / 2;
  const head = { r: 7 * scale, cy: y + 7 * scale };
  const bottom = y + 33 * scale;
  const half = 14 * scale;
  const shoulders = `M${num(middle - half)} ${num(bottom)}V${num(bottom - 4 * scale)}A${num(half)} ${num(11 * scale)} 0 0 1 ${num(middle + half)} ${num(bottom - 4 * scale)}V${num(bottom)}Z`;
  return (
    tag('circle', { cx: middle, cy: head.cy, r: head.r, ...outlined(ink) }) +
    tag('path', { class: 'outline', d: shoulders, ...outlined(ink) })
  );
}
