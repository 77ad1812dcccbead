import type { Activity, Channel, Design, Facts, Fix, Hop, Rate } from '../../language/model/design.ts';
import { isChannel, isEntry } from '../../language/model/drafts.ts';
import { showDuration, showRate } from '../../language/model/quantities.ts';
import type { Source } from '../../language/model/source.ts';
import { ownSinkOf, parkedUndelivered, queueBody, sendElsewhere, takeFrom, technologyText } from '../fixes/channels.ts';
import { runMore } from '../fixes/concurrency.ts';
import { freshName, insertBefore, nameFrom } from '../fixes/elements.ts';
import { removeOption } from '../fixes/options.ts';
import { usualTechnology } from '../fixes/usual-technology.ts';
import { withTechnology } from '../names.ts';
import { type Capacity, capacityOf } from '../passes/capacities.ts';
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
  whenNotToUse: `Where the product's own retries may take their time, and nobody waits for the result. A function whose product keeps what it cannot take yet says how long:
with \`retention 1h\` at the service and \`dead-letters\` at the handler the rule is silent, as long as the peak is worked off by then and before the messages are of no use. It
takes a peak to last a minute; the option \`burst\` says otherwise.`,
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
  fixable: 'suggestion',
  options: {
    burst: { type: 'duration', default: 60_000, description: 'How long a peak lasts.' },
  },
  messages: {
    pushed:
      '{source} hands {rate} to {handler} at peak, which can do {capacity} ({concurrency} at a time, {time} each). Put a queue between the two.',
    called:
      '{rate} call {handler} at peak, which can do {capacity} ({concurrency} at a time, {time} each). Limit the rate at the entry, or accept the work into a queue and answer at once.',
  },
  check({ design, options, analysis, report }) {
    const { activities } = analysis(rates);
    for (const activity of design.activities) {
      const pushed = pushing(design, activity);
      const called = fromOutside(design, activity, activities, capacityOf(activity, undefined));
      const rate = pushed ? activities.get(activity.id) : called?.rate;
      const capacity = rate && capacityOf(activity, pushed);
      if (!rate || !capacity || rate.peak <= capacity.perSecond) continue;
      if (pushed && isKept(activity, rate, capacity, options.burst)) continue;
      const data = {
        handler: activity.label,
        rate: showRate(rate.peak),
        capacity: showRate(capacity.perSecond),
        concurrency: capacity.concurrency,
        time: showDuration(capacity.duration),
      };
      const shared = { source: activity.syntax.head, subject: activity.id };
      const wanted = Math.ceil((rate.peak * capacity.duration) / 1_000 / capacity.batch);
      const more =
        wanted <= (activity.element.limits.concurrency?.value ?? Number.POSITIVE_INFINITY) ? runMore(design, activity, wanted) : [];
      if (pushed) {
        const related = [{ message: 'it is handed over here, without waiting', source: pushed.source }];
        const queue = rate.average < capacity.perSecond ? queueFix(design, activity) : [];
        report({ message: 'pushed', data: { ...data, source: sourceName(pushed) }, ...shared, related, fixes: [...queue, ...more] });
      } else if (called) {
        const related = [{ message: 'it is called here', source: called.source }];
        report({ message: 'called', data, ...shared, related, fixes: more });
      }
    }
  },
});

/** The hop over which an activity is handed messages that nothing holds back. A queue that calls its consumer is still a queue. */
function pushing(design: Design, activity: Activity): Hop | undefined {
  return (design.index.hopsTo.get(activity.id) ?? []).find(
    ({ kind, from, step }) => !step && (kind === 'direct' || (kind === 'deliver' && from.kind === 'channel' && pushesAtOnce(from.channel))),
  );
}

function pushesAtOnce({ kind, facts }: Channel): boolean {
  return facts.pushes !== undefined && kind !== 'queue';
}

function sourceName({ from }: Hop): string {
  return from.kind === 'channel' ? withTechnology(from.channel) : from.activity.label;
}

/**
 * Whether the design counts on the queue that a product keeps before its functions: it says how long that holds a message and where one goes that is not
 * handled by then, and a peak is worked off in time, before messages are of no use.
 */
