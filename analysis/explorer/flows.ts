/** The flows of a design: one for each place where things begin, whether a `flow` names it or not. */
import type { Activity, Channel, Design, Effect, Flow, Hop, Message, Source } from '../../language/model/design.ts';
import { isCallEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { shortText } from '../names.ts';

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
    | { readonly kind: 'message'; readonly message: Message };
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
  for (const flow of design.flows) name(flow, starts);
  return withUniqueNames(starts.toSorted((one, other) => bySource(one.source, other.source)));
}

/** A message from outside that only steps of workflows wait for is part of their flows. */
function onlyAwaited(design: Design, message: Message): boolean {
  const hops = (design.index.hopsOf.get(message.id) ?? []).filter(({ to }) => to.kind === 'activity');
  return hops.length > 0 && hops.every(({ step }) => step !== undefined);
}

/** Where everything leads on to something else that leads back, nothing begins: then the first of the circle in the text does. */
function startsOfCircles(design: Design, starts: readonly FlowStart[]): readonly FlowStart[] {
  const seen = new Set<Activity>();
  const passed = new Set<string>();
  const open: (Activity | { readonly channel: Channel; readonly message: Message })[] = [];
  const follow = (hops: readonly Hop[] | undefined, message: Message): void => {
    for (const { to, messages, step } of hops ?? []) {
      // What a step waits for begins nothing.
      if (step || !messages.includes(message)) continue;
      open.push(to.kind === 'activity' ? to.activity : { channel: to.channel, message });
    }
  };
  const enter = (first: Activity): void => {
    open.push(first);
    for (let at = open.pop(); at; at = open.pop()) {
      if ('channel' in at) {
        const key = `${at.channel.id} ${at.message.id}`;
        if (!passed.has(key)) follow(design.index.hopsFrom.get(at.channel.id), at.message);
        passed.add(key);
      } else if (!seen.has(at)) {
        seen.add(at);
        for (const hop of design.index.hopsFrom.get(at.id) ?? []) for (const message of hop.messages) follow([hop], message);
        for (const effect of at.effects) {
          if (isCallEffect(effect)) open.push(...effect.callees);
          else if (isStoreEffect(effect) && effect.store) open.push(...(design.index.activitiesOf.get(effect.store.id) ?? []));
        }
      }
    }
  };
  for (const { begins } of starts) {
    if (begins.kind === 'activity') enter(begins.activity);
    else if (begins.kind === 'effect') enter(begins.effect.activity);
    else
      for (const { to, step } of design.index.hopsOf.get(begins.message.id) ?? []) if (to.kind === 'activity' && !step) enter(to.activity);
  }
  return design.activities.flatMap((activity): FlowStart[] => {
    if (seen.has(activity) || activity.kind === 'unplaced') return [];
    enter(activity);
    const brought = (design.index.hopsTo.get(activity.id) ?? []).find(({ from, step }) => from.kind === 'channel' && !step);
    const message = activity.messages.find((one) => brought?.messages.includes(one));
    return [message ? startOfMessage(message) : startOfActivity(activity)];
  });
}

/** A declared flow lends its name to the entry that it is about; where there is none, it is a flow of its own. */
function name(flow: Flow, starts: FlowStart[]): void {
  const wanted: FlowStart[] = flow.message ? [startOfMessage(flow.message)] : flow.from.map(startOfActivity);
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

function startOfMessage(message: Message): FlowStart {
  return { name: `${message.name} comes in`, source: message.syntax.head, entry: message.id, begins: { kind: 'message', message } };
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
