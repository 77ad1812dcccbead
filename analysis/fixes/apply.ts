/** Carrying out fixes on texts. */
import type { Fix, TextEdit } from '../../language/model/source.ts';

/** What became of a set of fixes. */
export interface Applied {
  /** The new texts of the files that changed, by URI. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly Fix[];
  /** Fixes that touch what an earlier one changes: they are worth another look at the new text. */
  readonly postponed: readonly Fix[];
}

function overlaps(one: TextEdit, other: TextEdit): boolean {
  if (one.uri !== other.uri) return false;
  // Two insertions at one place would come out in an arbitrary order.
  if (one.offset === other.offset) return true;
  return one.offset < other.end && other.offset < one.end;
}

function edited(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  // Edits of one fix at the same place keep their order, as a sort does.
  for (const edit of edits.toSorted((one, other) => one.offset - other.offset)) {
    result += text.slice(at, edit.offset) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/**
 * Applies fixes in the order given; one whose edits meet those of an earlier one is left for the next round. A fix is applied whole or not at all.
 * @param textAt the present text of a file; undefined if it is not ours to change
 */
export function applyFixes(textAt: (uri: string) => string | undefined, fixes: readonly Fix[]): Applied {
  const accepted: TextEdit[] = [];
  const applied: Fix[] = [];
  const postponed: Fix[] = [];
  for (const fix of fixes) {
    const same = fix.edits.every((edit) => accepted.some((other) => sameEdit(edit, other)));
    if (same) applied.push(fix);
    else if (fix.edits.some((edit) => textAt(edit.uri) === undefined || accepted.some((other) => overlaps(edit, other))))
      postponed.push(fix);
    else {
      accepted.push(...fix.edits);
      applied.push(fix);
    }
  }
  const texts = new Map<string, string>();
  for (const uri of new Set(accepted.map((edit) => edit.uri))) {
    const mine = accepted.filter((edit) => edit.uri === uri);
    texts.set(uri, edited(textAt(uri) ?? '', mine));
  }
  return { texts, applied, postponed };
}

/** Two findings may propose the very same change: once is enough. */
function sameEdit(one: TextEdit, other: TextEdit): boolean {
  return one.uri === other.uri && one.offset === other.offset && one.end === other.end && one.text === other.text;
}
