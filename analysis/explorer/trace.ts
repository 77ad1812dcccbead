/** A run played again: every event of it, and the machine's steps with the faults that could have struck. */

import type { Action, Fault } from './actions.ts';
import type { Breach, RunEvent } from './events.ts';
import { strikes } from './faults.ts';
import { Machine } from './machine.ts';
import type { Run } from './search.ts';
import type { Unfolded } from './unfold.ts';

/** What happened in one step of the machine. */
export interface TraceStep {
  readonly action: Action;
  readonly fault?: Fault;
  /** What else could have gone wrong, where that was asked for. */
  readonly possible: readonly Fault[];
  readonly events: readonly RunEvent[];
  readonly breaches: readonly Breach[];
}

/** A run never takes more: every loop is cut, and every retry counted. */
const mostSteps = 100_000;

/**
 * @param run the faults to strike; after its end nothing goes wrong any more
 * @param options `toEnd`: whether to go on after it · `possible`: whether to tell at each step which faults could strike
 */
export function trace(
  unfolded: Unfolded,
  run: Run,
  { toEnd = false, possible: asked = false }: { readonly toEnd?: boolean; readonly possible?: boolean } = {},
): readonly TraceStep[] {
  const machine = new Machine(unfolded);
  const steps: TraceStep[] = [];
  let events: RunEvent[] = [];
  let breaches: Breach[] = [];
  machine.observer = (event) => events.push(event);
  machine.onBreach = (breach) => breaches.push(breach);
  for (let number = 0; number < mostSteps && (toEnd || number < run.length); number++) {
    const action = machine.next();
    if (!action) {
      machine.end();
      break;
    }
    const possible = asked || (run[number] ?? 0) > 0 ? strikes(machine, action) : [];
    const fault = possible[(run[number] ?? 0) - 1];
    machine.perform(action, fault);
    steps.push({ action, fault, possible, events, breaches });
    events = [];
    breaches = [];
  }
  // What breaks only at the end breaks in the last step.
  const last = steps.at(-1);
  if (last) steps[steps.length - 1] = { ...last, breaches: [...last.breaches, ...breaches] };
  return steps;
}
