import type { URI } from 'langium';

/**
 * Tells which project a file belongs to. Names never cross projects. Replaced by whoever knows the files (the server and the
 * command line look for the nearest `archlint.json`).
 */
export interface Projects {
  /**
   * @param uri a file's address
   * @returns the project's identity, any stable text (the address of its folder, say)
   */
  projectOf(uri: URI): string;
}

/** One project for everything: what a single folder, a test or a browser page needs. */
export const singleProject: Projects = { projectOf: () => '' };

/** The scheme of the files that come with the product: they are part of no project, and every project sees them. */
export const builtinScheme = 'builtin';

/** Whether a file came with the product. */
export function isBuiltin(uri: URI): boolean {
  return uri.scheme === builtinScheme;
}
