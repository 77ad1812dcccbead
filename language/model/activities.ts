/** Third pass: the activities, first their heads (so that calls can find them), then their bodies. */
import type * as ast from '../generated/ast.ts';
import { isUsingClause, isWithinClause } from '../generated/ast.ts';
import { impliedCall, linkFailures, readBody, readStatements } from './bodies.ts';
import { readOptions } from './connect.ts';
import type * as d from './design.ts';
import type { ActivityDraft, Drafts, ElementNode } from './drafts.ts';
import { channelOf, elementOf, isEntry, messagesOf, operationOf, readerOf, storeOf } from './drafts.ts';
import { fieldsOf, type Mutable } from './facts.ts';
import { parseDuration } from './quantities.ts';
import type { SyntaxReader } from './syntax.ts';

type ActivityNode = ast.Operation | ast.Handler | ast.Schedule | ast.Route;

const NO_OPTIONS: d.HandlerOptions = { partialFailures: false };

/** Makes every activity with its head. Bodies come later, when all operations can be found. */
export function declareActivities(drafts: Drafts): ActivityDraft[] {
  const all: ActivityDraft[] = [];
  for (const [node, element] of drafts.elements) {
    const reader = readerOf(drafts, node);
    if (node.$type === 'Orchestrator' && element.kind === 'orchestrator') all.push(declareWorkflow(node, element, reader, drafts));
    const ids = new Map<string, number>();
    for (const statement of node.body?.statements ?? []) {
      const activity = declareActivity(statement, element, ids, reader, drafts);
      if (activity) all.push(activity);
    }
    const unplaced = declareUnplaced(node, element, reader, drafts);
    if (unplaced) all.push(unplaced);
  }
  return all;
}

function blank(kind: d.ActivityKind, element: d.Element, what: string, label: string, syntax: d.Syntax): ActivityDraft {
  return {
    id: `${element.id}/${what}`,
    kind,
    element,
    label,
    messages: [],
    criticality: 'normal',
    safe: false,
    unknownFrom: false,
    options: NO_OPTIONS,
    effects: [],
    syntax,
  };
}

function unique(ids: Map<string, number>, what: string): string {
  const seen = ids.get(what) ?? 0;
  ids.set(what, seen + 1);
  return seen === 0 ? what : `${what} ${seen + 1}`;
}

function declareActivity(
  node: ast.ElementStatement | ast.OrchestratorStatement,
  element: d.Element,
  ids: Map<string, number>,
  reader: SyntaxReader,
  drafts: Drafts,
): ActivityDraft | undefined {
  switch (node.$type) {
    case 'Handler':
      return declareHandler(node, element, ids, reader, drafts);
    case 'Operation': {
      if (!node.name) return undefined;
      const activity = blank(
        'operation',
        element,
        unique(ids, node.name),
        `${element.name}.${node.name}`,
        reader.syntax(node, node.body, node.name),
      );
      activity.name = node.name;
      activity.messages = node.request ? messagesOf(drafts, [node.request]) : [];
      readHead(node.clauses, activity, reader, drafts);
      return remember(node, activity, drafts);
    }
    case 'Schedule': {
      if (element.kind === 'orchestrator') return undefined;
      const activity = blank(
        'schedule',
        element,
        unique(ids, `every ${node.period}`),
        `${element.name} every ${node.period}`,
        reader.syntax(node, node.body),
      );
      activity.period = parseDuration(node.period);
      return remember(node, activity, drafts);
    }
    case 'Route': {
      const path = node.route;
      const label = path ? `${element.name} "${path}"` : element.name;
      return remember(node, blank('route', element, unique(ids, `route ${path ?? ''}`), label, reader.syntax(node, node.body)), drafts);
    }
    default:
      return undefined;
  }
}

function remember(node: ActivityNode | ElementNode, activity: ActivityDraft, drafts: Drafts): ActivityDraft {
  drafts.activities.set(node, activity);
  return activity;
}

function declareHandler(
  node: ast.Handler,
  element: d.Element,
  ids: Map<string, number>,
  reader: SyntaxReader,
  drafts: Drafts,
): ActivityDraft {
  const messages = messagesOf(drafts, node.messages);
  const names = messages.map((message) => message.name).join(', ');
  const activity = blank(node.all ? 'join' : 'handler', element, '', element.name, reader.syntax(node, node.body));
  activity.messages = messages;
  if (node.all) activity.join = {};
  readHead(node.clauses, activity, reader, drafts);
  activity.id = `${element.id}/${unique(ids, `on ${names}${activity.from ? ` from ${activity.from.name}` : ''}`)}`;
  return remember(node, activity, drafts);
}

function readHead(clauses: readonly ast.Clause[], activity: ActivityDraft, reader: SyntaxReader, drafts: Drafts): void {
  const isJoin = activity.kind === 'join';
  for (const clause of clauses) {
    switch (clause.$type) {
      case 'FromClause':
        activity.from = channelOf(drafts, clause.channel);
        activity.unknownFrom = activity.from === undefined;
        break;
      case 'WithinClause':
        if (isJoin) activity.join = { ...activity.join, within: parseDuration(clause.duration) };
        break;
      case 'UsingClause':
        if (isJoin) activity.join = { ...activity.join, using: storeOf(drafts, clause.store) };
        break;
      case 'DurationClause':
        activity.duration = parseDuration(clause.duration);
        break;
      case 'CriticalityClause':
        if (clause.value === 'safe') activity.safe = true;
        else activity.criticality = clause.value;
        break;
      case 'IdempotentClause':
        activity.idempotency = idempotencyOf(isJoin ? clause : wholeIdempotency(clause, clauses), activity, reader, drafts);
        break;
      case 'OptionsClause':
        activity.options = readOptions(clause.options, 'handler', activity.label, reader, drafts);
        break;
    }
  }
}

