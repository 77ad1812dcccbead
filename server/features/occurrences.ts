/** What the word at a place of the text names, and where else it is named. Go to definition, references and rename rest on it. */
import type { CstNode, LangiumDocument, Reference, URI } from 'langium';
import { type AstNode, AstUtils, CstUtils, isReference } from 'langium';
import type { Position } from 'vscode-languageserver';
import type { Route, System, View } from '../../language/index.ts';
import { isElement, isRoute, isSystem, isView, routeName, routeOf, type Target } from '../../language/index.ts';
import type { ServerServices } from '../module.ts';
import { isRouteUser, routeAt } from './routes.ts';

/** What can be named: declarations, technologies, and views (which nothing refers to). */
export type Named = Target | View;

/** A word that names something. */
export interface Occurrence {
  readonly uri: URI;
  /** The word, or the words of a technology's name. */
  readonly node: CstNode;
  readonly isDeclaration: boolean;
}

export interface Pointed extends Occurrence {
  readonly target: Named | Route;
}

const namedTypes: ReadonlySet<string> = new Set([
  'System',
  'Group',
  'Message',
  'Element',
  'Orchestrator',
  'Operation',
  'Keeps',
  'DeadLetters',
  'Flow',
  'Step',
  'Technology',
  'View',
]);

function isNamed(node: AstNode | undefined): node is Named {
  return node !== undefined && namedTypes.has(node.$type);
}

/** What the word at a place names; undefined between names and for names that mean nothing. */
export function pointedAt(services: ServerServices, document: LangiumDocument, position: Position): Pointed | undefined {
  const root = document.parseResult.value.$cstNode;
  if (root === undefined) return undefined;
  const offset = document.textDocument.offsetAt(position);
  const named = routeAt(document, offset);
  if (named !== undefined) return { uri: document.uri, node: named.node, isDeclaration: named.isDeclaration, target: named.route };
  const leaf = CstUtils.findDeclarationNodeAtOffset(root, offset, services.parser.GrammarConfig.nameRegexp);
  if (leaf === undefined) return undefined;
  const holder = leaf.astNode;
  const name = services.references.NameProvider.getNameNode(holder);
  if (name !== undefined && holds(name, leaf) && isNamed(holder))
    return { uri: document.uri, node: name, isDeclaration: true, target: holder };
  const reference = referencesOf(holder).find(({ $refNode }) => $refNode !== undefined && holds($refNode, leaf));
  const target = reference?.ref;
  if (reference?.$refNode === undefined || !isNamed(target)) return undefined;
  return { uri: document.uri, node: reference.$refNode, isDeclaration: false, target };
}

function holds(outer: CstNode, inner: CstNode): boolean {
  return outer.offset <= inner.offset && inner.end <= outer.end;
}

function referencesOf(node: AstNode): readonly Reference[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Reference => isReference(value));
}

/** The declarations that mean the same: the parts of an open system belong together. */
export function declarationsOf<T extends Named | Route>(services: ServerServices, target: T | System): readonly (T | System)[] {
  if (!isSystem(target) || target.name === undefined) return [target];
  const names = services.shared.workspace.NameTables.at(AstUtils.getDocument(target).uri);
  const parts: readonly System[] = names.systems.get(target.name)?.declarations ?? [];
  return parts.length > 0 ? parts : [target];
}

/** Every word that names the same, in the order of files and text. */
export function occurrencesOf(services: ServerServices, target: Named | Route): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const declaration of declarationsOf(services, target)) {
    const node = nameOf(services, declaration);
    if (node !== undefined) found.push({ uri: AstUtils.getDocument(declaration).uri, node, isDeclaration: true });
    if (isRoute(declaration)) found.push(...usesOf(services, declaration));
    else if (!isView(declaration)) found.push(...referencesTo(services, declaration));
  }
  const address = (occurrence: Occurrence): string => occurrence.uri.toString();
  return found.sort((a, b) => compare(address(a), address(b)) || a.node.offset - b.node.offset);
}

/** The name of a declaration as it is written. */
export function nameOf(services: ServerServices, declaration: Named | Route): CstNode | undefined {
  return isRoute(declaration) ? routeName(declaration) : services.references.NameProvider.getNameNode(declaration);
}

/** Where a route is named behind its gateway or balancer. */
function usesOf(services: ServerServices, route: Route): readonly Occurrence[] {
  const entry = AstUtils.getContainerOfType(route, isElement);
  return (entry ? referencesTo(services, entry) : []).flatMap(({ uri, node: { astNode } }) => {
    const user = astNode.$container;
    const name = user && isRouteUser(user) && routeOf(user) === route ? routeName(user) : undefined;
    return name === undefined ? [] : [{ uri, node: name, isDeclaration: false }];
  });
}

function referencesTo(services: ServerServices, declaration: AstNode): readonly Occurrence[] {
  const { LangiumDocuments } = services.shared.workspace;
  const own = services.references.References.findReferences(declaration, { includeDeclaration: false });
  return own.toArray().flatMap(({ sourceUri, segment }) => {
    const root = LangiumDocuments.getDocument(sourceUri)?.parseResult.value.$cstNode;
    const leaf = root && CstUtils.findLeafNodeAtOffset(root, segment.offset);
    const holder = leaf && referencesOf(leaf.astNode).find(({ $refNode }) => $refNode?.offset === segment.offset);
    return holder?.$refNode === undefined ? [] : [{ uri: sourceUri, node: holder.$refNode, isDeclaration: false }];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
