/**
 * Where order is kept and where it is lost (analysis A3 of the rule catalogue): follows each `ordered` message from its publishers through
 * the channels to its consumers. Order, once lost on a leg, stays lost on all that follow.
 */
import type { Activity, Channel, Design, Hop, Key, Message } from '../../language/model/design.ts';
import { isStore } from '../../language/model/drafts.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';
import { postOrder } from './post-order.ts';

/**
 * How a leg loses the order. unordered: its channel keeps none · ungrouped: it keeps order within groups, and nobody says which · other-key: its
 * groups are others than those that must be in order · competing: instances of the consumer take turns · producers: two elements publish, and nothing
 * orders them · unknown: nobody says whether the channel keeps order.
 */
export type DisorderKind = 'unordered' | 'ungrouped' | 'other-key' | 'competing' | 'producers' | 'unknown';

export interface Disorder {
  readonly kind: DisorderKind;
  readonly hop: Hop;
  /** The channel that the leg leaves. */
  readonly channel?: Channel;
  /** What it groups by. */
  readonly group?: Key;
  /** All that publish it, where they are of several elements: then no channel could keep their order. */
  readonly producers?: readonly Activity[];
}

/** A consumer that must see a message in order. */
export interface OrderedDelivery {
  readonly message: Message;
  readonly consumer: Activity;
  /** The last leg. */
  readonly hop: Hop;
  /** The first leg on which order is lost; absent where it is kept all the way. */
  readonly disorder?: Disorder;
}

export interface Order {
  readonly deliveries: readonly OrderedDelivery[];
  /** Of each leg on which order is needed and kept all the way to the consumer, by the hop's id. */
  readonly keptOn: ReadonlyMap<string, readonly OrderedDelivery[]>;
}

/** A consumer that says it does not mind, or whose every write compares versions, needs no order. */
export function toleratesDisorder(activity: Activity): boolean {
  if (activity.options.ordering === 'none') return true;
  const writes = activity.effects.filter(isStoreEffect).filter(({ kind }) => kind !== 'reads');
  return writes.length > 0 && writes.every(({ condition }) => condition === 'newer');
}

/**
 * @returns what a channel groups by: as it says, else the partition key of the store whose changes it carries, else what the channels that it
 * subscribes to hand on.
 */
export function groupOf(design: Design, channel: Channel, seen: ReadonlySet<Channel> = new Set()): Key | undefined {
  if (channel.groupedBy) return channel.groupedBy.key;
  if (seen.has(channel)) return undefined;
  const groups = incomingOf(design, channel).map(({ from }) => {
    if (from.kind === 'channel') return groupOf(design, from.channel, new Set([...seen, channel]));
    const { element } = from.activity;
    return isStore(element) ? (element.groupedBy?.key ?? element.key?.slice(0, 1)) : undefined;
  });
  const [first] = groups;
  return first && groups.every((group) => group?.join() === first.join()) ? first : undefined;
}

/** What is put into a channel, dead letters aside: they are out of order by nature. */
function incomingOf(design: Design, { id }: Channel): readonly Hop[] {
  return (design.index.hopsTo.get(id) ?? []).filter(({ kind }) => kind === 'publish' || kind === 'forward');
}

/** The changes of one row come in order, so a field of the row's own key that is no partition of its own keeps what it tells apart in order too. */
function isAboutItems(design: Design, channel: Channel, by: Key | undefined): boolean {
  return (
    channel.groupedBy === undefined &&
    incomingOf(design, channel).every(({ from }) => {
      const store = from.kind === 'activity' && isStore(from.activity.element) ? from.activity.element : undefined;
      return store?.groupedBy === undefined && (store?.key?.some((field) => by?.includes(field)) ?? false);
    })
  );
}

function inOneGroup(channel: Channel): boolean {
  return channel.groupedBy?.groups === 1 || channel.facts.partitions?.value === 1;
}

/** Several at a time from a channel that knows no keys: whoever is faster comes first. */
function competes(hop: Hop): boolean {
  if (hop.to.kind !== 'activity') return false;
  const { instances } = hop.to.activity.element.facts;
  return (hop.guarantee.concurrency?.value ?? 1) > 1 || (instances?.value.max ?? 1) > 1;
}

/** @returns how a leg loses the order of messages that must come in the order of `by`, or of all where that is undefined; undefined where it keeps it */
export function disorderOn(design: Design, hop: Hop, by: Key | undefined): Disorder | undefined {
  const channel = hop.from.kind === 'channel' ? hop.from.channel : undefined;
  const lost = (kind: DisorderKind, group?: Key): Disorder => ({ kind, hop, channel, group });
  const ordering = hop.guarantee.ordering?.value;
  switch (ordering) {
    case undefined:
      return lost('unknown');
    case 'none':
      return lost('unordered');
    case 'total':
      return competes(hop) ? lost('competing') : undefined;
    case 'per-key': {
      if (!channel || inOneGroup(channel)) return undefined;
      const group = groupOf(design, channel);
      if (!group) return lost('ungrouped');
      return group.every((field) => by?.includes(field)) || isAboutItems(design, channel, by) ? undefined : lost('other-key', group);
    }
  }
}

/** Follows one message through the channels. */
class Trace {
  readonly lost = new Map<string, Disorder>();
  readonly producers = new Map<string, Set<Activity>>();
  readonly #design: Design;
  readonly #message: Message;
  readonly #hops: readonly Hop[];

