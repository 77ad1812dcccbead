/**
 * Analysis A9: from each activity that sends a first message, everything that message sets off. A flow ends where an orchestrator takes over, and
 * at an event that another team reads by a published contract: there a flow of their own begins.
 */
import type { Activity, Effect, Element, MessageEffect } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';
import { type Reaction, type Reactions, reactions } from './reactions.ts';

/** What one first message sets off. */
export interface Choreography {
  readonly start: Activity;
  /** The effect that sends the first message. */
  readonly effect: MessageEffect;
  /** The services that take part, the starting one among them, in the order in which they are reached. */
  readonly participants: readonly Element[];
  /** The longest way, as the reactions on it. */
  readonly longest: readonly Reaction[];
  /** Every reaction, each once. */
  readonly reactions: readonly Reaction[];
  /** What makes it hard to follow: conditions, joins, undoing. */
  readonly conditional?: Reaction;
  readonly join?: Activity;
  readonly undoing?: Reaction;
  /** Somebody watches it: a join that says what happens when the time is up. */
  readonly watched: boolean;
  /** An orchestrator takes part. */
  readonly orchestrated: boolean;
}

/** @returns who owns an element: said of it, of a group around it, or of its system. */
export function ownerOf(element: Element): string | undefined {
  if (element.owner) return element.owner;
  for (let { group } = element; group; group = group.parent) if (group.owner) return group.owner;
  return element.system.owner;
}

/** A published contract: another team reads the event by its version or schema. */
function isMilestone({ effect, message, to }: Reaction): boolean {
  if (!message || (message.version === undefined && message.schema === undefined)) return false;
  const from = ownerOf(effect.activity.element);
  const consumer = ownerOf(to.element);
  return from !== undefined && consumer !== undefined && from !== consumer;
}

/** What an activity sets off itself and through the operations it calls. */
function followed(activity: Activity, all: Reactions, seen: Set<Activity> = new Set()): Reaction[] {
  if (seen.has(activity)) return [];
  seen.add(activity);
  const own = [...(all.get(activity.id) ?? [])];
  for (const effect of activity.effects) {
    if (effect.kind !== 'calls') continue;
    for (const callee of effect.callees) if (callee.kind !== 'workflow') own.push(...followed(callee, all, seen));
  }
  return own;
}

interface Walk {
  readonly crossesMilestones: boolean;
  readonly entersWorkflows: boolean;
}

/** A way as its first reaction and the way from there; of those that lead on from one activity the longest is shared. */
interface Way {
  readonly reaction: Reaction;
  readonly rest: Way | undefined;
  /** Change streams, which are part of a write, are no step of their own. */
  readonly hops: number;
}

/** All reactions from a first effect on, and the longest way without meeting an activity twice. */
function follow(
  first: readonly Reaction[],
  all: Reactions,
  { crossesMilestones, entersWorkflows }: Walk,
): { list: Reaction[]; longest: Reaction[] } {
  const list: Reaction[] = [];
  const longestFrom = new Map<Activity, Way | undefined>();
  const open = new Set<Activity>();
  const from = (activity: Activity): Way | undefined => {
    if (longestFrom.has(activity) || open.has(activity)) return longestFrom.get(activity);
    open.add(activity);
    const longest = activity.kind === 'workflow' && !entersWorkflows ? undefined : best(followed(activity, all));
    open.delete(activity);
    longestFrom.set(activity, longest);
    return longest;
  };
  const best = (next: readonly Reaction[]): Way | undefined => {
    let longest: Way | undefined;
    for (const reaction of next) {
      if (!crossesMilestones && isMilestone(reaction)) continue;
      list.push(reaction);
      const rest = reaction.step ? undefined : from(reaction.to);
      const hops = (reaction.message ? 1 : 0) + (rest?.hops ?? 0);
      if (hops > (longest?.hops ?? 0)) longest = { reaction, rest, hops };
    }
    return longest;
  };
  const longest: Reaction[] = [];
  for (let way = best(first); way; way = way.rest) longest.push(way.reaction);
  return { list: [...new Set(list)], longest };
}

