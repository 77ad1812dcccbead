/** What must hold of every picture, as a list of what does not. */
import type { Picture } from '../../diagram/index.ts';
import { type Box, contains, grow, overlap, stretches } from '../../diagram/layout/geometry.ts';
import { badgesOf, labelsOf } from '../../diagram/svg/overlay.ts';

/** The deepest a silhouette lies inside of its box where a line may meet it. */
const DEEPEST = 42;

/** @returns a sentence for each law that a picture breaks. */
export function brokenLaws(picture: Picture): readonly string[] {
  return [...nodeLaws(picture), ...groupLaws(picture), ...edgeLaws(picture), ...labelLaws(picture)];
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

function labelLaws(picture: Picture): string[] {
  const broken: string[] = [];
  const labels = labelsOf(picture, badgesOf(picture));
  const all = shapes(picture);
  for (const [index, { edge, box }] of labels.entries()) {
    const name = `the label of ${edge.edge.id}`;
    const words = { x: box.x + 1, y: box.y + 3, width: box.width - 2, height: box.height - 6 };
    if (box.x < 0 || box.y < 0 || box.x + box.width > picture.width + 16 || box.y + box.height > picture.height + 4)
      broken.push(`${name} is cut off`);
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