  constructor(design: Design, message: Message) {
    this.#design = design;
    this.#message = message;
    this.#hops = design.index.hopsOf.get(message.id) ?? [];
    this.#follow();
  }

  /**
   * From where it is published on, each channel before those that it hands on to: so the first leg that loses the order is the one that is told of, in whatever
   * order channels are declared. Both what is lost and who publishes only grow, so going round circles ends where nothing changes.
   */
  #follow(): void {
    const published: string[] = [];
    const onward = new Map<string, { readonly hop: Hop; readonly target: string }[]>();
    for (const hop of this.#hops) {
      const { kind, from, to } = hop;
      if (to.kind !== 'channel') continue;
      if (kind === 'publish' && from.kind === 'activity') {
        published.push(to.channel.id);
        // Who takes the message and passes it on is a relay and no second source.
        if (!from.activity.messages.includes(this.#message)) this.#producersOf(to.channel.id).add(from.activity);
      } else if (kind === 'forward' && from.kind === 'channel') {
        const leaving = onward.get(from.channel.id) ?? [];
        leaving.push({ hop, target: to.channel.id });
        onward.set(from.channel.id, leaving);
      }
    }
    const targets = (id: string): string[] => (onward.get(id) ?? []).map(({ target }) => target);
    const channels = postOrder([...published, ...onward.keys()], targets).reverse();
    for (let changed = true; changed; ) {
      changed = false;
      for (const id of channels) for (const { hop, target } of onward.get(id) ?? []) if (this.#handOn(id, hop, target)) changed = true;
    }
  }

  /** @returns whether the target learns anything of what is lost and who publishes. */
  #handOn(id: string, hop: Hop, target: string): boolean {
    const disorder = this.lost.get(id) ?? disorderOn(this.#design, hop, this.#message.ordered?.by);
    const news = disorder !== undefined && !this.lost.has(target);
    if (news) this.lost.set(target, disorder);
    const producers = this.#producersOf(target);
    const before = producers.size;
    for (const producer of this.#producersOf(id)) producers.add(producer);
    return news || producers.size > before;
  }

  #producersOf(id: string): Set<Activity> {
    const known = this.producers.get(id) ?? new Set();
    this.producers.set(id, known);
    return known;
  }

  /** Each consumer that needs the order, and whether it gets it. */
  deliveries(): OrderedDelivery[] {
    const deliveries: OrderedDelivery[] = [];
    for (const hop of this.#hops) {
      if ((hop.kind !== 'deliver' && hop.kind !== 'direct') || hop.to.kind !== 'activity') continue;
      const consumer = hop.to.activity;
      if (!needsOrder(consumer) || this.#parkedOnly(hop)) continue;
      deliveries.push({ message: this.#message, consumer, hop, disorder: this.#disorderOf(hop) });
    }
    return deliveries;
  }

  #disorderOf(hop: Hop): Disorder | undefined {
    const id = hop.from.kind === 'channel' ? hop.from.channel.id : undefined;
    const disorder = (id !== undefined && this.lost.get(id)) || disorderOn(this.#design, hop, this.#message.ordered?.by);
    const all = id === undefined ? [] : [...(this.producers.get(id) ?? [])];
    const producers = new Set(all.map(({ element }) => element)).size < 2 ? undefined : all;
    if (disorder) return { ...disorder, producers };
    if (!producers) return undefined;
    return { kind: 'producers', hop, channel: hop.from.kind === 'channel' ? hop.from.channel : undefined, producers };
  }

  /** Dead letters are out of order by nature: whoever parks them answers for it. */
  #parkedOnly({ from }: Hop): boolean {
    if (from.kind !== 'channel') return false;
    const kinds = (this.#design.index.hopsTo.get(from.channel.id) ?? []).map(({ kind }) => kind);
    return kinds.includes('dead-letter') && !kinds.includes('publish') && !kinds.includes('forward');
  }
}

/** People see to the order themselves; workflows run side by side. */
function needsOrder(activity: Activity): boolean {
  const { kind } = activity.element;
  return (activity.kind === 'handler' || activity.kind === 'join') && kind !== 'actor' && !toleratesDisorder(activity);
}

/** All legs over which a delivery's message can have come. */
function legsTo(design: Design, { hop, message }: OrderedDelivery): readonly Hop[] {
  const legs = [hop];
  const seen = new Set<string>();
  for (let index = 0; index < legs.length; index++) {
    const from = legs[index]?.from;
    if (from?.kind !== 'channel' || seen.has(from.channel.id)) continue;
    seen.add(from.channel.id);
    for (const before of design.index.hopsTo.get(from.channel.id) ?? [])
      if (before.kind === 'forward' && before.messages.includes(message)) legs.push(before);
  }
  return legs;
}

export const order = defineAnalysis('order', (design): Order => {
  const deliveries = design.messages
    .filter(({ ordered }) => ordered !== undefined)
    .flatMap((message) => new Trace(design, message).deliveries());
  const keptOn = new Map<string, OrderedDelivery[]>();
  for (const delivery of deliveries) {
    if (delivery.disorder) continue;
    for (const { id } of legsTo(design, delivery)) keptOn.set(id, [...(keptOn.get(id) ?? []), delivery]);
  }
  return { deliveries, keptOn };
});
