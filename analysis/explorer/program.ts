/**
 * A flow unfolded: the tree of everything that can happen in it, once. What happens again is a further attempt of an occurrence and no new one.
 * All objects of one program are numbered in the order of the tree, causes before what they cause.
 */
import type { Activity, CallEffect, Channel, Effect, Element, Hop, KeptState, Message, Step } from '../../language/model/design.ts';
import type { Disorder } from '../passes/order.ts';

/** A field of a state, by its number in the layout. */
export type Field = number;

/** No field: what a program never needs to know. It is nought, and stays so. */
export const NO_FIELD: Field = 0;

export interface Program {
  readonly firings: number;
  /** What begins in each firing: an activation, or a message put into channels or handed to its receiver. */
  readonly entries: readonly Beginning[];
  readonly activations: readonly Activation[];
  readonly effects: readonly EffectOccurrence[];
  readonly legs: readonly Leg[];
  readonly puts: readonly Put[];
  readonly steps: readonly StepOccurrence[];
  /** Where an outage can strike: an element, for all that one scope does. */
  readonly sites: readonly Site[];
  /** Whether some `require` speaks of what happens in it. */
  readonly concerned: boolean;
  /** Requirements that one thing leads to another: whether the one, and the other, has come about in a firing. */
  readonly promises: readonly PromisedEnd[];
  /** Whether a repeat can come late: some window in the flow is shorter than the time in which one can come. */
  readonly canRepeatLate: boolean;
  /** Whether something was cut off because the flow is too large. */
  readonly cut: boolean;
}

export interface Beginning {
  readonly activation?: Activation;
  readonly puts: readonly Put[];
  /** A message handed straight to who handles it. */
  readonly directs: readonly Leg[];
  readonly message?: Message;
  readonly happens: readonly Field[];
}

export interface PromisedEnd {
  readonly requirement: number;
  readonly firing: number;
  readonly begun: Field;
  readonly ended: Field;
}

/** What an outage strikes: every use of an element by the activation that one delivery, actor or step started. */
export interface Site {
  readonly id: number;
  readonly scope: number;
  readonly element: Element;
}

/** What brought an activation about. */
export type Trigger =
  | { readonly kind: 'call'; readonly effect: EffectOccurrence; readonly fallback: boolean }
  | { readonly kind: 'delivery'; readonly legs: Leg[] }
  | { readonly kind: 'entry' };

/** A body that runs once for its cause. */
export interface Activation {
  readonly id: number;
  readonly activity: Activity;
  readonly trigger: Trigger;
  readonly firing: number;
  /** The activation that waits for this one; none if nobody waits. */
  readonly caller?: Activation;
  /** The first of the chain of callers. */
  readonly root: Activation;
  readonly scope: number;
  readonly ops: readonly Op[];
  /** Where the forward part, and the undos, of a workflow end. The same as the number of ops for everything else. */
  readonly forward: number;
  readonly undos: number;
  /** What runs instead when a join's time is up. */
  readonly otherwise?: Activation;
  /** Of a join: this variant of the flow does not send it all that another one does, so it waits in vain. */
  readonly incomplete: boolean;
  /** State of the service that must be there, or will be from now on. */
  readonly states: readonly KeptState[];
  /** Clients come to the instance that they came to before. */
  readonly pinned: boolean;
  /** Its repeats are recognised for a shorter time than they can come. */
  readonly forgets: boolean;
  /** Crashes before its first effect lose its input. */
  readonly acknowledgesFirst: boolean;
  readonly canCrash: boolean;
  /** Whether it can be brought about again when it is over; if not, what it did can be forgotten then. */
  readonly final: boolean;
  /** What comes about when it begins, and when it has ended well. */
  readonly begins: readonly Field[];
  readonly ends: readonly Field[];
  /** Requirements that it be done wholly or not at all, and that each of its states outlive its instances. */
  readonly wholly: readonly number[];
  readonly surviving: readonly (readonly number[])[];
  /** All that it waits for, itself first: it ends with them. */
  readonly chain: readonly Activation[];
  readonly field: {
    readonly at: Field;
    readonly begun: Field;
    readonly cause: Field;
    readonly late: Field;
    readonly recorded: Field;
    /** Of a join: which of its legs brought it about. Of a workflow: which of its steps failed. */
    readonly which: Field;
    /** Of a workflow that only its instance knows: its run is gone, and with it the name. */
    readonly gone: Field;
  };
}

