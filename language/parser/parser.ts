/** The parser of the language: langium's, with recovery at statements. What would be too deep for it, the lexer leaves out (`deep.ts`). */
import type { LangiumCoreServices, LangiumParser } from 'langium';
import { createLangiumParser } from 'langium';
import { withRecovery } from './recovery.ts';

/** Makes the parser. */
export function createArchParser(services: LangiumCoreServices): LangiumParser {
  return withRecovery(createLangiumParser(services), services.Grammar);
}
