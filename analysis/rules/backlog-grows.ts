import type { Activity, Channel, Design, Element, Fix, Hop, Message, Rate } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { isFiltered } from '../../language/model/lookups.ts';
import { showDuration, showRate } from '../../language/model/quantities.ts';
import { runMore } from '../fixes/concurrency.ts';
import { setStatement } from '../fixes/statements.ts';
import { listed, withTechnology } from '../names.ts';
import { type Capacity, capacityOf } from '../passes/capacities.ts';
import { order } from '../passes/order.ts';
import { rates } from '../passes/rates.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'backlog-grows',
  code: 'CAP002',
  category: 'capacity',
  star: false,
  severity: 'error',
  summary: 'A queue gets more than its consumers get done, or cannot catch up after an outage before the messages are worthless.',
  why: `A queue evens out peaks; it does not make consumers faster. If more comes in on average than they get done, it grows until its messages expire. And if
they are only just faster, an outage of an hour takes a day to work off, and all that time everything that is handled is old.`,
  failureStory: [
    'Rendering takes two seconds, ten at a time: five a second. Six a second come in.',
    'The queue grows by 86,400 messages a day. After 24 days the oldest is four days old: from then on one message in six expires unseen.',
  ],
  whenNotToUse: `Where consumers are scaled with the length of the queue beyond what is written here.`,
  examples: {
    wrong: `event Placed { key orderId }
actor Customer { sends Placed to Q at 6/s }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Rendering : aws.ecs { on Placed from Q in 2s with concurrency 10, heartbeat { puts Pages } }
store Pages : aws.s3
`,
    right: `event Placed { key orderId }
actor Customer { sends Placed to Q at 6/s }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Rendering : aws.ecs { on Placed from Q in 2s with concurrency 20, heartbeat { puts Pages } }
store Pages : aws.s3
`,
  },
  sources: [
    'https://aws.amazon.com/builders-library/avoiding-insurmountable-queue-backlogs/',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp04.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    outage: { type: 'duration', default: 3_600_000, description: 'How long an outage of the consumers must be made up for.' },
  },
  messages: {
    grows: '{channel} gets {rate} on average, but {handlers} can do {capacity} ({how}): it grows without end. {way}',
    tooLate:
      'After an outage of {outage}, {channel} needs {drain} to catch up ({rate} come in, {handlers} can do {capacity}), but a message is of use for {limit} only. {way}',
    // Of these two `hot-partition` may tell the cause, which is then the one finding.
    fewGroups: '{channel} gets {rate} on average, but {handlers} can do {capacity} ({how}): it grows without end. {way}',
    fewGroupsTooLate:
      'After an outage of {outage}, {channel} needs {drain} to catch up ({rate} come in, {handlers} can do {capacity}), but a message is of use for {limit} only. {way}',
    idle: '{channel} has {partitions}, and {handlers} runs at least {instances} instances: the others have nothing to read. Add partitions, or run fewer.',
  },
  check({ design, options, analysis, report }) {
    const { inChannel } = analysis(rates);
    const { keptOn } = analysis(order);
    for (const channel of design.elements.filter(isChannel)) {
      if (channel.kind === 'topic' || channel.kind === 'bus') continue;
      const idle = new Set<Element>();
      for (const consumers of consumersOf(design, channel)) {
        const [first] = consumers;
        if (!first) continue;
        const { activity, capacity } = first;
        const handlers = listed([...new Set(consumers.map((consumer) => consumer.activity.label))]);
        const shared = { source: activity.syntax.head, subject: channel.id };
        const messages = channel.messages.filter((message) => consumers.some(({ hop }) => hop.messages.includes(message)));
        const rate = consumers.some(({ hop }) => isFiltered(hop))
          ? undefined
          : sumOf(messages.map((message) => inChannel(channel, message)));
        const known = consumers.flatMap((consumer) => consumer.capacity ?? []);
        if (rate && capacity && known.length === consumers.length) {
          const total = known.reduce((sum, { perSecond }) => sum + perSecond, 0);
          const part = messages.length < channel.messages.length ? ` of ${listed(messages.map(({ name }) => name))}` : '';
          const gets = showRate(rate.average) + part;
          const data = { channel: withTechnology(channel), rate: gets, handlers, capacity: showRate(total) };
          const related = [{ message: `${channel.name} gets ${gets}`, source: channel.syntax.name ?? channel.syntax.head }];
          if (rate.average >= total) {
            const wanted = wantedOf(rate, total, capacity);
            const how = `${capacity.concurrency} at a time, ${showDuration(capacity.duration)} each${capacity.batch > 1 ? ` for ${capacity.batch}` : ''}`;
            report({
              message: capacity.bound === 'groups' ? 'fewGroups' : 'grows',
              data: { ...data, how, way: wayOut(channel, capacity, wanted) },
              ...shared,
              related,
              fixes: fixesOf(design, channel, first, wanted),
            });
          } else {
            const drain = (options.outage * rate.average) / (total - rate.average);
            const limit = usefulFor(channel, messages);
            if (limit !== undefined && drain > limit) {
              const times = { outage: showDuration(options.outage), drain: showDuration(roughly(drain)), limit: showDuration(limit) };
              // What comes in during the outage has to be done in the time that is left, with all that comes in meanwhile.
              const enough = rate.average * (1 + options.outage / limit) - (total - capacity.perSecond);
              const wanted = Math.ceil(enough / (capacity.perSecond / capacity.concurrency));
              // Many times as many are another design.
              const fixes = wanted <= capacity.concurrency * 10 ? fixesOf(design, channel, first, wanted) : [];
              const message = capacity.bound === 'groups' ? 'fewGroupsTooLate' : 'tooLate';
              report({ message, data: { ...data, ...times, way: wayOut(channel, capacity) }, ...shared, related, fixes });
            }
          }
        }
        const partitions = channel.facts.partitions?.value;
        const instances = activity.element.facts.instances?.value.min ?? 0;
        const ordered = activity.options.ordering !== 'none';
        // Where all must be in one order, one works and the others stand by.
        const standby =
          partitions === 1 &&
          consumers.some(({ hop }) => keptOn.get(hop.id)?.some(({ message }) => message.ordered && !message.ordered.by));
        const reads = channel.kind === 'stream' && ordered && activity.kind !== 'workflow';
        if (!reads || partitions === undefined || instances <= partitions || standby || idle.has(activity.element)) continue;
        idle.add(activity.element);
        report({
          message: 'idle',
          data: {
            channel: withTechnology(channel),
            partitions: `${partitions} partition${partitions === 1 ? '' : 's'}`,
            handlers,
            instances,
          },
          ...shared,
          severity: 'hint',
          fixes: idleFixes(design, channel, activity, partitions, instances),
        });
      }
    }
  },
});

