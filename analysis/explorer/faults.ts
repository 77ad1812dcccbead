/** Which faults can strike as something happens: only those that the design, or its technology, says can. */
import type { Action, Fault } from './actions.ts';
import type { Machine } from './machine.ts';
import { type Activation, type Leg, NO_FIELD, type Op, type Substitute } from './program.ts';
import type { FaultKind } from './result.ts';
import { STATUS } from './state.ts';
import { forgetsRuns } from './traits.ts';

const CRASH: Fault = { kind: 'crash' };
const LOST_REPLY: Fault = { kind: 'lost-reply' };
const SOON: Fault = { kind: 'duplicate', late: false };
const LATE: Fault = { kind: 'duplicate', late: true };
const NONE: readonly Fault[] = [];

/** What a fault is called; that nothing comes is an outage of what is awaited. */
export function kindOf({ kind }: Fault): FaultKind {
  return kind === 'silence' ? 'outage' : kind;
}

/** @returns the faults that can strike an action, in a fixed order */
export function strikes(machine: Machine, action: Action): readonly Fault[] {
  switch (action.kind) {
    case 'op':
      return strikesOp(machine, action.activation, action.index, action.op);
    case 'finish':
      return strikesEnd(machine, action.activation);
    case 'deliver':
      return strikesLeg(machine, action.leg);
    case 'fire':
      return action.beginning.activation ? strikesState(machine, action.beginning.activation) : NONE;
    case 'redrive':
    case 'release':
    case 'time-out':
      return NONE;
  }
}

function strikesOp(machine: Machine, activation: Activation, index: number, op: Op): readonly Fault[] {
  const [asked] = op.effects;
  if (asked?.instead && machine.get(asked.field.instead) === 1) return strikesSubstitute(machine, asked.instead);
  const faults: Fault[] = [];
  if (activation.canCrash && (index > 0 || activation.acknowledgesFirst)) faults.push(CRASH);
  if (activation.activity.kind === 'workflow') faults.push(...strikesProgress(machine, activation));
  if (op.kind === 'wait') {
    const wait = op.step?.step.action.kind === 'wait' ? op.step.step.action.wait : undefined;
    if (wait?.atMost !== undefined && wait.messages.length > 0 && !machine.hasArrived(op)) faults.push({ kind: 'silence' });
    return faults;
  }
  // A repeat that knows what it has done asks nobody for anything.
  if (machine.passesOver(activation, op)) return faults;
  const [first] = op.effects;
  if (canGoOut(machine) && !first?.unlimited)
    for (const site of op.sites) if (!machine.isOut(site.id)) faults.push({ kind: 'outage', site });
  // What does not take place cannot go wrong either.
  if (op.sites.some(({ id }) => machine.isOut(id))) return faults;
  if (first?.callee) faults.push(...strikesState(machine, first.callee));
  else if (first?.canLoseReply) faults.push(LOST_REPLY);
  for (const { puts, stale, changes } of op.effects) {
    for (const put of [...puts, ...changes.flatMap((change) => change.puts)]) if (put.atMostOnce) faults.push({ kind: 'drop', put });
    if (!stale) continue;
    const written = machine.get(stale.own) === 1;
    const lags = stale.always || (written ? stale.eventual : stale.copied && stale.origins.some((field) => machine.get(field) === 1));
    if (lags) faults.push({ kind: 'stale-read' });
  }
  return faults;
}

/** A fallback is out, or its answer is lost, like that of any other call. */
function strikesSubstitute(machine: Machine, { callee, site, canLoseReply }: Substitute): readonly Fault[] {
  const faults: Fault[] = [];
  if (site && machine.isOut(site.id)) return NONE;
  if (site && canGoOut(machine)) faults.push({ kind: 'outage', site });
  if (callee) faults.push(...strikesState(machine, callee));
  else if (canLoseReply) faults.push(LOST_REPLY);
  return faults;
}

