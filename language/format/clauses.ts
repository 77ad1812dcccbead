/** The order of the clauses in the head of a handler or an operation. */
import type { LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type { Clause, Handler, Operation } from '../generated/ast.ts';
import { isHandler, isOperation } from '../generated/ast.ts';

/** What only a join says of itself stands elsewhere behind `idempotent`, as a part of it that was written too late or too early. */
const order: readonly Clause['$type'][] = [
  'FromClause',
  'CriticalityClause',
  'DurationClause',
  'IdempotentClause',
  'WithinClause',
  'UsingClause',
  'OptionsClause',
];

/** A join says first when it is through and where it waits: `on all of A, B within 10m using Pending from Bank`. */
const orderOfJoins: readonly Clause['$type'][] = ['WithinClause', 'UsingClause', ...order.filter((type) => !/^(Within|Using)/.test(type))];

/**
 * Puts the clauses of every head in order: `from`, `in`, `idempotent`, `with`. A head with a comment or an error in it is left as it is.
 *
 * @returns the text with the clauses in order, the blanks between them where they were
 */
export function orderClauses(document: LangiumDocument): string {
  const text = document.textDocument.getText();
  if (document.parseResult.parserErrors.length + document.parseResult.lexerErrors.length > 0) return text;
  let result = '';
  let done = 0;
  for (const head of AstUtils.streamAst(document.parseResult.value)) {
    if (!isHandler(head) && !isOperation(head)) continue;
    const moved = reordered(head, text);
    if (moved === undefined) continue;
    result += text.slice(done, moved.offset) + moved.text;
    done = moved.end;
  }
  return result + text.slice(done);
}

function reordered(
  head: Handler | Operation,
  text: string,
): { readonly offset: number; readonly end: number; readonly text: string } | undefined {
  const wanted = isHandler(head) && head.all ? orderOfJoins : order;
  const sorted = [...head.clauses].sort((a, b) => wanted.indexOf(a.$type) - wanted.indexOf(b.$type));
  if (sorted.every((clause, index) => clause === head.clauses[index])) return undefined;
  const places = head.clauses.map((clause) => ({ offset: clause.$cstNode?.offset ?? 0, end: clause.$cstNode?.end ?? 0 }));
  const offset = places[0]?.offset ?? 0;
  const end = places.at(-1)?.end ?? 0;
  if (/\/[/*]/.test(text.slice(offset, end))) return undefined;
  const pieces = sorted.map(
    (clause, index) => `${text.slice(places[index - 1]?.end ?? offset, places[index]?.offset)}${clause.$cstNode?.text ?? ''}`,
  );
  return { offset, end, text: pieces.join('') };
}
