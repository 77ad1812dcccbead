/** Results about two versions that several kinds of change use: each is found once. */
import type { Version } from './version.ts';

/**
 * Declares such a result.
 * @param find a pure function of the two versions
 * @returns the same function, which remembers what it found for as long as somebody holds the versions
 */
export function between<Result extends object>(
  find: (before: Version, after: Version) => Result,
): (before: Version, after: Version) => Result {
  const known = new WeakMap<Version, WeakMap<Version, Result>>();
  return (before, after) => {
    const ofBefore = known.get(before) ?? new WeakMap<Version, Result>();
    known.set(before, ofBefore);
    const result = ofBefore.get(after) ?? find(before, after);
    ofBefore.set(after, result);
    return result;
  };
}
