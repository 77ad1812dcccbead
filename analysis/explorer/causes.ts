/** Why things happen in a flow, and ways that lead back to where they began. */
import type { Activity, Effect } from '../../language/model/design.ts';
import type { Counter, Loop } from './program.ts';

/** Why something happens, back to where the flow begins. */
export interface Cause {
  readonly activity: Activity;
  readonly up?: Cause;
  /** What leads from there to here, whether it may not, and whether it is waited for. Nothing leads to where a flow begins. */
  readonly effect?: Effect;
  readonly guarded?: boolean;
  readonly call?: boolean;
  /** What counts effects from here on. */
  readonly counters?: readonly Counter[];
  /** Of a join: what else leads there. */
  readonly also?: Cause[];
}

/** An effect that only happens under a condition. */
export function isGuarded(effect: Effect): boolean {
  return effect.blocks.some(({ kind }) => kind === 'when');
}

/** What leads on from a cause. */
interface Onward {
  readonly effect: Effect;
  /** Whether it may not. */
  readonly guarded: boolean;
  /** Whether it is waited for. */
  readonly call: boolean;
  /** How often a way goes round before it ends. */
  readonly rounds: number;
}

/**
 * @returns the circle that comes back to an activity among its own causes, or `guarded` where it may end. A call comes back only to an operation that still
 *   waits: one that has answered may well be called again, and a message on the way there ends the circle.
 */
export function loopTo(activity: Activity, cause: Cause, { effect, guarded, call, rounds }: Onward): Loop | 'guarded' | undefined {
  const effects: Effect[] = [effect];
  let waits: boolean | undefined = call;
  let mayEnd: boolean | undefined = guarded;
  let round = 0;
  for (let at: Cause | undefined = cause; at && (waits || !call); at = at.up) {
    if (at.activity === activity && ++round === rounds) {
      if (waits) return { kind: 'call', activity, effects: effects.reverse() };
      return mayEnd ? 'guarded' : { kind: 'message', activity, effects: effects.reverse() };
    }
    waits &&= at.call;
    mayEnd ||= at.guarded;
    if (at.effect) effects.push(at.effect);
  }
  return undefined;
}
