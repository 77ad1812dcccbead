/**
 * The naive model: what can happen next in a state, written from the specification in the plainest way. A state is copied as a whole for each thing that can
 * happen; nothing is shared, packed or remembered.
 */

import { analysisOf } from '../../../analysis/analyses.ts';
import { horizons } from '../../../analysis/passes/horizons.ts';
import type {
  Activity,
  CallEffect,
  Channel,
  Design,
  Effect,
  Element,
  Hop,
  Idempotency,
  KeptState,
  Key,
  Message,
  Orchestrator,
  Store,
} from '../../../language/model/design.ts';
import { isSubscriptionOfOneProduct } from '../../../language/model/guarantees.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { type Choices, choose, type Doing, doingsOf, isOutboxRow, isWrite, NotModelled, type StepDoing, stepsOf } from './bodies.ts';
import { type Broken, differsTwice, type Entry, keepsOrder, mindsOrder } from './facts.ts';
import type { Delivery, Frame, Run, State, Thread } from './state.ts';

/** Something that can happen: the state after it, the fault that it is, and the promises that break in it. */
export interface Event {
  readonly next: State;
  readonly fault?: string;
  readonly breaks: readonly Broken[];
}

export interface MachineOptions {
  readonly design: Design;
  readonly entry: Entry;
  readonly choices: Choices;
  readonly budget: number;
  readonly firings: number;
  /** Whether everything that may happen in any order is tried in every order. */
  readonly every: boolean;
}

/** Changes a copy of the state. */
type Change = (next: State, breaks: Broken[]) => void;

export class Machine {
  readonly options: MachineOptions;
  readonly design: Design;
  /** Which effect and which body an occurrence is of; no part of the state, for its name says it. */
  readonly #effects = new Map<string, Effect>();
  readonly #bodies = new Map<string, Activity>();
  readonly #effectById: ReadonlyMap<string, Effect>;
  readonly #hopById: ReadonlyMap<string, Hop>;
  #events: Event[] = [];
  #text = '';
  #state: State | undefined;

  constructor(options: MachineOptions) {
    this.options = options;
    this.design = options.design;
    this.#effectById = new Map(this.design.effects.map((effect) => [effect.id, effect]));
    this.#hopById = new Map(this.design.hops.map((hop) => [hop.id, hop]));
  }

  // -------------------------------------------------------------- look-ups

  activity(id: string): Activity {
    const found = this.design.index.activityById.get(id);
    if (!found) throw new Error(`no activity ${id}`);
    return found;
  }

  effect(id: string): Effect {
    const found = this.#effectById.get(id);
    if (!found) throw new Error(`no effect ${id}`);
    return found;
  }

  hop(id: string): Hop {
    const found = this.#hopById.get(id);
    if (!found) throw new Error(`no hop ${id}`);
    return found;
  }

  message(id: string): Message {
    const found = this.design.messages.find((message) => message.id === id);
    if (!found) throw new Error(`no message ${id}`);
    return found;
  }

  effectAt(occ: string): Effect | undefined {
    return this.#effects.get(occ.endsWith('~') ? occ.slice(0, -1) : occ);
  }

  bodyOf(occ: string): Activity | undefined {
    return this.#bodies.get(occ);
  }

  /** The effects of a body, as occurrences. */
  effectsBelow(occ: string, activity: Activity): readonly { readonly occ: string; readonly effect: Effect }[] {
    return doingsOf(activity, 'body', this.options.choices).flatMap(({ effects, item }) =>
      effects.map((effect) => ({ occ: occurrenceOf({ occ }, effect, item), effect })),
    );
  }

  steps(activity: Activity, part: 'body' | 'otherwise'): readonly StepDoing[] {
    return stepsOf(activity, part, this.options.choices);
  }

  doings(frame: Frame): readonly Doing[] {
    const activity = this.activity(frame.activity);
    if (frame.only !== undefined) return [{ effects: [this.effect(frame.only)], item: '' }];
    if (frame.part === 'body') return doingsOf(activity, 'body', this.options.choices);
    const step = this.steps(activity, frame.part === 'otherwise' ? 'otherwise' : 'body')[frame.step ?? 0];
    return (frame.part === 'undo' ? step?.undo : step?.doings) ?? [];
  }

  // -------------------------------------------------------------- what can happen

  /** @returns all that can happen; what is no fault comes first. Empty at the end of a run. */
  eventsOf(text: string): readonly Event[] {
    const state = JSON.parse(text) as State;
    this.#events = [];
    this.#text = text;
    this.#state = state;
    const { every, firings } = this.options;
    const [first] = state.threads;
    if (first && !every) {
      this.#advance(first, 0);
      return this.#events;
    }
    state.threads.forEach((thread, number) => {
      this.#advance(thread, number);
    });
    const ready = this.#ready(state);
    for (const begin of every ? ready : ready.slice(0, 1)) begin();
    const busy = state.threads.length > 0 || ready.length > 0;
    if (state.fired < firings && (every || !busy)) this.#fire();
    if (!busy && state.fired >= firings) this.#late(state);
    return this.#events;
  }

  #can(change: Change, fault?: string): void {
    const next = JSON.parse(this.#text) as State;
    const breaks: Broken[] = [];
    change(next, breaks);
    this.#events.push({ next, fault, breaks });
  }

  // -------------------------------------------------------------- firing

