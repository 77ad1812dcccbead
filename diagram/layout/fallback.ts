/** A plain layout for when the engine fails: groups one below the other, nodes in rows, straight lines. */
import type { ViewGraph } from '../view/graph.ts';
import type { Box, Point } from './geometry.ts';
import { boxAround } from './geometry.ts';
import type { Prepared } from './graph.ts';
import { DOCK_GAP, dockedSize, docksBelow, measures } from './measures.ts';
import type { Placement } from './picture.ts';

const COLUMNS = 6;
const GAP = 40;

/** @returns places for everything, lines straight from middle to middle as far as boxes do not hide them. */
export function fallbackPlacement({ view, sizes }: Prepared): Placement {
  const nodes = new Map<string, Box>();
  const groups = new Map<string, Box>();
  const docks = new Map<string, Box>();
  const place = (parent: string | undefined, x: number, y: number): Box => {
    const boxes: Box[] = [];
    let top = y;
    for (const row of rowsOf(view, parent)) {
      let left = x;
      let height = 0;
      for (const node of row) {
        const box = { x: left, y: top, width: 0, height: 0, ...sizes.get(node.id) };
        nodes.set(node.id, box);
        boxes.push(box);
        if (node.docked) {
          const size = dockedSize(node.docked, view.density);
          const below = docksBelow(view.direction);
          const dock = below
            ? { x: box.x + (box.width - size.width) / 2, y: box.y + box.height + DOCK_GAP.below, ...size }
            : { x: box.x + box.width + DOCK_GAP.beside, y: box.y + (box.height - size.height) / 2, ...size };
          docks.set(node.id, dock);
          boxes.push(dock);
        }
        const reach = boxAround([box, ...(docks.has(node.id) ? [docks.get(node.id) ?? box] : [])]);
        left = reach.x + reach.width + GAP;
        height = Math.max(height, reach.height);
      }
      top += height + GAP;
    }
    for (const { id } of view.groups.filter((group) => group.parent === parent)) {
      const { top: above, side, bottom } = measures[view.density].groupPadding;
      const inner = place(id, x + side, top + above);
      const box = { x, y: top, width: inner.width + 2 * side, height: inner.height + above + bottom };
      groups.set(id, box);
      boxes.push(box);
      top += box.height + GAP;
    }
    return boxAround(boxes);
  };
  place(undefined, 0, 0);
  const edges = new Map(
    view.edges.map(({ id, from, to }) => {
      const a = nodes.get(from);
      const b = nodes.get(to);
      return [id, { points: a && b && a !== b ? [towards(a, b), towards(b, a)] : [] }];
    }),
  );
  return { nodes, groups, docks, edges };
}

function rowsOf(view: ViewGraph, parent: string | undefined): ViewGraph['nodes'][] {
  const nodes = view.nodes.filter(({ group }) => group === parent);
  return Array.from({ length: Math.ceil(nodes.length / COLUMNS) }, (_, row) => nodes.slice(row * COLUMNS, (row + 1) * COLUMNS));
}

/** @returns where the line from the middle of one box to that of another leaves the first. */
function towards(box: Box, other: Box): Point {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const dx = other.x + other.width / 2 - x;
  const dy = other.y + other.height / 2 - y;
  const scale = Math.min(dx === 0 ? 1 : box.width / 2 / Math.abs(dx), dy === 0 ? 1 : box.height / 2 / Math.abs(dy));
  return { x: x + dx * scale, y: y + dy * scale };
}
