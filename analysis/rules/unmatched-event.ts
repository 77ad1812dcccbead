import type { Activity, Channel, Design, Element, Message, MessageEffect, Subscription } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import type { Fix, Related } from '../../language/model/source.ts';
import { inDoubt } from '../doubts.ts';
import { takeFrom } from '../fixes/channels.ts';
import { freshName, insertAfter, mentions, nameFrom } from '../fixes/elements.ts';
import { removeDeclaration } from '../fixes/statements.ts';
import { insertAt, replaceSource, textOf } from '../fixes/text.ts';
import { unconnected } from '../passes/connections.ts';
import { type Ends, traffic } from '../passes/traffic.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'unmatched-event',
  code: 'HYG001',
  category: 'hygiene',
  star: false,
  severity: 'warning',
  summary: 'A message that nobody takes, or that somebody waits for and nobody sends; a channel or element that has to do with nothing.',
  why: `Producers and consumers of a message know nothing of each other, so neither a compiler nor a failing call tells you that one of them is missing. What
is sent in vain costs and misleads; a handler that waits for what never comes looks like a feature and is none. A service that somebody else runs
counts: declare it as \`external\`, with \`on\` for what it takes and its effects for what it sends. An element that nothing leads to and nothing comes from is
most often a name that was changed at one place only.`,
  failureStory: [
    'A team renames an event and publishes it under its new name; a handler elsewhere still waits for the old one.',
    'Nothing fails, nothing is logged: invoices simply are not written any more, until a customer asks for one.',
  ],
  whenNotToUse: `While a design is being written from one end, or where a message is kept for a consumer that does not exist yet. Say which in the
suppression.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }
topic Orders : aws.sns
service Shop : aws.lambda { serves place { publishes OrderPlaced to Orders } }
`,
    right: `event OrderPlaced { key orderId }
topic Orders : aws.sns
service Shop : aws.lambda { serves place { publishes OrderPlaced to Orders } }
external Newsletter { on OrderPlaced from Orders }
`,
  },
  sources: [
    'https://github.com/event-catalog/eventcatalog/tree/main/packages/linter',
    'https://www.enterpriseintegrationpatterns.com/patterns/messaging/Message.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo: `EventCatalog \`refs/orphan-messages\` (a message with neither producer nor consumer; this rule also sees one missing side, and
knows which channel leads where), Structurizr \`model.element.disconnected\`.`,
  messages: {
    unused: '{message} is declared, but nothing sends it and nothing takes it. Remove it, or say who publishes it and who handles it.',
    unconsumed:
      '{message} is sent by {producer}, but nothing takes it. Add a handler (`on {message}`) where it is needed, or stop sending it.',
    unpublished:
      '{consumer} waits for {message}, which nothing in the design sends, so it never runs. Say who publishes it; what comes from outside is sent by an `external`.',
    astray:
      '{consumer} waits for {message} from {channel}, but it is sent to {others} and never gets there. Take it from there, or send it to {channel}.',
    missed:
      '{channel} subscribes to {topic} for {message}, which is never published there: it is sent to {others}, and {consumer} waits in vain. Subscribe to where it is sent, or publish it to {topic}.',
    undrained:
      'Nothing takes {messages} out of {channel}, so it is sent there in vain. Add a handler `from {channel}`, or remove the channel.',
    uncarried:
      '{producer} sends {message} to {channel}, which `carries` only {carried}, so nobody gets it. Add it to `carries`, or send it elsewhere.',
    alone:
      'Nothing in the design has to do with {element}: it calls, sends and stores nothing, and nobody uses it. Connect it, or remove it.',
    idle: 'Nothing is sent to {channel}, and nothing is taken from it. Remove it, or connect it.',
  },
  check({ design, analysis, report }) {
    const { ends, idle, undrained } = analysis(traffic);
    for (const message of design.messages) {
      const { producers = [], consumers = [] } = ends.get(message.id) ?? {};
      const source = message.syntax.head;
      const [producer] = producers;
      const [consumer] = consumers;
      // What is missed may be there, misspelt or in what cannot be read.
      if ((producer && consumer) || inDoubt(design, message)) continue;
      if (!producer && !consumer) report({ message: 'unused', data: { message: message.name }, source, fixes: removal(design, message) });
      else if (producer && !consumer) {
        const data = { message: message.name, producer: producer.activity.label };
        report({ message: 'unconsumed', data, source, related: producers.map(sending), fixes: takenOutside(design, message, producer) });
      } else if (consumer?.kind === 'waits' && !producer) {
        const data = { message: message.name, consumer: consumer.label };
        const related = consumers.slice(1).map((other) => ({ message: `${other.label} waits for it, too`, source: other.source }));
        const fixes = sentOutside(design, message);
        report({ message: 'unpublished', data, source: consumer.source, related, severity: 'error', fixes });
      }
    }
    for (const { activity, message, channel, others, producers } of astray(design, ends)) {
      if (inDoubt(design, activity.element, message, channel)) continue;
      const data = {
        consumer: activity.label,
        message: message.name,
        channel: channel.name,
        others: others.map(({ name }) => name).join(', '),
      };
      const subscription = channel.subscriptions.find(({ named, messages }) => named && messages.includes(message));
      if (subscription) {
        const related = [{ message: `${activity.label} waits for it`, source: activity.syntax.head }, ...producers.map(sending)];
        const at = { source: subscription.syntax.source, related, severity: 'error' } as const;
        const fixes = subscribeElsewhere(design, channel, subscription, others);
        report({ message: 'missed', data: { ...data, topic: subscription.to.name }, ...at, fixes });
      } else {
        const fixes = takeElsewhere(design, activity, others);
        report({ message: 'astray', data, source: activity.syntax.head, related: producers.map(sending), severity: 'error', fixes });
      }
    }
    for (const { effect, message, channel } of uncarried(design)) {
      const carried = channel.messages.map(({ name }) => name).join(', ');
      const data = { producer: effect.activity.label, message: message.name, channel: channel.name, carried };
      report({ message: 'uncarried', data, source: effect.syntax.source, severity: 'error', fixes: carryToo(channel, message) });
    }
    for (const element of analysis(unconnected)) {
      if (inDoubt(design, element)) continue;
      report({ message: 'alone', data: { element: element.name }, source: element.syntax.head, fixes: removal(design, element) });
    }
    for (const channel of idle)
      if (!inDoubt(design, channel))
        report({ message: 'idle', data: { channel: channel.name }, source: channel.syntax.head, fixes: removal(design, channel) });
    for (const { channel, messages, effects } of undrained) {
      if (inDoubt(design, channel)) continue;
      const data = { messages: messages.map(({ name }) => name).join(', '), channel: channel.name };
      report({
        message: 'undrained',
        data,
        source: channel.syntax.head,
        related: effects.map(sending),
        fixes: drainedOutside(design, channel, messages),
      });
    }
  },
});

