/** Fourth pass: which messages travel where. Finds the channels of effects, what each channel carries, who answers calls, and the hops. */
import type * as d from './design.ts';
import type { ActivityDraft, Drafts } from './drafts.ts';
import { isChannel, isEntry } from './drafts.ts';
import type { Mutable } from './facts.ts';
import { guaranteeOfDelivery, guaranteeOfDirect, guaranteeOfForward, guaranteeOfPublish } from './guarantees.ts';
import { isMessageEffect } from './lookups.ts';

type ChannelDraft = Mutable<d.Channel>;

/** Everything hops are made from. */
interface Traffic {
  readonly elements: readonly d.Element[];
  readonly channels: readonly ChannelDraft[];
  readonly activities: readonly d.Activity[];
  readonly effects: readonly d.MessageEffect[];
  readonly parks: readonly d.DeadLetterRoute[];
  /** The channels that a message is put into by name, or that say they carry it. */
  readonly publishedTo: ReadonlyMap<d.Message, ReadonlySet<d.Channel>>;
}

/** Finds who answers each call. */
export function connectCalls(activities: readonly ActivityDraft[]): void {
  const byElement = new Map<d.Element, d.Activity[]>();
  for (const activity of activities) {
    const list = byElement.get(activity.element);
    if (list) list.push(activity);
    else byElement.set(activity.element, [activity]);
  }
  for (const activity of activities) {
    for (const effect of activity.effects) {
      if (effect.kind !== 'calls' && effect.kind !== 'starts') continue;
      (effect as Mutable<d.CallEffect>).callees = effect.target ? calleesOf(effect, effect.target, byElement.get(effect.target) ?? []) : [];
    }
  }
}

function calleesOf(effect: d.CallEffect, target: d.Element, activities: readonly d.Activity[]): d.Activity[] {
  if (effect.operation)
    return activities.filter((activity) => activity.kind === 'operation' && activity.name === effect.operation).slice(0, 1);
  if (target.kind === 'orchestrator') return activities.filter((activity) => activity.kind === 'workflow');
  if (isEntry(target)) {
    const routes = target.routes.filter((route) => effect.route === undefined || route.path === undefined || route.path === effect.route);
    return routes.map((route) => route.activity);
  }
  const operations = activities.filter((activity) => activity.kind === 'operation');
  return operations.length > 0 ? operations : activities.filter((activity) => activity.kind === 'unplaced' && target.kind === 'service');
}

/** Finds the channels of every effect and what each channel carries, then lists all hops. */
export function connectMessages(
  drafts: Drafts,
  activities: readonly ActivityDraft[],
): { readonly hops: d.Hop[]; readonly parks: readonly d.DeadLetterRoute[] } {
  const channels = drafts.order.filter(isChannel) as ChannelDraft[];
  const effects = activities.flatMap((activity) => activity.effects.filter(isMessageEffect));
  const publishedTo = findPublished(channels, effects);
  for (const effect of effects) {
    const named = isChannel(effect.to) ? [effect.to] : [];
    const inferred = effect.to || effect.unknownTo || !effect.message ? named : [...(publishedTo.get(effect.message) ?? [])];
    (effect as Mutable<d.MessageEffect>).channels = inferred;
  }
  const parks = findParks(drafts, activities);
  const traffic: Traffic = { elements: drafts.order, channels, activities, effects, parks, publishedTo };
  inferMessages(traffic);
  return { hops: listHops(traffic), parks };
}

function findPublished(channels: readonly d.Channel[], effects: readonly d.MessageEffect[]): Map<d.Message, Set<d.Channel>> {
  const published = new Map<d.Message, Set<d.Channel>>();
  const note = (message: d.Message | undefined, channel: d.Channel): void => {
    if (!message) return;
    const known = published.get(message);
    if (known) known.add(channel);
    else published.set(message, new Set([channel]));
  };
  for (const channel of channels) if (channel.closed) for (const message of channel.messages) note(message, channel);
  for (const effect of effects) if (isChannel(effect.to)) note(effect.message, effect.to);
  return published;
}

function findParks(drafts: Drafts, activities: readonly d.Activity[]): d.DeadLetterRoute[] {
  const parks: d.DeadLetterRoute[] = [];
  const note = (from: d.Channel | d.Activity, rule: d.FailureRule | undefined, subscription?: d.Subscription): void => {
    if (rule?.kind === 'dead-letters' && rule.to) parks.push({ from, subscription, to: rule.to, rule, source: rule.source });
  };
  for (const element of drafts.order) {
    if (!isChannel(element) && element.kind !== 'orchestrator') continue;
    if (isChannel(element)) note(element, element.failure);
    for (const subscription of element.subscriptions) note(subscription.to, subscription.failure, subscription);
  }
  for (const activity of activities) note(activity, activity.options.failure);
  return parks;
}

