/** Who sends a message and who takes it, and which channels lead nowhere. */
import type { Activity, Channel, Design, Message, MessageEffect } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import { defineAnalysis } from '../analyses.ts';

/** Somebody who takes a message. */
export interface Consumer {
  /** For messages to people. */
  readonly label: string;
  readonly source: Source;
  /** An operation is called with its request; all others wait for somebody who sends. */
  readonly kind: 'waits' | 'operation' | 'receiver';
}

export interface Ends {
  readonly producers: readonly MessageEffect[];
  readonly consumers: readonly Consumer[];
}

export interface Traffic {
  /** Producers and consumers by the message's id; a message without an entry has neither. */
  readonly ends: ReadonlyMap<string, Ends>;
  /** Channels that nothing goes into and nothing comes out of. */
  readonly idle: readonly Channel[];
  /** Channels that nothing comes out of, with those of their messages that are taken elsewhere. */
  readonly undrained: readonly {
    readonly channel: Channel;
    readonly messages: readonly Message[];
    readonly effects: readonly MessageEffect[];
  }[];
}

export const traffic = defineAnalysis('traffic', (design): Traffic => {
  const ends = endsOf(design);
  const channels = design.elements.filter(isChannel).filter(({ deadLettersOf }) => !deadLettersOf);
  const copied = new Set(copies(design).map(({ from }) => from.id));
  const taken = (channel: Channel): boolean =>
    copied.has(channel.id) || (design.index.hopsFrom.get(channel.id) ?? []).some(({ kind }) => kind !== 'dead-letter');
  // Parked messages wait for people, who are no part of the design.
  const silent = channels.filter((channel) => !taken(channel) && !design.index.parkedFrom.has(channel.id));
  return {
    ends,
    idle: silent.filter((channel) => !design.index.hopsTo.has(channel.id)),
    undrained: silent.flatMap((channel) => {
      const messages = channel.messages.filter((message) => (ends.get(message.id)?.consumers.length ?? 0) > 0);
      const effects = (design.index.hopsTo.get(channel.id) ?? []).flatMap(({ effect }) => (effect ? [effect] : []));
      return messages.length > 0 && design.index.hopsTo.has(channel.id) ? [{ channel, messages, effects }] : [];
    }),
  };
});

function isChannel(element: Design['elements'][number]): element is Channel {
  return 'closed' in element;
}

/** Copies that are kept up by reading a channel. */
function copies(design: Design): readonly { readonly from: Channel; readonly label: string; readonly source: Source }[] {
  return design.elements.flatMap((element) => {
    const own =
      'rebuiltFrom' in element && element.rebuiltFrom ? [{ from: element.rebuiltFrom.from, source: element.rebuiltFrom.source }] : [];
    const states = 'state' in element ? element.state : [];
    const kept = states.flatMap(({ rebuiltFrom, syntax }) => (rebuiltFrom ? [{ from: rebuiltFrom.from, source: syntax.source }] : []));
    return [...own, ...kept].flatMap(({ from, source }) => (isChannel(from) ? [{ from, label: element.name, source }] : []));
  });
}

function endsOf(design: Design): ReadonlyMap<string, Ends> {
  const ends = new Map<string, { readonly producers: MessageEffect[]; readonly consumers: Consumer[] }>();
  const of = (message: Message): { readonly producers: MessageEffect[]; readonly consumers: Consumer[] } => {
    const known = ends.get(message.id) ?? { producers: [], consumers: [] };
    ends.set(message.id, known);
    return known;
  };
  for (const effect of design.effects) {
    if ((effect.kind !== 'publishes' && effect.kind !== 'sends') || !effect.message) continue;
    of(effect.message).producers.push(effect);
    const { to } = effect;
    // What an external or a person does with it need not be said.
    if (to?.kind === 'external' || to?.kind === 'actor')
      of(effect.message).consumers.push({ label: to.name, source: effect.syntax.source, kind: 'receiver' });
  }
  for (const activity of design.activities) {
    for (const message of activity.messages) of(message).consumers.push(consumerOf(activity));
    if (activity.element.kind !== 'orchestrator' || activity.kind !== 'workflow') continue;
    for (const { messages, label, source } of waits(activity))
      for (const message of messages) of(message).consumers.push({ label, source, kind: 'waits' });
    // A subscription that names no message takes whatever its channel brings.
    for (const subscription of activity.element.subscriptions) {
      if (subscription.named) continue;
      for (const message of subscription.to.messages)
        of(message).consumers.push({ label: activity.label, source: subscription.syntax.source, kind: 'waits' });
    }
  }
  for (const { from, label, source } of copies(design))
    for (const message of from.messages) of(message).consumers.push({ label, source, kind: 'receiver' });
  return ends;
}

function consumerOf(activity: Activity): Consumer {
  return { label: activity.label, source: activity.syntax.head, kind: activity.kind === 'operation' ? 'operation' : 'waits' };
}

function waits({
  element,
  label,
}: Activity): readonly { readonly messages: readonly Message[]; readonly label: string; readonly source: Source }[] {
  if (element.kind !== 'orchestrator') return [];
  return element.steps.flatMap(({ name, action }) =>
    action.kind === 'wait' ? [{ messages: action.wait.messages, label: `Step ${name} of ${label}`, source: action.wait.source }] : [],
  );
}