function sending({ activity, syntax }: MessageEffect): Related {
  return { message: `${activity.label} sends it here`, source: syntax.source };
}

/** What nothing else in the texts names can go. */
function removal(design: Design, { name, syntax }: Message | Element): readonly Fix[] {
  return mentions(design, name) > 1 ? [] : [{ title: `Remove ${name}`, safe: false, edits: [removeDeclaration(design, syntax)] }];
}

/** A part of the world that the design does not show, declared as such. */
function outsider(design: Design, name: string, statement: string, after: Message | Element): Fix['edits'] {
  return insertAfter(design, after.syntax, `external ${freshName(design, name)} { ${statement} }`);
}

function takenOutside(design: Design, message: Message, { channels, to }: MessageEffect): readonly Fix[] {
  const [channel, ...others] = channels;
  // What is handed to somebody by name has a receiver, who does not want it.
  if (others.length > 0 || (!channel && to)) return [];
  const from = channel ? ` from ${nameFrom(message.system, channel)}` : '';
  const edits = outsider(design, `${message.name}Reader`, `on ${message.name}${from}`, message);
  return [{ title: `Say that somebody outside takes ${message.name}`, safe: false, edits }];
}

function sentOutside(design: Design, message: Message): readonly Fix[] {
  const channels = new Set(
    (design.index.hopsOf.get(message.id) ?? []).flatMap(({ from }) => (from.kind === 'channel' ? [from.channel] : [])),
  );
  // Those that a topic feeds get it from there.
  const [channel, ...others] = [...channels].filter(({ subscriptions }) => subscriptions.length === 0);
  if (!channel || others.length > 0) return [];
  const verb = channel.kind === 'queue' ? 'sends' : 'publishes';
  const edits = outsider(design, `${message.name}Source`, `${verb} ${message.name} to ${nameFrom(message.system, channel)}`, message);
  return [{ title: `Say that ${message.name} comes from outside`, safe: false, edits }];
}

