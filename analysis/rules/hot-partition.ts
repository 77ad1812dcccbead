import type { Channel, Design, Key, Rate, Store } from '../../language/model/design.ts';
import { isChannel, isStore } from '../../language/model/drafts.ts';
import { showDuration, showKey, showRate } from '../../language/model/quantities.ts';
import { insertAt, textOf } from '../fixes/text.ts';
import { withTechnology } from '../names.ts';
import { order } from '../passes/order.ts';
import { rateOfEffect, rates } from '../passes/rates.ts';
import { keyOf } from '../passes/repetition.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'hot-partition',
  code: 'CAP005',
  category: 'capacity',
  star: false,
  severity: 'warning',
  summary: 'A partition or group key takes so few values that one partition bears most of the load.',
  why: `Stores and channels spread their load by a key. If it takes one value, or a handful, all the rest of the machine idles: a queue with one group handles one
message at a time, a table with one partition writes as much as one partition can, however much is paid for. Where the consumers of a few groups get less done
than comes in on average, the queue grows without end, and the finding is an error.`,
  failureStory: [
    'All orders are grouped by their kind, and their kind is always "order".',
    'Ten consumers run. Nine of them wait, because messages of one group are handled one after the other.',
  ],
  whenNotToUse: `Where the load will never be more than one partition bears.`,
  examples: {
    wrong: `event Placed { key orderId }
queue Q : aws.sqs.fifo { grouped by kind in 1 group  no dead-letters because "order"  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends Placed to Q } }
service Booking : aws.lambda { timeout 5s  on Placed from Q { puts Books } }
store Books : aws.dynamodb { key orderId }
`,
    right: `event Placed { key orderId }
queue Q : aws.sqs.fifo { grouped by orderId  no dead-letters because "order"  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends Placed to Q } }
service Booking : aws.lambda { timeout 5s  on Placed from Q { puts Books } }
store Books : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    perPartition: {
      type: 'number',
      default: 100,
      minimum: 0,
      description: 'How many messages, reads or writes a second one partition is trusted with where nothing else is known.',
    },
  },
  messages: {
    single:
      'All of {element} has one value of {key}, so one partition bears everything and one consumer at a time is at work. Group by something that differs, such as {better}.',
    slow: '{element} has {groups} of {key}, and {handler} takes {time} for one: that is {capacity} at most, and {load}. {way}',
    hot: '{element} has {groups} of {key}, which share {rate} at peak: {each} for one partition. {way}',
  },
  check({ design, options, analysis, report }) {
    const { elements, activities } = analysis(rates);
    const { keptOn } = analysis(order);
    for (const element of design.elements) {
      if ((!isChannel(element) && !isStore(element)) || element.groupedBy?.groups === undefined) continue;
      const { groups, key, source } = element.groupedBy;
      const rate = elements.get(element.id);
      const partition = element.facts.partitionThroughput;
      const ordered = isChannel(element)
        ? (design.index.hopsFrom.get(element.id) ?? []).flatMap((hop) => keptOn.get(hop.id) ?? []).map(({ message }) => message.ordered?.by)
        : [];
      // Groups of another key would lose the order that is kept.
      const better = ordered.length > 0 ? orderedKey(ordered, key) : betterKey(element);
      const way =
        ordered.length > 0 && !better
          ? `Their order is needed ${ordered[0] ? `per ${showKey(ordered[0])}` : 'of all'}: ask for the order of something that takes more values, or handle several at a time, \`with batch 10\`.`
          : `Group by something that takes more values, such as ${better ? showKey(better) : 'an id'}.`;
      const data = { element: withTechnology(element), key: showKey(key), better: better ? showKey(better) : 'an id', way };
      const fixes = better ? fixesOf(design, element, showKey(better)) : [];
      const shared = { source, subject: element.id, fixes };
      const many = groups === 1 ? 'one value' : `${groups} values`;
      const slow = isChannel(element) ? slowest(design, element) : undefined;
      if (rate && slow && (groups * 1_000) / slow.duration < rate.peak) {
        const capacity = (groups * 1_000) / slow.duration;
        const endless = rate.average >= capacity;
        const load = endless
          ? `${showRate(rate.average)} come in on average, so it grows without end`
          : `${showRate(rate.peak)} come in at peak`;
        const told = { groups: many, handler: slow.handler, time: showDuration(slow.duration), capacity: showRate(capacity), load };
        // It is then what `backlog-grows` would say.
        report({ message: 'slow', data: { ...data, ...told }, severity: endless ? 'error' : undefined, ...shared });
      } else if (rate && loadOf(design, element, rate, activities) / groups > (partition?.value.peak ?? options.perPartition))
        report({
          message: 'hot',
          data: { ...data, groups: many, rate: showRate(rate.peak), each: showRate(rate.peak / groups) },
          ...shared,
        });
      else if (!rate && groups === 1 && isUsed(design, element) && (ordered.length === 0 || better))
        report({ message: 'single', data, ...shared });
    }
  },
});

/** What a partition of a store takes is said of writes; it takes three times as many reads. */
function loadOf(design: Design, element: Channel | Store, rate: Rate, activities: Parameters<typeof rateOfEffect>[1]): number {
  if (isChannel(element) || !element.facts.partitionThroughput) return rate.peak;
  return (design.index.accessesOf.get(element.id) ?? []).reduce(
    (sum, effect) => sum + (rateOfEffect(effect, activities)?.peak ?? 0) / (effect.kind === 'reads' ? 3 : 1),
    0,
  );
}

/** Ordered messages of one group are handled one after the other. */
function slowest(design: Design, channel: Channel): { readonly handler: string; readonly duration: number } | undefined {
  let slow: { readonly handler: string; readonly duration: number } | undefined;
  for (const { to, kind, guarantee } of design.index.hopsFrom.get(channel.id) ?? []) {
    if (kind !== 'deliver' || to.kind !== 'activity' || !guarantee.ordering || guarantee.ordering.value === 'none') continue;
    const { duration = 0, options, label } = to.activity;
    if (options.refused?.batch) continue;
    const each = duration / (options.batch?.size ?? 1);
    if (each > (slow?.duration ?? 0)) slow = { handler: label, duration: each };
  }
  return slow;
}

function isUsed(design: Design, element: Channel | Store): boolean {
  return isChannel(element) ? element.messages.length > 0 : (design.index.accessesOf.get(element.id) ?? []).length > 0;
}

/** What all who need an order need it of, where the groups are of less than that. */
function orderedKey(ordered: readonly (Key | undefined)[], grouped: Key): Key | undefined {
  const [first] = ordered;
  if (!first || ordered.some((by) => !by || showKey(by) !== showKey(first))) return undefined;
  return first.every((field) => grouped.includes(field)) ? undefined : first;
}

/** What tells the messages, or the rows, apart. */
function betterKey(element: Channel | Store): readonly string[] | undefined {
  const key = isChannel(element) ? keyOf(element.messages) : element.key?.slice(1);
  const grouped = new Set(element.groupedBy?.key);
  return key && key.length > 0 && !key.every((field) => grouped.has(field)) ? key : undefined;
}

function fixesOf(design: Design, element: Channel | Store, key: string) {
  const source = element.groupedBy?.source;
  if (!source) return [];
  const text = textOf(design, source);
  const edit = { ...insertAt(source.uri, source.offset, `grouped by ${key}`), end: source.offset + text.length };
  return [{ title: `Group by ${key}`, safe: false, edits: [edit] }];
}
