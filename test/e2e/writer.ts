/** Writing in the editor as a person does: with what it offers, in the place that is looked for, at the speed of somebody who types fast. */
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** How often a brace is typed until the editor closes it. */
const braces = 8;

export class Writer {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#workbench.page.keyboard.press(key);
  }

  /** The list of what may be written, where it is open. */
  get suggestions(): Locator {
    return this.#workbench.page.locator('.suggest-widget.visible');
  }

  /** Types the beginning of a word and takes what is offered for it. */
  async complete(begun: string, offered: string): Promise<void> {
    await this.#workbench.type(begun);
    const row = this.suggestions.locator('.monaco-list-row.focused', { hasText: offered });
    let attempt = 0;
    await this.#workbench.until(row, async () => {
      // The list opens by itself, unless what is offered came too late for what was typed.
      if (++attempt > 1 && !(await this.suggestions.isVisible())) await this.press('Control+Space');
    });
    await this.press('Tab');
    await this.suggestions.waitFor({ state: 'hidden' });
  }

  /** Types a name in full into a field of a snippet and goes on to the next, which nothing that is still offered may prevent. */
  async field(text: string): Promise<void> {
    await this.#workbench.type(text);
    await this.suggestions.waitFor({ state: 'hidden' });
    await this.press('Tab');
  }

  /** Adds a line below, whatever is offered at the end of the one before. */
  async line(text: string): Promise<void> {
    await this.press('Control+Enter');
    await this.#workbench.type(text);
  }

  /** Adds a block line by line, whose brace the editor closes, and leaves the cursor behind it. */
  async block(head: string, ...lines: readonly string[]): Promise<void> {
    await this.line(head);
    await this.open(...lines);
  }

  /** Opens a block at the end of the line, writes into it, and leaves the cursor behind it. */
  async open(...lines: readonly string[]): Promise<void> {
    await this.#workbench.type(' ');
    await this.#brace();
    await this.press('Enter');
    for (const [index, text] of lines.entries()) await (index === 0 ? this.#workbench.type(text) : this.line(text));
    // A list that is open would take the key for its own.
    await this.press('Escape', 'ArrowDown', 'End');
  }

  /**
   * Types a brace, which the editor closes. It does so, and indents, only where it has coloured all lines above, and on a busy machine one types faster
   * than that: then the brace is typed anew.
   */
  async #brace(): Promise<void> {
    const closed = this.#workbench.page.locator('.editor-instance .view-line', { hasText: /\{\}$/ }).first();
    for (let attempt = 1; ; attempt++) {
      await this.#workbench.type('{');
      try {
        return await closed.waitFor({ timeout: 2000 });
      } catch (error) {
        if (attempt === braces) throw error;
        await this.press('Backspace');
      }
    }
  }

  /** Waits until the editor shows a text, in which blanks are what the editor makes of them. */
  shows(text: RegExp): Promise<void> {
    return this.#workbench.page.locator('.editor-instance .view-line', { hasText: text }).first().waitFor();
  }

  /** Puts the cursor before the first occurrence of some text, by the editor's own search. */
  async find(text: string): Promise<void> {
    const { page } = this.#workbench;
    const widget = page.locator('.find-widget.visible');
    await this.press('Control+Home', 'Control+f');
    await widget.locator('textarea[aria-label="Find"], .find-part textarea').first().fill(text);
    await widget.locator('.matchesCount', { hasText: /^1 of \d/ }).waitFor();
    await this.press('Escape');
    await widget.waitFor({ state: 'hidden' });
    await this.press('ArrowLeft');
  }

  /** Puts the cursor at the end of the line of the first occurrence of some text. */
  async goToEndOf(text: string): Promise<void> {
    await this.find(text);
    await this.press('End');
  }

  /** Puts the cursor on some text and takes the quick fix that is offered first. */
  async mend(text: string, first: string, screenshot: string): Promise<void> {
    await this.#workbench.takeFix({ title: first, isFirst: true }, { beforehand: () => this.find(text), screenshot });
  }

  /** Gives what stands at some text another name, wherever it is named. */
  async rename(text: string, to: string): Promise<void> {
    const { page } = this.#workbench;
    await this.find(text);
    await this.press('F2');
    const input = page.locator('.rename-box input');
    await input.waitFor();
    await input.fill(to);
    await this.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Has shown for some text what is shown when the mouse rests on it, and waits until that says something. */
  async hover(text: string, says: string): Promise<void> {
    await this.#workbench.until(this.#workbench.page.locator('.monaco-hover:visible', { hasText: says }), async () => {
      await this.find(text);
      // The editor's own command shows at the cursor what the mouse would.
      await this.press('Control+k', 'Control+i');
    });
  }
}
