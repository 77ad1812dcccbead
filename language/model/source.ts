/** Where things stand in the text, and how text is changed. */

/** A place in a file: counted from 0, characters and offsets in UTF-16 code units, as the language server protocol does. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A stretch of a file's text. */
export interface Source {
  readonly uri: string;
  readonly offset: number;
  readonly end: number;
  readonly range: Range;
}

/** A file's text as it was read, with the comments in it (which may silence findings). */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  readonly comments: readonly Comment[];
}

/** A comment, its delimiters included, in the order of the text. */
export interface Comment {
  readonly text: string;
  readonly offset: number;
  readonly end: number;
}

/** Replaces the text from `offset` to `end` of a file by `text`. */
export interface TextEdit {
  readonly uri: string;
  readonly offset: number;
  readonly end: number;
  readonly text: string;
}

/** A change a user can apply. A safe one keeps the meaning the author intended; others are suggestions and want a look. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** A further place that explains a finding, such as a hop that leads to it. */
export interface Related {
  readonly message: string;
  readonly source: Source;
}

/** Something wrong with the text itself (unknown names, syntax), found before any rule of design looks at it. */
export interface Problem {
  readonly rule: ProblemId;
  readonly message: string;
  readonly source: Source;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** Graver than others of its rule: what is read is another design than the one that is meant. */
  readonly grave?: true;
}

export type ProblemId = 'syntax-error' | 'unknown-name' | 'duplicate-name' | 'unknown-technology' | 'misplaced-option' | 'said-twice';

/**
 * The places of a declaration or statement that a fix needs.
 * `head` runs from its first word to the last before its body; `body` includes the braces; `name` is the name's own place.
 */
export interface Syntax {
  readonly source: Source;
  readonly head: Source;
  readonly name?: Source;
  readonly body?: Source;
}

/** @returns the last comment that ends at or before an offset. */
export function commentBefore({ comments }: SourceFile, offset: number): Comment | undefined {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return comments[low - 1];
}
