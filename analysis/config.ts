/** `archlint.json`: what it may say, and what holds for a rule in a file. */
import picomatch from 'picomatch/posix.js';
import type { Source } from '../language/model/source.ts';
import type { NamedBaseline } from './baseline.ts';
import { type ConfigBase, ConfigReader } from './config-reader.ts';
import type { Severity } from './finding.ts';
import { takenOut } from './globs.ts';
import { JsonError, parseJson, sourceAt } from './json.ts';
import type { Registry } from './registry.ts';
import { type AnyOptions, defaultOptions, type Preset } from './rule.ts';

/** What a configuration says of one rule; what it leaves out comes from the preset. */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  readonly options?: AnyOptions;
}

export type RuleSettings = ReadonlyMap<string, RuleSetting>;

/** Settings for some of the files. */
export interface Override {
  readonly files: readonly string[];
  readonly rules: RuleSettings;
}

/** A configuration that was read and checked. */
export interface Config {
  /** The folder that the file's globs start from, as a URI without a slash at its end. */
  readonly root: string;
  readonly preset: Preset;
  readonly rules: RuleSettings;
  readonly overrides: readonly Override[];
  /** Globs of files that are left out of the project. */
  readonly ignore: readonly string[];
  /** What is wrong with the configuration itself; what is not understood has no effect. */
  readonly problems: readonly ConfigProblem[];
  /** What is known already. */
  readonly baseline?: NamedBaseline;
  /** The addresses of the other files that it rests on, also of those that are not there. */
  readonly extended: readonly string[];
}

/** What one file says by itself. */
export interface Layer extends Pick<Config, 'rules' | 'overrides' | 'ignore' | 'problems'> {
  /** Undefined: those before it decide. */
  readonly preset?: Preset;
  /** What it extends, in order. */
  readonly bases: readonly ConfigBase[];
  /** The address of a baseline, and where it is named. */
  readonly baseline?: { readonly uri: string; readonly source: Source };
}

export interface ConfigProblem {
  readonly message: string;
  readonly source: Source;
  /** The file is no JSON, so nothing in it holds. */
  readonly broken?: true;
}

/** The name of the file that bounds a project. */
export const configFileName = 'archlint.json';

/** @returns the configuration of a project without a file: `archlint:recommended`. */
export function defaultConfig(root: string): Config {
  return { root, preset: 'recommended', rules: new Map(), overrides: [], ignore: [], problems: [], extended: [] };
}

/**
 * Reads a configuration that stands alone; files that it extends are left out (see `resolveConfig`). Never throws: what is not understood becomes a
 * problem and has no effect.
 * @param uri the file's address, for problems
 * @param root the folder of the project
 */
export function parseConfig(text: string, uri: string, root: string, registry: Registry): Config {
  const layer = parseLayer(text, uri, registry);
  const presets = layer.bases.flatMap((base) => (base.kind === 'preset' ? base.preset : []));
  return configOfLayers(root, [{ ...layer, preset: presets.at(-1) }]);
}

/** Reads what one file says. Never throws. */
export function parseLayer(text: string, uri: string, registry: Registry): Layer {
  const reader = new ConfigReader(uri, text, registry);
  try {
    const said = reader.read(parseJson(text));
    return { ...said, problems: reader.problems.toSorted((one, other) => one.source.offset - other.source.offset) };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const source = sourceAt(uri, text, error.offset, Math.min(error.offset + 1, text.length));
    const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
    const message = `${name} is not JSON: ${error.message}`;
    return { bases: [], rules: new Map(), overrides: [], ignore: [], problems: [{ message, source, broken: true }] };
  }
}

/** @returns what files say together, those that come later over those before. */
export function configOfLayers(root: string, layers: readonly Layer[]): Config {
  const rules = new Map<string, RuleSetting>();
  for (const layer of layers) for (const [id, setting] of layer.rules) rules.set(id, { ...rules.get(id), ...setting });
  return {
    root,
    preset: layers.findLast(({ preset }) => preset !== undefined)?.preset ?? 'recommended',
    rules,
    overrides: layers.flatMap(({ overrides }) => overrides),
    ignore: layers.flatMap(({ ignore }) => ignore),
    problems: layers.flatMap(({ problems }) => problems),
    extended: [],
  };
}

