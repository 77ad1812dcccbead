import type { Hop, Message } from '../../../language/model/design.ts';
import { consumerOf, failures, type Leg } from '../../passes/failures.ts';
import { defineChange, now, type Reported } from '../change.ts';
import { lossText } from '../failures.ts';
import type { Version } from '../version.ts';

export const change = defineChange({
  id: 'loss',
  rank: 7,
  summary: 'Messages that may now be lost on their way to a consumer, or no longer can.',
  compare(before, after) {
    const earlier = deliveries(before);
    const changed: Reported[] = [];
    for (const [key, { message, hop, loss }] of deliveries(after)) {
      const was = earlier.get(key);
      // What may be lost may be lost.
      if (!was || message.criticality === 'expendable') continue;
      const way = `${message.name} on its way to ${consumerOf(hop)}`;
      if (loss && !was.loss)
        changed.push(now('worse', `${message.name} may now be lost on its way to ${consumerOf(hop)}: ${loss}.`, hop.source));
      if (!loss && was.loss) changed.push(now('better', `Nothing loses ${way} any more.`, hop.source));
    }
    return changed;
  },
});

interface Delivery {
  readonly message: Message;
  /** The last leg. */
  readonly hop: Hop;
  /** Why it may be lost on the way; undefined: it is not, as far as the design says. */
  readonly loss?: string;
}

/** The end of each message's way, by message and consumer, and where on the way it may be lost. */
function deliveries(version: Version): ReadonlyMap<string, Delivery> {
  const legs = new Map(version.analysis(failures).flatMap(({ legs: own }) => own.map((leg) => [leg.hop, leg] as const)));
  const found = new Map<string, Delivery>();
  for (const hop of version.design.hops) {
    if ((hop.kind !== 'deliver' && hop.kind !== 'direct') || hop.to.kind !== 'activity') continue;
    for (const message of hop.messages) {
      const key = `${version.keyOf(message)} ${version.keyOf(hop.to.activity.element)}`;
      const loss = lossOn(version, hop, message, legs);
      // A consumer that gets it by two ways loses it where one of them does.
      if (!found.has(key) || loss) found.set(key, { message, hop, loss });
    }
  }
  return found;
}

/** Looks back from the last leg over all channels by which the message can have come. */
function lossOn({ design }: Version, last: Hop, message: Message, legs: ReadonlyMap<Hop, Leg>): string | undefined {
  const open = [last];
  const seen = new Set<Hop>(open);
  for (let hop = open.shift(); hop; hop = open.shift()) {
    const leg = legs.get(hop);
    const loss = leg && lossText(leg);
    if (loss) return loss;
    if (hop.kind === 'publish' && hop.guarantee.delivery?.value === 'at-most-once') return 'its sender does not wait for a confirmation';
    if (hop.from.kind !== 'channel') continue;
    for (const earlier of design.index.hopsTo.get(hop.from.channel.id) ?? []) {
      if ((earlier.kind !== 'forward' && earlier.kind !== 'publish') || !earlier.messages.includes(message) || seen.has(earlier)) continue;
      seen.add(earlier);
      open.push(earlier);
    }
  }
  return undefined;
}
