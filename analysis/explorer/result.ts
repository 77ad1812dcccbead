/**
 * What the fault explorer answers: for each flow, whether its promises hold under the faults allowed, and the shortest run that breaks each one that
 * does not. Plain immutable data: command line, server and pictures know runs by these types alone and nothing of the search.
 */
import type { Source } from '../../language/model/source.ts';

/** What can go wrong by itself (`docs/semantics.md`). All that follows from one fault costs no further one. */
export type FaultKind =
  | 'duplicate'
  | 'crash'
  | 'lost-reply'
  | 'poison'
  | 'drop'
  | 'reorder'
  | 'instance-loss'
  | 'scale-out'
  | 'outage'
  | 'stale-read';

/** What a design must keep, built in, and what its `require`s demand. */
export type Promised =
  | 'effect-once'
  | 'nothing-lost'
  | 'nothing-blocked'
  | 'all-or-nothing'
  | 'in-order'
  | 'state-kept'
  | 'read-your-writes'
  | 'comes-to-rest'
  | 'requirement';

/**
 * What a step is in a sequence diagram.
 * call: a synchronous call goes out · answer: it comes back, well or not · message: a message travels one leg · access: a store is read or
 * written · acknowledge: a delivery is taken off its channel · event: something happens at one element (a crash, a timer, state that is gone)
 */
export type RunStepKind = 'call' | 'answer' | 'message' | 'access' | 'acknowledge' | 'event';

/** One step of a run. */
export interface RunStep {
  readonly kind: RunStepKind;
  /** Ids of elements: who acts, and on whom. The same where it happens at one element. */
  readonly from: string;
  readonly to: string;
  /** What stands on the arrow: `place`, `OrderPlaced`, `increments Sales`, `done`, `acknowledged`. */
  readonly label: string;
  /** A second, quieter line: `2nd delivery`, `retry 1`. */
  readonly note?: string;
  /** One sentence in plain words. */
  readonly text: string;
  /** The place in the text that it comes from. */
  readonly source: Source;
  /** Ids of the hop, effect and activity concerned, where there are some: what lights up in the architecture picture. */
  readonly hop?: string;
  readonly effect?: string;
  readonly activity?: string;
  /** Which run of the activity acts, counted from 1 within the run: activation bars are drawn from its first step to its last. */
  readonly activation?: number;
  /** The fault that strikes in this step. */
  readonly fault?: FaultKind;
  /** It did not succeed: an answer that is an error, an effect that did not take place. */
  readonly failed?: boolean;
  /** How often the effect has now taken place, where that is what is counted. */
  readonly times?: number;
  /** In this step the promise breaks. */
  readonly breaks?: boolean;
}

/** Which run of a flow it is: enough to play it again on the same design, and to go on from it otherwise (`replay`). */
export interface RunChoices {
  /** The variant of the flow: which branches, routes and competing consumers it takes. */
  readonly variant: number;
  /** The fault budget it was found with, which also bounds how often calls are tried. */
  readonly budget: number;
  /** Faults that strike: at which step of the machine, and which of those possible there, counted from 1. */
  readonly choices: readonly { readonly at: number; readonly fault: number }[];
}

/** A run that breaks a promise. */
export interface Counterexample {
  readonly promise: Promised;
  /** The rules whose findings at `source` this run shows, most specific first. */
  readonly rules: readonly string[];
  /** What broke, in a sentence: `increments Sales took place twice for one OrderPlaced.` */
  readonly text: string;
  /** The element to change, and the place in the text where it would be changed. */
  readonly element: string;
  readonly source: Source;
  /** The `require` it breaks, by its position in `Design.requirements`. */
  readonly requirement?: number;
  readonly faults: readonly FaultKind[];
  readonly steps: readonly RunStep[];
  /** Technology defaults it rests on: `aws.sqs delivers at least once`. */
  readonly restsOn: readonly string[];
  /** Which run it is. */
  readonly run?: RunChoices;
}

/** What is known of one flow. */
export interface FlowResult {
  /** Unique in the design: the `flow`'s own name where one is declared, or else `Shopper calls Ordering.place`. */
  readonly name: string;
  /** The entry point's place in the text. */
  readonly source: Source;
  /** The id of the activity or message where it begins. */
  readonly entry: string;
  readonly verdict: 'holds' | 'broken';
  /** Whether every run within the fault budget was looked at; if not, `bound` says what stopped the search. */
  readonly complete: boolean;
  readonly bound?: string;
  /** Requirements, by their position in `Design.requirements`, that what was not looked at may break. */
  readonly unsettled: readonly number[];
  readonly states: number;
  /** How many effects the flow has. */
  readonly effects: number;
  readonly counterexamples: readonly Counterexample[];
  /** The run without a fault. */
  readonly happyPath: readonly RunStep[];
}

/** A `require` that no run can reach: its position in `Design.requirements`, and why. */
export interface UnreachableRequirement {
  readonly requirement: number;
  readonly text: string;
}

export interface Exploration {
  readonly faults: number;
  readonly flows: readonly FlowResult[];
  readonly unreachable: readonly UnreachableRequirement[];
}
