import type { Activity, Element, Message, Source } from '../../../language/model/design.ts';
import { listed, messageNames } from '../../element-names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { activityPairs } from '../pairs.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'consumers',
  rank: 4,
  summary: 'Who takes which message from where, and messages that nobody takes any more, or somebody does at last.',
  compare(before, after) {
    const { both, removed, added } = sides(takers(before), takers(after));
    const { forsaken, found } = orphans(before, after);
    const fresh = added.filter(({ element, message }) => before.elements.has(after.keyOf(element)) && !found.has(message));
    // What an element that comes or goes takes is told with it.
    const left = removed.filter(({ element, message }) => after.elements.has(before.keyOf(element)) && !forsaken.has(message));
    const replaced = replacements(before, after, left, fresh);
    return [
      ...[...forsaken.values()],
      ...[...found.values()],
      ...together(left.filter((taker) => !replaced.has(taker))).map(([taker, names]) =>
        gone('other', takesNoMore(taker, names, staying(before, after, taker.activity)), taker.activity.syntax.head),
      ),
      ...together(fresh).map(([taker, names]) => {
        const earlier = left.filter((one) => replaced.get(one) === taker.activity);
        const text =
          earlier.length > 0 ? takesInPlace(taker, names, earlier) : takesToo(taker, names, staying(before, after, taker.activity));
        return now('other', text, taker.activity.syntax.head);
      }),
      ...joins(both),
      ...both.flatMap(([was, is]): readonly Reported[] => {
        const [earlier, present] = [wayTo(before, was), wayTo(after, is)];
        if (earlier === present) return [];
        return [now('other', `${is.element.name} takes ${is.message.name} ${present} now; it was ${earlier}.`, is.activity.syntax.head)];
      }),
    ];
  },
});

/** Those of one activity, with the names of their messages. */
function together(all: readonly Taker[]): readonly (readonly [Taker, string])[] {
  return [...Map.groupBy(all, ({ activity }) => activity).values()].flatMap((own) =>
    own.slice(0, 1).map((first) => [first, listed(own.map(({ message }) => message.name))] as const),
  );
}

/** The names of what an activity of either version took and takes. */
function staying(before: Version, after: Version, activity: Activity): string {
  const kept = activityPairs(before, after).flatMap(([was, is]): readonly string[] => {
    if (was !== activity && is !== activity) return [];
    const earlier = new Set(was.messages.map((message) => before.keyOf(message)));
    return is.messages.filter((message) => earlier.has(after.keyOf(message))).map(({ name }) => name);
  });
  return listed([...new Set(kept)]);
}

/** Handlers and joins that do for one message what they did for another: who no longer takes it, and what takes another one. */
function replacements(before: Version, after: Version, left: readonly Taker[], fresh: readonly Taker[]): ReadonlyMap<Taker, Activity> {
  const come = new Set(fresh.map(({ activity }) => activity));
  const pairs = activityPairs(before, after).filter(([, is]) => come.has(is) && staying(before, after, is) === '');
  return new Map(
    left.flatMap((taker) => {
      const pair = pairs.find(([was]) => was === taker.activity);
      return pair ? [[taker, pair[1]] as const] : [];
    }),
  );
}

function takesInPlace({ element, activity: { kind } }: Taker, names: string, earlier: readonly Taker[]): string {
  const others = listed(earlier.map(({ message }) => message.name));
  return kind === 'join'
    ? `${element.name} waits for all of ${names} now, in place of ${others}.`
    : `${element.name} takes ${names} now, in place of ${others}.`;
}

function takesToo({ element, activity: { kind } }: Taker, names: string, kept: string): string {
  if (kept === '') return `${element.name} takes ${names} now.`;
  return kind === 'join'
    ? `${element.name} also waits for ${names} now, besides ${kept}.`
    : `${element.name} also takes ${names} now, as it takes ${kept}.`;
}

function takesNoMore({ element, activity: { kind } }: Taker, names: string, kept: string): string {
  if (kept === '') return `${element.name} no longer takes ${names}.`;
  return kind === 'join'
    ? `${element.name} no longer waits for ${names}, only for ${kept}.`
    : `${element.name} no longer takes ${names}, only ${kept}.`;
}

