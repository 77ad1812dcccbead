/** Designs of hundreds of elements without groups: what is gathered, what stays outside, and that the picture is a real one. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange, buildView, renderSvg, type ViewGraph, type ViewOptions } from '../../diagram/index.ts';
import { communitiesOf, type Graph, graphOf, joinedUntil } from '../../diagram/view/communities.ts';
import type { Layouter } from '../../server/layout.ts';
import { designOf } from '../support/design.ts';
import { patientLayouter } from '../support/layouter.ts';
import { brokenLaws } from './laws.ts';

function repeated(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join('\n');
}

/** Rings of ten services that call the next two, each ring calling the next one. */
const rings = (count: number): string =>
  repeated(count, (ring) =>
    repeated(10, (index) => {
      const next = `calls R${ring}x${(index + 1) % 10}.ask  calls R${ring}x${(index + 2) % 10}.ask`;
      return `service R${ring}x${index} { serves ask { ${next} ${index === 0 ? `calls R${(ring + 1) % count}x5.ask` : ''} } }`;
    }),
  );

/** Services that all tell one bus, or hear of it. */
const wheel = (count: number): string =>
  `system s { event E  bus Hub  ${repeated(count, (index) => `service S${index} { ${index % 4 === 0 ? 'on E from Hub' : 'serves ask { publishes E to Hub }'} }`)} }`;

async function viewOf(text: string, options?: ViewOptions): Promise<ViewGraph> {
  return buildView(await designOf(text), [], options);
}

/** Nodes with what is in them, groups, and lines. */
function shapeOf({ nodes, groups, edges }: ViewGraph) {
  return {
    nodes: nodes.map(({ name, elements }) => (elements === undefined ? name : `${name} (${elements})`)),
    groups: groups.map(({ title }) => title),
    edges: edges.map(({ kind, from, to, count }) => `${from} ${kind} ${to}${count === undefined ? '' : ` ×${count}`}`),
  };
}

