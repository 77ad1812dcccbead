/**
 * Removes the engine's jogs: short sidesteps of a line that would run straight. The stretch before a jog or the one after it moves beside the other, or both
 * meet between, wherever that touches nothing. Ends slide along nodes that take a line anywhere, and along hubs.
 */
import type { ViewEdge } from '../view/graph.ts';
import { type Box, boxAround, boxOfPoints, grow, overlap, type Point, same, simplify, stretches } from './geometry.ts';
import type { Prepared } from './graph.ts';
import type { Placement } from './picture.ts';
import { isFixed } from './ports.ts';

/** Sidesteps up to this size are jogs; larger ones lead somewhere. */
const LARGEST_JOG = 32;
/** Ends keep clear of a node's corners and of each other. */
const CORNER = 11;
const APART = 10;
/** What moves keeps this far from lines beside it and from labels, from nodes, and from the outlines of groups. */
const CLOSE = 4;
const CLOSE_TO_NODES = 8;
const CLOSE_TO_GROUPS = 6;
/** A label that moves keeps this far from other lines, so that nobody takes it for theirs. */
const LABEL_CLOSE = 6;
/** A stretch that others are moved along is not made shorter than this. */
const SHORTEST = 12;
/** How far a label stands from its line at most. */
const BESIDE = 12;
/** Where both stretches move, as parts of the way from one to the other. */
const BETWEEN = [0.5, 0.25, 0.75];
/** What moved may make room for others; more rounds change nothing in the examples. */
const ROUNDS = 3;

interface Line {
  readonly points: readonly Point[];
  readonly label?: Box;
}

/** What a line that moves must mind. */
interface Scene {
  readonly prepared: Prepared;
  readonly placement: Placement;
  readonly lines: Map<string, Line>;
  /** Ids of the lines that meet a node, and of those that share a port. */
  readonly linesAt: ReadonlyMap<string, readonly ViewEdge[]>;
  readonly slides: (edge: ViewEdge, end: 'from' | 'to') => boolean;
  /** The stretches of a line, made once for as long as it does not move. */
  readonly stretchesOf: (line: Line) => readonly Box[];
}

/** @returns the same layout with fewer bends. */
export function straighten(placement: Placement, prepared: Prepared): Placement {
  const scene = sceneOf(placement, prepared);
  const { edges } = prepared.view;
  removeJogs(edges, JOGS, scene);
  const atHubs = edges.filter(({ from, to }) => prepared.hubs.has(from) || prepared.hubs.has(to));
  removeJogs(atHubs, AT_HUBS, scene);
  return { ...placement, edges: scene.lines };
}

/** What is a jog, and how far ends of lines keep from each other, and labels that move from those beside them, beyond their own margins. */
interface Bounds {
  readonly largest: number;
  readonly apart: number;
  readonly words: number;
  /** Whether only jogs next to hubs are meant. */
  readonly atHubs: boolean;
}

const JOGS: Bounds = { largest: LARGEST_JOG, apart: APART, words: 0, atHubs: false };
/** A hub takes lines anywhere: one that sidesteps far on its way there may as well come straight, where it has room. */
const AT_HUBS: Bounds = { largest: 240, apart: 24, words: 10, atHubs: true };

function removeJogs(edges: readonly ViewEdge[], bounds: Bounds, scene: Scene): void {
  let changed = true;
  for (let round = 0; changed && round < ROUNDS; round++) {
    changed = false;
    for (const edge of edges) {
      for (let next = withoutJog(edge, bounds, scene); next; next = withoutJog(edge, bounds, scene)) {
        scene.lines.set(edge.id, next);
        changed = true;
      }
    }
  }
}

