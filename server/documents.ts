/** Files that cannot be read leave the rest of the project alone. */
import type { Cancellation, LangiumDocument } from 'langium';
import { DefaultLangiumDocumentFactory } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Log } from './log.ts';

export class ServerDocumentFactory extends DefaultLangiumDocumentFactory {
  readonly #log: Log;

  constructor(services: LangiumSharedServices, log: Log) {
    super(services);
    this.#log = log;
  }

  protected override async getUpdatedText(
    document: LangiumDocument,
    textDocument: TextDocument | undefined,
    token: Cancellation.CancellationToken,
  ): Promise<string> {
    try {
      return await super.getUpdatedText(document, textDocument, token);
    } catch (error) {
      this.#log.error(`${document.uri.path} cannot be read and counts as empty.`, error);
      return '';
    }
  }
}
