/**
 * Unfolds a flow into the tree of its occurrences. The tree ends where a way comes back to an activity that is among its own causes: one that does
 * so in any case is a loop, which is what is found there.
 */
import type {
  Action,
  Activity,
  CallEffect,
  Channel,
  Design,
  Effect,
  Hop,
  KeptState,
  Message,
  Step,
  Wait,
} from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { analysisOf } from '../analyses.ts';
import { horizons } from '../passes/horizons.ts';
import { toleratesDisorder } from '../passes/order.ts';
import { isSelfHosted } from '../passes/workflows.ts';
import { type Cause, isGuarded, loopTo } from './causes.ts';
import type { FlowStart } from './flows.ts';
import { Layout } from './layout.ts';
import { blocksAtHead, canFail, canGiveUp, disorderOf, fateOf, handedOn, keepsOrder } from './legs.ts';
import { NO_PLACE, placesOf } from './places.ts';
import {
  type Activation,
  type Beginning,
  type Counter,
  type EffectOccurrence,
  type Field,
  type Leg,
  NO_FIELD,
  type Op,
  type Program,
  type Put,
  type Site,
  type StepOccurrence,
  type Trigger,
} from './program.ts';
import { RequirementFields } from './requirement-fields.ts';
import type { Wishes } from './requirements.ts';
import { type Draft, linkWaits, mergeOutboxes, type PendingWait, settle, type Tree } from './settle.ts';
import { differs, isPinned, keptBy, needsOf, retriesOf, stalenessOf } from './traits.ts';
import type { Choices } from './variants.ts';

/** The way of one message. */
interface Way {
  readonly message?: Message;
  readonly effect?: EffectOccurrence;
  readonly cause?: Cause;
  readonly guarded: boolean;
  readonly firing: number;
  readonly sender?: Activation;
  readonly before?: Leg;
  readonly puts: readonly Put[];
  readonly item: string;
  readonly counters?: readonly Counter[];
}

/** No flow that anybody could read has more; where one does, the rest is left out, and the result says so. */
export const mostOccurrences = 1_000;

/** How often what is done with each item is done. */
const items = 2;

export interface Unfolded {
  readonly program: Program;
  readonly layout: Layout;
  readonly current: Field;
  readonly fired: Field;
  /** One for each outage that can be at the same time. */
  readonly outages: readonly Field[];
  /** Whether kept state is there. */
  readonly kept: ReadonlyMap<KeptState, Field>;
}

/**
 * @param faults how many faults may strike; further tries of calls than these and one add nothing
 * @param wishes what the design's `require`s ask of this flow
 */
export function unfold(design: Design, start: FlowStart, choices: Choices, faults: number, wishes: Wishes): Unfolded {
  const once = new Unfolding(design, start, choices, faults, wishes).run(1);
  return needsTwo(once.program, wishes) ? new Unfolding(design, start, choices, faults, wishes).run(2) : once;
}

/** Two messages of one group, or one interaction after another, tell more than one where there are any. */
function needsTwo({ legs, activations }: Program, wishes: Wishes): boolean {
  return (
    legs.some(
      (leg) => leg.blocks || (leg.message !== undefined && (leg.message.ordered !== undefined || wishes.ordered.has(leg.message))),
    ) || activations.some(({ states }) => states.length > 0)
  );
}

class Unfolding {
  readonly #design: Design;
  readonly #start: FlowStart;
  readonly #choices: Choices;
  readonly #faults: number;
  readonly #wishes: Wishes;
  readonly #layout = new Layout();
  readonly #activations: Draft<Activation>[] = [];
  readonly #effects: Draft<EffectOccurrence>[] = [];
  readonly #legs: Draft<Leg>[] = [];
  readonly #puts: Draft<Put>[] = [];
  readonly #steps: Draft<StepOccurrence>[] = [];
  readonly #sites = new Map<string, Site>();
  readonly #waits: PendingWait[] = [];
  readonly #joins = new Map<string, Draft<Activation>[]>();
  readonly #kept = new Map<KeptState, Field>();
  readonly #written = new Map<string, Field>();
  readonly #places = new Map<Activity, ReadonlyMap<Effect, number>>();
  /** Scopes of undos that are repeated until they are through. */
  readonly #spared = new Set<number>();
  #scopes = 0;
  readonly #required: RequirementFields;
  #cut = false;

