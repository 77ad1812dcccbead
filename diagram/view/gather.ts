/**
 * Groups for elements that have none. A picture of hundreds of elements says nothing, and groups are closed in it; where a design has no groups, or
 * too much in one of them, its elements are gathered: by owner where they have one, else with those that they have most to do with. What many
 * others turn on stays outside, and those that have to do with nothing else are gathered by what they have to do with it. An edit leaves together what was
 * together: communities of a graph without much order change a lot with every line.
 */
import type { Element } from '../../language/model/design.ts';
import type { Gathered, Place } from './collapse.ts';
import { communitiesOf, graphOf, joinedUntil } from './communities.ts';
import type { Line } from './lines.ts';

/** Up to so many elements of one place are left as they are. */
const MOST_LEFT = 100;
/** Gathered are at least so many, and about this many at most. */
const LEAST = 4;
const MOST = 60;
/** A hub has to do with at least so many others, and with at least this part of all; more hubs than these are gathered, too. */
const HUB = { others: 20, part: 0.04, most: 3 } as const;
/** Owners count where this part of all elements has one. */
const OWNED = 0.5;
/** Where so many pairs for each gathering have to do with each other, gatherings are gathered once more. */
const TIES = 2;

/** Elements are gathered anew where more than this part of them was not there before, or where more than so many new ones would stay outside. */
const NEW = { part: 0.25, outside: 12 } as const;

/**
 * Gathers the elements that stand directly in one place.
 *
 * @param elements those of one group, or of none, sorted by id
 * @param lines all lines of the picture
 * @param known what an earlier picture gathered
 * @returns for each element in what it is gathered, outermost first; in nothing for one that stays outside. Empty where there are few
 */
export function gather(
  elements: readonly Element[],
  lines: readonly Line[],
  known: Gathered = new Map(),
): ReadonlyMap<Element, readonly Place[]> {
  if (elements.length <= MOST_LEFT) return new Map();
  const near = neighbours(elements, lines);
  return gatheredAsBefore(elements, near, known) ?? gatheredAnew(elements, lines, near);
}

/** Everything where it was, and what is new with those that it has most to do with; nothing if too much is new. */
function gatheredAsBefore(elements: readonly Element[], near: Near, known: Gathered): ReadonlyMap<Element, readonly Place[]> | undefined {
  const fresh = elements.filter(({ id }) => !known.has(id));
  if (fresh.length > NEW.part * elements.length) return undefined;
  const paths = new Map(elements.map((element) => [element, known.get(element.id)]));
  for (const element of fresh) paths.set(element, closestPath(element, near, paths));
  if (fresh.filter((element) => paths.get(element) === undefined).length > NEW.outside) return undefined;
  const members = new Map<string, Element[]>();
  for (const [element, path = []] of paths) for (const { id } of path) members.set(id, [...(members.get(id) ?? []), element]);
  const places = new Map<string, Place>();
  for (const path of paths.values()) {
    for (const [depth, { id, name, leader }] of (path ?? []).entries()) {
      if (places.has(id)) continue;
      const inside = members.get(id) ?? [];
      const still = inside.find((element) => element.id === leader);
      places.set(id, still ? placeOf(id, name, still) : { ...successor(inside, near, depth < (path?.length ?? 0) - 1), id });
    }
  }
  return new Map([...paths].map(([element, path = []]) => [element, path.flatMap(({ id }) => places.get(id) ?? [])]));
}

type Path = Gathered extends ReadonlyMap<string, infer Each> ? Each : never;

/** The path of the gathering that an element has most to do with; of several, that of the first. */
function closestPath(element: Element, near: Near, paths: ReadonlyMap<Element, Path | undefined>): Path | undefined {
  const ties = new Map<string, { readonly path: Path; readonly weight: number }>();
  for (const [other, weight] of near.get(element) ?? []) {
    const path = paths.get(other);
    const inner = path?.at(-1);
    if (path && inner) ties.set(inner.id, { path, weight: (ties.get(inner.id)?.weight ?? 0) + weight });
  }
  return [...ties.values()].reduce<{ readonly path: Path; readonly weight: number } | undefined>(
    (best, each) => (best && best.weight >= each.weight ? best : each),
    undefined,
  )?.path;
}

