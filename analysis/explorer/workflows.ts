/** How runs of workflows fail and recover: steps that are passed over or fail the run, undos in reverse, the `otherwise` block. */
import type { Fault } from './actions.ts';
import { Effects } from './effects.ts';
import { type Activation, type EffectOccurrence, NO_FIELD, type Op, type StepOccurrence } from './program.ts';

export abstract class Workflows extends Effects {
  /** An activation fails: whoever brought it about sees it. */
  protected abstract fails(activation: Activation): void;

  /** Nothing of an activation and those it called is under way any more. */
  protected abstract over(activation: Activation, judged: boolean): void;

  /** A run begins, or begins again: a new turn, which undoes what it has done itself. What an earlier turn has undone stays so until it is done again. */
  protected resetRun(workflow: Activation): void {
    this.set(workflow.field.which, 0);
    for (const step of this.#stepsOf(workflow)) {
      this.set(step.field.completed, 0);
      this.set(step.field.touched, 0);
    }
  }

  /** A step fails for good: the run goes on elsewhere, or ends by undoing what was done. */
  protected stepFails(workflow: Activation, index: number, op: Op): void {
    const { field, forward, ops } = workflow;
    const { step } = op;
    if (index >= forward) {
      // An undo is given up; a step of the `otherwise` block ends the run.
      const undoes = op.effects[0]?.undoes;
      this.endOutages(op.sites[0]?.scope);
      this.set(field.at, (undoes ? undoes.undoTo : ops.length) + 1);
      this.skipIdle(workflow);
      return;
    }
    if (step) this.tell({ kind: 'step-failed', activation: workflow, step });
    this.endOutages(step?.scope);
    const hasFailed = this.get(field.which) > 0;
    const target = step?.onFailure;
    // Behind a block of which a branch has failed nothing begins any more.
    const isBehind = hasFailed && op.next !== undefined && target !== undefined && target.op >= op.next.end;
    if (target && !target.fails && !isBehind) this.set(field.at, target.op + 1);
    else {
      const own = this.#stepsOf(workflow);
      if (!hasFailed) this.set(field.which, step ? own.indexOf(step as StepOccurrence) + 1 : own.length + 1);
      if (!op.next) {
        this.#failRun(workflow);
        return;
      }
      this.set(field.at, op.next.branch + 1);
    }
    this.skipIdle(workflow);
  }

  /** A run has failed: from here on it undoes what it has done. */
  #failRun(workflow: Activation): void {
    this.tell({ kind: 'run-failed', activation: workflow });
    this.#skipUndos(workflow, workflow.forward);
  }

  /** Passes over what a run that has failed has no need to do: what comes behind the block of a branch that has failed, undos of steps that did nothing. */
  protected skipIdle(activation: Activation): void {
    if (activation.activity.kind !== 'workflow' || this.get(activation.field.which) === 0) return;
    const { forward, ops } = activation;
    const index = this.at(activation);
    const block = index <= forward ? ops[index - 1]?.next?.end : undefined;
    if (block !== undefined && index >= block) this.#failRun(activation);
    else this.#skipUndos(activation, index);
  }

  /** Goes on at an op, or behind the undos of steps that did nothing which begin there. */
  #skipUndos(workflow: Activation, from: number): void {
    const { undos, ops, field } = workflow;
    let index = from;
    for (let step = ops[index]?.effects[0]?.undoes; step && this.#isIdle(step); step = ops[index]?.effects[0]?.undoes) index = step.undoTo;
    // Behind the undos it goes on where the failed step says.
    if (index === undos) index = this.#recovery(workflow) ?? undos;
    this.set(field.at, index + 1);
  }

  #stepsOf(workflow: Activation): readonly StepOccurrence[] {
    return this.unfolded.program.steps.filter((step) => step.workflow === workflow);
  }

  /** The step of the `otherwise` block that a failed step names. */
  #recovery(workflow: Activation): number | undefined {
    const failed = this.#stepsOf(workflow)[this.get(workflow.field.which) - 1];
    return failed?.onFailure?.fails ? failed.onFailure.op : undefined;
  }

  /** The effect that a workflow has done last, of a step or of its undo, and may not have noted yet, with the number of its op. */
  doneLast(workflow: Activation): { readonly index: number; readonly effect: EffectOccurrence } | undefined {
    const { field, forward, undos, ops } = workflow;
    // Where it goes on behind its undos, these are what was done last.
    const at = this.at(workflow) === this.#recovery(workflow) ? undos : this.at(workflow);
    if (this.get(field.which) === 0 || at > undos) {
      const op = ops[at - 1];
      const effect = op?.effects[0];
      // A step that was passed over, or has failed, is not done.
      const isDone = !op?.ends || this.get(op.step?.field.completed ?? NO_FIELD) === 1;
      return effect && isDone ? { index: at - 1, effect } : undefined;
    }
    for (let index = at - 1; index >= forward; index--) {
      const effect = ops[index]?.effects[0];
      if (effect?.undoes && !this.#isIdle(effect.undoes)) return { index, effect };
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
    const done = fault?.kind === 'crash' && activation.activity.kind === 'workflow' ? this.doneLast(activation) : undefined;
    if (!done) return false;
    const { index, effect } = done;
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
      if (!this.#stepsOf(workflow).every((step) => this.#isIdle(step))) this.stands(effect);
      this.fails(workflow);
    } else {
      this.running = undefined;
      this.over(workflow, false);
    }
  }
}
