/**
 * Analysis A11, rates: how often each activity runs and how many messages each channel gets, from the rates that the design states at effects, flows
 * and schedules, carried along messages and calls. Only what is certain is counted: an effect in a branch of `when` may not happen at all, and of
 * several services that compete none need get the message, nor what a filter may hold back; so a rate is what there is at least, and a place without one is
 * unknown. A join runs as often as the rarest of its messages comes. At its peak, what stands in an `each` happens as often as that allows.
 */
import type { Activity, Channel, Design, Effect, Element, Hop, Message, Rate } from '../../language/model/design.ts';
import { isChannel, isEntry } from '../../language/model/drafts.ts';
import { isFiltered } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';
import { cyclicComponents } from './components.ts';

export interface Rates {
  /** Runs a second, by the activity's id. */
  readonly activities: ReadonlyMap<string, Rate>;
  /** Messages or requests a second, by the element's id. A batch is one request, and as large as it may be. */
  readonly elements: ReadonlyMap<string, Rate>;
  /** Messages of one kind a second that come into a channel; undefined where it is not known. */
  inChannel(channel: Channel, message: Message): Rate | undefined;
}

/** Carries a rate from a node to another: an effect that states a rate replaces what comes, an `each` multiplies its peak. */
interface Pipe {
  readonly from: string;
  readonly to: string;
  readonly fixed?: Rate;
  readonly rounds?: number;
}

export const rates = defineAnalysis('rates', (design): Rates => {
  const { pipes, sources, joins } = plumbing(design);
  const byActors = flow(pipes, sources, joins);
  // A flow states a rate where no actor does.
  const stated = new Map(sources);
  for (const { rate, from, message } of design.flows) {
    if (!rate) continue;
    for (const node of from.map((activity) => arrival(activity, message))) if (!byActors.has(node)) stated.set(node, rate);
  }
  const found = stated.size > sources.size ? flow(pipes, stated, joins) : byActors;
  const activities = new Map<string, Rate>();
  const elements = new Map<string, Rate>();
  for (const activity of design.activities) {
    const run = found.get(activity.id);
    if (run) activities.set(activity.id, run);
    if (!serves(activity)) continue;
    // Each message that a join waits for is a request of its own.
    for (const node of joins.get(activity.id) ?? [activity.id]) {
      const rate = found.get(node);
      if (rate) elements.set(activity.element.id, sum(elements.get(activity.element.id), share(rate, batchOf(design, activity))));
    }
  }
  for (const channel of design.elements.filter(isChannel)) {
    for (const message of channel.messages) {
      const rate = found.get(inChannel(channel, message));
      if (rate) elements.set(channel.id, sum(elements.get(channel.id), rate));
    }
  }
  for (const [id, rate] of strangers(design, activities)) elements.set(id, sum(elements.get(id), rate));
  return { activities, elements, inChannel: (channel, message) => found.get(inChannel(channel, message)) };
});

/** How many messages one request brings at most: as the handler says, else as the product that hands them over does unasked. */
function batchOf(design: Design, { id, options }: Activity): number {
  const batches = (design.index.hopsTo.get(id) ?? []).map(({ from }) =>
    from.kind === 'channel' ? from.channel.facts.batch?.value.size : 1,
  );
  return options.batch?.size ?? (batches.length > 0 ? Math.min(...batches.map((size) => size ?? 1)) : 1);
}

function share({ average, peak }: Rate, parts: number): Rate {
  return { average: average / Math.max(parts, 1), peak: peak / Math.max(parts, 1) };
}

/** A run of it is a request to its element. What a channel of an external gets is counted at the channel. */
function serves({ kind, element }: Activity): boolean {
  if (isEntry(element)) return kind === 'route';
  if (element.kind === 'orchestrator') return kind === 'workflow';
  return kind === 'operation' || kind === 'handler' || kind === 'join';
}

function inChannel(channel: Channel, message: Message): string {
  return `${channel.id}\n${message.id}`;
}

/** Where a message comes to: a join counts each of its messages by itself. */
function arrival({ id, kind }: Activity, message: Message | undefined): string {
  return kind === 'join' && message ? `${id}\n${message.id}` : id;
}

/** @returns the rate of one effect, or undefined if it is not known to happen. */
export function rateOfEffect(effect: Effect, activities: ReadonlyMap<string, Rate>): Rate | undefined {
  if (effect.rate) return effect.rate;
  const rate = isCertain(effect) ? activities.get(effect.activity.id) : undefined;
  return rate && multiplied(rate, roundsOf(effect));
}

/** How often an effect happens in one run at most. An `each` that does not say how many counts once. */
function roundsOf({ blocks }: Effect): number {
  return blocks.reduce((rounds, { atMost = 1 }) => rounds * atMost, 1);
}

function multiplied({ average, peak }: Rate, rounds: number): Rate {
  return { average, peak: peak * rounds };
}

function isCertain(effect: Effect): boolean {
  return effect.part === 'body' && !effect.blocks.some(({ kind }) => kind === 'when');
}

/** The nodes of the messages that each join waits for, by its id. */
type Joins = ReadonlyMap<string, readonly string[]>;

interface Plumbing {
  readonly pipes: readonly Pipe[];
  readonly sources: ReadonlyMap<string, Rate>;
  readonly joins: Joins;
}

