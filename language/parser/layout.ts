/** How the words of a text lie: lines, indentation, braces. Recovery trusts the layout where the syntax fails. */
import type { Span, Token } from './engine.ts';

/** The layout of one text's words; read when the first error is met. */
export class Layout {
  readonly #tokens: readonly Token[];
  /** For each word, the index of the brace that opens the block it stands in; -1 for none. */
  readonly #openers: Int32Array;
  /** For each word, the column of the first word of its line. */
  readonly #indentations: Int32Array;
  /** The braces that lack their partner, the most likely one first: told by the indentation, then from the innermost outwards. */
  readonly unclosed: readonly number[];

  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens;
    this.#openers = new Int32Array(length + 1).fill(-1);
    this.#indentations = new Int32Array(length + 1);
    const open: number[] = [];
    let suspect = -1;
    let indentation = 1;
    for (let index = 0; index < length; index++) {
      const token = tokens[index];
      if (token === undefined) break;
      if (this.startsLine(index)) indentation = token.startColumn ?? 1;
      this.#indentations[index] = indentation;
      if (token.image === '}') {
        const opener = open.pop();
        // A brace further left than the line it closes belongs to a block further out.
        if (suspect < 0 && opener !== undefined && this.startsLine(index) && indentation < this.indentation(opener)) suspect = opener;
      }
      this.#openers[index] = open.at(-1) ?? -1;
      if (token.image === '{') open.push(index);
    }
    this.#openers[length] = open.at(-1) ?? -1;
    this.unclosed = open.length > 0 && suspect >= 0 ? [suspect, ...open.reverse()] : open.reverse();
  }

  /** The brace that opens the block which a word stands in, by index. */
  opener(index: number): number {
    return this.#openers[Math.min(index, this.#openers.length - 1)] ?? -1;
  }

  /** The column at which the line of a word begins. */
  indentation(index: number): number {
    return this.#indentations[index] ?? 1;
  }

  /** Whether a word is the first of its line. */
  startsLine(index: number): boolean {
    const before = this.#tokens[index - 1];
    return before === undefined || (before.endLine ?? before.startLine ?? 0) < (this.#tokens[index]?.startLine ?? 0);
  }

  /** Whether a word stands apart from the one before, as statements of one line do: by two blanks, or after a brace. */
  standsApart(index: number): boolean {
    const before = this.#tokens[index - 1];
    const token = this.#tokens[index];
    if (before === undefined || token === undefined || this.startsLine(index)) return true;
    return before.image === '{' || before.image === '}' || token.startOffset - (before.endOffset ?? 0) > 2;
  }

  /** The words that a block begins with, as `service Cart` or `on OrderPlaced`, by its opening brace. */
  headOf(opener: number): { readonly words: string; readonly line: number; readonly span: Span } | undefined {
    const brace = this.#tokens[opener];
    if (brace === undefined) return undefined;
    let first = opener;
    while (first > 0 && !this.startsLine(first) && !/^[{}]$/.test(this.#tokens[first - 1]?.image ?? '')) first--;
    const words = this.#tokens.slice(first, Math.min(first + 2, opener));
    const start = words[0] ?? brace;
    const text = words.map((word) => word.image).join(' ');
    return { words: text === '' ? '{' : text, line: start.startLine ?? 1, span: { offset: brace.startOffset, end: brace.startOffset + 1 } };
  }
}
