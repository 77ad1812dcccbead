/** What one file declares: the part of a project's names that changes with this file alone. */
import type { AstNode } from 'langium';
import type {
  Declaration,
  Document,
  Element,
  Flow,
  Group,
  Keeps,
  Member,
  Message,
  Operation,
  Orchestrator,
  Step,
  System,
  Technology,
  View,
} from '../generated/ast.ts';
import { isDocument, isElement, isOrchestrator, isSystem } from '../generated/ast.ts';

/** What shares a system's set of names. */
export type SystemMember = Message | Element | Orchestrator | Group;

/** What is named after its element, as `Stock.reserve`. */
export type ElementMember = Operation | Keeps | Step;

/** Names with their declarations in the order of the text; more than one is a mistake that is reported elsewhere. */
export type Names<T> = ReadonlyMap<string, readonly T[]>;

/** What a file says of one system: of a named one, or of its own unnamed one. */
export interface SystemNames {
  readonly declarations: readonly System[];
  readonly members: Names<SystemMember>;
  readonly flows: Names<Flow>;
  readonly views: Names<View>;
}

/** All that a file declares. */
export interface FileNames {
  readonly unnamed: SystemNames;
  readonly systems: ReadonlyMap<string, SystemNames>;
  readonly technologies: Names<Technology>;
}

interface MutableNames {
  readonly declarations: System[];
  readonly members: Map<string, SystemMember[]>;
  readonly flows: Map<string, Flow[]>;
  readonly views: Map<string, View[]>;
}

/** An empty set of names, to be filled. */
export function emptyNames(): MutableNames {
  return { declarations: [], members: new Map(), flows: new Map(), views: new Map() };
}

/** Adds a declaration under its name; one without a name (the text is broken there) is left out. */
export function addName<T>(names: Map<string, T[]>, name: string | undefined, declaration: T): void {
  if (name === undefined || name === '') return;
  const known = names.get(name);
  if (known === undefined) names.set(name, [declaration]);
  else known.push(declaration);
}

/** Collects what a file declares, without resolving a single reference. */
export function collectNames(document: Document): FileNames {
  const unnamed = emptyNames();
  const systems = new Map<string, MutableNames>();
  const technologies = new Map<string, Technology[]>();

  const visit = (members: readonly Member[], into: MutableNames): void => {
    for (const member of members) {
      switch (member.$type) {
        case 'System': {
          // A system cut short (`system` at the end of a text) has no name yet: its members wait in the file's own.
          const names = member.name === undefined ? unnamed : (systems.get(member.name) ?? emptyNames());
          if (member.name !== undefined) systems.set(member.name, names);
          names.declarations.push(member);
          visit(member.body?.members ?? [], names);
          break;
        }
        case 'Group':
          addName(into.members, member.name, member);
          visit(member.body?.members ?? [], into);
          break;
        case 'Message':
        case 'Element':
        case 'Orchestrator':
          addName(into.members, member.name, member);
          break;
        case 'Flow':
          addName(into.flows, member.name, member);
          break;
        case 'View':
          addName(into.views, member.name, member);
          break;
        case 'Technology':
          addName(technologies, member.name, member);
          break;
        case 'Requirement':
        case 'Correlation':
        case 'Annotation':
          break;
      }
    }
  };
  visit(document.members, unnamed);
  return { unnamed, systems, technologies };
}

const membersOf = new WeakMap<Element | Orchestrator, Names<ElementMember>>();

/**
 * The operations, states and steps of an element by name: one set, so that `Cart.x` means one thing.
 * The steps of a workflow include those of its blocks and of its `otherwise`.
 */
export function elementMembers(element: Element | Orchestrator): Names<ElementMember> {
  const known = membersOf.get(element);
  if (known !== undefined) return known;
  const names = new Map<string, ElementMember[]>();
  for (const statement of element.body?.statements ?? []) {
    if (statement.$type === 'Operation' || statement.$type === 'Keeps') addName(names, statement.name, statement);
  }
  if (isOrchestrator(element)) {
    for (const step of stepsOf(element)) addName(names, step.name, step);
  }
  membersOf.set(element, names);
  return names;
}

/** Every step of a workflow in the order of the text, those of nested blocks, of undos and of its `otherwise` included. */
export function stepsOf(workflow: Orchestrator): readonly Step[] {
  const steps: Step[] = [];
  const pending: AstNode[] = [...(workflow.otherwise?.statements ?? [])].reverse();
  pending.push(...[...(workflow.body?.statements ?? [])].reverse());
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.$type === 'Step') steps.push(node as Step);
    pending.push(...blocksOf(node).reverse());
  }
  return steps;
}

/** The statements directly below one that may hold others: a block, a step's action or undo, a handler. */
function blocksOf(node: AstNode): AstNode[] {
  const holder = node as {
    readonly body?: { readonly statements?: readonly AstNode[] };
    readonly otherwise?: { readonly statements?: readonly AstNode[] };
    readonly otherwiseWhen?: AstNode;
    readonly action?: AstNode;
    readonly undo?: AstNode;
  };
  return [
    ...(holder.action === undefined ? [] : [holder.action]),
    ...(holder.body?.statements ?? []),
    ...(holder.otherwiseWhen === undefined ? [] : [holder.otherwiseWhen]),
    ...(holder.otherwise?.statements ?? []),
    ...(holder.undo === undefined ? [] : [holder.undo]),
  ];
}

/** The system that a node stands in; the document for the file's own unnamed system. */
export function enclosingSystem(node: AstNode): System | Document {
  let current: AstNode = node;
  while (!isSystem(current) && !isDocument(current)) {
    if (current.$container === undefined) throw new Error(`The node ${node.$type} is not part of a document.`);
    current = current.$container;
  }
  return current;
}

/** The element or workflow that a node stands in, if any. */
export function enclosingElement(node: AstNode): Element | Orchestrator | undefined {
  let current: AstNode | undefined = node;
  while (current !== undefined && !isElement(current) && !isOrchestrator(current)) current = current.$container;
  return current;
}

/** The name under which a declaration is found. */
export function nameOf(declaration: Declaration | Technology | View): string | undefined {
  return declaration.$type === 'DeadLetters' ? declaration.word : declaration.name;
}
