/** The parser of the language: langium's, with recovery at statements. What would be too deep for it, the lexer leaves out (`deep.ts`). */
import type { LangiumCoreServices, LangiumParser } from 'langium';
import { createChoiceParser } from './choices.ts';
import { ArchLexer } from './lexer.ts';
import { addRecovery } from './recovery.ts';
import { rereadWithoutStrays } from './strays.ts';

/** Makes the parser. */
export function createArchParser(services: LangiumCoreServices): LangiumParser {
  const lexer = services.parser.Lexer;
  if (!(lexer instanceof ArchLexer)) throw new TypeError('the parser of the language reads the words of its lexer');
  const parser = createChoiceParser(services);
  const takeStrays = addRecovery(parser, services.Grammar);
  return rereadWithoutStrays(parser, { takeStrays, omitted: lexer.omitted });
}
