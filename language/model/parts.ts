/**
 * The parts of a world: the files of one system need not have anything to do with one another. Two files are of one part if a name in one means a
 * declaration of the other, or if they declare one name twice. What is wrong with a part can be seen in it alone, but for a few questions about all
 * of the world (`analysis/questions.ts`), so an edit looks at its own part anew.
 */
import { AstUtils, type MultiReference, type Reference } from 'langium';
import type * as ast from '../generated/ast.ts';
import { isPath } from '../generated/ast.ts';
import { fileNames } from '../names/project-names.ts';
import { pathOwner } from '../names/resolve.ts';
import type { ArchDocument } from './build.ts';
import { DisjointSets } from './disjoint-sets.ts';

/** A file's resolved names. The builder makes a new list whenever they are resolved anew, so the list stands for what they mean. */
export type Links = readonly (Reference | MultiReference)[];

const targets = new WeakMap<Links, ReadonlySet<ArchDocument>>();

/** The files that a file's names mean something in. */
function targetsOf(document: ArchDocument): ReadonlySet<ArchDocument> {
  const known = targets.get(document.references);
  if (known) return known;
  const found = new Set<ArchDocument>();
  for (const reference of document.references) {
    const target = 'ref' in reference ? reference.ref : undefined;
    if (!target || target.$type === 'System') continue;
    const other = AstUtils.getDocument(target) as ArchDocument;
    if (other !== document && !found.has(other) && !isOfPicture(reference)) found.add(other);
  }
  targets.set(document.references, found);
  return found;
}

/** A view shows elements and changes nothing about them. */
function isOfPicture({ $refNode }: Reference | MultiReference): boolean {
  const node = $refNode?.astNode;
  if (!node || !isPath(node)) return false;
  const { $type } = pathOwner(node);
  return $type === 'Include' || $type === 'Exclude' || $type === 'Around';
}

/**
 * Takes a world apart. Names must be resolved.
 * @param documents the world's files in a fixed order
 * @returns the parts in the order of their first files, each in the given order
 */
export function partsOf(documents: readonly ArchDocument[]): ArchDocument[][] {
  const parts = new DisjointSets<ArchDocument>();
  const own = new Set(documents);
  const declaredIn = new Map<string, ArchDocument>();
  const declare = (names: Iterable<string>, system: string, document: ArchDocument): void => {
    for (const name of names) {
      const key = `${system}\n${name}`;
      const other = declaredIn.get(key);
      if (other === undefined) declaredIn.set(key, document);
      else parts.join(other, document);
    }
  };
  for (const document of documents) {
    for (const target of targetsOf(document)) if (own.has(target)) parts.join(document, target);
    const names = fileNames(document.parseResult.value);
    // Systems that have no name yet share one set of ids.
    if (names.unnamed.declarations.length > 0) declare([''], 'no name', document);
    for (const [system, { members, flows }] of names.systems) {
      declare(members.keys(), system, document);
      declare(flows.keys(), `flows of ${system}`, document);
    }
  }
  return parts.groups(documents);
}

/** What the files of a system say together of all that is in it, in whichever file. */
export interface SystemContext {
  readonly owner?: string;
  readonly correlation?: string;
}

const said = new WeakMap<ast.Document, ReadonlyMap<string, SystemContext>>();

/** What one file says of its systems. */
function contextsIn(root: ast.Document): ReadonlyMap<string, SystemContext> {
  const known = said.get(root);
  if (known) return known;
  const contexts = new Map<string, SystemContext>();
  const visit = (members: readonly ast.Member[], system: string | undefined): void => {
    for (const member of members) {
      if (member.$type === 'Group') visit(member.body?.members ?? [], system);
      if (member.$type === 'Correlation' && system !== undefined)
        contexts.set(system, { ...contexts.get(system), correlation: member.field });
      if (member.$type !== 'System') continue;
      const name = member.name ?? '';
      const statements = member.body?.members ?? [];
      const owner = statements.findLast((one): one is ast.Annotation => one.$type === 'Annotation' && one.kind === 'owner')?.text;
      const before = contexts.get(name);
      contexts.set(name, { ...before, owner: before?.owner ?? owner });
      visit(statements, name);
    }
  };
  visit(root.members, undefined);
  said.set(root, contexts);
  return contexts;
}

/** @returns what is said of each named system, by its name: the first owner and the last correlation field that some file gives it. */
export function systemContexts(documents: readonly ArchDocument[]): ReadonlyMap<string, SystemContext> {
  const contexts = new Map<string, SystemContext>();
  for (const document of documents) {
    for (const [name, context] of contextsIn(document.parseResult.value)) {
      const before = contexts.get(name);
      contexts.set(name, { ...before, ...context, owner: before?.owner ?? context.owner });
    }
  }
  return contexts;
}
