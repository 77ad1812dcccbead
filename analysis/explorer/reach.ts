/** What a flow can come to, without unfolding it: activities, messages and elements, whatever branches and routes it takes. */
import type { Activity, Channel, Design, Effect, Element, Hop, Message, Step } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, placeId } from '../../language/model/lookups.ts';
import type { FlowStart } from './flows.ts';

/**
 * @returns the channels that a message comes into from outside: those that nothing in the design fills. Where it goes round and all are filled, those that
 *   are filled by who publishes it; where there is none, the first
 */
export function sourcesOf({ index }: Design, message: Message): readonly Channel[] {
  const hops = index.hopsOf.get(message.id) ?? [];
  const channels = [...new Set(hops.flatMap(({ from }) => (from.kind === 'channel' ? [from.channel] : [])))];
  const filled = (by: Hop['kind']): ReadonlySet<string> => new Set(hops.flatMap(({ kind, to }) => (kind === by ? [placeId(to)] : [])));
  const forwarded = filled('forward');
  const published = filled('publish');
  const first = channels.filter(({ id }) => !forwarded.has(id) && !index.parkedFrom.has(id));
  const outside = first.filter(({ id }) => !published.has(id));
  return [outside, first].find((some) => some.length > 0) ?? channels.slice(0, 1);
}

export class Reach {
  readonly activities = new Set<Activity>();
  readonly messages = new Set<Message>();
  /** Those of them that the flow begins with or sends itself. */
  readonly sent = new Set<Message>();
  readonly elements = new Set<Element>();
  /** What of it comes to steps that wait. */
  readonly awaited = new Map<Step, Set<Message>>();
  readonly #design: Design;
  readonly #passed = new Set<string>();
  readonly #open: (Activity | { readonly channel: Channel; readonly message: Message })[] = [];

  constructor(design: Design) {
    this.#design = design;
  }

  /** Adds what a flow comes to from where it begins. */
  from({ begins }: FlowStart): void {
    if (begins.kind === 'activity') this.enter(begins.activity);
    else if (begins.kind === 'effect') this.#begin(begins.effect);
    else {
      const { message, hop } = begins;
      this.messages.add(message);
      this.sent.add(message);
      if (hop) this.#follow([hop], message);
      else for (const channel of sourcesOf(this.#design, message)) this.#open.push({ channel, message });
      this.#followAll();
    }
  }

  /** An effect that nothing in the design causes is a flow of its own. */
  #begin(effect: Effect): void {
    const { activity } = effect;
    this.activities.add(activity);
    this.elements.add(activity.element);
    this.#effect(effect);
    for (const hop of this.#design.index.hopsFrom.get(activity.id) ?? [])
      if (hop.effect === effect) for (const message of hop.messages) this.#follow([hop], message);
    this.#followAll();
  }

  /** Adds what an activity leads to, itself first. */
  enter(first: Activity): void {
    this.#open.push(first);
    this.#followAll();
  }

  #followAll(): void {
    for (let at = this.#open.pop(); at; at = this.#open.pop()) {
      if ('channel' in at) {
        const key = `${at.channel.id} ${at.message.id}`;
        if (this.#passed.has(key)) continue;
        this.#passed.add(key);
        this.elements.add(at.channel);
        this.#follow(this.#design.index.hopsFrom.get(at.channel.id), at.message);
      } else if (!this.activities.has(at)) this.#activity(at);
    }
  }

  #activity(activity: Activity): void {
    this.activities.add(activity);
    this.elements.add(activity.element);
    for (const message of activity.messages) this.messages.add(message);
    for (const hop of this.#design.index.hopsFrom.get(activity.id) ?? []) for (const message of hop.messages) this.#follow([hop], message);
    for (const effect of activity.effects) this.#effect(effect);
  }

  #effect(effect: Effect): void {
    if (isCallEffect(effect)) {
      if (effect.target) this.elements.add(effect.target);
      this.#open.push(...effect.callees);
      const { element, operation } = effect.options.fallback ?? {};
      if (element) this.elements.add(element);
      const instead = operation ?? (element?.kind === 'orchestrator' ? element.workflow : undefined);
      if (instead) this.#open.push(instead);
    } else if (isMessageEffect(effect)) {
      if (effect.to) this.elements.add(effect.to);
      if (!effect.message) return;
      this.messages.add(effect.message);
      this.sent.add(effect.message);
    } else if (effect.store) {
      this.elements.add(effect.store);
      if (effect.kind !== 'reads') this.#open.push(...(this.#design.index.activitiesOf.get(effect.store.id) ?? []));
    }
  }

  #follow(hops: readonly Hop[] | undefined, message: Message): void {
    for (const { kind, to, messages, subscription, step } of hops ?? []) {
      // Of what comes from outside a channel does not say that it carries it, and parks it all the same.
      const isParked = kind === 'dead-letter' && !subscription?.named;
      if (!isParked && !messages.includes(message)) continue;
      // Who is handed what is parked is not a part of the flow that fails.
      if (kind === 'dead-letter' && to.kind === 'activity') continue;
      // What a step waits for begins nothing.
      if (step) this.awaited.set(step, new Set([...(this.awaited.get(step) ?? []), message]));
      else this.#open.push(to.kind === 'activity' ? to.activity : { channel: to.channel, message });
    }
  }
}