/** One step of a body: effects that take place together, a mark that is set, or a wait. */
export interface Op {
  readonly kind: 'effects' | 'record' | 'wait';
  readonly effects: readonly EffectOccurrence[];
  readonly step?: StepOccurrence;
  /** Legs that a wait waits for, by message. */
  readonly awaited: readonly (readonly Leg[])[];
  /** Whether each of these messages comes from outside where it has no leg; else the flow sends it, and this variant does not. */
  readonly outside: readonly boolean[];
  readonly all: boolean;
  readonly ends: boolean;
  /** Branches of `parallel` go on when one fails: where the next of them begins, and where the block ends. */
  readonly next?: { readonly branch: number; readonly end: number };
  readonly sites: readonly Site[];
}

export interface StepOccurrence {
  readonly id: number;
  readonly step: Step;
  readonly workflow: Activation;
  readonly scope: number;
  /** First op and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** The same of its undo. */
  readonly undoFrom: number;
  readonly undoTo: number;
  readonly effects: readonly EffectOccurrence[];
  readonly undo: readonly EffectOccurrence[];
  /** Where the run goes on when it fails; none: the run fails. */
  readonly onFailure?: { readonly op: number; readonly fails: boolean };
  /** `touched`: something of it has taken place in this turn of its run, though it need not have come to its end. */
  readonly field: { readonly completed: Field; readonly touched: Field; readonly undone: Field };
}

/** An effect at its place in an activation. */
export interface EffectOccurrence {
  readonly id: number;
  readonly effect: Effect;
  readonly activation: Activation;
  readonly step?: StepOccurrence;
  readonly undoes?: StepOccurrence;
  /** The step, of the innermost workflow around it, that it is part of; none for what an undo does. */
  readonly within?: StepOccurrence;
  /** What answers a call, unless nothing of it is known or somebody else runs it. */
  readonly callee?: Activation;
  /** What is called when this has failed for good. */
  readonly instead?: Substitute;
  readonly puts: readonly Put[];
  readonly directs: readonly Leg[];
  /** The relay of an outbox. */
  readonly relay?: Leg;
  readonly start?: Leg;
  /** What a store publishes as part of a write. */
  readonly changes: readonly EffectOccurrence[];
  /** Whether twice differs from once. */
  readonly differs: boolean;
  /** It lasts, and where: places that are joined share a number. */
  readonly place: number;
  /** Further tries, as far as they matter. */
  readonly retries: number;
  readonly unlimited: boolean;
  readonly canLoseReply: boolean;
  readonly canRepeat: boolean;
  /** Whoever answers it forgets it earlier than it can come again. */
  readonly forgets: boolean;
  readonly loop?: Loop;
  readonly stale?: Staleness;
  /** Set when it has taken place: what the flow has written. */
  readonly writes: readonly Field[];
  /** Counted by these requirements. */
  readonly counted: readonly Counter[];
  /** What comes about when it takes place. */
  readonly happens: readonly Field[];
  /** `instead`: its fallback is being called. */
  readonly field: { readonly count: Field; readonly tries: Field; readonly instead: Field };
}

/** The fallback of a call: a call of its own, that is not tried again. */
export interface Substitute {
  /** As if the body called it itself. */
  readonly effect: CallEffect;
  /** What answers, unless nothing of it is known or somebody else runs it. */
  readonly callee?: Activation;
  /** Where an outage of it can strike; none where it is spared. */
  readonly site?: Site;
  readonly canLoseReply: boolean;
  /** Whether twice differs from once, and how often it took place. What somebody in the design runs is counted there. */
  readonly differs: boolean;
  readonly count: Field;
  /** As that of the call. */
  readonly forgets: boolean;
  /** Which requirements count it, and what comes about with it. */
  readonly counted: readonly Counter[];
  readonly happens: readonly Field[];
}

