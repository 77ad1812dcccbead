/**
 * Tells Stryker which mutants the compiler would refuse: they can never be committed, so no test need find them, and they count neither way. Stryker's own checker
 * calls the compiler's JavaScript interface, which TypeScript 7 no longer has; this one writes every mutant of a file as a file of its own and lets `tsc` read them
 * all at once. What a mutant breaks in the files that import it is not seen.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { type Checker, type CheckResult, CheckStatus } from '@stryker-mutator/api/check';
import type { Mutant, Position } from '@stryker-mutator/api/core';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { environment, root } from '../lib.ts';

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

const types: Checker = {
  async init() {
    await rm(folder, { recursive: true, force: true });
  },
  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  },
  async check(mutants) {
    if (mutants.length === 0) return {};
    const texts = new Map<string, string>();
    const files: string[] = [];
    for (const mutant of mutants) {
      const { id, fileName } = mutant;
      const text = texts.get(fileName) ?? (await readFile(fileName, 'utf8'));
      texts.set(fileName, text);
      const file = join(folder, relative(root, fileName).replace(/\.ts$/, `.mutant${id}.ts`));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, mutated(text, mutant));
      files.push(file);
    }
    const found = await complaints(files);
    await rm(folder, { recursive: true, force: true });
    const resultOf = (id: string): CheckResult => {
      const reason = found.get(id);
      return reason === undefined ? { status: CheckStatus.Passed } : { status: CheckStatus.CompileError, reason };
    };
    return Object.fromEntries(mutants.map(({ id }) => [id, resultOf(id)]));
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Checker, 'types', types)];
