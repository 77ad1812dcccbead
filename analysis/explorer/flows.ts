/** The flows of a design: one for each place where things begin, whether a `flow` names it or not. */
import type { Activity, Design, Effect, Flow, Hop, Message, Source } from '../../language/model/design.ts';
import { isCallEffect, placeId } from '../../language/model/lookups.ts';
import { shortText } from '../names.ts';
import { Reach } from './reach.ts';

/** Where a flow begins, and what is wanted of it. */
export interface FlowStart {
  /** Unique in the design. */
  readonly name: string;
  readonly source: Source;
  /** The id of the activity or message where it begins. */
  readonly entry: string;
  readonly begins:
    | { readonly kind: 'effect'; readonly effect: Effect }
    | { readonly kind: 'activity'; readonly activity: Activity }
    /** From outside, into all channels that nothing else fills; or over one hop, by which its own circle brings it. */
    | { readonly kind: 'message'; readonly message: Message; readonly hop?: Hop };
  readonly flow?: Flow;
}

/** @returns all flows in the order of the text, declared ones under their own names */
export function flowsOf(design: Design): readonly FlowStart[] {
  const starts = design.entries.flatMap((entry): FlowStart[] => {
    if (entry.kind === 'message') return onlyAwaited(design, entry.message) ? [] : [startOfMessage(entry.message)];
    const { activity } = entry;
    return activity.kind === 'unplaced' ? activity.effects.map(startOfEffect) : [startOfActivity(activity)];
  });
  starts.push(...startsOfCircles(design, starts));
  for (const flow of design.flows) name(design, flow, starts);
  return withUniqueNames(starts.toSorted((one, other) => bySource(one.source, other.source)));
}

/** A message from outside that only steps of workflows wait for is part of their flows. */
function onlyAwaited(design: Design, message: Message): boolean {
  const hops = (design.index.hopsOf.get(message.id) ?? []).filter(({ to }) => to.kind === 'activity');
  return hops.length > 0 && hops.every(({ step }) => step !== undefined);
}

/**
 * Where everything leads on to something else that leads back, nothing begins: then the circle does, at the first in the text of what may begin by itself. An
 * operation may not where anything else can: those who call it are all there are, and they are in the circle.
 */
function startsOfCircles(design: Design, starts: readonly FlowStart[]): readonly FlowStart[] {
  const reach = new Reach(design);
  for (const start of starts) reach.from(start);
  const left = design.activities.filter((activity) => !reach.activities.has(activity) && activity.kind !== 'unplaced');
  const ahead = new Reach(design);
  // Whatever leads to one of these is led to by it, or by one further on.
  const firsts = left.filter((activity) => {
    const isFirst = !ahead.activities.has(activity);
    ahead.enter(activity);
    return isFirst;
  });
  const begun = new Reach(design);
  const found = firsts.reverse().flatMap((first): FlowStart[] => {
    if (begun.activities.has(first)) return [];
    const activity = isCalled(first) ? (uncalledInCircle(design, first, left) ?? first) : first;
    const start = startOfBrought(design, activity) ?? startOfActivity(activity);
    begun.from(start);
    return [start];
  });
  return found.reverse();
}

/** What a message brings about begins with the message, however it comes. */
function startOfBrought(design: Design, activity: Activity): FlowStart | undefined {
  const hops = (design.index.hopsTo.get(activity.id) ?? []).filter(({ step }) => !step);
  const hop = hops.find(({ kind }) => kind === 'deliver') ?? hops.find(({ kind }) => kind === 'direct');
  const [message] = hop?.messages ?? [];
  if (!hop || !message) return undefined;
  const start = startOfMessage(message);
  const reach = new Reach(design);
  reach.from(start);
  return reach.activities.has(activity) ? start : startOverHop(message, hop);
}

function isCalled({ kind }: Activity): boolean {
  return kind === 'operation' || kind === 'route';
}

/** The first in the text of what one leads to and is led to by, and nobody calls. */
function uncalledInCircle(design: Design, first: Activity, activities: readonly Activity[]): Activity | undefined {
  const ahead = reachedFrom(design, first);
  return activities.find((other) => !isCalled(other) && ahead.has(other) && reachedFrom(design, other).has(first));
}

function reachedFrom(design: Design, activity: Activity): ReadonlySet<Activity> {
  const reach = new Reach(design);
  reach.enter(activity);
  return reach.activities;
}

/** A declared flow lends its name to the entry that it is about; where there is none, it is a flow of its own. */
function name(design: Design, flow: Flow, starts: FlowStart[]): void {
  const wanted = flow.message ? startsOfMessage(design, flow.message) : flow.from.map(startOfActivity);
  const known = starts.findIndex((start) => start.flow === undefined && isAbout(start, flow));
  const start = starts[known];
  if (start) starts[known] = { ...start, name: flow.name, flow };
  else for (const other of wanted) starts.push({ ...other, name: flow.name, flow, source: flow.syntax.head });
}

function isAbout({ begins }: FlowStart, flow: Flow): boolean {
  switch (begins.kind) {
    case 'message':
      return flow.message === begins.message;
    case 'activity':
      return flow.message === undefined && flow.from.length === 1 && flow.from[0] === begins.activity;
    case 'effect': {
      const { effect } = begins;
      if (flow.message !== undefined || !isCallEffect(effect)) return false;
      return effect.callees.length === 1 && flow.from.length === 1 && flow.from[0] === effect.callees[0];
    }
  }
}

/** What no channel brings is handed over, and begins wherever it is taken. */
function startsOfMessage(design: Design, message: Message): readonly FlowStart[] {
  const hops = design.index.hopsOf.get(message.id) ?? [];
  if (hops.some(({ from }) => from.kind === 'channel')) return [startOfMessage(message)];
  const takers = new Map(hops.flatMap((hop) => (hop.kind === 'direct' && !hop.step ? [[placeId(hop.to), hop] as const] : [])));
  return takers.size === 0 ? [startOfMessage(message)] : [...takers.values()].map((hop) => startOverHop(message, hop));
}

function startOfMessage(message: Message): FlowStart {
  return { name: `${message.name} comes in`, source: message.syntax.head, entry: message.id, begins: { kind: 'message', message } };
}

function startOverHop(message: Message, hop: Hop): FlowStart {
  return { ...startOfMessage(message), begins: { kind: 'message', message, hop } };
}

function startOfActivity(activity: Activity): FlowStart {
  return {
    name: activity.kind === 'operation' ? `${activity.label} is called` : activity.label,
    source: activity.syntax.head,
    entry: activity.id,
    begins: { kind: 'activity', activity },
  };
}

function startOfEffect(effect: Effect): FlowStart {
  return {
    name: `${effect.activity.label} ${shortText(effect)}`,
    source: effect.syntax.source,
    entry: effect.activity.id,
    begins: { kind: 'effect', effect },
  };
}

function withUniqueNames(starts: readonly FlowStart[]): readonly FlowStart[] {
  const seen = new Map<string, number>();
  return starts.map((start) => {
    const times = (seen.get(start.name) ?? 0) + 1;
    seen.set(start.name, times);
    return times === 1 ? start : { ...start, name: `${start.name} (${times})` };
  });
}

/** Sorts by file, then by place. */
export function bySource(one: Source, other: Source): number {
  return one.uri === other.uri ? one.offset - other.offset : one.uri < other.uri ? -1 : 1;
}
