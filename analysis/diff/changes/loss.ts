import type { Hop, Message } from '../../../language/model/design.ts';
import { consumerOf, failures, type Leg } from '../../passes/failures.ts';
import { between } from '../between.ts';
import { defineChange, now } from '../change.ts';
import { type Keeping, keepingOn } from '../failures.ts';
import type { Version } from '../version.ts';

export const change = defineChange({
  id: 'loss',
  rank: 12,
  summary: 'Messages that may now be lost on their way to a consumer, or no longer can.',
  compare: (before, after) =>
    lossesBetween(before, after).map(({ message, hop, lost }) =>
      lost === undefined
        ? now('better', `Nothing loses ${message.name} on its way to ${consumerOf(hop)} any more.`, hop.source)
        : now('worse', `${message.name} may now be lost on its way to ${consumerOf(hop)}: ${lost}.`, hop.source),
    ),
});

/** A message that may be lost in one version alone. */
interface LossChange {
  readonly message: Message;
  /** The last leg of its way, in the new version. */
  readonly hop: Hop;
  /** How it may be lost now; undefined: no longer. */
  readonly lost: string | undefined;
}

/** @returns where a message may be lost now and could not before, or the other way round. */
export const lossesBetween = between((before: Version, after: Version): readonly LossChange[] => {
  const earlier = deliveries(before);
  const changed: LossChange[] = [];
  for (const [key, { message, hop, keeping }] of deliveries(after)) {
    const was = earlier.get(key)?.keeping;
    // What may be lost may be lost.
    if (was === undefined || message.criticality === 'expendable') continue;
    if (was === 'kept' && isLoss(keeping)) changed.push({ message, hop, lost: keeping.lost });
    if (isLoss(was) && keeping === 'kept') changed.push({ message, hop, lost: undefined });
  }
  return changed;
});

function isLoss(keeping: Keeping): keeping is Extract<Keeping, { lost: string }> {
  return typeof keeping === 'object';
}

interface Delivery {
  readonly message: Message;
  /** The last leg. */
  readonly hop: Hop;
  /** Whether all of its ways keep it. */
  readonly keeping: Keeping;
}

/** The end of each message's way, by message and consumer, and where on the way it may be lost. */
function deliveries(version: Version): ReadonlyMap<string, Delivery> {
  const legs = new Map(version.analysis(failures).flatMap(({ legs: own }) => own.map((leg) => [leg.hop, leg] as const)));
  const found = new Map<string, Delivery>();
  for (const hop of version.design.hops) {
    if ((hop.kind !== 'deliver' && hop.kind !== 'direct') || hop.to.kind !== 'activity') continue;
    for (const message of hop.messages) {
      const key = `${version.keyOf(message)} ${version.keyOf(hop.to.activity.element)}`;
      const keeping = keepingOnWay(version, hop, message, legs);
      const known = found.get(key);
      // A consumer that gets it by two ways loses it where one of them does.
      if (!known || rank(keeping) > rank(known.keeping)) found.set(key, { message, hop, keeping });
    }
  }
  return found;
}

/** How much it decides of a way, or of several. */
function rank(keeping: Keeping): number {
  return isLoss(keeping) ? 2 : keeping === 'unsaid' ? 1 : 0;
}

/** Looks back from the last leg over all channels by which the message can have come. */
function keepingOnWay({ design }: Version, last: Hop, message: Message, legs: ReadonlyMap<Hop, Leg>): Keeping {
  let keeping: Keeping = 'kept';
  const open = [last];
  const seen = new Set<Hop>(open);
  for (let hop = open.shift(); hop; hop = open.shift()) {
    const leg = legs.get(hop);
    const here = leg ? keepingOn(leg) : 'kept';
    if (isLoss(here)) return here;
    if (hop.kind === 'publish' && hop.guarantee.delivery?.value === 'at-most-once')
      return { lost: 'its sender does not wait for a confirmation' };
    if (here === 'unsaid') keeping = here;
    if (hop.from.kind !== 'channel') continue;
    for (const earlier of design.index.hopsTo.get(hop.from.channel.id) ?? []) {
      if ((earlier.kind !== 'forward' && earlier.kind !== 'publish') || !earlier.messages.includes(message) || seen.has(earlier)) continue;
      seen.add(earlier);
      open.push(earlier);
    }
  }
  return keeping;
}
