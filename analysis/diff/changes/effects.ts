import type { Activity, ActivityKind, Effect, Element, Message } from '../../../language/model/design.ts';
import { isMessageEffect } from '../../../language/model/lookups.ts';
import { showDuration } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { listed, shortText } from '../../names.ts';
import { between } from '../between.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { activityPairs, effectPairs, type Pair } from '../pairs.ts';
import { sides, type Version } from '../version.ts';
import { offers } from './operations.ts';

export const change = defineChange({
  id: 'effects',
  rank: 8,
  summary: 'What elements do: what they publish and send, where to and by which outbox; what they call, start, read and write.',
  compare(before, after) {
    const { both, removed, added } = sides(deeds(before), deeds(after));
    // What an element that comes or goes does is part of its coming and going, and so it is with an operation, and with a step.
    const offered = offers(before, after);
    const come = new Set(offered.added);
    const left = new Set(offered.removed);
    const fresh = added.filter(
      ({ element, places }) =>
        before.elements.has(after.keyOf(element)) &&
        !places.every((place) => come.has(place.activity) || isInNewStep(after, before, place)),
    );
    const dropped = removed.filter(
      ({ element, places }) =>
        after.elements.has(before.keyOf(element)) &&
        !places.every((place) => left.has(place.activity) || isInNewStep(before, after, place)),
    );
    const exchanged = exchanges(before, after, dropped, fresh);
    const isExchanged = (deed: Deed): boolean => exchanged.some((pair) => pair.includes(deed));
    return [
      ...dropped
        .filter((deed) => !isExchanged(deed))
        .map(({ element, effect }) => gone('other', `${element.name} no longer ${shortText(effect)}.`, effect.syntax.source)),
      ...fresh
        .filter((deed) => !isExchanged(deed))
        .map(({ element, effect }) => now('other', `${element.name} ${shortText(effect)} now.`, effect.syntax.source)),
      ...exchanged.map(([was, is]) => now('other', exchangeText(was, is), is.effect.syntax.source)),
      ...both.flatMap(([was, is]) => [...goesElsewhere(was, is), ...movesIn(before, after, was, is)]),
      ...effectPairs(before, after).flatMap(([was, is]) => becomesOutboxed(was, is)),
    ];
  },
});

/** Whether a step is in one version alone. */
function isInNewStep(version: Version, other: Version, { activity: { element }, effect: { step } }: Place): boolean {
  const same = other.elements.get(version.keyOf(element));
  return step !== undefined && same?.kind === 'orchestrator' && !same.steps.some(({ name }) => name === step.name);
}

/** Messages that an element published and sends now, or the other way round, as where a queue becomes a topic. */
function exchanges(before: Version, after: Version, dropped: readonly Deed[], fresh: readonly Deed[]): readonly Pair<Deed>[] {
  const keyOf = (version: Version, { element, effect }: Deed): string | undefined =>
    isMessageEffect(effect) && effect.message ? `${version.keyOf(element)} ${version.keyOf(effect.message)}` : undefined;
  return fresh.flatMap((is): readonly Pair<Deed>[] => {
    const key = keyOf(after, is);
    const was = key === undefined ? undefined : dropped.find((deed) => keyOf(before, deed) === key);
    return was ? [[was, is]] : [];
  });
}

function exchangeText(was: Deed, is: Deed): string {
  const [earlier, present] = [listed(was.goals.sort()), listed(is.goals.sort())];
  const [to, where] = earlier === present ? ['', ''] : [` to ${present}`, ` to ${earlier}`];
  const verb = was.effect.kind === 'sends' ? 'sending' : 'publishing';
  return `${is.element.name} ${shortText(is.effect)}${to} now, in place of ${verb} it${where}.`;
}

/** The numbers of the pairs that a body of either version is in: a join that is parted in two is in two. */
const pairsOf = between((before: Version, after: Version): ReadonlyMap<Activity, readonly number[]> => {
  const numbered = activityPairs(before, after).flatMap((pair, number) => pair.map((activity) => [activity, number] as const));
  return new Map(
    [...Map.groupBy(numbered, ([activity]) => activity)].map(([activity, own]) => [activity, own.map(([, number]) => number)]),
  );
});

