import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/lib.ts';
import { drawnIn } from './preview-page.ts';
import { holds } from './waiting.ts';
import { type EditorTheme, Workbench } from './workbench.ts';

describe('the packaged extension in the browser: preview', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.hideSideBar();
  });
  after(() => workbench?.close());

  async function openPreview(path: string): Promise<void> {
    await workbench.openFile(path);
    await workbench.runCommand('Archlint: Open Preview to the Side');
  }

  it('draws the design, in the editor’s theme as it changes', async () => {
    await workbench.useTheme('Default Light Modern');
    await openPreview('shop/warehouse.arch');
    const themes: readonly (readonly [EditorTheme, string])[] = [
      ['Default Light Modern', 'preview-light'],
      ['Default Dark Modern', 'preview-dark'],
      ['Default High Contrast', 'preview-high-contrast'],
    ];
    const backgrounds = new Set<string>();
    let shown = '';
    for (const [theme, name] of themes) {
      const frame = await workbench.preview();
      await drawnIn(workbench, frame, theme);
      await holds(async () => {
        const background = await frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.ok(!backgrounds.has(background), `The background is ${background} as in another theme.`);
        shown = background;
      });
      backgrounds.add(shown);
      await workbench.screenshot(name);
    }
    assert.equal(backgrounds.size, 3);
    await workbench.useTheme('Default Light Modern');
  });

  it('selects with a click and goes to the source with a double click', async () => {
    const frame = await workbench.preview('[data-id="shop.Robots"]');
    await frame.locator('[aria-label^="Fit"]').click();
    const robots = frame.locator('[data-id="shop.Robots"]');
    await workbench.until(frame.locator('[data-id="shop.Robots"].selected'), (timeout) => robots.click({ timeout }));
    await holds(async () => assert.ok((await frame.locator('.lit').count()) >= 3, 'What Robots is connected to is not lit.'));
    await workbench.screenshot('preview-selected');
    await workbench.until(workbench.cursorAt(/Ln 19\b/), (timeout) => robots.dblclick({ timeout }));
  });

  it('lights what the cursor is in', async () => {
    await workbench.goTo(24, 8);
    await workbench.preview('[data-id="shop.Bench"].at-cursor');
    await workbench.screenshot('preview-cursor');
  });

  it('zooms and fits by keyboard', async () => {
    const frame = await workbench.preview();
    const scale = (): Promise<string> => frame.evaluate(() => document.querySelector<HTMLElement>('.sheet')?.style.transform ?? '');
    await frame.locator('[role="treeitem"]').first().focus();
    // What was moved by hand is fitted as a whole, whatever was before.
    for (const key of ['+', '0']) await frame.press('body', key);
    const fitted = await scale();
    await frame.press('body', '+');
    assert.notEqual(await scale(), fitted);
    await frame.press('body', '0');
    assert.equal(await scale(), fitted);
    const scrolled = await frame.locator('.stage').evaluate((stage) => {
      stage.scrollTo(40, 40);
      return [stage.scrollLeft, stage.scrollTop];
    });
    assert.deepEqual(scrolled, [0, 0], 'The stage can be scrolled away from under the picture.');
  });

  it('keeps the last good picture while the text is broken', async () => {
    // The focus is in the preview; a click brings it back to the text.
    await workbench.page.locator('.view-line', { hasText: /service\sNight/ }).click();
    await workbench.goTo(1, 1);
    await workbench.type('system { { ');
    await workbench.preview('.notice:not([hidden])');
    const frame = await workbench.preview('[data-id="shop.Robots"]');
    await holds(async () => {
      const [stage, notice] = await Promise.all(['.stage', '.notice'].map((selector) => frame.locator(selector).boundingBox()));
      assert.ok(stage && notice && notice.y >= stage.y + stage.height - 32, 'The notice covers the picture.');
    });
    await workbench.screenshot('preview-broken-text');
    await workbench.revert();
    await frame.locator('.notice').waitFor({ state: 'hidden' });
  });

  it('draws the largest example', async () => {
    await workbench.closeAll();
    await openPreview('systems/payments.arch');
    const frame = await workbench.preview('[data-id="payments.PaymentDb"]');
    await workbench.page.waitForTimeout(500);
    await workbench.screenshot('preview-largest');
    await holds(async () => assert.ok((await frame.locator('[role="treeitem"]').count()) > 15));
  });

  it('shows the first design of the README as the README does', async () => {
    await workbench.closeAll();
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const design = /^```arch\n([\s\S]*?)^```/m.exec(readme)?.[1];
    assert.ok(design, 'The README has no design.');
    await mkdir(join(workbench.folder, 'first'));
    await writeFile(join(workbench.folder, 'first/orders.arch'), design);
    await writeFile(join(workbench.folder, 'first/archlint.json'), '{}\n');
    await workbench.page.setViewportSize({ width: 1440, height: 780 });
    await openPreview('first/orders.arch');
    await workbench.preview('[data-id="shop.Statistics"]');
    await workbench.squiggles('error').first().waitFor();
    await workbench.page.locator('.view-line', { hasText: /service\sStatistics/ }).click({ position: { x: 320, y: 8 } });
    await workbench.preview('[data-id="shop.Statistics"].at-cursor');
    await workbench.page.waitForTimeout(500);
    await workbench.screenshot('readme');
  });

  it('is back after a reload of the window', async () => {
    await workbench.preview('[data-id="shop.Statistics"]');
    await workbench.reload();
    await workbench.preview('[data-id="shop.Statistics"]');
  });

  it('loads nothing from outside and runs no script of the picture', async () => {
    const frame = await workbench.preview();
    const policy = await frame.evaluate(
      () => document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '',
    );
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(await frame.locator('svg script, svg image[href^="http"]').count(), 0);
  });
});
