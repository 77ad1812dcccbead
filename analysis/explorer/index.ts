/** The fault explorer. */
export { type ExploreOptions, explore } from './explore.ts';
export type {
  Counterexample,
  Exploration,
  FaultKind,
  FlowResult,
  Promised,
  RunStep,
  RunStepKind,
  UnreachableRequirement,
} from './result.ts';
export { ExplorationCancelled } from './search.ts';
