/** From the texts of whole projects to their Designs, for whoever has no editor: the command line and tests. */
import { type AstNode, AstUtils, type CstNode, EmptyFileSystem, URI } from 'langium';
import { type ArchDocument, buildDesign } from './model/build.ts';
import type { Design } from './model/design.ts';
import { loadCatalogue } from './names/catalogue.ts';
import { problemsOf } from './problems/index.ts';
import { type ArchSharedServices, createArchServices } from './services.ts';

/** A project's files: text by address. */
export type ProjectTexts = ReadonlyMap<string, string>;

/** A declaration that is to have another name. */
export interface Rename {
  readonly uri: string;
  /** Where its name begins. */
  readonly offset: number;
  readonly to: string;
}

/** A word to replace. */
export interface WordEdit {
  readonly offset: number;
  readonly end: number;
  readonly text: string;
}

/** Reads projects one set after another; the catalogue is read once. */
export class ProjectReader {
  readonly #projectOf = new Map<string, string>();
  readonly #shared: ArchSharedServices;
  readonly #catalogue: readonly ArchDocument[];
  #pending: readonly ArchDocument[];

  constructor() {
    const projects = { projectOf: (uri: URI) => this.#projectOf.get(uri.toString()) ?? '' };
    this.#shared = createArchServices(EmptyFileSystem, projects, { edited: false }).shared;
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

  /**
   * Gives declarations other names, wherever they are named.
   * @param renames the place of each declared name, and the new name
   * @returns the words to replace, by file, in the order of the text
   */
  async renamed(texts: ProjectTexts, renames: readonly Rename[]): Promise<ReadonlyMap<string, readonly WordEdit[]>> {
    const { workspace, ServiceRegistry } = this.#shared;
    const documents = this.#documents(texts, '0');
    await workspace.DocumentBuilder.build([...this.#pending, ...documents], { validation: false });
    this.#pending = [];
    const targets = new Map<AstNode, string>();
    const edits = new Map<string, WordEdit[]>();
    const note = (document: ArchDocument, node: CstNode | undefined, text: string): void => {
      if (!node) return;
      const uri = document.uri.toString();
      edits.set(uri, [...(edits.get(uri) ?? []), { offset: node.offset, end: node.end, text }]);
    };
    for (const document of documents) {
      const { NameProvider } = ServiceRegistry.getServices(document.uri).references;
      const own = renames.filter(({ uri }) => uri === document.uri.toString());
      for (const node of own.length > 0 ? AstUtils.streamAst(document.parseResult.value) : []) {
        const name = NameProvider.getNameNode(node);
        const rename = own.find(({ offset }) => name?.offset === offset);
        if (!rename) continue;
        targets.set(node, rename.to);
        note(document, name, rename.to);
      }
    }
    for (const document of documents) {
      for (const node of AstUtils.streamAst(document.parseResult.value)) {
        for (const { reference } of AstUtils.streamReferences(node)) {
          const to = 'ref' in reference && reference.ref ? targets.get(reference.ref) : undefined;
          if (to !== undefined) note(document, reference.$refNode, to);
        }
      }
    }
    for (const document of documents) workspace.LangiumDocuments.deleteDocument(document.uri);
    this.#projectOf.clear();
    workspace.NameTables.clear();
    return new Map([...edits].map(([uri, list]) => [uri, list.toSorted((one, other) => one.offset - other.offset)]));
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
