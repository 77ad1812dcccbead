/** Below everything: play and pause, the sentence of the step, its line, and the track to move along. */
import type { DrawnStep } from '../../../server/protocol.ts';
import { element, icon, iconButton, picker, svgElement, textButton, worded } from '../dom.ts';
import { markingOf } from './marks.ts';
import { type ReplayAction, type ReplayState, shownStep, speeds } from './state.ts';

/** The controls on the page. */
export interface Transport {
  show(state: ReplayState): void;
}

export interface TransportCommands {
  dispatch(action: ReplayAction): void;
  /** Show the line of the step in the text. */
  reveal(): void;
  export(): void;
}

/** Builds the controls in their place. */
export function createTransport(place: HTMLElement, { dispatch, reveal, export: exportRun }: TransportCommands): Transport {
  const back = iconButton('step-back', 'Previous step (←)', () => dispatch({ type: 'step', by: -1 }));
  const play = iconButton('play', 'Play (Space)', () => dispatch({ type: 'play', on: !playing }));
  play.classList.add('play');
  const ahead = iconButton('step-ahead', 'Next step (→)', () => dispatch({ type: 'step', by: 1 }));
  const sentence = element('p', { class: 'sentence' });
  // Every sentence of the run takes its room, seen or not: what is below and above stays where it is from step to step.
  const room = element('div', { class: 'room', 'aria-hidden': 'true' });
  const said = element('div', { class: 'said' }, room, sentence);
  const position = element('span', { class: 'place' });
  const code = element('code');
  const line = element('button', { type: 'button', class: 'line', title: 'Go to this line (l)' }, position, code);
  line.addEventListener('click', reveal);
  const track = createTrack((at) => dispatch({ type: 'go', at }));
  const count = element('span', { class: 'count' });
  const speed = textButton('1×', () => dispatch({ type: 'speed', speed: nextSpeed }), { class: 'speed', title: 'Speed (s)' });
  const whatIf = picker('What if', (index) => {
    if (index !== '') dispatch({ type: 'strike', index: Number(index) });
  });
  const exporting = iconButton('export', 'Export this run (e)', exportRun);
  whatIf.root.classList.add('what-if');
  place.replaceChildren(
    element(
      'div',
      { class: 'transport', role: 'group', 'aria-label': 'Replay' },
      element('div', { class: 'buttons' }, back, play, ahead),
      said,
      element('div', { class: 'about' }, whatIf.root, line, exporting),
      track.root,
      element('div', { class: 'right' }, count, speed),
    ),
  );
  let playing = false;
  let nextSpeed: ReplayState['speed'] = 1;
  let shown: ReplayState['run'] | undefined;
  return {
    show(state) {
      const { run, at } = state;
      const steps = run?.steps ?? [];
      const step = shownStep(state);
      playing = state.playing;
      nextSpeed = speeds[(speeds.indexOf(state.speed) + 1) % speeds.length] ?? 1;
      place.classList.toggle('empty', steps.length === 0);
      if (run !== shown) {
        shown = run;
        room.replaceChildren(...steps.map((each) => element('p', {}, ...sentenceOf(each))));
      }
      track.show(state);
      play.replaceChildren(icon(playing ? 'pause' : 'play'));
      const label = playing ? 'Pause (Space)' : 'Play (Space)';
      play.title = label;
      play.setAttribute('aria-label', label);
      play.disabled = steps.length === 0;
      back.disabled = at <= 0;
      ahead.disabled = at >= steps.length - 1;
      sentence.replaceChildren(...(step === undefined ? [] : sentenceOf(step)));
      sentence.classList.toggle('is-fault', step?.fault !== undefined);
      sentence.classList.toggle('is-broken', step?.breaks === true);
      line.hidden = step === undefined;
      if (step !== undefined) {
        position.textContent = placeIn(step);
        code.textContent = step.line;
      }
      count.textContent = steps.length === 0 ? '' : `Step ${at + 1} of ${steps.length}`;
      speed.textContent = `${state.speed}×`;
      speed.setAttribute('aria-label', `Speed ${state.speed}, press to change`);
      const strikes = step?.strikes ?? [];
      whatIf.root.classList.toggle('idle', strikes.length === 0);
      whatIf.show(choicesOf(strikes), '');
    },
  };
}

