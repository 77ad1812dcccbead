import { showKey } from '../../../language/model/quantities.ts';
import { listed, withTechnology } from '../../element-names.ts';
import { consumerOf } from '../../passes/failures.ts';
import { type Disorder, type OrderedDelivery, order } from '../../passes/order.ts';
import { defineChange, now, type Reported } from '../change.ts';
import type { Version } from '../version.ts';

export const change = defineChange({
  id: 'order',
  rank: 13,
  summary: 'Consumers that may now see messages out of the order they need, or no longer do.',
  compare(before, after) {
    const earlier = deliveries(before);
    const changed: Reported[] = [];
    for (const [key, { message, consumer, disorder, hop }] of deliveries(after)) {
      const was = earlier.get(key);
      if (!was) continue;
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

function deliveries(version: Version): ReadonlyMap<string, OrderedDelivery> {
  const all = version.analysis(order).deliveries;
  return new Map(all.map((one) => [`${version.keyOf(one.message)} ${version.activityKey(one.consumer)}`, one]));
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