function isKept({ element, messages, options }: Activity, { average, peak }: Rate, { perSecond }: Capacity, burst: number): boolean {
  const { retention } = element.facts;
  if (!retention || retention.origin.kind === 'technology' || options.failure?.kind !== 'dead-letters' || average >= perSecond)
    return false;
  const drained = (burst * (peak - perSecond)) / (perSecond - average);
  return drained <= Math.min(retention.value, ...messages.map(({ usefulFor }) => usefulFor ?? Number.POSITIVE_INFINITY));
}

/** What clients call, directly or through an entry that lets in more than gets done. */
function fromOutside(
  design: Design,
  activity: Activity,
  activities: ReadonlyMap<string, Rate>,
  capacity: Capacity | undefined,
): { readonly rate: Rate; readonly source: Source } | undefined {
  const own = activities.get(activity.id);
  const call = (design.index.callsOf.get(activity.id) ?? []).find(({ activity: { element } }) => {
    const { kind, facts } = element;
    return kind === 'actor' || kind === 'external' || (isEntry(element) && !isLimited(facts, capacity));
  });
  return own && call && rateOfEffect(call, activities) ? { rate: own, source: call.syntax.source } : undefined;
}

/** Whether an entry lets no more in than gets done. */
function isLimited({ throughput }: Facts, capacity: Capacity | undefined): boolean {
  return throughput !== undefined && (capacity === undefined || throughput.value.peak <= capacity.perSecond);
}

/** A queue in between takes the peaks; it does not help where there is too much on average. */
function queueFix(design: Design, activity: Activity): readonly Fix[] {
  const { element, options, messages } = activity;
  const hops = (design.index.hopsTo.get(activity.id) ?? []).filter(({ kind }) => kind === 'deliver' || kind === 'direct');
  const channels = new Set(hops.flatMap(({ from }) => (from.kind === 'channel' ? [from.channel] : [])));
  const [channel, ...others] = channels;
  const direct = hops.flatMap(({ effect }) => effect ?? []);
  if (activity.kind !== 'handler' || others.length > 0 || (channel && direct.length > 0)) return [];
  if ([...direct.map((effect) => effect.activity.element), ...channels].some(({ system }) => system !== element.system)) return [];
  const queue = freshName(design, `${element.name}Queue`);
  const taken = takeFrom(design, activity, queue);
  if (!taken) return [];
  const sinks = channel?.technology?.facts.catches?.value.sinks ?? [];
  const fitting = [...design.technologies.values()].find(({ name, kinds }) => sinks.includes(name) && kinds.includes('queue'));
  const technology = usualTechnology(design, element.system, 'queue') ?? fitting;
  const names = messages.map((message) => nameFrom(element.system, message)).join(', ');
  const parked = options.failure?.kind === 'dead-letters' && !options.failure.own ? options.failure : undefined;
  const sink = parked?.to && isChannel(parked.to) ? nameFrom(element.system, parked.to) : undefined;
  const own = parkedUndelivered(channel?.facts, `${queue}.dead-letters`, ownSinkOf(design, technology));
  const subscription = channel ? [`subscribes to ${channel.name} for ${names}${sink ? ` with dead-letters to ${sink}` : own}`] : [];
  const limit = options.timeout ?? element.facts.timeout?.value;
  const hidden = limit === undefined ? activity.duration : limit * (element.facts.needsVisibility?.value ?? 1);
  const body = queueBody(technology, subscription, hidden);
  const declaration = `queue ${queue}${technologyText(technology)}${sink ? body.replace('dead-letters after', `dead-letters to ${sink} after`) : body}`;
  return [
    {
      title: `Put a queue before ${element.name}, ${queue}`,
      safe: false,
      edits: [
        taken,
        ...direct.map((effect) => sendElsewhere(design, effect, 'sends', queue)),
        ...(options.failure && options.source ? [removeOption(design, options.source, options.failure.source)] : []),
        ...insertBefore(design, element.syntax, declaration),
      ],
    },
  ];
}
