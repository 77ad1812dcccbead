/** How changes speak of failures: where they are caught, what becomes of a message. */
import type { Hop } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { knownAttempts } from '../../language/model/guarantees.ts';
import { showDuration } from '../../language/model/quantities.ts';
import { withTechnology } from '../element-names.ts';
import { consumerOf, type Leg } from '../passes/failures.ts';
import type { Parking } from '../passes/parkings.ts';

/** @returns where failures of a leg are caught: the queue's name, or `OrderEvents for Stats`. */
export function placeText(hop: Hop): string {
  const channel = hop.from.kind === 'channel' ? hop.from.channel : undefined;
  if (!channel) return consumerOf(hop);
  return channel.kind === 'queue' ? channel.name : `${channel.name} for ${consumerOf(hop)}`;
}

/** @returns what takes dead letters: `Failed (aws.sqs)`, `a queue of its own`. */
export function sinkText({ to, own }: Parking): string {
  if (to && !(isChannel(to) && to.deadLettersOf)) return withTechnology(to);
  return own ? 'a queue of its own' : 'an unknown queue';
}

/** What becomes of a message: why it may be lost, as the end of a sentence. Of a leg that keeps it there is nothing to say; or the design does not say enough. */
export type Keeping = 'kept' | 'unsaid' | { readonly lost: string };

/** @returns whether a leg keeps what it carries. */
export function keepingOn(leg: Leg): Keeping {
  switch (leg.fate) {
    case 'dropped':
    case 'expires':
    case 'lossy':
      return { lost: lossText(leg.hop, leg.fate) };
    case 'parked':
    case 'blocks':
    case 'forever':
      return 'kept';
    // Whoever decides against dead letters does not say how long it is tried.
    case 'decided':
    case 'unknown':
      return 'unsaid';
  }
}

function lossText(hop: Hop, fate: 'dropped' | 'expires' | 'lossy'): string {
  const { attempts, retention } = hop.guarantee;
  const channel = hop.from.kind === 'channel' ? withTechnology(hop.from.channel) : consumerOf(hop);
  switch (fate) {
    case 'dropped':
      if (attempts && !knownAttempts(hop.guarantee)) return `${channel} gives up and parks it nowhere`;
      return `${channel} gives up after ${attempts?.value === 1 ? 'one attempt' : `${attempts?.value ?? 'some'} attempts`} and parks it nowhere`;
    case 'expires':
      return `${channel} drops what keeps failing${retention ? ` after ${showDuration(retention.value)}` : ''}`;
    case 'lossy':
      return hop.guarantee.delivery?.value === 'at-most-once'
        ? `${channel} delivers it at most once`
        : `${consumerOf(hop)} acknowledges it before the work is done`;
  }
}
