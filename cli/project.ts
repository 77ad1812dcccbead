/** Which files form a project, and its configuration. */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, configFileName, defaultConfig, isIgnored, parseConfig } from '../analysis/config.ts';
import { registry } from '../analysis/engine.ts';
import { InputError, reasonOf } from './errors.ts';
import { filesIn, findInput, type Input, readText, readTexts, shownPath } from './files.ts';

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
}

/** @returns the address of a file. */
export function uriOf(path: string): string {
  return pathToFileURL(path).toString();
}

/**
 * Reads the projects that the paths of a command line are part of. The folder of the nearest `archlint.json` bounds a project; where there is
 * none, a folder that is named is a project, and so are the files of one folder.
 * @param configFile a configuration to use in place of each project's own; its globs start from the current folder
 * @throws InputError if something cannot be read, or if a configuration is wrong
 */
export async function readProjects(paths: readonly string[], configFile: string | undefined): Promise<readonly Project[]> {
  const inputs = await findInputs(paths.length === 0 ? ['.'] : paths);
  const given = configFile === undefined ? undefined : await readConfig(resolve(configFile), process.cwd());
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
  if (projects.every(({ wanted }) => wanted.size === 0)) throw new InputError(`No .arch file in ${paths.join(', ') || 'this folder'}.`);
  return projects;
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

async function readProject(folder: string, wanted: ReadonlySet<string>, given: Config | undefined, bounds: Bounds): Promise<Project> {
  const bounded = await bounds.has(folder);
  const config = given ?? (bounded ? await readConfig(join(folder, configFileName), folder) : defaultConfig(uriOf(folder)));
  const own: string[] = [];
  for (const file of bounded ? await filesIn(folder) : wanted) {
    if (!bounded || (await bounds.of(dirname(file))) === folder) own.push(file);
  }
  const all = [...new Set([...own, ...wanted])].filter((file) => !isIgnored(config, uriOf(file)));
  const texts = await readTexts(all);
  return {
    folder,
    config,
    texts: new Map([...texts].map(([path, text]) => [uriOf(path), text])),
    wanted: new Set(all.filter((path) => wanted.has(path)).map(uriOf)),
    paths: new Map(all.map((path) => [uriOf(path), path])),
  };
}

/** @throws InputError with a line for each thing that is wrong */
async function readConfig(path: string, root: string): Promise<Config> {
  const config = parseConfig(await readText(path), uriOf(path), uriOf(root), registry);
  if (config.problems.length === 0) return config;
  const lines = config.problems.map(({ message, source }) => {
    const { line, character } = source.range.start;
    return `${shownPath(path)}:${line + 1}:${character + 1}: ${message}`;
  });
  throw new InputError(...lines);
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
