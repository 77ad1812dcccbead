/** Where in a text completion is asked for. */

/** Closed or not: in them nothing is a name or a keyword. */
const COMMENTS_AND_STRINGS = /"(?:\\.|[^"\\\n\r])*"?|\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** The cursor's surroundings. */
export interface CursorContext {
  readonly text: string;
  readonly offset: number;
  /** Where the word at the cursor begins; the cursor itself between words. */
  readonly wordStart: number;
  /** Where the words with dots between them begin, as in `aws.sq`. */
  readonly pathStart: number;
  /** The word or sign before the word at the cursor, blanks left out. */
  readonly before: string;
  /** Whether only blanks stand between the start of the line and the word. */
  readonly startsLine: boolean;
}

/** What the cursor stands in. */
export type Cursor =
  | { readonly kind: 'code'; readonly context: CursorContext }
  /** A comment, with its text up to the cursor. */
  | { readonly kind: 'comment'; readonly text: string; readonly wordStart: number }
  /** A string, from its first quote to behind its last one, or to the end of what was typed of it. */
  | { readonly kind: 'string'; readonly start: number; readonly end: number };

/** Looks at the text around a cursor. */
export function cursorAt(text: string, offset: number): Cursor {
  for (const match of text.matchAll(COMMENTS_AND_STRINGS)) {
    if (match.index >= offset) break;
    const end = match.index + match[0].length;
    const isLine = match[0].startsWith('//');
    // A line comment holds its end, a string that lacks its closing quote too.
    const isInside = offset < end || (offset === end && (isLine || !/^("(?:\\.|[^"\\])*"|\/\*[\s\S]*\*\/)$/.test(match[0])));
    if (!isInside) continue;
    if (match[0].startsWith('"')) return { kind: 'string', start: match.index, end };
    const before = text.slice(match.index, offset);
    return { kind: 'comment', text: before, wordStart: match.index + before.length - lengthOfEnd(before, /[\p{L}\p{N}_-]*$/u) };
  }
  return { kind: 'code', context: codeContext(text, offset) };
}

function codeContext(text: string, offset: number): CursorContext {
  const until = text.slice(0, offset);
  const wordStart = offset - lengthOfEnd(until, /[\p{L}\p{N}_-]*$/u);
  const pathStart = offset - lengthOfEnd(until, /[\p{L}\p{N}_.-]*$/u);
  const lineStart = until.lastIndexOf('\n') + 1;
  const head = text.slice(0, wordStart);
  return {
    text,
    offset,
    wordStart,
    pathStart,
    before: /([\p{L}\p{N}_-]+|\S)\s*$/u.exec(head.slice(-200))?.[1] ?? '',
    startsLine: head.slice(lineStart).trim() === '',
  };
}

function lengthOfEnd(text: string, pattern: RegExp): number {
  return pattern.exec(text.slice(-200))?.[0].length ?? 0;
}
