/** From a Design and its findings to what a picture shows. */
import type { Design, Element, Message } from '../../language/model/design.ts';
import type { Finding, Severity } from '../finding.ts';
import { type Anchor, Anchors, halosOf, placeFindings } from './badges.ts';
import { type ClosedGroup, type DrawnLine, drawnLines, type Folding, type Folds, foldingOf } from './collapse.ts';
import { type Dock, docksOf, isParking } from './dock.ts';
import type { AccessKind, Density, Direction, Docked, Usual, ViewChip, ViewEdge, ViewGraph, ViewGroup, ViewNode } from './graph.ts';
import { type Line, labelOf, linesOf, sealOf, usualOf } from './lines.ts';
import { relationsOf } from './relations.ts';
import { type Scope, type Selection, select } from './select.ts';

export interface ViewOptions extends Scope, Folds {
  /** Roomy up to 40 elements, compact above, if not said. */
  readonly density?: Density;
  /** Whether what two elements have to do with each other in one way is one line, and lines of one kind share a port at a channel; they do if not said. */
  readonly bundle?: boolean;
  /** Which way it runs, unless the view says so itself; right if roomy and down if compact, if not said. */
  readonly direction?: Direction;
}

/** Pictures of up to so many elements are roomy. */
const ROOMY_ELEMENTS = 40;

/**
 * Decides what a picture shows.
 *
 * @param design the project's design, broken or not
 * @param findings findings about it; those without a place in the picture are listed only
 * @param options what of it to show
 * @throws UnknownScopeError if the options name a view or an element that the design does not have
 */