describe('elements in no group', () => {
  it('are left as they are up to 150, or where a place has up to 100', async () => {
    assert.equal((await viewOf(rings(15))).nodes.length, 150);
    const { nodes } = await viewOf(`${rings(9)} group g { ${repeated(70, (index) => `service G${index}`)} }`);
    assert.deepEqual(
      nodes.filter(({ elements }) => elements !== undefined).map(({ name, gathered }) => [name, gathered]),
      [['g', undefined]],
    );
  });

  it('are gathered with those that they have most to do with, in closed groups that say so', async () => {
    const view = await viewOf(rings(16));
    assert.equal(view.nodes.length, 16);
    assert.ok(
      view.nodes.every(({ kind, elements, gathered, name }) => kind === 'group' && elements === 10 && gathered && /^Around R/.test(name)),
    );
    assert.equal(view.edges.length, 16);
  });

  it('are opened and closed like those of a group', async () => {
    const [first] = (await viewOf(rings(16))).nodes;
    assert.ok(first);
    const open = await viewOf(rings(16), { expand: [first.id] });
    assert.equal(open.nodes.length, 25);
    assert.deepEqual(
      open.groups.map(({ id, title, gathered }) => [id, title, gathered]),
      [[first.id, first.name, true]],
    );
    assert.equal(open.nodes.filter(({ group }) => group === first.id).length, 10);
    assert.equal((await viewOf(rings(16), { expand: 'all' })).nodes.length, 160);
    assert.equal((await viewOf(rings(16), { expand: [first.id], collapse: [first.id] })).nodes.length, 25);
  });

  it('that have to do with one hub only are gathered by how; the hub stands outside', async () => {
    assert.deepEqual(shapeOf(await viewOf(wheel(400))), {
      nodes: ['S0 and alike (100)', 'S1 and alike (300)', 'Hub'],
      groups: [],
      edges: ['alike:s.S1 message s.Hub ×300', 's.Hub subscription alike:s.S0 ×100'],
    });
  });

  it('with nothing to do with each other stay in rows', async () => {
    const { nodes } = await viewOf(repeated(151, (index) => `service S${index}`));
    assert.equal(nodes.length, 151);
  });

  it('are gathered by their owners where most have one', async () => {
    const text = repeated(
      160,
      (index) => `service S${index} { owner "Team ${index % 4}"  serves ask { calls S${(index + 1) % 160}.ask } }`,
    );
    const { nodes, edges } = shapeOf(await viewOf(text));
    assert.deepEqual(nodes, ['Team 0 (40)', 'Team 1 (40)', 'Team 2 (40)', 'Team 3 (40)']);
    assert.equal(edges.length, 4);
  });

  it('of a large group are gathered when it is opened', async () => {
    const { nodes, groups } = shapeOf(await viewOf(`group g { ${rings(16)} }`, { expand: ['g'] }));
    assert.equal(nodes.length, 16);
    assert.deepEqual(groups, ['g']);
  });

  it('are gathered twice where all have to do with all', async () => {
    // Each ring calls many others.
    const tangle = rings(30).replace(
      /R(\d+)x1 \{ serves ask \{/g,
      (head, ring) => `${head} ${repeated(9, (index) => `calls R${(Number(ring) * (index + 2)) % 30}x2.ask`)}`,
    );
    const view = await viewOf(tangle);
    assert.ok(view.nodes.length < 15, `${view.nodes.length} nodes`);
    assert.ok(view.edges.length <= 4 * view.nodes.length, `${view.edges.length} lines between ${view.nodes.length} nodes`);
    assert.equal(
      view.nodes.reduce((sum, { elements = 1 }) => sum + elements, 0),
      300,
    );
    const outer = view.nodes.find(({ id }) => id.startsWith('outer:'));
    assert.ok(outer);
    const { nodes, groups } = await viewOf(tangle, { expand: [outer.id] });
    assert.deepEqual(
      groups.map(({ id }) => id),
      [outer.id],
    );
    assert.equal(
      nodes.filter(({ group }) => group === outer.id).reduce((sum, { elements = 1 }) => sum + elements, 0),
      outer.elements,
    );
  });

  describe('stay together', () => {
    /** Services that call three others each, without any order: communities of such a graph change with every line. */
    const tangle = (left: number | undefined, more = ''): string =>
      `${repeated(240, (index) =>
        index === left
          ? ''
          : `service T${index} { serves ask { ${[7, 31, 101]
              .map((step) => (index * step + step) % 240)
              .filter((to) => to !== index && to !== left)
              .map((to) => `calls T${to}.ask`)
              .join(' ')} } }`,
      )}${more}`;
    const innermost = ({ gathered }: ViewGraph, name: string): string | undefined =>
      [...gathered].find(([id]) => id.endsWith(`.${name}`) || id === name)?.[1].at(-1)?.id;

    it('when something else is taken away, and keep the names of what they are in', async () => {
      const before = await viewOf(tangle(undefined));
      assert.ok(before.nodes.length > 1 && before.nodes.every(({ kind }) => kind === 'group'));
      for (const left of [0, 5, 77, 239]) {
        const after = await viewOf(tangle(left), { gathered: before.gathered });
        for (let index = 0; index < 240; index++) {
          if (index === left) continue;
          assert.equal(innermost(after, `T${index}`), innermost(before, `T${index}`), `T${index} without T${left}`);
        }
        assert.equal(innermost(after, `T${left}`), undefined);
        const shown = (view: ViewGraph): readonly string[] => view.nodes.map(({ id }) => id);
        assert.deepEqual(shown(after), shown(before));
        assert.ok(
          after.nodes.every(({ name }) => !new RegExp(`\\bT${left}\\b`).test(name)),
          `T${left} is gone, and so is what is named after it`,
        );
      }
    });

    it('with what is new and has most to do with them', async () => {
      const before = await viewOf(tangle(undefined));
      const after = await viewOf(
        tangle(undefined, 'service New { serves ask { calls T12.ask calls T13.ask calls T13.ask } } service Alone'),
        {
          gathered: before.gathered,
        },
      );
      assert.ok([innermost(before, 'T12'), innermost(before, 'T13')].includes(innermost(after, 'New')));
      assert.equal(innermost(after, 'Alone'), undefined);
      assert.ok(after.nodes.some(({ name }) => name === 'Alone'));
    });

    it('unless much is new: then they are gathered anew', async () => {
      const before = await viewOf(tangle(undefined));
      const text = `${tangle(undefined)}${rings(20)}`;
      assert.deepEqual((await viewOf(text, { gathered: before.gathered })).gathered, (await viewOf(text)).gathered);
    });
  });

  describe('have a picture', () => {
    let engine: Layouter;
    before(() => {
      engine = patientLayouter();
    });
    after(() => engine.dispose());

    for (const [what, text] of [
      ['rings', rings(20)],
      ['a hub', wheel(400)],
    ] as const) {
      it(`that obeys the laws: ${what}`, async () => {
        const design = await designOf(text);
        const picture = await arrange(design, [], { effort: 'quick' }, engine);
        assert.equal(picture.fallback, false);
        assert.deepEqual(brokenLaws(picture), []);
        assert.match(renderSvg(picture, { theme: 'light', mode: 'export', embedFonts: false }), /not a group of the design/);
        const [first] = picture.view.nodes.filter(({ kind }) => kind === 'group');
        if (what === 'rings' && first)
          assert.deepEqual(brokenLaws(await arrange(design, [], { effort: 'quick', expand: [first.id], previous: picture }, engine)), []);
      });
    }
  });
});

/** Graphs as lists of pairs. */
const graphs = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 }).map((pairs): Graph => {
  const { graph, join } = graphOf(12);
  for (const [a, b] of pairs) join(a, b);
  return graph;
});

