/** The page's places: toolbar above, picture in the middle, what modes put beside and below it. */
import { element } from '../dom.ts';
import type { PreviewState } from '../state/state.ts';

/** The places that the rest of the page is built in. */
export interface Page {
  readonly toolbar: HTMLElement;
  /** Around picture and legend. */
  readonly middle: HTMLElement;
  readonly stage: HTMLElement;
  readonly legend: HTMLElement;
  readonly side: HTMLElement;
  readonly foot: HTMLElement;
  /** Brings a state's notices to the page. */
  show(state: PreviewState): void;
  /** Has a screen reader say something once it is silent. */
  announce(sentence: string): void;
  /** Tells everybody, for a few seconds. */
  tell(sentence: string): void;
}

/** How long a sentence stays, in milliseconds. */
const toastFor = 6000;

/** Builds the page inside an empty body. */
export function createPage(body: HTMLElement): Page {
  const toolbar = element('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Preview' });
  const header = element('header', {}, element('h1', { class: 'unseen' }, 'Preview of the design'), toolbar);
  const busy = element('div', { class: 'busy', role: 'progressbar', 'aria-label': 'Drawing the picture' });
  const notice = element('p', { class: 'notice popup', role: 'status' });
  const stage = element('section', { class: 'stage', 'aria-label': 'Picture' });
  const legend = element('section', { class: 'legend', 'aria-label': 'What the signs mean' });
  const middle = element('div', { class: 'middle', id: 'middle' }, stage, legend);
  const side = element('aside', { class: 'side', 'aria-label': 'Beside the picture' });
  const foot = element('footer', { class: 'foot' });
  const speaker = element('div', { class: 'unseen', 'aria-live': 'polite' });
  const toast = element('p', { class: 'toast popup', role: 'status' });
  toast.hidden = true;
  let gone: number | undefined;
  stage.append(notice, toast);
  body.append(header, busy, element('main', { class: 'body' }, middle, side), foot, speaker);
  return {
    toolbar,
    middle,
    stage,
    legend,
    side,
    foot,
    show(state) {
      if (notice.textContent !== (state.notice ?? '')) notice.textContent = state.notice;
      notice.hidden = state.notice === null;
      notice.classList.toggle('alone', state.diagram === null);
      body.classList.toggle('stale', state.notice !== null && state.diagram !== null);
      busy.hidden = !state.busy;
    },
    announce(sentence) {
      speaker.textContent = sentence;
    },
    tell(sentence) {
      toast.textContent = sentence;
      toast.hidden = false;
      clearTimeout(gone);
      gone = setTimeout(() => {
        toast.hidden = true;
      }, toastFor);
    },
  };
}