  #fire(): void {
    const { entry } = this.options;
    this.#can((next, breaks) => {
      next.fired++;
      const root = `f${next.fired}`;
      if (entry.kind === 'message') {
        next.order.push(root);
        for (const hop of entry.hops) this.#send(next, breaks, hop, entry.message, root, false);
        return;
      }
      if (entry.activity.kind === 'workflow') {
        this.#startRun(next, breaks, entry.activity, root);
        return;
      }
      const thread: Thread = { root, rootKind: 'fire', frames: [], late: false };
      next.threads.push(thread);
      this.#begin(next, thread, entry.activity, `${root}|${entry.activity.id}|`, 'body', entry.effect?.id);
    });
  }

  #begin(next: State, thread: Thread, activity: Activity, occ: string, part: Frame['part'], only?: string, step?: number): void {
    const run = (next.begun[occ] ?? 0) + 1;
    next.begun[occ] = run;
    const frame: Frame = { activity: activity.id, occ, at: 0, run, tries: 0, fallback: false, waits: false, part };
    if (part === 'body' && only === undefined) this.#bodies.set(occ, activity);
    if (only !== undefined) frame.only = only;
    if (step !== undefined) frame.step = step;
    thread.frames.push(frame);
    // A key that was recorded makes the whole body be skipped.
    if (part === 'body' && next.recorded[occ] && this.#guardHolds(activity, undefined, thread.late)) frame.at = this.doings(frame).length;
  }

  // -------------------------------------------------------------- bodies

  #advance(thread: Thread, number: number): void {
    const frame = thread.frames.at(-1);
    if (!frame) throw new Error('a thread without a frame');
    const doings = this.doings(frame);
    this.#instanceFaults(frame);
    this.#crashes(thread, number, frame, doings.length);
    const doing = doings[frame.at];
    if (!doing) {
      this.#finish(thread, number, frame);
      return;
    }
    const [effect] = doing.effects;
    if (effect && isCallEffect(effect)) this.#call(thread, number, frame, effect, doing.item);
    else this.#local(thread, number, doing);
  }

  /** State that a service keeps is looked for when one of its bodies begins. */
  #instanceFaults(frame: Frame): void {
    if (frame.at !== 0 || frame.tries > 0 || frame.waits || frame.part !== 'body') return;
    const { element } = this.activity(frame.activity);
    if (element.kind !== 'service' || !this.#state?.touched[element.id]) return;
    for (const state of element.state) {
      const fragile =
        state.rebuiltFrom === undefined && (state.place !== 'store' || (state.store !== undefined && isFragileCache(state.store)));
      if (!fragile) continue;
      const broken: Broken = {
        promise: 'state-kept',
        element: this.#keeperOf(state),
        at: state.name,
      };
      const lose = (fault: string): void =>
        this.#can((next, breaks) => {
          delete next.touched[element.id];
          breaks.push(broken);
        }, fault);
      lose('instance-loss');
      const several = (element.facts.instances?.value.max ?? (element.facts.ephemeral ? 2 : 1)) > 1;
      if (several && state.place !== 'store') lose('scale-out');
    }
  }

  /** Where kept state is mended: the cache that holds it, the entry that pins clients to what holds it, or the service. */
  #keeperOf(state: KeptState): string {
    if (state.place === 'store' && state.store) return state.store.id;
    const pinning = this.design.elements.find(
      (entry) => 'sticky' in entry && entry.sticky !== undefined && entry.routes.some(({ target }) => target === state.element),
    );
    const several = (state.element.facts.instances?.value.max ?? 2) > 1 && !state.element.facts.ephemeral;
    return pinning && several ? pinning.id : state.element.id;
  }

  #crashes(thread: Thread, number: number, frame: Frame, length: number): void {
    const activity = this.activity(frame.activity);
    if (frame.part !== 'body' || frame.tries > 0 || frame.waits || frame.fallback || frame.only !== undefined) return;
    const isHandler = activity.kind === 'handler' || activity.kind === 'join';
    if (!isHandler && activity.kind !== 'operation' && activity.kind !== 'schedule') return;
    if (activity.element.kind === 'external' || activity.element.kind === 'actor') return;
    const delivery = thread.rootKind === 'delivery' && thread.frames.length === 1 ? this.#state?.deliveries[thread.root] : undefined;
    const losesMessage = delivery !== undefined && this.#acknowledgedFirst(delivery);
    const between = frame.at > 0 && frame.at < length;
    const beforeFirst = frame.at === 0 && losesMessage;
    const beforeAcknowledgement = frame.at > 0 && frame.at === length && isHandler;
    if (between || beforeFirst || beforeAcknowledgement) this.#can((next, breaks) => this.#fail(next, breaks, number, 'crash'), 'crash');
  }

  /** One step that is no call. */
  #local(thread: Thread, number: number, doing: Doing): void {
    const out = this.#state?.out[thread.root] ?? [];
    const needed = doing.effects.flatMap((effect) => this.#neededBy(effect));
    const acting = thread.frames.at(-1)?.part;
    if (needed.some((element) => out.includes(element))) {
      this.#can((next, breaks) => this.#fail(next, breaks, number, 'outage'));
      return;
    }
    for (const element of new Set(needed)) {
      if (acting === 'undo' && this.#undoIsRetried(thread)) continue;
      if (doing.effects.some((effect) => effect.options.retries?.retries === Number.POSITIVE_INFINITY)) continue;
      this.#can((next, breaks) => {
        this.#goesOut(next, thread.root, element);
        this.#fail(next, breaks, number, 'outage');
      }, 'outage');
    }
    const perform = (next: State, breaks: Broken[], staleRead: boolean): void => {
      const mine = next.threads[number];
      const frame = mine?.frames.at(-1);
      if (!mine || !frame) return;
      for (const effect of doing.effects) this.#take(next, breaks, mine, frame, effect, doing, staleRead);
      if (doing.record) next.recorded[frame.occ] = true;
      frame.at++;
    };
    this.#can((next, breaks) => perform(next, breaks, false));
    if (doing.effects.some((effect) => this.#canBeStale(effect))) this.#can((next, breaks) => perform(next, breaks, true), 'stale-read');
  }

  #goesOut(next: State, root: string, element: string): void {
    next.out[root] = [...(next.out[root] ?? []), element];
  }

  #neededBy(effect: Effect): readonly string[] {
    if (isStoreEffect(effect)) return effect.store ? [effect.store.id] : [];
    if (isMessageEffect(effect) && effect.outbox) return [effect.outbox.id];
    if (isMessageEffect(effect)) return effect.options.delivery === 'at-most-once' ? [] : effect.channels.map(({ id }) => id);
    return effect.target ? [effect.target.id] : [];
  }

  #canBeStale(effect: Effect): boolean {
    const { entry } = this.options;
    if (entry.kind !== 'activity' || !entry.readsOwn || !isStoreEffect(effect) || effect.kind !== 'reads' || !effect.store) return false;
    const { store } = effect;
    if (this.#state?.written[store.id])
      return !effect.strongly && store.facts.consistency?.value === 'eventual' && !store.rebuiltFrom && !store.caches;
    return (
      originsOf(store).some((origin) => this.#state?.written[origin.id]) &&
      (store.rebuiltFrom ?? store.caches) !== undefined &&
      store.rebuiltFrom?.within !== 0
    );
  }

  // -------------------------------------------------------------- effects

  /** An effect takes place, unless a guard passes it over. */
  #take(next: State, breaks: Broken[], thread: Thread, frame: Frame, effect: Effect, doing: Doing, staleRead: boolean): void {
    const occ = occurrenceOf(frame, effect, doing.item);
    this.#effects.set(occ, effect);
    if (effect.kind === 'reads') {
      if (staleRead || this.#isPending(next, thread, effect))
        breaks.push({ promise: 'read-your-writes', element: isStoreEffect(effect) ? (effect.store?.id ?? '') : '', at: effect.id });
      return;
    }
    const repeated = (next.times[occ] ?? 0) > 0;
    const sends = isMessageEffect(effect) && !isOutboxRow(effect);
    if (repeated && !sends && this.#isGuarded(next, thread, occ, (activity) => this.#guardsHere(activity, effect, doing))) return;
    if (isOutboxRow(effect)) {
      if (effect.message) {
        next.rows[occ] = {
          hop: effect.channels.map(({ id }) => id),
          sent: occ,
          message: effect.message.id,
          late: thread.late,
          published: false,
        };
        if (!next.order.includes(occ)) next.order.push(occ);
      }
    } else if (sends) this.#publish(next, breaks, effect, occ, thread.late);
    else if (isWrite(effect) && effect.store) {
      next.written[effect.store.id] = true;
      this.#publishChanges(next, breaks, effect.store, occ, thread.late);
    }
    this.#count(next, breaks, thread, occ, effect);
  }

  /** Whether a message that was sent already has yet to write what is read. */
  #isPending(next: State, thread: Thread, effect: Effect): boolean {
    const { entry } = this.options;
    if (entry.kind !== 'activity' || !entry.readsOwn || !isStoreEffect(effect) || !effect.store) return false;
    // A body that is run again reads for itself, not for the one who began the flow.
    if (thread.frames.some(({ run }) => run > 1)) return false;
    const store = effect.store;
    const writes = (activity: Activity, seen: Set<Activity>): boolean => {
      if (seen.has(activity)) return false;
      seen.add(activity);
      return activity.effects.some((other) => {
        if (isWrite(other)) return other.store === store;
        if (isCallEffect(other)) return other.callees.some((callee) => writes(callee, seen));
        return (
          isMessageEffect(other) &&
          (this.design.index.hopsFrom.get(activity.id) ?? []).some((hop) => hop.effect === other && reaches(hop, seen))
        );
      });
    };
    const reaches = (hop: Hop, seen: Set<Activity>): boolean =>
      hop.to.kind === 'activity'
        ? writes(hop.to.activity, seen)
        : (this.design.index.hopsFrom.get(hop.to.channel.id) ?? []).some(
            (onward) => onward.kind !== 'dead-letter' && reaches(onward, seen),
          );
    const pending = Object.values(next.deliveries).some(
      ({ hop, handled, state }) => !handled && state === 'waiting' && reaches(this.hop(hop), new Set()),
    );
    const rows = Object.values(next.rows).some(
      ({ hop, published }) =>
        !published && hop.some((id) => (this.design.index.hopsFrom.get(id) ?? []).some((onward) => reaches(onward, new Set()))),
    );
    return pending || rows;
  }

  #count(next: State, breaks: Broken[], thread: Thread, occ: string, effect: Effect): void {
    const before = next.times[occ] ?? 0;
    if (before > 0 && differsTwice(effect) && !this.#isExpendable(thread, next) && !this.#isStartedTwice(thread, occ, next))
      breaks.push(this.#doubled(next, thread, occ, effect));
    const run = thread.rootKind === 'step' ? next.runs[thread.root] : undefined;
    if (run && !run.taken.includes(occ)) run.taken.push(occ);
    next.times[occ] = Math.min(before + 1, 2);
    next.took[occ] = thread.frames.map(({ run }) => run);
  }

  /** A run that an effect has started a second time: what it does twice is that effect's doing, which is judged itself. */
  #isStartedTwice(thread: Thread, occ: string, next: State): boolean {
    const run = thread.rootKind === 'step' ? next.runs[thread.root] : undefined;
    if (!run || this.activity(run.activity).element.facts.delivery?.value === 'at-least-once') return false;
    // What took place in an earlier run, and not in this one.
    return !(thread.root.slice(0, -1) in next.deliveries) && run.starts > 1 && run.begun > 1 && !run.taken.includes(occ);
  }

  /** What handles only messages that may get lost may be done twice. */
  #isExpendable(thread: Thread, next: State): boolean {
    // A run's root is what began it, with a bar behind.
    const delivery = next.deliveries[thread.rootKind === 'step' ? thread.root.slice(0, -1) : thread.root];
    return delivery !== undefined && this.message(delivery.message).criticality === 'expendable';
  }

  /** Who is to change: the guard that gave way, else the retried call, else the handler that ran again. */
  #doubled(next: State, thread: Thread, occ: string, effect: Effect): Broken {
    const took = next.took[occ] ?? [];
    const level = thread.frames.findIndex((frame, number) => frame.run !== took[number]);
    // A guard that the call gave nothing to recognise the repeat by is not the one that gave way.
    const guard =
      level < 0 ? undefined : thread.frames.slice(level).find((frame) => frame.part === 'body' && this.#carriesTo(frame, thread, took));
    const of = (frame: Frame | undefined): string => (frame ? this.activity(frame.activity).element.id : '');
    const detail = `${effect.id}`;
    if (guard) return { promise: 'effect-once', element: of(guard), at: guard.activity, detail };
    if (level !== 0 || thread.rootKind === 'fire') {
      const caller = thread.frames[level < 0 ? thread.frames.length - 1 : level - 1] ?? thread.frames[0];
      const call = caller && this.doings(caller)[caller.at]?.effects[0];
      return { promise: 'effect-once', element: of(caller), at: call?.id ?? '', detail };
    }
    return { promise: 'effect-once', element: of(thread.frames[0]), at: thread.frames[0]?.activity ?? '', detail };
  }

  /** Whether the call carried what the guard recognises a repeat by: then it is the guard that gave way. */
  #carriesTo(guard: Frame, thread: Thread, took: readonly number[]): boolean {
    const { idempotency } = this.activity(guard.activity);
    return idempotency !== undefined && this.#recognises(idempotency, this.#carried(thread, thread.frames.indexOf(guard), took));
  }

  // -------------------------------------------------------------- guards

  /** Whether a body around the effect that is run again since knows that it took place. */
  #isGuarded(next: State, thread: Thread, occ: string, guards: (activity: Activity, level: number) => boolean): boolean {
    const took = next.took[occ] ?? [];
    return thread.frames.some((frame, level) => {
      if (frame.part !== 'body' || frame.run === took[level]) return false;
      const activity = this.activity(frame.activity);
      return (
        activity.idempotency !== undefined &&
        this.#guardHolds(activity, this.#carried(thread, level, took), thread.late) &&
        guards(activity, level)
      );
    });
  }

  /** `using S` guards the writes of S alone, each in one transaction with its key. */
  #guardsHere({ idempotency }: Activity, effect: Effect, doing: Doing): boolean {
    const store = idempotency?.using;
    if (!store) return true;
    if (isOutboxRow(effect) && effect.outbox === store) return true;
    return doing.effects.some((other) => isWrite(other) && other.store === store) || (isOutboxRow(effect) && doing.record === true);
  }

  #guardHolds(activity: Activity, carried: Key | 'delivery' | undefined, late: boolean): boolean {
    const { idempotency } = activity;
    if (!idempotency) return false;
    if (late && idempotency.within !== undefined && idempotency.within < this.#horizon(activity)) return false;
    return carried === undefined || this.#recognises(idempotency, carried);
  }

  #horizon(activity: Activity): number {
    return analysisOf(this.design, horizons).get(activity.id)?.milliseconds ?? 0;
  }

  /**
   * The key that a request carries: what the call says, else its request's own, else what its caller carries. A call that is retried has no caller that is
   * run again: what it does not say it does not carry.
   */
  #carried(thread: Thread, level: number, took: readonly number[] = []): Key | 'delivery' {
    const frame = thread.frames[level];
    const caller = thread.frames[level - 1];
    if (!frame || !caller) return 'delivery';
    const call = this.doings(caller)[caller.at]?.effects[0];
    return this.#keyOfCall(thread, level - 1, call, this.activity(frame.activity).messages, took);
  }

  #keyOfCall(thread: Thread, level: number, call: Effect | undefined, request: readonly Message[], took: readonly number[]): Key {
    const own = (call && isCallEffect(call) ? call.options.key : undefined) ?? sharedKey(request);
    const caller = thread.frames[level];
    if (own || !caller || caller.run === took[level]) return own ?? [];
    const above = this.#carried(thread, level, took);
    return above === 'delivery' ? (sharedKey(this.activity(caller.activity).messages) ?? []) : above;
  }

  #recognises({ by }: Idempotency, carried: Key | 'delivery'): boolean {
    return by === undefined || carried === 'delivery' || by.every((field) => carried.includes(field));
  }

  // -------------------------------------------------------------- messages

  #publishChanges(next: State, breaks: Broken[], store: Store, occ: string, late: boolean): void {
    for (const change of this.design.index.activitiesOf.get(store.id) ?? []) {
      for (const effect of change.effects)
        if (isMessageEffect(effect)) this.#publish(next, breaks, effect, `${occ}|${change.id}|${effect.id}`, late);
    }
  }

  #publish(next: State, breaks: Broken[], effect: Effect, occ: string, late: boolean): void {
    if (!isMessageEffect(effect) || !effect.message) return;
    if (!next.order.includes(occ)) next.order.push(occ);
    for (const channel of effect.channels) this.#into(next, breaks, channel, effect.message, occ, occ, late, undefined);
    for (const hop of this.design.hops)
      if (hop.kind === 'direct' && hop.effect === effect) this.#send(next, breaks, hop, effect.message, occ, late);
  }

  /** A message comes into a channel, and from there onto each leg. `way` is the occurrence so far. */
  #into(
    next: State,
    breaks: Broken[],
    channel: Channel,
    message: Message,
    sent: string,
    way: string,
    late: boolean,
    from: Hop | undefined,
  ): void {
    const dedup = channel.facts.deduplicates?.value;
    const came = `${way}>${channel.id}`;
    const seen = next.recorded[came] === true;
    next.recorded[came] = true;
    const lasts = from?.guarantee.retention?.value ?? Number.POSITIVE_INFINITY;
    if (dedup && seen && !(late && dedup.within < lasts)) return;
    for (const hop of this.#legsFrom(channel, message)) this.#sendOn(next, breaks, hop, message, sent, `${way}>${hop.id}`, late);
  }

  #legsFrom(channel: Channel, message: Message): readonly Hop[] {
    const legs = (this.design.index.hopsFrom.get(channel.id) ?? []).filter(
      (hop) => (hop.kind === 'forward' || hop.kind === 'deliver') && hop.messages.includes(message),
    );
    if (channel.kind !== 'queue') return legs;
    const delivers = legs.filter(({ kind }) => kind === 'deliver');
    if (delivers.length < 2) return legs;
    const chosen = delivers[choose(this.options.choices, `consumer ${channel.id} ${message.id}`, delivers.length)];
    return legs.filter((leg) => leg.kind !== 'deliver' || leg === chosen);
  }

  #send(next: State, breaks: Broken[], hop: Hop, message: Message, sent: string, late: boolean): void {
    this.#sendOn(next, breaks, hop, message, sent, `${sent}>${hop.id}`, late);
  }

  #sendOn(next: State, breaks: Broken[], hop: Hop, message: Message, sent: string, occ: string, late: boolean): void {
    const consumer = hop.to.kind === 'activity' ? hop.to.activity : undefined;
    if (consumer && !hop.step && occ.includes(`|${consumer.id}|`)) {
      if (!this.#endsSomewhere(occ, consumer))
        breaks.push({ promise: 'comes-to-rest', element: consumer.element.id, at: consumer.id, detail: this.#loopIn(occ, consumer) });
      return;
    }
    const known = next.deliveries[occ];
    if (known) {
      known.copies = Math.min(known.copies + 1, 2);
      known.late ||= late;
      if (known.state === 'done') known.state = 'waiting';
      return;
    }
    next.deliveries[occ] = {
      hop: hop.id,
      message: message.id,
      sent,
      copies: 1,
      attempts: 0,
      state: 'waiting',
      handled: false,
      poisoned: false,
      late,
      redriven: false,
      decided: false,
    };
  }

  /** A condition on the way round is how it ends. */
  #endsSomewhere(occ: string, { id }: Activity): boolean {
    const start = occ.indexOf(`|${id}|`);
    const filtered = this.design.hops.some(
      (hop) => occ.indexOf(`>${hop.id}`, start) >= 0 && (hop.subscription?.filter ?? filterOf(hop)) !== undefined,
    );
    const conditional = [...this.#effects].some(
      ([at, { blocks }]) => at.length > start + id.length + 1 && occ.startsWith(at) && blocks.some(({ kind }) => kind === 'when'),
    );
    return filtered || conditional;
  }

  /** The bodies on the way from one back to itself. */
  #loopIn(occ: string, { id }: Activity): string {
    const way = occ.slice(occ.indexOf(`|${id}|`));
    return this.design.activities.flatMap((other) => (way.includes(`|${other.id}|`) ? [other.id] : [])).join('\n');
  }

  #acknowledgedFirst({ hop }: Delivery): boolean {
    const leg = this.hop(hop);
    return (
      leg.guarantee.delivery?.value === 'at-most-once' ||
      (leg.to.kind === 'activity' && leg.to.activity.options.acknowledgesFirst !== undefined)
    );
  }

  /** What waits and may begin, in the order of occurrence. */
  #ready(state: State): (() => void)[] {
    const ready: (() => void)[] = [];
    const sorted = Object.entries(state.deliveries).sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [occ, delivery] of sorted)
      if (delivery.state === 'waiting' && this.#isNext(state, occ, delivery)) ready.push(() => this.#deliver(occ, delivery));
    for (const [row, { message }] of Object.entries(state.rows)) ready.push(() => this.#relay(row, message));
    for (const [occ, run] of Object.entries(state.runs)) if (this.#mayGoOn(state, occ, run)) ready.push(() => this.#goOn(occ, run));
    return ready;
  }

  /** Of one leg, what was sent first goes first: its swap is a fault. Where the leg keeps order, what is ahead must be gone. */
  #isNext(state: State, occ: string, delivery: Delivery): boolean {
    const leg = this.hop(delivery.hop);
    const rank = (sent: string): number => state.order.indexOf(sent);
    const ordering = leg.guarantee.ordering?.value;
    const keeps = ordering !== undefined && ordering !== 'none';
    return !Object.entries(state.deliveries).some(([otherOcc, other]) => {
      if (otherOcc === occ || other.hop !== delivery.hop || rank(other.sent) >= rank(delivery.sent)) return false;
      return other.state === 'waiting' || other.state === 'running' || (keeps && other.state === 'blocked');
    });
  }

  #deliver(occ: string, delivery: Delivery): void {
    const leg = this.hop(delivery.hop);
    const message = this.message(delivery.message);
    if (delivery.copies > 0 && leg.guarantee.delivery?.value === 'at-most-once')
      this.#can((next) => this.#settle(next, occ, { state: delivery.handled ? 'done' : 'dropped' }), 'drop');
    if (message.ordered && !delivery.handled && !keepsOrder(this.design, leg, message))
      this.#can((next) => this.#settle(next, occ, { state: 'held' }), 'reorder');
    if (leg.kind === 'forward') this.#forward(occ, delivery, leg, message);
    else if (leg.to.kind === 'activity') this.#handOver(occ, delivery, leg, message, leg.to.activity);
  }

  #settle(next: State, occ: string, change: Partial<Delivery>): void {
    const delivery = next.deliveries[occ];
    if (delivery) Object.assign(delivery, change);
  }

  #forward(occ: string, delivery: Delivery, leg: Hop, message: Message): void {
    const target = leg.to.kind === 'channel' ? leg.to.channel : undefined;
    if (!target) return;
    const pass = (next: State, breaks: Broken[], keep: boolean, late: boolean): void => {
      const it = next.deliveries[occ];
      if (!it) return;
      this.#into(next, breaks, target, message, it.sent, occ, it.late, leg);
      it.handled = true;
      it.copies = Math.max(it.copies - (keep ? 0 : 1), 0);
      it.late ||= late;
      it.state = it.copies > 0 ? 'waiting' : 'done';
    };
    this.#can((next, breaks) => pass(next, breaks, false, false));
    this.#duplicates(leg, (late) => this.#can((next, breaks) => pass(next, breaks, true, late), 'duplicate'));
    const reliable = leg.subscription !== undefined && isSubscriptionOfOneProduct(leg.subscription);
    if (!delivery.handled && !reliable) this.#can((next, breaks) => this.#giveUp(next, breaks, occ), 'outage');
  }

  #duplicates(leg: Hop, strike: (late: boolean) => void): void {
    if (leg.guarantee.delivery?.value !== 'at-least-once') return;
    strike(false);
    if (this.#hasWindows()) strike(true);
  }

  #hasWindows(): boolean {
    return (
      this.design.activities.some(({ idempotency }) => idempotency?.within !== undefined) ||
      this.design.elements.some(({ facts }) => facts.deduplicates !== undefined)
    );
  }

  #handOver(occ: string, delivery: Delivery, leg: Hop, message: Message, consumer: Activity): void {
    if (consumer.kind === 'join') throw new NotModelled('a join');
    const groupKey = leg.id;
    if (this.#state?.parkedGroups[groupKey] && message.ordered) {
      this.#can((next, breaks) => this.#giveUp(next, breaks, occ));
      return;
    }
    const isHandler = consumer.kind === 'handler';
    if (isHandler && !delivery.handled && (consumer.element.kind === 'service' || consumer.element.kind === 'orchestrator')) {
      const poison = (next: State, breaks: Broken[]): void => {
        this.#settle(next, occ, { poisoned: true });
        if (next.deliveries[occ] && !this.#state?.deliveries[occ]?.handled) this.#noteOrder(next, breaks, occ, message, consumer);
        this.#giveUp(next, breaks, occ);
      };
      if (delivery.poisoned) {
        this.#can(poison);
        return;
      }
      this.#can(poison, 'poison');
    }
    this.#can((next, breaks) => {
      const it = next.deliveries[occ];
      if (!it) return;
      if (!it.handled && it.attempts === 0) this.#noteOrder(next, breaks, occ, message, consumer);
      if (consumer.kind === 'workflow' || hopIsWait(leg)) {
        if (!hopIsWait(leg)) this.#startRun(next, breaks, consumer, `${occ}|`, leg.subscription?.key !== undefined);
        this.#acknowledge(it, false, false);
        return;
      }
      it.state = 'running';
      const thread: Thread = { root: occ, rootKind: 'delivery', frames: [], late: it.late };
      next.threads.push(thread);
      this.#begin(next, thread, consumer, `${occ}|${consumer.id}|`, 'body');
    });
    if (consumer.kind === 'workflow' && !hopIsWait(leg) && !delivery.handled)
      this.#can((next, breaks) => this.#giveUp(next, breaks, occ), 'outage');
    if (consumer.kind === 'workflow' && !hopIsWait(leg))
      this.#duplicates(leg, () =>
        this.#can((next, breaks) => {
          const it = next.deliveries[occ];
          if (!it) return;
          this.#startRun(next, breaks, consumer, `${occ}|`, leg.subscription?.key !== undefined);
          this.#acknowledge(it, true, false);
        }, 'duplicate'),
      );
  }

  #acknowledge(delivery: Delivery, again: boolean, late: boolean): void {
    delivery.handled = true;
    delivery.copies = Math.max(delivery.copies - (again ? 0 : 1), 0);
    delivery.late ||= late;
    delivery.state = delivery.copies > 0 ? 'waiting' : 'done';
    delivery.attempts = 0;
  }

  /** The consumer begins a message: is an earlier one still on its way to it, or parked? */
  #noteOrder(next: State, breaks: Broken[], occ: string, message: Message, consumer: Activity): void {
    const delivery = next.deliveries[occ];
    if (!delivery || !message.ordered || !mindsOrder(consumer)) return;
    const rank = next.order.indexOf(delivery.sent);
    for (const [otherOcc, other] of Object.entries(next.deliveries)) {
      const earlier = next.order.indexOf(other.sent);
      if (otherOcc === occ || other.message !== delivery.message || earlier < 0 || earlier >= rank || !this.#leadsTo(other, consumer))
        continue;
      const onItsWay = ['waiting', 'running', 'held', 'blocked', 'stuck'].includes(other.state) && !other.handled;
      if (onItsWay || (other.state === 'parked' && !other.handled))
        breaks.push({ promise: 'in-order', element: legElement(this.hop(other.hop)), at: other.hop, detail: consumer.id });
    }
  }

  #leadsTo(delivery: Delivery, consumer: Activity): boolean {
    const reached = (hop: Hop, seen: readonly string[]): boolean => {
      if (hop.to.kind === 'activity') return hop.to.activity === consumer;
      if (seen.includes(hop.id)) return false;
      return (this.design.index.hopsFrom.get(hop.to.channel.id) ?? []).some((onward) => reached(onward, [...seen, hop.id]));
    };
    return reached(this.hop(delivery.hop), []);
  }

  #relay(row: string, messageId: string): void {
    const message = this.message(messageId);
    const publish = (next: State, breaks: Broken[], again: boolean, late: boolean): void => {
      const it = next.rows[row];
      if (!it) return;
      for (const id of it.hop) {
        const channel = this.design.index.elementById.get(id);
        if (channel) this.#into(next, breaks, channel as Channel, message, it.sent, it.sent, it.late, undefined);
      }
      it.published = true;
      if (again) it.late ||= late;
      else delete next.rows[row];
    };
    this.#can((next, breaks) => publish(next, breaks, false, false));
    this.#can((next, breaks) => publish(next, breaks, true, false), 'duplicate');
    if (this.#hasWindows()) this.#can((next, breaks) => publish(next, breaks, true, true), 'duplicate');
  }

  // -------------------------------------------------------------- calls

  #call(thread: Thread, number: number, frame: Frame, effect: CallEffect, item: string): void {
    const occ = `${occurrenceOf(frame, effect, item)}${frame.fallback ? '~' : ''}`;
    this.#effects.set(occurrenceOf(frame, effect, item), effect);
    const target = frame.fallback ? effect.options.fallback?.element : effect.target;
    const operation = frame.fallback ? effect.options.fallback?.operation : undefined;
    const callees = frame.fallback ? (operation ? [operation] : []) : effect.callees;
    const callee = callees.length === 0 ? undefined : callees[choose(this.options.choices, `callee ${effect.id}`, callees.length)];
    const passedOver = this.#isGuarded(this.#state as State, thread, occ, (activity) => activity.idempotency?.using === undefined);
    if (passedOver && (this.#state?.times[occ] ?? 0) > 0) {
      this.#can((next) => this.#answered(next, number));
      return;
    }
    if (target && this.#outages(thread, number, frame, effect, target)) return;
    if (effect.kind === 'starts') {
      this.#start(thread, number, effect, occ, callee);
      return;
    }
    if (callee?.kind === 'workflow') throw new NotModelled('a call of a workflow');
    if (callee && callee.element.kind !== 'external' && callee.body !== undefined) {
      if (thread.frames.some((other) => other.activity === callee.id)) {
        this.#can((next, breaks) => {
          if (!this.#endsSomewhere(occ, callee))
            breaks.push({
              promise: 'comes-to-rest',
              element: this.activity(frame.activity).element.id,
              at: effect.id,
              detail: this.#loopIn(occ, callee),
            });
          this.#answered(next, number);
        });
        return;
      }
      this.#can((next) => {
        const mine = next.threads[number];
        const top = mine?.frames.at(-1);
        if (!mine || !top) return;
        top.waits = true;
        this.#begin(next, mine, callee, `${occ}|${callee.id}|`, 'body');
      });
      return;
    }
    this.#callOutside(number, effect, occ, callee, target);
  }

  /** @returns whether what is called is out, so that nothing else can happen. */
  #outages(thread: Thread, number: number, frame: Frame, effect: CallEffect, target: Element): boolean {
    if (!['service', 'external', 'orchestrator'].includes(target.kind)) return false;
    if (this.#state?.out[thread.root]?.includes(target.id)) {
      this.#can((next, breaks) => this.#error(next, breaks, number, 'outage'));
      return true;
    }
    const untilThrough =
      (frame.part === 'undo' && this.#undoIsRetried(thread)) || this.#retriesOf(frame, effect) === Number.POSITIVE_INFINITY;
    if (!untilThrough)
      this.#can((next, breaks) => {
        this.#goesOut(next, thread.root, target.id);
        this.#error(next, breaks, number, 'outage');
      }, 'outage');
    return false;
  }

  /** A system of others: what it does is one effect. */
  #callOutside(number: number, effect: CallEffect, occ: string, callee: Activity | undefined, target: Element | undefined): void {
    const reach = (next: State, breaks: Broken[]): void => {
      const mine = next.threads[number];
      if (!mine) return;
      const again = (next.times[occ] ?? 0) > 0;
      const carried = this.#keyOfCall(mine, mine.frames.length - 1, effect, callee?.messages ?? [], next.took[occ] ?? []);
      const recognises =
        callee?.safe ||
        (callee?.idempotency !== undefined && this.#recognises(callee.idempotency, carried) && this.#withinWindow(callee, mine.late));
      if (again && recognises) return;
      if (target?.kind === 'external') this.#count(next, breaks, mine, occ, effect);
      else {
        next.times[occ] = 1;
        next.took[occ] = mine.frames.map(({ run }) => run);
      }
    };
    this.#can((next, breaks) => {
      reach(next, breaks);
      this.#answered(next, number);
    });
    this.#can((next, breaks) => {
      reach(next, breaks);
      this.#error(next, breaks, number, 'lost-reply');
    }, 'lost-reply');
  }

  #withinWindow(callee: Activity, late: boolean): boolean {
    const within = callee.idempotency?.within;
    return !late || within === undefined || within >= this.#horizon(callee);
  }

  #start(thread: Thread, number: number, effect: CallEffect, occ: string, workflow: Activity | undefined): void {
    const start = (next: State, breaks: Broken[]): void => {
      const mine = next.threads[number];
      if (!mine) return;
      const named = effect.options.key !== undefined;
      if (named && (next.times[occ] ?? 0) > 0) return;
      if (workflow) this.#startRun(next, breaks, workflow, `${occ}|`, named);
      this.#count(next, breaks, mine, occ, effect);
    };
    this.#can((next, breaks) => {
      start(next, breaks);
      this.#answered(next, number);
    });
    const frame = thread.frames.at(-1);
    if (frame && this.#retriesOf(frame, effect) > 0)
      this.#can((next, breaks) => {
        start(next, breaks);
        this.#error(next, breaks, number, 'lost-reply');
      }, 'lost-reply');
  }

  #retriesOf(frame: Frame, effect: Effect): number {
    const { element } = this.activity(frame.activity);
    const said = effect.options.retries?.retries;
    return said ?? (element.kind === 'orchestrator' ? (element.facts.retries?.value.retries ?? 0) : 0);
  }

  #undoIsRetried(thread: Thread): boolean {
    const frame = thread.frames[0];
    if (frame?.part !== 'undo') return false;
    const effect = this.doings(frame)[frame.at]?.effects[0];
    return effect !== undefined && this.#retriesOf(frame, effect) > 0;
  }

  #answered(next: State, number: number): void {
    const frame = next.threads[number]?.frames.at(-1);
    if (!frame) return;
    frame.at++;
    frame.tries = 0;
    frame.fallback = false;
    frame.waits = false;
  }

  /** A call came back with an error, or not at all. */
  #error(next: State, breaks: Broken[], number: number, why: string): void {
    const thread = next.threads[number];
    const frame = thread?.frames.at(-1);
    if (!thread || !frame) return;
    frame.waits = false;
    const effect = this.doings(frame)[frame.at]?.effects[0];
    const retries = effect ? this.#retriesOf(frame, effect) : 0;
    frame.tries++;
    if (!frame.fallback && frame.tries < Math.min(retries + 1, this.options.budget + 1)) return;
    const untilThrough = (frame.part === 'undo' && this.#undoIsRetried(thread)) || retries === Number.POSITIVE_INFINITY;
    if (untilThrough && !frame.fallback) {
      frame.tries = 0;
      return;
    }
    if (!frame.fallback && effect?.options.fallback?.element) {
      frame.fallback = true;
      frame.tries = 0;
      return;
    }
    this.#fail(next, breaks, number, why);
  }

  // -------------------------------------------------------------- ends of bodies

  #finish(thread: Thread, number: number, frame: Frame): void {
    if (thread.frames.length > 1) {
      const caller = thread.frames.at(-2);
      const effect = caller && this.doings(caller)[caller.at]?.effects[0];
      const callOcc = frame.occ.slice(0, frame.occ.indexOf(`|${frame.activity}|`, caller?.occ.length ?? 0));
      const end = (next: State): Thread | undefined => {
        const mine = next.threads[number];
        mine?.frames.pop();
        this.#touch(next, frame);
        if (mine) {
          next.times[callOcc] = Math.min((next.times[callOcc] ?? 0) + 1, 2);
          next.took[callOcc] = mine.frames.map(({ run }) => run);
        }
        return mine;
      };
      this.#can((next) => {
        end(next);
        this.#answered(next, number);
      });
      if (effect && isCallEffect(effect) && !effect.implied)
        this.#can((next, breaks) => {
          end(next);
          this.#error(next, breaks, number, 'lost-reply');
        }, 'lost-reply');
      return;
    }
    if (thread.rootKind === 'step') {
      this.#finishStep(thread, number, frame);
      return;
    }
    const end = (next: State, again: boolean, late: boolean): void => {
      next.threads.splice(number, 1);
      delete next.out[thread.root];
      this.#touch(next, frame);
      const delivery = next.deliveries[thread.root];
      if (delivery) this.#acknowledge(delivery, again, late);
    };
    this.#can((next) => end(next, false, false));
    const delivery = thread.rootKind === 'delivery' ? this.#state?.deliveries[thread.root] : undefined;
    if (delivery) this.#duplicates(this.hop(delivery.hop), (late) => this.#can((next) => end(next, true, late), 'duplicate'));
  }

  #touch(next: State, frame: Frame): void {
    const { element } = this.activity(frame.activity);
    if (element.kind === 'service' && element.state.length > 0) next.touched[element.id] = true;
  }

  /** The innermost body stops without success. */
  #fail(next: State, breaks: Broken[], number: number, why: string): void {
    const thread = next.threads[number];
    const frame = thread?.frames.pop();
    if (!thread || !frame) return;
    this.#touch(next, frame);
    if (thread.frames.length > 0) {
      this.#error(next, breaks, number, why);
      return;
    }
    next.threads.splice(number, 1);
    if (thread.rootKind === 'step') {
      this.#failStep(next, thread, frame);
      return;
    }
    if (thread.rootKind === 'fire') {
      delete next.out[thread.root];
      return;
    }
    const delivery = next.deliveries[thread.root];
    if (!delivery) return;
    if (this.#acknowledgedFirst(delivery)) {
      // It is gone either way: lost if nothing was done yet, half handled else.
      delivery.handled ||= Object.keys(next.times).some((at) => at.startsWith(frame.occ));
      delivery.copies = Math.max(delivery.copies - 1, 0);
      delivery.state = delivery.copies > 0 ? 'waiting' : delivery.handled ? 'done' : 'dropped';
      return;
    }
    const { guarantee } = this.hop(delivery.hop);
    if (guarantee.delivery === undefined && guarantee.retries === undefined) {
      // Nobody says whether it comes again; at best it does no harm.
      const persists = next.out[thread.root] !== undefined;
      delete next.out[thread.root];
      if (persists) this.#giveUp(next, breaks, thread.root);
      else delivery.state = delivery.handled ? 'done' : 'stuck';
      return;
    }
    delivery.attempts++;
    const attempts = this.hop(delivery.hop).guarantee.attempts?.value ?? Number.POSITIVE_INFINITY;
    if (delivery.attempts < Math.min(attempts, this.options.budget + 1)) {
      delivery.state = 'waiting';
      return;
    }
    const persists = next.out[thread.root] !== undefined;
    delete next.out[thread.root];
    // Further tries succeed once what failed by itself is over; what is out stays out until the message is given up.
    if (!persists && attempts > this.options.budget) {
      delivery.state = 'waiting';
      return;
    }
    this.#giveUp(next, breaks, thread.root);
  }

  /** Attempts are used up: what becomes of the message. */
  #giveUp(next: State, breaks: Broken[], occ: string): void {
    const delivery = next.deliveries[occ];
    if (!delivery) return;
    const leg = this.hop(delivery.hop);
    const { failure, attempts, ordering } = leg.guarantee;
    if (delivery.handled) {
      delivery.state = 'done';
      delivery.copies = 0;
      return;
    }
    const lossy = this.#acknowledgedFirst(delivery);
    const forEver = attempts?.value === Number.POSITIVE_INFINITY;
    const keeps = ordering !== undefined && ordering.value !== 'none';
    if (lossy) delivery.state = 'dropped';
    else if (forEver && keeps) delivery.state = 'blocked';
    else if (failure?.kind === 'dead-letters') this.#park(next, breaks, occ, delivery, leg, failure);
    else if (failure) {
      delivery.state = 'dropped';
      delivery.decided = failure.kind === 'none';
    } else if (attempts === undefined) delivery.state = 'stuck';
    else if (forEver && attempts.origin.kind !== 'technology') {
      delivery.state = 'dropped';
      delivery.decided = true;
    } else if (forEver && ordering === undefined) delivery.state = 'stuck';
    else delivery.state = 'dropped';
  }

  #park(
    next: State,
    breaks: Broken[],
    occ: string,
    delivery: Delivery,
    leg: Hop,
    failure: { readonly to?: Element; readonly wholeGroup: boolean },
  ): void {
    delivery.state = 'parked';
    if (failure.to) delivery.parkedIn = failure.to.id;
    if (failure.wholeGroup) next.parkedGroups[leg.id] = true;
    const message = this.message(delivery.message);
    const { to } = failure;
    if (to && 'subscriptions' in to && to.kind !== 'orchestrator')
      for (const hop of this.#legsFrom(to, message))
        this.#sendOn(next, breaks, hop, message, delivery.sent, `${occ}!${hop.id}`, delivery.late);
  }

  /** Nothing else is left to do: what was held back goes on, and parked messages are put back once. */
  #late(state: State): void {
    const held = Object.entries(state.deliveries).find(([, { state: at }]) => at === 'held');
    if (held) {
      this.#can((next) => this.#settle(next, held[0], { state: 'waiting' }));
      return;
    }
    for (const [occ, delivery] of Object.entries(state.deliveries)) {
      if (delivery.state !== 'parked' || delivery.redriven) continue;
      const parked = delivery.parkedIn === undefined ? undefined : this.design.index.elementById.get(delivery.parkedIn);
      const back = parked && 'redrivesTo' in parked ? parked.redrivesTo?.channel : undefined;
      if (!back) continue;
      this.#can((next, breaks) => {
        const it = next.deliveries[occ];
        if (!it) return;
        it.redriven = true;
        const from = this.hop(it.hop).from;
        if (from.kind === 'channel' && from.channel === back) {
          it.state = 'waiting';
          it.attempts = 0;
          it.late = true;
          return;
        }
        this.#into(next, breaks, back, this.message(it.message), it.sent, `${occ}!`, true, undefined);
      });
      return;
    }
  }

  // -------------------------------------------------------------- workflows

  #startRun(next: State, breaks: Broken[], activity: Activity, occ: string, named = false): void {
    if (occ.includes(`|${activity.id}|`)) {
      if (!this.#endsSomewhere(occ, activity))
        breaks.push({ promise: 'comes-to-rest', element: activity.element.id, at: activity.id, detail: this.#loopIn(occ, activity) });
      return;
    }
    const known = next.runs[occ];
    if (known) {
      if (!named) known.starts = Math.min(known.starts + 1, 2);
      return;
    }
    next.runs[occ] = {
      activity: activity.id,
      starts: 1,
      named,
      begun: 0,
      phase: 'idle',
      at: 0,
      failed: -1,
      completed: [],
      unknown: [],
      undone: [],
      taken: [],
      recoverAt: 0,
    };
  }

  #mayGoOn(state: State, occ: string, run: Run): boolean {
    if (state.threads.some((thread) => thread.rootKind === 'step' && thread.root === occ)) return false;
    if (run.phase === 'idle' || run.phase === 'done' || run.phase === 'failed') return run.starts > run.begun;
    return run.phase !== 'vanished';
  }

  /** A workflow's next step begins, or it ends. */
  #goOn(occ: string, run: Run): void {
    const activity = this.activity(run.activity);
    const { element } = activity;
    const steps = this.steps(activity, 'body');
    if (run.phase === 'idle' || run.phase === 'done' || run.phase === 'failed') {
      // What keeps its runs begins a named one once; what keeps none may run it again whatever its name.
      if (run.begun === 0 && !(run.named && element.facts.durable) && element.facts.delivery?.value === 'at-least-once')
        this.#can((next) => {
          const it = next.runs[occ];
          if (it) it.starts = 2;
        }, 'duplicate');
      this.#can((next) => {
        const it = next.runs[occ];
        if (it)
          Object.assign(it, {
            begun: it.begun + 1,
            phase: 'forward',
            at: 0,
            failed: -1,
            completed: [],
            unknown: [],
            undone: [],
            taken: [],
          });
      });
      return;
    }
    if (
      element.kind === 'orchestrator' &&
      isSelfHosted(element) &&
      losesProgress(element) &&
      (run.completed.length > 0 || run.at > 0) &&
      (run.phase !== 'forward' || steps[run.at] !== undefined)
    )
      this.#can((next, breaks) => {
        const it = next.runs[occ];
        if (it) it.phase = 'vanished';
        breaks.push({ promise: 'state-kept', element: element.id, at: 'progress' });
      }, 'instance-loss');
    const begin = (part: Frame['part'], step: number): void =>
      this.#can((next) => {
        const thread: Thread = { root: occ, rootKind: 'step', frames: [], late: false };
        next.threads.push(thread);
        this.#begin(next, thread, activity, `${occ}|${activity.id}|${part}${step}`, part, undefined, step);
      });
    switch (run.phase) {
      case 'forward': {
        const step = steps[run.at];
        if (step) {
          const { action } = step.step;
          if (action.kind === 'wait') this.#wait(occ, action.wait.atMost !== undefined);
          else begin('step', run.at);
        } else
          this.#can((next) => {
            const it = next.runs[occ];
            if (it) this.#endForward(it, steps, activity);
          });
        return;
      }
      case 'undoing': {
        const left = [...run.completed, ...run.unknown].filter((step) => !run.undone.includes(step) && (steps[step]?.undo.length ?? 0) > 0);
        const step = left.sort((one, other) => other - one)[0];
        if (step !== undefined) begin('undo', step);
        else
          this.#can((next) => {
            const it = next.runs[occ];
            if (it) Object.assign(it, { phase: 'recovering', at: it.recoverAt });
          });
        return;
      }
      case 'recovering':
        if (this.steps(activity, 'otherwise')[run.at]) begin('otherwise', run.at);
        else
          this.#can((next) => {
            const it = next.runs[occ];
            if (it) it.phase = 'failed';
          });
        return;
      case 'vanished':
        return;
    }
  }

  #wait(occ: string, limited: boolean): void {
    this.#can((next) => {
      const it = next.runs[occ];
      if (it) it.at++;
    });
    if (limited)
      this.#can((next) => {
        const it = next.runs[occ];
        if (it) this.#stepFailed(it, false);
      }, 'outage');
  }

  #endForward(run: Run, steps: readonly StepDoing[], activity: Activity): void {
    if (run.failed < 0) {
      run.phase = 'done';
      return;
    }
    run.phase = 'undoing';
    const onFailure = steps[run.failed]?.step.onFailure;
    const recovery = onFailure?.part === 'otherwise' ? this.steps(activity, 'otherwise').findIndex(({ step }) => step === onFailure) : 0;
    run.recoverAt = Math.max(recovery, 0);
  }

  #stepFailed(run: Run, unknown: boolean): void {
    const activity = this.activity(run.activity);
    const steps = this.steps(activity, 'body');
    const failed = steps[run.at];
    if (!failed) return;
    if (unknown) run.unknown.push(run.at);
    const target = failed.step.onFailure;
    if (target && target.part === 'body') {
      const later = steps.findIndex(({ step, item }, number) => number > run.at && step === target && item === failed.item);
      if (later >= 0) {
        run.at = later;
        return;
      }
    }
    if (run.failed < 0) run.failed = run.at;
    // The other branches of a parallel block still end; the steps after it do not begin.
    const { parallel } = failed;
    run.at++;
    while (run.at < steps.length) {
      const other = steps[run.at]?.parallel;
      if (parallel && other?.id === parallel.id && other.branch !== parallel.branch) break;
      run.at++;
    }
  }

  #finishStep(thread: Thread, number: number, frame: Frame): void {
    const { element } = this.activity(frame.activity);
    const end = (next: State): Run | undefined => {
      next.threads.splice(number, 1);
      delete next.out[thread.root];
      return next.runs[thread.root];
    };
    this.#can((next) => {
      const run = end(next);
      if (!run) return;
      if (frame.part === 'undo') {
        run.undone.push(frame.step ?? 0);
        return;
      }
      if (frame.part === 'step') {
        run.completed.push(run.at);
        if (run.failed >= 0) this.#skipAfterParallel(run);
        else run.at++;
        return;
      }
      run.at++;
    });
    // A self-hosted orchestrator dies before it has noted that the step is done: it runs the step again.
    if (element.kind === 'orchestrator' && isSelfHosted(element)) this.#can((next) => void end(next), 'crash');
  }

  /** A run that has failed only ends the other branches of the parallel block that the failed step is in. */
  #skipAfterParallel(run: Run): void {
    const steps = this.steps(this.activity(run.activity), 'body');
    const failed = steps[run.failed]?.parallel;
    run.at++;
    while (run.at < steps.length) {
      const other = steps[run.at]?.parallel;
      if (failed && other?.id === failed.id && other.branch !== failed.branch) break;
      run.at++;
    }
  }

  #failStep(next: State, thread: Thread, frame: Frame): void {
    delete next.out[thread.root];
    const run = next.runs[thread.root];
    if (!run) return;
    if (frame.part === 'undo') {
      // It is tried once, and nobody comes back to it.
      run.completed = run.completed.filter((step) => step !== frame.step);
      run.unknown = run.unknown.filter((step) => step !== frame.step);
      return;
    }
    if (frame.part === 'otherwise') {
      run.phase = 'failed';
      return;
    }
    const prefix = frame.occ;
    const unknown = Object.entries(next.times).some(([occ, times]) => times > 0 && occ.startsWith(prefix));
    this.#stepFailed(run, unknown);
  }
}

