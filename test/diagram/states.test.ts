/** State machines: what they show, the laws of their geometry, and their exports. */
import assert from 'node:assert/strict';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import {
  geometryOfStates,
  layoutMachine,
  type Machine,
  machineOf,
  renderStates,
  type StatesPicture,
  statesD2,
  statesDot,
  statesJson,
  statesMermaid,
  UnknownScopeError,
} from '../../diagram/index.ts';
import { type Box, contains, grow, overlap, stretches } from '../../diagram/layout/geometry.ts';
import { stateGraph } from '../../diagram/states/export.ts';
import type { Design } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';
import { example, examples } from './corpus.ts';
import { mermaidKind } from './mermaid.ts';

/** Workflows at random, every kind of block in every other. */
const words = fc.constantFrom('A', 'Reserve', 'CollectThePaymentOfTheCustomer', 'Pack');
const retries = fc.constantFrom('', ' with 3 retries exponential jitter', ' with timeout 5s, 2 retries', ' with unlimited retries');
const actions = fc
  .tuple(
    fc.constantFrom('calls X.pay', 'publishes E to T', 'puts S', 'reads S', 'waits 5m', 'waits for E at most 2h', 'waits for E'),
    retries,
    fc.boolean(),
  )
  .map(([action, policy, undone]) => {
    const takes = action.startsWith('waits') || action.endsWith('S') ? '' : policy;
    return `${action}${takes}${undone && !action.startsWith('waits') ? ' undo { deletes S }' : ''}`;
  });
const blocks = fc.letrec<{ item: string; items: string }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.tuple(words, actions).map(([name, action]) => `step ${name}% ${action}`),
    tie('items').map((body) => `parallel { ${body} }`),
    tie('items').map((body) => `each "thing" at most 20 with concurrency 5 { ${body} }`),
    tie('items').map((body) => `atomically { ${body} }`),
    fc.tuple(tie('items'), tie('items')).map(([a, b]) => `when "it is so" { ${a} } otherwise { ${b} }`),
    tie('items').map((body) => `when "a rather long condition that says much" { ${body} }`),
  ),
  items: fc.array(tie('item'), { minLength: 1, maxLength: 4 }).map((items) => items.join('\n')),
}));
const workflows = fc.tuple(blocks.items, fc.option(blocks.items)).map(([run, otherwise]) => {
  let count = 0;
  const text = `orchestrator W : aws.stepfunctions {\n${run}\n}${otherwise === null ? '' : ` otherwise {\n${otherwise}\n}`}`;
  return `system s { event E  topic T  store S  external X { serves pay }\n${text.replaceAll('%', () => String(count++))} }`;
});

function machineIn(design: Design, name?: string): Machine {
  const machine = machineOf(design, [], name);
  assert.ok(machine);
  return machine;
}

/** Whether two stretches, one upright and one level, go through each other. */
function cross(a: Box, b: Box): boolean {
  const [upright, level] = a.width < b.width ? [a, b] : [b, a];
  return (
    upright.x > level.x + 0.01 &&
    upright.x < level.x + level.width - 0.01 &&
    level.y > upright.y + 0.01 &&
    level.y < upright.y + upright.height - 0.01
  );
}

