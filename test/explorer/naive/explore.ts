/** Searches all runs of the naive model, those with fewer faults first. */
import { createHash } from 'node:crypto';
import type { Activity, Design, Effect, Hop, Message } from '../../../language/model/design.ts';
import { isCallEffect } from '../../../language/model/lookups.ts';
import { type Choices, NotModelled, OpenChoice } from './bodies.ts';
import type { Broken, Entry } from './facts.ts';
import { eventsOf } from './machine.ts';
import { brokenAtEnd } from './promises.ts';
import { emptyState, keyOf, type State } from './state.ts';
import { World } from './world.ts';

export interface NaiveOptions {
  readonly faults: number;
  /** Whether all that may happen in any order is tried in every order. */
  readonly every?: boolean;
  /** States of all flows together, at most. */
  readonly bound?: number;
}

/** A promise broken at an element, and the fewest faults that break it. */
export interface NaiveFailure extends Broken {
  readonly faults: number;
  /** Which faults struck in the first such run found. */
  readonly by: readonly string[];
}

export interface NaiveResult {
  readonly failures: readonly NaiveFailure[];
  readonly states: number;
}

/** Too many states, or something that the naive model does not know. */
export class NaiveLimit extends Error {}

/** @throws NaiveLimit where the design is beyond the model. */
export function exploreNaively(design: Design, { faults, every = false, bound = 50_000 }: NaiveOptions): NaiveResult {
  const failures = new Map<string, NaiveFailure>();
  let states = 0;
  for (const entry of entriesOf(design)) {
    const reach = reachOf(design, entry);
    const firings = meetsTwice(design, reach) ? 2 : 1;
    const variants: Choices[] = [{}];
    for (let choices = variants.pop(); choices; choices = variants.pop()) {
      const world = new World({ design, entry, choices, budget: faults, firings, messages: reach.messages, every });
      try {
        const found = new Search(world, faults, bound - states);
        states += found.run();
        for (const failure of found.failures.values()) note(failures, failure);
      } catch (error) {
        if (error instanceof OpenChoice) {
          const { id, count } = error;
          for (let option = 0; option < count; option++) variants.push({ ...choices, [id]: option });
        } else if (error instanceof NotModelled) throw new NaiveLimit(error.message);
        else throw error;
      }
    }
  }
  return { failures: [...failures.values()], states };
}

function note(failures: Map<string, NaiveFailure>, failure: NaiveFailure): void {
  const key = `${failure.promise} ${failure.element} ${failure.at}`;
  const known = failures.get(key);
  if (!known || known.faults > failure.faults) failures.set(key, failure);
}

interface Waiting {
  readonly text: string;
  /** The faults that led there. */
  readonly by: readonly string[];
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}

class Search {
  readonly failures = new Map<string, NaiveFailure>();
  readonly #world: World;
  readonly #faults: number;
  readonly #bound: number;

  constructor(world: World, faults: number, bound: number) {
    this.#world = world;
    this.#faults = faults;
    this.#bound = bound;
  }

