/** Whose an element is: the boundaries that groups and owners draw. */
import type { Element } from '../../language/model/design.ts';

/** @returns who owns an element, as it, the nearest group around it or its system says; undefined if nobody does. */
export function ownerOf({ owner, group, system }: Element): string | undefined {
  if (owner !== undefined) return owner;
  for (let around = group; around; around = around.parent) if (around.owner !== undefined) return around.owner;
  return system.owner;
}

/** @returns what tells the context of an element apart from others: its owner, else its outermost group; undefined if neither is said. */
export function contextOf(element: Element): string | undefined {
  const owner = ownerOf(element);
  if (owner !== undefined) return `owner ${owner}`;
  let outermost = element.group;
  while (outermost?.parent) outermost = outermost.parent;
  return outermost && `group ${outermost.id}`;
}
