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
    await rows
      .filter({ hasText: /archlint.*missing-compensation/ })
      .first()
      .waitFor();
    await workbench.screenshot('problems');
    await workbench.page.keyboard.press('Control+j');
  });

  it('shows what an element is on hover', async () => {
    await workbench.openFile('dead-letters.arch');
    await workbench.goTo(28, 10);
    // Findings that come late close it.
    await workbench.until(workbench.page.locator('.monaco-hover:visible', { hasText: /Ledger|missing-dead-letter-queue/ }), () =>
      workbench.runCommand('Show or Focus Hover'),
    );
    await workbench.screenshot('hover');
  });

  it('offers a quick fix and applies it', async () => {
    const { page } = workbench;
    await workbench.openFile('dead-letters.arch');
    await workbench.takeFix(
      { title: 'Give Ledger a dead-letter queue', isFirst: true },
      { beforehand: () => workbench.goTo(28, 10), screenshot: 'quick-fix' },
    );
    const mended = page.locator('.view-line', { hasText: /queue\sLedger.*dead-letters/ }).first();
    await mended.waitFor();
    await page.keyboard.press('Control+z');
    await mended.waitFor({ state: 'detached' });
  });

  it('completes as one types', async () => {
    const { page } = workbench;
    await workbench.openFile('idempotency.arch');
    await workbench.goTo(38, 1);
    await page.keyboard.press('Enter');
    await workbench.type('  on OrderPlaced from ');
    await workbench.until(page.locator('.suggest-widget .monaco-list-row', { hasText: 'Archive' }), () =>
      page.keyboard.press('Control+Space'),
    );
    await workbench.screenshot('completion');
    await page.keyboard.press('Escape');
    await workbench.closeAll();
  });
});
