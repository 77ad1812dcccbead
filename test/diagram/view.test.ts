/** What a picture shows of a design: which lines, what beside them, where findings sit. */
import assert from 'node:assert/strict';
import { buildView, type Finding, UnknownScopeError, type ViewGraph, type ViewOptions } from '../../diagram/index.ts';
import type { Design } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import { designOf } from '../support/design.ts';
import { example } from './corpus.ts';

async function viewOf(text: string, options?: ViewOptions): Promise<ViewGraph> {
  return buildView(await designOf(text), [], options);
}

function linesOf({ edges }: ViewGraph): readonly string[] {
  const name = (id: string): string => id.replace(/^.*\./, '');
  return edges.map(({ kind, from, to, label, seal, outbox }) =>
    [`${name(from)} ${kind} ${name(to)}`, label, seal, outbox ? 'outbox' : undefined].filter((part) => part !== undefined).join(' | '),
  );
}

function finding(source: Source, related: readonly Source[] = []): Finding {
  return { rule: 'any', severity: 'error', message: 'Any.', source, related: related.map((each) => ({ message: '', source: each })) };
}

function effectSource(design: Design, kind: string, label: string): Source {
  const effect = design.effects.find((each) => each.kind === kind && each.activity.label === label);
  assert.ok(effect, `${label} ${kind}`);
  return effect.syntax.source;
}

describe('what a picture shows', () => {
  const lines: readonly { readonly name: string; readonly text: string; readonly expected: readonly string[] }[] = [
    {
      name: 'calls with their operations, one line for all of them',
      text: 'service A { calls B.x calls B.y } service B { serves x serves y }',
      expected: ['A call B | x, y'],
    },
    {
      name: 'no more than two long names',
      text: 'service A { calls B.reserveSeats calls B.releaseSeats calls B.confirmSeats } service B { serves reserveSeats serves releaseSeats serves confirmSeats }',
      expected: ['A call B | reserveSeats, releaseSeats +1'],
    },
    {
      name: 'reads and writes of one store as one line, marks as memory',
      text: 'event M { key id } queue Q : aws.sqs store S store T service A { on M from Q idempotent using T { reads S puts S } }',
      expected: ['A uses T', 'A read-write S', 'Q message A'],
    },
    {
      name: 'messages where they are put in, and through an outbox',
      text: 'event M { key id } topic T : aws.sns store S service A { serves run { puts S publishes M to T via outbox S } } service B { on M from T }',
      expected: ['A write S', 'A message T | M | outbox', 'T subscription B'],
    },
    {
      name: 'what stands in for a call that fails',
      text: 'service A { calls B.x with fallback C.x calls B.y with fallback S } service B { serves x serves y } service C { serves x } store S',
      expected: ['A call B | x, y', 'A call C | fallback', 'A read S'],
    },
    {
      name: 'dead letters that several share',
      text: 'queue D queue P { dead-letters to D after 3 attempts } queue Q { dead-letters to D after 3 attempts }',
      expected: ['P dead-letter D', 'Q dead-letter D'],
    },
  ];
  for (const { name, text, expected } of lines) {
    it(name, async () => assert.deepEqual([...linesOf(await viewOf(text))].sort(), [...expected].sort()));
  }

  it('docks a dead-letter queue of one queue, and a private store in compact pictures', async () => {
    const text = 'queue Q { dead-letters to D after 3 attempts } queue D { redrives to Q } store S service A { puts S }';
    const roomy = await viewOf(text);
    assert.deepEqual(
      roomy.nodes.map(({ name, docked }) => [name, docked?.name, docked?.redrives]),
      [
        ['A', undefined, undefined],
        ['Q', 'D', true],
        ['S', undefined, undefined],
      ],
    );
    const compact = await viewOf(text, { density: 'compact' });
    assert.deepEqual(
      compact.nodes.map(({ name, docked }) => [name, docked?.name, docked?.access]),
      [
        ['A', 'S', 'write'],
        ['Q', 'D', undefined],
      ],
    );
  });

  it('is compact above 40 elements', async () => {
    const services = (count: number): string => Array.from({ length: count }, (_, index) => `service S${index}`).join('\n');
    assert.equal((await viewOf(services(40))).density, 'roomy');
    assert.equal((await viewOf(services(41))).density, 'compact');
  });

  it('puts findings about calls and publishing on lines, others on elements, messages and flows into chips', async () => {
    const design = await example('shop');
    const call = effectSource(design, 'calls', 'Robots.fetch');
    const handler = design.activities.find(({ kind }) => kind === 'handler');
    const message = design.messages.find(({ name }) => name === 'OrderReturned');
    assert.ok(handler && message);
    const view = buildView(design, [finding(call), finding(handler.syntax.source), finding(message.syntax.source)]);
    assert.deepEqual(view.findings.map(({ on }) => on).sort(), ['call:shop.Robots>shop.Picking', handler.element.id, message.id].sort());
    assert.deepEqual(
      view.chips.map(({ name, reason }) => [name, reason]),
      [['OrderReturned', 'Declared, but neither sent nor received']],
    );
  });

  it('shades the lines of a circle that a finding is about, and no others', async () => {
    const design = await example('shop');
    const there = effectSource(design, 'calls', 'Picking');
    const back = effectSource(design, 'calls', 'Robots.fetch');
    const place = effectSource(design, 'calls', 'Customer');
    const halos = buildView(design, [finding(there, [back, place])]).edges.filter(({ halo }) => halo !== undefined);
    assert.deepEqual(
      halos.map(({ id }) => id),
      ['call:shop.Picking>shop.Robots', 'call:shop.Robots>shop.Picking'],
    );
  });

  it('seals only what differs from what most deliveries promise', async () => {
    const view = buildView(await example('shop'), []);
    assert.deepEqual(view.usual, { delivery: 'at-least-once', ordering: 'none' });
    assert.deepEqual(
      view.edges.filter(({ seal }) => seal !== undefined).map(({ id, seal }) => [id, seal]),
      [
        ['message:shop.Placed>shop.Picking', 'per-key'],
        ['subscription:shop.Orders>shop.Placed', 'per-key'],
      ],
    );
  });
});

