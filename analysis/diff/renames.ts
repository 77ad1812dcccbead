/**
 * What has only got another name. An old element or message that is gone and a new one of the same kind are one if they say nearly the same and hang together
 * with nearly the same others, and neither has a second candidate as good: a rename that is missed costs a long report, one that is made up a wrong one.
 */
import type { Element, Message, Place, Source } from '../../language/model/design.ts';
import type { Change } from './change.ts';
import { sides, type Version } from './version.ts';
import { theElement, theMessage } from './words.ts';

/** Of the traits that either has, how many both must have. */
const alike = 0.6;

/** With fewer traits in common, likeness is chance, unless there are no others. */
const fewest = 2;

type Thing = Element | Message;

/** One thing under its old and its new name. */
export interface Renaming {
  readonly before: Thing;
  readonly after: Thing;
}

/** @returns what has another name in the new version, in the order of the old one. */
export function renamesBetween(before: Version, after: Version): readonly Renaming[] {
  const elements = sides(before.elements, after.elements);
  const messages = sides(before.messages, after.messages);
  // Names that come or go tell nothing: several may have been changed together.
  const hidden = new Set([...elements.removed, ...elements.added, ...messages.removed, ...messages.added].map(({ name }) => name));
  const traits = (version: Version, things: readonly Thing[]): readonly Described[] =>
    things.map((thing) => ({ thing, traits: traitsOf(version, thing, hidden) }));
  return [
    ...pairs(traits(before, elements.removed), traits(after, elements.added)),
    ...pairs(traits(before, messages.removed), traits(after, messages.added)),
  ];
}

/** @returns what a report says of renames. */
export function renameChanges(renames: readonly Renaming[]): readonly Change[] {
  return renames.map(({ before, after }) => ({
    kind: 'renames',
    bearing: 'other',
    text: `Renames ${isElement(before) ? theElement(before) : theMessage(before)} to ${after.name}.`,
    side: 'after',
    source: after.syntax.name ?? after.syntax.head,
  }));
}

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
  if (one.thing.kind !== other.thing.kind) return 0;
  const shared = [...one.traits].filter((trait) => other.traits.has(trait)).length;
  const all = one.traits.size + other.traits.size - shared;
  return shared === 0 || (shared < fewest && shared < all) ? 0 : shared / all;
}

/** What is said of a thing, and who has to do with it. */
function traitsOf(version: Version, thing: Thing, hidden: ReadonlySet<string>): ReadonlySet<string> {
  const { index, files } = version.design;
  const text = ({ uri, offset, end }: Source): string => masked(files.get(uri)?.text.slice(offset, end) ?? '', hidden);
  // The dead letters of a queue's own have its name.
  const name = (other: { readonly name: string }): string => (hidden.has(other.name.replace(/\.dead-letters$/, '')) ? '?' : other.name);
  const at = (place: Place): string => name(place.kind === 'channel' ? place.channel : place.activity.element);
  const said = [thing.title, thing.owner, ...(isElement(thing) ? [thing.technologyName, thing.group?.name] : [])];
  const traits = said.flatMap((word) => word ?? []);
  if (!isElement(thing)) {
    const { key, criticality, ordered, version: number, schema, correlation } = thing;
    traits.push(masked(JSON.stringify({ key, criticality, ordered: ordered?.by, number, schema, correlation }), hidden));
    for (const { kind, from, to } of index.hopsOf.get(thing.id) ?? []) traits.push(`${kind} ${at(from)} ${at(to)}`);
    return new Set(traits);
  }
  for (const places of thing.statements.values()) traits.push(...places.map(text));
  for (const activity of index.activitiesOf.get(thing.id) ?? []) {
    if (activity.kind !== 'unplaced' && activity.kind !== 'workflow') traits.push(text(activity.syntax.head));
    traits.push(...activity.effects.map(({ syntax }) => text(syntax.source)));
    for (const call of index.callsOf.get(activity.id) ?? []) traits.push(`called by ${name(call.activity.element)}`);
    for (const { kind, from } of index.hopsTo.get(activity.id) ?? []) traits.push(`${kind} from ${at(from)}`);
  }
  for (const effect of index.accessesOf.get(thing.id) ?? []) traits.push(`${name(effect.activity.element)} ${effect.kind}`);
  for (const { kind, from } of index.hopsTo.get(thing.id) ?? []) traits.push(`${kind} from ${at(from)}`);
  for (const { kind, to } of index.hopsFrom.get(thing.id) ?? []) traits.push(`${kind} to ${at(to)}`);
  return new Set(traits);
}

function isElement(thing: Thing): thing is Element {
  return 'facts' in thing;
}

/** A text without the names that come and go, and however it is set out. */
function masked(text: string, hidden: ReadonlySet<string>): string {
  return text.replace(/[\p{L}_][\p{L}\d_-]*/gu, (word) => (hidden.has(word) ? '?' : word)).replace(/[ \t]+/g, ' ');
}
