/** Each `dead-letters` that has an effect, with the legs it holds for. */
import type { Channel, Fact, FailureRule, Hop } from '../../language/model/design.ts';
import { isSubscriptionOfOneProduct } from '../../language/model/guarantees.ts';
import { defineAnalysis } from '../analyses.ts';

/** What is said about messages that are parked. */
export type Parking = Extract<FailureRule, { kind: 'dead-letters' }>;

/** A rule and the legs whose failures it takes, at least one. */
export interface ParkedLegs {
  readonly parking: Parking;
  readonly legs: readonly [Hop, ...Hop[]];
  /** The channel that the first of the legs leaves. */
  readonly channel?: Channel;
}

/** What a product brings for a topic is that of its subscriptions: where a queue is one, the queue's own. */
function isNoLeg({ subscription, guarantee }: Hop): boolean {
  const unasked = guarantee.failure?.origin.kind === 'technology';
  return unasked && subscription !== undefined && isSubscriptionOfOneProduct(subscription);
}

/** What is taken off its channel before it is handled never comes back to be parked. */
export function canPark({ guarantee, to }: Hop): boolean {
  const acknowledged = to.kind === 'activity' && to.activity.options.acknowledgesFirst !== undefined;
  return guarantee.delivery?.value !== 'at-most-once' && !acknowledged;
}

/** @returns how often the product that counts the attempts tries at least, where it is told to park after fewer. */
export function attemptsNeeded({ attempts }: Parking, channel: Channel | undefined): Fact<number> | undefined {
  const needed = channel?.facts.needsAttempts;
  return needed && attempts !== undefined && attempts < needed.value ? needed : undefined;
}

export const parkings = defineAnalysis('parkings', (design): readonly ParkedLegs[] => {
  const found = new Map<Parking, [Hop, ...Hop[]]>();
  for (const hop of design.hops) {
    const { failure } = hop.guarantee;
    if (failure?.kind !== 'dead-letters' || isNoLeg(hop)) continue;
    const legs = found.get(failure);
    if (legs) legs.push(hop);
    else found.set(failure, [hop]);
  }
  return [...found].map(([parking, legs]) => ({
    parking,
    legs,
    channel: legs[0].from.kind === 'channel' ? legs[0].from.channel : undefined,
  }));
});
