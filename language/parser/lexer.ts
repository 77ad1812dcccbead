/** Words from text, and what is wrong with them: one message for a run of bad characters, and no consequences of it. */
import type { LexerResult } from 'langium';
import { DefaultLexer } from 'langium';
import { withoutDepths } from './deep.ts';
import { asQuantity } from './units.ts';

type Token = LexerResult['tokens'][number];
type LexingError = LexerResult['errors'][number];

/** Splits a text into words; never throws, whatever the text is. */
export class ArchLexer extends DefaultLexer {
  /** Where words begin that are to be left out. */
  readonly omitted = new Set<number>();

  override tokenize(text: string): LexerResult {
    const binary = text.indexOf('\0');
    if (binary >= 0) return this.#notText(text, binary);
    const result = super.tokenize(text);
    const errors = describeErrors(text, result, (error, end, type) => this.#standIn(text, error, end, type));
    const units = this.#badQuantities(text, result.tokens);
    const shallow = withoutDepths(units.tokens);
    return {
      ...result,
      tokens: this.omitted.size === 0 ? shallow.tokens : shallow.tokens.filter(({ startOffset }) => !this.omitted.has(startOffset)),
      errors: [...outside(errors, units.errors), ...units.errors, ...shallow.errors].sort((a, b) => a.offset - b.offset),
    };
  }

  #notText(text: string, offset: number): LexerResult {
    const line = text.slice(0, offset).split('\n').length;
    const message = 'This is not text: it contains a zero byte. An .arch file is text in UTF-8.';
    return { tokens: [], hidden: [], errors: [{ offset, line, column: 1, length: 1, message }] };
  }

  /** The word that stands for what is wrong: a text that is not closed, a name with bad characters. */
  #standIn(text: string, { offset, line = 1, column = 1 }: LexingError, end: number, type: 'STRING' | 'ID'): Token | undefined {
    const tokenType = this.tokenTypes[type];
    if (tokenType === undefined) return undefined;
    return {
      image: `${text.slice(offset, end)}${type === 'STRING' ? '"' : ''}`,
      startOffset: offset,
      endOffset: end - 1,
      startLine: line,
      endLine: line,
      startColumn: column,
      endColumn: column + end - 1 - offset,
      tokenType,
      tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
    };
  }

  /** `30sec`, `200/sec`: the number stays, what is glued to it is reported and dropped. */
  #badQuantities(text: string, tokens: Token[]): { readonly tokens: Token[]; readonly errors: LexingError[] } {
    const errors: LexingError[] = [];
    const kept: Token[] = [];
    let glueEnd = -1;
    for (const token of tokens) {
      const last = kept.at(-1);
      const end = endOfToken(token);
      const error = errors.at(-1);
      if (error !== undefined && glueEnd >= 0 && glued(text, glueEnd, token)) {
        error.length = end - error.offset;
        glueEnd = end;
      } else if (last !== undefined && isNumber(last) && glued(text, endOfToken(last), token)) {
        errors.push(errorAt(last, end, ''));
        glueEnd = end;
      } else {
        kept.push(token);
        glueEnd = -1;
      }
    }
    for (const error of errors) error.message = quantityMessage(text.slice(error.offset, error.offset + error.length));
    return { tokens: errors.length === 0 ? tokens : kept, errors };
  }
}

function endOfToken(token: Token): number {
  return (token.endOffset ?? token.startOffset) + 1;
}

/** Whether a word follows what ends before it without a blank, as the parts of a quantity do; a name or number that may be one. */
function glued(text: string, end: number, token: Token): boolean {
  return token.startOffset - end <= 1 && /^[/%–-]?$/.test(text.slice(end, token.startOffset)) && /^[A-Za-z_0-9-]/.test(token.image);
}

