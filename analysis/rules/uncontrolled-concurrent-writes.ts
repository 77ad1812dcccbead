import type { Activity, Design, Effect, Fix, Hop, Store, StoreEffect } from '../../language/model/design.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { wrapInBlock } from '../fixes/elements.ts';
import { insertAt, textOf } from '../fixes/text.ts';
import { listed } from '../names.ts';
import { defineRule } from '../rule.ts';
import { effectSentence } from '../wording.ts';

export const rule = defineRule({
  id: 'uncontrolled-concurrent-writes',
  code: 'STA010',
  category: 'state',
  star: false,
  severity: 'warning',
  summary: 'A row is read, changed and written back while another may do the same.',
  why: `Two who read the same row, each change their copy and write it back leave only the change of the one who came last. The other is told that all went
well. It happens the more often the busier the row is, and no error shows it.`,
  failureStory: [
    'Two clerks change one claim at the same time: one the address, one the amount.',
    'Both read the claim, both write it back, and the address is the old one again.',
  ],
  whenNotToUse: `Where each row has one writer, by a channel that keeps order per key, the design shows it: \`grouped by claimId\`. Where the last writer may win, silence it
with that reason.`,
  examples: {
    wrong: `store Claims : postgres { key claimId }
service Desk : kubernetes {
  instances 2..4
  serves change { reads Claims  puts Claims }
}
`,
    right: `store Claims : postgres { key claimId }
service Desk : kubernetes {
  instances 2..4
  serves change { reads Claims  puts Claims if unchanged }
}
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/saga',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/BestPractices_OptimisticLocking.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    others:
      '{writer} reads {store} and writes it back, and so {do} {others}: of two changes to one row at the same time, one is lost. Write `if unchanged`, or do both `atomically`.',
    itself:
      '{writer} reads {store} and writes it back, and may run several times at once: of two changes to one row, one is lost. Write `if unchanged`, or do both `atomically`.',
  },
  check({ design, report }) {
    for (const store of design.elements) {
      // Objects in a bucket are written whole, each under a name of its own.
      if ((store.kind !== 'store' && store.kind !== 'cache') || store.technology?.mark === 'bucket') continue;
      const changes = unguardedChanges(design, store);
      for (const change of changes) {
        const others = changes.filter(
          (other) => other.activity !== change.activity && !takesTurns(design, change.activity, other.activity),
        );
        const many = concurrency(design, change.activity);
        if (others.length === 0 && many === 'one at a time') continue;
        const shared = {
          source: change.syntax.source,
          related: others.map((other) => ({ message: effectSentence(design, other), source: other.syntax.source })),
          fixes: [
            {
              title: `Write ${store.name} only if it is unchanged`,
              safe: false,
              edits: [insertAt(change.syntax.source.uri, endOf(design, change), ' if unchanged')],
            },
            ...joinFixes(design, change),
          ],
        };
        const data = { writer: change.activity.label, store: store.name };
        if (others.length > 0) {
          const names = [...new Set(others.map(({ activity }) => activity.label))];
          report({ message: 'others', data: { ...data, others: listed(names), do: names.length === 1 ? 'does' : 'do' }, ...shared });
        } else report({ message: 'itself', data, unknown: many === 'unknown' ? 'silent' : undefined, ...shared });
      }
    }
  },
});

/** The first write of each activity that puts back what it has read, with nothing that tells whether it has changed in between. */
function unguardedChanges(design: Design, store: Store): StoreEffect[] {
  const found = new Map<Activity, StoreEffect>();
  const read = new Map<Activity, StoreEffect[]>();
  for (const effect of design.index.accessesOf.get(store.id) ?? []) {
    if (!('store' in effect) || effect.part !== 'body' || effect.activity.kind === 'workflow' || effect.activity.kind === 'unplaced')
      continue;
    const { activity } = effect;
    if (effect.kind === 'reads') read.set(activity, [...(read.get(activity) ?? []), effect]);
    else if ((effect.kind === 'puts' || effect.kind === 'writes') && !effect.condition && !found.has(activity)) {
      const before = (read.get(activity) ?? []).filter((other) => !excludes(other, effect));
      if (before.length > 0 && !before.some((other) => together(other, effect))) found.set(activity, effect);
    }
  }
  return [...found.values()];
}

/** In different branches of one \`when\`, or side by side: what is written is not what was read. */
function excludes(one: StoreEffect, other: StoreEffect): boolean {
  return one.blocks.some(
    ({ kind, id, branch }) =>
      (kind === 'when' || kind === 'parallel') && other.blocks.some((block) => block.id === id && block.branch !== branch),
  );
}

function together(one: StoreEffect, other: StoreEffect): boolean {
  return one.blocks.some(({ kind, id }) => kind === 'atomically' && other.blocks.some((block) => block.id === id));
}

/** One transaction from the read to the write, where they stand in one body. */
function joinFixes(design: Design, change: StoreEffect): readonly Fix[] {
  const { activity, store } = change;
  const read = activity.effects.findLast(
    (effect) => effect.kind === 'reads' && effect.store === store && effect.syntax.source.end <= change.syntax.source.offset,
  );
  const blocks = ({ blocks: all }: Effect): string => all.map(({ id, branch }) => `${id} ${branch}`).join();
  if (!read || !store || blocks(read) !== blocks(change)) return [];
  // Calls and messages are no part of a transaction.
  const between = activity.effects.slice(activity.effects.indexOf(read), activity.effects.indexOf(change));
  if (!between.every((effect) => isStoreEffect(effect) && blocks(effect) === blocks(change))) return [];
  const edits = wrapInBlock(design, read.syntax.source, change.syntax.source, 'atomically');
  return [{ title: `Read and write ${store.name} in one transaction`, safe: false, edits }];
}

/** Whether an activity may run for one key while it already does. */
function concurrency(design: Design, activity: Activity): 'several' | 'one at a time' | 'unknown' {
  if (activity.kind === 'schedule') return 'one at a time';
  const { instances, concurrency: limit, ephemeral } = activity.element.facts;
  const atOnce = activity.options.concurrency ?? limit?.value;
  const most = instances?.value.max ?? (ephemeral ? Number.POSITIVE_INFINITY : undefined);
  // An element's limit holds for all of its instances together, a handler's for each of them.
  if (isInOrder(deliveriesTo(design, activity)) || limit?.value === 1 || (most === 1 && atOnce === 1)) return 'one at a time';
  if (most !== undefined && most > 1) return 'several';
  return atOnce !== undefined && atOnce > 1 ? 'several' : 'unknown';
}

function deliveriesTo(design: Design, activity: Activity): readonly Hop[] {
  return (design.index.hopsTo.get(activity.id) ?? []).filter(({ kind }) => kind === 'deliver');
}

function isInOrder(hops: readonly Hop[]): boolean {
  return hops.length > 0 && hops.every(({ guarantee }) => guarantee.ordering !== undefined && guarantee.ordering.value !== 'none');
}

/** Both get their messages from one channel that hands out those of a key one after the other: a queue to whom it will, a stream within a service. */
function takesTurns(design: Design, one: Activity, other: Activity): boolean {
  const hops = [...deliveriesTo(design, one), ...deliveriesTo(design, other)];
  const channels = new Set(hops.map(({ from }) => (from.kind === 'channel' ? from.channel : undefined)));
  const [channel] = channels;
  const alike = [one, other].every(({ kind }) => kind === 'handler' || kind === 'join');
  return alike && channels.size === 1 && isInOrder(hops) && (channel?.kind === 'queue' || one.element === other.element);
}

function endOf(design: Design, { syntax: { source } }: StoreEffect): number {
  const text = textOf(design, source);
  return source.offset + (/\s+at\s+[\d.]/.exec(text)?.index ?? text.length);
}
