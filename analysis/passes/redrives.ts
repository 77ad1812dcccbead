/** What comes back when a queue of dead letters is redriven: the messages that are really parked there, and where each of them failed. */
import type { Activity, Effect, Hop, Message } from '../../language/model/design.ts';
import { isCallEffect } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';
import { canPark, parkings } from './parkings.ts';

/** A message that may be put back after somebody has begun to handle it. */
export interface Redrive {
  /** From the queue of dead letters to where it is put back. */
  readonly hop: Hop;
  readonly message: Message;
  /** The legs that park it and may have handed it over before. */
  readonly legs: readonly [Hop, ...Hop[]];
}

/** In the order of the redrives, each with its messages; what is parked unhandled comes back as if for the first time, and is not among them. */
export const redrives = defineAnalysis('redrives', (design, get): readonly Redrive[] => {
  const known = get(parkings);
  return design.hops.flatMap((hop): Redrive[] => {
    if (hop.kind !== 'redrive' || hop.from.kind !== 'channel') return [];
    const { channel } = hop.from;
    const legs = known.filter(({ parking }) => parking.to === channel).flatMap((parked) => parked.legs.filter(mayHandOver));
    return hop.messages.flatMap((message): Redrive[] => {
      const [first, ...others] = legs.filter(({ messages }) => messages.includes(message));
      return first ? [{ hop, message, legs: [first, ...others] }] : [];
    });
  });
});

/**
 * Whether a leg may hand a message over, in whole or in part, and park it all the same. Where it is known that a message is tried again, a crash between effect and
 * acknowledgement is enough. Where nobody says so, the handler must fail by itself with something done.
 */
function mayHandOver(leg: Hop): boolean {
  if (!canPark(leg)) return false;
  const { delivery, retries } = leg.guarantee;
  return delivery !== undefined || retries !== undefined || (leg.to.kind === 'activity' && canStopHalfway(leg.to.activity));
}

/** Whether a body can fail at one effect when another has taken place. */
function canStopHalfway(activity: Activity, seen: ReadonlySet<Activity> = new Set()): boolean {
  const effects = activity.effects.filter(({ part }) => part === 'body');
  const last = effects.at(-1);
  const begun = effects.find(({ kind }) => kind !== 'reads');
  if (!last || !begun) return false;
  if (effects.some(({ kind, blocks }) => kind !== 'reads' && blocks.some((block) => block.kind === 'each'))) return true;
  if (begun !== last && !areOneStep(begun, last)) return true;
  const further = new Set([...seen, activity]);
  const callees = effects.flatMap((effect) => (isCallEffect(effect) ? effect.callees : []));
  return callees.some((callee) => !further.has(callee) && canStopHalfway(callee, further));
}

function areOneStep(one: Effect, other: Effect): boolean {
  return one.blocks.some(({ kind, id }) => kind === 'atomically' && other.blocks.some((block) => block.id === id));
}