/** What was done for each message is done when all have come, or the other way round; told once a join. */
function joins(both: readonly (readonly [was: Taker, is: Taker])[]): readonly Reported[] {
  const changed = both.flatMap(([was, is]) => {
    const [waited, waits] = [was.activity.kind === 'join', is.activity.kind === 'join'];
    return waited === waits ? [] : [{ join: waits ? is.activity : was.activity, is }];
  });
  return [...Map.groupBy(changed, ({ join }) => join)].flatMap(([join, own]) => {
    const [all, names] = [messageNames(join.messages), messageNames(own.map(({ is }) => is.message))];
    const each = own.length === 1 ? 'by itself' : 'each by itself';
    return own
      .slice(0, 1)
      .map(({ is: { element, activity } }) =>
        activity === join
          ? now(
              'other',
              `${element.name} waits for all of ${all} now, in place of taking ${names === all ? 'each by itself' : `${names} ${each}`}.`,
              join.syntax.head,
            )
          : now(
              'other',
              `${element.name} takes ${names} ${each} now, no longer when all${names === all ? '' : ` of ${all}`} have come.`,
              activity.syntax.head,
            ),
      );
  });
}

interface Taker {
  readonly element: Element;
  readonly message: Message;
  readonly activity: Activity;
}

/** Who handles, joins or is started by a message, by element and message. */
function takers(version: Version): ReadonlyMap<string, Taker> {
  const found = new Map<string, Taker>();
  for (const activity of version.design.activities) {
    const { kind, element, messages } = activity;
    if (kind !== 'handler' && kind !== 'join' && kind !== 'workflow') continue;
    for (const message of messages) {
      const key = `${version.keyOf(element)} ${version.keyOf(message)}`;
      if (!found.has(key)) found.set(key, { element, message, activity });
    }
  }
  return found;
}

/** @returns by which channels a taker gets its message: `from Ledger`. */
function wayTo({ design }: Version, { element, message }: Taker): string {
  const arriving = (design.index.hopsOf.get(message.id) ?? []).filter(
    ({ to }) => to.kind === 'activity' && to.activity.element === element,
  );
  const channels = arriving.flatMap(({ from }) => (from.kind === 'channel' ? from.channel.name : []));
  if (arriving.length === 0) return 'from nowhere';
  return channels.length === 0 ? 'straight from who sends it' : `from ${listed(channels.sort())}`;
}

/** What is told of messages that nobody takes any more, by the message as it was; and of those that somebody takes at last, as they are. */
function orphans(
  before: Version,
  after: Version,
): { readonly forsaken: ReadonlyMap<Message, Reported>; readonly found: ReadonlyMap<Message, Reported> } {
  const forsaken = new Map<Message, Reported>();
  const found = new Map<Message, Reported>();
  for (const [was, is] of sides(before.messages, after.messages).both) {
    const [earlier, present] = [isTaken(before, was), isTaken(after, is)];
    if (earlier && !present && isPublished(after, is))
      forsaken.set(was, now('worse', `Nobody takes ${is.name} any more; it was ${takersOf(before, was)}.`, is.syntax.head));
    if (!earlier && present && isPublished(before, was))
      found.set(
        is,
        now(
          'better',
          `${is.name}, which nobody took, is taken by ${takersOf(after, is)} now${likeText(before, after, is)}.`,
          takingOf(after, is),
        ),
      );
  }
  return { forsaken, found };
}

function takersOf(version: Version, message: Message): string {
  return listed(receivers(version, message).map(({ element }) => element.name));
}

/** What is taken in the same way already, where one takes it. */
function likeText(before: Version, after: Version, message: Message): string {
  const [taking, ...others] = new Set(receivers(after, message));
  const kept = taking?.kind !== 'handler' || others.length > 0 ? '' : staying(before, after, taking);
  return kept === '' ? '' : `, as it takes ${kept}`;
}

/** Where the first of those who take it says so. */
function takingOf(version: Version, message: Message): Source {
  return (receivers(version, message)[0] ?? message).syntax.head;
}

function receivers({ design }: Version, message: Message): readonly Activity[] {
  return (design.index.hopsOf.get(message.id) ?? []).flatMap(({ kind, to }) =>
    (kind === 'deliver' || kind === 'direct') && to.kind === 'activity' ? [to.activity] : [],
  );
}

function isTaken(version: Version, message: Message): boolean {
  return receivers(version, message).length > 0;
}

function isPublished({ design }: Version, message: Message): boolean {
  return (design.index.hopsOf.get(message.id) ?? []).some(({ kind }) => kind === 'publish');
}
