/** A run played step by step, with what could go wrong at each: "what if this crashes here?" */
import type { Design } from '../../language/model/design.ts';
import type { Action, Fault } from './actions.ts';
import { blameOf } from './blame.ts';
import { kindOf } from './faults.ts';
import { flowsOf } from './flows.ts';
import { narrate } from './narrate.ts';
import { messageOf } from './phrases.ts';
import { Wishes } from './requirements.ts';
import type { FaultKind, Promised, RunChoices, RunStep } from './result.ts';
import { type TraceStep, trace } from './trace.ts';
import { unfold } from './unfold.ts';
import { variantAt } from './variants.ts';

/** A fault that could strike at a step. */
export interface Strike {
  readonly fault: FaultKind;
  /** `Statistics crashes`, `the answer of Bank.charge is lost`. */
  readonly text: string;
  /** Added to the choices of the run, it strikes. */
  readonly choice: RunChoices['choices'][number];
}

export interface ReplayStep extends RunStep {
  readonly strikes: readonly Strike[];
}

/** A promise that breaks in the run, with the step, by its position, in which it does. */
export interface ReplayBreach {
  readonly promise: Promised;
  readonly text: string;
  readonly step: number;
}

export interface Replay {
  readonly run: RunChoices;
  readonly steps: readonly ReplayStep[];
  readonly breaches: readonly ReplayBreach[];
}

/** As many faults as anybody follows by hand. */
const usualBudget = 2;

/**
 * Plays one run of a flow to its end, all its steps told.
 * @param flowName `FlowResult.name`
 * @param run which faults strike where: none, those of a counterexample, or those and one more of `ReplayStep.strikes`
 * @returns undefined where the design has no such flow, or no such variant of it
 */
export function replay(
  design: Design,
  flowName: string,
  run: RunChoices = { variant: 0, budget: usualBudget, choices: [] },
): Replay | undefined {
  const start = flowsOf(design).find(({ name }) => name === flowName);
  if (!start) return undefined;
  const wishes = new Wishes(design);
  const unfolded = variantAt(run.variant, (choices) => unfold(design, start, choices, run.budget, wishes));
  if (!unfolded) return undefined;
  const faults: number[] = [];
  for (const { at, fault } of run.choices) faults[at] = fault;
  const steps = trace(
    unfolded,
    Array.from(faults, (fault) => fault ?? 0),
    { toEnd: true, possible: true },
  );
  const told = narrate(steps);
  const breaches = steps.flatMap(({ breaches: broken }, at) =>
    broken.map((breach): ReplayBreach => {
      const last = told.findLastIndex((one) => one.at <= at);
      return { promise: breach.promise, text: blameOf(design, breach).text, step: last };
    }),
  );
  return {
    run,
    steps: told.map(({ step, at }, position) => ({
      ...step,
      breaks: breaches.some((breach) => breach.step === position) ? true : undefined,
      // What goes wrong does so before anything else happens in the step.
      strikes: told[position - 1]?.at === at ? [] : strikesAt(steps[at], at),
    })),
    breaches,
  };
}

function strikesAt(step: TraceStep | undefined, at: number): readonly Strike[] {
  if (!step) return [];
  return step.possible.map((fault, number) => ({
    fault: kindOf(fault),
    text: textOf(step.action, fault),
    choice: { at, fault: number + 1 },
  }));
}

function textOf(action: Action, fault: Fault): string {
  const who = 'activation' in action ? action.activation.activity.label : '';
  const message = action.kind === 'deliver' ? messageOf({ ...action.leg, firing: 0 }) : '';
  switch (fault.kind) {
    case 'crash':
      return `${who} crashes`;
    case 'lost-reply':
      return action.kind === 'finish' ? `the answer of ${who} is lost` : `the answer to ${who} is lost`;
    case 'duplicate':
      return fault.late ? 'it comes again, late' : 'it comes again';
    case 'poison':
      return `${message} cannot be handled`;
    case 'drop':
      return `${fault.put ? messageOf({ ...fault.put, firing: 0 }) : message} is lost on its way`;
    case 'reorder':
      return `${message} is overtaken`;
    case 'instance-loss':
      return 'the instance is replaced';
    case 'scale-out':
      return 'it lands on another instance';
    case 'outage':
      return fault.site ? `${fault.site.element.name} does not respond` : 'the subscriber cannot be reached';
    case 'silence':
      return 'nothing comes in time';
    case 'stale-read':
      return 'the read lags';
  }
}
