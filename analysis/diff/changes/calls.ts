import type { Effect } from '../../../language/model/design.ts';
import { isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { showDuration, showKey } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { objectOf } from '../../names.ts';
import { type Aspect, changedAspects } from '../aspects.ts';
import { defineChange } from '../change.ts';
import { effectPairs } from '../pairs.ts';
import { ratesText, retriesText } from '../words.ts';
import { lossesBetween } from './loss.ts';

export const change = defineChange({
  id: 'calls',
  rank: 16,
  summary:
    'How calls are made, workflows started and messages sent: how long they wait, how often they are tried, by which key, what stands in when they fail, and how often it happens.',
  compare(before, after) {
    const losing = new Set(lossesBetween(before, after).map(({ message }) => message));
    return effectPairs(before, after).flatMap(([was, is]) => {
      const isTold = isMessageEffect(is) && is.message !== undefined && losing.has(is.message);
      const told = isTold ? aspects.filter((aspect) => aspect !== confirming) : aspects;
      return changedAspects(told, whoseEffect(is), was, is, is.syntax.source);
    });
  },
});

/** An effect as something that one has: `A.go’s call of B.run`, `Stats’s reading of Sums on OrderPlaced`. */
function whoseEffect(effect: Effect): string {
  const { kind, element, messages, period, label } = effect.activity;
  const what = `${nounOf(effect)} of ${objectOf(effect)}`;
  switch (kind) {
    case 'handler':
      return `${element.name}’s ${what} on ${messageNames(messages)}`;
    case 'join':
      return `${element.name}’s ${what} on all of ${messageNames(messages)}`;
    case 'schedule':
      return `${element.name}’s ${what} every ${showDuration(period ?? 0)}`;
    case 'operation':
    case 'route':
    case 'workflow':
    case 'unplaced':
      return `${label}’s ${what}`;
  }
}

function nounOf(effect: Effect): string {
  if (isStoreEffect(effect)) return effect.kind === 'reads' ? 'reading' : 'writing';
  switch (effect.kind) {
    case 'calls':
      return 'call';
    case 'starts':
      return 'start';
    case 'sends':
      return 'sending';
    case 'publishes':
      return 'publishing';
  }
}

/** Told by what is lost, where the design says so much. */
const confirming: Aspect<Effect> = {
  of: ({ options: { delivery } }) => delivery,
  has: (who, text) => (text === 'at-most-once' ? `${who} waits for no confirmation any more` : `${who} is ${text} now`),
  lost: (who, text) => (text === 'at-most-once' ? `${who} waits for a confirmation again` : `${who} is no longer ${text}`),
  having: 'worse',
};

const aspects: readonly Aspect<Effect>[] = [
  {
    of: ({ options: { timeout } }) => (timeout === undefined ? undefined : showDuration(timeout)),
    has: (who, text) => `${who} waits ${text} at most now`,
    lost: (who) => `${who} sets no time limit any more`,
  },
  {
    of: ({ options: { retries } }) => retries && retriesText(retries),
    has: (who, text) => (text === 'no retries' ? `${who} is not tried again now` : `${who} tries again: ${text} now`),
    lost: (who) => `${who} is not tried again any more`,
  },
  {
    of: ({ options: { key } }) => key && showKey(key),
    has: (who, text) => `${who} carries the key ${text} now`,
    lost: (who) => `${who} carries no key any more`,
  },
  {
    of: ({ options: { circuitBreaker } }) => (circuitBreaker ? 'yes' : undefined),
    has: (who) => `${who} has a circuit breaker now`,
    lost: (who) => `${who} has no circuit breaker any more`,
    having: 'better',
  },
  {
    of: ({ options: { fallback } }) =>
      fallback && [fallback.element?.name ?? 'something else', fallback.operation?.name].filter((name) => name !== undefined).join('.'),
    has: (who, text) => `${who} falls back to ${text} now`,
    lost: (who) => `${who} has no fallback any more`,
    having: 'better',
  },
  {
    of: ({ options: { heartbeat } }) =>
      heartbeat === undefined ? undefined : heartbeat === true ? '' : ` every ${showDuration(heartbeat)}`,
    has: (who, text) => `${who} is given up now where no heartbeat comes${text}`,
    lost: (who) => `${who} expects no heartbeat any more`,
    had: (text) => (text === '' ? 'nothing said how often' : `it was${text}`),
  },
  {
    of: ({ options: { delay } }) => (delay === undefined ? undefined : showDuration(delay)),
    has: (who, text) => `${who} is delayed by ${text} now`,
    lost: (who, text) => `${who} is no longer delayed by ${text}`,
  },
  confirming,
  {
    of: ({ rate }) => rate && ratesText(rate),
    has: (who, text) => `${who} happens at ${text} now`,
    lost: (who, text) => `Nothing says any more how often ${who} happens; it was at ${text}`,
    had: (text) => `it was at ${text}`,
  },
];
