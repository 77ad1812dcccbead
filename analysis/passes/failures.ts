/**
 * Where a message ends that its consumer cannot handle (analysis A4 of the rule catalogue): for each leg that a message travels, what becomes of
 * it when the tries are used up, and the place where the product lets a designer say so.
 */
import type { Activity, Channel, FailureRule, Hop, Message, Source, Subscription } from '../../language/model/design.ts';
import { isSubscriptionOfOneProduct } from '../../language/model/guarantees.ts';
import { defineAnalysis } from '../analyses.ts';
import { isDeadLetterQueue } from './dead-letter-queues.ts';
import type { Parking } from './parkings.ts';

/**
 * parked: in a dead-letter queue · decided: the design says that it wants none · blocks: it is tried again and again, those behind it wait ·
 * dropped: lost after the last try · expires: tried again until the channel drops it · forever: tried again, and never dropped ·
 * lossy: not tried a second time at all, a matter of the hop and not of its failures · unknown: nobody says how often it is tried.
 */
export type Fate = 'parked' | 'decided' | 'blocks' | 'dropped' | 'expires' | 'forever' | 'lossy' | 'unknown';

/** Where the technology lets failures of a leg be caught. */
export type Attachment =
  | { readonly place: 'queue'; readonly channel: Channel }
  | { readonly place: 'subscription'; readonly channel: Channel; readonly subscription: Subscription }
  | { readonly place: 'handler'; readonly channel?: Channel; readonly activity: Activity };

export interface Leg {
  readonly hop: Hop;
  readonly fate: Fate;
  readonly attachment: Attachment;
}

/** Legs with one attachment: what is said there holds for all of them. */
export interface LegGroup {
  readonly attachment: Attachment;
  readonly legs: readonly [Leg, ...Leg[]];
}

/** @returns whether messages are lost, or stand in the way for ever, for want of a place to park them. */
export function isLosing(fate: Fate): boolean {
  return fate === 'dropped' || fate === 'expires' || fate === 'forever' || fate === 'unknown';
}

/** Where order is kept and the tries never end, the message at the head holds back all that come after it. */
function blocksOthers({ guarantee }: Hop): boolean {
  const ordering = guarantee.ordering?.value;
  return guarantee.attempts?.value === Number.POSITIVE_INFINITY && ordering !== undefined && ordering !== 'none';
}

function fateOf(hop: Hop): Fate {
  const acknowledged = hop.kind !== 'forward' && hop.to.kind === 'activity' && hop.to.activity.options.acknowledgesFirst !== undefined;
  return acknowledged ? 'lossy' : fateWhenConfirmed(hop);
}

/** @returns what becomes of a message if it is acknowledged only when it is handled. */
export function fateWhenConfirmed(hop: Hop): Fate {
  const { failure, attempts, delivery, ordering, retention } = hop.guarantee;
  if (delivery?.value === 'at-most-once') return 'lossy';
  if (blocksOthers(hop)) return 'blocks';
  if (failure?.kind === 'dead-letters') return 'parked';
  if (failure?.kind === 'none') return 'decided';
  if (failure?.kind === 'drops') return 'dropped';
  if (attempts === undefined) return 'unknown';
  if (Number.isFinite(attempts.value)) return 'dropped';
  if (attempts.origin.kind !== 'technology') return 'decided';
  if (ordering === undefined) return 'unknown';
  return retention?.value === Number.POSITIVE_INFINITY ? 'forever' : 'expires';
}

/** A queue catches what its consumers cannot handle; a topic or bus, what a subscriber cannot take; a stream leaves it to the handler. */
function attachmentOf(hop: Hop): Attachment | undefined {
  const channel = hop.from.kind === 'channel' ? hop.from.channel : undefined;
  if (hop.kind === 'forward') return channel && hop.subscription && { place: 'subscription', channel, subscription: hop.subscription };
  if (hop.to.kind !== 'activity') return undefined;
  const { activity } = hop.to;
  const { caughtAt } = hop.guarantee;
  if (channel?.kind === 'queue' && (caughtAt.length === 0 || caughtAt.some((place) => place !== 'handler')))
    return { place: 'queue', channel };
  if (channel && hop.subscription) return { place: 'subscription', channel, subscription: hop.subscription };
  // A step that waits names no place where its failures could be caught.
  return hop.step ? undefined : { place: 'handler', channel, activity };
}

function keyOf(attachment: Attachment): string {
  switch (attachment.place) {
    case 'queue':
      return attachment.channel.id;
    case 'subscription':
      return attachment.subscription.id;
    case 'handler':
      return attachment.activity.id;
  }
}

