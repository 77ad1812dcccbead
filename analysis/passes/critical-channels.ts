/** The channels that a critical flow or a critical message passes. */
import type { Activity, Channel, Design, Flow, Message } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';

export interface CriticalChannel {
  /** Why it matters: the critical message it carries, or the critical flow that it is part of. */
  readonly message?: Message;
  readonly flow?: Flow;
}

/** Follows a flow: what it calls, starts and sends, and what a write of its sets off. */
class Reach {
  readonly channels = new Set<Channel>();
  readonly #design: Design;
  readonly activities = new Set<Activity>();
  readonly #work: Activity[] = [];
  /** Each message goes its own way through the channels. */
  readonly #passed = new Map<Message, Set<Channel>>();

  constructor(design: Design, flow: Flow) {
    this.#design = design;
    for (const activity of flow.from) this.#enter(activity);
    if (flow.message)
      for (const hop of design.index.hopsOf.get(flow.message.id) ?? [])
        if (hop.from.kind === 'channel') this.#pass(hop.from.channel, flow.message);
    for (let activity = this.#work.pop(); activity; activity = this.#work.pop()) this.#follow(activity);
  }

  #enter(activity: Activity): void {
    if (this.activities.has(activity)) return;
    this.activities.add(activity);
    this.#work.push(activity);
  }

  #follow(activity: Activity): void {
    for (const effect of activity.effects) {
      if (isCallEffect(effect)) for (const callee of effect.callees) this.#enter(callee);
      if (isStoreEffect(effect) && effect.kind !== 'reads' && effect.store)
        for (const change of this.#design.index.activitiesOf.get(effect.store.id) ?? []) this.#enter(change);
      if (isMessageEffect(effect) && effect.message) for (const channel of effect.channels) this.#pass(channel, effect.message);
    }
    for (const hop of this.#design.index.hopsFrom.get(activity.id) ?? [])
      if (hop.kind === 'direct' && hop.to.kind === 'activity') this.#enter(hop.to.activity);
  }

  #pass(channel: Channel, message: Message): void {
    const passed = this.#passed.get(message) ?? new Set<Channel>();
    this.#passed.set(message, passed);
    const channels = [channel];
    for (let next = channels.pop(); next; next = channels.pop()) {
      if (passed.has(next)) continue;
      passed.add(next);
      this.channels.add(next);
      for (const { kind, to, messages } of this.#design.index.hopsFrom.get(next.id) ?? []) {
        if ((kind !== 'deliver' && kind !== 'forward') || !messages.includes(message)) continue;
        if (to.kind === 'channel') channels.push(to.channel);
        else this.#enter(to.activity);
      }
    }
  }
}

export const criticalChannels = defineAnalysis('critical-channels', (design): ReadonlyMap<Channel, CriticalChannel> => {
  const found = new Map<Channel, CriticalChannel>();
  for (const flow of design.flows) {
    if (flow.criticality !== 'critical') continue;
    for (const channel of new Reach(design, flow).channels) if (!found.has(channel)) found.set(channel, { flow });
  }
  for (const element of design.elements) {
    if (!('messages' in element) || found.has(element)) continue;
    const message = element.messages.find(({ criticality }) => criticality === 'critical');
    if (message) found.set(element, { message });
  }
  return found;
});

/** Activities that a critical flow leads to, or that a critical message brings about. */
export const criticalActivities = defineAnalysis('critical-activities', (design): ReadonlySet<Activity> => {
  const found = new Set<Activity>();
  for (const flow of design.flows)
    if (flow.criticality === 'critical') for (const activity of new Reach(design, flow).activities) found.add(activity);
  for (const { to, messages } of design.hops)
    if (to.kind === 'activity' && messages.some(({ criticality }) => criticality === 'critical')) found.add(to.activity);
  return found;
});
