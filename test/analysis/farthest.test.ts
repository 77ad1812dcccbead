/** Greatest sums and products along the ways of a graph. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { farthest, type WeightedEdge, wayTo } from '../../analysis/passes/farthest.ts';

/** An edge by its name. */
interface Edge extends WeightedEdge<string> {
  readonly name: string;
}

/** @param text `a>b 3` for an edge that makes three times the value of a */
function edgeOf(text: string): Edge {
  const [, from = '', to = '', factor = '1'] = /^(\w+)>(\w+)(?: ([\d.]+))?$/.exec(text) ?? assert.fail(text);
  return { from, to, name: `${from}>${to}`, extend: (value) => value * Number(factor) };
}

interface Row {
  readonly name: string;
  readonly nodes?: string;
  readonly edges: readonly string[];
  readonly inside?: 'stays' | 'goes on';
  /** The value of each node, and the way that it came, the last edge first. */
  readonly values: Readonly<Record<string, readonly [value: number, ...way: readonly string[]]>>;
}

const rows: readonly Row[] = [
  { name: 'nodes with no edges', nodes: 'ab', edges: [], values: { a: [1], b: [1] } },
  { name: 'one way', edges: ['a>b 2', 'b>c 3'], values: { a: [1], b: [2, 'a>b'], c: [6, 'b>c', 'a>b'] } },
  {
    name: 'of two ways the one that makes more, though it is longer',
    edges: ['a>d 5', 'a>b 2', 'b>c 2', 'c>d 2'],
    values: { a: [1], b: [2, 'a>b'], c: [4, 'b>c', 'a>b'], d: [8, 'c>d', 'b>c', 'a>b'] },
  },
  {
    name: 'of two ways the one that makes more, though it is met first',
    edges: ['a>b 9', 'a>c 2', 'b>d 1', 'c>d 2'],
    values: { a: [1], b: [9, 'a>b'], c: [2, 'a>c'], d: [9, 'b>d', 'a>b'] },
  },
  { name: 'of two edges that make the same the first', nodes: 'abc', edges: ['a>b 2', 'c>b 2'], values: { a: [1], b: [2, 'c>b'], c: [1] } },
  { name: 'an edge that makes less counts for nothing', edges: ['a>b 0.5'], values: { a: [1], b: [1] } },
  { name: 'an edge that makes as much counts for nothing', edges: ['a>b 1', 'b>c 2'], values: { a: [1], b: [1], c: [2, 'b>c'] } },
  { name: 'an edge to itself counts for nothing', edges: ['a>a 7', 'a>b 2'], values: { a: [1], b: [2, 'a>b'] } },
  {
    name: 'a node told twice',
    nodes: 'abab',
    edges: ['a>b 2'],
    values: { a: [1], b: [2, 'a>b'] },
  },
  {
    name: 'edges from and to what is no node count for nothing, and nobody waits for them',
    nodes: 'abc',
    edges: ['x>b 9', 'a>b 2', 'b>y 3', 'x>y 2', 'y>c 4', 'b>c 2'],
    values: { a: [1], b: [2, 'a>b'], c: [4, 'b>c', 'a>b'] },
  },
  {
    name: 'a circle, in which a value stays with the node that it comes to',
    edges: ['a>b 5', 'b>c 3', 'c>b 3', 'b>d 2', 'c>e 2'],
    values: { a: [1], b: [5, 'a>b'], c: [1], d: [10, 'b>d', 'a>b'], e: [2, 'c>e'] },
  },
  {
    name: 'a circle, in which a value goes on without growing',
    edges: ['a>b 5', 'b>c 3', 'c>b 3', 'b>d 2', 'c>e 2'],
    inside: 'goes on',
    values: { a: [1], b: [5, 'a>b'], c: [5, 'b>c', 'a>b'], d: [10, 'b>d', 'a>b'], e: [10, 'c>e', 'b>c', 'a>b'] },
  },
  {
    name: 'a circle with an edge that lets less through',
    edges: ['a>b 8', 'b>c 0.5', 'c>d 2', 'd>b 2'],
    inside: 'goes on',
    values: { a: [1], b: [8, 'a>b'], c: [4, 'b>c', 'a>b'], d: [4, 'c>d', 'b>c', 'a>b'] },
  },
  {
    name: 'a circle that is come to at two places: the greater value goes as far as it can',
    edges: ['a>b 8', 'x>c 3', 'b>c 0.25', 'c>d 1', 'd>b 1'],
    inside: 'goes on',
    values: { a: [1], b: [8, 'a>b'], c: [3, 'x>c'], d: [3, 'c>d', 'x>c'], x: [1] },
  },
  {
    name: 'an edge to itself, where values go on in circles',
    edges: ['a>b 5', 'b>b 3', 'b>c 2'],
    inside: 'goes on',
    values: { a: [1], b: [5, 'a>b'], c: [10, 'b>c', 'a>b'] },
  },
  {
    name: 'circles behind one another',
    edges: ['a>b 2', 'b>a 2', 'b>c 3', 'c>d 2', 'd>c 2', 'd>e 5'],
    inside: 'goes on',
    values: { a: [1], b: [1], c: [3, 'b>c'], d: [3, 'c>d', 'b>c'], e: [15, 'd>e', 'c>d', 'b>c'] },
  },
];

