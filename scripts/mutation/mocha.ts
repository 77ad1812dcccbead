/**
 * Runs mocha for Stryker. Stryker's own plugin asks for files of mocha that version 12 has moved, so this one keeps to what mocha offers to everyone: it loads the
 * test files that `judges` names once, and runs those of their tests that reach a mutant.
 */
import { relative } from 'node:path';
import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core';
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
import { rememberWhatStays } from './memory.ts';

/** What this plugin is told besides. */
interface Options extends StrykerOptions {
  /** The test files that judge, all of their tests. Stryker's own `testFiles` is not for this: with it, mutants of what a module does on import are never switched on. */
  readonly judges?: readonly string[];
}

export const strykerValidationSchema = { properties: { judges: { type: 'array', items: { type: 'string' } } } };

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
  readonly #mocha: Mocha;
  readonly #files: readonly string[];
  readonly #mutated: string;
  #results: TestResult[] = [];
  #isLoaded = false;
  /** Forgets what the mutant before may have left behind. */
  #forget: () => void = () => undefined;

  constructor({ judges = [], mutate, disableBail }: Options) {
    const [mutated] = mutate;
    if (mutated === undefined || mutate.length > 1) throw new Error('One file is mutated at a time.');
    this.#mutated = mutated;
    if (judges.length === 0) throw new Error('Say by `judges` which test files judge what is mutated.');
    this.#files = judges;
    shared.__stryker__ ??= {};
    this.#context = shared.__stryker__;
    const context = this.#context;
    const note = (runner: Mocha.Runner): void => this.#noteResults(runner);
    class Reporter extends Mocha.reporters.Base {
      constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        note(runner);
      }
    }
    // Stryker watches the time itself.
    this.#mocha = new Mocha({ timeout: 0, bail: !disableBail, reporter: Reporter });
    this.#mocha.cleanReferencesAfterRun(false);
    this.#mocha.suite.beforeEach('says which test runs', function () {
      context.currentTestId = this.currentTest?.fullTitle();
    });
  }

  capabilities(): TestRunnerCapabilities {
    // A module is imported once; a mutant of what it does then needs a new process.
    return { reloadEnvironment: false };
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    const result = await this.#run(undefined, undefined);
    const { mutantCoverage } = this.#context;
    return result.status === DryRunStatus.Complete && coverageAnalysis !== 'off' ? { ...result, mutantCoverage } : result;
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    this.#context.hitLimit = hitLimit;
    this.#context.hitCount = hitLimit === undefined ? undefined : 0;
    this.#mocha.grep(testFilter === undefined ? /(?:)/ : new Titles(testFilter));
    return toMutantRunResult(await this.#run(activeMutant.id, mutantActivation === 'static' ? activeMutant.id : undefined));
  }

  /** @param loading the mutant that is switched on while the files are loaded, if they are not yet. */
  async #run(mutant: string | undefined, loading: string | undefined): Promise<DryRunResult> {
    try {
      if (!this.#isLoaded) {
        this.#context.activeMutant = loading;
        for (const file of this.#files) this.#mocha.addFile(file);
        await this.#mocha.loadFilesAsync();
        this.#forget = await rememberWhatStays(process.cwd(), this.#mutated);
        this.#isLoaded = true;
      }
      this.#forget();
      this.#context.activeMutant = mutant;
      this.#results = [];
      await new Promise<void>((resolve) => {
        this.#mocha.run(() => resolve());
      });
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    const { hitCount, hitLimit } = this.#context;
    return determineHitLimitReached(hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests: this.#results };
  }

  #noteResults(runner: Mocha.Runner): void {
    let began = Date.now();
    const described = (test: Mocha.Runnable): Pick<TestResult, 'id' | 'name' | 'timeSpentMs' | 'fileName'> => {
      const id = test.fullTitle();
      const timeSpentMs = Date.now() - began;
      began = Date.now();
      return { id, name: id, timeSpentMs, ...(test.file ? { fileName: relative(process.cwd(), test.file) } : {}) };
    };
    runner.on('pass', (test) => this.#results.push({ ...described(test), status: TestStatus.Success }));
    runner.on('pending', (test) => this.#results.push({ ...described(test), status: TestStatus.Skipped }));
    runner.on('fail', (test, error) => {
      const failureMessage = error.message || (error.stack ?? 'fails without a message');
      this.#results.push({ ...described(test), status: TestStatus.Failed, failureMessage });
    });
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'mocha', MochaTestRunner)];
