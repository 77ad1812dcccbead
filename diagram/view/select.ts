/** Which elements a picture shows: everything, the systems of a file, what a `view` declares, or an element's surroundings. */
import type { Design, Element, Group, System, View } from '../../language/model/design.ts';
import type { Relation } from './relations.ts';

/** What to draw. Without any of them: the whole project. */
export interface Scope {
  /** The systems that this file, or any of these, adds to. */
  readonly uri?: string | readonly string[];
  /** A `view` by its name or id, or the name or id of a system or a group. */
  readonly view?: string;
  /** An element (id or name) and what is at most `within` hops away; 1 if not said. */
  readonly focus?: { readonly element: string; readonly within?: number };
}

export interface Selection {
  readonly elements: ReadonlySet<Element>;
  /** Shown, but outside of what was asked for: the other ends of lines that leave it. */
  readonly faded: ReadonlySet<Element>;
  readonly title: string;
  readonly subtitle?: string;
  readonly direction?: View['direction'];
}

/** A scope that names something the design does not have. The message is for the user and says what there is. */
export class UnknownScopeError extends Error {
  override readonly name = 'UnknownScopeError';
}

/**
 * Chooses the elements of a picture.
 *
 * @throws UnknownScopeError if the scope names a view or an element that the design does not have
 */
export function select(design: Design, relations: readonly Relation[], scope: Scope): Selection {
  if (scope.focus) return selectFocus(design, relations, scope.focus);
  if (scope.view !== undefined) return selectView(design, relations, scope.view);
  const systems = scope.uri === undefined ? design.systems : systemsOf(design, scope.uri);
  const elements = new Set(design.elements.filter(({ system }) => systems.includes(system)));
  const faded = new Set<Element>();
  for (const { from, to } of relations) {
    if (elements.has(from) && !elements.has(to)) faded.add(to);
    if (elements.has(to) && !elements.has(from)) faded.add(from);
  }
  return {
    elements: union(elements, faded),
    faded,
    ...headingOf(systems.filter((system) => design.elements.some((each) => each.system === system))),
  };
}

function systemsOf(design: Design, uri: string | readonly string[]): readonly System[] {
  return design.systems.filter(({ parts, syntax }) => [syntax, ...parts].some(({ source }) => [uri].flat().includes(source.uri)));
}

/** A picture of more systems is not titled with their names. */
const MOST_IN_TITLE = 4;

function headingOf(systems: readonly System[]): { title: string; subtitle?: string } {
  const named = systems.filter(({ named }) => named);
  const [only] = named;
  if (only && named.length === 1) return { title: only.title ?? only.name, subtitle: firstParagraph(only.description) };
  const names = named.map(({ title, name }) => title ?? name);
  if (names.length > MOST_IN_TITLE) return { title: `${names.length} systems`, subtitle: names.join(', ') };
  return { title: names.join(' · ') || 'Architecture' };
}

/** @returns the first paragraph of a description as one line. */
export function firstParagraph(description: string | undefined): string | undefined {
  return description
    ?.split(/\n\s*\n/)[0]
    ?.replace(/\s+/g, ' ')
    .trim();
}

function selectView(design: Design, relations: readonly Relation[], name: string): Selection {
  const view = design.views.find((each) => each.id === name || each.name === name);
  if (view) {
    const included = new Set(view.include.flatMap((each) => elementsOf(design, each)));
    for (const { target, within } of view.around) {
      for (const element of surroundings(elementsOf(design, target), relations, within)) included.add(element);
    }
    const all =
      view.include.length === 0 && view.around.length === 0
        ? new Set(design.elements.filter((each) => each.system === view.system))
        : included;
    for (const element of view.exclude.flatMap((each) => elementsOf(design, each))) all.delete(element);
    return {
      elements: all,
      faded: new Set(),
      title: view.title ?? view.name,
      subtitle: firstParagraph(view.description),
      direction: view.direction,
    };
  }
  const place =
    design.systems.find((each) => each.named && (each.id === name || each.name === name)) ??
    design.groups.find((each) => each.id === name || each.name === name);
  if (place) {
    const elements = new Set(elementsOf(design, place));
    return { elements, faded: new Set(), title: place.title ?? place.name, subtitle: firstParagraph(place.description) };
  }
  const known = [...design.views, ...design.systems.filter(({ named }) => named), ...design.groups].map((each) => each.name);
  throw new UnknownScopeError(`There is no view, system or group named ${name}. ${listed('There are', known)}`);
}

function selectFocus(
  design: Design,
  relations: readonly Relation[],
  focus: { readonly element: string; readonly within?: number },
): Selection {
  const element = design.index.elementById.get(focus.element) ?? design.elements.find((each) => each.name === focus.element);
  if (!element) {
    throw new UnknownScopeError(
      `There is no element named ${focus.element}. ${listed(
        'There are',
        design.elements.map(({ name }) => name),
      )}`,
    );
  }
  const within = focus.within ?? 1;
  return {
    elements: surroundings([element], relations, within),
    faded: new Set(),
    title: element.title ?? element.name,
    subtitle: firstParagraph(element.description) ?? `What is within ${within === 1 ? 'one hop' : `${within} hops`} of ${element.name}`,
  };
}

function listed(start: string, names: readonly string[]): string {
  if (names.length === 0) return 'The design has none.';
  const shown = [...new Set(names)].slice(0, 8).join(', ');
  return `${start} ${shown}${names.length > 8 ? ', …' : ''}.`;
}

function elementsOf(design: Design, place: Element | Group | System): readonly Element[] {
  if ('kind' in place) return [place];
  if ('system' in place) return design.elements.filter((each) => isWithin(each.group, place));
  return design.elements.filter((each) => each.system === place);
}

function isWithin(group: Group | undefined, outer: Group): boolean {
  return group !== undefined && (group === outer || isWithin(group.parent, outer));
}

/** @returns the elements at most so many hops away, in either direction, the start among them. */
function surroundings(start: readonly Element[], relations: readonly Relation[], within: number): Set<Element> {
  const reached = new Set(start);
  let border = reached;
  for (let hop = 0; hop < within; hop++) {
    const next = new Set<Element>();
    for (const { from, to } of relations) {
      if (border.has(from) && !reached.has(to)) next.add(to);
      if (border.has(to) && !reached.has(from)) next.add(from);
    }
    for (const element of next) reached.add(element);
    border = next;
  }
  return reached;
}

function union<T>(...sets: ReadonlySet<T>[]): Set<T> {
  return new Set(sets.flatMap((set) => [...set]));
}
