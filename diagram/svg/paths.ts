/** Lines as paths: rounded bends, and bundles drawn as trees, each stretch once. */
import { distance, lengthOf, type Point, pointAlong } from '../layout/geometry.ts';
import { num, point } from './write.ts';

/** Writes a line whose bends are rounded, each at most by half of the stretches that meet there. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const parts: string[] = [];
  for (const [index, corner] of points.entries()) {
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before) parts.push(`M${point(corner)}`);
    else if (!after) parts.push(`L${point(corner)}`);
    else {
      const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
      parts.push(`L${point(shift(corner, before, r))}Q${point(corner)} ${point(shift(corner, after, r))}`);
    }
  }
  return parts.join('');
}

function shift(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}

/** Cuts so much off a line's start and end, never more than leaves a tenth of a pixel. */
export function trim(points: readonly Point[], start: number, end: number): Point[] {
  const length = lengthOf(points);
  const from = Math.min(start, Math.max(0, length - 0.1));
  const until = Math.max(from + 0.1, length - end);
  return slice(points, from, until);
}

/** @returns the part of a line between two distances from its start. */
export function slice(points: readonly Point[], from: number, until: number): Point[] {
  const result: Point[] = [pointAlong(points, from).point];
  let walked = 0;
  for (const [index, corner] of points.slice(1).entries()) {
    walked += distance(points[index] ?? corner, corner);
    if (walked > from + 0.001 && walked < until - 0.001) result.push(corner);
  }
  result.push(pointAlong(points, until).point);
  return result;
}

/** @returns how far two lines run together from their common start. */
export function together(a: readonly Point[], b: readonly Point[]): number {
  const [start] = a;
  const [other] = b;
  if (!start || !other || distance(start, other) > 0.05) return 0;
  let run = 0;
  let i = 1;
  let j = 1;
  let at = start;
  while (i < a.length && j < b.length) {
    const toA = a[i];
    const toB = b[j];
    if (!toA || !toB) break;
    const lengthA = distance(at, toA);
    const lengthB = distance(at, toB);
    const step = Math.min(lengthA, lengthB);
    const nextA = shift(at, toA, step);
    if (step > 0 && distance(nextA, shift(at, toB, step)) > 0.05) break;
    run += step;
    at = nextA;
    if (lengthA - step < 0.01) i++;
    if (lengthB - step < 0.01) j++;
  }
  return run;
}

/** What of a line is drawn: all, or from where it leaves a line that is drawn already. */
export interface Branch {
  readonly points: readonly Point[];
  /** Length of the stretch left out, for dashes to go on in step. */
  readonly skipped: number;
}

/**
 * Splits the lines of a bundle, which all begin at one point, so that each stretch is drawn once. A branch starts one radius before it
 * leaves, so that its bend is whole.
 */
export function branches(lines: readonly (readonly Point[])[], radius: number): readonly Branch[] {
  const drawn: (readonly Point[])[] = [];
  return lines.map((points) => {
    const shared = Math.max(0, ...drawn.map((other) => together(points, other)));
    drawn.push(points);
    if (shared === 0) return { points, skipped: 0 };
    const from = Math.max(0, shared - radius);
    const length = lengthOf(points);
    if (from >= length - 0.1) return { points: [], skipped: from };
    return { points: slice(points, from, length), skipped: from - bendSaving(points, from, radius) };
  });
}

/** Rounded bends are shorter than square ones: a quarter turn of radius r by about 0.377 r. */
function bendSaving(points: readonly Point[], until: number, radius: number): number {
  let walked = 0;
  let saved = 0;
  for (const [index, corner] of points.slice(1, -1).entries()) {
    walked += distance(points[index] ?? corner, corner);
    if (walked < until) saved += 0.377 * radius;
  }
  return saved;
}

/** Writes an arrow's head with its tip at a place; filled ones are triangles. */
export function headPath(tip: Point, direction: Point, length: number, half: number, filled: boolean): string {
  const wing = (side: 1 | -1): Point => ({
    x: tip.x - direction.x * length - direction.y * half * side,
    y: tip.y - direction.y * length + direction.x * half * side,
  });
  return filled ? `M${point(tip)}L${point(wing(1))}L${point(wing(-1))}Z` : `M${point(wing(1))}L${point(tip)}L${point(wing(-1))}`;
}

/** Dashes repeat every so many pixels; a greater offset says the same. */
export function dashOffset(skipped: number, dash: string): string | undefined {
  const period = dash.split(' ').reduce((sum, part) => sum + Number(part), 0);
  const offset = Math.round((skipped % period) * 10) / 10;
  return offset === 0 ? undefined : num(offset);
}
