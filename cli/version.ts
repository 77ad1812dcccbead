/** Archlint's own version. */
import { readFileSync } from 'node:fs';

/** @returns the version as `package.json` says it; sources and bundles both lie one level below it. */
export function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version: number } = JSON.parse(text) as { readonly version: string };
  return number;
}
