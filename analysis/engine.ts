/** The linter: from a Design and a configuration to findings. */
import type { Design } from '../language/model/design.ts';
import type { Fix, Problem } from '../language/model/source.ts';
import { type Config, Settings } from './config.ts';
import { ExplorationCancelled } from './explorer/index.ts';
import { type Finding, oneBelow, type Severity, severities } from './finding.ts';
import { dropOutranked } from './precedence.ts';
import { askWhole, defineQuestion } from './questions.ts';
import { createRegistry, type Registry, textRuleOf } from './registry.ts';
import { checkRequirements, type RequirementProblem, requirementProblems } from './requirements.ts';
import type { AnyOptions, Preset, RawReport, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import { ignoreFix, Suppressions } from './suppressions.ts';
import type { TextRuleId } from './text-rules.ts';

/** The rules of the product. */
export const registry: Registry = createRegistry(rules);

/** Everything but the design and its configuration; all optional. */
export interface AnalyzeOptions {
  /** Rules to run instead of the product's, for tests. */
  readonly registry?: Registry;
  /** Where the pages of rules are: an address or a relative path that ends in a slash. */
  readonly docsBase?: string;
  /** Told the time that each rule took, in milliseconds. */
  readonly onRule?: (ruleId: string, milliseconds: number) => void;
  /** Told of a rule that threw. The others run on. */
  readonly onFailure?: (failure: RuleFailure) => void;
  /** Asked before each rule. */
  readonly token?: { readonly isCancellationRequested: boolean };
}

/** A rule that threw: a mistake in the rule, not in the design. */
export interface RuleFailure {
  readonly rule: string;
  readonly error: unknown;
}

/** Thrown when the token asks to stop. */
export class AnalysisCancelled extends Error {
  constructor() {
    super('The analysis was cancelled.');
  }
}

/** Where the pages of rules are in the repository. */
export const defaultDocsBase = 'docs/rules/';

/**
 * Checks a design: the rules that the configuration asks for, the problems of the text itself, and the suppressions.
 * @returns findings by file and place, each once
 * @throws AnalysisCancelled
 */
export function analyze(design: Design, config: Config, options: AnalyzeOptions = {}): readonly Finding[] {
  const steps = analysisSteps(design, config, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in steps, a rule each, so that a server can answer other requests in between.
 * @throws AnalysisCancelled
 */
export function* analysisSteps(design: Design, config: Config, options: AnalyzeOptions = {}): Generator<void, readonly Finding[], void> {
  const run = new Run(design, config, options);
  for (const rule of run.registry.rules) {
    if (options.token?.isCancellationRequested) throw new AnalysisCancelled();
    run.check(rule);
    yield;
  }
  run.checkRequirements();
  yield;
  return run.finish();
}

/** Whether a text cannot be read whole. */
const isBroken = defineQuestion(
  'is-broken',
  (parts) => parts.some(({ problems }) => problems.some(({ rule }) => rule === 'syntax-error')),
  (broken) => broken,
);

/** Runs of a design of which something cannot be read, or leads nowhere, say nothing of what the design gives. */
const isUnderstood = defineQuestion(
  'is-understood',
  (parts) => !parts.some(({ problems }) => problems.some(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name')),
  (understood) => understood,
);

class Run {
  readonly registry: Registry;
  readonly #design: Design;
  readonly #config: Config;
  readonly #options: AnalyzeOptions;
  readonly #settings: Settings;
  readonly #candidates: Finding[] = [];
  readonly #failed = new Set<string>();
  #required: readonly RequirementProblem[] = [];

  constructor(design: Design, config: Config, options: AnalyzeOptions) {
    this.registry = options.registry ?? registry;
    this.#design = design;
    this.#config = config;
    this.#options = options;
    this.#settings = new Settings(config, this.registry);
  }

  /** Runs a rule once for each set of options that some file asks for, almost always once. */
  check(rule: Rule): void {
    const wanted = new Set<AnyOptions>();
    for (const uri of this.#design.files.keys()) {
      const setting = this.#settings.of(rule.id, uri);
      if (!setting.off) wanted.add(setting.options);
    }
    const started = performance.now();
    for (const options of wanted) this.#checkWith(rule, options);
    if (wanted.size > 0) this.#options.onRule?.(rule.id, performance.now() - started);
  }

  #checkWith(rule: Rule, options: AnyOptions): void {
    try {
      for (const report of rule.run({ design: this.#design, options, preset: this.#config.preset })) {
        const setting = this.#settings.of(rule.id, report.source.uri);
        if (setting.off || setting.options !== options) continue;
        const severity = severityOf(report, setting.severity ?? report.severity ?? rule.severity, this.#config.preset);
        if (severity) this.#candidates.push(this.#candidate(rule, severity, report));
      }
    } catch (error) {
      this.#failed.add(rule.id);
      this.#options.onFailure?.({ rule: rule.id, error });
    }
  }

  #candidate(rule: Rule, severity: Severity, report: RawReport): Finding {
    const { messageId, data, text, source, related = [], fixes = [], subject } = report;
    return {
      rule: rule.id,
      code: rule.code,
      severity,
      message: text,
      messageId,
      data,
      source,
      related,
      fixes,
      docs: this.#docs(rule.id),
      ...(subject !== undefined && { subject }),
    };
  }

  #docs(ruleId: string): string {
    return `${this.#options.docsBase ?? defaultDocsBase}${ruleId}.md`;
  }

  /** Runs the design for its `require`s, unless nobody wants to know. */
  checkRequirements(): void {
    const wanted = [...this.#design.files.keys()].some((uri) => requirementProblems.some((id) => !this.#settings.of(id, uri).off));
    if (!wanted || this.#design.requirements.length === 0) return;
    if (!askWhole(this.#design, isUnderstood, '')) return;
    const started = performance.now();
    try {
      this.#required = checkRequirements(this.#design, () => this.#options.token?.isCancellationRequested ?? false);
    } catch (error) {
      if (error instanceof ExplorationCancelled) throw new AnalysisCancelled();
      for (const id of requirementProblems) this.#failed.add(id);
      this.#options.onFailure?.({ rule: 'broken-requirement', error });
    }
    this.#options.onRule?.('broken-requirement', performance.now() - started);
  }

  /** Adds what is wrong with the text, drops what is outranked or silenced, and sorts. */
  finish(): readonly Finding[] {
    const design = this.#design;
    const suppressions = new Suppressions(design, this.registry);
    const problems = design.problems.flatMap((problem) => this.#textFinding(problem.rule, problem));
    const required = this.#required.flatMap((problem) => this.#textFinding(problem.rule, { fixes: [], ...problem }));
    const heard = [...problems, ...required, ...dropOutranked(this.#candidates)].filter(
      ({ rule, source }) => !suppressions.silences(rule, source),
    );
    const about = suppressions.problems(design, (id, uri) => this.#couldFind(id, uri), this.registry);
    const all = [...heard, ...about.flatMap((problem) => this.#textFinding(problem.rule, { related: [], ...problem }))];
    return inOrder(all.map((finding) => this.#finished(finding)));
  }

  /** A rule that was off or threw, or that saw but a part of a broken text, may have had something to say. */
  #couldFind(ruleId: string, uri: string): boolean {
    if (this.#failed.has(ruleId) || this.#settings.of(ruleId, uri).off) return false;
    return !askWhole(this.#design, isBroken, '');
  }

  #textFinding(id: TextRuleId, problem: Pick<Problem, 'message' | 'source' | 'related' | 'fixes' | 'grave'>): readonly Finding[] {
    const { code, severity } = textRuleOf(id);
    const setting = this.#settings.of(id, problem.source.uri);
    if (setting.off) return [];
    const { message, source, related, fixes } = problem;
    return [
      {
        rule: id,
        code,
        severity: setting.severity ?? (problem.grave ? 'error' : severity),
        message,
        messageId: id,
        data: {},
        source,
        related,
        fixes,
        docs: this.#docs(id),
      },
    ];
  }

  #finished(finding: Finding): Finding {
    const ignore = silenceable(finding.rule) ? ignoreFix(this.#design, finding.rule, finding.source) : undefined;
    const fixes: readonly Fix[] = ignore ? [...finding.fixes, ignore] : finding.fixes;
    return { ...finding, fixes };
  }
}

/** Broken text is mended, not silenced, and a suppression of suppressions would help nobody. */
function silenceable(ruleId: string): boolean {
  return !['syntax-error', 'duplicate-name', 'unused-suppression', 'suppression-without-reason', 'unknown-rule'].includes(ruleId);
}

/** What a preset makes of a finding that rests on something unknown; undefined: nothing. */
function severityOf(report: RawReport, severity: Severity, preset: Preset): Severity | undefined {
  if (report.unknown === undefined) return severity;
  switch (preset) {
    case 'essential':
      return undefined;
    case 'recommended':
      return report.unknown === 'hint' ? 'hint' : undefined;
    case 'strict':
      return oneBelow(severity);
  }
}

/** @returns findings by file, place and severity, each once. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings
    .filter(({ rule, message, source }) => {
      const key = `${rule} ${source.uri} ${source.offset} ${source.end} ${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .toSorted(byPlace);
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.source.uri, b.source.uri) ||
    a.source.offset - b.source.offset ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    a.source.end - b.source.end ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
