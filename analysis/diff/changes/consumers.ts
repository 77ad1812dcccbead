import type { Activity, Element, Message } from '../../../language/model/design.ts';
import { listed } from '../../element-names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'consumers',
  rank: 3,
  summary: 'Who takes which message from where, and messages that nobody takes any more.',
  compare(before, after) {
    const { both, removed, added } = sides(takers(before), takers(after));
    const fresh = added.filter(({ element }) => before.elements.has(after.keyOf(element)));
    return [
      ...orphans(before, after),
      ...removed.map(({ element, message, activity }) =>
        gone('other', `${element.name} no longer takes ${message.name}.`, activity.syntax.head),
      ),
      ...fresh.map(({ element, message, activity }) => now('other', `${element.name} takes ${message.name} now.`, activity.syntax.head)),
      ...both.flatMap(([was, is]): readonly Reported[] => {
        const [earlier, present] = [wayTo(before, was), wayTo(after, is)];
        if (earlier === present) return [];
        return [now('other', `${is.element.name} takes ${is.message.name} ${present} now; it was ${earlier}.`, is.activity.syntax.head)];
      }),
    ];
  },
});

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

function orphans(before: Version, after: Version): readonly Reported[] {
  return sides(before.messages, after.messages)
    .both.filter(([was, is]) => isTaken(before, was) && !isTaken(after, is) && isPublished(after, is))
    .map(([, is]) => now('worse', `Nobody takes ${is.name} any more.`, is.syntax.head));
}

function isTaken({ design }: Version, message: Message): boolean {
  return (design.index.hopsOf.get(message.id) ?? []).some(({ kind }) => kind === 'deliver' || kind === 'direct');
}

function isPublished({ design }: Version, message: Message): boolean {
  return (design.index.hopsOf.get(message.id) ?? []).some(({ kind }) => kind === 'publish');
}
