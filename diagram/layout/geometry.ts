/** Points, boxes and orthogonal lines. CSS pixels, y downwards. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** @returns whether two boxes share more than `slack` in both directions. */
export function overlap(a: Box, b: Box, slack = 0): boolean {
  return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height && b.y + slack < a.y + a.height;
}

/** @returns whether `inner` lies in `outer`, `slack` outside of it allowed. */
export function contains(outer: Box, inner: Box, slack = 0): boolean {
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

/** @returns a box larger by so much on each side. */
export function grow({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** @returns the smallest box around some, or an empty one at the origin. */
export function boxAround(boxes: readonly Box[]): Box {
  const [first] = boxes;
  if (!first) return { x: 0, y: 0, width: 0, height: 0 };
  let { x, y } = first;
  let right = x + first.width;
  let bottom = y + first.height;
  for (const box of boxes) {
    x = Math.min(x, box.x);
    y = Math.min(y, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x, y, width: right - x, height: bottom - y };
}

/** @returns the smallest box around some points, or an empty one at the origin. */
export function boxOfPoints(points: readonly Point[]): Box {
  return boxAround(points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
}

/** Rounds to hundredths: layouts add up sums whose last digits carry no meaning. */
export function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/** @returns the stretches of a line, each as the thin box it covers. */
export function stretches(points: readonly Point[]): Box[] {
  return points.slice(1).map((point, index) => boxOfPoints([points[index] ?? point, point]));
}

/** Leaves out points that a straight line passes and points that repeat. */
export function simplify(points: readonly Point[]): Point[] {
  const result: Point[] = [];
  for (const point of points) {
    const last = result.at(-1);
    if (last && same(last.x, point.x) && same(last.y, point.y)) continue;
    const before = result.at(-2);
    if (last && before && ((same(before.x, last.x) && same(last.x, point.x)) || (same(before.y, last.y) && same(last.y, point.y))))
      result.pop();
    result.push(point);
  }
  return result;
}

/** Whether two coordinates are the same but for rounding. */
export function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.01;
}

/** @returns how far two points are from each other. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** @returns the length of a line along its bends. */
export function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + distance(points[index] ?? point, point), 0);
}

/** @returns the point `along` a line, counted from its start (from its end if negative), and the direction there as a unit vector. */
export function pointAlong(points: readonly Point[], along: number): { readonly point: Point; readonly direction: Point } {
  if (along < 0) {
    const { point, direction } = pointAlong([...points].reverse(), -along);
    return { point, direction: { x: -direction.x, y: -direction.y } };
  }
  let rest = along;
  for (let index = 1; index < points.length; index++) {
    const from = points[index - 1];
    const to = points[index];
    if (!from || !to) break;
    const length = distance(from, to);
    const direction = length === 0 ? { x: 1, y: 0 } : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
    if (rest <= length || index === points.length - 1) {
      return { point: { x: from.x + direction.x * rest, y: from.y + direction.y * rest }, direction };
    }
    rest -= length;
  }
  return { point: points[0] ?? { x: 0, y: 0 }, direction: { x: 1, y: 0 } };
}
