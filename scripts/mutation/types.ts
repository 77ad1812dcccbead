/**
 * Tells Stryker which mutants the compiler would refuse: they can never be committed, so no test need find them, and they count neither way. Stryker's own checker
 * calls the compiler's JavaScript interface, which TypeScript 7 no longer has; this one writes every mutant of a file as a file of its own and lets `tsc` read them
 * all at once. What a mutant breaks in the files that import it is not seen. What the compiler has said of a file once holds until the file changes, or `--force` is
 * given: a change of the types that it imports is not noticed.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { type Checker, type CheckResult, CheckStatus } from '@stryker-mutator/api/check';
import type { Mutant, Position } from '@stryker-mutator/api/core';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { environment, root } from '../lib.ts';
import { reportOf } from './reports.ts';

/** Set in the environment where nothing that is known of the compiler holds. */
export const asksAnew = 'MUTATION_ASKS_ANEW';

/** The copies are laid out as the checkout is, so that `rootDirs` lets them import their neighbours. */
const folder = join(root, 'out/mutants', String(process.pid));

/** @returns the text with the mutant in it. */
function mutated(text: string, { location: { start, end }, replacement }: Mutant): string {
  const lines = text.split('\n');
  const offset = ({ line, column }: Position): number => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, column);
  return text.slice(0, offset(start)) + replacement + text.slice(offset(end));
}

/** @returns what the compiler says, the first complaint about each mutant by its id. */
async function complaints(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = { rootDirs: [root, folder], noUnusedLocals: false, noUnusedParameters: false };
  await writeFile(project, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: [], exclude: [], files }));
  const output = await promisify(execFile)('tsc', ['-p', project, '--pretty', 'false'], {
    cwd: root,
    env: environment(),
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout?: string }) => {
      if (!error.stdout) throw error;
      return error.stdout;
    },
  );
  const found = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, id, complaint] = /\.mutant(\d+)\.ts\(\d+,\d+\): (.*)/.exec(line) ?? [];
    if (id !== undefined && complaint !== undefined && !found.has(id)) found.set(id, complaint);
    // Anything else is no mutant's fault, and would make all of them pass or fail.
    else if (id === undefined && line.includes('error TS')) throw new Error(line);
  }
  return found;
}

/** @returns what the compiler said of mutants of a file when it was as it is: a complaint, or undefined where there was none; by place and text. */
function knownOf(file: string, text: string): ReadonlyMap<string, string | undefined> {
  const { source, mutants } = reportOf(file).files[file] ?? { source: '', mutants: [] };
  if (source !== text || process.env[asksAnew] !== undefined) return new Map();
  return new Map(
    mutants.map(({ location: { start, end }, replacement = '', status, statusReason }) => [
      keyOf(start, end, replacement),
      status === 'CompileError' ? (statusReason ?? '') : undefined,
    ]),
  );
}

/** Lines and columns counted from one. */
function keyOf(start: Position, end: Position, replacement: string): string {
  return [start.line, start.column, end.line, end.column, replacement].join(' ');
}

function counted({ line, column }: Position): Position {
  return { line: line + 1, column: column + 1 };
}

const types: Checker = {
  async init() {
    await rm(folder, { recursive: true, force: true });
  },
  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  },
  async check(mutants) {
    const texts = new Map<string, { readonly text: string; readonly known: ReadonlyMap<string, string | undefined> }>();
    const found = new Map<string, string>();
    const files: string[] = [];
    for (const mutant of mutants) {
      const { id, fileName, location, replacement } = mutant;
      const address = relative(root, fileName).replaceAll('\\', '/');
      let read = texts.get(address);
      if (!read) {
        const text = await readFile(fileName, 'utf8');
        read = { text, known: knownOf(address, text) };
        texts.set(address, read);
      }
      const key = keyOf(counted(location.start), counted(location.end), replacement);
      if (read.known.has(key)) {
        const complaint = read.known.get(key);
        if (complaint !== undefined) found.set(id, complaint);
        continue;
      }
      const file = join(folder, address.replace(/\.ts$/, `.mutant${id}.ts`));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, mutated(read.text, mutant));
      files.push(file);
    }
    if (files.length > 0) for (const [id, complaint] of await complaints(files)) found.set(id, complaint);
    await rm(folder, { recursive: true, force: true });
    const resultOf = (id: string): CheckResult => {
      const reason = found.get(id);
      return reason === undefined ? { status: CheckStatus.Passed } : { status: CheckStatus.CompileError, reason };
    };
    return Object.fromEntries(mutants.map(({ id }) => [id, resultOf(id)]));
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Checker, 'types', types)];
