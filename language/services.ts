/** The language's services on langium's core: parsing, names, problems. The server puts its own on top. */
import type {
  DefaultSharedCoreModuleContext,
  LangiumCoreServices,
  LangiumSharedCoreServices,
  Module,
  PartialLangiumCoreServices,
} from 'langium';
import { createDefaultCoreModule, createDefaultSharedCoreModule, EmptyFileSystem, inject } from 'langium';
import { ArchGeneratedModule, ArchGeneratedSharedModule, ArchLanguageMetaData } from './generated/module.ts';
import { ArchDocumentBuilder } from './names/builder.ts';
import { ArchWorkspaceManager } from './names/catalogue.ts';
import { ArchLinker, ArchReferenceDescriptions, noReferenceDescriptions } from './names/links.ts';
import { NameTables } from './names/project-names.ts';
import type { Projects } from './names/projects.ts';
import { singleProject } from './names/projects.ts';
import { ArchNameProvider, ArchScopeComputation, ArchScopeProvider } from './names/scopes.ts';
import { ArchLexer } from './parser/lexer.ts';
import { createArchParser } from './parser/parser.ts';

/** What the language adds to the services that all documents share. */
export interface ArchAddedSharedServices {
  readonly workspace: {
    readonly Projects: Projects;
    readonly NameTables: NameTables;
  };
}

export type ArchSharedServices = LangiumSharedCoreServices & ArchAddedSharedServices;

export type ArchServices = LangiumCoreServices & { readonly shared: ArchSharedServices };

/** The language's part of the shared services. */
export const ArchSharedModule: Module<ArchSharedServices, ArchAddedSharedServices & PartialSharedServices> = {
  workspace: {
    Projects: () => singleProject,
    NameTables: (services) =>
      new NameTables(
        () => services.workspace.LangiumDocuments,
        () => services.workspace.Projects,
      ),
    DocumentBuilder: (services) => new ArchDocumentBuilder(services, services.workspace.NameTables, () => services.workspace.Projects),
    WorkspaceManager: (services) => new ArchWorkspaceManager(services),
  },
};

interface PartialSharedServices {
  readonly workspace: Pick<LangiumSharedCoreServices['workspace'], 'DocumentBuilder' | 'WorkspaceManager'>;
}

/** The language's part of its own services. */
export const ArchModule: Module<ArchServices, PartialLangiumCoreServices> = {
  // The tests check the grammar; a start that does it again takes 40 ms longer.
  LanguageMetaData: () => ({ ...ArchLanguageMetaData, mode: 'production' }),
  parser: {
    Lexer: (services) => new ArchLexer(services),
    LangiumParser: (services) => createArchParser(services),
  },
  references: {
    ScopeComputation: () => new ArchScopeComputation(),
    ScopeProvider: (services) => new ArchScopeProvider(services, services.shared.workspace.NameTables),
    NameProvider: () => new ArchNameProvider(),
    Linker: (services) => new ArchLinker(services),
  },
  workspace: {
    ReferenceDescriptionProvider: (services) => new ArchReferenceDescriptions(services),
  },
};

/**
 * Makes the services for use without an editor.
 *
 * @param context where files are read from; none by default, texts are then given directly
 * @param projects which file belongs to which project; all to one by default
 * @param edited whether documents change after they are built: what refers to what across files is kept for that, and for nothing else
 */
export function createArchServices(
  context: DefaultSharedCoreModuleContext = EmptyFileSystem,
  projects: Projects = singleProject,
  { edited = true }: { readonly edited?: boolean } = {},
): { readonly shared: ArchSharedServices; readonly Arch: ArchServices } {
  const shared = inject(createDefaultSharedCoreModule(context), ArchGeneratedSharedModule, ArchSharedModule, {
    workspace: { Projects: () => projects },
  });
  const Arch = inject(
    createDefaultCoreModule({ shared }),
    ArchGeneratedModule,
    ArchModule,
    edited ? undefined : { workspace: { ReferenceDescriptionProvider: () => noReferenceDescriptions } },
  );
  shared.ServiceRegistry.register(Arch);
  return { shared, Arch };
}
