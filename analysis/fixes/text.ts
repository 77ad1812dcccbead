/** Reading a file's text for the sake of a fix: lines, indentation, the end of the code before a comment. */
import type { Design } from '../../language/model/design.ts';
import { commentBefore, type Source, type SourceFile, type TextEdit } from '../../language/model/source.ts';

/** Two spaces, unless the file's first indented line has it otherwise. */
const defaultUnit = '  ';

/** @returns the file that a place is in. @throws when the design does not hold it, which only a place of another design does. */
export function fileOf(design: Design, { uri }: Pick<Source, 'uri'>): SourceFile {
  const file = design.files.get(uri);
  if (file === undefined) throw new Error(`The design has no file ${uri}.`);
  return file;
}

/** @returns the text of a place. */
export function textOf(design: Design, source: Source): string {
  return fileOf(design, source).text.slice(source.offset, source.end);
}

/** @returns the edit that replaces a place's text. */
export function replaceSource(source: Source, text: string): TextEdit {
  return { uri: source.uri, offset: source.offset, end: source.end, text };
}

/** @returns the edit that puts a text at an offset. */
export function insertAt(uri: string, offset: number, text: string): TextEdit {
  return { uri, offset, end: offset, text };
}

/** @returns the offset of the first character of the line. */
export function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  // A search for the rarer line break over the whole text would make the work on large files quadratic.
  return start + text.slice(start, offset).lastIndexOf('\r') + 1;
}

/** @returns the offset of the line's end, its line break not included. */
export function lineEnd(text: string, offset: number): number {
  const match = /\r|\n/.exec(text.slice(offset));
  return match ? offset + match.index : text.length;
}

/** @returns the blanks that the line begins with. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

/** @returns what the file indents by. */
export function indentationUnit(text: string): string {
  return /(?:^|[\r\n])([ \t]+)(?=[^\s*])/.exec(text)?.[1] ?? defaultUnit;
}

/** @returns the line break that the file uses: that of its first line, which is found at once in a file of any size. */
export function lineBreak(text: string): string {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}

/** @returns the offset after the last character before `end` that is neither blank nor part of a comment, but not before `start`. */
export function codeEnd(file: SourceFile, start: number, end: number): number {
  let at = end;
  for (;;) {
    at = start + file.text.slice(start, at).trimEnd().length;
    const comment = commentBefore(file, at);
    if (comment === undefined || comment.end < at || comment.offset < start) return at;
    at = comment.offset;
  }
}

/** @returns the same statements with each line but the first indented further. */
export function indentLines(text: string, indentation: string, newLine: string): string {
  return text
    .split(/\r?\n/)
    .map((line, index) => (index === 0 || line === '' ? line : indentation + line))
    .join(newLine);
}
