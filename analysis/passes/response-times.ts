/**
 * How long activities take until they answer (analysis A5): in the normal case, as stated 99th percentiles say, and in the worst case, when every call
 * uses up its timeout and its retries. Effects in a row add up, of branches the slowest counts. What is not stated adds nothing, so each figure
 * is a lower bound. Activities that wait for themselves have no figure: `cyclic-sync-dependency` reports them.
 */
import type { Action, Activity, CallEffect, Design, Effect, Fact, RetryPolicy, Step, StoreEffect } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';
import { cyclicComponents } from './components.ts';
import { postOrder } from './post-order.ts';

/** One effect's share of a time. */
export interface Part {
  readonly effect: Effect;
  /** How often it happens one after the other: rounds of an `each`, tries of a call. */
  readonly times: number;
  /** In all, in milliseconds. */
  readonly total: number;
}

export interface Time {
  /** Milliseconds; `Infinity` for a call that is retried without end. */
  readonly total: number;
  /** Whether the figure is all of it, not only a lower bound. */
  readonly complete: boolean;
  /** A call on the way that nothing bounds. */
  readonly endless?: CallEffect;
  /** What it is made of, in the order in which it happens. Empty where only the duration of the whole is stated. */
  readonly parts: readonly Part[];
  /** Reads and writes of stores that happen one after the other, repeated ones as often as they are repeated. */
  readonly roundTrips: number;
}

export interface ResponseTimes {
  /** By the activity's id; absent for one that waits for itself. */
  readonly normal: ReadonlyMap<string, Time>;
  readonly worst: ReadonlyMap<string, Time>;
  /** The worst case as the activity's own effects make it, not cut off by its element's timeout. */
  readonly uncut: ReadonlyMap<string, Time>;
}

const NO_TIME: Time = { total: 0, complete: true, parts: [], roundTrips: 0 };
const UNKNOWN: Time = { ...NO_TIME, complete: false };

function inSequence(times: readonly Time[]): Time {
  return {
    total: times.reduce((sum, time) => sum + time.total, 0),
    complete: times.every((time) => time.complete),
    endless: times.find((time) => time.endless)?.endless,
    parts: times.flatMap((time) => time.parts),
    roundTrips: times.reduce((sum, time) => sum + time.roundTrips, 0),
  };
}

/** The slowest of some that run side by side, or of which one runs. */
function slowest(times: readonly Time[]): Time {
  let worst = times[0] ?? NO_TIME;
  for (const time of times) if (time.total > worst.total) worst = time;
  return {
    ...worst,
    complete: times.every((time) => time.complete),
    endless: times.find((time) => time.endless)?.endless,
    roundTrips: Math.max(0, ...times.map((time) => time.roundTrips)),
  };
}

function repeated(time: Time, rounds: number): Time {
  return {
    ...time,
    total: time.total * rounds,
    parts: time.parts.map((part) => ({ ...part, times: part.times * rounds, total: part.total * rounds })),
    roundTrips: time.roundTrips * rounds,
  };
}

/** @returns the waits between the tries of a call, as far as they are stated. */
export function backoffOf({ retries, growth, from = 0 }: RetryPolicy): number {
  if (!Number.isFinite(retries)) return Number.POSITIVE_INFINITY;
  switch (growth) {
    case 'exponential':
      return from * (2 ** retries - 1);
    case 'linear':
      return (from * retries * (retries + 1)) / 2;
    case 'fixed':
    case undefined:
      return from * retries;
  }
}

type TimeOfCall = (effect: CallEffect, callee: Time) => Time;

/** The time of a body, with that of each callee looked up. */
function bodyTime(actions: readonly Action[], callee: (activity: Activity) => Time, timeOfCall: TimeOfCall): Time {
  const effectTime = (effect: Effect): Time => {
    switch (effect.kind) {
      case 'calls':
        return timeOfCall(effect, quickestOf(effect, callee));
      case 'starts':
      case 'publishes':
      case 'sends':
        return NO_TIME;
      default:
        return accessTime(effect);
    }
  };
  const stepTime = ({ action }: Step): Time => {
    if (action.kind !== 'wait') return actionTime(action);
    const total = action.wait.duration ?? 0;
    return { ...NO_TIME, total, complete: action.wait.duration !== undefined };
  };
  const actionTime = (action: Action): Time => {
    switch (action.kind) {
      case 'effect':
        return effectTime(action.effect);
      case 'step':
        return stepTime(action.step);
      case 'atomically':
        return inSequence(action.body.map(actionTime));
      case 'parallel':
        return slowest(action.body.map(actionTime));
      case 'when':
        return slowest(action.branches.map((branch) => inSequence(branch.body.map(actionTime))));
      case 'each':
        return repeated(inSequence(action.body.map(actionTime)), Math.ceil((action.atMost ?? 1) / (action.concurrency ?? 1)));
    }
  };
  return inSequence(actions.map(actionTime));
}

