/** Checks projects and mends them, for the command line. */

import { configFindings } from '../analysis/config-findings.ts';
import { analysisSteps, defaultDocsBase, type RuleFailure } from '../analysis/engine.ts';
import type { Finding } from '../analysis/finding.ts';
import { applyFixes } from '../analysis/fixes/apply.ts';
import { isIgnoreFix } from '../analysis/suppressions.ts';
import type { Design } from '../language/model/design.ts';
import { ProjectReader, type ProjectTexts, type Rename, type WordEdit } from '../language/read.ts';
import { writeAtomically } from './files.ts';
import { type Progress, silent } from './progress.ts';
import type { Project } from './project.ts';
import { counted, type ProjectResult, type Stats } from './report/result.ts';

/** Each round mends what the round before made possible; a fix that undoes another would go on for ever. */
const mostRounds = 10;
/** Suggestions are applied one by one. */
const mostSuggestions = 500;

/** Takes from results what is not to be reported, such as what a baseline knows. */
export type Select = (results: readonly ProjectResult[]) => readonly ProjectResult[];

export interface Mended {
  readonly results: readonly ProjectResult[];
  /** How many fixes were made. */
  readonly fixed: number;
}

/** Checks projects, and remembers rules that threw and what took how long. */
export class Checker {
  failures: RuleFailure[] = [];
  readonly #reader = new ProjectReader();
  readonly progress: Progress;
  #reading = 0;
  #times = new Map<string, number>();

  constructor(progress: Progress = silent) {
    this.progress = progress;
  }

  /** Where the time went since the last `forget`. */
  get stats(): Stats {
    const rules = [...this.#times].map(([rule, milliseconds]) => ({ rule, milliseconds }));
    return { reading: this.#reading, rules: rules.sort((one, other) => other.milliseconds - one.milliseconds) };
  }

  /** Forgets failures and times, before another check. */
  forget(): void {
    this.failures = [];
    this.#reading = 0;
    this.#times = new Map();
  }

  /** @returns the findings of each project's wanted files and of its configuration. */
  async check(projects: readonly Project[]): Promise<readonly ProjectResult[]> {
    const designs = await this.designsOf(projects.map(({ texts }) => texts));
    const results = projects.map((project, index) => {
      const design = designs[index];
      return { project, design, findings: design ? this.findings(project, design) : [] };
    });
    return withConfigFindings(results);
  }

  /** @returns the words to replace so that declarations have other names, by file. */
  renamed(texts: ProjectTexts, renames: readonly Rename[]): Promise<ReadonlyMap<string, readonly WordEdit[]>> {
    return this.#reader.renamed(texts, renames);
  }

  /** Reads the designs of projects, one each. */
  async designsOf(projects: readonly ProjectTexts[]): Promise<readonly Design[]> {
    const files = projects.reduce((sum, { size }) => sum + size, 0);
    this.progress.at(() => `Reading ${counted(files, 'file')}…`);
    const started = performance.now();
    const designs = await this.#reader.read(projects);
    this.#reading += performance.now() - started;
    return designs;
  }

  /** @returns the findings of a project's wanted files, in its design. */
  findings({ config, wanted }: Project, design: Design): readonly Finding[] {
    let rules = 0;
    const steps = analysisSteps(design, config, {
      onFailure: (failure) => this.failures.push(failure),
      onRule: (rule, milliseconds) => this.#times.set(rule, (this.#times.get(rule) ?? 0) + milliseconds),
    });
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value.filter(({ source }) => wanted.has(source.uri));
      rules++;
      const size = `${counted(design.elements.length, 'element')} in ${counted(design.files.size, 'file')}`;
      this.progress.at(() => `Checking ${size}: ${counted(rules, 'rule')} done…`);
    }
  }

  /**
   * Applies safe fixes until none is left, then suggested ones if they are wanted; writes the files that changed.
   * @param select fixes are made for what is reported, and for nothing else
   * @returns what is still to be found, reported or not
   */
  async mend(projects: readonly Project[], suggested: boolean, select: Select): Promise<Mended> {
    let results = await this.check(projects);
    let fixed = 0;
    for (let round = 0; round < mostRounds; round++) {
      const mended = select(results).map(mendedOnce);
      const count = mended.reduce((sum, one) => sum + one.count, 0);
      if (count === 0) break;
      const next = await this.check(mended.map(({ project }) => project));
      // A fix that does harm is a mistake of ours: nobody's file shall suffer from it.
      if (textErrors(next) > textErrors(results) || errors(next) > errors(results)) break;
      results = next;
      fixed += count;
    }
    if (suggested) {
      const after = await this.#mendSuggested(results, select);
      results = after.results;
      fixed += after.fixed;
    }
    await writeChanges(projects, results);
    return { results, fixed };
  }

  async #mendSuggested(before: readonly ProjectResult[], select: Select): Promise<Mended> {
    let results = before;
    let fixed = 0;
    const refused = new Set<string>();
    for (let round = 0; round < mostSuggestions; round++) {
      const mended = select(results).map((result) => suggestedOnce(result, refused));
      if (mended.every(({ count }) => count === 0)) break;
      const next = await this.check(mended.map(({ project }) => project));
      // One that trades a finding for others is left to the author.
      if (textErrors(next) > textErrors(results) || found(next) >= found(results)) {
        for (const { title } of mended) if (title !== undefined) refused.add(title);
        continue;
      }
      results = next;
      fixed += mended.reduce((sum, one) => sum + one.count, 0);
    }
    return { results, fixed };
  }
}

