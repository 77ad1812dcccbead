/** Small projects for tests: files by name, parsed, linked and checked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileSystemNode, LangiumDocument } from 'langium';
import { EmptyFileSystemProvider, URI } from 'langium';
import type { ArchServices, ArchSharedServices, Document, Projects } from '../../language/index.ts';
import { createArchServices, isBuiltin, loadCatalogue, problemsOf } from '../../language/index.ts';
import type { Problem, TextEdit } from '../../language/model/source.ts';

/** A file of the project. */
export type File = LangiumDocument<Document>;

/** Files that are only texts. */
class Texts extends EmptyFileSystemProvider {
  readonly texts = new Map<string, string>();

  override readFile(): Promise<string>;
  override readFile(uri?: URI): Promise<string> {
    return Promise.resolve(this.texts.get(uri?.toString() ?? '') ?? '');
  }

  override stat(uri: URI): Promise<FileSystemNode> {
    return Promise.resolve({ uri, isFile: true, isDirectory: false });
  }
}

/** A project of texts, changed as an editor would change it. */
export class TestProject {
  readonly shared: ArchSharedServices;
  readonly services: ArchServices;
  readonly #files = new Texts();

  constructor(projects?: Projects) {
    const { shared, Arch } = createArchServices({ fileSystemProvider: () => this.#files }, projects);
    this.shared = shared;
    this.services = Arch;
  }

  /** Loads the built-in technologies and these files. */
  async open(files: Readonly<Record<string, string>>): Promise<this> {
    const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = this.shared.workspace;
    const documents = loadCatalogue(this.shared);
    for (const [name, text] of Object.entries(files)) {
      const document = LangiumDocumentFactory.fromString(text, uriOf(name));
      LangiumDocuments.addDocument(document);
      documents.push(document);
    }
    await DocumentBuilder.build(documents);
    return this;
  }

  /** Takes all files away again; the built-in technologies stay loaded. */
  async close(): Promise<void> {
    const { LangiumDocuments, DocumentBuilder } = this.shared.workspace;
    const own = LangiumDocuments.all
      .map(({ uri }) => uri)
      .filter((uri) => !isBuiltin(uri))
      .toArray();
    await DocumentBuilder.update([], own);
  }

  /** Replaces the text of a file, or adds it. */
  async change(name: string, text: string): Promise<void> {
    this.#files.texts.set(uriOf(name).toString(), text);
    await this.shared.workspace.DocumentBuilder.update([uriOf(name)], []);
  }

  async remove(name: string): Promise<void> {
    await this.shared.workspace.DocumentBuilder.update([], [uriOf(name)]);
  }

  file(name: string): File {
    const document = this.shared.workspace.LangiumDocuments.getDocument(uriOf(name));
    if (document === undefined) throw new Error(`The project has no file ${name}.`);
    return document as File;
  }

  problems(name: string): readonly Problem[] {
    const document = this.file(name);
    return problemsOf(document, this.shared.workspace.NameTables.at(document.uri));
  }
}

/** The address of a project's file. */
export function uriOf(name: string): URI {
  return URI.file(`/project/${name}`);
}

/** The example designs: paths below `test/corpus` and texts. */
export function corpus(): ReadonlyMap<string, string> {
  const folder = fileURLToPath(new URL('../corpus', import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.arch'));
  return new Map(names.sort().map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]));
}

/** Applies edits of one file. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { offset, end, text: inserted } of [...edits].sort((a, b) => b.offset - a.offset)) {
    result = result.slice(0, offset) + inserted + result.slice(end);
  }
  return result;
}
