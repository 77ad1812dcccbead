/** Facts in the language's words, each with who says so. */
import type { Fact, Facts, FailureRule, Guarantee, Limits, Origin, Rate, RetryPolicy } from '../../language/model/design.ts';
import { showDuration, showKey, showRate, showShare, showSize } from '../../language/model/quantities.ts';

/** A fact as it is shown: `retention`, `4d`, and where that comes from. */
export interface FactWords {
  readonly word: string;
  readonly value: string;
  readonly origin: Origin;
}

type Values<T> = { readonly [K in keyof T]-?: (value: NonNullable<T[K]> extends Fact<infer V> ? V : never) => string };

const time = (milliseconds: number): string => (Number.isFinite(milliseconds) ? showDuration(milliseconds) : 'unlimited');
const count = (value: number): string => (Number.isFinite(value) ? String(value) : 'unlimited');
const yes = (): string => '';

function rate({ average, peak }: Rate): string {
  if (!Number.isFinite(peak)) return 'unlimited';
  return average === peak ? showRate(peak) : `${showRate(average)} on average, ${showRate(peak)} at most`;
}

function retriesValue({ retries, growth, from, jitter }: RetryPolicy): string {
  const words = [Number.isFinite(retries) ? (retries === 0 ? 'none' : String(retries)) : 'unlimited', growth];
  if (from !== undefined) words.push(`from ${showDuration(from)}`);
  if (jitter) words.push('jitter');
  return words.filter((word) => word !== undefined).join(' ');
}

/** `3 retries exponential jitter`, as one writes it. */
export function retryWords(policy: RetryPolicy): string {
  const { retries } = policy;
  if (retries === 0) return 'no retries';
  const [, ...rest] = retriesValue(policy).split(' ');
  return [Number.isFinite(retries) ? String(retries) : 'unlimited', retries === 1 ? 'retry' : 'retries', ...rest].join(' ');
}

