/** The two sides of a comparison: projects on disk, or as they were in a revision. */
import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, configFileName, defaultConfig, isIgnored } from '../../analysis/config.ts';
import { resolveConfig } from '../../analysis/config-extends.ts';
import { registry } from '../../analysis/engine.ts';
import { isPassedOver } from '../../server/passed-over.ts';
import { InputError } from '../errors.ts';
import { decoded, shownPath, withoutMark } from '../files.ts';
import { linesOfBroken, type Project, projectAround, readIfThere, readProjects, uriOf } from '../project.ts';
import { type Revision, revisionAt } from './git.ts';

/** One side: its projects, and the folder that their places are told from. */
export interface Side {
  /** As it was named: `main`, `designs/`. */
  readonly name: string;
  readonly root: string;
  readonly projects: readonly Project[];
}

/** @returns whether there is a file or folder of that name. */
export async function isThere(name: string): Promise<boolean> {
  return (await stat(resolve(name)).catch(() => undefined)) !== undefined;
}

/**
 * Reads a side that is on disk. Of what is not there the project is read around it, so that the rest of it is not taken for gone as well.
 * @throws InputError
 */
export async function readTree(name: string, configFile: string | undefined): Promise<Side> {
  const path = resolve(name);
  const found = await stat(path).catch(() => undefined);
  if (found)
    return {
      name,
      root: found.isDirectory() ? path : dirname(path),
      projects: await readProjects([name], { configFile, mayBeEmpty: true }),
    };
  const around = await projectAround(await nearestFolder(path), { configFile });
  return { name, root: path, projects: around ? [around] : [] };
}

/**
 * Reads one side.
 * @param name a file or folder; where there is none of that name, a revision of the repository at hand
 * @param inside the file or folder to look at in a revision
 * @throws UsageError, InputError
 */
export async function readSide(name: string, inside: string, configFile: string | undefined): Promise<Side> {
  if (await isThere(name)) return await readTree(name, configFile);
  const within = resolve(inside);
  const present = await stat(within).catch(() => undefined);
  const revision = await revisionAt(present?.isDirectory() === false ? dirname(within) : await nearestFolder(within), name);
  const given = configFile === undefined ? undefined : (await readProjects([inside], { configFile, mayBeEmpty: true }))[0];
  return await sideOf(name, revision, within, given?.config);
}

/** A folder that the working tree has: the one asked for may be gone by now. */
async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() || dirname(path) === path ? path : nearestFolder(dirname(path));
}

async function sideOf(name: string, revision: Revision, within: string, given: Config | undefined): Promise<Side> {
  const inTree = slashed(relative(revision.top, within));
  const isFile = revision.paths.has(inTree);
  const isInside = (path: string): boolean => inTree === '' || path.startsWith(`${inTree}/`);
  // What is named is meant, whatever it is called.
  const isSeen = (path: string): boolean => !(isInside(path) ? path.slice(inTree.length) : path).split('/').some(isPassedOver);
  const designs = [...revision.paths].filter((path) => path.endsWith('.arch') && isSeen(path)).sort();
  const wanted = isFile ? [inTree] : designs.filter(isInside);
  const root = isFile ? dirname(within) : within;
  const byFolder = new Map<string, string[]>();
  for (const path of wanted) {
    const folder = boundOf(path, revision) ?? slashed(relative(revision.top, root));
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), path]);
  }
  // What is not there may be gone from a project that is.
  const around = wanted.length === 0 ? boundOf(inFolder(inTree, configFileName), revision) : undefined;
  if (around !== undefined) byFolder.set(around, []);
  const projects: Project[] = [];
  for (const [folder, own] of byFolder) projects.push(await projectAt(revision, folder, own, designs, given));
  return { name, root, projects };
}

function slashed(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}

/** The nearest folder at or above a file that holds a configuration in the revision. */
function boundOf(path: string, { paths }: Revision): string | undefined {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    if (paths.has(inFolder(folder, configFileName))) return folder;
    if (folder === '') return undefined;
  }
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

async function projectAt(
  revision: Revision,
  folder: string,
  wanted: readonly string[],
  designs: readonly string[],
  given: Config | undefined,
): Promise<Project> {
  const addressOf = (path: string): string => uriOf(join(revision.top, path));
  const bounded = revision.paths.has(inFolder(folder, configFileName));
  const { config, texts: configTexts } = given
    ? { config: given, texts: new Map<string, string>() }
    : bounded
      ? await configAt(revision, folder)
      : { config: defaultConfig(addressOf(folder)), texts: new Map<string, string>() };
  const own = bounded ? designs.filter((path) => boundOf(path, revision) === folder) : wanted;
  const all = [...new Set([...own, ...wanted])].filter((path) => !isIgnored(config, addressOf(path)));
  const contents = await revision.read(all);
  const texts = [...contents].map(([path, bytes]) => [addressOf(path), withoutMark(decoded(bytes, path))] as const);
  return {
    folder: join(revision.top, folder),
    config,
    texts: new Map(texts),
    wanted: new Set(wanted.map(addressOf).filter((uri) => texts.some(([other]) => other === uri))),
    paths: new Map([...texts.map(([uri]) => uri), ...configTexts.keys()].map((uri) => [uri, fileURLToPath(uri)])),
    configTexts,
  };
}

async function configAt(
  revision: Revision,
  folder: string,
): Promise<{ readonly config: Config; readonly texts: ReadonlyMap<string, string> }> {
  const texts = new Map<string, string>();
  const read = async (address: string): Promise<string | undefined> => {
    const path = slashed(relative(revision.top, fileURLToPath(address)));
    // Packages are installed, not committed.
    const isInstalled = path.split('/').includes('node_modules');
    const bytes = isInstalled ? undefined : (await revision.read([path])).get(path);
    const text = isInstalled ? await readIfThere(fileURLToPath(address)) : bytes && withoutMark(decoded(bytes, path));
    if (text !== undefined) texts.set(address, text);
    return text;
  };
  const uri = uriOf(join(revision.top, folder, configFileName));
  const text = (await read(uri)) ?? '{}';
  const config = await resolveConfig(text, uri, uriOf(join(revision.top, folder)), registry, read);
  const lines = linesOfBroken(config);
  if (lines.length > 0) throw new InputError(...lines);
  return { config, texts };
}

/** Two projects that are versions of one another; where one side has none, the other's is all new or all gone. */
export interface Pair {
  readonly before: Project | undefined;
  readonly after: Project | undefined;
}

/** Pairs projects by where they lie. One on either side are a pair wherever they lie. */
export function pairsOf(before: Side, after: Side): readonly Pair[] {
  const [one, moreBefore] = before.projects;
  const [other, moreAfter] = after.projects;
  if (one && other && !moreBefore && !moreAfter) return [{ before: one, after: other }];
  const earlier = new Map(before.projects.map((project) => [relative(before.root, project.folder), project]));
  const later = new Map(after.projects.map((project) => [relative(after.root, project.folder), project]));
  const places = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return places.map((place) => ({ before: earlier.get(place), after: later.get(place) }));
}

/** @returns a file's path as it is told from a project: the same in both versions. */
export function fileIn(project: Project | undefined, uri: string): string {
  const path = project?.paths.get(uri);
  return path === undefined || project === undefined ? uri : slashed(relative(project.folder, path));
}

/** @returns a file's path as people know it. */
export function shownIn(project: Project | undefined, uri: string): string {
  const path = project?.paths.get(uri);
  return path === undefined ? uri : shownPath(path);
}
