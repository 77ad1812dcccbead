/** The divider between the picture and what a mode puts beside it: dragged, or moved by keys; pressed twice it goes back to where it was at first. */
import { element } from '../dom.ts';
import { type Arrangement, type Split, shareAfter, sharesIn, shareWithin } from '../state/split.ts';
import type { PreviewAction, PreviewState } from '../state/state.ts';

/** The divider on the page. */
export interface Divider {
  show(state: PreviewState): void;
}

/** What a divider leads to. */
export interface DividerCommands {
  state(): PreviewState;
  dispatch(action: PreviewAction): void;
  /** The user is done with moving it. */
  keepSplit(): void;
}

/**
 * Builds the divider between two places.
 *
 * @param middle the picture's, before it; its id is what the divider controls
 * @param side the mode's, after it: while that is empty there is no divider
 */
export function createDivider(middle: HTMLElement, side: HTMLElement, { state: stateOf, dispatch, keepSplit }: DividerCommands): Divider {
  const root = element('div', {
    class: 'divider',
    role: 'separator',
    tabindex: '0',
    title: 'Drag, or use the arrow keys; double click or Enter: as at first',
    'aria-label': 'Room of the picture',
    'aria-controls': middle.id,
  });
  side.before(root);
  const body = root.parentElement ?? root;
  const arrangement = (): Arrangement => (getComputedStyle(body).flexDirection === 'column' ? 'stacked' : 'beside');
  const lengthOf = (part: HTMLElement): number => (arrangement() === 'beside' ? part.clientWidth : part.clientHeight);
  const choose = (share: number | null): void => dispatch({ type: 'split', split: { [arrangement()]: share } });

  root.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    // No text is selected on the way.
    event.preventDefault();
    root.focus({ preventScroll: true });
    root.setPointerCapture(event.pointerId);
  });
  root.addEventListener('pointermove', (event) => {
    if (!root.hasPointerCapture(event.pointerId)) return;
    const { left, top } = body.getBoundingClientRect();
    const length = lengthOf(body);
    choose(shareWithin((arrangement() === 'beside' ? event.clientX - left : event.clientY - top) / length, length));
  });
  root.addEventListener('lostpointercapture', keepSplit);
  root.addEventListener('dblclick', () => {
    choose(null);
    keepSplit();
  });
  root.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const length = lengthOf(body);
    const share = shareAfter(event.key, arrangement(), lengthOf(middle) / length, length);
    if (share === undefined) return;
    // The arrows would go through the run.
    event.preventDefault();
    choose(share);
    keepSplit();
  });

  /** Lays the room out as chosen, and tells a screen reader how it is shared. */
  const apply = (split: Split): void => {
    const now = arrangement();
    const length = lengthOf(body);
    const chosen = split[now];
    body.classList.toggle('divided', chosen !== null && side.childElementCount > 0);
    if (chosen !== null) body.style.setProperty('--picture-share', String(shareWithin(chosen, length)));
    const shares = sharesIn(length);
    const percent = (share: number): string => String(Math.round(100 * share));
    const share = length > 0 ? lengthOf(middle) / length : 0.5;
    root.setAttribute('aria-orientation', now === 'beside' ? 'vertical' : 'horizontal');
    // What the page takes by itself may be less or more than what can be chosen.
    root.setAttribute('aria-valuemin', percent(Math.min(share, shares.least)));
    root.setAttribute('aria-valuemax', percent(Math.max(share, shares.most)));
    root.setAttribute('aria-valuenow', percent(share));
    root.setAttribute('aria-valuetext', `${percent(share)} % for the picture`);
  };
  const follow = new ResizeObserver(() => apply(stateOf().split));
  follow.observe(body);
  follow.observe(middle);
  let shown: Split | undefined;
  let mode: PreviewState['mode'] | undefined;
  return {
    show(state) {
      if (state.split === shown && state.mode === mode) return;
      shown = state.split;
      mode = state.mode;
      apply(state.split);
    },
  };
}