function plumbing(design: Design): Plumbing {
  const pipes: Pipe[] = [];
  const sources = new Map<string, Rate>();
  const joins = new Map<string, readonly string[]>();
  const add = (effect: Effect, to: string): void => {
    if (effect.rate || isCertain(effect)) pipes.push({ from: effect.activity.id, to, fixed: effect.rate, rounds: roundsOf(effect) });
  };
  for (const hop of design.hops) pipes.push(...pipesOfHop(design, hop, add));
  for (const effect of design.effects) {
    if (effect.kind === 'calls' || effect.kind === 'starts') {
      const [callee, ...others] = effect.callees;
      if (callee && others.length === 0) add(effect, callee.id);
    } else if ('store' in effect && effect.kind !== 'reads' && effect.store) {
      for (const change of design.index.activitiesOf.get(effect.store.id) ?? []) add(effect, change.id);
    }
  }
  for (const activity of design.activities) {
    if (activity.period !== undefined && activity.period > 0) {
      const perSecond = 1_000 / activity.period;
      sources.set(activity.id, { average: perSecond, peak: perSecond });
    }
    if (activity.kind === 'join') {
      const parts = activity.messages.map((message) => arrival(activity, message));
      joins.set(activity.id, parts);
      for (const part of parts) pipes.push({ from: part, to: activity.id });
    }
  }
  return { pipes, sources, joins };
}

function pipesOfHop(design: Design, hop: Hop, add: (effect: Effect, to: string) => void): readonly Pipe[] {
  const { from, to, effect, messages, step } = hop;
  if (step || hop.kind === 'dead-letter' || hop.kind === 'redrive' || isFiltered(hop)) return [];
  if (effect) {
    for (const message of messages) add(effect, to.kind === 'channel' ? inChannel(to.channel, message) : arrival(to.activity, message));
    return [];
  }
  if (from.kind !== 'channel') return [];
  const { channel } = from;
  if (to.kind === 'channel') return messages.map((message) => ({ from: inChannel(channel, message), to: inChannel(to.channel, message) }));
  // Each message of a queue goes to one of those who take it.
  const alone = channel.kind !== 'queue' || takers(design, channel) === 1;
  return alone ? messages.map((message) => ({ from: inChannel(channel, message), to: arrival(to.activity, message) })) : [];
}

function takers(design: Design, channel: Channel): number {
  const services = new Set<Element>();
  for (const { to, kind } of design.index.hopsFrom.get(channel.id) ?? []) {
    if (kind === 'deliver' && to.kind === 'activity') services.add(to.activity.element);
  }
  return services.size;
}

/** Adds up along the pipes, each node when all that leads to it is known; a join takes the least of them. What goes round in a circle is left out. */
function flow(pipes: readonly Pipe[], sources: ReadonlyMap<string, Rate>, joins: Joins): ReadonlyMap<string, Rate> {
  const leaving = new Map<string, Pipe[]>();
  const nodes = new Set<string>(sources.keys());
  for (const pipe of pipes) {
    nodes.add(pipe.from).add(pipe.to);
    const list = leaving.get(pipe.from);
    if (list) list.push(pipe);
    else leaving.set(pipe.from, [pipe]);
  }
  const component = new Map<string, number>();
  cyclicComponents(nodes, (node) => (leaving.get(node) ?? []).map(({ to }) => to)).forEach((members, number) => {
    for (const member of members) component.set(member, number);
  });
  const isInside = ({ from, to }: Pipe): boolean => component.has(from) && component.get(from) === component.get(to);
  // Most designs have no circle, and then nothing is looked up for it.
  const inside = new Set(component.size === 0 ? [] : pipes.filter(isInside));
  const waiting = new Map<string, number>();
  for (const pipe of pipes) if (!inside.has(pipe)) waiting.set(pipe.to, (waiting.get(pipe.to) ?? 0) + 1);
  const found = new Map<string, Rate>(sources);
  const ready = [...nodes].filter((node) => !waiting.has(node));
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    const parts = joins.get(node);
    const carried = parts ? least(parts.map((part) => found.get(part))) : found.get(node);
    if (parts && carried) found.set(node, carried);
    for (const pipe of leaving.get(node) ?? []) {
      if (inside.has(pipe)) continue;
      const rate = pipe.fixed ?? (carried && multiplied(carried, pipe.rounds ?? 1));
      if (rate && !joins.has(pipe.to)) found.set(pipe.to, sum(found.get(pipe.to), rate));
      const left = (waiting.get(pipe.to) ?? 1) - 1;
      waiting.set(pipe.to, left);
      if (left === 0) ready.push(pipe.to);
    }
  }
  return found;
}

function sum(one: Rate | undefined, other: Rate): Rate {
  return one ? { average: one.average + other.average, peak: one.peak + other.peak } : other;
}

/** @returns the least of some rates, unknown where one of them is. */
function least(all: readonly (Rate | undefined)[]): Rate | undefined {
  return all.reduce(
    (one, other) => one && other && { average: Math.min(one.average, other.average), peak: Math.min(one.peak, other.peak) },
    all[0],
  );
}

/** Externals and stores have no activities of their own for what is asked of them. */
function strangers(design: Design, activities: ReadonlyMap<string, Rate>): readonly (readonly [string, Rate])[] {
  return design.effects.flatMap((effect): (readonly [string, Rate])[] => {
    const rate = rateOfEffect(effect, activities);
    if (!rate) return [];
    if ('store' in effect) return effect.store ? [[effect.store.id, rate]] : [];
    const unnamed = effect.kind === 'calls' && effect.callees.length === 0 && effect.target?.kind === 'external';
    return unnamed && effect.target ? [[effect.target.id, rate]] : [];
  });
}
