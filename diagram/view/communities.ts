/**
 * Communities of a graph: sets of vertices that have more to do with each other than with the rest. The method is that of Blondel, Guillaume,
 * Lambiotte and Lefebvre, "Fast unfolding of communities in large networks" (2008): vertices move to where the modularity grows most, then
 * communities become vertices of a smaller graph, and so on. Vertices are taken in their order, so that the same graph always has the same communities.
 */

/** An undirected graph: for each vertex its neighbours, each with the weight of what joins them. */
export type Graph = readonly ReadonlyMap<number, number>[];

/** @returns an empty graph of so many vertices, and a function that joins two of them once more. */
export function graphOf(size: number): { readonly graph: Graph; join(a: number, b: number, weight?: number): void } {
  const graph = Array.from({ length: size }, () => new Map<number, number>());
  const add = (from: number, to: number, weight: number): void => {
    const near = graph[from];
    near?.set(to, (near.get(to) ?? 0) + weight);
  };
  return {
    graph,
    join(a, b, weight = 1) {
      add(a, b, weight);
      if (a !== b) add(b, a, weight);
    },
  };
}

/** @returns the communities of a graph, each a list of its vertices, in the order of their first ones. */
export function communitiesOf(graph: Graph): readonly (readonly number[])[] {
  let members: readonly (readonly number[])[] = graph.map((_, vertex) => [vertex]);
  for (let level = graph; ; ) {
    const parts = partsOf(moveVertices(level));
    if (parts.length === level.length) return members;
    members = parts.map((part) => part.flatMap((vertex) => members[vertex] ?? []).sort((a, b) => a - b));
    level = folded(level, parts);
  }
}

/** A vertex that moves for less than this much would go on moving for ever, for nothing but rounding. */
const LEAST_GAIN = 1e-9;

/** @returns for each vertex the community that it ends in; only single vertices have moved. */
function moveVertices(graph: Graph): readonly number[] {
  const strengths = graph.map((near, vertex) => [...near].reduce((sum, [to, weight]) => sum + (to === vertex ? 2 * weight : weight), 0));
  const all = strengths.reduce((sum, each) => sum + each, 0);
  const community = graph.map((_, vertex) => vertex);
  const totals = [...strengths];
  for (let moved = all > 0; moved; ) {
    moved = false;
    for (const [vertex, near] of graph.entries()) {
      const own = community[vertex] ?? vertex;
      const strength = strengths[vertex] ?? 0;
      totals[own] = (totals[own] ?? 0) - strength;
      const weights = new Map<number, number>([[own, 0]]);
      for (const [to, weight] of near) {
        const there = community[to] ?? to;
        if (to !== vertex) weights.set(there, (weights.get(there) ?? 0) + weight);
      }
      const gain = (there: number): number => (weights.get(there) ?? 0) - (strength * (totals[there] ?? 0)) / all;
      let best = own;
      for (const there of [...weights.keys()].sort((a, b) => a - b)) if (gain(there) > gain(best) + LEAST_GAIN) best = there;
      totals[best] = (totals[best] ?? 0) + strength;
      community[vertex] = best;
      moved ||= best !== own;
    }
  }
  return community;
}

function partsOf(community: readonly number[]): readonly (readonly number[])[] {
  const parts = new Map<number, number[]>();
  for (const [vertex, name] of community.entries()) {
    const part = parts.get(name);
    if (part) part.push(vertex);
    else parts.set(name, [vertex]);
  }
  return [...parts.values()];
}

/** The graph whose vertices are the communities of another; what is within one is a loop. */
function folded(graph: Graph, parts: readonly (readonly number[])[]): Graph {
  const partOf = new Map(parts.flatMap((part, index) => part.map((vertex): [number, number] => [vertex, index])));
  const { graph: result, join } = graphOf(parts.length);
  for (const [from, near] of graph.entries()) {
    for (const [to, weight] of near) if (from <= to) join(partOf.get(from) ?? 0, partOf.get(to) ?? 0, weight);
  }
  return result;
}

/**
 * Joins vertices, always the two that have most to do with each other for their weights, until no more than so many pairs for each vertex that is
 * left have to do with each other.
 *
 * @returns the vertices of each that is left, in the order of their first ones
 */
export function joinedUntil(graph: Graph, ties: number): readonly (readonly number[])[] {
  const parts = new Map(graph.map((_, vertex): [number, number[]] => [vertex, [vertex]]));
  const near = new Map(graph.map((each, vertex): [number, Map<number, number>] => [vertex, new Map(each)]));
  for (const [vertex, each] of near) each.delete(vertex);
  const strengths = new Map([...near].map(([vertex, each]) => [vertex, [...each.values()].reduce((sum, weight) => sum + weight, 0)]));
  const pairs = (): number => [...near.values()].reduce((sum, { size }) => sum + size, 0) / 2;
  while (pairs() > ties * parts.size) {
    const [a, b] = closest(near, strengths);
    const from = near.get(b) ?? new Map<number, number>();
    for (const [other, weight] of from) {
      near.get(other)?.delete(b);
      if (other === a) continue;
      near.get(a)?.set(other, (near.get(a)?.get(other) ?? 0) + weight);
      near.get(other)?.set(a, (near.get(other)?.get(a) ?? 0) + weight);
    }
    near.delete(b);
    strengths.set(
      a,
      [...(near.get(a)?.values() ?? [])].reduce((sum, weight) => sum + weight, 0),
    );
    parts.get(a)?.push(...(parts.get(b) ?? []));
    parts.delete(b);
  }
  return [...parts.values()].map((part) => part.sort((a, b) => a - b));
}

/** The pair whose ties are the most for what each of them has with all others. */
function closest(
  near: ReadonlyMap<number, ReadonlyMap<number, number>>,
  strengths: ReadonlyMap<number, number>,
): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  let most = Number.NEGATIVE_INFINITY;
  for (const [a, others] of near) {
    for (const [b, weight] of others) {
      const share = weight / ((strengths.get(a) ?? 1) * (strengths.get(b) ?? 1));
      if (a < b && share > most) [best, most] = [[a, b], share];
    }
  }
  return best;
}
