import type { Channel, Design } from '../../language/model/design.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { listed, withTechnology } from '../element-names.ts';
import { isOneOf, keeping, sinkDeclaration, usualAttempts } from '../fixes/dead-letters.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { addOption, removeOption } from '../fixes/options.ts';
import { addStatement, removeSource } from '../fixes/statements.ts';
import { textOf } from '../fixes/text.ts';
import { consumerOf, type Fate, type Leg, type Misplacement, misplacements } from '../passes/failures.ts';
import { order } from '../passes/order.ts';
import type { Parking } from '../passes/parkings.ts';
import { askWhole, defineQuestion } from '../questions.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'misplaced-dead-letter-queue',
  code: 'DLQ004',
  category: 'dead-letter',
  star: false,
  severity: 'warning',
  summary: 'Dead letters at a place where this technology catches no failures.',
  why: `There is a dead-letter queue in the design, an alarm on it, and still nothing will ever arrive there: a function's failure destination takes only
what was handed to it asynchronously, never what it fetched from a queue; a topic as such has none, each subscription has; a stream leaves it to its
readers. The message takes the way of its technology, which is to be lost or to block.`,
  failureStory: [
    'The function has a dead-letter queue, says the template. It reads from a queue that has none.',
    'An order fails. The function’s dead-letter queue stays empty, because nobody invoked the function asynchronously.',
    'The order comes back every thirty seconds for four days, and is gone.',
  ],
  whenNotToUse: `Where the technology does more than the catalogue knows, correct the fact in a technology of your own, \`dead-letters on handler\`, rather than
silencing the rule.`,
  examples: {
    wrong: `event Paid { key paymentId  critical }

service Checkout { sends Paid to Ledger }
queue Ledger : aws.sqs
queue Parked : aws.sqs { retention 14d  alarm }
service Books : aws.lambda { on Paid from Ledger with dead-letters to Parked after 5 attempts }
`,
    right: `event Paid { key paymentId  critical }

service Checkout { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
queue Parked : aws.sqs { retention 14d  alarm }
service Books : aws.lambda { on Paid from Ledger }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  ],
  since: '0.1.0',
  fixable: 'safe',
  correspondsTo:
    'serverless-rules ES1007 and ES4000 look at how a function or target is fed, and checkov CKV_AWS_116 is content with a queue in the wrong place. Here the technology says where failures are caught.',
  messages: {
    consumer:
      'These dead letters catch nothing that {consumer} gets from {channel}, because failures there are the queue’s: what fails {fate}. Move them to {name}.',
    channel: '{channel} parks nothing itself, its {places} do: what fails {fate}. Move the dead letters to {consumers}.',
  },
  check({ design, analysis, report }) {
    const { keptOn } = analysis(order);
    for (const { parking, legs } of analysis(misplacements).values()) {
      const [leg] = legs;
      const { channel } = leg.attachment;
      if (!channel) continue;
      const fate = fateText(leg.fate);
      const consumers = listed(legs.map(({ hop }) => consumerOf(hop)));
      report({
        ...(parking.origin.kind === 'channel'
          ? ({ message: 'channel', data: { channel: withTechnology(channel), places: placesOf(channel), fate, consumers } } as const)
          : ({ message: 'consumer', data: { consumer: consumers, channel: withTechnology(channel), name: channel.name, fate } } as const)),
        source: parking.source,
        subject: leg.hop.id,
        related: legs.map(({ hop }) => ({ message: `${consumerOf(hop)} takes it from ${channel.name}`, source: hop.source })),
        // What is parked leaves the row: where that matters, the place is a choice again.
        fixes: fixesFor(design, { parking, legs }, channel, !legs.some(({ hop }) => keptOn.has(hop.id))),
      });
    }
  },
});

function fateText(fate: Fate): string {
  switch (fate) {
    case 'blocks':
      return 'holds back all that come after it';
    case 'expires':
      return 'is delivered again until it expires';
    case 'forever':
      return 'is delivered again for ever';
    default:
      return 'is lost';
  }
}

function placesOf({ facts }: Channel): string {
  return facts.catches?.value.places.includes('handler') ? 'consumers' : 'subscriptions';
}

function fixesFor(design: Design, misplacement: Misplacement, channel: Channel, unordered: boolean): readonly Fix[] {
  const { parking, legs } = misplacement;
  if (parking.origin.kind === 'channel') return toConsumers(design, parking, legs, channel, unordered);
  const [leg] = legs;
  const list = leg.hop.to.kind === 'activity' ? leg.hop.to.activity.options.source : undefined;
  const removed = list && removeOption(design, list, parking.source);
  if (!removed) return [];
  const queues = new Set(legs.flatMap(({ attachment }) => attachment.channel ?? []));
  const edits = [...queues].flatMap((queue) => addStatement(design, queue.syntax, queueStatements(design, parking, queue, unordered)));
  // The same sink after the same number of tries is what the author wanted, and had not got.
  const safe = unordered && parking.attempts !== undefined && [...queues].every((queue) => takes(parking, queue) && !queue.failure);
  return [{ title: `Move the dead letters to ${listed([...queues].map(({ name }) => name))}`, safe, edits: [removed, ...edits] }];
}

/** Whether a queue can park where another place does. */
function takes({ to }: Parking, queue: Channel): boolean {
  return !to?.technology || isOneOf(to.technology, queue.facts.catches?.value.sinks ?? []);
}

/** What was said, of the whole group where one that is parked alone would be overtaken. */
function rephrased(design: Design, { source }: Parking, unordered: boolean): string {
  const text = textOf(design, source);
  return unordered ? text : text.replace(/^dead-letters(?! group)/, 'dead-letters group');
}

/** The same sink where the queue can park in it, else a dead-letter queue of its own. */
function queueStatements(design: Design, parking: Parking, queue: Channel, unordered: boolean): readonly string[] {
  const { attempts, wholeGroup } = parking;
  const able = takes(parking, queue);
  if (able && attempts !== undefined) return [rephrased(design, parking, unordered)];
  if (able) return [`${rephrased(design, parking, unordered)} after ${usualAttempts} attempts`];
  const own = `dead-letters ${wholeGroup || !unordered ? 'group ' : ''}after ${attempts ?? usualAttempts} attempts`;
  return queue.facts.alarm ? [own] : [own, 'alarm'];
}

/** Whether a text names the dead letters of a channel, by the channel's name. */
const namesDeadLetters = defineQuestion(
  'names-dead-letters',
  (parts) =>
    new Set(
      parts.flatMap(({ files }) =>
        [...files.values()].flatMap(({ text }) => [...text.matchAll(/([\p{L}\d_-]+)\.dead-letters/gu)].map(([, name = '']) => name)),
      ),
    ),
  (names, name) => names.has(name),
);

/** Each consumer gets what the channel said, each in its own place. */
function toConsumers(design: Design, parking: Parking, legs: readonly Leg[], channel: Channel, unordered: boolean): readonly Fix[] {
  if (askWhole(design, namesDeadLetters, channel.name)) return [];
  const edits: TextEdit[] = [removeSource(design, parking.source)];
  let option = rephrased(design, parking, unordered);
  if (parking.own) {
    const name = freshName(design, `${channel.name}Dlq`);
    const sinks = channel.facts.catches?.value.sinks ?? [];
    edits.push(...insertAfter(design, channel.syntax, sinkDeclaration(design, name, { sinks, like: keeping(design, channel) })));
    option = option.replace(/^dead-letters( group)?/, `dead-letters$1 to ${name}`);
  }
  for (const { attachment } of legs) {
    if (attachment.place === 'queue') return [];
    edits.push(...addOption(design, attachment.place === 'handler' ? attachment.activity : attachment.subscription, option));
  }
  // A queue of its own becomes one with a name, which the author should choose.
  const safe = unordered && !parking.own;
  return [{ title: `Move the dead letters to ${listed(legs.map(({ hop }) => consumerOf(hop)))}`, safe, edits }];
}
