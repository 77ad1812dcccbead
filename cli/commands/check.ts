/** `archlint check`: finds what is wrong with designs, and mends what is safe to mend. */
import { AnalysisCancelled, analyze, type RuleFailure } from '../../analysis/engine.ts';
import type { Finding } from '../../analysis/finding.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Design } from '../../language/model/design.ts';
import { ProjectReader } from '../../language/read.ts';
import { countOf, oneOf, readArguments } from '../arguments.ts';
import { shownPath, writeAtomically } from '../files.ts';
import { type Project, readProjects } from '../project.ts';
import { jsonReport } from '../report/json.ts';
import { type ProjectResult, type Shown, summarize } from '../report/result.ts';
import { textReport } from '../report/text.ts';
import type { Terminal } from '../terminal.ts';

/** Each round mends what the round before made possible; a fix that undoes another would go on for ever. */
const mostRounds = 10;
/** Suggestions are applied one by one. */
const mostSuggestions = 500;

/** Runs the command. @returns the exit status */
export async function check(words: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments('check', words, {
    format: { type: 'string' },
    fix: { type: 'boolean' },
    'fix-suggested': { type: 'boolean' },
    'max-warnings': { type: 'string' },
    config: { type: 'string' },
  });
  const format = oneOf('format', values.format, ['text', 'json'], 'text');
  const mostWarnings = countOf('max-warnings', values['max-warnings']) ?? Number.POSITIVE_INFINITY;
  const projects = await readProjects(positionals, values.config);
  const checker = new Checker();
  const { results, fixed } =
    values.fix || values['fix-suggested']
      ? await checker.mend(projects, values['fix-suggested'] ?? false)
      : { results: await checker.check(projects), fixed: 0 };
  const summary = summarize(results, fixed);
  const shown = shownBy(results);
  terminal.out(format === 'json' ? jsonReport(results, summary, shown) : textReport(results, summary, shown, terminal.paint));
  for (const line of failureLines(checker.failures)) terminal.err(`${line}\n`);
  if (checker.failures.length > 0) return 2;
  return summary.errors > 0 || summary.warnings > mostWarnings ? 1 : 0;
}

/** Checks projects, and remembers rules that threw. */
class Checker {
  readonly failures: RuleFailure[] = [];
  readonly #reader = new ProjectReader();

  /** @returns the findings of each project's wanted files. */
  async check(projects: readonly Project[]): Promise<readonly ProjectResult[]> {
    const designs = await this.#reader.read(projects.map(({ texts }) => texts));
    return projects.map((project, index) => ({ project, findings: this.#findings(project, designs[index]) }));
  }

  #findings({ config, wanted }: Project, design: Design | undefined): readonly Finding[] {
    if (design === undefined) throw new AnalysisCancelled();
    const findings = analyze(design, config, { onFailure: (failure) => this.failures.push(failure) });
    return findings.filter(({ source }) => wanted.has(source.uri));
  }

  /**
   * Applies safe fixes until none is left, then suggested ones if they are wanted; writes the files that changed.
   * @returns what is still to be found
   */
  async mend(
    projects: readonly Project[],
    suggested: boolean,
  ): Promise<{ readonly results: readonly ProjectResult[]; readonly fixed: number }> {
    let results = await this.check(projects);
    let fixed = 0;
    for (let round = 0; round < mostRounds; round++) {
      const mended = results.map(mendedOnce);
      const count = mended.reduce((sum, one) => sum + one.count, 0);
      if (count === 0) break;
      const next = await this.check(mended.map(({ project }) => project));
      // A fix that breaks a text is a mistake of ours: nobody's file shall suffer from it.
      if (textErrors(next) > textErrors(results)) break;
      results = next;
      fixed += count;
    }
    const refused = new Set<string>();
    for (let round = 0; suggested && round < mostSuggestions; round++) {
      const mended = results.map((result) => suggestedOnce(result, refused));
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
    await writeChanges(projects, results);
    return { results, fixed };
  }
}

function textErrors(results: readonly ProjectResult[]): number {
  const broken = new Set(['syntax-error', 'unknown-name', 'duplicate-name']);
  return results.flatMap(({ findings }) => findings).filter(({ rule }) => broken.has(rule)).length;
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

function shownBy(results: readonly ProjectResult[]): Shown {
  const paths = new Map(results.flatMap(({ project }) => [...project.paths]));
  return (uri) => {
    const path = paths.get(uri);
    return path === undefined ? uri : shownPath(path);
  };
}

/** One line a rule, however often it threw. */
function failureLines(failures: readonly RuleFailure[]): readonly string[] {
  const byRule = new Map(failures.map(({ rule, error }) => [rule, error]));
  return [...byRule].map(([rule, error]) => {
    const reason = error instanceof Error ? error.message : String(error);
    return `archlint: the rule ${rule} failed (${reason}). Its findings are missing; please report this with the design.`;
  });
}
