/** From the texts of whole projects to their Designs, for whoever has no editor: the command line and tests. */
import { EmptyFileSystem, URI } from 'langium';
import { type ArchDocument, buildDesign } from './model/build.ts';
import type { Design } from './model/design.ts';
import { loadCatalogue } from './names/catalogue.ts';
import { problemsOf } from './problems/index.ts';
import { type ArchSharedServices, createArchServices } from './services.ts';

/** A project's files: text by address. */
export type ProjectTexts = ReadonlyMap<string, string>;

/** Reads projects one set after another; the catalogue is read once. */
export class ProjectReader {
  readonly #projectOf = new Map<string, string>();
  readonly #shared: ArchSharedServices;
  readonly #catalogue: readonly ArchDocument[];
  #pending: readonly ArchDocument[];

  constructor() {
    const projects = { projectOf: (uri: URI) => this.#projectOf.get(uri.toString()) ?? '' };
    this.#shared = createArchServices(EmptyFileSystem, projects).shared;
    // The catalogue is loaded by its own language's factory, so that its trees are of our grammar.
    this.#catalogue = loadCatalogue(this.#shared) as ArchDocument[];
    this.#pending = this.#catalogue;
  }

  /**
   * Reads projects that do not see each other. Broken texts are read as far as they are understood.
   * @returns a design each, in the order given. They share nothing with the next call.
   */
  async read(projects: readonly ProjectTexts[]): Promise<readonly Design[]> {
    const { workspace } = this.#shared;
    const read = projects.map((texts, index) => this.#documents(texts, `${index}`));
    await workspace.DocumentBuilder.build([...this.#pending, ...read.flat()], { validation: false });
    this.#pending = [];
    const designs = read.map((documents) => {
      const problems = documents.flatMap((document) => problemsOf(document, workspace.NameTables.at(document.uri)));
      return buildDesign({ documents, catalogue: this.#catalogue, problems });
    });
    for (const document of read.flat()) workspace.LangiumDocuments.deleteDocument(document.uri);
    this.#projectOf.clear();
    workspace.NameTables.clear();
    return designs;
  }

  #documents(texts: ProjectTexts, project: string): readonly ArchDocument[] {
    const { LangiumDocumentFactory, LangiumDocuments } = this.#shared.workspace;
    return [...texts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([uri, text]) => {
        const document = LangiumDocumentFactory.fromString(text, URI.parse(uri)) as ArchDocument;
        this.#projectOf.set(document.uri.toString(), project);
        LangiumDocuments.addDocument(document);
        return document;
      });
  }
}
