/** Second pass: what elements say of one another, now that all exist: subscriptions, failure rules, copies, owners, kept state. */
import type * as ast from '../generated/ast.ts';
import { declareDeadLetters } from './declare.ts';
import type * as d from './design.ts';
import type { Drafts, ElementDraft, ElementNode } from './drafts.ts';
import { channelOf, elementOf, isChannel, messagesOf, readerOf, storeOf } from './drafts.ts';
import { failureOfTechnology, fieldsOf, readRetries } from './facts.ts';
import { parseCount, parseDuration } from './quantities.ts';
import type { Source } from './source.ts';
import type { SyntaxReader } from './syntax.ts';

/** Makes the implicit dead-letter queues; they must exist before anything can name them. */
export function connectDeadLetters(drafts: Drafts): void {
  for (const [node, element] of [...drafts.elements]) {
    if (!isChannel(element) || !bringsOwnDeadLetters(node, element)) continue;
    const sink = element.facts.catches?.value.sinks[0];
    const technology = [...drafts.technologies.values()].find((candidate) => candidate.name === sink) ?? element.technology;
    declareDeadLetters(element, technology, drafts);
  }
}

function bringsOwnDeadLetters(node: ElementNode, channel: d.Channel): boolean {
  const own = (node.body?.statements ?? []).filter(
    (item) => item.$type === 'DeadLetters' || item.$type === 'NoDeadLetters' || item.$type === 'Drops',
  );
  const last = own.at(-1);
  return last ? last.$type === 'DeadLetters' && !last.target : channel.facts.parks !== undefined;
}

/** Fills the parts of every element. */
export function connectElements(drafts: Drafts): void {
  for (const [node, element] of drafts.elements) connectElement(node, element as unknown as ElementDraft, drafts);
}

function connectElement(node: ElementNode, element: ElementDraft, drafts: Drafts): void {
  const reader = readerOf(drafts, node);
  for (const statement of node.body?.statements ?? []) {
    const source = reader.source(statement);
    connectStatement(statement, source, element, reader, drafts);
  }
  const self = element as unknown as d.Element;
  if (isChannel(self) || self.kind === 'orchestrator')
    element.failure ??= failureOfTechnology(element.facts, element.syntax.head, drafts.deadLetters.get(self));
}

function connectStatement(
  statement: ast.ElementStatement | ast.OrchestratorStatement,
  source: Source,
  element: ElementDraft,
  reader: SyntaxReader,
  drafts: Drafts,
): void {
  const self = element as unknown as d.Element;
  switch (statement.$type) {
    case 'Subscription':
      if (isChannel(self) || self.kind === 'orchestrator') {
        const subscription = subscriptionOf(statement, self, element.subscriptions.length, reader, drafts);
        if (subscription) element.subscriptions = [...element.subscriptions, subscription];
      }
      return;
    case 'DeadLetters':
    case 'NoDeadLetters':
    case 'Drops':
      element.failure = failureRule(statement, source, { kind: 'channel', name: element.name, source }, drafts, self);
      return;
    case 'Redrives': {
      const channel = channelOf(drafts, statement.target);
      if (channel) element.redrivesTo = { channel, source };
      return;
    }
    case 'Carries':
      element.messages = messagesOf(drafts, statement.messages);
      element.closed = true;
      return;
    case 'Grouped':
      return;
    case 'Key':
      element.key = fieldsOf(statement.fields);
      return;
    case 'Index': {
      const fields = fieldsOf(statement.fields);
      if (fields) element.indexes = [...(element.indexes ?? []), fields];
      return;
    }
    case 'Caches':
    case 'RebuiltFrom':
      connectCopy(statement, source, element, drafts);
      return;
    case 'OwnedBy': {
      const owner = elementOf(drafts, statement.owner);
      if (owner) element.ownedBy = { element: owner, source };
      return;
    }
    case 'Sticky':
      element.sticky = { for: parseDuration(statement.duration), source };
      return;
    case 'Keeps':
      if (statement.name && (self.kind === 'service' || self.kind === 'orchestrator')) {
        const state = stateOf(statement, self, reader, drafts);
        drafts.states.set(statement, state);
        element.state = [...element.state, state];
      }
      return;
    default:
      return;
  }
}

function connectCopy(statement: ast.Caches | ast.RebuiltFrom, source: Source, element: ElementDraft, drafts: Drafts): void {
  const from = elementOf(drafts, statement.source);
  if (statement.$type === 'Caches') {
    if (from) element.caches = { from, source };
    return;
  }
  if (from) element.rebuiltFrom = { from, within: parseDuration(statement.lag), source };
}