function filterOf({ to }: Hop): string | undefined {
  return to.kind === 'activity' ? to.activity.options.filter : undefined;
}

function hopIsWait({ step }: Hop): boolean {
  return step !== undefined;
}

function occurrenceOf(frame: Pick<Frame, 'occ'>, effect: Effect, item: string): string {
  return `${frame.occ}${effect.id.slice(effect.id.lastIndexOf('#'))}${item}`;
}

function sharedKey(messages: readonly Message[]): Key | undefined {
  const [first] = messages;
  return first && messages.every(({ key }) => key?.join() === first.key?.join()) ? first.key : undefined;
}

/** Where a leg's trouble is mended: the queue it leaves, the subscriber, or the consumer. */
export function legElement(hop: Hop): string {
  if (hop.from.kind === 'channel') return hop.from.channel.id;
  return hop.to.kind === 'activity' ? hop.to.activity.element.id : '';
}

function isFragileCache(store: Store): boolean {
  const { durable, replicas, managed } = store.facts;
  return store.kind === 'cache' && !durable && !managed && (replicas?.value ?? 0) === 0 && !store.caches && !store.rebuiltFrom;
}

function isSelfHosted({ technology }: Element): boolean {
  return technology !== undefined && !technology.kinds.includes('orchestrator') && !technology.facts.managed;
}

/** Progress in memory or on disk, and none in a store; what is not said is not known to be lost. */
function losesProgress({ state }: Orchestrator): boolean {
  return state.some(({ place, rebuiltFrom }) => place !== 'store' && !rebuiltFrom) && !state.some(({ place }) => place === 'store');
}

function originsOf(store: Store): Element[] {
  const from = (store.rebuiltFrom ?? store.caches)?.from;
  if (!from) return [];
  return from.kind === 'store' || from.kind === 'cache' ? [from, ...originsOf(from)] : [from];
}
