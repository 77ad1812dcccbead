/**
 * What a product allows. A setting beyond it cannot be deployed, so nobody knows what the system would do instead: it is taken out of the facts and
 * set aside, for the one rule that reports it. Whatever reads the facts finds it unsaid.
 */
import type * as d from './design.ts';
import type { ActivityDraft } from './drafts.ts';
import type { Mutable } from './facts.ts';

/** Kinds that can stand in for each other: a product that is one of them may be used as another. */
const families: readonly (readonly d.ElementKind[])[] = [
  ['queue', 'topic', 'bus', 'stream'],
  ['store', 'cache'],
  ['balancer', 'gateway'],
];

/** @returns whether an element may be of a product. One that is compute can be made to serve as anything; of the others, only those of the same family can. */
export function fits(kind: d.ElementKind, { kinds }: d.Technology): boolean {
  const family = families.find((members) => members.includes(kind));
  if (!family || kinds.length === 0 || kinds.some((one) => !families.some((members) => members.includes(one)))) return true;
  return kinds.some((one) => family.includes(one));
}

const strength: Readonly<Record<d.Ordering, number>> = { none: 0, 'per-key': 1, total: 2 };

/** The settings that a limit bounds, each as the number that is compared. */
function measured({
  facts,
  limits,
}: {
  readonly facts: d.Facts;
  readonly limits: d.Limits;
}): readonly (readonly [keyof d.Facts, number, number])[] {
  const plain = ['retention', 'visibility', 'delay', 'latency', 'timeout', 'ttl', 'size', 'concurrency', 'partitions', 'replicas'] as const;
  const pairs: (readonly [keyof d.Facts, number | undefined, number | undefined])[] = [
    ...plain.map((name) => [name, facts[name]?.value, limits[name]?.value] as const),
    ['instances', facts.instances?.value.max, limits.instances?.value],
    ['throughput', facts.throughput?.value.peak, limits.throughput?.value.peak],
    ['ordering', facts.ordering && strength[facts.ordering.value], limits.ordering && strength[limits.ordering.value]],
  ];
  return pairs.flatMap(([name, value, limit]) => (value === undefined || limit === undefined ? [] : [[name, value, limit] as const]));
}

/** @returns the facts that the limits allow, and those beyond them. */
export function allowed(facts: d.Facts, limits: d.Limits): { readonly facts: d.Facts; readonly refused: d.Facts } {
  const kept: Mutable<d.Facts> = { ...facts };
  const refused: Mutable<d.Facts> = {};
  for (const [name, value, limit] of measured({ facts, limits })) {
    if (value <= limit) continue;
    Object.assign(refused, { [name]: facts[name] });
    delete kept[name];
  }
  return Object.keys(refused).length === 0 ? { facts, refused } : { facts: kept, refused };
}

/** Sets aside what handlers ask for beyond what their channels and platforms allow. */
export function refuseOptions(activities: readonly ActivityDraft[], hops: readonly d.Hop[]): void {
  const channels = new Map<d.Activity, d.Channel[]>();
  for (const { from, to } of hops) {
    if (from.kind !== 'channel' || to.kind !== 'activity') continue;
    const known = channels.get(to.activity);
    if (known) known.push(from.channel);
    else channels.set(to.activity, [from.channel]);
  }
  for (const activity of activities) {
    const { batch, timeout } = activity.options;
    const refused: Mutable<NonNullable<d.HandlerOptions['refused']>> = {};
    const most = Math.min(...(channels.get(activity) ?? []).map(({ limits }) => limits.batch?.value ?? Number.POSITIVE_INFINITY));
    if (batch?.size !== undefined && batch.size > most) refused.batch = batch;
    const limit = activity.element.limits.timeout;
    if (timeout !== undefined && limit && timeout > limit.value) refused.timeout = timeout;
    if (Object.keys(refused).length === 0) continue;
    activity.options = {
      ...activity.options,
      batch: refused.batch ? undefined : batch,
      timeout: refused.timeout === undefined ? timeout : undefined,
      refused,
    };
  }
}
