/** What a name means where it is written. Every lookup is a few map reads; nothing walks the design. */
import type { AstNode } from 'langium';
import type { Declaration, Document, Orchestrator, Path, System, Technology } from '../generated/ast.ts';
import { isDeadLetters, isElement, isOrchestrator, isPath } from '../generated/ast.ts';
import type { ProjectNames } from './project-names.ts';
import { elementMembers, enclosingElement, enclosingSystem } from './symbols.ts';

/** What a reference may point at. */
export type Target = Declaration | Technology;

/** Kinds of element that keep messages, and so may have messages given up on. */
const channelKinds: ReadonlySet<string> = new Set(['queue', 'topic', 'bus', 'stream']);

/**
 * Resolves one reference of the syntax tree.
 *
 * @param names what the reference's project declares
 * @param container the node that holds the reference
 * @param property the node's property that is the reference
 * @param text the name as written
 * @returns the first declaration of that name in the order of files and text; `undefined` if there is none
 */
export function resolve(names: ProjectNames, container: AstNode, property: string, text: string): Target | undefined {
  switch (container.$type) {
    case 'Path':
      return resolveSegment(names, container as Path, text);
    case 'Step':
      return resolveStep(container, text);
    case 'Technology':
      return resolveBase(names, container as Technology, text);
    default:
      return property === 'technology' || property === 'sinks' ? names.technology(text) : undefined;
  }
}

/** A technology may build on the catalogue's own of the same name: that is how a project overrides facts. */
function resolveBase(names: ProjectNames, technology: Technology, text: string): Technology | undefined {
  return technology.name === text ? names.catalogue.get(text)?.find((other) => other !== technology) : names.technology(text);
}

function resolveStep(container: AstNode, text: string): Target | undefined {
  const workflow = enclosingElement(container);
  if (workflow === undefined || !isOrchestrator(workflow)) return undefined;
  return stepNamed(workflow, text);
}

function stepNamed(workflow: Orchestrator, text: string): Target | undefined {
  return elementMembers(workflow)
    .get(text)
    ?.find((member) => member.$type === 'Step');
}

function resolveSegment(names: ProjectNames, path: Path, text: string): Target | undefined {
  if (path.qualifier !== undefined) {
    const qualifier = path.qualifier.target.ref;
    return qualifier === undefined ? undefined : memberOf(names, qualifier, text);
  }
  const candidates = headCandidates(names, path, text);
  const next = isPath(path.$container) && path.$container.qualifier === path ? path.$container.target?.$refText : undefined;
  // `shop.Cart` in a system with a group `shop`: what can be meant wins over what is nearer.
  const fitting = next === undefined ? undefined : candidates.find((candidate) => memberOf(names, candidate, next) !== undefined);
  return fitting ?? candidates[0];
}

/** What the first word of a path can be, the nearest first. */
function headCandidates(names: ProjectNames, path: Path, text: string): Declaration[] {
  const own = names.of(enclosingSystem(path));
  const candidates: (Declaration | undefined)[] = [
    own.members.get(text)?.[0],
    mayNameFlows(path) ? own.flows.get(text)?.[0] : undefined,
    ownMember(path, text),
    names.systems.get(text)?.declarations[0],
  ];
  return candidates.filter((candidate) => candidate !== undefined);
}

/** Inside `service Cart`, `reads Basket` may name its own state, and `calls total` its own operation. */
function ownMember(path: Path, text: string): Declaration | undefined {
  const element = enclosingElement(path);
  return element === undefined ? undefined : elementMembers(element).get(text)?.[0];
}

/** Whether a path stands where a flow may be named: in a requirement or a view. */
function mayNameFlows(path: Path): boolean {
  const type = pathOwner(path).$type;
  return type === 'Requirement' || type === 'Include' || type === 'Exclude' || type === 'Around';
}

/** The statement that a path, or a part of one, belongs to. */
export function pathOwner(path: Path): AstNode {
  let node: AstNode = path;
  while (isPath(node)) node = node.$container;
  return node;
}

/**
 * What `qualifier.text` means: an element of a system, an operation, state or step of an element, the dead letters of a channel.
 *
 * @returns the declaration; for dead letters that no statement mentions the channel itself, whose product may bring them
 */
export function memberOf(names: ProjectNames, qualifier: Target, text: string): Declaration | undefined {
  switch (qualifier.$type) {
    case 'System':
      return systemMember(names, qualifier, text);
    case 'Element': {
      const member = elementMembers(qualifier).get(text)?.[0];
      if (member !== undefined || text !== 'dead-letters' || !channelKinds.has(qualifier.kind)) return member;
      return qualifier.body?.statements.find(isDeadLetters) ?? qualifier;
    }
    case 'Orchestrator':
      return elementMembers(qualifier).get(text)?.[0];
    default:
      return undefined;
  }
}

function systemMember(names: ProjectNames, system: System | Document, text: string): Declaration | undefined {
  const own = names.of(system);
  return own.members.get(text)?.[0] ?? own.flows.get(text)?.[0];
}

/** Every declaration that could be written at a reference, the nearest first: for completion and for the nearest known names. */
export function visible(names: ProjectNames, container: AstNode, property: string): readonly Target[] {
  if (!isPath(container)) {
    if (container.$type === 'Step' && property === 'onFailure') {
      const workflow = enclosingElement(container);
      return workflow === undefined ? [] : firsts(elementMembers(workflow)).filter((member) => member.$type === 'Step');
    }
    const own = firsts(names.technologies);
    return [...own, ...firsts(names.catalogue).filter((technology) => !names.technologies.has(technology.name))];
  }
  if (container.qualifier !== undefined) {
    const qualifier = container.qualifier.target.ref;
    return qualifier === undefined ? [] : visibleMembers(names, qualifier);
  }
  const own = names.of(enclosingSystem(container));
  const element = enclosingElement(container);
  return [
    ...firsts(own.members),
    ...(mayNameFlows(container) ? firsts(own.flows) : []),
    ...(element === undefined ? [] : firsts(elementMembers(element))),
    ...[...names.systems.values()].flatMap((system) => system.declarations.slice(0, 1)),
  ];
}

function visibleMembers(names: ProjectNames, qualifier: Target): readonly Declaration[] {
  switch (qualifier.$type) {
    case 'System':
      return firsts(names.of(qualifier).members);
    case 'Element':
      return [
        ...firsts(elementMembers(qualifier)),
        ...(isElement(qualifier) ? (qualifier.body?.statements ?? []).filter(isDeadLetters) : []),
      ];
    case 'Orchestrator':
      return firsts(elementMembers(qualifier));
    default:
      return [];
  }
}

function firsts<T>(names: ReadonlyMap<string, readonly T[]>): T[] {
  return [...names.values()].flatMap((declarations) => declarations.slice(0, 1));
}
