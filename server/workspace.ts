/** Loads what belongs to the workspace: the catalogue, the configurations, the designs; and what a lone file's project holds. */
import type { FileSystemNode, LangiumDocument, URI, WorkspaceFolder } from 'langium';
import { type Cancellation, URI as Uri, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { InitializeParams } from 'vscode-languageserver';
import { configFileName } from '../analysis/config.ts';
import type { ArchSharedServices } from '../language/index.ts';
import { ArchWorkspaceManager } from '../language/names/catalogue.ts';
import type { Configurations } from './configurations.ts';
import type { Log } from './log.ts';
import { isPassedOver } from './passed-over.ts';
import { type FileProjects, isConfigFile } from './projects.ts';

export interface WorkspaceParts {
  readonly projects: FileProjects;
  readonly configurations: Configurations;
  readonly log: Log;
  /** Looks for findings once all is loaded. */
  readonly refresh: (token: Cancellation.CancellationToken) => Promise<void>;
}

export class ServerWorkspaceManager extends ArchWorkspaceManager {
  readonly #parts: WorkspaceParts;

  constructor(services: LangiumSharedServices & ArchSharedServices, parts: WorkspaceParts) {
    super(services);
    this.#parts = parts;
  }

  override initialize(params: InitializeParams): void {
    super.initialize(params);
    // Clients without workspace folders name one root.
    const root = params.rootUri ?? (params.rootPath ? Uri.file(params.rootPath).toString() : undefined);
    if (this.folders === undefined && root) this.folders = [{ name: UriUtils.basename(Uri.parse(root)), uri: root }];
    this.#foldersChanged();
  }

  override async initializeWorkspace(folders: WorkspaceFolder[], token?: Cancellation.CancellationToken): Promise<void> {
    await super.initializeWorkspace(folders, token);
    if (token !== undefined) await this.#parts.refresh(token);
  }

  /**
   * The client opened and closed workspace folders.
   * @returns the designs in the new ones
   */
  async changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): Promise<readonly URI[]> {
    const gone = new Set(removed.map(({ uri }) => uri));
    this.folders = [...(this.folders ?? []).filter(({ uri }) => !gone.has(uri)), ...added];
    this.#foldersChanged();
    return await this.#designsIn(added);
  }

  /**
   * A file outside of every workspace folder was opened: loads the project that an `archlint.json` above it makes it part of.
   * @returns the project's designs; none if there is no such project
   */
  async projectAbove(file: URI): Promise<readonly URI[]> {
    if (this.#parts.projects.isInFolder(file)) return [];
    const folder = await this.#configFolderAbove(UriUtils.dirname(file));
    return folder === undefined ? [] : await this.searchFolder(folder);
  }

  /**
   * Whether a search of the workspace finds a file. Editors also open files that it passes over, or reaches by another way: through a folder that is a
   * link, say.
   */
  async finds(file: URI): Promise<boolean> {
    const top = this.#parts.projects.searchedFrom(file);
    if (top === undefined) return false;
    for (let at = file; at.toString().length > top.length; at = UriUtils.dirname(at)) {
      // A folder that cannot be read is left out of the search.
      const entries = await this.fileSystemProvider.readDirectory(UriUtils.dirname(at)).catch(() => []);
      const entry = entries.find(({ uri }) => UriUtils.equals(uri, at));
      if (entry === undefined || !this.shouldIncludeEntry(await this.#followed(entry))) return false;
    }
    return true;
  }

  protected override async performStartup(folders: WorkspaceFolder[]): Promise<LangiumDocument[]> {
    // A folder that is part of a larger project brings all of it: names come from everywhere in a project.
    const outer = await Promise.all(folders.map(({ uri }) => this.#configFolderAbove(Uri.parse(uri))));
    const roots = outer.filter((folder) => folder !== undefined).map((folder) => ({ name: folder.path, uri: folder.toString() }));
    return await super.performStartup([...folders, ...roots]);
  }

  /** Reads configurations on the way; only designs are handed on. */
  protected override async traverseFolder(folder: URI, uris: URI[]): Promise<void> {
    try {
      const entries = await this.fileSystemProvider.readDirectory(folder);
      await Promise.all(entries.map((entry) => this.#visit(entry, uris)));
    } catch (error) {
      this.#parts.log.error(`The folder ${folder.path} cannot be read and is left out.`, error);
    }
  }

  async #visit(found: FileSystemNode, uris: URI[]): Promise<void> {
    const entry = await this.#followed(found);
    if (entry.isFile && isConfigFile(entry.uri)) await this.#parts.configurations.read(entry.uri);
    else if (!this.shouldIncludeEntry(entry)) return;
    else if (entry.isDirectory) await this.traverseFolder(entry.uri, uris);
    else uris.push(entry.uri);
  }

  override shouldIncludeEntry({ isDirectory, isFile, uri }: FileSystemNode): boolean {
    if (isPassedOver(UriUtils.basename(uri))) return false;
    return isDirectory || (isFile && this.serviceRegistry.hasServices(uri));
  }

  /** A link to a file counts as that file. One to a folder does not count: it may lead in a circle, and what it leads to is found by its own way. */
  async #followed(entry: FileSystemNode): Promise<FileSystemNode> {
    if (entry.isFile || entry.isDirectory || !this.serviceRegistry.hasServices(entry.uri)) return entry;
    const isFile = await this.fileSystemProvider.stat(entry.uri).then(
      (target) => target.isFile,
      // A link that leads nowhere.
      () => false,
    );
    return { ...entry, isFile };
  }

  protected override async loadWorkspaceDocuments(uris: Iterable<URI>, collector: (document: LangiumDocument) => void): Promise<void> {
    await Promise.all([...uris].map((uri) => this.#load(uri, collector)));
  }

  async #load(uri: URI, collector: (document: LangiumDocument) => void): Promise<void> {
    try {
      collector(await this.langiumDocuments.getOrCreateDocument(uri));
    } catch (error) {
      this.#parts.log.error(`${uri.path} cannot be read and is left out.`, error);
    }
  }

  async #designsIn(folders: readonly WorkspaceFolder[]): Promise<readonly URI[]> {
    const found = await Promise.all(folders.map((folder) => this.searchFolder(this.getRootFolder(folder))));
    return found.flat();
  }

  /** The nearest folder at or above one that holds a configuration. */
  async #configFolderAbove(start: URI): Promise<URI | undefined> {
    if (start.scheme !== 'file') return undefined;
    for (let folder = start; ; folder = UriUtils.dirname(folder)) {
      if (await this.fileSystemProvider.exists(UriUtils.joinPath(folder, configFileName))) return folder;
      if (UriUtils.dirname(folder).path === folder.path) return undefined;
    }
  }

  #foldersChanged(): void {
    this.#parts.projects.setFolders((this.folders ?? []).map((folder) => this.getRootFolder(folder)));
  }
}
