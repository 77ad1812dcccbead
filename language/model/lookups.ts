/** Look-ups over a finished design: adjacency by id, and where things begin. */
import type * as d from './design.ts';
import { isStore } from './drafts.ts';

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) add(groups, key, item);
  }
  return groups;
}

/** @returns the id of what a hop leaves or reaches. */
export function placeId(place: d.Place): string {
  return place.kind === 'channel' ? place.channel.id : place.activity.id;
}

/** Whether a hop may hold a message back: its subscription filters, or the handler that it leads to. */
export function isFiltered({ subscription, to }: d.Hop): boolean {
  return subscription?.filter !== undefined || (to.kind === 'activity' && to.activity.options.filter !== undefined);
}

/** Whether an effect reads or writes a store. */
export function isStoreEffect(effect: d.Effect): effect is d.StoreEffect {
  return 'store' in effect;
}

/** Whether an effect publishes or sends a message. */
export function isMessageEffect(effect: d.Effect): effect is d.MessageEffect {
  return effect.kind === 'publishes' || effect.kind === 'sends';
}

/** Whether an effect calls an operation or starts a workflow. */
export function isCallEffect(effect: d.Effect): effect is d.CallEffect {
  return effect.kind === 'calls' || effect.kind === 'starts';
}

/** @returns actions and all inside them, outermost first and otherwise in the order of the text: what steps do, and what stands in blocks. */
export function actionsIn(actions: readonly d.Action[]): readonly d.Action[] {
  return actions.flatMap((action) => [action, ...actionsIn(insideOf(action))]);
}

function insideOf(action: d.Action): readonly d.Action[] {
  switch (action.kind) {
    case 'effect':
      return [];
    case 'step':
      return action.step.action.kind === 'wait' ? [] : [action.step.action];
    case 'when':
      return action.branches.flatMap(({ body }) => body);
    case 'atomically':
    case 'parallel':
    case 'each':
      return action.body;
  }
}

/** Where the whole of an action stands. */
export function sourceOfAction(action: d.Action): d.Source {
  return action.kind === 'effect' ? action.effect.syntax.source : action.kind === 'step' ? action.step.syntax.source : action.syntax.source;
}

/** Makes the look-ups of a design. */
export function indexDesign(
  elements: readonly d.Element[],
  activities: readonly d.Activity[],
  effects: readonly d.Effect[],
  hops: readonly d.Hop[],
  parks: readonly d.DeadLetterRoute[],
): d.DesignIndex {
  const hopsOf = new Map<string, d.Hop[]>();
  for (const hop of hops) for (const message of hop.messages) add(hopsOf, message.id, hop);
  const callsOf = new Map<string, d.CallEffect[]>();
  for (const effect of effects) if (isCallEffect(effect)) for (const callee of effect.callees) add(callsOf, callee.id, effect);
  return {
    elementById: new Map(elements.map((element) => [element.id, element])),
    activityById: new Map(activities.map((activity) => [activity.id, activity])),
    hopsFrom: groupBy(hops, (hop) => placeId(hop.from)),
    hopsTo: groupBy(hops, (hop) => placeId(hop.to)),
    hopsOf,
    callsOf,
    accessesOf: groupBy(effects, (effect) => (isStoreEffect(effect) ? effect.store?.id : undefined)),
    activitiesOf: groupBy(activities, (activity) => activity.element.id),
    parkedFrom: groupBy(parks, (park) => park.to.id),
  };
}

/**
 * Finds where things begin: actors, externals and unplaced effects, schedules, whatever nothing else reaches, and
 * messages that somebody consumes and nobody publishes.
 */
export function findEntries(
  elements: readonly d.Element[],
  activities: readonly d.Activity[],
  messages: readonly d.Message[],
  hops: readonly d.Hop[],
  index: d.DesignIndex,
): d.EntryPoint[] {
  const entries: d.EntryPoint[] = [];
  const written = new Set(
    elements.filter((element) => isStore(element) && (index.accessesOf.get(element.id) ?? []).some((effect) => effect.kind !== 'reads')),
  );
  for (const activity of activities) if (begins(activity, written, index)) entries.push({ kind: 'activity', activity });
  const published = new Set(hops.flatMap((hop) => (hop.kind === 'publish' || hop.kind === 'direct' ? hop.messages : [])));
  for (const message of messages) {
    if (!published.has(message) && index.hopsOf.has(message.id)) entries.push({ kind: 'message', message });
  }
  return entries;
}

function begins(activity: d.Activity, written: ReadonlySet<d.Element>, index: d.DesignIndex): boolean {
  switch (activity.kind) {
    case 'schedule':
      return true;
    case 'unplaced':
      return !written.has(activity.element) && !index.callsOf.has(activity.id);
    case 'workflow':
      return activity.period !== undefined || !reached(activity, index);
    case 'handler':
    case 'join':
    case 'operation':
    case 'route':
      return !reached(activity, index);
  }
}

function reached(activity: d.Activity, index: d.DesignIndex): boolean {
  return index.callsOf.has(activity.id) || index.hopsTo.has(activity.id);
}