function accessTime(effect: StoreEffect): Time {
  const latency = effect.store?.facts.latency?.value;
  return {
    total: latency ?? 0,
    complete: latency !== undefined,
    parts: [{ effect, times: 1, total: latency ?? 0 }],
    roundTrips: 1,
  };
}

/** Which of several operations or routes answers is not said, so the quickest is all that is certain. */
function quickestOf(effect: CallEffect, callee: (activity: Activity) => Time): Time {
  const times = effect.callees.map(callee);
  const [first, ...others] = times;
  if (!first) return { ...UNKNOWN, total: effect.target?.facts.latency?.value ?? 0 };
  let quickest = first;
  for (const time of others) if (time.total < quickest.total) quickest = time;
  const total = Math.max(quickest.total, effect.target?.facts.latency?.value ?? 0);
  return { ...quickest, total, complete: times.every((time) => time.complete) };
}

/**
 * Whether one try of a call alone may take as long as its caller's whole run, of a service that is stopped then.
 *
 * @returns what the call is given and what the run is, in milliseconds
 */
export function outlivesItsRun({
  activity,
  options,
  implied,
}: CallEffect): { readonly given: number; readonly limit: Fact<number> } | undefined {
  const limit = activity.element.kind === 'service' ? activity.element.facts.timeout : undefined;
  if (options.timeout === undefined || implied || !limit || options.timeout < limit.value) return undefined;
  return { given: options.timeout, limit };
}

/** Whether a time is made up of stated parts. If not, it is the callee's own, and the call is the part to show. */
function partsOf(effect: CallEffect, callee: Time, times: number, total: number): readonly Part[] {
  const inside = callee.parts.reduce((sum, part) => sum + part.total, 0);
  return inside > 0 && inside >= callee.total && total === callee.total ? callee.parts : [{ effect, times, total }];
}

const normalCall: TimeOfCall = (effect, callee) => {
  const total = Math.min(callee.total, effect.options.timeout ?? Number.POSITIVE_INFINITY);
  return { ...callee, total, endless: undefined, parts: partsOf(effect, callee, 1, total) };
};

/** `(1 + retries) × min(timeout, callee) + the waits between`. A callee whose time is not known may take all of the timeout. */
const worstCall: TimeOfCall = (effect, callee) => {
  const { timeout, retries } = effect.options;
  const known = callee.complete && callee.total > 0 && !callee.endless;
  const bounded = timeout !== undefined || known;
  const each = known ? Math.min(timeout ?? callee.total, callee.total) : (timeout ?? callee.total);
  const tries = 1 + (retries?.retries ?? 0);
  const total = each === 0 ? 0 : tries * each + (retries ? backoffOf(retries) : 0);
  return {
    total,
    complete: bounded,
    endless: bounded ? undefined : (callee.endless ?? effect),
    parts: partsOf(effect, callee, tries, total),
    roundTrips: callee.roundTrips,
  };
};

/** Lays the stated duration of a run over what its effects add up to: it is the whole run, so the larger holds. */
function ofActivity(activity: Activity, body: Time): Time {
  const stated = activity.duration;
  if (stated === undefined) return activity.body === undefined ? UNKNOWN : body;
  if (stated <= body.total) return { ...body, complete: body.complete || !body.endless };
  return { total: stated, complete: !body.endless, endless: body.endless, parts: [], roundTrips: body.roundTrips };
}

/** A platform ends a run, also of a workflow, that takes longer than its timeout, and an entry answers with an error when its own is up. */
function cut(activity: Activity, time: Time): Time {
  const bounded = activity.element.kind === 'service' || activity.kind === 'route' || activity.kind === 'workflow';
  const timeout = bounded ? activity.element.facts.timeout?.value : undefined;
  return timeout !== undefined && time.total > timeout ? { ...time, total: timeout, parts: [] } : time;
}

function calleesOf(activity: Activity): readonly Activity[] {
  return activity.effects.flatMap((effect) => (effect.kind === 'calls' && effect.part === 'body' ? effect.callees : []));
}

export const responseTimes = defineAnalysis('response-times', (design: Design): ResponseTimes => {
  const looping = new Set(cyclicComponents(design.activities, calleesOf).flat());
  const normal = new Map<string, Time>();
  const worst = new Map<string, Time>();
  const uncut = new Map<string, Time>();
  const timeIn =
    (times: ReadonlyMap<string, Time>) =>
    (activity: Activity): Time =>
      times.get(activity.id) ?? UNKNOWN;
  for (const activity of postOrder(design.activities, calleesOf)) {
    if (looping.has(activity)) continue;
    const body = activity.body ?? [];
    normal.set(activity.id, ofActivity(activity, bodyTime(body, timeIn(normal), normalCall)));
    const longest = ofActivity(activity, bodyTime(body, timeIn(worst), worstCall));
    uncut.set(activity.id, longest);
    worst.set(activity.id, cut(activity, longest));
  }
  return { normal, worst, uncut };
});
