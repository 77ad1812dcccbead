/** Reads the `archlint.json` files of the workspace. */
import type { FileSystemProvider, URI } from 'langium';
import { URI as Uri, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { resolveConfig } from '../analysis/config-extends.ts';
import { registry } from '../analysis/engine.ts';
import type { Log } from './log.ts';
import type { FileProjects } from './projects.ts';

export class Configurations {
  readonly #files: FileSystemProvider;
  readonly #opened: LangiumSharedServices['workspace']['TextDocuments'];
  readonly #projects: FileProjects;
  readonly #log: Log;

  constructor(services: LangiumSharedServices, projects: FileProjects, log: Log) {
    this.#files = services.workspace.FileSystemProvider;
    this.#opened = services.workspace.TextDocuments;
    this.#projects = projects;
    this.#log = log;
  }

  /** Reads a configuration file that is there, has changed or has gone. */
  async read(uri: URI): Promise<void> {
    const folder = UriUtils.dirname(uri);
    const text = await this.#textOf(uri);
    const read = (address: string): Promise<string | undefined> => this.#present(Uri.parse(address));
    const config = text === undefined ? undefined : await resolveConfig(text, uri.toString(), folder.toString(), registry, read);
    this.#projects.setConfig(folder, config);
  }

  async #textOf(uri: URI): Promise<string | undefined> {
    try {
      return await this.#present(uri);
    } catch (error) {
      this.#log.error(`${uri.path} cannot be read, so its settings do not hold.`, error);
      return undefined;
    }
  }

  /** The text in the editor, else the one on disk, if there is one. */
  async #present(uri: URI): Promise<string | undefined> {
    const opened = this.#opened.get(uri);
    if (opened !== undefined) return opened.getText();
    return (await this.#files.exists(uri)) ? await this.#files.readFile(uri) : undefined;
  }
}
