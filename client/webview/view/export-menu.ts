/** The menu of what can be made of the picture: files, and an image in the clipboard. */
import type { ExportFormat } from '../../../server/protocol.ts';
import { reasonOf } from '../../words.ts';
import { element, textButton } from '../dom.ts';
import type { Requests } from '../requests.ts';
import { createPopup, menuKeys, type Popup } from './popup.ts';

const entries: readonly (readonly [label: string, format: ExportFormat, scale?: number])[] = [
  ['SVG…', 'svg'],
  ['PNG…', 'png', 1],
  ['PNG, twice as large…', 'png', 2],
  ['Mermaid…', 'mmd'],
  ['D2…', 'd2'],
  ['DOT…', 'dot'],
  ['JSON…', 'json'],
];

interface ExportParts {
  readonly requests: Requests;
  /** Tells the user what went wrong or well. */
  tell(sentence: string): void;
}

/** @param button the toolbar's button that opens it */
export function createExportMenu(button: HTMLElement, { requests, tell }: ExportParts): Popup {
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    popup.close();
    try {
      await work();
    } catch (error) {
      tell(reasonOf(error));
    }
  };
  const copy = async (): Promise<void> => {
    // The clipboard takes the promise of an image, so that the press of the button still counts when the image is there.
    const image = requests.ask<string>('image', {}).then((base64) => new Blob([bytesOf(base64)], { type: 'image/png' }));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    tell('The picture is in the clipboard.');
  };
  const entry = (label: string, work: () => Promise<unknown>): HTMLElement =>
    textButton(label, () => void attempt(work), { role: 'menuitem', class: 'entry' });
  const popup = createPopup(button, { role: 'menu', 'aria-label': 'Export', class: 'menu' }, (root) => {
    root.replaceChildren(
      ...entries.map(([label, format, scale]) => entry(label, () => requests.ask('export', { format, scale }))),
      element('hr', { role: 'separator' }),
      entry('Copy as image', copy),
    );
  });
  menuKeys(popup.root);
  return popup;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
