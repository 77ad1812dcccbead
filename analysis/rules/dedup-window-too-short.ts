import type { Activity, Design, Fix } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import { removeSource, setStatement } from '../fixes/statements.ts';
import { insertAt, textOf } from '../fixes/text.ts';
import { inputOf } from '../names.ts';
import { judgedHorizons } from '../passes/horizons.ts';
import { lossBearing } from '../passes/loss-bearing.ts';
import { keyKnownTo, Repetition } from '../passes/repetition.ts';
import { defineRule } from '../rule.ts';

/** Windows are proposed in whole days. */
const day = 24 * 3_600_000;

export const rule = defineRule({
  id: 'dedup-window-too-short',
  code: 'IDP003',
  category: 'idempotency',
  star: false,
  severity: 'warning',
  summary: 'A handler forgets the keys that it has processed while the same message can still come again.',
  why: `An idempotent consumer recognises a message for as long as it remembers its key. How long the same message can come again is a property of the way
it takes: how long a topic goes on trying, how long a queue keeps, how long a parked message lies before somebody redrives it, how long a stream can be
read again. If memory is shorter than that, the guard is gone just when it is needed: after an outage, and during the clean-up after it.`,
  failureStory: [
    'Invoicing remembers for an hour which orders it has handled.',
    'A subscription cannot reach its queue for an evening, and the topic repeats a delivery whose acknowledgement was lost.',
    'The order comes six hours after it was handled, nobody remembers it, and a second invoice is sent.',
  ],
  whenNotToUse: `Where a late duplicate is known to be recognised by something else, such as a unique constraint in the store.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }
topic Orders : aws.sns
queue Invoices : aws.sqs { subscribes to Orders  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Orders } }
service Invoicing : aws.lambda {
  timeout 5s
  on OrderPlaced from Invoices idempotent by orderId within 1h using Ledger { appends Ledger }
}
store Ledger : aws.dynamodb { key orderId }
`,
    right: `event OrderPlaced { key orderId }
topic Orders : aws.sns
queue Invoices : aws.sqs { subscribes to Orders  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Orders } }
service Invoicing : aws.lambda {
  timeout 5s
  on OrderPlaced from Invoices idempotent by orderId within 30d using Ledger { appends Ledger }
}
store Ledger : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/idempotent-consumer',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    slack: {
      type: 'duration',
      default: 0,
      description: 'How much longer than its key is remembered a message may come again before that is reported.',
    },
  },
  messages: {
    forgets:
      'The same {message} can reach {handler} again for {horizon} ({cause}), but {handler} forgets what it has processed after {window}. Remember for {wanted}.',
    expires:
      'The same {message} can reach {handler} again for {horizon} ({cause}), but {store} drops the marks after its `ttl` of {window}. Let it keep them for {wanted}.',
  },
  check({ design, options, analysis, report }) {
    const known = analysis(judgedHorizons);
    const bearing = analysis(lossBearing);
    const repetition = new Repetition();
    for (const activity of design.activities) {
      const { idempotency } = activity;
      // Losing some of them is fine, and so is having some twice.
      if (bearing.has(activity)) continue;
      const horizon = known.get(activity.id);
      if (!idempotency?.within || !horizon || idempotency.within + options.slack >= horizon.milliseconds) continue;
      if (!repetition.ofBody(activity, keyKnownTo(activity)).some(({ certain }) => certain)) continue;
      const written = /\swithin\s+\S+/.exec(textOf(design, idempotency.source));
      const { cause, way } = horizon.explain();
      const wanted = Math.ceil(horizon.milliseconds / day) * day;
      const data = {
        message: activity.messages.length > 0 ? inputOf(activity) : 'request',
        handler: activity.label,
        horizon: Number.isFinite(horizon.milliseconds) ? showDuration(roughly(horizon.milliseconds)) : 'an unlimited time',
        cause,
        window: showDuration(idempotency.within),
        wanted: Number.isFinite(wanted) ? `at least ${showDuration(wanted)}, or for ever` : 'ever',
      };
      const shared = { source: idempotency.source, subject: activity.id, related: way };
      if (written) report({ message: 'forgets', data, ...shared, fixes: windowFixes(activity, written, wanted) });
      else if (idempotency.using)
        report({
          message: 'expires',
          data: { ...data, store: idempotency.using.name },
          ...shared,
          fixes: ttlFixes(design, activity, wanted),
        });
    }
  },
});

/** Nobody wants to read of a redelivery after `1987350s`. */
function roughly(milliseconds: number): number {
  const unit = milliseconds >= day ? day : milliseconds >= 3_600_000 ? 3_600_000 : 60_000;
  return milliseconds > unit ? Math.round(milliseconds / unit) * unit : milliseconds;
}

function windowFixes({ idempotency }: Activity, written: RegExpExecArray, wanted: number): readonly Fix[] {
  if (!idempotency) return [];
  const { uri, offset } = idempotency.source;
  const start = offset + written.index;
  const end = start + written[0].length;
  const fixes: Fix[] = [];
  if (Number.isFinite(wanted)) {
    const edit = { ...insertAt(uri, start, ` within ${showDuration(wanted)}`), end };
    fixes.push({ title: `Remember for ${showDuration(wanted)}`, safe: false, edits: [edit] });
  }
  const ttl = idempotency.using?.facts.ttl?.value;
  // Without a window of its own, the store's `ttl` would be the window.
  if (ttl === undefined) fixes.push({ title: 'Remember for ever', safe: false, edits: [{ ...insertAt(uri, start, ''), end }] });
  return fixes;
}

function ttlFixes(design: Design, { idempotency }: Activity, wanted: number): readonly Fix[] {
  const store = idempotency?.using;
  const place = store?.statements.get('ttl')?.[0];
  if (!store) return [];
  const fixes: Fix[] = [];
  if (Number.isFinite(wanted)) {
    const edits = setStatement(design, store, 'ttl', `ttl ${showDuration(wanted)}`);
    fixes.push({ title: `Let ${store.name} keep for ${showDuration(wanted)}`, safe: false, edits });
  }
  if (place) fixes.push({ title: `Let ${store.name} keep for ever`, safe: false, edits: [removeSource(design, place)] });
  return fixes;
}
