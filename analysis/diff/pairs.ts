/**
 * What is compared with what in the bodies of two versions. Most bodies have a name. A handler has none: it is the same where it takes one of the same messages, so
 * that one that takes a message more stays what it is, and one that is split in two is compared with both. Where none of its messages is left, it is known by what it does.
 */
import type { Activity, ActivityKind, Effect, Element, Hop, Message, Place } from '../../language/model/design.ts';
import { textOf } from '../fixes/text.ts';
import { between } from './between.ts';
import { sides, type Version } from './version.ts';

/** A body, effect or leg as it was and as it is. */
export type Pair<Thing> = readonly [was: Thing, is: Thing];

/** Of what two handlers do that share no message, so much must be the same. */
const alike = 0.6;

/** @returns bodies that are compared, in the order of the new version. */
export const activityPairs = between((before: Version, after: Version): readonly Pair<Activity>[] => {
  const named = sides(before.activities, after.activities).both;
  const takers = sides(before.elements, after.elements).both.flatMap(([was, is]) =>
    (['handler', 'join'] as const).flatMap((kind) => takerPairs(takersOf(before, was, kind), takersOf(after, is, kind))),
  );
  const places = new Map(after.design.activities.map((activity, place) => [activity, place]));
  const place = ([, is]: Pair<Activity>): number => places.get(is) ?? 0;
  return [...named, ...takers].toSorted((one, other) => place(one) - place(other));
});

/** @returns effects that are compared: those of one body that do the same to the same, in the order of the text. What nobody has written is left out. */
export const effectPairs = between((before: Version, after: Version): readonly Pair<Effect>[] =>
  activityPairs(before, after).flatMap(([was, is]) => sides(before.effectsOf(was), after.effectsOf(is)).both),
);

/**
 * @returns legs that are compared: between the same ends, for the same step of a workflow. What carries the same messages between the same bodies is compared with that
 * alone; what is left over, with whatever carries some of the same messages to the same body; and what is left over then, with what goes to the same body.
 */
export const legPairs = between((before: Version, after: Version): readonly Pair<Hop>[] => {
  const related = relatedIn(activityPairs(before, after));
  const isSamePlace = (was: Place, is: Place): boolean =>
    was.kind !== 'activity' || is.kind !== 'activity' || related(was.activity, is.activity);
  const isSameEnd = (was: Hop, is: Hop): boolean => was.step?.name === is.step?.name && isSamePlace(was.to, is.to);
  const common = (was: Hop, is: Hop): number => likeness(keysOf(before, was.messages), keysOf(after, is.messages));
  const grounds = [(was: Hop, is: Hop): boolean => common(was, is) > 0, (_: Hop, { to }: Hop): boolean => to.kind === 'activity'];
  return [...after.legs].flatMap(([key, present]): readonly Pair<Hop>[] => {
    const earlier = before.legs.get(key) ?? [];
    const pairs: Pair<Hop>[] = [];
    const settled = new Set<Hop>();
    const settle = (found: readonly Pair<Hop>[]): void => {
      pairs.push(...found);
      for (const leg of found.flat()) settled.add(leg);
    };
    for (const is of present) {
      const isTwin = (was: Hop): boolean => isSameEnd(was, is) && isSamePlace(was.from, is.from) && common(was, is) === 1;
      const was = earlier.find((leg) => !settled.has(leg) && isTwin(leg));
      if (was) settle([[was, is]]);
    }
    for (const isMeant of grounds) {
      const open = earlier.filter((was) => !settled.has(was));
      const left = present.filter((is) => !settled.has(is));
      settle(left.flatMap((is) => open.filter((was) => isSameEnd(was, is) && isMeant(was, is)).map((was) => [was, is] as const)));
    }
    if (pairs.length > 0) return pairs;
    // The way is the same, whatever goes there now.
    const [was, is] = [earlier[0], present[0]];
    return was && is ? [[was, is]] : [];
  });
});

/** @returns whether two bodies are a pair. */
function relatedIn(pairs: readonly Pair<Activity>[]): (was: Activity, is: Activity) => boolean {
  const all = Map.groupBy(pairs, ([was]) => was);
  return (was, is) => all.get(was)?.some(([, other]) => other === is) ?? false;
}

// ---------------------------------------------------------------- handlers and joins

