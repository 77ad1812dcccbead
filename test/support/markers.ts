/** Findings that a text announces itself, at the end of the line where they must stand: `//~ rule, rule`. */

/** @returns `name:line rule`, one for each marker, lines counted from 1 */
export function marked(name: string, text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const ids = /\/\/~\s*(.*?)\s*$/.exec(line)?.[1] ?? '';
    return ids
      .split(/[\s,]+/)
      .filter((id) => id !== '')
      .map((id) => `${name}:${index + 1} ${id}`);
  });
}

/** What is in one list and not in the other, counting repetitions. */
export function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return list.filter((item) => {
    const index = left.indexOf(item);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
