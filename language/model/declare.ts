/** First pass: every declaration of the project becomes an object, with what can be said of it alone. */
import type * as ast from '../generated/ast.ts';
import { allowed, fits } from './allowed.ts';
import type * as d from './design.ts';
import type { Drafts, ElementDraft, ElementNode, ProjectFile } from './drafts.ts';
import { refOf } from './drafts.ts';
import type { FactStatement, Mutable } from './facts.ts';
import { askForOrder, fieldsOf, layer, readFacts } from './facts.ts';
import { parseCount, parseDuration, parseSize } from './quantities.ts';
import type { Source, Syntax } from './source.ts';
import type { SyntaxReader } from './syntax.ts';

interface Scope {
  readonly system: Mutable<d.System>;
  readonly group?: d.Group;
}

const CHANNEL_KINDS: ReadonlySet<string> = new Set(['queue', 'topic', 'bus', 'stream']);

/** Declares all systems, groups, messages and elements of the files, in the order of the text. */
export function declare(files: readonly ProjectFile[], drafts: Drafts): void {
  for (const file of files) {
    const reader = file.reader;
    let own: Mutable<d.System> | undefined;
    for (const member of file.document.parseResult.value.members) {
      if (member.$type === 'System')
        declareMembers(member.body?.members ?? [], { system: declareSystem(member, reader, drafts) }, reader, drafts);
      else {
        own ??= unnamedSystem(file, drafts);
        declareMembers([member], { system: own }, reader, drafts);
      }
    }
  }
}

function declareSystem(node: ast.System, reader: SyntaxReader, drafts: Drafts): Mutable<d.System> {
  const syntax = reader.syntax(node, node.body, node.name);
  const said = describe(node.name ?? '', node.title, node.body?.members ?? [], syntax, reader);
  const existing = drafts.systems.get(said.name);
  if (!existing) {
    const system: Mutable<d.System> = { ...said, id: said.name, named: true, parts: [syntax] };
    drafts.systems.set(said.name, system);
    return system;
  }
  existing.parts = [...existing.parts, syntax];
  existing.title ??= said.title;
  existing.description ??= said.description;
  existing.owner ??= said.owner;
  existing.notes = [...existing.notes, ...said.notes];
  existing.links = [...existing.links, ...said.links];
  existing.tags = [...existing.tags, ...said.tags];
  return existing;
}

/** @returns the id of the system of what stands outside of all systems in a file. */
export function unnamedSystemId({ number }: ProjectFile): string {
  return `#${number + 1}`;
}

function unnamedSystem(file: ProjectFile, drafts: Drafts): Mutable<d.System> {
  const source = file.reader.source(file.document.parseResult.value);
  const syntax: Syntax = { source, head: source };
  const id = unnamedSystemId(file);
  const system: Mutable<d.System> = { id, name: '', named: false, notes: [], links: [], tags: [], syntax, parts: [syntax] };
  drafts.systems.set(id, system);
  return system;
}

function declareMembers(members: readonly ast.Member[], scope: Scope, reader: SyntaxReader, drafts: Drafts): void {
  for (const member of members) {
    switch (member.$type) {
      case 'Group':
        declareMembers(member.body?.members ?? [], { ...scope, group: declareGroup(member, scope, reader, drafts) }, reader, drafts);
        break;
      case 'Correlation':
        scope.system.correlation = member.field;
        break;
      case 'Annotation':
        if (!scope.system.named && !scope.group) annotate(scope.system, member);
        break;
      case 'Message':
        if (member.name) drafts.messages.set(member, declareMessage(member, scope, reader));
        break;
      case 'Element':
      case 'Orchestrator':
        if (member.name) declareElement(member, scope, reader, drafts);
        break;
      case 'System':
        // A system inside a system is a mistake that the problems point out; what is in it is read on.
        declareMembers(member.body?.members ?? [], { system: declareSystem(member, reader, drafts) }, reader, drafts);
        break;
      case 'Flow':
        if (member.name) drafts.flows.set(member, declareFlow(member, scope, reader));
        break;
      case 'Technology':
      case 'View':
      case 'Requirement':
        break;
    }
  }
}

function annotate(target: Mutable<d.System>, annotation: ast.Annotation): void {
  if (annotation.kind === 'owner') target.owner = annotation.text;
  else if (annotation.kind === 'tags') target.tags = [...target.tags, ...annotation.tags];
  else if (annotation.kind === 'note' && annotation.text) target.notes = [...target.notes, annotation.text];
  else if (annotation.text) target.links = [...target.links, annotation.text];
}

type Annotated = readonly { readonly $type: string }[];

/** Reads title, doc comment and annotations of a declaration. */
export function describe(
  name: string,
  title: string | undefined,
  statements: Annotated,
  syntax: Syntax,
  reader: SyntaxReader,
): d.Described {
  const notes: string[] = [];
  const links: string[] = [];
  const tags: string[] = [];
  let owner: string | undefined;
  for (const statement of statements) {
    if (statement.$type !== 'Annotation') continue;
    const annotation = statement as ast.Annotation;
    if (annotation.kind === 'owner') owner = annotation.text;
    else if (annotation.kind === 'tags') tags.push(...annotation.tags);
    else if (annotation.text) (annotation.kind === 'note' ? notes : links).push(annotation.text);
  }
  return { name, title, description: reader.description(syntax.source), notes, owner, links, tags, syntax };
}

function declareGroup(node: ast.Group, { system, group: parent }: Scope, reader: SyntaxReader, drafts: Drafts): d.Group {
  const name = node.name ?? '';
  const said = describe(name, node.title, node.body?.members ?? [], reader.syntax(node, node.body, node.name), reader);
  const group: Mutable<d.Group> = { ...said, id: `${system.id}.${name}`, system, parent };
  drafts.groups.set(node, group);
  return group;
}

