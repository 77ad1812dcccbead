import { showDuration } from '../../language/model/quantities.ts';
import { guardText, idempotencyFixes } from '../fixes/idempotency.ts';
import { shortText, withTechnology } from '../names.ts';
import { exposedConsumers } from '../passes/consumers.ts';
import { wayOf } from '../passes/duplicates.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'broker-dedup-is-not-idempotency',
  code: 'IDP006',
  category: 'idempotency',
  star: false,
  severity: 'warning',
  summary: 'A handler relies on the broker to remove duplicates, though a message that it has half handled comes again.',
  why: `A first-in-first-out queue that drops repeated sends, duplicate detection, a transactional producer: all of them make sure that a message is *in the
channel* once. None of them can know whether a consumer that died had already done its work. If it dies after the effect and before the acknowledgement,
the broker must deliver again, and does. Only the consumer can tell that the work was done. "Exactly once" of a broker covers what is
published back to that broker, and nothing outside of it.`,
  failureStory: [
    'Loyalty adds the points of an order and its instance dies before it has deleted the message from the queue.',
    'After the visibility timeout the queue, which removes duplicate sends, delivers the very same message again.',
    'The member has the points twice, although "the queue is exactly-once".',
  ],
  whenNotToUse: `Where a duplicate after a crash is rare enough to be mended by hand, and somebody notices it.`,
  examples: {
    wrong: `event OrderPriced { key orderId }
queue Points : aws.sqs.fifo { grouped by orderId  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves price { sends OrderPriced to Points } }
service Loyalty : aws.lambda {
  timeout 5s
  on OrderPriced from Points { increments Balances }
}
store Balances : aws.dynamodb { key memberId }
`,
    right: `event OrderPriced { key orderId }
queue Points : aws.sqs.fifo { grouped by orderId  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves price { sends OrderPriced to Points } }
service Loyalty : aws.lambda {
  timeout 5s
  on OrderPriced from Points idempotent by orderId using Balances { increments Balances }
}
store Balances : aws.dynamodb { key memberId }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/idempotent-consumer',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html',
    'https://kafka.apache.org/39/documentation.html#semantics',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    deduplicates:
      '{channel} drops repeated sends within {window}, but delivers {message} again if {handler} dies after it {effect} and before it acknowledges. Keep the queue, and make the handler {guard}.',
    exactlyOnce:
      '{channel} delivers {message} exactly once as far as its own transaction goes, and {handler} {effect} outside of it: if it dies before the end, that happens again. Make the handler {guard}.',
  },
  check({ design, analysis, report }) {
    for (const consumer of analysis(exposedConsumers)) {
      const { activity, differences, cause, broker, hop } = consumer;
      const first = differences.find(({ certain }) => certain);
      if (!first || !broker || !cause || hop?.from.kind !== 'channel') continue;
      const { channel } = hop.from;
      const data = {
        channel: withTechnology(channel),
        message: hop.messages[0]?.name ?? 'a message',
        handler: activity.label,
        effect: shortText(first.effect),
        guard: guardText(activity),
      };
      const shared = {
        source: activity.kind === 'workflow' ? hop.source : activity.syntax.head,
        subject: activity.id,
        related: [{ message: `${first.effect.activity.label} ${data.effect}`, source: first.effect.syntax.source }, ...wayOf(cause)],
        fixes: idempotencyFixes(design, consumer),
      };
      if (broker === 'deduplicates') {
        const window = showDuration(channel.facts.deduplicates?.value.within ?? Number.POSITIVE_INFINITY);
        report({ message: 'deduplicates', data: { ...data, window }, ...shared });
      } else report({ message: 'exactlyOnce', data, ...shared });
    }
  },
});
