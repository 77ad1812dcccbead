/** Calls: of operations, of systems of others, of workflows. */
import type { Activity, CallEffect, Element } from '../../../language/model/design.ts';
import { choose } from './bodies.ts';
import { chainOf, outermost, stands, tookPlace } from './chains.ts';
import { count, goesOut } from './effects.ts';
import { error } from './ends.ts';
import type { Broken } from './facts.ts';
import { answered, askedBy, begin, retriesOf, undoIsRetried } from './frames.ts';
import { isGuarded, keyOfCall, recognises, withinWindow } from './guards.ts';
import { endsSomewhere, loopIn } from './messages.ts';
import { countWishes } from './requirements.ts';
import { isAtWork, mayGoOn, startRun } from './runs.ts';
import type { Frame, State, Thread } from './state.ts';
import { occurrenceOf, type World } from './world.ts';

/** A call, or the start of a workflow: what answers, and what can go wrong before it does. */
export function call(world: World, thread: Thread, number: number, frame: Frame, written: CallEffect, item: string): void {
  const effect = askedBy(frame, written);
  const occ = `${occurrenceOf(frame, effect, item)}${frame.fallback ? '~' : ''}`;
  world.effects.set(occ, effect);
  const { target, callees } = effect;
  const callee = callees.length === 0 ? undefined : callees[choose(world.options.choices, `callee ${effect.id}`, callees.length)];
  const passedOver = isGuarded(world, world.state as State, thread, occ, (activity) => activity.idempotency?.using === undefined);
  // An operation is called again, for what it sends; what it has done itself it passes over.
  const called = callee !== undefined && callee.element.kind !== 'external' && callee.kind !== 'workflow' && callee.body !== undefined;
  if (passedOver && !called && (world.state?.times[occ] ?? 0) > 0) {
    world.can((next) => {
      const mine = next.threads[number];
      if (mine) stands(next, mine, occ);
      answered(next, number);
    });
    return;
  }
  if (target && outages(world, thread, number, frame, effect, target)) return;
  if (effect.kind === 'starts') {
    start(world, thread, number, effect, occ, callee);
    return;
  }
  if (callee?.kind === 'workflow') {
    callWorkflow(world, number, effect, occ, callee);
    return;
  }
  if (callee && callee.element.kind !== 'external' && callee.body !== undefined) {
    if (chainOf(world.state as State, thread).some((other) => other.activity === callee.id && other.part === 'body')) {
      world.can((next, breaks) => {
        if (!endsSomewhere(world, occ, callee))
          breaks.push({
            promise: 'comes-to-rest',
            element: world.activity(frame.activity).element.id,
            at: effect.id,
            detail: loopIn(world, occ, callee),
          });
        answered(next, number);
      });
      return;
    }
    world.can((next) => {
      const mine = next.threads[number];
      const top = mine?.frames.at(-1);
      if (!mine || !top) return;
      top.waits = true;
      begin(world, next, mine, callee, `${occ}|${callee.id}|`, 'body');
    });
    return;
  }
  callOutside(world, number, effect, occ, callee, target);
}

/** @returns whether what is called is out, so that nothing else can happen. */
function outages(world: World, thread: Thread, number: number, frame: Frame, effect: CallEffect, target: Element): boolean {
  if (!['service', 'external', 'orchestrator'].includes(target.kind)) return false;
  if (world.state?.out[thread.root]?.includes(target.id)) {
    world.can((next, breaks) => error(world, next, breaks, number, 'outage'));
    return true;
  }
  const untilThrough =
    (frame.part === 'undo' && undoIsRetried(world, thread)) || retriesOf(world, frame, effect) === Number.POSITIVE_INFINITY;
  if (!untilThrough)
    world.can((next, breaks) => {
      goesOut(next, thread.root, target.id);
      error(world, next, breaks, number, 'outage');
    }, 'outage');
  return false;
}

