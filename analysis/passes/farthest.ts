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
 * @param inside what becomes of a value inside a cycle: it stays with the node that it comes to, or it goes on to the others without growing any more
 */
export function farthest<Node, Edge extends WeightedEdge<Node>>(
  nodes: readonly Node[],
  edges: readonly Edge[],
  start: number,
  inside: 'stays' | 'goes on' = 'stays',
): ReadonlyMap<Node, Farthest<Edge>> {
  const leaving = new Map<Node, Edge[]>();
  for (const edge of edges) {
    const list = leaving.get(edge.from);
    if (list) list.push(edge);
    else leaving.set(edge.from, [edge]);
  }
  const known = new Set(nodes);
  // Cycles, and each of the other nodes by itself.
  const groups: Node[][] = cyclicComponents(nodes, (node) => (leaving.get(node) ?? []).map(({ to }) => to)).map((members) => [...members]);
  const groupOf = new Map<Node, number>();
  groups.forEach((members, number) => {
    for (const member of members) groupOf.set(member, number);
  });
  for (const node of known) if (!groupOf.has(node)) groupOf.set(node, groups.push([node]) - 1);
  const leavesGroup = (edge: Edge): boolean => groupOf.get(edge.from) !== groupOf.get(edge.to);
  const waiting = new Map<number, number>();
  for (const edge of edges) {
    const to = groupOf.get(edge.to);
    if (to !== undefined && known.has(edge.from) && leavesGroup(edge)) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const found = new Map<Node, Farthest<Edge>>();
  const ready = groups.flatMap((_, number) => (waiting.has(number) ? [] : [number]));
  for (let group = ready.pop(); group !== undefined; group = ready.pop()) {
    const members = groups[group] ?? [];
    for (const node of members) if (!found.has(node)) found.set(node, { value: start });
    if (inside === 'goes on') spread(members, (node) => (leaving.get(node) ?? []).filter((edge) => !leavesGroup(edge)), found);
    for (const node of members) {
      const { value } = found.get(node) ?? { value: start };
      for (const edge of leaving.get(node) ?? []) {
        const to = groupOf.get(edge.to);
        if (to === undefined || !leavesGroup(edge)) continue;
        const reached = edge.extend(value);
        if (reached > (found.get(edge.to)?.value ?? start)) found.set(edge.to, { value: reached, via: edge });
        const left = (waiting.get(to) ?? 1) - 1;
        waiting.set(to, left);
        if (left === 0) ready.push(to);
      }
    }
  }
  return found;
}

/** Lets values go on from node to node inside a cycle, as far as its edges let them through, and never grow. */
function spread<Node, Edge extends WeightedEdge<Node>>(
  members: readonly Node[],
  onward: (node: Node) => readonly Edge[],
  found: Map<Node, Farthest<Edge>>,
): void {
  const open = [...members];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const value = found.get(node)?.value ?? 0;
    for (const edge of onward(node)) {
      const reached = Math.min(value, edge.extend(value));
      if (reached <= (found.get(edge.to)?.value ?? 0)) continue;
      found.set(edge.to, { value: reached, via: edge });
      open.push(edge.to);
    }
  }
}

/** @returns the edges on the way to a node, the last one first. */
export function wayTo<Node, Edge extends WeightedEdge<Node>>(found: ReadonlyMap<Node, Farthest<Edge>>, node: Node): readonly Edge[] {
  const way: Edge[] = [];
  for (let via = found.get(node)?.via; via; via = found.get(via.from)?.via) way.push(via);
  return way;
}
