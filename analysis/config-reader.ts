/** Checks the JSON of a configuration, value by value, and gathers what is wrong with it. */
import { parseDuration, showDuration } from '../language/model/quantities.ts';
import type { ConfigProblem, Layer, Override, RuleSetting } from './config.ts';
import { type Severity, severities } from './finding.ts';
import { globFault, takenOut } from './globs.ts';
import { type JsonNode, sourceAt } from './json.ts';
import { nearest } from './nearest.ts';
import type { Registry } from './registry.ts';
import type { AnyOptions, OptionSpec, Preset } from './rule.ts';
import { hidingOthers } from './text-rules.ts';

const presets: ReadonlyMap<string, Preset> = new Map([
  ['archlint:essential', 'essential'],
  ['archlint:recommended', 'recommended'],
  ['archlint:strict', 'strict'],
]);

const topLevel = ['$schema', 'extends', 'rules', 'overrides', 'ignore', 'baseline'];

type Value = AnyOptions[string];

/** What a configuration extends. A file is named by its path or by its package. */
export type ConfigBase =
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'file'; readonly specifier: string; readonly offset: number; readonly end: number };

/** Reads one configuration; `problems` grows while it does. */
export class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  readonly #uri: string;
  readonly #text: string;
  readonly #registry: Registry;

  constructor(uri: string, text: string, registry: Registry) {
    this.#uri = uri;
    this.#text = text;
    this.#registry = registry;
  }

  /** @returns what the configuration says, as far as it is understood. */
  read(node: JsonNode): Omit<Layer, 'preset' | 'problems'> {
    const entries = this.#entries(node, 'The configuration', topLevel);
    const rules = entries.get('rules');
    const overrides = entries.get('overrides');
    const ignore = entries.get('ignore');
    return {
      bases: this.#bases(entries.get('extends')),
      rules: rules ? this.#rules(rules) : new Map(),
      overrides: overrides ? this.#overrides(overrides) : [],
      ignore: ignore ? this.#globs(ignore, '`ignore`', 'globs, such as `["drafts/**"]`') : [],
      baseline: this.#baseline(entries.get('baseline')),
    };
  }

  #problem(place: { readonly offset: number; readonly end: number }, message: string): undefined {
    this.problems.push({ message, source: sourceAt(this.#uri, this.#text, place.offset, place.end) });
    return undefined;
  }

  /** The values of an object by key; unknown and repeated keys are pointed out. */
  #entries(node: JsonNode, what: string, known: readonly string[]): ReadonlyMap<string, JsonNode> {
    if (node.kind !== 'object') {
      this.#problem(node, `${what} must be an object in braces.`);
      return new Map();
    }
    const entries = new Map<string, JsonNode>();
    for (const entry of node.entries) {
      if (!known.includes(entry.key)) {
        const near = nearest(entry.key, known);
        this.#problem(
          entry.keyPlace,
          `${what} has no \`${entry.key}\`. ${near ? `Did you mean \`${near}\`?` : `It may hold ${list(known)}.`}`,
        );
      } else {
        if (entries.has(entry.key)) this.#problem(entry.keyPlace, `${what} has \`${entry.key}\` twice; the second one holds.`);
        entries.set(entry.key, entry.value);
      }
    }
    return entries;
  }

  #strings(node: JsonNode, what: string, example: string): readonly string[] {
    const items = node.kind === 'array' ? node.items : [node];
    return items.flatMap((item) => {
      if (item.kind === 'string') return [item.value];
      this.#problem(item, `${what} must be a list of ${example}.`);
      return [];
    });
  }

  #globs(node: JsonNode, what: string, example: string): readonly string[] {
    const items = node.kind === 'array' ? node.items : [node];
    return items.flatMap((item) => {
      const fault = item.kind === 'string' ? globFault(item.value) : undefined;
      if (fault === undefined) return this.#strings(item, what, example);
      this.#problem(item, fault);
      return [];
    });
  }

  /** The files of an override. */
  #files(node: JsonNode): readonly string[] {
    const globs = this.#globs(node, '`files`', 'globs, such as `["legacy/**"]`');
    const [first] = globs;
    if (first !== undefined && takenOut(first) !== undefined)
      this.#problem(node, `\`${first}\` takes files out of what the globs before it match, and there is none. Begin with \`**\`.`);
    return globs;
  }

  /** A path from this file. */
  #baseline(node: JsonNode | undefined): Layer['baseline'] {
    if (node === undefined) return undefined;
    if (node.kind !== 'string' || node.value.trim() === '')
      return this.#problem(node, '`baseline` must be the path of a file from this one, such as `"archlint-baseline.json"`.');
    if (node.value.includes('\\')) return this.#problem(node, withSlashes(node.value));
    const path = node.value.split('/').map(encodeURIComponent).join('/');
    return { uri: new URL(path, this.#uri).href, source: sourceAt(this.#uri, this.#text, node.offset, node.end) };
  }

  #bases(node: JsonNode | undefined): readonly ConfigBase[] {
    if (node === undefined) return [];
    return (node.kind === 'array' ? node.items : [node]).flatMap((item) => this.#base(item) ?? []);
  }

  #base(item: JsonNode): ConfigBase | undefined {
    const known = list([...presets.keys()], 'or');
    if (item.kind !== 'string' || item.value.trim() === '')
      return this.#problem(item, `\`extends\` takes a preset (${known}), the path of a file or the name of a package, or a list of these.`);
    const { value, offset, end } = item;
    const preset = presets.get(value);
    if (preset) return { kind: 'preset', preset };
    if (presets.has(`archlint:${value}`)) return this.#problem(item, `Presets are written in full: \`archlint:${value}\`.`);
    if (value.startsWith('archlint:')) {
      const near = nearest(value, presets.keys());
      return this.#problem(item, `There is no preset \`${value}\`. ${near ? `Did you mean \`${near}\`?` : `Use ${known}.`}`);
    }
    if (value.includes('\\')) return this.#problem(item, withSlashes(value));
    return { kind: 'file', specifier: value, offset, end };
  }

  #rules(node: JsonNode): ReadonlyMap<string, RuleSetting> {
    const rules = new Map<string, RuleSetting>();
    if (node.kind !== 'object') {
      this.#problem(node, '`rules` must be an object in braces: `{ "missing-dead-letter-queue": "error" }`.');
      return rules;
    }
    for (const entry of node.entries) {
      const id = this.#registry.idOf(entry.key);
      if (id === undefined) {
        const near = nearest(entry.key, this.#registry.ids);
        this.#problem(
          entry.keyPlace,
          `There is no rule ${entry.key}.${near ? ` Did you mean ${near}?` : ' `archlint rules` lists them all.'}`,
        );
        continue;
      }
      if (rules.has(id)) this.#problem(entry.keyPlace, `The rule ${id} is set twice; the second setting holds.`);
      const setting = this.#setting(id, entry.value);
      if (setting) rules.set(id, setting);
    }
    return rules;
  }

  #setting(id: string, node: JsonNode): RuleSetting | undefined {
    if (node.kind === 'string') {
      const severity = this.#severity(id, node);
      return severity && { severity };
    }
    const [first, second, ...rest] = node.kind === 'array' ? node.items : [];
    if (first?.kind !== 'string' || rest.length > 0) {
      return this.#problem(node, `The setting of ${id} must be a severity, or a list of a severity and options: \`["warning", { … }]\`.`);
    }
    const severity = this.#severity(id, first);
    const options = second && this.#options(id, second);
    return { ...(severity && { severity }), ...(options && { options }) };
  }

  #severity(id: string, node: JsonNode & { readonly kind: 'string' }): Severity | 'off' | undefined {
    const found = severities.find((severity) => severity === node.value);
    if (found) return found;
    if (node.value === 'off' && !hidingOthers.has(id)) return 'off';
    if (node.value === 'off') {
      const message = `${id} cannot be switched off: what it reports hides other findings. Leave files out of the project with \`ignore\`.`;
      return this.#problem(node, message);
    }
    return this.#problem(node, `\`${node.value}\` is no severity. Use ${list([...severities, 'off'], 'or')}.`);
  }

  #options(id: string, node: JsonNode): AnyOptions {
    const schema = this.#registry.byId.get(id)?.options ?? {};
    if (node.kind === 'object' && Object.keys(schema).length === 0 && node.entries.length > 0) {
      this.#problem(node, `The rule ${id} has no options.`);
      return {};
    }
    const entries = this.#entries(node, `The rule ${id}`, Object.keys(schema));
    const values = [...entries].map(([name, value]) => {
      const spec = schema[name];
      return [name, spec && this.#value(name, spec, value)] as const;
    });
    return Object.fromEntries(values.filter((pair): pair is readonly [string, Value] => pair[1] !== undefined));
  }

  #value(name: string, spec: OptionSpec, node: JsonNode): Value | undefined {
    switch (spec.type) {
      case 'number': {
        const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = spec;
        if (node.kind === 'number' && node.value >= minimum && node.value <= maximum) return node.value;
        return this.#problem(node, `The option \`${name}\` must be a number${bounds(spec)}.`);
      }
      case 'duration': {
        const duration = node.kind === 'string' ? parseDuration(node.value) : undefined;
        if (duration !== undefined) return duration;
        return this.#problem(node, `The option \`${name}\` must be a time, such as \`"${showDuration(spec.default || 60_000)}"\`.`);
      }
      case 'boolean':
        return node.kind === 'boolean' ? node.value : this.#problem(node, `The option \`${name}\` must be \`true\` or \`false\`.`);
      case 'enum':
        if (node.kind === 'string' && spec.values.includes(node.value)) return node.value;
        return this.#problem(node, `The option \`${name}\` must be one of ${list(spec.values)}.`);
      case 'names':
        if (node.kind === 'array') return this.#strings(node, `The option \`${name}\``, 'names in double quotes');
        return this.#problem(node, `The option \`${name}\` must be a list of names in double quotes.`);
    }
  }

  #overrides(node: JsonNode): readonly Override[] {
    if (node.kind !== 'array') {
      this.#problem(node, '`overrides` must be a list: `[{ "files": ["legacy/**"], "rules": { … } }]`.');
      return [];
    }
    return node.items.flatMap((item) => {
      const entries = this.#entries(item, 'An override', ['files', 'rules']);
      const files = entries.get('files');
      const rules = entries.get('rules');
      if (item.kind === 'object' && (!files || !rules)) this.#problem(item, 'An override needs `files` and `rules`.');
      if (!files || !rules) return [];
      return [{ files: this.#files(files), rules: this.#rules(rules) }];
    });
  }
}

function bounds({ minimum, maximum }: OptionSpec & { readonly type: 'number' }): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}

function withSlashes(path: string): string {
  return `Paths have slashes on every system: \`${path.replace(/\\+/g, '/')}\`.`;
}

/** `a`, `b` and `c`, each in backticks. */
function list(words: readonly string[], last = 'and'): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`;
}
