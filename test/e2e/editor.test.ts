import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

describe('the packaged extension in the browser: editor', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
  });
  after(() => workbench?.close());

  it('underlines findings and lists them', async () => {
    await workbench.useTheme('Default Dark Modern');
    await workbench.openFile('dead-letters.arch');
    await workbench.squiggles('error').first().waitFor();
    await workbench.screenshot('editor');
    await workbench.runCommand('Problems: Focus on Problems View');
    const rows = workbench.page.locator('.markers-panel .monaco-list-row');
    await rows.nth(3).waitFor();
    assert.match((await rows.allTextContents()).join('\n'), /archlint.*missing-compensation/);
    await workbench.screenshot('problems');
    await workbench.page.keyboard.press('Control+j');
  });

  it('shows what an element is on hover', async () => {
    await workbench.openFile('dead-letters.arch');
    await workbench.goTo(28, 10);
    await workbench.runCommand('Show or Focus Hover');
    const hover = workbench.page.locator('.monaco-hover:visible').first();
    await hover.waitFor();
    await workbench.screenshot('hover');
    assert.match((await hover.textContent()) ?? '', /Ledger|missing-dead-letter-queue/);
  });

  it('offers a quick fix and applies it', async () => {
    const { page } = workbench;
    await workbench.openFile('dead-letters.arch');
    await workbench.goTo(28, 10);
    await page.keyboard.press('Control+.');
    const menu = page.locator('.action-widget .monaco-list-row');
    await menu.first().waitFor();
    await workbench.screenshot('quick-fix');
    await page.keyboard.press('Enter');
    await page
      .locator('.view-line', { hasText: /queue\sLedger.*dead-letters/ })
      .first()
      .waitFor();
    await page.keyboard.press('Control+z');
  });

  it('completes as one types', async () => {
    const { page } = workbench;
    await workbench.openFile('idempotency.arch');
    await workbench.goTo(38, 1);
    await page.keyboard.press('Enter');
    await workbench.type('  on OrderPlaced from ');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'Archive' }).first().waitFor();
    await workbench.screenshot('completion');
    await page.keyboard.press('Escape');
    await workbench.closeAll();
  });
});
