/**
 * The designs of a project, kept and renewed piece by piece. Files that share no system and name nothing of one another describe worlds that
 * cannot touch: each such world is a Design of its own, and an edit makes only its own world anew; and of that world, for what looks for faults, only
 * the part that it can touch.
 */
import type * as ast from '../generated/ast.ts';
import { fileNames } from '../names/project-names.ts';
import { treeOf } from '../names/tree.ts';
import { type ArchDocument, buildDesign, type Surroundings } from './build.ts';
import type * as d from './design.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { type Links, partsOf, systemContexts } from './parts.ts';

/** What ties a file to others: the systems and technologies it declares, and all words that could name those of another file. */
interface Ties {
  readonly tree: ast.Document;
  readonly declares: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

const ties = new WeakMap<ArchDocument, Ties>();

function tiesOf(document: ArchDocument): Ties {
  const tree = document.parseResult.value;
  const known = ties.get(document);
  if (known?.tree === tree) return known;
  const declares = new Set<string>();
  const words = new Set<string>();
  const visit = (members: readonly ast.Member[]): void => {
    for (const member of members) {
      if (member.$type === 'Technology' && member.name) declares.add(`technology ${member.name}`);
      if (member.$type === 'System' && member.name) declares.add(`system ${member.name}`);
      if (member.$type === 'System' || member.$type === 'Group') visit(member.body?.members ?? []);
    }
  };
  visit(tree.members);
  for (const node of treeOf(tree).nodes) {
    if (node.$type === 'Path' && !(node as ast.Path).qualifier) words.add(`system ${(node as ast.Path).target?.$refText}`);
    else if ('technology' in node) words.add(`technology ${(node as ast.Element).technology?.$refText}`);
    else if (node.$type === 'Technology') {
      const { base, body } = node as ast.Technology;
      if (base) words.add(`technology ${base.$refText}`);
      for (const statement of body?.statements ?? []) {
        if (statement.$type === 'CatchesFailures') for (const sink of statement.sinks) words.add(`technology ${sink.$refText}`);
      }
    }
  }
  const made = { tree, declares, words };
  ties.set(document, made);
  return made;
}

/**
 * Parts files into worlds that cannot touch one another.
 * @param documents in a fixed order
 * @returns the worlds in the order of their first files, each in the given order
 */
export function partition(documents: readonly ArchDocument[]): ArchDocument[][] {
  const worlds = new DisjointSets<ArchDocument>();
  const declaredIn = new Map<string, ArchDocument>();
  for (const document of documents) {
    for (const name of tiesOf(document).declares) {
      const other = declaredIn.get(name);
      if (other === undefined) declaredIn.set(name, document);
      else worlds.join(other, document);
    }
  }
  for (const document of documents) {
    const { words } = tiesOf(document);
    for (const [name, other] of declaredIn) if (words.has(name)) worlds.join(other, document);
  }
  return worlds.groups(documents);
}

/** What a file says: its syntax tree, and what the names in it mean. */
interface Version {
  readonly tree: ast.Document;
  readonly links: Links;
}

function versionsOf(documents: readonly ArchDocument[]): readonly Version[] {
  return documents.map(({ parseResult, references }) => ({ tree: parseResult.value, links: references }));
}

function areSame(before: readonly Version[], now: readonly Version[]): boolean {
  return before.length === now.length && before.every(({ tree, links }, at) => tree === now[at]?.tree && links === now[at]?.links);
}

/** Files that cannot touch the others of their project. */
export class World {
  /** The addresses of its files. */
  readonly files: ReadonlySet<string>;
  /** What can be looked at by itself (`parts.ts`), each a design; a part that nothing has touched is the same object as before. */
  readonly parts: readonly d.Design[];
  readonly #documents: readonly ArchDocument[];
  readonly #versions: readonly Version[];
  readonly #build: () => d.Design;
  #design: d.Design | undefined;

  constructor(documents: readonly ArchDocument[], parts: readonly d.Design[], build: () => d.Design) {
    this.#documents = documents;
    this.#versions = versionsOf(documents);
    this.files = new Set(documents.map(({ uri }) => uri.toString()));
    this.parts = parts;
    this.#build = build;
  }

