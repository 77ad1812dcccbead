/** The parser of the language: langium's, with recovery at statements, and an end to texts that are too deep for any parser. */
import type { AstNode, LangiumCoreServices, LangiumParser, ParseResult } from 'langium';
import { createLangiumParser } from 'langium';
import { engineOf } from './engine.ts';
import { Failure } from './failure.ts';
import { withRecovery } from './recovery.ts';

/** Makes the parser. */
export function createArchParser(services: LangiumCoreServices): LangiumParser {
  const parser = withRecovery(createLangiumParser(services), services.Grammar);
  const parse = parser.parse.bind(parser);
  parser.parse = <T extends AstNode>(input: string, options?: Parameters<typeof parse>[1]): ParseResult<T> => {
    try {
      return parse<T>(input, options);
    } catch (error) {
      // The stack overflows on what is nested in other ways than by blocks: names of a thousand parts, endless `otherwise when`.
      if (!(error instanceof RangeError)) throw error;
      (parser as unknown as { stack: unknown[] }).stack = [];
      return { ...parse<T>('', options), parserErrors: [tooDeep(parser, input)] } as ParseResult<T>;
    }
  };
  return parser;
}

function tooDeep(parser: LangiumParser, input: string): ParseResult['parserErrors'][number] {
  const end = engineOf(parser).LA(1);
  const span = { offset: 0, end: Math.min(input.length, 1) };
  return new Failure(
    'This file is nested too deep to be read. Split the design.',
    end,
    end,
    span,
  ) as unknown as ParseResult['parserErrors'][number];
}
