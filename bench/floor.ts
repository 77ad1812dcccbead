/** The floor: what langium alone takes to parse and link the files of a folder, with nothing of ours on top. Run by bench/check.ts. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmptyFileSystem, URI } from 'langium';
import { createArchServices, loadCatalogue } from '../language/index.ts';

const folder = process.argv[2] ?? '.';
const { shared } = createArchServices(EmptyFileSystem);
const documents = loadCatalogue(shared);
for (const name of await readdir(folder)) {
  const document = shared.workspace.LangiumDocumentFactory.fromString(
    await readFile(join(folder, name), 'utf8'),
    URI.file(join(folder, name)),
  );
  shared.workspace.LangiumDocuments.addDocument(document);
  documents.push(document);
}
await shared.workspace.DocumentBuilder.build(documents, { validation: false });
