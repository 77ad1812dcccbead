/**
 * The Design while it is being built: the same objects, still writable, and the way from syntax tree nodes to them.
 * Elements, activities and effects refer to one another, so each is made empty first and filled when the others exist.
 */
import type { AstNode, LangiumDocument, Reference } from 'langium';
import { AstUtils } from 'langium';
import type * as ast from '../generated/ast.ts';
import type * as d from './design.ts';
import type { Mutable } from './facts.ts';
import type { SyntaxReader } from './syntax.ts';

/** One file as it takes part in a project. */
export interface ProjectFile {
  readonly document: LangiumDocument<ast.Document>;
  readonly reader: SyntaxReader;
  /** The file's place among the files of the design or, of a part, of the whole: the id of its unnamed system. */
  readonly number: number;
}

/** An element with all its optional parts open to be filled; which it has depends on its kind. */
type Parts<T> = Mutable<Omit<T, 'kind'>>;
export type ElementDraft = Parts<d.Channel> &
  Parts<d.Store> &
  Parts<d.Service> &
  Parts<d.Orchestrator> &
  Parts<d.Entry> & { kind: d.ElementKind };

/** An activity whose effects are still being added. */
export type ActivityDraft = Mutable<d.Activity> & { effects: d.Effect[] };

export type ElementNode = ast.Element | ast.Orchestrator;

/** What a declaration became. An operation is an activity; dead letters named as an element are their channel. */
export interface Drafts {
  readonly readers: ReadonlyMap<LangiumDocument, SyntaxReader>;
  readonly systems: Map<string, Mutable<d.System>>;
  readonly groups: Map<ast.Group, Mutable<d.Group>>;
  readonly messages: Map<ast.Message, Mutable<d.Message>>;
  readonly elements: Map<ElementNode, d.Element>;
  readonly activities: Map<ast.Operation | ast.Handler | ast.Schedule | ast.Route | ElementNode, ActivityDraft>;
  readonly states: Map<ast.Keeps, d.KeptState>;
  readonly flows: Map<ast.Flow, Mutable<d.Flow>>;
  readonly steps: Map<ast.Step, Mutable<d.Step>>;
  readonly technologies: Map<ast.Technology, d.Technology>;
  /** Implicit dead-letter queues by the channel they belong to. */
  readonly deadLetters: Map<d.Element, d.Channel>;
  /** All elements in the order they were made. */
  readonly order: d.Element[];
}

const CHANNELS: ReadonlySet<string> = new Set<d.ChannelKind>(['queue', 'topic', 'bus', 'stream']);

/** Whether an element transports messages. */
export function isChannel(element: d.Element | undefined): element is d.Channel {
  return element !== undefined && CHANNELS.has(element.kind);
}

/** Whether an element keeps data. */
export function isStore(element: d.Element | undefined): element is d.Store {
  return element?.kind === 'store' || element?.kind === 'cache';
}

/** Whether an element takes requests from outside and hands them on. */
export function isEntry(element: d.Element | undefined): element is d.Entry {
  return element?.kind === 'balancer' || element?.kind === 'gateway';
}

/** @returns the reader of the file a node stands in. */
export function readerOf(drafts: Drafts, node: AstNode): SyntaxReader {
  const reader = drafts.readers.get(AstUtils.getDocument(node));
  if (!reader) throw new Error('a syntax tree node outside the project');
  return reader;
}

/** @returns the declaration a path names, or undefined if it is missing or unknown. */
export function declarationOf(path: ast.Path | undefined): ast.Declaration | undefined {
  return refOf(path?.target);
}

/** @returns what a name refers to, or undefined if the name is missing or unknown. */
export function refOf<T extends ast.Declaration | ast.Technology>(reference: Reference<T> | undefined): T | undefined {
  return reference?.ref;
}

/** @returns the element that a path names, or whose operation, state or dead letters it names. */
export function elementOf(drafts: Drafts, path: ast.Path | undefined): d.Element | undefined {
  const declaration = declarationOf(path);
  switch (declaration?.$type) {
    case 'Element':
    case 'Orchestrator': {
      const element = drafts.elements.get(declaration);
      // `Intake.dead-letters` of a technology that brings them: the path's last word is the queue's, its target the queue itself.
      return element && path?.target.$refText === 'dead-letters' && path.qualifier ? (drafts.deadLetters.get(element) ?? element) : element;
    }
    case 'DeadLetters': {
      const owner = ownerOf(declaration);
      const channel = owner && drafts.elements.get(owner);
      return channel && drafts.deadLetters.get(channel);
    }
    case 'Operation':
    case 'Keeps':
    case 'Step': {
      const owner = ownerOf(declaration);
      return owner && drafts.elements.get(owner);
    }
    default:
      return undefined;
  }
}

/** @returns the element in whose body a node stands. */
export function ownerOf(node: AstNode): ElementNode | undefined {
  return AstUtils.getContainerOfType(node, (item): item is ElementNode => item.$type === 'Element' || item.$type === 'Orchestrator');
}

/** @returns the channel that a path names, or undefined if it names none. */
export function channelOf(drafts: Drafts, path: ast.Path | undefined): d.Channel | undefined {
  const element = elementOf(drafts, path);
  return isChannel(element) ? element : undefined;
}

/** @returns the store or cache that a path names, or undefined if it names none. */
export function storeOf(drafts: Drafts, path: ast.Path | undefined): d.Store | undefined {
  const element = elementOf(drafts, path);
  return isStore(element) ? element : undefined;
}

/** @returns the message that a path names, or undefined if it names none. */
export function messageOf(drafts: Drafts, path: ast.Path | undefined): d.Message | undefined {
  const declaration = declarationOf(path);
  return declaration?.$type === 'Message' ? drafts.messages.get(declaration) : undefined;
}

/** @returns the messages that paths name, without those that name none. */
export function messagesOf(drafts: Drafts, paths: readonly ast.Path[]): d.Message[] {
  return paths.flatMap((path) => messageOf(drafts, path) ?? []);
}

/** @returns the operation that a path names. */
export function operationOf(drafts: Drafts, path: ast.Path | undefined): d.Activity | undefined {
  const declaration = declarationOf(path);
  return declaration?.$type === 'Operation' ? drafts.activities.get(declaration) : undefined;
}
