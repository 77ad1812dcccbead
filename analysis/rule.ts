/**
 * What a rule is. A rule is one file in `analysis/rules/`, named by its id, that exports `rule = defineRule({ … })`. It declares all that users
 * read of it, so that its docs page, the table in the README, the schema of `archlint.json` and `archlint rules` are generated from it.
 */
import type { Design } from '../language/model/design.ts';
import type { Fix, Related, Source } from '../language/model/source.ts';
import { type Analysis, analysisOf } from './analyses.ts';
import type { Category, Severity } from './finding.ts';

// ---------------------------------------------------------------- options

/** A threshold or choice that users set in `archlint.json`. A duration is written `"72h"` there and is milliseconds in the rule. */
export type OptionSpec =
  | {
      readonly type: 'number';
      readonly default: number;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly description: string;
    }
  | { readonly type: 'duration'; readonly default: number; readonly description: string }
  | { readonly type: 'boolean'; readonly default: boolean; readonly description: string }
  | { readonly type: 'enum'; readonly values: readonly string[]; readonly default: string; readonly description: string }
  | { readonly type: 'names'; readonly default: readonly string[]; readonly description: string };

export type OptionSchema = Readonly<Record<string, OptionSpec>>;

type OptionValue<Spec extends OptionSpec> = Spec extends { readonly type: 'number' | 'duration' }
  ? number
  : Spec extends { readonly type: 'boolean' }
    ? boolean
    : Spec extends { readonly type: 'enum'; readonly values: readonly (infer Value)[] }
      ? Value
      : readonly string[];

/** The values of a rule's options, the defaults filled in. */
export type OptionValues<Schema extends OptionSchema> = { readonly [Name in keyof Schema]: OptionValue<Schema[Name]> };

/** Option values when the rule is not known. */
export type AnyOptions = Readonly<Record<string, number | boolean | string | readonly string[]>>;

// ---------------------------------------------------------------- messages

/** Texts by id. `{name}` is filled in from the data of a report; braces mean nothing else. Code stands in backticks, names stand bare. */
export type Messages = Readonly<Record<string, string>>;

/** The names in braces of a message's text. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

type MessageData<Text extends string> = [Placeholders<Text>] extends [never]
  ? { readonly data?: undefined }
  : { readonly data: { readonly [Name in Placeholders<Text>]: string | number } };

interface ReportBase {
  /** The place to change: small, on the line where a reader would mend it. */
  readonly source: Source;
  /** Places that explain it, in the order in which they should be read. */
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** Where this finding matters more or less than the rule's default says. A severity set in the configuration wins. */
  readonly severity?: Severity;
  /**
   * Set if the finding rests on something that the design does not say: what `archlint:recommended` does with it (almost always `silent`).
   * `archlint:essential` drops it, `archlint:strict` reports it one level below.
   */
  readonly unknown?: 'silent' | 'hint';
  /** The id of the element, activity, hop or message that it is about: findings with one subject exclude each other by `precedence.ts`. */
  readonly subject?: string;
}

/** What a rule found. */
export type Report<Texts extends Messages> = {
  readonly [Id in keyof Texts & string]: ReportBase & { readonly message: Id } & MessageData<Texts[Id]>;
}[keyof Texts & string];

/** A report whose rule is not known, with its text filled in. */
export interface RawReport extends ReportBase {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly text: string;
}

// ---------------------------------------------------------------- the rule

export type Preset = 'essential' | 'recommended' | 'strict';

/** What a rule's check is given. */
export interface RuleContext<Texts extends Messages, Schema extends OptionSchema> {
  readonly design: Design;
  readonly options: OptionValues<Schema>;
  /** The preset in force, for the few rules that say more in `strict`; for what is unknown see `Report.unknown`. */
  readonly preset: Preset;
  /** The result of a shared analysis of this design. */
  readonly analysis: <Result>(analysis: Analysis<Result>) => Result;
  readonly report: (report: Report<Texts>) => void;
}

/** What users read of a rule. Texts are Markdown. */
export interface RuleDescription {
  /** Kebab-case; the file's name. */
  readonly id: string;
  /** `IDP001`; accepted wherever an id is. */
  readonly code: string;
  readonly category: Exclude<Category, 'text'>;
  /** Whether the rule belongs to `archlint:essential`. */
  readonly star: boolean;
  readonly severity: Severity;
  /** One line: what is reported. */
  readonly summary: string;
  /** Why it matters. */
  readonly why: string;
  /** How it goes wrong in production, in two or more steps. */
  readonly failureStory: readonly [string, string, ...string[]];
  /** When it is right to silence it. */
  readonly whenNotToUse: string;
  /** Whole `.arch` texts, each linted by the tests: the rule reports `wrong` and does not report `right`. */
  readonly examples: { readonly wrong: string; readonly right: string };
  /** What justifies it, addresses. */
  readonly sources: readonly [string, ...string[]];
  /** The version that brought it. */
  readonly since: string;
  /**
   * The best that its fixes are: some keep the meaning that the author intended (`safe`: `--fix` applies those that say so themselves), all want a
   * look, or there are none. What makes a fix safe: docs/decisions/0004-safe-fixes.md.
   */
  readonly fixable: 'none' | 'suggestion' | 'safe';
  /** Rules of other linters that look at the same thing, and how they differ. */
  readonly correspondsTo?: string;
}

/** What a rule file hands to `defineRule`. */
export interface RuleDefinition<Texts extends Messages, Schema extends OptionSchema> extends RuleDescription {
  readonly options?: Schema;
  readonly messages: Texts;
  /** A pure function of the context. It must not throw on a design that is only half understood. */
  readonly check: (context: RuleContext<Texts, Schema>) => void;
}

/** What the engine gives to a rule's run. */
export interface RuleInput {
  readonly design: Design;
  /** Values of all options, as `RuleDefinition.options` declares them. */
  readonly options: AnyOptions;
  readonly preset: Preset;
}

/** A rule as engine and docs know it. */
export interface Rule extends RuleDescription {
  readonly options: OptionSchema;
  readonly messages: Messages;
  readonly run: (input: RuleInput) => readonly RawReport[];
}

/** @returns a message with its `{names}` filled in. */
export function fillIn(text: string, data: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}

/** @returns the defaults of a rule's options. */
export function defaultOptions(schema: OptionSchema): AnyOptions {
  return Object.fromEntries(Object.entries(schema).map(([name, spec]) => [name, spec.default]));
}

/** Declares a rule: checks at compile time that every report names a message and gives exactly the data that its text needs. */
export function defineRule<const Texts extends Messages, const Schema extends OptionSchema = Readonly<Record<never, never>>>(
  definition: RuleDefinition<Texts, Schema>,
): Rule {
  const { check, options, ...description } = definition;
  return {
    ...description,
    options: options ?? {},
    run: ({ design, options: values, preset }) => {
      const reports: RawReport[] = [];
      check({
        design,
        preset,
        // The configuration fills in and checks the values against this very schema.
        options: values as OptionValues<Schema>,
        analysis: (analysis) => analysisOf(design, analysis),
        report: ({ message, data = {}, ...rest }) => {
          reports.push({ ...rest, messageId: message, data, text: fillIn(definition.messages[message] ?? message, data) });
        },
      });
      return reports;
    },
  };
}
