/** What pages are told of a picture beside the picture: its legend, of what occurs in it and nothing else; and the marks at which groups are closed and opened. */
import assert from 'node:assert/strict';
import {
  arrange,
  type Finding,
  geometryOf,
  layoutMachine,
  legendItemsOf,
  machineOf,
  type Picture,
  renderSvg,
  statesLegendItems,
} from '../../diagram/index.ts';
import { overlap, stretches } from '../../diagram/layout/geometry.ts';
import type { Design } from '../../language/model/design.ts';
import type { Layouter } from '../../server/layout.ts';
import { designOf } from '../support/design.ts';
import { patientLayouter } from '../support/layouter.ts';
import { example, examples } from './corpus.ts';

/** What legends call the kinds of shapes and lines. */
const words: Readonly<Record<string, readonly string[]>> = {
  external: ['external system'],
  group: ['closed group'],
  'read-write': ['read', 'write'],
  uses: ['remembers'],
  'dead-letter': ['dead letters'],
  redrive: ['put back'],
};
const signs = new Set([
  'via outbox',
  'at least once',
  'at most once',
  'exactly once',
  'unordered',
  'in order per key',
  'in order',
  'runs in a circle',
]);
const badges: Readonly<Record<string, string>> = { error: 'error', warning: 'warning', hint: 'hint', info: 'hint' };

/** What the legend of a picture must say, but for seals, as the picture's own geometry has it. */
function expected(picture: Picture): ReadonlySet<string> {
  const { nodes, edges, findings } = geometryOf(picture, 'editor');
  const parked = new Set(
    picture.nodes.flatMap(({ node, docked }) => [
      ...(node.parking ? [node.id] : []),
      ...(docked?.docked.kind === 'dead-letters' ? [docked.docked.id] : []),
    ]),
  );
  const closed = nodes.filter(({ kind, elements }) => kind !== 'group' || elements !== undefined);
  const shapes = closed
    .filter(({ id, kind }) => !parked.has(id) && kind !== 'message' && kind !== 'place')
    .flatMap(({ kind }) => words[kind] ?? [kind]);
  const docks = picture.nodes.flatMap(({ node }) => (node.docked === undefined ? [] : [node.docked]));
  const lines = [
    ...edges.map(({ kind }) => kind),
    ...docks.flatMap(({ kind, access }) => (kind === 'dead-letters' ? ['dead-letter'] : access === undefined ? [] : [access])),
  ];
  const tray = picture.view.density === 'compact' && docks.some(({ kind }) => kind === 'dead-letters');
  const tube =
    picture.nodes.some(({ node }) => node.parking) ||
    (picture.view.density === 'roomy' && docks.some(({ kind }) => kind === 'dead-letters'));
  return new Set([
    ...shapes,
    ...(tube ? ['dead-letter queue'] : []),
    ...(tray ? ['own dead letters'] : []),
    ...lines.flatMap((kind) => words[kind] ?? [kind]),
    ...findings.flatMap(({ on, severity }) => (on === undefined ? [] : [badges[severity] ?? severity])),
  ]);
}

/** A finding on every third element, of each severity in turn. */
function findingsOn({ elements }: Design): readonly Finding[] {
  const severities = ['error', 'warning', 'hint', 'info'] as const;
  return elements
    .filter((_, index) => index % 3 === 0)
    .map(({ syntax }, index) => ({
      rule: 'odd',
      severity: severities[index % 4] ?? 'error',
      message: 'Odd.',
      source: syntax.source,
      related: [],
    }));
}

