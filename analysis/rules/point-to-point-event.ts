import type { Channel, Design, Effect, Element, Fix, Message, MessageEffect } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { isMessageEffect } from '../../language/model/lookups.ts';
import { listed } from '../element-names.ts';
import { fanOutKind, sendElsewhere, subscriptionText, technologyText } from '../fixes/channels.ts';
import { freshName, insertAfter, nameFrom } from '../fixes/elements.ts';
import { addStatement, removeSource } from '../fixes/statements.ts';
import { usualTechnology } from '../fixes/usual-technology.ts';
import { contextOf } from '../passes/contexts.ts';
import { disguisedCommands } from '../passes/disguised-commands.ts';
import { excludes } from '../passes/dual-writes.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'point-to-point-event',
  code: 'CPL004',
  category: 'coupling',
  star: false,
  severity: 'info',
  summary: 'An event is sent straight to its consumer, so whoever else wants it must ask its producer.',
  why: `An event says that something happened, and whoever cares may listen. Sent into one consumer’s queue it is a letter: the producer knows its reader, and the
next reader is a change to the producer, its permissions and its failure handling. A topic between them costs little and keeps the producer out of it.`,
  failureStory: [
    'The shop puts each shipped order into the queue of the mail service.',
    'Billing wants it too, then analytics: two more sends, two more permissions, three things that can fail half way.',
    'When the second send fails, the mail has gone out and billing knows nothing.',
  ],
  whenNotToUse: `Where the queue distributes work inside one team’s service it is no event but a \`command\`: say so. Consumers of the same owner or group are
not reported.`,
  examples: {
    wrong: `group warehouse {
  event Shipped { key orderId }
  service Packing { serves pack { sends Shipped to Inbox } }
}
group sales {
  queue Inbox : aws.sqs { dead-letters after 5 attempts  alarm }
  service Ordering : aws.ecs { on Shipped from Inbox }
}
`,
    right: `group warehouse {
  event Shipped { key orderId }
  topic Shipments : aws.sns
  service Packing { serves pack { publishes Shipped to Shipments } }
}
group sales {
  queue Inbox : aws.sqs { subscribes to Shipments with dead-letters to Parked  dead-letters to Parked after 5 attempts  alarm }
  queue Parked : aws.sqs { retention 14d  alarm }
  service Ordering : aws.ecs { on Shipped from Inbox }
}
`,
  },
  sources: ['https://learn.microsoft.com/en-us/azure/architecture/patterns/publisher-subscriber'],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    straight:
      '{producer} sends {event} straight to {consumer}: whoever else wants it needs a change of {element}. Publish it to a topic that {consumer} subscribes to.',
    oneByOne:
      '{element} sends {event} to {receivers} one by one: each further reader is a change here, and between two of the sends it can fail. Publish it once, to a topic.',
  },
  check({ design, analysis, report }) {
    const bodies = sendsOfEvents(design.effects, analysis(disguisedCommands));
    for (const sends of bodies.values()) {
      for (const [at, effect] of sends.entries()) {
        const { to: receiver, message, activity } = effect;
        const { element } = activity;
        const shared = { source: effect.syntax.source, fixes: topicFix(design, sends) };
        const first = sends.slice(0, at).find((other) => other.to !== receiver && !excludes(other, effect));
        if (first) {
          report({
            message: 'oneByOne',
            data: { element: activity.label, event: message.name, receivers: listed([first.to.name, receiver.name]) },
            related: [{ message: `It is sent to ${first.to.name} here`, source: first.syntax.source }],
            ...shared,
          });
          continue;
        }
        const stranger = consumersOf(effect).find((consumer) => isForeign(element, consumer));
        if (!stranger) continue;
        report({
          message: 'straight',
          data: { producer: activity.label, event: message.name, consumer: stranger.name, element: element.name },
          ...shared,
        });
      }
    }

    /** Who handles it in the end. A step that waits for an answer is told in person. */
    function consumersOf({ to, message }: Send): readonly Element[] {
      if (!isChannel(to)) return [to];
      return (design.index.hopsFrom.get(to.id) ?? []).flatMap((hop) =>
        hop.kind === 'deliver' && hop.to.kind === 'activity' && !hop.step && hop.messages.includes(message)
          ? [hop.to.activity.element]
          : [],
      );
    }
  },
});

/** An event that goes to one receiver, which is known. */
type Send = MessageEffect & { readonly message: Message; readonly to: Element };

/** What each body sends of each event, in the order of the text. */
function sendsOfEvents(effects: readonly Effect[], disguised: ReadonlyMap<Message, unknown>): ReadonlyMap<string, readonly Send[]> {
  const bodies = new Map<string, Send[]>();
  for (const effect of effects) {
    // A command in disguise belongs into its receiver's queue; what is wrong is its kind.
    if (!isSend(effect) || disguised.has(effect.message)) continue;
    const key = `${effect.activity.id} ${effect.message.id}`;
    const known = bodies.get(key);
    if (known) known.push(effect);
    else bodies.set(key, [effect]);
  }
  return bodies;
}

/** Other systems cannot be told how to send; people and waiting workflows are told in person. */
function isSend(effect: Effect): effect is Send {
  if (!isMessageEffect(effect) || effect.kind !== 'sends' || effect.message?.kind !== 'event') return false;
  const { kind } = effect.activity.element;
  return kind !== 'external' && kind !== 'actor' && (effect.to?.kind === 'queue' || effect.to?.kind === 'service');
}

function isForeign(producer: Element, consumer: Element): boolean {
  const here = contextOf(producer);
  const there = contextOf(consumer);
  return here !== undefined && there !== undefined && here !== there && consumer.kind !== 'actor';
}

/** Puts a topic between the two: the first send publishes to it, further ones of the same body go, and each queue subscribes. */
function topicFix(design: Design, sends: readonly Send[]): readonly Fix[] {
  const [first, ...others] = sends;
  if (!first) return [];
  const { activity, message } = first;
  const { element } = activity;
  const receivers = [...new Set(sends.map(({ to }) => to))];
  // A topic of the same product family may not keep the order that a queue keeps; that is a decision of its own.
  if (receivers.some((receiver) => receiver.system !== element.system || (isChannel(receiver) && isOrdered(receiver)))) return [];
  if (first.step || sends.some((send) => send.outbox !== first.outbox || turnsOf(send) !== turnsOf(first))) return [];
  const topic = freshName(design, `${message.name}Topic`);
  const technology = usualTechnology(design, element.system, 'topic', 'bus');
  const subscriptions = receivers.flatMap((receiver) =>
    isChannel(receiver)
      ? addStatement(design, receiver.syntax, subscriptionText(receiver, topic, nameFrom(receiver.system, message), technology))
      : [],
  );
  return [
    {
      title: `Publish ${message.name} to a new topic, ${topic}`,
      safe: false,
      edits: [
        sendElsewhere(design, first, 'publishes', topic),
        ...others.map((effect) => removeSource(design, effect.syntax.source)),
        ...subscriptions,
        ...insertAfter(design, element.syntax, `${fanOutKind(technology)} ${topic}${technologyText(technology)}`),
      ],
    },
  ];
}

/** One send stands for all only where they happen together: in the same branch, as often. */
function turnsOf({ blocks }: Send): string {
  return blocks.map(({ kind, id, branch }) => (kind === 'when' || kind === 'each' ? `${id} ${branch}` : '')).join('\n');
}

function isOrdered({ facts }: Channel): boolean {
  return facts.ordering !== undefined && facts.ordering.value !== 'none';
}
