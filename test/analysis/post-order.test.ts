/** What rests on something else comes after it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { postOrder } from '../../analysis/passes/post-order.ts';

/** @param graph what each node rests on, by its letter: `{ a: 'bc' }` */
function orderOf(roots: string, graph: Readonly<Record<string, string>>): string {
  return postOrder(roots, (node) => [...(graph[node] ?? '')]).join('');
}

describe('the order in which to compute', () => {
  for (const [name, roots, graph, order] of [
    ['nothing', '', { a: 'b' }, ''],
    ['what rests on nothing', 'ab', {}, 'ab'],
    ['a chain', 'a', { a: 'b', b: 'c' }, 'cba'],
    ['only what is reached', 'b', { a: 'b', b: 'c' }, 'cb'],
    ['what several rest on, once', 'a', { a: 'bc', b: 'd', c: 'd' }, 'dbca'],
    ['what is told twice, once', 'aba', { b: 'a' }, 'ab'],
    ['what one root rests on and is a root itself', 'abc', { a: 'c' }, 'cab'],
    ['a circle, from where it is come to', 'a', { a: 'b', b: 'c', c: 'b' }, 'cba'],
    ['what rests on itself', 'a', { a: 'ab' }, 'ba'],
  ] as const)
    it(`of ${name}`, () => assert.equal(orderOf(roots, graph), order));

  it('of a chain as long as no call stack is', () => {
    const length = 100_000;
    const order = postOrder([0], (node) => (node < length ? [node + 1] : []));
    assert.equal(order.length, length + 1);
    assert.deepEqual([order[0], order.at(-1)], [length, 0]);
  });

  it('puts all that a node rests on before it, each node once, where there are no circles', () => {
    const edge = fc.tuple(fc.nat(9), fc.nat(9)).filter(([from, to]) => from < to);
    fc.assert(
      fc.property(fc.array(edge), fc.array(fc.nat(9)), (edges, roots) => {
        const order = postOrder(roots, (node) => edges.flatMap(([from, to]) => (from === node ? [to] : [])));
        assert.equal(new Set(order).size, order.length);
        for (const root of roots) assert.ok(order.includes(root));
        for (const [from, to] of edges) if (order.includes(from)) assert.ok(order.indexOf(to) < order.indexOf(from) && order.includes(to));
      }),
    );
  });
});
