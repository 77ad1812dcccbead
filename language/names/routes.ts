/** Routes as names: what a call or a flow means by the text behind a gateway or balancer. */
import type { CstNode } from 'langium';
import { GrammarUtils } from 'langium';
import { type Call, type Element, type Flow, isElement, isRoute, type Route } from '../generated/ast.ts';

/** What may name a route. */
export type RouteUser = Call | Flow;

/** The gateway or balancer that a call or flow names; undefined for anything else, or nothing. */
export function entryOf(user: RouteUser): Element | undefined {
  const target = (user.$type === 'Call' ? user.target : user.from)?.target?.ref;
  return target !== undefined && isElement(target) && (target.kind === 'gateway' || target.kind === 'balancer') ? target : undefined;
}

/** The routes of an entry in the order of the text. */
export function routesOf(entry: Element): readonly Route[] {
  return entry.body?.statements.filter(isRoute) ?? [];
}

/** The route of that name. */
export function routeOf(user: RouteUser): Route | undefined {
  const entry = user.route === undefined ? undefined : entryOf(user);
  return entry && routesOf(entry).find(({ route }) => route === user.route);
}

/** The name of a route as it is written, quotes included; undefined where there is none. */
export function routeName(node: RouteUser | Route): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(node.$cstNode, 'route');
}