/** What the communities of a graph share with each other, less what chance would have them share. */
function modularity(graph: Graph, parts: readonly (readonly number[])[]): number {
  const strength = (vertex: number): number =>
    [...(graph[vertex] ?? [])].reduce((sum, [to, weight]) => sum + (to === vertex ? 2 * weight : weight), 0);
  const all = graph.reduce((sum, _, vertex) => sum + strength(vertex), 0);
  if (all === 0) return 0;
  return parts.reduce((total, part) => {
    const inside = part.reduce((sum, a) => sum + part.reduce((more, b) => more + (graph[a]?.get(b) ?? 0) * (a === b ? 2 : 1), 0), 0);
    const strengths = part.reduce((sum, vertex) => sum + strength(vertex), 0);
    return total + inside / all - (strengths / all) ** 2;
  }, 0);
}

describe('communities', () => {
  it('hold every vertex once, and no vertex would be better off elsewhere by itself', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const parts = communitiesOf(graph);
        assert.deepEqual(
          parts.flat().sort((a, b) => a - b),
          graph.map((_, vertex) => vertex),
        );
        assert.ok(
          modularity(graph, parts) >=
            modularity(
              graph,
              graph.map((_, vertex) => [vertex]),
            ) -
              1e-9,
        );
        // Parts that have to do with each other would lose by being one.
        for (const [index, part] of parts.entries()) {
          for (const other of parts.slice(index + 1)) {
            const merged = [...parts.filter((each) => each !== part && each !== other), [...part, ...other]];
            assert.ok(modularity(graph, merged) <= modularity(graph, parts) + 1e-9);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are joined until few pairs are left that have to do with each other', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 0, max: 3 }), (graph, ties) => {
        const parts = joinedUntil(graph, ties);
        assert.deepEqual(
          parts.flat().sort((a, b) => a - b),
          graph.map((_, vertex) => vertex),
        );
        const partOf = new Map(parts.flatMap((part, index) => part.map((vertex) => [vertex, index])));
        const pairs = new Set(
          graph.flatMap((near, from) =>
            [...near.keys()].flatMap((to) => {
              const [a, b] = [partOf.get(from) ?? 0, partOf.get(to) ?? 0];
              return a < b ? [`${a} ${b}`] : [];
            }),
          ),
        );
        assert.ok(pairs.size <= ties * parts.length);
      }),
    );
  });
});