/** How each fact's value is written. The names are those of the model; those that the language calls otherwise are in `words`. */
const factValues: Values<Facts> = {
  delivery: String,
  ordering: String,
  consistency: String,
  indexConsistency: String,
  retention: time,
  visibility: time,
  delay: time,
  latency: time,
  timeout: time,
  ttl: time,
  ttlJitter: yes,
  heartbeat: time,
  size: showSize,
  throughput: rate,
  concurrency: count,
  available: showShare,
  partitions: count,
  replicas: count,
  instances: ({ min, max }) => (min === max ? count(min) : `${count(min)}..${count(max)}`),
  deduplicates: ({ by, within }) => `${by === undefined ? '' : `by ${showKey(by)} `}within ${time(within)}`,
  retries: retriesValue,
  batch: ({ size, within }) =>
    [size === undefined ? '' : String(size), within === undefined ? '' : `within ${time(within)}`].join(' ').trim(),
  drops: (attempts) => `after ${attempts} attempts`,
  alarm: yes,
  compacted: yes,
  durable: yes,
  ephemeral: yes,
  managed: yes,
  pushes: yes,
  traced: yes,
  pointers: yes,
  partialFailures: yes,
  noWaits: yes,
  noWindow: yes,
  keepsAge: yes,
  newIds: yes,
  dropsUnmatched: yes,
  catches: ({ places, sinks, attempts }) =>
    [
      places.length > 0 ? `on ${places.join(', ')}` : '',
      sinks.length > 0 ? `to ${sinks.join(', ')}` : '',
      attempts === undefined ? '' : `after ${attempts} attempts`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  parks: ({ attempts }) => (attempts === undefined ? 'of its own' : `of its own after ${attempts} attempts`),
  steps: count,
  each: count,
  needsAttempts: count,
  needsVisibility: count,
  needsWindow: count,
  needsSpare: count,
  readers: count,
  subscribers: (kinds) => kinds.join(', '),
  partitionThroughput: rate,
};

const words: Readonly<Partial<Record<keyof Facts, string>>> = {
  partialFailures: 'partial failures',
  noWaits: 'no waits',
  noWindow: 'no window',
  keepsAge: 'keeps age',
  newIds: 'new ids',
  dropsUnmatched: 'drops unmatched',
  ttlJitter: 'ttl jitter',
  indexConsistency: 'consistency by index',
  catches: 'dead-letters',
  parks: 'dead-letters',
  needsAttempts: 'needs attempts',
  needsVisibility: 'needs visibility',
  needsWindow: 'needs window',
  needsSpare: 'needs spare',
  partitionThroughput: 'throughput per partition',
};

const limitValues: Values<Limits> = {
  ordering: String,
  retention: time,
  visibility: time,
  delay: time,
  latency: time,
  timeout: time,
  ttl: time,
  size: showSize,
  throughput: rate,
  concurrency: count,
  partitions: count,
  replicas: count,
  instances: count,
  batch: count,
  each: count,
};

function shown<T extends object>(facts: T, values: Values<T>, prefix: string): FactWords[] {
  const keys = Object.keys(values) as (keyof T & string)[];
  return keys.flatMap((key) => {
    // Each key's function takes that key's value, which the type of a loop cannot say.
    const fact = facts[key] as Fact<never> | undefined;
    const show = values[key] as (value: never) => string;
    const word = (words as Readonly<Record<string, string>>)[key] ?? key;
    return fact === undefined ? [] : [{ word, value: `${prefix}${show(fact.value)}`, origin: fact.origin }];
  });
}

/** Facts in the order of the model. */
export function factWords(facts: Facts): readonly FactWords[] {
  return shown(facts, factValues, '');
}

/** Limits, each as `at most V`. */
export function limitWords(limits: Limits): readonly FactWords[] {
  return shown(limits, limitValues, 'at most ');
}

/** What becomes of a message that fails for good. */
export function failureWords(failure: FailureRule | undefined): string {
  if (failure === undefined) return 'lost when it fails for good';
  switch (failure.kind) {
    case 'dead-letters':
      return `dead-letters${failure.to === undefined ? '' : ` to ${failure.to.name || 'a queue of its own'}`}${
        failure.attempts === undefined ? '' : ` after ${failure.attempts} attempts`
      }`;
    case 'drops':
      return `dropped after ${failure.attempts} attempts`;
    case 'none':
      return `no dead-letters${failure.because === undefined ? '' : `: ${failure.because}`}`;
  }
}

/** What holds on a hop: a word for each fact, empty where the value says it all. */
export function guaranteeFacts(guarantee: Guarantee): readonly FactWords[] {
  const { delivery, ordering, groupedBy, deduplicates, attempts, attemptsVary, retention, visibility, concurrency, failure } = guarantee;
  const facts: FactWords[] = [];
  const add = <T>(word: string, fact: Fact<T> | undefined, show: (value: T) => string): void => {
    if (fact) facts.push({ word, value: show(fact.value), origin: fact.origin });
  };
  add('', delivery, String);
  add('ordering', ordering, String);
  add('grouped by', groupedBy, showKey);
  add('deduplicates', deduplicates, factValues.deduplicates);
  if (attemptsVary) add('', attempts, () => 'a limited number of attempts');
  else add('', attempts, (value) => `${Number.isFinite(value) ? value.toLocaleString('en-US') : 'unlimited'} attempts`);
  add('visibility', visibility, time);
  add('kept', retention, time);
  add('', concurrency, (value) => `${count(value)} at a time`);
  if (failure) facts.push({ word: '', value: failureWords(failure), origin: failure.origin });
  return facts;
}

/** What holds on a hop, as short sentences with who says so. */
export function guaranteeWords(guarantee: Guarantee): readonly string[] {
  return guaranteeFacts(guarantee).map(({ word, value, origin }) => `${word === '' ? '' : `${word} `}${value} (${origin.name})`);
}
