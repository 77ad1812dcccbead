/** What breaks in a design, as the naive model and as the explorer say, in words in which the two can be compared. */
import { explore } from '../../../analysis/explorer/index.ts';
import type { Design } from '../../../language/model/design.ts';
import { exploreNaively, NaiveLimit, type NaiveOptions } from './explore.ts';

interface Failure {
  readonly promise: string;
  /** The element to change; of a requirement its number. */
  readonly element: string;
  readonly faults: number;
}

/**
 * What breaks, and the fewest faults that do it, sorted. A loop has no one element; nor has order that is lost on the way to a consumer: it is lost on all of the
 * legs that follow the first. What comes to a join is mended at the join, over whichever of its legs it comes.
 */
export function summaryOf(design: Design, failures: readonly Failure[]): readonly string[] {
  const fewest = new Map<string, number>();
  for (const { promise, element, faults } of failures) {
    const placeless = promise === 'comes-to-rest' || promise === 'in-order';
    const key = placeless ? promise : `${promise} ${mendedAt(design, promise, element).replace(/^s\./, '')}`;
    fewest.set(key, Math.min(fewest.get(key) ?? faults, faults));
  }
  return [...fewest].map(([key, faults]) => `${key} ${faults}`).sort();
}

function mendedAt(design: Design, promise: string, element: string): string {
  if (promise !== 'nothing-lost' && promise !== 'nothing-blocked') return element;
  const consumers = (design.index.hopsFrom.get(element) ?? []).flatMap(({ to }) => (to.kind === 'activity' ? to.activity : []));
  const join = consumers.find(({ kind, options }) => kind === 'join' && (promise === 'nothing-blocked' || options.acknowledgesFirst));
  return join?.element.id ?? element;
}

/** @returns what the naive model finds; undefined where that is too much to look at */
export function foundNaively(design: Design, options: NaiveOptions): readonly string[] | undefined {
  try {
    return summaryOf(design, exploreNaively(design, options).failures);
  } catch (error) {
    if (error instanceof NaiveLimit) return undefined;
    throw error;
  }
}

/** @returns what the explorer finds */
export function foundByExplorer(design: Design, faults: number): readonly string[] {
  const failures = explore(design, { faults }).flows.flatMap(({ counterexamples }) =>
    counterexamples.map(
      ({ promise, element, requirement, faults: used }): Failure => ({
        promise,
        element: promise === 'requirement' ? String(requirement) : element,
        faults: used.length,
      }),
    ),
  );
  return summaryOf(design, failures);
}
