/** Faults, promises and counts in words. */

/** @returns an identifier such as `lost-reply` as people read it: `Lost reply`. */
export function inWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** @returns that a promise is broken, in words: `Effect once is broken`. */
export function brokenWords(promise: string): string {
  return `${promise === 'requirement' ? 'A requirement' : inWords(promise)} is broken`;
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const;

/** @returns a number, small ones as a word. */
export function spelt(count: number): string {
  return small[count] ?? String(count);
}

/** @returns a count with its noun, small ones spelt: `one fault`, `eleven steps`, `14 steps`. */
export function counted(count: number, noun: string): string {
  return `${spelt(count)} ${noun}${count === 1 ? '' : 's'}`;
}
