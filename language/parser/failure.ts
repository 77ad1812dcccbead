import type { Span, Token } from './engine.ts';
import type { Repair } from './repairs.ts';

/** A syntax error with the words for the user, and the place that they are about. */
export class Failure extends Error {
  /** The engine tells its own errors from others by their name. */
  override readonly name = 'MismatchedTokenException';
  readonly token: Token;
  readonly previousToken: Token;
  readonly span: Span;
  /** A further place that explains it: the block that is not closed. */
  readonly related: (Span & { readonly message: string }) | undefined;
  readonly repairs: readonly Repair[];
  resyncedTokens: Token[] = [];
  context: unknown = {};

  constructor(
    message: string,
    token: Token,
    previousToken: Token,
    span: Span,
    more: { readonly related?: Span & { readonly message: string }; readonly repairs?: readonly Repair[] } = {},
  ) {
    super(message);
    this.token = token;
    this.previousToken = previousToken;
    this.span = span;
    this.related = more.related;
    this.repairs = more.repairs ?? [];
  }
}

/** Whether an error is one of syntax, with words of its own. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Failure;
}
