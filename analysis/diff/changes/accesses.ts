import type { Store, StoreEffect } from '../../../language/model/design.ts';
import { isStoreEffect } from '../../../language/model/lookups.ts';
import { showKey } from '../../../language/model/quantities.ts';
import { listed } from '../../element-names.ts';
import { type Aspect, changedAspects } from '../aspects.ts';
import { between } from '../between.ts';
import { type Bearing, defineChange, now, type Reported } from '../change.ts';
import { effectPairs, type Pair } from '../pairs.ts';
import type { Version } from '../version.ts';
import { theRun } from '../words.ts';

export const change = defineChange({
  id: 'accesses',
  rank: 15,
  summary:
    'How stores are read and written: whether a reader sees the last write, by which field it looks, and whether a write looks before it overwrites.',
  compare: (before, after) => [
    ...fresherOrStaler(readsBetween(before, after)),
    ...accessPairs(before, after).flatMap(([was, is]) => changedAspects(aspects, theRun(is.activity), was, is, is.syntax.source)),
  ],
});

/** Accesses of known stores. */
function accessPairs(before: Version, after: Version): readonly Pair<StoreEffect>[] {
  return effectPairs(before, after).flatMap(([was, is]) =>
    isStoreEffect(was) && isStoreEffect(is) && is.store ? [[was, is] as const] : [],
  );
}

const aspects: readonly Aspect<StoreEffect>[] = [
  {
    of: ({ by, kind, store }) => (kind === 'reads' && by ? `${store?.name} by ${showKey(by)}` : undefined),
    has: (who, text) => `${who} looks up ${text} now`,
    lost: (who, text) => `${who} no longer looks up ${text}`,
  },
  {
    of: ({ condition, store }) => (condition === 'newer' ? store?.name : undefined),
    has: (who, text) => `What is older no longer overwrites what ${who} writes into ${text}`,
    lost: (who, text) => `What is older may now overwrite what ${who} writes into ${text}`,
    having: 'better',
  },
  {
    of: ({ condition, store }) => (condition === 'unchanged' ? store?.name : undefined),
    has: (who, text) => `What others write into ${text} meanwhile is no longer overwritten by ${who}`,
    lost: (who, text) => `What others write into ${text} meanwhile may now be overwritten by ${who}`,
    having: 'better',
  },
];

// ---------------------------------------------------------------- what a reader sees

/** What a read sees: the last write, or perhaps an older one. */
type Seen = 'strong' | 'eventual' | 'unsaid';

interface ReadChange {
  readonly effect: StoreEffect;
  readonly store: Store;
  readonly was: Seen;
  readonly is: Seen;
}

/** @returns reads that see something else than before: by what they say themselves, or by what their store says. */
export const readsBetween = between((before: Version, after: Version): readonly ReadChange[] =>
  accessPairs(before, after).flatMap(([earlier, effect]): readonly ReadChange[] => {
    const [was, is] = [seenBy(earlier), seenBy(effect)];
    return effect.kind === 'reads' && effect.store && was !== is ? [{ effect, store: effect.store, was, is }] : [];
  }),
);

function seenBy({ store, by, strongly }: StoreEffect): Seen {
  const byIndex = by !== undefined && store?.indexes.some((index) => showKey(index) === showKey(by));
  const indexed = byIndex ? store?.facts.indexConsistency?.value : undefined;
  return indexed ?? (strongly ? 'strong' : (store?.facts.consistency?.value ?? 'unsaid'));
}

/** One sentence for all readers of a store that fare alike. */
function fresherOrStaler(reads: readonly ReadChange[]): readonly Reported[] {
  return [...Map.groupBy(reads, ({ store, was, is }) => `${store.id} ${was} ${is}`).values()].flatMap((alike): readonly Reported[] => {
    const [first] = alike;
    if (!first) return [];
    const { effect, store, was, is } = first;
    const readers = listed(alike.map(({ effect: { activity } }) => theRun(activity)));
    const plural = new Set(alike.map(({ effect: { activity } }) => theRun(activity))).size > 1;
    return [now(meaning(was, is), sentence(readers, plural, store.name, is), effect.syntax.source)];
  });
}

function sentence(readers: string, plural: boolean, store: string, is: Seen): string {
  switch (is) {
    case 'strong':
      return `${readers} ${plural ? 'see' : 'sees'} the last write of ${store} now.`;
    case 'eventual':
      return `${readers} may now read ${store} as it was a while ago.`;
    case 'unsaid':
      return `Nothing says any more whether ${readers} ${plural ? 'see' : 'sees'} the last write of ${store}.`;
  }
}

const freshness: readonly Seen[] = ['eventual', 'unsaid', 'strong'];

function meaning(was: Seen, is: Seen): Bearing {
  return freshness.indexOf(is) > freshness.indexOf(was) ? 'better' : 'worse';
}
