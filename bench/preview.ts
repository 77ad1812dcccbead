/**
 * Measures how smoothly the preview moves a large picture: its own page and script in Chromium, fed with a picture of 1,000 elements, moved and zoomed
 * by wheel events. Frames are counted by the browser's own tracing.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { browserArguments, installedBrowser } from '../scripts/vscode.ts';
import type { Diagram } from '../server/protocol.ts';
import { Client } from '../test/lsp/client.ts';
import { here, median, printTable, type Row } from './measure.ts';
import { makeProject } from './project.ts';

const ELEMENTS = 1_000;
/** Wheel events of one gesture, one a frame. */
const STEPS = 240;

/** The picture of 1,000 elements, drawn by the server: groups closed as they are by default, or all open. */
async function pictures(): Promise<{ readonly closed: Diagram; readonly open: Diagram }> {
  const folder = await mkdtemp(join(tmpdir(), 'archlint-bench-'));
  const client = new Client();
  try {
    const [[name, text] = ['', '']] = [...makeProject(ELEMENTS, 1)];
    await writeFile(join(folder, name), text);
    await client.initialize([pathToFileURL(folder).href], {}, { preview: true });
    const uri = pathToFileURL(join(folder, name)).href;
    client.open(uri, text);
    await client.diagnostics(uri, ({ version }) => version === 1);
    const params = { uri, theme: 'light' };
    return {
      closed: await client.request<Diagram>('archlint/diagram', params),
      open: await client.request<Diagram>('archlint/diagram', { ...params, expand: 'all' }),
    };
  } finally {
    await client.stop();
    await rm(folder, { recursive: true });
  }
}

/** The preview's page, outside of an editor. */
async function openPage(browser: Browser, diagram: Diagram): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
  await page.setContent('<!DOCTYPE html><html lang="en"><head><title>Preview</title></head><body></body></html>');
  await page.addStyleTag({ content: await readFile(here('dist/webview-style.css'), 'utf8') });
  await page.addScriptTag({ content: 'function acquireVsCodeApi() { return { postMessage() {}, getState() {}, setState() {} }; }' });
  await page.addScriptTag({ content: await readFile(here('dist/webview.js'), 'utf8') });
  await page.evaluate(`window.postMessage({ type: 'picture', diagram: ${JSON.stringify(diagram)} })`);
  await page.locator('svg [data-id]').first().waitFor({ state: 'attached' });
  await page.waitForTimeout(500);
  return page;
}

interface TraceEvent {
  readonly name: string;
  /** Microseconds. */
  readonly ts: number;
}

/** Milliseconds between the frames that were drawn while something went on. */
async function frameTimes(page: Page, gesture: () => Promise<void>): Promise<readonly number[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as readonly TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'] },
  });
  await gesture();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const drawn = events
    .filter(({ name }) => name === 'DrawFrame')
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  return drawn.slice(1).map((ts, index) => (ts - (drawn[index] ?? ts)) / 1_000);
}

/** Turns the wheel once a frame, there and back or in and out. It runs in the page, where time goes by frames. */
const turnWheel = `
  async (zooms) => {
    const stage = document.querySelector('.stage');
    for (let step = 0; step < ${STEPS}; step++) {
      const delta = Math.sin((step / ${STEPS}) * 4 * Math.PI) * (zooms ? 12 : 40);
      const at = { clientX: 640, clientY: 450, bubbles: true, cancelable: true };
      stage.dispatchEvent(new WheelEvent('wheel', { ...at, deltaX: zooms ? 0 : delta, deltaY: delta, ctrlKey: zooms }));
      await new Promise(requestAnimationFrame);
    }
  }`;

async function wheel(page: Page, kind: 'pan' | 'zoom'): Promise<void> {
  await page.evaluate(`(${turnWheel})(${kind === 'zoom'})`);
}

/** Prints the preview's figures. */
export async function benchPreview(): Promise<void> {
  const { closed, open } = await pictures();
  const browser = await chromium.launch({ executablePath: installedBrowser(), args: [...browserArguments] });
  const rows: Row[] = [];
  try {
    for (const [what, diagram] of [
      ['groups closed', closed],
      ['all groups open', open],
    ] as const) {
      const page = await openPage(browser, diagram);
      for (const kind of ['pan', 'zoom'] as const) {
        await wheel(page, kind);
        const times = await frameTimes(page, () => wheel(page, kind));
        const total = times.reduce((sum, time) => sum + time, 0);
        const slow = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
        rows.push({
          what: `${kind}, ${ELEMENTS.toLocaleString('en')} elements, ${what} (${diagram.nodes.length} nodes, ${diagram.edges.length} lines)`,
          measured: `${((times.length / total) * 1_000).toFixed(0)} frames a second, median ${median(times).toFixed(1)} ms, 95 % within ${slow.toFixed(1)} ms`,
          aim: '60 frames a second',
        });
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
  printTable('Preview', rows);
}

if (import.meta.main) await benchPreview();
