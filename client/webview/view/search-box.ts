/** The search box over the picture. */
import { element, iconButton } from '../dom.ts';
import type { PreviewAction, PreviewState } from '../state/state.ts';
import { found } from '../state/visibility.ts';

/** The box on the page. */
export interface SearchBox {
  show(state: PreviewState): void;
}

/** Builds the box, which shows while the state has a search. */
export function createSearchBox(stage: HTMLElement, { dispatch }: { dispatch(action: PreviewAction): void }): SearchBox {
  const input = element('input', { type: 'search', placeholder: 'Name, technology, message', 'aria-label': 'Search in the picture' });
  const count = element('output', { class: 'count' });
  let opener: HTMLElement | undefined;
  const close = (): void => {
    dispatch({ type: 'search', text: null });
    opener?.focus({ preventScroll: true });
  };
  const box = element(
    'form',
    { class: 'search popup', role: 'search' },
    input,
    count,
    iconButton('up', 'Previous hit (Shift+Enter)', () => dispatch({ type: 'search-step', by: -1 })),
    iconButton('down', 'Next hit (Enter)', () => dispatch({ type: 'search-step', by: 1 })),
    iconButton('close', 'Close (Esc)', close),
  );
  box.hidden = true;
  stage.append(box);
  for (const event of ['click', 'dblclick', 'pointerdown', 'wheel'] as const) box.addEventListener(event, (each) => each.stopPropagation());
  box.addEventListener('submit', (event) => event.preventDefault());
  input.addEventListener('input', () => dispatch({ type: 'search', text: input.value }));
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'F3' || (event.key === 'Enter' && event.target === input))
      dispatch({ type: 'search-step', by: event.shiftKey ? -1 : 1 });
    else return;
    event.preventDefault();
  });
  return {
    show({ search, diagram }) {
      const opens = box.hidden && search !== null;
      box.hidden = search === null;
      if (search === null) return;
      if (input.value !== search.text) input.value = search.text;
      if (opens) {
        const before = document.activeElement;
        opener = before instanceof HTMLElement ? before : undefined;
        input.focus();
        input.select();
      }
      const hits = diagram === null ? [] : found(diagram, search.text);
      const at = hits.indexOf(search.at ?? '');
      count.textContent = search.text === '' ? '' : hits.length === 0 ? 'none' : `${at + 1} of ${hits.length}`;
      box.classList.toggle('in-vain', search.text !== '' && hits.length === 0);
    },
  };
}
