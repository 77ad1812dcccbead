/**
 * What a flow cannot do without (analysis A13): the elements on each of its ways, which are the dominators of its end in the graph of what it sets off.
 * Effects in a row are all needed; of the branches of a `when`, of a call and its fallback, of routes and operations that may answer one call,
 * and of services that compete for one queue only what they have in common.
 */
import type { Action, Activity, CallEffect, Channel, Design, Effect, Element, Flow, Message, Step } from '../../language/model/design.ts';
import { defineAnalysis } from '../analyses.ts';
import { postOrder } from './post-order.ts';

/** What must be up. */
export interface Needs {
  /** Until the caller has its answer; of a workflow or a consumer, until it has done its own work. */
  readonly answer: readonly Element[];
  /** Until all is done that follows, unless it may be lost. */
  readonly whole: readonly Element[];
}

export interface Dominators {
  /** By the id of each declared flow. */
  readonly ofFlow: ReadonlyMap<string, Needs>;
}

/** How far a flow is followed. */
type Reach = keyof Needs;

type Term =
  | { readonly kind: 'element'; readonly element: Element }
  | { readonly kind: 'node'; readonly node: Node }
  | { readonly kind: 'all' | 'any'; readonly terms: readonly Term[] };

/** An activity, or a message in a channel. */
interface Node {
  readonly term: () => Term;
}

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

/** Writes down for each activity and each message in a channel what it needs, as terms over one another. */
class Equations {
  readonly #design: Design;
  readonly #reach: Reach;
  readonly #nodes = new Map<string, Node>();

  constructor(design: Design, reach: Reach) {
    this.#design = design;
    this.#reach = reach;
  }

  activity(activity: Activity): Node {
    return this.#node(activity.id, () => this.#activityTerm(activity));
  }