/** What a gathering is named after whose leader is gone. */
function successor(members: readonly Element[], near: Near, isOuter: boolean): Place {
  const place = aroundPlace(members, near);
  return isOuter ? { ...place, name: `${place.name}, …` } : place;
}

function gatheredAnew(elements: readonly Element[], lines: readonly Line[], near: Near): ReadonlyMap<Element, readonly Place[]> {
  const hubs = hubsOf(elements, near);
  const joined = elements.filter((element) => !hubs.has(element) && (near.get(element)?.size ?? 0) > 0);
  const owners = ownersOf(joined);
  const loose = joined.filter(({ owner }) => owner === undefined || !owners.has(owner));
  const parts = partsOf(loose, near);
  const gatherings: readonly Gathering[] = [
    ...[...owners].flatMap(([owner, members]) => ownedBy(owner, members, near)),
    ...parts.filter(({ length }) => length >= LEAST).map((members) => ({ members, place: aroundPlace(members, near) })),
    ...alikeOf(
      parts.filter(({ length }) => length < LEAST),
      lines,
    ).map((members) => ({ members, place: alikePlace(members) })),
    ...(hubs.size > HUB.most ? [{ members: [...hubs], place: hubsPlace([...hubs]) }] : []),
  ];
  return new Map([
    ...elements.map((element): [Element, readonly Place[]] => [element, []]),
    ...gatheredOnceMore(gatherings, near).flatMap((outer) =>
      outer.inner.flatMap(({ members, place }) =>
        members.map((member): [Element, readonly Place[]] => [member, outer.place ? [outer.place, place] : [place]]),
      ),
    ),
  ]);
}

interface Gathering {
  readonly members: readonly Element[];
  readonly place: Place;
}

/** Joins gatherings, those first that have most to do with each other for their size, until what is between them can be drawn. */
function gatheredOnceMore(
  gatherings: readonly Gathering[],
  near: Near,
): readonly { readonly place?: Place; readonly inner: readonly Gathering[] }[] {
  const home = new Map(gatherings.flatMap(({ members }, index) => members.map((member): [Element, number] => [member, index])));
  const { graph, join } = graphOf(gatherings.length);
  for (const [element, others] of near) {
    for (const [other, weight] of others) {
      const [from, to] = [home.get(element), home.get(other)];
      if (from !== undefined && to !== undefined && element.id < other.id) join(from, to, weight);
    }
  }
  return joinedUntil(graph, TIES).map((indices) => {
    const inner = indices.flatMap((index) => gatherings[index] ?? []);
    return inner.length > 1 ? { place: outerPlace(inner), inner } : { inner };
  });
}

/** How often two elements have to do with each other. */
type Near = ReadonlyMap<Element, ReadonlyMap<Element, number>>;

function neighbours(elements: readonly Element[], lines: readonly Line[]): Near {
  const near = new Map(elements.map((element) => [element, new Map<Element, number>()]));
  for (const { from, to } of lines) {
    if (from === to) continue;
    const [there, back] = [near.get(from), near.get(to)];
    there?.set(to, (there.get(to) ?? 0) + 1);
    back?.set(from, (back.get(from) ?? 0) + 1);
  }
  return near;
}

function hubsOf(elements: readonly Element[], near: Near): ReadonlySet<Element> {
  const least = Math.max(HUB.others, HUB.part * elements.length);
  return new Set(elements.filter((element) => (near.get(element)?.size ?? 0) >= least));
}