// ---------------------------------------------------------------- files

/** What the globs of a configuration match, kept as long as it is. */
const matchers = new WeakMap<Config, Map<string, (path: string) => boolean>>();

/** @returns whether a path, relative to the configuration's folder, matches a glob. `folder` alone means all that is in it. */
function matches(config: Config, glob: string, path: string): boolean {
  const known = matchers.get(config) ?? new Map<string, (path: string) => boolean>();
  matchers.set(config, known);
  const trimmed = glob.replace(/^\.\//, '').replace(/\/$/, '');
  const wanted = trimmed === '' || trimmed === '.' ? ['**'] : [trimmed, `${trimmed}/**`];
  const match = known.get(glob) ?? picomatch(wanted, { dot: true });
  known.set(glob, match);
  return match(path);
}

/** @returns whether a path fits a list of globs: the last that matches it decides, and one that begins with `!` takes it out again. */
function fits(config: Config, globs: readonly string[], path: string): boolean {
  const last = globs.findLast((glob) => matches(config, takenOut(glob) ?? glob, path));
  return last !== undefined && takenOut(last) === undefined;
}

/** @returns the path of a file from the configuration's folder; undefined for a file elsewhere. */
export function pathFrom(root: string, uri: string): string | undefined {
  const prefix = root.endsWith('/') ? root : `${root}/`;
  if (!uri.startsWith(prefix)) return undefined;
  const path = uri.slice(prefix.length);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** @returns whether the configuration leaves a file out of the project. */
export function isIgnored(config: Config, uri: string): boolean {
  const path = pathFrom(config.root, uri);
  return path !== undefined && fits(config, config.ignore, path);
}

// ---------------------------------------------------------------- rules in files

/** What holds for a rule in a file. */
export interface EffectiveSetting {
  /** Severity that the configuration demands; undefined: the rule decides. */
  readonly severity: Severity | undefined;
  readonly off: boolean;
  readonly options: AnyOptions;
}

/** Answers, for one configuration, what holds for a rule in a file. */
export class Settings {
  readonly config: Config;
  readonly #registry: Registry;
  readonly #overrides = new Map<string, readonly RuleSettings[]>();

  constructor(config: Config, registry: Registry) {
    this.config = config;
    this.#registry = registry;
  }

  /** @returns the setting of a rule in a file. The same settings give the same options object, so that a rule runs once for all of them. */
  of(ruleId: string, uri: string): EffectiveSetting {
    const said = [this.config.rules, ...this.#overridesFor(uri)].flatMap((rules) => rules.get(ruleId) ?? []);
    const severity = said.findLast((setting) => setting.severity !== undefined)?.severity;
    const rule = this.#registry.byId.get(ruleId);
    const inPreset = rule === undefined || this.config.preset !== 'essential' || rule.star;
    return {
      severity: severity === 'off' ? undefined : severity,
      off: severity === 'off' || (severity === undefined && !inPreset),
      options: this.#options(ruleId, said.findLast((setting) => setting.options !== undefined)?.options),
    };
  }

  readonly #optionValues = new Map<string, Map<AnyOptions | undefined, AnyOptions>>();

  #options(ruleId: string, own: AnyOptions | undefined): AnyOptions {
    const values = this.#optionValues.get(ruleId) ?? new Map<AnyOptions | undefined, AnyOptions>();
    this.#optionValues.set(ruleId, values);
    const known = values.get(own);
    if (known) return known;
    const merged = { ...defaultOptions(this.#registry.byId.get(ruleId)?.options ?? {}), ...own };
    values.set(own, merged);
    return merged;
  }

  #overridesFor(uri: string): readonly RuleSettings[] {
    if (this.config.overrides.length === 0) return [];
    const known = this.#overrides.get(uri);
    if (known) return known;
    const path = pathFrom(this.config.root, uri);
    const found = path === undefined ? [] : this.config.overrides.filter(({ files }) => fits(this.config, files, path));
    const rules = found.map((override) => override.rules);
    this.#overrides.set(uri, rules);
    return rules;
  }
}
