/**
 * Which way each edge is laid out. The layout engine wants no circles: edges that lead back towards the entry are laid out reversed, so
 * that a channel's answer runs back on the near side instead of around the picture.
 */
import type { ViewGraph, ViewNode } from '../view/graph.ts';
import type { Point } from './geometry.ts';

interface Arc {
  readonly from: string;
  readonly to: string;
}

/** Circles of so many elements are folded: their far half runs back below their near half. */
const FOLDED_CIRCLE = 6;

/**
 * @param before where nodes and groups stood in an earlier picture: the members of a circle keep their order
 * @returns the ids of edges that are laid out against their direction
 */
export function reversedEdges(view: ViewGraph, before?: ReadonlyMap<string, Point>): ReadonlySet<string> {
  const parents = new Map<string, string | undefined>();
  for (const { id, parent } of view.groups) parents.set(id, parent);
  for (const { id, group } of view.nodes) parents.set(id, group);
  const arcs = view.edges.filter(({ from, to }) => from !== to).map(flowOf);
  const depths = depthsOf(
    view.nodes.map(({ id }) => id),
    arcs,
    callersOf(view),
  );
  const reversed = new Set<string>();
  const folded = fold(arcs, depths);
  const joined = new Set(arcs.flatMap(({ from, to }) => [from, to]));
  const rank: Rank = {
    depthOf: (item) => depthOfItem(item, view, parents, depths, joined),
    stoodAt: (item) => {
      const at = before?.get(item);
      return at && alongFlow(at, view);
    },
  };
  for (const level of levelsOf(arcs, parents, folded)) {
    const against = againstOrder(level, rank);
    for (const { id, flipped } of level) if (against.has(id) !== flipped) reversed.add(id);
  }
  return reversed;
}

/** How far along the flow of a picture a point lies. */
function alongFlow({ x, y }: Point, { direction }: ViewGraph): number {
  switch (direction) {
    case 'right':
      return x;
    case 'left':
      return -x;
    case 'down':
      return y;
    case 'up':
      return -y;
  }
}

interface FlowArc extends Arc {
  readonly id: string;
}

/** Actors that do something, and other systems that call: what they are told later does not make them an end. */
function callersOf({ nodes, edges }: ViewGraph): ReadonlySet<string> {
  const acts = ({ id, kind }: ViewNode): boolean =>
    edges.some((edge) => edge.from === id && (kind === 'actor' || (kind === 'external' && edge.kind === 'call')));
  return new Set(nodes.filter(acts).map(({ id }) => id));
}

function flowOf({ id, from, to }: { readonly id: string; readonly from: string; readonly to: string }): FlowArc {
  return { id, from, to };
}

/** Steps from an entry; entries are what nothing leads to and who calls from outside, or else the first of a circle. */
function depthsOf(ids: readonly string[], arcs: readonly Arc[], callers: ReadonlySet<string>): ReadonlyMap<string, number> {
  const next = adjacency(arcs);
  const entered = new Set(arcs.map(({ to }) => to).filter((id) => !callers.has(id)));
  const depths = new Map<string, number>();
  const spread = (start: readonly string[]): void => {
    let border = start.filter((id) => !depths.has(id));
    for (let depth = 0; border.length > 0; depth++) {
      for (const id of border) depths.set(id, depth);
      border = [...new Set(border.flatMap((id) => next.get(id) ?? []))].filter((id) => !depths.has(id));
    }
  };
  spread(ids.filter((id) => !entered.has(id)));
  for (const id of ids) if (!depths.has(id)) spread([id]);
  return depths;
}

