/** The words and comments of a text with what stands between them: all that a formatter may change is that. */
import type { LangiumDocument, Lexer } from 'langium';
import { AstUtils, CstUtils } from 'langium';
import { isFailure } from '../parser/failure.ts';

/** A word or a comment. */
export interface Item {
  readonly text: string;
  readonly offset: number;
  readonly end: number;
  readonly line: number;
  /** Counted from 1, as the lexer does. */
  readonly column: number;
  readonly comment: 'line' | 'block' | undefined;
  /** Stands where the text is broken: it and its line are left as they are. */
  readonly frozen: boolean;
  /** Begins a statement. */
  readonly statement: boolean;
  /** What stands before it, back to the item before. */
  readonly gap: string;
}

/** A piece of text, from and up to an offset. */
interface Piece {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads the items of a text.
 *
 * @param document the parsed text
 * @param lexer what it was read with
 */
export function itemsOf(document: LangiumDocument, lexer: Lexer): Item[] {
  const text = document.textDocument.getText();
  const { tokens, hidden } = lexer.tokenize(text);
  const all = [...tokens, ...hidden].sort((a, b) => a.startOffset - b.startOffset);
  const starts = statementStarts(document);
  const frozen = frozenPieces(document, tokens);
  let piece = 0;
  let last = 0;
  return all.map((token) => {
    const offset = token.startOffset;
    const end = (token.endOffset ?? offset) + 1;
    const gap = text.slice(last, offset);
    last = end;
    while ((frozen[piece]?.to ?? Number.POSITIVE_INFINITY) <= offset) piece++;
    const comment = text.startsWith('//', offset) ? 'line' : text.startsWith('/*', offset) ? 'block' : undefined;
    return {
      text: text.slice(offset, end),
      offset,
      end,
      line: token.startLine ?? 1,
      column: token.startColumn ?? 1,
      comment,
      frozen: (frozen[piece]?.from ?? Number.POSITIVE_INFINITY) < end || !isBlank(gap),
      statement: comment === undefined && starts.has(offset),
      gap,
    };
  });
}

/** Whether nothing but blanks stands in a gap. */
export function isBlank(gap: string): boolean {
  return /^[\s\uFEFF]*$/.test(gap);
}

function statementStarts(document: LangiumDocument): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const node of AstUtils.streamAst(document.parseResult.value)) {
    const property = node.$containerProperty;
    if ((property === 'statements' || property === 'members') && node.$cstNode !== undefined) starts.add(node.$cstNode.offset);
  }
  return starts;
}

/** Declarations that are left alone as a whole if something in them is broken. */
const units: ReadonlySet<string> = new Set(['Element', 'Orchestrator', 'Message', 'Technology', 'Flow', 'View', 'Requirement']);

/** The lines that are left as they are, in order: those of declarations with an error, and of whatever the parser could not place. */
function frozenPieces(document: LangiumDocument, tokens: readonly { readonly image: string; readonly startOffset: number }[]): Piece[] {
  const { lexerErrors, parserErrors } = document.parseResult;
  if (lexerErrors.length === 0 && parserErrors.length === 0) return [];
  const text = document.textDocument.getText();
  const broken: Piece[] = [
    ...lexerErrors.map(({ offset, length }) => ({ from: offset, to: offset + length })),
    ...(parserErrors as readonly unknown[])
      .filter(isFailure)
      .map(({ span, related }) => ({ from: Math.min(span.offset, related?.offset ?? span.offset), to: span.end })),
    ...lostTokens(document, tokens),
  ];
  const first = broken.reduce((least, { from }) => Math.min(least, from), text.length);
  if (!balanced(tokens)) return [wholeLines(text, { from: topLevelStart(document, first), to: text.length })];
  const pieces = broken.map((piece) => wholeLines(text, unitAround(document, piece)));
  return merged(pieces);
}

/** Words that recovery passed over: they are part of no statement. */
function lostTokens(document: LangiumDocument, tokens: readonly { readonly image: string; readonly startOffset: number }[]): Piece[] {
  const placed = new Set<number>();
  const root = document.parseResult.value.$cstNode;
  if (root !== undefined) for (const leaf of CstUtils.flattenCst(root)) placed.add(leaf.offset);
  return tokens
    .filter((token) => !placed.has(token.startOffset))
    .map(({ startOffset, image }) => ({ from: startOffset, to: startOffset + image.length }));
}

function balanced(tokens: readonly { readonly image: string }[]): boolean {
  let depth = 0;
  for (const { image } of tokens) {
    if (image === '{') depth++;
    if (image === '}') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function topLevelStart(document: LangiumDocument, offset: number): number {
  const root = document.parseResult.value as {
    readonly members?: readonly { readonly $cstNode?: { readonly offset: number; readonly end: number } }[];
  };
  const member = root.members?.findLast(({ $cstNode }) => $cstNode !== undefined && $cstNode.offset <= offset);
  return member?.$cstNode?.offset ?? 0;
}

function unitAround(document: LangiumDocument, piece: Piece): Piece {
  const root = document.parseResult.value.$cstNode;
  const leaf = root === undefined ? undefined : CstUtils.findLeafNodeAtOffset(root, piece.from);
  for (let node = leaf?.astNode; node !== undefined; node = node.$container) {
    const cst = node.$cstNode;
    if (units.has(node.$type) && cst !== undefined) return { from: Math.min(cst.offset, piece.from), to: Math.max(cst.end, piece.to) };
  }
  return piece;
}

function wholeLines(text: string, { from, to }: Piece): Piece {
  const end = text.indexOf('\n', Math.max(to - 1, 0));
  return { from: text.lastIndexOf('\n', from - 1) + 1, to: end < 0 ? text.length : end };
}

function merged(pieces: readonly Piece[]): Piece[] {
  const result: { from: number; to: number }[] = [];
  for (const piece of [...pieces].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && piece.from <= last.to) last.to = Math.max(last.to, piece.to);
    else result.push({ ...piece });
  }
  return result;
}
