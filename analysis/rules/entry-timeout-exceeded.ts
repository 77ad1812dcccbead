import type { Activity, CallEffect, Design, Element, Fact } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix, Related } from '../../language/model/source.ts';
import { setStatement } from '../fixes/statements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { listed, objectOf } from '../names.ts';
import { backoffOf, outlivesItsRun, type Part, type ResponseTimes, responseTimes, type Time } from '../passes/response-times.ts';
import { defineRule } from '../rule.ts';
import { effectSentence } from '../wording.ts';

export const rule = defineRule({
  id: 'entry-timeout-exceeded',
  code: 'RES001',
  category: 'resilience',
  star: false,
  severity: 'error',
  summary: 'Whoever waits gives up before the work behind it can be done.',
  why: `Timeouts must shrink from the outside to the inside. Where an inner one, with its retries, is longer than what the caller grants, the caller sees an
error while the work goes on: the client asks again, and the same work is done twice, just when the system is slow already.`,
  failureStory: [
    'The gateway gives up after 29 s; behind it a service tries a slow bank four times for ten seconds each.',
    'The client gets a 504 and tries again. The first request is still running, and succeeds after 35 s, unseen; so does the second.',
  ],
  whenNotToUse: `Where the caller hedges on purpose: it gives up early because another answer is at hand. Long work behind an entry belongs into a queue or a workflow:
take it, answer at once, and tell the client later.`,
  examples: {
    wrong: `gateway Api : aws.apigateway { routes "POST /orders" to Orders.place }
service Orders : aws.ecs {
  instances 2..8
  serves place { calls Bank.charge with timeout 10s, 3 retries exponential jitter, key orderId }
}
external Bank { serves charge idempotent by orderId }
`,
    right: `gateway Api : aws.apigateway { routes "POST /orders" to Orders.place }
service Orders : aws.ecs {
  instances 2..8
  serves place { calls Bank.charge with timeout 5s, 1 retry exponential jitter, key orderId }
}
external Bank { serves charge idempotent by orderId }
`,
  },
  sources: [
    'https://aws.amazon.com/about-aws/whats-new/2024/06/amazon-api-gateway-integration-timeout-limit-29-seconds/',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp05.html',
    'https://github.com/aws/agent-toolkit-for-aws/blob/main/skills/core-skills/aws-serverless/references/architecture.md',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    entry:
      '{entry} gives up after {limit}, but {route} may take {time} ({parts}): the client sees an error while the work goes on, and asks again. Shorten the timeouts behind it, or answer at once and do the work from a queue.',
    function:
      '{entry} gives up after {limit}, but {service} may run for {time}, its own timeout: the client sees an error while the work goes on, and asks again. Let {service} stop in time, or answer at once and do the work from a queue.',
    client:
      '{caller} gives up on {callee} after {limit}, but it may take {time} ({parts}): the work goes on unseen, and is done again if {caller} asks again. Shorten the timeouts behind it, or wait longer.',
    inverted:
      '{caller} gives up on {callee} after {limit}, but it may take {time} ({parts}): the work goes on unseen while {caller} fails or tries again. Shorten the timeouts behind it, or wait longer.',
    platform:
      '{activity} may take {time} ({parts}), but {service} is stopped after {limit}: it ends in the middle of its calls, and nothing of its own handles that. Shorten their timeouts, or raise that of {service}.',
  },
  check({ design, analysis, report }) {
    const times = analysis(responseTimes);
    for (const activity of design.activities) {
      const { element } = activity;
      const limit = element.facts.timeout;
      if (activity.kind === 'route' && limit) {
        const time = times.uncut.get(activity.id);
        if (isOver(time, limit.value)) {
          report({
            message: 'entry',
            data: {
              entry: element.name,
              limit: limitText(limit),
              route: routeText(activity),
              time: timeText(time),
              parts: partsText(time, activity.label),
            },
            source: activity.syntax.head,
            related: [...relatedLimit(design, element, limit), ...relatedParts(design, time)],
            fixes: routeFixes(design, activity, limit.value, time),
          });
          continue;
        }
        for (const { service, timeout } of longRunning(activity, limit.value, times)) {
          report({
            message: 'function',
            data: { entry: element.name, limit: limitText(limit), service: service.name, time: showDuration(timeout) },
            severity: 'warning',
            source: activity.syntax.head,
            related: [
              ...relatedLimit(design, element, limit),
              ...(service.statements.get('timeout') ?? []).map((source) => ({
                message: `${service.name} may run for ${showDuration(timeout)}`,
                source,
              })),
            ],
            fixes: [
              {
                title: `Stop ${service.name} after ${showDuration(limit.value)}`,
                safe: false,
                edits: setStatement(design, service, 'timeout', `timeout ${showDuration(limit.value)}`),
              },
            ],
          });
        }
      } else if (element.kind === 'service' && limit && activity.kind !== 'unplaced') {
        const time = times.uncut.get(activity.id);
        if (!isOver(time, limit.value) || time.parts.length === 0) continue;
        // One call that alone waits as long as the run has a finding of its own: `call-without-timeout`.
        if (activity.effects.some((effect) => effect.kind === 'calls' && outlivesItsRun(effect))) continue;
        report({
          message: 'platform',
          data: {
            activity: activity.label,
            time: timeText(time),
            parts: partsText(time, activity.label),
            service: element.name,
            limit: limitText(limit),
          },
          severity: 'warning',
          source: activity.syntax.head,
          related: [...relatedLimit(design, element, limit), ...relatedParts(design, time)],
          fixes: [...shorterFixes(design, time, limit.value), ...longerFixes(design, element, time)],
        });
      }
    }
    for (const effect of design.effects) {
      const limit = effect.options.timeout;
      if (effect.kind !== 'calls' || limit === undefined || effect.implied) continue;
      const time = quickest(effect, times);
      if (!isOver(time, limit)) continue;
      const outside = effect.activity.element.kind === 'actor' || effect.activity.element.kind === 'external';
      report({
        message: outside ? 'client' : 'inverted',
        data: {
          caller: effect.activity.label,
          callee: objectOf(effect),
          limit: showDuration(limit),
          time: timeText(time),
          parts: partsText(time, objectOf(effect)),
        },
        severity: outside ? 'error' : 'warning',
        source: effect.syntax.source,
        subject: effect.id,
        related: relatedParts(design, time),
        fixes: [...shorterFixes(design, time, limit), ...patienceFixes(design, effect, time)],
      });
    }
  },
});

