/** What happens in a run, as the machine tells it to whoever listens; sentences are made of it elsewhere. */
import type { KeptState } from '../../language/model/design.ts';
import type { Activation, EffectOccurrence, Leg, Loop, Put, StepOccurrence } from './program.ts';
import type { FaultKind, Promised } from './result.ts';

export type RunEventKind =
  | 'begins'
  | 'call'
  | 'answer'
  | 'error'
  | 'effect'
  | 'unavailable'
  | 'passed-over'
  | 'recognised'
  | 'recorded'
  | 'accepted'
  | 'deduplicated'
  | 'forwarded'
  | 'delivered'
  | 'collected'
  | 'acknowledged'
  | 'returned'
  | 'parked'
  | 'dropped'
  | 'blocked'
  | 'behind'
  | 'held-back'
  | 'released'
  | 'redriven'
  | 'crash'
  | 'lost-reply'
  | 'duplicate'
  | 'poison'
  | 'gone'
  | 'instance-loss'
  | 'scale-out'
  | 'stale'
  | 'pending'
  | 'waits'
  | 'goes-on'
  | 'silence'
  | 'times-out'
  | 'step-failed'
  | 'undo'
  | 'run-failed'
  | 'run-ends'
  | 'rerun'
  | 'loop';

export interface RunEvent {
  readonly kind: RunEventKind;
  readonly activation?: Activation;
  readonly effect?: EffectOccurrence;
  readonly leg?: Leg;
  readonly put?: Put;
  readonly step?: StepOccurrence;
  readonly state?: KeptState;
  readonly loop?: Loop;
  /** How often it has now taken place; the number of the try or the delivery. */
  readonly times?: number;
  readonly fault?: FaultKind;
  readonly late?: boolean;
  /** It is the fallback of the effect that this is told of. */
  readonly instead?: boolean;
}

/** A promise that breaks, and what to change. */
export interface Breach {
  readonly promise: Promised;
  /** What kind of thing gave way. */
  readonly blame:
    | 'guard'
    | 'call'
    | 'handler'
    | 'leg'
    | 'put'
    | 'effect'
    | 'step'
    | 'state'
    | 'run'
    | 'read'
    | 'loop'
    | 'order'
    | 'parking'
    | 'end';
  readonly activation?: Activation;
  readonly effect?: EffectOccurrence;
  readonly leg?: Leg;
  /** Where the earlier message is parked that a later one overtakes. */
  readonly parked?: Leg;
  readonly put?: Put;
  readonly step?: StepOccurrence;
  readonly state?: KeptState;
  readonly loop?: Loop;
  readonly late?: boolean;
  /** What took place twice, where what is to blame is the call that led to it. */
  readonly twice?: EffectOccurrence;
  /** It was the fallback of that. */
  readonly instead?: boolean;
  /** The `require` that it breaks, and the promise that it would be without one. */
  readonly requirement?: number;
  readonly like?: Promised;
}
