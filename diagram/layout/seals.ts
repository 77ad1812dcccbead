/** Where seals sit on their lines: what a delivery promises before the head, the outbox after the source. */
import type { Seal } from '../view/graph.ts';
import { type Box, distance, lengthOf, type Point, pointAlong } from './geometry.ts';
import type { PlacedEdge } from './picture.ts';

export const SEAL_SIZE = 16;
/** Middle of a seal before the outline that the head points at; of the outbox after the source. */
const BEFORE_HEAD = 20;
const AFTER_SOURCE = 16;

export interface PlacedSeal {
  readonly edge: PlacedEdge;
  readonly seal: Seal;
  readonly at: Point;
}

/** What a seal needs of a straight stretch at its either side. */
const ROOM = 10;

/** @returns the seals of a picture's edges; lines too short for one have none. */
export function sealsOf(edges: readonly PlacedEdge[]): readonly PlacedSeal[] {
  return edges.flatMap((edge): PlacedSeal[] => {
    const { seal, outbox } = edge.edge;
    if (lengthOf(edge.points) <= SEAL_SIZE) return [];
    return [
      ...(seal ? [{ edge, seal, at: onStraight([...edge.points].reverse(), BEFORE_HEAD) }] : []),
      ...(outbox ? [{ edge, seal: 'outbox' as const, at: onStraight(edge.points, AFTER_SOURCE) }] : []),
    ];
  });
}

/** A place about so far from a line's start, and not on a bend if one of the first two stretches has room. */
function onStraight(points: readonly Point[], wanted: number): Point {
  const [start, corner, next] = points;
  const first = start && corner ? distance(start, corner) : 0;
  const second = corner && next ? distance(corner, next) : 0;
  if (!next) return pointAlong(points, Math.min(wanted, first / 2)).point;
  if (first >= wanted + ROOM || second < 2 * ROOM + 4) return pointAlong(points, Math.min(wanted, first)).point;
  return pointAlong(points, first + ROOM + 4).point;
}

/** @returns how wide a seal is drawn. */
export function sealWidth(seal: Seal): number {
  return seal === 'in-order' ? 22 : SEAL_SIZE;
}

/** @returns the box that a seal covers. */
export function sealBox({ seal, at }: PlacedSeal): Box {
  const width = sealWidth(seal);
  return { x: at.x - width / 2, y: at.y - SEAL_SIZE / 2, width, height: SEAL_SIZE };
}