/** Where a call on the way has no bound at all, `call-without-timeout` is what to mend first. */
function isOver(time: Time | undefined, limit: number): time is Time {
  return time !== undefined && time.total > limit && !time.endless;
}

/** Which of several routes or operations answers is not said, so only the quickest is certain. */
function quickest(effect: CallEffect, { worst }: ResponseTimes): Time | undefined {
  const known = effect.callees.map((callee) => worst.get(callee.id));
  let least: Time | undefined;
  for (const time of known) {
    if (!time) return undefined;
    if (!least || time.total < least.total) least = time;
  }
  return least;
}

/** Functions behind a route that may run longer than the entry waits, as far as nothing says how long this run takes. */
function longRunning(route: Activity, limit: number, { worst }: ResponseTimes): { readonly service: Element; readonly timeout: number }[] {
  return route.effects.flatMap((effect): { readonly service: Element; readonly timeout: number }[] => {
    if (effect.kind !== 'calls' || effect.options.timeout !== undefined) return [];
    const [callee] = effect.callees;
    const timeout = callee?.element.facts.timeout;
    if (!callee || effect.callees.length > 1 || callee.element.kind !== 'service' || !timeout) return [];
    const known = callee.duration !== undefined || worst.get(callee.id)?.complete === true;
    // A default that nobody chose says nothing about this operation.
    return !known && timeout.origin.kind === 'element' && timeout.value > limit
      ? [{ service: callee.element, timeout: timeout.value }]
      : [];
  });
}

// ---------------------------------------------------------------- words

function limitText({ value, origin }: Fact<number>): string {
  return origin.kind === 'technology' ? `${showDuration(value)} (the default of ${origin.name})` : showDuration(value);
}

function routeText({ element, label }: Activity): string {
  return label === element.name ? 'what it routes to' : label.slice(element.name.length + 1);
}

/** Rounded up, so that what is over a limit also looks so. */
function timeText({ total }: Time): string {
  if (!Number.isFinite(total)) return 'for ever';
  const step = total >= 10_000 ? 1_000 : total >= 1_000 ? 100 : 1;
  return showDuration(Math.ceil(Math.round(total) / step) * step);
}

function partText(part: Part): string {
  if (!Number.isFinite(part.total)) return `${objectOf(part.effect)} tried again without end`;
  const waits = 'target' in part.effect && part.effect.options.retries ? backoffOf(part.effect.options.retries) : 0;
  const each = (part.total - waits) / part.times;
  const tries = part.times > 1 ? `${part.times} × ` : '';
  return `${objectOf(part.effect)} ${tries}${showDuration(Math.round(each))}${waits > 0 ? ` and ${showDuration(Math.round(waits))} between` : ''}`;
}

