/** The naive model: what can happen next in a state, written from the specification in the plainest way. A state is copied as a whole for each thing that can
 * happen; nothing is shared, packed or remembered. */
import { advance } from './advance.ts';
import { waitsForRun } from './calls.ts';
import { deliver, late, relay } from './deliveries.ts';
import { begin } from './frames.ts';
import { send } from './messages.ts';
import { isNext } from './order.ts';
import { goOn, mayGoOn, startRun } from './runs.ts';
import type { State, Thread } from './state.ts';
import type { Event, World } from './world.ts';

/** @returns all that can happen; what is no fault comes first. Empty at the end of a run. */
export function eventsOf(world: World, text: string): readonly Event[] {
  const state = world.enter(text);
  const { every, firings } = world.options;
  const number = state.threads.findIndex((thread) => !waitsForRun(state, thread));
  const first = state.threads[number];
  if (first && !every) {
    advance(world, first, number);
    return world.events;
  }
  state.threads.forEach((thread, number) => {
    advance(world, thread, number);
  });
  const waiting = ready(world, state);
  for (const begin of every ? waiting : waiting.slice(0, 1)) begin();
  const busy = state.threads.length > 0 || waiting.length > 0;
  if (state.fired < firings && (every || !busy)) fire(world);
  if (!busy && state.fired >= firings) late(world, state);
  return world.events;
}

/** What waits and may begin, in the order of occurrence. */
function ready(world: World, state: State): (() => void)[] {
  const ready: (() => void)[] = [];
  const awaited = new Set(state.threads.map(({ frames }) => frames.at(-1)?.awaits));
  const runs = Object.entries(state.runs).filter(([occ, run]) => mayGoOn(state, occ, run));
  for (const [occ, run] of runs) if (awaited.has(occ)) ready.push(() => goOn(world, occ, run));
  const sorted = Object.entries(state.deliveries).sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [occ, delivery] of sorted)
    if (delivery.state === 'waiting' && isNext(world, state, occ, delivery)) ready.push(() => deliver(world, occ, delivery));
  for (const [row, { message }] of Object.entries(state.rows)) ready.push(() => relay(world, row, message));
  for (const [occ, run] of runs) if (!awaited.has(occ)) ready.push(() => goOn(world, occ, run));
  return ready;
}

function fire(world: World): void {
  const { entry } = world.options;
  world.can((next, breaks) => {
    next.fired++;
    const root = `f${next.fired}`;
    if (entry.kind === 'message') {
      next.order.push(root);
      for (const hop of entry.hops) send(world, next, breaks, hop, entry.message, root, false);
      return;
    }
    if (entry.activity.kind === 'workflow') {
      startRun(world, next, breaks, entry.activity, root);
      return;
    }
    const thread: Thread = { root, rootKind: 'fire', frames: [], late: false };
    next.threads.push(thread);
    begin(world, next, thread, entry.activity, `${root}|${entry.activity.id}|`, 'body', entry.effect?.id);
  });
}
