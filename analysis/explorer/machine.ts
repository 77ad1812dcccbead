/**
 * The steps of a flow: what happens next, and what a fault makes of it. One thing happens at a time, in a fixed order; only faults branch.
 * Each step changes the state in place.
 */
import { isCallEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { guards } from '../passes/repetition.ts';
import type { Breach } from './events.ts';
import { judge } from './judge.ts';
import { Messages } from './messages.ts';
import type { Activation, Beginning, EffectOccurrence, Leg, Op, Put, Site, StepOccurrence } from './program.ts';
import { CAUSE, STATUS } from './state.ts';
import { isForeign } from './traits.ts';

/** What happens next. */
export type Action =
  | { readonly kind: 'op'; readonly activation: Activation; readonly index: number; readonly op: Op }
  | { readonly kind: 'finish'; readonly activation: Activation }
  | { readonly kind: 'deliver'; readonly leg: Leg }
  | { readonly kind: 'fire'; readonly beginning: Beginning }
  | { readonly kind: 'release'; readonly leg: Leg }
  | { readonly kind: 'redrive'; readonly put: Put }
  | { readonly kind: 'time-out'; readonly activation: Activation };

/** What may go wrong as something happens. */
export type Fault =
  | { readonly kind: 'crash' | 'lost-reply' | 'poison' | 'reorder' | 'stale-read' | 'scale-out' | 'silence' }
  | { readonly kind: 'instance-loss'; readonly run: boolean }
  | { readonly kind: 'duplicate'; readonly late: boolean }
  | { readonly kind: 'drop'; readonly put?: Put }
  | { readonly kind: 'outage'; readonly site?: Site };

export class Machine extends Messages {
  // ---------------------------------------------------------------- what is next

  /** @returns what happens next; undefined at the end of the run */
  next(): Action | undefined {
    const { running } = this;
    if (running) {
      const index = this.at(running);
      const op = running.ops[index];
      return op && !this.#isOver(running, index) ? { kind: 'op', activation: running, index, op } : { kind: 'finish', activation: running };
    }
    const { legs, entries, puts, activations, firings } = this.unfolded.program;
    for (const leg of legs) if (this.isReady(leg)) return { kind: 'deliver', leg };
    const fired = this.get(this.unfolded.fired);
    const beginning = entries[fired];
    if (fired < firings && beginning) return { kind: 'fire', beginning };
    for (const leg of legs) if (this.get(leg.field.status) === STATUS.held) return { kind: 'release', leg };
    for (const put of puts) if (put.redrive && this.get(put.field.parked) === 1) return { kind: 'redrive', put };
    for (const activation of activations) if (this.#timesOut(activation)) return { kind: 'time-out', activation };
    return undefined;
  }

  #isOver({ forward, activity, field }: Activation, index: number): boolean {
    return activity.kind === 'workflow' && index >= forward && this.get(field.which) === 0;
  }

  /** A join that not all came to, or a wait that is not for ever. */
  #timesOut(activation: Activation): boolean {
    const { trigger, otherwise, activity } = activation;
    if (otherwise && trigger.kind === 'delivery') {
      if (this.get(activation.field.begun) === 1 || this.get(otherwise.field.begun) === 1) return false;
      return trigger.legs.some((leg) => this.get(leg.field.status) === STATUS.handled);
    }
    if (activity.kind !== 'workflow') return false;
    const op = activation.ops[this.at(activation)];
    return op?.kind === 'wait' && op.step?.step.action.kind === 'wait' && op.step.step.action.wait.atMost !== undefined;
  }

  /** Does what happens next, with or without a fault. */
  perform(action: Action, fault: Fault | undefined): void {
    switch (action.kind) {
      case 'op':
        this.#op(action.activation, action.index, action.op, fault);
        break;
      case 'finish':
        this.#finish(action.activation, fault);
        break;
      case 'deliver':
        this.#deliver(action.leg, fault);
        break;
      case 'fire':
        this.#fire(action.beginning, fault);
        break;
      case 'release':
        this.set(action.leg.field.status, STATUS.none);
        this.tell({ kind: 'released', leg: action.leg });
        break;
      case 'redrive':
        this.#redrive(action.put, fault);
        break;
      case 'time-out':
        this.#timeOut(action.activation);
        break;
    }
  }

  #fire({ activation, puts, happens }: Beginning, fault: Fault | undefined): void {
    for (const field of happens) this.set(field, 1);
    this.set(this.unfolded.fired, this.get(this.unfolded.fired) + 1);
    if (activation) this.#begin(activation, CAUSE.first, false, fault);
    for (const put of puts) this.accept(put, false);
  }

  #redrive(put: Put, fault: Fault | undefined): void {
    const late = fault?.kind === 'duplicate' && fault.late;
    this.set(put.field.parked, 2);
    this.tell({ kind: 'redriven', put, late });
    const { leg, puts } = put.redrive ?? { puts: [] };
    if (leg) {
      this.set(leg.field.status, STATUS.none);
      this.addCopy(leg, late);
    }
    for (const other of puts) this.accept(other, late);
  }

  #timeOut(activation: Activation): void {
    const index = this.at(activation);
    const op = activation.ops[index];
    this.tell({ kind: 'times-out', activation, step: op?.step });
    if (activation.otherwise) {
      // What came is used up: the time runs out once.
      if (activation.trigger.kind === 'delivery') for (const { field } of activation.trigger.legs) this.set(field.status, STATUS.none);
      this.#begin(activation.otherwise, CAUSE.first, false, undefined);
    } else if (op) {
      this.running = activation;
      this.#stepFails(activation, index, op);
    }
  }

  /** At the end of a run nothing more comes of what has begun, unless somebody looks after what is parked. */
  end(): void {
    for (const { requirement, firing, begun, ended } of this.unfolded.program.promises) {
      if (this.get(begun) === 0 || this.get(ended) === 1 || this.#isLookedAfter(firing)) continue;
      this.onBreach({ promise: 'requirement', blame: 'end', requirement });
    }
  }

  #isLookedAfter(firing: number): boolean {
    return this.unfolded.program.legs.some((leg) => {
      const status = leg.firing === firing ? this.get(leg.field.status) : STATUS.none;
      return (status === STATUS.parked && leg.fate.attended) || (status === STATUS.blocked && leg.channel?.facts.alarm !== undefined);
    });
  }

  // ---------------------------------------------------------------- activations

  #begin(activation: Activation, cause: number, late: boolean, fault: Fault | undefined): void {
    const { field, ops, states } = activation;
    const again = this.get(field.begun) === 1;
    this.set(field.begun, 1);
    this.set(field.cause, again ? cause : CAUSE.first);
    this.set(field.late, again && late ? 1 : 0);
    for (const op of ops) for (const { field: own } of op.effects) this.set(own.tries, 0);
    this.running = activation;
    this.tell({ kind: 'begins', activation, times: again ? 2 : 1 });
    for (const begun of activation.begins) this.set(begun, 1);
    for (const [number, state] of states.entries()) {
      const kept = this.unfolded.kept.get(state) ?? -1;
      const lost = this.get(kept) === 1 && (fault?.kind === 'instance-loss' || (fault?.kind === 'scale-out' && state.place !== 'store'));
      if (lost) this.tell({ kind: fault.kind, activation, state, fault: fault.kind });
      if (lost)
        this.#losesState(
          { promise: 'state-kept', blame: 'state', activation, state },
          fault.kind === 'instance-loss' ? (activation.surviving[number] ?? []) : [],
        );
      this.set(kept, 1);
    }
    if (activation.activity.kind === 'workflow') this.#resetRun(activation);
    if (again && activation.activity.idempotency?.using && this.get(field.recorded) === 1 && this.recognises(activation)) {
      this.tell({ kind: 'recognised', activation });
      this.set(field.at, ops.length + 1);
    } else this.set(field.at, 1);
    this.#skipIdle(activation);
  }

  #losesState(breach: Breach, requirements: readonly number[]): void {
    this.onBreach(breach);
    this.breaks(breach, requirements);
  }

  #resetRun(workflow: Activation): void {
    this.set(workflow.field.which, 0);
    for (const step of this.unfolded.program.steps) {
      if (step.workflow !== workflow) continue;
      this.set(step.field.completed, 0);
      this.set(step.field.undone, 0);
    }
  }

  #finish(activation: Activation, fault: Fault | undefined): void {
    if (this.#rerunsStep(activation, fault)) return;
    if (fault?.kind === 'crash') {
      this.tell({ kind: 'crash', activation, fault: 'crash' });
      this.#fails(activation);
      return;
    }
    const { trigger, field } = activation;
    if (activation.activity.kind === 'workflow') {
      const failed = this.get(field.which) > 0;
      this.tell({ kind: 'run-ends', activation, times: failed ? 0 : 1 });
      if (fault?.kind === 'duplicate') {
        this.tell({ kind: 'rerun', activation, fault: 'duplicate', late: fault.late });
        this.#begin(activation, CAUSE.delivered, fault.late, undefined);
        return;
      }
      if (failed && trigger.kind === 'call') {
        this.#fails(activation);
        return;
      }
    }
    if (!(activation.activity.kind === 'workflow' && this.get(field.which) > 0)) for (const ended of activation.ends) this.set(ended, 1);
    const repeated = this.mode(activation) !== 'open';
    this.set(field.at, 0);
    if (trigger.kind === 'call') this.#answers(activation, trigger.effect, trigger.fallback || repeated, fault);
    else {
      this.running = undefined;
      const leg = this.triggerOf(activation);
      if (leg && activation.activity.kind !== 'workflow') this.#acknowledge(activation, leg, fault);
      else this.over(activation, true);
    }
  }

  #answers(activation: Activation, effect: EffectOccurrence, quietly: boolean, fault: Fault | undefined): void {
    const caller = effect.activation;
    this.running = caller;
    if (fault?.kind === 'lost-reply') {
      this.#count(effect, quietly);
      this.tell({ kind: 'lost-reply', effect, activation, fault: 'lost-reply' });
      this.#effectFails(caller, effect);
      return;
    }
    this.#count(effect, quietly);
    this.tell({ kind: 'answer', effect, activation });
    this.#goOn(caller, this.at(caller));
  }

  #acknowledge(activation: Activation, leg: Leg, fault: Fault | undefined): void {
    if (!activation.acknowledgesFirst) {
      if (fault?.kind === 'duplicate') {
        this.set(leg.field.status, STATUS.handled);
        if (fault.late) this.set(leg.field.late, 1);
        this.tell({ kind: 'duplicate', leg, activation, fault: 'duplicate', late: fault.late });
        return;
      }
      this.takeCopy(leg);
      this.tell({ kind: 'acknowledged', leg, activation });
    }
    this.set(leg.field.status, STATUS.handled);
    if (this.get(leg.field.copies) === 0) this.over(activation, true);
  }

  /** An activation fails: whoever brought it about sees it. */
  #fails(activation: Activation): void {
    const { trigger } = activation;
    this.set(activation.field.at, 0);
    if (trigger.kind === 'call') {
      this.running = trigger.effect.activation;
      this.tell({ kind: 'error', effect: trigger.effect, activation });
      if (trigger.fallback) this.#givesUp(trigger.effect.activation, this.at(trigger.effect.activation));
      else this.#effectFails(trigger.effect.activation, trigger.effect);
      return;
    }
    this.running = undefined;
    const leg = this.triggerOf(activation);
    if (!leg) {
      this.tell({ kind: 'error', activation });
      this.over(activation, true);
    } else if (activation.acknowledgesFirst) this.#abandons(activation, leg);
    else this.#returns(activation, leg);
  }

  /** Its message is gone: lost if nothing came of it, half done if something did. */
  #abandons(activation: Activation, leg: Leg): void {
    const nothing = activation.ops.every(({ effects }) => effects.every((effect) => this.leftBehind(effect).length === 0));
    if (nothing) this.lose(leg, undefined);
    else this.set(leg.field.status, STATUS.handled);
    this.over(activation, !nothing);
  }

  #returns(activation: Activation, leg: Leg): void {
    const fails = this.get(leg.field.fails) + 1;
    if (fails < leg.attempts) {
      this.set(leg.field.fails, fails);
      this.tell({ kind: 'returned', leg, activation, times: fails + 1 });
      return;
    }
    this.failForGood(leg);
    this.over(activation, false);
  }

  /** Nothing of an activation and those it called is under way any more. Their promises are judged; what cannot come again is forgotten. */
  protected over(activation: Activation, judged: boolean): void {
    this.#endOutages(activation.scope);
    if (judged) for (const breach of judge(this, activation)) this.#judged(breach);
    const { trigger } = activation;
    // A copy that still waits must find what was done.
    const waiting = trigger.kind === 'delivery' && trigger.legs.some((leg) => this.get(leg.field.copies) > 0);
    if (!activation.final || waiting) return;
    for (const { field, ops } of activation.chain) {
      this.set(field.begun, 0);
      this.set(field.cause, 0);
      this.set(field.late, 0);
      this.set(field.recorded, 0);
      this.set(field.which, 0);
      for (const op of ops) for (const effect of op.effects) this.#forget(effect);
    }
    for (const step of this.unfolded.program.steps) {
      if (step.workflow.root !== activation) continue;
      this.set(step.field.completed, 0);
      this.set(step.field.undone, 0);
    }
  }

  #judged(breach: Breach): void {
    this.onBreach(breach);
    this.breaks(breach, breach.activation?.wholly ?? []);
  }

  #forget({ field, changes }: EffectOccurrence): void {
    this.set(field.count, 0);
    this.set(field.tries, 0);
    for (const change of changes) this.#forget(change);
  }

  #endOutages(scope: number): void {
    for (const field of this.unfolded.outages) {
      const site = this.get(field);
      if (site > 0 && this.unfolded.program.sites[site - 1]?.scope === scope) this.set(field, 0);
    }
  }

  // ---------------------------------------------------------------- ops

  #op(activation: Activation, index: number, op: Op, fault: Fault | undefined): void {
    if (this.#rerunsStep(activation, fault)) return;
    if (fault?.kind === 'instance-loss' && fault.run) {
      this.#vanishes(activation);
      return;
    }
    if (fault?.kind === 'crash') {
      this.tell({ kind: 'crash', activation, fault: 'crash' });
      this.#fails(activation);
      return;
    }
    switch (op.kind) {
      case 'record':
        this.set(activation.field.recorded, 1);
        this.tell({ kind: 'recorded', activation });
        this.#goOn(activation, index);
        break;
      case 'wait':
        this.#wait(activation, index, op, fault);
        break;
      case 'effects':
        this.#effects(activation, index, op, fault);
        break;
    }
  }

  #wait(activation: Activation, index: number, op: Op, fault: Fault | undefined): void {
    if (fault?.kind === 'silence') {
      this.tell({ kind: 'silence', activation, step: op.step, fault: 'outage' });
      this.#stepFails(activation, index, op);
    } else if (this.hasCome(activation, index)) {
      this.tell({ kind: 'goes-on', activation, step: op.step });
      this.#goOn(activation, index);
    } else {
      this.tell({ kind: 'waits', activation, step: op.step });
      this.running = undefined;
    }
  }

  #effects(activation: Activation, index: number, op: Op, fault: Fault | undefined): void {
    if (this.#passesOver(activation, op)) {
      for (const effect of op.effects) this.tell({ kind: 'passed-over', effect, activation });
      this.#goOn(activation, index);
      return;
    }
    const [first] = op.effects;
    if (!first) return;
    if (fault?.kind === 'outage' && fault.site) this.#strike(fault.site);
    const out = op.sites.find(({ id }) => this.isOut(id));
    if (out) {
      for (const [number, effect] of op.effects.entries()) {
        const struck = number === 0 && fault?.kind === 'outage' ? 'outage' : undefined;
        this.tell({ kind: 'unavailable', effect, activation, fault: struck, step: op.step, times: this.get(first.field.tries) + 1 });
      }
      this.#effectFails(activation, first);
      return;
    }
    if (first.callee && this.#calls(first, first.callee, fault)) return;
    this.lossy = fault?.kind === 'drop' ? fault.put : undefined;
    for (const effect of op.effects) this.#take(effect, fault);
    this.lossy = undefined;
    if (fault?.kind === 'lost-reply') {
      this.tell({ kind: 'lost-reply', effect: first, activation, fault: 'lost-reply' });
      this.#effectFails(activation, first);
    } else this.#goOn(activation, index);
  }

  /** @returns whether somebody now works for the caller */
  #calls(effect: EffectOccurrence, callee: Activation, fault: Fault | undefined): boolean {
    const named = callee.activity.kind === 'workflow' && effect.effect.options.key !== undefined;
    const again = this.get(callee.field.begun) === 1;
    if (named && again) return false;
    const retried = this.get(effect.field.tries) > 0;
    const caller = effect.activation;
    this.tell({ kind: 'call', effect, activation: callee, times: this.get(effect.field.tries) + 1 });
    const tries = this.get(effect.field.tries);
    const late = !retried && this.isLate(caller);
    this.#begin(callee, retried ? CAUSE.retried : CAUSE.caller, late, fault);
    this.set(effect.field.tries, tries);
    return true;
  }

  #strike({ id }: Site): void {
    const free = this.unfolded.outages.find((field) => this.get(field) === 0);
    if (free !== undefined) this.set(free, id + 1);
  }

  /** Whether a repeat knows that all of an op has taken place. Publishes are sent again, but not the rows of an outbox. */
  #passesOver(activation: Activation, { effects }: Op): boolean {
    const mode = this.mode(activation);
    if (mode === 'open') return false;
    if (mode === 'marked') {
      const store = activation.activity.idempotency?.using;
      return effects.some(
        ({ effect, field }) => isStoreEffect(effect) && effect.kind !== 'reads' && effect.store === store && this.get(field.count) > 0,
      );
    }
    return effects.every((occurrence) => {
      const { effect, relay, field } = occurrence;
      if (effect.kind === 'reads') return false;
      const sentAgain = (effect.kind === 'publishes' || effect.kind === 'sends') && !relay && !this.#inOneTransaction(activation);
      return !sentAgain && this.get(field.count) > 0;
    });
  }

  /** A delivery exactly once is one transaction with what is published back to its broker. */
  #inOneTransaction({ root }: Activation): boolean {
    return this.triggerOf(root)?.delivery === 'exactly-once';
  }

  /** An effect takes place. */
  #take(occurrence: EffectOccurrence, fault: Fault | undefined): void {
    const { effect, activation, loop, stale, start } = occurrence;
    const late = this.isLate(activation);
    if (loop) {
      this.tell({ kind: 'loop', effect: occurrence, loop });
      this.onBreach({ promise: 'comes-to-rest', blame: 'loop', effect: occurrence, loop });
    }
    if (effect.kind === 'reads') {
      this.tell({
        kind: fault?.kind === 'stale-read' ? 'stale' : 'effect',
        effect: occurrence,
        activation,
        fault: fault?.kind === 'stale-read' ? 'stale-read' : undefined,
      });
      if (stale) this.#reads(occurrence, fault);
      return;
    }
    if (this.#isRecognised(occurrence)) this.tell({ kind: 'recognised', effect: occurrence, activation });
    else {
      this.#count(occurrence);
      this.tell({ kind: 'effect', effect: occurrence, activation, times: this.get(occurrence.field.count) });
    }
    this.sendAll(occurrence, late);
    if (start) this.addCopy(start, late);
    for (const change of occurrence.changes) this.#take(change, undefined);
  }

  #reads(occurrence: EffectOccurrence, fault: Fault | undefined): void {
    if (fault?.kind === 'stale-read') this.onBreach({ promise: 'read-your-writes', blame: 'read', effect: occurrence });
    const { stale, effect, activation } = occurrence;
    const store = isStoreEffect(effect) ? effect.store : undefined;
    if (!stale?.pending || !store) return;
    for (const leg of this.unfolded.program.legs) {
      if (this.get(leg.field.copies) === 0 || leg.sender?.root !== activation.root || !writesBelow(leg).has(store.id)) continue;
      this.tell({ kind: 'pending', leg, effect: occurrence });
      this.onBreach({ promise: 'read-your-writes', blame: 'read', effect: occurrence, leg });
      return;
    }
  }

  /** Somebody else's operation knows a repeated request by its key. */
  #isRecognised({ effect, field, activation }: EffectOccurrence): boolean {
    if (!isCallEffect(effect) || !isForeign(effect) || this.get(field.count) === 0) return false;
    const [callee] = effect.callees;
    if (!callee?.idempotency) return false;
    const retried = this.get(field.tries) > 0;
    const carried = effect.options.key ?? (retried ? undefined : this.carriedBy(activation));
    if (!guards(callee.idempotency, carried, callee.messages)) return false;
    return !(this.isLate(activation) && !retried && callee.idempotency.within !== undefined);
  }

  #count(occurrence: EffectOccurrence, quietly = false): void {
    const { field, differs, counted, writes, happens } = occurrence;
    const before = this.get(field.count);
    this.set(field.count, Math.min(2, before + 1));
    for (const written of writes) this.set(written, 1);
    for (const happened of happens) this.set(happened, 1);
    if (quietly) return;
    for (const counter of counted) this.#countRequired(occurrence, counter.field, counter.requirement);
    if (before === 1 && differs) this.#twice(occurrence);
  }

  #countRequired(effect: EffectOccurrence, field: number, requirement: number): void {
    const times = this.get(field);
    this.set(field, Math.min(2, times + 1));
    if (times === 1) this.onBreach({ promise: 'requirement', blame: 'effect', effect, requirement, like: 'effect-once' });
  }

  /** Finds what should have kept an effect from taking place twice. */
  #twice(effect: EffectOccurrence): void {
    let from = effect.activation;
    if (this.#servesExpendable(from)) return;
    const report = (blame: 'guard' | 'call' | 'handler', activation: Activation | undefined, retried?: EffectOccurrence): void =>
      this.onBreach({
        promise: 'effect-once',
        blame,
        activation,
        effect: retried ?? effect,
        late: activation && this.isLate(activation),
        twice: effect,
      });
    if (this.get(effect.field.tries) > 0) {
      report('call', undefined, effect);
      return;
    }
    let guard = false;
    for (;;) {
      const { activity, trigger, caller } = from;
      const cause = this.get(from.field.cause);
      if (activity.idempotency && cause !== CAUSE.first && this.#gaveWay(from)) {
        report('guard', from);
        guard = true;
      }
      if (cause === CAUSE.caller && caller) from = caller;
      else {
        if (guard) return;
        if (cause === CAUSE.retried && trigger.kind === 'call') report('call', from, trigger.effect);
        else if (cause === CAUSE.delivered) report('handler', from);
        return;
      }
    }
  }

  /** A guard that was meant for this repeat: it knows the key, or would if it had not come so late. */
  #gaveWay(activation: Activation): boolean {
    return this.recognises(activation) || (this.isLate(activation) && activation.forgets);
  }

  /** Where losing some is fine, so is having some twice. */
  #servesExpendable({ root }: Activation): boolean {
    return root.trigger.kind === 'delivery' && root.trigger.legs.every(({ message }) => message?.criticality === 'expendable');
  }

  // ---------------------------------------------------------------- going on and failing

  #goOn(activation: Activation, index: number): void {
    const op = activation.ops[index];
    const { step } = op ?? {};
    if (step && op?.ends) {
      this.set(step.field.completed, 1);
      this.#endOutages(step.scope);
    }
    const undone = op?.effects[0]?.undoes;
    if (undone) {
      this.#endOutages(op?.sites[0]?.scope ?? -1);
      if (index + 1 === undone.undoTo) this.set(undone.field.undone, 1);
    }
    this.set(activation.field.at, index + 2);
    this.#skipIdle(activation);
  }

  /** An effect fails: it is tried again, or something else is done instead, or the activation fails. */
  #effectFails(activation: Activation, effect: EffectOccurrence): void {
    const tries = this.get(effect.field.tries);
    if (tries < effect.retries) {
      this.set(effect.field.tries, tries + 1);
      return;
    }
    const index = this.at(activation);
    const op = activation.ops[index];
    if (effect.unlimited) {
      // Tried until it is through: whatever is out comes back.
      for (const field of this.unfolded.outages) this.set(field, 0);
      return;
    }
    if (effect.fallback) {
      this.tell({ kind: 'call', effect, activation: effect.fallback, times: 1 });
      this.#begin(effect.fallback, CAUSE.caller, this.isLate(activation), undefined);
    } else if (effect.plainFallback) {
      this.set(effect.field.count, Math.max(1, this.get(effect.field.count)));
      this.#goOn(activation, index);
    } else if (op) this.#givesUp(activation, index);
  }

  #givesUp(activation: Activation, index: number): void {
    const op = activation.ops[index];
    if (op && activation.activity.kind === 'workflow') this.#stepFails(activation, index, op);
    else this.#fails(activation);
  }

  /** A step fails for good: the run goes on elsewhere, or ends by undoing what was done. */
  #stepFails(workflow: Activation, index: number, op: Op): void {
    const { field, forward, undos, ops } = workflow;
    const { step } = op;
    if (index >= forward) {
      const undoes = op.effects[0]?.undoes;
      this.#endOutages(op.sites[0]?.scope ?? -1);
      this.set(field.at, (index >= undos || !undoes ? ops.length : undoes.undoTo) + 1);
      this.#skipIdle(workflow);
      return;
    }
    this.tell({ kind: 'step-failed', activation: workflow, step });
    this.#endOutages(step?.scope ?? -1);
    if (step?.onFailure && !step.onFailure.fails) this.set(field.at, step.onFailure.op + 1);
    else {
      const own = this.unfolded.program.steps.filter((other) => other.workflow === workflow);
      if (this.get(field.which) === 0) this.set(field.which, step ? own.indexOf(step as StepOccurrence) + 1 : own.length + 1);
      this.set(field.at, (op.next ? op.next.branch : forward) + 1);
      if (!op.next || op.next.branch >= op.next.end) this.#failRun(workflow);
    }
    this.#skipIdle(workflow);
  }

  #failRun(workflow: Activation): void {
    this.tell({ kind: 'run-failed', activation: workflow });
    this.set(workflow.field.at, workflow.forward + 1);
  }

  /** Passes over what a run has no need to do: undos of steps that did nothing, branches of a block that has failed. */
  #skipIdle(activation: Activation): void {
    if (activation.activity.kind !== 'workflow' || this.get(activation.field.which) === 0) return;
    const { forward, undos, ops, field } = activation;
    let index = this.at(activation);
    if (index > 0 && index <= forward) {
      const block = ops[index - 1]?.next?.end;
      if (block !== undefined && index >= block) {
        this.#failRun(activation);
        index = forward;
      }
    }
    while (index >= forward && index < undos) {
      const step = ops[index]?.effects[0]?.undoes;
      if (!step || this.get(step.field.completed) === 1 || this.tookEffect(step)) break;
      index = step.undoTo;
    }
    const jump = this.#recovery(activation);
    if (index === undos && jump !== undefined && this.at(activation) < undos) index = jump;
    this.set(field.at, index + 1);
  }

  /** The step of the `otherwise` block that a failed step names. */
  #recovery(workflow: Activation): number | undefined {
    const own = this.unfolded.program.steps.filter((step) => step.workflow === workflow);
    const failed = own[this.get(workflow.field.which) - 1];
    return failed?.onFailure?.fails ? failed.onFailure.op : undefined;
  }

  /** A workflow whose instance dies before it has noted a step does that step again. */
  #rerunsStep(activation: Activation, fault: Fault | undefined): boolean {
    if (fault?.kind !== 'crash' || activation.activity.kind !== 'workflow') return false;
    const index = this.at(activation) - 1;
    const effect = activation.ops[index]?.effects[0];
    if (!effect) return false;
    this.tell({ kind: 'crash', activation, step: effect.step, fault: 'crash' });
    this.set(activation.field.at, index + 1);
    this.set(effect.field.tries, 1);
    return true;
  }

  /** A run that only its instance knows is gone with it. */
  #vanishes(workflow: Activation): void {
    this.tell({ kind: 'gone', activation: workflow, fault: 'instance-loss' });
    this.#losesState({ promise: 'state-kept', blame: 'run', activation: workflow }, workflow.surviving.flat());
    this.set(workflow.field.at, 0);
    if (workflow.trigger.kind === 'call') this.#fails(workflow);
    else {
      this.running = undefined;
      this.over(workflow, false);
    }
  }

  // ---------------------------------------------------------------- deliveries

  #deliver(leg: Leg, fault: Fault | undefined): void {
    switch (fault?.kind) {
      case 'drop':
        this.takeCopy(leg);
        this.lose(leg, 'drop');
        return;
      case 'poison':
        this.tell({ kind: 'poison', leg, fault: 'poison' });
        this.failForGood(leg);
        return;
      case 'reorder':
        this.set(leg.field.status, STATUS.held);
        this.tell({ kind: 'held-back', leg, fault: 'reorder' });
        return;
      case 'outage':
        this.tell({ kind: 'unavailable', leg, fault: 'outage' });
        this.failForGood(leg);
        return;
      default:
        this.#handOver(leg, fault);
    }
  }

  #handOver(leg: Leg, fault: Fault | undefined): void {
    const late = this.get(leg.field.late) === 1;
    const { activation } = leg;
    if ((leg.needsOrder || leg.inOrder.length > 0) && leg.earlier && this.isUnderWay(leg.earlier)) {
      const breach: Breach = { promise: 'in-order', blame: 'order', leg };
      if (leg.needsOrder) this.onBreach(breach);
      this.breaks(breach, leg.inOrder);
    }
    if (!activation) {
      this.#pass(leg, late, fault);
      return;
    }
    if (activation.activity.kind === 'workflow') this.#startRun(leg, activation, late, fault);
    else if (activation.activity.kind === 'join' && !this.#completes(leg, activation)) {
      this.takeCopy(leg);
      this.set(leg.field.status, STATUS.handled);
      this.tell({ kind: 'collected', leg, activation });
    } else {
      if (activation.trigger.kind === 'delivery' && activation.activity.kind === 'join')
        this.set(activation.field.which, activation.trigger.legs.indexOf(leg));
      this.tell({ kind: 'delivered', leg, activation, times: this.get(activation.field.begun) + 1 });
      if (activation.acknowledgesFirst) {
        this.takeCopy(leg);
        this.tell({ kind: 'acknowledged', leg, activation });
      }
      this.#begin(activation, CAUSE.delivered, late, fault);
    }
  }

  #completes(leg: Leg, { trigger }: Activation): boolean {
    return trigger.kind === 'delivery' && trigger.legs.every((other) => other === leg || this.get(other.field.status) === STATUS.handled);
  }

  #startRun(leg: Leg, workflow: Activation, late: boolean, fault: Fault | undefined): void {
    if (fault?.kind === 'duplicate') {
      this.tell({ kind: 'duplicate', leg, activation: workflow, fault: 'duplicate', late: fault.late });
      if (fault.late) this.set(leg.field.late, 1);
    } else this.takeCopy(leg);
    this.set(leg.field.status, STATUS.handled);
    if (leg.named && this.get(workflow.field.begun) === 1) {
      this.tell({ kind: 'recognised', leg, activation: workflow });
      return;
    }
    this.tell({ kind: 'delivered', leg, activation: workflow, times: this.get(workflow.field.begun) + 1 });
    this.#begin(workflow, CAUSE.delivered, late, undefined);
  }

  /** A leg at whose end nothing runs: into another channel, to a wait, or out of the design. */
  #pass(leg: Leg, late: boolean, fault: Fault | undefined): void {
    this.set(leg.field.status, STATUS.handled);
    if (leg.kind === 'forward' || leg.kind === 'relay') {
      this.tell({ kind: 'forwarded', leg });
      this.sendAll({ puts: leg.puts, directs: leg.directs }, late);
    } else this.tell({ kind: 'delivered', leg, times: 1 });
    if (fault?.kind === 'duplicate') {
      if (fault.late) this.set(leg.field.late, 1);
      this.tell({ kind: 'duplicate', leg, fault: 'duplicate', late: fault.late });
    } else this.takeCopy(leg);
    if (leg.loop) {
      this.tell({ kind: 'loop', leg, loop: leg.loop });
      this.onBreach({ promise: 'comes-to-rest', blame: 'loop', leg, loop: leg.loop });
    }
    const { awaitedBy } = leg;
    if (awaitedBy && this.at(awaitedBy.workflow) === awaitedBy.op && this.hasCome(awaitedBy.workflow, awaitedBy.op))
      this.running = awaitedBy.workflow;
  }
}

const below = new WeakMap<Leg, ReadonlySet<string>>();

/** @returns the ids of the stores that are written when what is on a leg is handled */
function writesBelow(leg: Leg): ReadonlySet<string> {
  const known = below.get(leg);
  if (known) return known;
  const stores = new Set<string>();
  below.set(leg, stores);
  const further = (legs: readonly Leg[]): void => {
    for (const other of legs) for (const store of writesBelow(other)) stores.add(store);
  };
  for (const put of leg.puts) further(put.legs);
  further(leg.directs);
  for (const { ops } of leg.activation?.chain ?? []) {
    for (const { effects } of ops) {
      for (const { effect, puts, directs, relay, start } of effects) {
        if (isStoreEffect(effect) && effect.kind !== 'reads' && effect.store) stores.add(effect.store.id);
        for (const put of puts) further(put.legs);
        further(directs);
        further([relay, start].filter((other) => other !== undefined));
      }
    }
  }
  return stores;
}