function adjacency(arcs: readonly Arc[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const { from, to } of arcs) {
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  return next;
}

/** Edges of long circles that lead back: from an element nearer to the entry along the circle's rest than it is from it. */
function fold(arcs: readonly FlowArc[], depths: ReadonlyMap<string, number>): ReadonlySet<string> {
  const folded = new Set<string>();
  for (const component of components(arcs)) {
    const inside = arcs.filter(({ from, to }) => component.has(from) && component.has(to));
    const entry = [...component].reduce((best, id) => ((depths.get(id) ?? 0) < (depths.get(best) ?? 0) ? id : best));
    const forward = distances(entry, adjacency(inside));
    const backward = distances(entry, adjacency(inside.map(({ from, to }) => ({ from: to, to: from }))));
    const around = (id: string): number => (forward.get(id) ?? 0) + (backward.get(id) ?? 0);
    const returns = (id: string): boolean =>
      id !== entry && around(id) >= FOLDED_CIRCLE && (backward.get(id) ?? 0) < (forward.get(id) ?? 0);
    for (const { id, from, to } of inside) {
      if (returns(from) && (to === entry || (returns(to) && (backward.get(to) ?? 0) < (backward.get(from) ?? 0)))) folded.add(id);
    }
  }
  return folded;
}

function distances(start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const result = new Map([[start, 0]]);
  const queue = [start];
  for (const id of queue) {
    for (const other of next.get(id) ?? []) {
      if (result.has(other)) continue;
      result.set(other, (result.get(id) ?? 0) + 1);
      queue.push(other);
    }
  }
  return result;
}

/** Strongly connected components of more than one member (Tarjan), found without recursion deeper than a path is long. */
function components(arcs: readonly Arc[]): readonly ReadonlySet<string>[] {
  const next = adjacency(arcs);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const result: Set<string>[] = [];
  const open = (id: string): void => {
    index.set(id, index.size);
    low.set(id, index.get(id) ?? 0);
    stack.push(id);
    onStack.add(id);
  };
  const close = (id: string): void => {
    if (low.get(id) !== index.get(id)) return;
    const component = new Set<string>();
    for (let other = stack.pop(); other !== undefined; other = stack.pop()) {
      onStack.delete(other);
      component.add(other);
      if (other === id) break;
    }
    if (component.size > 1) result.push(component);
  };
  for (const root of next.keys()) {
    if (index.has(root)) continue;
    const work: { readonly id: string; at: number }[] = [{ id: root, at: 0 }];
    open(root);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { id } = frame;
      const other = next.get(id)?.[frame.at++];
      if (other === undefined) {
        close(id);
        work.pop();
        const parent = work.at(-1);
        if (parent) low.set(parent.id, Math.min(low.get(parent.id) ?? 0, low.get(id) ?? 0));
      } else if (!index.has(other)) {
        open(other);
        work.push({ id: other, at: 0 });
      } else if (onStack.has(other)) low.set(id, Math.min(low.get(id) ?? 0, index.get(other) ?? 0));
    }
  }
  return result;
}

interface LevelArc extends FlowArc {
  /** Already turned around by folding. */
  readonly flipped: boolean;
}

/** Arcs between the children of one container, each end lifted to the child that holds it. */
function levelsOf(
  arcs: readonly FlowArc[],
  parents: ReadonlyMap<string, string | undefined>,
  folded: ReadonlySet<string>,
): readonly (readonly LevelArc[])[] {
  const levels = new Map<string, LevelArc[]>();
  for (const { id, from, to } of arcs) {
    const fromPath = pathTo(from, parents);
    const toPath = pathTo(to, parents);
    let depth = 0;
    while (fromPath[depth] === toPath[depth] && depth < fromPath.length - 1 && depth < toPath.length - 1) depth++;
    const container = fromPath[depth - 1] ?? '';
    const flipped = folded.has(id);
    const a = fromPath[depth] ?? from;
    const b = toPath[depth] ?? to;
    const arc = flipped ? { id, from: b, to: a, flipped } : { id, from: a, to: b, flipped };
    const level = levels.get(container);
    if (level) level.push(arc);
    else levels.set(container, [arc]);
  }
  return [...levels.values()];
}

function pathTo(id: string, parents: ReadonlyMap<string, string | undefined>): readonly string[] {
  const path = [id];
  for (let parent = parents.get(id); parent !== undefined; parent = parents.get(parent)) path.unshift(parent);
  return path;
}

