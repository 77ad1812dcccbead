import type { Fact, Guarantee, Hop } from '../../../language/model/design.ts';
import { showDuration, showKey } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { consumerOf } from '../../passes/failures.ts';
import { defineChange, now, type Reported } from '../change.ts';
import { legPairs } from '../pairs.ts';
import { orderText, pausesText, saidBy } from '../words.ts';

export const change = defineChange({
  id: 'guarantees',
  rank: 18,
  summary: 'How messages reach their consumers: delivery, order, attempts, times; each with who says so.',
  compare(before, after) {
    const changed: Reported[] = [];
    for (const [earlier, hop] of legPairs(before, after)) {
      for (const row of rows) {
        if (row.unless?.(earlier.guarantee, hop.guarantee)) continue;
        const [was, is] = [row.of(earlier.guarantee), row.of(hop.guarantee)];
        const [wasText, isText] = [valueText(was, row), valueText(is, row)];
        if (wasText === isText) continue;
        changed.push(now('other', text(row.name, hop, is, isText, wasText), hop.source));
      }
    }
    return changed;
  },
});

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
    of: ({ attempts }) => attempts,
    show: (value) => (Number.isFinite(value) ? `${value}` : 'unlimited'),
    unless: (was, is) => [was, is].some(({ failure, delivery }) => failure?.kind === 'dead-letters' || delivery?.value === 'at-most-once'),
  }),
  row({ name: 'pause between attempts', of: pausesOf, show: (value) => value, without: 'unsaid' }),
  row({
    name: 'retention',
    of: ({ retention }) => retention,
    show: (value) => (Number.isFinite(value) ? showDuration(value) : 'unlimited'),
  }),
  row({ name: 'visibility', of: ({ visibility }) => visibility, show: showDuration }),
  row({ name: 'concurrency', of: ({ concurrency }) => concurrency, show: (value) => `${value}` }),
];

/** How often is told with the attempts. */
function pausesOf({ retries }: Guarantee): Fact<string> | undefined {
  const text = retries ? pausesText(retries.value) : '';
  return retries && text !== '' ? { value: text, origin: retries.origin } : undefined;
}

function valueText(fact: Fact<unknown> | undefined, { show, without = 'unknown' }: AnyRow): string {
  return fact === undefined ? without : show(fact.value);
}

function text(name: string, hop: Hop, fact: Fact<unknown> | undefined, is: string, was: string): string {
  const channel = hop.from.kind === 'channel' ? hop.from.channel.name : undefined;
  const way = channel ? `From ${channel} to ${consumerOf(hop)}` : `${messageNames(hop.messages)} to ${consumerOf(hop)}`;
  return `${way}: ${name} is ${is} now${saidBy(fact?.origin, channel ?? '')}; it was ${was}.`;
}
