/** How good a layout is, the less the better: crossings, bends, length and area count. */
import type { Density } from '../view/graph.ts';
import { boxAround, boxOfPoints, lengthOf, type Point } from './geometry.ts';
import type { Placement } from './picture.ts';

/** Compact pictures should have about the shape of a screen. */
const ASPECT = 1.5;

/** @returns 55·crossings + 12·bends + length/14 + area/6000, and for compact pictures 400·|ln(aspect/1.5)|. */
export function scoreOf({ nodes, groups, edges }: Placement, density: Density): number {
  const lines = [...edges.values()].map(({ points }) => points).filter((points) => points.length > 1);
  const bends = lines.reduce((sum, points) => sum + points.length - 2, 0);
  const length = lines.reduce((sum, points) => sum + lengthOf(points), 0);
  const { width, height } = boxAround([...nodes.values(), ...groups.values(), ...lines.map(boxOfPoints)]);
  const shape = density === 'compact' && height > 0 ? 400 * Math.abs(Math.log(width / height / ASPECT)) : 0;
  return 55 * crossings(lines) + 12 * bends + length / 14 + (width * height) / 6000 + shape;
}

interface Stretch {
  readonly line: number;
  readonly from: Point;
  readonly to: Point;
}

/** @returns how often a level and an upright stretch of two lines cross; where bundles part they only touch. */
export function crossings(lines: readonly (readonly Point[])[]): number {
  const level: Stretch[] = [];
  const upright: Stretch[] = [];
  for (const [line, points] of lines.entries()) {
    for (const [index, to] of points.slice(1).entries()) {
      const from = points[index];
      if (!from) continue;
      (Math.abs(from.y - to.y) < 0.01 ? level : upright).push({ line, from, to });
    }
  }
  const seen = new Set<string>();
  for (const a of level) {
    const left = Math.min(a.from.x, a.to.x);
    const right = Math.max(a.from.x, a.to.x);
    for (const b of upright) {
      if (a.line === b.line || b.from.x <= left || b.from.x >= right) continue;
      const top = Math.min(b.from.y, b.to.y);
      const bottom = Math.max(b.from.y, b.to.y);
      if (a.from.y > top && a.from.y < bottom) seen.add(`${b.from.x} ${a.from.y}`);
    }
  }
  return seen.size;
}
