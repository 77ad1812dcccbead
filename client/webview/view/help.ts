/** The list of keys. */
import { element, iconButton } from '../dom.ts';
import { keys, treeKeys } from '../input/keys.ts';

/** The dialog on the page. */
export interface Help {
  open(): void;
}

type Line = readonly [keys: string, what: string];

/** @param ofMode the lines that the open mode adds */
export function createHelp(body: HTMLElement, ofMode: () => readonly Line[]): Help {
  const list = element('div', { class: 'keys' });
  const close = iconButton('close', 'Close (Esc)', () => dialog.close());
  const heading = element('h2', { id: 'help-title' }, 'Keys');
  const dialog = element('dialog', { class: 'help', 'aria-labelledby': 'help-title' }, element('header', {}, heading, close), list);
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  body.append(dialog);
  return {
    open() {
      list.replaceChildren(
        ...section('This way of looking', ofMode()),
        ...section('The list of elements', treeKeys),
        ...section(
          'The picture',
          keys.filter(({ shown }) => shown !== '').map(({ shown, what }) => [shown, what] as const),
        ),
      );
      dialog.showModal();
    },
  };
}

/** The same key means one thing here and another there. */
function section(title: string, lines: readonly Line[]): readonly HTMLElement[] {
  if (lines.length === 0) return [];
  const rows = lines.map(([shown, what]) => element('div', {}, element('dt', {}, ...keyCaps(shown)), element('dd', {}, what)));
  return [element('h3', {}, title), element('dl', {}, ...rows)];
}

function keyCaps(shown: string): readonly (Node | string)[] {
  return shown.split(' or ').flatMap((each, index) => [...(index === 0 ? [] : [' or ']), element('kbd', {}, each)]);
}