function canGoOut(machine: Machine): boolean {
  return machine.unfolded.outages.some((field) => machine.get(field) === 0);
}

/** What a self-hosted workflow has done and not noted, and whether anybody but its instance knows of the run. */
function strikesProgress(machine: Machine, workflow: Activation): readonly Fault[] {
  const effect = machine.doneLast(workflow)?.effect;
  const faults: Fault[] = [];
  // An undo that has failed for good is given up.
  const isDone = effect !== undefined && (!effect.undoes || machine.get(effect.field.count) > 0);
  if (isDone && effect.canRepeat && machine.get(effect.field.tries) === 0) faults.push(CRASH);
  const { element } = workflow.activity;
  if (element.kind === 'orchestrator' && forgetsRuns(element) && machine.isBetweenSteps(workflow))
    faults.push({ kind: 'instance-loss', run: true });
  return faults;
}

function strikesEnd(machine: Machine, activation: Activation): readonly Fault[] {
  const { trigger, activity } = activation;
  const faults: Fault[] = [];
  if (activity.kind === 'workflow') {
    faults.push(...strikesProgress(machine, activation).filter(({ kind }) => kind === 'crash'));
    const { delivery, durable } = activity.element.facts;
    // What keeps its runs begins a named one once; what keeps none may run it again whatever its name.
    if (delivery?.value === 'at-least-once' && !(durable && isNamed(activation))) faults.push(...again(activation.forgets));
  } else if (trigger.kind === 'delivery' && !activation.acknowledgesFirst) {
    if (activation.canCrash) faults.push(CRASH);
    if (machine.triggerOf(activation)?.delivery === 'at-least-once') faults.push(...again(machine.unfolded.program.canRepeatLate));
  }
  if (trigger.kind === 'call' && (trigger.fallback ? trigger.effect.instead?.canLoseReply : trigger.effect.canLoseReply))
    faults.push(LOST_REPLY);
  return faults;
}

function again(late: boolean): readonly Fault[] {
  return late ? [SOON, LATE] : [SOON];
}

/** A run that is begun by name begins once. */
function isNamed({ trigger }: Activation): boolean {
  switch (trigger.kind) {
    case 'call':
      return trigger.effect.effect.options.key !== undefined;
    case 'delivery':
      return trigger.legs.every(({ named }) => named);
    case 'entry':
      return false;
  }
}

function strikesLeg(machine: Machine, leg: Leg): readonly Fault[] {
  const { activation, delivery } = leg;
  const faults: Fault[] = [];
  const begins = activation && activation.activity.kind !== 'workflow';
  if (delivery === 'at-most-once') faults.push({ kind: 'drop' });
  if (delivery === 'at-least-once' && (!begins || activation.acknowledgesFirst) && !leg.named)
    faults.push(...again(machine.unfolded.program.canRepeatLate));
  if (leg.disorder && machine.get(leg.field.status) === STATUS.none && machine.get(machine.unfolded.fired) === 1)
    faults.push({ kind: 'reorder' });
  if (leg.canFail && !(activation && machine.get(activation.field.begun) === 1)) faults.push({ kind: 'poison' });
  if (leg.canGiveUp) faults.push({ kind: 'outage' });
  if (activation) faults.push(...strikesState(machine, activation));
  return faults;
}

/** State that is there, and could be gone or elsewhere when the service is next needed. */
function strikesState(machine: Machine, activation: Activation): readonly Fault[] {
  const there = activation.states.filter((state) => machine.get(machine.unfolded.kept.get(state) ?? NO_FIELD) === 1);
  if (there.length === 0) return NONE;
  const { facts } = activation.activity.element;
  const several = facts.ephemeral !== undefined || (facts.instances?.value.max ?? 1) > 1;
  const scattered = several && !activation.pinned && there.some(({ place }) => place !== 'store');
  return scattered ? [{ kind: 'scale-out' }, { kind: 'instance-loss', run: false }] : [{ kind: 'instance-loss', run: false }];
}
