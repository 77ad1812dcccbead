/**
 * What has only got another name. An old element, message, operation, flow or group that is gone and a new one of the same kind are one if they say nearly the
 * same and hang together with nearly the same others, and neither has a second candidate as good: a rename that is missed costs a long report, one that is made up
 * a wrong one.
 */
import type { Activity, Element, Flow, Group, Message, Place, Source, Syntax } from '../../language/model/design.ts';
import type { Change } from './change.ts';
import { sides, type Version } from './version.ts';
import { theElement, theMessage } from './words.ts';

/** Of the traits that either has, how many both must have: one of two is chance. */
const alike = 0.6;

/** Something with a name of its own. */
type Thing =
  | { readonly is: 'element'; readonly element: Element; readonly name: string; readonly syntax: Syntax }
  | { readonly is: 'message'; readonly message: Message; readonly name: string; readonly syntax: Syntax }
  | { readonly is: 'operation'; readonly operation: Activity; readonly name: string; readonly syntax: Syntax }
  | { readonly is: 'flow'; readonly flow: Flow; readonly name: string; readonly syntax: Syntax }
  | { readonly is: 'group'; readonly group: Group; readonly name: string; readonly syntax: Syntax };

/** One thing under its old and its new name. */
export interface Renaming {
  readonly before: Thing;
  readonly after: Thing;
}

/** @returns what has another name in the new version, in the order of the old one: elements, messages, operations, flows, groups. */
export function renamesBetween(before: Version, after: Version): readonly Renaming[] {
  const elements = sides(before.elements, after.elements);
  const messages = sides(before.messages, after.messages);
  const operations = sides(operationsOf(before, before.elements.values()), operationsOf(after, after.elements.values()));
  const flows = sides(flowsOf(before), flowsOf(after));
  const groups = sides(groupsOf(before), groupsOf(after));
  // Names that come or go tell nothing: several may have been changed together.
  const gone = [elements, messages, operations, flows, groups].flatMap(({ removed, added }) => [...removed, ...added]);
  const hidden = new Set(gone.map(({ name }) => name));
  const described = (version: Version, things: readonly Thing[]): readonly Described[] =>
    things.map((thing) => ({ thing, traits: traitsOf(version, thing, hidden) }));
  const found = (removed: readonly Thing[], added: readonly Thing[]): readonly Renaming[] =>
    pairs(described(before, removed), described(after, added));
  const ofElements = found(elements.removed.map(anElement), elements.added.map(anElement));
  const same = [
    ...elements.both,
    ...ofElements.flatMap(({ before: was, after: is }) =>
      was.is === 'element' && is.is === 'element' ? [[was.element, is.element] as const] : [],
    ),
  ];
  return [
    ...ofElements,
    ...found(messages.removed.map(aMessage), messages.added.map(aMessage)),
    // An operation stays with its element, whatever that is called.
    ...same.flatMap(([was, is]) => {
      const own = sides(byName(operationsOf(before, [was]).values()), byName(operationsOf(after, [is]).values()));
      return found(own.removed, own.added);
    }),
    ...found(flows.removed, flows.added),
    ...found(groups.removed, groups.added),
  ];
}

/** @returns what a report says of renames. */
export function renameChanges(renames: readonly Renaming[]): readonly Change[] {
  return renames.map(({ before, after }) => ({
    kind: 'renames',
    bearing: 'other',
    text: `Renames ${words(before)} to ${after.name}.`,
    side: 'after',
    source: after.syntax.name ?? after.syntax.head,
  }));
}

function words(thing: Thing): string {
  switch (thing.is) {
    case 'element':
      return theElement(thing.element);
    case 'message':
      return theMessage(thing.message);
    case 'operation':
      return `the operation ${thing.name} of ${thing.operation.element.name}`;
    case 'flow':
    case 'group':
      return `the ${thing.is} ${thing.name}`;
  }
}

// ---------------------------------------------------------------- what there is

function anElement(element: Element): Thing {
  return { is: 'element', element, name: element.name, syntax: element.syntax };
}

function aMessage(message: Message): Thing {
  return { is: 'message', message, name: message.name, syntax: message.syntax };
}

/** Operations by their elements' keys and their names. */
function operationsOf(version: Version, elements: Iterable<Element>): ReadonlyMap<string, Thing> {
  const found = new Map<string, Thing>();
  for (const element of elements)
    for (const operation of version.design.index.activitiesOf.get(element.id) ?? []) {
      const { name, syntax } = operation;
      // Nothing else has a name.
      if (name !== undefined) found.set(`${version.keyOf(element)}/${name}`, { is: 'operation', operation, name, syntax });
    }
  return found;
}

function byName(things: Iterable<Thing>): ReadonlyMap<string, Thing> {
  return new Map([...things].map((thing) => [thing.name, thing]));
}

function flowsOf({ design }: Version): ReadonlyMap<string, Thing> {
  return new Map(
    design.flows.map((flow) => [`${flow.system.name}.${flow.name}`, { is: 'flow', flow, name: flow.name, syntax: flow.syntax }]),
  );
}

function groupsOf({ design }: Version): ReadonlyMap<string, Thing> {
  return new Map(
    design.groups.map((group) => [`${group.system.name}.${group.name}`, { is: 'group', group, name: group.name, syntax: group.syntax }]),
  );
}

// ---------------------------------------------------------------- who is like whom

interface Described {
  readonly thing: Thing;
  readonly traits: ReadonlySet<string>;
}