/** A system of others: what it does is one effect. */
function callOutside(
  world: World,
  number: number,
  effect: CallEffect,
  occ: string,
  callee: Activity | undefined,
  target: Element | undefined,
): void {
  const reach = (next: State, breaks: Broken[]): void => {
    const mine = next.threads[number];
    if (!mine) return;
    const again = (next.times[occ] ?? 0) > 0;
    const frames = chainOf(next, mine);
    const carried = keyOfCall(world, frames, frames.length - 1, effect, callee?.messages ?? [], next.took[occ] ?? []);
    const knows =
      callee?.safe ||
      (callee?.idempotency !== undefined &&
        recognises(callee.idempotency, carried) &&
        withinWindow(world, callee, outermost(next, mine).late));
    if (again && knows) {
      stands(next, mine, occ);
      return;
    }
    if (target?.kind === 'external') count(world, next, breaks, mine, occ, effect, callee);
    else {
      tookPlace(next, mine, occ);
      countWishes(world, next, breaks, occ, effect, callee);
    }
  };
  world.can((next, breaks) => {
    reach(next, breaks);
    answered(next, number);
  });
  world.can((next, breaks) => {
    reach(next, breaks);
    error(world, next, breaks, number, 'lost-reply');
  }, 'lost-reply');
}

function start(world: World, thread: Thread, number: number, effect: CallEffect, occ: string, workflow: Activity | undefined): void {
  const take = (next: State, breaks: Broken[]): void => {
    const mine = next.threads[number];
    if (!mine) return;
    const named = effect.options.key !== undefined;
    if (named && (next.times[occ] ?? 0) > 0) {
      stands(next, mine, occ);
      return;
    }
    if (workflow) startRun(world, next, breaks, workflow, `${occ}|`, named);
    count(world, next, breaks, mine, occ, effect, workflow);
  };
  world.can((next, breaks) => {
    take(next, breaks);
    answered(next, number);
  });
  const frame = thread.frames.at(-1);
  if (frame && retriesOf(world, frame, effect) > 0)
    world.can((next, breaks) => {
      take(next, breaks);
      error(world, next, breaks, number, 'lost-reply');
    }, 'lost-reply');
}

/** The caller waits until the run that it has begun is over, or the one that has its name already. */
function callWorkflow(world: World, number: number, effect: CallEffect, occ: string, workflow: Activity): void {
  const root = `${occ}|`;
  world.can((next, breaks) => {
    startRun(world, next, breaks, workflow, root, effect.options.key !== undefined, true);
    const top = next.threads[number]?.frames.at(-1);
    if (!top) return;
    if (next.runs[root]) {
      top.waits = true;
      top.awaits = root;
    } else answered(next, number);
  });
}

/** Whether a thread has nothing to do but to wait for the run of a workflow. */
export function waitsForRun(state: State, thread: Thread): boolean {
  const awaits = thread.frames.at(-1)?.awaits;
  const run = awaits === undefined ? undefined : state.runs[awaits];
  return awaits !== undefined && run !== undefined && (mayGoOn(state, awaits, run) || isAtWork(state, awaits));
}

/** The run that a call waits for is over: it answers, unless its answer is lost, or it has failed. */
export function endOfRun(world: World, number: number, awaits: string): void {
  const run = world.state?.runs[awaits];
  if (run?.phase !== 'done') {
    // Nobody knows of a run that has vanished, so that whoever asks again begins it again.
    world.can((next, breaks) => error(world, next, breaks, number, run?.phase === 'vanished' ? 'gone' : 'failed'));
    return;
  }
  const end = (next: State, breaks: Broken[]): void => {
    const mine = next.threads[number];
    if (!mine) return;
    const occ = awaits.slice(0, -1);
    const effect = world.effectAt(occ);
    tookPlace(next, mine, occ);
    if (effect) countWishes(world, next, breaks, occ, effect, world.activity(run.activity));
  };
  world.can((next, breaks) => {
    end(next, breaks);
    answered(next, number);
  });
  world.can((next, breaks) => {
    end(next, breaks);
    error(world, next, breaks, number, 'lost-reply');
  }, 'lost-reply');
}
