/** Which runs show what a finding says. */
import type { Exploration, FlowResult } from '../../analysis/explorer/result.ts';
import { shows } from '../../analysis/explorer/showing.ts';
import { sequenceOf } from '../../diagram/sequence/index.ts';
import type { Design } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import { runOf } from './runs.ts';

/** A run and where it is in an exploration. */
export interface ShownRun {
  readonly flow: FlowResult;
  readonly index: number;
  readonly title: string;
}

/** More flows may fail in the same way; one to look at from each of a few is enough. */
const most = 3;

/** @returns the runs that break a promise as a finding says, at its place, the first of each flow */
export function runsShowing(
  design: Design,
  finding: { readonly rule: string; readonly source: Source },
  exploration: Exploration,
): readonly ShownRun[] {
  const found = exploration.flows.flatMap((flow): readonly ShownRun[] => {
    const index = flow.counterexamples.findIndex((run) => shows(run, finding));
    const run = flow.counterexamples[index];
    return run === undefined ? [] : [{ flow, index, title: sequenceOf(design, runOf(flow, run)).title }];
  });
  return found.slice(0, most);
}
