import type { Effect, Element } from '../../../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { shortText } from '../../names.ts';
import { defineChange, gone, now } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'effects',
  rank: 4,
  summary: 'What elements do: what they publish, send, call, start, read and write.',
  compare(before, after) {
    const { removed, added } = sides(deeds(before), deeds(after));
    // What an element that comes or goes does is part of its coming and going, unless others lose by it.
    const fresh = added.filter(({ element }) => before.elements.has(after.keyOf(element)));
    const dropped = removed.filter(({ element }) => after.elements.has(before.keyOf(element)));
    return [
      ...dropped.map(({ element, effect }) => gone('other', `${element.name} no longer ${shortText(effect)}.`, effect.syntax.source)),
      ...fresh.map(({ element, effect }) => now('other', `${element.name} ${shortText(effect)} now.`, effect.syntax.source)),
    ];
  },
});

interface Deed {
  readonly element: Element;
  readonly effect: Effect;
}

/** Each effect once an element: what it does to what, wherever in its body. */
function deeds(version: Version): ReadonlyMap<string, Deed> {
  const found = new Map<string, Deed>();
  for (const effect of version.design.effects) {
    const { element } = effect.activity;
    if ('implied' in effect && effect.implied) continue;
    const key = `${version.keyOf(element)} ${effect.kind} ${objectKey(version, effect)}`;
    if (!found.has(key)) found.set(key, { element, effect });
  }
  return found;
}

function objectKey(version: Version, effect: Effect): string {
  if (isStoreEffect(effect)) return effect.store ? version.keyOf(effect.store) : '';
  if (isMessageEffect(effect)) return effect.message ? version.keyOf(effect.message) : '';
  return `${effect.target ? version.keyOf(effect.target) : ''} ${effect.operation ?? effect.route ?? ''}`;
}
