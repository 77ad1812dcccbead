/** What tests of the preview share: its keyboard, its screen reader's view, its bitmaps. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { errors, type Frame, type Locator } from 'playwright-core';
import { patience } from './waiting.ts';
import type { EditorTheme, Workbench } from './workbench.ts';

export const themes: readonly (readonly [EditorTheme, string])[] = [
  ['Default Light Modern', 'light'],
  ['Default Dark Modern', 'dark'],
  ['Default High Contrast', 'high-contrast'],
];

/** Changes the editor's theme and waits until all that the preview shows is drawn in it. */
export async function drawnIn(workbench: Workbench, frame: Frame, theme: EditorTheme): Promise<void> {
  await workbench.useTheme(theme);
  const palette = { 'Default Light Modern': 'light', 'Default Dark Modern': 'dark', 'Default High Contrast': 'hc' }[theme];
  await frame.waitForFunction((name) => {
    const pictures = [...document.querySelectorAll('svg.archlint')];
    return pictures.length > 0 && pictures.every(({ classList }) => classList.contains(name));
  }, palette);
}

/** Presses keys one after another. */
export async function press({ page }: Workbench, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** What has the focus in the preview, as a screen reader names it. */
export function focused(frame: Frame): Promise<string> {
  return frame.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
}

/** Brings the keyboard's focus into the preview, which is in the second group of editors. */
export async function intoPreview(workbench: Workbench): Promise<Frame> {
  const frame = await workbench.preview();
  const end = Date.now() + patience;
  // What VS Code still has to do may take the focus back, so it is asked again.
  for (let wait = 500; !(await frame.evaluate(() => document.hasFocus())); wait *= 2) {
    assert.ok(Date.now() < end, 'The preview does not take the focus.');
    await press(workbench, 'Control+2');
    await frame
      .waitForFunction(() => document.hasFocus(), undefined, { timeout: wait, polling: 50 })
      .catch((error: unknown) => {
        if (!(error instanceof errors.TimeoutError)) throw error;
      });
  }
  return frame;
}

/** Opens the menu of what can be made of the picture, by its key. */
export async function openExport(workbench: Workbench): Promise<Frame> {
  const frame = await workbench.preview();
  await workbench.until(frame.locator('.menu'), async () => {
    await intoTree(workbench);
    await press(workbench, 'x');
  });
  return frame;
}

/**
 * Clicks where a mouse would hit a part of the picture. It is done at one go, since a better arrangement that takes the picture's place between press and release
 * has them be of different parts, and what turns back when it is clicked again cannot be clicked again.
 */
export async function clickPart(part: Locator): Promise<void> {
  await part.click({ trial: true });
  await part.dispatchEvent('click');
}

/** Goes on with Tab until something has the focus. */
export async function tabTo(workbench: Workbench, frame: Frame, selector: string): Promise<void> {
  for (let tabs = 0; tabs < 60; tabs++) {
    const { has, isThere } = await frame.evaluate(
      (wanted) => ({ has: document.hasFocus(), isThere: document.activeElement?.matches(wanted) === true }),
      selector,
    );
    if (has && isThere) return;
    // The text would take the key for its own.
    if (has) await press(workbench, 'Tab');
    else await intoPreview(workbench);
  }
  throw new Error(`${selector} cannot be reached with Tab.`);
}

/** Brings the keyboard's focus to the tree of elements. */
export async function intoTree(workbench: Workbench): Promise<Frame> {
  const frame = await intoPreview(workbench);
  await tabTo(workbench, frame, '[role="treeitem"]');
  return frame;
}

/** What axe objects to in the preview as it is: rules with the elements that break them. */
export async function axeViolations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return await frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
  });
}

/**
 * Takes what the dialog for saving a file proposes, or another path. Such a dialog has the same input as the question before it, writes its proposal late and over whatever
 * has been typed until then; it is ready when the proposed name is selected up to its ending.
 */
export async function saveAs({ page }: Workbench, ending: string, path?: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  await page.waitForFunction(
    ([selector, end]) => {
      const { value = '', selectionStart = 0, selectionEnd = 0 } = document.querySelector<HTMLInputElement>(selector) ?? {};
      return value.endsWith(end) && (selectionStart ?? 0) < (selectionEnd ?? 0) && selectionEnd === value.length - end.length;
    },
    ['.quick-input-widget input[type=text]', ending] as const,
  );
  if (path !== undefined) await widget.locator('input[type=text]').fill(path);
  await page.keyboard.press('Enter');
  await widget.waitFor({ state: 'hidden' });
}

/** How files end: one is there before all is written into it. */
const ends: Readonly<Record<string, (content: Buffer) => boolean>> = {
  '.svg': (content) => content.toString().trimEnd().endsWith('</svg>'),
  '.png': (content) => content.subarray(-8, -4).toString('latin1') === 'IEND',
  '.md': (content) => content.toString().endsWith('\n'),
};

/** A file that appears in the workspace's folder, once it is whole. */
export async function newFile({ folder, page }: Workbench, known: ReadonlySet<string>, ending: string): Promise<string> {
  const isWhole = ends[extname(ending) || ending];
  assert.ok(isWhole, `How a ${ending} file ends is not known.`);
  const end = Date.now() + patience;
  for (;;) {
    const files = await readdir(folder);
    const found = files.find((name) => name.endsWith(ending) && !known.has(name));
    if (found !== undefined && isWhole(await readFile(join(folder, found)))) return join(folder, found);
    if (Date.now() > end) throw new Error(`There is no whole new ${ending} file: ${files.join(', ')}.`);
    await page.waitForTimeout(50);
  }
}

/** What is on a bitmap. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly colours: number;
  /** Share of the pixels that are not of the colour that most are of. */
  readonly drawn: number;
}

/** Has a page read a PNG, given in base64. */
export async function readBitmap(frame: Pick<Frame, 'evaluate'>, base64: string): Promise<Bitmap> {
  return await frame.evaluate(async (content) => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('There is no canvas.');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const counts = new Map<number, number>();
    for (const pixel of new Uint32Array(data.buffer)) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    const most = Math.max(...counts.values());
    return { width: image.width, height: image.height, colours: counts.size, drawn: 1 - most / (image.width * image.height) };
  }, base64);
}
