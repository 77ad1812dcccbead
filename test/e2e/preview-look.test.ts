/** What the preview shows beside the picture, and how the picture is shown: legend, groups, font, bitmaps, the other ways of looking. */
import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import { type Font, type FontWeight, measure } from '../../diagram/text/measure.ts';
import {
  axeViolations,
  clickPart,
  drawnIn,
  focused,
  intoPreview,
  intoTree,
  newFile,
  openExport,
  press,
  readBitmap,
  saveAs,
  tabTo,
  themes,
} from './preview-page.ts';
import { holds } from './waiting.ts';
import { Workbench } from './workbench.ts';

describe('the packaged extension in the browser: looks of the preview', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.hideSideBar();
  });
  after(() => workbench?.close());

  async function open(path: string, part: string): Promise<Frame> {
    // Beside the preview, not in its place.
    await press(workbench, 'Control+1');
    await workbench.openFile(path);
    await workbench.runCommand('Archlint: Open Preview to the Side');
    return await workbench.preview(`[data-id="${part}"]`);
  }

  describe('the legend', () => {
    it('stands below the picture and covers nothing, in three themes', async () => {
      const frame = await open('shop/warehouse.arch', 'shop.Robots');
      for (const [theme, name] of themes) {
        await drawnIn(workbench, frame, theme);
        await holds(async () => {
          const texts = await frame.locator('.legend li').allTextContents();
          for (const text of ['service', 'queue', 'dead letters', 'call', 'message', 'via outbox', 'error'])
            assert.ok(texts.includes(text), `${text} is not explained: ${texts.join(', ')}`);
          assert.ok(!texts.includes('stream') && !texts.includes('cache'), 'Something is explained that does not occur.');
          const [stage, legend] = await Promise.all(['.stage', '.legend'].map((selector) => frame.locator(selector).boundingBox()));
          assert.ok(stage && legend && legend.y >= stage.y + stage.height - 0.5, 'The legend lies over the picture.');
          assert.ok(legend.height > 20 && legend.height <= 112);
        });
        await workbench.screenshot(`preview-legend-${name}`);
      }
    });

    it('is hidden and shown by key and button, and later previews remember', async () => {
      const frame = await intoTree(workbench);
      await press(workbench, 'k');
      await frame.locator('.legend').waitFor({ state: 'hidden' });
      await frame.locator('[aria-label="Legend (k)"][aria-pressed="false"]').click();
      await frame.locator('.legend').waitFor();
      await frame.locator('.legend button').click();
      await frame.locator('.legend').waitFor({ state: 'hidden' });
      const tab = workbench.page.locator('.tab', { hasText: 'Preview warehouse.arch' }).first();
      await tab.click();
      await workbench.runCommand('View: Close Editor');
      await tab.waitFor({ state: 'detached' });
      // What is looked at next is not the one that is going.
      await holds(async () => assert.ok(frame.isDetached(), 'The preview is still there.'));
      const later = await open('shop/warehouse.arch', 'shop.Robots');
      await later.locator('.legend').waitFor({ state: 'hidden' });
      await later.locator('[aria-label="Legend (k)"]').click();
      await later.locator('.legend').waitFor();
    });
  });

  describe('groups', () => {
    const group = '[role="treeitem"][data-key="shop.warehouse"]';

    it('are closed and opened at the mark before their title', async () => {
      const frame = await open('shop/warehouse.arch', 'shop.Robots');
      await clickPart(frame.locator('[data-fold="shop.warehouse"]'));
      const closed = frame.locator('.node.group[data-id="shop.warehouse"]');
      await closed.waitFor();
      await holds(async () => {
        assert.match((await closed.textContent()) ?? '', /9 elements/);
        assert.match((await closed.getAttribute('aria-label')) ?? '', /^Warehouse, group, 9 elements, \d+ findings$/);
        assert.equal(await frame.locator('.badge[data-of="shop.warehouse"]').count(), 1);
        assert.equal(await frame.locator(group).getAttribute('aria-expanded'), 'false');
        assert.equal(await frame.locator('[data-id="shop.Robots"]').count(), 0);
      });
      await workbench.screenshot('preview-closed-group');
      await clickPart(frame.locator('[data-fold="shop.warehouse"]'));
      await frame.locator('[data-id="shop.Robots"]').waitFor();
      await frame.locator(`${group}[aria-expanded="true"]`).waitFor({ state: 'attached' });
    });

    it('are closed and opened in the tree with the arrow keys, and a screen reader hears of it', async () => {
      const frame = await intoTree(workbench);
      await press(workbench, 'Home');
      for (let steps = 0; steps < 40 && !/^Warehouse, group/.test(await focused(frame)); steps++) await press(workbench, 'ArrowDown');
      assert.match(await focused(frame), /^Warehouse, group/);
      await press(workbench, 'ArrowLeft');
      await frame.locator(`${group}[aria-expanded="false"]`).waitFor({ state: 'attached' });
      await frame.locator('[aria-live]', { hasText: /Warehouse is closed: 9 elements\./ }).waitFor({ state: 'attached' });
      await holds(async () => assert.match(await focused(frame), /^Warehouse, group, 9 elements/, 'The focus is lost.'));
      await press(workbench, 'ArrowDown');
      assert.match(await focused(frame), /Warehouse/, 'The relations of a closed group do not follow it.');
      await press(workbench, 'ArrowUp', 'ArrowRight');
      await frame.locator(`${group}[aria-expanded="true"]`).waitFor({ state: 'attached' });
      await frame.locator('[aria-live]', { hasText: /Warehouse is open\./ }).waitFor({ state: 'attached' });
      await press(workbench, 'ArrowRight');
      assert.doesNotMatch(await focused(frame), /^Warehouse, group/);
    });
  });

  describe('names', () => {
    it('are as wide as they were measured and fit their shapes, whatever the editor’s font', async () => {
      const frame = await open('shop/warehouse.arch', 'shop.Robots');
      const texts = async (): Promise<
        readonly { readonly text: string; readonly font: Font; readonly width: number; readonly over: number }[]
      > =>
        await frame.evaluate(async () => {
          await document.fonts.ready;
          return [...document.querySelectorAll<SVGTextElement>('.sheet text')].map((text) => {
            const style = getComputedStyle(text);
            const outline = text.closest('.node:not(.actor)')?.querySelector<SVGGraphicsElement>('.outline')?.getBBox();
            const box = text.getBBox();
            return {
              text: text.textContent,
              font: { size: Number.parseFloat(style.fontSize), weight: Number(style.fontWeight) as FontWeight },
              width: text.getComputedTextLength(),
              over: outline === undefined ? 0 : Math.max(0, outline.x - box.x, box.x + box.width - outline.x - outline.width),
            };
          });
        });
      for (const font of [undefined, 'DejaVu Sans Mono, monospace']) {
        if (font !== undefined)
          await frame.evaluate((value) => document.documentElement.style.setProperty('--vscode-font-family', value), font);
        // A weight of the font is loaded when it is used first.
        await holds(async () => {
          const found = await texts();
          assert.ok(found.length > 20, `${found.length} texts.`);
          for (const { text, font: used, width, over } of found) {
            const measured = measure(text, used);
            // Kerning draws some pairs together.
            assert.ok(width <= measured + 0.1 && width > measured * 0.93, `${text} is ${width} wide, and was measured ${measured}.`);
            assert.equal(over, 0, `${text} reaches over its shape.`);
          }
        });
      }
      await holds(async () => {
        const loaded = await frame.evaluate(
          () => [...document.fonts].filter(({ family, status }) => family.includes('Archlint Inter') && status === 'loaded').length,
        );
        assert.ok(loaded >= 3, `${loaded} weights of the font are loaded.`);
      });
    });
  });

  describe('bitmaps', () => {
    /** Exports by the menu, from the keyboard, and returns what is in the file. */
    async function exported(entry: string, ending: string): Promise<Buffer> {
      const known = new Set(await readdir(workbench.folder));
      const frame = await openExport(workbench);
      for (let steps = 0; steps < 10 && (await focused(frame)) !== entry; steps++) await press(workbench, 'ArrowDown');
      assert.equal(await focused(frame), entry);
      await press(workbench, 'Enter');
      const input = workbench.page.locator('.quick-input-widget');
      await input.locator('.monaco-list-row', { hasText: 'Light' }).click();
      await saveAs(workbench, `.${ending}`);
      const file = await newFile(workbench, known, `.${ending}`);
      const content = await readFile(file);
      // The next one is proposed the same name.
      await rm(file);
      return content;
    }

    /** The picture's own size. */
    async function sizeOfPicture(): Promise<readonly [width: number, height: number]> {
      const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec((await exported('SVG…', 'svg')).toString()) ?? [];
      return [Number(width), Number(height)];
    }

    /** Makes a bitmap of a picture, which a better arrangement may replace meanwhile: once more then. */
    async function ofOnePicture<T>(
      make: () => Promise<T>,
    ): Promise<{ readonly bitmap: T; readonly width: number; readonly height: number }> {
      for (;;) {
        const [width, height] = await sizeOfPicture();
        const bitmap = await make();
        const [widthAfter, heightAfter] = await sizeOfPicture();
        if (width === widthAfter && height === heightAfter) return { bitmap, width, height };
      }
    }

    it('are written as large as the picture, and twice as large, with the picture on them', async () => {
      await open('dead-letters.arch', 'deadletters.Ledger');
      for (const [entry, scale] of [
        ['PNG…', 1],
        ['PNG, twice as large…', 2],
      ] as const) {
        const { bitmap: png, width, height } = await ofOnePicture(() => exported(entry, 'png'));
        assert.equal(png.subarray(1, 4).toString(), 'PNG');
        const bitmap = await readBitmap(workbench.page, png.toString('base64'));
        assert.ok(Math.abs(bitmap.width - width * scale) <= 1, `${bitmap.width} wide, the picture is ${width}.`);
        assert.ok(Math.abs(bitmap.height - height * scale) <= 1, `${bitmap.height} high, the picture is ${height}.`);
        assert.ok(bitmap.colours > 100 && bitmap.drawn > 0.05 && bitmap.drawn < 0.95, JSON.stringify(bitmap));
      }
    });

    it('are copied to the clipboard', async () => {
      await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const { bitmap, width, height } = await ofOnePicture(async () => {
        const frame = await openExport(workbench);
        await press(workbench, 'End', 'Enter');
        await frame.locator('.toast', { hasText: 'The picture is in the clipboard.' }).waitFor();
        const copied = await frame.evaluate(async () => {
          const [item] = await navigator.clipboard.read();
          const blob = await item?.getType('image/png');
          if (blob === undefined) throw new Error('There is no image in the clipboard.');
          const bytes = new Uint8Array(await blob.arrayBuffer());
          return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
        });
        return await readBitmap(frame, copied);
      });
      assert.ok(Math.abs(bitmap.width - 2 * width) <= 1 && Math.abs(bitmap.height - 2 * height) <= 1, JSON.stringify(bitmap));
      assert.ok(bitmap.colours > 100 && bitmap.drawn > 0.05, JSON.stringify(bitmap));
    });
  });

  describe('the other ways of looking', () => {
    const ways = ['Architecture', 'Flow', 'States'] as const;
    /** Goes to a way of looking by keyboard alone. */
    async function goTo(way: (typeof ways)[number]): Promise<Frame> {
      const frame = await intoPreview(workbench);
      const button = `.switch button:nth-child(${ways.indexOf(way) + 1})`;
      await tabTo(workbench, frame, button);
      await press(workbench, 'Enter');
      await frame.locator(`${button}[aria-pressed="true"]`).waitFor();
      return frame;
    }

    before(() => open('coordination.arch', 'orchestrated.Order'));

    it('are walked through by keyboard alone', async () => {
      const flow = await goTo('Flow');
      await flow.locator('.run-rows [data-step]').first().waitFor();
      // The sequence diagram is a region that can be reached, and the run goes on from wherever one is.
      await tabTo(workbench, flow, '.run-sheet');
      await press(workbench, 'Home', 'ArrowRight');
      await flow.locator('.transport .count', { hasText: /^Step 2 of/ }).waitFor();
      await flow.locator('[aria-live]', { hasText: /^Step 2 of/ }).waitFor({ state: 'attached' });
      await press(workbench, 'End');
      const last = await flow.locator('.run-rows [data-step]').count();
      await flow.locator('.transport .count', { hasText: `Step ${last} of ${last}` }).waitFor();
      await tabTo(workbench, flow, '.transport .play');
      await tabTo(workbench, flow, 'select[aria-label="Run"]');
      await press(workbench, 'End');
      await flow.locator('.run-title').waitFor();
      const states = await goTo('States');
      await states.locator('[data-id]', { hasText: 'Reserve' }).first().waitFor();
      await intoTree(workbench);
      await press(workbench, 'Home', 'ArrowDown');
      await states.locator('.frame.focused').first().waitFor({ state: 'attached' });
      await tabTo(workbench, states, 'select[aria-label="Of"]');
      await press(workbench, 'ArrowDown');
      await states.locator('[data-id]', { hasText: 'Charge' }).first().waitFor();
      const architecture = await goTo('Architecture');
      await architecture.locator('[data-id="orchestrated.Order"]').waitFor();
    });

    for (const name of ['Flow', 'States']) {
      it(`${name} has nothing that axe objects to, in three themes`, async () => {
        const frame = await workbench.preview('.switch');
        await frame.locator('.switch button', { hasText: name }).click();
        await frame
          .locator(name === 'Flow' ? '.run-rows [data-step]' : '[data-id]:has-text("Reserve")')
          .first()
          .waitFor();
        if (name === 'Flow') await frame.locator('.run-rows .step.fault').first().click();
        for (const [theme, shade] of themes) {
          await drawnIn(workbench, frame, theme);
          await holds(async () => assert.deepEqual(await axeViolations(frame), [], `${name}, ${theme}`));
          await workbench.screenshot(`preview-${name.toLowerCase()}-${shade}`);
        }
      });
    }

    it('Flow keeps every step in sight, in a picture that is larger than the preview', async () => {
      await workbench.useTheme('Default Light Modern');
      await goTo('Architecture');
      await open('systems/payments.arch', 'payments.PaymentDb');
      const frame = await goTo('Flow');
      await frame.locator('.run-rows [data-step]').first().waitFor();
      await tabTo(workbench, frame, '.run-sheet');
      await press(workbench, 'Home');
      const steps = await frame.locator('.run-rows [data-step]').count();
      assert.ok(steps > 20);
      const places = new Set<string>();
      const rooms = new Set<number>();
      for (let step = 1; step <= steps; step++) {
        await frame.locator('.transport .count', { hasText: `Step ${step} of ${steps}` }).waitFor();
        const look = (): Promise<{ readonly shapes: number; readonly hidden: number; readonly place: string; readonly room: number }> =>
          frame.evaluate(async () => {
            // Where there is less room for the picture, the page hears of it before it is painted.
            for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
            const stage = document.querySelector('.stage')?.getBoundingClientRect();
            const shapes = [...document.querySelectorAll('.overlay .acting')].map((shape) => shape.getBoundingClientRect());
            const isInSight = ({ left, right, top, bottom }: DOMRect): boolean =>
              stage !== undefined && left >= stage.left && right <= stage.right && top >= stage.top && bottom <= stage.bottom;
            return {
              shapes: shapes.length,
              hidden: shapes.filter((shape) => !isInSight(shape)).length,
              place: document.querySelector<HTMLElement>('.sheet')?.style.transform ?? '',
              room: stage?.height ?? 0,
            };
          });
        let seen = await look();
        // A better arrangement may take the picture's place between the two.
        await holds(async () => {
          seen = await look();
          assert.ok(seen.shapes > 0, `Step ${step} is nowhere in the picture.`);
          assert.equal(seen.hidden, 0, `Step ${step} is out of sight.`);
        });
        places.add(seen.place);
        rooms.add(seen.room);
        await press(workbench, 'ArrowRight');
      }
      assert.ok(places.size > 1, 'The picture has not moved at all.');
      assert.equal(rooms.size, 1, 'The controls grow and shrink from step to step, and the picture jumps.');
      await workbench.screenshot('preview-flow-followed');
    });
  });
});
