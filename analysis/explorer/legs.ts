/** What a leg does to a message by itself: how it delivers, whether it keeps order, and what becomes of what cannot be handled. */
import type { Channel, Design, Element, FailureRule, Hop, Key, Message } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { isSubscriptionOfOneProduct } from '../../language/model/guarantees.ts';
import { isEmptied } from '../passes/dead-letter-queues.ts';
import { type Disorder, disorderOn } from '../passes/order.ts';
import type { Fate } from './program.ts';

/** @returns how a leg may change the order of messages that must come in the order of `by`, or of all where that is undefined. What nobody says is taken at its best. */
export function disorderOf(design: Design, hop: Hop, by: Key | undefined): Disorder | undefined {
  const disorder = disorderOn(design, hop, by);
  return disorder?.kind === 'unknown' ? undefined : disorder;
}

/** Whether a leg holds messages back until the earlier ones of their group are done. */
export function keepsOrder({ guarantee }: Hop): boolean {
  const ordering = guarantee.ordering?.value;
  return ordering !== undefined && ordering !== 'none';
}

/** Whether a message that fails for ever stays at the head. */
export function blocksAtHead(hop: Hop): boolean {
  return keepsOrder(hop) && hop.guarantee.attempts?.value === Number.POSITIVE_INFINITY;
}

/** What becomes of a message whose tries are used up. */
export function fateOf(design: Design, hop: Hop): Fate {
  const { failure, attempts, ordering } = hop.guarantee;
  const fate = (kind: Fate['kind'], rest: Partial<Fate> = {}): Fate => ({
    kind,
    attended: false,
    decided: false,
    wholeGroup: false,
    ...rest,
  });
  if (blocksAtHead(hop)) return fate('blocks');
  if (failure?.kind === 'dead-letters') return fate('parked', { attended: isAttended(design, failure), wholeGroup: failure.wholeGroup });
  if (failure?.kind === 'none') return fate('dropped', { decided: true });
  if (attempts === undefined) return fate('waits');
  if (Number.isFinite(attempts.value)) return fate('dropped');
  if (attempts.origin.kind !== 'technology') return fate('dropped', { decided: true });
  return ordering === undefined ? fate('waits') : fate('dropped');
}

/** An alarm, a consumer, a redrive or an owner. What is no channel is somebody's own business. */
function isAttended(design: Design, { to }: Extract<FailureRule, { kind: 'dead-letters' }>): boolean {
  if (!isChannel(to)) return true;
  return to.facts.alarm !== undefined || to.owner !== undefined || isEmptied(design, to);
}

/** Whether a message can arrive and not be handled: by whoever takes it unasked, and fails at it as often as it is tried. */
export function canFail(design: Design, hop: Hop): boolean {
  if (hop.step || hop.to.kind !== 'activity' || hop.guarantee.delivery?.value === 'at-most-once') return false;
  const { element, options, kind } = hop.to.activity;
  if (element.kind === 'actor') return false;
  // Where a message is acknowledged first a crash loses it; of a join, only the one that completes it. What cannot be handled is lost wherever it came from.
  if (options.acknowledgesFirst) return kind === 'join';
  return fateOf(design, hop).kind !== 'waits';
}

/** Whether a subscription can give up on its target. A product's own queue at its own topic is one thing with it. */
export function canGiveUp(design: Design, hop: Hop): boolean {
  if (hop.kind !== 'forward' || !hop.subscription || isSubscriptionOfOneProduct(hop.subscription)) return false;
  return hop.guarantee.delivery?.value !== 'at-most-once' && fateOf(design, hop).kind !== 'waits';
}

/** Where a channel hands on a message: legs that all get it, and sets of legs of which one does. */
export function handedOn(design: Design, channel: Channel, message: Message | undefined): readonly (readonly Hop[])[] {
  const hops = (design.index.hopsFrom.get(channel.id) ?? []).filter(
    (hop) => (hop.kind === 'deliver' || hop.kind === 'forward') && (message === undefined || hop.messages.includes(message)),
  );
  if (channel.kind !== 'queue') return hops.map((hop) => [hop]);
  const byElement = new Map<Element, Hop>();
  for (const hop of hops) {
    const element = hop.to.kind === 'channel' ? hop.to.channel : hop.to.activity.element;
    if (!byElement.has(element)) byElement.set(element, hop);
  }
  return byElement.size === 0 ? [] : [[...byElement.values()]];
}
