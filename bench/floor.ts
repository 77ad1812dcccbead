/** The floor: what langium alone takes to parse and link the files of a folder, with nothing of ours on top. Run by bench/check.ts. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  createLangiumParser,
  DefaultLinker,
  DefaultReferenceDescriptionProvider,
  EmptyFileSystem,
  inject,
  type Module,
  type PartialLangiumCoreServices,
  URI,
} from 'langium';
import { ArchGeneratedModule, ArchGeneratedSharedModule } from '../language/generated/module.ts';
import { ArchModule, type ArchServices, ArchSharedModule, type ArchSharedServices, loadCatalogue } from '../language/index.ts';

const folder = process.argv[2] ?? '.';
const shared: ArchSharedServices = inject(createDefaultSharedCoreModule(EmptyFileSystem), ArchGeneratedSharedModule, ArchSharedModule);
const plain: Module<ArchServices, PartialLangiumCoreServices> = {
  parser: { LangiumParser: (own) => createLangiumParser(own) },
  references: { Linker: (own) => new DefaultLinker(own) },
  workspace: { ReferenceDescriptionProvider: (own) => new DefaultReferenceDescriptionProvider(own) },
};
const services: ArchServices = inject(createDefaultCoreModule({ shared }), ArchGeneratedModule, ArchModule, plain);
shared.ServiceRegistry.register(services);
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
