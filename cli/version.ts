/** Archlint's own version, and what it runs on. */
import { readFileSync } from 'node:fs';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
}

/** `package.json`; sources and bundles both lie one level below it. */
function manifest(): Manifest {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest;
}

/** @returns the version as `package.json` says it. */
export function version(): string {
  return manifest().version;
}

/**
 * @param running the version of Node.js, as `process.versions.node` has it
 * @returns why Archlint cannot run on it, or undefined where it can
 */
export function unfit(running: string): string | undefined {
  const oldest = Number(/\d+/.exec(manifest().engines.node)?.[0]);
  return Number.parseInt(running, 10) < oldest ? `Archlint needs Node.js ${oldest} or newer, and this is ${running}.` : undefined;
}
