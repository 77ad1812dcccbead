import type { Channel, Design, Key, Technology } from '../../language/model/design.ts';
import { showRate } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { withTechnology } from '../element-names.ts';
import { removeSource, setStatement } from '../fixes/statements.ts';
import { textOf } from '../fixes/text.ts';
import { rates } from '../passes/rates.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'fifo-without-need',
  code: 'ORD005',
  category: 'ordering',
  star: false,
  severity: 'hint',
  summary: 'A channel keeps an order that nothing on it needs, and pays for it in throughput.',
  why: `Order costs: a group is handled one message at a time, one that fails holds back the others, and ordered products allow fewer messages a second. Where no
message is \`ordered\` the price buys nothing. It shows where all messages share one group, or where the rate comes near what the ordered product allows.`,
  failureStory: [
    'The queue was made first-in-first-out “to be on the safe side”, with one constant group.',
    'On the day of the campaign four hundred workers wait while one handles the head of the group.',
    'Nothing in the flow had needed the order.',
  ],
  whenNotToUse: `Where the order matters, say it at the message: \`ordered by customerId\`. Where the channel is taken for its deduplication, say
\`deduplicates within …\`; where its groups keep tenants apart, group by the tenant. Each silences the rule.`,
  examples: {
    wrong: `event Paid { key paymentId }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : aws.sqs.fifo { grouped by kind in 1 group  alarm }
service Books : aws.ecs { on Paid from Ledger }
`,
    right: `event Paid { key paymentId }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : aws.sqs { alarm }
service Books : aws.ecs { on Paid from Ledger }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/sequential-convoy',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    share: {
      type: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      description: 'The share of the allowed throughput from which the peak rate counts as near it.',
    },
  },
  messages: {
    'one-group':
      'Nothing on {channel} needs an order, and all its messages share one group: they are handled one after the other, and one that fails holds back the rest. Take an unordered channel, or group by what differs.',
    'near-limit':
      'Nothing on {channel} needs an order, and {rate} at peak comes near the {limit} that it allows. Take an unordered channel.',
  },
  check({ design, options, analysis, report }) {
    const { elements } = analysis(rates);
    for (const channel of design.elements) {
      if (channel.kind !== 'queue' && channel.kind !== 'topic' && channel.kind !== 'bus' && channel.kind !== 'stream') continue;
      const ordering = channel.facts.ordering?.value;
      if (ordering === undefined || ordering === 'none' || channel.messages.length === 0 || channel.deadLettersOf) continue;
      if (channel.messages.some(({ ordered }) => ordered !== undefined) || isTakenForElse(channel)) continue;
      const source = channel.syntax.name ?? channel.syntax.head;
      const rate = elements.get(channel.id)?.peak ?? 0;
      const limit = channel.facts.throughput?.value.peak;
      if (hasOneGroup(channel))
        report({ message: 'one-group', data: { channel: withTechnology(channel) }, source, fixes: fixesFor(design, channel) });
      else if (channel.kind !== 'stream' && limit !== undefined && rate > limit * options.share)
        report({
          message: 'near-limit',
          data: { channel: withTechnology(channel), rate: showRate(rate), limit: showRate(limit) },
          source,
          fixes: fixesFor(design, channel),
        });
    }
  },
});

/** For its deduplication, or for fairness between tenants: groups that are not the message's own key. */
function isTakenForElse({ facts, groupedBy, messages, kind }: Channel): boolean {
  if (facts.deduplicates && facts.deduplicates.origin.kind !== 'technology') return true;
  if (kind === 'stream' || !groupedBy || groupedBy.groups === 1) return false;
  return messages.some(({ key }) => key !== undefined && !groupedBy.key.every((field) => key.includes(field)));
}

function hasOneGroup({ groupedBy, facts, kind }: Channel): boolean {
  return groupedBy?.groups === 1 || (kind === 'stream' && facts.partitions?.value === 1 && facts.partitions.origin.kind !== 'technology');
}

function fixesFor(design: Design, channel: Channel): readonly Fix[] {
  const key: Key | undefined = channel.messages[0]?.key;
  const fixes: Fix[] = [...unorderedSibling(design, channel)];
  if (channel.groupedBy?.groups === 1 && key) {
    const statement = `grouped by ${key.join(' + ')}`;
    fixes.push({ title: `Group by ${key.join(' + ')}`, safe: false, edits: setStatement(design, channel, 'grouped', statement) });
  }
  return fixes;
}

/** The ordered product's name without its last word, where that is an unordered one. What subscribes and parks must fit it. */
function unorderedSibling(design: Design, channel: Channel): readonly Fix[] {
  const { technology, technologyName, syntax, groupedBy } = channel;
  const plain = [...design.technologies.values()].find(
    ({ name, kinds, facts }: Technology) =>
      technology?.name.startsWith(`${name}.`) && kinds.includes(channel.kind) && facts.ordering?.value === 'none',
  );
  const connected = channel.failure !== undefined || channel.subscriptions.length > 0 || design.index.parkedFrom.has(channel.id);
  const at = technologyName === undefined ? -1 : textOf(design, syntax.head).lastIndexOf(technologyName);
  if (!plain || technologyName === undefined || connected || at < 0) return [];
  const offset = syntax.head.offset + at;
  const change = { uri: syntax.head.uri, offset, end: offset + technologyName.length, text: plain.name };
  const edits = groupedBy ? [change, removeSource(design, groupedBy.source)] : [change];
  return [{ title: `Make ${channel.name} an unordered ${channel.kind} (${plain.name})`, safe: false, edits }];
}
