/**
 * Lets tests that run hundreds of times, a mutant each time, remember what no mutant of the file at hand changes: what a text reads as, since the language is not
 * mutated, and what those rules say of it that do not reach the file. Most of a test's time goes there, not into the code that is being judged.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RawReport, Rule } from '../../analysis/rule.ts';
import type { Design } from '../../language/model/design.ts';
import type { ProjectTexts } from '../../language/read.ts';
import { filesOf, reachedFrom } from './judges.ts';

/** More than the tables of all rules have, with what their fixes make of them. The oldest go first: mutated fixes write texts that nobody reads again. */
const most = 3_000;

type Modules = {
  readonly 'language/read.ts': typeof import('../../language/read.ts');
  readonly 'analysis/rules/index.ts': typeof import('../../analysis/rules/index.ts');
  readonly 'analysis/explorer/cache.ts': typeof import('../../analysis/explorer/cache.ts');
};

/**
 * Makes the modules of a sandbox remember.
 * @param folder the sandbox
 * @param mutated the file that is mutated, by address from the checkout's folder
 * @returns what forgets, before each mutant, what the one before it may have left behind
 */
export async function rememberWhatStays(folder: string, mutated: string): Promise<() => void> {
  const load = async <Name extends keyof Modules>(name: Name): Promise<Modules[Name]> =>
    (await import(pathToFileURL(join(folder, name)).href)) as Modules[Name];
  const { ProjectReader } = await load('language/read.ts');
  const { rules } = await load('analysis/rules/index.ts');
  const { forgetSearches } = await load('analysis/explorer/cache.ts');

  /** As a text was first read. Whoever reads it again gets another object of the same parts, of which no analysis knows anything yet. */
  const firstOf = new WeakMap<Design, Design>();
  rememberTexts(ProjectReader.prototype, firstOf);
  const reaching = new Set(filesOf('rules').filter((file) => file === mutated || reachedFrom(file).has(mutated)));
  for (const rule of rules) if (!reaching.has(`analysis/rules/${rule.id}.ts`)) rememberReports(rule, firstOf);
  return forgetSearches;
}

function rememberTexts(
  reader: { read: (projects: readonly ProjectTexts[]) => Promise<readonly Design[]> },
  firstOf: WeakMap<Design, Design>,
): void {
  const { read } = reader;
  const known = new Map<string, readonly Design[]>();
  reader.read = async function (projects) {
    const key = JSON.stringify(projects.map((texts) => [...texts]));
    const designs = known.get(key) ?? (await read.call(this, projects));
    known.set(key, designs);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return designs.map((design) => {
      const copy = { ...design, files: new Map([...design.files].map(([uri, file]) => [uri, { ...file }])) };
      firstOf.set(copy, design);
      return copy;
    });
  };
}

function rememberReports(rule: Rule, firstOf: WeakMap<Design, Design>): void {
  const { run } = rule;
  const known = new WeakMap<Design, Map<string, readonly RawReport[]>>();
  const remembering: Rule['run'] = (input) => {
    const design = firstOf.get(input.design);
    if (!design) return run(input);
    const reports = known.get(design) ?? new Map<string, readonly RawReport[]>();
    known.set(design, reports);
    const key = JSON.stringify([input.preset, input.options]);
    const found = reports.get(key) ?? run({ ...input, design });
    reports.set(key, found);
    return found;
  };
  // A rule is a plain object that nothing but this changes.
  Object.assign(rule, { run: remembering });
}
