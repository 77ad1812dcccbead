/** Closed groups: one node each, lines between them counted, findings on them. */
import assert from 'node:assert/strict';
import { arrange, buildView, type ViewOptions } from '../../diagram/index.ts';
import type { Design } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';
import { patientLayouter } from '../support/layouter.ts';
import { example, examples } from './corpus.ts';
import { brokenLaws } from './laws.ts';

const text = `
  system shop {
    event Placed
    event Paid
    group front {
      owner "Team Web"
      service Web { calls Desk.ask  publishes Placed to Orders  publishes Paid to Orders }
      group inner { service Page { reads Pages }  store Pages }
    }
    group back {
      topic Orders
      queue Work { subscribes to Orders for Placed }
      service Desk { serves ask  on Placed from Work  reads Books }
      service Clerk { on Paid from Orders { puts Books } }
      store Books
    }
    service Alone { calls Desk.ask }
  }`;

function shapeOf(design: Design, options: ViewOptions) {
  const { nodes, groups, edges } = buildView(design, [], options);
  return {
    nodes: nodes.map(({ id, elements }) => (elements === undefined ? id : `${id} (${elements})`)),
    groups: groups.map(({ id }) => id),
    edges: edges.map(({ kind, from, to, label }) => `${kind} ${from} > ${to}${label === undefined ? '' : `: ${label}`}`),
  };
}

describe('closed groups', () => {
  let design: Design;
  before(async () => {
    design = await designOf(text);
  });

  it('are one node each, and lines that end in them are drawn as one', () => {
    assert.deepEqual(shapeOf(design, { collapse: 'all' }), {
      nodes: ['shop.Alone', 'shop.back (5)', 'shop.front (3)'],
      groups: [],
      edges: ['call shop.Alone > shop.back: ask', 'call shop.front > shop.back: ask', 'message shop.front > shop.back: Placed, Paid'],
    });
  });

  it('may be some of them, by name or id, and inner ones stay within open ones', () => {
    const { nodes, groups } = shapeOf(design, { collapse: ['back', 'shop.inner'] });
    assert.deepEqual(nodes, ['shop.Web', 'shop.Alone', 'shop.back (5)', 'shop.inner (2)'].sort());
    assert.deepEqual(groups, ['shop.front']);
  });

  it('may be all but some', () => {
    const { nodes, groups } = shapeOf(design, { collapse: 'all', expand: ['front'] });
    assert.deepEqual(nodes, ['shop.Alone', 'shop.Web', 'shop.back (5)', 'shop.inner (2)']);
    assert.deepEqual(groups, ['shop.front']);
  });

  it('name what is between them, or say how much it is', async () => {
    const many = await designOf(
      text
        .replace('service Web {', 'service Web { calls Desk.two  calls Desk.three ')
        .replace('serves ask', 'serves ask  serves two  serves three'),
    );
    assert.ok(shapeOf(many, { collapse: 'all', bundle: false }).edges.includes('call shop.front > shop.back: 3 calls'));
    const { edges } = shapeOf(design, { collapse: ['back', 'front'], bundle: false });
    assert.ok(edges.includes('message shop.front > shop.back: Paid, Placed'), edges.join('\n'));
  });

  it('carry the findings of what is in them', () => {
    const [effect] = design.effects.filter(({ activity }) => activity.element.name === 'Page');
    assert.ok(effect);
    const finding = { rule: 'any', severity: 'error' as const, message: 'Any.', source: effect.syntax.source, related: [] };
    const { findings } = buildView(design, [finding], { collapse: 'all' });
    assert.deepEqual(
      findings.map(({ on }) => on),
      ['shop.front'],
    );
  });

  it('are the default above 150 elements, and none is below', async () => {
    const large = (count: number): string =>
      `system s { ${Array.from({ length: count }, (_, index) => `group g${index % 10} { service S${index} }`).join('\n')} }`.replace(
        /group (g\d) \{ (service S\d+) \}/g,
        '$2',
      );
    assert.equal(buildView(await designOf(large(151)), []).nodes.length, 151, 'nothing to close');
    const grouped = (count: number): string =>
      `system s { ${['a', 'b'].map((name, half) => `group ${name} { ${Array.from({ length: count / 2 }, (_, index) => `service S${half}x${index}`).join('\n')} }`).join('\n')} }`;
    assert.equal(buildView(await designOf(grouped(150)), []).nodes.length, 150);
    const above = await designOf(grouped(152));
    assert.deepEqual(
      buildView(above, []).nodes.map(({ elements }) => elements),
      [76, 76],
    );
    assert.equal(buildView(above, [], { expand: ['a'] }).nodes.length, 77);
    assert.equal(buildView(above, [], { expand: 'all' }).nodes.length, 152);
  });

  it('are laid out by the laws of all pictures', async () => {
    const engine = patientLayouter();
    try {
      for (const name of examples) {
        const each = await example(name);
        // One of them at a time is tried where groups are in groups or many.
        for (const group of name === 'shop' || name === 'systems/coffee' ? each.groups : []) {
          const picture = await arrange(each, [], { collapse: [group.id], effort: 'quick' }, engine);
          assert.deepEqual(brokenLaws(picture), [], `${name}, ${group.id} closed`);
        }
        assert.deepEqual(brokenLaws(await arrange(each, [], { collapse: 'all', effort: 'quick' }, engine)), [], name);
      }
    } finally {
      await engine.dispose();
    }
  });
});
