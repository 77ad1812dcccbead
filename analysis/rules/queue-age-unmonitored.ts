import type { Channel, Design } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import { withTechnology } from '../element-names.ts';
import { addStatement } from '../fixes/statements.ts';
import { criticalChannels } from '../passes/critical-channels.ts';
import { isDeadLetterQueue } from '../passes/dead-letter-queues.ts';
import { failures, type LegGroup } from '../passes/failures.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'queue-age-unmonitored',
  code: 'OBS003',
  category: 'observability',
  star: false,
  severity: 'info',
  summary: 'A queue or stream on a critical path tells nobody when its messages grow old.',
  why: `A queue hides a consumer that stands still: senders succeed, nothing fails, and the messages wait. The age of the oldest one is the only figure that
shows it in time. Without an alarm on it the first sign is a customer, and the second that messages expire.`,
  failureStory: [
    'A credential of the consumer runs out on Friday evening; it can no longer read.',
    'The orders of the weekend are accepted and queued. No dashboard is red.',
    'On Monday there are three days of orders to work off, and a promise of delivery within two.',
  ],
  whenNotToUse: `Where a monitoring profile watches every queue, say so in a house technology, \`technology house.queue is queue like … { alarm }\`. Messages
that may be lost are \`expendable\`.`,
  examples: {
    wrong: `event Paid { key paymentId  critical }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
queue Parked : aws.sqs { retention 14d  alarm }
service Books : aws.ecs { on Paid from Ledger }
`,
    right: `event Paid { key paymentId  critical }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts  alarm }
queue Parked : aws.sqs { retention 14d  alarm }
service Books : aws.ecs { on Paid from Ledger }
`,
  },
  sources: ['https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp04.html'],
  since: '0.1.0',
  fixable: 'safe',
  messages: {
    unwatched: 'A consumer of {channel} that stands still goes unnoticed{until}, and {why}. Add an `alarm`.',
  },
  check({ design, analysis, report }) {
    const reported = new Set(
      analysis(failures)
        .filter(asksForAlarm)
        .map(({ attachment }) => attachment.channel),
    );
    for (const [channel, { message, flow }] of analysis(criticalChannels)) {
      if (!isBuffer(design, channel) || channel.facts.alarm || reported.has(channel)) continue;
      const retention = channel.facts.retention?.value;
      const until = retention !== undefined && Number.isFinite(retention) ? ` until messages expire after ${showDuration(retention)}` : '';
      const why = message ? `${message.name} is critical` : `the flow ${flow?.title ?? flow?.name} is critical`;
      report({
        message: 'unwatched',
        data: { channel: withTechnology(channel), until, why },
        source: channel.syntax.name ?? channel.syntax.head,
        subject: channel.id,
        fixes: [
          {
            title: `Tell someone when messages of ${channel.name} grow old`,
            safe: true,
            edits: addStatement(design, channel.syntax, 'alarm'),
          },
        ],
      });
    }
  },
});

/** Something in which messages wait until a consumer fetches them. */
function isBuffer(design: Design, channel: Channel): boolean {
  if ((channel.kind !== 'queue' && channel.kind !== 'stream') || isDeadLetterQueue(design, channel)) return false;
  // A dead-letter queue of its own without an alarm is a finding that asks for the same.
  if (channel.failure?.kind === 'dead-letters' && channel.failure.own) return false;
  if (channel.messages.every(({ criticality }) => criticality === 'expendable')) return false;
  // What hands a message on once and keeps none has nothing that could grow old: it loses them, which is another rule's finding.
  const { delivery, retention, durable } = channel.facts;
  if (delivery?.value === 'at-most-once' && !retention && !durable) return false;
  return (design.index.hopsFrom.get(channel.id) ?? []).some(({ kind }) => kind === 'deliver' || kind === 'forward');
}

/** A message that blocks others, or that nothing parks, is a finding whose fix brings the alarm. */
function asksForAlarm({ attachment, legs }: LegGroup): boolean {
  if (legs.some(({ fate }) => fate === 'blocks')) return true;
  return attachment.place === 'queue' && legs.some(({ fate }) => fate === 'dropped' || fate === 'expires' || fate === 'forever');
}
