/** One step of a body that is no call: its effects take place, unless something is out or a guard passes them over. */
import type { Activity, Effect, Element, Hop, Store } from '../../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { type Doing, isOutboxRow, isWrite } from './bodies.ts';
import { chainOf, outermost, stands, tookPlace } from './chains.ts';
import { fail } from './ends.ts';
import { type Broken, differsTwice } from './facts.ts';
import { undoIsRetried } from './frames.ts';
import { carriesTo, guardsHere, isGuarded } from './guards.ts';
import { publish, publishChanges } from './messages.ts';
import { countWishes } from './requirements.ts';
import type { Frame, State, Thread } from './state.ts';
import { occurrenceOf, type World } from './world.ts';

/** One step that is no call. */
export function local(world: World, thread: Thread, number: number, doing: Doing): void {
  const out = world.state?.out[thread.root] ?? [];
  const needed = doing.effects.flatMap((effect) => neededBy(effect));
  const acting = thread.frames.at(-1)?.part;
  if (needed.some((element) => out.includes(element))) {
    world.can((next, breaks) => fail(world, next, breaks, number, 'outage'));
    return;
  }
  for (const element of new Set(needed)) {
    if (acting === 'undo' && undoIsRetried(world, thread)) continue;
    if (doing.effects.some((effect) => effect.options.retries?.retries === Number.POSITIVE_INFINITY)) continue;
    world.can((next, breaks) => {
      goesOut(next, thread.root, element);
      fail(world, next, breaks, number, 'outage');
    }, 'outage');
  }
  const perform = (next: State, breaks: Broken[], staleRead: boolean): void => {
    const mine = next.threads[number];
    const frame = mine?.frames.at(-1);
    if (!mine || !frame) return;
    for (const effect of doing.effects) take(world, next, breaks, mine, frame, effect, doing, staleRead);
    if (doing.record) next.recorded[frame.occ] = true;
    frame.at++;
  };
  world.can((next, breaks) => perform(next, breaks, false));
  if (doing.effects.some((effect) => canBeStale(world, effect))) world.can((next, breaks) => perform(next, breaks, true), 'stale-read');
}

/** Something does not respond any more to what happens because of `root`. */
export function goesOut(next: State, root: string, element: string): void {
  next.out[root] = [...(next.out[root] ?? []), element];
}

function neededBy(effect: Effect): readonly string[] {
  if (isStoreEffect(effect)) return effect.store ? [effect.store.id] : [];
  if (isMessageEffect(effect) && effect.outbox) return [effect.outbox.id];
  if (isMessageEffect(effect)) return effect.options.delivery === 'at-most-once' ? [] : effect.channels.map(({ id }) => id);
  return effect.target ? [effect.target.id] : [];
}

function canBeStale(world: World, effect: Effect): boolean {
  const { entry } = world.options;
  if (entry.kind !== 'activity' || !entry.readsOwn || !isStoreEffect(effect) || effect.kind !== 'reads' || !effect.store) return false;
  const { store } = effect;
  if (world.state?.written[store.id])
    return !effect.strongly && store.facts.consistency?.value === 'eventual' && !store.rebuiltFrom && !store.caches;
  return (
    originsOf(store).some((origin) => world.state?.written[origin.id]) &&
    (store.rebuiltFrom ?? store.caches) !== undefined &&
    store.rebuiltFrom?.within !== 0
  );
}

/** An effect takes place, unless a guard passes it over. */
function take(
  world: World,
  next: State,
  breaks: Broken[],
  thread: Thread,
  frame: Frame,
  effect: Effect,
  doing: Doing,
  staleRead: boolean,
): void {
  const occ = occurrenceOf(frame, effect, doing.item);
  world.effects.set(occ, effect);
  if (effect.kind === 'reads') {
    if (staleRead || isPending(world, next, thread, effect))
      breaks.push({ promise: 'read-your-writes', element: isStoreEffect(effect) ? (effect.store?.id ?? '') : '', at: effect.id });
    return;
  }
  const repeated = (next.times[occ] ?? 0) > 0;
  const sends = isMessageEffect(effect) && !isOutboxRow(effect);
  if (repeated && !sends && isGuarded(world, next, thread, occ, (activity, inside) => guardsHere(activity, inside, effect, doing))) {
    stands(next, thread, occ);
    return;
  }
  if (isOutboxRow(effect)) {
    if (effect.message) {
      next.rows[occ] = {
        hop: effect.channels.map(({ id }) => id),
        sent: occ,
        message: effect.message.id,
        late: thread.late,
        published: false,
      };
      if (!next.order.includes(occ)) next.order.push(occ);
    }
  } else if (sends) publish(world, next, breaks, effect, occ, thread.late);
  else if (isWrite(effect) && effect.store) {
    next.written[effect.store.id] = true;
    publishChanges(world, next, breaks, effect.store, occ, thread.late);
  }
  count(world, next, breaks, thread, occ, effect);
}