/** Told of what stays: what is in an activity that comes or goes is told with that, unless it is a handler. */
function movesIn(before: Version, after: Version, was: Deed, is: Deed): readonly Reported[] {
  const pairs = pairsOf(before, after);
  const [earlier, present] = [spotsOf(before, after, was, pairs), spotsOf(after, before, is, pairs)];
  const say = (text: string): Reported => now('other', `${is.element.name} ${shortText(is.effect)} ${text}.`, is.effect.syntax.source);
  // Where it was or is in what comes or goes alone, the rest is all there is to tell.
  if (earlier.size === 0) return present.size === 0 ? [] : [say(`${placesText(present.values())} now`)];
  if (present.size === 0)
    return [
      gone('other', `${was.element.name} no longer ${shortText(was.effect)} ${placesText(earlier.values())}.`, was.effect.syntax.source),
    ];
  const stays = earlier.size === present.size && [...earlier.keys()].every((key) => present.has(key));
  if (!stays) return [say(`${placesText(present.values())} now; it was ${placesText(earlier.values())}`)];
  // In the same places, and more often in some; where a message goes to more channels, that is told.
  if (goesElsewhere(was, is).length > 0) return [];
  const counts = [...present].map(([key, { spot, times }]) => ({ spot, times, before: earlier.get(key)?.times ?? 0 }));
  const changed = counts.filter(({ times, before: count }) => times !== count);
  return [...Map.groupBy(changed, ({ times, before: count }) => `${timesText(times)} now; it was ${timesText(count)}`).values()].flatMap(
    (alike) =>
      alike.slice(0, 1).map(({ times, before: count }) => say(`${timesText(times)} ${placesText(alike)} now; it was ${timesText(count)}`)),
  );
}

