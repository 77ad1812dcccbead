/** Which elements have anything to do with another one. */
import type { Activity, Design, Element } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { analysisOf, defineAnalysis } from '../analyses.ts';
import { askWhole, defineQuestion } from '../questions.ts';

/** A design is drawn from its first elements on; where fewer than these hang together, the others are still to come. */
const enough = 3;

/**
 * Elements other than channels that nothing leads to and nothing comes from, in the order of the text: of a system in which other elements hang
 * together already.
 */
export const unconnected = defineAnalysis('unconnected', (design, get): readonly Element[] => {
  const hanging = get(connected);
  return design.elements.filter(
    (element) => !('closed' in element) && !hanging.has(element) && askWhole(design, isBegun, element.system.id),
  );
});

const connected = defineAnalysis('connected', (design): ReadonlySet<Element> => {
  const hanging = new Set<Element>([...byActivities(design), ...byDeclarations(design)]);
  for (const id of design.index.parkedFrom.keys()) {
    const sink = design.index.elementById.get(id);
    if (sink) hanging.add(sink);
  }
  return hanging;
});

/** Whether enough of a system hangs together. */
const isBegun = defineQuestion(
  'is-begun',
  (parts) => {
    const counts = new Map<string, number>();
    for (const part of parts) for (const { system } of analysisOf(part, connected)) counts.set(system.id, (counts.get(system.id) ?? 0) + 1);
    return counts;
  },
  (counts, system) => (counts.get(system) ?? 0) >= enough,
);

/** What somebody handles, serves or does, and what it is done to. */
function* byActivities(design: Design): Generator<Element> {
  for (const activity of design.activities) {
    const { element, from, idempotency, join, effects } = activity;
    if (doesSomething(activity)) yield element;
    for (const other of [from, idempotency?.using, join?.using]) if (other) yield other;
    for (const effect of effects) {
      if (isStoreEffect(effect) && effect.store) yield effect.store;
      if (isMessageEffect(effect)) yield* [effect.to, effect.outbox].filter((other) => other !== undefined);
      if (isCallEffect(effect) && effect.target) yield effect.target;
      if (effect.options.fallback?.element) yield effect.options.fallback.element;
    }
  }
}

/** A workflow is there before its first step is; whatever else is done is written out. */
function doesSomething({ element }: Activity): boolean {
  return element.kind !== 'orchestrator' || element.steps.length > 0;
}

/** What declarations name: copies, state, routes, flows. */
function* byDeclarations(design: Design): Generator<Element> {
  for (const element of design.elements) {
    if ('rebuiltFrom' in element && element.rebuiltFrom) yield* [element, element.rebuiltFrom.from];
    if ('caches' in element && element.caches) yield* [element, element.caches.from];
    if ('routes' in element) for (const { target } of element.routes) if (target) yield target;
    if (!('state' in element)) continue;
    for (const { store, rebuiltFrom } of element.state) {
      yield element;
      if (store) yield store;
      if (rebuiltFrom) yield rebuiltFrom.from;
    }
  }
  for (const { fromElement } of design.flows) if (fromElement) yield fromElement;
}
