/** The toolbar: which way of looking, which view, and what to do with the picture. */
import { element, iconButton, picker, textButton } from '../dom.ts';
import type { Mode } from '../modes/mode.ts';
import type { PreviewAction, PreviewState } from '../state/state.ts';
import { zoomStep } from '../state/viewport.ts';
import { isFiltering } from '../state/visibility.ts';

/** What the toolbar's buttons lead to beyond the state. */
export interface ToolbarCommands {
  dispatch(action: PreviewAction): void;
  pin(pinned: boolean): void;
  showLegend(shown: boolean): void;
  openFilters(): void;
  openExport(): void;
  help(): void;
}

/** The toolbar on the page. */
export interface Toolbar {
  /** Where modes put their own. */
  readonly tools: HTMLElement;
  /** The buttons that open popups. */
  readonly filter: HTMLElement;
  readonly exporting: HTMLElement;
  show(state: PreviewState): void;
}

/** Builds the toolbar inside its place. */
export function createToolbar(root: HTMLElement, modes: readonly Mode[], commands: ToolbarCommands): Toolbar {
  const { dispatch } = commands;
  const switches = modes.map((mode) => ({ mode, button: textButton(mode.label, () => dispatch({ type: 'mode', mode: mode.id })) }));
  const modeSwitch = element(
    'div',
    { class: 'switch', role: 'group', 'aria-label': 'Way of looking' },
    ...switches.map(({ button }) => button),
  );
  modeSwitch.hidden = modes.length < 2;
  const views = picker('View', (value) => dispatch({ type: 'wish', change: { view: value === '' ? undefined : value } }));
  const tools = element('div', { class: 'tools' });
  let pinned = false;
  const pin = iconButton('pin', '', () => commands.pin(!pinned));
  const search = iconButton('search', 'Search (/)', () => dispatch({ type: 'search', text: '' }));
  let legendShown = false;
  const legend = iconButton('legend', 'Legend (k)', () => commands.showLegend(!legendShown));
  const filter = iconButton('filter', 'Filter (v)', commands.openFilters);
  const exporting = iconButton('export', 'Export or copy (x)', commands.openExport);
  const percent = textButton('', () => dispatch({ type: 'scale', scale: 1 }), { class: 'percent' });
  const picture = [
    iconButton('zoom-out', 'Zoom out (-)', () => dispatch({ type: 'zoom', factor: 1 / zoomStep })),
    percent,
    iconButton('zoom-in', 'Zoom in (+)', () => dispatch({ type: 'zoom', factor: zoomStep })),
    iconButton('fit', 'Fit to the window (0)', () => dispatch({ type: 'fit' })),
    search,
    filter,
    legend,
    pin,
    exporting,
  ];
  const right = element('div', { class: 'right' }, ...picture, iconButton('help', 'Keys (?)', commands.help));
  root.append(modeSwitch, views.root, tools, right);
  return {
    tools,
    filter,
    exporting,
    show(state) {
      const { mode, diagram, wish, viewport, filters, around } = state;
      for (const each of switches) {
        each.button.setAttribute('aria-pressed', String(each.mode.id === mode));
        each.button.disabled = each.mode.id !== mode && each.mode.isOffered?.(state) === false;
      }
      const known = state.choices.views;
      views.root.hidden = known.length === 0 || mode === 'states';
      views.show([{ value: '', label: 'Everything' }, ...known.map(({ id, title }) => ({ value: id, label: title }))], wish.view ?? '');
      const shown = `${Math.round(viewport.scale * 100)} %`;
      if (percent.textContent !== shown) {
        percent.textContent = shown;
        const label = `Zoom ${shown}, press for 100 % (1)`;
        percent.title = label;
        percent.setAttribute('aria-label', label);
      }
      for (const button of picture) button.disabled = diagram === null && button !== pin;
      filter.classList.toggle('on', isFiltering(filters) || around !== null);
      search.setAttribute('aria-pressed', String(state.search !== null));
      legendShown = state.legend;
      legend.setAttribute('aria-pressed', String(legendShown));
      pinned = state.pinned;
      pin.setAttribute('aria-pressed', String(pinned));
      const label = pinned ? 'Pinned to this file; press to follow the editor (p)' : 'Pin to this file (p)';
      pin.title = label;
      pin.setAttribute('aria-label', label);
    },
  };
}
