import type { Element, Fact, Facts } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { showDuration, showKey, showShare, showSize } from '../../../language/model/quantities.ts';
import { listed } from '../../element-names.ts';
import { defineChange, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';
import { orderText, ratesText, saidBy } from '../words.ts';
import { readsBetween } from './accesses.ts';

export const change = defineChange({
  id: 'settings',
  rank: 21,
  summary: 'What elements can take and give: instances, time limits, throughput, alarms.',
  compare(before, after) {
    // Whoever reads it says what that means.
    const read = new Set<Element>(readsBetween(before, after).map(({ store }) => store));
    const changed = sides(before.elements, after.elements).both.flatMap(([was, is]) =>
      settingsBetween(before, after, was, is)
        // What another product brings is told with it.
        .filter(
          ({ isOfProduct, key }) => !(isOfProduct && was.technologyName !== is.technologyName) && !(key === 'consistency' && read.has(is)),
        ),
    );
    // A product that says something else says it of all that run on it.
    return [...Map.groupBy(changed, ({ element, end, reported }) => end ?? `${element.id} ${reported.text}`).values()].flatMap((alike) =>
      alike.slice(0, 1).map(({ end, reported }) => {
        const names = listed(alike.map(({ element: { name } }) => name));
        return end === undefined ? reported : { ...reported, text: `${names}: ${end}` };
      }),
    );
  },
});

interface Row {
  readonly key: keyof Facts;
  readonly name: string;
  readonly show: (facts: Facts) => { readonly text: string; readonly fact: Fact<unknown> } | undefined;
  /** Of what an element has or has not: how that is said. It is good to have, unless it is a matter of choice. */
  readonly having?: { readonly is: (name: string) => string; readonly isNot: (name: string) => string; readonly choice?: true };
  /** Said of each leg already. */
  readonly ofLegs?: true;
}

function row<Name extends keyof Facts>(
  key: Name,
  show: (value: NonNullable<Facts[Name]>['value']) => string,
  more: Partial<Pick<Row, 'name' | 'having' | 'ofLegs'>> = {},
): Row {
  return {
    key,
    name: more.name ?? key,
    ...more,
    show: (facts) => {
      const fact = facts[key];
      return fact === undefined ? undefined : { text: show(fact.value), fact };
    },
  };
}

const time = (milliseconds: number): string => (Number.isFinite(milliseconds) ? showDuration(milliseconds) : 'unlimited');
const count = (value: number): string => `${value}`;

const rows: readonly Row[] = [
  row('instances', ({ min, max }) => (min === max ? count(max) : `${min} to ${max}`), { name: 'the number of instances' }),
  row('timeout', time, { name: 'time limit' }),
  row('latency', time),
  row('throughput', ratesText),
  row('partitionThroughput', ratesText, { name: 'throughput per partition' }),
  row('concurrency', count),
  row('partitions', count, { name: 'the number of partitions' }),
  row('replicas', count, { name: 'the number of replicas' }),
  row('ttl', time, { name: 'time to live' }),
  row('ttlJitter', String, {
    having: {
      is: (name) => `What ${name} holds expires at different times now.`,
      isNot: (name) => `What came to ${name} at one time may expire at one time now.`,
    },
  }),
  row('delay', time),
  row('size', showSize, { name: 'largest message' }),
  row('consistency', (value) => value),
  row('indexConsistency', (value) => value, { name: 'consistency by index' }),
  row('available', showShare, { name: 'availability' }),
  row('deduplicates', ({ by, within }) => `${by ? `by ${showKey(by)} ` : ''}within ${time(within)}`, { name: 'deduplication' }),
  row('delivery', String, { ofLegs: true }),
  row('ordering', orderText, { name: 'order', ofLegs: true }),
  row('retention', time, { ofLegs: true }),
  row('visibility', time, { ofLegs: true }),
  row('durable', String, {
    having: {
      is: (name) => `What ${name} holds outlasts its restart now.`,
      isNot: (name) => `What ${name} holds is lost now when it restarts.`,
    },
  }),
  row('compacted', String, {
    name: 'what is kept of each key',
    having: {
      is: (name) => `${name} keeps the last message of each key now.`,
      isNot: (name) => `${name} no longer keeps the last message of each key.`,
      choice: true,
    },
  }),
  row('alarm', String, {
    having: {
      is: (name) => `Someone is told about ${name} now: it has an alarm.`,
      isNot: (name) => `${name} has no alarm any more.`,
    },
  }),
];

/** Another value of one setting of one element. */
interface SettingChange {
  readonly element: Element;
  readonly key: keyof Facts;
  readonly reported: Reported;
  /** The sentence after the name of the element, where it can be said of several. */
  readonly end: string | undefined;
  /** Whether it was and is as the products of the element say, or not said. */
  readonly isOfProduct: boolean;
  /** As one of several things that are told together. */
  readonly fragment: Fragment;
}

/** One of several things that are told together: `delay is 2m (it was 1m)`; or what nothing is said of any more. */
export type Fragment = { readonly text: string } | { readonly unsaid: string };

/** @returns how a value is told among others. */
export function fragmentOf(name: string, present: string | undefined, earlier: string | undefined): Fragment {
  if (present === undefined) return { unsaid: name };
  return { text: `${name} is ${present}${earlier === undefined ? '' : ` (it was ${earlier})`}` };
}

/** @returns what is set otherwise in an element that is in both versions. */
export function settingsBetween(before: Version, after: Version, was: Element, is: Element): readonly SettingChange[] {
  const onLegs = isChannel(is) && after.sharesLegOf(is, before);
  return rows.flatMap((row): readonly SettingChange[] => {
    if (row.ofLegs && onLegs) return [];
    const { key, show } = row;
    const [earlier, present] = [show(was.facts), show(is.facts)];
    if (earlier?.text === present?.text) return [];
    // What is for the better or the worse stands by itself.
    const isOfProduct = !row.having && [earlier, present].every((one) => one === undefined || one.fact.origin.kind === 'technology');
    return [
      {
        element: is,
        key,
        reported: reportOf(row, is, present, earlier?.text),
        end: row.having ? undefined : endOf(row.name, is, present, earlier?.text),
        isOfProduct,
        fragment: fragmentOf(row.name, present?.text, earlier?.text),
      },
    ];
  });
}

function reportOf({ name, having }: Row, is: Element, present: ReturnType<Row['show']>, earlier: string | undefined): Reported {
  const place = inFile(is, present?.fact.origin.source ?? is.syntax.head);
  if (having?.choice) return now('other', present ? having.is(is.name) : having.isNot(is.name), place);
  if (having) return present ? now('better', having.is(is.name), place) : now('worse', having.isNot(is.name), place);
  return now('other', `${is.name}: ${endOf(name, is, present, earlier)}`, place);
}

/** What a technology says stands in another file: the place to look at is the element. */
function inFile({ syntax }: Element, source: Element['syntax']['source']): Element['syntax']['source'] {
  return source.uri === syntax.source.uri ? source : syntax.head;
}

function endOf(name: string, element: Element, present: ReturnType<Row['show']>, earlier: string | undefined): string {
  if (!present) return `${name} is no longer known; it was ${earlier}.`;
  const origin = saidBy(present.fact.origin, element.name);
  return `${name} is ${present.text} now${origin}${earlier === undefined ? '' : `; it was ${earlier}`}.`;
}
