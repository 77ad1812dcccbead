/** The names of whole projects, put together from their files and kept until a file changes. */
import type { LangiumDocuments, URI } from 'langium';
import type { Document, Flow, System, Technology, View } from '../generated/ast.ts';
import { isDocument } from '../generated/ast.ts';
import type { Projects } from './projects.ts';
import { isBuiltin } from './projects.ts';
import type { FileNames, Names, SystemMember, SystemNames } from './symbols.ts';
import { addName, collectNames, emptyNames } from './symbols.ts';

/** What a project's files declare together, and the catalogue that came with the product. Read only. */
export interface ProjectNames {
  readonly systems: ReadonlyMap<string, SystemNames>;
  /** The project's own technologies. */
  readonly technologies: Names<Technology>;
  /** Those that come with the product; the project's own go first. */
  readonly catalogue: Names<Technology>;
  /** A system's names, or those of a file's own unnamed system. */
  of(system: System | Document): SystemNames;
  /** The technology of this name: the project's own before the catalogue's. */
  technology(name: string): Technology | undefined;
}

const namesOfFile = new WeakMap<Document, FileNames>();

/** What a file declares, collected once for each text of it. */
export function fileNames(document: Document): FileNames {
  let names = namesOfFile.get(document);
  if (names === undefined) {
    names = collectNames(document);
    namesOfFile.set(document, names);
  }
  return names;
}

/** Keeps the names of each project. The one place of state: `clear` after any change to the set of files or their texts. */
export class NameTables {
  readonly #documents: () => LangiumDocuments;
  readonly #projects: () => Projects;
  readonly #tables = new Map<string, ProjectNames>();
  #catalogue: Names<Technology> | undefined;

  constructor(documents: () => LangiumDocuments, projects: () => Projects) {
    this.#documents = documents;
    this.#projects = projects;
  }

  /** Forgets what was put together; parts that come from unchanged files are kept with their syntax trees. */
  clear(): void {
    this.#tables.clear();
    this.#catalogue = undefined;
  }

  /** The names that hold in a file. */
  at(uri: URI): ProjectNames {
    const project = isBuiltin(uri) ? undefined : this.#projects().projectOf(uri);
    const key = project === undefined ? 'builtin' : `project:${project}`;
    let table = this.#tables.get(key);
    if (table === undefined) {
      table = this.#build(project);
      this.#tables.set(key, table);
    }
    return table;
  }

  #build(project: string | undefined): ProjectNames {
    const own = this.#roots((uri) => (project === undefined ? false : !isBuiltin(uri) && this.#projects().projectOf(uri) === project));
    this.#catalogue ??= merge(this.#roots(isBuiltin).map((root) => fileNames(root).technologies));
    return joinFiles(own.map(fileNames), this.#catalogue);
  }

  /** The syntax trees of the chosen files in a stable order. */
  #roots(chosen: (uri: URI) => boolean): readonly Document[] {
    return this.#documents()
      .all.filter((document) => chosen(document.uri))
      .toArray()
      .sort((a, b) => compare(a.uri.toString(), b.uri.toString()))
      .map((document) => document.parseResult.value)
      .filter(isDocument);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function joinFiles(files: readonly FileNames[], catalogue: Names<Technology>): ProjectNames {
  const parts = new Map<string, SystemNames[]>();
  for (const file of files) for (const [name, names] of file.systems) addName(parts, name, names);
  const systems = new Map([...parts].map(([name, ofFiles]) => [name, joinSystems(ofFiles)]));
  const technologies = merge(files.map((file) => file.technologies));
  return {
    systems,
    technologies,
    catalogue,
    of: (system) => {
      const named = system.$type === 'System' && system.name !== undefined ? systems.get(system.name) : undefined;
      return named ?? fileNames(rootOf(system)).unnamed;
    },
    technology: (name) => technologies.get(name)?.[0] ?? catalogue.get(name)?.[0],
  };
}

function rootOf(system: System | Document): Document {
  let node: { readonly $container?: unknown } = system;
  while (node.$container !== undefined) node = node.$container as typeof node;
  return node as Document;
}

function joinSystems(parts: readonly SystemNames[]): SystemNames {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  if (only === undefined) return emptyNames();
  return {
    declarations: parts.flatMap((part) => part.declarations),
    members: merge<SystemMember>(parts.map((part) => part.members)),
    flows: merge<Flow>(parts.map((part) => part.flows)),
    views: merge<View>(parts.map((part) => part.views)),
  };
}

function merge<T>(parts: readonly Names<T>[]): Names<T> {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const all = new Map<string, readonly T[]>();
  for (const part of parts) {
    for (const [name, declarations] of part) {
      const known = all.get(name);
      all.set(name, known === undefined ? declarations : [...known, ...declarations]);
    }
  }
  return all;
}
