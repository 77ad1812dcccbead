/** Which parts of the picture stand out, are faded or are hidden. */
import type { Diagram, DiagramEdge, DiagramNode, PictureChoice } from '../../../server/protocol.ts';
import type { Filters, PreviewState } from './state.ts';

/** How the parts look. What is in none of the sets looks as it was drawn. */
export interface Appearance {
  /** What stays lit while the rest is faded; `null` when nothing is meant in particular. */
  readonly lit: ReadonlySet<string> | null;
  /** What filters leave out. */
  readonly left: ReadonlySet<string>;
}

type Parts = Pick<Diagram, 'nodes' | 'edges'>;

/** How the picture looks in a state. A mode's light goes before the user's selection, which goes before the focus. */
export function appearanceOf({
  diagram,
  lit,
  selected,
  wholeWay,
  filters,
  around,
  search,
}: Pick<PreviewState, 'diagram' | 'lit' | 'selected' | 'wholeWay' | 'filters' | 'around' | 'search'>): Appearance {
  if (diagram === null) return { lit: null, left: new Set() };
  const left = filteredOut(diagram, filters);
  if (around !== null) {
    const near = surroundings(diagram, around.id, around.within);
    if (near !== null) for (const { id } of [...diagram.nodes, ...diagram.edges]) if (!near.has(id)) left.add(id);
  }
  if (lit !== null) return { lit: new Set(lit), left };
  if (search !== null && search.text !== '') return { lit: new Set(found(diagram, search.text)), left };
  if (selected === null) return { lit: null, left };
  return { lit: wholeWay ? ways(diagram, selected) : nextStretch(diagram, selected), left };
}

/** A part and, of a group, all that is in it. */
function withMembers({ nodes }: Pick<Diagram, 'nodes'>, id: string): ReadonlySet<string> {
  const inside = new Set([id]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const node of nodes) {
      if (node.group === undefined || !inside.has(node.group) || inside.has(node.id)) continue;
      inside.add(node.id);
      grew = true;
    }
  }
  return inside;
}

/** A part, the lines at it, and what those lead to. */
export function nextStretch(parts: Parts, id: string): Set<string> {
  const inside = withMembers(parts, id);
  const lit = new Set(inside);
  for (const edge of parts.edges) {
    if (edge.id !== id && !inside.has(edge.from) && !inside.has(edge.to)) continue;
    for (const each of [edge.id, edge.from, edge.to]) lit.add(each);
  }
  return lit;
}

/** A part, everything that leads to it, and everything that it leads to. */
function ways(parts: Parts, id: string): Set<string> {
  const line = parts.edges.find((edge) => edge.id === id);
  const into = line === undefined ? withMembers(parts, id) : new Set([line.from]);
  const out = line === undefined ? into : new Set([line.to]);
  const lit = new Set([id, ...into, ...out]);
  follow(parts.edges, into, lit, ({ from, to }) => [to, from]);
  follow(parts.edges, out, lit, ({ from, to }) => [from, to]);
  return lit;
}

/** Adds all that can be reached to what is lit. */
function follow(
  edges: readonly DiagramEdge[],
  start: ReadonlySet<string>,
  lit: Set<string>,
  direction: (edge: DiagramEdge) => readonly [start: string, end: string],
): void {
  const reached = new Set(start);
  const waiting = [...start];
  const from = Map.groupBy(edges, (edge) => direction(edge)[0]);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const edge of from.get(id) ?? []) {
      const [, end] = direction(edge);
      lit.add(edge.id).add(end);
      if (reached.has(end)) continue;
      reached.add(end);
      waiting.push(end);
    }
  }
}

/** What is at most so many hops from a part, in either direction, with the lines in between and the groups around; `null` for an unknown part. */
export function surroundings(parts: Parts, id: string, within: number): ReadonlySet<string> | null {
  const byId = new Map(parts.nodes.map((node) => [node.id, node]));
  if (!byId.has(id)) return null;
  const near = new Set(withMembers(parts, id));
  for (let hop = 0; hop < within; hop++) {
    const next = parts.edges.flatMap(({ from, to }) => (near.has(from) ? [to] : near.has(to) ? [from] : []));
    for (const each of next) near.add(each);
  }
  for (const { id: edge, from, to } of parts.edges) if (near.has(from) && near.has(to)) near.add(edge);
  for (const each of [...near])
    for (let group = byId.get(each)?.group; group !== undefined; group = byId.get(group)?.group) near.add(group);
  return near;
}

/** What the filters leave out: elements by their own kind, groups, tags and findings, lines with their ends, groups with the last element in them. */
function filteredOut({ nodes, edges, findings }: Diagram, filters: Filters): Set<string> {
  const left = new Set<string>();
  if (!isFiltering(filters)) return left;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const grave = new Set(
    findings.flatMap(({ on, severity }) => (on !== undefined && (filters.findings === 'any' || severity === 'error') ? [on] : [])),
  );
  for (const { id, from, to } of edges) if (grave.has(id)) grave.add(from).add(to);
  const groupsOf = ({ group }: DiagramNode): readonly string[] =>
    group === undefined ? [] : [group, ...(byId.has(group) ? groupsOf(byId.get(group) as DiagramNode) : [])];
  const wanted = new Set<string>();
  for (const node of nodes) {
    if (node.kind === 'group') continue;
    const isWanted =
      !filters.kinds.includes(node.kind) &&
      !groupsOf(node).some((group) => filters.groups.includes(group)) &&
      (filters.tags.length === 0 || filters.tags.some((tag) => node.tags.includes(tag))) &&
      (filters.findings === 'all' || grave.has(node.id));
    if (isWanted) for (const id of [node.id, ...groupsOf(node)]) wanted.add(id);
    else left.add(node.id);
  }
  for (const { id, kind } of nodes) if (kind === 'group' && !wanted.has(id)) left.add(id);
  for (const { id, from, to } of edges) if (left.has(from) || left.has(to)) left.add(id);
  return left;
}

/** Whether any filter is set. */
export function isFiltering({ kinds, groups, tags, findings }: Filters): boolean {
  return kinds.length > 0 || groups.length > 0 || tags.length > 0 || findings !== 'all';
}

/** The parts whose words hold a text, whatever its case: elements and groups in reading order, then lines. */
export function found({ nodes, edges }: Parts, text: string): readonly string[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  const holds = (...words: readonly (string | undefined)[]): boolean => words.some((word) => word?.toLocaleLowerCase().includes(wanted));
  const inReadingOrder = nodes.toSorted((one, other) => one.y - other.y || one.x - other.x);
  return [
    ...inReadingOrder.filter((node) => holds(node.name, node.kind, node.description, ...node.tags)).map(({ id }) => id),
    ...edges.filter(({ label }) => holds(label)).map(({ id }) => id),
  ];
}

/** What one can filter by in a picture. */
export function choicesOf({ nodes }: Pick<Diagram, 'nodes'>): Readonly<Record<'kinds' | 'groups' | 'tags', readonly PictureChoice[]>> {
  const counted = (values: readonly string[]): readonly PictureChoice[] =>
    [...Map.groupBy(values, (value) => value)]
      .map(([id, all]) => ({ id, title: `${id} (${all.length})` }))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    kinds: counted(nodes.flatMap(({ kind }) => (kind === 'group' ? [] : [kind]))),
    groups: nodes.flatMap(({ id, kind, name }) => (kind === 'group' ? [{ id, title: name }] : [])),
    tags: counted(nodes.flatMap((node) => node.tags)),
  };
}
