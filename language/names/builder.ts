import type { BuildOptions, LangiumDocument, LangiumSharedCoreServices } from 'langium';
import { type Cancellation, DefaultDocumentBuilder, DocumentState } from 'langium';
import { isDocument } from '../generated/ast.ts';
import { fileNames, type NameTables } from './project-names.ts';
import type { Projects } from './projects.ts';
import { isBuiltin } from './projects.ts';
import type { FileNames, SystemNames } from './symbols.ts';

/**
 * Keeps references right across files. Langium relinks what pointed into a changed file and what pointed nowhere. A name that is
 * new may also take over what was resolved elsewhere (a project's technology in place of the catalogue's, an element in place of a
 * system, an earlier declaration in place of a later one): files that use such a name are relinked too.
 */
export class ArchDocumentBuilder extends DefaultDocumentBuilder {
  readonly #tables: NameTables;
  readonly #projects: () => Projects;
  readonly #lastNames = new Map<string, FileNames>();

  constructor(services: LangiumSharedCoreServices, tables: NameTables, projects: () => Projects) {
    super(services);
    this.#tables = tables;
    this.#projects = projects;
    this.onUpdate((_changed, deleted) => {
      tables.clear();
      for (const uri of deleted) this.#lastNames.delete(uri.toString());
    });
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<void> {
    this.prepareBuild(documents, options);
    await this.runCancelable(documents, DocumentState.Parsed, cancelToken, (document) =>
      this.langiumDocumentFactory.update(document, cancelToken),
    );
    this.#tables.clear();
    const taken = this.#relinkWhereNamesAreTaken(documents);
    await super.buildDocuments([...new Set([...documents, ...taken])], options, cancelToken);
  }

  #relinkWhereNamesAreTaken(documents: readonly LangiumDocument[]): LangiumDocument[] {
    const newNames = this.#newNames(documents);
    if (newNames.size === 0) return [];
    const affected = this.langiumDocuments.all
      .filter((document) => document.state >= DocumentState.Linked && !isBuiltin(document.uri))
      .filter((document) => {
        const names = newNames.get(this.#projects().projectOf(document.uri));
        return names !== undefined && document.references.some((reference) => names.has(reference.$refText));
      })
      .toArray();
    for (const document of affected) this.resetToState(document, DocumentState.ComputedScopes);
    return affected;
  }

  /** The names that each project's changed files declare and did not declare before. */
  #newNames(documents: readonly LangiumDocument[]): Map<string, Set<string>> {
    const all = new Map<string, Set<string>>();
    for (const document of documents) {
      const root = document.parseResult.value;
      if (isBuiltin(document.uri) || !isDocument(root)) continue;
      const names = fileNames(root);
      const added = addedNames(this.#lastNames.get(document.uri.toString()), names);
      this.#lastNames.set(document.uri.toString(), names);
      if (added.length === 0) continue;
      const project = this.#projects().projectOf(document.uri);
      const known = all.get(project) ?? new Set();
      for (const name of added) known.add(name);
      all.set(project, known);
    }
    return all;
  }
}

function addedNames(before: FileNames | undefined, after: FileNames): string[] {
  if (before === after) return [];
  const added = missingKeys(before?.technologies, after.technologies);
  for (const [name, names] of after.systems) {
    const old = before?.systems.get(name);
    if (old === undefined) added.push(name);
    added.push(...addedMembers(old, names));
  }
  return [...added, ...addedMembers(before?.unnamed, after.unnamed)];
}

function addedMembers(before: SystemNames | undefined, after: SystemNames): string[] {
  return [...missingKeys(before?.members, after.members), ...missingKeys(before?.flows, after.flows)];
}

function missingKeys(before: ReadonlyMap<string, unknown> | undefined, after: ReadonlyMap<string, unknown>): string[] {
  return [...after.keys()].filter((key) => before?.has(key) !== true);
}
