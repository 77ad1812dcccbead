/** The fault explorer. */
export { type ExploreOptions, explore } from './explore.ts';
export { type Replay, type ReplayBreach, type ReplayStep, replay, type Strike } from './replay.ts';
export type {
  Counterexample,
  Exploration,
  FaultKind,
  FlowResult,
  Promised,
  RunChoices,
  RunStep,
  RunStepKind,
  UnreachableRequirement,
} from './result.ts';
export { ExplorationCancelled } from './search.ts';
