/** Go to definition, find references, highlight: from a word to what it names and back. */
import type { LangiumDocument } from 'langium';
import { AstUtils, UriUtils } from 'langium';
import type { DefinitionProvider, DocumentHighlightProvider, ReferencesProvider } from 'langium/lsp';
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
  type Location,
  type LocationLink,
  type ReferenceParams,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { ServerServices } from '../module.ts';
import { declarationsOf, nameOf, type Occurrence, occurrencesOf, pointedAt } from './occurrences.ts';

export class ArchDefinitionProvider implements DefinitionProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  getDefinition(document: LangiumDocument, { position }: TextDocumentPositionParams): LocationLink[] | undefined {
    const pointed = pointedAt(this.#services, document, position);
    if (pointed === undefined) return undefined;
    return declarationsOf(this.#services, pointed.target).flatMap((declaration) => {
      const name = nameOf(this.#services, declaration) ?? declaration.$cstNode;
      if (name === undefined) return [];
      return [
        {
          originSelectionRange: pointed.node.range,
          targetUri: AstUtils.getDocument(declaration).textDocument.uri,
          targetRange: declaration.$cstNode?.range ?? name.range,
          targetSelectionRange: name.range,
        },
      ];
    });
  }
}

export class ArchReferencesProvider implements ReferencesProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  findReferences(document: LangiumDocument, { position, context }: ReferenceParams): Location[] {
    const pointed = pointedAt(this.#services, document, position);
    if (pointed === undefined) return [];
    return occurrencesOf(this.#services, pointed.target)
      .filter((occurrence) => context.includeDeclaration || !occurrence.isDeclaration)
      .map(({ uri, node }) => ({ uri: this.#addressOf(uri), range: node.range }));
  }

  /** The address that the client uses for a file. */
  #addressOf(uri: Occurrence['uri']): string {
    return this.#services.shared.workspace.LangiumDocuments.getDocument(uri)?.textDocument.uri ?? uri.toString();
  }
}

export class ArchDocumentHighlightProvider implements DocumentHighlightProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  getDocumentHighlight(document: LangiumDocument, { position }: DocumentHighlightParams): DocumentHighlight[] | undefined {
    const pointed = pointedAt(this.#services, document, position);
    if (pointed === undefined) return undefined;
    return occurrencesOf(this.#services, pointed.target)
      .filter(({ uri }) => UriUtils.equals(uri, document.uri))
      .map(({ node, isDeclaration }) => ({
        range: node.range,
        kind: isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
  }
}
