/** Parts of a view that nothing joins: each is laid out by itself, and then they are packed into a picture of about a screen's shape. */
import type { Density, ViewGraph } from '../view/graph.ts';
import { type Box, boxAround, boxOfPoints, type Point } from './geometry.ts';
import type { Placement } from './picture.ts';

/** @returns the parts of a view, each a view of its own, sorted by their keys. What is in one group belongs together. */
export function componentsOf(view: ViewGraph): readonly ViewGraph[] {
  const parents = new Map(view.groups.map(({ id, parent }) => [id, parent]));
  const outermost = (id: string): string => {
    let top = id;
    for (let parent = parents.get(top); parent !== undefined; parent = parents.get(top)) top = parent;
    return top;
  };
  const leaders = new Map<string, string>();
  const leaderOf = (item: string): string => {
    let leader = item;
    for (let next = leaders.get(leader); next !== undefined && next !== leader; next = leaders.get(leader)) leader = next;
    leaders.set(item, leader);
    return leader;
  };
  const itemOf = new Map(view.nodes.map(({ id, group }) => [id, group === undefined ? `node ${id}` : `group ${outermost(group)}`]));
  for (const { from, to } of view.edges) {
    const [a, b] = [from, to].map((end) => leaderOf(itemOf.get(end) ?? '')).sort();
    if (a !== undefined && b !== undefined && a !== b) leaders.set(b, a);
  }
  const componentOf = (node: string): string => leaderOf(itemOf.get(node) ?? '');
  const keys = [...new Set(view.nodes.map(({ id }) => componentOf(id)))].sort();
  if (keys.length < 2) return [view];
  return keys.map((key) => ({
    ...view,
    nodes: view.nodes.filter(({ id }) => componentOf(id) === key),
    groups: view.groups.filter(({ id }) => leaderOf(`group ${outermost(id)}`) === key),
    edges: view.edges.filter(({ from }) => componentOf(from) === key),
  }));
}

/** @returns a name for a part of a view that stays while the part does. */
export function keyOf({ nodes }: ViewGraph): string {
  return nodes[0]?.id ?? '';
}

const GAP = { roomy: 44, compact: 34 } as const;
/** About a screen's shape. */
const ASPECT = 1.6;

/** Puts parts side by side in rows: the largest first, alike ones in the order they came. */
export function pack(parts: readonly Placement[], density: Density): Placement {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const gap = GAP[density];
  const boxes = parts.map((part, index) => ({ part, index, box: extentOf(part) }));
  boxes.sort((a, b) => b.box.height - a.box.height || b.box.width - a.box.width || a.index - b.index);
  const area = boxes.reduce((sum, { box }) => sum + (box.width + gap) * (box.height + gap), 0);
  const width = Math.max(...boxes.map(({ box }) => box.width), Math.sqrt(area * ASPECT));
  let x = 0;
  let y = 0;
  let row = 0;
  const placed = boxes.map(({ part, box }) => {
    if (x > 0 && x + box.width > width) {
      x = 0;
      y += row + gap;
      row = 0;
    }
    const moved = shifted(part, x - box.x, y - box.y);
    x += box.width + gap;
    row = Math.max(row, box.height);
    return moved;
  });
  return {
    nodes: new Map(placed.flatMap(({ nodes }) => [...nodes])),
    groups: new Map(placed.flatMap(({ groups }) => [...groups])),
    docks: new Map(placed.flatMap(({ docks }) => [...docks])),
    edges: new Map(placed.flatMap(({ edges }) => [...edges])),
  };
}

function extentOf({ nodes, groups, docks, edges }: Placement): Box {
  const lines = [...edges.values()].flatMap(({ points, label }) => [
    ...(points.length > 0 ? [boxOfPoints(points)] : []),
    ...(label ? [label] : []),
  ]);
  return boxAround([...nodes.values(), ...groups.values(), ...docks.values(), ...lines]);
}

function shifted({ nodes, groups, docks, edges }: Placement, dx: number, dy: number): Placement {
  const point = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
  const box = ({ x, y, width, height }: Box): Box => ({ x: x + dx, y: y + dy, width, height });
  const boxes = (all: ReadonlyMap<string, Box>): ReadonlyMap<string, Box> => new Map([...all].map(([id, each]) => [id, box(each)]));
  return {
    nodes: boxes(nodes),
    groups: boxes(groups),
    docks: boxes(docks),
    edges: new Map([...edges].map(([id, { points, label }]) => [id, { points: points.map(point), label: label && box(label) }])),
  };
}
