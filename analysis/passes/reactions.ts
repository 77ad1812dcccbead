/**
 * What each activity sets off without waiting for it: who receives the messages it sends, over which hops, and what a write of its sets off
 * through a store's change stream. The edges of the reaction graph (analyses A8 and A9 of the rule catalogue).
 */
import type { Activity, Channel, Design, Effect, Hop, Message, Step } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';

/** One activity sets off another. */
export interface Reaction {
  readonly effect: Effect;
  /** Absent where a write sets off a change stream. */
  readonly message?: Message;
  readonly to: Activity;
  /** From the effect's publish to the delivery. */
  readonly hops: readonly Hop[];
  /** A step that waited for the message: the workflow goes on, it does not begin. */
  readonly step?: Step;
}

/** Reactions by the id of the activity whose effects set them off. */
export type Reactions = ReadonlyMap<string, readonly Reaction[]>;

interface Delivery {
  readonly to: Activity;
  readonly hops: readonly Hop[];
  readonly step?: Step;
}

/** Finds the consumers of a message in a channel, also through channels that subscribe to it. Each channel is entered once. */
function deliveries(design: Design, channel: Channel, message: Message, seen: Set<string>): Delivery[] {
  const found: Delivery[] = [];
  for (const hop of design.index.hopsFrom.get(channel.id) ?? []) {
    if ((hop.kind !== 'deliver' && hop.kind !== 'forward') || !hop.messages.includes(message)) continue;
    if (hop.to.kind === 'activity') found.push({ to: hop.to.activity, hops: [hop], step: hop.step });
    else if (!seen.has(hop.to.channel.id)) {
      seen.add(hop.to.channel.id);
      for (const further of deliveries(design, hop.to.channel, message, seen)) found.push({ ...further, hops: [hop, ...further.hops] });
    }
  }
  return found;
}

export const reactions = defineAnalysis('reactions', (design): Reactions => {
  const byChannel = new Map<string, readonly Delivery[]>();
  const delivered = (channel: Channel, message: Message): readonly Delivery[] => {
    const key = `${channel.id} ${message.id}`;
    const known = byChannel.get(key) ?? deliveries(design, channel, message, new Set([channel.id]));
    byChannel.set(key, known);
    return known;
  };
  const all = new Map<string, Reaction[]>();
  for (const activity of design.activities) {
    const own: Reaction[] = [];
    for (const hop of design.index.hopsFrom.get(activity.id) ?? []) {
      const [message] = hop.messages;
      if (!message || !hop.effect) continue;
      if (hop.to.kind === 'activity') own.push({ effect: hop.effect, message, to: hop.to.activity, hops: [hop], step: hop.step });
      else {
        for (const { to, hops, step } of delivered(hop.to.channel, message))
          own.push({ effect: hop.effect, message, to, hops: [hop, ...hops], step });
      }
    }
    for (const effect of activity.effects) {
      if (!('store' in effect) || !effect.store || effect.kind === 'reads') continue;
      // What a store tells of its writes is all that it does.
      const [change] = design.index.activitiesOf.get(effect.store.id) ?? [];
      if (change) own.push({ effect, to: change, hops: [] });
    }
    if (own.length > 0) all.set(activity.id, own);
  }
  return all;
});
