/** Lines between elements: what kind says in width, dash and head. */
import { type Point, pointAlong } from '../layout/geometry.ts';
import { measures } from '../layout/measures.ts';
import type { PlacedEdge } from '../layout/picture.ts';
import type { ColourToken } from '../theme.ts';
import type { EdgeKind } from '../view/graph.ts';
import { type Branch, branches, dashOffset, headPath, roundedPath, trim } from './paths.ts';
import { severityColour } from './signs.ts';
import { lineWidth, type Pen, tag } from './write.ts';

type HeadKind = 'call' | 'open' | 'read' | 'write' | 'small' | 'back';

interface Head {
  readonly length: number;
  readonly half: number;
  readonly filled: boolean;
  readonly width: number;
  /** How far before the outline the line itself ends: inside of the head. */
  readonly stop: number;
}

const heads: Readonly<Record<HeadKind, Head>> = {
  call: { length: 9, half: 4, filled: true, width: 0.8, stop: 8 },
  open: { length: 8, half: 4.4, filled: false, width: 1.5, stop: 2.5 },
  read: { length: 6.4, half: 3.52, filled: false, width: 1.5, stop: 1.5 },
  write: { length: 9.45, half: 4.2, filled: true, width: 0.8, stop: 9 },
  small: { length: 5.5, half: 3, filled: false, width: 1.5, stop: 2 },
  back: { length: 6.8, half: 3.74, filled: false, width: 1.5, stop: 1.5 },
};

/** Heads stop this far before the outline. */
const CLEARANCE = 1.5;
/** The ring of a subscription: its middle from the outline, its radius. */
const RING = { at: 4.2, radius: 3 } as const;

export interface LineStyle {
  readonly colour: ColourToken;
  readonly width: number;
  readonly dash?: string;
  readonly start?: HeadKind | 'ring';
  readonly end?: HeadKind;
}

const styles: Readonly<Record<EdgeKind, LineStyle>> = {
  call: { colour: 'call', width: 1.5, end: 'call' },
  message: { colour: 'message', width: 1.5, dash: '6 4', end: 'open' },
  subscription: { colour: 'message', width: 1.5, dash: '6 4', start: 'ring', end: 'open' },
  read: { colour: 'access', width: 1.1, start: 'read' },
  write: { colour: 'access', width: 2.1, end: 'write' },
  'read-write': { colour: 'access', width: 2.1, start: 'back', end: 'write' },
  uses: { colour: 'access', width: 1.1, start: 'read', end: 'read' },
  'dead-letter': { colour: 'deadLetter', width: 1.5, dash: '0.1 4.5', end: 'small' },
  redrive: { colour: 'deadLetter', width: 1.5, dash: '6 4', end: 'small' },
};

/** Draws all lines; those of a bundle as a tree. `says` gives what a screen reader reads of each. */
export function drawEdges(edges: readonly PlacedEdge[], says: (edge: PlacedEdge) => string, pen: Pen): string {
  const bundles = new Map<string, PlacedEdge[]>();
  for (const edge of edges) {
    const key = edge.bundle?.key ?? `single:${edge.edge.id}`;
    const bundle = bundles.get(key);
    if (bundle) bundle.push(edge);
    else bundles.set(key, [edge]);
  }
  return [...bundles.values()]
    .sort((a, b) => layerOf(a) - layerOf(b))
    .map((bundle) => drawBundle(bundle, says, pen))
    .join('');
}

/** Quiet lines lie below the others. */
function layerOf([first]: readonly PlacedEdge[]): number {
  const order: readonly EdgeKind[] = ['dead-letter', 'redrive', 'uses', 'read', 'subscription', 'message', 'write', 'read-write', 'call'];
  return first ? order.indexOf(first.edge.kind) : 0;
}

interface Cut {
  readonly placed: PlacedEdge;
  /** From the bundle's shared end outward. */
  readonly outward: readonly Point[];
}

function drawBundle(bundle: readonly PlacedEdge[], says: (edge: PlacedEdge) => string, pen: Pen): string {
  const { bend } = measures[pen.density];
  const cuts = bundle
    .map((placed): Cut => {
      const { start, end } = styles[placed.edge.kind];
      const line = trim(placed.points, start === 'ring' ? RING.at + RING.radius : start ? heads[start].stop : 0, end ? heads[end].stop : 0);
      return { placed, outward: placed.bundle?.at === 'to' ? line.reverse() : line };
    })
    .sort((a, b) => reach(b) - reach(a) || (a.placed.edge.id < b.placed.edge.id ? -1 : 1));
  const parts = branches(
    cuts.map(({ outward }) => outward),
    bend,
  );
  return cuts.map((cut, index) => drawEdge(cut, parts[index] ?? { points: [], skipped: 0 }, index === 0, says(cut.placed), pen)).join('');
}

