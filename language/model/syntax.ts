/** From syntax tree nodes to places in the text, and the comments that stand before them. */
import type { AstNode, CstNode } from 'langium';
import { type Comment, commentBefore, type Source, type SourceFile, type Syntax } from './source.ts';

const COMMENTS_AND_STRINGS = /"(?:\\.|[^"\\\n\r])*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g;

/** @returns the comments of a text, strings passed over. */
export function findComments(text: string): Comment[] {
  const comments: Comment[] = [];
  for (const match of text.matchAll(COMMENTS_AND_STRINGS)) {
    if (match[0].startsWith('"')) continue;
    comments.push({ text: match[0], offset: match.index, end: match.index + match[0].length });
  }
  return comments;
}

/** @returns the place of a node of the concrete syntax tree, no part of it behind the end of the text. */
export function sourceOfCst(uri: string, cst: CstNode, textLength: number): Source {
  const excess = cst.end - textLength;
  if (excess <= 0) return { uri, offset: cst.offset, end: cst.end, range: cst.range };
  // A string that the end of the text cuts short is read as if it were closed there.
  const { start, end } = cst.range;
  const range = { start, end: { line: end.line, character: Math.max(0, end.character - excess) } };
  return { uri, offset: Math.min(cst.offset, textLength), end: textLength, range };
}

/** Reads the places of one file's syntax tree nodes. */
export class SyntaxReader {
  readonly file: SourceFile;
  // Finding the ends of a node walks down its concrete syntax tree. The reader lives as long as the text, so that
  // a design built anew asks only for the places of the files that changed.
  readonly #sources = new Map<AstNode, Source>();
  readonly #syntaxes = new Map<AstNode, Syntax>();
  readonly #descriptions = new Map<number, string | undefined>();
  readonly #kept = new Map<AstNode, unknown>();

  constructor(file: SourceFile) {
    this.file = file;
  }

  /** @returns where a node stands; the file's start for a node that recovery made up. */
  source(node: AstNode | undefined): Source {
    const known = node && this.#sources.get(node);
    if (known) return known;
    const cst = node?.$cstNode;
    if (node && cst) {
      const source = sourceOfCst(this.file.uri, cst, this.file.text.length);
      this.#sources.set(node, source);
      return source;
    }
    const start = { line: 0, character: 0 };
    return { uri: this.file.uri, offset: 0, end: 0, range: { start, end: start } };
  }

  /** Reads something of a node that depends on this file alone, once a version of the text. One reading a node. */
  once<T>(node: AstNode, read: () => T): T {
    const known = this.#kept.get(node);
    // What is kept for a node is what this very reading gave: each node has one.
    if (known !== undefined) return known as T;
    const value = read();
    this.#kept.set(node, value);
    return value;
  }

  /** @returns the place from the start of one node to the end of another of the same file. */
  span(from: Source, to: Source): Source {
    return { uri: from.uri, offset: from.offset, end: to.end, range: { start: from.range.start, end: to.range.end } };
  }

  /** @returns a node's places: the whole, its head before `body`, its name. */
  syntax(node: AstNode, body?: AstNode, name?: string): Syntax {
    const known = this.#syntaxes.get(node);
    if (known) return known;
    const source = this.source(node);
    const bodySource = body?.$cstNode ? this.source(body) : undefined;
    const syntax = {
      source,
      head: bodySource ? this.#headBefore(source, bodySource) : source,
      name: name ? this.#nameIn(source, name) : undefined,
      body: bodySource,
    };
    this.#syntaxes.set(node, syntax);
    return syntax;
  }

  /** The name is the first word after the keyword that opens a declaration. */
  #nameIn(source: Source, name: string): Source | undefined {
    const keyword = /^[a-z-]+\s*/.exec(this.file.text.slice(source.offset, source.offset + 200))?.[0].length ?? 0;
    const offset = this.file.text.indexOf(name, source.offset + keyword);
    return offset < 0 ? undefined : this.#inFirstLines(source, offset, name.length);
  }

  #headBefore(source: Source, body: Source): Source {
    const { text } = this.file;
    let end = body.offset;
    while (end > source.offset && /\s/.test(text.charAt(end - 1))) end--;
    return { uri: source.uri, offset: source.offset, end, range: { start: source.range.start, end: this.#position(end, source) } };
  }

  #inFirstLines(source: Source, offset: number, length: number): Source {
    return {
      uri: source.uri,
      offset,
      end: offset + length,
      range: { start: this.#position(offset, source), end: this.#position(offset + length, source) },
    };
  }

  /** Counts on from the start of a node that begins before `offset`: heads are short, so this beats a line table. */
  #position(offset: number, from: Source): Source['range']['start'] {
    const { text } = this.file;
    let { line, character } = from.range.start;
    for (let at = from.offset; at < offset; at++) {
      if (text.charCodeAt(at) === 10) {
        line++;
        character = 0;
      } else character++;
    }
    return { line, character };
  }

  /** @returns the text of the `/** … *\/` comment that ends just before a place, without its stars. */
  description(source: Source): string | undefined {
    if (this.#descriptions.has(source.offset)) return this.#descriptions.get(source.offset);
    const description = this.#descriptionBefore(source);
    this.#descriptions.set(source.offset, description);
    return description;
  }

  #descriptionBefore(source: Source): string | undefined {
    const comment = commentBefore(this.file, source.offset);
    if (!comment?.text.startsWith('/**') || comment.text === '/**/') return undefined;
    if (this.file.text.slice(comment.end, source.offset).trim() !== '') return undefined;
    const lines = comment.text
      .slice(3, -2)
      .split(/\r?\n/)
      .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
    return lines.join('\n').trim() || undefined;
  }
}
