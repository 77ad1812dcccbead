/**
 * Analysis A1, duplicate propagation: what can make an activity run again for the same message or request, and what can put the same message into a
 * channel again. Forward over messages, calls and change streams, to a fixpoint; the first cause found is kept, with what led to it.
 */
import type { Activity, CallEffect, Channel, Design, Effect, Hop, Message, Store } from '../../language/model/design.ts';
import { isChannel, isStore } from '../../language/model/drafts.ts';
import { isSubscriptionOfOneProduct } from '../../language/model/guarantees.ts';
import type { Related } from '../../language/model/source.ts';
import { defineAnalysis } from '../analyses.ts';
import { objectOf, shortText, withTechnology } from '../names.ts';
import { type Redrive, redrives } from './redrives.ts';
import { isSelfHosted, retriesOf } from './workflows.ts';

/**
 * Why something comes again.
 * redelivery: a hop delivers at least once · redrive: parked messages are put back · relay: an outbox is relayed at least once ·
 * retry: a call, start or publish is tried again · rerun: the product may run a workflow, or a step of one that it keeps, twice · repeated: what causes it is itself repeated.
 */
export interface Cause {
  readonly kind: 'redelivery' | 'redrive' | 'relay' | 'retry' | 'rerun' | 'repeated';
  /** A clause: `Revenue (aws.sqs) may deliver OrderPlaced twice`. */
  readonly text: string;
  readonly related: Related;
  readonly because?: Cause;
}

/** Causes by place. */
export interface Duplicates {
  /** Why an activity may run again, by its id. For handlers and workflows, what their last hop does itself is among it. */
  readonly activities: ReadonlyMap<string, Cause>;
  /** Why a message may be in a channel twice, by `duplicateId`. */
  readonly channels: ReadonlyMap<string, Cause>;
}

/** @returns the key of `Duplicates.channels`. */
export function duplicateId(channel: Channel, message: Message): string {
  return `${channel.id}\n${message.id}`;
}

/** @returns the places that explain a cause, the nearest first. */
export function wayOf(cause: Cause): readonly Related[] {
  const way: Related[] = [];
  for (let at: Cause | undefined = cause; at && way.length < 12; at = at.because) way.push(at.related);
  return way;
}

export const duplicates = defineAnalysis('duplicates', (design, get): Duplicates => {
  const search = new Search(design);
  search.run(get(redrives));
  return { activities: search.activities, channels: search.channels };
});

class Search {
  readonly activities = new Map<string, Cause>();
  readonly channels = new Map<string, Cause>();
  readonly #design: Design;
  readonly #changed: (Activity | { readonly channel: Channel; readonly message: Message })[] = [];

  constructor(design: Design) {
    this.#design = design;
  }

  run(putBack: readonly Redrive[]): void {
    this.#seed();
    for (const { hop, message } of putBack) this.#seedRedrive(hop, message);
    for (let next = this.#changed.pop(); next; next = this.#changed.pop()) {
      if ('channel' in next) this.#fromChannel(next.channel, next.message);
      else this.#fromActivity(next);
    }
  }

  #seed(): void {
    for (const hop of this.#design.hops) this.#seedHop(hop);
    for (const effect of this.#design.effects) {
      if (effect.kind === 'calls' || effect.kind === 'starts') {
        const retry = retryOf(effect);
        if (retry) this.#reachCallees(effect, () => cause('retry', retry, effect));
      }
    }
    for (const activity of this.#design.activities) {
      const rerun = rerunOf(this.#design, activity);
      if (rerun) this.#noteActivity(activity, () => rerun);
    }
  }

  #seedHop(hop: Hop): void {
    const { effect } = hop;
    for (const message of hop.messages) {
      if (effect?.outbox) {
        const { name } = effect.outbox;
        this.#reach(hop, message, () => cause('relay', `the relay of ${name}'s outbox may publish ${message.name} twice`, effect));
      }
      const retry = effect && retryOf(effect);
      if (retry) this.#reach(hop, message, () => cause('retry', retry, effect));
      if (hop.guarantee.delivery?.value === 'at-least-once' && hop.kind !== 'publish' && hop.kind !== 'redrive' && !isOneLeg(hop))
        this.#reach(hop, message, () => redelivery(hop, message));
      else {
        const again = triedAgain(hop, message);
        if (again) this.#reach(hop, message, () => again);
      }
    }
  }

