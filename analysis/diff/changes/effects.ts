import type { Effect, Element } from '../../../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { listed, shortText } from '../../names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'effects',
  rank: 4,
  summary: 'What elements do: what they publish and send, where to and by which outbox; what they call, start, read and write.',
  compare(before, after) {
    const { both, removed, added } = sides(deeds(before), deeds(after));
    // What an element that comes or goes does is part of its coming and going, unless others lose by it.
    const fresh = added.filter(({ element }) => before.elements.has(after.keyOf(element)));
    const dropped = removed.filter(({ element }) => after.elements.has(before.keyOf(element)));
    return [
      ...dropped.map(({ element, effect }) => gone('other', `${element.name} no longer ${shortText(effect)}.`, effect.syntax.source)),
      ...fresh.map(({ element, effect }) => now('other', `${element.name} ${shortText(effect)} now.`, effect.syntax.source)),
      ...both.flatMap(([was, is]) => [...goesElsewhere(was, is), ...becomesOutboxed(was, is)]),
    ];
  },
});

function goesElsewhere(was: Deed, is: Deed): readonly Reported[] {
  const [earlier, present] = [listed(was.goals.sort()), listed(is.goals.sort())];
  if (earlier === present || earlier === '' || present === '') return [];
  return [now('other', `${is.element.name} ${shortText(is.effect)} to ${present} now; it was ${earlier}.`, is.effect.syntax.source)];
}

/** Several alike are looked at by the first. */
function becomesOutboxed({ effect: was }: Deed, { element, effect: is }: Deed): readonly Reported[] {
  if (!isMessageEffect(was) || !isMessageEffect(is) || was.unknownOutbox || is.unknownOutbox) return [];
  const [earlier, present] = [was.outbox?.name, is.outbox?.name];
  if (earlier === present) return [];
  const said = `${element.name} ${shortText(is)}`;
  if (present === undefined) return [now('worse', `${said} past the outbox now; it was via ${earlier}.`, is.syntax.source)];
  const before = earlier === undefined ? '' : `; it was ${earlier}`;
  return [now(earlier === undefined ? 'better' : 'other', `${said} via the outbox ${present} now${before}.`, is.syntax.source)];
}

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

/** What is not declared has none. */
function objectKey(version: Version, effect: Effect): string | undefined {
  if (isStoreEffect(effect)) return effect.store && version.keyOf(effect.store);
  if (isMessageEffect(effect)) return effect.message && version.keyOf(effect.message);
  return [effect.target && version.keyOf(effect.target), effect.operation ?? effect.route].join(' ');
}