  constructor(design: Design, start: FlowStart, choices: Choices, faults: number, wishes: Wishes) {
    this.#design = design;
    this.#start = start;
    this.#choices = choices;
    this.#faults = faults;
    this.#wishes = wishes;
    this.#required = new RequirementFields(wishes, this.#layout);
  }

  run(firings: number): Unfolded {
    const fired = this.#layout.field(firings);
    const entries: Beginning[] = [];
    const counts: number[] = [];
    for (let firing = 0; firing < firings; firing++) {
      entries.push(this.#begin(firing));
      counts.push(this.#legs.length);
    }
    const tree: Tree = {
      activations: this.#activations,
      effects: this.#effects,
      legs: this.#legs,
      puts: this.#puts,
      waits: this.#waits,
      written: this.#written,
    };
    linkWaits(tree);
    const first = counts[0] ?? 0;
    for (const leg of this.#legs.slice(first)) leg.earlier = this.#legs[leg.id - first];
    settle(tree);
    const current = this.#layout.field(this.#activations.length);
    const outages = Array.from({ length: this.#faults }, () => this.#layout.field(this.#sites.size));
    const program: Program = {
      firings,
      entries,
      activations: this.#activations,
      effects: this.#effects,
      legs: this.#legs,
      puts: this.#puts,
      steps: this.#steps,
      sites: [...this.#sites.values()],
      concerned: this.#required.concerned,
      promises: [...this.#required.promises],
      cut: this.#cut,
    };
    return { program, layout: this.#layout, current, fired, outages, kept: this.#kept };
  }

  // ---------------------------------------------------------------- where it begins

  #begin(firing: number): Beginning {
    const { begins } = this.#start;
    switch (begins.kind) {
      case 'effect': {
        const action: Action = { kind: 'effect', effect: begins.effect };
        const cause: Cause = { activity: begins.effect.activity, guarded: false, call: false };
        return {
          activation: this.#activation(begins.effect.activity, { kind: 'entry' }, cause, firing, '', [action]),
          puts: [],
          happens: [],
        };
      }
      case 'activity': {
        const cause: Cause = { activity: begins.activity, guarded: false, call: false };
        return { activation: this.#activation(begins.activity, { kind: 'entry' }, cause, firing, ''), puts: [], happens: [] };
      }
      case 'message': {
        const { message } = begins;
        const hops = this.#design.index.hopsOf.get(message.id) ?? [];
        const fed = new Set(hops.flatMap(({ kind, to }) => (kind === 'forward' && to.kind === 'channel' ? [to.channel] : [])));
        const sources = new Set(
          hops.flatMap(({ kind, from }) => (from.kind === 'channel' && (kind === 'deliver' || kind === 'forward') ? [from.channel] : [])),
        );
        const roots = [...sources].filter((channel) => !fed.has(channel));
        const counters = this.#required.countersOf(this.#wishes.scopesOfMessage(message));
        const way: Way = { message, guarded: false, firing, puts: [], item: '', counters };
        const happens = this.#required.ended({ kind: 'message', message }, firing);
        happens.push(...this.#required.begun({ kind: 'message', message }, firing));
        return { puts: roots.map((channel) => this.#put(channel, way)), message, happens };
      }
    }
  }

  // ---------------------------------------------------------------- activations

  #activation(
    activity: Activity,
    trigger: Trigger,
    cause: Cause,
    firing: number,
    item: string,
    body: readonly Action[] = activity.body ?? [],
    caller?: Activation,
    scope: number = this.#scopes++,
  ): Draft<Activation> {
    const states = keptBy(activity.element);
    const { idempotency } = activity;
    const horizon = analysisOf(this.#design, horizons).get(activity.id)?.milliseconds ?? 0;
    const activation: Draft<Activation> = {
      id: this.#activations.length,
      activity,
      trigger,
      firing,
      caller,
      root: caller?.root as Activation,
      scope,
      ops: [],
      forward: 0,
      undos: 0,
      states: [...states],
      pinned: states.length > 0 && isPinned(this.#design, activity.element),
      forgets: idempotency?.within !== undefined && idempotency.within < horizon,
      acknowledgesFirst: false,
      canCrash: activity.element.kind === 'service' && ['handler', 'join', 'operation', 'schedule'].includes(activity.kind),
      final: true,
      begins: this.#required.begun({ kind: 'activity', activity }, firing),
      ends: this.#required.ended({ kind: 'activity', activity }, firing),
      wholly: [...this.#required.concerning(this.#wishes.wholly(activity))],
      surviving: (activity.element.kind === 'orchestrator' ? activity.element.state : states).map((state) =>
        this.#required.concerning(this.#wishes.surviving(activity.element, state)),
      ),
      chain: [],
      field: { at: NO_FIELD, begun: NO_FIELD, cause: NO_FIELD, late: NO_FIELD, recorded: NO_FIELD, which: NO_FIELD },
    };
    if (!caller) activation.root = activation;
    this.#activations.push(activation);
    for (const state of states) if (!this.#kept.has(state)) this.#kept.set(state, this.#layout.field(1));
    if (states.length === 0) this.#wishes.surviving(activity.element, undefined);
    const counters = this.#required.countersOf(this.#wishes.scopesOf(activity, caller?.activity));
    const counting: Cause = counters.length > 0 ? { ...cause, counters: [...(cause.counters ?? []), ...counters] } : cause;
    if (this.#activations.length + this.#legs.length > mostOccurrences) this.#cut = true;
    else this.#body(activation, body, counting, item);
    const steps = this.#steps.filter(({ workflow }) => workflow === activation).length;
    activation.field = {
      at: this.#layout.field(activation.ops.length + 2),
      begun: this.#layout.field(1),
      cause: this.#layout.field(3),
      late: this.#layout.field(1),
      recorded: idempotency?.using ? this.#layout.field(1) : NO_FIELD,
      which: activity.kind === 'workflow' ? this.#layout.field(steps + 1) : activity.kind === 'join' ? this.#layout.field(15) : NO_FIELD,
    };
    return activation;
  }

  #body(activation: Draft<Activation>, body: readonly Action[], cause: Cause, item: string): void {
    const around: Around = { activation, cause, item };
    for (const action of body) this.#action(action, around);
    activation.forward = activation.ops.length;
    if (activation.activity.kind === 'workflow') {
      this.#undos(activation, cause, item);
      activation.undos = activation.ops.length;
      for (const action of activation.activity.otherwise ?? []) this.#action(action, around);
      this.#linkFailures(activation);
    } else {
      mergeOutboxes(activation);
      if (activation.activity.idempotency?.using) activation.ops.push(this.#op('record', around));
      activation.forward = activation.ops.length;
      activation.undos = activation.ops.length;
    }
  }

  #undos(workflow: Draft<Activation>, cause: Cause, item: string): void {
    const own = this.#steps.filter((step) => step.workflow === workflow).reverse();
    for (const step of own) {
      step.undoFrom = workflow.ops.length;
      for (const effect of step.step.undo?.effects ?? []) {
        const around: Around = { activation: workflow, cause, item: `${item}/${step.id}`, step, undoes: step, scope: this.#scopes++ };
        this.#effectOp([effect], around);
      }
      step.undoTo = workflow.ops.length;
    }
  }

  #linkFailures(workflow: Draft<Activation>): void {
    const own = this.#steps.filter((step) => step.workflow === workflow);
    for (const step of own) {
      const target = step.step.onFailure;
      const found = target && own.find((other) => other.step === target && (target.part === 'otherwise' || other.from >= step.to));
      if (found) step.onFailure = { op: found.from, fails: found.step.part === 'otherwise' };
    }
  }

  // ---------------------------------------------------------------- bodies

  #action(action: Action, around: Around): void {
    switch (action.kind) {
      case 'effect':
        this.#effectOp([action.effect], around);
        break;
      case 'step':
        this.#step(action.step, around);
        break;
      case 'atomically':
        this.#atomically(action.body, around);
        break;
      case 'parallel':
        this.#parallel(action.body, around);
        break;
      case 'when': {
        const complete = action.branches.at(-1)?.condition === undefined;
        const place = `when ${action.syntax.source.uri} ${action.syntax.source.offset}`;
        const taken = action.branches[this.#choices.pick(place, action.branches.length + (complete ? 0 : 1))];
        for (const inner of taken?.body ?? []) this.#action(inner, around);
        break;
      }
      case 'each':
        for (let item = 1; item <= items; item++) {
          for (const inner of action.body) this.#action(inner, { ...around, item: `${around.item}/${action.item} ${item}` });
        }
        break;
    }
  }

  /** One transaction; what it calls comes after it. */
  #atomically(body: readonly Action[], around: Around): void {
    const together: Effect[] = [];
    const after: Action[] = [];
    const gather = (actions: readonly Action[]): void => {
      for (const action of actions) {
        if (action.kind === 'effect' && !isCallEffect(action.effect)) together.push(action.effect);
        else if (action.kind === 'atomically') gather(action.body);
        else after.push(action);
      }
    };
    gather(body);
    if (together.length > 0) this.#effectOp(together, around);
    for (const action of after) this.#action(action, around);
  }

  #parallel(body: readonly Action[], around: Around): void {
    const { ops } = around.activation;
    const from = ops.length;
    const ranges = body.map((inner) => {
      const begin = ops.length;
      this.#action(inner, around);
      return [begin, ops.length] as const;
    });
    if (around.activation.activity.kind !== 'workflow') return;
    const end = ops.length;
    for (const [, to] of ranges) for (const op of ops.slice(from, to) as Draft<Op>[]) op.next ??= { branch: to, end };
  }

  #step(step: Step, around: Around): void {
    const workflow = around.activation;
    const occurrence: Draft<StepOccurrence> = {
      id: this.#steps.length,
      step,
      workflow,
      scope: this.#scopes++,
      from: workflow.ops.length,
      to: 0,
      undoFrom: 0,
      undoTo: 0,
      effects: [],
      undo: [],
      field: { completed: this.#layout.field(1), undone: this.#layout.field(1) },
    };
    this.#steps.push(occurrence);
    const within: Around = { ...around, step: occurrence, scope: occurrence.scope, item: `${around.item}/${occurrence.id}` };
    if (step.action.kind === 'wait') this.#wait(step, step.action.wait, within);
    else this.#action(step.action, within);
    occurrence.to = workflow.ops.length;
    const last = workflow.ops.at(-1) as Draft<Op> | undefined;
    if (last && occurrence.to > occurrence.from) last.ends = true;
  }

  #wait(step: Step, wait: Wait, around: Around): void {
    const op = this.#op('wait', around);
    op.all = wait.all;
    op.awaited = wait.messages.map(() => []);
    this.#waits.push({ op, index: around.activation.ops.length, wait, step, workflow: around.activation });
    around.activation.ops.push(op);
  }

  #op(kind: Op['kind'], around: Around): Draft<Op> {
    return { kind, effects: [], step: around.undoes ? undefined : around.step, awaited: [], all: false, ends: false, sites: [] };
  }

  #effectOp(effects: readonly Effect[], around: Around): void {
    const op = this.#op('effects', around);
    const { activation } = around;
    activation.ops.push(op);
    const scope = around.scope ?? activation.scope;
    if (around.undoes && effects.every((effect) => effect.kind === 'reads' || retriesOf(effect) > 0)) this.#spared.add(scope);
    op.effects = effects.map((effect) => this.#occurrence(effect, around));
    if (this.#spared.has(scope)) return;
    const needed = new Set(op.effects.flatMap((occurrence) => needsOf(occurrence.effect)));
    op.sites = [...needed].filter((element) => element !== activation.activity.element).map((element) => this.#site(scope, element));
  }

  #site(scope: number, element: Site['element']): Site {
    const key = `${scope} ${element.id}`;
    const site = this.#sites.get(key) ?? { id: this.#sites.size, scope, element };
    this.#sites.set(key, site);
    return site;
  }

  // ---------------------------------------------------------------- effects

  #occurrence(effect: Effect, around: Around): Draft<EffectOccurrence> {
    const { activation, cause } = around;
    const retries = retriesOf(effect);
    const undoes = around.undoes;
    const places = this.#places.get(effect.activity) ?? placesOf(effect.activity);
    this.#places.set(effect.activity, places);
    const workflow =
      activation.activity.kind === 'workflow' && activation.activity.element.kind === 'orchestrator'
        ? activation.activity.element
        : undefined;
    const recorded = workflow && isSelfHosted(workflow);
    const capped = Math.min(retries, this.#faults);
    const occurrence: Draft<EffectOccurrence> = {
      id: this.#effects.length,
      effect,
      activation,
      step: undoes ? undefined : (around.step as StepOccurrence | undefined),
      undoes: undoes as StepOccurrence | undefined,
      plainFallback: false,
      puts: [],
      directs: [],
      changes: [],
      differs: differs(effect),
      place: places.get(effect) ?? NO_PLACE,
      retries: capped,
      // An undo that is tried again is tried until it is through.
      unlimited: retries === Number.POSITIVE_INFINITY || (undoes !== undefined && retries > 0),
      canLoseReply:
        effect.kind === 'calls' || (retries > 0 && effect.kind !== 'reads' && (effect.kind === 'starts' || workflow !== undefined)),
      canRepeat: recorded ?? false,
      stale: stalenessOf(this.#design, this.#start.flow, effect, (id) => this.#writtenField(`${activation.firing} ${id}`)),
      writes: [],
      counted: this.#required.counting(effect, cause),
      happens: this.#required.happens(effect, activation.firing),
      field: {
        count: effect.kind === 'reads' ? NO_FIELD : this.#layout.field(2),
        tries: capped > 0 || recorded ? this.#layout.field(Math.max(1, capped)) : NO_FIELD,
      },
    };
    this.#effects.push(occurrence);
    if (occurrence.step) (occurrence.step.effects as EffectOccurrence[]).push(occurrence);
    if (undoes) (undoes.undo as EffectOccurrence[]).push(occurrence);
    this.#leadsOn(occurrence, around, cause);
    return occurrence;
  }

  #writtenField(id: string): Field {
    const known = this.#written.get(id) ?? this.#layout.field(1);
    this.#written.set(id, known);
    return known;
  }

  #leadsOn(occurrence: Draft<EffectOccurrence>, around: Around, cause: Cause): void {
    const { effect } = occurrence;
    if (isStoreEffect(effect)) {
      if (effect.kind === 'reads' || !effect.store) return;
      for (const change of this.#design.index.activitiesOf.get(effect.store.id) ?? []) {
        const inner: Cause = { activity: change, up: cause, effect, guarded: isGuarded(effect), call: false };
        for (const published of change.effects.filter(isMessageEffect))
          occurrence.changes.push(this.#occurrence(published, { ...around, cause: inner }));
      }
    } else if (isMessageEffect(effect)) this.#sends(occurrence, around, cause);
    else if (effect.kind === 'calls') this.#calls(occurrence, effect, around, cause);
    else if (effect.kind === 'starts') this.#starts(occurrence, effect, around, cause);
  }

  #sends(occurrence: Draft<EffectOccurrence>, { activation, item }: Around, cause: Cause): void {
    const { effect } = occurrence;
    if (!isMessageEffect(effect)) return;
    const base: Way = {
      message: effect.message,
      effect: occurrence,
      cause,
      guarded: isGuarded(effect),
      firing: activation.firing,
      sender: activation,
      puts: [],
      item,
      counters: this.#required.countersOf(this.#wishes.scopesOfMessage(effect.message)),
    };
    const relay = effect.outbox ? this.#leg('relay', base) : undefined;
    const way: Way = relay ? { ...base, before: relay } : base;
    const hops = (this.#design.index.hopsFrom.get(effect.activity.id) ?? []).filter((hop) => hop.effect === effect);
    const into = relay ?? occurrence;
    for (const channel of effect.channels) {
      const hop = hops.find(({ to }) => to.kind === 'channel' && to.channel === channel);
      into.puts.push(this.#put(channel, way, hop));
    }
    for (const hop of hops) if (hop.kind === 'direct') into.directs.push(this.#travel(hop, way));
    occurrence.relay = relay;
  }

  #calls(occurrence: Draft<EffectOccurrence>, effect: CallEffect, around: Around, cause: Cause): void {
    const callee = effect.callees[this.#choices.pick(`callee ${effect.id}`, effect.callees.length)] ?? unknownOperation(effect);
    if (callee && callee.element.kind !== 'external') occurrence.callee = this.#callee(occurrence, callee, around, cause, false);
    const { fallback } = effect.options;
    if (!fallback) return;
    const instead = fallback.operation ?? (fallback.element?.kind === 'orchestrator' ? fallback.element.workflow : undefined);
    if (instead && instead.element.kind !== 'external') occurrence.fallback = this.#callee(occurrence, instead, around, cause, true);
    occurrence.plainFallback = occurrence.fallback === undefined;
  }

  #callee(occurrence: Draft<EffectOccurrence>, callee: Activity, around: Around, cause: Cause, fallback: boolean): Activation | undefined {
    const { effect } = occurrence;
    const loop = loopTo(callee, cause, effect, isGuarded(effect), true);
    if (loop) {
      if (loop !== 'guarded') occurrence.loop = loop;
      return undefined;
    }
    const inner: Cause = { activity: callee, up: cause, effect, guarded: isGuarded(effect), call: true };
    const { activation, scope, item } = around;
    const trigger: Trigger = { kind: 'call', effect: occurrence, fallback };
    return this.#activation(callee, trigger, inner, activation.firing, item, undefined, activation, scope ?? activation.scope);
  }

  #starts(occurrence: Draft<EffectOccurrence>, effect: CallEffect, { activation, item }: Around, cause: Cause): void {
    const [callee] = effect.callees;
    if (!callee) return;
    const way: Way = {
      effect: occurrence,
      cause,
      guarded: isGuarded(effect),
      firing: activation.firing,
      sender: activation,
      puts: [],
      item,
    };
    const leg = this.#leg('start', way);
    leg.named = effect.options.key !== undefined;
    occurrence.start = leg;
    this.#reach(leg, callee, way, undefined);
  }

  // ---------------------------------------------------------------- messages

  #put(channel: Channel, way: Way, hop?: Hop): Draft<Put> {
    const within = channel.facts.deduplicates?.value.within;
    const publisher = way.effect?.effect.activity.id;
    const horizon = publisher ? (analysisOf(this.#design, horizons).get(publisher)?.milliseconds ?? 0) : 0;
    const put: Draft<Put> = {
      id: this.#puts.length,
      channel,
      firing: way.firing,
      message: way.message,
      legs: [],
      hop,
      deduplicates: within !== undefined,
      forgets: within !== undefined && within < horizon,
      atMostOnce: hop?.guarantee.delivery?.value === 'at-most-once',
      neverLost: [...this.#required.concerning(this.#wishes.neverLost(way.message))],
      field: { accepted: within === undefined ? NO_FIELD : this.#layout.field(1), parked: NO_FIELD },
    };
    this.#puts.push(put);
    if (way.puts.some((other) => other.channel === channel)) return put;
    const further: Way = { ...way, puts: [...way.puts, put] };
    handedOn(this.#design, channel, way.message).forEach((hops, number) => {
      const taken = hops[this.#choices.pick(`consumer ${channel.id} ${way.message?.id ?? ''} ${number}`, hops.length)];
      if (taken) put.legs.push(this.#travel(taken, further));
    });
    return put;
  }

  #leg(kind: Leg['kind'], way: Way): Draft<Leg> {
    const leg: Draft<Leg> = {
      id: this.#legs.length,
      kind,
      firing: way.firing,
      message: way.message,
      effect: way.effect,
      before: way.before,
      sender: way.sender,
      puts: [],
      directs: [],
      delivery: kind === 'relay' ? 'at-least-once' : undefined,
      named: false,
      ordered: false,
      blocks: false,
      needsOrder: false,
      attempts: this.#faults + 1,
      fate: { kind: 'waits', attended: true, decided: true, wholeGroup: false },
      canFail: false,
      canGiveUp: false,
      canRepeatLate: false,
      inOrder: [],
      neverLost: [...this.#required.concerning(this.#wishes.neverLost(way.message))],
      field: {
        copies: this.#layout.field(3),
        late: this.#layout.field(1),
        fails: this.#layout.field(this.#faults + 1),
        status: this.#layout.field(7),
      },
    };
    this.#legs.push(leg);
    return leg;
  }

  /** A message goes one leg further. */
  #travel(hop: Hop, way: Way): Draft<Leg> {
    const kind = hop.step ? 'await' : hop.kind === 'forward' ? 'forward' : hop.kind === 'direct' ? 'direct' : 'deliver';
    const leg = this.#leg(kind, way);
    const { message } = way;
    const by = message && (message.ordered ?? this.#wishes.ordered.get(message));
    leg.hop = hop;
    leg.channel = hop.from.kind === 'channel' ? hop.from.channel : undefined;
    leg.delivery = hop.guarantee.delivery?.value;
    leg.named = hop.subscription?.key !== undefined && hop.to.kind === 'activity';
    leg.blocks = blocksAtHead(hop);
    leg.disorder = by && disorderOf(this.#design, hop, by.by);
    leg.ordered = keepsOrder(hop) && !leg.disorder;
    leg.attempts = Math.min(hop.guarantee.attempts?.value ?? Number.POSITIVE_INFINITY, this.#faults + 1);
    leg.fate = fateOf(this.#design, hop);
    leg.canFail = canFail(this.#design, hop);
    leg.canGiveUp = canGiveUp(this.#design, hop);
    const further: Way = { ...way, before: leg };
    if (hop.to.kind === 'channel')
      leg.puts.push(this.#put(hop.to.channel, { ...further, guarded: way.guarded || hop.subscription?.filter !== undefined }, hop));
    else {
      const { activity } = hop.to;
      leg.needsOrder = by !== undefined && this.#mustBeInOrder(activity, message);
      leg.inOrder = message ? [...this.#required.concerning(this.#wishes.orderedAt(message, activity))] : [];
      if (leg.needsOrder || leg.inOrder.length > 0) leg.disordered = firstDisordered(leg);
      if (leg.kind !== 'await') this.#reach(leg, activity, way, hop);
    }
    this.#park(leg, hop, way);
    return leg;
  }

  #mustBeInOrder(activity: Activity, message: Message | undefined): boolean {
    if (activity.kind !== 'handler' && activity.kind !== 'join') return false;
    return message?.ordered !== undefined && activity.element.kind !== 'actor' && !toleratesDisorder(activity);
  }

  /** Where failed messages go: into a channel, whoever takes them from there, and perhaps back. */
  #park(leg: Draft<Leg>, { guarantee: { failure } }: Hop, way: Way): void {
    if (leg.fate.kind !== 'parked' || failure?.kind !== 'dead-letters' || !isChannel(failure.to)) return;
    const { to } = failure;
    if (way.puts.some(({ channel }) => channel === to)) return;
    const put = this.#put(to, { ...way, before: leg });
    put.field = { ...put.field, parked: this.#layout.field(2) };
    leg.parked = put;
    const back = to.redrivesTo?.channel;
    if (!back) return;
    const own = way.puts.find(({ channel }) => channel === back);
    if (back === leg.channel && back.kind === 'queue') put.redrive = { puts: [], leg };
    else put.redrive = { puts: [own ?? this.#put(back, { ...way, before: leg })] };
  }

  /** Something is brought about by a leg, unless it is among its own causes. */
  #reach(leg: Draft<Leg>, activity: Activity, way: Way, hop: Hop | undefined): void {
    const effect = way.effect?.effect;
    const guarded = way.guarded || hop?.subscription?.filter !== undefined || activity.options.filter !== undefined;
    const loop = way.cause && effect && loopTo(activity, way.cause, effect, guarded, false);
    if (loop) {
      if (loop !== 'guarded') leg.loop = loop;
      return;
    }
    const cause: Cause = { activity, up: way.cause, effect, guarded, call: false, counters: way.counters };
    if (activity.kind === 'join') {
      this.#join(leg, activity, cause, way);
      return;
    }
    const activation = this.#activation(activity, { kind: 'delivery', legs: [leg] }, cause, way.firing, way.item);
    activation.acknowledgesFirst = leg.delivery === 'at-most-once' || activity.options.acknowledgesFirst !== undefined;
    leg.activation = activation;
  }

  /** What a join waits for comes over several legs; the same message once more begins another one. */
  #join(leg: Draft<Leg>, activity: Activity, cause: Cause, { firing, item }: Way): void {
    const key = `${activity.id} ${firing}`;
    const known = this.#joins.get(key) ?? [];
    this.#joins.set(key, known);
    const open = known.find(({ trigger }) => trigger.kind === 'delivery' && trigger.legs.every(({ message }) => message !== leg.message));
    if (open?.trigger.kind === 'delivery' && open.trigger.legs.length < 15) {
      open.trigger.legs.push(leg);
      leg.activation = open;
      return;
    }
    const activation = this.#activation(activity, { kind: 'delivery', legs: [leg] }, cause, firing, item);
    activation.acknowledgesFirst = leg.delivery === 'at-most-once' || activity.options.acknowledgesFirst !== undefined;
    if (activity.otherwise && activity.join?.within !== undefined)
      activation.otherwise = this.#activation(activity, { kind: 'entry' }, cause, firing, item, activity.otherwise);
    known.push(activation);
    leg.activation = activation;
  }
}

interface Around {
  readonly activation: Draft<Activation>;
  readonly cause: Cause;
  readonly item: string;
  readonly step?: Draft<StepOccurrence>;
  readonly undoes?: Draft<StepOccurrence>;
  readonly scope?: number;
}

/** A service of which no operation is written has one all the same, of which nothing is known. */
function unknownOperation({ target, syntax }: CallEffect): Activity | undefined {
  if (target?.kind !== 'service') return undefined;
  return {
    id: `${target.id}/called`,
    kind: 'operation',
    element: target,
    label: target.name,
    messages: [],
    criticality: target.criticality,
    safe: false,
    options: { partialFailures: false },
    effects: [],
    syntax: { ...target.syntax, source: syntax.source },
  };
}

/** The leg nearest to where the message comes from on which order is lost. */
function firstDisordered(leg: Leg): Leg | undefined {
  let found: Leg | undefined;
  for (let at: Leg | undefined = leg; at && at.message === leg.message; at = at.before) if (at.disorder) found = at;
  return found;
}
