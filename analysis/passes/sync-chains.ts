/** Chains of synchronous calls that have no way around them (analysis A13): how many components must be up at once for a request. */
import type { Activity, CallEffect, Design, Element } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';
import { cyclicComponents } from './components.ts';
import { postOrder } from './post-order.ts';

/** The longest chain from a service that no other service calls. */
export interface Chain {
  readonly start: Activity;
  /** Services, workflows and externals, from the start on; balancers and gateways in between are not counted. */
  readonly elements: readonly Element[];
  /** The calls that lead from one to the next, those of balancers and gateways left out. */
  readonly calls: readonly CallEffect[];
  /** How long the longest chain from there would be if a call had a way around it. */
  readonly depthWithout: (call: CallEffect) => number;
}

interface Link {
  /** Elements from here on. */
  readonly depth: number;
  readonly call?: CallEffect;
  readonly next?: Activity;
}

/** A call whose failure fails the caller. */
function isHard(effect: Activity['effects'][number]): effect is CallEffect {
  return effect.kind === 'calls' && effect.part === 'body' && !effect.options.fallback && effect.step?.onFailure?.part !== 'body';
}

function hardCalls(activity: Activity): CallEffect[] {
  return activity.effects.filter(isHard);
}

function counts({ kind }: Element): boolean {
  return kind === 'service' || kind === 'orchestrator' || kind === 'external';
}

function links(activities: readonly Activity[], without?: CallEffect): Map<Activity, Link> {
  const calls = (activity: Activity): CallEffect[] => hardCalls(activity).filter((call) => call !== without);
  const next = (activity: Activity): Activity[] => calls(activity).flatMap(({ callees }) => callees);
  const looping = new Set(cyclicComponents(activities, next).flat());
  const found = new Map<Activity, Link>();
  for (const activity of postOrder(activities, next)) {
    const own = counts(activity.element) ? 1 : 0;
    let longest: Link = { depth: own };
    for (const call of looping.has(activity) ? [] : calls(activity)) {
      const { depth, callee } = behind(call, found);
      const further = callee?.element === activity.element ? depth : depth + own;
      if (further > longest.depth) longest = { depth: further, call, next: callee };
    }
    found.set(activity, longest);
  }
  return found;
}

/** Which of several operations or routes answers is not said, so the shortest chain is all that is certain. */
function behind(
  { callees, target }: CallEffect,
  found: ReadonlyMap<Activity, Link>,
): { readonly depth: number; readonly callee?: Activity } {
  let shortest: { depth: number; callee?: Activity } | undefined;
  for (const callee of callees) {
    const depth = found.get(callee)?.depth ?? 0;
    if (!shortest || depth < shortest.depth) shortest = { depth, callee };
  }
  return shortest ?? { depth: target && counts(target) ? 1 : 0 };
}

/** Work of a workflow waits until what it needs is back; who stands outside of the design is not ours to judge. */
function mayStart(activity: Activity, design: Design): boolean {
  if (activity.element.kind !== 'service') return false;
  const callers = design.index.callsOf.get(activity.id) ?? [];
  return callers.every(({ activity: caller }) => caller.element.kind !== 'service' && caller.element.kind !== 'orchestrator');
}

function follow(start: Activity, all: ReadonlyMap<Activity, Link>): Pick<Chain, 'elements' | 'calls'> {
  const elements: Element[] = [];
  const calls: CallEffect[] = [];
  for (let activity: Activity | undefined = start; activity; ) {
    if (counts(activity.element) && elements.at(-1) !== activity.element) elements.push(activity.element);
    const link: Link | undefined = all.get(activity);
    if (link?.call && activity.kind !== 'route') calls.push(link.call);
    if (link?.call?.target && !link.next && counts(link.call.target)) elements.push(link.call.target);
    activity = link?.next;
  }
  return { elements, calls };
}

/** For each service that begins chains, the longest. */
export const chains = defineAnalysis('sync-chains', (design: Design): readonly Chain[] => {
  const all = links(design.activities);
  const starts = new Map<Element, Activity>();
  for (const activity of design.activities) {
    if (!mayStart(activity, design)) continue;
    const known = starts.get(activity.element);
    if (!known || (all.get(activity)?.depth ?? 0) > (all.get(known)?.depth ?? 0)) starts.set(activity.element, activity);
  }
  return [...starts.values()].map((start) => ({
    start,
    ...follow(start, all),
    depthWithout: (call) => links(reachable(start), call).get(start)?.depth ?? 0,
  }));
});

function reachable(start: Activity): Activity[] {
  const seen = new Set([start]);
  for (const activity of seen) for (const { callees } of hardCalls(activity)) for (const callee of callees) seen.add(callee);
  return [...seen];
}

/** @returns the components that an activity calls by itself and cannot do without, each with the first call of it. */
export function requiredCallees(activity: Activity): ReadonlyMap<Element, CallEffect> {
  const found = new Map<Element, CallEffect>();
  if (activity.element.kind !== 'service') return found;
  for (const call of hardCalls(activity)) {
    if (call.blocks.some(({ kind }) => kind === 'when') || !call.target || call.target === activity.element) continue;
    if (counts(call.target) && !found.has(call.target)) found.set(call.target, call);
  }
  return found;
}