/** Builds the track along which one moves through a run, with a mark for each step. */
function createTrack(go: (step: number) => void): { readonly root: HTMLElement; show(state: ReplayState): void } {
  const scrub = element('input', { type: 'range', min: '0', step: '1', class: 'scrub', 'aria-label': 'Step of the run' });
  scrub.addEventListener('input', () => go(Number(scrub.value)));
  const marks = element('div', { class: 'marks', 'aria-hidden': 'true' });
  const root = element('div', { class: 'track' }, marks, scrub);
  let shown: ReplayState['run'] | undefined;
  /** Shows as many dots and numbers as the track has room for. */
  const thin = (): void => {
    const stressed = (shown?.steps ?? []).flatMap((step, index) => (isStressed(step) ? [index] : []));
    const { dotted, numbered } = markingOf(stressed, marks.children.length, root.clientWidth);
    marks.classList.toggle('dense', !dotted);
    for (const [index, mark] of [...marks.children].entries()) mark.classList.toggle('numbered', numbered.has(index));
  };
  new ResizeObserver(thin).observe(root);
  return {
    root,
    show(state) {
      const { run, at } = state;
      const steps = run?.steps ?? [];
      const step = shownStep(state);
      if (run !== shown) {
        shown = run;
        marks.replaceChildren(...steps.map((each, index) => markOf(each, index, steps.length)));
        scrub.max = String(Math.max(0, steps.length - 1));
        thin();
      }
      scrub.disabled = steps.length === 0;
      scrub.value = String(at);
      scrub.setAttribute('aria-valuetext', step === undefined ? '' : `Step ${at + 1} of ${steps.length}: ${step.text}`);
      marks.style.setProperty('--done', String(steps.length < 2 ? 0 : at / (steps.length - 1)));
      for (const [index, mark] of [...marks.children].entries()) {
        mark.classList.toggle('done', index < at);
        mark.classList.toggle('current', index === at);
      }
    },
  };
}

function choicesOf(strikes: DrawnStep['strikes']): readonly { readonly value: string; readonly label: string }[] {
  return [
    { value: '', label: strikes.length === 0 ? 'nothing can strike here' : 'nothing strikes here' },
    ...strikes.map(({ name, text }, index) => ({ value: String(index), label: `${name}: ${text}` })),
  ];
}

/** What is said of a step, with its sign before it. */
function sentenceOf(step: DrawnStep): readonly (Node | string)[] {
  return [...signOf(step), ...worded(step.text)];
}

/** `orders.arch:12` */
function placeIn({ source }: DrawnStep): string {
  const name = decodeURIComponent(source.uri.slice(source.uri.lastIndexOf('/') + 1));
  return `${name}:${source.range.start.line + 1}`;
}

function signOf({ fault, breaks }: DrawnStep): readonly Node[] {
  if (fault !== undefined) return [bolt()];
  return breaks ? [cross()] : [];
}

function isStressed({ fault, breaks }: DrawnStep): boolean {
  return fault !== undefined || breaks;
}

/** A dot on the track; a bolt where a fault strikes, a cross where the promise breaks. */
function markOf(step: DrawnStep, index: number, count: number): HTMLElement {
  const sign = signOf(step)[0] ?? element('span', { class: 'dot' });
  const mark = element('span', { class: 'mark' }, sign, element('span', { class: 'number' }, String(index + 1)));
  if (step.fault !== undefined) mark.classList.add('is-fault');
  if (step.breaks) mark.classList.add('is-broken');
  mark.style.left = `${count < 2 ? 0 : (index / (count - 1)) * 100}%`;
  return mark;
}

/** The bolt in a diamond of a fault. */
export function bolt(size = 22): SVGSVGElement {
  return svgElement(
    'svg',
    { class: 'sign', viewBox: '-12 -12 24 24', width: size, height: size, 'aria-hidden': 'true' },
    svgElement('rect', { class: 'diamond', x: -8, y: -8, width: 16, height: 16, rx: 3, transform: 'rotate(45)' }),
    svgElement('path', { class: 'flash', d: 'M1.4-6l-5 6.8H-.2l-1.2 5.2 5-6.8H.2z' }),
  );
}

/** The cross in a circle of a broken promise. */
export function cross(size = 18): SVGSVGElement {
  return svgElement(
    'svg',
    { class: 'sign', viewBox: '-9 -9 18 18', width: size, height: size, 'aria-hidden': 'true' },
    svgElement('circle', { class: 'disc', r: 8.5 }),
    svgElement('path', { class: 'arms', d: 'M-2.9-2.9l5.8 5.8m0-5.8l-5.8 5.8' }),
  );
}
