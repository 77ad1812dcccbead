import type { Entry, Route } from '../../../language/model/design.ts';
import { showDuration } from '../../../language/model/quantities.ts';
import { listed } from '../../element-names.ts';
import { isOnInstance, routedServices } from '../../passes/kept-state.ts';
import { type Bearing, defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'routes',
  rank: 6,
  summary: 'Where balancers and gateways lead, and whether they keep a client at one instance.',
  compare: (before, after) =>
    sides(entriesOf(before), entriesOf(after)).both.flatMap(([was, is]) => [...routesOf(before, after, was, is), ...stickiness(was, is)]),
});

function entriesOf({ elements }: Version): ReadonlyMap<string, Entry> {
  return new Map([...elements].flatMap(([key, element]) => ('routes' in element ? [[key, element] as const] : [])));
}

function routesOf(before: Version, after: Version, was: Entry, is: Entry): readonly Reported[] {
  const { both, removed, added } = sides(byPath(was), byPath(is));
  return [
    ...removed.map(({ routes: [route], goals }) =>
      gone('other', `${is.name} no longer routes ${wayText(route)} to ${goals}.`, route.syntax.head),
    ),
    ...added.map(({ routes: [route], goals }) => now('other', `${is.name} routes ${wayText(route)} to ${goals} now.`, route.syntax.head)),
    ...both.flatMap(([earlier, present]): readonly Reported[] => {
      const [route] = present.routes;
      // Elements of one name in two systems are two.
      if (keysOf(before, earlier) === keysOf(after, present)) return [];
      return [now('other', `${is.name} routes ${wayText(route)} to ${present.goals} now; it was to ${earlier.goals}.`, route.syntax.head)];
    }),
  ];
}

/** All routes of one path. */
interface Way {
  readonly routes: readonly [Route, ...Route[]];
  /** Where they lead: `Orders.place`. */
  readonly goals: string;
}

function byPath({ routes }: Entry): ReadonlyMap<string, Way> {
  return new Map(
    [...Map.groupBy(routes, ({ path }) => path ?? '')].flatMap(([path, [first, ...more]]) =>
      first ? [[path, { routes: [first, ...more], goals: listed([first, ...more].map(goalText)) }] as const] : [],
    ),
  );
}

function goalText({ target, operation }: Route): string {
  if (!target) return 'what it does itself';
  return operation?.name === undefined ? target.name : `${target.name}.${operation.name}`;
}

function keysOf(version: Version, { routes }: Way): string {
  return routes
    .map(({ target, operation }) => `${target ? version.keyOf(target) : ''} ${operation?.name ?? ''}`)
    .sort()
    .join();
}

function wayText({ path }: Route): string {
  return path === undefined ? 'whatever comes' : `"${path}"`;
}

function stickiness(was: Entry, is: Entry): readonly Reported[] {
  const [earlier, present] = [timeOf(was), timeOf(is)];
  if (earlier === present) return [];
  const source = is.sticky?.source ?? is.syntax.head;
  if (present !== undefined && earlier !== undefined)
    return [now('other', `${is.name} keeps a client at one instance${present} now; it was${earlier || ' without an end'}.`, source)];
  // Only where instances keep something for a client it matters to which of them the client comes.
  const kept = routedServices(is).flatMap(({ name, state }) => (state.some(isOnInstance) ? [name] : []));
  const bearing = (meaning: Bearing): Bearing => (kept.length === 0 ? 'other' : meaning);
  if (present !== undefined) return [now(bearing('better'), `${is.name} keeps a client at one instance${present} now.`, source)];
  const harm = kept.length === 0 ? '' : `: what ${listed(kept)} ${kept.length === 1 ? 'keeps' : 'keep'} for it may be at another`;
  return [now(bearing('worse'), `${is.name} no longer keeps a client at one instance${harm}.`, source)];
}

/** Undefined: not at all. */
function timeOf({ sticky }: Entry): string | undefined {
  return sticky && (sticky.for === undefined ? '' : ` for ${showDuration(sticky.for)}`);
}
