/** Greatest sums and products along the ways of a graph. */
import { cyclicComponents } from './components.ts';

/** An edge and what it does to the value of the node that it leaves. */
export interface WeightedEdge<Node> {
  readonly from: Node;
  readonly to: Node;
  /** Must not shrink as the value grows. */
  readonly extend: (value: number) => number;
}

/** The greatest value at a node, and the edge that it came over; none where it began there. */
export interface Farthest<Edge> {
  readonly value: number;
  readonly via?: Edge;
}

/**
 * The greatest value with which each node can be reached. Edges inside a cycle count for nothing: another rule reports the cycle, and going round
 * it would make every value endless. Linear in nodes and edges.
 * @param start the value of a node that nothing leads to
 */
export function farthest<Node, Edge extends WeightedEdge<Node>>(
  nodes: readonly Node[],
  edges: readonly Edge[],
  start: number,
): ReadonlyMap<Node, Farthest<Edge>> {
  const leaving = new Map<Node, Edge[]>();
  for (const edge of edges) {
    const list = leaving.get(edge.from);
    if (list) list.push(edge);
    else leaving.set(edge.from, [edge]);
  }
  const component = new Map<Node, number>();
  cyclicComponents(nodes, (node) => (leaving.get(node) ?? []).map(({ to }) => to)).forEach((members, number) => {
    for (const member of members) component.set(member, number);
  });
  const counts = (edge: Edge): boolean => !component.has(edge.from) || component.get(edge.from) !== component.get(edge.to);
  const waiting = new Map<Node, number>();
  for (const edge of edges) if (counts(edge)) waiting.set(edge.to, (waiting.get(edge.to) ?? 0) + 1);
  const found = new Map<Node, Farthest<Edge>>();
  const ready = nodes.filter((node) => !waiting.has(node));
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    const { value } = found.get(node) ?? { value: start };
    if (!found.has(node)) found.set(node, { value });
    for (const edge of leaving.get(node) ?? []) {
      if (!counts(edge)) continue;
      const reached = edge.extend(value);
      if (reached > (found.get(edge.to)?.value ?? start)) found.set(edge.to, { value: reached, via: edge });
      const left = (waiting.get(edge.to) ?? 1) - 1;
      waiting.set(edge.to, left);
      if (left === 0) ready.push(edge.to);
    }
  }
  return found;
}

/** @returns the edges on the way to a node, the last one first. */
export function wayTo<Node, Edge extends WeightedEdge<Node>>(found: ReadonlyMap<Node, Farthest<Edge>>, node: Node): readonly Edge[] {
  const way: Edge[] = [];
  for (let via = found.get(node)?.via; via; via = found.get(via.from)?.via) way.push(via);
  return way;
}
