/** Groups that are closed: one node stands for all that is in one, one line for all that two of them have to do with each other. */
import type { Element, Group, System } from '../../language/model/design.ts';
import { gather } from './gather.ts';
import type { EdgeKind } from './graph.ts';
import type { Line } from './lines.ts';

/** Which groups are closed, where it differs from the default: all are open up to 150 elements, and none is above. */
export interface Folds {
  /** Groups (or systems drawn as groups) to open, by id or name; `all` opens every one. An open group's own groups are opened one by one. */
  readonly expand?: readonly string[] | 'all';
  /** Groups to close, by id or name. */
  readonly collapse?: readonly string[] | 'all';
  /** What an earlier picture gathered: it stays together, as far as it is still there. */
  readonly gathered?: Gathered;
}

/** By element: the gatherings that it was put into, outermost first; none for one that stayed outside of all. */
export type Gathered = ReadonlyMap<string, readonly { readonly id: string; readonly name: string; readonly leader: string }[]>;

/** Above so many elements groups are closed if nothing else is said. */
const OPEN_ELEMENTS = 150;

/** What elements stand in: a group, a system drawn as one, or what they are gathered in where there are too many. */
export interface Place extends Pick<Group | System, 'id' | 'name' | 'title' | 'owner' | 'description' | 'syntax' | 'tags'> {
  /** Not said by the design. */
  readonly gathered?: true;
  /** Of what is gathered: the id of the element that it is named after and leads to. */
  readonly leader?: string;
}

export interface ClosedGroup {
  readonly place: Place;
  readonly parent?: string;
  readonly elements: readonly Element[];
}

export interface Folding {
  /** The closed groups that are drawn, by id. */
  readonly closed: ReadonlyMap<string, ClosedGroup>;
  /** The node that stands for an element: its own id, or that of the closed group it is in. */
  nodeOf(element: Element): string;
  /** The places around an element, outermost first. */
  placesAround(element: Element): readonly Place[];
  /** Empty where nothing was gathered. */
  readonly gathered: Gathered;
}

/**
 * Decides which groups are closed, and gathers what stands in none where that is too much.
 *
 * @param elements what the picture shows, sorted by id
 * @param lines all lines between them
 * @param asGroups whether systems are drawn as groups
 */
export function foldingOf(elements: readonly Element[], lines: readonly Line[], asGroups: boolean, folds: Folds): Folding {
  const isClosed = closer(elements.length, folds);
  const isMuch = elements.length > OPEN_ELEMENTS && folds.expand !== 'all';
  const gathered = isMuch ? gatheredIn(elements, lines, asGroups, isClosed, folds.gathered) : new Map<Element, readonly Place[]>();
  const around = (element: Element): readonly Place[] => [...placesAround(element, asGroups), ...(gathered.get(element) ?? [])];
  const closed = new Map<string, { place: Place; parent?: string; elements: Element[] }>();
  const nodes = new Map<Element, string>();
  for (const element of elements) {
    const path = around(element);
    const index = path.findIndex(isClosed);
    const place = path[index];
    if (!place) continue;
    nodes.set(element, place.id);
    const group = closed.get(place.id) ?? { place, parent: path[index - 1]?.id, elements: [] };
    group.elements.push(element);
    closed.set(place.id, group);
  }
  return {
    closed,
    nodeOf: (element) => nodes.get(element) ?? element.id,
    placesAround: around,
    gathered: new Map(
      [...gathered].map(([{ id }, places]) => [
        id,
        places.map((place) => ({ id: place.id, name: place.name, leader: place.leader ?? id })),
      ]),
    ),
  };
}

/** What is gathered in the open places of a picture, each by itself. */
function gatheredIn(
  elements: readonly Element[],
  lines: readonly Line[],
  asGroups: boolean,
  isClosed: (place: Place) => boolean,
  known: Gathered | undefined,
): ReadonlyMap<Element, readonly Place[]> {
  const open = new Map<string, Element[]>();
  for (const element of elements) {
    const path = placesAround(element, asGroups);
    if (path.some(isClosed)) continue;
    const key = path.at(-1)?.id ?? '';
    const own = open.get(key);
    if (own) own.push(element);
    else open.set(key, [element]);
  }
  return new Map([...open.values()].flatMap((own) => [...gather(own, lines, known)]));
}

function closer(elements: number, { expand = [], collapse = [] }: Folds): (place: Place) => boolean {
  const names = (list: readonly string[] | 'all', { id, name }: Place): boolean =>
    list !== 'all' && (list.includes(id) || list.includes(name));
  const otherwise = collapse === 'all' || (expand !== 'all' && elements > OPEN_ELEMENTS);
  return (place) => (names(expand, place) ? false : names(collapse, place) ? true : otherwise);
}

/** The groups that a design puts around an element, outermost first. */
function placesAround({ group, system }: Element, asGroups: boolean): readonly Place[] {
  const path: Place[] = [];
  for (let each = group; each; each = each.parent) path.unshift(each);
  if (asGroups && system.named) path.unshift(system);
  return path;
}

/** Lines that are drawn as one, between two nodes. */
export interface DrawnLine {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  /** At least one. */
  readonly lines: readonly Line[];
}

/**
 * @returns the lines of a picture: each by itself, with the others of its kind where it meets a closed group, or with all of its direction where it
 * meets what is gathered. Sorted by id.
 */
export function drawnLines(lines: readonly Line[], folding: Folding): readonly DrawnLine[] {
  const drawn = new Map<string, { first: Line; lines: Line[]; from: string; to: string }>();
  for (const line of lines) {
    const from = folding.nodeOf(line.from);
    const to = folding.nodeOf(line.to);
    const meets = folding.closed.has(from) || folding.closed.has(to);
    if (meets && from === to) continue;
    const gathered = [from, to].some((end) => folding.closed.get(end)?.place.gathered === true);
    const id = meets ? `${gathered ? 'any' : wayOf(line.kind)}:${from}>${to}` : line.id;
    const known = drawn.get(id);
    if (known) known.lines.push(line);
    else drawn.set(id, { first: line, lines: [line], from, to });
  }
  return [...drawn]
    .map(([id, { first, lines: all, from, to }]) => ({ id, kind: kindOf(first, all), from, to, lines: all }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function wayOf(kind: EdgeKind): string {
  switch (kind) {
    case 'subscription':
      return 'message';
    case 'read':
    case 'write':
    case 'read-write':
    case 'uses':
      return 'access';
    default:
      return kind;
  }
}

function kindOf({ kind }: Line, lines: readonly Line[]): EdgeKind {
  const kinds = new Set(lines.map((line) => line.kind));
  if (kinds.size === 1) return kind;
  if (kinds.has('call')) return 'call';
  if (kinds.has('message')) return 'message';
  return kinds.has('read-write') || (kinds.has('write') && kinds.size > 1) ? 'read-write' : 'uses';
}
