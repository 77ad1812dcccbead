/** The bodies that run: how one begins, and what a call of it leaves behind. */
import type { Activity, CallEffect, Effect } from '../../../language/model/design.ts';
import { guardHolds } from './guards.ts';
import type { Frame, State, Thread } from './state.ts';
import type { World } from './world.ts';

/** A body begins, or begins again. */
export function begin(
  world: World,
  next: State,
  thread: Thread,
  activity: Activity,
  occ: string,
  part: Frame['part'],
  only?: string,
  step?: number,
): void {
  const run = (next.begun[occ] ?? 0) + 1;
  next.begun[occ] = run;
  const frame: Frame = { activity: activity.id, occ, at: 0, run, tries: 0, fallback: false, waits: false, part };
  if ((part === 'body' || part === 'timeout') && only === undefined) world.bodies.set(occ, activity);
  if (only !== undefined) frame.only = only;
  if (step !== undefined) frame.step = step;
  thread.frames.push(frame);
  // A key that was recorded makes the whole body be skipped.
  if (part === 'body' && next.recorded[occ] && guardHolds(world, activity, undefined, thread.late)) frame.at = world.doings(frame).length;
}

/** The kept state of a service was used in this flow. */
export function touch(world: World, next: State, frame: Frame): void {
  const { element } = world.activity(frame.activity);
  if (element.kind === 'service' && element.state.length > 0) next.touched[element.id] = true;
}

/** How often a call is tried again: as it says, or as its orchestrator does by itself. */
export function retriesOf(world: World, frame: Frame, effect: Effect): number {
  const { element } = world.activity(frame.activity);
  const said = effect.options.retries?.retries;
  return said ?? (element.kind === 'orchestrator' ? (element.facts.retries?.value.retries ?? 0) : 0);
}

/** Whether an undo is repeated until it is through. */
export function undoIsRetried(world: World, thread: Thread): boolean {
  const frame = thread.frames[0];
  if (frame?.part !== 'undo') return false;
  const effect = world.doings(frame)[frame.at]?.effects[0];
  return effect !== undefined && retriesOf(world, frame, effect) > 0;
}

/** A call came back, and its body goes on. */
export function answered(next: State, number: number): void {
  const frame = next.threads[number]?.frames.at(-1);
  if (!frame) return;
  frame.at++;
  frame.tries = 0;
  frame.fallback = false;
  frame.waits = false;
  delete frame.awaits;
}

/** What a body asks for where a call stands: the call, or, when that has failed for good, its fallback. */
export function askedBy({ fallback }: Frame, effect: CallEffect): CallEffect {
  if (!fallback) return effect;
  const { element, operation } = effect.options.fallback ?? {};
  const workflow = element?.kind === 'orchestrator' ? [element.workflow] : [];
  return { ...effect, target: element, callees: operation ? [operation] : workflow };
}