  #seedRedrive(hop: Hop, message: Message): void {
    if (hop.from.kind !== 'channel' || hop.to.kind !== 'channel') return;
    const text = `${hop.from.channel.name} may be redriven to ${hop.to.channel.name}`;
    this.#reach(hop, message, () => ({ kind: 'redrive', text, related: { message: text, source: hop.source } }), 'late');
  }

  /** A message comes over a hop again. */
  #reach(hop: Hop, message: Message, why: () => Cause, when: 'soon' | 'late' = 'soon'): void {
    if (hop.to.kind === 'channel') {
      // Repeats come soon, within every window; what is redriven comes late.
      if (hop.guarantee.deduplicates && when === 'soon') return;
      this.#noteChannel(hop.to.channel, message, why);
    } else if (!hop.step && !hop.subscription?.key) this.#noteActivity(hop.to.activity, why);
  }

  #reachCallees(effect: CallEffect, why: () => Cause): void {
    for (const callee of effect.callees) {
      // A run that is named starts once.
      if (callee.kind !== 'workflow' || !effect.options.key) this.#noteActivity(callee, why);
    }
  }

  /** @param why asked only if it is the first cause: most places are reached in several ways */
  #noteActivity(activity: Activity, why: () => Cause): void {
    if (this.activities.has(activity.id)) return;
    this.activities.set(activity.id, why());
    this.#changed.push(activity);
  }

  #noteChannel(channel: Channel, message: Message, why: () => Cause): void {
    const id = duplicateId(channel, message);
    if (this.channels.has(id)) return;
    this.channels.set(id, why());
    this.#changed.push({ channel, message });
  }

  #fromChannel(channel: Channel, message: Message): void {
    const because = this.channels.get(duplicateId(channel, message));
    if (!because) return;
    for (const hop of this.#design.index.hopsFrom.get(channel.id) ?? []) {
      if (hop.kind === 'dead-letter' || hop.kind === 'redrive' || !hop.messages.includes(message)) continue;
      this.#reach(hop, message, () => because, because.kind === 'redrive' ? 'late' : 'soon');
    }
  }

  #fromActivity(activity: Activity): void {
    const because = this.activities.get(activity.id);
    if (!because) return;
    for (const hop of this.#design.index.hopsFrom.get(activity.id) ?? []) {
      const { effect } = hop;
      if (!effect || effect.part === 'undo') continue;
      for (const message of hop.messages) this.#reach(hop, message, () => repeated(activity, effect, because));
    }
    const stores = new Set<Store>();
    for (const effect of activity.effects) {
      if (effect.kind === 'calls' || effect.kind === 'starts') this.#reachCallees(effect, () => repeated(activity, effect, because));
      else if ('store' in effect && effect.kind !== 'reads' && isStore(effect.store)) stores.add(effect.store);
    }
    // What a store publishes is part of the write: the same write again is the same change again.
    for (const store of stores) {
      const text = `${store.name} publishes again when ${activity.label} writes again`;
      for (const change of this.#design.index.activitiesOf.get(store.id) ?? [])
        this.#noteActivity(change, () => ({ kind: 'repeated', text, related: { message: text, source: change.syntax.head }, because }));
    }
  }
}

/** @returns why a workflow's product may run a run twice, or undefined where it does not. */
export function rerunOf(design: Design, activity: Activity): Cause | undefined {
  const { element } = activity;
  if (activity.kind !== 'workflow' || element.facts.delivery?.value !== 'at-least-once') return undefined;
  // What keeps its runs repeats no more than the step it was at; what keeps none repeats the run, whatever its name.
  if (element.facts.durable && alwaysNamed(design, activity)) return undefined;
  const text = `${withTechnology(element)} may run a ${element.facts.durable ? 'step' : 'run'} twice`;
  return { kind: 'rerun', text, related: { message: text, source: activity.syntax.head } };
}