/** How a read may miss what was written. */
export interface Staleness {
  /** It may miss what anybody has written. */
  readonly always: boolean;
  /** The flow has written the store itself, and a read may lag behind that. */
  readonly own: Field;
  readonly eventual: boolean;
  /** The flow has written what the store is a copy of, and the copy lags. */
  readonly origins: readonly Field[];
  readonly copied: boolean;
  /** What messages on their way have yet to write counts too. */
  readonly pending: boolean;
}

export interface Counter {
  readonly requirement: number;
  readonly field: Field;
}

/** One leg of the way of one message: what waits on it, and what comes of it. */
export interface Leg {
  readonly id: number;
  readonly kind: 'forward' | 'deliver' | 'start' | 'relay' | 'await';
  readonly firing: number;
  readonly message?: Message;
  readonly hop?: Hop;
  readonly channel?: Channel;
  readonly effect?: EffectOccurrence;
  /** The leg, or the activation, that the message comes from. */
  readonly before?: Leg;
  readonly sender?: Activation;
  readonly puts: readonly Put[];
  readonly directs: readonly Leg[];
  readonly activation?: Activation;
  /** The workflow's wait that it ends. */
  readonly awaitedBy?: { readonly workflow: Activation; readonly op: number };
  /** The leg of the earlier message with the same group. */
  readonly earlier?: Leg;
  readonly delivery: 'at-least-once' | 'at-most-once' | 'exactly-once' | undefined;
  /** It begins a workflow by name, once. */
  readonly named: boolean;
  readonly ordered: boolean;
  readonly blocks: boolean;
  /** How it may lose the order that its message needs. */
  readonly disorder?: Disorder;
  /** The consumer must see the message in order. */
  readonly needsOrder: boolean;
  /** The first leg on the way on which order is lost. */
  readonly disordered?: Leg;
  readonly attempts: number;
  /** All tries used up: parked, given up, or blocking. */
  readonly fate: Fate;
  readonly parked?: Put;
  readonly canFail: boolean;
  readonly canGiveUp: boolean;
  readonly loop?: Loop;
  /** Where it ends because it comes back to one of its own causes: which. */
  readonly back?: Activation;
  /** Requirements that its message be in order here, and never be lost. */
  readonly inOrder: readonly number[];
  readonly neverLost: readonly number[];
  readonly field: { readonly copies: Field; readonly late: Field; readonly fails: Field; readonly status: Field };
}

export interface Fate {
  readonly kind: 'parked' | 'dropped' | 'blocks' | 'waits';
  /** Somebody looks after what is parked, or has decided that it may be lost. */
  readonly attended: boolean;
  readonly decided: boolean;
  readonly wholeGroup: boolean;
}

/** A message in a channel, once. */
export interface Put {
  readonly id: number;
  readonly channel: Channel;
  readonly firing: number;
  readonly message?: Message;
  readonly legs: readonly Leg[];
  /** How the message comes there, when that alone can lose it. */
  readonly hop?: Hop;
  readonly deduplicates: boolean;
  /** The channel forgets earlier than the message can come again. */
  readonly forgets: boolean;
  readonly atMostOnce: boolean;
  /** Where parked messages are put back. */
  readonly redrive?: { readonly puts: readonly Put[]; readonly leg?: Leg };
  readonly neverLost: readonly number[];
  readonly field: { readonly accepted: Field; readonly parked: Field };
}

/** A way that leads back to where it began. */
export interface Loop {
  readonly kind: 'message' | 'call';
  readonly activity: Activity;
  /** The effects of the circle, in order. */
  readonly effects: readonly Effect[];
}
