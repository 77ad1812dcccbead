import type { Span, Token } from './engine.ts';
import type { Repair } from './repairs.ts';

/** A change of the text in several places that mends a syntax error: what to put where, in the order of the text. */
export interface Mend {
  readonly title: string;
  readonly edits: readonly (Span & { readonly text: string })[];
  /** Whether it cannot be meant otherwise. */
  readonly safe?: boolean;
}

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
  readonly mend: Mend | undefined;
  resyncedTokens: Token[] = [];
  context: unknown = {};

  constructor(
    message: string,
    token: Token,
    previousToken: Token,
    span: Span,
    more: { readonly related?: Span & { readonly message: string }; readonly repairs?: readonly Repair[]; readonly mend?: Mend } = {},
  ) {
    super(message);
    this.token = token;
    this.previousToken = previousToken;
    this.span = span;
    this.related = more.related;
    this.repairs = more.repairs ?? [];
    this.mend = more.mend;
  }
}

/** Whether an error is one of syntax, with words of its own. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Failure;
}
