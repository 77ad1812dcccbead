import type { Activity } from '../../../language/model/design.ts';
import { showDuration } from '../../../language/model/quantities.ts';
import { listed, shortText } from '../../names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'operations',
  rank: 7,
  summary: 'Operations that are served, and what is done by the clock.',
  compare(before, after) {
    const { both, removed, added } = offers(before, after);
    return [
      ...removed.map((activity) => gone('other', `${activity.element.name} no longer ${offerText(activity)}.`, activity.syntax.head)),
      ...added.map((activity) =>
        now('other', `${activity.element.name} ${offerText(activity)} now${doing(activity)}.`, activity.syntax.head),
      ),
      ...both.flatMap(([was, is]): readonly Reported[] => {
        if (was.period === is.period) return [];
        const earlier = was.period === undefined ? '' : `; it was every ${showDuration(was.period)}`;
        if (is.period === undefined) return [now('other', `${is.element.name} is no longer begun by the clock${earlier}.`, is.syntax.head)];
        return [now('other', `${is.element.name} runs every ${showDuration(is.period)} now${earlier}.`, is.syntax.head)];
      }),
    ];
  },
});

/** @returns operations and schedules that come and go, of elements that stay; and what is in both, workflows too. */
export function offers(before: Version, after: Version): ReturnType<typeof sides<Activity>> {
  const { both, removed, added } = sides(offeredBy(before, after), offeredBy(after, before));
  const isOffer = ({ kind }: Activity): boolean => kind !== 'workflow';
  return { both, removed: removed.filter(isOffer), added: added.filter(isOffer) };
}

/** What elements that are in both versions serve and do by the clock. */
function offeredBy(version: Version, other: Version): ReadonlyMap<string, Activity> {
  return new Map(
    [...version.activities].filter(
      ([, { kind, element }]) =>
        (kind === 'operation' || kind === 'schedule' || kind === 'workflow') && other.elements.has(version.keyOf(element)),
    ),
  );
}

/** `serves place`, `runs every 5m`. */
function offerText({ kind, name, period }: Activity): string {
  return kind === 'operation' ? `serves ${name}` : `runs every ${showDuration(period ?? 0)}`;
}

function doing({ kind, effects }: Activity): string {
  const deeds = effects.filter((effect) => !('implied' in effect && effect.implied));
  const texts = listed(deeds.map(shortText));
  return texts === '' ? '' : kind === 'operation' ? `, which ${texts}` : ` and ${texts}`;
}
