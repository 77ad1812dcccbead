/**
 * What a flow cannot do without until it has answered (analysis A13): the elements on each of its ways, which are the dominators of its answer in the
 * graph of its calls and effects. Effects in a row are all needed; of the branches of a `when`, of a call and its fallback, and of routes and operations that
 * may answer one call only what they have in common. What follows from a message waits in its channel and is not needed.
 */
import type { Action, Activity, CallEffect, Effect, Element, Flow, Step } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';
import { postOrder } from './post-order.ts';

export interface Dominators {
  /** The elements that a declared flow needs, by the flow's id. */
  readonly ofFlow: ReadonlyMap<string, readonly Element[]>;
}

type Term =
  | { readonly kind: 'element'; readonly element: Element }
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'all' | 'any'; readonly terms: readonly Term[] };

const NOTHING: Term = { kind: 'all', terms: [] };

function all(terms: readonly Term[]): Term {
  return terms.length === 1 && terms[0] ? terms[0] : { kind: 'all', terms };
}

/** What alternatives have in common; no alternative at all asks for nothing. */
function any(terms: readonly Term[]): Term {
  return terms.length === 1 && terms[0] ? terms[0] : { kind: 'any', terms };
}

function need(element: Element | undefined): Term {
  return element && element.kind !== 'actor' ? { kind: 'element', element } : NOTHING;
}

// ---------------------------------------------------------------- what needs what

function activityTerm(activity: Activity): Term {
  const { element } = activity;
  const kept = 'state' in element ? element.state.map((state) => need(state.rebuiltFrom ? undefined : state.store)) : [];
  return all([
    need(element),
    ...kept,
    need(activity.idempotency?.using),
    need(activity.join?.using),
    ...(activity.body ?? []).map(actionTerm),
  ]);
}

function actionTerm(action: Action): Term {
  switch (action.kind) {
    case 'effect':
      return effectTerm(action.effect);
    case 'step':
      return stepTerm(action.step);
    case 'when': {
      const branches = action.branches.map((branch) => all(branch.body.map(actionTerm)));
      // Without an `otherwise` there is a way on which nothing of it happens.
      return action.branches.at(-1)?.condition === undefined ? any(branches) : NOTHING;
    }
    case 'atomically':
    case 'parallel':
    case 'each':
      return all(action.body.map(actionTerm));
  }
}

/** A step that goes on to a later one when it fails is not needed. */
function stepTerm({ action, onFailure }: Step): Term {
  return action.kind === 'wait' || onFailure?.part === 'body' ? NOTHING : actionTerm(action);
}

function effectTerm(effect: Effect): Term {
  switch (effect.kind) {
    case 'calls':
      return callTerm(effect);
    case 'starts':
      return need(effect.target);
    case 'publishes':
    case 'sends':
      return effect.outbox ? need(effect.outbox) : all([need(effect.to), ...effect.channels.map(need)]);
    case 'reads':
      // A copy that is down is passed by: what it was filled from answers.
      return need(effect.store?.caches ? effect.store.caches.from : effect.store);
    default:
      return need(effect.store);
  }
}

function callTerm({ target, callees, options: { fallback } }: CallEffect): Term {
  const called = all([need(target), any(callees.map((activity) => ({ kind: 'activity', activity })))]);
  if (!fallback) return called;
  return any([called, fallback.operation ? { kind: 'activity', activity: fallback.operation } : need(fallback.element)]);
}

function activitiesIn(term: Term, found: Activity[] = []): Activity[] {
  if (term.kind === 'activity') found.push(term.activity);
  else if (term.kind !== 'element') for (const inner of term.terms) activitiesIn(inner, found);
  return found;
}

// ---------------------------------------------------------------- sets

/** Sets of elements as bits, so that joining and intersecting them costs next to nothing. */
class Bits {
  readonly #numbers = new Map<Element, number>();
  readonly #elements: Element[] = [];
  readonly #words: number;

  constructor(elements: readonly Element[]) {
    for (const element of elements) {
      this.#numbers.set(element, this.#elements.length);
      this.#elements.push(element);
    }
    this.#words = Math.ceil(elements.length / 32);
  }

