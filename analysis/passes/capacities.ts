/** How much handlers can take: how many run at a time, and how many messages they get done in a second. */
import type { Activity, Channel, Design, Element, Fact, Hop, Rate } from '../../language/model/design.ts';

/** What a handler can do with a channel's messages. */
export interface Capacity {
  /** Messages a second. */
  readonly perSecond: number;
  /** How many run at a time. */
  readonly concurrency: number;
  /** Milliseconds for one run. */
  readonly duration: number;
  /** Messages a run. */
  readonly batch: number;
  /** What bounds how many run at a time. */
  readonly bound: 'concurrency' | 'partitions' | 'groups';
}

/** @returns what a handler gets done, or undefined where the design does not say how long it takes or how many run at a time. */
export function capacityOf(activity: Activity, hop: Hop | undefined): Capacity | undefined {
  const { duration, options } = activity;
  if (!duration || options.refused?.batch) return undefined;
  const channel = hop?.from.kind === 'channel' ? hop.from.channel : undefined;
  const bound = boundOf(activity, hop, channel);
  if (!bound || !Number.isFinite(bound.concurrency)) return undefined;
  const batch = options.batch?.size ?? 1;
  return { ...bound, duration, batch, perSecond: (bound.concurrency * batch * 1_000) / duration };
}

function boundOf(
  activity: Activity,
  hop: Hop | undefined,
  channel: Channel | undefined,
): Pick<Capacity, 'concurrency' | 'bound'> | undefined {
  const { options, element } = activity;
  const stated = options.concurrency ?? element.facts.concurrency?.value;
  const lanes = hop && channel ? lanesOf(activity, hop, channel) : undefined;
  if (lanes && (stated === undefined || lanes.concurrency <= stated)) return lanes;
  return stated === undefined ? undefined : { concurrency: stated, bound: 'concurrency' };
}

/** In order means one at a time: of a partition, or of a group. */
function lanesOf({ options }: Activity, { guarantee }: Hop, channel: Channel): Pick<Capacity, 'concurrency' | 'bound'> | undefined {
  if (options.ordering === 'none' || guarantee.ordering === undefined || guarantee.ordering.value === 'none') return undefined;
  const partitions = channel.kind === 'stream' ? channel.facts.partitions?.value : undefined;
  const groups = channel.groupedBy?.groups;
  if (groups !== undefined && (partitions === undefined || groups < partitions)) return { concurrency: groups, bound: 'groups' };
  return partitions === undefined ? undefined : { concurrency: partitions, bound: 'partitions' };
}

/** @returns how many of a handler run at a time at most, because each channel it is fed by hands out one message of a partition or group at a time. */
export function mostInOrder(design: Design, activity: Activity): number {
  const hops = design.index.hopsTo.get(activity.id) ?? [];
  if (hops.length === 0) return Number.POSITIVE_INFINITY;
  const lanes = hops.map((hop) => (hop.from.kind === 'channel' ? lanesOf(activity, hop, hop.from.channel)?.concurrency : undefined));
  return lanes.reduce<number>((sum, some) => sum + (some ?? Number.POSITIVE_INFINITY), 0);
}

/** @returns what an element can take a second: stated for the whole, or for all partitions together. */
export function quotaOf({ facts }: Element): Fact<Rate> | undefined {
  const { throughput, partitionThroughput, partitions } = facts;
  if (throughput || !partitionThroughput || !partitions) return throughput;
  const { average, peak } = partitionThroughput.value;
  return { value: { average: average * partitions.value, peak: peak * partitions.value }, origin: partitionThroughput.origin };
}
