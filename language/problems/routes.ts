/** Routes that are called by a name which their gateway or balancer does not know. */
import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import { type Call, type Element, type Flow, isCall, isElement, isFlow, isRoute } from '../generated/ast.ts';
import type { Problem } from '../model/source.ts';
import { describe } from '../names/expected.ts';
import { treeOf } from '../names/tree.ts';
import { nearest } from './nearest.ts';
import { capital, fix, listed, problem, propertyCst, type Text } from './problem.ts';

/**
 * Finds calls and flows that name a route of an entry which has others only. An entry that routes nothing yet, or everything, takes any.
 *
 * @param text a document that is linked
 */
export function unknownRoutes(text: Text): Problem[] {
  return treeOf(text.document.parseResult.value).nodes.flatMap((node) => (isCall(node) || isFlow(node) ? unknownRoute(text, node) : []));
}

function unknownRoute(text: Text, node: Call | Flow): Problem[] {
  const { route } = node;
  const entry = (isCall(node) ? node.target : node.from)?.target?.ref;
  if (route === undefined || entry === undefined || !isElement(entry) || !isEntry(entry) || !isReadWhole(entry)) return [];
  const routes = entry.body?.statements.filter(isRoute) ?? [];
  // As it is written, quotes included, by what it means.
  const written = new Map(routes.map((other) => [other.route, propertyCst(other, 'route')?.text]));
  if (routes.length === 0 || written.has(undefined) || written.has(route)) return [];
  const source = text.source(propertyCst(node, 'route'));
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

function isEntry({ kind }: Element): boolean {
  return kind === 'gateway' || kind === 'balancer';
}

/** Of a text that is broken some routes may not have been read. */
function isReadWhole(node: AstNode): boolean {
  const { lexerErrors, parserErrors } = AstUtils.getDocument(node).parseResult;
  return lexerErrors.length === 0 && parserErrors.length === 0;
}
