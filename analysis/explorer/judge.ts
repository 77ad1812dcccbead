/** What is judged when an activation and all that it waited for is over: whether it was done wholly or not at all. */
import { isStoreEffect } from '../../language/model/lookups.ts';
import type { Breach } from './events.ts';
import type { Activation, EffectOccurrence, StepOccurrence } from './program.ts';
import type { FlowState } from './state.ts';

/** @returns what is half done */
export function judge(state: FlowState, root: Activation): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const activation of root.chain) {
    const isRun = activation.activity.kind === 'workflow';
    breaches.push(...(isRun ? leftBy(state, activation) : halves(state, activation)));
  }
  return breaches;
}

/** Places that an activation has changed, and the first effect on each that it has not. */
function halves(state: FlowState, activation: Activation): readonly Breach[] {
  const done = new Set<number>();
  const missed = new Map<number, EffectOccurrence>();
  for (const { effects } of activation.ops) {
    for (const effect of effects) {
      if (effect.place < 0) continue;
      if (state.get(effect.field.count) > 0) done.add(effect.place);
      else if (!missed.has(effect.place)) missed.set(effect.place, effect);
    }
  }
  if (done.size === 0) return [];
  return [...missed]
    .filter(([place]) => !done.has(place))
    .map(([, effect]) => ({ promise: 'all-or-nothing', blame: 'effect', activation, effect }));
}

/** Steps of a failed run whose effects nobody has undone. */
function leftBy(state: FlowState, workflow: Activation): readonly Breach[] {
  if (state.get(workflow.field.which) === 0) return [];
  const steps = state.unfolded.program.steps.filter((step) => step.workflow === workflow && step.step.part === 'body');
  return steps
    .filter((step) => state.get(step.field.undone) === 0 && isLeft(state, workflow, step))
    .map((step) => ({ promise: 'all-or-nothing', blame: 'step', activation: workflow, step }));
}

/** The `otherwise` block may take away what the step has written. */
function isLeft(state: FlowState, workflow: Activation, step: StepOccurrence): boolean {
  const left = state.leftByStep(step);
  const cleaned = new Set<string>();
  const clean = (effect: EffectOccurrence): void => {
    const {
      effect: { kind },
      callee,
      field,
    } = effect;
    if (kind === 'deletes' && isStoreEffect(effect.effect) && effect.effect.store && state.get(field.count) > 0)
      cleaned.add(effect.effect.store.id);
    for (const op of callee?.ops ?? []) for (const inner of op.effects) clean(inner);
  };
  for (const op of workflow.ops.slice(workflow.undos)) for (const effect of op.effects) clean(effect);
  return left.some(({ effect }) => !isStoreEffect(effect) || !effect.store || !cleaned.has(effect.store.id));
}
