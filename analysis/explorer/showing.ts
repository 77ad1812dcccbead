/** Which runs show what a finding says. */
import type { Source } from '../../language/model/source.ts';
import type { Counterexample } from './result.ts';

/** @returns whether a run breaks a promise in the way that a finding says, at its place. A run that breaks a `require` is of no rule but the one about that. */
export function shows(run: Counterexample, { rule, source }: { readonly rule: string; readonly source: Source }): boolean {
  const about = run.requirement === undefined ? run.rules.includes(rule) : rule === 'broken-requirement';
  return about && run.source.uri === source.uri && run.source.offset < source.end && source.offset < run.source.end;
}
