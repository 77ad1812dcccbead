import type { Effect } from '../../language/model/design.ts';
import type { Related } from '../../language/model/source.ts';
import { guardText, idempotencyFixes, namingText } from '../fixes/idempotency.ts';
import { objectOf, shortText } from '../names.ts';
import { type ExposedConsumer, exposedConsumers } from '../passes/consumers.ts';
import { wayOf } from '../passes/duplicates.ts';
import { callsTo, type Difference } from '../passes/repetition.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'non-idempotent-consumer',
  code: 'IDP001',
  category: 'idempotency',
  star: true,
  severity: 'error',
  summary: 'A handler that may get a message twice does something that twice is not the same as once.',
  why: `Almost every broker delivers *at least once*: it hands a message out again when the acknowledgement of the first delivery is lost, comes too late, or
never comes because the consumer died. A producer that retries and an outbox that is relayed repeat messages too. This is no accident that can be
configured away; it is how messages survive failures. So a consumer has to be *idempotent*: what it does for a message must be the same whether the
message comes once or three times.

An effect that overwrites (\`puts\`), creates by key (\`inserts\`) or removes (\`deletes\`) is idempotent by nature. One that adds (\`increments\`,
\`appends\`), starts something, or calls a system that does not recognise a repeated request is not.`,
  failureStory: [
    'Statistics adds an order to the revenue of the day, and its instance is replaced before it has acknowledged the message.',
    'The queue delivers the order again, and another instance adds it again.',
    'The revenue is too high. Nothing failed, nothing was logged, and nobody can tell afterwards which orders were counted twice.',
  ],
  whenNotToUse: `Where duplicates do not matter: mark the message \`expendable\`, or silence the rule with the reason. A count that may be a little too high, such as
page views, is an example.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }
queue Revenue : aws.sqs { dead-letters after 5 attempts  alarm }
service Statistics : aws.lambda {
  timeout 5s
  on OrderPlaced from Revenue { increments Sales }
}
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Revenue } }
store Sales : aws.dynamodb { key day }
`,
    right: `event OrderPlaced { key orderId }
queue Revenue : aws.sqs { dead-letters after 5 attempts  alarm }
service Statistics : aws.lambda {
  timeout 5s
  on OrderPlaced from Revenue idempotent by orderId using Sales { increments Sales }
}
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Revenue } }
store Sales : aws.dynamodb { key day }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/idempotent-consumer',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel04-bp04.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html',
    'https://microservices.io/patterns/communication-style/idempotent-consumer.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    increments: '{handler} adds to {store} once per delivery, but {cause}. Make the handler {guard}, or write the value with `puts`.',
    appends:
      '{handler} appends to {store} once per delivery, but {cause}. Make the handler {guard}, or create the row by its key with `inserts`.',
    external:
      '{handler} calls {target} once per delivery, but {cause}, and nothing says that {target} recognises a repeated call. Make the handler {guard}, or pass a `key` that {target} is idempotent by.',
    calls:
      '{handler} calls {target}, which {effect}, once per delivery, but {cause}. Make the handler or {target} {guard}, and let the call carry that `key`.',
    starts:
      '{handler} starts a run of {target} per delivery, but {cause}. Name the run {naming}, so that the second start is the same run.',
    run: '{handler} begins a run per message, but {cause}, and the second run {effect} again. Name the run {naming}, or make {effect} idempotent.',
    rerun:
      '{cause}, and twice is not the same as once for what it does: {handler} {effect}. Let an idempotent operation do that and give the call a `key`, or write so that twice is the same.',
    writes:
      '{handler} `writes` {store}, and {cause}: the design does not say whether that twice is the same as once. Say how it writes (`puts`, `increments`, …), or make the handler {guard}.',
    unknownEffect:
      '{cause}, and the design does not say what {handler} does with the second one. Write down its effects, or make it {guard}.',
    unknownDelivery:
      '{handler} {effect}, which twice is not the same as once, and the design does not say how often {message} is delivered. Give the channel a technology or a `delivery`, or make the handler {guard}.',
  },
  check({ design, analysis, report }) {
    for (const consumer of analysis(exposedConsumers)) {
      const { activity, differences, cause, broker, hop, subscription } = consumer;
      const [first] = differences;
      if (broker) continue;
      const source =
        activity.kind === 'workflow' ? (subscription?.syntax.source ?? activity.syntax.name ?? activity.syntax.head) : activity.syntax.head;
      const shared = {
        source,
        subject: activity.id,
        related: [...differences.map(relatedEffect), ...(cause ? wayOf(cause) : [])],
        severity: mattersLittle(differences) ? ('warning' as const) : undefined,
        fixes: idempotencyFixes(design, consumer),
      };
      const handler = activity.label;
      const { guard, naming } = namesFor(consumer);
      if (!first) {
        // The body is left out.
        if (cause)
          report({ message: 'unknownEffect', data: { handler, cause: sentenceStart(cause.text), guard }, ...shared, unknown: 'silent' });
        continue;
      }
      const effect = shortText(first.effect);
      if (!cause) {
        const message = hop?.messages[0]?.name ?? 'its message';
        report({ message: 'unknownDelivery', data: { handler, effect, message, guard }, ...shared, unknown: 'silent' });
      } else if (!first.certain) {
        if (first.effect.kind === 'writes' && !first.call)
          report({
            message: 'writes',
            data: { handler, store: objectOf(first.effect), cause: cause.text, guard },
            ...shared,
            unknown: 'hint',
          });
        else report({ message: 'unknownEffect', data: { handler, cause: sentenceStart(cause.text), guard }, ...shared, unknown: 'silent' });
      } else if (activity.kind === 'workflow' && cause.kind === 'rerun')
        report({ message: 'rerun', data: { cause: sentenceStart(cause.text), handler: first.effect.activity.label, effect }, ...shared });
      else if (activity.kind === 'workflow') report({ message: 'run', data: { handler, effect, cause: cause.text, naming }, ...shared });
      else {
        const { call } = first;
        const data = { handler, cause: cause.text, guard };
        if (call) report({ message: 'calls', data: { ...data, target: objectOf(call), effect: shortText(first.effect) }, ...shared });
        else if (first.effect.kind === 'starts')
          report({ message: 'starts', data: { handler, cause: cause.text, naming, target: objectOf(first.effect) }, ...shared });
        else if (first.effect.kind === 'calls')
          report({ message: 'external', data: { ...data, target: objectOf(first.effect) }, ...shared });
        else if (first.effect.kind === 'appends')
          report({ message: 'appends', data: { ...data, store: objectOf(first.effect) }, ...shared });
        else report({ message: 'increments', data: { ...data, store: objectOf(first.effect) }, ...shared });
      }
    }
  },
});

function relatedEffect({ effect, certain }: Difference): Related {
  return { message: `${effect.activity.label} ${shortText(effect)}${certain ? '' : ', it is not said how'}`, source: effect.syntax.source };
}

/** How the consumer, or the run, recognises what comes again: as a sentence has it. */
function namesFor({ activity, subscription }: ExposedConsumer): { readonly guard: string; readonly naming: string } {
  const started = activity.kind === 'workflow' ? subscription : undefined;
  const messages = started ? (started.messages.length > 0 ? started.messages : started.to.messages) : activity.messages;
  const consumer = { ...activity, messages };
  return { guard: guardText(consumer), naming: namingText(consumer) };
}

function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A mail sent twice is a nuisance and no more: operations marked `expendable`. */
function mattersLittle(differences: readonly Difference[]): boolean {
  return differences.length > 0 && differences.every((one) => [...callsTo(one), one.effect].some(isExpendable));
}

function isExpendable(effect: Effect): boolean {
  return 'callees' in effect && effect.callees.length > 0 && effect.callees.every((callee) => callee.criticality === 'expendable');
}
