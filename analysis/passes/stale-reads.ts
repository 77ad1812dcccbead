/**
 * The reads that break the promise of a flow to read its own or all writes (analysis A10). A flow is walked in the order of its effects, down its calls and then
 * on to what its messages set off, with what it has written and what it has only sent so far.
 */
import type { Action, Activity, Design, Effect, Element, Flow, MessageEffect, StoreEffect } from '../../language/model/design.ts';
import { isCallEffect } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';
import { laterRowsOf } from './outbox-rows.ts';
import { type Reaction, type Reactions, reactions } from './reactions.ts';
import { copyLag, eventualLag, type Lag, originsOf } from './staleness.ts';

export interface StaleRead {
  readonly flow: Flow;
  readonly reads: NonNullable<Flow['reads']>;
  readonly read: StoreEffect;
  /** Absent where what is read is still to be written by the consumer of a message. */
  readonly lag?: Lag;
  /** The flow's own write that may be missed; absent where the writes of all are promised. */
  readonly write?: Effect;
  /** The name of the message that is still on its way, or of the workflow whose run is still to begin. */
  readonly message?: string;
  readonly run?: string;
}

/** What is yet to be written, and by what. */
interface Pending {
  readonly message?: string;
  readonly run?: string;
  readonly write: Effect;
}

/** Every way through what has been done so far. */
const always = 'always';

/** What a flow has done so far: writes by the store or channel they went to, and what it has set off by the stores that will be written. */
interface Done {
  readonly written: Map<Element, Effect>;
  /** By each of them, and by `always`: what else is written whichever branches are taken, of those that write it. */
  readonly along: Map<Element | typeof always, ReadonlySet<Element>>;
  readonly pending: Map<Element, Pending>;
}

export const staleReads = defineAnalysis('stale-reads', (design, get): readonly StaleRead[] => {
  const found = new Map<StoreEffect, StaleRead>();
  for (const flow of design.flows) {
    if (!flow.reads) continue;
    for (const read of new Walk(design, flow, flow.reads, get(reactions)).run()) if (!found.has(read.read)) found.set(read.read, read);
  }
  return [...found.values()];
});

class Walk {
  readonly #design: Design;
  readonly #flow: Flow;
  readonly #reads: NonNullable<Flow['reads']>;
  readonly #reactions: Reactions;
  readonly #found: StaleRead[] = [];
  /** What may make reads stale and was so when an activity was walked: walking it again shows something new only where there is more of it. */
  readonly #walkedWith = new Map<Activity, Set<string>>();
  /** The copies that have been written themselves. */
  readonly #copies = new Set<Element>();
  readonly #laterWrites = new Map<Effect, ReadonlyMap<Element, Effect>>();
  readonly #rows = new Map<Activity, ReadonlyMap<Effect, readonly MessageEffect[]>>();

  constructor(design: Design, flow: Flow, reads: NonNullable<Flow['reads']>, all: Reactions) {
    this.#design = design;
    this.#flow = flow;
    this.#reads = reads;
    this.#reactions = all;
  }

