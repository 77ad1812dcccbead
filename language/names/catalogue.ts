/** The technologies that come with the product, as documents of their own that every project sees. */
import type { LangiumDocument, LangiumSharedCoreServices, WorkspaceFolder } from 'langium';
import { DefaultWorkspaceManager, URI } from 'langium';
import { technologySources } from '../generated/technologies.ts';
import { builtinScheme } from './projects.ts';

/** The address of a built-in file, `builtin:/aws.arch` say. */
export function builtinUri(file: string): URI {
  return URI.from({ scheme: builtinScheme, path: `/${file}` });
}

/** The text of a built-in file, for editors that open it; `undefined` if there is none of that address. */
export function builtinText(uri: URI): string | undefined {
  return uri.scheme === builtinScheme ? technologySources[uri.path.slice(1)] : undefined;
}

/**
 * Adds the built-in technologies to the documents, unless they are there.
 *
 * @returns those added; they are not built yet: pass them to `DocumentBuilder.build` together with the first documents
 */
export function loadCatalogue(shared: LangiumSharedCoreServices): LangiumDocument[] {
  const added: LangiumDocument[] = [];
  for (const [file, text] of Object.entries(technologySources)) {
    const uri = builtinUri(file);
    if (shared.workspace.LangiumDocuments.hasDocument(uri)) continue;
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, uri);
    shared.workspace.LangiumDocuments.addDocument(document);
    added.push(document);
  }
  return added;
}

/** Loads the built-in technologies before the files of the workspace. */
export class ArchWorkspaceManager extends DefaultWorkspaceManager {
  readonly #shared: LangiumSharedCoreServices;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.#shared = services;
  }

  protected override loadAdditionalDocuments(_folders: WorkspaceFolder[], collector: (document: LangiumDocument) => void): Promise<void> {
    for (const document of loadCatalogue(this.#shared)) collector(document);
    return Promise.resolve();
  }
}
