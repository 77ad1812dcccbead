import type { Activity, Channel, Design, Element, Hop, Message } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import { messageNames, withTechnology } from '../element-names.ts';
import { ownQueueFixes } from '../fixes/own-queues.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'competing-services-on-one-queue',
  code: 'CPL003',
  category: 'coupling',
  star: false,
  severity: 'error',
  summary: 'Two different services take the same messages from one queue, so each sees only some of them.',
  why: `A queue gives each message to one consumer. Instances of one service share the work that way. Two different services do not share work, they take it
from each other: half of the orders are packed and never invoiced, the other half invoiced and never packed, and which half changes with the load. To let
both see all, publish to a topic and give each service a queue of its own.`,
  failureStory: [
    'Packing reads the orders from a queue. Invoicing needs them too, and reads the queue that is already there.',
    'In the test there is one order at a time: half of the runs pack it, the other half invoice it.',
    'In production each service misses every other order, and neither has an error in its log.',
  ],
  whenNotToUse: `For a while, when a new version of a service takes over from the old one and either may do the work: silence it with that reason. Consumers
that a \`filter\` keeps apart, or that take different messages, are not reported.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }

service Shop { sends OrderPlaced to Orders }
queue Orders : rabbitmq
service Packing { on OrderPlaced from Orders }
service Invoicing { on OrderPlaced from Orders }
`,
    right: `event OrderPlaced { key orderId }

service Shop { publishes OrderPlaced to Orders }
topic Orders : rabbitmq
queue ToPack : rabbitmq { subscribes to Orders }
queue ToInvoice : rabbitmq { subscribes to Orders }
service Packing { on OrderPlaced from ToPack }
service Invoicing { on OrderPlaced from ToInvoice }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/publisher-subscriber',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/competing-consumers',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    compete:
      '{second} and {first} compete for {messages} in {queue}: each sees only some of them. Give each a queue of its own that subscribes to a topic, or let one service do the work.',
  },
  check({ design, report }) {
    for (const channel of design.elements) {
      if (channel.kind !== 'queue') continue;
      const earlier: Consumer[] = [];
      const reported = new Set<Element>();
      for (const consumer of consumersOf(design, channel)) {
        const rival = earlier.find((other) => competes(other, consumer));
        // A service with several handlers is one competitor, whichever of them stands first.
        if (rival && !reported.has(consumer.element)) {
          reported.add(consumer.element);
          report({
            message: 'compete',
            data: {
              first: rival.element.name,
              second: consumer.element.name,
              messages: messageNames(consumer.messages.filter((message) => rival.messages.includes(message))),
              queue: withTechnology(channel),
            },
            source: consumer.source,
            related: [{ message: `${rival.element.name} takes them too`, source: rival.source }],
            fixes: consumer.activity ? ownQueueFixes(design, channel, consumer.activity) : [],
          });
        }
        earlier.push(consumer);
      }
    }
  },
});

interface Consumer {
  readonly element: Element;
  readonly messages: readonly Message[];
  readonly filter?: string;
  readonly source: Source;
  readonly activity?: Activity;
}

/** Who takes messages out of a queue, in the order of the text. */
function consumersOf(design: Design, channel: Channel): readonly Consumer[] {
  const hops = (design.index.hopsFrom.get(channel.id) ?? []).filter(({ kind }) => kind === 'deliver' || kind === 'forward');
  const consumers = hops.map((hop: Hop): Consumer => {
    const { to, messages, subscription, source } = hop;
    if (to.kind === 'channel') return { element: to.channel, messages, filter: subscription?.filter, source };
    const filter = subscription?.filter ?? to.activity.options.filter;
    return { element: to.activity.element, messages, filter, source, activity: to.activity };
  });
  return consumers.sort((one, other) => order(one.source, other.source));
}

function order(one: Source, other: Source): number {
  if (one.uri !== other.uri) return one.uri < other.uri ? -1 : 1;
  return one.offset - other.offset;
}

/** Two filters are taken to keep apart what they name; a filter against none is not. */
function competes(one: Consumer, other: Consumer): boolean {
  if (one.element === other.element || !one.messages.some((message) => other.messages.includes(message))) return false;
  return one.filter === undefined || other.filter === undefined || one.filter === other.filter;
}