  run(): readonly StaleRead[] {
    for (const start of this.#flow.from) {
      const done: Done = { written: new Map(), along: new Map([[always, new Set()]]), pending: new Map() };
      this.#walkedWith.clear();
      this.#activity(start, done);
      // Others' writes matter to the one who asks, until the answer.
      if (this.#reads.scope === 'own') this.#followReactions(start, done);
    }
    return this.#found;
  }

  #followReactions(start: Activity, done: Done): void {
    const walked = new Set([start, ...this.#walkedWith.keys()]);
    for (const activity of walked) {
      const started = activity.effects.flatMap((effect) => (effect.kind === 'starts' ? effect.callees : []));
      for (const to of [...(this.#reactions.get(activity.id) ?? []).map((reaction) => reaction.to), ...started]) {
        if (walked.has(to)) continue;
        // What is still on its way is known only of the messages that a consumer sends itself.
        done.pending.clear();
        this.#activity(to, done);
        for (const reached of this.#walkedWith.keys()) walked.add(reached);
      }
    }
  }

  #activity(activity: Activity, done: Done): void {
    const before = this.#walkedWith.get(activity);
    const more = this.#openAfter(done).filter((fact) => !before?.has(fact));
    if (before && more.length === 0) {
      this.#doesAgain(activity, done);
      return;
    }
    this.#walkedWith.set(activity, new Set([...(before ?? []), ...more]));
    this.#sequence(activity.body ?? [], done);
  }

  /** The reads of an activity that was walked like this before show nothing new. What comes after it sees what it, and what it calls, does nevertheless. */
  #doesAgain(activity: Activity, done: Done): void {
    const called = new Set([activity]);
    for (const each of called) {
      for (const effect of each.effects) {
        if (effect.part !== 'body' || effect.kind === 'reads') continue;
        if (effect.kind === 'calls') for (const callee of effect.callees) called.add(callee);
        else this.#effect(effect, done);
      }
    }
  }

  /**
   * Each fact that by itself may make a read stale: what was written, what is on its way, and which copy was not written along with what. A copy that nobody
   * has written yet was written along with nothing.
   */
  #openAfter({ written, along, pending }: Done): readonly string[] {
    const nameOf = (element: Element | typeof always): string => (element === always ? always : element.id);
    return [
      ...[...written.keys()].map(({ id }) => `written ${id}`),
      ...[...pending.keys()].map(({ id }) => `pending ${id}`),
      ...[...along].flatMap(([element, set]) =>
        [...this.#copies].filter((copy) => !set.has(copy)).map(({ id }) => `${nameOf(element)} without ${id}`),
      ),
    ];
  }

  #sequence(actions: readonly Action[], done: Done): void {
    for (const action of actions) this.#action(action, done);
  }

  #action(action: Action, done: Done): void {
    switch (action.kind) {
      case 'effect':
        this.#effect(action.effect, done);
        break;
      case 'step':
        if (action.step.action.kind !== 'wait') this.#action(action.step.action, done);
        break;
      case 'atomically':
      case 'each':
        this.#sequence(action.body, done);
        break;
      case 'parallel':
        this.#apart(
          action.body.map((inner) => [inner]),
          done,
          'all',
        );
        break;
      case 'when':
        this.#apart(
          action.branches.map(({ body }) => body),
          done,
          action.branches.at(-1)?.condition === undefined ? 'one' : 'none or one',
        );
        break;
    }
  }

  /** Branches do not see one another; what comes after sees what any of them may have done. */
  #apart(bodies: readonly (readonly Action[])[], done: Done, taken: 'all' | 'one' | 'none or one'): void {
    const ends = bodies.map((body) => {
      const own: Done = { written: new Map(done.written), along: new Map(done.along), pending: new Map(done.pending) };
      this.#sequence(body, own);
      return own;
    });
    for (const end of ends) {
      for (const [element, effect] of end.written) done.written.set(element, effect);
      for (const [element, pending] of end.pending) done.pending.set(element, pending);
    }
    this.#joinWays(
      done,
      ends.map(({ along }) => along),
      taken,
    );
  }

  /** What is written along with each element when branches come together: with all of them, or with each that may have been taken. */
  #joinWays({ along }: Done, ends: readonly Done['along'][], taken: 'all' | 'one' | 'none or one'): void {
    const before = new Map(along);
    const ways = taken === 'none or one' ? [...ends, before] : ends;
    const sure = new Set(ends.flatMap((end) => [...(end.get(always) ?? [])]));
    for (const element of new Set(ends.flatMap((end) => [...end.keys()]))) {
      const sets = ways.flatMap((way) => way.get(element) ?? []);
      const [first = new Set<Element>(), ...others] = sets;
      const common = [...first].filter((one) => others.every((other) => other.has(one)));
      along.set(element, new Set(taken === 'all' ? [...sets.flatMap((set) => [...set]), ...sure] : common));
    }
  }

  #writes(element: Element, effect: Effect, { written, along }: Done): void {
    written.set(element, effect);
    if (isCopy(element)) this.#copies.add(element);
    for (const [other, set] of along) along.set(other, new Set([...set, element]));
    along.set(element, along.get(always) ?? new Set());
  }

  #effect(effect: Effect, done: Done): void {
    switch (effect.kind) {
      case 'reads':
        this.#check(effect as StoreEffect, done);
        break;
      case 'publishes':
      case 'sends':
        if (![...this.#rowsOf(effect).values()].flat().includes(effect as MessageEffect)) this.#sent(effect as MessageEffect, done);
        break;
      case 'calls':
        for (const callee of effect.callees) this.#activity(callee, done);
        break;
      case 'starts':
        for (const [store, write] of this.#writesAfter(effect))
          done.pending.set(store, { run: effect.target?.name ?? 'a workflow', write });
        break;
      default:
        if (effect.store) this.#writes(effect.store, effect, done);
        for (const row of this.#rowsOf(effect).get(effect) ?? []) this.#sent(row, done);
    }
  }

  #rowsOf({ activity }: Effect): ReadonlyMap<Effect, readonly MessageEffect[]> {
    const known = this.#rows.get(activity) ?? laterRowsOf(activity);
    this.#rows.set(activity, known);
    return known;
  }

  #sent(effect: MessageEffect, done: Done): void {
    for (const element of [...effect.channels, ...(effect.outbox ? [effect.outbox] : [])]) this.#writes(element, effect, done);
    for (const [store, write] of this.#writesAfter(effect))
      done.pending.set(store, { message: effect.message?.name ?? 'a message', write });
  }

  /** The stores that what a message or a start sets off will write, with the write. What a workflow writes only when it fails is not on its way. */
  #writesAfter(effect: Effect): ReadonlyMap<Element, Effect> {
    const known = this.#laterWrites.get(effect);
    if (known) return known;
    const writes = new Map<Element, Effect>();
    const caused = (cause: Activity, by?: Effect): readonly Reaction[] =>
      (this.#reactions.get(cause.id) ?? []).filter((reaction) => by === undefined || reaction.effect === by);
    const open = new Set(effect.kind === 'starts' ? effect.callees : caused(effect.activity, effect).map(({ to }) => to));
    for (const activity of open) {
      for (const inner of activity.effects) {
        if (inner.part !== 'body') continue;
        if ('store' in inner && inner.kind !== 'reads' && inner.store && !writes.has(inner.store)) writes.set(inner.store, inner);
        if (isCallEffect(inner)) for (const callee of inner.callees) open.add(callee);
      }
      for (const { to } of caused(activity)) open.add(to);
    }
    this.#laterWrites.set(effect, writes);
    return writes;
  }

  #check(read: StoreEffect, done: Done): void {
    const { store } = read;
    if (!store) return;
    if (this.#reads.scope === 'all') {
      const lag = copyLag(this.#design, store) ?? (this.#isWritten(store) ? eventualLag(read) : undefined);
      if (lag && this.#tooFar(lag)) this.#report({ read, lag });
      return;
    }
    const direct = done.written.get(store);
    const own = direct && eventualLag(read);
    // What was written to a copy itself wherever its source was written, as by a write-through cache, is there; the source then matters no more.
    const origin = originsOf(store).find((element) => done.along.get(element)?.has(store) === false);
    const copied = origin && copyLag(this.#design, store);
    const source = origin && done.written.get(origin);
    const pending = done.pending.get(store);
    if (own && this.#tooFar(own)) this.#report({ read, lag: own, write: direct });
    else if (copied && this.#tooFar(copied)) this.#report({ read, lag: { ...copied, origin }, write: source });
    else if (pending && this.#reads.after === undefined) this.#report({ read, ...pending });
  }

  #isWritten({ id }: Element): boolean {
    return (this.#design.index.accessesOf.get(id) ?? []).some(({ kind }) => kind !== 'reads');
  }

  /** An eventually consistent read, or an index, lags by a moment, which any allowed lag covers. */
  #tooFar({ cause, most }: Lag): boolean {
    const { after } = this.#reads;
    return after === undefined || (cause !== 'eventual' && cause !== 'index' && (most === undefined || most > after));
  }

  #report(read: Omit<StaleRead, 'flow' | 'reads'>): void {
    if (!this.#found.some((other) => other.read === read.read)) this.#found.push({ ...read, flow: this.#flow, reads: this.#reads });
  }
}

function isCopy(element: Element): boolean {
  return 'rebuiltFrom' in element && (element.rebuiltFrom ?? element.caches) !== undefined;
}
