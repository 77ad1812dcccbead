/** Explores a design flow by flow and variant by variant, within the budget of faults and states. */
import type { Design } from '../../language/model/design.ts';
import { blameOf } from './blame.ts';
import { counterexampleOf } from './counterexample.ts';
import type { Breach } from './events.ts';
import { bySource, type FlowStart, flowsOf } from './flows.ts';
import { narrate } from './narrate.ts';
import { Wishes } from './requirements.ts';
import type { Counterexample, Exploration, FlowResult, RunStep } from './result.ts';
import { type Broken, search } from './search.ts';
import { trace } from './trace.ts';
import { mostOccurrences, type Unfolded, unfold } from './unfold.ts';
import { Choices } from './variants.ts';

export interface ExploreOptions {
  /** The name of the one flow to explore. */
  readonly flow?: string;
  /** How many faults may strike in a run; 1 unless said. */
  readonly faults?: number;
  /** Looks only at the flows that some `require` speaks of. */
  readonly requirementsOnly?: boolean;
  /** Asked now and then. */
  readonly cancelled?: () => boolean;
  /** Told after each flow how many are done, of how many. */
  readonly progress?: (done: number, all: number) => void;
}

/** How many states are looked at by number of faults: none, one, two and more. */
const bounds: readonly number[] = [100_000, 100_000, 1_000_000];

/**
 * Looks at every run of every flow within the budget.
 * @throws ExplorationCancelled when asked to stop
 */
export function explore(design: Design, options: ExploreOptions = {}): Exploration {
  const { faults = 1, flow, requirementsOnly = false, cancelled = () => false, progress } = options;
  const wishes = new Wishes(design);
  const all = flowsOf(design);
  const starts = all.filter(({ name }) => flow === undefined || name === flow);
  const flows = starts.flatMap((start, number): readonly FlowResult[] => {
    const result = exploreFlow(design, start, { faults, cancelled, wishes, requirementsOnly });
    progress?.(number + 1, starts.length);
    return result ? [result] : [];
  });
  return { faults, flows, unreachable: starts.length === all.length ? wishes.unreached() : [] };
}

interface FlowOptions {
  readonly faults: number;
  readonly cancelled: () => boolean;
  readonly wishes: Wishes;
  readonly requirementsOnly: boolean;
}

function exploreFlow(design: Design, start: FlowStart, options: FlowOptions): FlowResult | undefined {
  const { faults, cancelled, wishes, requirementsOnly } = options;
  const limit = bounds[Math.min(faults, bounds.length - 1)] ?? 0;
  const variants = variantsOf(design, start, options);
  if (requirementsOnly && !variants.some(({ program }) => program.concerned)) return undefined;
  const known = new Map<string, Broken>();
  const keys = new Map<string, string>();
  const keyOf = (breach: Breach): string => {
    const occurrence = occurrenceKey(breach);
    const key = keys.get(occurrence) ?? blameKey(design, breach);
    keys.set(occurrence, key);
    return key;
  };
  let states = 0;
  let bound: string | undefined;
  for (const unfolded of variants) {
    if (unfolded.program.cut) bound ??= `more than ${mostOccurrences.toLocaleString('en')} occurrences`;
    keys.clear();
    const found = search(unfolded, { faults, states: limit - states, cancelled }, keyOf, known);
    states += found.states;
    if (found.complete) continue;
    bound ??= `${limit.toLocaleString('en')} states`;
    break;
  }
  void wishes;
  const counterexamples = [...known.values()].map((broken) => counterexampleOf(design, broken)).toSorted(byWeight);
  const [base] = variants;
  return {
    name: start.name,
    source: start.source,
    entry: start.entry,
    verdict: counterexamples.length > 0 ? 'broken' : 'holds',
    complete: bound === undefined,
    bound,
    states,
    effects: base ? base.program.effects.filter(({ activation }) => activation.firing === 0).length : 0,
    counterexamples,
    happyPath: base ? narrateHappy(base) : [],
  };
}

function variantsOf(design: Design, start: FlowStart, { faults, wishes }: FlowOptions): readonly Unfolded[] {
  const variants: Unfolded[] = [];
  const open: Choices[] = [new Choices()];
  for (let next = open.shift(); next; next = open.shift()) {
    variants.push(unfold(design, start, next, faults, wishes));
    open.push(...next.further());
  }
  return variants;
}

/** The run without a fault; what fires a second time only repeats it. */
function narrateHappy(unfolded: Unfolded): readonly RunStep[] {
  const steps = trace(unfolded, [], true);
  const second = steps.findIndex(({ action }, number) => number > 0 && action.kind === 'fire');
  return narrate(second < 0 ? steps : steps.slice(0, second)).map(({ step }) => step);
}

/** What breaks, in one variant. */
function occurrenceKey({ promise, blame, activation, effect, leg, put, step, state, requirement, late }: Breach): string {
  return [promise, blame, activation?.id, effect?.id, leg?.id, put?.id, step?.id, state?.name, requirement, late].join(' ');
}

/** One promise and one element to change. */
function blameKey(design: Design, breach: Breach): string {
  const { source, rules } = blameOf(design, breach);
  return `${breach.promise} ${breach.requirement ?? ''} ${rules.join()} ${source.uri} ${source.offset}`;
}

function byWeight(one: Counterexample, other: Counterexample): number {
  return one.faults.length - other.faults.length || bySource(one.source, other.source);
}
