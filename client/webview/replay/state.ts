/** What the replay of a run shows, and how it changes: pure, so that all of it can be tested without a page. */
import type { DrawnRun, DrawnStep, FlowSummary, Flows, RunChoice } from '../../../server/protocol.ts';

/** How fast a run is played, as a factor. */
export const speeds = [0.5, 1, 2, 4] as const;
export type Speed = (typeof speeds)[number];

/** How many faults may strike in one run. */
export type FaultBudget = 1 | 2;

/** All that the replay shows. */
export interface ReplayState {
  /** The document shown; `null` before there is a picture. */
  readonly uri: string | null;
  readonly flows: Flows | null;
  /** Why there is nothing to show, in a sentence for the user. */
  readonly problem: string | null;
  readonly faults: FaultBudget;
  /** The flow that the user has chosen; where it is none of the document's, the first that fails, or else the first. */
  readonly flow: string | null;
  /** The run that the user has chosen; `null`: the first that breaks a promise, or else the happy path. */
  readonly choice: RunChoice | null;
  readonly run: DrawnRun | null;
  /** The step shown, counted from 0. */
  readonly at: number;
  /** Whether the run that is on its way is to be shown from its last fault on. */
  readonly toFault: boolean;
  readonly playing: boolean;
  readonly speed: Speed;
}

/** What can happen to the replay. */
export type ReplayAction =
  /** Another document is shown. */
  | { readonly type: 'document'; readonly uri: string }
  | { readonly type: 'flows'; readonly flows: Flows }
  | { readonly type: 'run'; readonly run: DrawnRun | null }
  | { readonly type: 'problem'; readonly text: string }
  | { readonly type: 'choose-flow'; readonly flow: string }
  | { readonly type: 'choose-faults'; readonly faults: FaultBudget }
  | { readonly type: 'choose-run'; readonly choice: RunChoice }
  /** Show this run, whatever was chosen before. */
  | { readonly type: 'show'; readonly flow: string; readonly choice: RunChoice; readonly faults: FaultBudget }
  /** One of the faults that could strike at the step shown does; what was assumed of later steps is void. */
  | { readonly type: 'strike'; readonly index: number }
  | { readonly type: 'go'; readonly at: number }
  | { readonly type: 'step'; readonly by: number }
  /** Playing goes on by one step, and ends at the last. */
  | { readonly type: 'tick' }
  | { readonly type: 'play'; readonly on: boolean }
  | { readonly type: 'speed'; readonly speed: Speed };

/** What is kept over a reload of the window. */
export interface SavedReplay {
  readonly uri: string;
  readonly flow: string | null;
  readonly choice: RunChoice | null;
  readonly faults: FaultBudget;
  readonly at: number;
  readonly speed: Speed;
}

/** The state before anything has come. */
export function initialReplay(saved: SavedReplay | undefined): ReplayState {
  return {
    uri: saved?.uri ?? null,
    flows: null,
    problem: null,
    faults: saved?.faults ?? 1,
    flow: saved?.flow ?? null,
    choice: saved?.choice ?? null,
    run: null,
    at: saved?.at ?? 0,
    toFault: false,
    playing: false,
    speed: saved?.speed ?? 1,
  };
}

/** What of a state is kept. */
export function savedReplay({ uri, flow, choice, faults, at, speed }: ReplayState): SavedReplay | undefined {
  return uri === null ? undefined : { uri, flow, choice, faults, at, speed };
}

/** The state after an action. */
export function reduce(state: ReplayState, action: ReplayAction): ReplayState {
  switch (action.type) {
    case 'document':
      return action.uri === state.uri ? state : { ...initialReplay(undefined), uri: action.uri, faults: state.faults, speed: state.speed };
    case 'flows':
      return { ...state, flows: action.flows, problem: action.flows.flows.length === 0 ? 'Nothing begins in this design yet.' : null };
    case 'run':
      return showRun(state, action.run);
    case 'problem':
      return { ...state, problem: action.text, playing: false };
    case 'choose-flow':
      return { ...fromStart(state), flow: action.flow, choice: null };
    case 'choose-faults':
      return { ...fromStart(state), faults: action.faults, choice: null };
    case 'choose-run':
      return { ...fromStart(state), flow: shownFlow(state)?.name ?? state.flow, choice: action.choice };
    case 'show':
      return { ...fromStart(state), flow: action.flow, choice: action.choice, faults: action.faults };
    case 'strike':
      return strike(state, action.index);
    case 'go':
      return goTo({ ...state, playing: false }, action.at);
    case 'step':
      return goTo({ ...state, playing: false }, state.at + action.by);
    case 'tick':
      return state.playing ? tick(state) : state;
    case 'play':
      return action.on ? play(state) : { ...state, playing: false };
    case 'speed':
      return { ...state, speed: action.speed };
  }
}