function sceneOf(placement: Placement, prepared: Prepared): Scene {
  const nodes = new Map(prepared.view.nodes.map((node) => [node.id, node]));
  const linesAt = new Map<string, ViewEdge[]>();
  for (const edge of prepared.view.edges) {
    for (const node of new Set([edge.from, edge.to])) linesAt.set(node, [...(linesAt.get(node) ?? []), edge]);
  }
  const slides: Scene['slides'] = (edge, end) => {
    if (prepared.hubs.has(edge[end])) return true;
    return !isFixed(nodes.get(edge[end])) && prepared.ports.ends.get(edge.id)?.[end].port === undefined;
  };
  const known = new WeakMap<Line, readonly Box[]>();
  const stretchesOf: Scene['stretchesOf'] = (line) => {
    const found = known.get(line) ?? stretches(line.points);
    known.set(line, found);
    return found;
  };
  return { prepared, placement, lines: new Map(placement.edges), linesAt, slides, stretchesOf };
}

/** The line of an edge with one jog less; none if it has no jog that it can do without. */
function withoutJog(edge: ViewEdge, bounds: Bounds, scene: Scene): Line | undefined {
  const line = scene.lines.get(edge.id);
  if (!line || edge.from === edge.to) return undefined;
  for (let at = 1; at + 2 < line.points.length; at++) {
    if (bounds.atHubs && !leadsToHub(edge, line.points, at, scene)) continue;
    for (const level of levelsFor(line.points, at, bounds)) {
      const moved = move(edge, line, { at, level, bounds }, scene);
      if (moved) return moved;
    }
  }
  return undefined;
}

/** Whether a jog is the last one before a line's end at a hub. */
function leadsToHub({ from, to }: ViewEdge, { length }: readonly Point[], at: number, { prepared: { hubs } }: Scene): boolean {
  return (at === 1 && hubs.has(from)) || (at + 3 === length && hubs.has(to));
}

/** Whether a stretch runs level; the others are upright. */
function isLevel(from: Point, to: Point): boolean {
  return same(from.y, to.y);
}

/** Where the stretches beside a jog may meet, across their direction, the best first; nowhere if there is no jog between a point and the next. */
function levelsFor(points: readonly Point[], at: number, { largest }: Bounds): readonly number[] {
  const [before, from, to, after] = points.slice(at - 1, at + 3);
  if (!before || !from || !to || !after) return [];
  const level = isLevel(before, from);
  if (level !== isLevel(to, after) || level === isLevel(from, to)) return [];
  const goesOn = level ? (from.x - before.x) * (after.x - to.x) > 0 : (from.y - before.y) * (after.y - to.y) > 0;
  const [own, other] = level ? [from.y, to.y] : [from.x, to.x];
  if (!goesOn || Math.abs(other - own) > largest) return [];
  return [other, own, ...BETWEEN.map((part) => Math.round(own + (other - own) * part))];
}

/** The line with the stretches before and after a jog on one level, if that is allowed. */
function move(
  edge: ViewEdge,
  line: Line,
  { at, level, bounds }: { readonly at: number; readonly level: number; readonly bounds: Bounds },
  scene: Scene,
): Line | undefined {
  const { points } = line;
  const [before, from] = points.slice(at - 1);
  if (!before || !from) return undefined;
  const axis = isLevel(before, from) ? 'y' : 'x';
  const isMoved = (index: number): boolean => index >= at - 1 && index <= at + 2;
  const moved = points.map((point, index) => (isMoved(index) ? { ...point, [axis]: level } : point));
  if (!keepsItsWay(points, moved, [at - 2, at + 2])) return undefined;
  for (const [end, index] of [
    ['from', 0],
    ['to', points.length - 1],
  ] as const) {
    const [old, now] = [points[index], moved[index]];
    if (old && now && !same(old[axis], now[axis]) && !maySlide(edge, end, now, { axis, apart: bounds.apart }, scene)) return undefined;
  }
  const changed = stretches(moved).filter((stretch, index) => index >= at - 2 && index <= at + 2 && !isSame(stretch, points, index));
  const given = stretches(points).filter((_, index) => (index === at - 1 || index === at + 1) && !same(points[index]?.[axis] ?? 0, level));
  if (given.some((stretch) => isShared(stretch, edge, scene))) return undefined;
  const label = labelBeside(line.label, points, moved, at, axis);
  const result = { points: simplify(moved), label };
  if (!isClear(edge, changed, result, label === line.label ? undefined : bounds, scene)) return undefined;
  return crossingsOf(edge, result, scene) > crossingsOf(edge, line, scene) ? undefined : result;
}

