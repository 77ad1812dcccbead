import type { Message, Related } from '../../language/model/design.ts';
import { knownAttempts } from '../../language/model/guarantees.ts';
import { showDuration } from '../../language/model/quantities.ts';
import { withTechnology } from '../element-names.ts';
import { parkFixes, usualAttempts } from '../fixes/dead-letters.ts';
import { consumerOf, failures, isLosing, isMisplaced, type Leg, misplacements, placeOf, worthParking } from '../passes/failures.ts';
import { order } from '../passes/order.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'missing-dead-letter-queue',
  code: 'DLQ001',
  category: 'dead-letter',
  star: true,
  severity: 'warning',
  summary: 'A message that keeps failing is lost, because nothing parks it where the technology lets failures be caught.',
  why: `A message can be impossible to handle: a field nobody expected, a customer who no longer exists, a dependency that is down for a day. After some
tries the broker gives up, and without a dead-letter queue the message is gone: no error that a user sees, no figure that is wrong at once. With one it lies
there with its content, an alarm goes off, the fault is mended, and the message is put back.

Every technology catches failures at a place of its own: a queue at the queue, a topic at each subscription, a stream and an asynchronously invoked
function at the handler. The rule points there. It is an error for \`critical\` messages, for others a warning in \`archlint:strict\` and an info
otherwise.`,
  failureStory: [
    'A new version of the shop sends a price as a text; the ledger cannot read it and fails.',
    'The queue delivers each of these payments again and again, for four days.',
    'On the fifth day the messages expire. The payments were taken, the ledger never heard of them, and nothing is left to replay.',
  ],
  whenNotToUse: `Where losing messages is fine say so: \`expendable\` at the message. Where they can be had again from elsewhere, or the queue must rather wait
for ever, record the decision: \`no dead-letters because "replayed from the ledger"\`, or \`unlimited retries\` at the handler. All three silence the rule,
and so does a message that is \`useful for\` less than an hour: it is stale before anybody looks at it.`,
  examples: {
    wrong: `event Paid { key paymentId  critical }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : aws.sqs
service Books : aws.lambda { on Paid from Ledger { puts Rows } }
store Rows : aws.dynamodb
`,
    right: `event Paid { key paymentId  critical }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books : aws.lambda { on Paid from Ledger { puts Rows } }
store Rows : aws.dynamodb
`,
  },
  sources: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp04.html',
  ],
  since: '0.1.0',
  fixable: 'safe',
  correspondsTo:
    'serverless-rules ES1001, ES1007, ES4000, ES6000 and ES7000, cdk-nag SQS3 and checkov CKV_AWS_116 look at one resource at a time; this rule follows the message to the place that catches it.',
  messages: {
    dropped: 'If {consumer} fails {attempts} on {message}, the message is lost: {place} has no dead-letter queue. {advice}',
    givenUp:
      'If {consumer} keeps failing on {message}, {channel} gives up and the message is lost: {place} has no dead-letter queue. {advice}',
    undelivered:
      'If {consumer} cannot be reached, {channel} gives up on {message} after {limit} and the message is lost: the subscription has no dead-letter queue. {advice}',
    expires: 'If {consumer} keeps failing on {message}, {channel} delivers it again until it expires{after}, and it is lost. {advice}',
    forever: 'If {consumer} keeps failing on {message}, {channel} delivers it again for ever, in the way of all others. {advice}',
    unsaid: 'Nothing says what becomes of {message} if {consumer} keeps failing on it. {advice}',
  },
  check({ design, analysis, preset, report }) {
    const { keptOn } = analysis(order);
    const misplaced = analysis(misplacements);
    for (const { legs } of analysis(failures)) {
      // Dead letters in the wrong place are another rule's finding.
      const losing = legs.filter((leg) => isLossy(leg) && !isMisplaced(leg, misplaced));
      const leg = worstOf(losing);
      const [message] = leg ? worthParking(leg.hop.messages) : [];
      if (!leg || !message) continue;
      const ordered = (keptOn.get(leg.hop.id) ?? []).length > 0;
      report({
        ...wordingOf(leg, message, ordered),
        source: placeOf(leg.attachment),
        subject: leg.hop.id,
        severity: message.criticality === 'critical' ? 'error' : preset === 'strict' ? 'warning' : 'info',
        unknown: leg.fate === 'unknown' ? 'silent' : undefined,
        related: [...givingUp(leg), ...losing.map(({ hop }) => ({ message: `${consumerOf(hop)} takes it from here`, source: hop.source }))],
        fixes: parkFixes(
          design,
          leg,
          legs.some(({ hop }) => (keptOn.get(hop.id) ?? []).length > 0),
        ),
      });
    }
  },
});

