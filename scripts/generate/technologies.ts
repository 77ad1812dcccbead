/** Embeds the built-in technologies, because the language reads no files: it also runs in a browser. */

/**
 * Makes the module `language/generated/technologies.ts`.
 *
 * @param files names and texts of `language/technologies/*.arch`
 * @returns the module's text, the same for the same files in any order
 */
export function technologiesModule(files: ReadonlyMap<string, string>): string {
  const entries = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `  ${JSON.stringify(name)}: ${JSON.stringify(text.replaceAll('\r\n', '\n'))},\n`);
  return `// Generated from language/technologies by scripts/generate.ts. Do not edit.

/** The texts of the built-in technologies by file name. */
export const technologySources: Readonly<Record<string, string>> = {
${entries.join('')}};
`;
}