/** Bad characters that are part of a bad quantity are not reported again. */
function outside(errors: readonly LexingError[], quantities: readonly LexingError[]): LexingError[] {
  let next = 0;
  return errors.filter(({ offset }) => {
    while (next < quantities.length && endOf(quantities[next]) <= offset) next++;
    return offset < (quantities[next]?.offset ?? Number.POSITIVE_INFINITY);
  });
}

function isNumber(token: Token): boolean {
  return /^(NUMBER|DURATION|RATE|SIZE|PERCENTAGE)$/.test(token.tokenType.name);
}

function touches(before: Token, token: Token): boolean {
  return endOfToken(before) === token.startOffset;
}

function errorAt(token: Token, end: number, message: string): LexingError {
  return {
    offset: token.startOffset,
    line: token.startLine ?? 1,
    column: token.startColumn ?? 1,
    length: end - token.startOffset,
    message,
  };
}

function quantityMessage(word: string): string {
  const meant = asQuantity(word);
  if (meant !== undefined) return `${cited(word)} is no quantity of the language. Did you mean \`${meant}\`?`;
  return `${cited(word)} is neither a name, which begins with a letter, nor a quantity: times end in \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`, sizes in \`B\`, \`KB\`, \`MB\` or \`GB\`, rates are \`200/s\`.`;
}

// ---------------------------------------------------------------- bad characters

/** Gives each run of bad characters its message, and takes care of what they would lead to. Changes the list of words. */
function describeErrors(
  text: string,
  result: LexerResult,
  standIn: (error: LexingError, end: number, type: 'STRING' | 'ID') => Token | undefined,
): LexingError[] {
  if (result.errors.length === 0) return [];
  const errors: LexingError[] = [];
  let droppedTo = -1;
  const dropped: { readonly error: LexingError; readonly from: number; readonly to: number }[] = [];
  for (const error of result.errors) {
    if (error.offset < droppedTo) continue;
    const unclosed = unclosedAt(text, error);
    if (unclosed === undefined) {
      errors.push({ ...error, message: characterMessage(text.slice(error.offset, error.offset + error.length)) });
      continue;
    }
    droppedTo = unclosed.to;
    dropped.push({ error, from: error.offset, to: unclosed.to });
    errors.push({ ...error, length: unclosed.to - error.offset, message: unclosed.message });
  }
  joinNames(text, result.tokens, errors, (error) => standIn(error, endOf(error), 'ID'));
  dropBetween(result.tokens, dropped);
  dropBetween(result.hidden, dropped);
  const strings = dropped.filter(({ from }) => text[from] === '"').map(({ error, to }) => standIn(error, to, 'STRING'));
  if (strings.length > 0) {
    result.tokens.push(...strings.filter((token) => token !== undefined));
    result.tokens.sort((a, b) => a.startOffset - b.startOffset);
  }
  return mergeNeighbours(text, errors);
}

/** A text or a comment that is not closed takes the rest of its line, or of the file. */
function unclosedAt(text: string, error: LexingError): { readonly to: number; readonly message: string } | undefined {
  if (text[error.offset] === '"') {
    const line = text.slice(error.offset, lineEnd(text, error.offset));
    // The braces at the end of the line belong to the design, not to the words.
    const words = line.replace(/[\s{}]*$/, '');
    return {
      to: error.offset + Math.max(words.length, 1),
      message: 'The text that begins here is not closed: a `"` is missing before the end of the line.',
    };
  }
  if (text[error.offset] === '#') return { to: lineEnd(text, error.offset), message: 'A comment begins with `//`.' };
  if (text.startsWith('/*', error.offset)) {
    return { to: text.length, message: 'The comment that begins here is not closed: a `*/` is missing.' };
  }
  return undefined;
}

function lineEnd(text: string, offset: number): number {
  const end = /[\r\n]|$/g;
  end.lastIndex = offset;
  return end.exec(text)?.index ?? text.length;
}