function isSame(stretch: Box, points: readonly Point[], index: number): boolean {
  const [from, to] = points.slice(index, index + 2);
  const old = from && to && boxOfPoints([from, to]);
  return (
    old !== undefined &&
    same(old.x, stretch.x) &&
    same(old.y, stretch.y) &&
    same(old.width, stretch.width) &&
    same(old.height, stretch.height)
  );
}

/** Whether the stretches that lead to what is moved keep their direction and do not become jogs themselves. */
function keepsItsWay(points: readonly Point[], moved: readonly Point[], indices: readonly number[]): boolean {
  return indices.every((index) => {
    const [a, b, c, d] = [points[index], points[index + 1], moved[index], moved[index + 1]];
    if (!a || !b || !c || !d) return true;
    const [old, now] = [b.x - a.x + b.y - a.y, d.x - c.x + d.y - c.y];
    if (same(now, 0)) return doesNotTurnBack(moved, index);
    return old * now > 0 && Math.abs(now) >= Math.min(Math.abs(old), SHORTEST);
  });
}

/** Whether what comes before a stretch of no length goes on behind it. */
function doesNotTurnBack(points: readonly Point[], index: number): boolean {
  const [a, b, c, d] = [points[index - 1], points[index], points[index + 1], points[index + 2]];
  if (!a || !b || !c || !d) return false;
  return (b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y) > 0;
}

/** Whether an end of a line may meet its node at a point: off the corners and off other ends. */
function maySlide(
  edge: ViewEdge,
  end: 'from' | 'to',
  to: Point,
  { axis, apart }: { readonly axis: 'x' | 'y'; readonly apart: number },
  { placement, lines, linesAt, slides }: Scene,
): boolean {
  const box = placement.nodes.get(edge[end]);
  if (!box || !slides(edge, end)) return false;
  const [least, most] = axis === 'y' ? [box.y, box.y + box.height] : [box.x, box.x + box.width];
  if (to[axis] < least + CORNER || to[axis] > most - CORNER) return false;
  const along = axis === 'y' ? 'x' : 'y';
  const others = (linesAt.get(edge[end]) ?? []).flatMap((other) => {
    const points = other.id === edge.id ? [] : (lines.get(other.id)?.points ?? []);
    const [first, last] = [points[0], points.at(-1)];
    return [...(other.from === edge[end] && first ? [first] : []), ...(other.to === edge[end] && last ? [last] : [])];
  });
  return !others.some((other) => same(other[along], to[along]) && Math.abs(other[axis] - to[axis]) < apart);
}

/** Whether a bundle runs along a stretch: what moves alone would part from it. */
function isShared(stretch: Box, edge: ViewEdge, { prepared: { ports }, lines, linesAt, stretchesOf }: Scene): boolean {
  const ends = ports.ends.get(edge.id);
  if (!ends?.bundle) return false;
  const { node, port } = ends[ends.bundle];
  return (linesAt.get(node) ?? []).some((other) => {
    const others = ports.ends.get(other.id);
    if (other.id === edge.id || (others?.from.port !== port && others?.to.port !== port)) return false;
    const line = lines.get(other.id);
    return line !== undefined && stretchesOf(line).some((each) => isAlong(each, stretch) && overlap(each, stretch, -0.1));
  });
}

/** The label of a line, moved with the stretch that it stands beside. */
function labelBeside(
  label: Box | undefined,
  points: readonly Point[],
  moved: readonly Point[],
  at: number,
  axis: 'x' | 'y',
): Box | undefined {
  if (!label) return undefined;
  for (const index of [at - 1, at + 1]) {
    const [from, to, now] = [points[index], points[index + 1], moved[index]];
    if (!from || !to || !now || same(from[axis], now[axis])) continue;
    if (overlap(grow(label, BESIDE), boxOfPoints([from, to]), -0.1)) return { ...label, [axis]: label[axis] + now[axis] - from[axis] };
  }
  return label;
}

