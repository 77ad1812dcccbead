/** What an exploration found, for programs. Lines and columns count from 1; a column is a UTF-16 code unit. */
import type { Counterexample, Exploration, FlowResult, RunStep } from '../../analysis/explorer/result.ts';
import type { Design } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import { shownPath } from '../files.ts';
import type { Project } from '../project.ts';
import { rangeOf } from './json.ts';

/** An exploration of the flows of a project that were asked for. */
export interface Explored {
  readonly project: Project;
  readonly design: Design;
  readonly exploration: Exploration;
}

/** @returns the report as JSON with a line break at its end. */
export function runsJson({ project, design, exploration }: Explored): string {
  const place = ({ uri, range }: Source): object => ({ file: shownPath(project.paths.get(uri) ?? uri), range: rangeOf(range) });
  const step = ({ text, from, to, source, fault, kind, label, note, failed, times, breaks }: RunStep): object => ({
    text,
    element: from,
    ...place(source),
    fault: fault ?? null,
    kind,
    to,
    label,
    note,
    failed,
    times,
    breaks,
  });
  const counterexample = ({ promise, text, rules, element, source, faults, steps, restsOn }: Counterexample): object => ({
    promise,
    text,
    rules,
    element,
    ...place(source),
    faults,
    steps: steps.map(step),
    restsOn,
  });
  const required = (requirement: number): object[] => {
    const source = design.requirements[requirement]?.source;
    return source === undefined ? [] : [place(source)];
  };
  const flow = ({
    name,
    source,
    verdict,
    complete,
    bound,
    unsettled,
    states,
    effects,
    counterexamples,
    happyPath,
  }: FlowResult): object => ({
    name,
    ...place(source),
    verdict,
    complete,
    bound,
    // Requirements that what was not looked at may break.
    ...(!complete && { unsettled: unsettled.flatMap(required) }),
    states,
    effects,
    counterexamples: counterexamples.map(counterexample),
    happyPath: happyPath.map(step),
  });
  const report = {
    faults: exploration.faults,
    flows: exploration.flows.map(flow),
    unreachable: exploration.unreachable.flatMap(({ requirement, text }) => {
      const source = design.requirements[requirement]?.source;
      return source === undefined ? [] : [{ text, ...place(source) }];
    }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
