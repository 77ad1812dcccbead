import type { Activity, Design, Fix, Message } from '../../language/model/design.ts';
import { showKey } from '../../language/model/quantities.ts';
import { insertAt, textOf } from '../fixes/text.ts';
import { inputOf } from '../names.ts';
import { type Cause, duplicateId, duplicates, wayOf } from '../passes/duplicates.ts';
import { keyOf } from '../passes/repetition.ts';
import { askWhole, defineQuestion } from '../questions.ts';
import { defineRule } from '../rule.ts';

/** The id that a channel gives to a message: a new one each time it is published. */
const transportId = 'transport.id';

export const rule = defineRule({
  id: 'unstable-idempotency-key',
  code: 'IDP004',
  category: 'idempotency',
  star: false,
  severity: 'warning',
  summary: 'A handler recognises messages by an id that is another one when the message comes again, or the same for different messages.',
  why: `A consumer can only recognise what keeps its name. The id that a broker gives a message is new each time the message is *published*: a producer that
tries again, the relay of an outbox, a topic that feeds a queue, and with some products a redrive all give the same logical message a new one.
A correlation id fails the other way round: it is shared by all messages of a flow, so two different ones look like one. Only an id that the producer
assigned, once, to the fact itself is stable.`,
  failureStory: [
    'Billing remembers the broker’s message ids. The producer’s connection breaks, and it publishes the order again.',
    'The second message has another id. Billing has never seen it and bills the order twice.',
  ],
  whenNotToUse: `Where the message is published exactly once by construction, for example by a change stream with ids of its own.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }
topic Orders : aws.sns
queue Bills : aws.sqs { subscribes to Orders  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Orders } }
service Billing : aws.lambda {
  timeout 5s
  on OrderPlaced from Bills idempotent by transport.id using Ledger { appends Ledger }
}
store Ledger : aws.dynamodb { key orderId }
`,
    right: `event OrderPlaced { key orderId }
topic Orders : aws.sns
queue Bills : aws.sqs { subscribes to Orders  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Orders } }
service Billing : aws.lambda {
  timeout 5s
  on OrderPlaced from Bills idempotent by orderId using Ledger { appends Ledger }
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
  messages: {
    transport:
      '{handler} recognises {message} by the id that the channel gives it, but {cause}, each time under a new id, so the repeat looks new. Use an id of the producer: `idempotent by {key}`.',
    correlation:
      '{handler} recognises {message} by {field}, which ties a whole flow together: two different messages of one flow look like one, and the second is dropped. Use the id of the message itself: `idempotent by {key}`.',
  },
  check({ design, analysis, report }) {
    const { channels } = analysis(duplicates);
    for (const activity of design.activities) {
      const { idempotency } = activity;
      const [field, ...others] = idempotency?.by ?? [];
      if (!idempotency || field === undefined || others.length > 0) continue;
      const key = keyOf(activity.messages);
      const shared = { source: idempotency.source, subject: activity.id, fixes: fixesOf(design, activity) };
      const data = { handler: activity.label, message: inputOf(activity), key: key ? showKey(key) : '…' };
      if (field === transportId) {
        const cause = renamed(design, activity, channels);
        if (cause) report({ message: 'transport', data: { ...data, cause: cause.text }, ...shared, related: wayOf(cause) });
      } else if (tiesTogether(design, activity, field)) report({ message: 'correlation', data: { ...data, field }, ...shared });
    }
  },
});

/** @returns why the same message comes into the handler's channel under another id, if it does. */
function renamed(design: Design, activity: Activity, channels: ReadonlyMap<string, Cause>): Cause | undefined {
  for (const { from, messages } of design.index.hopsTo.get(activity.id) ?? []) {
    if (from.kind !== 'channel') continue;
    for (const message of messages) {
      const cause = channels.get(duplicateId(from.channel, message));
      // Most products put a parked message back as it was; some give it a new id.
      if (cause && (cause.kind !== 'redrive' || from.channel.facts.newIds)) return cause;
    }
  }
  return undefined;
}

const isKey = defineQuestion(
  'is-key',
  (parts) => new Set(parts.flatMap(({ messages }) => messages.flatMap(({ key }) => key?.join('+') ?? []))),
  (keys, field) => keys.has(field),
);

/** A correlation field that is no message's own key. Without a message of its own, an operation is judged by all messages there are. */
function tiesTogether(design: Design, { messages, element }: Activity, field: string): boolean {
  const isCorrelation = (message: Message): boolean => message.correlation === field && message.key?.join('+') !== field;
  if (messages.length > 0) return messages.every(isCorrelation);
  return element.system.correlation === field && !askWhole(design, isKey, field);
}

function fixesOf(design: Design, { idempotency, messages }: Activity): readonly Fix[] {
  const key = keyOf(messages);
  const by = idempotency && /\sby\s+[^\s]+/.exec(textOf(design, idempotency.source));
  if (!key || !by || !idempotency) return [];
  const { uri, offset } = idempotency.source;
  const edit = { ...insertAt(uri, offset + by.index, ` by ${showKey(key)}`), end: offset + by.index + by[0].length };
  return [{ title: `Recognise it by ${showKey(key)}`, safe: false, edits: [edit] }];
}
