/** Bodies: actions as the ops of an activation, in written order. */
import type { Action, Effect, Step, Wait } from '../../../language/model/design.ts';
import { isCallEffect } from '../../../language/model/lookups.ts';
import { NO_FIELD, type Op, type StepOccurrence } from '../program.ts';
import type { Draft } from '../settle.ts';
import { needsOf } from '../traits.ts';
import { addEffect } from './effects.ts';
import type { Around, Growth } from './growth.ts';

/** How often what is done with each item is done. */
const items = 2;

export function addAction(growth: Growth, action: Action, around: Around): void {
  switch (action.kind) {
    case 'effect':
      addEffects(growth, [action.effect], around);
      break;
    case 'step':
      addStep(growth, action.step, around);
      break;
    case 'atomically':
      addAtomically(growth, action.body, around);
      break;
    case 'parallel':
      addParallel(growth, action.body, around);
      break;
    case 'when':
    case 'each':
      for (const inner of doneOf(growth, action)) addAction(growth, inner, around);
      break;
  }
}

/** What is done of a block: the branch that is taken, the same for each item. */
function doneOf(growth: Growth, action: Extract<Action, { kind: 'when' | 'each' }>): readonly Action[] {
  if (action.kind === 'each') return Array.from({ length: items }, () => action.body).flat();
  const complete = action.branches.at(-1)?.condition === undefined;
  const place = `when ${action.syntax.source.uri} ${action.syntax.source.offset}`;
  return action.branches[growth.choices.pick(place, action.branches.length + (complete ? 0 : 1))]?.body ?? [];
}

/** One transaction, with all that its blocks do; what it calls comes after it. */
function addAtomically(growth: Growth, body: readonly Action[], around: Around): void {
  const together: Effect[] = [];
  const after: Action[] = [];
  const gather = (actions: readonly Action[]): void => {
    for (const action of actions) {
      switch (action.kind) {
        case 'effect':
          if (isCallEffect(action.effect)) after.push(action);
          else together.push(action.effect);
          break;
        case 'step':
          after.push(action);
          break;
        case 'atomically':
        case 'parallel':
          gather(action.body);
          break;
        case 'when':
        case 'each':
          gather(doneOf(growth, action));
          break;
      }
    }
  };
  gather(body);
  if (together.length > 0) addEffects(growth, together, around);
  for (const action of after) addAction(growth, action, around);
}

function addParallel(growth: Growth, body: readonly Action[], around: Around): void {
  const { ops } = around.activation;
  const from = ops.length;
  const ranges = body.map((inner) => {
    const begin = ops.length;
    addAction(growth, inner, around);
    return [begin, ops.length] as const;
  });
  if (around.activation.activity.kind !== 'workflow') return;
  const end = ops.length;
  for (const [, to] of ranges) for (const op of ops.slice(from, to) as Draft<Op>[]) op.next ??= { branch: to, end };
}

function addStep(growth: Growth, step: Step, around: Around): void {
  const workflow = around.activation;
  const occurrence: Draft<StepOccurrence> = {
    id: growth.steps.length,
    step,
    workflow,
    scope: growth.newScope(),
    from: workflow.ops.length,
    to: 0,
    undoFrom: 0,
    undoTo: 0,
    effects: [],
    undo: [],
    field: {
      completed: growth.layout.field(1),
      // Asked where there is something to undo, here or by whoever called.
      touched: step.undo || workflow.trigger.kind === 'call' ? growth.layout.field(1) : NO_FIELD,
      undone: step.undo ? growth.layout.field(1) : NO_FIELD,
    },
  };
  growth.steps.push(occurrence);
  const within: Around = { ...around, step: occurrence, scope: occurrence.scope };
  if (step.action.kind === 'wait') addWait(growth, step, step.action.wait, within);
  else addAction(growth, step.action, within);
  occurrence.to = workflow.ops.length;
  const last = workflow.ops.at(-1) as Draft<Op> | undefined;
  if (last && occurrence.to > occurrence.from) last.ends = true;
}

function addWait(growth: Growth, step: Step, wait: Wait, around: Around): void {
  const op = opOf('wait', around);
  op.all = wait.all;
  op.awaited = wait.messages.map(() => []);
  growth.waits.push({ op, index: around.activation.ops.length, wait, step, workflow: around.activation });
  around.activation.ops.push(op);
}

export function opOf(kind: Op['kind'], around: Around): Draft<Op> {
  return { kind, effects: [], step: around.undoes ? undefined : around.step, awaited: [], outside: [], all: false, ends: false, sites: [] };
}

export function addEffects(growth: Growth, effects: readonly Effect[], around: Around): void {
  const op = opOf('effects', around);
  const { activation } = around;
  activation.ops.push(op);
  const scope = around.scope ?? activation.scope;
  op.effects = effects.map((effect) => addEffect(growth, effect, around));
  if (growth.spared.has(scope)) return;
  const needed = new Set(op.effects.flatMap((occurrence) => needsOf(occurrence.effect)));
  op.sites = [...needed].filter((element) => element !== activation.activity.element).map((element) => growth.site(scope, element));
}