function stateOf(node: ast.Keeps, element: d.Service | d.Orchestrator, reader: SyntaxReader, drafts: Drafts): d.KeptState {
  const from = elementOf(drafts, node.source);
  return {
    name: node.name,
    element,
    place: node.place ?? 'store',
    store: storeOf(drafts, node.store),
    rebuiltFrom: from && { from, within: parseDuration(node.lag) },
    syntax: reader.syntax(node, undefined, node.name),
  };
}

function subscriptionOf(
  node: ast.Subscription,
  subscriber: d.Channel | d.Orchestrator,
  number: number,
  reader: SyntaxReader,
  drafts: Drafts,
): d.Subscription | undefined {
  const to = channelOf(drafts, node.channel);
  if (!to) return undefined;
  const options = readOptions(node.options, 'subscription', subscriber.name, reader, drafts);
  return {
    id: `${subscriber.id}/subscribes ${number}`,
    to,
    subscriber,
    messages: messagesOf(drafts, node.messages),
    named: node.messages.length > 0,
    filter: options.filter,
    key: options.key,
    retries: options.retries,
    failure: options.failure,
    syntax: reader.syntax(node),
  };
}

/** Reads `dead-letters …`, `no dead-letters`, `drops after N` wherever they stand. `channel` is whose own queue it would be. */
function failureRule(
  node: ast.DeadLetters | ast.NoDeadLetters | ast.Drops,
  source: Source,
  origin: d.Origin,
  drafts: Drafts,
  channel?: d.Element,
): d.FailureRule {
  switch (node.$type) {
    case 'DeadLetters': {
      const to = node.target ? elementOf(drafts, node.target) : channel && drafts.deadLetters.get(channel);
      return {
        kind: 'dead-letters',
        to,
        own: node.target === undefined,
        attempts: parseCount(node.attempts),
        wholeGroup: node.wholeGroup,
        source,
        origin,
      };
    }
    case 'NoDeadLetters':
      return { kind: 'none', because: node.reason, source, origin };
    case 'Drops':
      return { kind: 'drops', attempts: parseCount(node.attempts) ?? 1, source, origin };
  }
}

/** All options a `with` list can hold; each place uses those that mean something there. */
export type ReadOptions = d.HandlerOptions & d.EffectOptions;

/** Reads a `with` list. */
export function readOptions(
  node: ast.Options | undefined,
  kind: d.Origin['kind'],
  name: string,
  reader: SyntaxReader,
  drafts: Drafts,
): ReadOptions {
  const read: { -readonly [K in keyof ReadOptions]: ReadOptions[K] } = { partialFailures: false, circuitBreaker: false };
  if (!node) return read;
  read.source = reader.source(node);
  for (const option of node.options) {
    const source = reader.source(option);
    switch (option.$type) {
      case 'BatchOption':
        read.batch = { size: parseCount(option.size), within: parseDuration(option.duration) };
        break;
      case 'PartialFailuresOption':
        read.partialFailures = true;
        break;
      case 'ConcurrencyOption':
        read.concurrency = parseCount(option.count);
        break;
      case 'RetriesOption':
        read.retries = readRetries(option.policy, source);
        break;
      case 'TimeoutOption':
        read.timeout = parseDuration(option.duration);
        break;
      case 'HeartbeatOption':
        read.heartbeat = parseDuration(option.duration) ?? true;
        break;
      case 'AcknowledgesFirstOption':
        read.acknowledgesFirst = source;
        break;
      case 'FilterOption':
        read.filter = option.text;
        break;
      case 'DeadLettersOption':
        read.failure = failureRule(option.deadLetters, source, { kind, name, source }, drafts);
        break;
      case 'NoDeadLettersOption':
        read.failure = failureRule(option.noDeadLetters, source, { kind, name, source }, drafts);
        break;
      case 'DropsOption':
        read.failure = failureRule(option.drops, source, { kind, name, source }, drafts);
        break;
      case 'OrderingOption':
        read.ordering = option.value;
        break;
      case 'DeliveryOption':
        read.delivery = option.value;
        break;
      case 'KeyOption':
        read.key = fieldsOf(option.fields);
        break;
      case 'CircuitBreakerOption':
        read.circuitBreaker = true;
        break;
      case 'FallbackOption': {
        const declaration = option.target?.target?.ref;
        const operation = declaration?.$type === 'Operation' ? drafts.activities.get(declaration) : undefined;
        read.fallback = { element: elementOf(drafts, option.target), operation };
        break;
      }
      case 'DelayOption':
        read.delay = parseDuration(option.duration);
        break;
    }
  }
  return read;
}
