/** How activations run: they begin, go from op to op, end well or fail, and what they did is judged when they are over. */
import type { Fault } from './actions.ts';
import type { Breach } from './events.ts';
import { judge } from './judge.ts';
import { type Activation, type EffectOccurrence, type Leg, NO_FIELD, type Op, type Site, type Substitute } from './program.ts';
import { CAUSE, STATUS } from './state.ts';
import { Workflows } from './workflows.ts';

export abstract class Activations extends Workflows {
  protected begin(activation: Activation, cause: number, late: boolean, fault: Fault | undefined): void {
    const { field, ops, states } = activation;
    const again = this.get(field.begun) === 1;
    this.set(field.begun, 1);
    this.set(field.cause, again ? cause : CAUSE.first);
    this.set(field.late, again && late ? 1 : 0);
    this.set(field.gone, 0);
    for (const op of ops) for (const effect of op.effects) this.set(effect.field.tries, 0);
    this.running = activation;
    this.tell({ kind: 'begins', activation, times: again ? 2 : 1 });
    for (const begun of activation.begins) this.set(begun, 1);
    for (const [number, state] of states.entries()) {
      // Where these strike there is something to lose: the states of a service come about together.
      const lost = fault?.kind === 'instance-loss' || (fault?.kind === 'scale-out' && state.place !== 'store');
      if (lost) this.tell({ kind: fault.kind, activation, state, fault: fault.kind });
      if (lost)
        this.losesState(
          { promise: 'state-kept', blame: 'state', activation, state },
          fault.kind === 'instance-loss' ? (activation.surviving[number] ?? []) : [],
        );
      this.set(this.unfolded.kept.get(state) ?? NO_FIELD, 1);
    }
    if (activation.activity.kind === 'workflow') this.resetRun(activation);
    if (this.get(field.recorded) === 1 && this.recognises(activation)) {
      this.tell({ kind: 'recognised', activation });
      this.set(field.at, ops.length + 1);
    } else this.set(field.at, 1);
  }

  protected finish(activation: Activation, fault: Fault | undefined): void {
    if (this.rerunsStep(activation, fault)) return;
    if (fault?.kind === 'crash') {
      this.tell({ kind: 'crash', activation, fault: 'crash' });
      this.fails(activation);
      return;
    }
    const { trigger, field, activity } = activation;
    const failed = activity.kind === 'workflow' && this.get(field.which) > 0;
    if (activity.kind === 'workflow') {
      this.tell({ kind: 'run-ends', activation, times: failed ? 0 : 1 });
      if (fault?.kind === 'duplicate') {
        this.tell({ kind: 'rerun', activation, fault: 'duplicate', late: fault.late });
        this.begin(activation, CAUSE.delivered, fault.late, undefined);
        return;
      }
      if (failed && trigger.kind === 'call') {
        this.fails(activation);
        return;
      }
    }
    if (!failed) for (const ended of activation.ends) this.set(ended, 1);
    const repeated = this.mode(activation) !== 'open';
    this.set(field.at, 0);
    if (trigger.kind === 'call') this.#answers(activation, trigger.effect, trigger.fallback, repeated, fault);
    else {
      this.running = undefined;
      const leg = this.triggerOf(activation);
      if (leg && activity.kind !== 'workflow') this.#acknowledge(activation, leg, fault);
      else this.over(activation, true);
    }
  }

