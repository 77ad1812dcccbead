/** What the lexer and the parser found, as problems. */
import type { Fix, Problem } from '../model/source.ts';
import { isFailure, type Mend } from '../parser/failure.ts';
import type { Repair } from '../parser/repairs.ts';
import { asQuantity } from '../parser/units.ts';
import { fix, problem, type Text } from './problem.ts';

/** Lists a document's syntax errors in the order of the text; what follows from a bad character is left out. */
export function syntaxErrors(text: Text): Problem[] {
  const { lexerErrors, parserErrors } = text.document.parseResult;
  const problems = lexerErrors.map(({ offset, length, message }) => {
    const place = text.span(offset, offset + length);
    const quantity = asQuantity(text.text.slice(place.offset, place.end));
    const fixes = quantity === undefined ? [] : [fix(`Change to \`${quantity}\``, [text.edit(place.offset, place.end, quantity)])];
    return problem('syntax-error', place, message, { fixes });
  });
  const bad = [...lexerErrors].sort((a, b) => a.offset - b.offset);
  const touchesBad = (offset: number, end: number): boolean => {
    const before = bad[countUpTo(bad, end) - 1];
    return before !== undefined && offset < before.offset + before.length;
  };
  for (const error of parserErrors as readonly unknown[]) {
    if (!isFailure(error)) continue;
    const { offset, end } = error.span;
    if (touchesBad(offset, end)) continue;
    const related =
      error.related === undefined ? [] : [{ message: error.related.message, source: text.span(error.related.offset, error.related.end) }];
    const fixes = [...error.repairs.map((repair) => repaired(text, repair)), ...mended(text, error.mend)];
    const step = strayStep.exec(text.text.slice(offset, offset + 200))?.[0];
    if (step !== undefined && /in an element/.test(error.message))
      fixes.push(fix('Keep only the effect', [text.edit(offset, offset + step.length, '')]));
    problems.push(problem('syntax-error', text.span(offset, end), error.message, { related, fixes }));
  }
  return problems.length > most ? shortened(text, problems) : problems;
}

function mended(text: Text, mend: Mend | undefined): Fix[] {
  if (mend === undefined) return [];
  const edits = mend.edits.map((edit) => text.edit(edit.offset, edit.end, edit.text));
  return [fix(mend.title, edits, mend.safe)];
}

function repaired(text: Text, { kind, span: { offset, end }, text: word }: Repair): Fix {
  switch (kind) {
    case 'word':
    case 'quantity':
    case 'order':
      return fix(`Change to \`${word}\``, [text.edit(offset, end, word)]);
    case 'missing':
      return fix(`Insert \`${word}\``, [text.edit(offset, end, ` ${word}`)]);
    case 'needless':
      return fix(`Remove \`${text.text.slice(offset, end).trim()}\``, [text.edit(offset, end, word)]);
  }
}

/** `step Charge ` before an effect: without it, the effect may stand in the body of an element. */
const strayStep =
  /^step[ \t]+[^\s{}"]+[ \t]+(?=(?:reads|puts|inserts|deletes|appends|increments|writes|publishes|sends|calls|starts|atomically|parallel|when|each)\s)/;

/** What is no design at all gets no list of a thousand errors. */
const most = 100;

function shortened(text: Text, problems: readonly Problem[]): Problem[] {
  const first = [...problems].sort((a, b) => a.source.offset - b.source.offset).slice(0, most);
  const place = first.at(-1)?.source ?? text.span(0, 0);
  const message = `There are ${problems.length - most} more syntax errors after this one; they are not listed.`;
  return [...first, problem('syntax-error', text.span(place.end, place.end), message)];
}

/** How many of the sorted errors begin before an offset. */
function countUpTo(sorted: readonly { readonly offset: number }[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