  #node(id: string, make: () => Term): Node {
    const known = this.#nodes.get(id);
    if (known) return known;
    let term: Term | undefined;
    const node: Node = {
      term: () => {
        term ??= make();
        return term;
      },
    };
    this.#nodes.set(id, node);
    return node;
  }

  #of(activity: Activity): Term {
    return { kind: 'node', node: this.activity(activity) };
  }

  #activityTerm(activity: Activity): Term {
    const { element } = activity;
    const kept = 'state' in element ? element.state.map((state) => need(state.rebuiltFrom ? undefined : state.store)) : [];
    return all([
      need(element),
      ...kept,
      need(activity.idempotency?.using),
      need(activity.join?.using),
      ...(activity.body ?? []).map((action) => this.#action(action)),
    ]);
  }

  #action(action: Action): Term {
    switch (action.kind) {
      case 'effect':
        return this.#effect(action.effect);
      case 'step':
        return this.#step(action.step);
      case 'when': {
        const branches = action.branches.map((branch) => all(branch.body.map((inner) => this.#action(inner))));
        // Without an `otherwise` there is a way on which nothing of it happens.
        return any(action.branches.at(-1)?.condition === undefined ? branches : [...branches, NOTHING]);
      }
      case 'atomically':
      case 'parallel':
      case 'each':
        return all(action.body.map((inner) => this.#action(inner)));
    }
  }

  /** A step that goes on to a later one when it fails is not needed. */
  #step({ action, onFailure }: Step): Term {
    return action.kind === 'wait' || onFailure?.part === 'body' ? NOTHING : this.#action(action);
  }

  #effect(effect: Effect): Term {
    switch (effect.kind) {
      case 'calls':
        return this.#call(effect);
      case 'starts':
        return this.#reach === 'whole' ? this.#call(effect) : need(effect.target);
      case 'publishes':
      case 'sends': {
        const { message, outbox, to, channels } = effect;
        const handedOver = outbox ? [need(outbox)] : [need(to), ...channels.map(need)];
        const followed = this.#reach === 'whole' && message && message.criticality !== 'expendable';
        return all(
          followed ? [...handedOver, ...channels.map((channel) => this.#sent(channel, message)), ...this.#direct(effect)] : handedOver,
        );
      }
      case 'reads':
        // A copy that is down is passed by: what it was filled from answers.
        return need(effect.store?.caches ? effect.store.caches.from : effect.store);
      default: {
        const changes = this.#reach === 'whole' && effect.store ? (this.#design.index.activitiesOf.get(effect.store.id) ?? []) : [];
        return all([need(effect.store), ...changes.map((activity) => this.#of(activity))]);
      }
    }
  }

  #call({ target, callees, options: { fallback } }: CallEffect): Term {
    const called = all([need(target), any(callees.map((callee) => this.#of(callee)))]);
    if (!fallback) return called;
    return any([called, fallback.operation ? this.#of(fallback.operation) : need(fallback.element)]);
  }

  /** What a message put into a channel needs in order to be handled. */
  #sent(channel: Channel, message: Message): Term {
    const node = this.#node(`${channel.id} ${message.id}`, () => {
      const hops = (this.#design.index.hopsFrom.get(channel.id) ?? []).filter((hop) => hop.messages.includes(message));
      const onward = hops.flatMap(({ kind, to }): readonly Term[] => {
        if (kind === 'deliver' && to.kind === 'activity') return [this.#of(to.activity)];
        return kind === 'forward' && to.kind === 'channel' ? [this.#sent(to.channel, message)] : [];
      });
      return all([need(channel), channel.kind === 'queue' ? any(onward) : all(onward)]);
    });
    return { kind: 'node', node };
  }

  #direct(effect: Effect): readonly Term[] {
    const hops = this.#design.index.hopsFrom.get(effect.activity.id) ?? [];
    return hops.flatMap(({ kind, effect: cause, to }) =>
      kind === 'direct' && cause === effect && to.kind === 'activity' ? [this.#of(to.activity)] : [],
    );
  }
}

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

  add(set: Uint32Array, element: Element): void {
    const number = this.#numbers.get(element);
    if (number !== undefined) set[number >> 5] = (set[number >> 5] ?? 0) | (1 << (number & 31));
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

  keepCommon(set: Uint32Array, other: Uint32Array): void {
    for (let word = 0; word < set.length; word++) set[word] = ((set[word] ?? 0) & (other[word] ?? 0)) >>> 0;
  }

  elements(set: Uint32Array): Element[] {
    return this.#elements.filter((_, number) => ((set[number >> 5] ?? 0) >>> (number & 31)) & 1);
  }
}

function nodesIn(term: Term, found: Node[] = []): Node[] {
  if (term.kind === 'node') found.push(term.node);
  else if (term.kind !== 'element') for (const inner of term.terms) nodesIn(inner, found);
  return found;
}

/** Least solution of the equations: sets only grow, so it ends, also where calls and messages run in a circle. */
function solve(roots: readonly Node[], bits: Bits): ReadonlyMap<Node, Uint32Array> {
  const order = postOrder(roots, (node) => nodesIn(node.term()));
  const values = new Map(order.map((node) => [node, bits.empty()]));
  const evaluate = (term: Term): Uint32Array => {
    const set = bits.empty();
    switch (term.kind) {
      case 'element':
        bits.add(set, term.element);
        break;
      case 'node':
        return values.get(term.node) ?? set;
      case 'all':
        for (const inner of term.terms) bits.join(set, evaluate(inner));
        break;
      case 'any':
        term.terms.forEach((inner, number) => {
          if (number === 0) bits.join(set, evaluate(inner));
          else bits.keepCommon(set, evaluate(inner));
        });
        break;
    }
    return set;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of order) {
      const value = values.get(node);
      if (value && bits.join(value, evaluate(node.term()))) changed = true;
    }
  }
  return values;
}

function solveFor(design: Design, flows: readonly Flow[], reach: Reach, bits: Bits): ReadonlyMap<string, readonly Element[]> {
  const equations = new Equations(design, reach);
  const starts = new Map(flows.map((flow) => [flow, flow.from.map((activity) => equations.activity(activity))]));
  const values = solve([...starts.values()].flat(), bits);
  return new Map(
    flows.map((flow) => {
      const sets = (starts.get(flow) ?? []).map((node) => values.get(node) ?? bits.empty());
      const set = bits.empty();
      // A message is handled by all of its consumers; of several routes or operations a request takes one.
      sets.forEach((other, number) => {
        if (flow.message || number === 0) bits.join(set, other);
        else bits.keepCommon(set, other);
      });
      return [flow.id, bits.elements(set)];
    }),
  );
}

export const dominators = defineAnalysis('dominators', (design): Dominators => {
  const bits = new Bits(design.elements);
  const answer = solveFor(design, design.flows, 'answer', bits);
  const whole = solveFor(design, design.flows, 'whole', bits);
  const ofFlow = new Map(design.flows.map(({ id }) => [id, { answer: answer.get(id) ?? [], whole: whole.get(id) ?? [] }]));
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
  return 'target' in effect && (effect.target === element || effect.callees.some((callee) => callee.element === element));
}

function wayBack(came: ReadonlyMap<Activity, Effect | undefined>, activity: Activity): Effect[] {
  const way: Effect[] = [];
  for (let effect = came.get(activity); effect; effect = came.get(effect.activity)) way.unshift(effect);
  return way;
}
