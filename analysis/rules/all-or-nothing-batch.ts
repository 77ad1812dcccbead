import { showDuration } from '../../language/model/quantities.ts';
import { addOption } from '../fixes/options.ts';
import { shortText, withTechnology } from '../names.ts';
import { keyOf, Repetition } from '../passes/repetition.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'all-or-nothing-batch',
  code: 'RES006',
  category: 'resilience',
  star: false,
  severity: 'warning',
  summary: 'One item that fails makes the whole batch come again.',
  why: `A consumer that takes messages in batches and answers for the batch as a whole gives back nine good messages because of one bad one. They are worked on
again, each of them counts one delivery more, and after a few rounds all ten are parked. With *partial failures* it answers for each item.`,
  failureStory: [
    'One of ten messages cannot be parsed, and the function fails.',
    'All ten come again, until they have come five times: nine good reports are rendered five times over, and then all ten lie in the dead-letter queue.',
  ],
  whenNotToUse: `Where the batch is written in one transaction, so that a failure leaves nothing behind and the work is cheap.`,
  examples: {
    wrong: `event Placed { key orderId }
queue Q : aws.sqs { visibility 9m  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends Placed to Q } }
service Reports : aws.lambda { timeout 90s  on Placed from Q in 60s with batch 10 { puts Pages } }
store Pages : aws.s3
`,
    right: `event Placed { key orderId }
queue Q : aws.sqs { visibility 9m  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends Placed to Q } }
service Reports : aws.lambda { timeout 90s  on Placed from Q in 60s with batch 10, partial failures { puts Pages } }
store Pages : aws.s3
`,
  },
  sources: ['https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html'],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    heavy: {
      type: 'duration',
      default: 10_000,
      description: 'How long a batch must take for doing it again to be reported even though it changes nothing.',
    },
  },
  messages: {
    differs:
      'One bad message makes {channel} deliver all {count} of the batch to {handler} again, and {effect} is done again for the good ones. Add `partial failures`, so that only what failed comes again.',
    heavy:
      'One bad message makes {channel} deliver all {count} of the batch to {handler} again, {time} of work each time. Add `partial failures`, so that only what failed comes again.',
    counts:
      'One bad message makes {channel} deliver all {count} of the batch to {handler} again, and parks the good ones with it in the end. Add `partial failures`, so that only what failed comes again.',
  },
  check({ design, options, report }) {
    const repetition = new Repetition();
    for (const activity of design.activities) {
      const { batch, partialFailures, acknowledgesFirst } = activity.options;
      const size = batch?.size ?? 1;
      if (size <= 1 || partialFailures || acknowledgesFirst || activity.element.facts.partialFailures) continue;
      const hop = design.index.hopsTo.get(activity.id)?.find(({ kind }) => kind === 'deliver');
      const channel = hop?.from.kind === 'channel' ? hop.from.channel : undefined;
      if (!hop || !channel || channel.facts.partialFailures || hop.guarantee.delivery?.value === 'at-most-once') continue;
      // What is written in one transaction leaves nothing behind when it fails.
      const body = activity.body ?? [];
      if (body.length > 0 && body.every(({ kind }) => kind === 'atomically')) continue;
      const data = { handler: activity.label, channel: withTechnology(channel), count: size };
      const fix = { title: 'Answer for each item: partial failures', safe: false, edits: addOption(design, activity, 'partial failures') };
      const shared = { source: activity.syntax.head, subject: activity.id, fixes: [fix] };
      // Losing some of them is fine, and so is having some twice.
      const differing =
        activity.idempotency || hop.messages.every(({ criticality }) => criticality === 'expendable')
          ? undefined
          : repetition.ofBody(activity, keyOf(activity.messages)).find(({ certain }) => certain);
      const duration = activity.duration ?? 0;
      if (differing) report({ message: 'differs', data: { ...data, effect: shortText(differing.effect) }, ...shared });
      else if (duration >= options.heavy) report({ message: 'heavy', data: { ...data, time: showDuration(duration) }, ...shared });
      // A log is read in order: its reader goes back to the item that failed, whatever it answers.
      else if (channel.kind === 'queue') report({ message: 'counts', data, ...shared, severity: 'hint' });
    }
  },
});
