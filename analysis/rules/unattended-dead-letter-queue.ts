import type { Channel, Design, Fix } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import { withTechnology } from '../element-names.ts';
import { nameFrom } from '../fixes/elements.ts';
import { addStatement } from '../fixes/statements.ts';
import { isEmptied } from '../passes/dead-letter-queues.ts';
import { canPark, type ParkedLegs, parkings } from '../passes/parkings.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'unattended-dead-letter-queue',
  code: 'DLQ008',
  category: 'dead-letter',
  star: false,
  severity: 'warning',
  summary: 'A dead-letter queue that nobody watches, empties or owns.',
  why: `A message in a dead-letter queue is an incident that has been put off, not solved. Without an alarm, a consumer or a person who answers for it, it
lies there until it expires, and the dead-letter queue has only made the loss slower and quieter. AWS Well-Architected names it as an anti-pattern (REL05-BP04).`,
  failureStory: [
    'The dead-letter queue was made with the queue, by the template. Nobody set an alarm.',
    'A partner changes a format, and a tenth of the orders is parked, day after day.',
    'Two weeks later the first of them expire. The customers ask; the queue says how many there were.',
  ],
  whenNotToUse: `Where a monitoring profile watches all dead-letter queues, say so once in a house technology: \`technology house.queue is queue like aws.sqs { alarm }\`.
An \`owner\` on the queue itself is accepted too.`,
  examples: {
    wrong: `event Refunded { key paymentId }

service Desk { sends Refunded to Refunds }
queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
queue Parked : aws.sqs { retention 14d }
service Books : aws.ecs { on Refunded from Refunds }
`,
    right: `event Refunded { key paymentId }

service Desk { sends Refunded to Refunds }
queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
queue Parked : aws.sqs { retention 14d  alarm }
service Books : aws.ecs { on Refunded from Refunds }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp04.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  ],
  since: '0.1.0',
  fixable: 'safe',
  messages: {
    unwatched: 'Nobody watches {queue}: what is parked there {end}. Add an `alarm`, or an `owner` who looks.',
    own: 'Nobody watches the dead letters of {queue}: what is parked there {end}. Add an `alarm` to {name}.',
  },
  check({ design, analysis, report }) {
    const byQueue = new Map<Channel, ParkedLegs[]>();
    for (const parked of analysis(parkings)) {
      const { to } = parked.parking;
      if (isChannel(to)) byQueue.set(to, [...(byQueue.get(to) ?? []), parked]);
    }
    for (const [queue, parked] of byQueue) {
      if (queue.facts.alarm || queue.owner !== undefined || isEmptied(design, queue) || !parked.some(isMissed)) continue;
      const [first] = parked;
      const owner = queue.deadLettersOf;
      const place = owner && first && first.parking.origin.kind !== 'technology' ? first.parking.source : undefined;
      const element = owner ?? queue;
      const end = endOf(queue);
      report({
        ...(owner
          ? ({ message: 'own', data: { queue: withTechnology(owner), name: owner.name, end } } as const)
          : ({ message: 'unwatched', data: { queue: withTechnology(queue), end } } as const)),
        source: place ?? element.syntax.name ?? element.syntax.head,
        subject: queue.id,
        related: owner ? [] : parked.map(({ parking }) => ({ message: `${parking.origin.name} parks in it`, source: parking.source })),
        fixes: [
          { title: `Tell someone when a message is parked`, safe: true, edits: alarmEdits(design, element) },
          ...redriveFixes(design, queue, parked),
        ],
      });
    }
  },
});

/** Parking what may be lost is another rule's finding, and nobody need look there. */
function isMissed({ legs }: ParkedLegs): boolean {
  const parking = legs.filter(canPark);
  const messages = parking.flatMap((hop) => hop.messages);
  return (messages.length === 0 && parking.length > 0) || messages.some(({ criticality }) => criticality !== 'expendable');
}

function endOf({ facts }: Channel): string {
  const retention = facts.retention?.value;
  return retention !== undefined && Number.isFinite(retention)
    ? `expires after ${showDuration(retention)} without anyone having seen it`
    : 'stays there unseen';
}

function alarmEdits(design: Design, { syntax }: Channel) {
  return addStatement(design, syntax, 'alarm');
}

/** Put back where it failed once the fault is mended, where that is one channel. */
function redriveFixes(design: Design, queue: Channel, parked: readonly ParkedLegs[]): readonly Fix[] {
  const sources = new Set(parked.map(({ channel }) => channel));
  const [source] = sources;
  if (queue.deadLettersOf || sources.size !== 1 || !source || source.deadLettersOf || source === queue) return [];
  const name = nameFrom(queue.system, source);
  return [
    { title: `Let them be put back into ${source.name}`, safe: false, edits: addStatement(design, queue.syntax, `redrives to ${name}`) },
  ];
}