  /** @returns how many states there are. A state met with fewer faults is met first, and not looked at again. */
  run(): number {
    const seen = new Set<string>();
    // States wait as texts, which are smaller and tell at once whether they are known.
    let open: Waiting[] = [{ text: keyOf(emptyState()), by: [] }];
    for (let used = 0; used <= this.#faults; used++) {
      const later: Waiting[] = [];
      for (let at = open.pop(); at; at = open.pop()) {
        const key = digest(at.text);
        if (seen.has(key)) continue;
        seen.add(key);
        if (seen.size > this.#bound) throw new NaiveLimit('too many states');
        const events = eventsOf(this.#world, at.text);
        const ended = !events.some(({ fault }) => fault === undefined);
        if (ended) this.#note(brokenAtEnd(this.#world, JSON.parse(at.text) as State), used, at.by);
        for (const { next, fault, breaks } of events) {
          if (fault !== undefined && used === this.#faults) continue;
          const by = fault === undefined ? at.by : [...at.by, fault];
          this.#note(breaks, by.length, by);
          const text = keyOf(next);
          if (!seen.has(digest(text))) (fault === undefined ? open : later).push({ text, by });
        }
      }
      open = later;
    }
    return seen.size;
  }

  #note(broken: readonly Broken[], faults: number, by: readonly string[]): void {
    for (const one of broken) note(this.failures, { ...one, faults, by });
  }
}

/**
 * Where the flows of a design begin: what an actor or an unplaced body does, effect by effect; what a `flow` names, which may promise more; and the first
 * of each circle that nothing else leads into, so that every body is in some flow.
 */
function entriesOf(design: Design): readonly Entry[] {
  const entries: Entry[] = [];
  for (const entry of design.entries) {
    if (entry.kind === 'message') entries.push({ kind: 'message', message: entry.message, hops: firstHops(design, entry.message.id) });
    else if (entry.activity.kind === 'unplaced')
      for (const effect of entry.activity.effects) entries.push({ kind: 'activity', activity: entry.activity, effect, readsOwn: false });
    else entries.push({ kind: 'activity', activity: entry.activity, readsOwn: false });
  }
  for (const flow of design.flows) {
    if (flow.reads?.scope !== 'own' || flow.reads.after !== undefined) continue;
    for (const activity of flow.from) {
      // What one effect of an actor calls and nothing else does, is that actor's flow.
      const known = entries.findIndex(
        (entry) => entry.kind === 'activity' && flow.from.length === 1 && entry.effect !== undefined && callsOnly(entry.effect, activity),
      );
      const entry = entries[known];
      if (entry?.kind === 'activity') entries[known] = { ...entry, readsOwn: true };
      else entries.push({ kind: 'activity', activity, readsOwn: true });
    }
  }
  const reached = new Set(entries.flatMap((entry) => [...reachOf(design, entry).activities]));
  for (const activity of design.activities) {
    if (reached.has(activity.id) || activity.kind === 'unplaced' || activity.element.kind === 'actor') continue;
    const hops = (design.index.hopsTo.get(activity.id) ?? []).filter(({ step }) => step === undefined);
    const hop = hops.find(({ kind }) => kind === 'deliver') ?? hops.find(({ kind }) => kind === 'direct');
    const [message] = hop?.messages ?? [];
    const entry: Entry = hop && message ? { kind: 'message', message, hops: [hop] } : { kind: 'activity', activity, readsOwn: false };
    entries.push(entry);
    for (const id of reachOf(design, entry).activities) reached.add(id);
  }
  return entries;
}

function callsOnly(effect: Effect, activity: Activity): boolean {
  return isCallEffect(effect) && effect.callees.length === 1 && effect.callees[0] === activity;
}

function firstHops(design: Design, message: string): readonly Hop[] {
  const hops = design.index.hopsOf.get(message) ?? [];
  const reached = new Set(hops.flatMap(({ kind, to }) => (kind === 'forward' && to.kind === 'channel' ? [to.channel.id] : [])));
  // What comes from outside is not known to be parked, but nobody puts it where others park.
  const parked = new Set(design.hops.flatMap(({ kind, to }) => (kind === 'dead-letter' && to.kind === 'channel' ? [to.channel.id] : [])));
  return hops.filter(
    ({ kind, from }) =>
      (kind === 'forward' || kind === 'deliver') &&
      from.kind === 'channel' &&
      !reached.has(from.channel.id) &&
      !parked.has(from.channel.id),
  );
}

interface Reach {
  readonly hops: ReadonlySet<Hop>;
  readonly activities: ReadonlySet<string>;
  readonly messages: ReadonlySet<Message>;
}

/** All that an entry can lead to. */
function reachOf(design: Design, entry: Entry): Reach {
  const hops = new Set<Hop>();
  const activities = new Set<string>();
  const messages = new Set<Message>();
  const channels = new Set<string>();
  const reachHop = (hop: Hop): void => {
    if (hops.has(hop)) return;
    hops.add(hop);
    if (hop.to.kind === 'activity') reach(hop.to.activity.id);
    else reachChannel(hop.to.channel.id);
  };
  const reachChannel = (id: string): void => {
    if (channels.has(id)) return;
    channels.add(id);
    for (const hop of design.index.hopsFrom.get(id) ?? []) reachHop(hop);
  };
  const reach = (id: string): void => {
    if (activities.has(id)) return;
    activities.add(id);
    for (const effect of design.index.activityById.get(id)?.effects ?? []) reachEffect(effect);
  };
  const reachEffect = (effect: Effect): void => {
    if ('message' in effect && effect.message) messages.add(effect.message);
    for (const hop of design.index.hopsFrom.get(effect.activity.id) ?? []) if (hop.effect === effect) reachHop(hop);
    if ('callees' in effect) {
      for (const callee of effect.callees) reach(callee.id);
      if (effect.options.fallback?.operation) reach(effect.options.fallback.operation.id);
    }
    if ('store' in effect && effect.store && effect.kind !== 'reads')
      for (const change of design.index.activitiesOf.get(effect.store.id) ?? []) reach(change.id);
  };
  if (entry.kind === 'message') {
    messages.add(entry.message);
    for (const hop of entry.hops) reachHop(hop);
  } else if (entry.effect) reachEffect(entry.effect);
  else reach(entry.activity.id);
  return { hops, activities, messages };
}

function isRequiredInOrder({ requirements }: Design, message: Message): boolean {
  return requirements.some(({ kind, subject }) => kind === 'in-order' && subject?.kind === 'message' && subject.message === message);
}

/** An entry fires twice where what it leads to meets ordered messages, a hop that blocks, or kept state. */
function meetsTwice(design: Design, { hops, activities }: Reach): boolean {
  const ordered = [...hops].some(({ messages }) =>
    messages.some((message) => message.ordered !== undefined || isRequiredInOrder(design, message)),
  );
  const blocks = [...hops].some(({ guarantee: { attempts, ordering } }) => {
    return attempts?.value === Number.POSITIVE_INFINITY && ordering !== undefined && ordering.value !== 'none';
  });
  const keeps = [...activities].some((id) => {
    const element = design.index.activityById.get(id)?.element;
    return element !== undefined && 'state' in element && element.state.length > 0;
  });
  return ordered || blocks || keeps;
}