function isLossy({ hop, fate }: Leg): boolean {
  return isLosing(fate) && worthParking(hop.messages).length > 0;
}

/** What is known comes before what is not, and critical messages before others. */
function worstOf(legs: readonly Leg[]): Leg | undefined {
  const rank = ({ hop, fate }: Leg): number =>
    (fate === 'unknown' ? 2 : 0) + (worthParking(hop.messages)[0]?.criticality === 'critical' ? 0 : 1);
  return [...legs].sort((one, other) => rank(one) - rank(other))[0];
}

/** The words that say to give up, where the design has them. */
function givingUp({ hop }: Leg): readonly Related[] {
  const { failure } = hop.guarantee;
  return failure?.kind === 'drops' && failure.origin.kind !== 'technology'
    ? [{ message: 'It is given up here', source: failure.source }]
    : [];
}

function adviceFor({ attachment }: Leg, ordered: boolean): string {
  const word = ordered ? 'dead-letters group' : 'dead-letters';
  const end = ordered
    ? 'so that those of its key that follow wait with it and someone is told.'
    : 'so that it can be looked at and put back.';
  switch (attachment.place) {
    case 'queue':
      return `Give ${attachment.channel.name} \`${word} after ${usualAttempts} attempts\` and an \`alarm\`, ${end}`;
    case 'subscription':
      return `Add \`with ${word} to\` a queue with an \`alarm\` to the subscription, ${end}`;
    case 'handler': {
      const { channel } = attachment;
      const alone = channel?.kind === 'queue' ? `${withTechnology(channel)} parks nothing itself. ` : '';
      return `${alone}Add \`${word} to\` a queue with an \`alarm\` to the handler, ${end}`;
    }
  }
}

function wordingOf(leg: Leg, { name: message }: Message, ordered: boolean) {
  const { hop, attachment, fate } = leg;
  const { attempts, retention } = hop.guarantee;
  const consumer = consumerOf(hop);
  const advice = adviceFor(leg, ordered);
  const channel = attachment.channel ? withTechnology(attachment.channel) : consumer;
  const tries = attempts?.value === 1 ? 'once' : `${attempts?.value ?? 'several'} times`;
  if (fate === 'unknown') return { message: 'unsaid', data: { consumer, message, advice } } as const;
  if (fate === 'forever') return { message: 'forever', data: { consumer, message, channel, advice } } as const;
  if (fate === 'expires') {
    const after = retention ? ` after ${showDuration(retention.value)}` : '';
    return { message: 'expires', data: { consumer, message, channel, after, advice } } as const;
  }
  if (hop.to.kind === 'channel' || hop.to.activity.kind === 'workflow') {
    const limit = retention && Number.isFinite(retention.value) ? showDuration(retention.value) : tries.replace('once', 'one try');
    return { message: 'undelivered', data: { consumer, message, channel, limit, advice } } as const;
  }
  const place = attachment.place === 'queue' ? channel : 'the handler';
  if (attempts && !knownAttempts(hop.guarantee))
    return { message: 'givenUp', data: { consumer, message, channel, place, advice } } as const;
  return { message: 'dropped', data: { consumer, message, attempts: tries, place, advice } } as const;
}
