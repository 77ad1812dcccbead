/** Which files form a project, and its configuration. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { URI } from 'langium';
import { type Config, configFileName, defaultConfig, isIgnored } from '../analysis/config.ts';
import { resolveConfig } from '../analysis/config-extends.ts';
import { registry } from '../analysis/engine.ts';
import { InputError, reasonOf } from './errors.ts';
import { filesIn, findInput, type Input, readText, readTexts, shownPath, withoutMark } from './files.ts';

/** The texts of one project, its configuration, and which of its files the command is about. */
export interface Project {
  /** The folder of `archlint.json`, or the one that was named. */
  readonly folder: string;
  readonly config: Config;
  /** All files of the project by URI: names in a file may be declared in any other. */
  readonly texts: ReadonlyMap<string, string>;
  /** The URIs that were asked for. */
  readonly wanted: ReadonlySet<string>;
  /** Paths by URI. */
  readonly paths: ReadonlyMap<string, string>;
  /** The texts of the configuration and of those it extends, by URI. */
  readonly configTexts: ReadonlyMap<string, string>;
}

/** A configuration with the texts it was read from. */
interface ReadConfig {
  readonly config: Config;
  readonly texts: ReadonlyMap<string, string>;
}

/** A text that stands in for a file, which need not exist. */
export interface StandIn {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** How projects are read. */
export interface ReadOptions {
  /** A configuration to use in place of each project's own; its globs start from the current folder. */
  readonly configFile?: string;
  /** Whether it is right that there is no design at all. */
  readonly mayBeEmpty?: boolean;
}

/** @returns the address of a file, written as designs write it: Node encodes fewer characters. */
export function uriOf(path: string): string {
  return URI.file(path).toString();
}

/**
 * Reads the projects that the paths of a command line are part of. The folder of the nearest `archlint.json` bounds a project; where there is
 * none, a folder that is named is a project, and so are the files of one folder.
 * @throws InputError if something cannot be read, or if a configuration is no JSON
 */
export async function readProjects(paths: readonly string[], options: ReadOptions = {}): Promise<readonly Project[]> {
  const inputs = await findInputs(paths.length === 0 ? ['.'] : paths);
  const given = await givenConfig(options);
  const bounds = new Bounds();
  const byFolder = new Map<string, Set<string>>();
  for (const { files, folder } of inputs) {
    for (const file of files) {
      const project = (await bounds.of(dirname(file))) ?? folderWithout(folder ?? dirname(file), inputs);
      byFolder.set(project, (byFolder.get(project) ?? new Set()).add(file));
    }
  }
  const projects: Project[] = [];
  for (const [folder, wanted] of byFolder) projects.push(await readProject(folder, wanted, given, bounds));
  // What is there but ignored is no mistake: a hook names whatever changed.
  if (!options.mayBeEmpty && inputs.every(({ files }) => files.length === 0))
    throw new InputError(`No .arch file in ${paths.join(', ') || 'this folder'}.`);
  return projects;
}

/**
 * Reads the project that a folder is part of, none of its files being asked for: what is gone may have been in it.
 * @returns undefined where no `archlint.json` bounds one
 * @throws InputError as `readProjects`
 */
export async function projectAround(folder: string, options: ReadOptions = {}): Promise<Project | undefined> {
  const bounds = new Bounds();
  const bounded = await bounds.of(folder);
  return bounded === undefined ? undefined : await readProject(bounded, new Set(), await givenConfig(options), bounds);
}

/**
 * Reads the project of a file whose text comes from elsewhere. Without an `archlint.json` above it, its folder is the project, as in an editor.
 * @throws InputError as `readProjects`
 */
export async function readProjectOf(standIn: StandIn, options: ReadOptions = {}): Promise<Project> {
  const folder = dirname(standIn.path);
  const found = await stat(folder).catch((error: unknown) => reasonOf(error));
  if (typeof found === 'string') throw new InputError(`Cannot read ${shownPath(folder)}: ${found}.`);
  const bounds = new Bounds();
  const bounded = await bounds.of(folder);
  const project = await readProject(bounded ?? folder, new Set([standIn.path]), await givenConfig(options), bounds, {
    standIn,
    neighbours: bounded === undefined ? await filesIn(folder) : [],
  });
  return project;
}

async function givenConfig({ configFile }: ReadOptions): Promise<ReadConfig | undefined> {
  return configFile === undefined ? undefined : await readConfig(resolve(configFile), process.cwd());
}

/**
 * Reads the one project that a path is part of, for commands that are about one design.
 * @throws InputError if it is part of none or of several, or cannot be read
 */
export async function projectAt(path: string): Promise<Project> {
  const [project, other] = await readProjects([path]);
  if (project === undefined) throw new InputError(`No .arch file in ${path}.`);
  if (project.wanted.size === 0) throw new InputError(`${path} is among what archlint.json ignores.`);
  if (other !== undefined)
    throw new InputError(`${path} holds several projects (${shownPath(project.folder)}, ${shownPath(other.folder)}, …). Name one of them.`);
  return project;
}

async function findInputs(paths: readonly string[]): Promise<readonly Input[]> {
  const inputs = await Promise.allSettled(paths.map(findInput));
  const refused = inputs.flatMap((input) => (input.status === 'rejected' ? [input.reason as unknown] : []));
  const other = refused.find((reason) => !(reason instanceof InputError));
  if (other !== undefined) throw other;
  if (refused.length > 0) throw new InputError(...refused.flatMap((reason) => (reason instanceof InputError ? reason.lines : [])));
  return inputs.flatMap((input) => (input.status === 'fulfilled' ? [input.value] : []));
}

/** The outermost folder of the command line that holds this one: its files see each other. */
function folderWithout(folder: string, inputs: readonly Input[]): string {
  const above = inputs.flatMap((input) => input.folder ?? []).filter((named) => folder === named || folder.startsWith(join(named, '/')));
  return above.toSorted((one, other) => one.length - other.length)[0] ?? folder;
}

async function readProject(
  folder: string,
  wanted: ReadonlySet<string>,
  given: ReadConfig | undefined,
  bounds: Bounds,
  { standIn, neighbours = [] }: { readonly standIn?: StandIn; readonly neighbours?: readonly string[] } = {},
): Promise<Project> {
  const bounded = await bounds.has(folder);
  const own = given ?? (bounded ? await readConfig(join(folder, configFileName), folder) : undefined);
  const config = own?.config ?? defaultConfig(uriOf(folder));
  const all = await filesOf(folder, wanted, bounded ? bounds : undefined, neighbours, config);
  const texts = new Map(await readTexts(all.filter((path) => path !== standIn?.path)));
  if (standIn && all.includes(standIn.path)) texts.set(standIn.path, standIn.text);
  return {
    folder,
    config,
    texts: new Map([...texts].map(([path, text]) => [uriOf(path), text])),
    wanted: new Set(all.filter((path) => wanted.has(path)).map(uriOf)),
    paths: new Map([...all.map((path) => [uriOf(path), path] as const), ...pathsOf(own?.texts ?? new Map())]),
    configTexts: own?.texts ?? new Map(),
  };
}

/** The files of a project that its configuration does not leave out. */
async function filesOf(
  folder: string,
  wanted: ReadonlySet<string>,
  bounds: Bounds | undefined,
  neighbours: readonly string[],
  config: Config,
): Promise<readonly string[]> {
  const own: string[] = [];
  for (const file of bounds ? await filesIn(folder) : neighbours) {
    if (!bounds || (await bounds.of(dirname(file))) === folder) own.push(file);
  }
  return [...new Set([...own, ...wanted])].filter((file) => !isIgnored(config, uriOf(file)));
}

function pathsOf(texts: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...texts.keys()].map((uri) => [uri, fileURLToPath(uri)]);
}

