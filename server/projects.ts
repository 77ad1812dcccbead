/** Which file belongs to which project, by workspace folders and `archlint.json` files. The one place that keeps them. */
import { type URI, URI as Uri, UriUtils } from 'langium';
import { type Config, configFileName, defaultConfig, isIgnored } from '../analysis/config.ts';
import type { Projects } from '../language/index.ts';
import { isPassedOver } from './passed-over.ts';

/** Whether an address is that of a configuration file. */
export function isConfigFile(uri: URI): boolean {
  return UriUtils.basename(uri) === configFileName;
}

/**
 * A project is the folder tree below the nearest `archlint.json`, or the workspace folder; a file outside of both is a project of its own. It is
 * named by the address of its folder or file.
 */
export class FileProjects implements Projects {
  #folders: readonly string[] = [];
  readonly #configs = new Map<string, Config>();
  /** The same object for the same project: findings are kept by their configuration. */
  readonly #defaults = new Map<string, Config>();
  #generation = 0;
  readonly #known = new Map<string, string>();

  /** The workspace folders are these now. */
  setFolders(folders: readonly URI[]): void {
    this.#folders = folders.map(addressOf);
    this.#known.clear();
  }

  /** Counts the changes after which a file may belong to another project. */
  get generation(): number {
    return this.#generation;
  }

  /** A folder's configuration is this now; undefined: it has none any more. */
  setConfig(folder: URI, config: Config | undefined): void {
    const address = addressOf(folder);
    if (this.#configs.get(address)?.ignore.join('\n') !== config?.ignore.join('\n')) {
      this.#generation++;
      this.#known.clear();
    }
    if (config === undefined) this.#configs.delete(address);
    else this.#configs.set(address, config);
  }

  /** The folders whose configuration extends a file, or would if it were there. */
  configFoldersExtending(uri: URI): readonly string[] {
    const address = uri.toString();
    // Editors write an address with more or with less of it encoded.
    const same = (other: string): boolean => other === address || Uri.parse(other).toString() === address;
    return [...this.#configs].filter(([, { extended }]) => extended.some(same)).map(([folder]) => folder);
  }

  /** The folders that hold a configuration, at or below an address. */
  configFoldersBelow(uri: URI): readonly string[] {
    const address = addressOf(uri);
    return [...this.#configs.keys()].filter((folder) => folder === address || folder.startsWith(`${address}/`));
  }

  projectOf(uri: URI): string {
    const address = uri.toString();
    let project = this.#known.get(address);
    if (project === undefined) {
      project = this.#find(address);
      this.#known.set(address, project);
    }
    return project;
  }

  /** What holds for the files of a project. */
  configOf(project: string): Config {
    const known = this.#configs.get(project) ?? this.#defaults.get(project);
    if (known !== undefined) return known;
    const config = defaultConfig(project);
    this.#defaults.set(project, config);
    return config;
  }

  /** Whether a configuration leaves a file out of its project. */
  isLeftOut(uri: URI): boolean {
    const config = this.#configs.get(this.#nearest(uri.toString()) ?? '');
    return config !== undefined && isIgnored(config, uri.toString());
  }

  /** Whether a file belongs to a workspace folder or to a folder with a configuration. */
  isInFolder(uri: URI): boolean {
    return this.#nearest(uri.toString()) !== undefined;
  }

  /**
   * The address of the folder from which a search comes upon a file: the innermost of those of the workspace and those with a configuration that hold it;
   * undefined if none does.
   */
  searchedFrom(uri: URI): string | undefined {
    const address = uri.toString();
    const nearest = this.#nearest(address);
    return nearest === undefined ? undefined : innermost([nearest, ...this.#holding(address)]);
  }

  /** Whether a search would go past a file or folder. */
  isPassedOver(uri: URI): boolean {
    const folder = this.searchedFrom(uri);
    return folder !== undefined && uri.toString().slice(folder.length).split('/').some(isPassedOver);
  }

  #find(address: string): string {
    const folder = this.#nearest(address);
    if (folder === undefined) return address;
    const config = this.#configs.get(folder);
    return config !== undefined && isIgnored(config, address) ? address : folder;
  }

  /** The nearest folder with a configuration, else the workspace folder. */
  #nearest(address: string): string | undefined {
    for (let end = address.lastIndexOf('/'); end > 0; end = address.lastIndexOf('/', end - 1)) {
      const folder = address.slice(0, end);
      if (this.#configs.has(folder)) return folder;
    }
    return innermost(this.#holding(address));
  }

  /** The workspace folders that a file lies in. */
  #holding(address: string): readonly string[] {
    return this.#folders.filter((folder) => address.startsWith(`${folder}/`));
  }
}

/** Of folders within each other the one within all others. */
function innermost(folders: readonly string[]): string | undefined {
  return folders.toSorted((a, b) => b.length - a.length)[0];
}

/** A folder's address without a slash at its end. */
function addressOf(folder: URI): string {
  return folder.toString().replace(/\/$/, '');
}
