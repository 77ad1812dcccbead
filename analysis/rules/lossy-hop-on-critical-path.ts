import type { Channel, Design, Flow, Hop } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { messageNames, withTechnology } from '../element-names.ts';
import { addStatement, setStatement } from '../fixes/statements.ts';
import { type CriticalChannel, criticalChannels } from '../passes/critical-channels.ts';
import { isDeadLetterQueue } from '../passes/dead-letter-queues.ts';
import { consumerOf, valuable } from '../passes/failures.ts';
import { losses } from '../passes/losses.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'lossy-hop-on-critical-path',
  code: 'RES007',
  category: 'resilience',
  star: false,
  severity: 'error',
  summary: 'A message that must not be lost passes a hop that loses some without a trace.',
  why: `A path is as reliable as its weakest hop. Let one hop deliver at most once, send without confirmation or acknowledge before the work is done, and
messages vanish whenever a process restarts or a connection breaks: no error, no retry, no dead letter. A filter loses messages too, where the product
deletes what the filter holds back rather than leaving it for others. So does a channel that keeps messages for less time than a consumer may be away.

It is an error for \`critical\` messages and on flows that are \`critical\`, a warning for unmarked ones, and an info where only people receive them.`,
  failureStory: [
    'The consumer acknowledges first, because that made it faster.',
    'A deployment stops it with twelve payments in hand, all of them acknowledged.',
    'The broker has forgotten them. The twelve customers have not.',
  ],
  whenNotToUse: `Where losing some is fine say \`expendable\` at the message. Where something else makes up for the loss, such as a nightly comparison, silence
the rule and name it.`,
  examples: {
    wrong: `event Paid { key paymentId  critical }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : rabbitmq.quorum { dead-letters after 5 attempts  alarm }
service Books : kubernetes { on Paid from Ledger with acknowledges first { puts Rows } }
store Rows : postgres
`,
    right: `event Paid { key paymentId  critical }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : rabbitmq.quorum { dead-letters after 5 attempts  alarm }
service Books : kubernetes { on Paid from Ledger { puts Rows } }
store Rows : postgres
`,
  },
  sources: [
    'https://www.rabbitmq.com/docs/reliability',
    'https://kafka.apache.org/39/documentation.html#semantics',
    'https://docs.aws.amazon.com/step-functions/latest/dg/express-at-least-once-execution.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    outage: { type: 'duration', default: 3_600_000, description: 'How long consumers may stand still without a message being lost.' },
  },
  messages: {
    shortLived:
      '{channel} keeps {message} for {retention} only: when {consumer} stands still for longer, what came meanwhile is gone, and nobody is told. Keep it for as long as an outage may last.',
    acknowledged:
      '{consumer} acknowledges {message} before the work is done, so one in hand is lost when it stops. Acknowledge it afterwards.',
    unconfirmed:
      '{producer} does not wait until {channel} has {message}, so one is lost when the connection breaks. Let the send be confirmed.',
    unmatched:
      '{consumer} takes from {channel} only what its filter lets through, and the rest is deleted there unread: {message} that does not match is gone without a trace. Take all of it and decide in the handler, or filter before it comes into {channel}.',
    rivals:
      '{consumer} takes from {channel} only what its filter lets through and deletes the rest, so {message} that is meant for {others} may be gone before it gets there. Give each a queue of its own.',
    filtered:
      '{channel} delivers at most once through a filter, and what no subscription lets through is gone without a trace: {message} may never get to {consumer}. Let all of it in and decide there, or mark it `expendable`.',
    volatile:
      'Nothing says that {channel} still has {message} after a restart of the broker: what waited there may be gone without a trace. Say `durable`, if it is so.',
    said: '{place} delivers {message} at most once, as is said here, so some are lost without a trace. Take that away, or mark {message} `expendable`.',
    technology:
      '{channel} delivers at most once, so some of {message} are lost on the way to {consumer} without a trace. Send it by a channel that keeps it until it is handled, or mark it `expendable`.',
  },
  check({ design, options, analysis, report }) {
    const onFlows = analysis(criticalChannels);
    for (const loss of analysis(losses)) {
      const [message] = valuable(loss.messages);
      if (!message) continue;
      const flow = flowOver(loss.hops, onFlows);
      report({
        ...loss.wording,
        source: loss.source,
        subject: loss.hops[0].id,
        severity: message.criticality === 'critical' || flow ? undefined : 'warning',
        related: [
          ...loss.hops.flatMap(({ source }) => (source === loss.source ? [] : [{ message: 'The hop that loses it', source }])),
          ...(flow ? [{ message: `${flow.name} is critical`, source: flow.statements.get('critical') ?? flow.syntax.head }] : []),
        ],
        unknown: loss.unknown,
        fixes: loss.fixes,
      });
    }
    for (const channel of design.elements.filter(isChannel)) {
      const volatile = unsaidDurability(design, channel);
      if (volatile) {
        const { messages, hop } = volatile;
        report({
          message: 'volatile',
          data: { channel: withTechnology(channel), message: messageNames(messages) },
          source: channel.syntax.name ?? channel.syntax.head,
          subject: hop.id,
          unknown: 'silent',
          severity: messages[0]?.criticality === 'critical' || flowOver([hop], onFlows) ? undefined : 'warning',
          related: [{ message: `${consumerOf(hop)} takes it from here`, source: hop.source }],
          fixes: [{ title: `Say that ${channel.name} is durable`, safe: false, edits: addStatement(design, channel.syntax, 'durable') }],
        });
      }
      const found = shortLived(design, channel, options.outage);
      if (!found) continue;
      const { retention, messages, hop } = found;
      const [message] = messages;
      report({
        message: 'shortLived',
        data: {
          channel: withTechnology(channel),
          message: messageNames(messages),
          retention: showDuration(retention.value),
          consumer: consumerOf(hop),
        },
        source: retention.origin.source ?? channel.syntax.name ?? channel.syntax.head,
        subject: hop.id,
        severity: message?.criticality === 'critical' || flowOver([hop], onFlows) ? undefined : 'warning',
        related: [{ message: `${consumerOf(hop)} takes it from here`, source: hop.source }],
        fixes: longerFix(design, channel),
      });
    }
  },
});

