/** Groups that are closed: one node stands for all that is in one, one line for all that two of them have to do with each other. */
import type { Element, Group, System } from '../../language/model/design.ts';
import type { EdgeKind } from './graph.ts';
import type { Line } from './lines.ts';

/** Which groups are closed, where it differs from the default: all are open up to 150 elements, and none is above. */
export interface Folds {
  /** Groups (or systems drawn as groups) to open, by id or name; `all` opens every one. An open group's own groups are opened one by one. */
  readonly expand?: readonly string[] | 'all';
  /** Groups to close, by id or name. */
  readonly collapse?: readonly string[] | 'all';
}

/** Above so many elements groups are closed if nothing else is said. */
export const OPEN_ELEMENTS = 150;

export interface ClosedGroup {
  readonly place: Group | System;
  readonly parent?: string;
  readonly elements: readonly Element[];
}

export interface Folding {
  /** The closed groups that are drawn, by id. */
  readonly closed: ReadonlyMap<string, ClosedGroup>;
  /** The node that stands for an element: its own id, or that of the closed group it is in. */
  nodeOf(element: Element): string;
}

/**
 * Decides which groups are closed.
 *
 * @param elements what the picture shows
 * @param asGroups whether systems are drawn as groups
 */
export function foldingOf(elements: readonly Element[], asGroups: boolean, folds: Folds): Folding {
  const isClosed = closer(elements.length, folds);
  const closed = new Map<string, { place: Group | System; parent?: string; elements: Element[] }>();
  const nodes = new Map<Element, string>();
  for (const element of elements) {
    const path = placesAround(element, asGroups);
    const index = path.findIndex(isClosed);
    const place = path[index];
    if (!place) continue;
    nodes.set(element, place.id);
    const group = closed.get(place.id) ?? { place, parent: path[index - 1]?.id, elements: [] };
    group.elements.push(element);
    closed.set(place.id, group);
  }
  return { closed, nodeOf: (element) => nodes.get(element) ?? element.id };
}

function closer(elements: number, { expand = [], collapse = [] }: Folds): (place: Group | System) => boolean {
  const names = (list: readonly string[] | 'all', { id, name }: Group | System): boolean =>
    list !== 'all' && (list.includes(id) || list.includes(name));
  const otherwise = collapse === 'all' || (expand !== 'all' && elements > OPEN_ELEMENTS);
  return (place) => (names(expand, place) ? false : names(collapse, place) ? true : otherwise);
}

/** The groups around an element, outermost first. */
export function placesAround({ group, system }: Element, asGroups: boolean): readonly (Group | System)[] {
  const path: (Group | System)[] = [];
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

/** @returns the lines of a picture: each by itself, or with the others of its kind where it meets a closed group. Sorted by id. */
export function drawnLines(lines: readonly Line[], folding: Folding): readonly DrawnLine[] {
  const drawn = new Map<string, { first: Line; lines: Line[]; from: string; to: string }>();
  for (const line of lines) {
    const from = folding.nodeOf(line.from);
    const to = folding.nodeOf(line.to);
    const meets = folding.closed.has(from) || folding.closed.has(to);
    if (meets && from === to) continue;
    const id = meets ? `${wayOf(line.kind)}:${from}>${to}` : line.id;
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
  if (kinds.has('message')) return 'message';
  return kinds.has('read-write') || (kinds.has('write') && kinds.size > 1) ? 'read-write' : 'uses';
}
