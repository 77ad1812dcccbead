/** Server features without a process: a workspace of texts in memory, with places marked in them. */
import { EmptyFileSystem, type LangiumDocument, URI } from 'langium';
import type { Position } from 'vscode-languageserver';
import { loadCatalogue } from '../../language/index.ts';
import type { Log } from '../../server/log.ts';
import { createServerServices, type ServerServices } from '../../server/module.ts';

/** Where a cursor stands in a text. */
const cursor = '<|>';

export interface Workspace {
  readonly services: ServerServices;
  /** A file by its name. */
  file(name: string): LangiumDocument;
  /** The places marked in all texts, in the order of files and texts. */
  readonly cursors: readonly { readonly file: string; readonly position: Position }[];
}

/** Failures fail the test that causes them. */
const log: Log = {
  warn: (sentence) => {
    throw new Error(sentence);
  },
  error: (sentence, error) => {
    throw new Error(sentence, { cause: error });
  },
};

let prepared: Promise<ServerServices> | undefined;

/** Services with the catalogue built, made once: building it takes most of the time. */
async function services(): Promise<ServerServices> {
  prepared ??= (async () => {
    const { shared, Arch } = createServerServices({ ...EmptyFileSystem, docsBase: 'https://example.org/rules/', log });
    await shared.workspace.DocumentBuilder.build(loadCatalogue(shared));
    return Arch;
  })();
  return await prepared;
}

let count = 0;

/**
 * Builds a workspace of one project.
 * @param texts by file name, or one text that is `main.arch`; `<|>` marks places
 */
export async function workspace(texts: string | Readonly<Record<string, string>>): Promise<Workspace> {
  const Arch = await services();
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder, Projects } = Arch.shared.workspace;
  const root = URI.file(`/workspace${++count}`);
  Projects.setFolders([root]);
  const files = new Map<string, LangiumDocument>();
  const cursors: { file: string; position: Position }[] = [];
  for (const [name, marked] of Object.entries(typeof texts === 'string' ? { 'main.arch': texts } : texts)) {
    const document = LangiumDocumentFactory.fromString(marked.replaceAll(cursor, ''), URI.parse(`${root.toString()}/${name}`));
    LangiumDocuments.addDocument(document);
    files.set(name, document);
    marked.split(cursor).reduce((offset, part, index, { length }) => {
      if (index < length - 1) cursors.push({ file: name, position: document.textDocument.positionAt(offset + part.length) });
      return offset + part.length;
    }, 0);
  }
  await DocumentBuilder.build([...files.values()]);
  return {
    services: Arch,
    cursors,
    file: (name) => {
      const document = files.get(name);
      if (document === undefined) throw new Error(`There is no file ${name}.`);
      return document;
    },
  };
}

/** What is asked about a place of a document. */
export interface Place {
  readonly document: LangiumDocument;
  readonly params: { readonly textDocument: { readonly uri: string }; readonly position: Position };
}

/** The first marked place. */
export function placeOf({ cursors, file }: Workspace, index = 0): Place {
  const place = cursors[index];
  if (place === undefined) throw new Error(`The texts mark no place with ${cursor}.`);
  const document = file(place.file);
  return { document, params: { textDocument: { uri: document.uri.toString() }, position: place.position } };
}
