import type { Activity, CallEffect, Design } from '../../language/model/design.ts';
import { showRate } from '../../language/model/quantities.ts';
import { removeOption } from '../fixes/options.ts';
import { objectOf } from '../names.ts';
import { type Amplified, amplification } from '../passes/amplification.ts';
import { capacityOf } from '../passes/capacities.ts';
import { rateOfEffect, rates } from '../passes/rates.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'retry-amplification',
  code: 'RES002',
  category: 'resilience',
  star: false,
  severity: 'warning',
  summary: 'Several layers retry the same failure, and their retries multiply.',
  why: `Each layer thinks that it tries three times. Together they multiply: a queue that delivers five times to a handler that tries four times calls the
target twenty times for one message; three tries on five layers are 243. It happens exactly when the target is overloaded.`,
  failureStory: [
    'The payment service slows down, and the calls of the checkout time out.',
    'The checkout tries four times, and the queue before it delivers each order five times.',
    'The payment service, already too slow, gets twenty times the calls, and does not come back.',
  ],
  whenNotToUse: `Where the layers wait long enough between tries that they do not add up to a burst.`,
  examples: {
    wrong: `command Charge { key paymentId }
queue Charges : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves pay { sends Charge to Charges } }
service Payments : aws.lambda {
  timeout 5s
  on Charge from Charges { calls Bank.charge with timeout 1s, 3 retries exponential jitter, key paymentId }
}
external Bank { serves charge idempotent by paymentId }
`,
    right: `command Charge { key paymentId }
queue Charges : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves pay { sends Charge to Charges } }
service Payments : aws.lambda {
  timeout 5s
  on Charge from Charges { calls Bank.charge with timeout 1s, key paymentId }
}
external Bank { serves charge idempotent by paymentId }
`,
  },
  sources: [
    'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp03.html',
    'https://learn.microsoft.com/en-us/azure/architecture/antipatterns/retry-storm/',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    maxAmplification: {
      type: 'number',
      default: 10,
      minimum: 1,
      description: 'How many calls for one original request are still accepted.',
    },
  },
  messages: {
    overwhelms:
      'When {target} fails, it is called up to {times} times for one original request: {layers}. Of {rate} at peak that makes {load}, and {target} can do {capacity}: it does not come back. Retry at one layer only, or put a `circuit-breaker` before it.',
    multiplies:
      'When {target} fails, it is called up to {times} times for one original request: {layers}. Retry at one layer only, or put a `circuit-breaker` before it.',
  },
  check({ design, options, analysis, report }) {
    const { activities } = analysis(rates);
    const found = analysis(amplification).filter(({ times, multiplied }) => multiplied && times > options.maxAmplification);
    for (const { call, times, layers: layersOf } of innermost(design, found)) {
      const layers = layersOf();
      const { retries, source } = call.options;
      const target = objectOf(call);
      const fixes =
        retries && source && !call.implied
          ? [{ title: `Do not retry ${target} here`, safe: false, edits: [removeOption(design, source, retries.source)] }]
          : [];
      const shared = {
        source: call.syntax.source,
        subject: call.callees[0]?.id ?? call.target?.id,
        related: layers.map(({ text, source: place }) => ({ message: text, source: place })),
        fixes,
      };
      const data = { target, times, layers: layers.map(({ text }) => text).join(', ') };
      const rate = rateOfEffect(call, activities)?.peak;
      const capacity = capacityFor(call);
      // What is too much already when all goes well is not the retries' fault.
      if (rate !== undefined && capacity !== undefined && rate <= capacity && rate * times > capacity) {
        const rates = { rate: showRate(rate), load: showRate(rate * times), capacity: showRate(capacity) };
        report({ message: 'overwhelms', data: { ...data, ...rates }, severity: 'error', ...shared });
      } else report({ message: 'multiplies', data, ...shared });
    }
  },
});

/** @returns how many calls a second the target takes: as it states, or as many as it gets done. */
function capacityFor({ callees, target }: CallEffect): number | undefined {
  const [callee, ...others] = callees;
  const done = callee && others.length === 0 ? capacityOf(callee, undefined)?.perSecond : undefined;
  const stated = target?.facts.throughput?.value.peak;
  return done === undefined || stated === undefined ? (done ?? stated) : Math.min(done, stated);
}

/**
 * A layer above one that is reported multiplies the same failure: one finding is enough. Calls in a circle are not among those found, so there is
 * always one below all others.
 */
function innermost(design: Design, found: readonly Amplified[]): readonly Amplified[] {
  const worst = new Map<CallEffect, Amplified>();
  for (const one of found) if (one.times > (worst.get(one.call)?.times ?? 0)) worst.set(one.call, one);
  const leading = leadingTo(design, [...worst.keys()]);
  return [...worst.values()].filter(({ call }) => !call.callees.some((callee) => leading.has(callee)));
}

/** The activities that make one of these calls, or call one that does. */
function leadingTo({ index }: Design, calls: readonly CallEffect[]): ReadonlySet<Activity> {
  const leading = new Set<Activity>();
  const left = calls.map(({ activity }) => activity);
  for (let activity = left.pop(); activity; activity = left.pop()) {
    if (leading.has(activity)) continue;
    leading.add(activity);
    for (const call of index.callsOf.get(activity.id) ?? []) if (call.kind === 'calls') left.push(call.activity);
  }
  return leading;
}
