/** Labels that the engine put on other lines find a place of their own beside their line. */
import { type Box, boxOfPoints, overlap, type Point, stretches } from './geometry.ts';
import type { PlacedEdge, PlacedNode } from './picture.ts';

/** What labels keep clear of. */
export interface Surroundings {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** @returns whether nothing lies in a box that belongs to an edge: no node, no line, no label of another. */
export function isFree(box: Box, own: string, { nodes, edges }: Surroundings): boolean {
  if (nodes.some((node) => overlap(node, box) || (node.docked && overlap(node.docked, box)))) return false;
  return !edges.some(({ points, label, edge }) => {
    const isOwn = edge.id === own;
    if (!isOwn && label && overlap(label, box, 2)) return true;
    return stretches(points).some((stretch) => overlap(stretch, box, isOwn ? 1 : 0));
  });
}

/** The margins around the words inside of a label's box. */
const PADDING = { x: 4, y: 2 } as const;
const BESIDE = 2;
const SLIDE = 12;

/** @returns the edges, each label free of what is around it as far as there is room beside its line. */
export function settleLabels(nodes: readonly PlacedNode[], edges: readonly PlacedEdge[]): readonly PlacedEdge[] {
  const settled = [...edges];
  for (const [index, placed] of settled.entries()) {
    const { label, edge } = placed;
    if (!label || isFree(words(label), edge.id, { nodes, edges: settled })) continue;
    const place = alternatives(placed.points, label).find(
      (box) => box.x >= 0 && box.y >= 0 && isFree(words(box), edge.id, { nodes, edges: settled }),
    );
    if (place) settled[index] = { ...placed, label: place };
  }
  return settled;
}

function words({ x, y, width, height }: Box): Box {
  return { x: x + PADDING.x, y: y + PADDING.y, width: width - 2 * PADDING.x, height: height - 2 * PADDING.y };
}

/** Places at both sides of a line, nearest to the present one first. */
function alternatives(points: readonly Point[], label: Box): Box[] {
  const places: Box[] = [];
  for (const [index, to] of points.slice(1).entries()) {
    const from = points[index];
    if (!from) continue;
    const { x, y, width, height } = boxOfPoints([from, to]);
    for (let at = SLIDE; at <= Math.max(width, height) - SLIDE; at += SLIDE) {
      if (height < 0.01) {
        const left = x + at - label.width / 2;
        places.push({ ...label, x: left, y: y - BESIDE - label.height }, { ...label, x: left, y: y + BESIDE });
      } else {
        const top = y + at - label.height / 2;
        places.push({ ...label, x: x - BESIDE - label.width, y: top }, { ...label, x: x + BESIDE, y: top });
      }
    }
  }
  const way = (box: Box): number => Math.abs(box.x - label.x) + Math.abs(box.y - label.y);
  return places.sort((a, b) => way(a) - way(b));
}
