/** Removes the engine's small jogs: where a line meets a node that takes it anywhere, its end slides so that the line runs straight. */
import type { ViewEdge } from '../view/graph.ts';
import { type Box, boxOfPoints, grow, overlap, type Point, stretches } from './geometry.ts';
import type { Prepared } from './graph.ts';
import type { Placement } from './picture.ts';
import { isFixed } from './ports.ts';

/** Jogs up to this size are removed. */
const LARGEST_JOG = 8;
/** Ends keep clear of a node's corners and of each other. */
const CORNER = 11;
const APART = 10;
/** What slides keeps this far from other lines and labels. */
const CLOSE = 4;

type Edge = { readonly points: readonly Point[]; readonly label?: Box };

/** @returns the same layout with fewer bends. */
export function straighten(placement: Placement, prepared: Prepared): Placement {
  const nodes = new Map(prepared.view.nodes.map((node) => [node.id, node]));
  const edges = new Map<string, Edge>(placement.edges);
  for (const edge of prepared.view.edges) {
    const ends = prepared.ports.ends.get(edge.id);
    for (const end of ['from', 'to'] as const) {
      const box = placement.nodes.get(edge[end]);
      const current = edges.get(edge.id);
      if (!box || !current || isFixed(nodes.get(edge[end])) || ends?.[end].port !== undefined) continue;
      const slid = slide(
        current,
        end,
        box,
        endsAt(edge[end], edge.id, prepared, edges),
        clearOf(edge, { nodes: placement.nodes, edges }, bundleOf(edge, prepared)),
      );
      if (slid) edges.set(edge.id, slid);
    }
  }
  return { ...placement, edges };
}

/** Lines that share a port with this one. */
function bundleOf(edge: ViewEdge, { ports, view }: Prepared): ReadonlySet<string> {
  const ends = ports.ends.get(edge.id);
  const port = ends?.bundle && ends[ends.bundle].port;
  if (port === undefined) return new Set();
  return new Set(
    view.edges.filter(({ id }) => ports.ends.get(id)?.from.port === port || ports.ends.get(id)?.to.port === port).map(({ id }) => id),
  );
}

/** Where other lines meet the same node. */
function endsAt(node: string, except: string, { view }: Prepared, edges: ReadonlyMap<string, Edge>): Point[] {
  return view.edges.flatMap((edge) => {
    const points = edges.get(edge.id)?.points ?? [];
    if (edge.id === except) return [];
    const [first] = points;
    const last = points.at(-1);
    return [...(edge.from === node && first ? [first] : []), ...(edge.to === node && last ? [last] : [])];
  });
}

function slide(
  { points, label }: Edge,
  end: 'from' | 'to',
  box: Box,
  others: readonly Point[],
  isClear: (box: Box) => boolean,
): Edge | undefined {
  const list = end === 'from' ? [...points] : [...points].reverse();
  const [start, corner, next] = list;
  if (list.length < 4 || !start || !corner || !next) return undefined;
  const level = Math.abs(start.y - corner.y) < 0.01;
  const jog = level ? next.y - corner.y : next.x - corner.x;
  if (Math.abs(jog) > LARGEST_JOG) return undefined;
  const moved = level ? { x: start.x, y: next.y } : { x: next.x, y: start.y };
  const inside = level
    ? moved.y >= box.y + CORNER && moved.y <= box.y + box.height - CORNER
    : moved.x >= box.x + CORNER && moved.x <= box.x + box.width - CORNER;
  const crowded = others.some((other) =>
    level ? other.x === start.x && Math.abs(other.y - moved.y) < APART : other.y === start.y && Math.abs(other.x - moved.x) < APART,
  );
  if (!inside || crowded) return undefined;
  const rest = [moved, ...list.slice(3)];
  const shift = level ? { x: 0, y: jog } : { x: jog, y: 0 };
  const [, to] = rest;
  const stretch = to && boxOfPoints([moved, to]);
  if (!stretch || !isClear(stretch)) return undefined;
  const ownLabel = label && besides(label, start, corner) ? { ...label, x: label.x + shift.x, y: label.y + shift.y } : label;
  if (ownLabel && (overlap(ownLabel, stretch) || !isClear(ownLabel))) return undefined;
  return { points: end === 'from' ? rest : rest.reverse(), label: ownLabel };
}

/** Whether a label stands beside a stretch of its line. */
function besides(label: Box, from: Point, to: Point): boolean {
  return overlap(grow(label, 12), boxOfPoints([from, to]), -0.1);
}

/** Whether nothing of other lines, their labels and nodes lies in or close beside a box. */
function clearOf(
  own: ViewEdge,
  { nodes, edges }: { readonly nodes: ReadonlyMap<string, Box>; readonly edges: ReadonlyMap<string, Edge> },
  bundle: ReadonlySet<string>,
): (box: Box) => boolean {
  return (box) => {
    const around = grow(box, CLOSE);
    for (const [id, node] of nodes) if (id !== own.from && id !== own.to && overlap(node, around)) return false;
    for (const [id, { points, label }] of edges) {
      if (id === own.id) continue;
      if (label && overlap(label, around)) return false;
      if (!bundle.has(id) && stretches(points).some((stretch) => isAlong(stretch, box) && overlap(stretch, around, -0.1))) return false;
    }
    return true;
  };
}

/** Lines that cross are fine; lines side by side are not. A label is in the way of both. */
function isAlong(a: Box, b: Box): boolean {
  if (b.width > 0 && b.height > 0) return true;
  return a.width > a.height === b.width > b.height;
}
