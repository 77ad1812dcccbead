/** From a Design and its findings to what a picture shows. */
import type { Design, Element, Group, Message, System } from '../../language/model/design.ts';
import type { Finding } from '../finding.ts';
import { type Anchor, Anchors, halosOf, placeFindings } from './badges.ts';
import { type Dock, docksOf, isParking } from './dock.ts';
import type { AccessKind, Density, Docked, ViewChip, ViewEdge, ViewGraph, ViewGroup, ViewNode } from './graph.ts';
import { type Line, labelOf, linesOf, sealOf, usualOf } from './lines.ts';
import { relationsOf } from './relations.ts';
import { type Scope, type Selection, select } from './select.ts';

export interface ViewOptions extends Scope {
  /** Roomy up to 40 elements, compact above, if not said. */
  readonly density?: Density;
}

/** Pictures of up to so many elements are roomy. */
export const ROOMY_ELEMENTS = 40;

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
  const density = options.density ?? (elements.length > ROOMY_ELEMENTS ? 'compact' : 'roomy');
  const shown = relations.filter(({ from, to }) => isShown(selection, from, to));
  const lines = linesOf(shown);
  const docks = docksOf(elements, lines, density);
  const docked = new Set([...docks.values()].map((dock) => dock.docked));
  const drawn = lines.filter(({ from, to }) => !docked.has(from) && !docked.has(to));
  const usual = usualOf(lines);
  const asGroups = systemsAsGroups(elements);
  const nodes = elements.filter((element) => !docked.has(element)).map((element) => nodeOf(element, { lines, docks, selection, asGroups }));
  const groups = groupsOf(elements, asGroups);
  const about = relevant(findings, design, selection, options);
  const chips = chipsOf(design, about, selection);
  const anchors = anchorsOf(design, { drawn, elements, groups, chips });
  const edges = new Map(drawn.map((line) => [line.id, { from: line.from.id, to: line.to.id }]));
  const halos = halosOf(about, anchors, edges);
  return {
    title: selection.title,
    subtitle: selection.subtitle,
    density,
    direction: selection.direction ?? (density === 'roomy' ? 'right' : 'down'),
    nodes,
    groups,
    edges: drawn.map(
      (line): ViewEdge => ({
        id: line.id,
        kind: line.kind,
        from: line.from.id,
        to: line.to.id,
        label: labelOf(line),
        seal: sealOf(line, usual),
        outbox: line.outbox,
        halo: halos.get(line.id),
        faded: selection.faded.has(line.from) || selection.faded.has(line.to),
        sources: line.sources,
      }),
    ),
    chips,
    usual,
    findings: placeFindings(about, anchors),
  };
}

/** Lines between two faded elements say nothing about what was asked for. */
function isShown({ elements, faded }: Selection, from: Element, to: Element): boolean {
  return elements.has(from) && elements.has(to) && !(faded.has(from) && faded.has(to));
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
    readonly asGroups: boolean;
  },
): ViewNode {
  const dock = context.docks.get(element);
  return {
    id: element.id,
    kind: element.kind,
    name: element.title ?? element.name,
    technology: technologyOf(element),
    instances: instancesOf(element),
    group: element.group?.id ?? (context.asGroups && element.system.named ? element.system.id : undefined),
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

function groupsOf(elements: readonly Element[], asGroups: boolean): ViewGroup[] {
  const groups = new Map<string, ViewGroup>();
  const add = (place: Group | System, parent: string | undefined): void => {
    const { id, title, name, owner, description, syntax, tags } = place;
    groups.set(id, { id, title: title ?? name, owner, parent, description, source: syntax.source, tags });
  };
  for (const { group, system } of elements) {
    const outer = asGroups && system.named ? system.id : undefined;
    if (outer) add(system, undefined);
    for (let each = group; each; each = each.parent) add(each, each.parent?.id ?? outer);
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
    readonly drawn: readonly Line[];
    readonly elements: readonly Element[];
    readonly groups: readonly ViewGroup[];
    readonly chips: readonly ViewChip[];
  },
): Anchors {
  const anchors: Anchor[] = [];
  for (const { id, source } of [...parts.groups, ...parts.chips]) anchors.push({ id, source });
  for (const { id, syntax } of parts.elements) anchors.push({ id, source: syntax.source });
  const own = new Set(
    design.effects
      .filter(({ kind }) => kind === 'calls' || kind === 'starts' || kind === 'publishes' || kind === 'sends')
      .map(({ syntax }) => syntax.source),
  );
  for (const { id, sources } of parts.drawn) {
    for (const source of sources) if (own.has(source)) anchors.push({ id, source });
  }
  return new Anchors(anchors);
}
