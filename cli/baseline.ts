/** Baselines: a file of findings that are known, so that only new ones are reported. It holds what findings say, not their lines. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BaselineEntry, baselineFault, baselineVersion, compareWith, isKeepable, parseBaseline } from '../analysis/baseline.ts';
import { fingerprintOf } from '../server/fingerprints.ts';
import { InputError, reasonOf } from './errors.ts';
import { shownPath, writeOutput } from './files.ts';
import { type Project, readIfThere } from './project.ts';
import type { ProjectResult } from './report/result.ts';

/** The file that `--write-baseline` writes unless `--baseline` names another. */
const usualBaseline = 'archlint-baseline.json';

/** What a baseline left of some results. */
export interface Compared {
  /** The results without what is known. */
  readonly results: readonly ProjectResult[];
  readonly known: number;
  /** How many of the known have another name now. */
  readonly renamed: number;
  /** Entries of files that were looked at (or are gone) and that nothing matches any more. */
  readonly gone: readonly BaselineEntry[];
}

/** Findings that are known, read from a file. */
class Baseline {
  readonly entries: readonly BaselineEntry[];
  readonly #folder: string;

  constructor(path: string, entries: readonly BaselineEntry[]) {
    this.entries = entries;
    this.#folder = dirname(resolve(path));
  }

  /** Takes what is known from some results. Broken text and a broken configuration are never known: they hide other findings. */
  compare(results: readonly ProjectResult[]): Compared {
    const { known, renamed, gone } = compareWith(
      this.entries,
      results.flatMap(({ findings }) => findings),
      { fileOf: (uri) => this.#fileOf(uri), fingerprintOf, designs: results.flatMap(({ design }) => design ?? []) },
    );
    const kept = results.map(({ findings, ...result }) => ({ ...result, findings: findings.filter((finding) => !known.has(finding)) }));
    const looked = new Set(results.flatMap(({ project }) => [...project.wanted].map((uri) => this.#fileOf(uri))));
    const outdated = gone.filter(({ file }) => looked.has(file) || !existsSync(resolve(this.#folder, file)));
    return { results: kept, known: known.size, renamed: renamed.size, gone: outdated };
  }

  #fileOf(uri: string): string {
    return fileFrom(this.#folder, uri);
  }
}

function fileFrom(folder: string, uri: string): string {
  const path = relative(folder, fileURLToPath(uri));
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}

/** Reads a baseline. @throws InputError if it cannot be read or is none */
export async function readBaseline(path: string): Promise<Baseline> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const advice = missing ? ` \`archlint check --baseline ${path} --write-baseline\` writes one.` : '';
    throw new InputError(`Cannot read the baseline ${path}: ${reasonOf(error)}.${advice}`);
  });
  const entries = parseBaseline(text);
  if (!entries) throw new InputError(`${path} ${baselineFault(text)}. \`--write-baseline\` writes it anew.`);
  return new Baseline(path, entries);
}

/** The baseline that was asked for, or of each project the one that its configuration names. */
export class Baselines {
  readonly #given: Baseline | undefined;

  constructor(given: Baseline | undefined) {
    this.#given = given;
  }

  /** Takes what is known from some results. @returns undefined where there is no baseline at all */
  compare(results: readonly ProjectResult[]): Compared | undefined {
    if (this.#given) return this.#given.compare(results);
    const named = new Map(
      results.flatMap(({ project: { config } }) => (config.baseline ? [[config.baseline.uri, config.baseline] as const] : [])),
    );
    if (named.size === 0) return undefined;
    const compared = [...named.values()].map(({ uri, entries }) =>
      new Baseline(fileURLToPath(uri), entries).compare(results.filter(({ project }) => project.config.baseline?.uri === uri)),
    );
    const kept = new Map(compared.flatMap((one) => one.results.map((result) => [result.project, result] as const)));
    return {
      results: results.map((result) => kept.get(result.project) ?? result),
      known: compared.reduce((sum, { known }) => sum + known, 0),
      renamed: compared.reduce((sum, { renamed }) => sum + renamed, 0),
      gone: compared.flatMap(({ gone }) => gone),
    };
  }
}

/** @returns the file that `--write-baseline` writes: the one that all projects name, or else the usual one. */
export function baselineToWrite(projects: readonly Project[]): string {
  const [named, ...others] = new Set(projects.map(({ config }) => config.baseline?.uri));
  return named !== undefined && others.length === 0 ? shownPath(fileURLToPath(named)) : usualBaseline;
}

/** What was written down. */
export interface Written {
  /** How many findings are known now. */
  readonly known: number;
  /** How many entries of files that were not looked at stay. */
  readonly kept: number;
}

/**
 * Writes all findings down as known, a line each in a fixed order, so that the file can be reviewed and merged. Of files that were not looked at, the entries that are there stay.
 * @throws InputError if it cannot be read or written
 */
export async function writeBaseline(path: string, results: readonly ProjectResult[]): Promise<Written> {
  const folder = dirname(resolve(path));
  const looked = new Set(results.flatMap(({ project }) => [...project.wanted].map((uri) => fileFrom(folder, uri))));
  const present = await readIfThere(path).catch((error: unknown) => {
    throw new InputError(`Cannot read the baseline ${path}: ${reasonOf(error)}.`);
  });
  // What is there and no baseline is written anew.
  const before = parseBaseline(present ?? '') ?? [];
  const kept = before.filter(({ file }) => !looked.has(file) && existsSync(resolve(folder, file)));
  const found = results
    .flatMap(({ findings }) => findings)
    .filter(isKeepable)
    .map(
      (finding): BaselineEntry => ({
        file: fileFrom(folder, finding.source.uri),
        rule: finding.rule,
        fingerprint: fingerprintOf(finding),
        message: finding.message,
      }),
    );
  const entries = [...found, ...kept].map((entry) => JSON.stringify(entry)).sort();
  const list = entries.length === 0 ? '' : `\n    ${entries.join(',\n    ')}\n  `;
  await writeOutput(path, `{\n  "version": ${baselineVersion},\n  "findings": [${list}]\n}\n`);
  return { known: found.length, kept: kept.length };
}
