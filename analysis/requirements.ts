/** The findings of a design's `require`s: those that a run breaks, those that no run can reach, and those of which not every run was looked at. */
import type { Design } from '../language/model/design.ts';
import type { Related, Source } from '../language/model/source.ts';
import { type Counterexample, explore, type FaultKind, type FlowResult } from './explorer/index.ts';

export interface RequirementProblem {
  readonly rule: RequirementProblemId;
  readonly message: string;
  readonly source: Source;
  readonly related: readonly Related[];
}

export const requirementProblems = ['broken-requirement', 'unreachable-requirement', 'unsettled-requirement'] as const;

export type RequirementProblemId = (typeof requirementProblems)[number];

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
  const unsettled = new Map<number, RequirementProblem>();
  for (const flow of flows) {
    for (const requirement of flow.unsettled) {
      const source = design.requirements[requirement]?.source;
      if (source && !broken.has(requirement) && !unsettled.has(requirement)) unsettled.set(requirement, unsettledBy(flow, source));
    }
  }
  const problems = [
    ...[...broken.values()].map(({ faults: _, ...problem }) => problem),
    ...unsettled.values(),
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

function unsettledBy({ name, bound, source: entry }: FlowResult, source: Source): RequirementProblem {
  return {
    rule: 'unsettled-requirement',
    message: `Nobody knows whether this holds: \`${name}\` has ${bound ?? 'too many runs'}, of which the rest was not looked at. Ask it of a part of the design, with its own system or fewer branches.`,
    source,
    related: [{ message: `${name} begins here`, source: entry }],
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