/** A handler or join, with what it is known by. */
interface Taker {
  readonly activity: Activity;
  /** Keys of its messages. */
  readonly messages: ReadonlySet<string>;
  /** Each of its messages with each place where it comes from. */
  readonly arrivals: ReadonlySet<string>;
  /** What it does to what. */
  readonly deeds: ReadonlySet<string>;
  /** Besides, where its messages come from and how it is written. */
  readonly traits: ReadonlySet<string>;
}

function takersOf(version: Version, element: Element, kind: ActivityKind): readonly Taker[] {
  const all = version.design.index.activitiesOf.get(element.id) ?? [];
  return all.flatMap((activity) => (activity.kind === kind ? [takerOf(version, activity)] : []));
}

function takerOf(version: Version, activity: Activity): Taker {
  const deeds = new Set(activity.effects.map((effect) => `does ${version.deedKey(effect)}`));
  const hops = version.design.index.hopsTo.get(activity.id) ?? [];
  const arrivals = hops.flatMap(({ from, messages }) => {
    const place = version.keyOf(from.kind === 'channel' ? from.channel : from.activity.element);
    return messages.map((message) => `${version.keyOf(message)} from ${place}`);
  });
  const written = textOf(version.design, activity.syntax.source).replace(/\s+/g, ' ');
  return {
    activity,
    messages: keysOf(version, activity.messages),
    arrivals: new Set(arrivals),
    deeds,
    traits: new Set([...deeds, ...arrivals, written]),
  };
}

function keysOf(version: Version, messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.map((message) => version.keyOf(message)));
}

/** Of all that two sets hold, how much both do; nothing of what is empty. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = shared(one, other);
  return both / Math.max(1, one.size + other.size - both);
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((item) => other.has(item)).length;
}

/**
 * Pairs the handlers of one element: each that took a message from somewhere with the one that takes it from there; those that are left over for a message, wherever
 * it comes from; and those that are left over altogether, by what they do.
 */
function takerPairs(was: readonly Taker[], is: readonly Taker[]): readonly Pair<Activity>[] {
  const pairs = new Map<Taker, Set<Taker>>();
  const match = (isMeant: (one: Taker, other: Taker) => boolean): void => {
    for (const [one, other] of bestOf(was, is, isMeant)) pairs.set(one, (pairs.get(one) ?? new Set()).add(other));
  };
  const arrivals = new Set(was.flatMap((one) => [...one.arrivals]));
  for (const arrival of arrivals) match((one, other) => one.arrivals.has(arrival) && other.arrivals.has(arrival));
  for (const message of new Set(was.flatMap((one) => [...one.messages]))) {
    const settled = [...pairs]
      .flatMap(([one, others]) => [...others].map((other) => [one, other] as const))
      .filter((pair) => pair.every(({ messages }) => messages.has(message)));
    const isFree = (one: Taker): boolean => one.messages.has(message) && !settled.some((pair) => pair.includes(one));
    match((one, other) => isFree(one) && isFree(other));
  }
  const matched = new Set([...pairs].flatMap(([one, others]) => [one, ...others]));
  match((one, other) => !matched.has(one) && !matched.has(other) && likeness(one.deeds, other.deeds) >= alike);
  return [...pairs].flatMap(([one, others]) => [...others].map((other) => [one.activity, other.activity] as const));
}

/**
 * Pairs each with one at most, the likest first; those that are equally alike in the order of the text. It comes to the same from either side, in whatever order things
 * that differ are written.
 */
function bestOf(was: readonly Taker[], is: readonly Taker[], isMeant: (one: Taker, other: Taker) => boolean): readonly Pair<Taker>[] {
  const rated = was.flatMap((one) =>
    is.flatMap((other) =>
      isMeant(one, other)
        ? [{ one, other, messages: likeness(one.messages, other.messages), traits: likeness(one.traits, other.traits) }]
        : [],
    ),
  );
  const inOrder = rated.toSorted((a, b) => b.messages - a.messages || b.traits - a.traits);
  const taken = new Set<Taker>();
  return inOrder.flatMap(({ one, other }): readonly Pair<Taker>[] => {
    if (taken.has(one) || taken.has(other)) return [];
    taken.add(one).add(other);
    return [[one, other]];
  });
}
