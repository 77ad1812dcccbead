/** What must hold of every picture, as a list of what does not. */
import type { Picture } from '../../diagram/index.ts';
import { type Box, boxOfPoints, contains, grow, overlap, type Point, stretches } from '../../diagram/layout/geometry.ts';
import type { PlacedEdge } from '../../diagram/layout/picture.ts';
import { badgesOf, labelsOf } from '../../diagram/svg/overlay.ts';

/** The deepest a silhouette lies inside of its box where a line may meet it. */
const DEEPEST = 42;

/** @returns a sentence for each law that a picture breaks. */
export function brokenLaws(picture: Picture): readonly string[] {
  return [...nodeLaws(picture), ...groupLaws(picture), ...edgeLaws(picture), ...jogLaws(picture), ...labelLaws(picture)];
}

interface Named extends Box {
  readonly name: string;
}

function shapes({ nodes }: Picture): Named[] {
  return nodes.flatMap((node) => [
    { ...boxOf(node), name: node.node.id },
    ...(node.docked ? [{ ...boxOf(node.docked), name: node.docked.docked.id }] : []),
  ]);
}

function boxOf({ x, y, width, height }: Box): Box {
  return { x, y, width, height };
}

function nodeLaws(picture: Picture): string[] {
  const all = shapes(picture);
  const broken: string[] = [];
  for (const [index, a] of all.entries()) {
    for (const b of all.slice(index + 1)) if (overlap(a, b, 0.5)) broken.push(`${a.name} overlaps ${b.name}`);
    if (a.x < -0.5 || a.y < -0.5 || a.x + a.width > picture.width + 0.5 || a.y + a.height > picture.height + 0.5) {
      broken.push(`${a.name} lies outside of the picture`);
    }
  }
  return broken;
}

function groupLaws({ groups, nodes }: Picture): string[] {
  const broken: string[] = [];
  const byId = new Map(groups.map((group) => [group.group.id, group]));
  for (const node of nodes) {
    const group = node.node.group === undefined ? undefined : byId.get(node.node.group);
    if (!group) continue;
    if (!contains(group, node, 0.5)) broken.push(`${node.node.id} lies outside of ${group.group.id}`);
    if (node.docked && !contains(group, node.docked, 0.5)) broken.push(`${node.docked.docked.id} lies outside of ${group.group.id}`);
  }
  for (const [index, a] of groups.entries()) {
    const parent = a.group.parent === undefined ? undefined : byId.get(a.group.parent);
    if (parent && !contains(parent, a, 0.5)) broken.push(`${a.group.id} lies outside of ${parent.group.id}`);
    for (const b of groups.slice(index + 1)) {
      if (a.group.parent === b.group.parent && overlap(a, b, 0.5)) broken.push(`${a.group.id} overlaps ${b.group.id}`);
    }
  }
  return broken;
}

function edgeLaws(picture: Picture): string[] {
  const broken: string[] = [];
  const byId = new Map(picture.nodes.map((node) => [node.node.id, node]));
  const all = shapes(picture);
  for (const { edge, points } of picture.edges) {
    for (const end of ['from', 'to'] as const) {
      const node = byId.get(edge[end]);
      const point = end === 'from' ? points[0] : points.at(-1);
      if (!node || !point) {
        broken.push(`${edge.id} has no ${end} end`);
        continue;
      }
      const touches = contains(node, { ...point, width: 0, height: 0 }, 0.6);
      const inset = Math.min(point.x - node.x, node.x + node.width - point.x, point.y - node.y, node.y + node.height - point.y);
      if (!touches || inset > DEEPEST) broken.push(`${edge.id} does not end at the border of ${edge[end]}`);
    }
    for (const stretch of stretches(points)) {
      for (const shape of all) {
        const own = shape.name === edge.from || shape.name === edge.to;
        if (!own && overlap(grow(shape, -1), stretch, -0.01)) broken.push(`${edge.id} crosses ${shape.name}`);
      }
    }
  }
  return broken;
}

/** Sidesteps up to this size need a reason. */
const JOG = 24;
/** In this much empty space around it a line runs straight. */
const EMPTY = 10;
/** A line meets a side of its node at least this far from the corner. */
const CORNER = 12;

/** A line that sidesteps though it could run straight on through empty space. */
function jogLaws(picture: Picture): string[] {
  return picture.edges.flatMap((placed) =>
    jogsOf(placed.points).flatMap((at) =>
      straightened(placed.points, at).some((way) => isEmptyWay(way, placed, picture)) ? [`${placed.edge.id} sidesteps for nothing`] : [],
    ),
  );
}

