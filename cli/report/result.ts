/** What a check came to, before it is written down. */
import type { RuleFailure } from '../../analysis/engine.ts';
import type { Finding, Severity } from '../../analysis/finding.ts';
import { positionsIn } from '../../analysis/json.ts';
import type { Design } from '../../language/model/design.ts';
import type { Position, Range } from '../../language/model/source.ts';
import { reasonOf } from '../errors.ts';
import type { Project } from '../project.ts';
import type { Paint } from '../terminal.ts';

/** The findings of one project's wanted files, and of its configuration. */
export interface ProjectResult {
  readonly project: Project;
  /** Absent where nothing of it is needed. */
  readonly design?: Design;
  readonly findings: readonly Finding[];
}

/** Counts over all projects. */
export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly hints: number;
  /** How many findings `--fix` would mend. */
  readonly fixable: number;
  /** How many fixes `--fix` made. */
  readonly fixed: number;
  /** With a baseline: how many findings are in it and so not reported, how many of them under another name, and how many of its entries no longer occur. */
  readonly baseline?: { readonly known: number; readonly renamed: number; readonly gone: number };
}

/** Where the time went, in milliseconds. */
export interface Stats {
  /** Reading and understanding the texts. */
  readonly reading: number;
  /** By rule, the slowest first. What several rules need to know counts for the first that asks. */
  readonly rules: readonly { readonly rule: string; readonly milliseconds: number }[];
}

/** Everything that a format may want to write. */
export interface Report {
  readonly results: readonly ProjectResult[];
  readonly summary: Summary;
  /** Rules that threw. */
  readonly failures: readonly RuleFailure[];
  /** Wanted only with `--stats`. */
  readonly stats?: Stats;
  /** The path of a file as people know it: from where they stand. */
  readonly shown: Shown;
  /** The path from the checkout's top, where a CI service says what that is: by it the service finds the file. */
  readonly inCheckout: Shown;
  /** What tells findings of two runs apart: the same for the same finding, wherever its lines have gone. */
  readonly fingerprintOf: (finding: Finding) => string;
  readonly places: Places;
  readonly paint: Paint;
  /** How many columns fit in a line of the terminal; undefined where lines have no end. */
  readonly columns?: number;
  /** Archlint's own. */
  readonly version: string;
}

/** @returns the counts. */
export function summarize(results: readonly ProjectResult[], fixed: number, baseline?: Summary['baseline']): Summary {
  const findings = results.flatMap((result) => result.findings);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    files: results.reduce((sum, { project }) => sum + project.wanted.size, 0),
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    hints: count('hint'),
    fixable: findings.filter(({ fixes }) => fixes.some(({ safe }) => safe)).length,
    fixed,
    ...(baseline && { baseline }),
  };
}

/** @returns the path of a file as it is shown. */
export type Shown = (uri: string) => string;

/** The texts that findings are in: their lines, and where offsets are. Each text is cut into lines once. */
export class Places {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, readonly string[]>();
  readonly #positions = new Map<string, (offset: number) => Position>();

  constructor(projects: readonly Project[]) {
    this.#texts = new Map(projects.flatMap(({ texts, configTexts }) => [...texts, ...configTexts]));
  }

  /** @returns the lines of a file; undefined if it is none of these. */
  linesOf(uri: string): readonly string[] | undefined {
    const text = this.#texts.get(uri);
    if (text === undefined) return undefined;
    const lines = this.#lines.get(uri) ?? text.split(/\r\n|\r|\n/);
    this.#lines.set(uri, lines);
    return lines;
  }

  /** @returns the lines and characters of a stretch of text. */
  rangeOf(uri: string, offset: number, end: number): Range {
    const positions = this.#positions.get(uri) ?? positionsIn(this.#texts.get(uri) ?? '');
    this.#positions.set(uri, positions);
    return { start: positions(offset), end: positions(end) };
  }
}

/** @returns `1 error`, `2 errors`. */
export function counted(count: number, word: string, words = `${word}s`): string {
  return `${count} ${count === 1 ? word : words}`;
}

/** @returns one line a rule that threw, however often it did. */
export function failureLines(failures: readonly RuleFailure[]): readonly string[] {
  const byRule = new Map(failures.map(({ rule, error }) => [rule, error]));
  return [...byRule].map(([rule, error]) => {
    return `the rule ${rule} failed (${reasonOf(error)}). Its findings are missing; please report this with the design.`;
  });
}
