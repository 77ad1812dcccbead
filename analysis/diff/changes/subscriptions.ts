import type { Subscription } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { showKey } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { type Aspect, changedAspects } from '../aspects.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';
import { repeatsBetween } from './duplicates.ts';

export const change = defineChange({
  id: 'subscriptions',
  rank: 5,
  summary: 'Which messages channels and workflows take from topics, buses and streams: rules, filters, and the name that a run gets.',
  compare(before, after) {
    const { both, removed, added } = sides(subscriptionsOf(before), subscriptionsOf(after));
    // What it means to name a run is told with the name, where it means something.
    const told = new Set(repeatsBetween(before, after).map(({ activity }) => activity.element));
    const stays = (one: Version, other: Version, { subscriber, to }: Subscription): boolean =>
      other.elements.has(one.keyOf(subscriber)) && other.elements.has(one.keyOf(to));
    return [
      ...removed
        .filter((subscription) => stays(before, after, subscription))
        .map((subscription) =>
          gone('other', `${subscription.subscriber.name} no longer takes ${taken(subscription)}.`, subscription.syntax.head),
        ),
      ...added
        // What an element that is new takes, it takes because it is new.
        .filter(({ subscriber }) => before.elements.has(after.keyOf(subscriber)))
        .map((subscription) => now('other', `${subscription.subscriber.name} takes ${taken(subscription)} now.`, subscription.syntax.head)),
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

function subscriptionsOf(version: Version): ReadonlyMap<string, Subscription> {
  return new Map(
    [...version.elements].flatMap(([key, element]) =>
      'subscriptions' in element
        ? element.subscriptions.map((subscription) => [`${key} < ${version.keyOf(subscription.to)}`, subscription] as const)
        : [],
    ),
  );
}

function taken({ named, messages, to }: Subscription): string {
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
