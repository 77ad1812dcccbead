/** What is known of the mutants of each file, in `out/mutation/`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
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

/**
 * In the form of github.com/stryker-mutator/mutation-testing-elements; without the tests, whose names are in the mutants' reasons.
 * @param measured as the file was when its mutants were made; without a fingerprint where not all of them are known yet
 */
export function reportText(
  file: string,
  { fingerprint, source }: { readonly fingerprint?: string; readonly source: string },
  results: readonly MutantResult[],
): string {
  const mutants = results.map(({ id, mutatorName, status, statusReason, replacement, location, static: onImport }) => {
    return { id, mutatorName, status, statusReason, replacement, location, static: onImport };
  });
  return JSON.stringify({
    schemaVersion: '2',
    thresholds: { high: 85, low: 70 },
    fingerprint,
    files: { [file]: { language: 'typescript', source, mutants } },
  });
}
