/** What is known of the mutants of each file, in `out/mutation/`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib.ts';

/** What is read of a report (github.com/stryker-mutator/mutation-testing-elements, the schema). */
export interface Report {
  /** Of the file and its judges when it was measured. */
  readonly fingerprint?: string;
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

export interface Mutant {
  readonly mutatorName: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Counted from one. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** @returns where the report of a file is. */
export function reportFileOf(file: string): string {
  return join(root, 'out/mutation', `${file.replaceAll('/', '.')}.json`);
}

/** @returns what was last found of a file, or a report of no files. */
export function reportOf(file: string): Report {
  const report = reportFileOf(file);
  return existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : { files: {} };
}
