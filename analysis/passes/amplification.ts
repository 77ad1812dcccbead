/**
 * Analysis A6, retry amplification: how often something that fails is tried for one original request, when every layer on the way tries again by
 * itself. The greatest product over synchronous calls of one more than their retries, beginning with how often a message is delivered.
 */
import type { Activity, CallEffect, Design } from '../../language/model/design.ts';
import { knownAttempts } from '../../language/model/guarantees.ts';
import { defineAnalysis } from '../analyses.ts';
import { objectOf } from '../names.ts';
import { cyclicComponents } from './components.ts';
import { type Farthest, farthest, type WeightedEdge, wayTo } from './farthest.ts';
import { type SyncCalls, syncCalls } from './sync-calls.ts';
import { retriesOf } from './workflows.ts';

/** One layer that tries again. */
export interface Layer {
  /** A clause: `Payments tries Bank.charge 4 times`. */
  readonly text: string;
  readonly factor: number;
  /** Absent where a queue delivers again. */
  readonly call?: CallEffect;
  readonly source: WeightedLayer['source'];
}

interface WeightedLayer extends WeightedEdge<string> {
  readonly factor: number;
  readonly text: string;
  readonly call?: CallEffect;
  readonly source: CallEffect['syntax']['source'];
  /** A fallback: nobody above learns of the failure, so their trying does not multiply. */
  readonly absorbs: boolean;
}

/** A call that is retried below others that are retried. */
export interface Amplified {
  readonly call: CallEffect;
  /** Calls of the target for one original request. */
  readonly times: number;
  /** Whether it is not this layer alone that retries. */
  readonly multiplied: boolean;
  /** The layers that multiply, the outermost first. */
  readonly layers: () => readonly Layer[];
}

/** Where all ways begin. */
const outside = '';

/** A product that tries for days with growing intervals, or for ever, adds no burst. */
const burst = 20;

export const amplification = defineAnalysis('amplification', (design, get): readonly Amplified[] => {
  const edges = [...deliveries(design), ...design.effects.flatMap((effect) => (effect.kind === 'calls' ? layersOf(effect) : []))];
  const nodes = [outside, ...new Set([...design.activities.map(({ id }) => id), ...design.elements.map(({ id }) => id)])];
  const found = farthest<string, WeightedLayer>(nodes, edges, 1);
  const circular = callsInCircles(design, get(syncCalls));
  return edges.flatMap((edge): Amplified[] => {
    if (!edge.call || edge.factor <= 1 || circular.has(edge.call)) return [];
    const before: Farthest<WeightedLayer> = found.get(edge.from) ?? { value: 1 };
    const times = edge.extend(before.value);
    const layers = (): readonly Layer[] => multiplying([edge, ...wayTo(found, edge.from)]);
    return [{ call: edge.call, times, multiplied: times > edge.factor, layers }];
  });
});

/** @param way the innermost layer first @returns those that multiply, the outermost first */
function multiplying(way: readonly WeightedLayer[]): readonly Layer[] {
  const outermost = way.findIndex(({ absorbs }) => absorbs);
  const counted = outermost === -1 ? way : way.slice(0, outermost + 1);
  return counted.filter(({ factor }) => factor > 1).reverse();
}

/** Calls of services, or of activities of one service, that wait for each other: `cyclic-sync-dependency` reports them. */
function callsInCircles(design: Design, { between }: SyncCalls): ReadonlySet<CallEffect> {
  const calls = new Set<CallEffect>();
  const services = cyclicComponents([...between.keys()], (element) => [...(between.get(element)?.keys() ?? [])]);
  for (const members of services.map((component) => new Set(component))) {
    for (const from of members) {
      for (const [to, effects] of between.get(from) ?? []) if (members.has(to)) for (const effect of effects) calls.add(effect);
    }
  }
  const calling = (activity: Activity): readonly CallEffect[] =>
    activity.effects.flatMap((effect) => (effect.kind === 'calls' ? [effect] : []));
  const activities = cyclicComponents(design.activities, (activity) => calling(activity).flatMap(({ callees }) => callees));
  for (const members of activities.map((component) => new Set(component))) {
    for (const from of members) for (const call of calling(from)) if (call.callees.some((callee) => members.has(callee))) calls.add(call);
  }
  return calls;
}

function deliveries(design: Design): readonly WeightedLayer[] {
  return design.hops.flatMap((hop): WeightedLayer[] => {
    const attempts = knownAttempts(hop.guarantee);
    // A run that has begun is not begun again because a step of it fails: its message is delivered then.
    if (hop.to.kind !== 'activity' || hop.to.activity.kind === 'workflow' || hop.step) return [];
    if (!attempts || attempts.value > burst) return [];
    const factor = attempts.value;
    const name = hop.from.kind === 'channel' ? hop.from.channel.name : hop.to.activity.element.name;
    const text = `${name} delivers up to ${factor} times`;
    return [{ from: outside, to: hop.to.activity.id, factor, text, source: hop.source, absorbs: false, extend: () => factor }];
  });
}

function layersOf(call: CallEffect): readonly WeightedLayer[] {
  const { activity, options, target } = call;
  // An undo that is only named is tried as often as its step, of which it is a part.
  if (!target || (call.part === 'undo' && call.implied)) return [];
  const { element } = activity;
  const retries = element.kind === 'orchestrator' ? retriesOf(call, element) : options.retries?.retries;
  const tries = retries !== undefined && Number.isFinite(retries) ? retries + 1 : 1;
  // A breaker stops trying; behind a fallback, nobody above learns of the failure and tries again.
  const factor = options.circuitBreaker ? 1 : tries;
  const absorbs = options.fallback !== undefined;
  const extend = absorbs ? () => factor : (value: number) => value * factor;
  const text = `${activity.label} tries ${objectOf(call)} ${factor} times`;
  const shared = { from: activity.id, factor, text, call, source: call.syntax.source, absorbs, extend };
  return call.callees.length === 0
    ? [{ ...shared, to: target.id }]
    : call.callees.map((callee: Activity) => ({ ...shared, to: callee.id }));
}
