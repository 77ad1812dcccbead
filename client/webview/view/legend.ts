/** The legend below the picture: what its shapes, lines and signs mean, of those that occur in it. It has room of its own and covers nothing. */
import type { LegendItem } from '../../../server/protocol.ts';
import { element, iconButton, parsedSvg } from '../dom.ts';
import type { PreviewState } from '../state/state.ts';

/** The strip on the page. */
export interface Legend {
  show(state: PreviewState): void;
}

/** Builds the strip in its place, which shows while the state has a legend and there is a picture. */
export function createLegend(place: HTMLElement, { showLegend }: { showLegend(shown: boolean): void }): Legend {
  const list = element('ul', { 'aria-label': 'Legend' });
  place.append(
    list,
    iconButton('close', 'Hide the legend (k)', () => showLegend(false)),
  );
  // What is scrolled must be reached by the keyboard, and what is not should not stand in its way.
  const reach = (): void => {
    if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
    else list.removeAttribute('tabindex');
  };
  new ResizeObserver(reach).observe(list);
  let shown: readonly (readonly LegendItem[])[] = [];
  return {
    show({ diagram, legend, legendOfMode }) {
      place.hidden = !legend || diagram === null;
      if (diagram === null || (shown[0] === diagram.legend && shown[1] === legendOfMode)) return;
      shown = [diagram.legend, legendOfMode];
      list.replaceChildren(...itemsOf(diagram.legend, legendOfMode).map(entry));
      reach();
    },
  };
}

/** What has a sign comes before what is said in words alone; a sign or a meaning that both have is told once, in the picture's words. */
export function itemsOf(ofPicture: readonly LegendItem[], ofMode: readonly LegendItem[]): readonly LegendItem[] {
  const known = new Set(ofPicture.flatMap(({ text, sign }) => [text, sign]));
  const all = [...ofPicture, ...ofMode.filter(({ text, sign }) => !known.has(text) && !known.has(sign))];
  return [...all.filter(({ sign }) => sign !== undefined), ...all.filter(({ sign }) => sign === undefined)];
}

function entry({ sign, text }: LegendItem): HTMLElement {
  return element('li', {}, ...(sign === undefined ? [] : [parsedSvg(sign)]), text);
}
