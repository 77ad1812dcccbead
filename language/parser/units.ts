/** Quantities as people write them elsewhere, in the language's way. */

const units: readonly (readonly [unit: string, others: RegExp])[] = [
  ['ms', /^(ms|msecs?|millis|milliseconds?)$/i],
  ['s', /^(s|secs?|seconds?)$/i],
  ['m', /^(m|mins?|minutes?)$/i],
  ['h', /^(h|hrs?|hours?)$/i],
  ['d', /^(d|days?)$/i],
  ['B', /^(b|bytes?)$/i],
  ['KB', /^(k|kb|kib|kilobytes?)$/i],
  ['MB', /^(mb|mib|megabytes?)$/i],
  ['GB', /^(g|gb|gib|gigabytes?)$/i],
  ['%', /^(%|percent|pct)$/i],
];

const amount = '(\\d+(?:\\.\\d+)?)';
const range = new RegExp(`^${amount}\\s*(?:-|–)\\s*${amount}$`);
const single = new RegExp(`^${amount}\\s*([a-z%]+)$`, 'i');
const weeks = new RegExp(`^${amount}\\s*(?:w|weeks?)$`, 'i');
const rate = new RegExp(`^${amount}\\s*(?:/|per\\b)\\s*([a-z]+)$`, 'i');

/**
 * A quantity in the language's way: `5 minutes` is `5m`, `50/sec` is `50/s`, `1-10` is `1..10`.
 *
 * @returns undefined for what is no quantity, and for what is right already
 */
export function asQuantity(words: string): string | undefined {
  const [, low, high] = range.exec(words) ?? [];
  if (low !== undefined && high !== undefined) return `${low}..${high}`;
  const [, count] = weeks.exec(words) ?? [];
  if (count !== undefined) return `${Number(count) * 7}d`;
  const [, times, period = ''] = rate.exec(words) ?? [];
  const each = unitOf(period);
  if (times !== undefined && each !== undefined && /^(ms|[smhd])$/.test(each)) return other(`${times}/${each}`, words);
  const [, number, word = ''] = single.exec(words) ?? [];
  const unit = unitOf(word);
  return number === undefined || unit === undefined ? undefined : other(`${number}${unit}`, words);
}

/** Whether a word is one for a unit. */
export function isUnit(word: string): boolean {
  return unitOf(word) !== undefined || /^(w|weeks?|per)$/i.test(word);
}

function unitOf(word: string): string | undefined {
  return units.find(([, others]) => others.test(word))?.[0];
}

function other(quantity: string, words: string): string | undefined {
  return quantity === words ? undefined : quantity;
}
