/** What holds on each kind of hop: technology, then channel, then subscription, then handler, each over the one before. */
import type * as d from './design.ts';
import { isStore } from './drafts.ts';

function own<T>(value: T | undefined, kind: d.Origin['kind'], name: string, source?: d.Source): d.Fact<T> | undefined {
  return value === undefined ? undefined : { value, origin: { kind, name, source } };
}

/** Tries in all: one more than the further ones. */
function tries(retries: d.Fact<d.RetryPolicy> | undefined): d.Fact<number> | undefined {
  return retries && { value: retries.value.retries + 1, origin: retries.origin };
}

function attemptsOfRule(rule: d.FailureRule | undefined): d.Fact<number> | undefined {
  return rule && rule.kind !== 'none' ? own(rule.attempts, rule.origin.kind, rule.origin.name, rule.source) : undefined;
}

/** Parking without a number of attempts takes the technology's own number. */
function attemptsWhenParked(rule: d.FailureRule | undefined, facts: d.Facts): d.Fact<number> | undefined {
  return rule?.kind === 'dead-letters' && facts.catches
    ? own(facts.catches.value.attempts, 'technology', facts.catches.origin.name)
    : undefined;
}

/** Where a failure rule is written. */
type RulePlace = 'channel' | 'subscription' | 'handler';

/**
 * Whether a rule has any effect where it is written: dead letters only where the channel's product catches failures. A handler fed straight by
 * a topic or bus is its own subscription, and a queue of a product that catches at subscriptions is one. Decisions not to park count anywhere.
 */
function takesEffect(rule: d.FailureRule, at: RulePlace, channel: d.Channel): boolean {
  const places = channel.facts.catches?.value.places;
  if (rule.kind !== 'dead-letters' || rule.origin.kind === 'technology' || !places) return true;
  const queued = channel.kind === 'queue' || channel.kind === 'stream';
  switch (at) {
    case 'channel':
      return places.includes('queue') || (channel.kind === 'queue' && places.includes('subscription'));
    case 'subscription':
    case 'handler':
      return !queued || channel.facts.pushes !== undefined || places.some((place) => place !== 'queue');
  }
}

/** The last word on failures: the first of the rules, the most specific first, that takes effect. The others that say `dead-letters` are misplaced. */
function effectiveFailure(
  channel: d.Channel,
  rules: readonly (readonly [d.FailureRule | undefined, RulePlace])[],
): Pick<d.Guarantee, 'failure' | 'misplaced'> {
  const misplaced: d.FailureRule[] = [];
  for (const [rule, at] of rules) {
    if (!rule) continue;
    if (takesEffect(rule, at, channel)) return { failure: rule, misplaced };
    misplaced.push(rule);
  }
  return { misplaced };
}

/** Whether a queue is a product's own subscription to its topic: no leg on which a message could get lost, so failures are those of the queue. */
export function isSubscriptionOfOneProduct({ to: topic, subscriber }: d.Subscription): boolean {
  if (subscriber.kind === 'orchestrator' || !topic.technology || !subscriber.technology || topic.facts.pushes) return false;
  const family = (technology: d.Technology): string => technology.ancestors.at(-1) ?? technology.name;
  return family(topic.technology) === family(subscriber.technology);
}

/** What a queue's subscription says of failures, where the queue is the subscription. */
function failureOfOwnSubscription(channel: d.Channel): d.FailureRule | undefined {
  return channel.subscriptions.find((subscription) => subscription.failure && isSubscriptionOfOneProduct(subscription))?.failure;
}

/** Tries that the design states itself have the last word over the number after which the product gives up. */
function unlessTriedOtherwise(failure: d.FailureRule | undefined, retries: d.Fact<d.RetryPolicy> | undefined): d.FailureRule | undefined {
  const stated = retries !== undefined && retries.origin.kind !== 'technology';
  return stated && failure?.kind === 'drops' && failure.origin.kind === 'technology' ? undefined : failure;
}

function groupOf(channel: d.Channel): d.Fact<d.Key> | undefined {
  return own(channel.groupedBy?.key, 'channel', channel.name, channel.groupedBy?.source);
}

/** An effect puts a message into a channel. */
export function guaranteeOfPublish(effect: d.MessageEffect, channel: d.Channel): d.Guarantee {
  const { activity, options } = effect;
  return {
    delivery: own(options.delivery, 'effect', activity.label, options.source),
    retries: own(options.retries, 'effect', activity.label, options.source),
    deduplicates: channel.facts.deduplicates,
    groupedBy: groupOf(channel),
    caughtAt: [],
  };
}

/** A subscription takes a message from channel to channel. */
export function guaranteeOfForward(subscription: d.Subscription, to: d.Channel): d.Guarantee {
  const from = subscription.to;
  const { failure, misplaced } = effectiveFailure(from, [
    [subscription.failure, 'subscription'],
    [from.failure, 'channel'],
  ]);
  const retries = own(subscription.retries, 'subscription', to.name, subscription.syntax.source) ?? from.facts.retries;
  return {
    delivery: from.facts.delivery,
    ordering: from.facts.ordering,
    groupedBy: groupOf(from),
    deduplicates: to.facts.deduplicates,
    retries,
    attempts: attemptsOfRule(failure) ?? tries(retries) ?? attemptsWhenParked(failure, from.facts),
    retention: from.facts.retention,
    failure,
    misplaced,
    caughtAt: from.facts.catches?.value.places ?? [],
  };
}

