import type { Element, Facts, Limits } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { showDuration, showSize } from '../../../language/model/quantities.ts';
import { listed } from '../../element-names.ts';
import { defineChange, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';
import { orderText, ratesText, retriesText } from '../words.ts';
import { type Fragment, fragmentOf, settingsBetween } from './settings.ts';

export const change = defineChange({
  id: 'products',
  rank: 2,
  summary: 'What the product that an element runs on allows, brings and does unasked; and what it means to exchange it for another.',
  compare: (before, after) =>
    together(sides(before.elements, after.elements).both.flatMap(([was, is]) => differencesOf(before, after, was, is))),
});

/** One fact of a product. */
interface Row {
  /** How it is called, as the beginning of `… is 14d`. */
  readonly name: string;
  readonly of: (element: Element) => string | undefined;
  /** Of what a product does or does not: how that is said. */
  readonly does?: { readonly is: string; readonly isNot: string };
  /** Said of the legs of a channel already, where it has any. */
  readonly ofLegs?: true;
  /** A need: another product that says none has none. */
  readonly isNeed?: true;
}

function limit<Name extends keyof Limits>(key: Name, name: string, show: (value: NonNullable<Limits[Name]>['value']) => string): Row {
  return {
    name,
    of: ({ limits }) => {
      const fact: Limits[Name] = limits[key];
      return fact === undefined ? undefined : `${show(fact.value)} at most`;
    },
  };
}

function product<Name extends keyof Facts>(
  key: Name,
  name: string,
  show: (value: NonNullable<Facts[Name]>['value']) => string,
  more: Pick<Row, 'ofLegs' | 'does' | 'isNeed'> = {},
): Row {
  return {
    name,
    ...more,
    of: ({ facts }) => {
      const fact: Facts[Name] = facts[key];
      // What an element says itself is no fact of its product.
      return fact?.origin.kind === 'technology' ? show(fact.value) : undefined;
    },
  };
}

function flag(key: keyof Facts, is: string, isNot: string): Row {
  return product(key, key, String, { does: { is, isNot } });
}

const time = (milliseconds: number): string => (Number.isFinite(milliseconds) ? showDuration(milliseconds) : 'unlimited');
const count = (value: number): string => (Number.isFinite(value) ? `${value}` : 'unlimited');
const afterwards = (attempts: number | undefined): string =>
  attempts === undefined ? '' : ` after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;

const rows: readonly Row[] = [
  limit('ordering', 'order', orderText),
  limit('retention', 'retention', time),
  limit('visibility', 'visibility', time),
  limit('delay', 'delay', time),
  limit('latency', 'latency', time),
  limit('timeout', 'time limit', time),
  limit('ttl', 'time to live', time),
  limit('size', 'largest message', showSize),
  limit('throughput', 'throughput', ratesText),
  limit('concurrency', 'concurrency', count),
  limit('partitions', 'the number of partitions', count),
  limit('replicas', 'the number of replicas', count),
  limit('instances', 'the number of instances', count),
  limit('batch', 'a batch', count),
  limit('each', 'the items of an `each` at a time', count),
  product('batch', 'the usual batch', ({ size, within }) =>
    [size, within === undefined ? undefined : `within ${showDuration(within)}`].filter((word) => word !== undefined).join(' '),
  ),
  product('heartbeat', 'the heartbeat', (value) => (value === 0 ? 'allowed' : `every ${showDuration(value)}`)),
  product(
    'catches',
    'the place where failures are caught',
    ({ places, sinks, attempts }) => `the ${listed(places)}${sinks.length === 0 ? '' : ` in ${listed(sinks)}`}${afterwards(attempts)}`,
  ),
  product('parks', 'the dead-letter queue that comes unasked', ({ attempts }) => `one${afterwards(attempts)}`, { ofLegs: true }),
  product('retries', 'how it is tried again', retriesText, { ofLegs: true }),
  product('drops', 'the number of attempts before it gives up', count, { ofLegs: true }),
  product('steps', 'the history of a run', (value) => `${count(value)} steps at most`),
  product('each', 'the usual items of an `each` at a time', count),
  product('readers', 'the number of services that read at a time', (value) => `${count(value)} at most`),
  product('subscribers', 'what can subscribe', (kinds) => `a ${kinds.join(' or a ')}`),
  product('needsAttempts', 'what it needs to behave', (value) => `${count(value)} attempts`, { isNeed: true }),
  product('needsVisibility', 'the visibility that it needs to behave', (value) => `${count(value)} times the time limit`, { isNeed: true }),
  product('needsWindow', 'the largest batch without a time to gather it', count, { isNeed: true }),
  product('needsSpare', 'what of its concurrency nobody can have alone', count, { isNeed: true }),
  flag('ephemeral', 'instances come and go with the load', 'instances no longer come and go with the load'),
  flag('managed', 'its vendor runs and replicates it', 'its vendor no longer runs and replicates it'),
  flag('pushes', 'it delivers unasked', 'it no longer delivers unasked'),
  flag('traced', 'it hands the trace on', 'it no longer hands the trace on'),
  flag('pointers', 'it parks only a pointer to a message', 'it no longer parks only a pointer to a message'),
  flag('partialFailures', 'single messages of a batch can fail', 'single messages of a batch can no longer fail'),
  flag('noWaits', 'a run cannot wait', 'a run can wait'),
  flag('noWindow', 'no batch is gathered over a time', 'a batch can be gathered over a time'),
  flag('keepsAge', 'what is parked keeps its age', 'what is parked no longer keeps its age'),
  flag('newIds', 'what is put back gets a new id', 'what is put back keeps its id'),
  flag('dropsUnmatched', 'what a filter holds back is deleted', 'what a filter holds back is left to others'),
];

/** What is different about one element, before those that say the same of several are put together. */
interface Difference {
  readonly element: Element;
  readonly say: (names: string) => string;
}

function differencesOf(before: Version, after: Version, was: Element, is: Element): readonly Difference[] {
  const exchanged = was.technologyName !== is.technologyName;
  const onLegs = isChannel(is) && after.sharesLegOf(is, before);
  const allowed = rows.flatMap((row): readonly Fragment[] => {
    const [earlier, present] = [row.of(was), row.of(is)];
    if (earlier === present || (row.ofLegs && onLegs) || (row.isNeed && exchanged && present === undefined)) return [];
    if (row.does) return [{ text: present === undefined ? row.does.isNot : row.does.is }];
    return [fragmentOf(row.name, present, earlier)];
  });
  const set = exchanged ? settingsBetween(before, after, was, is).filter(({ isOfProduct }) => isOfProduct) : [];
  const all = [...set.map(({ fragment }) => fragment), ...allowed];
  if (all.length === 0) return [];
  const reason = exchanged
    ? `What ${is.technologyName ?? 'no product'} in place of ${was.technologyName ?? 'none'} means for`
    : `What ${is.technologyName} means for`;
  const said = all.flatMap((one) => ('text' in one ? [one.text] : []));
  // What is no longer known is much where a product is not named any more: its names will do.
  const unsaid = all.flatMap((one) => ('unsaid' in one ? [one.unsaid] : []));
  const ends = unsaid.length === 0 ? said : [...said, `nothing is said any more of ${listed(unsaid)}`];
  return [{ element: is, say: (names) => `${reason} ${names}: ${ends.join('; ')}.` }];
}

function together(all: readonly Difference[]): readonly Reported[] {
  return [...Map.groupBy(all, ({ say }) => say('')).values()].flatMap(([first, ...others]): readonly Reported[] => {
    if (!first) return [];
    const names = listed([first, ...others].map(({ element: { name } }) => name));
    return [now('other', first.say(names), first.element.syntax.head)];
  });
}
