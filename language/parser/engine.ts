/** The part of the parsing engine below langium that recovery takes hold of. */
import type { LangiumParser } from 'langium';
import type { Failure } from './failure.ts';

/** A word of the text as the engine sees it. */
export interface Token {
  readonly image: string;
  readonly startOffset: number;
  readonly endOffset?: number;
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly tokenType: { readonly name: string };
}

/** A place in the text that a message about syntax points at. */
export interface Span {
  readonly offset: number;
  readonly end: number;
}

/** The engine's methods that recovery replaces, and those that it calls. Their names are the engine's. */
export interface Engine {
  tokVector: Token[];
  tokVectorLength: number;
  currIdx: number;
  RULE_STACK: number[];
  RULE_STACK_IDX: number;
  shortRuleNameToFull: string[];
  currRuleShortName: number;
  input: Token[];
  LA(ahead: number): Token;
  getTokenToInsert(type: Token['tokenType']): Token;
  SAVE_ERROR(error: Failure): Failure;
  consumeInternalError(type: Token['tokenType'], next: Token): never;
  consumeInternalRecovery(type: Token['tokenType'], index: number, error: Error): Token;
  raiseNoAltException(): void;
  findReSyncTokenType(): unknown;
  isInCurrentRuleReSyncSet(): boolean;
  reSyncTo(): Token[];
  attemptInRepetitionRecovery(
    repeat: (...args: unknown[]) => unknown,
    args: unknown[],
    mayRepeat: () => boolean,
    kind: number,
    occurrence: number,
    walker: unknown,
    progressed?: boolean,
  ): void;
}

/** The engine inside a langium parser. */
export function engineOf(parser: LangiumParser): Engine {
  return (parser as unknown as { readonly wrapper: Engine }).wrapper;
}

/** The names of the rules being parsed, outermost first, without the mark that langium puts after them. */
export function ruleStack(engine: Engine): string[] {
  return engine.RULE_STACK.slice(0, engine.RULE_STACK_IDX + 1).map((rule) => ruleName(engine, rule));
}

/** The name of a rule. */
export function ruleName(engine: Engine, rule: number): string {
  return (engine.shortRuleNameToFull[rule] ?? '').replace('\u200B', '');
}
