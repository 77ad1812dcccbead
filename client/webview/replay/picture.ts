/** The run on the architecture picture: its lines lit, the present hop stressed, a message that travels, a fault that strikes. */
import type { Diagram, DiagramNode, DrawnRun, DrawnStep } from '../../../server/protocol.ts';
import { svgElement } from '../dom.ts';
import { litParts, type Place, placeOf } from './lights.ts';
import { boltLead, easing, pointsAlong, travelTime } from './timing.ts';

/** What the picture offers. */
export interface Picture {
  part(id: string): SVGGraphicsElement | null;
  overlay(): SVGGElement;
}

export interface Scene {
  readonly diagram: Diagram;
  readonly run: DrawnRun;
  readonly at: number;
  /** Whether the message is to be seen travelling: when playing or stepping on, not when scrubbing. */
  readonly travels: boolean;
  readonly speed: number;
}

/** Where on its way something is lost. */
const lostAt = 0.62;

/** Draws a moment of a run over the picture. What was drawn before is gone. */
export function drawScene({ part, overlay }: Picture, { diagram, run, at, travels, speed }: Scene): void {
  const layer = overlay();
  layer.replaceChildren();
  layer.setAttribute('class', 'overlay replay');
  const step = run.steps[at];
  // Of a bundle, each stretch is drawn by one line only, which may be a faded one: the run's lines are drawn once more, whole.
  const ways = svgElement('g', {});
  layer.append(ways);
  for (const id of litParts(run, diagram)) {
    const edge = part(id);
    const line = lineOf(edge);
    if (line === undefined) continue;
    ways.append(svgElement('path', { class: 'way', ...line }));
    // Lines are drawn in the coordinates of the picture's body.
    const { x, y } = shiftOf(edge);
    ways.setAttribute('transform', `translate(${x} ${y})`);
  }
  if (step === undefined) return;
  const place = placeOf(step, diagram, run);
  const nodes = new Map(diagram.nodes.map((node) => [node.id, node]));
  const ends = [...new Set([place.from, place.to])].flatMap((id) => (id === null ? [] : (nodes.get(id) ?? [])));
  for (const node of ends) layer.append(frame(node, step, node.id === place.from && place.from !== place.to));
  const way = place.edge === null ? null : wayOf(part(place.edge));
  const shift = shiftOf(way);
  if (way !== null) {
    const hop = svgElement('g', { transform: `translate(${shift.x} ${shift.y})` });
    drawHop(hop, way, step, place, travels, speed);
    layer.append(hop);
  }
  const target = nodes.get(place.to ?? '') ?? nodes.get(place.from ?? '');
  if (step.fault !== undefined) {
    const start = nodes.get(place.from ?? '') ?? target;
    if (start)
      layer.append(boltAt(way === null ? cornerOf(start) : moved(startOf(way, place.backward, step.lost ? lostAt : 0), shift), travels));
  }
  // Where the fault has struck the same shape, its bolt is at the corner.
  const besideBolt = step.fault !== undefined && way === null && target?.id === place.from;
  if (step.breaks && target) layer.append(crossAt(moved(cornerOf(target), { x: besideBolt ? 24 : 0, y: 0 })));
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How far the coordinates that an element is drawn in are from those of the picture. */
function shiftOf(part: SVGGraphicsElement | null): Spot {
  const body = part?.closest<SVGGElement>('g.picture');
  const matrix = body?.transform.baseVal.consolidate()?.matrix;
  return { x: matrix?.e ?? 0, y: matrix?.f ?? 0 };
}

function moved({ x, y }: Spot, by: Spot): Spot {
  return { x: x + by.x, y: y + by.y };
}

/** The whole line of an edge, as it is drawn where nothing shares it. */
function wayOf(edge: SVGGraphicsElement | null): SVGPathElement | null {
  return edge?.querySelector<SVGPathElement>('path.hit') ?? null;
}

function lineOf(edge: SVGGraphicsElement | null): Readonly<Record<string, string>> | undefined {
  const way = wayOf(edge)?.getAttribute('d');
  const drawn = edge?.querySelector('path.line');
  if (way === undefined || way === null || !drawn) return undefined;
  const attributes: Record<string, string> = { d: way, fill: 'none' };
  for (const name of ['stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap']) {
    const value = drawn.getAttribute(name);
    if (value !== null) attributes[name] = value;
  }
  return attributes;
}

function classOf(step: DrawnStep): string {
  return `${step.kind}${step.fault === undefined ? '' : ' is-fault'}${step.failed ? ' is-failed' : ''}${step.breaks ? ' is-broken' : ''}`;
}

function frame({ x, y, width, height }: DiagramNode, step: DrawnStep, isSource: boolean): SVGElement {
  const off = 5;
  const size = { x: x - off, y: y - off, width: width + 2 * off, height: height + 2 * off, rx: 11 };
  return svgElement('rect', { class: `acting ${isSource ? 'source' : 'target'} ${classOf(step)}`, ...size });
}

function drawHop(layer: SVGGElement, way: SVGPathElement, step: DrawnStep, place: Place, travels: boolean, speed: number): void {
  const d = way.getAttribute('d') ?? '';
  layer.append(svgElement('path', { class: `hop-glow ${classOf(step)}`, d, fill: 'none' }));
  layer.append(svgElement('path', { class: `hop ${classOf(step)}`, d, fill: 'none' }));
  const points = pointsAlong(way, place.backward, step.lost ? lostAt : 1);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return;
  const token = tokenOf(step);
  token.setAttribute('transform', `translate(${last.x} ${last.y})`);
  layer.append(token);
  if (!travels) return;
  const moves = points.map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` }));
  const delay = step.fault === undefined ? 0 : boltLead / speed;
  token.animate(moves, { duration: travelTime / speed, delay, easing, fill: 'backwards' });
}

/** What travels: an envelope for a message, a dot for a call, a ring for what comes back. */
function tokenOf(step: DrawnStep): SVGGElement {
  const token = svgElement('g', { class: `token ${classOf(step)}` });
  token.append(svgElement('circle', { class: 'halo', r: 14 }), svgElement('circle', { class: 'body', r: 9 }));
  if (step.kind === 'message') token.append(svgElement('path', { class: 'mark', d: 'M-4.6-3.2h9.2v6.4h-9.2zM-4.6-2.8 0 .6l4.6-3.4' }));
  else if (step.kind === 'call') token.append(svgElement('path', { class: 'mark', d: 'M-3.6 0h6.4M.4-2.8 3.2 0 .4 2.8' }));
  else if (step.kind === 'access') token.append(svgElement('path', { class: 'mark', d: 'M-3.6-2.4h7.2M-3.6 0h7.2M-3.6 2.4h4.4' }));
  else token.append(svgElement('path', { class: 'mark', d: step.failed ? 'M-2.8-2.8l5.6 5.6m0-5.6l-5.6 5.6' : 'M-3.4.2l2.4 2.4 4.4-5' }));
  return token;
}

function startOf(way: SVGPathElement, backward: boolean, along: number): Spot {
  const length = way.getTotalLength();
  const at = Math.min(length, Math.max(12, along * length));
  return way.getPointAtLength(backward ? length - at : at);
}

/** Where a sign of the run stands at a shape: the badge of its findings is at the other corner. */
function cornerOf({ x, y }: DiagramNode): Spot {
  return { x: x + 4, y: y + 2 };
}

function boltAt({ x, y }: Spot, pulses: boolean): SVGElement {
  const sign = svgElement(
    'g',
    { class: pulses ? 'strike pulses' : 'strike' },
    svgElement('rect', { class: 'diamond', x: -9, y: -9, width: 18, height: 18, rx: 3, transform: 'rotate(45)' }),
    svgElement('path', { class: 'flash', d: 'M1.4-6l-5 6.8H-.2l-1.2 5.2 5-6.8H.2z' }),
  );
  return svgElement('g', { transform: `translate(${x} ${y})` }, sign);
}

function crossAt({ x, y }: Spot): SVGElement {
  return svgElement(
    'g',
    { class: 'broken', transform: `translate(${x} ${y})` },
    svgElement('circle', { class: 'disc', r: 9.5 }),
    svgElement('path', { class: 'arms', d: 'M-3.2-3.2l6.4 6.4m0-6.4l-6.4 6.4' }),
  );
}
