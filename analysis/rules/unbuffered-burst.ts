import type { Activity, CallEffect, Design, Hop, Rate } from '../../language/model/design.ts';
import { isEntry } from '../../language/model/drafts.ts';
import { showDuration, showRate } from '../../language/model/quantities.ts';
import type { Source } from '../../language/model/source.ts';
import { withTechnology } from '../names.ts';
import { capacityOf } from '../passes/capacities.ts';
import { rateOfEffect, rates } from '../passes/rates.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'unbuffered-burst',
  code: 'RES008',
  category: 'resilience',
  star: false,
  severity: 'warning',
  summary: 'Peaks hit a handler directly that cannot take them, with no queue in between.',
  why: `What pushes does not wait until somebody has time. A topic that calls a handler, a bus, a webhook: at peak more comes in than the handler gets
done, it throttles or times out, and the rest is retried on top of what comes next. A queue between the two takes the peak, and the handler takes from it at
its own pace.`,
  failureStory: [
    'A bus hands 500 events a second to a handler that does 100.',
    'Four of five are throttled and retried for hours, in no order, and what fails in the end goes to the dead letters although nothing is wrong with it.',
  ],
  whenNotToUse: `Where the product's own retries may take their time, and nobody waits for the result.`,
  examples: {
    wrong: `event Placed { key orderId }
actor Customer { publishes Placed to Events at 10..500/s }
bus Events : aws.eventbridge
service Booking : aws.lambda { timeout 5s  concurrency 20  on Placed from Events in 200ms with dead-letters to Parked { puts Books } }
queue Parked : aws.sqs { retention 14d  alarm }
store Books : aws.dynamodb { key orderId }
`,
    right: `event Placed { key orderId }
actor Customer { publishes Placed to Events at 10..500/s }
bus Events : aws.eventbridge
queue Orders : aws.sqs { subscribes to Events for Placed  dead-letters after 5 attempts  alarm }
service Booking : aws.lambda { timeout 5s  concurrency 20  on Placed from Orders in 200ms { puts Books } }
store Books : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/queue-based-load-leveling',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  ],
  since: '0.1.0',
  fixable: 'none',
  messages: {
    pushed:
      '{source} hands {rate} to {handler} at peak, which can do {capacity} ({concurrency} at a time, {time} each). Put a queue between the two.',
    called:
      '{rate} call {handler} at peak, which can do {capacity} ({concurrency} at a time, {time} each). Limit the rate at the entry, or accept the work into a queue and answer at once.',
  },
  check({ design, analysis, report }) {
    const { activities } = analysis(rates);
    for (const activity of design.activities) {
      const pushed = pushing(design, activity);
      const called = activity.kind === 'operation' ? fromOutside(design, activity, activities) : undefined;
      const rate = pushed ? activities.get(activity.id) : called?.rate;
      const capacity = rate && capacityOf(activity, pushed);
      if (!rate || !capacity || rate.peak <= capacity.perSecond) continue;
      const data = {
        handler: activity.label,
        rate: showRate(rate.peak),
        capacity: showRate(capacity.perSecond),
        concurrency: capacity.concurrency,
        time: showDuration(capacity.duration),
      };
      const shared = { source: activity.syntax.head, subject: activity.id };
      if (pushed) {
        const related = [{ message: 'it is handed over here, without waiting', source: pushed.source }];
        report({ message: 'pushed', data: { ...data, source: sourceName(pushed) }, ...shared, related });
      } else if (called) report({ message: 'called', data, ...shared, related: [{ message: 'it is called here', source: called.source }] });
    }
  },
});

/** The hop over which an activity is handed messages that nothing holds back. */
function pushing(design: Design, activity: Activity): Hop | undefined {
  return (design.index.hopsTo.get(activity.id) ?? []).find(
    ({ kind, from, step }) =>
      !step && (kind === 'direct' || (kind === 'deliver' && from.kind === 'channel' && from.channel.facts.pushes !== undefined)),
  );
}

function sourceName({ from }: Hop): string {
  return from.kind === 'channel' ? withTechnology(from.channel) : from.activity.label;
}

/** What clients call, directly or through an entry that lets all of it in. */
function fromOutside(
  design: Design,
  activity: Activity,
  activities: ReadonlyMap<string, Rate>,
): { readonly rate: Rate; readonly source: Source } | undefined {
  const own = activities.get(activity.id);
  const call = (design.index.callsOf.get(activity.id) ?? []).find((effect): effect is CallEffect => {
    const { kind, facts } = effect.activity.element;
    return effect.kind === 'calls' && (kind === 'actor' || kind === 'external' || (isEntry(effect.activity.element) && !facts.throughput));
  });
  return own && call && rateOfEffect(call, activities) ? { rate: own, source: call.syntax.source } : undefined;
}