  #answers(activation: Activation, effect: EffectOccurrence, instead: boolean, quietly: boolean, fault: Fault | undefined): void {
    const caller = effect.activation;
    this.running = caller;
    if (instead) this.countInstead(effect);
    else this.count(effect, quietly);
    if (fault?.kind === 'lost-reply') {
      this.tell({ kind: 'lost-reply', effect, activation, fault: 'lost-reply' });
      if (instead) this.#failsForGood(caller, effect);
      else this.#effectFails(caller, effect);
      return;
    }
    this.tell({ kind: 'answer', effect, activation });
    this.#goOn(caller, this.at(caller));
  }

  #acknowledge(activation: Activation, leg: Leg, fault: Fault | undefined): void {
    // Its body is through. What was out for it is back when it comes again.
    this.endOutages(activation.scope);
    if (!activation.acknowledgesFirst) {
      if (fault?.kind === 'duplicate') {
        this.set(leg.field.status, STATUS.handled);
        this.repeats(leg, activation, fault.late);
        return;
      }
      this.takeCopy(leg);
      this.tell({ kind: 'acknowledged', leg, activation });
    }
    this.set(leg.field.status, STATUS.handled);
    if (this.get(leg.field.copies) === 0) this.over(activation, true);
  }

  /** An activation fails: whoever brought it about sees it. */
  protected fails(activation: Activation): void {
    const { trigger } = activation;
    this.set(activation.field.at, 0);
    if (trigger.kind === 'call') {
      this.running = trigger.effect.activation;
      this.tell({ kind: 'error', effect: trigger.effect, activation });
      if (trigger.fallback) this.#failsForGood(trigger.effect.activation, trigger.effect);
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
    if (this.get(leg.field.copies) > 0) {
      // The acknowledgement was lost as well: it comes again.
      this.over(activation, false);
      return;
    }
    const nothing = activation.ops.every(({ effects }) => effects.every((effect) => this.leftBehind(effect).length === 0));
    if (nothing) this.lose(leg, undefined);
    else this.set(leg.field.status, STATUS.handled);
    this.over(activation, !nothing);
  }

  #returns(activation: Activation, leg: Leg): void {
    if (leg.hop && leg.delivery === undefined && leg.hop.guarantee.retries === undefined) {
      this.#staysAway(activation, leg);
      return;
    }
    const fails = this.get(leg.field.fails) + 1;
    if (fails < leg.attempts) {
      this.set(leg.field.fails, fails);
      this.tell({ kind: 'returned', leg, activation, times: fails + 1 });
      return;
    }
    this.#isGivenUp(activation, leg);
  }

  /** A message that nobody tries any more excuses what is done by half; one that was handled before, and of which a repeat has failed, does not. */
  #isGivenUp(activation: Activation, leg: Leg): void {
    const handled = this.get(leg.field.status) === STATUS.handled;
    this.failForGood(leg);
    if (!handled) this.#requiresWhole(activation, leg);
    this.over(activation, handled);
  }

  /** What is done by half when its message is given up is nobody's fault but by the design's own requirements, which know no exemption. */
  #requiresWhole(activation: Activation, leg: Leg): void {
    // Nobody says how often it is tried: at best until it is done.
    if (leg.fate.kind === 'waits') return;
    // It is put back, and comes again.
    if (leg.parked?.redrive && this.get(leg.parked.field.parked) === 1) return;
    for (const breach of judge(this, activation)) this.breaks(breach, breach.activation?.wholly ?? []);
  }

  /** Nobody says whether the message comes again. At best it does no harm; what is out for good, no further try can handle. */
  #staysAway(activation: Activation, leg: Leg): void {
    const isOut = this.unfolded.outages.some((field) => this.unfolded.program.sites[this.get(field) - 1]?.scope === activation.scope);
    if (isOut) {
      this.#isGivenUp(activation, leg);
      return;
    }
    const handled = this.get(leg.field.status) === STATUS.handled;
    this.takeCopy(leg);
    if (!handled) {
      this.set(leg.field.status, STATUS.away);
      this.tell({ kind: 'dropped', leg });
    }
    this.over(activation, handled);
  }

  /** Nothing of an activation and those it called is under way any more. Their promises are judged; what cannot come again is forgotten. */
  protected over(activation: Activation, judged: boolean): void {
    this.endOutages(activation.scope);
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
      this.set(field.gone, 0);
      for (const op of ops) for (const effect of op.effects) this.#forget(effect);
    }
    // The time of a join that has run does not run out any more.
    if (activation.otherwise) this.set(activation.field.begun, 1);
    for (const step of this.unfolded.program.steps) {
      if (step.workflow.root !== activation) continue;
      this.set(step.field.completed, 0);
      this.set(step.field.touched, 0);
      this.set(step.field.undone, 0);
    }
  }

  #judged(breach: Breach): void {
    this.onBreach(breach);
    this.breaks(breach, breach.activation?.wholly ?? []);
  }

  #forget({ field, changes, instead }: EffectOccurrence): void {
    if (instead) this.set(instead.count, 0);
    this.set(field.count, 0);
    this.set(field.tries, 0);
    for (const change of changes) this.#forget(change);
  }

  protected op(activation: Activation, index: number, op: Op, fault: Fault | undefined): void {
    if (this.rerunsStep(activation, fault)) return;
    if (fault?.kind === 'instance-loss' && fault.run) {
      this.vanishes(activation);
      return;
    }
    if (fault?.kind === 'crash') {
      this.tell({ kind: 'crash', activation, fault: 'crash' });
      this.fails(activation);
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
      this.stepFails(activation, index, op);
    } else if (this.hasCome(op)) {
      this.tell({ kind: 'goes-on', activation, step: op.step });
      this.#goOn(activation, index);
    } else {
      this.tell({ kind: 'waits', activation, step: op.step });
      this.running = undefined;
    }
  }

  #effects(activation: Activation, index: number, op: Op, fault: Fault | undefined): void {
    const [asked] = op.effects;
    if (asked?.instead && this.get(asked.field.instead) === 1) {
      this.#substitutes(asked, asked.instead, fault);
      return;
    }
    if (this.passesOver(activation, op)) {
      for (const effect of op.effects) this.passOver(effect);
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
    this.takeAll(activation, op.effects, fault);
    this.lossy = undefined;
    if (fault?.kind === 'lost-reply') {
      this.tell({ kind: 'lost-reply', effect: first, activation, fault: 'lost-reply' });
      this.#effectFails(activation, first);
    } else this.#goOn(activation, index);
  }

  /** A call has failed for good, and its fallback is called. */
  #substitutes(effect: EffectOccurrence, substitute: Substitute, fault: Fault | undefined): void {
    const { activation } = effect;
    const { site, callee } = substitute;
    if (fault?.kind === 'outage' && fault.site) this.#strike(fault.site);
    if (site && this.isOut(site.id)) {
      this.tell({ kind: 'unavailable', effect, activation, fault: fault?.kind === 'outage' ? 'outage' : undefined, instead: true });
      this.#failsForGood(activation, effect);
    } else if (callee) {
      this.tell({ kind: 'call', effect, activation: callee, times: 1 });
      this.begin(callee, CAUSE.caller, this.isLate(activation), fault);
    } else {
      if (this.isSubstituteRecognised(effect, substitute)) {
        this.stands(effect);
        this.tell({ kind: 'recognised', effect, activation, instead: true });
      } else {
        this.countInstead(effect);
        this.tell({ kind: 'effect', effect, activation, times: Math.max(1, this.get(substitute.count)), instead: true });
      }
      if (fault?.kind === 'lost-reply') {
        this.tell({ kind: 'lost-reply', effect, activation, fault: 'lost-reply', instead: true });
        this.#failsForGood(activation, effect);
      } else this.#goOn(activation, this.at(activation));
    }
  }

  /** @returns whether somebody now works for the caller */
  #calls(effect: EffectOccurrence, callee: Activation, fault: Fault | undefined): boolean {
    const named = callee.activity.kind === 'workflow' && effect.effect.options.key !== undefined;
    // A name is known for as long as anybody knows of the run.
    const again = this.get(callee.field.begun) === 1 && this.get(callee.field.gone) === 0;
    if (named && again) {
      if (this.get(callee.field.which) === 0) return false;
      // The run of that name has failed: whoever asks for it, and however often, is told so.
      this.tell({ kind: 'call', effect, activation: callee, times: this.get(effect.field.tries) + 1 });
      this.tell({ kind: 'error', effect, activation: callee });
      this.#failsForGood(effect.activation, effect);
      return true;
    }
    const retried = this.get(effect.field.tries) > 0;
    const caller = effect.activation;
    this.tell({ kind: 'call', effect, activation: callee, times: this.get(effect.field.tries) + 1 });
    const late = !retried && this.isLate(caller);
    this.begin(callee, retried ? CAUSE.retried : CAUSE.caller, late, fault);
    return true;
  }

  #strike({ id }: Site): void {
    const free = this.unfolded.outages.find((field) => this.get(field) === 0);
    if (free !== undefined) this.set(free, id + 1);
  }

  #goOn(activation: Activation, index: number): void {
    const op = activation.ops[index];
    const { step } = op ?? {};
    for (const { field } of op?.effects ?? []) this.set(field.instead, 0);
    if (step && op?.ends) {
      this.set(step.field.completed, 1);
      this.endOutages(step.scope);
    }
    const undone = op?.effects[0]?.undoes;
    if (undone) {
      this.endOutages(op?.sites[0]?.scope);
      if (index + 1 === undone.undoTo) this.set(undone.field.undone, 1);
    }
    this.set(activation.field.at, index + 2);
    this.skipIdle(activation);
  }

  /** An effect fails: it is tried again, or given up. */
  #effectFails(activation: Activation, effect: EffectOccurrence): void {
    const tries = this.get(effect.field.tries);
    if (tries < effect.retries) {
      this.set(effect.field.tries, tries + 1);
      return;
    }
    if (effect.unlimited) {
      // Tried until it is through: whatever is out comes back.
      for (const field of this.unfolded.outages) this.set(field, 0);
      return;
    }
    this.#failsForGood(activation, effect);
  }

  /** No further try would help: something else is done instead next, or, where that has failed too, the activation fails. */
  #failsForGood(activation: Activation, { instead, field }: EffectOccurrence): void {
    const isSecond = this.get(field.instead) === 1;
    this.set(field.instead, isSecond ? 0 : 1);
    if (instead && !isSecond) return;
    const index = this.at(activation);
    const op = activation.ops[index];
    if (op && activation.activity.kind === 'workflow') this.stepFails(activation, index, op);
    else this.fails(activation);
  }
}
