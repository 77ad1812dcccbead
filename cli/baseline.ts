/** Baselines: a file of findings that are known, so that only new ones are reported. It holds what findings say, not their lines. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../analysis/finding.ts';
import { identityOf, matchUp } from '../analysis/identity.ts';
import { InputError, reasonOf } from './errors.ts';
import { shownPath, writeAtomically } from './files.ts';
import type { ProjectResult } from './report/result.ts';

/** The file that `--write-baseline` writes unless `--baseline` names another. */
export const usualBaseline = 'archlint-baseline.json';

/** One known finding. The message is for people who review the file. */
export interface BaselineEntry {
  /** From the folder of the baseline, with slashes. */
  readonly file: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly message: string;
}

/** What a baseline left of some results. */
export interface Compared {
  /** The results without what is known. */
  readonly results: readonly ProjectResult[];
  readonly known: number;
  /** Entries of files that were looked at (or are gone) and that nothing matches any more. */
  readonly gone: readonly BaselineEntry[];
}

/** @returns sixteen hexadecimal digits: the same for the same finding in the next version of the design, wherever its lines have gone. */
export function fingerprintOf(finding: Finding): string {
  return createHash('sha256').update(identityOf(finding)).digest('hex').slice(0, 16);
}

/** Findings that are known, read from a file. */
export class Baseline {
  readonly entries: readonly BaselineEntry[];
  readonly #folder: string;

  constructor(path: string, entries: readonly BaselineEntry[]) {
    this.entries = entries;
    this.#folder = dirname(resolve(path));
  }

  /** Takes what is known from some results. Broken text and a broken configuration are never known: they hide other findings. */
  compare(results: readonly ProjectResult[]): Compared {
    const found = results.flatMap(({ findings }) => findings.filter(isKeepable).map((finding) => this.#identified(finding)));
    const known = this.entries.map((entry) => ({ ...entry, identity: entry.fingerprint, entry }));
    const { added, gone } = matchUp(known, found);
    const fresh = new Set(added.map(({ finding }) => finding));
    const kept = results.map(({ findings, ...result }) => ({
      ...result,
      findings: findings.filter((finding) => !isKeepable(finding) || fresh.has(finding)),
    }));
    const looked = new Set(results.flatMap(({ project }) => [...project.wanted].map((uri) => this.#fileOf(uri))));
    const outdated = gone.map(({ entry }) => entry).filter(({ file }) => looked.has(file) || !existsSync(resolve(this.#folder, file)));
    return { results: kept, known: found.length - added.length, gone: outdated };
  }

  #identified(finding: Finding): { readonly finding: Finding; readonly file: string; readonly identity: string } {
    return { finding, file: this.#fileOf(finding.source.uri), identity: fingerprintOf(finding) };
  }

  #fileOf(uri: string): string {
    return fileFrom(this.#folder, uri);
  }
}

function isKeepable({ rule }: Finding): boolean {
  return rule !== 'syntax-error' && rule !== 'invalid-configuration';
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
  const wrong = new InputError(`${path} is no baseline of Archlint. \`--write-baseline\` writes it anew.`);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw wrong;
  }
  if (typeof content !== 'object' || content === null || !('findings' in content) || !Array.isArray(content.findings)) throw wrong;
  const entries: readonly unknown[] = content.findings;
  if (!entries.every(isEntry)) throw wrong;
  return new Baseline(path, entries);
}

function isEntry(entry: unknown): entry is BaselineEntry {
  if (typeof entry !== 'object' || entry === null) return false;
  return (['file', 'rule', 'fingerprint', 'message'] as const).every(
    (name) => name in entry && typeof Reflect.get(entry, name) === 'string',
  );
}

/**
 * Writes all findings down as known, a line each in a fixed order, so that the file can be reviewed and merged.
 * @returns how many
 * @throws InputError if it cannot be written
 */
export async function writeBaseline(path: string, results: readonly ProjectResult[]): Promise<number> {
  const folder = dirname(resolve(path));
  const entries = results
    .flatMap(({ findings }) => findings)
    .filter(isKeepable)
    .map(
      (finding): BaselineEntry => ({
        file: fileFrom(folder, finding.source.uri),
        rule: finding.rule,
        fingerprint: fingerprintOf(finding),
        message: finding.message,
      }),
    )
    .map((entry) => JSON.stringify(entry))
    .sort();
  const found = await stat(folder).catch((error: unknown) => reasonOf(error));
  if (typeof found === 'string') throw new InputError(`Cannot write ${path}: ${shownPath(folder)}: ${found}.`);
  const list = entries.length === 0 ? '' : `\n    ${entries.join(',\n    ')}\n  `;
  await writeAtomically(path, `{\n  "version": 1,\n  "findings": [${list}]\n}\n`);
  return entries.length;
}
