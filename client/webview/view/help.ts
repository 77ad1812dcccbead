/** The list of keys. */
import { element, iconButton } from '../dom.ts';
import { keys, treeKeys } from '../input/keys.ts';

/** The dialog on the page. */
export interface Help {
  open(): void;
}

/** @param ofMode the lines that the open mode adds */
export function createHelp(body: HTMLElement, ofMode: () => readonly (readonly [keys: string, what: string])[]): Help {
  const list = element('dl');
  const close = iconButton('close', 'Close (Esc)', () => dialog.close());
  const heading = element('h2', { id: 'help-title' }, 'Keys');
  const dialog = element('dialog', { class: 'help', 'aria-labelledby': 'help-title' }, element('header', {}, heading, close), list);
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  body.append(dialog);
  return {
    open() {
      const rows = [...ofMode(), ...treeKeys, ...keys.filter(({ shown }) => shown !== '').map(({ shown, what }) => [shown, what] as const)];
      list.replaceChildren(
        ...rows.map(([shown, what]) => element('div', {}, element('dt', {}, ...keyCaps(shown)), element('dd', {}, what))),
      );
      dialog.showModal();
    },
  };
}

function keyCaps(shown: string): readonly (Node | string)[] {
  return shown.split(' or ').flatMap((each, index) => [...(index === 0 ? [] : [' or ']), element('kbd', {}, each)]);
}
