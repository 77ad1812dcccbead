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

/** An edit keeps the rows that it finds, unless others are larger on a slide by more than this. */
const KEPT = 1.25;

/**
 * Puts parts side by side in rows, the highest first, alike ones in the order they came; of several ways the one that is largest on a slide.
 *
 * @param before where nodes stood in an earlier picture: of ways that are nearly as large, the one that moves the parts least
 */
export function pack(parts: readonly Placement[], density: Density, before?: ReadonlyMap<string, Point>): Placement {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const gap = GAP[density];
  const boxes = parts.map((part, index) => ({ part, index, box: extentOf(part) }));
  boxes.sort((a, b) => b.box.height - a.box.height || b.box.width - a.box.width || a.index - b.index);
  const widest = Math.max(...boxes.map(({ box }) => box.width));
  const whole = boxes.reduce((sum, { box }) => sum + box.width + gap, -gap);
  const rows = Math.min(parts.length, Math.ceil(Math.sqrt(parts.length)) + MOST_ROWS);
  const ways: { readonly places: readonly Point[]; readonly size: number; readonly moved: number }[] = [];
  for (let count = 1; count <= rows; count++) {
    for (const slack of SLACK) {
      const { places, extent } = inRows(boxes, Math.max(widest, (whole / count) * slack), gap);
      ways.push({ places, size: sizeOnSlide(extent), moved: before ? movedBy(boxes, places, before) : 0 });
    }
  }
  const largest = Math.max(...ways.map(({ size }) => size));
  const best = ways
    .filter(({ size }) => size >= (before ? largest / KEPT : largest) - 1e-9)
    .reduce((least, way) => (way.moved < least.moved - 1e-9 ? way : least));
  const placed = boxes.map(({ part, box }, index) => {
    const at = best.places[index] ?? box;
    return shifted(part, at.x - box.x, at.y - box.y);
  });
  return {
    nodes: new Map(placed.flatMap(({ nodes }) => [...nodes])),
    groups: new Map(placed.flatMap(({ groups }) => [...groups])),
    docks: new Map(placed.flatMap(({ docks }) => [...docks])),
    edges: new Map(placed.flatMap(({ edges }) => [...edges])),
  };
}

/** How far parts stand from where they were, by the first node of each that was there. */
function movedBy(parts: readonly Part[], places: readonly Point[], before: ReadonlyMap<string, Point>): number {
  return parts.reduce((sum, { part, box }, index) => {
    const known = [...part.nodes].find(([id]) => before.has(id));
    const at = places[index];
    const old = known && before.get(known[0]);
    if (!known || !at || !old) return sum;
    const [, node] = known;
    return sum + Math.hypot(node.x - box.x + at.x - old.x, node.y - box.y + at.y - old.y);
  }, 0);
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