/** Fixpoint: sets only grow, so it ends, also where channels feed one another in a circle. */
function inferMessages({ channels, effects, parks }: Traffic): void {
  const carried = new Map<d.Channel, Set<d.Message>>(channels.map((channel) => [channel, new Set(channel.messages)]));
  const feeds = new Map<d.Channel, ((added: d.Message) => void)[]>();
  const add = (channel: d.Channel, message: d.Message): void => {
    const known = carried.get(channel);
    if (!known || known.has(message) || channel.closed) return;
    known.add(message);
    for (const feed of feeds.get(channel) ?? []) feed(message);
  };
  const feed = (from: d.Channel, into: (message: d.Message) => void): void => {
    const list = feeds.get(from);
    if (list) list.push(into);
    else feeds.set(from, [into]);
  };
  for (const channel of channels) {
    for (const subscription of channel.subscriptions) {
      const wanted = subscription.named ? new Set(subscription.messages) : undefined;
      feed(subscription.to, (message) => (!wanted || wanted.has(message)) && add(channel, message));
    }
    const { redrivesTo } = channel;
    if (redrivesTo) feed(channel, (message) => add(redrivesTo.channel, message));
  }
  for (const { from, to, subscription } of parks) {
    if (!isChannel(to)) continue;
    if ('effects' in from) for (const message of from.messages) add(to, message);
    else feed(from, (message) => (!subscription?.named || subscription.messages.includes(message)) && add(to, message));
  }
  for (const channel of channels)
    if (channel.closed) for (const message of channel.messages) for (const into of feeds.get(channel) ?? []) into(message);
  for (const effect of effects) for (const channel of effect.channels) if (effect.message) add(channel, effect.message);
  for (const channel of channels) channel.messages = [...(carried.get(channel) ?? [])];
}

function listHops(traffic: Traffic): d.Hop[] {
  const hops: d.Hop[] = [];
  const direct = new Map<d.Message, d.MessageEffect[]>();
  for (const effect of traffic.effects) {
    if (!effect.message) continue;
    for (const channel of effect.channels) hops.push(publishHop(effect, effect.message, channel));
    if (effect.channels.length === 0 && !isChannel(effect.to) && !effect.unknownTo) {
      const list = direct.get(effect.message);
      if (list) list.push(effect);
      else direct.set(effect.message, [effect]);
    }
  }
  const open = new Set(
    traffic.activities.flatMap(({ kind, from, element, messages }) =>
      (kind === 'handler' || kind === 'join') && !from ? messages.map((message) => takerId(element, message)) : [],
    ),
  );
  for (const element of traffic.elements) hops.push(...subscriptionHops(element), ...redriveHops(element));
  for (const activity of traffic.activities) {
    if (activity.kind === 'handler' || activity.kind === 'join') hops.push(...handlerHops(activity, traffic, direct, open));
    if (activity.kind === 'workflow') hops.push(...waitHops(activity, traffic, direct));
  }
  for (const park of traffic.parks) hops.push(...parkHop(park, traffic.activities));
  return hops;
}

function takerId(element: d.Element, message: d.Message): string {
  return `${element.id}\n${message.id}`;
}

function publishHop(effect: d.MessageEffect, message: d.Message, channel: d.Channel): d.Hop {
  return {
    id: `${effect.id}>${channel.id}`,
    kind: 'publish',
    from: { kind: 'activity', activity: effect.activity },
    to: { kind: 'channel', channel },
    messages: [message],
    effect,
    guarantee: guaranteeOfPublish(effect, channel),
    source: effect.syntax.source,
  };
}

/** What arrives of what is wanted. Where nothing is known to arrive, all that is wanted: the design is not finished yet. */
function arriving(wanted: readonly d.Message[], channel: d.Channel): readonly d.Message[] {
  const carried = new Set(channel.messages);
  const known = wanted.filter((message) => carried.has(message));
  return known.length > 0 ? known : wanted;
}

function subscriptionHops(element: d.Element): d.Hop[] {
  if (!isChannel(element) && element.kind !== 'orchestrator') return [];
  return element.subscriptions.map((subscription): d.Hop => {
    const messages = subscription.named ? arriving(subscription.messages, subscription.to) : subscription.to.messages;
    const shared = {
      messages,
      subscription,
      source: subscription.syntax.source,
      from: { kind: 'channel', channel: subscription.to } as const,
    };
    if (isChannel(element)) {
      const guarantee = guaranteeOfForward(subscription, element);
      return { ...shared, id: subscription.id, kind: 'forward', to: { kind: 'channel', channel: element }, guarantee };
    }
    const guarantee = guaranteeOfDelivery(subscription.to, element.workflow, subscription);
    return { ...shared, id: subscription.id, kind: 'deliver', to: { kind: 'activity', activity: element.workflow }, guarantee };
  });
}

function redriveHops(element: d.Element): d.Hop[] {
  if (!isChannel(element) || !element.redrivesTo) return [];
  const { channel, source } = element.redrivesTo;
  const guarantee: d.Guarantee = { delivery: element.facts.delivery, caughtAt: [] };
  return [
    {
      id: `${element.id}>redrive`,
      kind: 'redrive',
      from: { kind: 'channel', channel: element },
      to: { kind: 'channel', channel },
      messages: element.messages,
      guarantee,
      source,
    },
  ];
}

