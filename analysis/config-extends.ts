/** Putting a configuration together with those that it `extends`: presets, files beside it, packages. */
import { baselineFault, parseBaseline } from './baseline.ts';
import { type Config, configOfLayers, type Layer, parseLayer } from './config.ts';
import type { ConfigBase } from './config-reader.ts';
import { sourceAt } from './json.ts';
import type { Registry } from './registry.ts';

/**
 * Reads a file by its address.
 * @returns undefined when there is no such file
 * @throws an error whose message says in words why it cannot be read
 */
export type ReadFile = (uri: string) => Promise<string | undefined>;

type FileBase = Extract<ConfigBase, { kind: 'file' }>;

/** The name under which a package keeps its configuration, and the one that bounds a project. */
const usualName = 'archlint.json';

/**
 * Reads a configuration with all that it extends; what comes later wins, and the file itself comes last. Globs start from the project's folder, in
 * whatever file they stand. Never throws: what cannot be found, read or understood becomes a problem at its place and has no effect.
 * @param uri the file's address
 * @param root the folder of the project
 */
export async function resolveConfig(text: string, uri: string, root: string, registry: Registry, read: ReadFile): Promise<Config> {
  const resolver = new Resolver(registry, read);
  const layers = await resolver.layersOf(text, uri, [uri]);
  const config = configOfLayers(root, layers);
  const { baseline, problems } = await resolver.baselineOf(layers);
  return { ...config, problems: [...config.problems, ...problems], baseline, extended: [...resolver.looked] };
}

class Resolver {
  /** Every address that was read or looked for: a change of one of them may change the configuration. */
  readonly looked = new Set<string>();
  readonly #registry: Registry;
  readonly #read: ReadFile;

  constructor(registry: Registry, read: ReadFile) {
    this.#registry = registry;
    this.#read = read;
  }

  /** @param chain the addresses from the first file to this one */
  async layersOf(text: string, uri: string, chain: readonly string[]): Promise<readonly Layer[]> {
    const layer = parseLayer(text, uri, this.#registry);
    const layers: Layer[] = [];
    for (const base of layer.bases) {
      if (base.kind === 'preset') layers.push({ ...emptyLayer, preset: base.preset });
      else layers.push(...(await this.#extended(base, text, uri, chain)));
    }
    return [...layers, layer];
  }

  /** The baseline that the last of some files names. One that is not there yet knows nothing. */
  async baselineOf(layers: readonly Layer[]): Promise<Pick<Config, 'baseline' | 'problems'>> {
    const named = layers.findLast(({ baseline }) => baseline !== undefined)?.baseline;
    if (!named) return { problems: [] };
    const { uri, source } = named;
    const problem = (message: string): Pick<Config, 'baseline' | 'problems'> => ({ problems: [{ message, source }] });
    if (source.uri.includes('/node_modules/'))
      return problem(
        'What is known of a project is no matter of a package that others use too: name the baseline in the archlint.json of the project.',
      );
    this.looked.add(uri);
    try {
      const text = await this.#read(uri);
      const entries = text === undefined ? [] : parseBaseline(text);
      if (entries) return { baseline: { uri, entries }, problems: [] };
      return problem(`${fileName(uri)} ${baselineFault(text ?? '')}. \`archlint check --write-baseline\` writes one.`);
    } catch (error) {
      return problem(`The baseline ${fileName(uri)} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  async #extended(base: FileBase, text: string, uri: string, chain: readonly string[]): Promise<readonly Layer[]> {
    const problem = (message: string): readonly Layer[] => [
      { ...emptyLayer, problems: [{ message, source: sourceAt(uri, text, base.offset, base.end) }] },
    ];
    for (const candidate of candidatesFor(base.specifier, uri)) {
      this.looked.add(candidate);
      try {
        const found = await this.#read(candidate);
        if (found === undefined) continue;
        const at = chain.indexOf(candidate);
        if (at >= 0) return problem(cycleMessage([...chain.slice(at), candidate]));
        return await this.layersOf(found, candidate, [...chain, candidate]);
      } catch (error) {
        return problem(`\`${base.specifier}\` cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
      }
    }
    return problem(missingMessage(base.specifier));
  }
}

const emptyLayer: Layer = { bases: [], rules: new Map(), overrides: [], ignore: [], problems: [] };

function isPath(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
}

/**
 * @returns the addresses at which a configuration that is named so may lie, the first one that exists counts: a path from the file that names it, or a
 * package in the nearest `node_modules` that holds it (`house`, `@acme/house`, `house/strict.json`).
 */
export function candidatesFor(specifier: string, from: string): readonly string[] {
  const names = (path: string): readonly string[] =>
    path.endsWith('.json') ? [path] : [`${path.replace(/\/$/, '')}/${usualName}`, `${path}.json`];
  const addressOf = (path: string): string => new URL(path.split('/').map(encodeURIComponent).join('/'), from).href;
  if (isPath(specifier)) return names(specifier).map(addressOf);
  const packageName = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  const inPackage = specifier === packageName ? [`${specifier}/${usualName}`] : names(specifier);
  const candidates: string[] = [];
  for (let folder = new URL('.', from).href; ; ) {
    candidates.push(...inPackage.map((name) => `${folder}node_modules/${name}`));
    const above = new URL('..', folder).href;
    if (above === folder) return candidates;
    folder = above;
  }
}

function cycleMessage(chain: readonly string[]): string {
  return `This goes round in a circle: ${chain.map(fileName).join(' extends ')}.`;
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

function missingMessage(specifier: string): string {
  if (isPath(specifier)) return `There is no file \`${specifier}\` beside this one.`;
  return `No \`node_modules\` at or above this folder has a package \`${specifier}\` with an ${usualName} in it. A file is named by its path: \`./${specifier.replace(/\.json$/, '')}.json\`.`;
}
