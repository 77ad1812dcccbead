/** Where a picture begins to tell. */
import type { Diagram, DiagramNode } from '../../../server/protocol.ts';

/** Kinds that stand at the beginning whatever leads to them, in this order. */
const first: readonly string[] = ['start', 'actor'];

/**
 * Where the story of a picture begins: a state machine's start, a person or client, or else what nothing leads to or stands outside, which may be called back; of
 * several, the one nearest to the upper left corner. Of a picture without any, its upper left corner.
 */
export function beginningOf({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>): Pick<DiagramNode, 'x' | 'y' | 'width' | 'height'> {
  const entered = new Set(edges.flatMap(({ from, to }) => (from === to ? [] : [to])));
  const leading = new Set(edges.map(({ from }) => from));
  const found = [
    ...first.map((kind) => nodes.filter((node) => node.kind === kind)),
    nodes.filter(({ id, kind }) => leading.has(id) && (!entered.has(id) || kind === 'external')),
    nodes.filter(({ id }) => leading.has(id)),
  ].find((some) => some.length > 0);
  return found?.toSorted((one, other) => one.x + one.y - other.x - other.y)[0] ?? { x: 0, y: 0, width: 0, height: 0 };
}
