/** Which known names a mistyped one may have meant. */

const most = 3;

/** Whether one word may stand for another that was meant: it differs in at most a third of its letters. */
export function isNear(word: string, meant: string): boolean {
  const limit = limitOf(word);
  return Math.abs(meant.length - word.length) <= limit && (sameButForCase(word, meant) || editDistance(word, meant, limit) <= limit);
}

function limitOf(word: string): number {
  return Math.max(1, Math.floor(word.length / 3));
}

/**
 * Finds the known names nearest to one.
 *
 * @param name what was written
 * @param known what could have been written
 * @returns up to three names, those that are equally near; none that differs in more than a third of its letters
 */
export function nearest(name: string, known: Iterable<string>): readonly string[] {
  const limit = limitOf(name);
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const candidate of new Set(known)) {
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue;
    const distance = sameButForCase(name, candidate) ? 0 : editDistance(name, candidate, limit);
    if (distance <= limit) found.push({ name: candidate, distance });
  }
  const best = Math.min(...found.map((candidate) => candidate.distance));
  const names = found.filter((candidate) => candidate.distance === best).map((candidate) => candidate.name);
  return names.sort().slice(0, most);
}

function sameButForCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The number of letters to insert, remove, replace or swap with a neighbour; more than `limit` once it is certain to exceed it. */
export function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
