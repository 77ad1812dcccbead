import type { Channel, Design, Key } from '../../language/model/design.ts';
import type { Fix } from '../../language/model/source.ts';
import { listed, messageNames, withTechnology } from '../element-names.ts';
import { groupBy } from '../fixes/order.ts';
import { setStatement } from '../fixes/statements.ts';
import { type OrderedDelivery, order } from '../passes/order.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'missing-ordering-key',
  code: 'ORD002',
  category: 'ordering',
  star: false,
  severity: 'error',
  summary:
    'A channel that keeps order within groups gets ordered messages with no group key, or with one that puts messages of one key apart.',
  why: `Partitioned and first-in-first-out channels order within a group and nowhere else. The group key is what makes the order: without one, or with another
than the messages are ordered by, two changes of one account go to two partitions, and each partition is in perfect order while the account is not.`,
  failureStory: [
    'Account events are to be applied in order per account. The stream is partitioned by the event’s own id, “for an even load”.',
    'A deposit and a withdrawal of one account land in two partitions with different lag.',
    'The withdrawal comes first and is refused, for want of money that is on its way.',
  ],
  whenNotToUse: `Where the field that is grouped by is determined by the one that is ordered by (all orders of a customer go to one region), order by both:
\`ordered by region + customerId\`. A coarser group is always right.`,
  examples: {
    wrong: `event Booked { key entryId  ordered by accountId }

service Ledger { serves book { publishes Booked to Entries } }
stream Entries : kafka { grouped by entryId  alarm }
service Balances : kubernetes { on Booked from Entries idempotent by entryId using Rows { increments Rows } }
store Rows : postgres
`,
    right: `event Booked { key entryId  ordered by accountId }

service Ledger { serves book { publishes Booked to Entries } }
stream Entries : kafka { grouped by accountId  alarm }
service Balances : kubernetes { on Booked from Entries idempotent by entryId using Rows { increments Rows } }
store Rows : postgres
`,
  },
  sources: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/sequential-convoy',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    none: '{consumer} needs {message} in order per {key}, but {channel} keeps order within groups and nobody says which: two of one {key} may overtake each other. Say `grouped by {key}`.',
    other:
      '{consumer} needs {message} in order per {key}, but {channel} groups by {group}: two of one {key} may land in different groups. Say `grouped by {key}`.',
    all: '{consumer} needs all {message} in one order, but {channel} keeps order within groups only. Let it have a single one.',
  },
  check({ design, analysis, report }) {
    for (const [channel, [first, ...others]] of byChannel(analysis(order).deliveries)) {
      const deliveries = [first, ...others];
      const keys = deliveries.map(({ message }) => message.ordered?.by);
      const shared = common(keys);
      const group = first.disorder?.group;
      const key = (shared.length > 0 ? shared : (keys[0] ?? [])).join(' + ');
      const data = {
        consumer: listed(deliveries.map(({ consumer }) => consumer.label)),
        message: messageNames(deliveries.map(({ message }) => message)),
        channel: withTechnology(channel),
      };
      report({
        ...(keys.some((by) => by === undefined)
          ? ({ message: 'all', data } as const)
          : group
            ? ({ message: 'other', data: { ...data, key, group: group.join(' + ') } } as const)
            : ({ message: 'none', data: { ...data, key } } as const)),
        source: channel.groupedBy?.source ?? channel.syntax.name ?? channel.syntax.head,
        subject: first.hop.id,
        related: deliveries.map(({ consumer, hop }) => ({ message: `${consumer.label} needs the order`, source: hop.source })),
        // Of several producers no group can keep the order.
        fixes: deliveries.some(({ disorder }) => disorder?.producers) ? [] : fixesFor(design, channel, keys, shared),
      });
    }
  },
});

/** The deliveries whose order a channel's groups break, by that channel. */
function byChannel(deliveries: readonly OrderedDelivery[]): ReadonlyMap<Channel, [OrderedDelivery, ...OrderedDelivery[]]> {
  const found = new Map<Channel, [OrderedDelivery, ...OrderedDelivery[]]>();
  for (const delivery of deliveries) {
    const { disorder } = delivery;
    if (!disorder?.channel || (disorder.kind !== 'ungrouped' && disorder.kind !== 'other-key')) continue;
    const known = found.get(disorder.channel);
    if (known) known.push(delivery);
    else found.set(disorder.channel, [delivery]);
  }
  return found;
}

/** The fields that all keys have: grouping by them keeps each of the orders. */
function common(keys: readonly (Key | undefined)[]): Key {
  const [first = [], ...others] = keys;
  return first.filter((field) => others.every((key) => key?.includes(field)));
}

function fixesFor(design: Design, channel: Channel, keys: readonly (Key | undefined)[], shared: Key): readonly Fix[] {
  if (keys.every((key) => key !== undefined)) {
    const key = shared.join(' + ');
    return shared.length === 0 ? [] : [{ title: `Group by ${key}`, safe: false, edits: groupBy(design, channel, `grouped by ${key}`) }];
  }
  if (channel.kind !== 'stream') return [];
  return [{ title: 'Let it have a single partition', safe: false, edits: setStatement(design, channel, 'partitions', 'partitions 1') }];
}