/** Whether a message that was sent already has yet to write what is read. */
function isPending(world: World, next: State, thread: Thread, effect: Effect): boolean {
  const { entry } = world.options;
  if (entry.kind !== 'activity' || !entry.readsOwn || !isStoreEffect(effect) || !effect.store) return false;
  // A body that is run again reads for itself, not for the one who began the flow.
  if (chainOf(next, thread).some(({ run }) => run > 1)) return false;
  const store = effect.store;
  const writes = (activity: Activity, seen: Set<Activity>): boolean => {
    if (seen.has(activity)) return false;
    seen.add(activity);
    return activity.effects.some((other) => {
      if (isWrite(other)) return other.store === store;
      if (isCallEffect(other)) return other.callees.some((callee) => writes(callee, seen));
      return (
        isMessageEffect(other) &&
        (world.design.index.hopsFrom.get(activity.id) ?? []).some((hop) => hop.effect === other && reaches(hop, seen))
      );
    });
  };
  const reaches = (hop: Hop, seen: Set<Activity>): boolean =>
    hop.to.kind === 'activity'
      ? writes(hop.to.activity, seen)
      : (world.design.index.hopsFrom.get(hop.to.channel.id) ?? []).some((onward) => onward.kind !== 'dead-letter' && reaches(onward, seen));
  const pending = Object.values(next.deliveries).some(
    ({ hop, handled, state }) => !handled && state === 'waiting' && reaches(world.hop(hop), new Set()),
  );
  const rows = Object.values(next.rows).some(
    ({ hop, published }) =>
      !published && hop.some((id) => (world.design.index.hopsFrom.get(id) ?? []).some((onward) => reaches(onward, new Set()))),
  );
  return pending || rows;
}

/** An effect took place: once more than is good, perhaps. */
export function count(world: World, next: State, breaks: Broken[], thread: Thread, occ: string, effect: Effect, callee?: Activity): void {
  const before = next.times[occ] ?? 0;
  if (before > 0 && differsTwice(effect) && !isExpendable(world, thread, next) && !isStartedTwice(world, thread, occ, next))
    breaks.push(doubled(world, next, thread, occ, effect));
  tookPlace(next, thread, occ);
  countWishes(world, next, breaks, occ, effect, callee, before > 0 && isRefused(effect));
}

/** The row is there already, or is as new. */
function isRefused(effect: Effect): boolean {
  return effect.kind === 'inserts' || (isStoreEffect(effect) && effect.condition === 'newer');
}

/** A run that an effect has started a second time: what it does twice is that effect's doing, which is judged itself. */
function isStartedTwice(world: World, thread: Thread, occ: string, next: State): boolean {
  const run = thread.rootKind === 'step' ? next.runs[thread.root] : undefined;
  if (!run || run.called || world.activity(run.activity).element.facts.delivery?.value === 'at-least-once') return false;
  // What took place in an earlier run, and not in this one.
  return !(thread.root.slice(0, -1) in next.deliveries) && run.starts > 1 && run.begun > 1 && !run.taken.includes(occ);
}

/** What handles only messages that may get lost may be done twice. */
function isExpendable(world: World, thread: Thread, next: State): boolean {
  const { root, rootKind } = outermost(next, thread);
  // A run's root is what began it, with a bar behind.
  const delivery = next.deliveries[rootKind === 'step' ? root.slice(0, -1) : root];
  if (!delivery) return false;
  const { to } = world.hop(delivery.hop);
  const handled = to.kind === 'activity' && to.activity.kind === 'join' ? to.activity.messages : [world.message(delivery.message)];
  return handled.every(({ criticality }) => criticality === 'expendable');
}

/** Who is to change: the guard that gave way, else the retried call, else the handler that ran again. */
function doubled(world: World, next: State, thread: Thread, occ: string, effect: Effect): Broken {
  const took = next.took[occ] ?? [];
  const frames = chainOf(next, thread);
  const level = frames.findIndex((frame, number) => frame.run !== took[number]);
  // A guard that the call gave nothing to recognise the repeat by is not the one that gave way.
  const guard = level < 0 ? undefined : frames.slice(level).find((frame) => frame.part === 'body' && carriesTo(world, frame, frames, took));
  const of = (frame: Frame | undefined): string => (frame ? world.activity(frame.activity).element.id : '');
  const detail = `${effect.id}`;
  if (guard) return { promise: 'effect-once', element: of(guard), at: guard.activity, detail };
  const around = frames[level - 1];
  // A workflow that nobody has called again was run again by what runs it.
  if (around?.awaits !== undefined && around.tries === 0)
    return { promise: 'effect-once', element: of(frames[level]), at: frames[level]?.activity ?? '', detail };
  if (level !== 0 || outermost(next, thread).rootKind === 'fire') {
    const caller = frames[level < 0 ? frames.length - 1 : level - 1] ?? frames[0];
    const call = caller && world.doings(caller)[caller.at]?.effects[0];
    return { promise: 'effect-once', element: of(caller), at: call?.id ?? '', detail };
  }
  return { promise: 'effect-once', element: of(frames[0]), at: frames[0]?.activity ?? '', detail };
}

function originsOf(store: Store): Element[] {
  const from = (store.rebuiltFrom ?? store.caches)?.from;
  if (!from) return [];
  return from.kind === 'store' || from.kind === 'cache' ? [from, ...originsOf(from)] : [from];
}
