/** Moving state off the instances that keep it. */
import type { Design, KeptState } from '../../language/model/design.ts';
import type { TextEdit } from '../../language/model/source.ts';
import { freshName, insertAfter } from './elements.ts';
import { replaceSource } from './text.ts';

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
