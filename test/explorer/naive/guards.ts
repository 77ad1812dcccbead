/** What `idempotent` recognises: which repeats a guard knows of, by which key. */
import { analysisOf } from '../../../analysis/analyses.ts';
import { judgedHorizons } from '../../../analysis/passes/horizons.ts';
import type { Activity, Effect, Idempotency, Key, Message } from '../../../language/model/design.ts';
import { isCallEffect } from '../../../language/model/lookups.ts';
import { type Doing, isOutboxRow, isWrite } from './bodies.ts';
import { chainOf, outermost } from './chains.ts';
import type { Frame, State, Thread } from './state.ts';
import type { World } from './world.ts';

/** Whether a body around the effect that is run again since knows that it took place. */
export function isGuarded(
  world: World,
  next: State,
  thread: Thread,
  occ: string,
  guards: (activity: Activity, inside: readonly Frame[]) => boolean,
): boolean {
  const took = next.took[occ] ?? [];
  const frames = chainOf(next, thread);
  const { late } = outermost(next, thread);
  return frames.some((frame, level) => {
    if (frame.part !== 'body' || frame.run === took[level]) return false;
    const activity = world.activity(frame.activity);
    return (
      activity.idempotency !== undefined &&
      guardHolds(world, activity, carried(world, frames, level, took), late) &&
      guards(activity, frames.slice(level))
    );
  });
}

/** Whether the innermost body, which has been called again, knows the call. */
export function knowsCall(world: World, next: State, thread: Thread, occ: string): boolean {
  const frames = chainOf(next, thread);
  const called = frames.at(-1);
  if (!called || (next.times[occ] ?? 0) === 0) return false;
  const activity = world.activity(called.activity);
  return guardHolds(world, activity, carried(world, frames, frames.length - 1, next.took[occ]), outermost(next, thread).late);
}

/** `using S` guards the writes of S alone, each in one transaction with its key, which none of a workflow's steps is in. */
export function guardsHere({ idempotency }: Activity, inside: readonly Frame[], effect: Effect, doing: Doing): boolean {
  const store = idempotency?.using;
  if (!store) return true;
  if (inside.some(({ awaits }) => awaits !== undefined)) return false;
  if (isOutboxRow(effect) && effect.outbox === store) return true;
  return doing.effects.some((other) => isWrite(other) && other.store === store) || (isOutboxRow(effect) && doing.record === true);
}

/** Whether a guard knows a request again: in time, and by the key that it carries. */
export function guardHolds(world: World, activity: Activity, carried: Key | 'delivery' | undefined, late: boolean): boolean {
  const { idempotency } = activity;
  if (!idempotency) return false;
  if (late && idempotency.within !== undefined && idempotency.within < horizon(world, activity)) return false;
  return carried === undefined || recognises(idempotency, carried);
}

function horizon(world: World, activity: Activity): number {
  return analysisOf(world.design, judgedHorizons).get(activity.id)?.milliseconds ?? 0;
}

/**
 * The key that a request carries: what the call says, else its request's own, else what its caller carries. A call that is retried has no caller that is
 * run again: what it does not say it does not carry.
 */
function carried(world: World, frames: readonly Frame[], level: number, took: readonly number[] = [], again = false): Key | 'delivery' {
  const frame = frames[level];
  const caller = frames[level - 1];
  if (!frame || !caller) return 'delivery';
  const call = world.doings(caller)[caller.at]?.effects[0];
  return keyOfCall(world, frames, level - 1, call, world.activity(frame.activity).messages, took, again);
}

/** The key that the call at hand of a body carries. */
export function keyOfCall(
  world: World,
  frames: readonly Frame[],
  level: number,
  call: Effect | undefined,
  request: readonly Message[],
  took: readonly number[],
  again = false,
): Key {
  const own = (call && isCallEffect(call) ? call.options.key : undefined) ?? sharedKey(request);
  const caller = frames[level];
  // A workflow that its product runs again gets the same again.
  const isSame = caller !== undefined && caller.run === took[level] && caller.tries === 0;
  const rerun = isSame && caller.awaits !== undefined && (world.state?.runs[caller.awaits]?.begun ?? 0) > 1;
  const byItself = again || rerun;
  if (own || !caller || (caller.run === took[level] && !byItself)) return own ?? [];
  // A step that is done again because nobody has noted it is a retry of its own; nobody above has asked again.
  const asked = frames
    .slice(0, level)
    .some((frame, at) => frame.run !== took[at] || frame.tries > 0 || (world.state?.runs[frame.awaits ?? '']?.begun ?? 0) > 1);
  if (caller.step !== undefined && !byItself && !asked) return [];
  const above = carried(world, frames, level, took, byItself);
  return above === 'delivery' ? (sharedKey(world.activity(caller.activity).messages) ?? []) : above;
}

/** Whether a guard knows a repeat by the key that it carries. */
export function recognises({ by }: Idempotency, carried: Key | 'delivery'): boolean {
  return by === undefined || carried === 'delivery' || by.every((field) => carried.includes(field));
}

/** Whether a callee still knows the request. */
export function withinWindow(world: World, callee: Activity, late: boolean): boolean {
  const within = callee.idempotency?.within;
  return !late || within === undefined || within >= horizon(world, callee);
}

/** Whether the call carried what the guard recognises a repeat by: then it is the guard that gave way. */
export function carriesTo(world: World, guard: Frame, frames: readonly Frame[], took: readonly number[]): boolean {
  const { idempotency } = world.activity(guard.activity);
  return idempotency !== undefined && recognises(idempotency, carried(world, frames, frames.indexOf(guard), took));
}

function sharedKey(messages: readonly Message[]): Key | undefined {
  const [first] = messages;
  return first && messages.every(({ key }) => key?.join() === first.key?.join()) ? first.key : undefined;
}
