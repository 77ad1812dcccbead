/** Who waits for whom: synchronous calls between components, looked at through the routes of balancers and gateways. */
import type { Activity, CallEffect, Design, Element } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';

export interface SyncCalls {
  /** For each component those that it calls, with the calls. Actors and externals are left out: they are outside of the design. */
  readonly between: ReadonlyMap<Element, ReadonlyMap<Element, readonly CallEffect[]>>;
}

function isComponent(element: Element): boolean {
  return element.kind === 'service' || element.kind === 'orchestrator';
}

/** @returns the components that answer a call, those behind a balancer's or gateway's route in its place. */
export function answering(effect: CallEffect): Element[] {
  const found = new Set<Element>();
  const seen = new Set<Activity>();
  const visit = (call: CallEffect): void => {
    if (call.target && isComponent(call.target)) found.add(call.target);
    for (const callee of call.callees) {
      if (callee.kind !== 'route' || seen.has(callee)) continue;
      seen.add(callee);
      for (const inner of callee.effects) if (inner.kind === 'calls') visit(inner);
    }
  };
  visit(effect);
  return [...found];
}

export const syncCalls = defineAnalysis('sync-calls', (design: Design): SyncCalls => {
  const between = new Map<Element, Map<Element, CallEffect[]>>();
  for (const effect of design.effects) {
    const from = effect.activity.element;
    if (effect.kind !== 'calls' || !isComponent(from)) continue;
    for (const to of answering(effect)) {
      // Calls between an element's own operations are no dependency of one component on another.
      if (to === from) continue;
      const known = between.get(from) ?? new Map<Element, CallEffect[]>();
      between.set(from, known);
      const calls = known.get(to);
      if (calls) calls.push(effect);
      else known.set(to, [effect]);
    }
  }
  return { between };
});
