/** Handlers, operations and what they do, in the language's own words, as short as one says them. */
import type { Activity, CallEffect, Effect, EffectOptions, HandlerOptions, Route, Step, Wait } from '../../language/model/design.ts';
import { showDuration, showKey, showRate } from '../../language/model/quantities.ts';
import { failureWords, retryWords } from './fact-words.ts';

/** The head of an activity: `on OrderPlaced from Sales`, `serves place`, `every 5m`. */
export function activityHead(activity: Activity): string {
  const { kind, name, messages, from, period, join, element } = activity;
  const names = messages.map((message) => message.name).join(', ');
  const source = from === undefined ? '' : ` from ${from.name}`;
  switch (kind) {
    case 'handler':
      return `on ${names}${source}`;
    case 'join':
      return `on all of ${names}${join?.within === undefined ? '' : ` within ${showDuration(join.within)}`}${source}`;
    case 'operation':
      return `serves ${name ?? ''}${messages.length === 0 ? '' : `(${names})`}`;
    case 'schedule':
      return `every ${period === undefined ? '' : showDuration(period)}`.trim();
    case 'route':
      return routeHead('routes' in element ? element.routes.find((route) => route.activity === activity) : undefined);
    case 'workflow':
      return `a run of ${element.name}`;
    case 'unplaced':
      return activity.label;
  }
}

function routeHead(route: Route | undefined): string {
  if (route === undefined) return 'routes';
  const to =
    route.target === undefined ? '' : ` to ${route.target.name}${route.operation === undefined ? '' : `.${route.operation.name ?? '?'}`}`;
  return `routes${route.path === undefined ? '' : ` "${route.path}"`}${to}`;
}

/** An effect as it is written. */
export function effectWords(effect: Effect): string {
  const rate = effect.rate === undefined ? '' : ` at ${rateWords(effect.rate)}`;
  return `${effect.kind} ${objectWords(effect)}${optionWords(effect.options)}${rate}`;
}

function objectWords(effect: Effect): string {
  switch (effect.kind) {
    case 'publishes':
    case 'sends': {
      const to = effect.to === undefined ? '' : ` to ${effect.to.name}`;
      return `${effect.message?.name ?? '?'}${to}${effect.outbox === undefined ? '' : ` via outbox ${effect.outbox.name}`}`;
    }
    case 'calls':
    case 'starts':
      return targetWords(effect);
    default: {
      const by = effect.by === undefined ? '' : ` by ${showKey(effect.by)}`;
      const condition = effect.condition === undefined ? '' : ` if ${effect.condition}`;
      return `${effect.store?.name ?? '?'}${by}${effect.strongly ? ' strongly' : ''}${condition}`;
    }
  }
}

function targetWords({ target, operation, route }: CallEffect): string {
  return `${target?.name ?? '?'}${operation === undefined ? '' : `.${operation}`}${route === undefined ? '' : ` "${route}"`}`;
}

function rateWords({ average, peak }: NonNullable<Effect['rate']>): string {
  return average === peak ? showRate(peak) : `${showRate(average)}, ${showRate(peak)} at most`;
}

function optionWords(options: EffectOptions): string {
  const { timeout, retries, key, circuitBreaker, fallback, heartbeat, delay, delivery } = options;
  const words = [
    timeout === undefined ? undefined : `timeout ${showDuration(timeout)}`,
    retries === undefined ? undefined : retryWords(retries),
    key === undefined ? undefined : `key ${showKey(key)}`,
    circuitBreaker ? 'circuit-breaker' : undefined,
    fallback === undefined ? undefined : `fallback ${fallback.operation?.label ?? fallback.element?.name ?? '?'}`,
    heartbeat === undefined ? undefined : heartbeatWords(heartbeat),
    delay === undefined ? undefined : `delay ${showDuration(delay)}`,
    delivery === undefined ? undefined : `delivery ${delivery}`,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? '' : ` with ${words.join(', ')}`;
}

/** What `with` says of a handler. */
export function handlerOptionWords(options: HandlerOptions): readonly string[] {
  const { batch, partialFailures, concurrency, retries, timeout, heartbeat, acknowledgesFirst, filter, failure, ordering } = options;
  return [
    batch === undefined
      ? undefined
      : `batch${batch.size === undefined ? '' : ` ${batch.size}`}${batch.within === undefined ? '' : ` within ${showDuration(batch.within)}`}`,
    partialFailures ? 'partial failures' : undefined,
    concurrency === undefined ? undefined : `concurrency ${concurrency}`,
    retries === undefined ? undefined : retryWords(retries),
    timeout === undefined ? undefined : `timeout ${showDuration(timeout)}`,
    heartbeat === undefined ? undefined : heartbeatWords(heartbeat),
    acknowledgesFirst === undefined ? undefined : 'acknowledges first',
    filter === undefined ? undefined : `filter "${filter}"`,
    ordering === undefined ? undefined : `ordering ${ordering}`,
    failure === undefined ? undefined : failureWords(failure),
  ].filter((word) => word !== undefined);
}

function heartbeatWords(heartbeat: number | true): string {
  return heartbeat === true ? 'heartbeat' : `heartbeat ${showDuration(heartbeat)}`;
}

/** What a step does, one line each. */
export function stepWords({ action, effects }: Step): readonly string[] {
  return action.kind === 'wait' ? [waitWords(action.wait)] : effects.map(effectWords);
}

function waitWords({ duration, messages, all, from, atMost }: Wait): string {
  if (duration !== undefined) return `waits ${showDuration(duration)}`;
  const what = `${all ? 'all of ' : ''}${messages.map(({ name }) => name).join(', ')}`;
  return `waits for ${what}${from === undefined ? '' : ` from ${from.name}`}${atMost === undefined ? '' : ` at most ${showDuration(atMost)}`}`;
}
