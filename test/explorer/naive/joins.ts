/** Joins: what has come for one key, and what happens when all has, or when the time is up. */
import type { Activity } from '../../../language/model/design.ts';
import { begin } from './frames.ts';
import type { State, Thread } from './state.ts';
import { TIMEOUT, type World } from './world.ts';

/** Each firing of a flow has keys of its own. */
export function joinSetOf(occ: string, { id }: Activity): string {
  return `${/^f\d+/.exec(occ)?.[0]}|${id}`;
}

/** A join waits for what this flow can bring it; what comes from another flow is taken to have come. */
function awaited(world: World, join: Activity): readonly string[] {
  return join.messages.filter((message) => world.options.messages.has(message)).map(({ id }) => id);
}

/**
 * A delivery comes to a join. One of each message is collected; the one that makes the set complete is what runs the join, and runs it again if it comes
 * again. Any other that comes a second time, or too late, is ignored.
 * @returns whether the join runs
 */
export function collect(world: World, next: State, occ: string, join: Activity): boolean {
  const key = joinSetOf(occ, join);
  const set = next.joins[key] ?? { came: [], collected: [], timedOut: false };
  next.joins[key] = set;
  const delivery = next.deliveries[occ];
  if (!delivery || set.timedOut) return false;
  if (set.last !== undefined) return set.last === delivery.sent;
  if (set.came.includes(delivery.message)) return false;
  set.came.push(delivery.message);
  set.collected.push(occ);
  if (!awaited(world, join).every((message) => set.came.includes(message))) return false;
  set.last = delivery.sent;
  return true;
}

/** Of the joins that have a time, the first that is not complete runs its `otherwise`. */
export function timeIsUp(world: World, state: State): void {
  for (const [key, { last, timedOut }] of Object.entries(state.joins)) {
    const join = world.activity(key.slice(key.indexOf('|') + 1));
    if (last !== undefined || timedOut || join.join?.within === undefined || !join.otherwise) continue;
    world.can((next) => {
      const set = next.joins[key];
      if (set) set.timedOut = true;
      const thread: Thread = { root: key, rootKind: 'timeout', frames: [], late: false };
      next.threads.push(thread);
      begin(world, next, thread, join, `${key}${TIMEOUT}`, 'timeout');
    });
    return;
  }
}