function timesText(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** A message on which something is done, or a place that is no handler. */
type Spot = { readonly message: string } | { readonly text: string };

/** Where an element does something, and how often there. */
interface Counted {
  readonly spot: Spot;
  readonly times: number;
}

function placesText(counted: Iterable<Pick<Counted, 'spot'>>): string {
  const spots = [...counted].map(({ spot }) => spot);
  const messages = spots.flatMap((spot) => ('message' in spot ? [spot.message] : [])).sort();
  const others = spots.flatMap((spot) => ('text' in spot ? [spot.text] : []));
  return listed(new Set([...others, ...(messages.length === 0 ? [] : [`on ${listed(messages)}`])].sort()));
}

/**
 * Where an element does something, by keys that are the same in both versions, of the places that are comparable: on which messages that it takes in both versions, or in
 * one alone; in which of the other bodies that are in both versions.
 * @param pairs the numbers of the pairs that each body is in
 */
function spotsOf(
  version: Version,
  other: Version,
  { places }: Deed,
  pairs: ReadonlyMap<Activity, readonly number[]>,
): ReadonlyMap<string, Counted> {
  const spots = places.flatMap(({ activity, effect }): readonly (readonly [string, Spot])[] => {
    const { kind, messages } = activity;
    const own = pairs.get(activity) ?? [];
    if (kind === 'handler') return messages.flatMap((message) => spotsOn(version, other, activity, message, own.length > 0));
    const theirs = (message: Message): readonly Activity[] => takersOf(other, sameElement(version, other, activity), message, version);
    const isNew = kind === 'join' && messages.every((message) => theirs(message).length === 0);
    const keys = isNew ? [activity.id] : own;
    return keys.map((key) => [`${key} ${effect.step?.name}`, { text: placeText(kind, activity, effect) }]);
  });
  return new Map(
    [...Map.groupBy(spots, ([key]) => key)].flatMap(([key, alike]) =>
      alike.slice(0, 1).map(([, spot]) => [key, { spot, times: alike.length }] as const),
    ),
  );
}

/** A message of a handler; with its channels, where the element has several handlers for it. */
function spotsOn(
  version: Version,
  other: Version,
  handler: Activity,
  message: Message,
  isInBoth: boolean,
): readonly (readonly [string, Spot])[] {
  const key = version.keyOf(message);
  const theirs = takersOf(other, sameElement(version, other, handler), message, version);
  const handlers = theirs.filter(({ kind }) => kind === 'handler');
  // What is done on a message more is told with it, and so is what is no longer done when all have come.
  if (handlers.length === 0) return isInBoth || theirs.length > 0 ? [] : [[key, { message: message.name }]];
  const own = takersOf(version, handler.element, message, version).filter(({ kind }) => kind === 'handler');
  const there = new Set(handlers.flatMap((one) => channelsOf(other, one, key)));
  // One that takes it from elsewhere now does what it did on the same message.
  const isComparable = (channel: string): boolean => !isInBoth || there.has(channel);
  const channels = own.length + handlers.length === 2 ? [] : channelsOf(version, handler, key).filter(isComparable);
  if (channels.length === 0) return [[key, { message: message.name }]];
  return channels.map((channel) => [`${key} ${channel}`, { message: `${message.name} from ${channel}` }]);
}

function sameElement(version: Version, other: Version, { element }: Activity): Element | undefined {
  return other.elements.get(version.keyOf(element));
}

/** The handlers and joins of an element that take a message of another version. */
function takersOf(version: Version, element: Element | undefined, message: Message, home: Version): readonly Activity[] {
  const key = home.keyOf(message);
  const all = element ? (version.design.index.activitiesOf.get(element.id) ?? []) : [];
  return all.filter(({ kind, messages }) => (kind === 'handler' || kind === 'join') && messages.some((one) => version.keyOf(one) === key));
}

/** The names of the channels by which a handler gets a message. */
function channelsOf(version: Version, { id }: Activity, message: string): readonly string[] {
  return (version.design.index.hopsTo.get(id) ?? []).flatMap(({ from, messages }) =>
    from.kind === 'channel' && messages.some((one) => version.keyOf(one) === message) ? [from.channel.name] : [],
  );
}

function goesElsewhere(was: Deed, is: Deed): readonly Reported[] {
  const [earlier, present] = [listed(was.goals.sort()), listed(is.goals.sort())];
  if (earlier === present || earlier === '' || present === '') return [];
  return [now('other', `${is.element.name} ${shortText(is.effect)} to ${present} now; it was ${earlier}.`, is.effect.syntax.source)];
}

function becomesOutboxed(was: Effect, is: Effect): readonly Reported[] {
  if (!isMessageEffect(was) || !isMessageEffect(is) || was.unknownOutbox || is.unknownOutbox) return [];
  const [earlier, present] = [was.outbox?.name, is.outbox?.name];
  if (earlier === present) return [];
  const said = `${is.activity.element.name} ${shortText(is)}`;
  if (present === undefined) return [now('worse', `${said} past the outbox now; it was via ${earlier}.`, is.syntax.source)];
  const before = earlier === undefined ? '' : `; it was ${earlier}`;
  return [now(earlier === undefined ? 'better' : 'other', `${said} via the outbox ${present} now${before}.`, is.syntax.source)];
}

/** Where an element does something. */
interface Place {
  readonly activity: Activity;
  readonly effect: Effect;
}

/** `on all of Paid and Sent`, `in place`, `every 5m`, `in the step Charge`. */
function placeText(
  bodyKind: Exclude<ActivityKind, 'handler'>,
  { messages, name, period, label, element }: Activity,
  { step }: Effect,
): string {
  switch (bodyKind) {
    case 'join':
      return `on all of ${messageNames(messages)}`;
    case 'operation':
      return `in ${name}`;
    case 'schedule':
      return `every ${showDuration(period ?? 0)}`;
    case 'route':
      return `at ${label.slice(element.name.length).trim() || 'its route'}`;
    case 'workflow':
      return step ? `in the step ${step.name}` : 'in no step';
    case 'unplaced':
      return 'some time';
  }
}

interface Deed {
  readonly element: Element;
  /** The first in the text. */
  readonly effect: Effect;
  /** Where in the element's bodies it is, what undoes a step aside: that is told of the step. */
  readonly places: Place[];
  /** Where messages go: the names of channels, or of who gets them straight. */
  readonly goals: string[];
}

/** Each effect once an element: what it does to what, wherever in its body. */
function deeds(version: Version): ReadonlyMap<string, Deed> {
  const found = new Map<string, Deed>();
  for (const effect of version.design.effects) {
    const { element } = effect.activity;
    if ('implied' in effect && effect.implied) continue;
    const key = `${version.keyOf(element)} ${version.deedKey(effect)}`;
    const deed = found.get(key) ?? { element, effect, places: [], goals: [] };
    if (effect.part !== 'undo') deed.places.push({ activity: effect.activity, effect });
    deed.goals.push(...goalsOf(effect));
    found.set(key, deed);
  }
  return found;
}

function goalsOf(effect: Effect): readonly string[] {
  if (!isMessageEffect(effect)) return [];
  return effect.channels.length > 0 ? effect.channels.map(({ name }) => name) : effect.to ? [effect.to.name] : [];
}
