/** What every part of the naive model looks at: the design, the state at hand, and what has been found to be possible in it. */
import type { Activity, Design, Effect, Hop, Message } from '../../../language/model/design.ts';
import { type Choices, type Doing, doingsOf, type StepDoing, stepsOf } from './bodies.ts';
import type { Broken, Entry } from './facts.ts';
import type { Frame, State } from './state.ts';

/** Something that can happen: the state after it, the fault that it is, and the promises that break in it. */
export interface Event {
  readonly next: State;
  readonly fault?: string;
  readonly breaks: readonly Broken[];
}

export interface WorldOptions {
  readonly design: Design;
  readonly entry: Entry;
  readonly choices: Choices;
  readonly budget: number;
  readonly firings: number;
  /** The messages that this flow can bring about, in whatever variant of it. */
  readonly messages: ReadonlySet<Message>;
  /** Whether everything that may happen in any order is tried in every order. */
  readonly every: boolean;
}

/** How the occurrence of a join's `otherwise` ends. */
export const TIMEOUT = '|timeout';

/** Changes a copy of the state. */
type Change = (next: State, breaks: Broken[]) => void;

export class World {
  readonly options: WorldOptions;
  readonly design: Design;
  /** Which effect and which body an occurrence is of; no part of the state, for its name says it. */
  readonly effects = new Map<string, Effect>();
  readonly bodies = new Map<string, Activity>();
  readonly #effectById: ReadonlyMap<string, Effect>;
  readonly #hopById: ReadonlyMap<string, Hop>;
  events: Event[] = [];
  state: State | undefined;
  #text = '';

  constructor(options: WorldOptions) {
    this.options = options;
    this.design = options.design;
    this.#effectById = new Map(this.design.effects.map((effect) => [effect.id, effect]));
    this.#hopById = new Map(this.design.hops.map((hop) => [hop.id, hop]));
  }

  /** Looks at a state, in which nothing is known to be possible yet. */
  enter(text: string): State {
    const state = JSON.parse(text) as State;
    this.events = [];
    this.#text = text;
    this.state = state;
    return state;
  }

  /** Notes that something can happen in the state at hand. */
  can(change: Change, fault?: string): void {
    const next = JSON.parse(this.#text) as State;
    const breaks: Broken[] = [];
    change(next, breaks);
    this.events.push({ next, fault, breaks });
  }

  activity(id: string): Activity {
    const found = this.design.index.activityById.get(id);
    if (!found) throw new Error(`no activity ${id}`);
    return found;
  }

  effect(id: string): Effect {
    const found = this.#effectById.get(id);
    if (!found) throw new Error(`no effect ${id}`);
    return found;
  }

  hop(id: string): Hop {
    const found = this.#hopById.get(id);
    if (!found) throw new Error(`no hop ${id}`);
    return found;
  }

  message(id: string): Message {
    const found = this.design.messages.find((message) => message.id === id);
    if (!found) throw new Error(`no message ${id}`);
    return found;
  }

  effectAt(occ: string): Effect | undefined {
    return this.effects.get(occ.endsWith('~') ? occ.slice(0, -1) : occ);
  }

  bodyOf(occ: string): Activity | undefined {
    return this.bodies.get(occ);
  }

  /** The effects of a body, as occurrences. */
  effectsBelow(occ: string, activity: Activity): readonly { readonly occ: string; readonly effect: Effect }[] {
    return doingsOf(activity, occ.endsWith(TIMEOUT) ? 'otherwise' : 'body', this.options.choices).flatMap(({ effects, item }) =>
      effects.map((effect) => ({ occ: occurrenceOf({ occ }, effect, item), effect })),
    );
  }

  steps(activity: Activity, part: 'body' | 'otherwise'): readonly StepDoing[] {
    return stepsOf(activity, part, this.options.choices);
  }

  doings(frame: Frame): readonly Doing[] {
    const activity = this.activity(frame.activity);
    if (frame.only !== undefined) return [{ effects: [this.effect(frame.only)], item: '' }];
    if (frame.part === 'timeout') return doingsOf(activity, 'otherwise', this.options.choices);
    if (frame.part === 'body') return doingsOf(activity, 'body', this.options.choices);
    const step = this.steps(activity, frame.part === 'otherwise' ? 'otherwise' : 'body')[frame.step ?? 0];
    return (frame.part === 'undo' ? step?.undo : step?.doings) ?? [];
  }
}

/** The name of an effect's occurrence: the way to its body, and its place there. */
export function occurrenceOf(frame: Pick<Frame, 'occ'>, effect: Effect, item: string): string {
  return `${frame.occ}${effect.id.slice(effect.id.lastIndexOf('#'))}${item}`;
}
