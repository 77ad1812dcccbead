/** A state of the naive model: a plain object that can be written as JSON, and is, to tell one state from another. */

/** A body that runs. */
export interface Frame {
  activity: string;
  /** The occurrence: the way from the entry to it, in words. */
  occ: string;
  /** Which of its steps is next. */
  at: number;
  /** How often it was begun. */
  run: number;
  /** Of the call at hand: failed tries so far, and whether it is its fallback that is called. */
  tries: number;
  fallback: boolean;
  /** Whether the call at hand waits for the frame above. */
  waits: boolean;
  /** The run of a workflow that the call at hand waits for. */
  awaits?: string;
  /** Which part of its activity it runs. */
  part: 'body' | 'step' | 'undo' | 'otherwise' | 'timeout';
  step?: number;
  /** The one effect that is all of it: what an actor does, or an effect that is not placed. */
  only?: string;
}

/** A cause and what runs because of it: the last frame is the innermost. */
export interface Thread {
  root: string;
  rootKind: 'fire' | 'delivery' | 'step' | 'timeout';
  frames: Frame[];
  late: boolean;
}

/** A message on one leg. */
export interface Delivery {
  hop: string;
  message: string;
  /** The effect that sent it: the logical message. */
  sent: string;
  copies: number;
  attempts: number;
  state: 'waiting' | 'running' | 'done' | 'parked' | 'dropped' | 'blocked' | 'stuck' | 'held';
  handled: boolean;
  poisoned: boolean;
  late: boolean;
  /** Where it was parked, and whether it was put back from there. */
  parkedIn?: string;
  redriven: boolean;
  /** Given up by decision of the design. */
  decided: boolean;
}

/** One run of a workflow, with its repeats. */
export interface Run {
  activity: string;
  starts: number;
  /** Started by a name, under which it is started once. */
  named: boolean;
  /** Somebody calls it, and waits for its end. */
  called: boolean;
  begun: number;
  phase: 'idle' | 'forward' | 'undoing' | 'recovering' | 'done' | 'failed' | 'vanished';
  at: number;
  failed: number;
  completed: number[];
  unknown: number[];
  undone: number[];
  /** Effects that took place in this run of it. */
  taken: string[];
  /** The step to go on from in `otherwise`. */
  recoverAt: number;
}

/** What has come for a join, for one key. */
export interface JoinSet {
  /** Messages, and the deliveries that brought them first. */
  came: string[];
  collected: string[];
  /** The logical message that made it complete: what comes of it again, runs the join again. */
  last?: string;
  timedOut: boolean;
}

export interface State {
  fired: number;
  threads: Thread[];
  deliveries: Record<string, Delivery>;
  runs: Record<string, Run>;
  joins: Record<string, JoinSet>;
  /** How often each effect took place, at most 2. */
  times: Record<string, number>;
  /** When it last took place: which run of each body around it. */
  took: Record<string, number[]>;
  /** How often each body was begun. */
  begun: Record<string, number>;
  recorded: Record<string, true>;
  /** Of requirements: effects that count together, and ends that have come about. */
  sums: Record<string, number>;
  cameAbout: Record<string, true>;
  /** Rows that a relay has yet to publish. */
  rows: Record<string, { hop: string[]; sent: string; message: string; late: boolean; published: boolean }>;
  /** What is out for a cause. */
  out: Record<string, string[]>;
  /** Services whose kept state this flow has touched. */
  touched: Record<string, true>;
  written: Record<string, true>;
  /** Logical messages in the order they were published. */
  order: string[];
  /** Legs that park the rest of their group. */
  parkedGroups: Record<string, true>;
}

export function emptyState(): State {
  return {
    fired: 0,
    threads: [],
    deliveries: {},
    runs: {},
    joins: {},
    times: {},
    took: {},
    begun: {},
    recorded: {},
    sums: {},
    cameAbout: {},
    rows: {},
    out: {},
    touched: {},
    written: {},
    order: [],
    parkedGroups: {},
  };
}

/** @returns the state as a text that is the same for the same state. */
export function keyOf(state: State): string {
  return JSON.stringify(state, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
