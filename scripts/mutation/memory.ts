/**
 * Lets tests that run hundreds of times, a mutant each time, remember what no mutant changes: what a text reads as, since the language is not mutated, and what those
 * rules say of it that do not reach the file whose mutant is switched on. Most of a test's time goes there, not into the code that is being judged.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RawReport, Rule } from '../../analysis/rule.ts';
import type { Design } from '../../language/model/design.ts';
import type { ProjectTexts } from '../../language/read.ts';
import { filesOf, reachedFrom } from './judges.ts';

/** More than the tables of all rules have, with what their fixes make of them. The oldest go first: mutated fixes write texts that nobody reads again. */
const most = 5_000;

/** What is patched, by address in the sandbox. */
interface Modules {
  readonly 'language/read.ts': typeof import('../../language/read.ts');
  readonly 'analysis/rules/index.ts': typeof import('../../analysis/rules/index.ts');
  readonly 'analysis/explorer/cache.ts': typeof import('../../analysis/explorer/cache.ts');
}

/** Whatever reads texts into designs. */
interface Reader {
  read: (projects: readonly ProjectTexts[]) => Promise<readonly Design[]>;
}

export class Memory {
  readonly #sandbox: string;
  /** As a text was first read. Whoever reads it again gets another object of the same parts, of which no analysis knows anything yet. */
  readonly #firsts = new WeakMap<Design, Design>();
  readonly #reaching = new Map<string, ReadonlySet<string>>();
  #mutated: string | undefined;
  #forgetSearches: (() => void) | undefined;

  /** @param sandbox the folder whose modules are to remember */
  constructor(sandbox: string) {
    this.#sandbox = sandbox;
  }

  /**
   * Forgets what the mutant before may have left behind. The first call imports modules of the sandbox, so a mutant of what a module does on import has to be switched on.
   * @param mutated the file whose mutant is switched on from now on, by address from the checkout's folder; none where it is noted what each test reaches
   */
  async judge(mutated: string | undefined): Promise<void> {
    this.#mutated = mutated;
    this.#forgetSearches ??= await this.#patch();
    this.#forgetSearches();
  }

  /** A test begins. While it is noted what each of them reaches, it finds nothing that one before it has found: it would be taken for one that does not go there. */
  begin(): void {
    if (this.#mutated === undefined) this.#forgetSearches?.();
  }

  async #patch(): Promise<() => void> {
    const load = async <Name extends keyof Modules>(name: Name): Promise<Modules[Name]> =>
      (await import(pathToFileURL(join(this.#sandbox, name)).href)) as Modules[Name];
    const { ProjectReader } = await load('language/read.ts');
    const { rules } = await load('analysis/rules/index.ts');
    const { forgetSearches } = await load('analysis/explorer/cache.ts');
    this.#rememberTexts(ProjectReader.prototype);
    for (const rule of rules) this.#rememberReports(rule);
    return forgetSearches;
  }

  #rememberTexts(reader: Reader): void {
    const { read } = reader;
    const firsts = this.#firsts;
    const known = new Map<string, readonly Design[]>();
    reader.read = async function (projects) {
      const key = JSON.stringify(projects.map((texts) => [...texts]));
      const designs = known.get(key) ?? (await read.call(this, projects));
      known.set(key, designs);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return designs.map((design) => {
        const copy = { ...design, files: new Map([...design.files].map(([uri, file]) => [uri, { ...file }])) };
        firsts.set(copy, design);
        return copy;
      });
    };
  }

  #rememberReports(rule: Rule): void {
    const { run } = rule;
    const known = new WeakMap<Design, Map<string, readonly RawReport[]>>();
    const remembering: Rule['run'] = (input) => {
      const first = this.#firsts.get(input.design);
      if (!first || this.#isAskedAnew(rule)) return run(input);
      const reports = known.get(first) ?? new Map<string, readonly RawReport[]>();
      known.set(first, reports);
      const key = JSON.stringify([input.preset, input.options]);
      const found = reports.get(key) ?? run(input);
      reports.set(key, found);
      return found;
    };
    // A rule is a plain object that nothing but this changes.
    Object.assign(rule, { run: remembering });
  }

  /** Whether the mutant may change what a rule says, or it is to be noted what the rule reaches. */
  #isAskedAnew({ id }: Rule): boolean {
    return this.#mutated === undefined || this.#rulesReaching(this.#mutated).has(id);
  }

  #rulesReaching(mutated: string): ReadonlySet<string> {
    const known = this.#reaching.get(mutated);
    if (known) return known;
    const files = filesOf('rules').filter((file) => file === mutated || reachedFrom(file).has(mutated));
    const ids = new Set(files.map((file) => file.replace(/^analysis\/rules\/|\.ts$/g, '')));
    this.#reaching.set(mutated, ids);
    return ids;
  }
}
