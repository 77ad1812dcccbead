/** Analyses that several rules share: each is computed at most once for a design and forgotten with it. */
import type { Design } from '../language/model/design.ts';

/** Computes or looks up the result of an analysis of the design at hand. */
export type GetAnalysis = <Result>(analysis: Analysis<Result>) => Result;

/** A pure function of the design, which may build on other analyses. */
export interface Analysis<Result> {
  /** For messages about the analysis itself, such as timings. */
  readonly name: string;
  readonly compute: (design: Design, get: GetAnalysis) => Result;
}

/**
 * Declares a shared analysis. Each one lives in a file of its own in `analysis/passes/`.
 * @param name unique among the analyses; the file's name
 * @param compute a pure function; its result is shared, so it must be immutable to those who read it
 */
export function defineAnalysis<Result>(name: string, compute: Analysis<Result>['compute']): Analysis<Result> {
  return { name, compute };
}

type Outcome =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'failed'; readonly error: unknown };

const results = new WeakMap<Design, Map<Analysis<unknown>, Outcome>>();

/**
 * @returns the result of an analysis, computed on first use.
 * @throws what the analysis throws, and an error when analyses need each other in a circle.
 */
export function analysisOf<Result>(design: Design, analysis: Analysis<Result>): Result {
  const known = results.get(design) ?? new Map<Analysis<unknown>, Outcome>();
  results.set(design, known);
  const outcome = known.get(analysis);
  // The map keeps for each analysis what that very analysis computed, which the type of a map cannot say.
  if (outcome?.state === 'done') return outcome.result as Result;
  if (outcome?.state === 'failed') throw outcome.error;
  if (outcome?.state === 'running') throw new Error(`The analysis ${analysis.name} needs its own result.`);
  known.set(analysis, { state: 'running' });
  try {
    const result = analysis.compute(design, (other) => analysisOf(design, other));
    known.set(analysis, { state: 'done', result });
    return result;
  } catch (error) {
    known.set(analysis, { state: 'failed', error });
    throw error;
  }
}
