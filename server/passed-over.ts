/** What of a folder is nobody's design: the command and the server look for designs in the same places. */

/**
 * Whether a search for designs goes past a file or folder: packages, and what is hidden, which tools keep for themselves.
 * @param name its own name, without the path
 */
export function isPassedOver(name: string): boolean {
  return name === 'node_modules' || /^\.[^.]/.test(name);
}
