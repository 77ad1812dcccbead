/** Moving state off the instances that keep it. */
import type { Design, Element, KeptState } from '../../language/model/design.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { freshName, insertAfter, nameFrom } from './elements.ts';
import { insertAt, replaceSource } from './text.ts';

/** Keeps pieces of state in new stores of their own, declared after the services that keep them. */
export function moveToStores(design: Design, states: readonly KeptState[]): readonly TextEdit[] {
  return states.flatMap((state) => {
    const store = freshName(design, `${state.name}Store`);
    return [
      replaceSource(state.syntax.source, `keeps ${state.name} in ${store}`),
      ...insertAfter(design, state.element.syntax, `store ${store} { owned by ${state.element.name} }`),
    ];
  });
}

/** How many sources are offered: more of them would be a guess. */
const enough = 2;

/** @returns the ways to say that a piece of state is only a copy of what its service reads: a store, or a channel that every instance reads. The author knows. */
export function sayRebuilt(design: Design, state: KeptState): readonly Fix[] {
  const { element } = state;
  const activities = design.index.activitiesOf.get(element.id) ?? [];
  const stores = activities.flatMap(({ effects }) => effects).filter((effect) => effect.kind === 'reads');
  const channels = activities
    .flatMap(({ id }) => design.index.hopsTo.get(id) ?? [])
    .flatMap(({ from }) => (from.kind === 'channel' ? from.channel : []));
  const sources = new Set<Element>([
    ...stores.flatMap((effect) => ('store' in effect && effect.store?.kind === 'store' ? effect.store : [])),
    ...channels.filter(({ kind }) => kind === 'stream' || kind === 'topic' || kind === 'bus'),
  ]);
  return [...sources].slice(0, enough).map((source) => sayRebuiltFrom(state, source));
}

/** @returns the fix that says what a piece of state is made anew from. */
export function sayRebuiltFrom(state: KeptState, source: Element): Fix {
  const { uri, end } = state.syntax.source;
  const from = nameFrom(state.element.system, source);
  return { title: `Say that ${state.name} is rebuilt from ${from}`, safe: false, edits: [insertAt(uri, end, ` rebuilt from ${from}`)] };
}

/** @returns where a piece of state lives, as a sentence has it. */
export function placeText(states: readonly KeptState[]): string {
  const places = new Set(states.map(({ place }) => (place === 'disk' ? 'on disk' : 'in memory')));
  const [only, ...others] = places;
  return only !== undefined && others.length === 0 ? only : 'on the instance';
}

/** @returns `2..20 instances`, `one instance`, as a sentence has it. */
export function instancesText({ facts }: KeptState['element']): string {
  const instances = facts.instances?.value;
  if (!instances) return 'several instances';
  if (instances.min === instances.max) return instances.max === 1 ? 'one instance' : `${instances.max} instances`;
  return `${instances.min} to ${instances.max} instances`;
}
