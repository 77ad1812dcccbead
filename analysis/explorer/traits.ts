/** What the explorer must know of effects and elements beyond what the design says outright. */
import type { CallEffect, Design, Effect, Element, Flow, KeptState, Orchestrator, StoreEffect } from '../../language/model/design.ts';
import { isChannel, isEntry, isStore } from '../../language/model/drafts.ts';
import { isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { routesTo } from '../passes/kept-state.ts';
import { copyLag, eventualLag, type Lag, originsOf } from '../passes/staleness.ts';
import { isSelfHosted } from '../passes/workflows.ts';
import { type Field, NO_FIELD, type Staleness } from './program.ts';

/** @returns whether an effect done twice differs from one done once, whatever recognises it; what the design does not say is taken at its best */
export function differs(effect: Effect): boolean {
  if (isStoreEffect(effect)) return (effect.kind === 'appends' || effect.kind === 'increments') && effect.condition !== 'newer';
  if (isMessageEffect(effect)) return false;
  if (effect.kind === 'starts') return effect.options.key === undefined && effect.target?.kind === 'orchestrator';
  return isForeign(effect) && !effect.callees.some(({ safe }) => safe);
}

/** Somebody else runs what is called: it is an effect by itself. */
export function isForeign({ target }: CallEffect): boolean {
  return target?.kind === 'external';
}

/** What must be there for an effect to take place. */
export function needsOf(effect: Effect): readonly Element[] {
  if (isStoreEffect(effect)) return effect.store ? [effect.store] : [];
  if (isMessageEffect(effect)) return effect.outbox ? [effect.outbox] : effect.channels;
  return effect.target ? [effect.target] : [];
}

/** What an effect changes, as others may read it. */
export function writesOf(effect: Effect): readonly string[] {
  if (isStoreEffect(effect)) return effect.kind === 'reads' || !effect.store ? [] : [effect.store.id];
  if (isMessageEffect(effect)) return [...effect.channels.map(({ id }) => id), ...(effect.outbox ? [effect.outbox.id] : [])];
  return [];
}

/** How often an effect is tried again, as written or as the workflow's technology does. */
export function retriesOf(effect: Effect): number {
  const { element } = effect.activity;
  const byTechnology = element.kind === 'orchestrator' && effect.kind !== 'reads' ? element.facts.retries?.value.retries : undefined;
  return effect.options.retries?.retries ?? byTechnology ?? 0;
}

/** State of a service that is gone with the instance, or with a cache of one node. */
export function keptBy(element: Element): readonly KeptState[] {
  if (element.kind !== 'service') return [];
  return element.state.filter(
    (state) => !state.rebuiltFrom && (state.place !== 'store' || (state.store !== undefined && isFragile(state.store))),
  );
}

function isFragile({ kind, facts, caches, rebuiltFrom }: NonNullable<KeptState['store']>): boolean {
  return kind === 'cache' && !facts.durable && !facts.managed && (facts.replicas?.value ?? 0) === 0 && !caches && !rebuiltFrom;
}

/** Whether an entry with sticky sessions leads to an element. */
export function isPinned(design: Design, element: Element): boolean {
  return design.elements.some(
    (entry) => isEntry(entry) && entry.sticky !== undefined && entry.routes.some((route) => routesTo(route, element)),
  );
}

/** Whether the runs of a workflow are known only to the instance that runs them. */
export function forgetsRuns(orchestrator: Orchestrator): boolean {
  return isSelfHosted(orchestrator) && !orchestrator.state.some(({ place }) => place === 'store');
}

/**
 * @param fieldOf the field that says that the flow has written a store or channel
 * @returns how a read may break what its flow promises; undefined if it cannot
 */
export function stalenessOf(design: Design, flow: Flow | undefined, effect: Effect, fieldOf: (id: string) => Field): Staleness | undefined {
  if (!flow?.reads || !isStoreEffect(effect) || effect.kind !== 'reads' || !effect.store) return undefined;
  const read: StoreEffect = effect;
  const { store } = effect;
  const { after, scope } = flow.reads;
  const tooFar = (lag: Lag | undefined): boolean => lag !== undefined && (after === undefined || (lag.most ?? 0) > after);
  const copied = tooFar(copyLag(design, store));
  const eventual = tooFar(eventualLag(read));
  if (scope === 'all') {
    const written = (design.index.accessesOf.get(store.id) ?? []).some(({ kind }) => kind !== 'reads');
    const always = copied || (written && eventual);
    return always ? { always, own: NO_FIELD, eventual, origins: [], copied, pending: false } : undefined;
  }
  const pending = after === undefined;
  if (!copied && !eventual && !pending) return undefined;
  // What the flow has written counts only where it can be missed.
  const own = copied || eventual ? fieldOf(store.id) : NO_FIELD;
  const origins = copied ? originsOf(store).filter((origin) => isStore(origin) || isChannel(origin)) : [];
  return { always: false, own, eventual, origins: origins.map(({ id }) => fieldOf(id)), copied, pending };
}
