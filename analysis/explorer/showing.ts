/** Which runs show what a finding says. */
import type { Source } from '../../language/model/source.ts';
import type { Counterexample, Exploration, FlowResult } from './result.ts';

/** @returns whether a run breaks a promise in the way that a finding says, at its place. A run that breaks a `require` is of no rule but the one about that. */
export function shows(run: Counterexample, { rule, source }: { readonly rule: string; readonly source: Source }): boolean {
  const about = run.requirement === undefined ? run.rules.includes(rule) : rule === 'broken-requirement';
  return about && run.source.uri === source.uri && run.source.offset < source.end && source.offset < run.source.end;
}

/** A run that breaks a promise, and where it is in an exploration. */
export interface ShownRun {
  readonly flow: FlowResult;
  /** Its position in `flow.counterexamples`. */
  readonly index: number;
  readonly run: Counterexample;
}

/** More flows may fail in the same way; one run of each of a few is enough to look at. */
const most = 3;

/** @returns the runs that show what a finding says, the first of each flow; those with the fewest faults and steps first */
export function runsShowing(finding: { readonly rule: string; readonly source: Source }, { flows }: Exploration): readonly ShownRun[] {
  const found = flows.flatMap((flow): readonly ShownRun[] => {
    const index = flow.counterexamples.findIndex((run) => shows(run, finding));
    const run = flow.counterexamples[index];
    return run === undefined ? [] : [{ flow, index, run }];
  });
  return found.toSorted((one, other) => weight(one) - weight(other)).slice(0, most);
}

function weight({ run: { faults, steps } }: ShownRun): number {
  return faults.length * 10_000 + steps.length;
}
