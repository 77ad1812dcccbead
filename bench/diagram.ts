/**
 * Measures pictures: how long one takes from a design, how large it is, how smoothly a browser moves it; and the same graph laid out by Graphviz (which
 * LikeC4 uses) and drawn by Mermaid. Printed, never asserted.
 *
 *     npm run bench diagram
 */
import { readFile } from 'node:fs/promises';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { type Browser, chromium } from 'playwright-core';
import { arrange, buildView, dotOf, geometryOf, mermaidOf, type Picture, renderSvg, type ViewOptions } from '../diagram/index.ts';
import type { Design } from '../language/model/design.ts';
import { browserArguments, installedBrowser } from '../scripts/vscode.ts';
import { exportPng } from '../server/export.ts';
import { createLayouter, type Layouter } from '../server/layout.ts';
import { here, median, printTable, type Row } from './measure.ts';
import { designOf, makeProject, withoutGroups } from './project.ts';

const RUNS = 5;
/** Milliseconds that pass between the start of the server or the command and the first design that is read. */
const READING = 700;
/** Seconds after which another program's drawing is given up. */
const PATIENCE = 120;

/**
 * @param edited whether an element is missing that is there otherwise
 * @param flat whether no element is in a group
 */
function benchDesign(elements: number, edited = false, flat = false): Promise<Design> {
  const change = (text: string): string => (edited ? text.replace(/external Post1 \{[^}]*\}/, '') : text);
  return designOf(new Map([...makeProject(elements, 1)].map(([name, text]) => [name, change(flat ? withoutGroups(text) : text)])));
}

/** Milliseconds of some runs: the first, and the median of those after it. */
async function timed(run: () => Promise<unknown>, runs = RUNS): Promise<{ readonly first: number; readonly later: number }> {
  const times: number[] = [];
  for (let count = 0; count <= runs; count++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return { first: times[0] ?? Number.NaN, later: median(times.slice(1)) };
}

async function draw(design: Design, engine: Layouter, options: ViewOptions & { readonly previous?: Picture }): Promise<Picture> {
  const picture = await arrange(design, [], { effort: 'quick', ...options }, engine);
  renderSvg(picture, { theme: 'light', mode: 'editor' });
  geometryOf(picture, 'editor');
  return picture;
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const size = (text: string): string => `${(text.length / 1024).toFixed(0)} KB`;

/** Milliseconds of a first picture when the engine was started while the design was read, as the server and the command do. */
async function firstAhead(design: Design | undefined, options: ViewOptions): Promise<number> {
  const engine = createLayouter({ deadline: PATIENCE * 1_000 });
  try {
    engine.warm();
    // About what reading a design takes.
    await new Promise((resolve) => setTimeout(resolve, READING));
    const started = performance.now();
    if (design) await draw(design, engine, options);
    return performance.now() - started;
  } finally {
    await engine.dispose();
  }
}

async function ownRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const hundred = await benchDesign(100);
  const [group] = (await benchDesign(1_000)).groups;
  for (const [what, elements, options, aims] of [
    ['100 elements', 100, {}, { first: '500 ms', edit: '150 ms' }],
    ['1,000 elements, groups closed', 1_000, {}, { first: '2 s', edit: undefined }],
    ['300 elements in no group', 300, { flat: true }, { first: '2 s', edit: undefined }],
    ['1,000 elements in no group', 1_000, { flat: true }, { first: '2 s', edit: undefined }],
    ['1,000 elements, one group open', 1_000, { expand: [group?.id ?? ''] }, { first: undefined, edit: undefined }],
    ['1,000 elements, all groups open', 1_000, { expand: 'all' }, { first: undefined, edit: undefined }],
  ] as const) {
    const { flat, ...view } = { flat: false, ...options };
    const designs = [await benchDesign(elements, false, flat), await benchDesign(elements, true, flat)];
    const engine = createLayouter({ deadline: PATIENCE * 1_000 });
    let previous: Picture | undefined;
    let count = 0;
    try {
      const { first, later } = await timed(
        async () => {
          const design = designs[count++ % 2];
          if (design) previous = await draw(design, engine, { ...view, previous });
        },
        'expand' in options && options.expand === 'all' ? 2 : 2 * RUNS,
      );
      rows.push({ what: `${what}: first picture, the engine started for it`, measured: ms(first) });
      rows.push({
        what: `${what}: first picture, the engine started ahead`,
        measured: ms(await firstAhead(designs[0], view)),
        aim: aims.first,
      });
      rows.push({ what: `${what}: after an edit`, measured: ms(later), aim: aims.edit });
      if (previous) rows.push({ what: `${what}: its SVG`, measured: size(renderSvg(previous, { theme: 'light', mode: 'editor' })) });
    } finally {
      await engine.dispose();
    }
  }
  const engine = createLayouter();
  try {
    const picture = await draw(hundred, engine, {});
    const svg = renderSvg(picture, { theme: 'light', mode: 'export', embedFonts: false });
    rows.push({ what: '100 elements: PNG at 2x', measured: ms((await timed(() => exportPng(svg, 2), 2)).later) });
  } finally {
    await engine.dispose();
  }
  return rows;
}

/** The same graphs by other programs. */
async function otherRows(browser: Browser): Promise<readonly Row[]> {
  const graphviz = await Graphviz.load();
  const rows: Row[] = [];
  for (const [what, elements, options] of [
    ['100 elements', 100, {}],
    ['1,000 elements, groups closed', 1_000, {}],
    ['1,000 elements, all groups open', 1_000, { expand: 'all' }],
  ] as const) {
    const view = buildView(await benchDesign(elements), [], options);
    const dot = dotOf(view, 'light');
    const { later } = await timed(() => Promise.resolve(graphviz.dot(dot)), 1);
    rows.push({ what: `${what}: Graphviz (dot), layout and SVG`, measured: ms(later) });
    rows.push({ what: `${what}: Mermaid, layout and SVG in Chromium`, measured: await mermaidTime(browser, mermaidOf(view, 'light')) });
  }
  return rows;
}

async function mermaidTime(browser: Browser, text: string): Promise<string> {
  const page = await browser.newPage();
  try {
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ content: await readFile(here('node_modules/mermaid/dist/mermaid.min.js'), 'utf8') });
    // What runs in the page is text: this file is checked as a program of Node.
    const drawing = page.evaluate<number>(`(async () => {
      mermaid.initialize({ startOnLoad: false, maxEdges: 10000, maxTextSize: 10000000 });
      const started = performance.now();
      await mermaid.render('picture', ${JSON.stringify(text)});
      return performance.now() - started;
    })()`);
    let timer: NodeJS.Timeout | undefined;
    const giveUp = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), PATIENCE * 1_000);
    });
    const time = await Promise.race([drawing.catch((error: unknown) => String(error).split('\n')[0] ?? ''), giveUp]);
    clearTimeout(timer);
    if (typeof time === 'number') return ms(time);
    return time === undefined ? `not in ${PATIENCE} s` : `fails: ${time.slice(0, 60)}`;
  } finally {
    await page.close();
  }
}

