/** New elements, new blocks, and the names to write for them. */
import type { Design, Element, Message, System } from '../../language/model/design.ts';
import { commentBefore, type Source, type SourceFile, type Syntax, type TextEdit } from '../../language/model/source.ts';
import { askWhole, defineQuestion } from '../questions.ts';
import { fileOf, indentationAt, indentationUnit, indentLines, insertAt, lineBreak, lineEnd, lineStart } from './text.ts';

/** The rest of a line on which nothing more is declared. */
const comments = /^\s*(?:\/\*.*?\*\/\s*)*(?:\/\/.*)?$/;

/**
 * Puts a declaration after another, into the same group and system and in the same file.
 * @param declaration one line or several, indented as if it stood at the left edge
 */
export function insertAfter(design: Design, syntax: Syntax, declaration: string): readonly TextEdit[] {
  const { source } = syntax;
  const { text } = fileOf(design, source);
  const end = lineEnd(text, source.end);
  // Only comments may share the line's rest; what else stands there belongs to a body on one line.
  if (!comments.test(text.slice(source.end, end))) return [insertAt(source.uri, source.end, `  ${oneLine(declaration)}`)];
  const newLine = lineBreak(text);
  const indentation = indentationAt(text, source.offset);
  return [insertAt(source.uri, end, `${newLine}${indentation}${indentLines(declaration, indentation, newLine)}`)];
}

/** Puts a declaration before another one, which it leads to: before its doc comment, on a line of its own. */
export function insertBefore(design: Design, syntax: Syntax, declaration: string): readonly TextEdit[] {
  const { source } = syntax;
  const file = fileOf(design, source);
  const comment = commentBefore(file, source.offset);
  const described = comment?.text.startsWith('/**') && file.text.slice(comment.end, source.offset).trim() === '';
  const at = comment && described ? comment.offset : source.offset;
  if (file.text.slice(lineStart(file.text, at), at).trim() !== '') return [insertAt(source.uri, at, `${oneLine(declaration)}  `)];
  const newLine = lineBreak(file.text);
  const indentation = indentationAt(file.text, at);
  return [insertAt(source.uri, at, `${indentLines(declaration, indentation, newLine)}${newLine}${indentation}`)];
}

function oneLine(declaration: string): string {
  return declaration
    .replace(/\{\s*\n\s*/g, '{ ')
    .replace(/\s*\n\s*\}/g, ' }')
    .replace(/\s*\n\s*/g, '  ');
}

/**
 * Wraps neighbouring statements of one body in a block.
 * @param first the first statement's place, in the same file as the last one's
 * @param block `atomically`
 */
export function wrapInBlock(design: Design, first: Source, last: Source, block: string): readonly TextEdit[] {
  const { text } = fileOf(design, first);
  const inside = text.slice(first.offset, last.end);
  if (!/[\r\n]/.test(inside)) return [{ uri: first.uri, offset: first.offset, end: last.end, text: `${block} { ${inside} }` }];
  const newLine = lineBreak(text);
  const outer = indentationAt(text, first.offset);
  const unit = indentationUnit(text);
  const lines = inside.split(/\r?\n/).map((line) => (line.trim() === '' ? '' : unit + line));
  const inner = `${newLine}${outer}${lines.join(newLine)}${newLine}${outer}`;
  return [{ uri: first.uri, offset: first.offset, end: last.end, text: `${block} {${inner}}` }];
}

/** @returns the name with which the text of a system refers to an element or message: bare inside its own system. */
export function nameFrom(system: System, target: Element | Message): string {
  return target.system === system || !target.system.named ? target.name : `${target.system.name}.${target.name}`;
}

const isTaken = defineQuestion(
  'is-taken',
  (parts) => new Set(parts.flatMap(({ elements, messages, groups }) => [...elements, ...messages, ...groups].map(({ name }) => name))),
  (names, name) => names.has(name),
);

/** @returns a name that nothing in the design has yet: the wanted one, or with a number after it. */
export function freshName(design: Design, wanted: string): string {
  let name = wanted;
  for (let count = 2; askWhole(design, isTaken, name); count++) name = `${wanted}${count}`;
  return name;
}

const wordsOfFile = new WeakMap<SourceFile, ReadonlyMap<string, number>>();

/** How often each word stands in a file. */
function wordsOf(file: SourceFile): ReadonlyMap<string, number> {
  const known = wordsOfFile.get(file);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const [word] of file.text.matchAll(/[\p{L}\d_-]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  wordsOfFile.set(file, counts);
  return counts;
}

const timesNamed = defineQuestion(
  'mentions',
  (parts) => parts.flatMap(({ files }) => [...files.values()]),
  (files, name) => files.reduce((sum, file) => sum + (wordsOf(file).get(name) ?? 0), 0),
);

/** @returns how often a name stands in the texts: the declaration and one use are two. */
export function mentions(design: Design, name: string): number {
  return askWhole(design, timesNamed, name);
}
