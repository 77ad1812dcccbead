/** What to leave out of the picture: kinds, groups, tags, what has no findings; and whether it is faded or hidden. */
import type { PictureChoice } from '../../../server/protocol.ts';
import { element, textButton } from '../dom.ts';
import { allGroups } from '../state/folding.ts';
import { noFilters, type PreviewAction, type PreviewState } from '../state/state.ts';
import { choicesOf } from '../state/visibility.ts';
import { createPopup, type Popup } from './popup.ts';

const findingChoices = [
  ['all', 'all elements'],
  ['any', 'those with findings'],
  ['errors', 'those with errors'],
] as const;

/** @param button the toolbar's button that opens it */
export function createFilterMenu(
  button: HTMLElement,
  { state, dispatch }: { state(): PreviewState; dispatch(action: PreviewAction): void },
): Popup {
  /** A box for each, ticked unless it is in the list of what is left out, or, of tags, if it is in the list of what is wanted. */
  const boxes = (key: 'kinds' | 'groups' | 'tags', choices: readonly PictureChoice[]): readonly HTMLElement[] =>
    choices.map(({ id, title }) => {
      const listed = state().filters[key].includes(id);
      return tick({ type: 'checkbox' }, title, key === 'tags' ? listed : !listed, (on) => {
        const others = state().filters[key].filter((each) => each !== id);
        dispatch({ type: 'filter', filters: { [key]: on === (key === 'tags') ? [...others, id] : others } });
      });
    });
  const folding = (): HTMLElement =>
    element(
      'div',
      { class: 'row' },
      ...[true, false].map((open) =>
        textButton(open ? 'Open all' : 'Close all', () => dispatch({ type: 'wish', change: allGroups(open) }), { class: 'plain' }),
      ),
    );
  const popup = createPopup(button, { role: 'dialog', 'aria-label': 'Filters', class: 'filters' }, (root) => {
    const { diagram, filters, hides } = state();
    if (diagram === null) return;
    const { kinds, groups, tags } = choicesOf(diagram);
    const findings = findingChoices.map(([value, title]) =>
      tick({ type: 'radio', name: 'findings' }, title, filters.findings === value, () =>
        dispatch({ type: 'filter', filters: { findings: value } }),
      ),
    );
    const manner = [false, true].map((each) =>
      tick({ type: 'radio', name: 'manner' }, each ? 'hidden' : 'faded', hides === each, () => dispatch({ type: 'hides', hides: each })),
    );
    const reset = textButton(
      'Show everything',
      () => {
        dispatch({ type: 'filter', filters: noFilters });
        dispatch({ type: 'around', around: null });
        popup.close();
      },
      { class: 'plain' },
    );
    root.replaceChildren(
      ...section('Kinds', boxes('kinds', kinds)),
      ...section('Groups', [...boxes('groups', groups), ...(groups.length > 0 ? [folding()] : [])]),
      ...section('Only with a tag', boxes('tags', tags)),
      ...section('Findings', findings),
      ...section('What is left out is', manner),
      reset,
    );
  });
  return popup;
}

function section(title: string, content: readonly HTMLElement[]): readonly HTMLElement[] {
  return content.length === 0 ? [] : [element('fieldset', {}, element('legend', {}, title), ...content)];
}

function tick(attributes: Readonly<Record<string, string>>, title: string, checked: boolean, onChange: (on: boolean) => void): HTMLElement {
  const input = element('input', attributes);
  input.checked = checked;
  input.addEventListener('change', () => onChange(input.checked));
  return element('label', {}, input, title);
}
