/** Ends lines at outlines rather than at boxes: silhouettes are notched, pointed and round. */
import type { NodeKind, ViewNode } from '../view/graph.ts';
import type { Box, Point } from './geometry.ts';
import type { Prepared } from './graph.ts';
import type { Placement } from './picture.ts';

/** Depths of silhouettes, shared by what draws them and what ends lines at them. */
export const DEPTHS = {
  orchestrator: 13,
  tube: 7,
  topicTail: 10,
  topicPoint: 14,
  busNotch: 9,
  actorReach: 19.12,
  cylinder: 6,
} as const;

/** @returns how deep the round end of a tube is. */
export function tubeDepth(height: number): number {
  return Math.min(DEPTHS.tube, height / 5);
}

/** @returns the same layout, each line shortened or lengthened to the outlines it joins. */
export function clearOfShapes(placement: Placement, { view, ports }: Prepared): Placement {
  const nodes = new Map(view.nodes.map((node) => [node.id, node]));
  const edges = new Map(placement.edges);
  for (const edge of view.edges) {
    const placed = edges.get(edge.id);
    if (!placed || placed.points.length < 2) continue;
    const points = [...placed.points];
    for (const end of ['from', 'to'] as const) {
      const node = nodes.get(edge[end]);
      const box = placement.nodes.get(edge[end]);
      const index = end === 'from' ? 0 : points.length - 1;
      const point = points[index];
      if (node && box && point) points[index] = onOutline(point, node, box, ports.mirrored.has(node.id));
    }
    edges.set(edge.id, { ...placed, points });
  }
  return { ...placement, edges };
}

/** Moves a point on a node's box straight to its outline. */
function onOutline(point: Point, node: ViewNode, box: Box, mirrored: boolean): Point {
  const left = Math.abs(point.x - box.x) < 0.5;
  const right = Math.abs(point.x - box.x - box.width) < 0.5;
  if (left || right) {
    const inset = sideInset(node, box, point.y, left !== mirrored);
    return { x: point.x + (left ? inset : -inset), y: point.y };
  }
  const top = Math.abs(point.y - box.y) < 0.5;
  if ((node.kind === 'store' || node.kind === 'cache') && !node.parking) {
    const inset = cylinderInset(box, point.x);
    return { x: point.x, y: top ? point.y + inset : point.y - inset };
  }
  return point;
}

/** How far the outline lies inside of the box at a height. `tail` is the end that flow comes in at. */
function sideInset(node: ViewNode, box: Box, y: number, tail: boolean): number {
  const half = box.height / 2;
  /** 0 at mid-height, 1 at the corners. */
  const off = Math.min(1, Math.abs(y - box.y - half) / half);
  if (node.parking) return roundInset(5.2, off);
  const kind: NodeKind = node.kind;
  switch (kind) {
    case 'queue':
    case 'stream':
      return roundInset(tubeDepth(box.height), off);
    case 'topic':
      return tail ? DEPTHS.topicTail * (1 - off) : DEPTHS.topicPoint * off;
    case 'bus':
      return DEPTHS.busNotch * (1 - off);
    case 'orchestrator':
      return DEPTHS.orchestrator * off;
    case 'balancer':
    case 'gateway':
      return half * (1 - Math.sqrt(1 - off * off));
    case 'actor':
      return Math.max(0, box.width / 2 - DEPTHS.actorReach);
    case 'service':
    case 'store':
    case 'cache':
    case 'external':
    case 'group':
      return 0;
  }
}

function roundInset(depth: number, off: number): number {
  return depth * (1 - Math.sqrt(1 - off * off));
}

function cylinderInset(box: Box, x: number): number {
  const off = Math.min(1, Math.abs(x - box.x - box.width / 2) / (box.width / 2));
  return roundInset(DEPTHS.cylinder, off);
}