function dropBetween(tokens: Token[], ranges: readonly { readonly from: number; readonly to: number }[]): void {
  if (ranges.length === 0) return;
  let range = 0;
  let kept = 0;
  for (const token of tokens) {
    while (range < ranges.length && (ranges[range]?.to ?? 0) <= token.startOffset) range++;
    const current = ranges[range];
    if (current === undefined || token.startOffset < current.from) tokens[kept++] = token;
  }
  tokens.length = kept;
}

/** `Order😀Paid` is one name with a bad character in it; so is `😀` alone. */
function joinNames(text: string, tokens: Token[], errors: readonly LexingError[], nameOf: (error: LexingError) => Token | undefined): void {
  const bad = errors.filter((error) => !isAscii(text, error)).map(nameOf);
  const parts = new Set(bad.filter((token) => token !== undefined));
  if (parts.size === 0) return;
  const all = [...tokens, ...parts].sort((a, b) => a.startOffset - b.startOffset);
  let kept = 0;
  for (const token of all) {
    const before = kept === 0 ? undefined : tokens[kept - 1];
    const joins =
      before !== undefined && touches(before, token) && isName(before) && isName(token) && (parts.has(before) || parts.has(token));
    if (!joins) {
      tokens[kept++] = token;
      continue;
    }
    const end = (token.endOffset ?? token.startOffset) + 1;
    // What is joined to a bad part is a bad part, never a keyword: more may follow.
    const { tokenType, tokenTypeIdx } = parts.has(token) ? token : before;
    const image = text.slice(before.startOffset, end);
    const joined = { ...before, tokenType, tokenTypeIdx, image, endOffset: end - 1, endColumn: token.endColumn };
    parts.add(joined);
    tokens[kept - 1] = joined;
  }
  tokens.length = kept;
}

function endOf(error: LexingError | undefined): number {
  return error === undefined ? 0 : error.offset + error.length;
}

function isName(token: Token): boolean {
  return /^[A-Za-z_\u0080-\uffff]/.test(token.image);
}

function isAscii(text: string, error: LexingError): boolean {
  return /^[\0-\x7f]*$/.test(text.slice(error.offset, endOf(error)));
}

/** Bad characters of one kind with nothing but letters between them are one mistake: `'a'`, `[A]`, `a😀b😀`. */
function mergeNeighbours(text: string, errors: readonly LexingError[]): LexingError[] {
  const merged: LexingError[] = [];
  for (const error of errors) {
    const last = merged.at(-1);
    const between = last === undefined ? ' ' : text.slice(endOf(last), error.offset);
    const alike = last !== undefined && (last.message === error.message || (!isAscii(text, last) && !isAscii(text, error)));
    if (alike && last !== undefined && /^[^\s{}"]*$/.test(between)) last.length = endOf(error) - last.offset;
    else merged.push({ ...error });
  }
  return merged;
}

const characters: Readonly<Record<string, string>> = {
  ';': 'Nothing separates statements: each begins with its keyword. Remove the `;`.',
  '=': 'No `=` stands between a word and its value: it is `timeout 30s`. Remove the `=`.',
  "'": 'Text stands in double quotes: `"…"`.',
  '`': 'Text stands in double quotes: `"…"`.',
  '[': 'Blocks stand in braces: `{ … }`.',
  ']': 'Blocks stand in braces: `{ … }`.',
};

function characterMessage(run: string): string {
  const [character = ''] = run;
  const known = characters[character];
  if (known !== undefined) return known;
  if (/^[\0-\x7f]/.test(run)) return `${cited(run)} means nothing here.`;
  return `${cited(run)} cannot stand here: names are letters of any script, digits, \`_\` and \`-\`.`;
}

/** A piece of text as a message shows it: not too long, and control characters by their number. */
function cited(run: string): string {
  const short = run.length > 30 ? `${run.slice(0, 29)}…` : run;
  const visible = short.replace(
    /[\p{Cc}\p{Cf}]/gu,
    (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `\`${visible}\``;
}
