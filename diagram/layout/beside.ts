/**
 * Makes long pictures broader. A picture that runs down puts each group below what it follows from, so that a chain of groups is a tall ribbon with empty corners.
 * What stands at its end is moved up beside the rest, as far as the lines that lead there allow: they still run down, over, and down.
 */
import type { ViewGraph } from '../view/graph.ts';
import { type Box, boxAround, boxOfPoints, type Point, stretches } from './geometry.ts';
import { type Items, Mover, type Scene } from './mover.ts';
import type { Placement } from './picture.ts';
import { atOrigin } from './place.ts';
import { crossings } from './score.ts';
import { LEGIBLE, sizeOnSlide } from './slide.ts';

/** What was moved: elements and groups that nothing is around, and to which side. */
export interface Beside {
  readonly items: readonly string[];
  readonly side: 'left' | 'right';
}

export interface Broadened {
  readonly placement: Placement;
  readonly moves: readonly Beside[];
}

/** A move has to make the picture larger on a slide by so much. An edit keeps the moves that it finds. */
const GAIN = 1.1;
/** With more elements or lines nothing makes a picture legible on a slide, and the work, which grows with their third power, would take seconds. */
const LARGEST = { nodes: 150, edges: 300 } as const;
/** So many moves at most, one after the other. */
const MOST_MOVES = 2;
/**
 * @param moves those of an earlier picture, to be made again and no others; otherwise the best are looked for
 * @returns the placement, made broader where that makes it larger on a slide without a crossing more
 */
export function broaden(placement: Placement, view: ViewGraph, moves?: readonly Beside[]): Broadened {
  const isLarge = view.nodes.length > LARGEST.nodes || view.edges.length > LARGEST.edges;
  if (view.direction !== 'down' || isLarge || (moves === undefined && !isTall(placement))) return { placement, moves: [] };
  let now: Broadened = { placement, moves: [] };
  for (let count = 0; count < MOST_MOVES; count++) {
    const known = moves?.[count];
    if (moves && !known) return now;
    const size = sizeOnSlide(extentOf(now.placement));
    let best: { readonly placement: Placement; readonly move: Beside; readonly size: number } | undefined;
    const least = size * (known ? 1 : GAIN);
    const sides = { right: sceneOf(now.placement, view), left: sceneOf(mirrored(now.placement), view) };
    for (const move of known ? [presentOf(known, view)] : movesOf(now.placement, view, least)) {
      const moved = attempt(sides[move.side], view, move);
      const reached = moved ? sizeOnSlide(extentOf(moved)) : 0;
      if (moved && reached > (best?.size ?? least) + 1e-9) best = { placement: moved, move, size: reached };
    }
    if (!best) return now;
    now = { placement: best.placement, moves: [...now.moves, best.move] };
  }
  return now;
}

/** Whether a picture is too small on a slide, and that because it is high. */
function isTall(placement: Placement): boolean {
  const extent = extentOf(placement);
  const size = sizeOnSlide(extent);
  return size < LEGIBLE && sizeOnSlide({ ...extent, height: 0 }) > size * GAIN;
}

function extentOf({ nodes, groups, docks, edges }: Placement): Box {
  const lines = [...edges.values()].flatMap(({ points, label }) => [boxOfPoints(points), ...(label ? [label] : [])]);
  return boxAround([...nodes.values(), ...groups.values(), ...docks.values(), ...lines]);
}

function itemsOf({ nodes, groups, docks }: Placement, view: ViewGraph): Items {
  const parents = new Map(view.groups.map(({ id, parent }) => [id, parent]));
  const outermost = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : outermost(parent);
  };
  const of = new Map(view.nodes.map(({ id, group }) => [id, group === undefined ? id : outermost(group)]));
  const boxes = new Map<string, Box>();
  for (const { id, parent } of view.groups) {
    const box = groups.get(id);
    if (parent === undefined && box) boxes.set(id, box);
  }
  for (const { id, group } of view.nodes) {
    const box = nodes.get(id);
    const dock = docks.get(id);
    if (group === undefined && box) boxes.set(id, boxAround([box, ...(dock ? [dock] : [])]));
  }
  return { of, boxes };
}

/** A move of an earlier picture, without what is gone. */
function presentOf({ items, side }: Beside, { nodes, groups }: ViewGraph): Beside {
  const present = new Set([...nodes, ...groups].map(({ id }) => id));
  return { items: items.filter((id) => present.has(id)), side };
}

/**
 * What may be moved: all from a height on, one thing alone, and one with what comes after it; to either side.
 *
 * @param least the size on a slide that is to be reached: what stays must not be too high for it already
 */
function movesOf(placement: Placement, view: ViewGraph, least: number): readonly Beside[] {
  const { of, boxes } = itemsOf(placement, view);
  const topOf = (id: string): number => boxes.get(id)?.y ?? 0;
  const all = [...boxes.keys()].sort((a, b) => topOf(a) - topOf(b) || (a < b ? -1 : 1));
  const after = (id: string): readonly string[] => {
    const found = new Set([id]);
    for (const each of found) {
      for (const { from, to } of view.edges) {
        const next = of.get(of.get(from) === each ? to : from);
        if ((of.get(from) === each || of.get(to) === each) && next !== undefined && topOf(next) > topOf(id)) found.add(next);
      }
    }
    return [...found].sort();
  };
  const isOfUse = (items: readonly string[]): boolean => {
    const { height } = boxAround([...boxes].flatMap(([id, box]) => (items.includes(id) ? [] : [box])));
    return items.length < all.length && sizeOnSlide({ width: 0, height }) > least;
  };
  const sets = new Map<string, readonly string[]>();
  for (const id of all) {
    for (const items of [all.filter((each) => topOf(each) >= topOf(id)).sort(), [id], after(id)])
      if (isOfUse(items)) sets.set(items.join('\n'), items);
  }
  return [...sets.values()].flatMap((items) => (['right', 'left'] as const).map((side) => ({ items, side })));
}

/** The same places seen in a mirror, so that everything is done for one side only. */
function mirrored(placement: Placement): Placement {
  const box = <B extends Box>(each: B): B => ({ ...each, x: -each.x - each.width });
  const boxes = (all: ReadonlyMap<string, Box>): ReadonlyMap<string, Box> => new Map([...all].map(([id, each]) => [id, box(each)]));
  return {
    nodes: boxes(placement.nodes),
    groups: boxes(placement.groups),
    docks: boxes(placement.docks),
    edges: new Map(
      [...placement.edges].map(([id, { points, label }]) => [
        id,
        { points: points.map(({ x, y }) => ({ x: -x, y })), label: label && box(label) },
      ]),
    ),
  };
}

function sceneOf(placement: Placement, view: ViewGraph): Scene {
  return {
    placement,
    items: itemsOf(placement, view),
    stretches: new Map([...placement.edges].map(([id, { points }]) => [id, stretches(points)])),
    crossings: crossings(linesOf(placement)),
  };
}

function linesOf({ edges }: Placement): readonly (readonly Point[])[] {
  return [...edges.values()].map(({ points }) => points);
}

function attempt(scene: Scene, view: ViewGraph, { items, side }: Beside): Placement | undefined {
  const moved = new Mover(scene, view, new Set(items)).move();
  if (!moved || crossings(linesOf(moved)) > scene.crossings) return undefined;
  return atOrigin(side === 'left' ? mirrored(moved) : moved);
}
