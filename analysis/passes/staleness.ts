/** How far a read may lag behind what was written (analysis A10): eventual consistency, copies kept up with a lag, caches. */
import type { Design, Effect, Element, Fact, Store, StoreEffect } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';

/** Why a read may return an old value. */
export interface Lag {
  readonly cause: 'eventual' | 'index' | 'copy' | 'cache';
  /** What holds the value that the read may miss: the store itself, or what it is a copy of. */
  readonly origin: Element;
  /** Milliseconds at most, all copies on the way added up; `Infinity` for one that is never refreshed. Undefined: not said. */
  readonly most?: number;
  /** The statement that makes it lag; absent where only the technology does. */
  readonly source?: Source;
}

/** @returns the lag of a store behind what it is a copy of; undefined for one that is no copy, or has none. */
export function copyLag(design: Design, store: Store, seen: ReadonlySet<Store> = new Set()): Lag | undefined {
  const copied = store.rebuiltFrom ?? store.caches;
  if (!copied || seen.has(store)) return undefined;
  const own = store.rebuiltFrom ? store.rebuiltFrom.within : cacheLag(design, store);
  const { from } = copied;
  const further = isStoreLike(from) ? copyLag(design, from, new Set([...seen, store])) : undefined;
  const most = own === undefined || (further && further.most === undefined) ? undefined : own + (further?.most ?? 0);
  if (most === 0) return undefined;
  return { cause: store.rebuiltFrom ? 'copy' : 'cache', origin: from, most, source: copied.source };
}

/** @returns how the plain, latest value of a store may be missed by one who reads it. */
export function eventualLag(read: StoreEffect): Lag | undefined {
  const { store } = read;
  // The author of a copy has said how far it lags, which covers what its product adds.
  if (!store || store.rebuiltFrom || store.caches) return undefined;
  const { consistency, indexConsistency } = store.facts;
  if (indexConsistency && readsByIndex(store, read))
    return indexConsistency.value === 'eventual' ? lagBy('index', store, indexConsistency) : undefined;
  return !read.strongly && consistency?.value === 'eventual' ? lagBy('eventual', store, consistency) : undefined;
}

function lagBy(cause: 'eventual' | 'index', origin: Store, { origin: { kind, source } }: Fact<unknown>): Lag {
  return { cause, origin, source: kind === 'technology' ? undefined : source };
}

/** Whether a read goes by an index with a partition key of its own. One that begins as the key does may be part of the table's own partitions. */
function readsByIndex({ key, groupedBy, indexes }: Store, { by }: StoreEffect): boolean {
  const partition = (groupedBy?.key ?? key)?.[0];
  if (!by || (partition !== undefined && by.includes(partition))) return false;
  return indexes.some(([first]) => first !== undefined && by.includes(first));
}

function isStoreLike(element: Element): element is Store {
  return element.kind === 'store' || element.kind === 'cache';
}

/** A cache lags until its entries expire. One that is told of changes lags by a time that nobody has said. */
function cacheLag(design: Design, cache: Store): number | undefined {
  const ttl = cache.facts.ttl?.value;
  if (ttl !== undefined) return ttl;
  return isInvalidated(design, cache) ? undefined : Number.POSITIVE_INFINITY;
}

/** @returns what the elements that a store is copied from are, the nearest first. */
export function originsOf(store: Store): readonly Element[] {
  const origins: Element[] = [];
  for (let from = (store.rebuiltFrom ?? store.caches)?.from; from && !origins.includes(from); ) {
    origins.push(from);
    from = isStoreLike(from) ? (from.rebuiltFrom ?? from.caches)?.from : undefined;
  }
  return origins;
}

/**
 * @returns whether a change of what a cache holds reaches it: somebody removes entries, or writes it together with its source, or on hearing of a change.
 *   One that only fills it after a miss does not count.
 */
export function isInvalidated(design: Design, cache: Store): boolean {
  const source = cache.caches?.from;
  return (design.index.accessesOf.get(cache.id) ?? []).some((effect) => {
    if (effect.kind === 'deletes') return true;
    if (effect.kind === 'reads') return false;
    const { kind, effects } = effect.activity;
    return kind === 'handler' || kind === 'join' || kind === 'schedule' || effects.some((other) => writes(other, source));
  });
}

function writes(effect: Effect, store: Element | undefined): boolean {
  return store !== undefined && 'store' in effect && effect.kind !== 'reads' && effect.store === store;
}