function declareMessage(node: ast.Message, { system }: Scope, reader: SyntaxReader): Mutable<d.Message> {
  const statements = node.body?.statements ?? [];
  const said = describe(node.name, node.title, statements, reader.syntax(node, node.body, node.name), reader);
  const message: Mutable<d.Message> = { ...said, id: `${system.id}.${node.name}`, kind: node.kind, system, criticality: 'normal' };
  for (const statement of statements) {
    switch (statement.$type) {
      case 'Key':
        message.key = fieldsOf(statement.fields);
        break;
      case 'Ordered':
        message.ordered = { by: fieldsOf(statement.fields), source: reader.source(statement) };
        break;
      case 'Flag':
        if (statement.kind === 'critical' || statement.kind === 'expendable') message.criticality = statement.kind;
        break;
      case 'Setting':
        if (statement.kind === 'size' && statement.value)
          message.size = parseSize(statement.value.$type === 'Size' ? statement.value.text : undefined);
        if (statement.kind === 'version' && statement.value?.$type === 'Count') message.version = parseCount(statement.value.text);
        break;
      case 'Schema':
        message.schema = statement.text;
        break;
      case 'Useful':
        message.usefulFor = parseDuration(statement.duration);
        break;
      case 'Correlation':
        message.correlation = statement.field;
        break;
      case 'Annotation':
        break;
    }
  }
  return message;
}

function declareFlow(node: ast.Flow, { system }: Scope, reader: SyntaxReader): Mutable<d.Flow> {
  const said = describe(node.name, node.title, node.body?.statements ?? [], reader.syntax(node, node.body, node.name), reader);
  return { ...said, id: `${system.id}.flow:${node.name}`, system, from: [], criticality: 'normal', statements: new Map() };
}

function declareElement(node: ElementNode, { system, group }: Scope, reader: SyntaxReader, drafts: Drafts): void {
  const statements: readonly FactStatement[] = node.body?.statements ?? [];
  const channel = CHANNEL_KINDS.has(node.kind);
  const { said, own } = reader.once(node, () => ({
    said: describe(node.name, node.title, statements, reader.syntax(node, node.body, node.name), reader),
    own: readFacts(statements, reader, channel ? 'channel' : 'element', node.name),
  }));
  const technologyNode = refOf(node.technology);
  const named = technologyNode && drafts.technologies.get(technologyNode);
  // What is known of a product of another kind says nothing about this element.
  const technology = named && fits(node.kind, named) ? named : undefined;
  const limits = layer<d.Limits>(own.limits, technology?.limits);
  const grouped = statements.find((statement) => statement.$type === 'Grouped');
  const groupedSource = grouped && reader.source(grouped);
  const element = {
    ...said,
    id: `${system.id}.${node.name}`,
    kind: node.kind,
    system,
    group,
    technology,
    technologyName: node.technology?.$refText,
    ...allowed(askForOrder(layer<d.Facts>(own.facts, technology?.facts), limits, groupedSource, node.name), limits),
    limits,
    statements: own.statements,
    criticality: own.statements.has('critical') ? 'critical' : own.statements.has('expendable') ? 'expendable' : 'normal',
    hasBody: node.body !== undefined,
  } as unknown as ElementDraft;
  if (grouped && groupedSource) element.groupedBy = groupOf(grouped, groupedSource);
  prepareParts(element, channel);
  drafts.elements.set(node, element as d.Element);
  drafts.order.push(element as d.Element);
}

function groupOf(grouped: ast.Grouped, source: Source): NonNullable<d.Channel['groupedBy']> {
  return { key: fieldsOf(grouped.fields) ?? [], groups: parseCount(grouped.groups), source };
}

/** Gives an element the empty parts of its kind, to be filled when all elements exist. */
function prepareParts(element: ElementDraft, channel: boolean): void {
  if (channel) {
    element.messages = [];
    element.closed = false;
  }
  if (channel || element.kind === 'orchestrator') element.subscriptions = [];
  switch (element.kind) {
    case 'service':
      element.state = [];
      break;
    case 'orchestrator':
      element.state = [];
      element.steps = [];
      break;
    case 'store':
    case 'cache':
      element.indexes = [];
      break;
    case 'balancer':
    case 'gateway':
      element.routes = [];
      break;
    default:
      break;
  }
}

/** Makes the dead-letter queue that a channel brings of its own. It keeps as long as its technology can. */
export function declareDeadLetters(channel: d.Channel, technology: d.Technology | undefined, drafts: Drafts): void {
  const facts: Mutable<d.Facts> = { ...technology?.facts };
  const longest = technology?.limits.retention ?? technology?.facts.retention;
  if (longest) facts.retention = longest;
  // The queue's own alarm covers its dead letters; a dead-letter queue has none of its own.
  if (channel.facts.alarm) facts.alarm = channel.facts.alarm;
  delete facts.parks;
  const queue: d.Channel = {
    id: `${channel.id}.dead-letters`,
    kind: 'queue',
    name: `${channel.name}.dead-letters`,
    notes: [],
    links: [],
    tags: [],
    system: channel.system,
    group: channel.group,
    technology,
    technologyName: technology?.name,
    facts,
    limits: technology?.limits ?? {},
    refused: {},
    statements: new Map(),
    criticality: 'normal',
    hasBody: false,
    messages: [],
    closed: false,
    subscriptions: [],
    deadLettersOf: channel,
    syntax: channel.syntax,
  };
  drafts.deadLetters.set(channel, queue);
  drafts.order.push(queue);
}
