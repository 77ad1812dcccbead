/** The mode that replays runs: it asks for flows and runs, keeps the replay's state, and brings it to its places on the page. */
import { type DrawnRun, type Flows, flowsRequest, type RunParams, runRequest, type ShowRunArguments } from '../../../server/protocol.ts';
import { reasonOf } from '../../words.ts';
import { currentTheme } from '../dom.ts';
import type { Mode, ModeHost, OpenMode } from '../modes/mode.ts';
import type { PreviewState } from '../state/state.ts';
import { litParts, placeOf } from './lights.ts';
import { drawScene } from './picture.ts';
import { createSequence } from './sequence.ts';
import {
  initialReplay,
  type ReplayAction,
  type ReplayState,
  reduce,
  type SavedReplay,
  savedReplay,
  shownChoice,
  shownFlow,
  shownStep,
  speeds,
} from './state.ts';
import { stepTime } from './timing.ts';
import { createTools } from './tools.ts';
import { createTransport } from './transport.ts';

export const replayMode: Mode = {
  id: 'flow',
  label: 'Flow',
  open: (host) => new Replay(host),
};

class Replay implements OpenMode {
  readonly #host: ModeHost;
  readonly #views: readonly { show(state: ReplayState): void }[];
  #state: ReplayState;
  /** The picture that the last answers are about: each drawing, after an edit or in another theme, asks anew. */
  #diagram: PreviewState['diagram'] = null;
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  readonly help: NonNullable<OpenMode['help']> = [
    ['Space', 'play or pause the run'],
    ['← or →', 'the step before, after'],
    ['Home or End', 'the first, the last step'],
    ['l', 'go to the line of the step'],
    ['s', 'change the speed'],
    ['e', 'export the run'],
    ['← → ↑ ↓', 'on the divider: more room for the picture, or for the steps'],
    ['Enter', 'on the divider: as at first'],
  ];

