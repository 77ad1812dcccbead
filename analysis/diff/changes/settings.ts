import type { Element, Fact, Facts, Rate } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { showDuration, showKey, showRate, showShare, showSize } from '../../../language/model/quantities.ts';
import { type Bearing, defineChange, now, type Reported } from '../change.ts';
import { sides } from '../version.ts';
import { saidBy } from '../words.ts';

export const change = defineChange({
  id: 'settings',
  rank: 12,
  summary: 'What elements can take and give: instances, time limits, throughput, alarms.',
  compare: (before, after) => sides(before.elements, after.elements).both.flatMap(([was, is]) => settingsOf(was, is)),
});

interface Row {
  readonly name: string;
  readonly show: (facts: Facts) => { readonly text: string; readonly fact: Fact<unknown> } | undefined;
  readonly bearing?: (was: string | undefined, is: string | undefined) => Bearing;
  /** Said of each leg already. */
  readonly ofLegs?: true;
}

function row<Name extends keyof Facts>(
  key: Name,
  show: (value: NonNullable<Facts[Name]>['value']) => string,
  more: Partial<Pick<Row, 'name' | 'bearing' | 'ofLegs'>> = {},
): Row {
  return {
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
const rate = ({ average, peak }: Rate): string => (average === peak ? showRate(peak) : `${showRate(average)} to ${showRate(peak)}`);
const said = (): string => 'yes';

const rows: readonly Row[] = [
  row('instances', ({ min, max }) => (min === max ? count(max) : `${min} to ${max}`)),
  row('timeout', time, { name: 'time limit' }),
  row('latency', time),
  row('throughput', rate),
  row('concurrency', count),
  row('partitions', count),
  row('replicas', count),
  row('ttl', time, { name: 'time to live' }),
  row('ttlJitter', said, { name: 'spreading of expiry', bearing: (was, is) => (is && !was ? 'better' : was && !is ? 'worse' : 'other') }),
  row('delay', time),
  row('size', showSize, { name: 'largest message' }),
  row('consistency', (value) => value),
  row('indexConsistency', (value) => value, { name: 'consistency by index' }),
  row('available', showShare, { name: 'availability' }),
  row('deduplicates', ({ by, within }) => `${by ? `by ${showKey(by)} ` : ''}within ${time(within)}`, { name: 'deduplication' }),
  row('retention', time, { ofLegs: true }),
  row('visibility', time, { ofLegs: true }),
  row('alarm', said, { bearing: (was, is) => (is && !was ? 'better' : was && !is ? 'worse' : 'other') }),
];

function settingsOf(was: Element, is: Element): readonly Reported[] {
  return rows.flatMap(({ name, show, bearing, ofLegs }): readonly Reported[] => {
    if (ofLegs && isChannel(is)) return [];
    const [earlier, present] = [show(was.facts), show(is.facts)];
    if (earlier?.text === present?.text) return [];
    const source = present?.fact.origin.source ?? is.syntax.head;
    return [now(bearing?.(earlier?.text, present?.text) ?? 'other', textOf(name, is, present, earlier?.text), inFile(is, source))];
  });
}

/** What a technology says stands in another file: the place to look at is the element. */
function inFile({ syntax }: Element, source: Element['syntax']['source']): Element['syntax']['source'] {
  return source.uri === syntax.source.uri ? source : syntax.head;
}

function textOf(name: string, element: Element, present: ReturnType<Row['show']>, earlier: string | undefined): string {
  if (name === 'alarm')
    return present ? `Someone is told about ${element.name} now: it has an alarm.` : `${element.name} has no alarm any more.`;
  if (!present) return `${element.name}: ${name} is no longer known; it was ${earlier}.`;
  const origin = saidBy(present.fact.origin, element.name);
  return `${element.name}: ${name} is ${present.text} now${origin}${earlier === undefined ? '' : `; it was ${earlier}`}.`;
}
