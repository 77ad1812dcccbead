/** What was sent first, and whether it comes first. */
import type { Activity, Hop, Message } from '../../../language/model/design.ts';
import { type Broken, legElement, mindsOrder } from './facts.ts';
import { breakOrderWishes, needsOrder } from './requirements.ts';
import type { Delivery, State } from './state.ts';
import type { World } from './world.ts';

/** Of one leg, what was sent first goes first: its swap is a fault. Where the leg keeps order, what is ahead must be gone. */
export function isNext(world: World, state: State, occ: string, delivery: Delivery): boolean {
  const leg = world.hop(delivery.hop);
  const rank = (sent: string): number => state.order.indexOf(sent);
  const ordering = leg.guarantee.ordering?.value;
  const keeps = ordering !== undefined && ordering !== 'none';
  return !Object.entries(state.deliveries).some(([otherOcc, other]) => {
    if (otherOcc === occ || other.hop !== delivery.hop || rank(other.sent) >= rank(delivery.sent)) return false;
    return other.state === 'waiting' || other.state === 'running' || (keeps && other.state === 'blocked');
  });
}

/** The consumer begins a message: is an earlier one still on its way to it, or parked? */
export function noteOrder(world: World, next: State, breaks: Broken[], occ: string, message: Message, consumer: Activity): void {
  const delivery = next.deliveries[occ];
  if (!delivery || !needsOrder(world, message)) return;
  const promised = message.ordered !== undefined && mindsOrder(consumer);
  const rank = next.order.indexOf(delivery.sent);
  for (const [otherOcc, other] of Object.entries(next.deliveries)) {
    const earlier = next.order.indexOf(other.sent);
    if (otherOcc === occ || other.message !== delivery.message || earlier < 0 || earlier >= rank || !leadsTo(world, other, consumer))
      continue;
    const onItsWay = ['waiting', 'running', 'held', 'blocked'].includes(other.state) && !other.handled;
    if (!onItsWay && (other.state !== 'parked' || other.handled)) continue;
    breakOrderWishes(world, breaks, message, consumer, world.hop(other.hop));
    if (promised) breaks.push({ promise: 'in-order', element: legElement(world.hop(other.hop)), at: other.hop, detail: consumer.id });
  }
}

function leadsTo(world: World, delivery: Delivery, consumer: Activity): boolean {
  const reached = (hop: Hop, seen: readonly string[]): boolean => {
    if (hop.to.kind === 'activity') return hop.to.activity === consumer;
    if (seen.includes(hop.id)) return false;
    return (world.design.index.hopsFrom.get(hop.to.channel.id) ?? []).some((onward) => reached(onward, [...seen, hop.id]));
  };
  return reached(world.hop(delivery.hop), []);
}