/** Content decides who gets it. */
function isFiltered({ hops, to }: Reaction): boolean {
  return to.options.filter !== undefined || hops.some(({ subscription }) => subscription?.filter !== undefined);
}

const making: readonly Effect['kind'][] = ['puts', 'inserts', 'appends', 'writes'];

/**
 * Compensation: a service that has written something in this flow is told to remove it again.
 * @param own what the same service does in this flow
 */
function takesBack({ to }: Reaction, own: readonly Activity[]): boolean {
  const removed = to.effects.flatMap((effect) => (effect.kind === 'deletes' && 'store' in effect && effect.store ? [effect.store] : []));
  if (removed.length === 0) return false;
  return own.some(
    ({ id, effects }) =>
      id !== to.id &&
      effects.some((effect) => making.includes(effect.kind) && 'store' in effect && effect.store && removed.includes(effect.store)),
  );
}

/** Where a flow begins: an activity that no message sets off, and what of it belongs to the flow. */
interface Start {
  readonly activity: Activity;
  readonly effect: MessageEffect;
  readonly first: readonly Reaction[];
}

/** What stands in one body belongs together; what an actor does, or a service at times that nobody knows, is a flow of its own each. */
function starts(activities: readonly Activity[], all: Reactions): readonly Start[] {
  const set = new Set<Activity>();
  for (const list of all.values()) for (const { to } of list) set.add(to);
  return activities.flatMap((activity): Start[] => {
    if (set.has(activity) || activity.kind === 'workflow') return [];
    const sent = activity.effects.filter((effect): effect is MessageEffect => effect.kind === 'publishes' || effect.kind === 'sends');
    const [effect] = sent;
    const first = all.get(activity.id) ?? [];
    if (!effect) return [];
    if (activity.kind !== 'unplaced') return [{ activity, effect, first }];
    return sent.map((one) => ({ activity, effect: one, first: first.filter((reaction) => reaction.effect === one) }));
  });
}

/** Flows of messages, one for each place where a first message is sent. */
export const choreographies = defineAnalysis('choreographies', (design, get): readonly Choreography[] => {
  const all = get(reactions);
  return starts(design.activities, all).map(({ activity: start, effect, first }): Choreography => {
    const { list, longest } = follow(first, all, { crossesMilestones: false, entersWorkflows: false });
    const services = [start, ...list.map((reaction) => reaction.to)]
      .map((activity) => activity.element)
      .filter((element) => element.kind === 'service');
    const activities = Map.groupBy([start, ...list.map(({ to }) => to)], ({ element }) => element);
    const further = list.filter((reaction) => reaction.effect.activity !== start);
    return {
      start,
      effect,
      participants: [...new Set(services)],
      longest: longest.filter((reaction) => reaction.message),
      reactions: list,
      conditional: further.find((reaction) => reaction.effect.blocks.some((block) => block.kind === 'when')) ?? list.find(isFiltered),
      undoing: list.find((reaction) => takesBack(reaction, activities.get(reaction.to.element) ?? [])),
      join: list.find((reaction) => reaction.to.kind === 'join')?.to,
      watched: list.some(({ to }) => to.kind === 'join' && to.join?.within !== undefined && to.otherwise !== undefined),
      orchestrated: list.some((reaction) => reaction.to.kind === 'workflow'),
    };
  });
});

/** The same flows with nothing left out: through workflows, and over the borders between teams. */
export const messageFlows = defineAnalysis(
  'messageFlows',
  (design, get): readonly Pick<Choreography, 'start' | 'effect' | 'longest' | 'reactions'>[] => {
    const all = get(reactions);
    return starts(design.activities, all).map(({ activity: start, effect, first }) => {
      const { list, longest } = follow(first, all, { crossesMilestones: true, entersWorkflows: true });
      return { start, effect, longest: longest.filter((reaction) => reaction.message), reactions: list };
    });
  },
);