/** @returns a sentence for each law that a picture breaks. */
function brokenLaws({ parts, width, height, lanes }: StatesPicture): readonly string[] {
  const broken: string[] = [];
  const solid = parts.filter((part) => part.part === 'card' || part.part === 'undo' || part.part === 'mark');
  const frames = parts.filter((part) => part.part === 'frame');
  const nameOf = (part: (typeof parts)[number]): string =>
    part.part === 'card' ? part.step.name : part.part === 'undo' ? part.undo.name : part.part === 'mark' ? part.id : part.part;
  const all: Box = { x: 0, y: 0, width, height };
  for (const [index, a] of solid.entries()) {
    if (!contains(all, a, 0.5)) broken.push(`${nameOf(a)} lies outside`);
    for (const b of solid.slice(index + 1)) if (overlap(a, b, 0.5)) broken.push(`${nameOf(a)} overlaps ${nameOf(b)}`);
    for (const frame of frames) {
      if (overlap(a, frame, 0.5) && !contains(frame, a, 0.5)) broken.push(`${nameOf(a)} lies half in a frame`);
    }
  }
  for (const [index, a] of frames.entries()) {
    for (const b of frames.slice(index + 1)) {
      if (overlap(a, b, 0.5) && !contains(a, b, 0.5) && !contains(b, a, 0.5)) broken.push('two frames overlap');
    }
  }
  for (const line of parts) {
    if (line.part !== 'line') continue;
    for (const stretch of stretches(line.points)) {
      if (!contains(all, stretch, 0.5)) broken.push(`${line.id} leaves the picture`);
      for (const part of solid) if (overlap(grow(part, -1.5), stretch, -0.01)) broken.push(`${line.id} crosses ${nameOf(part)}`);
    }
    for (const [index, point] of line.points.slice(1).entries()) {
      const before = line.points[index];
      if (before && Math.abs(before.x - point.x) > 0.01 && Math.abs(before.y - point.y) > 0.01) broken.push(`${line.id} runs askew`);
    }
  }
  for (const text of parts) {
    if (text.part !== 'words') continue;
    const box = { x: text.at.x - text.width / 2, y: text.at.y - 9, width: text.width, height: 11 };
    if (!contains(all, box, 0.5)) broken.push(`the words ${text.text} are cut off`);
    for (const part of solid) if (overlap(part, box)) broken.push(`the words ${text.text} lie on ${nameOf(part)}`);
    for (const line of parts) {
      if (line.part === 'line' && stretches(line.points).some((stretch) => overlap(stretch, box, -0.01)))
        broken.push(`the words ${text.text} lie on ${line.id}`);
    }
  }
  const lines = parts.filter((part) => part.part === 'line');
  for (const line of lines.filter(({ kind }) => kind === 'next')) {
    for (const other of lines.filter(({ kind }) => kind !== 'next'))
      if (stretches(line.points).some((a) => stretches(other.points).some((b) => cross(a, b))))
        broken.push(`${other.id} crosses ${line.id}`);
  }
  for (const lane of lanes) if (!contains(all, lane, 0.5)) broken.push('a lane lies outside');
  return broken;
}

/** @returns the items of a column that a reader sees, as `name: what it does`. */
function shown({ parts }: StatesPicture): readonly string[] {
  return parts.flatMap((part) => {
    if (part.part === 'card')
      return [[part.step.name, ...part.step.acts.map(({ text }) => text), part.step.limit, part.step.retries].filter(Boolean).join(' | ')];
    return part.part === 'undo' ? [part.undo.name] : [];
  });
}