describe('the legend of a picture on a page', () => {
  let engine: Layouter;
  before(() => {
    engine = patientLayouter();
  });
  after(() => engine.dispose());

  for (const name of examples) {
    it(`explains what occurs in ${name}, each once, open and closed`, async () => {
      const design = await example(name);
      for (const [findings, collapse] of [
        [[], undefined],
        [findingsOn(design), 'all'],
      ] as const) {
        const picture = await arrange(design, findings, { collapse, effort: 'quick' }, engine);
        const items = legendItemsOf(picture, 'dark');
        const texts = items.filter(({ sign }) => sign !== undefined).map(({ text }) => text);
        assert.equal(new Set(texts).size, texts.length, 'Something is explained twice.');
        assert.deepEqual(new Set(texts.filter((text) => !signs.has(text))), expected(picture));
        assert.equal(
          texts.includes('runs in a circle'),
          picture.view.edges.some(({ halo }) => halo !== undefined),
        );
        assert.equal(
          texts.includes('via outbox'),
          picture.view.edges.some(({ outbox }) => outbox),
        );
        const usual = items.filter(({ sign }) => sign === undefined).map(({ text }) => text);
        assert.equal(usual.length, texts.includes('message') || texts.includes('subscription') ? 1 : 0);
        for (const { sign, width, height } of items) {
          if (sign === undefined) continue;
          assert.match(sign, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [\s\S]*<\/svg>$/);
          assert.ok(sign.includes(`width="${width}" height="${height}"`));
        }
      }
    });
  }

  it('of a state machine explains its lines and signs', async () => {
    const design = await example('coordination');
    const texts = (id: string): readonly string[] => {
      const machine = machineOf(design, [], id);
      assert.ok(machine);
      return statesLegendItems(layoutMachine(machine), 'light').map(({ text }) => text);
    };
    assert.deepEqual(texts('orchestrated.Order'), [
      'next step',
      'fails for good, after its retries',
      'its outcome is unknown: undone, too',
      'retried',
      'time limit',
      'compensation, with its step’s retries',
    ]);
  });
});

describe('the mark at which a group is closed and opened', () => {
  let engine: Layouter;
  before(() => {
    engine = patientLayouter();
  });
  after(() => engine.dispose());

  const marks = (svg: string): readonly string[] => [...svg.matchAll(/data-fold="([^"]+)"/g)].map(([, id]) => id ?? '').sort();

  for (const name of examples) {
    it(`is there for each group of ${name} that is open, and for each that is closed`, async () => {
      const design = await example(name);
      for (const collapse of [undefined, 'all'] as const) {
        const picture = await arrange(design, [], { collapse, effort: 'quick' }, engine);
        const groups = [
          ...picture.groups.map(({ group }) => group.id),
          ...picture.nodes.filter(({ node }) => node.kind === 'group').map(({ node }) => node.id),
        ];
        assert.deepEqual(marks(renderSvg(picture, { theme: 'light', mode: 'editor', folds: true })), groups.sort());
        assert.deepEqual(marks(renderSvg(picture, { theme: 'light', mode: 'editor' })), []);
        assert.deepEqual(marks(renderSvg(picture, { theme: 'light', mode: 'export' })), []);
        // No line runs through the mark, and nothing stands there.
        for (const { title } of picture.groups) {
          if (!title) continue;
          const place = { x: title.x, y: title.y - 9, width: 10, height: 10 };
          for (const { edge, points, label } of picture.edges) {
            assert.ok(!stretches(points).some((stretch) => overlap(place, stretch, -0.01)), `${edge.id} runs through the mark`);
            assert.ok(!label || !overlap(place, label), `the label of ${edge.id} lies on the mark`);
          }
          for (const node of picture.nodes) assert.ok(!overlap(place, node), `${node.node.id} lies on the mark`);
        }
      }
    });
  }

  it('says what it does', async () => {
    const design = await designOf('system s { group g "Front & back" { service A { calls B.b } }  service B { serves b } }');
    const titleIn = async (collapse: 'all' | undefined): Promise<string | undefined> => {
      const svg = renderSvg(await arrange(design, [], { collapse }, engine), { theme: 'light', mode: 'editor', folds: true });
      return /data-fold="s\.g"><title>([^<]*)<\/title>/.exec(svg)?.[1];
    };
    assert.equal(await titleIn(undefined), 'Close Front &amp; back (c)');
    assert.equal(await titleIn('all'), 'Open Front &amp; back (c)');
  });
});
