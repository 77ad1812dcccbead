/** The preview as it is used: by keyboard alone, by mouse, with a screen reader's eyes, and after a reload. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { type EditorTheme, Workbench } from './workbench.ts';

const themes: readonly (readonly [EditorTheme, string])[] = [
  ['Default Light Modern', 'light'],
  ['Default Dark Modern', 'dark'],
  ['Default High Contrast', 'high-contrast'],
];

describe('the packaged extension in the browser: use of the preview', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await workbench.runCommand('View: Close Primary Side Bar');
    await workbench.openFile('dead-letters.arch');
    await workbench.runCommand('Archlint: Open Preview to the Side');
    await workbench.preview('[data-id="deadletters.Ledger"]');
  });
  afterEach(function () {
    return this.currentTest?.isFailed() === true ? workbench?.screenshot(`failed-${this.currentTest.title}`) : undefined;
  });
  after(() => workbench?.close());

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };
  /** What has the focus in the preview, as a screen reader names it. */
  const focused = (frame: Frame): Promise<string> =>
    frame.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  /** Brings the keyboard's focus to the tree of elements. */
  const intoTree = async (): Promise<Frame> => {
    const frame = await workbench.preview();
    // What VS Code still has to do may take the focus back, so it is asked again.
    for (let attempt = 0; attempt < 5 && !(await frame.evaluate(() => document.hasFocus())); attempt++) {
      await press('Control+2');
      await workbench.page.waitForTimeout(600);
    }
    assert.ok(await frame.evaluate(() => document.hasFocus()), 'The preview does not take the focus.');
    for (let tabs = 0; tabs < 30; tabs++) {
      if (await frame.evaluate(() => document.activeElement?.getAttribute('role') === 'treeitem')) return frame;
      await press('Tab');
    }
    throw new Error('The elements cannot be reached with Tab.');
  };

  it('is walked through by keyboard alone', async () => {
    const frame = await intoTree();
    await press('Home');
    const first = await focused(frame);
    await press('ArrowDown');
    assert.notEqual(await focused(frame), first);
    await frame.locator('.frame.focused').waitFor({ state: 'attached' });
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
    await intoTree();
    await press('x');
    await frame.locator('.menu').waitFor();
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
    const card = frame.locator('.card:not([hidden])', { hasText: /^Ledger/ });
    // A better arrangement that takes the picture's place closes the card: then it is opened again.
    const open = async (): Promise<void> => {
      await workbench.page.mouse.move(0, 0);
      await frame.locator('[data-id="deadletters.Ledger"]').hover();
    };
    let text = '';
    await workbench.until(card, async () => {
      await open();
      text = (await card.textContent({ timeout: 2000 }).catch(() => null)) ?? text;
    });
    await workbench.screenshot('preview-card');
    assert.match(text, /Nothing catches a message/);
    assert.match(text, /missing-dead-letter-queue/);
    assert.match(text, /at-least-once\s*aws\.sqs/);
    const fix = card.locator('button', { hasText: 'Give Ledger a dead-letter queue' });
    await workbench.until(workbench.page.locator('.view-line', { hasText: /queue\sLedger.*dead-letters/ }), async () => {
      await open();
      await fix.click({ timeout: 2000 }).catch(() => undefined);
    });
    await workbench.page.locator('.view-line', { hasText: /system\sdeadletters/ }).click();
    await press('Control+z');
  });

  it('has nothing that axe objects to, in three themes', async () => {
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const frame = await intoTree();
    await press('i');
    await frame.locator('.card:not([hidden])').waitFor();
    await frame.evaluate(source);
    for (const [theme] of themes) {
      await workbench.useTheme(theme);
      await workbench.page.waitForTimeout(600);
      const violations = await frame.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
      });
      assert.deepEqual(violations, [], theme);
    }
    await press('Escape');
  });

  it('writes the picture to a file', async () => {
    await intoTree();
    await press('x', 'Enter');
    const input = workbench.page.locator('.quick-input-widget');
    await input.locator('.monaco-list-row', { hasText: 'Dark' }).waitFor();
    await press('Enter');
    await input.locator('.quick-input-titlebar', { hasText: 'Export the diagram' }).waitFor();
    await workbench.page.waitForTimeout(800);
    await press('Enter');
    const end = Date.now() + 20_000;
    let files: readonly string[] = [];
    while (!files.some((name) => name.endsWith('.svg')) && Date.now() < end) {
      await workbench.page.waitForTimeout(200);
      files = await readdir(workbench.folder);
    }
    const file = files.find((name) => name.endsWith('.svg'));
    assert.ok(file, files.join(', '));
    assert.match(await readFile(join(workbench.folder, file), 'utf8'), /^<svg [\s\S]*Ledger[\s\S]*<\/svg>\s*$/);
  });

  it('is back as it was after a reload of the window', async () => {
    const frame = await intoTree();
    await press('0', '+', '+', 'p');
    const percent = (): Promise<string | null> => frame.locator('.percent').textContent();
    const before = await percent();
    await frame.locator('[aria-label^="Pinned"]').waitFor();
    await workbench.page.waitForTimeout(1000);
    await workbench.reload();
    const again = await workbench.preview('[data-id="deadletters.Ledger"]');
    assert.equal(await again.locator('.percent').textContent(), before);
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
    await workbench.runCommand('View: Close Primary Side Bar');
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
      assert.ok((await frame.locator('.archlint-block [data-id="Ledger"], .archlint-block [data-id$=".Ledger"]').count()) > 0);
      assert.match((await frame.locator('.archlint-block figcaption').textContent()) ?? '', /missing-dead-letter-queue/);
      await workbench.screenshot(`markdown-${name}`);
    }
  });
});