describe('state machines', () => {
  it('show steps, limits, retries, undos and what is done at last', async () => {
    const picture = layoutMachine(machineIn(await example('coordination'), 'Order'));
    assert.deepEqual(shown(picture), [
      'Reserve | Stock.reserve | at most 5 s | 3 retries, exponential, jitter',
      'Charge | Payment.charge | at most 5 s | 3 retries, exponential, jitter',
      'Ship | Shipping.ship | at most 30 s | 3 retries, exponential, jitter',
      'undo Charge',
      'undo Reserve',
      'Rejected | puts Parcels',
    ]);
    const fails = picture.parts.flatMap((part) =>
      part.part === 'line' && part.kind === 'fails' ? [`${part.from} > ${part.to}`.replaceAll('orchestrated.Order/', '')] : [],
    );
    assert.deepEqual(fails, [
      'step 3 > step 2/undo',
      'step 2 > step 2/lane',
      'step 2/undo > step 1/undo',
      'step 1 > step 1/lane',
      'step 1/undo > step 4',
      'step 4 > failed',
    ]);
  });

  it('lay an undo half a column after its step, the run back below the run', async () => {
    const { parts } = layoutMachine(machineIn(await example('coordination'), 'Order'));
    const middle = (name: string): number => {
      const part = parts.find(
        (each) => (each.part === 'card' && each.step.name === name) || (each.part === 'undo' && each.undo.name === name),
      );
      assert.ok(part && 'width' in part && 'x' in part);
      return part.x + part.width / 2;
    };
    assert.equal(middle('undo Reserve'), (middle('Reserve') + middle('Charge')) / 2);
    assert.equal(middle('undo Charge'), (middle('Charge') + middle('Ship')) / 2);
    assert.ok(middle('Rejected') < middle('Reserve'));
  });

  it('lead a step whose outcome is unknown to its own undo, and a block to the undos of what is in it', async () => {
    const design = await designOf(
      `system s { external X { serves a serves b serves c } orchestrator W {
         step A calls X.a with timeout 1s, 1 retry undo X.b
         when "so" { step B calls X.b with timeout 1s, 1 retry undo X.c  step C calls X.c with timeout 1s, 1 retry }
         step D calls X.c with unlimited retries undo X.b
       } }`,
    );
    const { parts } = layoutMachine(machineIn(design));
    const ways = parts.flatMap((part) =>
      part.part === 'line' && part.kind !== 'next' ? [`${part.kind} ${part.from} > ${part.to}`.replaceAll('s.W/', '')] : [],
    );
    assert.deepEqual(ways, [
      'fails step 4/undo > step 2/undo',
      'fails block 1 > step 2/undo',
      'fails step 2/undo > step 1/undo',
      'unknown step 1 > step 1/undo',
      'fails step 1 > step 1/lane',
      'fails step 1/undo > failed',
    ]);
    const signs = parts.flatMap((part) => (part.part === 'card' && part.fails ? [part.step.name] : []));
    assert.deepEqual(signs, ['A', 'B', 'C']);
    const { edges } = stateGraph(machineIn(design));
    assert.equal(edges.filter(({ label }) => label === 'outcome unknown').length, 2);
  });

  it('lead from a step that may fail to the later one that its author names', async () => {
    const { parts } = layoutMachine(machineIn(await example('systems/imagery'), 'Process'));
    const way = parts.find((part) => part.part === 'line' && part.label === 'fails');
    assert.ok(way?.part === 'line');
    const { step: target, ...box } =
      parts.flatMap((part) => (part.part === 'card' && part.step.name === 'Detect' ? [part] : []))[0] ?? assert.fail();
    assert.equal(way.to, target.id);
    assert.equal(way.points.at(-1)?.y, box.y + box.height);
  });

  it('stand in rows if they would be too small on a slide, each with the lane that undoes it, the last one first', async () => {
    const { parts, lanes, width, height } = layoutMachine(machineIn(await example('systems/imagery'), 'Process'));
    assert.equal(lanes.length, 2);
    assert.deepEqual(
      lanes.map(({ words }) => words.length),
      [0, 2],
    );
    assert.ok(width < 2 * height + 100, `${width} by ${height}`);
    const card = (name: string): Box =>
      parts.find((part) => (part.part === 'card' && part.step.name === name) || (part.part === 'undo' && part.undo.name === name)) as Box;
    const [first, second] = lanes;
    assert.ok(first && second);
    assert.ok(card('Detect').y < first.y && contains(first, card('undo Detect')) && contains(first, card('Rejected')));
    assert.ok(card('Detected').y > first.y + first.height && contains(second, card('undo Publish')));
    const up = parts.find((part) => part.part === 'line' && part.to.endsWith('step 4/undo') && part.kind === 'fails');
    assert.ok(up?.part === 'line');
    assert.deepEqual(
      [up.points[0], up.points.at(-1)].map((point) => (point?.y ?? 0) > second.y),
      [true, false],
    );
  });

  it('have no lane if nothing can fail', async () => {
    const design = await designOf('orchestrator W { step A calls X.a with unlimited retries  step B waits 5m } external X { serves a }');
    const picture = layoutMachine(machineIn(design));
    assert.deepEqual(picture.lanes, []);
    assert.equal(
      picture.parts.some((part) => part.part === 'mark' && part.kind === 'failed'),
      false,
    );
  });

  it('carry findings on the step they are about', async () => {
    const design = await example('coordination');
    const [step] = design.elements.flatMap((element) => (element.kind === 'orchestrator' && element.name === 'Order' ? element.steps : []));
    assert.ok(step);
    const finding = { rule: 'any', severity: 'error' as const, message: 'Any.', source: step.syntax.source, related: [] };
    const machine = machineOf(design, [finding], 'Order');
    assert.deepEqual(
      machine?.findings.map(({ on }) => on),
      ['orchestrated.Order/step 1'],
    );
  });

  it('are of the first orchestrator when none is named; unknown names say which there are', async () => {
    const design = await example('coordination');
    assert.equal(machineOf(design, [])?.name, 'Order');
    assert.equal(machineOf(await example('shop'), []), undefined);
    assert.throws(
      () => machineOf(design, [], 'Nope'),
      (error) => error instanceof UnknownScopeError && /There are Order, Homemade/.test(error.message),
    );
  });

  describe('obey the laws of their geometry', () => {
    for (const name of examples) {
      it(name, async () => {
        const design = await example(name);
        for (const { kind, id } of design.elements) {
          if (kind !== 'orchestrator') continue;
          const picture = layoutMachine(machineIn(design, id));
          assert.deepEqual(brokenLaws(picture), []);
          for (const mode of ['editor', 'export'] as const) {
            const svg = renderStates(picture, { theme: 'dark', mode, embedFonts: false });
            const { nodes, edges, width, height } = geometryOfStates(picture, mode);
            assert.equal(nodes.length + edges.length, [...svg.matchAll(/data-id="/g)].length);
            for (const { id: node, ...box } of nodes) assert.ok(contains({ x: 0, y: 0, width, height }, box, 0.5), node);
          }
        }
      });
    }

    it('whatever the workflow', async () => {
      await fc.assert(
        fc.asyncProperty(workflows, async (text) => {
          assert.deepEqual(brokenLaws(layoutMachine(machineIn(await designOf(text)))), []);
        }),
        { numRuns: 120, seed: 20_261_125 },
      );
    });
  });

  describe('are exported', () => {
    let graphviz: Graphviz;
    before(async () => {
      graphviz = await Graphviz.load();
    });

    async function check(machine: Machine): Promise<void> {
      const { nodes, edges } = stateGraph(machine);
      assert.equal(new Set(nodes.map(({ key }) => key)).size, nodes.length);
      for (const { from, to } of edges)
        for (const end of [from, to])
          assert.ok(
            nodes.some(({ key }) => key === end),
            `${end} is no node`,
          );
      assert.match(await mermaidKind(statesMermaid(machine, 'light')), /^stateDiagram/);
      assert.equal([...graphviz.dot(statesDot(machine, 'dark'), 'canon').matchAll(/ -> /g)].length, edges.length);
      const d2 = statesD2(machine, 'light').replace(/"(?:\\.|[^"\\])*"/g, '""');
      assert.equal([...d2.matchAll(/^\w+ -> \w+: /gm)].length, edges.length);
      assert.equal([...d2.matchAll(/\{/g)].length, [...d2.matchAll(/\}/g)].length);
      const json = JSON.parse(statesJson(layoutMachine(machine))) as { readonly title: string };
      assert.equal(json.title, machine.name);
    }

    it('so that Mermaid and Graphviz read them', async () => {
      for (const name of examples) {
        const design = await example(name);
        for (const { kind, id } of design.elements) if (kind === 'orchestrator') await check(machineIn(design, id));
      }
    });

    it('whatever the workflow', async () => {
      await fc.assert(
        fc.asyncProperty(workflows, async (text) => check(machineIn(await designOf(text)))),
        { numRuns: 10, seed: 20_261_125 },
      );
    });
  });
});
