/** Changing the statements of a body. All functions are pure: they read the design's files and answer with edits. */
import type { Design, Element } from '../../language/model/design.ts';
import { commentBefore, type Source, type SourceFile, type Syntax, type TextEdit } from '../../language/model/source.ts';
import { mentions } from './elements.ts';
import {
  codeEnd,
  fileOf,
  indentationAt,
  indentationUnit,
  indentLines,
  insertAt,
  lineBreak,
  lineEnd,
  lineStart,
  replaceSource,
} from './text.ts';

/**
 * Adds statements at the end of a declaration's body. A body is made when there is none; a body on one line stays on one line.
 * @param statements `dead-letters after 5 attempts`, or several
 */
export function addStatement(design: Design, syntax: Syntax, statements: string | readonly string[]): readonly TextEdit[] {
  const file = fileOf(design, syntax.source);
  const list = typeof statements === 'string' ? [statements] : statements;
  if (list.length === 0) return [];
  if (syntax.body === undefined) {
    const { source } = syntax;
    return [insertAt(source.uri, codeEnd(file, source.offset, source.end), ` { ${list.join('  ')} }`)];
  }
  return [addToBody(file, syntax.body, list)];
}

/** Adds to a body that is written. */
function addToBody(file: SourceFile, body: Source, list: readonly string[]): TextEdit {
  const { uri, text } = file;
  // Recovery may have made up the closing brace of a body cut short.
  const close = text.charAt(body.end - 1) === '}' ? body.end - 1 : body.end;
  const inner = text.slice(body.offset + 1, close);
  if (!/[\r\n]/.test(inner)) {
    if (inner.trim() === '') return { uri, offset: body.offset + 1, end: close, text: ` ${list.join('  ')} ` };
    const last = body.offset + 1 + inner.trimEnd().length;
    return { uri, offset: last, end: close, text: `  ${list.join('  ')} ` };
  }
  const newLine = lineBreak(text);
  const outer = indentationAt(text, body.offset);
  const indentation = statementIndentation(text, body.offset + 1, close) ?? outer + indentationUnit(text);
  const last = body.offset + 1 + inner.trimEnd().length;
  const lines = list.map((statement) => `${newLine}${indentation}${indentLines(statement, indentation, newLine)}`).join('');
  return { uri, offset: last, end: close, text: `${lines}${newLine}${outer}` };
}

/** The indentation of the first line of a body that has a statement. */
function statementIndentation(text: string, from: number, to: number): string | undefined {
  return /[\r\n]([ \t]+)(?=\S)/.exec(text.slice(from, to))?.[1];
}

/**
 * Removes a statement, option or comment: with its lines if nothing else stands on them, else with the blanks that parted it from its neighbour.
 */
export function removeSource(design: Design, source: Source): TextEdit {
  const { text } = fileOf(design, source);
  const start = lineStart(text, source.offset);
  const end = lineEnd(text, source.end);
  const before = text.slice(start, source.offset);
  const after = text.slice(source.end, end);
  if (before.trim() === '' && after.trim() === '') {
    const breakLength = /^\r?\n|^\r/.exec(text.slice(end))?.[0].length ?? 0;
    // The last line of a file without a line break after it gives up the one before it.
    if (breakLength > 0 || start === 0) return { uri: source.uri, offset: start, end: end + breakLength, text: '' };
    return { uri: source.uri, offset: start - (text.slice(start - 2, start) === '\r\n' ? 2 : 1), end, text: '' };
  }
  if (before.trim() === '' || before.trimEnd().endsWith('{')) {
    const blanks = /^[ \t]*/.exec(after)?.[0].length ?? 0;
    return { uri: source.uri, offset: source.offset, end: source.end + blanks, text: '' };
  }
  return { uri: source.uri, offset: start + before.trimEnd().length, end: source.end, text: '' };
}

/** Removes a declaration with the doc comment before it, which would else describe the next one. */
export function removeDeclaration(design: Design, syntax: Syntax): TextEdit {
  const { source } = syntax;
  const file = fileOf(design, source);
  const comment = commentBefore(file, source.offset);
  const doc = comment?.text.startsWith('/**') && file.text.slice(comment.end, source.offset).trim() === '' ? comment : undefined;
  return removeSource(design, doc ? { ...source, offset: doc.offset } : source);
}

/** Removes an element of which only its declaration and the one use that goes away speak. */
export function removeUnused(design: Design, { name, syntax }: Element): readonly TextEdit[] {
  return mentions(design, name) === 2 ? [removeDeclaration(design, syntax)] : [];
}

/**
 * Replaces the element's own statement that begins with a keyword, or adds it if there is none.
 * @param statements `Element.statements`
 */
export function setStatement(
  design: Design,
  element: { readonly syntax: Syntax; readonly statements: ReadonlyMap<string, readonly Source[]> },
  keyword: string,
  statement: string,
): readonly TextEdit[] {
  const place = element.statements.get(keyword)?.[0];
  return place === undefined ? addStatement(design, element.syntax, statement) : [replaceSource(place, statement)];
}
