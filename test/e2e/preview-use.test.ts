/** The preview as it is used: by keyboard alone, by mouse, with a screen reader's eyes, and after a reload. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import {
  axeViolations,
  drawnIn,
  focused,
  intoTree as intoTreeOf,
  newFile,
  openExport,
  press as pressIn,
  saveAs,
  themes,
} from './preview-page.ts';
import { holds } from './waiting.ts';
import { Workbench } from './workbench.ts';

describe('the packaged extension in the browser: use of the preview', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.hideSideBar();
    await workbench.openFile('dead-letters.arch');
    await workbench.runCommand('Archlint: Open Preview to the Side');
    await workbench.preview('[data-id="deadletters.Ledger"]');
  });
  after(() => workbench?.close());

  const press = (...keys: readonly string[]): Promise<void> => pressIn(workbench, ...keys);
  const intoTree = (): Promise<Frame> => intoTreeOf(workbench);

  it('is walked through by keyboard alone', async () => {
    const frame = await intoTree();
    await press('Home');
    const first = await focused(frame);
    await press('ArrowDown');
    assert.notEqual(await focused(frame), first);
    await frame.locator('.frame.focused').waitFor({ state: 'attached' });
    // A dead-letter queue at its queue's side has no line of its own.
    const isClosed = (): Promise<boolean> => frame.evaluate(() => document.activeElement?.getAttribute('aria-expanded') === 'false');
    for (let steps = 0; steps < 20 && !(await isClosed()); steps++) await press('ArrowDown');
    await press('ArrowRight');
    assert.match(await focused(frame), / (sends to|calls|parks|writes|is subscribed)/);
    await press('ArrowRight');
    assert.match(await focused(frame), /, (queue|topic|service|store)/);
    await press(' ');
    await frame.locator('[data-id].selected').first().waitFor();
    await press('f');
    await frame.locator('.left-out').first().waitFor({ state: 'attached' });
    await workbench.screenshot('preview-focus');
    await press('Escape', 'Escape');
    await frame.locator('.left-out').first().waitFor({ state: 'detached' });
  });

  it('searches, filters, exports and helps by keyboard', async () => {
    const frame = await intoTree();
    await press('/');
    await workbench.page.keyboard.type('refund');
    await frame.locator('.count', { hasText: /1 of \d/ }).waitFor();
    await press('Enter');
    await frame.locator('.count', { hasText: /2 of \d/ }).waitFor();
    await workbench.screenshot('preview-search');
    await press('Escape');
    await intoTree();
    await press('v');
    await frame.locator('.filters').waitFor();
    await workbench.screenshot('preview-filters');
    await press(' ');
    await frame.locator('.node.queue.left-out').first().waitFor();
    await press(' ', 'Escape');
    await openExport(workbench);
    await press('ArrowDown');
    assert.match(await focused(frame), /^PNG/);
    await press('Escape');
    await intoTree();
    await press('?');
    await frame.locator('dialog[open]').waitFor();
    await workbench.screenshot('preview-keys');
    await press('Escape');
  });

  it('tells of an element on hover, and mends it from there', async () => {
    const frame = await workbench.preview();
    const card = frame
      .locator('.card:not([hidden])', { hasText: /^Ledger/ })
      .filter({ hasText: /Nothing catches a message/ })
      .filter({ hasText: /missing-dead-letter-queue/ })
      .filter({ hasText: /at-least-once\s*aws\.sqs/ });
    // A better arrangement that takes the picture's place closes the card: then it is opened again.
    const open = async (timeout: number): Promise<void> => {
      await workbench.page.mouse.move(0, 0);
      await frame.locator('[data-id="deadletters.Ledger"]').hover({ timeout });
    };
    await workbench.until(card, open);
    await workbench.screenshot('preview-card');
    const fix = card.locator('button', { hasText: 'Give Ledger a dead-letter queue' });
    const mended = workbench.page.locator('.view-line', { hasText: /queue\sLedger.*dead-letters/ });
    await workbench.until(mended, async (timeout) => {
      await open(timeout);
      await fix.click({ timeout });
    });
    await workbench.page.locator('.view-line', { hasText: /system\sdeadletters/ }).click();
    await press('Control+z');
    await mended.waitFor({ state: 'detached' });
  });

  it('has nothing that axe objects to, in three themes', async () => {
    const frame = await workbench.preview();
    await workbench.until(frame.locator('.card:not([hidden])'), async () => {
      await intoTree();
      await press('i');
    });
    for (const [theme] of themes) {
      await drawnIn(workbench, frame, theme);
      await holds(async () => assert.deepEqual(await axeViolations(frame), [], theme));
    }
    await press('Escape');
  });

  it('writes the picture to a file', async () => {
    await openExport(workbench);
    await press('Enter');
    await workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Dark' }).click();
    await saveAs(workbench, '.svg');
    const file = await newFile(workbench, new Set(), '.svg');
    assert.match(await readFile(file, 'utf8'), /^<svg [\s\S]*Ledger[\s\S]*<\/svg>\s*$/);
  });

  it('is back as it was after a reload of the window', async () => {
    const frame = await intoTree();
    await press('0', '+', '+', 'p');
    const percent = (): Promise<string | null> => frame.locator('.percent').textContent();
    const before = await percent();
    await frame.locator('[aria-label^="Pinned"]').waitFor();
    await workbench.reload();
    const again = await workbench.preview('[data-id="deadletters.Ledger"]');
    await holds(async () => assert.equal(await again.locator('.percent').textContent(), before));
    await again.locator('[aria-label^="Pinned"]').waitFor();
  });

  it('stays with its file when pinned, beside another one that follows', async () => {
    await workbench.openFile('state.arch');
    await workbench.runCommand('Archlint: Open Preview to the Side');
    await workbench.page.locator('.tab', { hasText: 'Preview state.arch' }).first().waitFor();
    await workbench.page.locator('.tab', { hasText: 'Preview dead-letters.arch' }).first().waitFor();
  });
});

describe('the packaged extension in the browser: Markdown', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({
      'notes.md':
        '# Orders\n\nHow they go.\n\n```arch\nevent Paid { key id  critical }\nqueue Ledger : aws.sqs\nservice Till : aws.ecs { serves pay { sends Paid to Ledger } }\nservice Books : aws.lambda { on Paid from Ledger }\n```\n\nAnd so on.\n',
    });
    await workbench.hideSideBar();
  });
  after(() => workbench?.close());

  it('draws a fenced block, with its findings below, in three themes', async () => {
    await workbench.openFile('notes.md');
    await workbench.runCommand('Markdown: Open Preview to the Side');
    for (const [theme, name] of themes) {
      await workbench.useTheme(theme);
      const frame = await workbench.preview(
        `.archlint-block:not(.archlint-waiting) svg.${{ light: 'light', dark: 'dark', 'high-contrast': 'hc' }[name]}`,
      );
      await frame.locator('.archlint-block [data-id="Ledger"], .archlint-block [data-id$=".Ledger"]').first().waitFor();
      await frame.locator('.archlint-block figcaption', { hasText: 'missing-dead-letter-queue' }).first().waitFor();
      await workbench.screenshot(`markdown-${name}`);
    }
  });
});
