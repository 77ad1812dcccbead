/** Exports: Mermaid and DOT as their own parsers read them, D2 by its structure, JSON and PNG by what is in them. */
import assert from 'node:assert/strict';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import { outlineOf } from '../../diagram/export/outline.ts';
import type { ViewGraph } from '../../diagram/index.ts';
import { arrange, buildView, d2Of, dotOf, formatOf, jsonOf, mermaidOf, renderSvg, type ThemeName } from '../../diagram/index.ts';
import { exportPng } from '../../server/export.ts';
import { designOf } from '../support/design.ts';
import { patientLayouter } from '../support/layouter.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';
import { example, examples } from './corpus.ts';
import { mermaidKind } from './mermaid.ts';

/** Names that could end a string, begin a comment or mean something to a format. */
const awkward = `
  system s "A \\"quoted\\" & <b>bold</b> title" {
    group end "end; subgraph }" { owner "Team #1 | $x" service graph "label: \\"x\\" // no" : aws.lambda { publishes Über to style } }
    event Über
    topic style : aws.sns
    queue класс "a\\\\b" : aws.sqs { subscribes to style }
    service end2 "" { on Über from класс { increments node } }
    store node
  }`;

/** Checks that braces and quotes of a D2 text match, and that every line's ends were declared. */
function brokenD2(text: string, view: ViewGraph): readonly string[] {
  const broken: string[] = [];
  const open: string[] = [];
  const declared = new Set<string>();
  const word = '(?:[A-Za-z][A-Za-z0-9_]*)';
  for (const line of text.trimEnd().split('\n')) {
    const bare = line.replace(/"(?:\\.|[^"\\])*"/g, '""');
    if (/"/.test(bare.replaceAll('""', ''))) broken.push(`a quote is not closed: ${line}`);
    const edge = new RegExp(`^(${word}(?:\\.${word})*) (?:->|<-|<->) (${word}(?:\\.${word})*): (?:"" )?\\{$`).exec(bare);
    const node = new RegExp(`^\\s*(${word}): "" \\{$`).exec(bare);
    if (edge) {
      for (const end of edge.slice(1)) if (!declared.has(end)) broken.push(`${end} is not declared`);
      open.push('edge');
    } else if (node?.[1]) {
      open.push(node[1]);
      declared.add(open.join('.'));
    } else if (/^\s*\}$/.test(bare)) {
      if (open.pop() === undefined) broken.push('a brace too many');
    } else if (!/^\s*(?:direction|shape|near|style(?:\.[a-z-]+)?): /.test(bare)) broken.push(`what is this? ${line}`);
  }
  if (open.length > 0) broken.push(`${open.join('.')} is not closed`);
  const { edges } = outlineOf(view);
  const drawn = text.split('\n').filter((line) => /^\S+ <?->? \S+: /.test(line) || /^\S+ <-> \S+: /.test(line));
  if (drawn.length !== edges.length) broken.push(`${drawn.length} lines for ${edges.length}`);
  return broken;
}

describe('exports', () => {
  let graphviz: Graphviz;
  before(async () => {
    graphviz = await Graphviz.load();
  });

  async function check(view: ViewGraph, theme: ThemeName = 'light'): Promise<void> {
    assert.equal(await mermaidKind(mermaidOf(view, theme)), 'flowchart-v2');
    const dot = graphviz.dot(dotOf(view, theme), 'canon');
    const { edges } = outlineOf(view);
    assert.equal([...dot.matchAll(/ -> /g)].length, edges.length, dot);
    assert.deepEqual(brokenD2(d2Of(view, theme), view), []);
  }

  for (const name of examples) {
    it(`${name} is read by Mermaid and Graphviz, and is well-formed D2`, async () => {
      await check(buildView(await example(name), []), 'dark');
    });
  }

  it('of closed groups too', async () => {
    await check(buildView(await example('systems/claims'), [], { collapse: 'all' }));
  });

  it('keep names that mean something to a format', async () => {
    const view = buildView(await designOf(awkward), []);
    await check(view);
    assert.match(mermaidOf(view, 'light'), /класс|a#92;b/);
    assert.match(dotOf(view, 'light'), /label="a\\\\b/);
  });

  it('of designs at random', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, async ({ declarations }) => check(buildView(await designOf(textOf(declarations)), []))),
      { numRuns: 25, seed: 20_261_125 },
    );
  });

  it('as JSON hold what the SVG draws', async () => {
    const engine = patientLayouter();
    try {
      const picture = await arrange(await example('shop'), [], { effort: 'quick' }, engine);
      const { title, nodes, edges, width } = JSON.parse(jsonOf(picture)) as Record<string, unknown> & {
        nodes: unknown[];
        edges: unknown[];
      };
      const svg = renderSvg(picture, { theme: 'light', mode: 'export', embedFonts: false });
      assert.equal(title, 'shop');
      assert.equal(nodes.length + edges.length, [...svg.matchAll(/data-id="/g)].length);
      assert.match(svg, new RegExp(`width="${width}"`));
    } finally {
      await engine.dispose();
    }
  });

  describe('as PNG', () => {
    const svg = (text: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" font-family="Inter"><text y="15" font-size="14" font-weight="600">${text}</text></svg>`;
    const size = (png: string | Uint8Array): readonly number[] => {
      const view = new DataView(Uint8Array.from(png as Uint8Array).buffer);
      return [view.getUint32(16), view.getUint32(20)];
    };

    it('have the size that is asked for', async () => {
      assert.deepEqual(size((await exportPng(svg('W'), 1)).content), [40, 20]);
      assert.deepEqual(size((await exportPng(svg('W'), 2)).content), [80, 40]);
    });

    it('are the same each time, and show text in its weight', async () => {
      const { content, notice } = await exportPng(svg('W'), 1);
      assert.equal(notice, undefined);
      assert.deepEqual((await exportPng(svg('W'), 1)).content, content);
      assert.notDeepEqual((await exportPng(svg(' '), 1)).content, content);
      assert.notDeepEqual((await exportPng(svg('W').replace('600', '400'), 1)).content, content);
    });

    it('say which characters they lack, and when they are smaller than asked for', async () => {
      assert.match((await exportPng(svg('注文'), 1)).notice ?? '', /no 注 文: take SVG/);
      const large = svg('W').replace('0 0 40 20', '0 0 20000 20000');
      assert.match((await exportPng(large, 1)).notice ?? '', /drawn at 0\.55x/);
    });
  });

  for (const [name, format] of [
    ['a.svg', 'svg'],
    ['a.b.PNG', 'png'],
    ['x/y.mmd', 'mmd'],
    ['x.mermaid', 'mmd'],
    ['x.gv', 'dot'],
    ['x.txt', undefined],
    ['svg', undefined],
    ['.d/svg', undefined],
  ] as const) {
    it(`${name} is ${format ?? 'nothing known'}`, () => assert.equal(formatOf(name), format));
  }
});
