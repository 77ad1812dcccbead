import type { Activity, Effect, Element, Message } from '../../../language/model/design.ts';
import { isMessageEffect } from '../../../language/model/lookups.ts';
import { showDuration } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { listed, shortText } from '../../names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';
import { offers } from './operations.ts';

export const change = defineChange({
  id: 'effects',
  rank: 8,
  summary: 'What elements do: what they publish and send, where to and by which outbox; what they call, start, read and write.',
  compare(before, after) {
    const { both, removed, added } = sides(deeds(before), deeds(after));
    // What an element that comes or goes does is part of its coming and going, and so it is with an operation.
    const offered = offers(before, after);
    const come = new Set(offered.added);
    const left = new Set(offered.removed);
    const fresh = added.filter(
      ({ element, places }) => before.elements.has(after.keyOf(element)) && !places.every(({ activity }) => come.has(activity)),
    );
    const dropped = removed.filter(
      ({ element, places }) => after.elements.has(before.keyOf(element)) && !places.every(({ activity }) => left.has(activity)),
    );
    return [
      ...dropped.map(({ element, effect }) => gone('other', `${element.name} no longer ${shortText(effect)}.`, effect.syntax.source)),
      ...fresh.map(({ element, effect }) => now('other', `${element.name} ${shortText(effect)} now.`, effect.syntax.source)),
      ...both.flatMap(([was, is]) => [...goesElsewhere(was, is), ...movesIn(before, after, was, is)]),
      ...sides(before.effects, after.effects).both.flatMap(([was, is]) => becomesOutboxed(was, is)),
    ];
  },
});

/** Told of what stays: what is in an activity that comes or goes is told with that, unless it is a handler. */
function movesIn(before: Version, after: Version, was: Deed, is: Deed): readonly Reported[] {
  const [earlier, present] = [placesOf(before, after, was), placesOf(after, before, is)];
  const keys = [...earlier.keys()].sort().join();
  if (earlier.size === 0 || present.size === 0 || keys === [...present.keys()].sort().join()) return [];
  const said = `${is.element.name} ${shortText(is.effect)}`;
  return [now('other', `${said} ${placesText(present)} now; it was ${placesText(earlier)}.`, is.effect.syntax.source)];
}

function placesText(places: ReadonlyMap<string, string>): string {
  return listed([...places.values()].sort());
}

/** In which of the activities that are in both versions an element does something, or on which messages that it takes in one alone; by their keys. */
function placesOf(version: Version, other: Version, { places }: Deed): ReadonlyMap<string, string> {
  const isComparable = ({ activity }: Place): boolean => {
    if (other.activities.has(version.activityKey(activity))) return true;
    return (
      (activity.kind === 'handler' || activity.kind === 'join') &&
      !activity.messages.some((message) => isTakenIn(version, other, activity, message))
    );
  };
  return new Map(places.filter(isComparable).map(({ activity, step, text }) => [`${version.activityKey(activity)} ${step}`, text]));
}

/** Whether the element takes a message in the other version, too, be it with others or from elsewhere. */
function isTakenIn(version: Version, other: Version, { element }: Activity, message: Message): boolean {
  const same = other.elements.get(version.keyOf(element));
  const key = version.keyOf(message);
  return (same ? (other.design.index.activitiesOf.get(same.id) ?? []) : []).some(({ messages }) =>
    messages.some((one) => other.keyOf(one) === key),
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

/** `on Paid`, `in place`, `every 5m`, `in the step Charge`. */
interface Place {
  readonly activity: Activity;
  /** Of a workflow, the step. */
  readonly step: string | undefined;
  readonly text: string;
}

function placeText({ kind, messages, name, period, label, element }: Activity, { step }: Effect): string {
  switch (kind) {
    case 'handler':
      return `on ${messageNames(messages)}`;
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
    if (effect.part !== 'undo')
      deed.places.push({ activity: effect.activity, step: effect.step?.name, text: placeText(effect.activity, effect) });
    deed.goals.push(...goalsOf(effect));
    found.set(key, deed);
  }
  return found;
}

function goalsOf(effect: Effect): readonly string[] {
  if (!isMessageEffect(effect)) return [];
  return effect.channels.length > 0 ? effect.channels.map(({ name }) => name) : effect.to ? [effect.to.name] : [];
}
