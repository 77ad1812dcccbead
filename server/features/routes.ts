/** Routes where they are named: which one is meant, and which may be. */
import { type CstNode, CstUtils, type LangiumDocument } from 'langium';
import { entryOf, isCall, isFlow, isRoute, type Route, type RouteUser, routeName, routeOf, routesOf } from '../../language/index.ts';

/** A route that is named at a place, and the text that names it. */
export interface PointedRoute {
  readonly route: Route;
  readonly node: CstNode;
  readonly isDeclaration: boolean;
}

/** The route that the text at an offset names; undefined elsewhere. */
export function routeAt({ parseResult }: LangiumDocument, offset: number): PointedRoute | undefined {
  const root = parseResult.value.$cstNode;
  const namer = root && CstUtils.findLeafNodeAtOffset(root, offset)?.astNode;
  if (namer === undefined || !(isRoute(namer) || isRouteUser(namer))) return undefined;
  const isDeclaration = isRoute(namer);
  const [node, route] = [routeName(namer), isDeclaration ? namer : routeOf(namer)];
  return node !== undefined && route !== undefined && node.offset <= offset && offset <= node.end
    ? { node, route, isDeclaration }
    : undefined;
}

/**
 * The routes that may be named behind what stands before an offset, each as it is written, quotes included.
 *
 * @param offset where the name of a route begins, its quote included, or would
 */
export function routesBehind(
  { parseResult, textDocument }: LangiumDocument,
  offset: number,
): readonly { readonly name: string; readonly route: Route }[] {
  const root = parseResult.value.$cstNode;
  const end = textDocument.getText().slice(0, offset).trimEnd().length;
  const leaf = root && CstUtils.findLeafNodeBeforeOffset(root, Math.max(0, end - 1));
  for (let node = leaf?.astNode; node !== undefined; node = node.$container) {
    if (!isRouteUser(node)) continue;
    const target = node.$type === 'Call' ? node.target : node.from;
    const entry = target?.$cstNode?.end === end ? entryOf(node) : undefined;
    return (entry === undefined ? [] : routesOf(entry)).flatMap((route) => {
      const name = routeName(route)?.text;
      return name === undefined ? [] : [{ name, route }];
    });
  }
  return [];
}

export function isRouteUser(node: { readonly $type: string }): node is RouteUser {
  return isCall(node) || isFlow(node);
}