/** Those who are each other's best match, and have no second one. */
function pairs(removed: readonly Described[], added: readonly Described[]): readonly Renaming[] {
  const best = (one: Described, others: readonly Described[]): Described | undefined => {
    const rated = others.map((other) => ({ other, likeness: likeness(one, other) })).sort((a, b) => b.likeness - a.likeness);
    const [first, second] = rated;
    return first && first.likeness >= alike && first.likeness !== second?.likeness ? first.other : undefined;
  };
  return removed.flatMap((one): Renaming[] => {
    const other = best(one, added);
    return other && best(other, removed) === one ? [{ before: one.thing, after: other.thing }] : [];
  });
}

function likeness(one: Described, other: Described): number {
  if (kindOf(one.thing) !== kindOf(other.thing)) return 0;
  const shared = [...one.traits].filter((trait) => other.traits.has(trait)).length;
  const all = one.traits.size + other.traits.size - shared;
  return shared / Math.max(1, all);
}

function kindOf(thing: Thing): string {
  return thing.is === 'element' ? thing.element.kind : thing.is === 'message' ? thing.message.kind : thing.is;
}

/** What is said of a thing, and who has to do with it. */
function traitsOf(version: Version, thing: Thing, hidden: ReadonlySet<string>): ReadonlySet<string> {
  const traits = new Traits(version, hidden);
  switch (thing.is) {
    case 'element':
      traits.ofElement(thing.element);
      break;
    case 'message':
      traits.ofMessage(thing.message);
      break;
    case 'operation':
      traits.ofActivity(thing.operation);
      break;
    case 'flow':
      traits.ofFlow(thing.flow);
      break;
    case 'group':
      traits.ofGroup(thing.group);
      break;
  }
  return traits.found;
}

class Traits {
  readonly found = new Set<string>();
  readonly #version: Version;
  readonly #hidden: ReadonlySet<string>;

  constructor(version: Version, hidden: ReadonlySet<string>) {
    this.#version = version;
    this.#hidden = hidden;
  }

  ofElement(element: Element): void {
    const { index } = this.#version.design;
    this.#add(element.title, element.owner, element.technologyName, element.group && this.#name(element.group));
    for (const places of element.statements.values()) this.#add(...places.map((place) => this.#text(place)));
    for (const activity of index.activitiesOf.get(element.id) ?? []) this.ofActivity(activity);
    for (const effect of index.accessesOf.get(element.id) ?? []) this.#add(`${this.#name(effect.activity.element)} ${effect.kind}`);
    for (const { kind, from } of index.hopsTo.get(element.id) ?? []) this.#add(`${kind} from ${this.#at(from)}`);
    for (const { kind, to } of index.hopsFrom.get(element.id) ?? []) this.#add(`${kind} to ${this.#at(to)}`);
  }

  ofMessage({ id, title, owner, key, criticality, ordered, version: number, schema, correlation }: Message): void {
    const said = JSON.stringify({ key, criticality, ordered: ordered?.by, number, schema, correlation });
    this.#add(title, owner, masked(said, this.#hidden));
    for (const { kind, from, to } of this.#version.design.index.hopsOf.get(id) ?? [])
      this.#add(`${kind} ${this.#at(from)} ${this.#at(to)}`);
  }

  ofActivity(activity: Activity): void {
    const { index } = this.#version.design;
    if (activity.kind !== 'unplaced' && activity.kind !== 'workflow') this.#add(this.#text(activity.syntax.head));
    for (const { syntax } of activity.effects) this.#add(this.#text(syntax.source));
    for (const call of index.callsOf.get(activity.id) ?? []) this.#add(`called by ${this.#name(call.activity.element)}`);
    for (const { kind, from } of index.hopsTo.get(activity.id) ?? []) this.#add(`${kind} from ${this.#at(from)}`);
  }

  ofFlow({ title, owner, from, message, statements }: Flow): void {
    this.#add(title, owner, message && this.#name(message));
    for (const { element, kind, syntax } of from)
      this.#add(`from ${this.#name(element)}`, kind === 'operation' ? this.#text(syntax.head) : kind);
    for (const place of statements.values()) this.#add(this.#text(place));
  }

  ofGroup(group: Group): void {
    this.#add(group.title, group.owner, group.parent && this.#name(group.parent), ...group.tags);
    const { elements, groups } = this.#version.design;
    for (const element of elements) if (element.group === group) this.#add(`holds ${element.kind} ${this.#name(element)}`);
    for (const inner of groups) if (inner.parent === group) this.#add(`holds ${this.#name(inner)}`);
  }

  #add(...traits: readonly (string | undefined)[]): void {
    for (const trait of traits) if (trait !== undefined) this.found.add(trait);
  }

  #text({ uri, offset, end }: Source): string {
    return masked(this.#version.design.files.get(uri)?.text.slice(offset, end) ?? '', this.#hidden);
  }

  /** The dead letters of a queue's own have its name. */
  #name({ name }: { readonly name: string }): string {
    return this.#hidden.has(name.replace(/\.dead-letters$/, '')) ? '?' : name;
  }

  #at(place: Place): string {
    return this.#name(place.kind === 'channel' ? place.channel : place.activity.element);
  }
}

/** A text without the names that come and go, and however it is set out. */
function masked(text: string, hidden: ReadonlySet<string>): string {
  return text.replace(/[\p{L}_][\p{L}\d_-]*/gu, (word) => (hidden.has(word) ? '?' : word)).replace(/[ \t]+/g, ' ');
}
