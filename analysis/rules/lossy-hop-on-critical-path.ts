import { valuable } from '../passes/failures.ts';
import { losses } from '../passes/losses.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'lossy-hop-on-critical-path',
  code: 'RES007',
  category: 'resilience',
  star: false,
  severity: 'error',
  summary: 'A message that must not be lost passes a hop that loses some without a trace.',
  why: `A way is as reliable as its weakest hop. One hop that delivers at most once, sends without confirmation or acknowledges before the work is done, and
messages vanish whenever a process restarts or a connection breaks: no error, no retry, no dead letter. It is an error for \`critical\` messages, a warning
for unmarked ones, and an information where only people receive them.`,
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
  messages: {
    acknowledged:
      '{consumer} acknowledges {message} before the work is done, so one in hand is lost when it stops. Acknowledge it afterwards.',
    unconfirmed:
      '{producer} does not wait until {channel} has {message}, so one is lost when the connection breaks. Let the send be confirmed.',
    said: '{place} delivers {message} at most once, as is said here, so some are lost without a trace. Take that away, or mark {message} `expendable`.',
    technology:
      '{channel} delivers at most once, so some of {message} are lost on the way to {consumer} without a trace. Send it by a channel that keeps it until it is handled, or mark it `expendable`.',
  },
  check({ analysis, report }) {
    for (const loss of analysis(losses)) {
      const [message] = valuable(loss.messages);
      if (!message) continue;
      report({
        ...loss.wording,
        source: loss.source,
        subject: loss.hops[0].id,
        severity: message.criticality === 'critical' ? undefined : 'warning',
        related: loss.hops.flatMap(({ source }) => (source === loss.source ? [] : [{ message: 'The hop that loses it', source }])),
        fixes: loss.fixes,
      });
    }
  },
});
