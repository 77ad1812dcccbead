/** Statements cut short: any word may be a name, so `dead-letters to` at a line's end takes the next line's keyword for one. */
import type { CstNode } from 'langium';
import { GrammarAST } from 'langium';
import { previousCst, type Text } from './problem.ts';

/** Where a statement was cut, and its words so far. */
export interface Cut {
  readonly statement: string;
  readonly offset: number;
  readonly end: number;
}

/**
 * Tells whether a name is really the keyword of the next line.
 *
 * @param text the document
 * @param name the name's place
 * @returns the last word before the cut, with the words of its line; `undefined` if the name is a name
 */
export function cutShort(text: Text, name: CstNode): Cut | undefined {
  if (!text.startsLine(name.offset) || !isKeyword(name)) return undefined;
  const previous = previousCst(name);
  if (previous === undefined || previous.text === '{' || previous.text === '}') return undefined;
  const lineStart = text.lineStart(previous.offset);
  const statement = (
    text.text
      .slice(lineStart, previous.end)
      .split(/[{}]|\s{2,}/)
      .at(-1) ?? ''
  ).trim();
  return { statement, offset: previous.offset, end: previous.end };
}

function isKeyword(node: CstNode): boolean {
  let leaf = node;
  while ('content' in leaf) {
    const [first] = (leaf as { readonly content: readonly CstNode[] }).content;
    if (first === undefined) return false;
    leaf = first;
  }
  return GrammarAST.isKeyword(leaf.grammarSource);
}
