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
  // Nodes are looked up once an edge; all else goes by their numbers.
  const numbers = new Map<Node, number>();
  const all: Node[] = [];
  const numberOf = (node: Node): number => {
    let number = numbers.get(node);
    if (number === undefined) {
      number = all.push(node) - 1;
      numbers.set(node, number);
    }
    return number;
  };
  for (const node of nodes) numberOf(node);
  const known = all.length;
  const ends = edges.map((edge) => ({ edge, from: numberOf(edge.from), to: numberOf(edge.to) }));
  const leaving: (typeof ends)[] = all.map(() => []);
  for (const end of ends) leaving[end.from]?.push(end);
  // Cycles, and each of the other nodes by itself.
  const groups = cyclicComponents(
    Array.from({ length: known }, (_, number) => number),
    (number) => (leaving[number] ?? []).map(({ to }) => to),
  );
  const groupOf: (number | undefined)[] = all.map(() => undefined);
  groups.forEach((members, number) => {
    for (const member of members) groupOf[member] = number;
  });
  for (let number = 0; number < known; number++) groupOf[number] ??= groups.push([number]) - 1;
  const waiting = groups.map(() => 0);
  for (const { from, to } of ends) {
    const group = groupOf[to];
    if (group !== undefined && from < known && groupOf[from] !== group) waiting[group] = (waiting[group] ?? 0) + 1;
  }
  const found = new Map<Node, Farthest<Edge>>();
  const ready = groups.flatMap((_, group) => (waiting[group] === 0 ? [group] : []));
  for (let group = ready.pop(); group !== undefined; group = ready.pop()) {
    const members = groups[group] ?? [];
    const own = members.flatMap((number) => all[number] ?? []);
    for (const node of own) if (!found.has(node)) found.set(node, { value: start });
    if (inside === 'goes on' && members.length > 1) {
      const onward = (node: Node): readonly Edge[] =>
        (leaving[numberOf(node)] ?? []).flatMap(({ edge, to }) => (groupOf[to] === group ? [edge] : []));
      spread(own, onward, found);
    }
    for (const number of members) {
      const node = all[number];
      const value = (node === undefined ? undefined : found.get(node)?.value) ?? start;
      for (const { edge, to } of leaving[number] ?? []) {
        const next = groupOf[to];
        if (next === undefined || next === group) continue;
        const reached = edge.extend(value);
        if (reached > (found.get(edge.to)?.value ?? start)) found.set(edge.to, { value: reached, via: edge });
        const left = (waiting[next] ?? 1) - 1;
        waiting[next] = left;
        if (left === 0) ready.push(next);
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