  empty(): Uint32Array {
    return new Uint32Array(this.#words);
  }

  /** @returns whether it was not in the set yet. */
  add(set: Uint32Array, element: Element): boolean {
    const number = this.#numbers.get(element);
    if (number === undefined) return false;
    const before = set[number >> 5] ?? 0;
    const after = (before | (1 << (number & 31))) >>> 0;
    set[number >> 5] = after;
    return after !== before;
  }

  /** Adds the other set's elements. @returns whether there was a new one. */
  join(set: Uint32Array, other: Uint32Array): boolean {
    let grown = false;
    for (let word = 0; word < set.length; word++) {
      const before = set[word] ?? 0;
      const after = (before | (other[word] ?? 0)) >>> 0;
      if (after !== before) {
        set[word] = after;
        grown = true;
      }
    }
    return grown;
  }

  /** @returns what all of some sets hold; nothing where there is none. */
  common(sets: readonly Uint32Array[]): Uint32Array {
    const [first, ...others] = sets;
    const common = first?.slice() ?? this.empty();
    for (const other of others)
      for (let word = 0; word < common.length; word++) common[word] = ((common[word] ?? 0) & (other[word] ?? 0)) >>> 0;
    return common;
  }

  elements(set: Uint32Array): Element[] {
    return this.#elements.filter((_, number) => ((set[number >> 5] ?? 0) >>> (number & 31)) & 1);
  }
}

// ---------------------------------------------------------------- solution

/** Least solution of the equations: sets only grow, so it ends, also where calls run in a circle. */
function solve(starts: readonly Activity[], bits: Bits): ReadonlyMap<Activity, Uint32Array> {
  const terms = new Map<Activity, Term>();
  const termOf = (activity: Activity): Term => {
    const term = terms.get(activity) ?? activityTerm(activity);
    terms.set(activity, term);
    return term;
  };
  const order = postOrder(starts, (activity) => activitiesIn(termOf(activity)));
  const values = new Map(order.map((activity) => [activity, bits.empty()]));
  /** Adds what a term stands for so far. @returns whether there was something new. */
  const addTo = (set: Uint32Array, term: Term): boolean => {
    switch (term.kind) {
      case 'element':
        return bits.add(set, term.element);
      case 'activity': {
        const value = values.get(term.activity);
        return value !== undefined && bits.join(set, value);
      }
      case 'all': {
        let grown = false;
        for (const inner of term.terms) if (addTo(set, inner)) grown = true;
        return grown;
      }
      case 'any':
        return bits.join(set, bits.common(term.terms.map(alone)));
    }
  };
  const alone = (term: Term): Uint32Array => {
    const set = bits.empty();
    addTo(set, term);
    return set;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const activity of order) if (addTo(values.get(activity) ?? bits.empty(), termOf(activity))) changed = true;
  }
  return values;
}

export const dominators = defineAnalysis('dominators', (design): Dominators => {
  const bits = new Bits(design.elements);
  const values = solve(
    design.flows.flatMap(({ from }) => from),
    bits,
  );
  const ofFlow = new Map<string, readonly Element[]>();
  for (const { id, from, message } of design.flows) {
    const sets = from.flatMap((activity) => values.get(activity) ?? []);
    // A message is handled by all of its consumers; of several routes or operations a request takes one.
    const needed = bits.empty();
    for (const set of message ? sets : [bits.common(sets)]) bits.join(needed, set);
    ofFlow.set(id, bits.elements(needed));
  }
  return { ofFlow };
});

/**
 * Finds a shortest way of synchronous calls from where a flow begins to an element that it needs.
 * @returns the effects on that way, in order; none where the flow begins at the element
 */
export function wayTo(flow: Flow, element: Element): readonly Effect[] {
  const came = new Map<Activity, Effect | undefined>(flow.from.map((activity) => [activity, undefined]));
  for (const activity of came.keys()) {
    for (const effect of activity.effects) {
      if (touches(effect, element)) return [...wayBack(came, activity), effect];
      if (effect.kind === 'calls') for (const callee of effect.callees) if (!came.has(callee)) came.set(callee, effect);
    }
  }
  return [];
}

function touches(effect: Effect, element: Element): boolean {
  if ('store' in effect) return effect.store === element;
  if ('message' in effect)
    return effect.to === element || effect.outbox === element || effect.channels.some((channel) => channel === element);
  return 'target' in effect && effect.target === element;
}

function wayBack(came: ReadonlyMap<Activity, Effect | undefined>, activity: Activity): Effect[] {
  const way: Effect[] = [];
  for (let effect = came.get(activity); effect; effect = came.get(effect.activity)) way.unshift(effect);
  return way;
}
