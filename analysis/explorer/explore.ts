/** Explores a design flow by flow and variant by variant, within the budget of faults and states. */
import type { Design } from '../../language/model/design.ts';
import { type Blame, blameOf } from './blame.ts';
import { searchOnce } from './cache.ts';
import { type Broken, breachOf, counterexampleOf } from './counterexample.ts';
import type { Breach } from './events.ts';
import { bySource, type FlowStart, flowsOf } from './flows.ts';
import { narrate } from './narrate.ts';
import { Reach } from './reach.ts';
import { Wishes } from './requirements.ts';
import type { Counterexample, Exploration, FlowResult, RunStep } from './result.ts';
import { type BrokenRun, ExplorationCancelled } from './search.ts';
import { trace } from './trace.ts';
import { mostOccurrences } from './unfold/growth.ts';
import { type Unfolded, unfold } from './unfold.ts';
import { variantsOf } from './variants.ts';

export interface ExploreOptions {
  /** The name of the one flow to explore. */
  readonly flow?: string;
  /** How many faults may strike in a run; 1 unless said. */
  readonly faults?: number;
  /** How often a way that leads back to one of its own causes goes round before it ends; once unless said. */
  readonly rounds?: number;
  /** Looks only at the flows that some `require` speaks of. */
  readonly requirementsOnly?: boolean;
  /** Asked now and then. */
  readonly cancelled?: () => boolean;
  /** Told after each flow how many are done, of how many. */
  readonly progress?: (done: number, all: number) => void;
}

/** How many states are looked at by number of faults: none, one, two and more. */
const bounds: readonly number[] = [100_000, 100_000, 1_000_000];

/** Of branches that are taken or not, ten in one flow make as many variants. */
const mostVariants = 1_000;

/**
 * Looks at every run of every flow within the budget.
 * @throws ExplorationCancelled when asked to stop
 */
export function explore(design: Design, options: ExploreOptions = {}): Exploration {
  const { faults = 1, rounds = 1, flow, requirementsOnly = false, cancelled = () => false, progress } = options;
  const wishes = new Wishes(design);
  const all = flowsOf(design);
  const starts = all.filter(({ name }) => flow === undefined || name === flow);
  const flows = starts.flatMap((start, number): readonly FlowResult[] => {
    const result = exploreFlow(design, start, { faults, rounds, cancelled, wishes, requirementsOnly });
    progress?.(number + 1, starts.length);
    return result ? [result] : [];
  });
  // What was not looked at may reach what nothing else does.
  const unsettled = new Set(flows.flatMap((one) => one.unsettled));
  const unreachable = starts.length === all.length ? wishes.unreached().filter(({ requirement }) => !unsettled.has(requirement)) : [];
  return { faults, flows, unreachable };
}

interface FlowOptions {
  readonly faults: number;
  readonly rounds: number;
  readonly cancelled: () => boolean;
  readonly wishes: Wishes;
  readonly requirementsOnly: boolean;
}

/** The best run for each promise and element to change, over all variants of a flow. */
class Best {
  readonly #runs = new Map<string, { readonly broken: Broken; readonly breach: Breach; readonly blame: Blame }>();
  readonly #design: Design;

  constructor(design: Design) {
    this.#design = design;
  }

  add(broken: Broken): void {
    const breach = breachOf(broken);
    const blame = blameOf(this.#design, breach);
    const key = `${breach.promise} ${breach.requirement ?? ''} ${blame.rules.join()} ${blame.source.uri} ${blame.source.offset}`;
    const known = this.#runs.get(key);
    if (!known || isBetter(broken.found, known.broken.found)) this.#runs.set(key, { broken, breach, blame });
  }

  counterexamples(): readonly Counterexample[] {
    return [...this.#runs.values()].map(({ broken, breach, blame }) => counterexampleOf(broken, breach, blame)).toSorted(byWeight);
  }
}

function isBetter(one: BrokenRun, other: BrokenRun): boolean {
  return one.faults < other.faults || (one.faults === other.faults && one.run.length < other.run.length);
}

function exploreFlow(design: Design, start: FlowStart, options: FlowOptions): FlowResult | undefined {
  const { faults, rounds, cancelled, wishes, requirementsOnly } = options;
  const limit = bounds[Math.min(faults, bounds.length - 1)] ?? 0;
  if (requirementsOnly && !mayConcern(design, start, wishes)) return undefined;
  const best = new Best(design);
  let base: Unfolded | undefined;
  let states = 0;
  let bound: string | undefined;
  let variant = 0;
  let concerned = false;
  for (const unfolded of variantsOf((choices) => unfold(design, start, choices, faults, wishes, rounds))) {
    if (cancelled()) throw new ExplorationCancelled();
    base ??= unfolded;
    concerned ||= unfolded.program.concerned;
    if (variant === mostVariants) {
      bound ??= `more than ${mostVariants.toLocaleString('en')} variants`;
      break;
    }
    if (unfolded.program.cut) bound ??= `more than ${mostOccurrences.toLocaleString('en')} occurrences`;
    if (requirementsOnly && !unfolded.program.concerned) {
      variant++;
      continue;
    }
    const found = searchOnce(unfolded, { faults, states: limit - states, cancelled });
    states += found.states;
    for (const [key, run] of found.broken) best.add({ unfolded, variant, budget: faults, key, found: run });
    variant++;
    if (found.complete) continue;
    bound ??= `${limit.toLocaleString('en')} states`;
    break;
  }
  const unsettled = bound === undefined ? [] : wishes.within(reachOf(design, start));
  if (requirementsOnly && !concerned && unsettled.length === 0) return undefined;
  const counterexamples = best.counterexamples();
  return {
    name: start.name,
    source: start.source,
    entry: start.entry,
    verdict: counterexamples.length > 0 ? 'broken' : 'holds',
    complete: bound === undefined,
    bound,
    unsettled,
    states,
    effects: base ? base.program.effects.filter(({ activation }) => activation.firing === 0).length : 0,
    counterexamples,
    happyPath: base && !requirementsOnly ? narrateHappy(base) : [],
  };
}

/** Finding out by unfolding costs more than walking what a flow can come to. */
function mayConcern(design: Design, start: FlowStart, wishes: Wishes): boolean {
  return wishes.mayConcern(reachOf(design, start));
}

function reachOf(design: Design, start: FlowStart): Reach {
  const reach = new Reach(design);
  reach.from(start);
  return reach;
}

/** The run without a fault; what fires a second time only repeats it. */
function narrateHappy(unfolded: Unfolded): readonly RunStep[] {
  const steps = trace(unfolded, [], { toEnd: true });
  const second = steps.findIndex(({ action }, number) => number > 0 && action.kind === 'fire');
  return narrate(second < 0 ? steps : steps.slice(0, second)).map(({ step }) => step);
}

function byWeight(one: Counterexample, other: Counterexample): number {
  return one.faults.length - other.faults.length || bySource(one.source, other.source);
}
