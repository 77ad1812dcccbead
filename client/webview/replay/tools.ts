/** In the toolbar: which flow, how many faults, which run, and what becomes of it. */
import type { RunChoice } from '../../../server/protocol.ts';
import { element, picker, svgElement } from '../dom.ts';
import { type ReplayAction, type ReplayState, shownChoice, shownFlow, verdictOf } from './state.ts';
import { cross } from './transport.ts';

/** The pickers on the page. */
export interface ReplayTools {
  show(state: ReplayState): void;
}

/** Builds the pickers in their place. */
export function createTools(place: HTMLElement, dispatch: (action: ReplayAction) => void): ReplayTools {
  const flows = picker('From', (flow) => dispatch({ type: 'choose-flow', flow }));
  const faults = picker('Faults', (value) => dispatch({ type: 'choose-faults', faults: value === '2' ? 2 : 1 }));
  const runs = picker('Run', (value) => dispatch({ type: 'choose-run', choice: choiceOf(value) }));
  const sign = element('span', { class: 'verdict-sign' });
  const title = element('strong');
  const detail = element('span', { class: 'quiet' });
  const verdict = element('p', { class: 'run-verdict', role: 'status' }, sign, title, detail);
  place.replaceChildren(flows.root, faults.root, runs.root, verdict);
  let said = '';
  return {
    show(state) {
      const flow = shownFlow(state);
      const hasFlows = flow !== undefined;
      for (const { root } of [flows, faults, runs]) root.hidden = !hasFlows;
      flows.show(
        (state.flows?.flows ?? []).map(({ name, verdict: found }) => ({ value: name, label: found === 'broken' ? `✗ ${name}` : name })),
        flow?.name ?? '',
      );
      faults.show(
        [
          { value: '1', label: '1' },
          { value: '2', label: '2' },
        ],
        String(state.faults),
      );
      const choice = shownChoice(state);
      runs.show(
        [
          { value: 'happy', label: 'without a fault' },
          ...(flow?.runs ?? []).map((run, index) => ({ value: String(index), label: run.title })),
          ...(choice.kind === 'what-if' ? [{ value: 'what-if', label: 'of your own' }] : []),
        ],
        optionOf(choice),
      );
      const found = verdictOf(state);
      const text = state.problem ?? (found === undefined ? 'Exploring…' : found.title);
      const more = state.problem === null ? (found?.detail ?? '') : '';
      if (`${text} ${more}` === said) return;
      said = `${text} ${more}`;
      title.textContent = text;
      detail.textContent = more;
      sign.replaceChildren(...(found === undefined || state.problem !== null ? [] : [found.broken ? cross() : tick()]));
      verdict.classList.toggle('is-broken', state.problem === null && found?.broken === true);
      verdict.classList.toggle('is-kept', state.problem === null && found?.broken === false);
    },
  };
}

function optionOf(choice: RunChoice): string {
  return choice.kind === 'counterexample' ? String(choice.index) : choice.kind;
}

function choiceOf(value: string): RunChoice {
  return value === 'happy' ? { kind: 'happy' } : { kind: 'counterexample', index: Number(value) };
}

function tick(): SVGSVGElement {
  return svgElement(
    'svg',
    { class: 'sign', viewBox: '-9 -9 18 18', width: 18, height: 18, 'aria-hidden': 'true' },
    svgElement('circle', { class: 'disc', r: 8.5 }),
    svgElement('path', { class: 'arms', d: 'M-3.6.2l2.6 2.6 4.6-5.2' }),
  );
}
