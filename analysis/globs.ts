/** The globs of a configuration: what they may look like. Paths in them start from the folder of `archlint.json`. */

/** @returns the glob that another one takes out of what those before it match (`!legacy/**`); undefined for one that adds. */
export function takenOut(glob: string): string | undefined {
  // `!(a|b)` matches what is neither a nor b.
  return /^!(?!\()/.test(glob) ? glob.slice(1) : undefined;
}

/** What the schema of `archlint.json` says of globs; `globFault` says why. */
export const globPattern = '^!?(?!/|!(?!\\()|[A-Za-z]:/|\\.\\.(?:/|$))[^\\\\]*[^\\\\\\s][^\\\\]*$';

/** @returns what is wrong with a glob that could never match anything, in words; undefined where nothing is. */
export function globFault(glob: string): string | undefined {
  const path = takenOut(glob) ?? glob;
  if (path.trim() === '') return 'A glob must not be empty.';
  if (path.includes('\\')) return `Globs have slashes on every system: \`${glob.replace(/\\+/g, '/')}\`.`;
  if (/^\/|^[A-Za-z]:\//.test(path))
    return `Globs start from the folder of archlint.json, without a slash: \`legacy/**\`, not \`${glob}\`.`;
  if (/^\.\.(?:\/|$)/.test(path))
    return `\`${glob}\` leads out of the project: globs match files in the folder of archlint.json and below it.`;
  return takenOut(path) !== undefined ? `\`${glob}\` has one \`!\` too many.` : undefined;
}
