/** How runs of workflows fail and recover: steps that are passed over or fail the run, undos in reverse, the `otherwise` block. */
import type { Fault } from './actions.ts';
import { Effects } from './effects.ts';
import { type Activation, NO_FIELD, type Op, type StepOccurrence } from './program.ts';

export abstract class Workflows extends Effects {
  /** An activation fails: whoever brought it about sees it. */
  protected abstract fails(activation: Activation): void;

  /** Nothing of an activation and those it called is under way any more. */
  protected abstract over(activation: Activation, judged: boolean): void;

  /** A run begins, or begins again: a new turn, which undoes what it has done itself. What an earlier turn has undone stays so until it is done again. */
  protected resetRun(workflow: Activation): void {
    this.set(workflow.field.which, 0);
    for (const step of this.unfolded.program.steps) {
      if (step.workflow !== workflow) continue;
      this.set(step.field.completed, 0);
      this.set(step.field.touched, 0);
    }
  }

  /** A step fails for good: the run goes on elsewhere, or ends by undoing what was done. */
  protected stepFails(workflow: Activation, index: number, op: Op): void {
    const { field, forward, undos, ops } = workflow;
    const { step } = op;
    if (index >= forward) {
      const undoes = op.effects[0]?.undoes;
      this.endOutages(op.sites[0]?.scope ?? -1);
      this.set(field.at, (index >= undos || !undoes ? ops.length : undoes.undoTo) + 1);
      this.skipIdle(workflow);
      return;
    }
    this.tell({ kind: 'step-failed', activation: workflow, step });
    this.endOutages(step?.scope ?? -1);
    if (step?.onFailure && !step.onFailure.fails) this.set(field.at, step.onFailure.op + 1);
    else {
      const own = this.unfolded.program.steps.filter((other) => other.workflow === workflow);
      if (this.get(field.which) === 0) this.set(field.which, step ? own.indexOf(step as StepOccurrence) + 1 : own.length + 1);
      this.set(field.at, (op.next ? op.next.branch : forward) + 1);
      if (!op.next || op.next.branch >= op.next.end) this.#failRun(workflow);
    }
    this.skipIdle(workflow);
  }

  #failRun(workflow: Activation): void {
    this.tell({ kind: 'run-failed', activation: workflow });
    this.set(workflow.field.at, workflow.forward + 1);
  }

  /** Passes over what a run has no need to do: undos of steps that did nothing, branches of a block that has failed. */
  protected skipIdle(activation: Activation): void {
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
      if (!step || !this.#isIdle(step)) break;
      index = step.undoTo;
    }
    // Behind the undos it goes on where the failed step says.
    if (index === undos) index = this.#recovery(activation) ?? undos;
    this.set(field.at, index + 1);
  }

  /** The step of the `otherwise` block that a failed step names. */
  #recovery(workflow: Activation): number | undefined {
    const own = this.unfolded.program.steps.filter((step) => step.workflow === workflow);
    const failed = own[this.get(workflow.field.which) - 1];
    return failed?.onFailure?.fails ? failed.onFailure.op : undefined;
  }

  /** The op that a workflow has done last, of a step or of its undo, and may not have noted yet. */
  doneLast(workflow: Activation): number | undefined {
    const { field, forward, undos, ops } = workflow;
    // Where it goes on behind its undos, these are what was done last.
    const index = this.at(workflow) === this.#recovery(workflow) ? undos : this.at(workflow);
    if (this.get(field.which) === 0 || index > undos) {
      const last = index <= forward || index > undos ? ops[index - 1] : undefined;
      // A step that was passed over, or has failed, is not done.
      return !last || (last.ends && this.get(last.step?.field.completed ?? NO_FIELD) === 0) ? undefined : index - 1;
    }
    for (let done = index - 1; done >= forward; done--) {
      const step = ops[done]?.effects[0]?.undoes;
      if (step && !this.#isIdle(step)) return done;
    }
    return undefined;
  }

  /** Whether a run is between two of its parts: steps, undos, steps of its `otherwise` block. What begins, or has nothing left to do, is not. */
  isBetweenSteps(workflow: Activation): boolean {
    const { field, ops } = workflow;
    const index = this.at(workflow);
    if (this.get(field.which) === 0) return ops[index - 1]?.ends === true;
    const op = ops[index];
    const undone = op?.effects[0]?.undoes;
    return undone ? undone.undoFrom === index : op?.step?.from === index;
  }

  /** A step that has done nothing in this turn has nothing to undo. */
  #isIdle({ field }: StepOccurrence): boolean {
    return this.get(field.completed) === 0 && this.get(field.touched) === 0;
  }

  /** A workflow whose instance dies before it has noted a step, or its undo, does that again. */
  protected rerunsStep(activation: Activation, fault: Fault | undefined): boolean {
    if (fault?.kind !== 'crash' || activation.activity.kind !== 'workflow') return false;
    const index = this.doneLast(activation);
    const effect = index === undefined ? undefined : activation.ops[index]?.effects[0];
    if (index === undefined || !effect) return false;
    this.tell({ kind: 'crash', activation, step: effect.undoes ?? effect.step, effect, fault: 'crash' });
    this.set(activation.field.at, index + 1);
    this.set(effect.field.tries, 1);
    return true;
  }

  /** A run that only its instance knows is gone with it. */
  protected vanishes(workflow: Activation): void {
    this.tell({ kind: 'gone', activation: workflow, fault: 'instance-loss' });
    this.losesState({ promise: 'state-kept', blame: 'run', activation: workflow }, workflow.surviving.flat());
    this.set(workflow.field.at, 0);
    this.set(workflow.field.gone, 1);
    // It has not failed, and nobody undoes what it has done: whoever called it answers for that.
    this.set(workflow.field.which, 0);
    if (workflow.trigger.kind === 'call') {
      const { effect } = workflow.trigger;
      if (this.unfolded.program.steps.some((step) => step.workflow === workflow && !this.#isIdle(step))) this.stands(effect);
      this.fails(workflow);
    } else {
      this.running = undefined;
      this.over(workflow, false);
    }
  }
}