/** @returns the nodes of edges, each once. */
function nodesOf(edges: readonly Edge[]): readonly string[] {
  return [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort();
}

/** What the values are by their meaning: raised again and again until no edge asks for more. */
function raised(nodes: readonly string[], edges: readonly Edge[], start: number, inside: 'stays' | 'goes on'): ReadonlyMap<string, number> {
  const values = new Map(nodes.map((node) => [node, start]));
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set([from]);
    for (const node of seen) for (const edge of edges) if (edge.from === node) seen.add(edge.to);
    return seen.has(to);
  };
  for (let round = 0; round <= 2 * nodes.length; round++) {
    for (const { from, to, extend } of edges) {
      const value = values.get(from) ?? start;
      const circular = reaches(to, from);
      if (circular && inside === 'stays') continue;
      const reached = circular ? Math.min(value, extend(value)) : extend(value);
      values.set(to, Math.max(values.get(to) ?? start, reached));
    }
  }
  return values;
}

describe('the greatest value', () => {
  for (const { name, edges: texts, nodes, inside, values } of rows)
    it(`over ${name}`, () => {
      const edges = texts.map(edgeOf);
      const found = farthest(nodes ? [...nodes] : nodesOf(edges), edges, 1, inside);
      const all = [...found].map(([node, { value }]) => [node, [value, ...wayTo(found, node).map((edge) => edge.name)]]);
      assert.deepEqual(Object.fromEntries(all), values);
    });

  it('begins with what it is told', () => {
    const found = farthest(['a', 'b'], [edgeOf('a>b 3')], 4);
    assert.deepEqual(
      [...found.values()].map(({ value }) => value),
      [4, 12],
    );
  });

  it('is found at the end of a long way', () => {
    const edges = Array.from({ length: 20_000 }, (_, number) => ({
      from: number,
      to: number + 1,
      extend: (value: number): number => value + 1,
    }));
    const found = farthest(
      Array.from({ length: edges.length + 1 }, (_, number) => number),
      edges,
      0,
    );
    assert.equal(found.get(edges.length)?.value, edges.length);
    assert.equal(wayTo(found, edges.length).length, edges.length);
  });

  for (const inside of ['stays', 'goes on'] as const)
    it(`is the least that every edge of any graph agrees with, where it ${inside} in circles`, () => {
      const node = fc.constantFrom(...'abcdef');
      const edge = fc.tuple(node, node, fc.constantFrom(0.5, 1, 2, 3)).map(([from, to, factor]) => edgeOf(`${from}>${to} ${factor}`));
      fc.assert(
        fc.property(fc.array(edge, { maxLength: 12 }), (edges) => {
          const nodes = [...'abcdef'];
          const found = farthest(nodes, edges, 1, inside);
          assert.deepEqual(new Map(nodes.map((one) => [one, found.get(one)?.value])), raised(nodes, edges, 1, inside));
          // The way of each value leads there: what its edge makes of the value before is the value, or in a circle no more than it.
          for (const { value, via } of found.values()) {
            if (!via) assert.equal(value, 1);
            else assert.ok([via.extend(found.get(via.from)?.value ?? 1), found.get(via.from)?.value].includes(value));
          }
        }),
      );
    });
});