  /** Whether its texts are still the same. */
  get isPresent(): boolean {
    return areSame(this.#versions, versionsOf(this.#documents));
  }

  /** All of it as one design. Of several parts it is built when somebody first asks, which must be while it is present. */
  get design(): d.Design {
    const [only, ...others] = this.parts;
    this.#design ??= only && others.length === 0 ? only : this.#build();
    return this.#design;
  }
}

interface KeptPart {
  /** Of its own files, and of those that declare technologies. */
  readonly versions: readonly Version[];
  /** What else it has from the whole, and what is wrong with its texts. */
  readonly rest: string;
  readonly design: d.Design;
}

interface KeptWorld {
  readonly versions: readonly Version[];
  readonly parts: ReadonlyMap<string, KeptPart>;
  readonly world: World;
}

type ProblemsOf = (document: ArchDocument) => readonly d.Problem[];

function keyOf(documents: readonly ArchDocument[]): string {
  return documents.map(({ uri }) => uri.toString()).join(' ');
}

/** Builds the designs of one project again and again, and keeps those that nothing has touched: the same object then. */
export class DesignBuilder {
  #worlds = new Map<string, KeptWorld>();
  #parts = new Map<string, KeptPart>();

  /**
   * @param documents the project's parsed files in a fixed order, their names resolved
   * @param catalogue the built-in technologies
   * @param problemsOf says what is wrong with a file's text; asked only for files of worlds that changed, since what is wrong with one file
   *   can change with the others of its world alone
   * @returns the worlds of files that cannot touch the others
   */
  build(documents: readonly ArchDocument[], catalogue: readonly ArchDocument[], problemsOf: ProblemsOf): readonly World[] {
    const worlds = new Map<string, KeptWorld>();
    const parts = new Map<string, KeptPart>();
    for (const files of partition(documents)) {
      const versions = versionsOf(files);
      const known = this.#worlds.get(keyOf(files));
      const kept = known && areSame(known.versions, versions) ? known : this.#build(files, catalogue, problemsOf);
      worlds.set(keyOf(files), kept);
      for (const [key, part] of kept.parts) parts.set(key, part);
    }
    this.#worlds = worlds;
    this.#parts = parts;
    return [...worlds.values()].map(({ world }) => world);
  }

  #build(documents: readonly ArchDocument[], catalogue: readonly ArchDocument[], problemsOf: ProblemsOf): KeptWorld {
    const problems = new Map(documents.map((document) => [document, problemsOf(document)]));
    const whole: Surroundings = {
      numbers: new Map(documents.map((document, number) => [document, number])),
      systems: systemContexts(documents),
      technologies: documents.filter((document) => fileNames(document.parseResult.value).technologies.size > 0),
    };
    const parts = new Map<string, KeptPart>();
    for (const files of partsOf(documents)) {
      const versions = versionsOf([...files, ...whole.technologies]);
      const wrong = files.flatMap((document) => problems.get(document) ?? []);
      const rest = JSON.stringify([files.map((document) => takenFrom(whole, document)), wrong]);
      const known = this.#parts.get(keyOf(files));
      const isKept = known?.rest === rest && areSame(known.versions, versions);
      const design = isKept ? known.design : buildDesign({ documents: files, catalogue, problems: wrong, whole });
      parts.set(keyOf(files), { versions, rest, design });
    }
    const designs = [...parts.values()].map(({ design }) => design);
    const build = (): d.Design => buildDesign({ documents, catalogue, problems: [...problems.values()].flat() });
    return { versions: versionsOf(documents), parts, world: new World(documents, designs, build) };
  }
}

/** What a file's design has from the other files of its world, its technologies aside. */
function takenFrom({ numbers, systems }: Surroundings, document: ArchDocument): unknown {
  const root = document.parseResult.value;
  const unnamed = root.members.some(({ $type }) => $type !== 'System');
  const contexts = ['', ...fileNames(root).systems.keys()].map((name) => systems.get(name) ?? null);
  return [unnamed ? numbers.get(document) : null, contexts];
}
