/** A VS Code with the packaged extension installed, driven as a user would: keyboard, mouse, and what is on the screen. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors, type Frame, type Locator, type Page } from 'playwright-core';
import { root } from '../../scripts/lib.ts';
import { sessionOf } from './sessions.ts';
import { patience } from './waiting.ts';

/** The editor's themes that the tests look at. */
export type EditorTheme = 'Default Light Modern' | 'Default Dark Modern' | 'Default High Contrast';

/** How long what an action leads to is waited for before it is done again, the first time, in milliseconds; each time is twice as long as the one before. */
const shortest = 2_000;
const longest = patience / 3;

const settings = {
  // What a test breaks is not saved behind its back: reverting would find the broken text on disk.
  'files.autoSave': 'off',
  'chat.disableAIFeatures': true,
  'editor.fontSize': 13,
  'editor.minimap.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export class Workbench {
  static readonly #opened = new Set<Workbench>();
  readonly page: Page;
  /** The workspace, a copy of `test/corpus`. */
  readonly folder: string;
  readonly #home: string;

  private constructor(page: Page, folder: string, home: string) {
    this.page = page;
    this.folder = folder;
    this.#home = home;
  }

  /**
   * Opens a workspace of its own in a window of its own.
   * @param files more files of the workspace, text by path
   * @param options `restricted`: nobody trusts the workspace
   * @throws when the package does not install or VS Code does not start
   */
  static async open(files: Readonly<Record<string, string>> = {}, options: { readonly restricted?: boolean } = {}): Promise<Workbench> {
    const { server, context } = await sessionOf(options.restricted === true);
    const home = await mkdtemp(join(tmpdir(), 'archlint-e2e-'));
    const folder = join(home, 'designs');
    await cp(join(root, 'test/corpus'), folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
    await mkdir(join(folder, '.vscode'));
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
    const page = await context.newPage();
    await page.goto(server.address({ folder }));
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    const workbench = new Workbench(page, folder, home);
    Workbench.#opened.add(workbench);
    // The settings of a workspace come too late to keep it closed.
    await workbench.#hide('.part.auxiliarybar', 'Control+Alt+b', 'View: Hide Secondary Side Bar');
    return workbench;
  }

  /** Takes a picture of every window that is open. */
  static async screenshotAll(name: string): Promise<void> {
    for (const workbench of Workbench.#opened) await workbench.screenshot(name);
  }

  /** Leaves the window, which ends its extension host, and removes the workspace. */
  async close(): Promise<void> {
    Workbench.#opened.delete(this);
    await this.page.goto('about:blank');
    await this.page.close();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Gives the editors the whole width. */
  async hideSideBar(): Promise<void> {
    await this.#hide('.part.sidebar', 'Control+b', 'View: Close Primary Side Bar');
  }

  /** Hides a part of the window, if it shows, by its key, or where the key leads elsewhere by its command. */
  async #hide(part: string, key: string, command: string): Promise<void> {
    const shown = this.page.locator(part);
    if (!(await shown.isVisible())) return;
    await this.page.keyboard.press(key);
    try {
      await shown.waitFor({ state: 'hidden', timeout: 2 * shortest });
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
      if (await shown.isVisible()) await this.runCommand(command);
    }
  }

  /** Opens a file of the workspace by typing its name. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.#choose('Control+p', path, { label: name, leadsTo: this.page.locator('.tab.active', { hasText: name }).first() });
  }

  /** Runs a command by its title in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.#choose('F1', `>${title}`, { label: title });
  }

  /** Puts the cursor on a line and column of the active editor, both counted from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#choose('Control+g', `:${line}:${column}`, { leadsTo: this.cursorAt(new RegExp(`Ln ${line}, Col ${column}\\b`)) });
  }

  /** What tells where the cursor of the active editor is, once it is there. */
  cursorAt(place: RegExp): Locator {
    return this.page.locator('.editor-status-position, [id="status.editor.selection"]', { hasText: place }).first();
  }

  /** Types into the active editor, once it has the focus. */
  async type(text: string): Promise<void> {
    await this.page.locator('.monaco-editor.focused').first().waitFor();
    await this.page.keyboard.type(text);
  }

  /** Reloads the window and waits until it is a new one. */
  async reload(): Promise<void> {
    const title = 'Developer: Reload Window';
    let isGone = false;
    const begun = this.page.waitForEvent('framenavigated', (frame) => frame === this.page.mainFrame());
    const left = begun.then(() => {
      isGone = true;
    });
    const loaded = this.page.waitForEvent('load');
    // Where the window goes while it is looked at, the command is not run once more in the new one.
    await Promise.all([left, loaded, this.#choose('F1', `>${title}`, { label: title, isOver: () => isGone })]);
  }

  /** Drops the active editor's changes. */
  async revert(): Promise<void> {
    await this.runCommand('File: Revert File');
    await this.page.locator('.tab.active.dirty').first().waitFor({ state: 'detached' });
  }

  /** Drops the active editor's changes and closes all. */
  async closeAll(): Promise<void> {
    await this.revert();
    await this.runCommand('View: Close All Editors');
    await this.page.locator('.editor-instance').first().waitFor({ state: 'detached' });
  }

  /**
   * Opens the quick fixes at the cursor and takes one. Findings that come late close the menu: then it is opened again.
   * @param fix what its row says, and maybe more of the row
   * @param options `beforehand`: brings the cursor to its place, each time anew; `screenshot`: the name of a picture of the open menu
   */
  async takeFix(
    fix: { readonly title: string | RegExp; readonly isFirst?: boolean },
    options: { readonly beforehand?: () => Promise<void>; readonly screenshot?: string } = {},
  ): Promise<void> {
    const menu = this.page.locator('.action-widget').first();
    const row = menu.locator(`.monaco-list-row${fix.isFirst === true ? '.focused' : ''}`, { hasText: fix.title }).first();
    // Opening it anew calls off what was asked for before, so the server has to catch up first with all that was typed.
    const end = Date.now() + 2 * patience;
    for (let wait = shortest; ; wait = Math.min(2 * wait, longest)) {
      try {
        await options.beforehand?.();
        await this.page.keyboard.press('Control+.');
        await row.waitFor({ timeout: wait });
        if (options.screenshot !== undefined) await this.screenshot(options.screenshot);
        // Finds the row and clicks it at one go: a key would go to the text if the menu has closed meanwhile.
        await row.dispatchEvent('click', undefined, { timeout: wait });
        await menu.waitFor({ state: 'hidden', timeout: wait });
        return;
      } catch (error) {
        if (!(error instanceof errors.TimeoutError) || Date.now() > end) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /**
   * Types into VS Code's input at the top and takes the row with that very label, or without one presses Enter once there is any. The first row is not always the one
   * that is meant: before what was typed is heeded, the list shows what was used last. What opens may be closed by something late, and does not learn of a command that
   * comes later, so it is tried again, with more time each time: a busy machine is slow to list files.
   * @param wanted `leadsTo`: what is seen once it is done; `isOver`: whether it need not be tried again
   */
  async #choose(
    key: string,
    text: string,
    wanted: { readonly label?: string; readonly leadsTo?: Locator; readonly isOver?: () => boolean },
  ): Promise<void> {
    const { label, leadsTo, isOver } = wanted;
    const widget = this.page.locator('.quick-input-widget');
    const rows = widget.locator('.monaco-list-row');
    const named = label === undefined ? undefined : this.page.locator('.label-name').getByText(label, { exact: true });
    const end = Date.now() + patience;
    for (let wait = shortest; ; wait = Math.min(2 * wait, longest)) {
      try {
        await this.page.keyboard.press(key);
        await widget.locator('input').fill(text, { timeout: wait });
        if (named === undefined) {
          await rows.first().waitFor({ timeout: wait });
          await this.page.keyboard.press('Enter');
          // Finds the row and clicks it at one go: a list that is still filling gives the place under a mouse to another row.
        } else await rows.filter({ has: named }).first().dispatchEvent('click', undefined, { timeout: wait });
        await widget.waitFor({ state: 'hidden', timeout: wait });
        await leadsTo?.waitFor({ timeout: wait });
        return;
      } catch (error) {
        if (isOver?.() === true) return;
        if (Date.now() > end) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Changes the editor's theme, live. */
  async useTheme(theme: EditorTheme): Promise<void> {
    await writeFile(join(this.folder, '.vscode/settings.json'), JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
    const shade = { 'Default Light Modern': 'vs', 'Default Dark Modern': 'vs-dark', 'Default High Contrast': 'hc-black' }[theme];
    await this.page.locator(`.monaco-workbench.${shade}`).waitFor();
  }

  /** Squiggles in the active editor by severity. */
  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  /** The preview's inner page, once it shows a picture that answers to the selector. */
  async preview(selector = 'svg [data-id]'): Promise<Frame> {
    const end = Date.now() + patience;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (!frame.url().includes('/webview/browser/pre/')) continue;
        for (const inner of [frame, ...frame.childFrames()]) {
          if (
            (await inner
              .locator(selector)
              .count()
              .catch(() => 0)) > 0
          )
            return inner;
        }
      }
      if (Date.now() > end) throw new Error(`The preview does not show ${selector}.`);
      await this.page.waitForTimeout(50);
    }
  }

  /**
   * Does something until what it leads to is seen: a better arrangement may take the picture's place while the mouse is on its way. It may be done more than once,
   * so it must not undo what it has done.
   * @param act is told how long it may wait for anything, in milliseconds
   * @throws what went wrong last, once there was time enough
   */
  async until(seen: Locator, act: (timeout: number) => Promise<unknown>): Promise<void> {
    const end = Date.now() + patience;
    for (let wait = shortest; ; wait = Math.min(2 * wait, longest)) {
      try {
        // What an earlier attempt led to may have come late.
        if (wait > shortest && (await seen.first().isVisible())) return;
        await act(wait);
        return await seen.first().waitFor({ timeout: wait });
      } catch (error) {
        if (!(error instanceof errors.TimeoutError) || Date.now() > end) throw error;
      }
    }
  }

  /** Keeps a picture of the window for people to look at: `test/e2e/screenshots/NAME.png`. */
  async screenshot(name: string): Promise<void> {
    const folder = join(root, 'test/e2e/screenshots');
    await mkdir(folder, { recursive: true });
    // At one go: they also go by themselves.
    await this.page.locator('.notification-toast .codicon-notifications-clear').evaluateAll((buttons) => {
      for (const button of buttons) if (button instanceof HTMLElement) button.click();
    });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
