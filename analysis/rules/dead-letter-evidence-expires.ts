import type { Channel, Design } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { withTechnology } from '../element-names.ts';
import { removeUnusedSink } from '../fixes/dead-letters.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { setStatement } from '../fixes/statements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { isConsumed, isDeadLetterQueue } from '../passes/dead-letter-queues.ts';
import { type ParkedLegs, parkings } from '../passes/parkings.ts';
import { defineRule } from '../rule.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const twoWeeks = 2 * week;

export const rule = defineRule({
  id: 'dead-letter-evidence-expires',
  code: 'DLQ006',
  category: 'dead-letter',
  star: false,
  severity: 'warning',
  summary: 'A parked message is gone before anybody can have looked at it.',
  why: `A dead-letter queue is only as good as the time it leaves. Some queues keep a message's age when they park it: what has spent four days failing is
parked four days old, into a queue that keeps for four days. And failure destinations of some streams get a pointer to the records, not the records: when
the stream forgets them, the pointer points nowhere.`,
  failureStory: [
    'The books are down from Thursday evening on. On Monday they are back, cannot read a refund of Thursday, and it is parked.',
    'The dead-letter queue keeps as long as the queue did and counts from Thursday: the message expires within the hour.',
    'The alarm is seen at nine. The queue is empty.',
  ],
  whenNotToUse: `Where a consumer empties the dead-letter queue the rule is silent already; a redrive is started by a person, who needs the time. Where somebody copies
the messages away by hand, silence it and say who.`,
  examples: {
    wrong: `event Refunded { key paymentId }

service Desk { sends Refunded to Refunds }
queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
queue Parked : aws.sqs { alarm }
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
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html',
  ],
  since: '0.1.0',
  fixable: 'safe',
  correspondsTo:
    'prowler kinesis_stream_data_retention_period asks for a fixed number of hours on every stream. This rule compares how long the message has lived with how long it is kept.',
  options: {
    triage: {
      type: 'duration',
      default: 72 * hour,
      description: 'How long it may take until a person looks: a weekend.',
    },
  },
  messages: {
    'keeps-age':
      '{sink} keeps a message for {kept}, counted from when it came into {source}, where it can have spent {spent}: nothing may be left to look at. {advice}',
    short: '{sink} keeps a parked message for {kept}, and it may take {triage} until somebody looks. Keep it longer, `{longer}`.',
    pointers:
      'What {source} parks in {sink} only points to the records, and {source} forgets them after {kept}, which may be before somebody looks. Park in a store that takes the records themselves{orLonger}.',
  },
  check({ design, options, analysis, report }) {
    const reported = new Set<Channel>();
    for (const parked of analysis(parkings)) {
      const sink = parked.parking.to;
      const source = parked.channel;
      if (!isChannel(sink) || !source || sink.deadLettersOf || isConsumed(design, sink)) continue;
      // What may be lost need not be parked at all, which is another rule's finding.
      const messages = parked.legs.flatMap((leg) => leg.messages);
      if (messages.length > 0 && messages.every(({ criticality }) => criticality === 'expendable')) continue;
      if (hasPointersOnly(parked) && source.facts.retention && source.facts.retention.value <= options.triage) {
        report({
          message: 'pointers',
          data: {
            source: withTechnology(source),
            sink: withTechnology(sink),
            kept: showDuration(source.facts.retention.value),
            orLonger: canKeep(source, options.triage)
              ? `, or let ${source.name} keep them longer than ${showDuration(options.triage)}`
              : '',
          },
          source: parked.parking.source,
          fixes: [...keepRecords(design, parked), ...longerFix(design, source, options.triage, longEnough(source, options.triage))],
        });
        continue;
      }
      const kept = sink.facts.retention?.value;
      if (kept === undefined || reported.has(sink)) continue;
      const spent = source.facts.keepsAge ? source.facts.retention?.value : undefined;
      const place = sink.syntax.name ?? sink.syntax.head;
      const related = [{ message: `${source.name} parks in it`, source: parked.parking.source }];
      const data = { sink: withTechnology(sink), kept: showDuration(kept) };
      const longer = `retention ${showDuration(longest(sink))}`;
      if (spent !== undefined && kept <= spent) {
        const advice = longest(sink) > spent ? `Keep it longer, \`${longer}\`.` : `Let ${source.name} keep them for a shorter time.`;
        const aged = { ...data, source: source.name, spent: showDuration(spent), advice };
        report({ message: 'keeps-age', data: aged, source: place, related, fixes: longerFix(design, sink, spent) });
        reported.add(sink);
      } else if (kept < options.triage) {
        const short = { ...data, longer, triage: showDuration(options.triage) };
        report({ message: 'short', data: short, source: place, related, fixes: longerFix(design, sink, options.triage) });
        reported.add(sink);
      }
    }
  },
});

/** A stream's failure destination that is a queue or a topic gets where the records are; a store or another stream gets the records. */
function hasPointersOnly({ parking, channel }: ParkedLegs): boolean {
  const kind = parking.to?.kind;
  return channel?.facts.pointers !== undefined && (kind === 'queue' || kind === 'topic');
}

/** A store that the technology can park in takes the records themselves. */
function keepRecords(design: Design, { parking, legs: [leg], channel }: ParkedLegs): readonly Fix[] {
  const able = [...design.technologies.values()].find(
    ({ name, kinds }) => kinds.includes('store') && channel?.facts.catches?.value.sinks.includes(name),
  );
  const consumer = leg.to.kind === 'activity' ? leg.to.activity.element : undefined;
  const text = textOf(design, parking.source);
  if (!able || !consumer || !/\sto\s+[^\s,{}]+/.test(text)) return [];
  const name = freshName(design, `${consumer.name}Failed`);
  const edits = [
    replaceSource(parking.source, text.replace(/\sto\s+[^\s,{}]+/, ` to ${name}`)),
    ...insertAfter(design, consumer.syntax, `store ${name} : ${able.name}`),
    ...removeUnusedSink(design, parking),
  ];
  return [{ title: `Park the records themselves, in a new store ${name}`, safe: false, edits }];
}

function canKeep({ limits }: Channel, triage: number): boolean {
  return limits.retention === undefined || limits.retention.value > triage;
}

function longest({ limits }: Channel): number {
  const limit = limits.retention?.value;
  return limit !== undefined && Number.isFinite(limit) ? limit : twoWeeks;
}

/** What a stream keeps costs by the day: a week is enough for whoever looks within one. */
function longEnough(channel: Channel, triage: number): number {
  return Math.min(longest(channel), Math.max(week, 2 * triage));
}

/** Nothing to offer where the technology cannot keep longer. */
function longerFix(design: Design, channel: Channel, than: number, value = longest(channel)): readonly Fix[] {
  if (value <= than) return [];
  const statement = `retention ${showDuration(value)}`;
  return [
    {
      title: `Let ${channel.name} keep messages for ${showDuration(value)}`,
      // A time that the author chose may have its reason; a default has none.
      safe: isDeadLetterQueue(design, channel) && channel.facts.retention?.origin.kind === 'technology',
      edits: setStatement(design, channel, 'retention', statement),
    },
  ];
}