function drainedOutside(design: Design, channel: Channel, messages: readonly Message[]): readonly Fix[] {
  const names = messages.map((message) => nameFrom(channel.system, message)).join(', ');
  const edits = outsider(design, `${channel.name}Reader`, `on ${names} from ${channel.name}`, channel);
  return [{ title: `Say that somebody outside reads ${channel.name}`, safe: false, edits }];
}

/** Where it is one channel that it is sent to, one at hand. */
function takeElsewhere(design: Design, activity: Activity, others: readonly Element[]): readonly Fix[] {
  const [other, ...more] = others;
  if (!other || !isChannel(other) || more.length > 0 || other.system !== activity.element.system) return [];
  const taken = (design.index.activitiesOf.get(activity.element.id) ?? []).some(
    ({ messages, from }) => from === other && messages.some((message) => activity.messages.includes(message)),
  );
  // Two services on one queue would take each other's messages.
  const rivals = other.kind === 'queue' && (design.index.hopsFrom.get(other.id) ?? []).some(({ kind }) => kind === 'deliver');
  if (activity.messages.length > 1 || taken || rivals) return [];
  const edit = takeFrom(design, activity, other.name);
  return edit ? [{ title: `Take it from ${other.name}`, safe: false, edits: [edit] }] : [];
}

function subscribeElsewhere(
  design: Design,
  channel: Channel,
  { messages, syntax }: Subscription,
  others: readonly Element[],
): readonly Fix[] {
  const [other, ...more] = others;
  if (!other || !isChannel(other) || more.length > 0 || messages.length > 1) return [];
  const name = nameFrom(channel.system, other);
  const text = textOf(design, syntax.source).replace(/^(subscribes\s+to\s+)[^\s,]+/, `$1${name}`);
  return [{ title: `Subscribe to ${name}`, safe: false, edits: [replaceSource(syntax.source, text)] }];
}

function carryToo(channel: Channel, message: Message): readonly Fix[] {
  const place = channel.statements.get('carries')?.[0];
  if (!place) return [];
  const edits = [insertAt(place.uri, place.end, `, ${nameFrom(channel.system, message)}`)];
  return [{ title: `Let ${channel.name} carry ${message.name} too`, safe: false, edits }];
}

interface Astray {
  readonly activity: Activity;
  readonly message: Message;
  readonly channel: Channel;
  readonly others: readonly Element[];
  readonly producers: readonly MessageEffect[];
}

/** Handlers that say from which channel they take a message that is sent to other ones only. */
function astray(design: Design, ends: ReadonlyMap<string, Ends>): readonly Astray[] {
  return design.activities.flatMap((activity) => {
    const channel = activity.from;
    if (!channel) return [];
    return activity.messages.flatMap((message): readonly Astray[] => {
      const producers = ends.get(message.id)?.producers ?? [];
      const reached = new Set(
        producers.flatMap(({ channels, to }): readonly Element[] => (channels.length > 0 ? channels : to ? [to] : [])),
      );
      // Sent to this very channel, which does not carry it: that is the sender's fault.
      if (channel.messages.includes(message) || reached.size === 0 || reached.has(channel)) return [];
      return [{ activity, message, channel, others: [...reached], producers }];
    });
  });
}

interface Uncarried {
  readonly effect: MessageEffect;
  readonly message: Message;
  readonly channel: Channel;
}

/** Effects that send what a channel with a closed set does not carry. */
function uncarried(design: Design): readonly Uncarried[] {
  return design.effects.flatMap((effect) => {
    if (effect.kind !== 'publishes' && effect.kind !== 'sends') return [];
    const { message, channels } = effect;
    if (!message) return [];
    return channels
      .filter((channel) => channel.closed && !channel.messages.includes(message))
      .map((channel) => ({ effect, message, channel }));
  });
}
