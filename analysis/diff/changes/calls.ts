import type { CallEffect, RetryPolicy } from '../../../language/model/design.ts';
import { isCallEffect } from '../../../language/model/lookups.ts';
import { showDuration, showKey } from '../../../language/model/quantities.ts';
import { objectOf } from '../../names.ts';
import { type Bearing, defineChange, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'calls',
  rank: 10,
  summary: 'How calls are made: how long they wait, how often they are tried, by which key, and what stands in when they fail.',
  compare: (before, after) => sides(callsOf(before), callsOf(after)).both.flatMap(([was, is]) => optionsOf(was, is)),
});

/** Calls by who makes them in what, and of what. Several alike are looked at by the first. */
function callsOf(version: Version): ReadonlyMap<string, CallEffect> {
  const found = new Map<string, CallEffect>();
  for (const effect of version.design.effects) {
    if (!isCallEffect(effect) || effect.implied || !effect.target) continue;
    const key = `${version.activityKey(effect.activity)} ${effect.part} ${version.keyOf(effect.target)} ${effect.operation ?? effect.route ?? ''}`;
    if (!found.has(key)) found.set(key, effect);
  }
  return found;
}

interface Row {
  readonly of: (effect: CallEffect) => string | undefined;
  readonly is: (value: string) => string;
  readonly gone: string;
  /** What it means to have it, where that is plain. */
  readonly having?: Bearing;
}

const rows: readonly Row[] = [
  {
    of: ({ options: { timeout } }) => (timeout === undefined ? undefined : showDuration(timeout)),
    is: (value) => `waits ${value} at most`,
    gone: 'sets no time limit any more',
  },
  {
    of: ({ options: { retries } }) => retries && retriesText(retries),
    is: (value) => `tries again: ${value}`,
    gone: 'is not tried again any more',
  },
  { of: ({ options: { key } }) => key && showKey(key), is: (value) => `carries the key ${value}`, gone: 'carries no key any more' },
  {
    of: ({ options: { circuitBreaker } }) => (circuitBreaker ? 'yes' : undefined),
    is: () => 'has a circuit breaker',
    gone: 'has no circuit breaker any more',
    having: 'better',
  },
  {
    of: ({ options: { fallback } }) => fallback && (fallback.element?.name ?? 'something else'),
    is: (value) => `falls back to ${value}`,
    gone: 'has no fallback any more',
    having: 'better',
  },
];

function retriesText({ retries, growth, from, jitter }: RetryPolicy): string {
  const times = Number.isFinite(retries) ? `${retries} ${retries === 1 ? 'retry' : 'retries'}` : 'unlimited retries';
  return [times, growth, from === undefined ? undefined : `from ${showDuration(from)}`, jitter ? 'jitter' : undefined]
    .filter((word) => word !== undefined)
    .join(' ');
}

function optionsOf(was: CallEffect, is: CallEffect): readonly Reported[] {
  const who = `${is.activity.label}’s call of ${objectOf(is)}`;
  return rows.flatMap((row): readonly Reported[] => {
    const [earlier, present] = [row.of(was), row.of(is)];
    if (earlier === present) return [];
    if (present === undefined) return [now(row.having === 'better' ? 'worse' : 'other', `${who} ${row.gone}.`, is.syntax.source)];
    const before = earlier === undefined ? '' : `; it was ${earlier}`;
    return [now(row.having ?? 'other', `${who} ${row.is(present)} now${before}.`, is.syntax.source)];
  });
}
