import type { Element } from '../../../language/model/design.ts';
import { listed } from '../../element-names.ts';
import { ownerOf } from '../../passes/contexts.ts';
import { defineChange, now, type Reported } from '../change.ts';
import { sides } from '../version.ts';

export const change = defineChange({
  id: 'owners',
  rank: 24,
  summary: 'Whose elements are: as they, their group or their system says.',
  compare(before, after) {
    const moved = sides(before.elements, after.elements).both.flatMap(([was, is]): readonly Moved[] => {
      const [from, to] = [ownerOf(was), ownerOf(is)];
      return from === to ? [] : [{ element: is, from, to }];
    });
    // A group that changes hands is one change, however much is in it.
    return [...Map.groupBy(moved, ({ from, to }) => JSON.stringify([from, to])).values()].map(told);
  },
});

interface Moved {
  readonly element: Element;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

function told(together: readonly Moved[]): Reported {
  const [first] = together;
  if (!first) throw new Error('A group of elements holds none.');
  const { element, from, to } = first;
  const names = listed(together.map(({ element: { name } }) => name));
  const verb = together.length === 1 ? 'belongs' : 'belong';
  const text =
    to === undefined
      ? `Nothing says any more whose ${names} ${together.length === 1 ? 'is' : 'are'}; it was ${from}.`
      : `${names} ${verb} to ${to} now${from === undefined ? '' : `; it was ${from}`}.`;
  return now('other', text, element.syntax.head);
}
