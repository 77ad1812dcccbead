import { showKey } from '../../../language/model/quantities.ts';
import { listed, withTechnology } from '../../element-names.ts';
import { consumerOf } from '../../passes/failures.ts';
import { type Disorder, type OrderedDelivery, order } from '../../passes/order.ts';
import { defineChange, now, type Reported } from '../change.ts';
import { activityPairs, type Pair } from '../pairs.ts';
import type { Version } from '../version.ts';

export const change = defineChange({
  id: 'order',
  rank: 13,
  summary: 'Consumers that may now see messages out of the order they need, or no longer do.',
  compare(before, after) {
    const changed: Reported[] = [];
    for (const [was, { message, consumer, disorder, hop }] of deliveryPairs(before, after)) {
      const by = message.ordered?.by ? ` per ${showKey(message.ordered.by)}` : '';
      if (disorder && !was.disorder)
        changed.push(
          now(
            'worse',
            `${message.name} may now reach ${consumer.label} out of order${by}: ${disorderText(disorder)}.`,
            disorder.hop.source,
          ),
        );
      if (!disorder && was.disorder)
        changed.push(now('better', `${message.name} reaches ${consumer.label} in order${by} now.`, hop.source));
    }
    return changed;
  },
});

/** Each message that must be in order, to each who takes it in both versions. */
function deliveryPairs(before: Version, after: Version): readonly Pair<OrderedDelivery>[] {
  const earlier = Map.groupBy(before.analysis(order).deliveries, ({ consumer }) => consumer);
  const present = Map.groupBy(after.analysis(order).deliveries, ({ consumer }) => consumer);
  return activityPairs(before, after).flatMap(([was, is]) =>
    (present.get(is) ?? []).flatMap((one): readonly Pair<OrderedDelivery>[] => {
      const same = earlier.get(was)?.find(({ message }) => before.keyOf(message) === after.keyOf(one.message));
      return same ? [[same, one]] : [];
    }),
  );
}

function disorderText({ kind, hop, channel, group, producers }: Disorder): string {
  const name = channel ? withTechnology(channel) : 'the way';
  switch (kind) {
    case 'unordered':
      return `${name} keeps no order`;
    case 'ungrouped':
      return `${name} keeps order within groups, and nothing says which`;
    case 'other-key':
      return `${name} keeps order per ${showKey(group ?? [])}`;
    case 'competing':
      return `${consumerOf(hop)} handles several at a time`;
    case 'producers':
      return `${listed((producers ?? []).map(({ element }) => element.name))} publish it, and nothing orders them`;
    case 'unknown':
      return `nothing says whether ${name} keeps order`;
  }
}
