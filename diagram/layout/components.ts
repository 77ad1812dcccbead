/** Parts of a view that nothing joins: each is laid out by itself, and then they are packed into a picture of about a slide's shape. */
import type { Density, ViewGraph } from '../view/graph.ts';
import { type Box, boxAround, boxOfPoints, type Point } from './geometry.ts';
import type { Placement } from './picture.ts';
import { type Extent, sizeOnSlide } from './slide.ts';

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
/** Rows are tried up to this many, and for more parts up to the square root of their number and this many more. */
const MOST_ROWS = 8;
/** By how much a row may be longer than an even share. */
const SLACK = [1, 1.15, 1.3];

interface Part {
  readonly part: Placement;
  readonly box: Box;
}

/** Puts parts side by side in rows, the highest first, alike ones in the order they came; of several ways the one that is largest on a slide. */
export function pack(parts: readonly Placement[], density: Density): Placement {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const gap = GAP[density];
  const boxes = parts.map((part, index) => ({ part, index, box: extentOf(part) }));
  boxes.sort((a, b) => b.box.height - a.box.height || b.box.width - a.box.width || a.index - b.index);
  const widest = Math.max(...boxes.map(({ box }) => box.width));
  const whole = boxes.reduce((sum, { box }) => sum + box.width + gap, -gap);
  const rows = Math.min(parts.length, Math.ceil(Math.sqrt(parts.length)) + MOST_ROWS);
  let best: { readonly places: readonly Point[]; readonly size: number } | undefined;
  for (let count = 1; count <= rows; count++) {
    for (const slack of SLACK) {
      const { places, extent } = inRows(boxes, Math.max(widest, (whole / count) * slack), gap);
      const size = sizeOnSlide(extent);
      if (!best || size > best.size + 1e-9) best = { places, size };
    }
  }
  const placed = boxes.map(({ part, box }, index) => {
    const at = best?.places[index] ?? box;
    return shifted(part, at.x - box.x, at.y - box.y);
  });
  return {
    nodes: new Map(placed.flatMap(({ nodes }) => [...nodes])),
    groups: new Map(placed.flatMap(({ groups }) => [...groups])),
    docks: new Map(placed.flatMap(({ docks }) => [...docks])),
    edges: new Map(placed.flatMap(({ edges }) => [...edges])),
  };
}

/** Rows of at most a width, from left to right and down. */
function inRows(parts: readonly Part[], width: number, gap: number): { readonly places: readonly Point[]; readonly extent: Extent } {
  let x = 0;
  let y = 0;
  let row = 0;
  let longest = 0;
  const places = parts.map(({ box }) => {
    if (x > 0 && x + box.width > width + 0.01) {
      x = 0;
      y += row + gap;
      row = 0;
    }
    const place = { x, y };
    x += box.width + gap;
    row = Math.max(row, box.height);
    longest = Math.max(longest, x - gap);
    return place;
  });
  return { places, extent: { width: longest, height: y + row } };
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
