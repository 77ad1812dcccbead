import type { Channel, Design } from '../../language/model/design.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { listed, messageNames, withTechnology } from '../element-names.ts';
import { removeUnusedSink, usualAttempts } from '../fixes/dead-letters.ts';
import { addStatement } from '../fixes/statements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { compareVersions } from '../fixes/versions.ts';
import { type OrderedDelivery, order } from '../passes/order.ts';
import { canPark, type Parking, parkings } from '../passes/parkings.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'dead-letter-breaks-ordering',
  code: 'DLQ002',
  category: 'dead-letter',
  star: true,
  severity: 'error',
  summary: 'A dead-letter queue on a path that must keep the order: later messages overtake the parked one.',
  why: `A dead-letter queue takes the message that fails out of the line, and the line moves on. Where the messages of one key must be handled in order that
is exactly what must not happen: the change that failed is skipped, the ones built upon it are applied, and when the parked one is put back a day later
it overwrites what came after it. Losing the order silently is worse than standing still.`,
  failureStory: [
    'The third position of vehicle 7 cannot be read and is parked after five attempts.',
    'Positions four to ninety are handled, and the map is right again.',
    'The fault is mended and the queue redriven: position three arrives after position ninety, and the vehicle jumps back to this morning.',
  ],
  whenNotToUse: `Where gaps and late messages are fine for a consumer, let it say so: \`with ordering none\`, or \`puts … if newer\` on all its writes. Then the
rule is silent, as it is for \`dead-letters group\`, which parks the whole key.`,
  examples: {
    wrong: `event Moved { key vehicleId  ordered by vehicleId }

service Vehicle { sends Moved to Tracks }
queue Tracks : aws.sqs.fifo { grouped by vehicleId  dead-letters after 5 attempts  alarm }
service Map : aws.ecs { on Moved from Tracks { puts Positions } }
store Positions : aws.dynamodb { key vehicleId }
`,
    right: `event Moved { key vehicleId  ordered by vehicleId }

service Vehicle { sends Moved to Tracks }
queue Tracks : aws.sqs.fifo { grouped by vehicleId  no dead-letters because "order matters"  alarm }
service Map : aws.ecs { on Moved from Tracks { puts Positions } }
store Positions : aws.dynamodb { key vehicleId }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/sequential-convoy',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    overtaken:
      '{consumer} needs {message} {order}, but {attempts} {channel} moves one to {sink} and goes on with the next. {halt}ark the whole group (`dead-letters group`), or let {consumer} compare versions (`if newer`).',
  },
  check({ design, analysis, report }) {
    const { keptOn } = analysis(order);
    for (const { parking, legs, channel } of analysis(parkings)) {
      if (parking.wholeGroup || !channel) continue;
      // Where the tries never end nothing is ever parked.
      const ending = legs.filter((leg) => leg.guarantee.attempts?.value !== Number.POSITIVE_INFINITY && canPark(leg));
      const needed = ending.flatMap(({ id }) => keptOn.get(id) ?? []);
      const [leg] = ending;
      const [first] = needed;
      if (!leg || !first) continue;
      // Behind a handler's dead letters those of its channel would take over.
      const takenOver = parking.origin.kind === 'handler' && channel.failure?.kind === 'dead-letters';
      const halts = leg.kind === 'deliver' && channel.kind !== 'topic' && channel.kind !== 'bus' && !takenOver;
      report({
        message: 'overtaken',
        data: {
          consumer: listed(needed.map(({ consumer }) => consumer.label)),
          message: messageNames(needed.map(({ message }) => message)),
          order: orderText(first),
          attempts: leg.guarantee.attempts ? `after ${leg.guarantee.attempts.value} failed attempts` : 'when it keeps failing',
          channel: withTechnology(channel),
          sink: parking.to?.name ?? 'its dead-letter queue',
          halt: halts ? 'Halt the key (`no dead-letters` and an `alarm`), p' : 'P',
        },
        source: parking.source,
        subject: leg.id,
        related: needed.map(({ consumer, hop }) => ({ message: `${consumer.label} needs the order`, source: hop.source })),
        fixes: fixesFor(design, parking, channel, halts, needed),
      });
    }
  },
});

function orderText({ message }: OrderedDelivery): string {
  const by = message.ordered?.by;
  return by ? `in order per ${by.join(' + ')}` : 'in order';
}

function fixesFor(design: Design, parking: Parking, channel: Channel, halts: boolean, needed: readonly OrderedDelivery[]): readonly Fix[] {
  const handlers = [...new Set(needed.map(({ consumer }) => consumer))];
  const fixes: Fix[] = [];
  const halt = halts ? haltEdits(design, parking, channel) : [];
  if (halt.length > 0) fixes.push({ title: `Halt the key until someone mends it`, safe: false, edits: halt });
  fixes.push({ title: `Park the whole group`, safe: false, edits: [groupEdit(design, parking, channel)].flat() });
  return [...fixes, ...compareVersions(design, handlers)];
}

/** Said at the queue: nothing is parked. Said at a handler: it tries without end. */
function haltEdits(design: Design, parking: Parking, channel: Channel): readonly TextEdit[] {
  const { origin, source } = parking;
  const unused = removeUnusedSink(design, parking);
  const alarm = channel.facts.alarm ? [] : ['alarm'];
  const decision = 'no dead-letters because "order matters"';
  switch (origin.kind) {
    case 'channel':
      return [replaceSource(source, [decision, ...alarm].join('  ')), ...unused];
    case 'technology':
      return addStatement(design, channel.syntax, [decision, ...alarm]);
    case 'handler':
      return [replaceSource(source, 'unlimited retries'), ...addStatement(design, channel.syntax, alarm), ...unused];
    default:
      return [];
  }
}

function groupEdit(design: Design, { origin, source, attempts }: Parking, channel: Channel): TextEdit | readonly TextEdit[] {
  if (origin.kind === 'technology')
    return addStatement(design, channel.syntax, `dead-letters group after ${attempts ?? usualAttempts} attempts`);
  return replaceSource(source, textOf(design, source).replace(/^dead-letters/, 'dead-letters group'));
}