/** The elements of each owner that has some, where most have one. */
function ownersOf(elements: readonly Element[]): ReadonlyMap<string, readonly Element[]> {
  const owners = new Map<string, Element[]>();
  for (const element of elements) {
    if (element.owner === undefined) continue;
    const own = owners.get(element.owner);
    if (own) own.push(element);
    else owners.set(element.owner, [element]);
  }
  const owned = [...owners.values()].reduce((sum, { length }) => sum + length, 0);
  if (owners.size < 2 || owned < OWNED * elements.length) return new Map();
  return new Map([...owners].filter(([, { length }]) => length >= LEAST));
}

/** Communities, large ones again in parts. */
function partsOf(elements: readonly Element[], near: Near): readonly (readonly Element[])[] {
  const index = new Map(elements.map((element, at) => [element, at]));
  const { graph, join } = graphOf(elements.length);
  for (const [at, element] of elements.entries()) {
    for (const [other, weight] of near.get(element) ?? []) {
      const to = index.get(other);
      if (to !== undefined && at < to) join(at, to, weight);
    }
  }
  const parts = communitiesOf(graph).map((part) => part.flatMap((at) => elements[at] ?? []));
  return parts.flatMap((part) => (part.length > MOST && parts.length > 1 ? partsOf(part, near) : [part]));
}

/** What is left of small parts: those that consist of the same kinds and have to do with the same others are alike. */
function alikeOf(parts: readonly (readonly Element[])[], lines: readonly Line[]): readonly (readonly Element[])[] {
  const ways = new Map<Element, string[]>();
  const say = (element: Element, way: string): void => {
    const known = ways.get(element);
    if (known) known.push(way);
    else ways.set(element, [way]);
  };
  const partOf = new Map(parts.flatMap((part) => part.map((element) => [element, part])));
  for (const { kind, from, to } of lines) {
    if (partOf.get(from) === partOf.get(to)) continue;
    say(from, `${kind} > ${to.id}`);
    say(to, `${kind} < ${from.id}`);
  }
  const alike = new Map<string, Element[]>();
  for (const part of parts) {
    const sign = part
      .map((element) => [element.kind, ...new Set((ways.get(element) ?? []).sort())].join(' '))
      .sort()
      .join('\n');
    alike.set(sign, [...(alike.get(sign) ?? []), ...part]);
  }
  return [...alike.values()].filter(({ length }) => length >= LEAST);
}

function ownedBy(owner: string, members: readonly Element[], near: Near): readonly Gathering[] {
  if (members.length <= MOST) return [{ members, place: placeOf(`owner:${owner}`, owner, members[0]) }];
  return partsOf(members, near).map((part) => ({ members: part, place: aroundPlace(part, near) }));
}

/** Named after the one that has to do with most others in it. */
function aroundPlace(members: readonly Element[], near: Near): Place {
  const inside = new Set(members);
  const strength = (element: Element): number =>
    [...(near.get(element) ?? [])].reduce((sum, [other, weight]) => sum + (inside.has(other) ? weight : 0), 0);
  const leader = members.reduce((best, each) => (strength(each) > strength(best) ? each : best));
  return placeOf(`around:${leader.id}`, `Around ${leader.title ?? leader.name}`, leader);
}

function alikePlace(members: readonly Element[]): Place {
  const [first] = members;
  return placeOf(`alike:${first?.id}`, `${first?.title ?? first?.name} and alike`, first);
}

function hubsPlace(members: readonly Element[]): Place {
  return placeOf('hubs', 'Used by many', members[0]);
}

/** Named after the largest two that are in it. */
function outerPlace(inner: readonly Gathering[]): Place {
  const [first, second] = [...inner].sort((a, b) => b.members.length - a.members.length);
  const name = `${first?.place.name}, ${second?.place.name.replace(/^Around /, '')}${inner.length > 2 ? ', …' : ''}`;
  return placeOf(`outer:${first?.place.id}`, name, first?.members[0]);
}

function placeOf(id: string, name: string, leader: Element | undefined): Place {
  if (!leader) throw new RangeError('Nothing is gathered.');
  return { id, name, syntax: leader.syntax, tags: [], gathered: true, leader: leader.id };
}
