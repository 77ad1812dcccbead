/** Units of the language: times in milliseconds, sizes in bytes, rates per second. Reading them from the text and showing them to people. */
import type { Rate } from './design.ts';

const DURATIONS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

const SIZES: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['KB', 1_024],
  ['MB', 1_024 ** 2],
  ['GB', 1_024 ** 3],
]);

function withUnit(text: string | undefined, units: ReadonlyMap<string, number>): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([A-Za-z]+)$/.exec(text ?? '');
  const unit = units.get(match?.[2] ?? '');
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}

/** Reads `30s`, `1.5h`, … @returns milliseconds, or undefined if it is no time. */
export function parseDuration(text: string | undefined): number | undefined {
  return withUnit(text, DURATIONS);
}

/** Reads `256KB`, … @returns bytes (units of 1,024), or undefined if it is no size. */
export function parseSize(text: string | undefined): number | undefined {
  return withUnit(text, SIZES);
}

/** Reads `99.9%`. @returns a share between 0 and 1, or undefined. */
export function parseShare(text: string | undefined): number | undefined {
  return text?.endsWith('%') ? Number(text.slice(0, -1)) / 100 : undefined;
}

/** Reads a count. @returns undefined if it is no number. */
export function parseCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Reads `200/s`, or with an average before it `200..2000/s`. @returns rates per second. */
export function parseRate(text: string | undefined, from?: string): Rate | undefined {
  const [amount, unit] = (text ?? '').split('/');
  const milliseconds = DURATIONS.get(unit ?? '');
  const count = parseCount(amount);
  if (milliseconds === undefined || count === undefined) return undefined;
  const perSecond = 1_000 / milliseconds;
  const average = parseCount(from);
  return { average: (average ?? count) * perSecond, peak: count * perSecond };
}

/** Shows milliseconds in the largest unit that divides them: `5m`, `1500ms` as `1.5s`. */
export function showDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'ever';
  for (const [unit, size] of [...DURATIONS].reverse()) {
    const count = milliseconds / size;
    if (count >= 1 && Number.isInteger(Math.round(count * 10) / 10 === count ? count * 10 : Number.NaN)) return `${count}${unit}`;
  }
  return `${Math.round(milliseconds)}ms`;
}

/** Shows bytes in the largest unit that they fill: `256KB`. */
export function showSize(bytes: number): string {
  for (const [unit, size] of [...SIZES].reverse()) {
    if (bytes >= size) return `${Math.round((bytes / size) * 10) / 10}${unit}`;
  }
  return `${bytes}B`;
}

/** Shows a rate per second in the unit that gives a readable number: `200/s`, `5/m`. */
export function showRate(perSecond: number): string {
  for (const [unit, milliseconds] of DURATIONS) {
    if (unit === 'ms') continue;
    const count = (perSecond * milliseconds) / 1_000;
    if (count >= 1 || unit === 'd') return `${Math.round(count * 100) / 100}/${unit}`;
  }
  return `${perSecond}/s`;
}

/** Shows a share: 0.999 as `99.9%`. */
export function showShare(share: number): string {
  return `${Number((share * 100).toFixed(6))}%`;
}

/** Shows a key: `customerId + orderId`. */
export function showKey(key: readonly string[]): string {
  return key.join(' + ');
}