/** Seconds that a picture is moved about. */
const MOVED = 3;

/** Moves a picture about as the preview does, and counts what the browser's own tracing saw drawn. */
async function smoothness(browser: Browser, svg: string): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    await page.setContent(
      `<!doctype html><style>body{margin:0;overflow:hidden}#sheet{transform-origin:0 0;will-change:transform}</style><div id="sheet">${svg}</div>`,
    );
    await browser.startTracing(page, { categories: ['benchmark', 'cc', 'viz', 'disabled-by-default-devtools.timeline.frame'] });
    const ticks = await page.evaluate<number>(`new Promise((resolve) => {
      const sheet = document.getElementById('sheet');
      const started = performance.now();
      let count = 0;
      function move() {
        const at = (performance.now() - started) / 1000;
        if (at > ${MOVED}) return resolve(count / ${MOVED});
        count++;
        sheet.style.transform = \`translate(\${-200 * Math.sin(at * 3)}px, \${-150 * Math.cos(at * 3)}px) scale(\${0.6 + 0.4 * Math.sin(at * 2)})\`;
        requestAnimationFrame(move);
      }
      requestAnimationFrame(move);
    })`);
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly { readonly name: string }[] };
    const drawn = trace.traceEvents.filter(({ name }) => name === 'Display::DrawAndSwap').length;
    return `${ticks.toFixed(0)} moves, ${(drawn / MOVED).toFixed(0)} frames a second`;
  } finally {
    await page.close();
  }
}

async function smoothRows(browser: Browser): Promise<readonly Row[]> {
  const engine = createLayouter({ deadline: PATIENCE * 1_000 });
  try {
    const rows: Row[] = [];
    for (const [what, elements, options] of [
      ['100 elements', 100, {}],
      ['1,000 elements, groups closed', 1_000, {}],
      ['1,000 elements, all groups open', 1_000, { expand: 'all' }],
    ] as const) {
      const svg = renderSvg(await draw(await benchDesign(elements), engine, options), { theme: 'light', mode: 'editor' });
      rows.push({ what: `${what}: panned and zoomed in Chromium`, measured: await smoothness(browser, svg), aim: '60 a second' });
    }
    return rows;
  } finally {
    await engine.dispose();
  }
}

/** Prints the figures of pictures. */
export async function benchDiagram(): Promise<void> {
  printTable('Pictures', await ownRows());
  const browser = await chromium.launch({ executablePath: installedBrowser(), args: [...browserArguments] });
  try {
    printTable('The same graphs by others', await otherRows(browser));
    printTable('Smoothness', await smoothRows(browser));
  } finally {
    await browser.close();
  }
}

if (import.meta.main) await benchDiagram();
