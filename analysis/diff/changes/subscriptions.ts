import type { Subscription } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { showKey } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { type Aspect, changedAspects } from '../aspects.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import type { Pair } from '../pairs.ts';
import type { Version } from '../version.ts';
import { repeatsBetween } from './duplicates.ts';

export const change = defineChange({
  id: 'subscriptions',
  rank: 5,
  summary: 'Which messages channels and workflows take from topics, buses and streams: rules, filters, and the name that a run gets.',
  compare(before, after) {
    const { both, removed, added } = subscriptionPairs(before, after);
    // What it means to name a run is told with the name, where it means something.
    const told = new Set(repeatsBetween(before, after).map(({ activity }) => activity.element));
    return [
      // What an element that comes or goes takes is told with it.
      ...removed
        .filter(({ subscriber }) => after.elements.has(before.keyOf(subscriber)))
        .map((subscription) =>
          gone('other', `${subscription.subscriber.name} no longer takes ${takenText(subscription)}.`, subscription.syntax.head),
        ),
      ...added
        .filter(({ subscriber }) => before.elements.has(after.keyOf(subscriber)))
        .map((subscription) =>
          now('other', `${subscription.subscriber.name} takes ${takenText(subscription)} now.`, subscription.syntax.head),
        ),
      ...both.flatMap(([was, is]) => [
        ...messagesOf(was, is),
        ...changedAspects(
          told.has(is.subscriber) ? [filtering(is)] : [filtering(is), naming(is)],
          is.subscriber.name,
          was,
          is,
          is.syntax.head,
        ),
      ]),
    ];
  },
});

interface Subscriptions {
  readonly both: readonly Pair<Subscription>[];
  readonly removed: readonly Subscription[];
  readonly added: readonly Subscription[];
}

/** Subscriptions are the same between the same two; of several, where they are for one of the same messages. */
function subscriptionPairs(before: Version, after: Version): Subscriptions {
  const [earlier, present] = [subscriptionsOf(before), subscriptionsOf(after)];
  const both = [...present].flatMap(([key, own]): readonly Pair<Subscription>[] => {
    const others = earlier.get(key) ?? [];
    if (own.length === 1 && others.length === 1) return own.flatMap((is) => others.map((was) => [was, is] as const));
    return own.flatMap((is) => others.filter((was) => shareMessage(before, after, was, is)).map((was) => [was, is] as const));
  });
  const paired = new Set(both.flat());
  const left = (all: ReadonlyMap<string, readonly Subscription[]>): readonly Subscription[] =>
    [...all.values()].flat().filter((subscription) => !paired.has(subscription));
  return { both, removed: left(earlier), added: left(present) };
}

function shareMessage(before: Version, after: Version, was: Subscription, is: Subscription): boolean {
  const keys = new Set(was.messages.map((message) => before.keyOf(message)));
  return is.messages.some((message) => keys.has(after.keyOf(message)));
}

/** By who takes from whom. */
function subscriptionsOf(version: Version): ReadonlyMap<string, readonly Subscription[]> {
  const all = [...version.elements.values()].flatMap((element) => ('subscriptions' in element ? element.subscriptions : []));
  return Map.groupBy(all, ({ subscriber, to }) => `${version.keyOf(subscriber)} < ${version.keyOf(to)}`);
}

/** @returns what a subscription brings: `Paid from All`. */
export function takenText({ named, messages, to }: Subscription): string {
  return named ? `${messageNames(messages)} from ${to.name}` : `whatever comes from ${to.name}`;
}

/** A workflow takes them itself: that is told of it as a consumer. */
function messagesOf(was: Subscription, is: Subscription): readonly Reported[] {
  const [earlier, present] = [was, is].map(({ named, messages }) => (named ? messageNames(messages.toSorted(byName)) : 'whatever comes'));
  if (earlier === present || !isChannel(is.subscriber)) return [];
  return [now('other', `${is.subscriber.name} takes ${present} from ${is.to.name} now; it was ${earlier}.`, is.syntax.head)];
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}

function filtering({ to }: Subscription): Aspect<Subscription> {
  return {
    of: ({ filter }) => filter && `“${filter}”`,
    has: (who, text) => `${who} takes from ${to.name} only what matches ${text} now`,
    lost: (who, text) => `${who} takes from ${to.name} also what does not match ${text} now`,
  };
}

function naming({ to }: Subscription): Aspect<Subscription> {
  return {
    of: ({ key }) => key && showKey(key),
    has: (who, text) => `A run of ${who} that ${to.name} begins is named by ${text} now`,
    lost: (who, text) => `A run of ${who} that ${to.name} begins is no longer named by ${text}`,
    had: (text) => `it was by ${text}`,
  };
}
