/**
 * State that instances keep: for each piece of it that would be lost or out of sight, the one rule that reports it. Decided in one place, so that
 * every such state gets exactly one finding. What is rebuilt from something else is a copy, and no state. The progress of a workflow is judged with
 * its orchestrator.
 */
import type { Design, Element, Entry, KeptState, Route, Service, Store } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';

export type Verdict =
  /** It dies with an instance, of which there are one, or as many as the load wants. */
  | { readonly kind: 'ephemeral'; readonly state: KeptState }
  /** Requests of one client are pinned to the instance that keeps it. */
  | { readonly kind: 'pinned'; readonly state: KeptState; readonly entry: Entry }
  /** Requests of one client go to any instance. */
  | { readonly kind: 'scattered'; readonly state: KeptState; readonly entry: Entry }
  /** Each of several instances has another part of it. */
  | { readonly kind: 'divided'; readonly state: KeptState };

/** A cache that is the only place of some state, and neither durable nor replicated. */
export interface FragileCache {
  readonly cache: Store;
  readonly states: readonly KeptState[];
}

/** An entry that pins clients to instances which keep nothing. */
export interface PointlessStickiness {
  readonly entry: Entry;
  readonly services: readonly Service[];
}

export interface KeptStates {
  readonly verdicts: readonly Verdict[];
  readonly fragile: readonly FragileCache[];
  readonly pointless: readonly PointlessStickiness[];
}

/** @returns whether the state lives on the instance alone. */
export function isOnInstance(state: KeptState): boolean {
  return state.place !== 'store' && state.rebuiltFrom === undefined;
}

/** @returns the services that an entry routes straight to, each once. */
export function routedServices(entry: Entry): Service[] {
  return [...new Set(entry.routes.flatMap(targetsOf).filter((target) => target.kind === 'service'))];
}

/** @returns whether a route leads straight to an element. */
export function routesTo(route: Route, element: Element): boolean {
  return targetsOf(route).includes(element);
}

function targetsOf({ target, activity }: Route): Element[] {
  const called = activity.effects.map((effect) => (effect.kind === 'calls' ? effect.target : undefined));
  return [target, ...called].filter((element) => element !== undefined);
}

function isEntry(element: Element): element is Entry {
  return element.kind === 'balancer' || element.kind === 'gateway';
}

function verdictOf(state: KeptState, entries: readonly Entry[]): Verdict {
  const { facts } = state.element;
  const sticky = entries.find((entry) => entry.sticky);
  if (facts.ephemeral) return { kind: 'ephemeral', state };
  // How many instances there are is best not guessed: with one, the state dies all the same. Pinning to one of them says that there are more.
  const several = facts.instances ? facts.instances.value.max > 1 : sticky !== undefined;
  if (!several) return { kind: 'ephemeral', state };
  if (sticky) return { kind: 'pinned', state, entry: sticky };
  const [entry] = entries;
  return entry ? { kind: 'scattered', state, entry } : { kind: 'divided', state };
}

/** Held in a cache of one node, whose loss is the state's. What a vendor runs is replicated. */
function isFragile(cache: Store): boolean {
  const { durable, replicas, managed } = cache.facts;
  return cache.kind === 'cache' && !durable && !managed && (replicas?.value ?? 0) === 0 && !cache.caches && !cache.rebuiltFrom;
}

function fragileCaches(states: readonly KeptState[]): FragileCache[] {
  const byCache = new Map<Store, KeptState[]>();
  for (const state of states) {
    if (!state.store || state.rebuiltFrom || !isFragile(state.store)) continue;
    const known = byCache.get(state.store);
    if (known) known.push(state);
    else byCache.set(state.store, [state]);
  }
  return [...byCache].map(([cache, kept]) => ({ cache, states: kept }));
}

/** Stickiness helps nobody where no service behind the entry has anything in memory or on disk, not even a copy. */
function pointlessStickiness(entries: readonly Entry[]): PointlessStickiness[] {
  return entries.flatMap((entry): readonly PointlessStickiness[] => {
    const services = routedServices(entry);
    const onlyServices = entry.routes.every((route) => route.target === undefined || route.target.kind === 'service');
    if (!entry.sticky || services.length === 0 || !onlyServices) return [];
    const keeps = services.some((service) => service.state.some((state) => state.place !== 'store'));
    return keeps ? [] : [{ entry, services }];
  });
}

export const keptStates = defineAnalysis('kept-state', (design: Design): KeptStates => {
  const entries = design.elements.filter(isEntry);
  const entriesOf = new Map<Service, Entry[]>();
  for (const entry of entries) {
    for (const service of routedServices(entry)) {
      const known = entriesOf.get(service);
      if (known) known.push(entry);
      else entriesOf.set(service, [entry]);
    }
  }
  const services = design.elements.filter((element): element is Service => element.kind === 'service');
  const states = services.flatMap((service) => service.state);
  const verdicts = services.flatMap((service) =>
    service.state.filter(isOnInstance).map((state) => verdictOf(state, entriesOf.get(service) ?? [])),
  );
  return { verdicts, fragile: fragileCaches(states), pointless: pointlessStickiness(entries) };
});