/** The critical flow that goes over one of these hops. */
function flowOver(hops: readonly Hop[], onFlows: ReadonlyMap<Channel, CriticalChannel>): Flow | undefined {
  const channels = hops.flatMap(({ from, to }) => [from, to]).flatMap((place) => (place.kind === 'channel' ? [place.channel] : []));
  return channels.map((channel) => onFlows.get(channel)?.flow).find((flow) => flow !== undefined);
}

/** A queue or stream of a product that may keep what waits in it over a restart or not, as it is set up. What delivers at most once is lossy anyhow. */
function unsaidDurability(design: Design, channel: Channel) {
  const { durable, managed, delivery } = channel.facts;
  if ((channel.kind !== 'queue' && channel.kind !== 'stream') || !channel.technology || durable || managed) return undefined;
  if (delivery?.value !== 'at-least-once' || isDeadLetterQueue(design, channel)) return undefined;
  const hop = (design.index.hopsFrom.get(channel.id) ?? []).find(({ kind }) => kind === 'deliver' || kind === 'forward');
  const messages = valuable(channel.messages);
  return hop && messages.length > 0 ? { messages, hop } : undefined;
}

/** Messages that wait in a channel for less time than its consumers may be away, by the design's own word, though they would still be of use. */
function shortLived(design: Design, channel: Channel, outage: number) {
  const { retention } = channel.facts;
  if ((channel.kind !== 'queue' && channel.kind !== 'stream') || !retention || retention.origin.kind === 'technology') return undefined;
  if (retention.value >= outage || isDeadLetterQueue(design, channel)) return undefined;
  const hop = (design.index.hopsFrom.get(channel.id) ?? []).find(({ kind }) => kind === 'deliver' || kind === 'forward');
  const messages = valuable(channel.messages).filter(({ usefulFor }) => usefulFor === undefined || usefulFor > retention.value);
  return hop && messages.length > 0 ? { retention, messages, hop } : undefined;
}

/** As long as products keep messages who need not be told. */
function longerFix(design: Design, channel: Channel): readonly Fix[] {
  const days = Math.min(4 * 86_400_000, channel.limits.retention?.value ?? Number.POSITIVE_INFINITY);
  const edits = setStatement(design, channel, 'retention', `retention ${showDuration(days)}`);
  return [{ title: `Keep messages of ${channel.name} for ${showDuration(days)}`, safe: false, edits }];
}
