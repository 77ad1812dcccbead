/** What becomes of a message on a leg: acknowledged, come again, given up, parked. */
import type { Element, Hop } from '../../../language/model/design.ts';
import type { Broken } from './facts.ts';
import { legsFrom, sendOn } from './messages.ts';
import type { Delivery, State } from './state.ts';
import type { World } from './world.ts';

/** Whether a message is acknowledged before it is worked on. */
export function acknowledgedFirst(world: World, { hop }: Delivery): boolean {
  const leg = world.hop(hop);
  return (
    leg.guarantee.delivery?.value === 'at-most-once' ||
    (leg.to.kind === 'activity' && leg.to.activity.options.acknowledgesFirst !== undefined)
  );
}

/** Changes a delivery. */
export function settle(next: State, occ: string, change: Partial<Delivery>): void {
  const delivery = next.deliveries[occ];
  if (delivery) Object.assign(delivery, change);
}

/** The acknowledgement is lost: soon, or so late that windows are over. */
export function duplicates(world: World, leg: Hop, strike: (late: boolean) => void): void {
  if (leg.guarantee.delivery?.value !== 'at-least-once') return;
  strike(false);
  if (hasWindows(world)) strike(true);
}

/** Whether anything forgets after a time, so that soon and late are not the same. */
export function hasWindows(world: World): boolean {
  return (
    world.design.activities.some(({ idempotency }) => idempotency?.within !== undefined) ||
    world.design.elements.some(({ facts }) => facts.deduplicates !== undefined)
  );
}

/** A delivery is handled, or is to be once more. */
export function acknowledge(delivery: Delivery, again: boolean, late: boolean): void {
  delivery.handled = true;
  delivery.copies = Math.max(delivery.copies - (again ? 0 : 1), 0);
  delivery.late ||= late;
  delivery.state = delivery.copies > 0 ? 'waiting' : 'done';
  delivery.attempts = 0;
}

/** Attempts are used up: what becomes of the message. */
export function giveUp(world: World, next: State, breaks: Broken[], occ: string): void {
  const delivery = next.deliveries[occ];
  if (!delivery) return;
  const leg = world.hop(delivery.hop);
  const { failure, attempts, ordering } = leg.guarantee;
  if (delivery.handled) {
    delivery.state = 'done';
    delivery.copies = 0;
    return;
  }
  const lossy = acknowledgedFirst(world, delivery);
  const forEver = attempts?.value === Number.POSITIVE_INFINITY;
  const keeps = ordering !== undefined && ordering.value !== 'none';
  if (lossy) delivery.state = 'dropped';
  else if (forEver && keeps) delivery.state = 'blocked';
  else if (failure?.kind === 'dead-letters') park(world, next, breaks, occ, delivery, leg, failure);
  else if (failure) {
    delivery.state = 'dropped';
    delivery.decided = failure.kind === 'none';
  } else if (attempts === undefined) delivery.state = 'stuck';
  else if (forEver && attempts.origin.kind !== 'technology') {
    delivery.state = 'dropped';
    delivery.decided = true;
  } else if (forEver && ordering === undefined) delivery.state = 'stuck';
  else delivery.state = 'dropped';
}

function park(
  world: World,
  next: State,
  breaks: Broken[],
  occ: string,
  delivery: Delivery,
  leg: Hop,
  failure: { readonly to?: Element; readonly wholeGroup: boolean },
): void {
  delivery.state = 'parked';
  if (failure.to) delivery.parkedIn = failure.to.id;
  if (failure.wholeGroup) next.parkedGroups[leg.id] = true;
  const message = world.message(delivery.message);
  const { to } = failure;
  if (to && 'subscriptions' in to && to.kind !== 'orchestrator')
    for (const hop of legsFrom(world, to, message))
      sendOn(world, next, breaks, hop, message, delivery.sent, `${occ}!${hop.id}`, delivery.late);
}
