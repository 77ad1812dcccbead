import type { Channel, Design } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { messageNames, withTechnology } from '../element-names.ts';
import { parkFixes } from '../fixes/dead-letters.ts';
import { addStatement } from '../fixes/statements.ts';
import { consumerOf, failures, isMisplaced, type Leg, misplacements, placeOf } from '../passes/failures.ts';
import { groupOf, order } from '../passes/order.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'poison-message-blocks-partition',
  code: 'ORD003',
  category: 'ordering',
  star: true,
  severity: 'warning',
  summary: 'A message that always fails holds back all that come after it, for as long as the channel keeps it, and nobody is told.',
  why: `Channels that keep order deliver the head of a group, a shard or a partition until it succeeds. If it never does, everything behind it waits: one
vehicle, one account, or a whole partition of them. Standing still can be the right choice where order matters more than speed; but then somebody must
come, and only an alarm on the age of the oldest message brings them. Where gaps are acceptable, bounded tries and a dead-letter queue keep the rest
moving.`,
  failureStory: [
    'One position of vehicle 7 has a field that the map cannot parse.',
    'The map fails, receives it again, fails. All later positions of vehicle 7 wait behind it; the other vehicles are fine, so no dashboard turns red.',
    'Four days later it expires, and with it, one by one, what has waited behind it.',
  ],
  whenNotToUse: `Where standing still is watched in another way than by an \`alarm\` on the channel. Otherwise an \`alarm\` there is all it takes.`,
  examples: {
    wrong: `event Moved { key vehicleId  ordered by vehicleId }

service Vehicle { sends Moved to Tracks }
queue Tracks : aws.sqs.fifo { grouped by vehicleId  no dead-letters because "order matters" }
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
    'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html',
    'https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling',
  ],
  since: '0.1.0',
  fixable: 'safe',
  messages: {
    unnoticed:
      'One {message} that {consumer} cannot handle holds back all later ones of {group} in {channel} {until}, as is decided; but nobody is told. Add an `alarm` to {name}.',
    unbounded:
      'One {message} that {consumer} cannot handle holds back all later ones of {group} in {channel} {until}: it is tried without limit, and nobody is told. Add an `alarm` to {name}, or bound the tries and park it with `{park}`.',
  },
  check({ design, analysis, report }) {
    const { keptOn } = analysis(order);
    const misplaced = analysis(misplacements);
    for (const { attachment, legs } of analysis(failures)) {
      const { channel } = attachment;
      const blocking = legs.filter((leg) => leg.fate === 'blocks' && !isMisplaced(leg, misplaced));
      const [leg] = blocking;
      if (!leg || !channel || channel.facts.alarm) continue;
      const decided = leg.hop.guarantee.failure?.kind === 'none' || leg.hop.guarantee.attempts?.origin.kind !== 'technology';
      const ordered = blocking.some(({ hop }) => keptOn.has(hop.id));
      const data = {
        message: messageNames(blocking.flatMap(({ hop }) => hop.messages)).replace(/ and /, ' or ') || 'message',
        consumer: consumerOf(leg.hop),
        group: groupText(design, channel),
        channel: withTechnology(channel),
        until: untilText(leg),
        name: channel.name,
      };
      report({
        ...(decided
          ? ({ message: 'unnoticed', data } as const)
          : ({ message: 'unbounded', data: { ...data, park: ordered ? 'dead-letters group' : 'dead-letters' } } as const)),
        source: placeOf(attachment),
        subject: leg.hop.id,
        related: blocking.map(({ hop }) => ({ message: `${consumerOf(hop)} takes it in order`, source: hop.source })),
        // Where the order matters, or the design says so, standing still is right, and all that is missing is someone who comes.
        fixes: [alarmFix(design, channel, decided || ordered), ...(decided ? [] : parkFixes(design, leg, ordered))],
      });
    }
  },
});

function groupText(design: Design, channel: Channel): string {
  const group = groupOf(design, channel);
  if (group) return `the same ${group.join(' + ')}`;
  return channel.kind === 'stream' ? 'its partition' : 'its group';
}

function untilText({ hop }: Leg): string {
  const retention = hop.guarantee.retention?.value;
  if (retention === undefined) return 'until somebody removes it';
  return Number.isFinite(retention) ? `for up to ${showDuration(retention)}` : 'for ever';
}

function alarmFix(design: Design, channel: Channel, safe: boolean): Fix {
  return { title: `Tell someone when ${channel.name} stands still`, safe, edits: addStatement(design, channel.syntax, 'alarm') };
}
