/** Routes that are called by a name which their gateway or balancer does not know. */
import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import { isCall, isFlow } from '../generated/ast.ts';
import type { Problem } from '../model/source.ts';
import { describe } from '../names/expected.ts';
import { entryOf, type RouteUser, routeName, routesOf } from '../names/routes.ts';
import { treeOf } from '../names/tree.ts';
import { nearest } from './nearest.ts';
import { capital, fix, listed, problem, type Text } from './problem.ts';

/**
 * Finds calls and flows that name a route of an entry which has others only. An entry that routes nothing yet, or everything, takes any.
 *
 * @param text a document that is linked
 */
export function unknownRoutes(text: Text): Problem[] {
  return treeOf(text.document.parseResult.value).nodes.flatMap((node) => (isCall(node) || isFlow(node) ? unknownRoute(text, node) : []));
}

function unknownRoute(text: Text, user: RouteUser): Problem[] {
  const { route } = user;
  const entry = route === undefined ? undefined : entryOf(user);
  if (route === undefined || entry === undefined || !isReadWhole(entry)) return [];
  // As it is written, by what it means.
  const written = new Map(routesOf(entry).map((other) => [other.route, routeName(other)?.text]));
  if (written.size === 0 || written.has(undefined) || written.has(route)) return [];
  const source = text.source(routeName(user));
  const near = nearest(
    route,
    [...written.keys()].filter((path) => path !== undefined),
  ).flatMap((path) => written.get(path) ?? []);
  const hint = near.length > 0 ? `Did you mean ${listed(near)}?` : 'Correct it, or say where it `routes` that.';
  return [
    problem('unknown-name', source, `${capital(describe(entry))} has no route ${text.text.slice(source.offset, source.end)}. ${hint}`, {
      fixes: near.map((path) => fix(`Change to ${path}`, [text.edit(source.offset, source.end, path)])),
    }),
  ];
}

/** Of a text that is broken some routes may not have been read. */
function isReadWhole(node: AstNode): boolean {
  const { lexerErrors, parserErrors } = AstUtils.getDocument(node).parseResult;
  return lexerErrors.length === 0 && parserErrors.length === 0;
}
