/** Activations: what they start from, and how their bodies, undos and marks follow one another. */
import type { Action } from '../../../language/model/design.ts';
import { analysisOf } from '../../analyses.ts';
import { horizons, judgedHorizons } from '../../passes/horizons.ts';
import type { Cause } from '../causes.ts';
import { type Activation, NO_FIELD } from '../program.ts';
import { type Draft, mergeOutboxes } from '../settle.ts';
import { forgetsRuns, isPinned, keptBy } from '../traits.ts';
import { addAction, addEffects, opOf } from './bodies.ts';
import type { Around, Growth, Wanted } from './growth.ts';

/** Adds what runs for one cause, with all that its body leads to. */
export function activate(growth: Growth, wanted: Wanted): Draft<Activation> {
  const { activity, trigger, cause, firing, item, body = activity.body ?? [], caller, scope = growth.newScope() } = wanted;
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
    forgets: false,
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
  activation.forgets = idempotency?.within !== undefined && idempotency.within < horizonOf(growth, activation);
  growth.activations.push(activation);
  for (const state of states) if (!growth.kept.has(state)) growth.kept.set(state, growth.layout.field(1));
  if (states.length === 0) growth.wishes.surviving(activity.element, undefined);
  const counters = growth.required.countersOf(growth.wishes.scopesOf(activity));
  const counting: Cause = counters.length > 0 ? { ...cause, counters: [...(cause.counters ?? []), ...counters] } : cause;
  if (growth.full) growth.cut = true;
  else addBody(growth, activation, body, counting, item);
  const steps = growth.steps.filter(({ workflow }) => workflow === activation).length;
  activation.field = {
    at: growth.layout.field(activation.ops.length + 2),
    begun: growth.layout.field(1),
    cause: growth.layout.field(3),
    late: growth.layout.field(1),
    recorded: idempotency?.using ? growth.layout.field(1) : NO_FIELD,
    which: activity.kind === 'workflow' ? growth.layout.field(steps + 1) : activity.kind === 'join' ? growth.layout.field(15) : NO_FIELD,
    gone: activity.element.kind === 'orchestrator' && forgetsRuns(activity.element) ? growth.layout.field(1) : NO_FIELD,
  };
  return activation;
}

/** How late the same can come to an activation. What only expendable messages bring about says nothing of what others do. */
function horizonOf({ design }: Growth, activation: Activation): number {
  const known = analysisOf(design, servesExpendable(activation) ? horizons : judgedHorizons);
  return known.get(activation.activity.id)?.milliseconds ?? 0;
}

function servesExpendable({ root: { activity, trigger } }: Activation): boolean {
  if (trigger.kind !== 'delivery') return false;
  if (activity.kind === 'join') return activity.messages.every(({ criticality }) => criticality === 'expendable');
  return trigger.legs.every(({ message, sender }) =>
    message ? message.criticality === 'expendable' : sender !== undefined && servesExpendable(sender),
  );
}

function addBody(growth: Growth, activation: Draft<Activation>, body: readonly Action[], cause: Cause, item: string): void {
  const around: Around = { activation, cause, item };
  for (const action of body) addAction(growth, action, around);
  activation.forward = activation.ops.length;
  if (activation.activity.kind === 'workflow') {
    addUndos(growth, activation, cause, item);
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

function addUndos(growth: Growth, workflow: Draft<Activation>, cause: Cause, item: string): void {
  const own = growth.steps.filter((step) => step.workflow === workflow).reverse();
  for (const step of own) {
    step.undoFrom = workflow.ops.length;
    for (const effect of step.step.undo?.effects ?? []) {
      const around: Around = { activation: workflow, cause, item: `${item}/${step.id}`, step, undoes: step, scope: growth.newScope() };
      addEffects(growth, [effect], around);
    }
    step.undoTo = workflow.ops.length;
  }
}

function linkFailures(growth: Growth, workflow: Draft<Activation>): void {
  const own = growth.steps.filter((step) => step.workflow === workflow);
  for (const step of own) {
    const target = step.step.onFailure;
    const found = target && own.find((other) => other.step === target && (target.part === 'otherwise' || other.from >= step.to));
    if (found) step.onFailure = { op: found.from, fails: found.step.part === 'otherwise' };
  }
}