/**
 * Reads a configuration and those it extends. What is wrong in it is among its problems.
 * @throws InputError if it is no JSON: then nothing can be said about what its author wants
 */
async function readConfig(path: string, root: string): Promise<ReadConfig> {
  const uri = uriOf(path);
  const texts = new Map([[uri, await readText(path)]]);
  const read = async (address: string): Promise<string | undefined> => {
    const text = await readIfThere(fileURLToPath(address));
    if (text !== undefined) texts.set(address, text);
    return text;
  };
  const config = await resolveConfig(texts.get(uri) ?? '', uri, uriOf(root), registry, read);
  const lines = linesOfBroken(config);
  if (lines.length > 0) throw new InputError(...lines);
  return { config, texts };
}

/** @returns a line for each file of a configuration that is no JSON. */
export function linesOfBroken({ problems }: Config): readonly string[] {
  return problems
    .filter(({ broken }) => broken)
    .map(({ message, source }) => {
      const { line, character } = source.range.start;
      return `${shownPath(fileURLToPath(source.uri))}:${line + 1}:${character + 1}: ${message}`;
    });
}

/** @returns undefined where there is no such file. @throws an error that says in words why it cannot be read */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return withoutMark(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw new Error(reasonOf(error));
  }
}

/** Looks for `archlint.json` upwards, each folder once. */
class Bounds {
  readonly #known = new Map<string, Promise<string | undefined>>();

  /** @returns the nearest folder at or above one that holds a configuration. */
  of(folder: string): Promise<string | undefined> {
    const known = this.#known.get(folder) ?? this.#find(folder);
    this.#known.set(folder, known);
    return known;
  }

  /** Whether the folder itself holds one. */
  async has(folder: string): Promise<boolean> {
    return (await this.of(folder)) === folder;
  }

  async #find(folder: string): Promise<string | undefined> {
    const file = join(folder, configFileName);
    const found = await stat(file).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code !== 'ENOENT' && error.code !== 'ENOTDIR')
        throw new InputError(`Cannot read ${shownPath(file)}: ${reasonOf(error)}.`);
      return undefined;
    });
    if (found?.isFile()) return folder;
    const parent = dirname(folder);
    return parent === folder ? undefined : this.of(parent);
  }
}