/** What takes messages unasked: people have no failures that a queue could catch, and a workflow's own are its steps'. */
function isConsumer(hop: Hop): boolean {
  if (hop.kind === 'forward') return hop.subscription !== undefined && !isSubscriptionOfOneProduct(hop.subscription);
  if (hop.to.kind !== 'activity' || (hop.kind !== 'deliver' && hop.kind !== 'direct')) return false;
  const { kind } = hop.to.activity.element;
  // What another system does with a message it cannot handle is its own affair, unless our side of the channel catches it.
  if (kind === 'external') return hop.guarantee.caughtAt.some((place) => place !== 'handler');
  return kind !== 'actor' && !(hop.kind === 'direct' && kind === 'orchestrator');
}

export const failures = defineAnalysis('failures', (design): readonly LegGroup[] => {
  const groups = new Map<string, { readonly attachment: Attachment; readonly legs: [Leg, ...Leg[]] }>();
  for (const hop of design.hops) {
    if (!isConsumer(hop) || (hop.from.kind === 'channel' && isDeadLetterQueue(design, hop.from.channel))) continue;
    const attachment = attachmentOf(hop);
    if (!attachment) continue;
    const leg: Leg = { hop, fate: fateOf(hop), attachment };
    const group = groups.get(keyOf(attachment));
    if (group) group.legs.push(leg);
    else groups.set(keyOf(attachment), { attachment, legs: [leg] });
  }
  return [...groups.values()];
});

/** Dead letters said where the product catches nothing, though a message needs them there. */
export interface Misplacement {
  readonly parking: Parking;
  readonly legs: readonly [Leg, ...Leg[]];
}

/**
 * Dead letters in the wrong place whose leg has no others. Where they hold for another leg of the same handler they are not misplaced: there they
 * are needed, and here they are missing.
 */
export const misplacements = defineAnalysis('misplacements', (design, get): ReadonlyMap<FailureRule, Misplacement> => {
  const effective = new Set(design.hops.map(({ guarantee }) => guarantee.failure));
  const found = new Map<FailureRule, { readonly parking: Parking; readonly legs: [Leg, ...Leg[]] }>();
  for (const { legs } of get(failures)) {
    for (const leg of legs) {
      if (leg.fate === 'parked' || leg.fate === 'decided' || leg.fate === 'lossy' || worthParking(leg.hop.messages).length === 0) continue;
      for (const rule of leg.hop.guarantee.misplaced ?? []) {
        if (rule.kind !== 'dead-letters' || effective.has(rule)) continue;
        const known = found.get(rule);
        if (known) known.legs.push(leg);
        else found.set(rule, { parking: rule, legs: [leg] });
      }
    }
  }
  return found;
});

/** Whether dead letters in the wrong place are to blame for what becomes of a leg's messages. */
export function isMisplaced({ hop }: Leg, known: ReadonlyMap<FailureRule, Misplacement>): boolean {
  return (hop.guarantee.misplaced ?? []).some((rule) => known.has(rule));
}

/** @returns the words to change: the queue's name, the subscription, the head of the handler. */
export function placeOf(attachment: Attachment): Source {
  switch (attachment.place) {
    case 'queue':
      return attachment.channel.syntax.name ?? attachment.channel.syntax.head;
    case 'subscription':
      return attachment.subscription.syntax.source;
    case 'handler':
      return attachment.activity.syntax.head;
  }
}

/** @returns who fails: a handler, a workflow, or the channel that a topic cannot reach. */
export function consumerOf({ to }: Hop): string {
  return to.kind === 'channel' ? to.channel.name : to.activity.label;
}

/** How long it usually takes until a person looks at a parked message, in milliseconds. */
export const usualReaction = 3_600_000;

/** Whether a message is still of use when somebody looks at it in its dead-letter queue. A critical one is evidence, however old. */
export function isWorthParking({ criticality, usefulFor }: Message, reaction = usualReaction): boolean {
  return criticality === 'critical' || (criticality === 'normal' && (usefulFor === undefined || usefulFor >= reaction));
}

/** @returns the messages of a leg that are worth a dead-letter queue, critical ones first. */
export function worthParking(messages: readonly Message[]): readonly Message[] {
  return valuable(messages).filter((message) => isWorthParking(message));
}

/** @returns the messages of a leg whose loss matters, critical ones first. */
export function valuable(messages: readonly Message[]): readonly Message[] {
  const critical = messages.filter(({ criticality }) => criticality === 'critical');
  return [...critical, ...messages.filter(({ criticality }) => criticality === 'normal')];
}
