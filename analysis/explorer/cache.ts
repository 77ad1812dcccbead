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
  const key = digest(`${limits.faults} ${limits.states} ${signatureOf(unfolded.program)}`);
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

/** 64 bits of a text: enough that no two flows of a project share them, and short enough to keep. Two FNV-1a hashes with the final mix of murmur3. */
function digest(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x9e3779b9;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b);
  }
  return `${text.length} ${mixed(one)} ${mixed(two)}`;
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
