/**
 * Runs mocha for Stryker. Stryker's own plugin asks for files of mocha that version 12 has moved, so this one keeps to what mocha offers to everyone. It loads each
 * test file once, and runs those tests that judge the file that a mutant stands in and that reach the mutant. Many files can be mutated in one go so.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { InstrumenterContext, MutantCoverage, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import Mocha from 'mocha';
import { Memory } from './memory.ts';

/** What this plugin is told besides. */
interface Options extends StrykerOptions {
  /**
   * By mutated file the test files that judge it, all of their tests. Stryker's own `testFiles` is not for this: with it, mutants of what a module does on import are
   * never switched on.
   */
  readonly judges?: Readonly<Record<string, readonly string[]>>;
}

export const strykerValidationSchema = { properties: { judges: { type: 'object' } } };

/** Where the instrumented sources look which mutant is switched on, and note which of them they pass. */
const shared = globalThis as { __stryker__?: InstrumenterContext };

/** What mocha asks of a pattern, answered by a list of titles: an expression of a thousand titles would be slow. */
class Titles extends RegExp {
  readonly #titles: ReadonlySet<string>;

  constructor(titles: readonly string[]) {
    super('');
    this.#titles = new Set(titles);
  }

  override test(title: string): boolean {
    return this.#titles.has(title);
  }
}

class MochaTestRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #context: InstrumenterContext;
  readonly #judges: ReadonlyMap<string, readonly string[]>;
  readonly #bail: boolean;
  /** By test file. */
  readonly #loaded = new Map<string, Mocha>();
  readonly #memory = new Memory(process.cwd());
  #results: TestResult[] = [];

  constructor({ judges = {}, disableBail }: Options) {
    this.#judges = new Map(Object.entries(judges));
    this.#bail = !disableBail;
    shared.__stryker__ ??= {};
    this.#context = shared.__stryker__;
  }

  capabilities(): TestRunnerCapabilities {
    // A module is imported once; a mutant of what it does then needs a new process.
    return { reloadEnvironment: false };
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    const result = await this.#run([...new Set([...this.#judges.values()].flat())], undefined, {});
    const { mutantCoverage } = this.#context;
    if (result.status !== DryRunStatus.Complete || coverageAnalysis === 'off' || !mutantCoverage) return result;
    return { ...result, mutantCoverage: this.#judged(mutantCoverage) };
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    this.#context.hitLimit = hitLimit;
    this.#context.hitCount = hitLimit === undefined ? undefined : 0;
    const { id, fileName } = activeMutant;
    const mutated = relative(process.cwd(), fileName)
      .replace(/^(?:\.\.\/)+/, '')
      .replaceAll('\\', '/');
    const judges = this.#judges.get(mutated);
    if (!judges) throw new Error(`Nothing judges ${mutated}.`);
    const wanted = testFilter && new Set(testFilter);
    const loading = mutantActivation === 'static' ? id : undefined;
    return toMutantRunResult(await this.#run(judges, wanted, { mutated, mutant: id, loading }));
  }

  /** @param mutant the mutant that is switched on; `loading`: also while files are loaded that are not yet */
  async #run(
    files: readonly string[],
    wanted: ReadonlySet<string> | undefined,
    { mutated, mutant, loading }: { readonly mutated?: string; readonly mutant?: string; readonly loading?: string },
  ): Promise<DryRunResult> {
    this.#results = [];
    try {
      this.#context.activeMutant = loading;
      for (const file of files) await this.#load(file);
      await this.#memory.judge(mutated);
      this.#context.activeMutant = mutant;
      for (const file of files) {
        await this.#runFile(file, wanted);
        if (this.#bail && this.#results.some(({ status }) => status === TestStatus.Failed)) break;
      }
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    const { hitCount, hitLimit } = this.#context;
    return determineHitLimitReached(hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests: this.#results };
  }

  async #runFile(file: string, wanted: ReadonlySet<string> | undefined): Promise<void> {
    const mocha = await this.#load(file);
    const prefix = idOf(file, '');
    const titles = wanted && [...wanted].filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
    if (titles?.length === 0) return;
    mocha.grep(titles ? new Titles(titles) : /(?:)/);
    await new Promise<void>((resolve) => {
      mocha.run(() => resolve());
    });
  }

  async #load(file: string): Promise<Mocha> {
    const known = this.#loaded.get(file);
    if (known) return known;
    const context = this.#context;
    const memory = this.#memory;
    const note = (runner: Mocha.Runner): void => this.#noteResults(file, runner);
    class Reporter extends Mocha.reporters.Base {
      constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        note(runner);
      }
    }
    // Stryker watches the time itself.
    const mocha = new Mocha({ timeout: 0, bail: this.#bail, reporter: Reporter });
    this.#loaded.set(file, mocha);
    mocha.cleanReferencesAfterRun(false);
    mocha.suite.beforeEach('says which test runs', function () {
      context.currentTestId = this.currentTest && idOf(file, this.currentTest.fullTitle());
      memory.begin();
    });
    mocha.addFile(file);
    await mocha.loadFilesAsync();
    return mocha;
  }

  /** What the tests of a file cover of a file that others judge does not count. */
  #judged({ static: onImport, perTest }: MutantCoverage): MutantCoverage {
    const judgesOfMutant = new Map<string, readonly string[]>();
    for (const [file, judges] of this.#judges)
      for (const [, id = ''] of readFileSync(file, 'utf8').matchAll(/stryMutAct_\w+\("(\d+)"\)/g)) judgesOfMutant.set(id, judges);
    const counts = (test: string, mutant: string): boolean =>
      judgesOfMutant.get(mutant)?.some((file) => test.startsWith(idOf(file, ''))) ?? false;
    const kept = Object.entries(perTest).map(([test, covered]) => [
      test,
      Object.fromEntries(Object.entries(covered).filter(([mutant]) => counts(test, mutant))),
    ]);
    return { static: onImport, perTest: Object.fromEntries(kept) };
  }

  #noteResults(file: string, runner: Mocha.Runner): void {
    let began = Date.now();
    const described = (test: Mocha.Runnable): Pick<TestResult, 'id' | 'name' | 'timeSpentMs' | 'fileName'> => {
      const id = idOf(file, test.fullTitle());
      const timeSpentMs = Date.now() - began;
      began = Date.now();
      return { id, name: id, timeSpentMs, fileName: file };
    };
    runner.on('pass', (test) => this.#results.push({ ...described(test), status: TestStatus.Success }));
    runner.on('pending', (test) => this.#results.push({ ...described(test), status: TestStatus.Skipped }));
    runner.on('fail', (test, error) => {
      const failureMessage = error.message || (error.stack ?? 'fails without a message');
      this.#results.push({ ...described(test), status: TestStatus.Failed, failureMessage });
    });
  }
}

function idOf(file: string, title: string): string {
  return `${file}: ${title}`;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'mocha', MochaTestRunner)];
