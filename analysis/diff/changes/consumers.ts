import type { Activity, Element, Message } from '../../../language/model/design.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'consumers',
  rank: 3,
  summary: 'Who takes which message, and messages that nobody takes any more.',
  compare(before, after) {
    const { removed, added } = sides(takers(before), takers(after));
    const fresh = added.filter(({ element }) => before.elements.has(after.keyOf(element)));
    return [
      ...orphans(before, after),
      ...removed.map(({ element, message, activity }) =>
        gone('other', `${element.name} no longer takes ${message.name}.`, activity.syntax.head),
      ),
      ...fresh.map(({ element, message, activity }) => now('other', `${element.name} takes ${message.name} now.`, activity.syntax.head)),
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

function orphans(before: Version, after: Version): readonly Reported[] {
  return sides(before.messages, after.messages)
    .both.filter(([was, is]) => isTaken(before, was) && !isTaken(after, is) && isPublished(after, is))
    .map(([, is]) => now('worse', `Nobody takes ${is.name} any more.`, is.syntax.head));
}

function isTaken({ design }: Version, message: Message): boolean {
  return (design.index.hopsOf.get(message.id) ?? []).some(({ kind }) => kind === 'deliver' || kind === 'direct');
}

function isPublished({ design }: Version, message: Message): boolean {
  return (design.index.hopsOf.get(message.id) ?? []).some(({ kind }) => kind === 'publish' || kind === 'direct');
}