/** Where lines sidestep: the index of the corner at which each sidestep begins. */
function jogsOf(points: readonly Point[]): readonly number[] {
  return points.flatMap((_, at) => {
    const [before, from, to, after] = points.slice(at - 1, at + 3);
    if (at < 1 || !before || !from || !to || !after) return [];
    const goesOn = (from.x - before.x) * (after.x - to.x) + (from.y - before.y) * (after.y - to.y) > 0;
    return goesOn && Math.hypot(to.x - from.x, to.y - from.y) <= JOG ? [at] : [];
  });
}

interface Way {
  /** The stretch that runs straight on, and the ends of the line that move with it. */
  readonly stretch: readonly [Point, Point];
  readonly end?: 'from' | 'to';
}

/** The two ways to run straight: on the level before the sidestep, and on that behind it. */
function straightened(points: readonly Point[], at: number): readonly Way[] {
  const [before, from, to, after] = points.slice(at - 1, at + 3);
  if (!before || !from || !to || !after) return [];
  const level = Math.abs(before.y - from.y) < 0.01;
  const onto = (point: Point, other: Point): Point => (level ? { x: point.x, y: other.y } : { x: other.x, y: point.y });
  const leads = (a: Point | undefined, b: Point): boolean => !a || Math.hypot(b.x - a.x, b.y - a.y) > JOG + EMPTY;
  return [
    ...(leads(points[at + 3], after)
      ? [{ stretch: [before, onto(after, from)] as const, end: at + 2 === points.length - 1 ? ('to' as const) : undefined }]
      : []),
    ...(leads(points[at - 2], before)
      ? [{ stretch: [onto(before, to), after] as const, end: at === 1 ? ('from' as const) : undefined }]
      : []),
  ];
}

function isEmptyWay({ stretch: [from, to], end }: Way, { edge, bundle }: PlacedEdge, picture: Picture): boolean {
  const way = boxOfPoints([from, to]);
  const around = grow(way, EMPTY);
  if (end !== undefined) {
    const node = picture.nodes.find((each) => each.node.id === edge[end]);
    const point = end === 'from' ? from : to;
    const isFree =
      node &&
      ['service', 'store', 'cache', 'external', 'orchestrator', 'balancer', 'gateway', 'group'].includes(node.node.kind) &&
      !node.node.parking;
    if (!isFree || bundle?.at === end || edge.kind === 'dead-letter') return false;
    const off =
      way.width > way.height ? [point.y - node.y, node.y + node.height - point.y] : [point.x - node.x, node.x + node.width - point.x];
    if (Math.min(...off) < CORNER) return false;
  }
  const own = [edge.from, edge.to];
  return (
    !shapes(picture).some((shape) => overlap(shape, own.includes(shape.name) ? grow(way, -1) : around)) &&
    !picture.groups.some((group) => overlap(group, around) && !contains(group, around)) &&
    !picture.edges.some(
      (other) =>
        (other.label && overlap(other.label, around)) ||
        (other.edge.id !== edge.id && stretches(other.points).some((stretch) => overlap(stretch, around, -0.01))),
    )
  );
}

function labelLaws(picture: Picture): string[] {
  const broken: string[] = [];
  const labels = labelsOf(picture, badgesOf(picture));
  const all = shapes(picture);
  for (const [index, { edge, box }] of labels.entries()) {
    const name = `the label of ${edge.edge.id}`;
    const words = { x: box.x + 1, y: box.y + 3, width: box.width - 2, height: box.height - 6 };
    if (box.x < 0 || box.y < 0 || box.x + box.width > picture.width + 16 || box.y + box.height > picture.height + 4)
      broken.push(`${name} is cut off`);
    if (picture.groups.some((group) => overlap(group, words) && !contains(group, words, 1)))
      broken.push(`${name} lies on a group's outline`);
    for (const shape of all) if (overlap(shape, words)) broken.push(`${name} overlaps ${shape.name}`);
    for (const other of labels.slice(index + 1)) {
      if (overlap(grow(other.box, -2), words)) broken.push(`${name} overlaps the label of ${other.edge.edge.id}`);
    }
    for (const other of picture.edges) {
      if (stretches(other.points).some((stretch) => overlap(words, stretch, -0.01))) broken.push(`${name} lies on ${other.edge.id}`);
    }
  }
  return broken;
}