/** `idempotent using Seen within 1h` means what `idempotent within 1h using Seen` does, though it is written in the wrong order. */
function wholeIdempotency(clause: ast.IdempotentClause, clauses: readonly ast.Clause[]): ast.IdempotentClause {
  const { duration, store } = clause;
  if (duration !== undefined && store !== undefined) return clause;
  return {
    ...clause,
    duration: duration ?? clauses.find(isWithinClause)?.duration,
    store: store ?? clauses.find(isUsingClause)?.store,
  };
}

function idempotencyOf(clause: ast.IdempotentClause, activity: d.Activity, reader: SyntaxReader, drafts: Drafts): d.Idempotency {
  const written = fieldsOf(clause.fields);
  const using = storeOf(drafts, clause.store);
  const keys = new Set(activity.messages.map((message) => message.key?.join('+')));
  const shared = keys.size === 1 ? activity.messages[0]?.key : undefined;
  return {
    by: written ?? shared,
    explicitKey: written !== undefined,
    within: parseDuration(clause.duration) ?? using?.facts.ttl?.value,
    using,
    source: reader.source(clause),
  };
}

function declareWorkflow(node: ast.Orchestrator, element: d.Orchestrator, reader: SyntaxReader, drafts: Drafts): ActivityDraft {
  const activity = blank('workflow', element, 'workflow', element.name, reader.syntax(node, node.body, node.name));
  const schedule = node.body?.statements.find((statement) => statement.$type === 'Schedule');
  activity.period = parseDuration(schedule?.period);
  activity.messages = [...new Set(element.subscriptions.flatMap((subscription) => subscription.messages))];
  (element as Mutable<d.Orchestrator>).workflow = activity;
  return remember(node, activity, drafts);
}

function declareUnplaced(node: ElementNode, element: d.Element, reader: SyntaxReader, drafts: Drafts): ActivityDraft | undefined {
  if (node.$type === 'Orchestrator' || !node.body?.statements.some(isAction)) return undefined;
  return remember(node, blank('unplaced', element, 'unplaced', element.name, reader.syntax(node, node.body, node.name)), drafts);
}

const EFFECTS: ReadonlySet<string> = new Set(['Read', 'Write', 'Publish', 'Send', 'Call', 'Start']);
const BLOCKS: ReadonlySet<string> = new Set(['Atomically', 'Parallel', 'When', 'Each']);

function isAction(statement: ast.ElementStatement | ast.OrchestratorStatement): statement is ast.Effect | ast.Block {
  return EFFECTS.has(statement.$type) || BLOCKS.has(statement.$type);
}

/** Reads the bodies of all activities. */
export function fillActivities(drafts: Drafts): void {
  for (const [node, activity] of drafts.activities) {
    const reader = readerOf(drafts, node);
    switch (node.$type) {
      case 'Handler':
        activity.body = node.body && readBody(node.body, 'body', activity, reader, drafts);
        activity.otherwise = node.otherwise && readBody(node.otherwise, 'otherwise', activity, reader, drafts);
        break;
      case 'Operation':
      case 'Schedule':
        activity.body = node.body && readBody(node.body, 'body', activity, reader, drafts);
        break;
      case 'Route':
        fillRoute(node, activity, reader, drafts);
        break;
      case 'Element':
        activity.body = readStatements((node.body?.statements ?? []).filter(isAction), 'body', activity, reader, drafts);
        break;
      case 'Orchestrator':
        fillWorkflow(node, activity, reader, drafts);
        break;
    }
  }
  linkFailures(drafts);
}

function fillRoute(node: ast.Route, activity: ActivityDraft, reader: SyntaxReader, drafts: Drafts): void {
  if (node.body) activity.body = readBody(node.body, 'body', activity, reader, drafts);
  else {
    const effect = impliedCall(node, activity, { part: 'body', options: { circuitBreaker: false } }, reader, drafts);
    activity.body = effect ? [{ kind: 'effect', effect }] : undefined;
  }
  const entry = activity.element;
  if (!isEntry(entry)) return;
  const route: d.Route = {
    path: node.route,
    target: elementOf(drafts, node.target),
    operation: operationOf(drafts, node.target),
    activity,
    syntax: activity.syntax,
  };
  (entry as Mutable<d.Entry>).routes = [...entry.routes, route];
}

function fillWorkflow(node: ast.Orchestrator, activity: ActivityDraft, reader: SyntaxReader, drafts: Drafts): void {
  const statements = (node.body?.statements ?? []).filter((statement) => statement.$type === 'Step' || isAction(statement));
  activity.body = node.body && readStatements(statements, 'body', activity, reader, drafts);
  activity.otherwise = node.otherwise && readBody(node.otherwise, 'otherwise', activity, reader, drafts);
}
