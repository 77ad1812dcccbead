/** What happens when texts, files, folders or configurations change. Every change ends in fresh findings, or is overtaken by the next. */
import { type Cancellation, type FileSystemProvider, URI, UriUtils } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import {
  type DidChangeWatchedFilesParams,
  FileChangeType,
  type FileSystemWatcher,
  type TextDocumentChangeEvent,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { configFileName } from '../analysis/config.ts';
import type { ArchSharedServices } from '../language/index.ts';
import { isBuiltin } from '../language/index.ts';
import type { Configurations } from './configurations.ts';
import type { DiagnosticsPublisher } from './diagnostics.ts';
import type { Log } from './log.ts';
import type { ProjectAnalyses } from './project-analyses.ts';
import { type FileProjects, isConfigFile } from './projects.ts';
import type { UnsavedTexts } from './unsaved.ts';
import type { ServerWorkspaceManager } from './workspace.ts';

/** A change of files, by their addresses; folders stand for all that is in them. */
interface Change {
  readonly changed: readonly URI[];
  readonly deleted: readonly URI[];
}

export interface UpdateParts {
  readonly projects: FileProjects;
  readonly configurations: Configurations;
  readonly workspace: ServerWorkspaceManager;
  readonly analyses: ProjectAnalyses;
  readonly publisher: DiagnosticsPublisher;
  readonly unsaved: UnsavedTexts;
  readonly log: Log;
}

export class ServerUpdateHandler extends DefaultDocumentUpdateHandler {
  readonly #services: LangiumSharedServices & ArchSharedServices;
  readonly #files: FileSystemProvider;
  readonly #parts: UpdateParts;

  constructor(services: LangiumSharedServices & ArchSharedServices, parts: UpdateParts) {
    super(services);
    this.#services = services;
    this.#files = services.workspace.FileSystemProvider;
    this.#parts = parts;
    let tellsFolders = false;
    services.lsp.LanguageServer.onInitialize(({ capabilities }) => {
      tellsFolders = capabilities.workspace?.workspaceFolders === true;
    });
    services.lsp.LanguageServer.onInitialized(() => {
      // For a client that does not tell of folders, asking to be told is an error.
      if (tellsFolders) services.lsp.Connection?.workspace.onDidChangeWorkspaceFolders((event) => this.#changeFolders(event));
    });
  }

  protected override getWatchers(): FileSystemWatcher[] {
    // Everything, because a folder that is moved or deleted is told by its own name alone.
    return [{ globPattern: '**/*' }];
  }

  override didChangeContent({ document }: TextDocumentChangeEvent<TextDocument>): void {
    this.#change({ changed: [URI.parse(document.uri)], deleted: [] });
  }

  /** What is written is meant as it stands now. */
  didSaveDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const { analyses, publisher, projects, unsaved } = this.#parts;
    unsaved.saved(document);
    const project = projects.projectOf(URI.parse(document.uri));
    for (const analysis of analyses.all) if (analysis.project === project) publisher.publish(analysis);
  }

  didOpenDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    this.#parts.unsaved.saved(document);
    const uri = URI.parse(document.uri);
    if (!this.#concerns(uri) || this.#parts.projects.isInFolder(uri)) return;
    this.#write(async (token) => {
      const designs = await this.#parts.workspace.projectAbove(uri);
      if (designs.length > 0) await this.#rebuildAll({ changed: designs, deleted: [] }, token);
    });
  }

  /** What was not saved is void; a file that is in no folder is of no further interest. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    this.#parts.unsaved.closed(document);
    const uri = URI.parse(document.uri);
    if (isBuiltin(uri)) return;
    this.#write(async (token) => {
      const stays = await this.#parts.workspace.finds(uri);
      await this.#update(stays ? { changed: [uri], deleted: [] } : { changed: [], deleted: [uri] }, token);
    });
  }

  override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
    this.onWatchedFilesChangeEmitter.fire(params);
    const uris = (deleted: boolean): URI[] => [
      ...new Map(
        params.changes.filter(({ type }) => (type === FileChangeType.Deleted) === deleted).map(({ uri }) => [uri, URI.parse(uri)]),
      ).values(),
    ];
    // The editor's text counts while a file is open, whatever happens on disk.
    const onDisk = (uri: URI): boolean => !this.#isOpen(uri);
    const changed = uris(false).filter((uri) => onDisk(uri) && !this.#parts.projects.isPassedOver(uri));
    this.#change({ changed, deleted: uris(true).filter(onDisk) });
    const unclear = changed.filter((uri) => !this.#concerns(uri) && this.#parts.projects.isInFolder(uri));
    if (unclear.length > 0) void this.#changeFoldersAmong(unclear);
  }

  /** A folder may be called `orders.v2`: what looks like a file of no interest is looked at before anything waits for it. */
  async #changeFoldersAmong(uris: readonly URI[]): Promise<void> {
    const found = await Promise.all(uris.map(async (uri) => ((await this.#isFolder(uri)) ? [uri] : [])));
    const changed = found.flat();
    if (changed.length > 0) this.#write((token) => this.#update({ changed, deleted: [] }, token));
  }

  #isFolder(uri: URI): Promise<boolean> {
    return this.#files.stat(uri).then(
      (stat) => stat.isDirectory,
      // What has gone meanwhile is told of next.
      () => false,
    );
  }

  #changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): void {
    this.#write(async (token) => {
      const changed = await this.#parts.workspace.changeFolders(added, removed);
      const gone = this.#services.workspace.LangiumDocuments.all
        .map(({ uri }) => uri)
        .filter((uri) => !isBuiltin(uri) && !this.#isOpen(uri) && !this.#parts.projects.isInFolder(uri))
        .toArray();
      await this.#rebuildAll({ changed, deleted: gone }, token);
    });
  }

  #change(change: Change): void {
    const changed = change.changed.filter((uri) => this.#concerns(uri));
    const deleted = change.deleted.filter((uri) => this.#concerns(uri) || this.#isFolderOfProject(uri));
    if (changed.length + deleted.length > 0) this.#write((token) => this.#update({ changed, deleted }, token));
  }

  /** Whether a change may matter: designs, configurations, and what has no extension and so may be a folder. */
  #concerns(uri: URI): boolean {
    if (isBuiltin(uri)) return false;
    if (isConfigFile(uri) || this.#services.ServiceRegistry.hasServices(uri) || UriUtils.extname(uri) === '') return true;
    return this.#parts.projects.configFoldersExtending(uri).length > 0;
  }

  #isFolderOfProject(uri: URI): boolean {
    const inside = `${uri.toString()}/`;
    return this.#services.workspace.LangiumDocuments.all.some((document) => document.uri.toString().startsWith(inside));
  }

  #isOpen(uri: URI): boolean {
    return this.#services.workspace.TextDocuments.get(uri) !== undefined;
  }

  /** One change after another; a newer one cancels what runs, which it then does along with its own work. */
  #write(action: (token: Cancellation.CancellationToken) => Promise<void>): void {
    const { workspace } = this.#services;
    workspace.WorkspaceManager.ready
      .then(() => workspace.WorkspaceLock.write(action))
      .catch((error: unknown) => this.#parts.log.error('A change could not be taken in. The next one will be.', error));
  }

  async #update({ changed, deleted }: Change, token: Cancellation.CancellationToken): Promise<void> {
    const { projects, analyses } = this.#parts;
    const before = projects.generation;
    await this.#readConfigurations([...changed, ...deleted]);
    const isDesign = (uri: URI): boolean => !isConfigFile(uri) && UriUtils.extname(uri) !== '.json';
    const designs: Change = { changed: await this.#designsAmong(changed.filter(isDesign)), deleted: deleted.filter(isDesign) };
    if (projects.generation !== before) return await this.#rebuildAll(designs, token);
    await this.documentBuilder.update([...designs.changed], [...designs.deleted], token);
    await analyses.refresh(token);
  }

  async #readConfigurations(uris: readonly URI[]): Promise<void> {
    const { projects, configurations, analyses } = this.#parts;
    const folders = uris.flatMap((uri) => [...projects.configFoldersBelow(uri), ...projects.configFoldersExtending(uri)]);
    const inFolders = [...new Set(folders)].map((folder) => URI.parse(`${folder}/${configFileName}`));
    for (const uri of [...uris.filter(isConfigFile), ...inFolders]) {
      await configurations.read(uri);
      analyses.reconsider(projects.projectOf(uri));
    }
  }

  /** Designs as they are, folders as the designs in them (which brings in their configurations too). */
  async #designsAmong(uris: readonly URI[]): Promise<readonly URI[]> {
    const found = await Promise.all(
      uris.map(async (uri) => {
        if (this.#isOpen(uri) || this.#services.ServiceRegistry.hasServices(uri)) return [uri];
        return (await this.#isFolder(uri)) ? await this.#parts.workspace.searchFolder(uri) : [];
      }),
    );
    return found.flat();
  }

  async #rebuildAll({ changed, deleted }: Change, token: Cancellation.CancellationToken): Promise<void> {
    const { NameTables, LangiumDocuments } = this.#services.workspace;
    NameTables.clear();
    const gone = new Set(deleted.map(String));
    const all = LangiumDocuments.all
      .toArray()
      .map(({ uri }) => uri)
      .filter((uri) => !isBuiltin(uri) && !gone.has(uri.toString()));
    this.#parts.analyses.reconsiderAll();
    await this.documentBuilder.update([...new Map([...all, ...changed].map((uri) => [uri.toString(), uri])).values()], [...deleted], token);
    await this.#parts.analyses.refresh(token);
  }
}
