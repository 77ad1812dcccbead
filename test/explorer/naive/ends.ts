/** How a body ends: done, failed, or with an error that its caller has to live with. */
import { isCallEffect } from '../../../language/model/lookups.ts';
import { tookPlace } from './chains.ts';
import type { Broken } from './facts.ts';
import { answered, askedBy, retriesOf, touch, undoIsRetried } from './frames.ts';
import { knowsCall } from './guards.ts';
import { acknowledge, acknowledgedFirst, duplicates, giveUp } from './legs.ts';
import { countWishes, endWishes } from './requirements.ts';
import { failStep, finishStep } from './runs.ts';
import type { Frame, State, Thread } from './state.ts';
import type { World } from './world.ts';

/** A call came back with an error, or not at all. */
export function error(world: World, next: State, breaks: Broken[], number: number, why: string): void {
  const thread = next.threads[number];
  const frame = thread?.frames.at(-1);
  if (!thread || !frame) return;
  frame.waits = false;
  delete frame.awaits;
  const effect = world.doings(frame)[frame.at]?.effects[0];
  const retries = effect ? retriesOf(world, frame, effect) : 0;
  frame.tries++;
  // A workflow that has failed under its name answers every further call with its failure.
  const isRun = effect !== undefined && isCallEffect(effect) && askedBy(frame, effect).target?.kind === 'orchestrator';
  const hopeless = why === 'failed' && isRun && effect.options.key !== undefined;
  if (!hopeless && !frame.fallback && frame.tries < Math.min(retries + 1, world.options.budget + 1)) return;
  const untilThrough = (frame.part === 'undo' && undoIsRetried(world, thread)) || retries === Number.POSITIVE_INFINITY;
  if (!hopeless && untilThrough && !frame.fallback) {
    // Tried until it is through: whatever is out comes back.
    delete next.out[thread.root];
    frame.tries = 0;
    return;
  }
  if (!frame.fallback && effect?.options.fallback?.element) {
    frame.fallback = true;
    frame.tries = 0;
    return;
  }
  fail(world, next, breaks, number, why);
}

/** The innermost body stops without success. */
export function fail(world: World, next: State, breaks: Broken[], number: number, why: string): void {
  const thread = next.threads[number];
  const frame = thread?.frames.pop();
  if (!thread || !frame) return;
  touch(world, next, frame);
  if (thread.frames.length > 0) {
    error(world, next, breaks, number, why);
    return;
  }
  next.threads.splice(number, 1);
  if (thread.rootKind === 'step') {
    failStep(world, next, thread, frame);
    return;
  }
  if (thread.rootKind === 'fire' || thread.rootKind === 'timeout') {
    delete next.out[thread.root];
    return;
  }
  const delivery = next.deliveries[thread.root];
  if (!delivery) return;
  if (acknowledgedFirst(world, delivery)) {
    // It is gone either way: lost if nothing was done yet, half handled else.
    delivery.handled ||= Object.keys(next.times).some((at) => at.startsWith(frame.occ));
    delivery.copies = Math.max(delivery.copies - 1, 0);
    delivery.state = delivery.copies > 0 ? 'waiting' : delivery.handled ? 'done' : 'dropped';
    return;
  }
  const { guarantee } = world.hop(delivery.hop);
  if (guarantee.delivery === undefined && guarantee.retries === undefined) {
    // Nobody says whether it comes again; at best it does no harm.
    const persists = next.out[thread.root] !== undefined;
    delete next.out[thread.root];
    if (persists) giveUp(world, next, breaks, thread.root);
    else {
      // What was sent once more comes all the same.
      delivery.copies = Math.max(delivery.copies - 1, 0);
      delivery.state = delivery.copies > 0 ? 'waiting' : delivery.handled ? 'done' : 'stuck';
    }
    return;
  }
  delivery.attempts++;
  const attempts = world.hop(delivery.hop).guarantee.attempts?.value ?? Number.POSITIVE_INFINITY;
  if (delivery.attempts < Math.min(attempts, world.options.budget + 1)) {
    delivery.state = 'waiting';
    return;
  }
  const persists = next.out[thread.root] !== undefined || why === 'failed';
  delete next.out[thread.root];
  // Further tries succeed once what failed by itself is over; what is out stays out until the message is given up.
  if (!persists && attempts > world.options.budget) {
    delivery.state = 'waiting';
    return;
  }
  giveUp(world, next, breaks, thread.root);
}

/** A body is through: its caller gets its answer, its delivery is acknowledged. */
export function finish(world: World, thread: Thread, number: number, frame: Frame): void {
  if (thread.frames.length > 1) {
    const caller = thread.frames.at(-2);
    const effect = caller && world.doings(caller)[caller.at]?.effects[0];
    const callOcc = frame.occ.slice(0, frame.occ.indexOf(`|${frame.activity}|`, caller?.occ.length ?? 0));
    const end = (next: State, breaks: Broken[]): void => {
      const mine = next.threads[number];
      if (!mine) return;
      const known = knowsCall(world, next, mine, callOcc);
      mine.frames.pop();
      touch(world, next, frame);
      tookPlace(next, mine, callOcc);
      const callee = world.activity(frame.activity);
      if (effect && isCallEffect(effect) && !known) countWishes(world, next, breaks, callOcc, askedBy(caller, effect), callee);
      endWishes(world, next, frame.occ, callee);
    };
    world.can((next, breaks) => {
      end(next, breaks);
      answered(next, number);
    });
    if (effect && isCallEffect(effect) && !effect.implied)
      world.can((next, breaks) => {
        end(next, breaks);
        error(world, next, breaks, number, 'lost-reply');
      }, 'lost-reply');
    return;
  }
  if (thread.rootKind === 'step') {
    finishStep(world, thread, number, frame);
    return;
  }
  const end = (next: State, again: boolean, late: boolean): void => {
    next.threads.splice(number, 1);
    delete next.out[thread.root];
    touch(world, next, frame);
    if (frame.only === undefined) endWishes(world, next, frame.occ, world.activity(frame.activity));
    const delivery = next.deliveries[thread.root];
    if (delivery) acknowledge(delivery, again, late);
  };
  world.can((next) => end(next, false, false));
  const delivery = thread.rootKind === 'delivery' ? world.state?.deliveries[thread.root] : undefined;
  if (delivery && !acknowledgedFirst(world, delivery))
    duplicates(world, world.hop(delivery.hop), (late) => world.can((next) => end(next, true, late), 'duplicate'));
}
