import type { Element, KeptState } from '../../../language/model/design.ts';
import { showDuration } from '../../../language/model/quantities.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'state',
  rank: 14,
  summary: 'State that services keep, and where it lives.',
  compare(before, after) {
    const { both, removed, added } = sides(statesOf(before), statesOf(after));
    return [
      ...removed.map((state) =>
        gone(isAtRisk(state) ? 'better' : 'other', `${state.element.name} no longer keeps ${state.name}.`, state.syntax.source),
      ),
      ...added.map((state) =>
        now(isAtRisk(state) ? 'worse' : 'other', `${state.element.name} keeps ${state.name} ${placeOf(state)} now.`, state.syntax.source),
      ),
      ...both.flatMap(([was, is]) => moves(was, is)),
    ];
  },
});

function statesOf(version: Version): ReadonlyMap<string, KeptState> {
  const keeping = (element: Element): readonly KeptState[] => ('state' in element ? element.state : []);
  return new Map(
    [...version.elements].flatMap(([key, element]) => keeping(element).map((state) => [`${key}.${state.name}`, state] as const)),
  );
}

/** What dies with the instance and is no copy of anything. */
function isAtRisk({ place, rebuiltFrom }: KeptState): boolean {
  return place !== 'store' && rebuiltFrom === undefined;
}

function placeOf({ place, store, rebuiltFrom }: KeptState): string {
  const where = place === 'store' ? `in ${store?.name ?? 'a store'}` : place === 'disk' ? 'on disk' : 'in memory';
  return rebuiltFrom
    ? `${where}, rebuilt from ${rebuiltFrom.from.name}${rebuiltFrom.within === undefined ? '' : ` within ${showDuration(rebuiltFrom.within)}`},`
    : where;
}

function moves(was: KeptState, is: KeptState): readonly Reported[] {
  if (placeOf(was) === placeOf(is)) return [];
  const bearing = isAtRisk(was) === isAtRisk(is) ? 'other' : isAtRisk(is) ? 'worse' : 'better';
  return [
    now(bearing, `${is.element.name} keeps ${is.name} ${placeOf(is)} now; it was ${placeOf(was).replace(/,$/, '')}.`, is.syntax.source),
  ];
}