/** What a route parks. */
function parkedMessages({ from, subscription }: d.DeadLetterRoute): readonly d.Message[] {
  return subscription?.named ? subscription.messages : from.messages;
}

/** Whether a handler takes what a route parks in its service: it names no channel, and the route brings its message. */
function takesParked({ to }: d.DeadLetterRoute, { kind, element, from }: d.Activity): boolean {
  return to === element && from === undefined && (kind === 'handler' || kind === 'join');
}

function parkHop(route: d.DeadLetterRoute, activities: readonly d.Activity[]): d.Hop[] {
  const { from, to, source, subscription } = route;
  if (!isChannel(to)) {
    const start: d.Place = 'effects' in from ? { kind: 'activity', activity: from } : { kind: 'channel', channel: from };
    return activities
      .filter((activity) => takesParked(route, activity))
      .flatMap((activity): d.Hop[] => {
        const messages = activity.messages.filter((message) => parkedMessages(route).includes(message));
        const { delivery, ordering, retries, retention } = activity.element.facts;
        const guarantee: d.Guarantee = { delivery, ordering, retries, retention, caughtAt: [] };
        const id = `${subscription?.id ?? from.id}>parks>${activity.id}`;
        return messages.length === 0
          ? []
          : [{ id, kind: 'dead-letter', from: start, to: { kind: 'activity', activity }, messages, subscription, guarantee, source }];
      });
  }
  const place: d.Place = 'effects' in from ? { kind: 'activity', activity: from } : { kind: 'channel', channel: from };
  const messages = parkedMessages(route);
  const id = `${subscription?.id ?? from.id}>parks`;
  return [
    {
      id,
      kind: 'dead-letter',
      from: place,
      to: { kind: 'channel', channel: to },
      messages,
      subscription,
      guarantee: { caughtAt: [] },
      source,
    },
  ];
}

/** @param open what each service takes with no word from where, by `takerId`: what is sent straight to it is theirs, not of handlers that name a channel */
function handlerHops(
  activity: d.Activity,
  { publishedTo, parks }: Traffic,
  direct: ReadonlyMap<d.Message, readonly d.MessageEffect[]>,
  open: ReadonlySet<string>,
): d.Hop[] {
  if (activity.unknownFrom) return [];
  // A service that takes the dead letters of a channel is no second consumer of the channel itself.
  const parking = new Set(parks.filter((route) => takesParked(route, activity)).map(({ from }) => ('effects' in from ? from.from : from)));
  const channels = activity.from
    ? [activity.from]
    : [...new Set(activity.messages.flatMap((message) => [...(publishedTo.get(message) ?? [])]))].filter(
        (channel) => !parking.has(channel),
      );
  const hops = channels.map((channel) => deliverHop(channel, activity, arriving(activity.messages, channel)));
  for (const message of activity.messages) {
    for (const effect of direct.get(message) ?? []) {
      const elsewhere = activity.from && open.has(takerId(activity.element, message));
      if (effect.to ? effect.to === activity.element && !elsewhere : !activity.from) hops.push(directHop(effect, message, activity));
    }
  }
  return hops;
}

function deliverHop(channel: d.Channel, activity: d.Activity, messages: readonly d.Message[], step?: d.Step): d.Hop {
  return {
    id: `${channel.id}>${activity.id}${step ? `.${step.name}` : ''}`,
    kind: 'deliver',
    from: { kind: 'channel', channel },
    to: { kind: 'activity', activity },
    messages,
    step,
    guarantee: guaranteeOfDelivery(channel, activity),
    source: step?.syntax.source ?? activity.syntax.head,
  };
}

function directHop(effect: d.MessageEffect, message: d.Message, activity: d.Activity, step?: d.Step): d.Hop {
  return {
    id: `${effect.id}>${activity.id}${step ? `.${step.name}` : ''}`,
    kind: 'direct',
    from: { kind: 'activity', activity: effect.activity },
    to: { kind: 'activity', activity },
    messages: [message],
    effect,
    step,
    guarantee: guaranteeOfDirect(effect, activity),
    source: effect.syntax.source,
  };
}

/** A step that waits hears a message sent straight to its workflow; without such a sender, wherever the message is published. */
function waitHops(activity: d.Activity, { publishedTo }: Traffic, direct: ReadonlyMap<d.Message, readonly d.MessageEffect[]>): d.Hop[] {
  const hops: d.Hop[] = [];
  const { element } = activity;
  if (element.kind !== 'orchestrator') return hops;
  for (const step of element.steps) {
    if (step.action.kind !== 'wait') continue;
    const { messages, from, unknownFrom } = step.action.wait;
    if (unknownFrom) continue;
    const heard = messages.map((message) => (direct.get(message) ?? []).filter((effect) => !effect.to || effect.to === element));
    messages.forEach((message, number) => {
      for (const effect of heard[number] ?? []) hops.push(directHop(effect, message, activity, step));
      if (from || heard[number]?.length) return;
      for (const channel of publishedTo.get(message) ?? []) hops.push(deliverHop(channel, activity, [message], step));
    });
    if (from) hops.push(deliverHop(from, activity, arriving(messages, from), step));
  }
  return hops;
}