function partsText(time: Time, label: string): string {
  const parts = time.parts.filter(({ total }) => total > 0);
  return parts.length === 0 ? `${label} takes so long` : listed(parts.map(partText));
}

/** Where the design itself states the limit: a value that the product does not allow is what to mend first. */
function relatedLimit(design: Design, element: Element, { value, origin }: Fact<number>): Related[] {
  const { source } = origin;
  return origin.kind !== 'technology' && source && design.files.has(source.uri)
    ? [{ message: `${element.name} has a timeout of ${showDuration(value)}`, source }]
    : [];
}

function relatedParts(design: Design, time: Time): { message: string; source: CallEffect['syntax']['source'] }[] {
  return time.parts
    .filter(({ total }) => total > 0)
    .map((part) => ({
      message: `${effectSentence(design, part.effect)}: ${timeText({ ...time, total: part.total })}`,
      source: part.effect.syntax.source,
    }));
}

// ---------------------------------------------------------------- fixes

/** Gives the call that takes most as much time as the others leave, if that is a time worth giving. */
function shorterFixes(design: Design, time: Time, limit: number): readonly Fix[] {
  const longest = time.parts.toSorted((one, other) => other.total - one.total)[0];
  if (!longest || !('target' in longest.effect) || !Number.isFinite(time.total)) return [];
  const { effect, total, times } = longest;
  const { timeout, retries, source } = effect.options;
  if (timeout === undefined || !source) return [];
  // Rounds of an `each` would multiply what is saved; only plain tries are counted here.
  const tries = 1 + (retries?.retries ?? 0);
  if (times !== tries) return [];
  const left = limit - (time.total - total);
  const fixes: Fix[] = [];
  const each = roundDown((left - (retries ? backoffOf(retries) : 0)) / tries);
  const text = textOf(design, source);
  const written = /\btimeout\s+[\d.]+[a-z]+/.exec(text);
  if (each >= 100 && written) {
    const place = { ...source, offset: source.offset + written.index, end: source.offset + written.index + written[0].length };
    fixes.push({
      title: `Give up on ${objectOf(longest.effect)} after ${showDuration(each)}`,
      safe: false,
      edits: [replaceSource(place, `timeout ${showDuration(each)}`)],
    });
  }
  return fixes;
}

function roundDown(milliseconds: number): number {
  const step = milliseconds >= 2_000 ? 1_000 : 100;
  return Math.floor(milliseconds / step) * step;
}

/** Whoever calls the entry waits too: what fits the entry alone would only move the finding to them. */
function routeFixes(design: Design, route: Activity, limit: number, time: Time): readonly Fix[] {
  const callers = (design.index.callsOf.get(route.id) ?? []).map(({ options }) => options.timeout ?? Number.POSITIVE_INFINITY);
  const tightest = Math.min(limit, ...callers);
  return [
    ...shorterFixes(design, time, tightest),
    ...(callers.some((wait) => wait < time.total) ? [] : longerFixes(design, route.element, time)),
  ];
}

/** Lets the one who stops the work wait as long as it takes, where its product can. */
function longerFixes(design: Design, element: Element, time: Time): readonly Fix[] {
  const needed = Math.ceil(time.total / 1_000) * 1_000;
  const most = element.limits.timeout?.value ?? (element.technology ? undefined : Number.POSITIVE_INFINITY);
  if (!Number.isFinite(needed) || most === undefined || needed > most) return [];
  const value = `timeout ${showDuration(needed)}`;
  return [
    { title: `Let ${element.name} wait for ${showDuration(needed)}`, safe: false, edits: setStatement(design, element, 'timeout', value) },
  ];
}

function patienceFixes(design: Design, effect: CallEffect, time: Time): readonly Fix[] {
  const needed = Math.ceil(time.total / 1_000) * 1_000;
  const { source } = effect.options;
  const written = source && /\btimeout\s+[\d.]+[a-z]+/.exec(textOf(design, source));
  if (!written || !Number.isFinite(needed)) return [];
  const place = { ...source, offset: source.offset + written.index, end: source.offset + written.index + written[0].length };
  return [
    {
      title: `Let ${effect.activity.label} wait for ${showDuration(needed)}`,
      safe: false,
      edits: [replaceSource(place, `timeout ${showDuration(needed)}`)],
    },
  ];
}