/**
 * How far from the entries an item stands: a node's own steps, a group's on average of what lines lead to or from (what nothing joins says nothing of where it
 * belongs). A hub comes half a step later.
 */
function depthOfItem(
  item: string,
  view: ViewGraph,
  parents: ReadonlyMap<string, string | undefined>,
  depths: ReadonlyMap<string, number>,
  joined: ReadonlySet<string>,
): number {
  const own = depths.get(item);
  if (own !== undefined) return own + (isHub(item, view) ? 0.5 : 0);
  const inside = view.nodes.filter(({ id }) => joined.has(id) && pathTo(id, parents).includes(item));
  return inside.reduce((sum, { id }) => sum + (depths.get(id) ?? 0), 0) / Math.max(1, inside.length);
}

/** Lines that make a bus the picture's hub. */
const HUB_LINES = 6;

/** Whether a bus is what a compact picture turns on. */
export function isHub(id: string, view: ViewGraph): boolean {
  const node = view.nodes.find((each) => each.id === id);
  if (view.density !== 'compact' || (node?.kind !== 'bus' && node?.kind !== 'topic')) return false;
  return view.edges.filter(({ from, to }) => from === id || to === id).length >= HUB_LINES;
}

interface Rank {
  depthOf(item: string): number;
  /** In an earlier picture, along its flow. */
  stoodAt(item: string): number | undefined;
}

/**
 * Finds the arcs of a level that lead back. Those outside of circles never do. Within a circle, items stand in the order in which they stood, or else of their
 * depth, and one moves where that turns fewer arcs around.
 */
function againstOrder(arcs: readonly LevelArc[], { depthOf, stoodAt }: Rank): ReadonlySet<string> {
  const against = new Set<string>();
  for (const component of components(arcs)) {
    const inside = arcs.filter(({ from, to }) => component.has(from) && component.has(to));
    const ranked = [...component].map((id) => ({ id, depth: depthOf(id), stood: stoodAt(id) }));
    ranked.sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1));
    const order = improve(keepingOrder(ranked), inside);
    const position = new Map(order.map((id, index) => [id, index]));
    for (const { id, from, to } of inside) if ((position.get(from) ?? 0) > (position.get(to) ?? 0)) against.add(id);
  }
  return against;
}

/** What was there keeps its order; what is new comes before the first of them that is further from the entries. */
function keepingOrder(
  ranked: readonly { readonly id: string; readonly depth: number; readonly stood: number | undefined }[],
): readonly string[] {
  const known = ranked.flatMap(({ id, depth, stood }) => (stood === undefined ? [] : [{ id, depth, stood }]));
  const kept = known.toSorted((a, b) => a.stood - b.stood);
  if (kept.length === 0) return ranked.map(({ id }) => id);
  const order = kept.map(({ id, depth }) => ({ id, depth }));
  for (const { id, depth, stood } of ranked) {
    if (stood !== undefined) continue;
    const at = order.findIndex((each) => each.depth > depth);
    order.splice(at < 0 ? order.length : at, 0, { id, depth });
  }
  return order.map(({ id }) => id);
}

/** Circles of so many members keep the order of their depths: trying every move would take too long. */
const MOST_MOVED = 40;

function improve(items: readonly string[], arcs: readonly Arc[]): readonly string[] {
  let best = [...items];
  let cost = backward(best, arcs);
  if (items.length > MOST_MOVED) return best;
  for (let changed = true; changed; ) {
    changed = false;
    for (const item of items) {
      for (let to = 0; to < best.length; to++) {
        const candidate = best.filter((each) => each !== item);
        candidate.splice(to, 0, item);
        const candidateCost = backward(candidate, arcs);
        if (candidateCost >= cost) continue;
        best = candidate;
        cost = candidateCost;
        changed = true;
      }
    }
  }
  return best;
}

function backward(items: readonly string[], arcs: readonly Arc[]): number {
  const position = new Map(items.map((id, index) => [id, index]));
  return arcs.filter(({ from, to }) => (position.get(from) ?? 0) > (position.get(to) ?? 0)).length;
}
