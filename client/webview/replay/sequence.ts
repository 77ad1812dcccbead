/** The run as a sequence diagram beside the architecture. Its heads stay in sight while its rows move. */
import type { DrawnRun } from '../../../server/protocol.ts';
import { element, parsedSvg } from '../dom.ts';
import type { ReplayState } from './state.ts';

/** The diagram on the page. */
export interface SequencePanel {
  show(state: ReplayState): void;
}

export interface SequenceCommands {
  /** A row was pressed. */
  go(step: number): void;
  /** A row was pressed twice. */
  reveal(step: number): void;
}

/** Smaller than this, text cannot be read any more: the diagram is moved sideways instead. */
const smallest = 0.72;
/** Kept above and below the row shown, and beside what happens in it. */
const above = 6;
const beside = 50;
/** Where the numbers of the rows end, in the diagram's own pixels. */
const gutter = 40;

/** Builds the panel in its place. */
export function createSequence(place: HTMLElement, { go, reveal }: SequenceCommands): SequencePanel {
  const title = element('strong');
  const subtitle = element('span', { class: 'quiet' });
  const heads = element('div', { class: 'run-heads', 'aria-hidden': 'true' });
  const rows = element('div', { class: 'run-rows' });
  const sheet = element('div', { class: 'run-sheet', tabindex: '0', role: 'region', 'aria-label': 'Steps of the run' }, heads, rows);
  const root = element('div', { class: 'run-panel' }, element('p', { class: 'run-title' }, title, subtitle), sheet);
  place.replaceChildren(root);
  let shown: DrawnRun | null = null;
  let at = -1;

  const stepOf = ({ target }: Event): number | undefined => {
    const found = target instanceof Element ? target.closest<SVGElement>('[data-step]')?.dataset.step : undefined;
    return found === undefined ? undefined : Number(found);
  };
  rows.addEventListener('click', (event) => {
    const step = stepOf(event);
    if (step !== undefined) go(step);
  });
  rows.addEventListener('dblclick', (event) => {
    const step = stepOf(event);
    if (step !== undefined) reveal(step);
  });

  const draw = (run: DrawnRun | null): void => {
    title.textContent = run?.title ?? 'Run';
    subtitle.textContent = run?.subtitle ?? '';
    root.style.setProperty('--run-width', `${run?.width ?? 320}px`);
    sheet.style.setProperty('--run-least', `${(run?.width ?? 0) * smallest}px`);
    if (run === null) {
      heads.replaceChildren();
      rows.replaceChildren();
      return;
    }
    heads.replaceChildren(cut(run, 0, run.headsBottom));
    rows.replaceChildren(cut(run, run.headsBottom, run.height - run.headsBottom));
  };

  /** Brings a step into sight: its row, and of a wide diagram the columns where it happens. */
  const scrollTo = (run: DrawnRun, step: number): void => {
    const row = rows.querySelector<SVGElement>(`[data-step="${step}"]`);
    if (row === null) return;
    const seen = sheet.getBoundingClientRect();
    const frame = row.querySelector('.row')?.getBoundingClientRect() ?? row.getBoundingClientRect();
    const parts = [...row.children].filter((part) => !part.classList.contains('row')).map((part) => part.getBoundingClientRect());
    // What a fault is called stands on the row's lower edge.
    const bottom = Math.max(frame.bottom, ...parts.map((part) => part.bottom));
    const under = heads.offsetHeight + above;
    sheet.scrollTop += outside(frame.top - seen.top - under, bottom - frame.top, sheet.clientHeight - under - above);
    // The number at the left edge is no place.
    const places = parts.filter(({ width, left }) => width > 0 && left - frame.left > (gutter * frame.width) / run.width);
    if (places.length === 0) return;
    const left = Math.min(...places.map((place) => place.left)) - seen.left;
    const right = Math.max(...places.map((place) => place.right)) - seen.left;
    sheet.scrollLeft += outside(left - beside, right - left + 2 * beside, sheet.clientWidth);
  };

  // With other room for it, the step shown is somewhere else.
  new ResizeObserver(() => {
    if (shown !== null && at >= 0) scrollTo(shown, at);
  }).observe(sheet);
  return {
    show(state) {
      const { run } = state;
      if (run !== shown) {
        shown = run;
        at = -1;
        draw(run);
      }
      if (run === null || state.at === at) return;
      at = state.at;
      for (const part of rows.querySelectorAll<SVGElement>('[data-step]')) {
        const step = Number(part.dataset.step);
        part.classList.toggle('later', step > at);
        part.classList.toggle('current', step === at);
      }
      scrollTo(run, at);
    },
  };
}

/** By how much to move so that a span, which begins at `start`, lies within the room. */
function outside(start: number, length: number, room: number): number {
  if (start < 0) return start;
  return Math.max(0, Math.min(start + length - room, start));
}

/** A stretch of the picture as live elements. */
function cut(run: DrawnRun, top: number, height: number): Element {
  const svg = parsedSvg(run.svg);
  svg.setAttribute('viewBox', `0 ${top} ${run.width} ${height}`);
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  return svg;
}