/** What is wrong with a configuration is told once, also where several projects share it. */
function withConfigFindings(results: readonly ProjectResult[]): readonly ProjectResult[] {
  const told = new Set<string>();
  return results.map(({ project, design, findings }) => {
    const own = configFindings(project.config, defaultDocsBase).filter(({ source, message }) => {
      const key = `${source.uri} ${source.offset} ${message}`;
      return !told.has(key) && told.add(key);
    });
    return { project, design, findings: [...own, ...findings] };
  });
}

function textErrors(results: readonly ProjectResult[]): number {
  const broken = new Set(['syntax-error', 'unknown-name', 'duplicate-name']);
  return results.flatMap(({ findings }) => findings).filter(({ rule }) => broken.has(rule)).length;
}

function errors(results: readonly ProjectResult[]): number {
  return results.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error').length;
}

function found(results: readonly ProjectResult[]): number {
  return results.reduce((sum, { findings }) => sum + findings.length, 0);
}

/** The project with one suggestion applied: each may make the others needless, or take the name they would take. */
function suggestedOnce(
  { project, findings }: ProjectResult,
  refused: ReadonlySet<string>,
): { readonly project: Project; readonly count: number; readonly title?: string } {
  const fix = findings.flatMap(({ fixes }) => fixes.find((one) => !isIgnoreFix(one) && !refused.has(one.title)) ?? [])[0];
  if (!fix) return { project, count: 0 };
  const { texts, applied } = applyFixes((uri) => project.texts.get(uri), [fix]);
  return { project: { ...project, texts: new Map([...project.texts, ...texts]) }, count: applied.length, title: fix.title };
}

/** The project with the first safe fix of each finding applied, as far as they do not meet. */
function mendedOnce({ project, findings }: ProjectResult): { readonly project: Project; readonly count: number } {
  const fixes = findings.flatMap((finding) => finding.fixes.find(({ safe }) => safe) ?? []);
  const { texts, applied } = applyFixes((uri) => project.texts.get(uri), fixes);
  return { project: { ...project, texts: new Map([...project.texts, ...texts]) }, count: applied.length };
}

async function writeChanges(before: readonly Project[], after: readonly ProjectResult[]): Promise<void> {
  for (const [index, { project }] of after.entries()) {
    for (const [uri, text] of project.texts) {
      const path = project.paths.get(uri);
      if (path !== undefined && before[index]?.texts.get(uri) !== text) await writeAtomically(path, text);
    }
  }
}
