/**
 * The steps of a flow: what happens next, and what a fault makes of it. One thing happens at a time, in a fixed order; only faults branch.
 * Each step changes the state in place.
 */
import type { Action, Fault } from './actions.ts';
import { Activations } from './activations.ts';
import type { Breach } from './events.ts';
import type { Activation, Beginning, Leg, Put } from './program.ts';
import { CAUSE, STATUS } from './state.ts';

export class Machine extends Activations {
  /** @returns what happens next; undefined at the end of the run */
  next(): Action | undefined {
    const { running } = this;
    if (running) {
      const index = this.at(running);
      const op = running.ops[index];
      return op && !this.#isOver(running, index) ? { kind: 'op', activation: running, index, op } : { kind: 'finish', activation: running };
    }
    const { legs, entries, puts, activations } = this.unfolded.program;
    for (const leg of legs) if (this.isReady(leg)) return { kind: 'deliver', leg };
    const beginning = entries[this.get(this.unfolded.fired)];
    if (beginning) return { kind: 'fire', beginning };
    for (const leg of legs) if (this.get(leg.field.status) === STATUS.held) return { kind: 'release', leg };
    for (const put of puts) if (put.redrive && this.get(put.field.parked) === 1) return { kind: 'redrive', put };
    for (const activation of activations) if (this.#timesOut(activation)) return { kind: 'time-out', activation };
    return undefined;
  }

  /** What comes behind the steps of a workflow is for runs that have failed. */
  #isOver({ forward, field }: Activation, index: number): boolean {
    return index >= forward && this.get(field.which) === 0;
  }

  /** A join that not all came to, or a wait that is not for ever. */
  #timesOut(activation: Activation): boolean {
    const { trigger, otherwise, field } = activation;
    if (otherwise && trigger.kind === 'delivery')
      return this.get(field.begun) === 0 && trigger.legs.some((leg) => this.get(leg.field.status) === STATUS.handled);
    const action = activation.ops[this.at(activation)]?.step?.step.action;
    return action?.kind === 'wait' && action.wait.atMost !== undefined;
  }

  /** Does what happens next, with or without a fault. */
  perform(action: Action, fault: Fault | undefined): void {
    switch (action.kind) {
      case 'op':
        this.op(action.activation, action.index, action.op, fault);
        break;
      case 'finish':
        this.finish(action.activation, fault);
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
        this.#redrive(action.put);
        break;
      case 'time-out':
        this.#timeOut(action.activation);
        break;
    }
  }

  #fire({ activation, puts, directs, happens }: Beginning, fault: Fault | undefined): void {
    for (const field of happens) this.set(field, 1);
    this.set(this.unfolded.fired, this.get(this.unfolded.fired) + 1);
    if (activation) this.begin(activation, CAUSE.first, false, fault);
    for (const put of puts) this.accept(put, false);
    for (const leg of directs) this.addCopy(leg, false);
  }

  /** A person puts it back, when all windows that it could outlast are over. */
  #redrive(put: Put): void {
    const late = this.unfolded.program.canRepeatLate;
    this.set(put.field.parked, 2);
    this.tell({ kind: 'redriven', put });
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
      const legs = activation.trigger.kind === 'delivery' ? activation.trigger.legs : [];
      for (const { field } of legs) if (this.get(field.status) === STATUS.handled) this.set(field.status, STATUS.none);
      this.begin(activation.otherwise, CAUSE.first, false, undefined);
    } else if (op) {
      this.running = activation;
      this.stepFails(activation, index, op);
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
      if (leg.firing !== firing) return false;
      const status = this.get(leg.field.status);
      // Nobody says that what stays away does not come again.
      if (status === STATUS.away) return true;
      if (status === STATUS.parked) return leg.fate.attended;
      // What still waits is at the head of its leg, where nobody can handle it, or behind such a message.
      return this.get(leg.field.copies) > 0 && leg.channel?.facts.alarm !== undefined;
    });
  }

  #deliver(leg: Leg, fault: Fault | undefined): void {
    switch (fault?.kind) {
      case 'drop':
        this.takeCopy(leg);
        this.lose(leg, 'drop');
        return;
      case 'poison':
        this.tell({ kind: 'poison', leg, fault: 'poison' });
        if (leg.activation?.acknowledgesFirst) {
          this.takeCopy(leg);
          this.lose(leg, undefined);
        } else this.failForGood(leg);
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
    if (leg.earlier && this.isUnderWay(leg.earlier)) {
      const breach: Breach = { promise: 'in-order', blame: 'order', leg, parked: this.parkedOn(leg.earlier) };
      if (leg.needsOrder) this.onBreach(breach);
      this.breaks(breach, leg.inOrder);
    }
    if (!activation) {
      this.#pass(leg, late, fault);
      return;
    }
    if (activation.activity.kind === 'workflow') this.#startRun(leg, activation, late, fault);
    else if (!this.#completes(leg, activation)) {
      this.takeCopy(leg);
      this.set(leg.field.status, STATUS.handled);
      this.tell({ kind: 'collected', leg, activation });
    } else {
      if (activation.trigger.kind === 'delivery') this.set(activation.field.which, activation.trigger.legs.indexOf(leg));
      this.tell({ kind: 'delivered', leg, activation });
      if (activation.acknowledgesFirst && fault?.kind === 'duplicate') this.repeats(leg, activation, fault.late);
      else if (activation.acknowledgesFirst) {
        this.takeCopy(leg);
        this.tell({ kind: 'acknowledged', leg, activation });
      }
      this.begin(activation, CAUSE.delivered, late, fault);
    }
  }

  #completes(leg: Leg, { trigger, incomplete }: Activation): boolean {
    return (
      !incomplete &&
      trigger.kind === 'delivery' &&
      trigger.legs.every((other) => other === leg || this.get(other.field.status) === STATUS.handled)
    );
  }

  #startRun(leg: Leg, workflow: Activation, late: boolean, fault: Fault | undefined): void {
    const again = fault?.kind === 'duplicate';
    if (!again) this.takeCopy(leg);
    this.set(leg.field.status, STATUS.handled);
    if (leg.named && this.get(workflow.field.begun) === 1 && this.get(workflow.field.gone) === 0) {
      this.tell({ kind: 'recognised', leg, activation: workflow });
      return;
    }
    this.tell({ kind: 'delivered', leg, activation: workflow });
    if (again) this.repeats(leg, workflow, fault.late);
    this.begin(workflow, CAUSE.delivered, late, undefined);
  }

  /** A leg at whose end nothing runs: into another channel, to a wait, or out of the design. */
  #pass(leg: Leg, late: boolean, fault: Fault | undefined): void {
    this.set(leg.field.status, STATUS.handled);
    if (leg.kind === 'forward' || leg.kind === 'relay') {
      this.tell({ kind: 'forwarded', leg });
      this.sendAll({ puts: leg.puts, directs: leg.directs }, late);
    } else this.tell({ kind: 'delivered', leg });
    if (fault?.kind === 'duplicate') this.repeats(leg, undefined, fault.late);
    else this.takeCopy(leg);
    if (leg.loop) {
      this.tell({ kind: 'loop', leg, loop: leg.loop });
      this.onBreach({ promise: 'comes-to-rest', blame: 'loop', leg, loop: leg.loop });
    }
    const { awaitedBy } = leg;
    const wait = awaitedBy?.workflow.ops[awaitedBy.op];
    if (awaitedBy && wait && this.at(awaitedBy.workflow) === awaitedBy.op && this.hasCome(wait)) this.running = awaitedBy.workflow;
  }
}
