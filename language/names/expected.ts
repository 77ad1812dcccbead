/** What kind of thing a name should be where it is written: for completion, for messages, for creating what is missing. */
import type { AstNode } from 'langium';
import type { ElementKind, Path } from '../generated/ast.ts';
import { isPath } from '../generated/ast.ts';
import { pathOwner, type Target } from './resolve.ts';

/** A kind of declaration, elements told apart. */
export type Kind =
  | ElementKind
  | 'orchestrator'
  | 'event'
  | 'command'
  | 'operation'
  | 'state'
  | 'step'
  | 'flow'
  | 'group'
  | 'system'
  | 'technology'
  | 'dead-letters';

/** What a place expects. */
export interface Expectation {
  /** In words, with its article: "a message". */
  readonly words: string;
  /** The kinds that mean something here. */
  readonly kinds: ReadonlySet<Kind>;
  /** Those of them that are most likely meant. */
  readonly likely: ReadonlySet<Kind>;
  /** The kind to make when the name is missing, the most likely one; none where it cannot be told. */
  readonly create?: Kind;
}

const messages: readonly Kind[] = ['event', 'command'];
const elements: readonly Kind[] = [
  'queue',
  'topic',
  'bus',
  'stream',
  'service',
  'store',
  'cache',
  'balancer',
  'gateway',
  'actor',
  'external',
  'orchestrator',
];

const channels: readonly Kind[] = ['queue', 'topic', 'bus', 'stream', 'dead-letters'];
const stores: readonly Kind[] = ['store', 'cache', 'state'];

function expecting(words: string, kinds: readonly Kind[], create?: Kind, likely: readonly Kind[] = kinds): Expectation {
  return { words, kinds: new Set(kinds), create, likely: new Set(likely) };
}

const message = expecting('an event or a command', messages, 'event');
const command = expecting('an event or a command', messages, 'command');
const channel = (create: Kind): Expectation => expecting('a channel', [...elements, 'dead-letters'], create, channels);
const store = expecting('a store', [...stores, ...channels, 'external'], 'store', stores);
// A log may be read and appended to; what is in a queue or passes through a topic is handled, not read.
const accessed = expecting('a store', [...stores, 'stream', 'external'], 'store', stores);
const copied = expecting('a store, a channel or an external', [...stores, ...channels, 'external'], 'store', stores);
const callees: readonly Kind[] = ['service', 'external', 'balancer', 'gateway', 'orchestrator', 'operation'];
const callee = expecting('a service or one of its operations', callees, 'service');
// A front door may lead straight to a bucket or a queue.
const routed = expecting('a service or one of its operations', [...elements, 'operation'], 'service', callees);
/** Nothing is handed to what only keeps or passes on calls. */
const receivers = elements.filter((kind) => kind !== 'store' && kind !== 'cache' && kind !== 'balancer');
/** Where a flow begins: what acts or is called, or a message. A channel and a store begin nothing. */
const beginnings: readonly Kind[] = [...messages, 'actor', 'external', 'balancer', 'gateway', 'service', 'orchestrator', 'operation'];
const anything = expecting('something of the design', [
  ...messages,
  ...elements,
  'operation',
  'state',
  'step',
  'flow',
  'group',
  'system',
  'dead-letters',
]);

/** What each property that holds a path expects, by the statement's type. */
const byOwner: Readonly<Record<string, Readonly<Record<string, Expectation>>>> = {
  Handler: { messages: message },
  Wait: { messages: message, channel: channel('queue') },
  Carries: { messages: message },
  Subscription: { messages: message, channel: channel('topic') },
  Operation: { request: command },
  Publish: { message, channel: expecting('a channel', [...receivers, 'dead-letters'], 'topic', channels), outbox: store },
  Send: {
    message: command,
    receiver: expecting('a queue or another receiver', [...receivers, 'operation', 'dead-letters'], 'queue', [
      ...channels,
      'orchestrator',
      'service',
    ]),
    outbox: store,
  },
  FromClause: { channel: channel('queue') },
  DeadLetters: { target: channel('queue') },
  Redrives: { target: channel('queue') },
  Read: { store: accessed },
  Write: { store: accessed },
  UsingClause: { store },
  IdempotentClause: { store },
  Keeps: { store, source: expecting('a store, a channel or an actor', [...elements, 'state', 'dead-letters'], 'store') },
  Caches: { source: store },
  RebuiltFrom: { source: copied },
  OwnedBy: { owner: expecting('a service', [...elements, 'group'], 'service') },
  Call: { target: callee },
  Route: { target: routed },
  Undo: { target: callee },
  FallbackOption: {
    target: expecting('a service, an operation or a store', [...messages, ...elements, 'operation', 'state', 'dead-letters']),
  },
  Start: { target: expecting('a workflow', [...elements, 'operation'], 'orchestrator') },
  Flow: { from: expecting('an operation, a route, an actor, a workflow or a message', beginnings) },
};

const technology = expecting('a technology', ['technology'], 'technology');
const step = expecting('a step', ['step']);

/**
 * Tells what a reference should name.
 *
 * @param container the node that holds the reference
 * @param property the reference's property
 */
export function expected(container: AstNode, property: string): Expectation {
  if (!isPath(container)) return property === 'onFailure' ? step : technology;
  return byOwner[pathOwner(container).$type]?.[outerProperty(container)] ?? anything;
}

function outerProperty(path: Path): string {
  let node: Path = path;
  while (isPath(node.$container)) node = node.$container;
  return node.$containerProperty ?? '';
}

/** The kind of a declaration. */
export function kindOf(target: Target): Kind {
  switch (target.$type) {
    case 'Element':
    case 'Orchestrator':
    case 'Message':
      return target.kind;
    case 'Operation':
      return 'operation';
    case 'Keeps':
      return 'state';
    case 'Step':
      return 'step';
    case 'Flow':
      return 'flow';
    case 'Group':
      return 'group';
    case 'System':
      return 'system';
    case 'Technology':
      return 'technology';
    case 'DeadLetters':
      return 'dead-letters';
  }
}

/** A declaration in words: "the queue `Orders`". */
export function describe(target: Target): string {
  if (target.$type === 'DeadLetters') return 'the dead letters';
  return `the ${kindOf(target)} \`${target.name}\``;
}
