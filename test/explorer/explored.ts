/** What the fault explorer finds, in the words in which it is compared with rules and naive model. */

import { analysisOf } from '../../analysis/analyses.ts';
import { explore } from '../../analysis/explorer/index.ts';
import type { Counterexample } from '../../analysis/explorer/result.ts';
import { losses } from '../../analysis/passes/losses.ts';
import { order } from '../../analysis/passes/order.ts';
import type { Design, Source } from '../../language/model/design.ts';
import type { Judgement } from './agreement.ts';

/** @returns the broken promises of all flows, with the places where a rule would speak of them. */
export function judge(design: Design, faults: number, rounds = 1): readonly Judgement[] {
  return explore(design, { faults, rounds }).flows.flatMap(({ counterexamples }) =>
    counterexamples.flatMap((run): Judgement[] => (run.promise === 'requirement' ? [] : [judgementOf(design, run)])),
  );
}

function judgementOf(design: Design, run: Counterexample): Judgement {
  const { promise, element, source, faults, text, rules, steps } = run;
  const last = steps.at(-1);
  const consumer = last?.activity === undefined ? undefined : design.index.activityById.get(last.activity);
  const deliveries = promise === 'in-order' ? analysisOf(design, order).deliveries.filter((one) => one.consumer === consumer) : [];
  return {
    promise,
    element,
    places: [source, ...placesBeside(design, run)],
    orderUnknown: deliveries.some(({ disorder }) => disorder?.kind === 'unknown'),
    orderOfTwo: deliveries.some(({ disorder }) => disorder?.kind === 'producers'),
    faults: faults.length,
    text: `${promise} at ${element}: ${text} By ${faults.join(' and ') || 'nothing'} [${rules.join()}].`,
  };
}

function holds(outer: Source, inner: Source): boolean {
  return outer.uri === inner.uri && outer.offset <= inner.offset && inner.end <= outer.end;
}

/** One cause, one finding: where a rule speaks of one place for several runs, or a run can be mended at one of several places. */
function placesBeside(design: Design, { rules: [rule], source }: Counterexample): readonly Source[] {
  switch (rule) {
    case 'dual-write-without-outbox':
      // Which two of a body's places part depends on the branch that is taken.
      return design.activities.flatMap(({ syntax }) => (holds(syntax.source, source) ? [syntax.source] : []));
    case 'lossy-hop-on-critical-path': {
      const known = analysisOf(design, losses);
      const hops = known.filter((loss) => loss.source === source).flatMap((loss) => loss.hops);
      return known.filter((loss) => loss.hops.some((hop) => hops.includes(hop))).map((loss) => loss.source);
    }
    default:
      return [];
  }
}