describe('the scope of a picture', () => {
  const scopes: readonly { readonly name: string; readonly options: ViewOptions; readonly expected: readonly string[] }[] = [
    { name: 'an element and its neighbours', options: { focus: { element: 'Placed' } }, expected: ['Orders', 'Picking', 'Placed'] },
    {
      name: 'two hops around',
      options: { focus: { element: 'shop.Placed', within: 2 } },
      expected: ['Ordering', 'Orders', 'Packing', 'Picking', 'Placed', 'Robots'],
    },
    { name: 'a group', options: { view: 'ordering' }, expected: ['OrderTable', 'Ordering'] },
  ];
  for (const { name, options, expected } of scopes) {
    it(name, async () => {
      const view = buildView(await example('shop'), [], options);
      assert.deepEqual(
        view.nodes.flatMap((node) => [node.name, ...(node.docked && !node.docked.id.endsWith('Dlq') ? [node.docked.name] : [])]).sort(),
        [...expected].sort(),
      );
    });
  }

  it('a declared view, with what it leaves out', async () => {
    const view = buildView(await example('systems/coffee'), [], { view: 'Order' });
    assert.equal(view.title, 'One order');
    const names = view.nodes.map(({ name }) => name);
    assert.ok(names.includes('Processor') && !names.includes('Publisher'));
  });

  it('the systems of a file; what they touch elsewhere is faded', async () => {
    const design = await designOf({
      'a.arch': 'system a { service A { calls b.B } }',
      'b.arch': 'system b { service B { calls C } service C }',
    });
    const view = buildView(design, [], { uri: 'file:///test/a.arch' });
    assert.deepEqual(
      view.nodes.map(({ id, faded, group }) => [id, faded, group]),
      [
        ['a.A', false, 'a'],
        ['b.B', true, 'b'],
      ],
    );
  });

  it('of a few systems is titled with their names, of many with their number', async () => {
    const systems = (count: number): string => Array.from({ length: count }, (_, index) => `system s${index} { service A }`).join('\n');
    const few = buildView(await designOf(systems(3)), []);
    assert.deepEqual([few.title, few.subtitle], ['s0 · s1 · s2', undefined]);
    const many = buildView(await designOf(systems(6)), []);
    assert.deepEqual([many.title, many.subtitle], ['6 systems', 's0, s1, s2, s3, s4, s5']);
  });

  for (const options of [{ view: 'Nowhere' }, { focus: { element: 'Nobody' } }] as const) {
    it(`says what there is when there is no ${JSON.stringify(options)}`, async () => {
      const design = await example('shop');
      assert.throws(
        () => buildView(design, [], options),
        (error) => error instanceof UnknownScopeError && /There is no .* named No\w+\. There are \w+/.test(error.message),
      );
    });
  }
});
