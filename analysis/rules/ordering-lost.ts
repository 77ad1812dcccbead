import type { Channel, Design, Key, Technology } from '../../language/model/design.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { listed, messageNames, withTechnology } from '../element-names.ts';
import { addOption } from '../fixes/options.ts';
import { groupBy } from '../fixes/order.ts';
import { addStatement } from '../fixes/statements.ts';
import { textOf } from '../fixes/text.ts';
import { compareVersions } from '../fixes/versions.ts';
import { type Disorder, type OrderedDelivery, order } from '../passes/order.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'ordering-lost',
  code: 'ORD001',
  category: 'ordering',
  star: false,
  severity: 'error',
  summary: 'A consumer needs messages in order, and a hop on their way does not keep it.',
  why: `Order is a property of the whole path. One standard queue, one push topic, one consumer whose instances take turns, and it is gone; nothing further
down can restore it, however strictly ordered that is. The consumer sees \`Cancelled\` before \`Placed\`, and the older of two addresses last. It happens rarely, under
load or after a retry, which is why no test finds it.`,
  failureStory: [
    'A customer changes the address twice within a second.',
    'The two events pass a topic that promises no order, and the second arrives first.',
    'The first overwrites it. The parcel goes to the old address.',
  ],
  whenNotToUse: `Where a consumer does not mind, let it say so: \`with ordering none\`, or \`puts … if newer\` on all its writes. Where the order of a message
matters to nobody, take \`ordered by\` away.`,
  examples: {
    wrong: `event Moved { key moveId  ordered by customerId }

service Profile { publishes Moved to Moves }
topic Moves : aws.sns
queue Addresses : aws.sqs { subscribes to Moves }
service Shipping : aws.ecs { on Moved from Addresses { puts AddressBook } }
store AddressBook : postgres
`,
    right: `event Moved { key moveId  ordered by customerId }

service Profile { publishes Moved to Moves }
topic Moves : aws.sns.fifo { grouped by customerId }
queue Addresses : aws.sqs.fifo { subscribes to Moves  grouped by customerId  alarm }
service Shipping : aws.ecs { on Moved from Addresses { puts AddressBook } }
store AddressBook : postgres
`,
  },
  sources: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html',
    'https://docs.aws.amazon.com/sns/latest/dg/fifo-message-grouping.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/competing-consumers',
    'https://www.rabbitmq.com/docs/queues#message-ordering',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-ordering.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    unordered:
      '{consumer} needs {message} {order}, but {hop} keeps no order, and nothing after it can bring it back. Take a channel that orders{by}, or let {consumer} compare versions (`if newer`).',
    direct:
      '{consumer} needs {message} {order}, but it is handed over with no channel between, and in no order. Send it by a channel that orders{by}, or let {consumer} compare versions (`if newer`).',
    competing:
      '{consumer} needs {message} {order}, but its instances take turns at {hop}, so the faster one comes first. Let one instance handle them with `concurrency 1`, or take a channel that orders per key.',
    producers:
      '{consumer} needs {message} {order}, but {producers} publish it, and nothing orders one against the other. Let one of them own the message, or let {consumer} compare versions (`if newer`).',
    unsaid: '{consumer} needs {message} {order}, and nothing says whether {hop} keeps it. Say `ordering per-key` and `grouped by` there.',
  },
  check({ design, analysis, report }) {
    for (const [first, ...others] of byConsumer(analysis(order).deliveries)) {
      const { disorder, consumer, hop } = first;
      if (!disorder) continue;
      const messages = [first, ...others].map(({ message }) => message);
      const by = first.message.ordered?.by;
      const data = {
        consumer: consumer.label,
        message: messageNames(messages),
        order: by ? `in order per ${by.join(' + ')}` : 'in order',
        hop: disorder.channel ? withTechnology(disorder.channel) : 'the way',
      };
      report({
        ...wordingOf(disorder, data, by),
        source: hop.subscription?.syntax.source ?? consumer.syntax.head,
        subject: hop.id,
        unknown: disorder.kind === 'unknown' ? 'silent' : undefined,
        related: [
          { message: disorder.kind === 'producers' ? 'The way of both' : 'The order is lost here', source: disorder.hop.source },
          ...messages.flatMap(({ name, ordered }) => (ordered ? [{ message: `${name} must be in order`, source: ordered.source }] : [])),
        ],
        fixes: fixesFor(design, first, disorder, by),
      });
    }
  },
});