/** Every way to begin a run names it: the same name begins one run. */
function alwaysNamed(design: Design, workflow: Activity): boolean {
  const starts = (design.index.callsOf.get(workflow.id) ?? []).map((effect) => effect.options.key);
  const fed = (design.index.hopsTo.get(workflow.id) ?? []).filter((hop) => !hop.step).map((hop) => hop.subscription?.key);
  const keys = [...starts, ...fed];
  return keys.length > 0 && keys.every((key) => key !== undefined);
}

/** @returns why a consumer gets a message again that its channel delivers once, or nobody knows how often: it says itself that it is tried again. */
export function triedAgain(hop: Hop, message: Message): Cause | undefined {
  const { delivery, retries } = hop.guarantee;
  if (hop.to.kind !== 'activity' || delivery?.value === 'at-least-once' || delivery?.value === 'exactly-once') return undefined;
  if (!retries || retries.value.retries === 0 || retries.origin.kind !== 'handler') return undefined;
  const text = `${hop.to.activity.label} is tried again with the same ${message.name} when it fails`;
  return { kind: 'redelivery', text, related: { message: text, source: retries.value.source } };
}

/** From a topic to the queue that is its own subscription nothing is sent that could be sent twice. */
function isOneLeg({ kind, subscription }: Hop): boolean {
  return kind === 'forward' && subscription !== undefined && isSubscriptionOfOneProduct(subscription);
}

function cause(kind: Cause['kind'], text: string, effect: Effect, because?: Cause): Cause {
  return { kind, text, related: { message: text, source: effect.syntax.source }, because };
}

function repeated(activity: Activity, effect: Effect, because: Cause): Cause {
  return cause('repeated', `${activity.label} ${shortText(effect)} again when it is repeated`, effect, because);
}

function redelivery(hop: Hop, message: Message): Cause {
  const text = redeliveryText(hop, message);
  return { kind: 'redelivery', text, related: { message: text, source: hop.source } };
}

/** @returns the clause that says that a hop delivers a message more than once. */
export function redeliveryText(hop: Hop, message: Message): string {
  const from = hop.from.kind === 'channel' ? hop.from.channel : undefined;
  const to = hop.to.kind === 'channel' ? ` to ${hop.to.channel.name}` : '';
  if (from) return `${withTechnology(from)} may deliver ${message.name}${to} twice`;
  const source = hop.from.kind === 'activity' ? hop.from.activity.element : undefined;
  if (source && isStore(source)) return `${withTechnology(source)} may tell of ${message.name} twice`;
  const receiver = hop.to.kind === 'activity' ? hop.to.activity.element : undefined;
  return `${receiver && !isChannel(receiver) ? withTechnology(receiver) : 'the receiver'} may be handed ${message.name} twice`;
}

/** @returns the clause that says that an effect is tried again, or undefined if it is not. */
export function retryOf(effect: Effect): string | undefined {
  const { element } = effect.activity;
  if (effect.kind === 'reads') return undefined;
  const own = effect.options.retries;
  if (own && own.retries > 0) return `${effect.activity.label} retries ${doing(effect)}`;
  if (element.kind !== 'orchestrator') return undefined;
  if (isSelfHosted(element)) return `${element.name} runs a step again if it dies before it has noted that it is done`;
  return (retriesOf(effect, element) ?? 0) > 0 ? `${withTechnology(element)} retries ${doing(effect)}` : undefined;
}

function doing(effect: Effect): string {
  const verb = effect.kind === 'publishes' || effect.kind === 'sends' ? 'publishing' : effect.kind === 'starts' ? 'starting' : 'calling';
  return `${verb} ${objectOf(effect)}`;
}