function fromStart(state: ReplayState): ReplayState {
  return { ...state, at: 0, toFault: false, playing: false };
}

/** The same run drawn anew, after an edit or in another theme, stays where it was. */
function showRun(state: ReplayState, run: DrawnRun | null): ReplayState {
  const at = state.toFault ? Math.max(0, run?.steps.findLastIndex(({ fault }) => fault !== undefined) ?? 0) : state.at;
  return goTo({ ...state, run, toFault: false, problem: run === null ? 'This run is no longer one of the design.' : null }, at);
}

function goTo(state: ReplayState, at: number): ReplayState {
  const last = lastStep(state);
  // What was kept of a run that is not there yet waits for it.
  return { ...state, at: state.run === null ? Math.max(0, at) : Math.min(Math.max(at, 0), last) };
}

function lastStep({ run }: Pick<ReplayState, 'run'>): number {
  return Math.max(0, (run?.steps.length ?? 0) - 1);
}

function play(state: ReplayState): ReplayState {
  if (state.run === null || state.run.steps.length === 0) return state;
  // At its end, it begins again.
  return { ...state, playing: true, at: state.at >= lastStep(state) ? 0 : state.at };
}

function tick(state: ReplayState): ReplayState {
  const last = lastStep(state);
  return state.at >= last ? { ...state, playing: false } : { ...state, at: state.at + 1, playing: state.at + 1 < last };
}

function strike(state: ReplayState, index: number): ReplayState {
  const { at, run } = state;
  const play = run?.steps[at]?.strikes[index]?.play;
  if (run === null || play === undefined) return state;
  return { ...state, playing: false, toFault: true, flow: run.flow, choice: { kind: 'what-if', play } };
}

/** The flow shown: the one chosen if the document has it, or else the first that fails, or else the first. */
export function shownFlow({ flows, flow }: Pick<ReplayState, 'flows' | 'flow'>): FlowSummary | undefined {
  const all = flows?.flows ?? [];
  return all.find(({ name }) => name === flow) ?? all.find(({ verdict }) => verdict === 'broken') ?? all[0];
}

/** The run shown: the one chosen if the flow has it, or else the first that breaks a promise, or else the happy path. */
export function shownChoice(state: Pick<ReplayState, 'flows' | 'flow' | 'choice'>): RunChoice {
  const flow = shownFlow(state);
  const { choice } = state;
  const isOfFlow = choice !== null && (choice.kind !== 'counterexample' || choice.index < (flow?.runs.length ?? 0));
  if (isOfFlow && flow?.name === state.flow) return choice;
  return (flow?.runs.length ?? 0) > 0 ? { kind: 'counterexample', index: 0 } : { kind: 'happy' };
}

/** The step shown. */
export function shownStep({ run, at }: Pick<ReplayState, 'run' | 'at'>): DrawnStep | undefined {
  return run?.steps[at];
}

/** What is said of the run: `Effect once is broken`, and which of the flow's runs it is. */
export function verdictOf(state: ReplayState): { readonly broken: boolean; readonly title: string; readonly detail: string } | undefined {
  const flow = shownFlow(state);
  const { run } = state;
  if (flow === undefined || run === null) return undefined;
  const budget = state.faults === 1 ? 'any one fault' : 'any two faults';
  if (run.run.kind === 'counterexample') {
    const count = flow.runs.length;
    const which = count === 1 ? 'the only way to fail' : `way ${run.run.index + 1} of ${count} to fail`;
    return { broken: true, title: run.verdict?.title ?? 'A promise is broken', detail: which };
  }
  if (run.run.kind === 'what-if') {
    if (run.verdict) return { broken: true, title: run.verdict.title, detail: 'a run of your own' };
    return { broken: false, title: 'Every promise holds', detail: 'a run of your own' };
  }
  if (flow.verdict === 'broken') {
    const ways = flow.runs.length;
    const rest = flow.bound === undefined ? '' : `, and not every run was looked at: ${flow.bound}`;
    return { broken: true, title: `${ways} ${ways === 1 ? 'way' : 'ways'} to fail`, detail: `this is the run without a fault${rest}` };
  }
  if (flow.bound !== undefined) return { broken: false, title: 'No way to fail was found', detail: flow.bound };
  return { broken: false, title: `Survives ${budget}`, detail: 'this is the run without a fault' };
}
