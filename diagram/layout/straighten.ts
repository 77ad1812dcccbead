/** Removes the engine's small jogs: where a line meets a node that takes it anywhere, its end slides so that the line runs straight. */
import type { Box, Point } from './geometry.ts';
import type { Prepared } from './graph.ts';
import type { Placement } from './picture.ts';
import { isFixed } from './ports.ts';

/** Jogs up to this size are removed. */
const LARGEST_JOG = 8;
/** Ends keep clear of a node's corners and of each other. */
const CORNER = 11;
const APART = 10;

type Edge = { readonly points: readonly Point[]; readonly label?: Box };

/** @returns the same layout with fewer bends. */
export function straighten(placement: Placement, prepared: Prepared): Placement {
  const nodes = new Map(prepared.view.nodes.map((node) => [node.id, node]));
  const edges = new Map<string, Edge>(placement.edges);
  for (const edge of prepared.view.edges) {
    const ends = prepared.ports.ends.get(edge.id);
    for (const end of ['from', 'to'] as const) {
      const box = placement.nodes.get(edge[end]);
      const current = edges.get(edge.id);
      if (!box || !current || isFixed(nodes.get(edge[end])) || ends?.[end].port !== undefined) continue;
      const slid = slide(current, end, box, endsAt(edge[end], edge.id, prepared, edges));
      if (slid) edges.set(edge.id, slid);
    }
  }
  return { ...placement, edges };
}

/** Where other lines meet the same node. */
function endsAt(node: string, except: string, { view }: Prepared, edges: ReadonlyMap<string, Edge>): Point[] {
  return view.edges.flatMap((edge) => {
    const points = edges.get(edge.id)?.points ?? [];
    if (edge.id === except) return [];
    const [first] = points;
    const last = points.at(-1);
    return [...(edge.from === node && first ? [first] : []), ...(edge.to === node && last ? [last] : [])];
  });
}

function slide({ points, label }: Edge, end: 'from' | 'to', box: Box, others: readonly Point[]): Edge | undefined {
  const list = end === 'from' ? [...points] : [...points].reverse();
  const [start, corner, next] = list;
  if (list.length < 4 || !start || !corner || !next) return undefined;
  const level = Math.abs(start.y - corner.y) < 0.01;
  const jog = level ? next.y - corner.y : next.x - corner.x;
  if (Math.abs(jog) > LARGEST_JOG) return undefined;
  const moved = level ? { x: start.x, y: next.y } : { x: next.x, y: start.y };
  const inside = level
    ? moved.y >= box.y + CORNER && moved.y <= box.y + box.height - CORNER
    : moved.x >= box.x + CORNER && moved.x <= box.x + box.width - CORNER;
  const crowded = others.some((other) =>
    level ? other.x === start.x && Math.abs(other.y - moved.y) < APART : other.y === start.y && Math.abs(other.x - moved.x) < APART,
  );
  if (!inside || crowded) return undefined;
  const rest = [moved, ...list.slice(3)];
  return { points: end === 'from' ? rest : rest.reverse(), label };
}
