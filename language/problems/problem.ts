/** What the checks of the text share: places, edits, and problems made of them. */
import type { AstNode, CstNode, LangiumDocument } from 'langium';
import { CstUtils, GrammarUtils } from 'langium';
import type { Fix, Problem, ProblemId, Related, Source, TextEdit } from '../model/source.ts';
import { sourceOfCst } from '../model/syntax.ts';

/** A document under check, with what every check asks of it. */
export class Text {
  readonly document: LangiumDocument;
  readonly uri: string;
  readonly text: string;

  constructor(document: LangiumDocument) {
    this.document = document;
    this.uri = document.uri.toString();
    this.text = document.textDocument.getText();
  }

  /** The place of a piece of syntax; the start of the file for what recovery made up. */
  source(cst: CstNode | undefined): Source {
    return cst === undefined ? this.span(0, 0) : sourceOfCst(this.uri, cst, this.text.length);
  }

  /** The place between two offsets. */
  span(offset: number, end: number): Source {
    const { textDocument } = this.document;
    return { uri: this.uri, offset, end, range: { start: textDocument.positionAt(offset), end: textDocument.positionAt(end) } };
  }

  edit(offset: number, end: number, text: string): TextEdit {
    return { uri: this.uri, offset, end, text };
  }

  /** Whether only blanks stand before an offset on its line. */
  startsLine(offset: number): boolean {
    return this.text.slice(this.lineStart(offset), offset).trim() === '';
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The blanks that the line of an offset begins with. */
  indentation(offset: number): string {
    return /^[ \t]*/.exec(this.text.slice(this.lineStart(offset), offset))?.[0] ?? '';
  }

  /** The line break of the file. */
  get lineBreak(): string {
    const end = this.text.indexOf('\n');
    return end > 0 && this.text[end - 1] === '\r' ? '\r\n' : '\n';
  }

  /** The end of the last visible text before an offset; comments count as text. */
  endBefore(offset: number): number {
    return this.text.slice(0, offset).trimEnd().length;
  }
}

/** The place of a property's text in a node. */
export function propertyCst(node: AstNode, property: string, index?: number): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
}

/** The last visible piece of syntax before one. */
export function previousCst(cst: CstNode): CstNode | undefined {
  return CstUtils.getPreviousNode(cst, false);
}

/** Makes a problem. */
export function problem(
  rule: ProblemId,
  source: Source,
  message: string,
  {
    related = [],
    fixes = [],
    grave = false,
  }: { readonly related?: readonly Related[]; readonly fixes?: readonly Fix[]; readonly grave?: boolean } = {},
): Problem {
  return { rule, message, source, related, fixes, ...(grave && { grave }) };
}

/** Makes a fix. */
export function fix(title: string, edits: readonly TextEdit[], safe = false): Fix {
  return { title, safe, edits };
}

/** Words joined as people do: `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[], last = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** Words as the beginning of a sentence. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A word with its article. */
export function withArticle(word: string): string {
  return `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
}

/** Removes a statement with the blanks before it, and its line if nothing is left there. */
export function removal(text: Text, { offset, end }: CstNode): TextEdit {
  const lineEnd = /^[ \t]*(?=\r?\n|$)/.exec(text.text.slice(end, end + 200));
  if (text.startsLine(offset) && lineEnd !== null) {
    return text.edit(Math.max(text.lineStart(offset) - text.lineBreak.length, 0), end + lineEnd[0].length, '');
  }
  let start = offset;
  while (start > 0 && /[ \t]/.test(text.text.charAt(start - 1))) start--;
  if (text.text[start - 1] !== '{') return text.edit(start, end, '');
  const blanks = /^[ \t]*/.exec(text.text.slice(end, end + 200))?.[0].length ?? 0;
  return text.edit(offset, end + blanks, '');
}
