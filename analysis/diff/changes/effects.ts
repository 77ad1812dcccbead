import type { Effect, Element } from '../../../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { listed, objectOf, shortText } from '../../names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'effects',
  rank: 4,
  summary: 'What elements do: what they publish and send, and where to; what they call, start, read and write.',
  compare(before, after) {
    const { both, removed, added } = sides(deeds(before), deeds(after));
    // What an element that comes or goes does is part of its coming and going, unless others lose by it.
    const fresh = added.filter(({ element }) => before.elements.has(after.keyOf(element)));
    const dropped = removed.filter(({ element }) => after.elements.has(before.keyOf(element)));
    return [
      ...dropped.map(({ element, effect }) => gone('other', `${element.name} no longer ${shortText(effect)}.`, effect.syntax.source)),
      ...fresh.map(({ element, effect }) => now('other', `${element.name} ${shortText(effect)} now.`, effect.syntax.source)),
      ...both.flatMap(([was, is]): readonly Reported[] => {
        const [earlier, present] = [listed(was.goals.sort()), listed(is.goals.sort())];
        if (earlier === present || earlier === '' || present === '') return [];
        const text = `${is.element.name} ${is.effect.kind} ${objectOf(is.effect)} to ${present} now; it was ${earlier}.`;
        return [now('other', text, is.effect.syntax.source)];
      }),
    ];
  },
});

interface Deed {
  readonly element: Element;
  /** The first in the text. */
  readonly effect: Effect;
  /** Where messages go: the names of channels, or of who gets them straight. */
  readonly goals: string[];
}

/** Each effect once an element: what it does to what, wherever in its body. */
function deeds(version: Version): ReadonlyMap<string, Deed> {
  const found = new Map<string, Deed>();
  for (const effect of version.design.effects) {
    const { element } = effect.activity;
    if ('implied' in effect && effect.implied) continue;
    const key = `${version.keyOf(element)} ${effect.kind} ${objectKey(version, effect)}`;
    const deed = found.get(key) ?? { element, effect, goals: [] };
    deed.goals.push(...goalsOf(effect));
    found.set(key, deed);
  }
  return found;
}

function goalsOf(effect: Effect): readonly string[] {
  if (!isMessageEffect(effect)) return [];
  return effect.channels.length > 0 ? effect.channels.map(({ name }) => name) : effect.to ? [effect.to.name] : [];
}

function objectKey(version: Version, effect: Effect): string {
  if (isStoreEffect(effect)) return effect.store ? version.keyOf(effect.store) : '';
  if (isMessageEffect(effect)) return effect.message ? version.keyOf(effect.message) : '';
  return `${effect.target ? version.keyOf(effect.target) : ''} ${effect.operation ?? effect.route ?? ''}`;
}
