/** Writes what the language generates: the keyword list in the grammar, langium's parser and types, the embedded technologies. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib.ts';
import { withKeywords } from './keywords.ts';
import { technologiesModule } from './technologies.ts';

const grammarFile = 'language/arch.langium';
const technologiesFolder = 'language/technologies';

/** The files that follow from the sources of the language, by path below the checkout. */
export async function languageFiles(): Promise<ReadonlyMap<string, string>> {
  const grammar = await readFile(join(root, grammarFile), 'utf8');
  const technologies = new Map<string, string>();
  for (const name of await readdir(join(root, technologiesFolder))) {
    if (name.endsWith('.arch')) technologies.set(name, await readFile(join(root, technologiesFolder, name), 'utf8'));
  }
  return new Map([
    [grammarFile, withKeywords(grammar)],
    ['language/generated/technologies.ts', technologiesModule(technologies)],
  ]);
}