  constructor(host: ModeHost) {
    this.#host = host;
    this.#state = initialReplay(host.saved() as SavedReplay | undefined);
    const dispatch = (action: ReplayAction): void => this.#dispatch(action);
    this.#views = [
      createTools(host.tools, dispatch),
      createSequence(host.side, {
        go: (at) => dispatch({ type: 'go', at }),
        reveal: (at) => this.#reveal(at),
      }),
      createTransport(host.foot, { dispatch, reveal: () => this.#reveal(this.#state.at), export: () => this.#export() }),
    ];
    this.#show();
  }

  update({ diagram }: PreviewState): void {
    if (diagram === this.#diagram) return;
    this.#diagram = diagram;
    if (diagram === null) return;
    this.#dispatch({ type: 'document', uri: diagram.uri });
    this.#asked = '';
    void this.#askFlows();
    this.#look();
    this.#lightRun();
    this.#drawScene(false);
  }

  /** Shows a run that was asked for elsewhere: a code lens, a quick fix. */
  receive(argument: unknown): void {
    if (argument === undefined) return;
    const { uri, flow, run, faults } = argument as ShowRunArguments;
    this.#dispatch({ type: 'document', uri });
    this.#dispatch({ type: 'show', flow, choice: run, faults: faults === 2 ? 2 : 1 });
  }

  key(event: KeyboardEvent): boolean {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const action = this.#actionOf(event.key);
    if (action === undefined) return false;
    if (typeof action === 'function') action();
    else this.#dispatch(action);
    return true;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#host.dispatch({ type: 'light', ids: null });
    this.#tellExtension(null);
  }

  #actionOf(key: string): ReplayAction | (() => void) | undefined {
    const { playing, speed, run } = this.#state;
    switch (key) {
      case ' ':
        // Space on an element of the picture selects it.
        return this.#host.state().focused === null ? { type: 'play', on: !playing } : undefined;
      case 'ArrowLeft':
        return { type: 'step', by: -1 };
      case 'ArrowRight':
        return { type: 'step', by: 1 };
      case 'Home':
        return { type: 'go', at: 0 };
      case 'End':
        return { type: 'go', at: (run?.steps.length ?? 1) - 1 };
      case 'l':
        return () => this.#reveal(this.#state.at);
      case 's':
        return { type: 'speed', speed: speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1 };
      case 'e':
        return () => this.#export();
      default:
        return undefined;
    }
  }

  #dispatch(action: ReplayAction): void {
    const before = this.#state;
    this.#state = reduce(before, action);
    if (this.#state === before || this.#closed) return;
    this.#show();
    const { run, at } = this.#state;
    if (run !== before.run || at !== before.at) this.#look();
    if (run !== before.run) this.#lightRun();
    if (run !== before.run || at !== before.at) {
      this.#drawScene(action.type === 'tick' || action.type === 'step' || action.type === 'play');
      this.#announce(before);
    }
    this.#keepPlaying(before);
    this.#host.save(savedReplay(this.#state));
    void this.#askRun();
  }

  #show(): void {
    for (const view of this.#views) view.show(this.#state);
  }

  async #askFlows(): Promise<void> {
    const { uri, faults } = this.#state;
    if (uri === null) return;
    const diagram = this.#diagram;
    try {
      const flows = await this.#host.request<Flows>(flowsRequest, { uri, faults });
      // The answer to an older picture, or to a budget that is no longer wanted.
      if (diagram !== this.#diagram || faults !== this.#state.faults || this.#closed) return;
      this.#asked = '';
      this.#dispatch({ type: 'flows', flows });
    } catch (error) {
      if (diagram === this.#diagram) this.#fail(error);
    }
  }

  async #askRun(): Promise<void> {
    const params = this.#params();
    if (params === undefined) return;
    if (this.#state.flows?.faults !== this.#state.faults) return void this.#askFlowsOnce();
    const wanted = JSON.stringify(params);
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    try {
      const run = await this.#host.request<DrawnRun | null>(runRequest, params);
      if (wanted !== this.#asked || this.#closed) return;
      this.#dispatch({ type: 'run', run });
      this.#tellExtension(run === null ? null : params);
    } catch (error) {
      if (wanted === this.#asked) this.#fail(error);
    }
  }

  /** The flows with another number of faults, asked for once. */
  #askFlowsOnce(): void {
    const key = `flows ${this.#state.uri} ${this.#state.faults}`;
    if (this.#asked === key) return;
    this.#asked = key;
    void this.#askFlows();
  }

  /** What the run shown is asked by; nothing before the flows are known. */
  #params(): RunParams | undefined {
    const { uri, faults, flows } = this.#state;
    const flow = shownFlow(this.#state);
    if (uri === null || flows === null || flow === undefined) return undefined;
    return { uri, theme: currentTheme(), flow: flow.name, faults, run: shownChoice(this.#state) };
  }

  #fail(error: unknown): void {
    this.#dispatch({ type: 'problem', text: reasonOf(error) });
  }

  #lightRun(): void {
    const { run } = this.#state;
    const diagram = this.#diagram;
    this.#host.dispatch({ type: 'light', ids: run === null || diagram === null ? null : litParts(run, diagram) });
    this.#host.dispatch({ type: 'legend-of-mode', items: run?.legend ?? [] });
  }

  /** Where the step happens stays in sight. */
  #look(): void {
    const { run } = this.#state;
    const step = shownStep(this.#state);
    const diagram = this.#diagram;
    if (run === null || step === undefined || diagram === null) return;
    const { from, to, edge } = placeOf(step, diagram, run);
    this.#host.dispatch({ type: 'look', ids: [from, to, edge].filter((id) => id !== null) });
  }

  #drawScene(travels: boolean): void {
    const { run, at, speed } = this.#state;
    const diagram = this.#diagram;
    if (run === null || diagram === null) return;
    drawScene(this.#host, { diagram, run, at, travels: travels && !this.#host.isStill(), speed });
  }

  /** A screen reader says each step, and first which run it is. */
  #announce(before: ReplayState): void {
    const { run, at } = this.#state;
    const step = shownStep(this.#state);
    if (run === null || step === undefined) return;
    const opening = run !== before.run && run.title !== before.run?.title ? `${run.title}. ` : '';
    const fault = step.fault === undefined ? '' : `Fault, ${step.fault.toLowerCase()}. `;
    const broken = step.breaks && run.verdict ? ` ${run.verdict.title}.` : '';
    this.#host.announce(`${opening}Step ${at + 1} of ${run.steps.length}: ${fault}${step.text.replaceAll('`', '')}${broken}`);
  }

  #keepPlaying(before: ReplayState): void {
    const { playing, at, speed } = this.#state;
    if (playing === before.playing && at === before.at && speed === before.speed) return;
    clearTimeout(this.#timer);
    if (!playing) return;
    this.#timer = setTimeout(() => this.#dispatch({ type: 'tick' }), stepTime(shownStep(this.#state)?.text ?? '', speed));
  }

  #reveal(at: number): void {
    const step = this.#state.run?.steps[at];
    if (step) this.#host.reveal(step.source);
  }

  #export(): void {
    const params = this.#params();
    if (params === undefined || this.#state.run === null) return;
    this.#host.request('exportRun', params).catch((error: unknown) => this.#fail(error));
  }

  /** The extension exports the run that is shown, when its command is used. */
  #tellExtension(params: RunParams | null): void {
    this.#host.request('shownRun', { run: params }).catch((error: unknown) => this.#fail(error));
  }
}