/** A channel hands a message to a handler, a join or a workflow. */
export function guaranteeOfDelivery(channel: d.Channel, activity: d.Activity, subscription?: d.Subscription): d.Guarantee {
  const { options } = activity;
  const handler = <T>(value: T | undefined): d.Fact<T> | undefined => own(value, 'handler', activity.label, options.source);
  const { failure: rule, misplaced } = effectiveFailure(channel, [
    [options.failure, 'handler'],
    [subscription?.failure ?? failureOfOwnSubscription(channel), 'subscription'],
    [channel.failure, 'channel'],
  ]);
  const retries = handler(options.retries) ?? own(subscription?.retries, 'subscription', activity.label, subscription?.syntax.source);
  const failure = unlessTriedOtherwise(rule, retries ?? channel.facts.retries);
  const attempts =
    attemptsOfRule(failure) ??
    tries(retries) ??
    attemptsWhenParked(failure, channel.facts) ??
    attemptsByTechnology(channel, activity, failure?.kind === 'dead-letters');
  return {
    delivery: handler(options.delivery) ?? channel.facts.delivery,
    ordering: handler(options.ordering) ?? channel.facts.ordering,
    groupedBy: groupOf(channel),
    deduplicates: undefined,
    retries: retries ?? retriesByTechnology(channel, activity),
    attempts,
    attemptsVary: isOfOtherReceivers(attempts, channel, activity),
    retention: channel.facts.retention,
    visibility: channel.facts.visibility,
    failure,
    misplaced,
    caughtAt: channel.facts.catches?.value.places ?? [],
    heartbeat: options.heartbeat,
    concurrency: handler(options.concurrency) ?? activity.element.facts.concurrency,
  };
}

/** A product that delivers unasked hands the message to a function, which then has retries of its own. Those of a workflow are its steps'. */
function retriesByTechnology(channel: d.Channel, activity: d.Activity): d.Fact<d.RetryPolicy> | undefined {
  const consumer = activity.element.kind === 'service' ? activity.element.facts.retries : undefined;
  return channel.facts.pushes && consumer ? consumer : channel.facts.retries;
}

/**
 * What a topic or bus says of its tries is said of the queues and functions that subscribe to it. A server that it calls at a URL has a policy of its
 * own, often of far fewer tries.
 */
function isOfOtherReceivers(attempts: d.Fact<number> | undefined, channel: d.Channel, { element }: d.Activity): boolean {
  if (!attempts || attempts.origin !== channel.facts.retries?.origin || attempts.origin.kind !== 'technology') return false;
  // What tries nobody again, or everybody without end, is no number that could be another one.
  if (attempts.value === 1 || !Number.isFinite(attempts.value)) return false;
  const isServer = element.kind === 'service' || element.kind === 'external';
  return isServer && (channel.kind === 'topic' || channel.kind === 'bus') && channel.facts.pushes !== undefined;
}

/** @returns how often a message is tried in all, where that is known of this receiver */
export function knownAttempts({ attempts, attemptsVary }: d.Guarantee): d.Fact<number> | undefined {
  return attemptsVary ? undefined : attempts;
}

/** A queue that is polled delivers again until the message expires; or until it is parked, after a number of times that nobody has said. */
function attemptsByTechnology(channel: d.Channel, activity: d.Activity, parked: boolean): d.Fact<number> | undefined {
  const byRetries = tries(retriesByTechnology(channel, activity));
  if (parked && (byRetries === undefined || (byRetries.value === Number.POSITIVE_INFINITY && byRetries.origin.kind === 'technology')))
    return undefined;
  if (byRetries || channel.kind === 'topic' || channel.kind === 'bus') return byRetries;
  const delivery = channel.facts.delivery;
  return delivery?.value === 'at-least-once' ? { value: Number.POSITIVE_INFINITY, origin: delivery.origin } : undefined;
}

/** An effect hands a message to its receiver with no channel between: an asynchronous call. */
export function guaranteeOfDirect(effect: d.MessageEffect, receiver: d.Activity): d.Guarantee {
  // Without `to`, and with no channel that carries it, nobody says by which way it comes. What a store tells of comes by the store's own way.
  const known = effect.to !== undefined || isStore(effect.activity.element);
  const facts: d.Facts = known ? receiver.element.facts : {};
  const { options } = receiver;
  const retries = own(options.retries, 'handler', receiver.label, options.source) ?? facts.retries;
  return {
    delivery:
      own(options.delivery, 'handler', receiver.label, options.source) ??
      own(effect.options.delivery, 'effect', effect.activity.label, effect.options.source) ??
      facts.delivery,
    ordering: own(options.ordering, 'handler', receiver.label) ?? facts.ordering,
    retries,
    attempts: attemptsOfRule(options.failure) ?? tries(retries),
    retention: facts.retention,
    failure: options.failure,
    caughtAt: facts.catches?.value.places ?? [],
    heartbeat: options.heartbeat,
    concurrency: own(options.concurrency, 'handler', receiver.label) ?? facts.concurrency,
  };
}
