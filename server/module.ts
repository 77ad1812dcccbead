/** Puts the server together. Nothing but wiring. */
import { createGrammarConfig, inject, type Module } from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type DefaultSharedModuleContext,
  DefaultTextDocumentContentProvider,
  type LangiumServices,
  type LangiumSharedServices,
  type PartialLangiumServices,
  type PartialLangiumSharedServices,
} from 'langium/lsp';
import { ArchGeneratedModule, ArchGeneratedSharedModule } from '../language/generated/module.ts';
import { ArchModule, ArchSharedModule, type ArchSharedServices, builtinScheme } from '../language/index.ts';
import { ServerDocumentBuilder } from './builder.ts';
import { ArchLanguageServer } from './capabilities.ts';
import { Configurations } from './configurations.ts';
import { DiagnosticsPublisher } from './diagnostics.ts';
import { ServerDocumentFactory } from './documents.ts';
import { createExplorer, type Explorer } from './explorer.ts';
import { ArchCodeActionProvider } from './features/code-actions.ts';
import { ArchCodeLensProvider } from './features/code-lens.ts';
import { ArchCompletionProvider } from './features/completion.ts';
import { listenForDetails } from './features/details.ts';
import { DiagramFeature } from './features/diagram.ts';
import { ArchFoldingRangeProvider } from './features/folding.ts';
import { ArchFormatter } from './features/formatting.ts';
import { ArchHoverProvider } from './features/hover.ts';
import { ArchInlayHintProvider } from './features/inlay-hints.ts';
import { ArchDefinitionProvider, ArchDocumentHighlightProvider, ArchReferencesProvider } from './features/navigation.ts';
import { ArchRenameProvider } from './features/rename.ts';
import { RunsFeature } from './features/runs.ts';
import { ArchSemanticTokenProvider } from './features/semantic-tokens.ts';
import { SnippetFeature } from './features/snippets.ts';
import { ArchDocumentSymbolProvider, ArchWorkspaceSymbolProvider } from './features/symbols.ts';
import { guarded } from './guard.ts';
import { createLayouter, type Layouter } from './layout.ts';
import { connectionLog, type Log } from './log.ts';
import { ProjectAnalyses } from './project-analyses.ts';
import { FileProjects } from './projects.ts';
import { UnsavedTexts } from './unsaved.ts';
import { ServerUpdateHandler } from './updates.ts';
import { ServerWorkspaceManager } from './workspace.ts';

/** What the server adds to the services that all documents share. */
export interface ServerAddedSharedServices {
  readonly server: {
    readonly Log: Log;
    readonly Configurations: Configurations;
    readonly ProjectAnalyses: ProjectAnalyses;
    readonly DiagnosticsPublisher: DiagnosticsPublisher;
    readonly UnsavedTexts: UnsavedTexts;
    readonly Diagrams: DiagramFeature;
    readonly Snippets: SnippetFeature;
    readonly Layouter: Layouter;
    readonly Runs: RunsFeature;
    readonly Explorer: Explorer;
    /** Where the rules' pages are, an address that ends in a slash. */
    readonly docsBase: string;
  };
  readonly workspace: { readonly Projects: FileProjects; readonly WorkspaceManager: ServerWorkspaceManager };
}

export type ServerSharedServices = LangiumSharedServices & ArchSharedServices & ServerAddedSharedServices;
export type ServerServices = LangiumServices & { readonly shared: ServerSharedServices };

export interface ServerContext extends DefaultSharedModuleContext {
  readonly docsBase: string;
  /** Where failures are told; the client's output if not said. */
  readonly log?: Log;
}

