/** The document builder as the server needs it: findings are the project's affair, and answers are about the text as it is now. */
import type { DocumentState, LangiumDocument, URI } from 'langium';
import { type Cancellation, interruptAndCheck, OperationCancelled, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { ArchLanguageMetaData } from '../language/generated/module.ts';
import type { ArchSharedServices } from '../language/index.ts';
import { ArchDocumentBuilder } from '../language/names/builder.ts';

export class ServerDocumentBuilder extends ArchDocumentBuilder {
  readonly #services: LangiumSharedServices;

  constructor(services: LangiumSharedServices & ArchSharedServices) {
    super(services, services.workspace.NameTables, () => services.workspace.Projects);
    this.#services = services;
  }

  /** Nothing is found file by file: see `ProjectAnalyses`. */
  protected override validate(): Promise<void> {
    return Promise.resolve();
  }

  /** A request may come before the build that takes in the edit which the request is about. It waits for that build. */
  protected override async awaitDocumentState(state: DocumentState, uri: URI, token: Cancellation.CancellationToken): Promise<URI> {
    const document = this.langiumDocuments.getDocument(uri);
    const opened = this.#services.workspace.TextDocuments.get(uri)?.languageId === ArchLanguageMetaData.languageId;
    if (!opened) return await super.awaitDocumentState(state, uri, token);
    if (document !== undefined && !this.#isOutdated(document) && document.state >= state) return uri;
    await this.#next(token, (resolve) =>
      this.onDocumentPhase(state, (built) => {
        if (UriUtils.equals(built.uri, uri) && !this.#isOutdated(built)) resolve();
      }),
    );
    return uri;
  }

  protected override async awaitBuilderState(state: DocumentState, token: Cancellation.CancellationToken): Promise<void> {
    if (!this.langiumDocuments.all.some((document) => this.#isOutdated(document))) return await super.awaitBuilderState(state, token);
    await this.#next(token, (resolve) => this.onBuildPhase(state, resolve));
  }

  /** Tells of every phase, also of one that had nothing to do: a request may wait for it. */
  protected override async notifyBuildPhase(
    documents: LangiumDocument[],
    state: DocumentState,
    token: Cancellation.CancellationToken,
  ): Promise<void> {
    if (documents.length > 0) return await super.notifyBuildPhase(documents, state, token);
    for (const listener of [...this.buildPhaseListeners.get(state)]) {
      await interruptAndCheck(token);
      await listener(documents, token);
    }
  }

  /** Whether a document's syntax tree is older than the text in the editor. */
  #isOutdated(document: LangiumDocument): boolean {
    const text = this.#services.workspace.TextDocuments.get(document.uri);
    return text !== undefined && text.getText() !== document.parseResult.value.$cstNode?.root.fullText;
  }

  #next(token: Cancellation.CancellationToken, listen: (resolve: () => void) => { dispose(): void }): Promise<void> {
    if (token.isCancellationRequested) return Promise.reject(OperationCancelled);
    return new Promise((resolve, reject) => {
      const cancelled = token.onCancellationRequested(() => {
        done();
        reject(OperationCancelled);
      });
      const heard = listen(() => {
        done();
        resolve();
      });
      const done = (): void => {
        cancelled.dispose();
        heard.dispose();
      };
    });
  }
}
