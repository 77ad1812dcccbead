/** Popups under the toolbar's buttons: opened and closed by the button, closed by Escape and by a press elsewhere; the focus goes in and comes back. */
import { element } from '../dom.ts';

/** A popup on the page. */
export interface Popup {
  readonly root: HTMLElement;
  readonly isOpen: boolean;
  toggle(): void;
  close(): void;
}

/**
 * @param button opens it and lies above it
 * @param attributes of the popup: its role and label
 * @param fill brings its content to the popup each time it opens
 */
export function createPopup(button: HTMLElement, attributes: Readonly<Record<string, string>>, fill: (root: HTMLElement) => void): Popup {
  const root = element('div', { ...attributes, class: `popup below ${attributes.class ?? ''}` });
  root.hidden = true;
  // Within the page's main part, where a screen reader looks for it.
  (document.querySelector('main') ?? document.body).append(root);
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-haspopup', attributes.role === 'menu' ? 'menu' : 'dialog');
  let opener = button;
  const close = (): void => {
    if (root.hidden) return;
    const hadFocus = root.contains(document.activeElement);
    root.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (hadFocus) opener.focus({ preventScroll: true });
  };
  const open = (): void => {
    const before = document.activeElement;
    opener = before instanceof HTMLElement && before !== document.body ? before : button;
    fill(root);
    root.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    const { bottom, right } = button.getBoundingClientRect();
    root.style.top = `${bottom + 6}px`;
    root.style.right = `${Math.max(8, document.body.clientWidth - right)}px`;
    root.style.maxHeight = `${document.body.clientHeight - bottom - 18}px`;
    root.querySelector<HTMLElement>('button, input, select')?.focus();
  };
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !root.contains(target) && !button.contains(target)) close();
  });
  window.addEventListener('blur', close);
  return {
    root,
    get isOpen() {
      return !root.hidden;
    },
    toggle: () => (root.hidden ? open() : close()),
    close,
  };
}

/** Moves the focus among a menu's entries with the arrow keys, as menus do. */
export function menuKeys(root: HTMLElement): void {
  root.addEventListener('keydown', (event) => {
    const entries = [...root.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const now = entries.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    entries.at(next % entries.length)?.focus();
  });
}
