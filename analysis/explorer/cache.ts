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

/** A hundred bits of a text: enough that no two texts of a lifetime share them, and short enough to keep. */
function digest(text: string): string {
  return [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f].map((seed) => hash(text, seed).toString(36)).join('-');
}

/** FNV-1a over UTF-16 code units with a final mix, as in murmur3. */
function hash(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193 + (seed & 0xfe));
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
