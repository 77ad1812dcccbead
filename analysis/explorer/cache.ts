/** Results of searches, kept until something that they depend on changes: an edit elsewhere in the project costs no search anew. */
import { type SearchLimits, type SearchResult, search } from './search.ts';
import { signatureOf } from './signature.ts';
import type { Unfolded } from './unfold.ts';

/** More than a large project has variants of flows. The oldest go first. */
const most = 1_000;

const results = new Map<string, SearchResult>();

/**
 * @returns what a search of the flow finds, or has found before
 * @throws ExplorationCancelled
 */
export function searchOnce(unfolded: Unfolded, limits: SearchLimits): SearchResult {
  const key = `${limits.faults} ${limits.states} ${signatureOf(unfolded.program)}`;
  const known = results.get(key);
  // What was asked for last goes last.
  results.delete(key);
  const result = known ?? search(unfolded, limits);
  results.set(key, result);
  const [oldest] = results.keys();
  if (results.size > most && oldest !== undefined) results.delete(oldest);
  return result;
}

/** Forgets all results, so that a measurement finds none. */
export function forgetSearches(): void {
  results.clear();
}
