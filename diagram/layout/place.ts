/** Reads places out of the engine's answer: absolute, rounded, and moved so that everything begins at the origin. */
import type { ElkEdge, ElkGraph, ElkLabel, ElkNode } from './elk.ts';
import { type Box, boxAround, boxOfPoints, type Point, round, simplify } from './geometry.ts';
import type { Prepared } from './graph.ts';
import type { Placement } from './picture.ts';

/** @returns the places in a laid out graph. */
export function placementOf(graph: ElkGraph, { reversed }: Prepared): Placement {
  const nodes = new Map<string, Box>();
  const groups = new Map<string, Box>();
  const docks = new Map<string, Box>();
  const visit = (node: ElkNode, dx: number, dy: number): void => {
    const box = boxOf(node, dx, dy);
    if (node.id.startsWith('group:')) groups.set(node.id.slice('group:'.length), box);
    else if (node.id !== 'root') nodes.set(node.id, box);
    for (const label of node.labels ?? []) docks.set(label.id.slice('dock:'.length), boxOf(label, box.x, box.y));
    for (const child of node.children ?? []) visit(child, box.x, box.y);
  };
  visit(graph, 0, 0);
  const edges = new Map(graph.edges.map((edge) => [edge.id, edgeOf(edge, reversed.has(edge.id))]));
  return atOrigin({ nodes, groups, docks, edges });
}

function boxOf({ x = 0, y = 0, width = 0, height = 0 }: ElkNode | ElkLabel, dx: number, dy: number): Box {
  return { x: x + dx, y: y + dy, width, height };
}

function edgeOf(edge: ElkEdge, isReversed: boolean): { readonly points: readonly Point[]; readonly label?: Box } {
  const points = (edge.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  const [label] = edge.labels ?? [];
  return { points: isReversed ? [...points].reverse() : points, label: label && boxOf(label, 0, 0) };
}

/** @returns the same places, moved to the origin, in hundredths of pixels, lines without needless points. */
export function atOrigin({ nodes, groups, docks, edges }: Placement): Placement {
  const { x, y } = boxAround([
    ...nodes.values(),
    ...groups.values(),
    ...docks.values(),
    ...[...edges.values()].flatMap(({ points, label }) => [...(points.length > 0 ? [boxOfPoints(points)] : []), ...(label ? [label] : [])]),
  ]);
  const point = (each: Point): Point => ({ x: round(each.x - x), y: round(each.y - y) });
  const box = (each: Box): Box => ({ ...point(each), width: round(each.width), height: round(each.height) });
  const boxes = (all: ReadonlyMap<string, Box>): ReadonlyMap<string, Box> => new Map([...all].map(([id, each]) => [id, box(each)]));
  return {
    nodes: boxes(nodes),
    groups: boxes(groups),
    docks: boxes(docks),
    edges: new Map([...edges].map(([id, { points, label }]) => [id, { points: simplify(points.map(point)), label: label && box(label) }])),
  };
}