/** Whether the stretches of a line that are new, and its label if it moved within bounds, are clear of everything. */
function isClear(edge: ViewEdge, changed: readonly Box[], { points, label }: Line, movedBy: Bounds | undefined, scene: Scene): boolean {
  const { placement, lines, stretchesOf } = scene;
  const meets = (stretch: Box, node: string): boolean =>
    [node === edge.from && points[0], node === edge.to && points.at(-1)].some(
      (end) => end && overlap(stretch, { ...end, width: 0, height: 0 }, -0.1),
    );
  for (const stretch of changed) {
    for (const [id, box] of placement.nodes) if (overlap(box, grow(stretch, meets(stretch, id) ? -1 : CLOSE_TO_NODES))) return false;
    for (const [id, box] of placement.docks) {
      const own = id === edge.from || id === edge.to;
      if (overlap(box, grow(stretch, own ? CLOSE : CLOSE_TO_NODES))) return false;
    }
    for (const box of placement.groups.values()) if (hugs(stretch, box)) return false;
    for (const [id, other] of lines) {
      if (id === edge.id) continue;
      if (other.label && overlap(other.label, grow(stretch, CLOSE))) return false;
      const near = stretchesOf(other).filter((each) => isAlong(each, stretch) && overlap(each, grow(stretch, CLOSE), -0.1));
      if (near.length > 0 && !near.every((each) => isShared(each, edge, scene) && isInLine(each, stretch))) return false;
    }
  }
  if (!label) return true;
  if (stretches(points).some((stretch) => overlap(label, stretch, 0.5))) return false;
  if (!movedBy) return !changed.length || stretches(points).some((stretch) => overlap(grow(label, BESIDE), stretch, -0.1));
  return isFreeForLabel(label, edge, movedBy, scene);
}

function isFreeForLabel(label: Box, edge: ViewEdge, { words }: Bounds, { placement, lines, stretchesOf }: Scene): boolean {
  for (const box of [...placement.nodes.values(), ...placement.docks.values()]) if (overlap(box, label)) return false;
  for (const box of placement.groups.values()) if (crosses(label, box)) return false;
  for (const [id, other] of lines) {
    if (id === edge.id) continue;
    if (other.label && overlap(apartFrom(other.label, words), label)) return false;
    if (stretchesOf(other).some((stretch) => overlap(stretch, label, -LABEL_CLOSE))) return false;
  }
  return true;
}

/** A label with room at both sides, without which two of them would read as one. */
function apartFrom({ x, y, width, height }: Box, words: number): Box {
  return { x: x - words, y, width: width + 2 * words, height };
}

/** Whether a box lies on the outline of a group. */
function crosses(box: Box, group: Box): boolean {
  if (!overlap(box, group)) return false;
  return box.x < group.x || box.y < group.y || box.x + box.width > group.x + group.width || box.y + box.height > group.y + group.height;
}

/** Whether a stretch runs along the outline of a group, close to it. */
function hugs(stretch: Box, group: Box): boolean {
  const level = stretch.width > stretch.height;
  const sides = level
    ? [group.y, group.y + group.height].map((y) => ({ x: group.x, y, width: group.width, height: 0 }))
    : [group.x, group.x + group.width].map((x) => ({ x, y: group.y, width: 0, height: group.height }));
  return sides.some((side) => overlap(side, grow(stretch, CLOSE_TO_GROUPS)));
}

/** How often a line crosses others. */
function crossingsOf(edge: ViewEdge, line: Line, { lines, stretchesOf }: Scene): number {
  const own = stretchesOf(line);
  const around = boxAround(own);
  let count = 0;
  for (const [id, other] of lines) {
    if (id === edge.id || !overlap(boxAround(stretchesOf(other)), around, -0.1)) continue;
    for (const a of stretchesOf(other)) for (const b of own) if (!isAlong(a, b) && overlap(a, b)) count++;
  }
  return count;
}

function isAlong(a: Box, b: Box): boolean {
  return a.width > a.height === b.width > b.height;
}

function isInLine(a: Box, b: Box): boolean {
  return a.width > a.height ? same(a.y, b.y) : same(a.x, b.x);
}
