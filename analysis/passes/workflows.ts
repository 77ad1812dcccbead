/** Workflows step by step: what a step leaves behind, whether it can fail the run, and which steps come after it (analysis A15). */
import type { Action, Activity, CallEffect, Design, Effect, Orchestrator, Step, Store } from '../../language/model/design.ts';
import { isCallEffect } from '../../language/model/lookups.ts';

/** @returns all workflows of a design. */
export function orchestratorsOf(design: Design): Orchestrator[] {
  return design.elements.filter((element) => element.kind === 'orchestrator');
}

/** @returns whether an orchestrator runs on compute of the design's own, whose instances can be lost. */
export function isSelfHosted(orchestrator: Orchestrator): boolean {
  const { technology } = orchestrator;
  return technology !== undefined && !technology.kinds.includes('orchestrator') && technology.facts.managed === undefined;
}

/**
 * @returns whether the progress of a workflow's runs dies with its instances: it is said to be in memory or on disk, and none of it in a store. A
 *   workflow that says nothing of its state is not known to lose it.
 */
export function losesProgress({ state }: Orchestrator): boolean {
  return state.some((kept) => !kept.rebuiltFrom) && !state.some((kept) => kept.place === 'store');
}

/**
 * @returns whether an effect lasts: a write, a publish of what must not be lost, a start, a call of an external that changes something. What is written to
 *   a disposable copy need not last: it is made again from what it copies.
 */
export function isDurable(effect: Effect): boolean {
  switch (effect.kind) {
    case 'reads':
      return false;
    case 'publishes':
    case 'sends':
      return effect.message?.criticality !== 'expendable';
    case 'calls':
      return effect.target?.kind === 'external' && !effect.callees.some((callee) => callee.safe || callee.criticality === 'expendable');
    case 'starts':
      return true;
    default:
      return effect.store === undefined || !isCopy(effect.store);
  }
}

function isCopy({ kind, caches, rebuiltFrom, facts }: Store): boolean {
  return caches !== undefined || rebuiltFrom !== undefined || (kind === 'cache' && facts.durable === undefined);
}

/** @returns the durable effects of a call: of the operations it reaches, and of those they call. */
export function durableEffectsOf(effect: Effect, seen: Set<Activity> = new Set()): Effect[] {
  const own = isDurable(effect) ? [effect] : [];
  if (effect.kind !== 'calls') return own;
  for (const callee of effect.callees) {
    if (seen.has(callee) || callee.safe || callee.element.kind === 'external') continue;
    seen.add(callee);
    // A called workflow that comes to its `otherwise` block has failed, and with it the call.
    own.push(
      ...callee.effects.filter(({ part }) => part !== 'undo' && part !== 'otherwise').flatMap((inner) => durableEffectsOf(inner, seen)),
    );
  }
  return own;
}

/** @returns the durable effects that a step leaves behind. What a store forgets by itself, such as a reservation that runs out, does not stay. */
export function leftBehind(step: Step): Effect[] {
  return step.effects
    .filter((effect) => effect.part !== 'undo')
    .flatMap((effect) => durableEffectsOf(effect))
    .filter((effect) => !('store' in effect && effect.store?.facts.ttl && effect.kind !== 'deletes'));
}

/** @returns the synchronous calls of a step, its undo aside. */
export function callsOf(step: Step): CallEffect[] {
  return step.effects.filter((effect): effect is CallEffect => effect.kind === 'calls' && effect.part !== 'undo');
}

/** @returns how often an effect is tried again, as written or by the workflow's technology; undefined if neither says. */
export function retriesOf(effect: Effect, orchestrator: Orchestrator): number | undefined {
  return effect.options.retries?.retries ?? orchestrator.facts.retries?.value.retries;
}

/** @returns whether a step that fails for good fails the run. */
export function canFailTheRun(step: Step, orchestrator: Orchestrator): boolean {
  if (step.part === 'otherwise') return false;
  if (step.onFailure && step.onFailure.part === 'body') return false;
  if (step.action.kind === 'wait') return step.action.wait.atMost !== undefined;
  const effects = step.effects.filter((effect) => effect.part !== 'undo');
  return effects.some((effect) => retriesOf(effect, orchestrator) !== Number.POSITIVE_INFINITY && !hasOtherWay(effect));
}

/** A fallback that needs what the call needs is out with it. */
function hasOtherWay(effect: Effect): boolean {
  const { fallback } = effect.options;
  return fallback !== undefined && !(isCallEffect(effect) && fallback.element === effect.target);
}

/**
 * @returns for each step of a body those that may run after it or beside it, in the order of the text. Branches of one `when` exclude each
 *   other; branches of `parallel` do not; a step of an `each` runs again after itself.
 */
export function laterSteps(workflow: Activity): Map<Step, Step[]> {
  const later = new Map<Step, Step[]>();
  // The steps inside an action, and for each of them those inside that may still follow.
  const inside = (action: Action): Step[] => {
    switch (action.kind) {
      case 'effect':
        return [];
      case 'step':
        later.set(action.step, []);
        return action.step.action.kind === 'wait' ? [action.step] : [action.step, ...inside(action.step.action)];
      case 'when':
        return action.branches.flatMap((branch) => sequence(branch.body));
      case 'parallel': {
        const branches = action.body.map(inside);
        branches.forEach((steps, number) => {
          for (const step of steps) for (const [other, rest] of branches.entries()) if (other !== number) later.get(step)?.push(...rest);
        });
        return branches.flat();
      }
      case 'atomically':
        return sequence(action.body);
      case 'each': {
        const steps = sequence(action.body);
        for (const step of steps) later.get(step)?.push(...steps.filter((other) => !later.get(step)?.includes(other)));
        return steps;
      }
    }
  };
  const sequence = (body: readonly Action[]): Step[] => {
    const parts = body.map(inside);
    for (let number = parts.length - 2, after: Step[] = parts[number + 1] ?? []; number >= 0; number--) {
      for (const step of parts[number] ?? []) later.get(step)?.push(...after);
      after = [...(parts[number] ?? []), ...after];
    }
    return parts.flat();
  };
  sequence(workflow.body ?? []);
  return later;
}
