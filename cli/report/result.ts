/** What a check came to, before it is written down. */
import type { Finding, Severity } from '../../analysis/finding.ts';
import type { Project } from '../project.ts';

/** The findings of one project's wanted files. */
export interface ProjectResult {
  readonly project: Project;
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
}

/** @returns the counts. */
export function summarize(results: readonly ProjectResult[], fixed: number): Summary {
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
  };
}

/** @returns the path of a file as it is shown. */
export type Shown = (uri: string) => string;
