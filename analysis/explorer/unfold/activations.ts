/** Activations: what they start from, and how their bodies, undos and marks follow one another. */
import type { Action, Element } from '../../../language/model/design.ts';
import type { Cause } from '../causes.ts';
import { forgetsTooSoon } from '../horizons.ts';
import { type Activation, type Field, NO_FIELD, type StepOccurrence } from '../program.ts';
import { type Draft, mergeOutboxes } from '../settle.ts';
import { forgetsRuns, isPinned, keptBy, retriesOf } from '../traits.ts';
import { addAction, addEffects, opOf } from './bodies.ts';
import type { Around, Growth, Wanted } from './growth.ts';

/** Adds what runs for one cause, with all that its body leads to. */
export function activate(growth: Growth, wanted: Wanted): Draft<Activation> {
  const { activity, trigger, cause, firing, body = activity.body ?? [], caller, scope = growth.newScope() } = wanted;
  const states = keptBy(activity.element);
  const { idempotency } = activity;
  const activation: Draft<Activation> = {
    id: growth.activations.length,
    activity,
    trigger,
    firing,
    caller,
    root: caller?.root as Activation,
    scope,
    ops: [],
    forward: 0,
    undos: 0,
    incomplete: false,
    states: [...states],
    pinned: states.length > 0 && isPinned(growth.design, activity.element),
    forgets: forgetsTooSoon(growth.design, activity, caller?.root ?? wanted),
    acknowledgesFirst: false,
    canCrash: activity.element.kind === 'service' && ['handler', 'join', 'operation', 'schedule'].includes(activity.kind),
    final: true,
    begins: growth.required.begun({ kind: 'activity', activity }, firing),
    ends: growth.required.ended({ kind: 'activity', activity }, firing),
    wholly: [...growth.required.concerning(growth.wishes.wholly(activity))],
    surviving: (activity.element.kind === 'orchestrator' ? activity.element.state : states).map((state) =>
      growth.required.concerning(growth.wishes.surviving(activity.element, state)),
    ),
    chain: [],
    field: { at: NO_FIELD, begun: NO_FIELD, cause: NO_FIELD, late: NO_FIELD, recorded: NO_FIELD, which: NO_FIELD, gone: NO_FIELD },
  };
  if (!caller) activation.root = activation;
  growth.activations.push(activation);
  for (const state of states) if (!growth.kept.has(state)) growth.kept.set(state, growth.layout.field(1));
  growth.wishes.surviving(activity.element, undefined);
  const counters = growth.required.countersOf(growth.wishes.scopesOf(activity));
  const counting: Cause = { ...cause, counters: [...(cause.counters ?? []), ...counters] };
  if (growth.full) growth.cut = true;
  else addBody(growth, activation, body, counting);
  activation.field = {
    at: growth.layout.field(activation.ops.length + 1),
    begun: growth.layout.field(1),
    cause: growth.layout.field(3),
    late: growth.layout.field(1),
    recorded: idempotency?.using ? growth.layout.field(1) : NO_FIELD,
    which: whichOf(growth, activation),
    gone: activity.kind === 'workflow' && forgets(activity.element) ? growth.layout.field(1) : NO_FIELD,
  };
  return activation;
}

function forgets(element: Element): boolean {
  return element.kind === 'orchestrator' && forgetsRuns(element);
}

/** Of a workflow: which of its steps failed, or that something else did. Of a join: which of its legs brought it about, each with another message. */
function whichOf(growth: Growth, activation: Activation): Field {
  const { activity, trigger } = activation;
  if (activity.kind === 'workflow') return growth.layout.field(stepsOf(growth, activation).length + 1);
  return activity.kind === 'join' && trigger.kind === 'delivery' ? growth.layout.field(activity.messages.length) : NO_FIELD;
}

function stepsOf({ steps }: Growth, workflow: Activation): readonly Draft<StepOccurrence>[] {
  return steps.filter((step) => step.workflow === workflow);
}

function addBody(growth: Growth, activation: Draft<Activation>, body: readonly Action[], cause: Cause): void {
  const around: Around = { activation, cause };
  for (const action of body) addAction(growth, action, around);
  activation.forward = activation.ops.length;
  if (activation.activity.kind === 'workflow') {
    addUndos(growth, activation, cause);
    activation.undos = activation.ops.length;
    for (const action of activation.activity.otherwise ?? []) addAction(growth, action, around);
    linkFailures(growth, activation);
  } else {
    mergeOutboxes(activation);
    if (activation.activity.idempotency?.using) activation.ops.push(opOf('record', around));
    activation.forward = activation.ops.length;
    activation.undos = activation.ops.length;
  }
}

function addUndos(growth: Growth, workflow: Draft<Activation>, cause: Cause): void {
  for (const step of stepsOf(growth, workflow).toReversed()) {
    step.undoFrom = workflow.ops.length;
    for (const effect of step.step.undo?.effects ?? []) {
      const scope = growth.newScope();
      if (effect.kind === 'reads' || retriesOf(effect) > 0) growth.spared.add(scope);
      addEffects(growth, [effect], { activation: workflow, cause, step, undoes: step, scope });
    }
    step.undoTo = workflow.ops.length;
  }
}

function linkFailures(growth: Growth, workflow: Draft<Activation>): void {
  const own = stepsOf(growth, workflow);
  for (const step of own) {
    const target = step.step.onFailure;
    const found = target && own.find((other) => other.step === target && other.from >= step.to);
    if (found) step.onFailure = { op: found.from, fails: found.step.part === 'otherwise' };
  }
}
