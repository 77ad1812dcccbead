/** All rules by id and by code. */
import type { Category, Severity } from './finding.ts';
import type { Rule } from './rule.ts';
import { type TextRule, type TextRuleId, textRules } from './text-rules.ts';

/** What engine, command line and editor need to know of any rule. */
export interface Registry {
  /** Rules of design, in the order of the catalogue. */
  readonly rules: readonly Rule[];
  readonly byId: ReadonlyMap<string, Rule>;
  /** Every id there is, those of text rules included. */
  readonly ids: readonly string[];
  /** @returns the id that a text names by id or by code (in any case), or undefined. */
  readonly idOf: (idOrCode: string) => string | undefined;
  /** @returns code, category, severity and summary of a rule of either sort. */
  readonly summaryOf: (id: string) => RuleSummary | undefined;
}

export interface RuleSummary {
  readonly id: string;
  readonly code: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly summary: string;
  readonly fixable: 'none' | 'suggestion' | 'safe';
}

/** @returns a registry of these rules and the text rules. */
export function createRegistry(rules: readonly Rule[]): Registry {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const all: readonly (Rule | TextRule)[] = [...rules, ...textRules.values()];
  const summaries = new Map<string, RuleSummary>(all.map((rule) => [rule.id, rule]));
  const names = new Map(all.flatMap((rule) => [[rule.id, rule.id] as const, [rule.code.toLowerCase(), rule.id] as const]));
  return {
    rules,
    byId,
    ids: all.map((rule) => rule.id),
    idOf: (idOrCode) => names.get(idOrCode.toLowerCase()),
    summaryOf: (id) => summaries.get(id),
  };
}

/** @returns the text rule of an id. */
export function textRuleOf(id: TextRuleId): TextRule {
  const rule = textRules.get(id);
  if (rule === undefined) throw new Error(`There is no text rule ${id}.`);
  return rule;
}
