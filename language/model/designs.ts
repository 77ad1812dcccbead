/**
 * The designs of a project, kept and renewed piece by piece. Files that share no system and name nothing of one another describe worlds that
 * cannot touch: each such world is a Design of its own, and an edit makes only its own world anew.
 */
import { AstUtils } from 'langium';
import type * as ast from '../generated/ast.ts';
import { type ArchDocument, buildDesign } from './build.ts';
import type * as d from './design.ts';
import { DisjointSets } from './disjoint-sets.ts';

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
  for (const node of AstUtils.streamAst(tree)) {
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

interface Kept {
  readonly trees: readonly ast.Document[];
  readonly design: d.Design;
}

/** Builds the designs of one project again and again, and keeps those that nothing has touched: the same object then. */
export class DesignBuilder {
  #kept = new Map<string, Kept>();

  /**
   * @param documents the project's parsed files in a fixed order
   * @param catalogue the built-in technologies
   * @param problemsOf says what is wrong with a file's text; asked only for files of worlds that changed, since what is wrong with one file
   *   can change with the others of its world alone
   * @returns a design for each world of files that cannot touch the others
   */
  build(
    documents: readonly ArchDocument[],
    catalogue: readonly ArchDocument[],
    problemsOf: (document: ArchDocument) => readonly d.Problem[],
  ): readonly d.Design[] {
    const kept = new Map<string, Kept>();
    const designs = partition(documents).map((world) => {
      const key = world.map((document) => document.uri.toString()).join(' ');
      const trees = world.map((document) => document.parseResult.value);
      const known = this.#kept.get(key);
      const entry = known?.trees.every((tree, number) => tree === trees[number])
        ? known
        : { trees, design: buildDesign({ documents: world, catalogue, problems: world.flatMap(problemsOf) }) };
      kept.set(key, entry);
      return entry.design;
    });
    this.#kept = kept;
    return designs;
  }
}
