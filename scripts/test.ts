/**
 * Runs what CI runs, or the parts that are named, and ends with one line that counts it all.
 *
 *     node scripts/test.ts [build] [lint] [typecheck] [generated] [unit] [package] [vscode] [browser] [e2e] [-- mocha arguments]
 *
 * `unit` builds first, and `e2e` stands for all that needs an editor: `build package vscode browser`.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bold, red } from './colour.ts';
import { environment, root, run } from './lib.ts';

/** What a part of the run came to. */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Where the reporter (`scripts/reporter.ts`) leaves its counts, one file for each mocha run. */
const results = join(root, 'out/results');

const dashes = process.argv.indexOf('--');
const named = process.argv.slice(2, dashes < 0 ? undefined : dashes);
const mochaArguments = dashes < 0 ? [] : process.argv.slice(dashes + 1);

/** A step that passes or fails as a whole. */
async function check(program: string, ...args: string[]): Promise<Outcome> {
  const status = await run(program, args);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A mocha run: its counts, and one failure more when it ended badly without counting one. */
async function mocha(name: string, program: string, ...args: string[]): Promise<Outcome> {
  const file = join(results, `${name}.json`);
  const status = await run(program, args, { env: environment({ ARCHLINT_TEST_RESULTS: file }) });
  const counted = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Outcome,
    () => ({ passed: 0, failed: 0 }),
  );
  return status !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/** The unit tests share nothing, so as many files run side by side as there are cores; the rest of the steps each fill the machine, or one editor. */
const sideBySide: readonly string[] = ['--parallel', '--jobs', String(availableParallelism())];

/** Tests that try many designs and texts. They run by themselves, since counting what they reach, which others reach as well, would make them half as long again and more. */
const manyTries: readonly string[] = [
  'test/analysis/diff-laws.test.ts',
  'test/analysis/fix-laws.test.ts',
  'test/analysis/laws.test.ts',
  'test/analysis/robustness.test.ts',
  'test/cli/fuzz.test.ts',
  'test/diagram/geometry.test.ts',
  'test/diagram/layout.test.ts',
  'test/explorer/agreement.test.ts',
  'test/explorer/naive.test.ts',
  'test/language/robustness.test.ts',
  'test/lsp/incremental.test.ts',
  'test/scripts/gallery.test.ts',
];

const namesFiles = mochaArguments.some((argument) => argument.endsWith('.ts'));

/** What mocha is told: the files named on the command line, or else all of them. */
function specs(all: string): readonly string[] {
  return namesFiles ? mochaArguments : [all, ...mochaArguments];
}

async function unitTests(): Promise<Outcome> {
  const apart = namesFiles ? [] : manyTries;
  const ignored = apart.flatMap((file) => ['--ignore', file]);
  const counted = await mocha('unit', 'c8', 'mocha', ...sideBySide, ...ignored, ...specs('test/**/*.test.ts'));
  if (apart.length === 0) return counted;
  const tried = await mocha('unit-tries', 'mocha', ...sideBySide, ...apart, ...mochaArguments);
  return { passed: counted.passed + tried.passed, failed: counted.failed + tried.failed };
}

const steps: ReadonlyMap<string, () => Promise<Outcome>> = new Map([
  ['build', () => check('node', 'scripts/build.ts')],
  ['lint', () => check('biome', 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`)],
  ['typecheck', () => check('npm', 'run', '--silent', 'typecheck')],
  ['generated', () => check('node', 'scripts/generate.ts', '--check')],
  ['unit', unitTests],
  ['package', () => check('node', 'scripts/package.ts')],
  ['vscode', () => mocha('vscode', 'node', 'scripts/vscode-suite.ts')],
  ['browser', () => mocha('browser', 'mocha', '--config', 'test/e2e/.mocharc.json', ...specs('test/e2e/*.test.ts'))],
]);

const groups: Readonly<Record<string, readonly string[]>> = { unit: ['build', 'unit'], e2e: ['build', 'package', 'vscode', 'browser'] };

/** Runs the steps one after another (two cores are soon full) and prints what each came to. */
async function main(): Promise<void> {
  const chosen = named.length === 0 ? [...steps.keys()] : named.flatMap((name) => groups[name] ?? [name]);
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  const outcomes: { readonly name: string; readonly outcome: Outcome; readonly seconds: number }[] = [];
  for (const name of chosen) {
    const step = steps.get(name);
    if (step === undefined)
      throw new Error(`There is no step ${name}. The steps are ${[...steps.keys(), ...Object.keys(groups)].join(', ')}.`);
    console.log(bold(`\n== ${name}`));
    const started = Date.now();
    const outcome = await step();
    outcomes.push({ name, outcome, seconds: (Date.now() - started) / 1000 });
  }
  const count = (key: keyof Outcome): number => outcomes.reduce((sum, { outcome }) => sum + outcome[key], 0);
  console.log('');
  for (const { name, outcome, seconds } of outcomes) {
    const line = `${name.padEnd(10)} ${String(outcome.passed).padStart(6)} passed ${String(outcome.failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`;
    console.log(outcome.failed > 0 ? red(line) : line);
  }
  console.log(`\n${count('passed')} passed, ${count('failed')} failed`);
  process.exitCode = count('failed') === 0 ? 0 : 1;
}

await main();
