/** What the naive model asks of a design: plain questions about one element, hop or effect. */
import { groupOf } from '../../../analysis/passes/order.ts';
import type { Activity, Channel, Design, Effect, Hop, Key, Message } from '../../../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';

/** A promise that broke, and the element to change. */
export interface Broken {
  readonly promise: string;
  readonly element: string;
  /** The activity, effect, hop or state there. */
  readonly at: string;
  readonly detail?: string;
}

/** Where a flow begins. */
export type Entry =
  | { readonly kind: 'activity'; readonly activity: Activity; readonly effect?: Effect; readonly readsOwn: boolean }
  | { readonly kind: 'message'; readonly message: Message; readonly hops: readonly Hop[] };

/** Whether a leg keeps the order that a message needs. What nobody says is taken at its best. */
export function keepsOrder(design: Design, hop: Hop, { ordered, key }: Message): boolean {
  const channel = hop.from.kind === 'channel' ? hop.from.channel : undefined;
  switch (hop.guarantee.ordering?.value) {
    case undefined:
      return true;
    case 'none':
      return false;
    case 'total': {
      if (hop.to.kind !== 'activity') return true;
      const { instances } = hop.to.activity.element.facts;
      return Math.max(hop.guarantee.concurrency?.value ?? 1, instances?.value.max ?? 1) === 1;
    }
    case 'per-key': {
      if (!channel || channel.groupedBy?.groups === 1 || channel.facts.partitions?.value === 1) return true;
      const group = groupOf(design, channel);
      // A message that is only required to be in order is so by its key.
      const by = ordered ? ordered.by : key;
      if (group?.every((field) => by?.includes(field))) return true;
      return group !== undefined && by !== undefined && bringsRowsInOrder(design, channel, by);
    }
  }
}

/** Whether all that is put into a channel are changes of rows that a field of theirs tells apart: those of one row come one after the other. */
function bringsRowsInOrder({ hops }: Design, channel: Channel, by: Key): boolean {
  if (channel.groupedBy) return false;
  for (const { kind, from, to } of hops) {
    if (to.kind !== 'channel' || to.channel !== channel || (kind !== 'publish' && kind !== 'forward')) continue;
    const store = from.kind === 'activity' ? from.activity.element : undefined;
    if (store?.kind !== 'store' || store.groupedBy || !store.key?.some((field) => by.includes(field))) return false;
  }
  return true;
}

/** Whether a consumer minds the order at all. */
export function mindsOrder(consumer: Activity): boolean {
  if (consumer.kind !== 'handler' && consumer.kind !== 'join') return false;
  if (consumer.element.kind === 'actor' || consumer.options.ordering === 'none') return false;
  const writes = consumer.effects.filter((effect) => isStoreEffect(effect) && effect.kind !== 'reads');
  return writes.length === 0 || !writes.every((effect) => isStoreEffect(effect) && effect.condition === 'newer');
}

/** Whether an effect itself is not the same twice as once. */
export function differsTwice(effect: Effect): boolean {
  switch (effect.kind) {
    case 'appends':
    case 'increments':
      return !(isStoreEffect(effect) && effect.condition === 'newer');
    case 'calls':
      return effect.target?.kind === 'external';
    case 'starts':
      return effect.options.key === undefined;
    default:
      return false;
  }
}

/** Whether an effect lasts, and has to agree with the others of its body. */
export function isDurable(effect: Effect): boolean {
  if (isStoreEffect(effect)) {
    const { store } = effect;
    if (effect.kind === 'reads' || !store || store.caches || store.rebuiltFrom) return false;
    return store.kind === 'store' || store.facts.durable !== undefined;
  }
  if (isMessageEffect(effect)) return effect.message?.criticality !== 'expendable';
  if (effect.kind === 'starts') return true;
  return effect.target?.kind === 'external' && !effect.callees.some(({ safe, criticality }) => safe || criticality === 'expendable');
}

/** Where a leg's trouble is mended: the queue it leaves, the subscriber, or the consumer. */
export function legElement(hop: Hop): string {
  if (hop.from.kind === 'channel') return hop.from.channel.id;
  return hop.to.kind === 'activity' ? hop.to.activity.element.id : '';
}
