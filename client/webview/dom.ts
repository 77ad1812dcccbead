/** Making elements. */
import type { DiagramTheme } from '../../server/protocol.ts';
import { type IconName, icons } from './icons.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An HTML element with attributes and content. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  created.append(...content);
  return created;
}

/** An SVG element with attributes and content. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...content: readonly Node[]
): SVGElementTagNameMap[K] {
  const created = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, String(value));
  created.append(...content);
  return created;
}

/** A sentence whose backticks enclose what is written in the design. */
export function worded(text: string): readonly (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}

/** A drawing of the server as live elements. It is parsed as XML, where nothing runs. */
export function parsedSvg(text: string): Element {
  return document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
}

/** A small line drawing in the text's colour. */
export function icon(name: IconName): SVGSVGElement {
  const paths = icons[name].map((d) => svgElement('path', { d }));
  return svgElement('svg', { class: 'icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' }, ...paths);
}

/** A button that shows an icon only; its label is its name and its tooltip. */
export function iconButton(name: IconName, label: string, onClick: () => void): HTMLButtonElement {
  const created = element('button', { type: 'button', class: 'icon-button', title: label, 'aria-label': label }, icon(name));
  created.addEventListener('click', onClick);
  return created;
}

/** A button with words. */
export function textButton(text: string, onClick: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLButtonElement {
  const created = element('button', { type: 'button', ...attributes }, text);
  created.addEventListener('click', onClick);
  return created;
}

/** A drop-down with a word before it, as `View Everything`. */
export function picker(word: string, onChoose: (value: string) => void): Picker {
  const select = element('select', { 'aria-label': word });
  select.addEventListener('change', () => onChoose(select.value));
  const root = element(
    'label',
    { class: 'picker' },
    element('span', { class: 'picker-word', 'aria-hidden': 'true' }, word),
    select,
    icon('down'),
  );
  let known = '';
  return {
    root,
    show(options, chosen) {
      const text = JSON.stringify(options);
      if (text !== known) {
        select.replaceChildren(...options.map(({ value, label }) => element('option', { value }, label)));
        known = text;
      }
      select.value = chosen;
    },
  };
}

/** A drop-down on the page. */
export interface Picker {
  readonly root: HTMLElement;
  show(options: readonly { readonly value: string; readonly label: string }[], chosen: string): void;
}

/** Whether the user has asked the system or the editor for no motion. */
export function isStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion');
}

/** The palette that goes with the editor's colours. */
export function currentTheme(): DiagramTheme {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'light';
  if (classList.contains('vscode-high-contrast')) return 'hc';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}