export function buildView(design: Design, findings: readonly Finding[], options: ViewOptions = {}): ViewGraph {
  const relations = relationsOf(design);
  const selection = select(design, relations, options);
  const elements = [...selection.elements].sort((a, b) => (a.id < b.id ? -1 : 1));
  const asGroups = systemsAsGroups(elements);
  const bundled = options.bundle !== false;
  const shown = relations.filter(({ from, to }) => isShown(selection, from, to));
  const lines = linesOf(shown, bundled);
  const folding = foldingOf(elements, lines, asGroups, options);
  const open = elements.filter((element) => folding.nodeOf(element) === element.id);
  const density = options.density ?? (open.length + folding.closed.size > ROOMY_ELEMENTS ? 'compact' : 'roomy');
  const docks = docksOf(open, lines, density);
  const docked = new Set([...docks.values()].map((dock) => dock.docked));
  const drawn = drawnLines(
    lines.filter(({ from, to }) => !docked.has(from) && !docked.has(to)),
    folding,
  );
  const usual = usualOf(lines);
  const nodes = [
    ...open.filter((element) => !docked.has(element)).map((element) => nodeOf(element, { lines, docks, selection, folding })),
    ...[...folding.closed.values()].map((closed) => closedNode(closed, selection)),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  const groups = groupsOf(elements, folding);
  const about = relevant(findings, design, selection, options);
  const chips = chipsOf(design, about, selection);
  const anchors = anchorsOf(design, { drawn, elements, groups, chips, folding });
  const edges = new Map(drawn.map(({ id, from, to }) => [id, { from, to }]));
  const halos = halosOf(about, anchors, edges);
  return {
    title: selection.title,
    subtitle: selection.subtitle,
    density,
    direction: selection.direction ?? options.direction ?? (density === 'roomy' ? 'right' : 'down'),
    directed: selection.direction !== undefined,
    bundled,
    nodes,
    groups,
    gathered: folding.gathered,
    edges: drawn.map((line) => edgeOf(line, { usual, selection, halos })),
    chips,
    usual,
    findings: placeFindings(about, anchors),
  };
}

function edgeOf(
  { id, kind, from, to, lines }: DrawnLine,
  context: { readonly usual: Usual; readonly selection: Selection; readonly halos: ReadonlyMap<string, Severity> },
): ViewEdge {
  const [only, ...more] = lines;
  const single = more.length === 0 ? only : undefined;
  const { faded } = context.selection;
  return {
    id,
    kind,
    from,
    to,
    label: single ? labelOf(single) : countOf(lines),
    count: single ? undefined : lines.length,
    seal: single && sealOf(single, context.usual),
    outbox: single?.outbox === true,
    halo: context.halos.get(id),
    faded: lines.every((line) => faded.has(line.from) || faded.has(line.to)),
    sources: lines.flatMap(({ sources }) => sources),
  };
}

/** Lines between two faded elements say nothing about what was asked for. */
function isShown({ elements, faded }: Selection, from: Element, to: Element): boolean {
  return elements.has(from) && elements.has(to) && !(faded.has(from) && faded.has(to));
}

/** What stands beside a line that stands for several: two names, or how many there are. */
function countOf(lines: readonly Line[]): string | undefined {
  const names = (of: (kind: ViewEdge['kind']) => boolean): ReadonlySet<string> =>
    new Set(lines.filter(({ kind }) => of(kind)).flatMap((line) => line.names));
  const calls = names((kind) => kind === 'call');
  const messages = names((kind) => kind === 'message' || kind === 'subscription');
  const all = [...calls, ...messages];
  if (all.length <= 2) return all.join(', ') || undefined;
  return [...counted(calls, 'calls'), ...counted(messages, 'messages')].join(', ');
}

function counted(names: ReadonlySet<string>, what: string): readonly string[] {
  return names.size > 1 ? [`${names.size} ${what}`] : [...names];
}

/** A closed group as a node. */
function closedNode({ place, parent, elements }: ClosedGroup, { faded }: Selection): ViewNode {
  const count = `${elements.length} ${elements.length === 1 ? 'element' : 'elements'}`;
  return {
    id: place.id,
    kind: 'group',
    name: place.title ?? place.name,
    technology: { label: place.owner === undefined ? count : `${count} · ${place.owner}` },
    group: parent,
    parking: false,
    elements: elements.length,
    gathered: place.gathered,
    faded: elements.every((element) => faded.has(element)),
    description: place.description,
    source: place.syntax.source,
    tags: place.tags,
  };
}

/** Where several named systems meet, each is a boundary of its own. */
function systemsAsGroups(elements: readonly Element[]): boolean {
  return new Set(elements.filter(({ system }) => system.named).map(({ system }) => system)).size > 1;
}

function nodeOf(
  element: Element,
  context: {
    readonly lines: readonly Line[];
    readonly docks: ReadonlyMap<Element, Dock>;
    readonly selection: Selection;
    readonly folding: Folding;
  },
): ViewNode {
  const dock = context.docks.get(element);
  return {
    id: element.id,
    kind: element.kind,
    name: element.title ?? element.name,
    technology: technologyOf(element),
    instances: instancesOf(element),
    group: context.folding.placesAround(element).at(-1)?.id,
    parking: isParking(element, context.lines),
    docked: dock && dockedOf(dock),
    faded: context.selection.faded.has(element),
    description: element.description,
    source: element.syntax.source,
    tags: element.tags,
  };
}

function technologyOf({ technology, technologyName }: Element): ViewNode['technology'] {
  if (technology) return { label: technology.label, mark: technology.mark };
  return technologyName === undefined ? undefined : { label: technologyName };
}

function instancesOf({ facts }: Element): string | undefined {
  const instances = facts.instances;
  if (!instances || instances.origin.kind === 'technology') return undefined;
  const { min, max } = instances.value;
  return min === max ? `×${min}` : `×${min}–${max}`;
}

function dockedOf({ docked, lines }: Dock): Docked {
  return {
    id: docked.id,
    kind: docked.kind === 'store' || docked.kind === 'cache' ? docked.kind : 'dead-letters',
    name: docked.title ?? docked.name,
    technology: technologyOf(docked),
    access: lines.map(({ kind }) => kind).find((kind): kind is AccessKind => kind !== 'dead-letter' && kind !== 'redrive'),
    redrives: lines.some(({ kind }) => kind === 'redrive'),
    description: docked.description,
    source: docked.syntax.source,
    tags: docked.tags,
  };
}

/** The groups that are open, around what is drawn. */
function groupsOf(elements: readonly Element[], { closed, placesAround }: Folding): ViewGroup[] {
  const groups = new Map<string, ViewGroup>();
  for (const element of elements) {
    let parent: string | undefined;
    for (const place of placesAround(element)) {
      if (closed.has(place.id)) break;
      const { id, title, name, owner, description, syntax, tags, gathered } = place;
      groups.set(id, { id, title: title ?? name, owner, parent, description, source: syntax.source, tags, gathered });
      parent = id;
    }
  }
  return [...groups.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** In a picture of a part, findings about the rest are left out; findings about no element at all stay with their file's systems. */
function relevant(findings: readonly Finding[], design: Design, { elements }: Selection, scope: Scope): readonly Finding[] {
  const owners = new Anchors(design.elements.map(({ id, syntax }) => ({ id, source: syntax.source })));
  const ids = new Set([...elements].map(({ id }) => id));
  const systems = new Set([...elements].map(({ system }) => system));
  const files = new Set([...systems].flatMap(({ parts, syntax }) => [syntax, ...parts].map(({ source }) => source.uri)));
  return findings.filter(({ source }) => {
    const owner = owners.find(source);
    if (owner !== undefined) return ids.has(owner);
    return scope.focus === undefined && scope.view === undefined && (scope.uri === undefined || files.has(source.uri));
  });
}

function chipsOf(design: Design, findings: readonly Finding[], { elements }: Selection): ViewChip[] {
  const systems = new Set([...elements].map(({ system }) => system));
  const all = design.elements.filter(({ system }) => systems.has(system)).every((element) => elements.has(element));
  const messages = design.messages.filter(({ system }) => systems.has(system) && all);
  const chips = messages.flatMap((message): ViewChip[] => {
    const lonely = isLonely(design, message);
    const blamed = findings.some(({ source }) => within(source.offset, source.uri, message));
    if (!lonely && !blamed) return [];
    const reason = lonely ? 'Declared, but neither sent nor received' : 'Findings about messages';
    return [{ id: message.id, kind: 'message', name: message.name, reason, source: message.syntax.source }];
  });
  const flows = design.flows.filter(({ system }) => systems.has(system) && all);
  for (const flow of flows) {
    if (!findings.some(({ source }) => within(source.offset, source.uri, flow))) continue;
    const name = flow.title ?? flow.name;
    chips.push({ id: `flow:${flow.id}`, kind: 'place', name, reason: 'Findings about flows', source: flow.syntax.source });
  }
  return chips.sort((a, b) => (a.reason === b.reason ? (a.id < b.id ? -1 : 1) : a.reason < b.reason ? -1 : 1));
}

function isLonely(design: Design, { id }: Message): boolean {
  if ((design.index.hopsOf.get(id)?.length ?? 0) > 0) return false;
  const published = design.effects.some((effect) => 'message' in effect && effect.message?.id === id);
  return !published && !design.activities.some(({ messages }) => messages.some((message) => message.id === id));
}

function within(offset: number, uri: string, { syntax: { source } }: Pick<Message, 'syntax'>): boolean {
  return source.uri === uri && source.offset <= offset && offset < source.end;
}

/** Calls and publishing anchor their edge; everything else anchors its element, group or chip. */
function anchorsOf(
  design: Design,
  parts: {
    readonly drawn: readonly DrawnLine[];
    readonly elements: readonly Element[];
    readonly groups: readonly ViewGroup[];
    readonly chips: readonly ViewChip[];
    readonly folding: Folding;
  },
): Anchors {
  const anchors: Anchor[] = [];
  for (const { id, source } of [...parts.groups, ...parts.chips]) anchors.push({ id, source });
  for (const element of parts.elements) anchors.push({ id: parts.folding.nodeOf(element), source: element.syntax.source });
  const own = new Set(
    design.effects
      .filter(({ kind }) => kind === 'calls' || kind === 'starts' || kind === 'publishes' || kind === 'sends')
      .map(({ syntax }) => syntax.source),
  );
  for (const { id, lines } of parts.drawn) {
    for (const source of lines.flatMap(({ sources }) => sources)) if (own.has(source)) anchors.push({ id, source });
  }
  return new Anchors(anchors);
}
