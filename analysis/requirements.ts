/** The findings of a design's `require`s: those that a run breaks, and those that no run can reach. */
import type { Design } from '../language/model/design.ts';
import type { Related, Source } from '../language/model/source.ts';
import { type Counterexample, explore, type FaultKind } from './explorer/index.ts';

export interface RequirementProblem {
  readonly rule: RequirementProblemId;
  readonly message: string;
  readonly source: Source;
  readonly related: readonly Related[];
}

export type RequirementProblemId = 'broken-requirement' | 'unreachable-requirement';

const checked = new WeakMap<Design, readonly RequirementProblem[]>();

/**
 * Explores the flows that requirements speak of, at one fault, once for each design.
 * @throws ExplorationCancelled when asked to stop
 */
export function checkRequirements(design: Design, cancelled: () => boolean = () => false): readonly RequirementProblem[] {
  if (design.requirements.length === 0) return [];
  const known = checked.get(design);
  if (known) return known;
  const { flows, unreachable } = explore(design, { requirementsOnly: true, cancelled });
  const broken = new Map<number, RequirementProblem & { readonly faults: number }>();
  for (const flow of flows) {
    for (const run of flow.counterexamples) {
      const { requirement } = run;
      if (requirement === undefined) continue;
      const best = broken.get(requirement);
      if (!best || run.faults.length < best.faults) broken.set(requirement, { ...problemOf(flow.name, run), faults: run.faults.length });
    }
  }
  const problems = [
    ...[...broken.values()].map(({ faults: _, ...problem }) => problem),
    ...unreachable.flatMap(({ requirement, text }): RequirementProblem[] => {
      const source = design.requirements[requirement]?.source;
      return source ? [{ rule: 'unreachable-requirement', message: text, source, related: [] }] : [];
    }),
  ];
  checked.set(design, problems);
  return problems;
}

function problemOf(flow: string, { text, source, faults, steps }: Counterexample): RequirementProblem {
  const [fault] = faults;
  const how = fault ? `${faultNames[fault]} is enough` : 'it takes no fault at all';
  return {
    rule: 'broken-requirement',
    message: `${text} In \`${flow}\` ${how}.`,
    source,
    related: steps.map((step) => ({ message: step.text, source: step.source })),
  };
}

/** Faults as a sentence begins with them. */
export const faultNames: Readonly<Record<FaultKind, string>> = {
  duplicate: 'a message that comes twice',
  crash: 'a crash',
  'lost-reply': 'a lost answer',
  poison: 'a message that cannot be handled',
  drop: 'a message lost on its way',
  reorder: 'a message that another overtakes',
  'instance-loss': 'the loss of an instance',
  'scale-out': 'a further instance',
  outage: 'an outage',
  'stale-read': 'a read that lags',
};