function reach({ outward }: Cut): number {
  const [first] = outward;
  const last = outward.at(-1);
  return first && last ? Math.abs(first.x - last.x) + Math.abs(first.y - last.y) : 0;
}

function drawEdge({ placed }: Cut, part: Branch, isFirst: boolean, says: string, pen: Pen): string {
  const { edge, points, bundle } = placed;
  const style = styles[edge.kind];
  const { bend } = measures[pen.density];
  const full = roundedPath(points, bend);
  const sharedStart = bundle?.at === 'from' && !isFirst;
  const sharedEnd = bundle?.at === 'to' && !isFirst;
  const content = [
    edge.halo ? haloPath(full, severityColour(edge.halo), pen) : '',
    pen.mode === 'editor' ? tag('path', { class: 'hit', d: full, fill: 'none', stroke: 'transparent', 'stroke-width': 12 }) : '',
    linePath(part, style, bend, pen),
    style.start && !sharedStart ? startSign(points, style, style.start, pen) : '',
    style.end && !sharedEnd ? headAt(points, style.end, style.colour, pen) : '',
  ].join('');
  return tag(
    'g',
    {
      class: `edge ${edge.kind}${edge.faded ? ' faded' : ''}`,
      'data-id': edge.id,
      'data-from': edge.from,
      'data-to': edge.to,
      role: 'graphics-symbol',
      'aria-label': says,
      opacity: edge.faded ? 0.4 : undefined,
    },
    content,
  );
}

function linePath({ points, skipped }: Branch, { colour, width, dash }: LineStyle, bend: number, pen: Pen): string {
  if (points.length < 2) return '';
  return tag('path', {
    class: 'line',
    d: roundedPath(points, bend),
    fill: 'none',
    stroke: pen.paint(colour),
    'stroke-width': lineWidth(width, pen),
    'stroke-dasharray': dash,
    'stroke-dashoffset': dash && dashOffset(skipped, dash),
    'stroke-linecap': dash?.startsWith('0.1') ? 'round' : undefined,
  });
}

/** The tint behind a line that runs in a circle. */
export function haloPath(d: string, colour: ColourToken, pen: Pen): string {
  return tag('path', {
    class: 'halo',
    d,
    fill: 'none',
    stroke: pen.paint(colour),
    'stroke-width': 9,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    opacity: pen.theme === 'hc' ? 0.45 : 0.16,
  });
}

function startSign(points: readonly Point[], { colour, width }: LineStyle, sign: HeadKind | 'ring', pen: Pen): string {
  if (sign !== 'ring') return headAt([...points].reverse(), sign, colour, pen);
  const { point } = pointAlong(points, RING.at);
  return tag('circle', {
    cx: point.x,
    cy: point.y,
    r: RING.radius,
    fill: pen.paint('background'),
    stroke: pen.paint(colour),
    'stroke-width': lineWidth(width, pen),
  });
}

/** Draws a head at a line's end. */
export function headAt(points: readonly Point[], kind: HeadKind, colour: ColourToken, pen: Pen): string {
  const { length, half, filled, width } = heads[kind];
  const { point, direction } = pointAlong(points, -CLEARANCE);
  const stroke = pen.paint(colour);
  return tag('path', {
    class: 'head',
    d: headPath(point, direction, length, half, filled),
    fill: filled ? stroke : 'none',
    stroke,
    'stroke-width': filled ? width : lineWidth(width, pen),
    'stroke-linecap': filled ? undefined : 'round',
    'stroke-linejoin': 'round',
  });
}

/** Draws a short example of a kind of line, for legends, from a place to the right. */
export function sample(kind: EdgeKind, x: number, y: number, width: number, pen: Pen): string {
  const style = styles[kind];
  const points = [
    { x: x - (style.start === 'ring' ? RING.at - RING.radius : style.start ? CLEARANCE : 0), y },
    { x: x + width + CLEARANCE, y },
  ];
  const line = trim(
    points,
    style.start === 'ring' ? RING.at + RING.radius : style.start ? heads[style.start].stop : 0,
    style.end ? heads[style.end].stop : CLEARANCE,
  );
  return (
    linePath({ points: line, skipped: 0 }, style, 0, pen) +
    (style.start ? startSign(points, style, style.start, pen) : '') +
    (style.end ? headAt(points, style.end, style.colour, pen) : '')
  );
}
