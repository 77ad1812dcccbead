import type { Channel, Design, Element, Fix, Message, MessageEffect } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { isMessageEffect } from '../../language/model/lookups.ts';
import { listed } from '../element-names.ts';
import { sendElsewhere, subscriptionText, technologyText } from '../fixes/channels.ts';
import { freshName, insertAfter, nameFrom } from '../fixes/elements.ts';
import { addStatement, removeSource } from '../fixes/statements.ts';
import { usualTechnology } from '../fixes/usual-technology.ts';
import { contextOf } from '../passes/contexts.ts';
import { disguisedCommands } from '../passes/disguised-commands.ts';
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
    const disguised = analysis(disguisedCommands);
    const firsts = new Map<string, MessageEffect>();
    for (const effect of design.effects) {
      if (!isMessageEffect(effect) || effect.kind !== 'sends' || effect.message?.kind !== 'event' || !effect.to) continue;
      const { to: receiver, message, activity } = effect;
      // A command in disguise belongs into its receiver's queue; what is wrong is its kind.
      if (disguised.has(message)) continue;
      const { element } = activity;
      // Other systems and stores cannot be told how to send; people and waiting workflows are told in person.
      if (element.kind === 'external' || element.kind === 'actor' || (receiver.kind !== 'queue' && receiver.kind !== 'service')) continue;
      const key = `${element.id} ${message.id}`;
      const first = firsts.get(key);
      if (!first) firsts.set(key, effect);
      if (first?.to && first.to !== receiver && first.activity === activity) {
        report({
          message: 'oneByOne',
          data: { element: activity.label, event: message.name, receivers: listed([first.to.name, receiver.name]) },
          source: effect.syntax.source,
          related: [{ message: `It is sent to ${first.to.name} here`, source: first.syntax.source }],
          fixes: topicFix(design, message, [first, effect]),
        });
        continue;
      }
      const stranger = consumersOf(effect).find((consumer) => isForeign(element, consumer));
      if (!stranger) continue;
      report({
        message: 'straight',
        data: { producer: activity.label, event: message.name, consumer: stranger.name, element: element.name },
        source: effect.syntax.source,
        fixes: topicFix(design, message, [effect]),
      });
    }

    /** Who handles it in the end. A step that waits for an answer is told in person. */
    function consumersOf({ to, message }: MessageEffect): readonly Element[] {
      if (!isChannel(to)) return to ? [to] : [];
      return (design.index.hopsFrom.get(to.id) ?? []).flatMap((hop) =>
        hop.kind === 'deliver' && hop.to.kind === 'activity' && !hop.step && message && hop.messages.includes(message)
          ? [hop.to.activity.element]
          : [],
      );
    }
  },
});

function isForeign(producer: Element, consumer: Element): boolean {
  const here = contextOf(producer);
  const there = contextOf(consumer);
  return here !== undefined && there !== undefined && here !== there && consumer.kind !== 'actor' && consumer !== producer;
}

/** Puts a topic between the two: the first send publishes to it, further ones of the same body go, and each queue subscribes. */
function topicFix(design: Design, message: Message, [first, ...others]: readonly [MessageEffect, ...MessageEffect[]]): readonly Fix[] {
  const { element } = first.activity;
  const sends = [first, ...others];
  const receivers = sends.flatMap(({ to }) => (to ? [to] : []));
  // A topic of the same product family may not keep the order that a queue keeps; that is a decision of its own.
  if (receivers.some((receiver) => receiver.system !== element.system || (isChannel(receiver) && isOrdered(receiver)))) return [];
  if (first.step || sends.some(({ outbox }) => outbox !== first.outbox)) return [];
  const topic = freshName(design, `${message.name}Topic`);
  const technology = usualTechnology(design, element.system, 'topic', 'bus');
  const kind = technology && !technology.kinds.includes('topic') ? 'bus' : 'topic';
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
        ...insertAfter(design, element.syntax, `${kind} ${topic}${technologyText(technology)}`),
      ],
    },
  ];
}

function isOrdered({ facts }: Channel): boolean {
  return facts.ordering !== undefined && facts.ordering.value !== 'none';
}
