/**
 * Consumers that may get a message twice and do something that twice is not the same as once (analysis A1 at its end): handlers, joins, and workflows
 * that a message starts. `non-idempotent-consumer` and `broker-dedup-is-not-idempotency` each report their part of them.
 */
import type { Activity, Design, Hop, Subscription } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';
import { type Cause, duplicateId, duplicates, redeliveryText, rerunOf, retryOf, triedAgain } from './duplicates.ts';
import { lossBearing } from './loss-bearing.ts';
import { handMadeMark } from './marks.ts';
import { type Difference, keyOf, Repetition } from './repetition.ts';

export interface ExposedConsumer {
  readonly activity: Activity;
  /** Of a workflow: the subscription that starts it without a name. */
  readonly subscription?: Subscription;
  /** What differs when it runs twice; those that are certain come first. Empty where the body is left out. */
  readonly differences: readonly Difference[];
  /** The hop that brings the message, where one does. */
  readonly hop?: Hop;
  /** Undefined if nobody says how often the hop delivers. */
  readonly cause?: Cause;
  /** What the broker does against duplicates on that hop: it drops repeated sends, or delivers in a transaction of its own. */
  readonly broker?: 'deduplicates' | 'exactly-once';
}

/** A way for a message to come twice. */
interface Exposure {
  readonly hop?: Hop;
  readonly cause?: Cause;
  readonly broker?: ExposedConsumer['broker'];
}

export const exposedConsumers = defineAnalysis('consumers', (design, get): readonly ExposedConsumer[] => {
  const { activities, channels } = get(duplicates);
  const bearing = get(lossBearing);
  const repetition = new Repetition();
  return design.activities.flatMap((activity): ExposedConsumer[] => {
    const differences = differencesOf(activity, repetition);
    if (differences.length === 0 && !isOpen(activity)) return [];
    const exposure = worst(exposuresOf(design, activity, activities, channels, bearing));
    if (!exposure) return [];
    const steps = exposure.cause?.kind === 'rerun' && activity.element.facts.durable !== undefined;
    // A step that is retried anyway is judged at its call.
    const left = steps ? differences.filter(({ effect, call }) => retryOf(call ?? effect) === undefined) : differences;
    return left.length > 0 || isOpen(activity)
      ? [{ activity, subscription: exposure.hop?.subscription, differences: left, ...exposure }]
      : [];
  });
});

/** A handler whose body is left out: nobody says what it does with the second message. */
function isOpen(activity: Activity): boolean {
  const handles = activity.kind === 'handler' || activity.kind === 'join';
  return handles && activity.body === undefined && activity.element.kind === 'service' && !activity.idempotency;
}

function differencesOf(activity: Activity, repetition: Repetition): readonly Difference[] {
  const consumes = activity.kind === 'handler' || activity.kind === 'join' || activity.kind === 'workflow';
  if (!consumes || activity.idempotency || handMadeMark(activity)) return [];
  if (activity.element.kind === 'external' || activity.element.kind === 'actor') return [];
  const found = repetition.ofBody(activity, keyOf(activity.messages));
  return [...found.filter(({ certain }) => certain), ...found.filter(({ certain }) => !certain)];
}

function exposuresOf(
  design: Design,
  activity: Activity,
  activities: ReadonlyMap<string, Cause>,
  channels: ReadonlyMap<string, Cause>,
  bearing: ReadonlySet<Activity>,
): readonly Exposure[] {
  const exposures: Exposure[] = [];
  for (const hop of design.index.hopsTo.get(activity.id) ?? []) {
    if (hop.step || hop.subscription?.key) continue;
    // Losing some of them is fine, and so is having some twice.
    const message = hop.messages.find(({ criticality }) => criticality !== 'expendable');
    if (message) exposures.push(...exposuresOfHop(hop, message.id, activities, channels));
  }
  const rerun = rerunOf(design, activity);
  if (rerun && !bearing.has(activity)) exposures.push({ cause: rerun });
  return exposures;
}

function exposuresOfHop(
  hop: Hop,
  messageId: string,
  activities: ReadonlyMap<string, Cause>,
  channels: ReadonlyMap<string, Cause>,
): readonly Exposure[] {
  const message = hop.messages.find(({ id }) => id === messageId);
  if (!message) return [];
  const from = hop.from.kind === 'channel' ? hop.from.channel : undefined;
  const upstream = from
    ? channels.get(duplicateId(from, message))
    : hop.to.kind === 'activity' && hop.effect
      ? activities.get(hop.to.activity.id)
      : undefined;
  const deduplicates = from?.facts.deduplicates !== undefined;
  switch (hop.guarantee.delivery?.value) {
    case 'at-least-once': {
      const text = redeliveryText(hop, message);
      const cause: Cause = { kind: 'redelivery', text, related: { message: text, source: hop.source }, because: upstream };
      return [{ hop, cause, broker: deduplicates ? 'deduplicates' : undefined }];
    }
    case 'exactly-once': {
      if (upstream) return [{ hop, cause: upstream }];
      const text = `${from?.name ?? 'the channel'} delivers ${message.name} again if its consumer dies before it has acknowledged it`;
      return [{ hop, cause: { kind: 'redelivery', text, related: { message: text, source: hop.source } }, broker: 'exactly-once' }];
    }
    case 'at-most-once': {
      const cause = triedAgain(hop, message) ?? upstream;
      return cause ? [{ hop, cause }] : [];
    }
    case undefined:
      return [{ hop, cause: triedAgain(hop, message) ?? upstream }];
  }
}

/** What no broker softens comes first, then what it does, then what nobody says. */
function worst(exposures: readonly Exposure[]): Exposure | undefined {
  return (
    exposures.find(({ cause, broker }) => cause && !broker) ??
    exposures.find(({ cause, broker }) => cause && broker === 'deduplicates') ??
    exposures.find(({ cause }) => cause) ??
    exposures[0]
  );
}
