/** What users want of a design: flows and what they must meet, views, requirements. */
import type * as ast from '../generated/ast.ts';
import { describe, unnamedSystemId } from './declare.ts';
import type * as d from './design.ts';
import type { Drafts, ProjectFile } from './drafts.ts';
import { declarationOf, elementOf, isEntry, messageOf, operationOf, readerOf } from './drafts.ts';
import { parseCount, parseDuration, parseRate, parseShare } from './quantities.ts';
import type { Source } from './source.ts';

/** Finds where each declared flow begins, and reads what it must meet. */
export function fillFlows(drafts: Drafts, index: d.DesignIndex): void {
  for (const [node, flow] of drafts.flows) {
    const reader = readerOf(drafts, node);
    const element = elementOf(drafts, node.from);
    const operation = operationOf(drafts, node.from);
    flow.message = messageOf(drafts, node.from);
    flow.fromElement = element;
    if (operation) flow.from = [operation];
    else if (flow.message) flow.from = consumersOf(flow.message, index);
    else if (element) flow.from = startsOf(element, node.route, index);
    const statements = new Map<string, Source>();
    for (const statement of node.body?.statements ?? []) {
      const source = reader.source(statement);
      switch (statement.$type) {
        case 'Within':
          flow.within = parseDuration(statement.duration);
          statements.set('within', source);
          break;
        case 'Availability':
          flow.available = parseShare(statement.value);
          statements.set('available', source);
          break;
        case 'ReadsWrites':
          flow.reads = { scope: statement.scope, after: parseDuration(statement.lag), source };
          statements.set('reads', source);
          break;
        case 'FlowRate':
          flow.rate = parseRate(statement.rate?.text, statement.rate?.from);
          break;
        case 'Flag':
          if (statement.kind === 'critical' || statement.kind === 'expendable') flow.criticality = statement.kind;
          statements.set(statement.kind, source);
          break;
        case 'Annotation':
          break;
      }
    }
    flow.statements = statements;
  }
}

function consumersOf(message: d.Message, index: d.DesignIndex): d.Activity[] {
  const consumers = new Set<d.Activity>();
  for (const hop of index.hopsOf.get(message.id) ?? []) if (hop.to.kind === 'activity') consumers.add(hop.to.activity);
  return [...consumers];
}

function startsOf(element: d.Element, route: string | undefined, index: d.DesignIndex): d.Activity[] {
  if (isEntry(element)) return element.routes.filter((item) => route === undefined || item.path === route).map((item) => item.activity);
  if (element.kind === 'orchestrator') return [element.workflow];
  const activities = index.activitiesOf.get(element.id) ?? [];
  return activities.filter((activity) => activity.kind === 'unplaced' || (element.kind === 'service' && activity.kind === 'operation'));
}

function membersOf<K extends ast.Member['$type']>(
  files: readonly ProjectFile[],
  type: K,
): { readonly node: Extract<ast.Member, { $type: K }>; readonly file: ProjectFile; readonly system?: ast.System }[] {
  const found: { node: Extract<ast.Member, { $type: K }>; file: ProjectFile; system?: ast.System }[] = [];
  const visit = (members: readonly ast.Member[], file: ProjectFile, system?: ast.System): void => {
    for (const member of members) {
      if (member.$type === type) found.push({ node: member as Extract<ast.Member, { $type: K }>, file, system });
      if (member.$type === 'System') visit(member.body?.members ?? [], file, member);
      else if (member.$type === 'Group') visit(member.body?.members ?? [], file, system);
    }
  };
  for (const file of files) visit(file.document.parseResult.value.members, file);
  return found;
}

/** Reads all `view` declarations. */
export function readViews(files: readonly ProjectFile[], drafts: Drafts): d.View[] {
  return membersOf(files, 'View').flatMap(({ node, file, system: systemNode }): d.View[] => {
    const system = systemNode ? drafts.systems.get(systemNode.name) : drafts.systems.get(unnamedSystemId(file));
    if (!node.name || !system) return [];
    const statements = node.body?.statements ?? [];
    const targets = (paths: readonly ast.Path[]): (d.Element | d.Group | d.System)[] =>
      paths.flatMap((path) => viewTarget(path, drafts) ?? []);
    return [
      {
        ...describe(node.name, node.title, statements, file.reader.syntax(node, node.body, node.name), file.reader),
        id: `${system.id}.view:${node.name}`,
        system,
        include: statements.flatMap((item) => (item.$type === 'Include' ? targets(item.targets) : [])),
        exclude: statements.flatMap((item) => (item.$type === 'Exclude' ? targets(item.targets) : [])),
        around: statements.flatMap((item) => {
          const target = item.$type === 'Around' ? viewTarget(item.target, drafts) : undefined;
          return target && item.$type === 'Around' ? [{ target, within: parseCount(item.distance) ?? 1 }] : [];
        }),
        direction: statements.find((item) => item.$type === 'Direction')?.value,
      },
    ];
  });
}

function viewTarget(path: ast.Path, drafts: Drafts): d.Element | d.Group | d.System | undefined {
  const declaration = declarationOf(path);
  if (declaration?.$type === 'Group') return drafts.groups.get(declaration);
  if (declaration?.$type === 'System') return drafts.systems.get(declaration.name);
  return elementOf(drafts, path);
}

function beginningOf(flow: d.Flow | undefined): d.RequirementTarget | undefined {
  if (flow?.message) return { kind: 'message', message: flow.message };
  const [first, ...others] = flow?.from ?? [];
  if (first && others.length === 0) return { kind: 'activity', activity: first };
  return flow?.fromElement && { kind: 'element', element: flow.fromElement };
}

function requirementTarget(path: ast.Path | undefined, drafts: Drafts): d.RequirementTarget | undefined {
  const declaration = declarationOf(path);
  if (declaration?.$type === 'Keeps') {
    const state = drafts.states.get(declaration);
    return state && { kind: 'state', state };
  }
  if (declaration?.$type === 'Step') {
    const step = drafts.steps.get(declaration);
    return step && { kind: 'step', step };
  }
  if (declaration?.$type === 'Flow') return beginningOf(drafts.flows.get(declaration));
  const message = messageOf(drafts, path);
  if (message) return { kind: 'message', message };
  const activity = operationOf(drafts, path);
  if (activity) return { kind: 'activity', activity };
  const element = elementOf(drafts, path);
  return element && { kind: 'element', element };
}

const REQUIREMENTS = {
  at: 'at-most-once',
  never: 'never-lost',
  in: 'in-order',
  survives: 'survives-instance-loss',
  all: 'all-or-nothing',
  leads: 'leads-to',
} as const satisfies Record<NonNullable<ast.Requirement['kind']>, d.Requirement['kind']>;

/** Reads all `require` statements. */
export function readRequirements(files: readonly ProjectFile[], drafts: Drafts): d.Requirement[] {
  return membersOf(files, 'Requirement').flatMap(({ node, file }): d.Requirement[] => {
    if (!node.kind) return [];
    const outcomes = node.outcomes.map((path) => requirementTarget(path, drafts));
    return [
      {
        kind: REQUIREMENTS[node.kind],
        subject: requirementTarget(node.subject, drafts),
        scope: requirementTarget(node.scope, drafts),
        consumer: requirementTarget(node.consumer, drafts),
        // Where one is not known it cannot be said that none of them came about.
        outcomes: outcomes.every((outcome) => outcome !== undefined) ? outcomes : [],
        source: file.reader.source(node),
      },
    ];
  });
}
