/** Clauses that mean nothing in the head that they stand in. */
import type { Clause, Handler, IdempotentClause, Operation } from '../generated/ast.ts';
import { isHandler, isIdempotentClause } from '../generated/ast.ts';
import type { Problem } from '../model/source.ts';
import { fix, problem, removal, type Text } from './problem.ts';

/** Finds `from` on an operation, and `within` and `using` where neither a join nor `idempotent` takes them. */
export function misplacedClauses(text: Text, head: Handler | Operation): Problem[] {
  const isJoin = isHandler(head) && head.all;
  return head.clauses.flatMap((clause, at) => {
    if (clause.$type === 'FromClause' && !isHandler(head))
      return needless(
        text,
        clause,
        'An operation is called by its name. What takes messages from a channel is a handler: `on Message from Channel`.',
      );
    if (isJoin || (clause.$type !== 'WithinClause' && clause.$type !== 'UsingClause')) return [];
    const idempotent = head.clauses.find(isIdempotentClause);
    if (idempotent === undefined || (clause.$type === 'WithinClause' ? idempotent.duration : idempotent.store) !== undefined)
      return needless(text, clause, 'It is said of a join, `on all of A, B`, and behind `idempotent`.');
    return tooLate(text, clause, idempotent, head.clauses[at - 1]);
  });
}

function needless(text: Text, clause: Clause, hint: string): Problem[] {
  const cst = clause.$cstNode;
  if (cst === undefined) return [];
  const [word = ''] = cst.text.split(/\s/);
  return [
    problem('misplaced-option', text.source(cst), `\`${word}\` means nothing here. ${hint}`, {
      fixes: [fix(`Remove \`${cst.text}\``, [removal(text, cst)])],
    }),
  ];
}

/** The parts of `idempotent` have an order of their own: by, within, using. */
function tooLate(text: Text, clause: Clause, idempotent: IdempotentClause, before: Clause | undefined): Problem[] {
  const [cst, whole] = [clause.$cstNode, idempotent.$cstNode];
  if (cst === undefined || whole === undefined) return [];
  const at = /\s+using\s/.exec(whole.text)?.index ?? whole.text.length;
  const written =
    clause.$type === 'WithinClause' ? `${whole.text.slice(0, at)} ${cst.text}${whole.text.slice(at)}` : `${whole.text} ${cst.text}`;
  // Only what follows at once can be moved without a look at what stands between.
  const follows = before === idempotent && text.text.slice(whole.end, cst.offset).trim() === '';
  return [
    problem('misplaced-option', text.source(cst), `\`${cst.text}\` is a part of \`idempotent\`: write \`${written}\`.`, {
      fixes: follows ? [fix(`Write \`${written}\``, [text.edit(whole.offset, cst.end, written)], true)] : [],
    }),
  ];
}
