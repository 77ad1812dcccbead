/** What a waiting message does next: it is handed over, goes on to the next channel, is dropped, held back, put back. */
import type { Activity, Channel, Hop, Message } from '../../../language/model/design.ts';
import { isSubscriptionOfOneProduct } from '../../../language/model/guarantees.ts';
import { type Broken, keepsOrder } from './facts.ts';
import { begin } from './frames.ts';
import { collect, timeIsUp } from './joins.ts';
import { acknowledge, acknowledgedFirst, duplicates, giveUp, hasWindows, settle } from './legs.ts';
import { into } from './messages.ts';
import { noteOrder } from './order.ts';
import { needsOrder } from './requirements.ts';
import { startRun } from './runs.ts';
import type { Delivery, State, Thread } from './state.ts';
import type { World } from './world.ts';

/** A waiting message, at the head of its leg. */
export function deliver(world: World, occ: string, delivery: Delivery): void {
  const leg = world.hop(delivery.hop);
  const message = world.message(delivery.message);
  if (delivery.copies > 0 && leg.guarantee.delivery?.value === 'at-most-once')
    world.can((next) => settle(next, occ, { state: delivery.handled ? 'done' : 'dropped' }), 'drop');
  if (needsOrder(world, message) && !delivery.handled && !keepsOrder(world.design, leg, message))
    world.can((next) => settle(next, occ, { state: 'held' }), 'reorder');
  if (leg.kind === 'forward') forward(world, occ, delivery, leg, message);
  else if (leg.to.kind === 'activity') handOver(world, occ, delivery, leg, message, leg.to.activity);
}

function forward(world: World, occ: string, delivery: Delivery, leg: Hop, message: Message): void {
  const target = leg.to.kind === 'channel' ? leg.to.channel : undefined;
  if (!target) return;
  const pass = (next: State, breaks: Broken[], keep: boolean, late: boolean): void => {
    const it = next.deliveries[occ];
    if (!it) return;
    into(world, next, breaks, target, message, it.sent, occ, it.late, leg);
    it.handled = true;
    it.copies = Math.max(it.copies - (keep ? 0 : 1), 0);
    it.late ||= late;
    it.state = it.copies > 0 ? 'waiting' : 'done';
  };
  world.can((next, breaks) => pass(next, breaks, false, false));
  duplicates(world, leg, (late) => world.can((next, breaks) => pass(next, breaks, true, late), 'duplicate'));
  const reliable = leg.subscription !== undefined && isSubscriptionOfOneProduct(leg.subscription);
  if (!delivery.handled && !reliable) world.can((next, breaks) => giveUp(world, next, breaks, occ), 'outage');
}

function handOver(world: World, occ: string, delivery: Delivery, leg: Hop, message: Message, consumer: Activity): void {
  const groupKey = leg.id;
  if (world.state?.parkedGroups[groupKey] && needsOrder(world, message)) {
    world.can((next, breaks) => giveUp(world, next, breaks, occ));
    return;
  }
  const isHandler = consumer.kind === 'handler' || consumer.kind === 'join';
  if (isHandler && !delivery.handled && (consumer.element.kind === 'service' || consumer.element.kind === 'orchestrator')) {
    const poison = (next: State, breaks: Broken[]): void => {
      settle(next, occ, { poisoned: true });
      if (next.deliveries[occ] && !world.state?.deliveries[occ]?.handled) noteOrder(world, next, breaks, occ, message, consumer);
      giveUp(world, next, breaks, occ);
    };
    if (delivery.poisoned) {
      world.can(poison);
      return;
    }
    world.can(poison, 'poison');
  }
  const begins = (next: State, breaks: Broken[]): void => {
    const it = next.deliveries[occ];
    if (!it) return;
    if (!it.handled && it.attempts === 0) noteOrder(world, next, breaks, occ, message, consumer);
    if (consumer.kind === 'workflow' || hopIsWait(leg)) {
      if (!hopIsWait(leg)) startRun(world, next, breaks, consumer, `${occ}|`, leg.subscription?.key !== undefined);
      acknowledge(it, false, false);
      return;
    }
    if (consumer.kind === 'join' && !collect(world, next, occ, consumer)) {
      acknowledge(it, false, false);
      return;
    }
    it.state = 'running';
    const thread: Thread = { root: occ, rootKind: 'delivery', frames: [], late: it.late };
    next.threads.push(thread);
    begin(world, next, thread, consumer, `${occ}|${consumer.id}|`, 'body');
  };
  world.can(begins);
  // What is acknowledged before it is worked on comes again whatever becomes of the work.
  if (acknowledgedFirst(world, delivery))
    duplicates(world, leg, (late) =>
      world.can((next, breaks) => {
        begins(next, breaks);
        const it = next.deliveries[occ];
        if (!it) return;
        it.copies++;
        it.late ||= late;
        if (it.state === 'done') it.state = 'waiting';
      }, 'duplicate'),
    );
  if (consumer.kind === 'workflow' && !hopIsWait(leg) && !delivery.handled)
    world.can((next, breaks) => giveUp(world, next, breaks, occ), 'outage');
  if (consumer.kind === 'workflow' && !hopIsWait(leg))
    duplicates(world, leg, () =>
      world.can((next, breaks) => {
        const it = next.deliveries[occ];
        if (!it) return;
        startRun(world, next, breaks, consumer, `${occ}|`, leg.subscription?.key !== undefined);
        acknowledge(it, true, false);
      }, 'duplicate'),
    );
}

/** The row of an outbox is published, at least once. */
export function relay(world: World, row: string, messageId: string): void {
  const message = world.message(messageId);
  const publish = (next: State, breaks: Broken[], again: boolean, late: boolean): void => {
    const it = next.rows[row];
    if (!it) return;
    for (const id of it.hop) {
      const channel = world.design.index.elementById.get(id);
      if (channel) into(world, next, breaks, channel as Channel, message, it.sent, it.sent, it.late, undefined);
    }
    it.published = true;
    if (again) it.late ||= late;
    else delete next.rows[row];
  };
  world.can((next, breaks) => publish(next, breaks, false, false));
  world.can((next, breaks) => publish(next, breaks, true, false), 'duplicate');
  if (hasWindows(world)) world.can((next, breaks) => publish(next, breaks, true, true), 'duplicate');
}

/** Nothing else is left to do: what was held back goes on, parked messages are put back once, and the time of joins is up. */
export function late(world: World, state: State): void {
  const held = Object.entries(state.deliveries).find(([, { state: at }]) => at === 'held');
  if (held) {
    world.can((next) => settle(next, held[0], { state: 'waiting' }));
    return;
  }
  for (const [occ, delivery] of Object.entries(state.deliveries)) {
    if (delivery.state !== 'parked' || delivery.redriven) continue;
    const parked = delivery.parkedIn === undefined ? undefined : world.design.index.elementById.get(delivery.parkedIn);
    const back = parked && 'redrivesTo' in parked ? parked.redrivesTo?.channel : undefined;
    if (!back) continue;
    world.can((next, breaks) => {
      const it = next.deliveries[occ];
      if (!it) return;
      it.redriven = true;
      const from = world.hop(it.hop).from;
      if (from.kind === 'channel' && from.channel === back) {
        it.state = 'waiting';
        it.attempts = 0;
        it.late = true;
        return;
      }
      into(world, next, breaks, back, world.message(it.message), it.sent, `${occ}!`, true, undefined);
    });
    return;
  }
  timeIsUp(world, state);
}

function hopIsWait({ step }: Hop): boolean {
  return step !== undefined;
}