function sharedModule(context: ServerContext): Module<ServerSharedServices, PartialLangiumSharedServices & ServerAddedSharedServices> {
  return {
    server: {
      docsBase: () => context.docsBase,
      Log: ({ lsp }) => context.log ?? connectionLog(lsp.Connection),
      Configurations: (services) => new Configurations(services, services.workspace.Projects, services.server.Log),
      ProjectAnalyses: (services) =>
        new ProjectAnalyses(services, {
          projects: services.workspace.Projects,
          log: services.server.Log,
          docsBase: services.server.docsBase,
        }),
      Diagrams: (services) => new DiagramFeature(services, () => services.server.Layouter),
      Snippets: (services) => new SnippetFeature(services, () => services.server.Layouter),
      Layouter: () => createLayouter(),
      Runs: (services) => new RunsFeature(services, () => services.server.Explorer),
      Explorer: () => createExplorer(),
      UnsavedTexts: (services) => new UnsavedTexts((uri) => services.workspace.TextDocuments.get(uri)),
      DiagnosticsPublisher: (services) =>
        new DiagnosticsPublisher(services, services.workspace.Projects, services.server.docsBase, services.server.UnsavedTexts),
    },
    workspace: {
      Projects: () => new FileProjects(),
      DocumentBuilder: (services) => new ServerDocumentBuilder(services),
      LangiumDocumentFactory: (services) => new ServerDocumentFactory(services, services.server.Log),
      WorkspaceManager: (services) =>
        new ServerWorkspaceManager(services, {
          projects: services.workspace.Projects,
          configurations: services.server.Configurations,
          log: services.server.Log,
          refresh: (token) => services.server.ProjectAnalyses.refresh(token),
        }),
    },
    lsp: {
      DocumentUpdateHandler: (services) =>
        new ServerUpdateHandler(services, {
          projects: services.workspace.Projects,
          configurations: services.server.Configurations,
          workspace: services.workspace.WorkspaceManager,
          analyses: services.server.ProjectAnalyses,
          publisher: services.server.DiagnosticsPublisher,
          unsaved: services.server.UnsavedTexts,
          log: services.server.Log,
        }),
      LanguageServer: (services) => new ArchLanguageServer(services),
      WorkspaceSymbolProvider: (services) => guarded(services.server.Log, 'The symbols', new ArchWorkspaceSymbolProvider(services)),
      TextDocumentContentProvider: (services) => new DefaultTextDocumentContentProvider(services, builtinScheme),
    },
  };
}

const languageModule: Module<ServerServices, PartialLangiumServices> = {
  parser: {
    // Where a name begins and ends, in any script.
    GrammarConfig: (services) => ({ ...createGrammarConfig(services), nameRegexp: /[\p{L}\p{N}_-]/u }),
  },
  lsp: {
    CodeActionProvider: (services) => guarded(services.shared.server.Log, 'The quick fixes', new ArchCodeActionProvider(services)),
    CodeLensProvider: (services) => guarded(services.shared.server.Log, 'The code lenses', new ArchCodeLensProvider(services)),
    CompletionProvider: (services) => guarded(services.shared.server.Log, 'The completion', new ArchCompletionProvider(services)),
    DefinitionProvider: (services) => guarded(services.shared.server.Log, 'The definition', new ArchDefinitionProvider(services)),
    DocumentHighlightProvider: (services) =>
      guarded(services.shared.server.Log, 'The highlights', new ArchDocumentHighlightProvider(services)),
    DocumentSymbolProvider: (services) => guarded(services.shared.server.Log, 'The outline', new ArchDocumentSymbolProvider(services)),
    FoldingRangeProvider: (services) => guarded(services.shared.server.Log, 'The folding', new ArchFoldingRangeProvider()),
    Formatter: (services) => guarded(services.shared.server.Log, 'The formatted text', new ArchFormatter(services)),
    HoverProvider: (services) => guarded(services.shared.server.Log, 'The hover text', new ArchHoverProvider(services)),
    InlayHintProvider: (services) => guarded(services.shared.server.Log, 'The hints', new ArchInlayHintProvider(services)),
    ReferencesProvider: (services) => guarded(services.shared.server.Log, 'The references', new ArchReferencesProvider(services)),
    RenameProvider: (services) => guarded(services.shared.server.Log, 'The new name', new ArchRenameProvider(services)),
    SemanticTokenProvider: (services) => guarded(services.shared.server.Log, 'The colours', new ArchSemanticTokenProvider(services)),
  },
};

/**
 * Makes the server's services.
 *
 * @param context the connection to the client (none in tests of single features), where files are read from, where the rules' pages are
 */
export function createServerServices(context: ServerContext): { readonly shared: ServerSharedServices; readonly Arch: ServerServices } {
  const shared: ServerSharedServices = inject(
    createDefaultSharedModule(context),
    ArchGeneratedSharedModule,
    ArchSharedModule,
    sharedModule(context),
  );
  const Arch: ServerServices = inject(createDefaultModule({ shared }), ArchGeneratedModule, ArchModule, languageModule);
  shared.ServiceRegistry.register(Arch);
  shared.server.ProjectAnalyses.onFound((analysis) => shared.server.DiagnosticsPublisher.publish(analysis));
  shared.server.Diagrams.listen();
  listenForDetails(shared);
  shared.server.Snippets.listen();
  shared.server.Runs.listen();
  return { shared, Arch };
}
