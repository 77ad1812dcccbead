/** What a channel that takes dead letters is used for. */
import type { Channel, Design } from '../../language/model/design.ts';

/** Whether a consumer takes the messages out, unasked. */
export function isConsumed(design: Design, channel: Channel): boolean {
  return (design.index.hopsFrom.get(channel.id) ?? []).some(({ kind }) => kind === 'deliver' || kind === 'forward');
}

/** Whether somebody takes messages out of a dead-letter queue: a consumer, or a redrive. */
export function isEmptied(design: Design, channel: Channel): boolean {
  return channel.redrivesTo !== undefined || isConsumed(design, channel);
}

/** A delayed channel with consumers tries later what is parked in it: the message is not given up. */
export function isRetryChannel(design: Design, channel: Channel): boolean {
  return channel.facts.delay !== undefined && channel.facts.delay.value > 0 && isConsumed(design, channel);
}

/** Whether a channel holds dead letters and nothing else. */
export function isDeadLetterQueue(design: Design, channel: Channel): boolean {
  if (channel.deadLettersOf) return true;
  if (!design.index.parkedFrom.has(channel.id) || isRetryChannel(design, channel)) return false;
  return !(design.index.hopsTo.get(channel.id) ?? []).some(({ kind }) => kind === 'publish' || kind === 'forward');
}