interface Consumer {
  readonly activity: Activity;
  readonly hop: Hop;
  readonly capacity?: Capacity;
}

/**
 * Of a queue, all consumers of a message share it; of a stream, each service gets it. Those that have no message in common have nothing to do with
 * each other.
 */
function consumersOf(design: Design, channel: Channel): readonly (readonly Consumer[])[] {
  const groups = new Map<string, Consumer[]>();
  for (const hop of design.index.hopsFrom.get(channel.id) ?? []) {
    if (hop.kind !== 'deliver' || hop.to.kind !== 'activity') continue;
    const { activity } = hop.to;
    const owner = channel.kind === 'stream' ? activity.element.id : '';
    const parts = hop.messages.map(({ id }) => `${owner}\n${id}`);
    const known = new Set(parts.flatMap((part) => groups.get(part) ?? []));
    const group = [...known, { activity, hop, capacity: capacityOf(activity, hop) }];
    for (const part of [...parts, ...[...known].flatMap((other) => other.hop.messages.map(({ id }) => `${owner}\n${id}`))])
      groups.set(part, group);
  }
  return [...new Set(groups.values())];
}

function sumOf(parts: readonly (Rate | undefined)[]): Rate | undefined {
  const known = parts.filter((rate) => rate !== undefined);
  if (known.length === 0) return undefined;
  return { average: known.reduce((sum, { average }) => sum + average, 0), peak: known.reduce((sum, { peak }) => sum + peak, 0) };
}

/** What expires first: the channel's memory, or the use of the message that is of use for the shortest time. */
function usefulFor(channel: Channel, messages: readonly Message[]): number | undefined {
  const limits = messages.map(({ usefulFor: time }) => time ?? Number.POSITIVE_INFINITY);
  const limit = Math.min(channel.facts.retention?.value ?? Number.POSITIVE_INFINITY, ...limits);
  return Number.isFinite(limit) ? limit : undefined;
}

function wantedOf(rate: Rate, total: number, { perSecond, concurrency }: Capacity): number {
  const missing = rate.average - (total - perSecond);
  // A quarter more than what just suffices, so that it can catch up.
  return Math.ceil((missing / (perSecond / concurrency)) * 1.25);
}

/** What would let more be handled, by what bounds it; of no number where any more would help. */
function wayOut(channel: Channel, capacity: Capacity | undefined, wanted?: number): string {
  switch (capacity?.bound) {
    case 'groups':
      return 'Messages of one group are handled one after the other: group by something that takes more values, or take more of them at a time (`with batch 10`).';
    case 'partitions':
      if (wanted === undefined) return 'Give it more partitions.';
      if (wanted <= (channel.limits.partitions?.value ?? Number.POSITIVE_INFINITY)) return `Give it at least ${wanted} partitions.`;
      return 'Messages of one partition are handled one after the other, so take more of them at a time (`with batch 10`).';
    default:
      return wanted === undefined ? 'Let more run at a time.' : `Let at least ${wanted} run at a time.`;
  }
}

function roughly(milliseconds: number): number {
  const unit = milliseconds >= 7_200_000 ? 3_600_000 : 60_000;
  return milliseconds > unit ? Math.round(milliseconds / unit) * unit : milliseconds;
}

/** A partition for each instance, or an instance for each partition. */
function idleFixes(design: Design, channel: Channel, { element }: Activity, partitions: number, instances: number): readonly Fix[] {
  const more = {
    title: `Give ${channel.name} ${instances} partitions`,
    safe: false,
    edits: setStatement(design, channel, 'partitions', `partitions ${instances}`),
  };
  const fewer = {
    title: `Run ${partitions} instance${partitions === 1 ? '' : 's'} of ${element.name}`,
    safe: false,
    edits: setStatement(design, element, 'instances', `instances ${partitions}`),
  };
  return instances > (channel.limits.partitions?.value ?? Number.POSITIVE_INFINITY) ? [fewer] : [more, fewer];
}

function fixesOf(design: Design, channel: Channel, { activity, capacity }: Consumer, wanted: number): readonly Fix[] {
  if (!capacity) return [];
  const { element } = activity;
  const shared = { safe: false };
  if (capacity.bound === 'partitions') {
    const most = channel.limits.partitions?.value ?? Number.POSITIVE_INFINITY;
    const stated = activity.options.concurrency ?? element.facts.concurrency?.value ?? Number.POSITIVE_INFINITY;
    if (wanted > most || wanted > stated) return [];
    const edits = setStatement(design, channel, 'partitions', `partitions ${wanted}`);
    return [{ ...shared, title: `Give ${channel.name} ${wanted} partitions`, edits }];
  }
  if (capacity.bound === 'groups') return [];
  return runMore(design, activity, wanted);
}
