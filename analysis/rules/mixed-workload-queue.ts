import type { Channel, Design, Fix, Message } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import { copyOf, sendElsewhere, takeFrom, withStatements } from '../fixes/channels.ts';
import { freshName, insertAfter, nameFrom } from '../fixes/elements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { withTechnology } from '../names.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'mixed-workload-queue',
  code: 'CAP006',
  category: 'capacity',
  star: false,
  severity: 'info',
  summary: 'One queue carries quick work and slow work, or what is urgent and what may be lost.',
  why: `Messages of a queue wait for one another. Behind a hundred reports of a minute each, an order that takes ten milliseconds waits as if it took an hour; and
a flood of page views fills the queue that payments should pass through. A second queue costs next to nothing and keeps the two apart.`,
  failureStory: [
    'The monthly reports go into the queue that also carries the orders.',
    'All consumers render reports. The orders of the next hour wait behind them.',
  ],
  whenNotToUse: `Where consumers take messages by priority or by tenant, so that none waits for the other.`,
  examples: {
    wrong: `event Placed { key orderId }
command Report { key reportId }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.ecs { serves place { sends Placed to Q }  serves report { sends Report to Q } }
service Worker : aws.ecs {
  on Placed from Q in 20ms { puts Books }
  on Report from Q in 20s { puts Pages }
}
store Books : aws.dynamodb
store Pages : aws.s3
`,
    right: `event Placed { key orderId }
command Report { key reportId }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
queue Slow : aws.sqs { visibility 2m  dead-letters after 5 attempts  alarm }
service Shop : aws.ecs { serves place { sends Placed to Q }  serves report { sends Report to Slow } }
service Worker : aws.ecs {
  on Placed from Q in 20ms { puts Books }
  on Report from Slow in 20s { puts Pages }
}
store Books : aws.dynamodb
store Pages : aws.s3
`,
  },
  sources: [
    'https://aws.amazon.com/builders-library/avoiding-insurmountable-queue-backlogs/',
    'https://learn.microsoft.com/en-us/azure/architecture/antipatterns/noisy-neighbor/',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp04.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    ratio: { type: 'number', default: 10, minimum: 1, description: 'How many times as long the slow work must take.' },
  },
  messages: {
    slow: '{slow} takes {long} and {quick} takes {short}, and both wait in {queue}: the quick ones stand behind the slow ones. Give {slow} a queue of its own.',
    urgent:
      '{urgent}, which must not be lost, and {unimportant}, which may be, wait in {queue} behind one another. Give {urgent} a queue of its own.',
  },
  check({ design, options, report }) {
    for (const queue of design.elements) {
      // Grouped messages wait for their own group only.
      if (queue.kind !== 'queue' || queue.groupedBy || design.index.parkedFrom.has(queue.id)) continue;
      const work = workOf(design, queue);
      const shared = { source: queue.syntax.name ?? queue.syntax.head, subject: queue.id };
      const [quick, ...rest] = [...work].sort((one, other) => one.duration - other.duration);
      const slow = rest.at(-1);
      if (quick && slow && slow.duration >= quick.duration * options.ratio) {
        const related = [slow, quick].map(({ message, source }) => ({ message: `${message.name} is handled here`, source }));
        const times = { long: showDuration(slow.duration), short: showDuration(quick.duration) };
        report({
          message: 'slow',
          data: { slow: slow.message.name, quick: quick.message.name, ...times, queue: withTechnology(queue) },
          ...shared,
          related,
          fixes: ownQueue(design, queue, slow.message, quick.message),
        });
        continue;
      }
      const urgent = queue.messages.find(({ criticality }) => criticality === 'critical');
      const unimportant = queue.messages.find(({ criticality }) => criticality === 'expendable');
      if (!urgent || !unimportant) continue;
      const related = [urgent, unimportant].map(({ name, criticality, syntax }) => ({
        message: `${name} is ${criticality}`,
        source: syntax.name ?? syntax.head,
      }));
      report({
        message: 'urgent',
        data: { urgent: urgent.name, unimportant: unimportant.name, queue: withTechnology(queue) },
        ...shared,
        related,
        fixes: ownQueue(design, queue, urgent, unimportant),
      });
    }
  },
});

/** How long each message of a queue takes, where the design says so; of a batch, a share. */
function workOf(design: Design, queue: Channel) {
  return (design.index.hopsFrom.get(queue.id) ?? []).flatMap(({ kind, to, messages, source }) => {
    if (kind !== 'deliver' || to.kind !== 'activity' || !to.activity.duration || to.activity.options.refused?.batch) return [];
    const duration = to.activity.duration / (to.activity.options.batch?.size ?? 1);
    return messages.map((message: Message) => ({ message, duration, source }));
  });
}

/** A queue of its own for one message, like the one it shares, where a handler of its own takes it. */
function ownQueue(design: Design, queue: Channel, moved: Message, other: Message): readonly Fix[] {
  const delivered = (design.index.hopsFrom.get(queue.id) ?? []).filter(
    ({ kind, messages }) => kind === 'deliver' && messages.includes(moved),
  );
  const [hop, ...others] = delivered;
  if (hop?.to.kind !== 'activity' || others.length > 0 || queue.subscriptions.length > 1 || queue.closed) return [];
  const { activity } = hop.to;
  if (activity.kind !== 'handler' || activity.messages.includes(other)) return [];
  const name = freshName(design, `${queue.name}${moved.name}`);
  const { messages } = activity;
  const incoming = (design.index.hopsTo.get(queue.id) ?? []).flatMap(({ effect }) => effect ?? []);
  const sends = incoming.filter(({ message }) => message !== undefined && messages.includes(message));
  if (sends.some((effect) => effect.activity.element.system !== queue.system)) return [];
  // Whoever sends both would have to make sure of two queues instead of one.
  const senders = new Set(sends.map((effect) => effect.activity));
  if (incoming.some((effect) => !sends.includes(effect) && senders.has(effect.activity))) return [];
  const [subscription] = queue.subscriptions;
  const rest = queue.messages.filter((message) => !messages.includes(message));
  const copy = copyOf(design, queue, name, subscription && subscribing(design, queue, messages));
  const taken = takeFrom(design, activity, nameFrom(activity.element.system, { ...queue, name }));
  if (!copy || !taken) return [];
  return [
    {
      title: `Give ${messages.map((message) => message.name).join(' and ')} a queue of its own, ${name}`,
      safe: false,
      edits: [
        taken,
        ...sends.map((effect) => sendElsewhere(design, effect, effect.kind, name)),
        ...(subscription ? [replaceSource(subscription.syntax.source, subscribing(design, queue, rest))] : []),
        // A new queue does not begin with what the old one lacks.
        ...insertAfter(design, queue.syntax, queue.failure ? copy : withStatements(copy, 'dead-letters after 5 attempts', 'alarm')),
      ],
    },
  ];
}

/** The subscription of a queue as it is written, for these messages. */
function subscribing(design: Design, queue: Channel, messages: readonly Message[]): string {
  const [subscription] = queue.subscriptions;
  const text = subscription ? textOf(design, subscription.syntax.source) : '';
  const [, head = '', options = ''] = /^(subscribes\s+to\s+\S+)(?:\s+for\s+[^\s,]+(?:\s*,\s*[^\s,]+)*)?([\s\S]*)$/.exec(text) ?? [];
  return `${head} for ${messages.map((message) => nameFrom(queue.system, message)).join(', ')}${options}`;
}
