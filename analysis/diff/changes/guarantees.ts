import type { Fact, Guarantee, Hop } from '../../../language/model/design.ts';
import { knownAttempts } from '../../../language/model/guarantees.ts';
import { showDuration, showKey } from '../../../language/model/quantities.ts';
import { listed, messageNames } from '../../element-names.ts';
import { consumerOf } from '../../passes/failures.ts';
import { defineChange, now } from '../change.ts';
import { legPairs } from '../pairs.ts';
import type { Version } from '../version.ts';
import { orderText, pausesText, saidBy } from '../words.ts';

export const change = defineChange({
  id: 'guarantees',
  rank: 18,
  summary: 'How messages reach their consumers: delivery, order, attempts, times; each with who says so.',
  compare(before, after) {
    const told = legPairs(before, after).flatMap(([{ guarantee: earlier }, hop]) =>
      rows.flatMap((row): readonly Told[] => {
        if (row.unless?.(earlier, hop.guarantee)) return [];
        const [was, is] = [row.of(earlier), row.of(hop.guarantee)];
        const [wasText, isText] = [valueText(was, row), valueText(is, row)];
        return wasText === isText ? [] : [{ hop, end: `${row.name} is ${isText} now${sayer(hop, is)}; it was ${wasText}` }];
      }),
    );
    // What a channel or a product says holds for all who take from it.
    return [...Map.groupBy(told, ({ end }) => end)].flatMap(([end, alike]) =>
      alike.slice(0, 1).map(({ hop: { source } }) => now('other', `${waysText(after, alike)}: ${end}.`, source)),
    );
  },
});

/** What is different about a leg: the end of a sentence. */
interface Told {
  readonly hop: Hop;
  readonly end: string;
}

/** `From Ledger to Books and Audit, from Other to Books`; with its messages where the same way has other legs that fare otherwise. */
function waysText(version: Version, alike: readonly Told[]): string {
  const told = new Set(alike.map(({ hop }) => hop));
  const ends = alike.map(({ hop }) => {
    const others = (version.legs.get(version.legKey(hop)) ?? []).filter((other) => !told.has(other));
    const messages = messageNames(hop.messages);
    const isApart = others.some((other) => messageNames(other.messages) !== messages);
    const channel = hop.from.kind === 'channel' ? hop.from.channel : undefined;
    return {
      channel,
      start: channel ? `from ${channel.name} to ` : `${messages} to `,
      end: `${consumerOf(hop)}${channel && isApart ? ` for ${messages}` : ''}`,
    };
  });
  const ways = [...Map.groupBy(ends, ({ start }) => start)].map(([start, own]) => `${start}${listed(own.map(({ end }) => end))}`);
  const text = ways.join(', ');
  return ends[0]?.channel ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}

interface Row<Value> {
  readonly name: string;
  readonly of: (guarantee: Guarantee) => Fact<Value> | undefined;
  readonly show: (value: Value) => string;
  /** What it is where nobody says; else it is unknown. */
  readonly without?: string;
  /** Where another kind of change says it better. */
  readonly unless?: (was: Guarantee, is: Guarantee) => boolean;
}

/** A row of any value: what it reads is what it shows. */
type AnyRow = Row<unknown>;

function row<Value>(definition: Row<Value>): AnyRow {
  // Each row shows what it reads itself, which the type of a list of rows cannot say.
  return definition as unknown as AnyRow;
}

const rows: readonly AnyRow[] = [
  row({ name: 'delivery', of: ({ delivery }) => delivery, show: (value) => value }),
  row({
    name: 'order',
    of: ({ ordering }) => ordering,
    show: orderText,
  }),
  row({ name: 'group', of: ({ groupedBy }) => groupedBy, show: showKey, without: 'none' }),
  row({
    name: 'the number of attempts',
    of: knownAttempts,
    show: (value) => (Number.isFinite(value) ? `${value}` : 'unlimited'),
    unless: (was, is) => [was, is].some(({ failure, delivery }) => failure?.kind === 'dead-letters' || delivery?.value === 'at-most-once'),
  }),
  row({ name: 'pause between attempts', of: pausesOf, show: (value) => value, without: 'unsaid' }),
  row({
    name: 'retention',
    of: ({ retention }) => retention,
    show: (value) => (Number.isFinite(value) ? showDuration(value) : 'unlimited'),
  }),
  row({
    name: 'visibility',
    of: ({ visibility }) => visibility,
    show: showDuration,
    // A product that knows no such time is exchanged: that is told with it.
    unless: ({ visibility: was }, { visibility: is }) => !(was && is) && (was ?? is)?.origin.kind === 'technology',
  }),
  row({ name: 'concurrency', of: ({ concurrency }) => concurrency, show: (value) => `${value}` }),
];

/** How often is told with the attempts; that a product waits equally long, but not how long, with what says it: its visibility. */
function pausesOf({ retries }: Guarantee): Fact<string> | undefined {
  if (retries?.origin.kind === 'technology' && retries.value.growth === 'fixed' && retries.value.from === undefined) return undefined;
  const text = retries ? pausesText(retries.value) : '';
  return retries && text !== '' ? { value: text, origin: retries.origin } : undefined;
}

function valueText(fact: Fact<unknown> | undefined, { show, without = 'unknown' }: AnyRow): string {
  return fact === undefined ? without : show(fact.value);
}

/** Who says so, where that is not the channel itself. */
function sayer({ from }: Hop, fact: Fact<unknown> | undefined): string {
  return saidBy(fact?.origin, from.kind === 'channel' ? from.channel.name : '');
}
