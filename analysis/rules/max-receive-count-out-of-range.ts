import type { Channel, Design, Element } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { withTechnology } from '../element-names.ts';
import { usualAttempts } from '../fixes/dead-letters.ts';
import { setStatement } from '../fixes/statements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { isRetryChannel } from '../passes/dead-letter-queues.ts';
import { attemptsNeeded, type Parking, parkings } from '../passes/parkings.ts';
import { defineRule } from '../rule.ts';

const day = 24 * 3_600_000;

export const rule = defineRule({
  id: 'max-receive-count-out-of-range',
  code: 'DLQ007',
  category: 'dead-letter',
  star: false,
  severity: 'warning',
  summary: 'So few tries that healthy messages are parked, or so many that failing ones never are.',
  why: `A queue counts deliveries, not failures of the handler. A consumer that is restarted, a lock that runs out, a throttled function: each takes one of
the tries, and with a single one a deployment parks messages that have nothing wrong with them. At the other end, so many tries that they last longer
than the queue keeps the message mean that it expires and never reaches the dead-letter queue.`,
  failureStory: [
    'The queue parks after one try, to be strict.',
    'A deployment restarts the consumer while it holds forty messages.',
    'Forty good refunds lie in the dead-letter queue, and somebody has to tell them from the bad one.',
  ],
  whenNotToUse: `Where a second try would do harm and the handler cannot be made idempotent, park at once and silence the rule with that reason. A queue whose
dead letters go into a delayed queue that tries later is not reported.`,
  examples: {
    wrong: `event Refunded { key paymentId }

service Desk { sends Refunded to Refunds }
queue Refunds : aws.sqs { dead-letters after 1 attempt  alarm }
service Books : aws.ecs { on Refunded from Refunds }
`,
    right: `event Refunded { key paymentId }

service Desk { sends Refunded to Refunds }
queue Refunds : aws.sqs { dead-letters after 5 attempts  alarm }
service Books : aws.ecs { on Refunded from Refunds }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/working-with-messages.html',
    'https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    once: '{queue} parks a message after a single attempt, so one lost delivery or one restart of {consumer} parks a healthy one. Allow {enough}.',
    few: '{queue} parks a message after {attempts} attempts, and a throttled {consumer} uses them up without having seen it. Allow {enough}.',
    late: '{queue} tries {attempts} times, {visibility} apart, but keeps a message for {retention} only: it expires before it is parked. Allow fewer attempts{orLonger}.',
    never: '{queue} tries without limit, so nothing ever reaches {sink}. Say after how many attempts it gives up, {enough}.',
  },
  check({ design, analysis, report }) {
    for (const { parking, legs, channel } of analysis(parkings)) {
      if (channel?.kind !== 'queue' || channel.facts.pushes || parking.origin.kind === 'technology' || isTriedLater(design, parking))
        continue;
      // What the product does not take is no setting at all.
      if (attemptsNeeded(parking, channel)) continue;
      // What another channel takes is tried by the product alone.
      const deliveries = legs.flatMap(({ to, guarantee }) =>
        to.kind === 'activity' ? [{ consumer: to.activity.element, guarantee }] : [],
      );
      const [first] = deliveries;
      if (!first) continue;
      const enough = Math.max(usualAttempts, ...deliveries.map(({ consumer }) => neededBy(consumer)));
      const data = { queue: withTechnology(channel), enough: `\`after ${enough} attempts\`` };
      const attempts = parking.attempts ?? first.guarantee.attempts?.value;
      const fixes = attemptsFix(design, parking, enough);
      const hasty = deliveries.find(({ consumer }) => neededBy(consumer) > (attempts ?? Number.POSITIVE_INFINITY));
      if (attempts === 1)
        report({
          message: 'once',
          data: { ...data, consumer: withTechnology(first.consumer) },
          source: parking.source,
          severity: 'error',
          fixes,
        });
      else if (attempts === Number.POSITIVE_INFINITY)
        report({ message: 'never', data: { ...data, sink: parking.to?.name ?? 'its dead-letter queue' }, source: parking.source, fixes });
      else if (attempts !== undefined && hasty)
        report({ message: 'few', data: { ...data, attempts, consumer: withTechnology(hasty.consumer) }, source: parking.source, fixes });
      else if (attempts !== undefined) {
        const times = tooLate(channel, attempts);
        const inTime = tooLate(channel, enough) === undefined;
        const { queue } = data;
        if (times) {
          const longer = keepLonger(design, channel, attempts);
          const orLonger = longer.length > 0 ? `, or let ${channel.name} keep it longer` : '';
          const data = { queue, attempts, ...times, orLonger };
          report({ message: 'late', data, source: parking.source, fixes: [...(inTime ? fixes : []), ...longer] });
        }
      }
    }
  },
});

/** A message that goes into a delayed queue is not given up: it is tried again there. */
function isTriedLater(design: Design, { to }: Parking): boolean {
  return isChannel(to) && isRetryChannel(design, to);
}

/** A function that is throttled counts as a failed delivery; its technology says how many to allow for that. */
function neededBy({ facts }: Element): number {
  return facts.needsAttempts?.value ?? 0;
}

/** Each try takes the visibility timeout; the message must live as long as all of them together. */
function tooLate({ facts }: Channel, attempts: number): { readonly visibility: string; readonly retention: string } | undefined {
  const { visibility, retention } = facts;
  if (!visibility || !retention || attempts * visibility.value <= retention.value) return undefined;
  return { visibility: showDuration(visibility.value), retention: showDuration(retention.value) };
}

/** For as long as all tries take, in whole days: nothing where the product does not keep it for so long. */
function keepLonger(design: Design, channel: Channel, attempts: number): readonly Fix[] {
  const { facts, limits } = channel;
  const needed = Math.ceil((attempts * (facts.visibility?.value ?? 0)) / day) * day;
  if (needed > (limits.retention?.value ?? Number.POSITIVE_INFINITY)) return [];
  const edits = setStatement(design, channel, 'retention', `retention ${showDuration(needed)}`);
  return [{ title: `Let ${channel.name} keep messages for ${showDuration(needed)}`, safe: false, edits }];
}

function attemptsFix(design: Design, { source, attempts }: Parking, enough: number): readonly Fix[] {
  const text = textOf(design, source);
  const after = `after ${enough} attempts`;
  const changed = attempts === undefined ? `${text} ${after}` : text.replace(/after\s+\d+\s+attempts?/, after);
  return [{ title: `Park after ${enough} attempts`, safe: false, edits: [replaceSource(source, changed)] }];
}
