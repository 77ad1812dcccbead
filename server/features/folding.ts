/** Bodies in braces and comments of several lines fold. */
import type { LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type { FoldingRangeProvider } from 'langium/lsp';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { findComments } from '../../language/model/syntax.ts';

export class ArchFoldingRangeProvider implements FoldingRangeProvider {
  getFoldingRanges({ parseResult, textDocument }: LangiumDocument): FoldingRange[] {
    const ranges: FoldingRange[] = [];
    for (const node of AstUtils.streamAst(parseResult.value)) {
      const range = node.$type.endsWith('Body') ? node.$cstNode?.range : undefined;
      // The line of the closing brace stays in sight.
      if (range !== undefined && range.end.line - 1 > range.start.line)
        ranges.push({ startLine: range.start.line, endLine: range.end.line - 1 });
    }
    return [...ranges, ...commentRanges(textDocument)];
  }
}

function commentRanges(document: LangiumDocument['textDocument']): FoldingRange[] {
  const text = document.getText();
  const ranges: FoldingRange[] = [];
  const add = (startLine: number, endLine: number): void => {
    if (endLine > startLine) ranges.push({ startLine, endLine, kind: FoldingRangeKind.Comment });
  };
  let block: { start: number; end: number } | undefined;
  for (const comment of findComments(text)) {
    const start = document.positionAt(comment.offset);
    const end = document.positionAt(comment.end).line;
    const alone = text.slice(text.lastIndexOf('\n', comment.offset - 1) + 1, comment.offset).trim() === '';
    if (comment.text.startsWith('/*') || !alone) {
      add(start.line, end);
      continue;
    }
    // Line comments one below the other fold together.
    if (block?.end === start.line - 1) block.end = end;
    else {
      if (block) add(block.start, block.end);
      block = { start: start.line, end };
    }
  }
  if (block) add(block.start, block.end);
  return ranges;
}
