import type { Activity, Element, Message, Source } from '../../../language/model/design.ts';
import { listed } from '../../element-names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'consumers',
  rank: 4,
  summary: 'Who takes which message from where, and messages that nobody takes any more, or somebody does at last.',
  compare(before, after) {
    const { both, removed, added } = sides(takers(before), takers(after));
    const { forsaken, found } = orphans(before, after);
    const fresh = added.filter(({ element, message }) => before.elements.has(after.keyOf(element)) && !found.has(message));
    return [
      ...[...forsaken.values()],
      ...[...found.values()],
      ...removed
        .filter(({ message }) => !forsaken.has(message))
        .map(({ element, message, activity }) => gone('other', `${element.name} no longer takes ${message.name}.`, activity.syntax.head)),
      ...fresh.map(({ element, message, activity }) => now('other', `${element.name} takes ${message.name} now.`, activity.syntax.head)),
      ...joins(both),
      ...both.flatMap(([was, is]): readonly Reported[] => {
        const [earlier, present] = [wayTo(before, was), wayTo(after, is)];
        if (earlier === present) return [];
        return [now('other', `${is.element.name} takes ${is.message.name} ${present} now; it was ${earlier}.`, is.activity.syntax.head)];
      }),
    ];
  },
});

/** What was done for each message is done when all have come, or the other way round. */
function joins(both: readonly (readonly [was: Taker, is: Taker])[]): readonly Reported[] {
  const changed = both.filter(([was, is]) => (was.activity.kind === 'join') !== (is.activity.kind === 'join'));
  return [...Map.groupBy(changed, ([, { activity }]) => activity)].map(([{ element, kind, syntax }, own]) => {
    const names = listed(own.map(([, { message }]) => message.name));
    return kind === 'join'
      ? now('other', `${element.name} waits for all of ${names} now, in place of taking each by itself.`, syntax.head)
      : now('other', `${element.name} takes ${names} each by itself now, no longer when all have come.`, syntax.head);
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
      found.set(is, now('better', `${is.name}, which nobody took, is taken by ${takersOf(after, is)} now.`, takingOf(after, is)));
  }
  return { forsaken, found };
}

function takersOf(version: Version, message: Message): string {
  return listed(receivers(version, message).map(({ element }) => element.name));
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
