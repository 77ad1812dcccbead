/** How layouts come about: the engine's thread, tries, reuse, and what happens when it fails. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { median } from '../../bench/measure.ts';
import { editsOf, movement } from '../../bench/stability.ts';
import { arrange, type ElkEngine, LayoutCancelledError, LayoutDeadlineError, renderSvg } from '../../diagram/index.ts';
import type { Box } from '../../diagram/layout/geometry.ts';
import { createLayouter, type Layouter } from '../../server/layout.ts';
import { designOf } from '../support/design.ts';
import { patientLayouter } from '../support/layouter.ts';
import { example } from './corpus.ts';
import { brokenLaws } from './laws.ts';

/** An engine that counts what it is asked. */
function counting(engine: ElkEngine): ElkEngine & { count: number } {
  return {
    count: 0,
    layout(graph) {
      this.count++;
      return engine.layout(graph);
    },
  };
}

const failing: ElkEngine = { layout: () => Promise.reject(new Error('no')) };

describe('layouts', () => {
  let engine: Layouter;
  before(() => {
    engine = patientLayouter();
  });
  after(() => engine.dispose());

  it('are kept when nothing that has a place has changed', async () => {
    const design = await example('shop');
    const counted = counting(engine);
    const previous = await arrange(design, [], { effort: 'quick' }, counted);
    const [effect] = design.effects;
    assert.ok(effect);
    const finding = { rule: 'any', severity: 'error' as const, message: 'Any.', source: effect.syntax.source, related: [] };
    const next = await arrange(design, [finding], { effort: 'quick', previous }, counted);
    assert.equal(counted.count, 1);
    assert.deepEqual(
      next.nodes.map(({ x, y }) => [x, y]),
      previous.nodes.map(({ x, y }) => [x, y]),
    );
    assert.equal(next.view.findings.length, 1);
  });

  it('keep what an edit does not touch about where it was', async () => {
    const text = readFileSync(new URL('../corpus/idempotency.arch', import.meta.url), 'utf8');
    const moves: number[] = [];
    for (const { before, after } of (await editsOf(text)).filter((_, index) => index % 4 === 0)) {
      const previous = await arrange(before, [], { effort: 'quick' }, engine);
      moves.push(movement(previous, await arrange(after, [], { effort: 'quick', previous }, engine)));
    }
    assert.ok(moves.length >= 15);
    assert.ok(median(moves) < 1, `${median(moves)} node widths`);
  });

  for (const [who, caller] of [
    ['an actor', 'actor Outside { calls Inside.ask  on Answered from Answers }'],
    ['another system that calls', 'external Outside { calls Inside.ask  serves notify }'],
  ] as const) {
    it(`begin with ${who}, though it is told something later`, async () => {
      const design = await designOf(
        `event Answered  ${who === 'an actor' ? 'queue Answers : aws.sqs' : ''}  ${caller}  service Inside { serves ask { publishes Answered to Bus } }  topic Bus
         service Back { on Answered from Bus { ${who === 'an actor' ? 'sends Answered to Answers' : 'calls Outside.notify'} } }`,
      );
      const { nodes } = await arrange(design, [], { density: 'compact', effort: 'quick' }, engine);
      const [first] = [...nodes].sort((a, b) => a.y - b.y);
      assert.equal(first?.node.name, 'Outside');
    });
  }

  it('are tried a fixed number of times, and the best is kept', async () => {
    const counted = counting(engine);
    const best = await arrange(await example('real/airline-booking'), [], { effort: 'best' }, counted);
    // And once before that, for the shape.
    assert.equal(counted.count, 25);
    const again = await arrange(await example('real/airline-booking'), [], { effort: 'best' }, engine);
    assert.equal(renderSvg(again, { theme: 'light', mode: 'editor' }), renderSvg(best, { theme: 'light', mode: 'editor' }));
  });

  it('are laid out with less care when care takes too long', async () => {
    const asked: string[] = [];
    const slow: ElkEngine = {
      layout(graph) {
        const layering = graph.layoutOptions?.['elk.layered.layering.strategy'] ?? 'usual';
        asked.push(layering);
        return layering === 'usual' ? Promise.reject(new LayoutDeadlineError('too long')) : engine.layout(graph);
      },
    };
    const picture = await arrange(await example('systems/claims'), [], { density: 'compact' }, slow);
    assert.deepEqual(asked, ['usual', 'LONGEST_PATH']);
    assert.equal(picture.fallback, false);
    assert.deepEqual(brokenLaws(picture), []);
  });

  for (const density of ['roomy', 'compact'] as const) {
    it(`are a plain grid when the engine fails (${density})`, async () => {
      const picture = await arrange(await example('systems/claims'), [], { density }, failing);
      assert.equal(picture.fallback, true);
      const overlaps = brokenLaws(picture).filter((law) => / overlaps | outside /.test(law) && !law.includes('label'));
      assert.deepEqual(overlaps, []);
    });
  }

  it('of a ribbon become compact', async () => {
    const chain = Array.from({ length: 24 }, (_, index) => `service ServiceNumber${index} { calls ServiceNumber${index + 1} }`).join('\n');
    const picture = await arrange(await designOf(`${chain}\nservice ServiceNumber24`), [], { effort: 'quick' }, engine);
    assert.equal(picture.view.density, 'compact');
  });

  describe('that run down', () => {
    const text = readFileSync(new URL('../corpus/systems/payments.arch', import.meta.url), 'utf8');
    const options = { density: 'compact', direction: 'down', effort: 'quick' } as const;

    it('are made broader: what ends a tall picture stands beside the rest, and its line comes there from above', async () => {
      const picture = await arrange(await designOf(text), [], options, engine);
      assert.deepEqual(
        [...picture.beside.values()].flatMap((moves) => moves.map(({ items }) => items.map((id) => id.replace(/.*\./, '')))),
        [['ledger']],
      );
      const boxOf = (name: string): Box => picture.groups.find(({ group }) => group.id.endsWith(name)) ?? assert.fail(name);
      assert.ok(boxOf('ledger').y < boxOf('authorisation').y + boxOf('authorisation').height, 'It stands below.');
      const line = picture.edges.find(({ edge }) => edge.from.endsWith('.Decisions') && edge.to.endsWith('.Ledger'));
      const [before, end] = line?.points.slice(-2) ?? [];
      assert.ok(before && end && before.x === end.x && before.y < end.y, JSON.stringify(line?.points));
      assert.deepEqual(brokenLaws(picture), []);
    });

    it('lead lines straight to a hub where there is room, however far aside the engine has put their ends', async () => {
      const picture = await arrange(await example('systems/coffee'), [], options, engine);
      const hub = picture.nodes.find(({ node }) => node.kind === 'bus') ?? assert.fail();
      const at = picture.edges.filter(({ edge }) => edge.from === hub.node.id || edge.to === hub.node.id);
      const pointsOf = (name: string): number | undefined => at.find(({ edge }) => edge.from.endsWith(name))?.points.length;
      assert.equal(pointsOf('.MenuRelay'), 2);
      assert.equal(pointsOf('.Processor'), 4);
      const ends = at.map(({ edge, points }) => points.at(edge.to === hub.node.id ? -1 : 0) ?? assert.fail());
      for (const [index, one] of ends.entries())
        for (const other of ends.slice(index + 1))
          assert.ok(one.y !== other.y || Math.abs(one.x - other.x) >= 10, JSON.stringify([one, other]));
    });

    it('keep what stands beside the rest there after an edit, and move nothing else there', async () => {
      const before = await arrange(await designOf(text), [], options, engine);
      const more = await designOf(
        text.replace('service Rules : kubernetes {', 'service Extra : kubernetes {}\n    service Rules : kubernetes {'),
      );
      const after = await arrange(more, [], { ...options, previous: before }, engine);
      assert.equal(after.nodes.length, before.nodes.length + 1);
      assert.deepEqual([...after.beside.values()], [...before.beside.values()]);
      assert.ok(movement(before, after) < 1);
      const next = await arrange(more, [], { ...options, previous: { ...before, beside: new Map() } }, engine);
      assert.deepEqual([...next.beside.values()].flat(), []);
      assert.deepEqual([...brokenLaws(after), ...brokenLaws(next)], []);
    });
  });

  it('say so when there is nothing', async () => {
    const picture = await arrange(await designOf(''), [], {}, engine);
    assert.match(renderSvg(picture, { theme: 'hc', mode: 'export' }), /Nothing to draw yet/);
  });

  it('end with a signal, and the engine goes on with the next', async () => {
    const stop = new AbortController();
    const design = await example('idempotency');
    const drawing = arrange(design, [], {}, engine.until(stop.signal));
    stop.abort();
    await assert.rejects(drawing, LayoutCancelledError);
    await assert.rejects(arrange(design, [], { isCancelled: () => true }, engine), LayoutCancelledError);
    assert.equal((await arrange(design, [], { effort: 'quick' }, engine)).fallback, false);
  });

  it('end at the deadline with a grid', async () => {
    const hasty = createLayouter({ deadline: 1 });
    try {
      await assert.rejects(hasty.layout({ id: 'root', children: [], edges: [] }), LayoutDeadlineError);
      assert.equal((await arrange(await example('idempotency'), [], {}, hasty)).fallback, true);
    } finally {
      await hasty.dispose();
    }
  });

  it('are the same by an engine that was started ahead; one that ends before it has begun leaves nothing behind', async () => {
    const ahead = patientLayouter();
    try {
      ahead.warm();
      ahead.warm();
      const design = await example('shop');
      const [first, usual] = [ahead, engine].map((each) => arrange(design, [], { effort: 'quick' }, each));
      assert.deepEqual((await first)?.nodes, (await usual)?.nodes);
      ahead.warm();
    } finally {
      await ahead.dispose();
    }
    const brief = createLayouter();
    brief.warm();
    await brief.dispose();
  });

  it('report what the engine cannot lay out, and reject what waits at the end', async () => {
    const own = createLayouter();
    await assert.rejects(own.layout({ id: 'root', children: [], edges: [{ id: 'e', sources: ['nowhere'], targets: ['nobody'] }] }));
    const waiting = own.layout({ id: 'root', children: [], edges: [] });
    const ended = assert.rejects(waiting, LayoutCancelledError);
    await own.dispose();
    await ended;
  });
});