/** One finding a consumer and lost hop, whatever messages it holds for; groups in the wrong place are `missing-ordering-key`. */
function byConsumer(deliveries: readonly OrderedDelivery[]): Iterable<[OrderedDelivery, ...OrderedDelivery[]]> {
  const found = new Map<string, [OrderedDelivery, ...OrderedDelivery[]]>();
  for (const delivery of deliveries) {
    const { disorder, hop } = delivery;
    if (!disorder || disorder.kind === 'ungrouped' || disorder.kind === 'other-key') continue;
    const key = `${hop.kind === 'direct' ? delivery.consumer.id : hop.id} ${disorder.kind}`;
    const known = found.get(key);
    if (known) known.push(delivery);
    else found.set(key, [delivery]);
  }
  return found.values();
}

interface Data {
  readonly consumer: string;
  readonly message: string;
  readonly order: string;
  readonly hop: string;
}

function wordingOf({ kind, channel, producers = [] }: Disorder, data: Data, by: Key | undefined) {
  const { consumer, message, order: needed } = data;
  const grouping = by ? `, \`grouped by ${by.join(' + ')}\`` : '';
  switch (kind) {
    case 'competing':
      return { message: 'competing', data } as const;
    case 'producers': {
      const names = listed(producers.map(({ element }) => element.name));
      return { message: 'producers', data: { consumer, message, order: needed, producers: names } } as const;
    }
    case 'unknown':
      return { message: 'unsaid', data } as const;
    case 'unordered':
    case 'ungrouped':
    case 'other-key':
      if (channel) return { message: 'unordered', data: { ...data, by: grouping } } as const;
      return { message: 'direct', data: { consumer, message, order: needed, by: grouping } } as const;
  }
}

function fixesFor(design: Design, { consumer }: OrderedDelivery, disorder: Disorder, by: Key | undefined): readonly Fix[] {
  const fixes: Fix[] = [];
  const { channel, kind } = disorder;
  const group = by?.join(' + ');
  if (kind === 'unordered' && channel && group && !disorder.producers && channel.facts.ordering?.origin.kind === 'technology') {
    const asked = channel.limits.ordering?.value;
    const statement = `grouped by ${group}`;
    if (asked !== undefined && asked !== 'none' && !channel.groupedBy)
      fixes.push({
        title: `Let ${channel.name} keep the order per ${group}`,
        safe: false,
        edits: groupBy(design, channel, statement),
      });
    else fixes.push(...orderingTechnology(design, channel, statement));
  }
  fixes.push(...compareVersions(design, [consumer]));
  const tolerant = addOption(design, consumer, 'ordering none');
  return [...fixes, { title: `Say that ${consumer.label} does not mind the order`, safe: false, edits: tolerant }];
}

/** A product's ordered sibling has its name and a word more. What subscribes and parks must fit it, so only a channel with neither is changed. */
function orderingTechnology(design: Design, channel: Channel, statement: string): readonly Fix[] {
  const sibling = [...design.technologies.values()].find(
    (technology: Technology) =>
      technology.name.startsWith(`${channel.technologyName}.`) &&
      technology.kinds.includes(channel.kind) &&
      technology.facts.ordering?.value === 'per-key',
  );
  const { syntax, technologyName } = channel;
  const connected = channel.failure !== undefined || channel.subscriptions.length > 0 || channel.groupedBy !== undefined;
  const forwards = (design.index.hopsFrom.get(channel.id) ?? []).some(({ kind }) => kind !== 'deliver');
  const taking = (design.index.hopsFrom.get(channel.id) ?? []).flatMap(({ to }) =>
    to.kind === 'activity' ? [to.activity.element.kind] : [],
  );
  const delivers = taking.every((kind) => sibling?.facts.subscribers?.value.includes(kind) ?? true);
  if (!sibling || !technologyName || connected || forwards || !delivers) return [];
  const at = textOf(design, syntax.head).lastIndexOf(technologyName);
  if (at < 0) return [];
  const offset = syntax.head.offset + at;
  const end = offset + technologyName.length;
  const added = addStatement(design, syntax, statement);
  // Without a body both changes are at one place, and become one.
  const edits: readonly TextEdit[] = syntax.body
    ? [{ uri: syntax.head.uri, offset, end, text: sibling.name }, ...added]
    : [{ uri: syntax.head.uri, offset, end, text: `${sibling.name}${added[0]?.text ?? ''}` }];
  return [{ title: `Change ${channel.name} to ${sibling.name}`, safe: false, edits }];
}
