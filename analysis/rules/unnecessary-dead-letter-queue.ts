import type { Channel, Design, Element } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { messageNames, withTechnology } from '../element-names.ts';
import { removeUnusedSink, usualAttempts } from '../fixes/dead-letters.ts';
import { addStatement } from '../fixes/statements.ts';
import { replaceSource } from '../fixes/text.ts';
import { isConsumed } from '../passes/dead-letter-queues.ts';
import { isWorthParking, usualReaction } from '../passes/failures.ts';
import { type Parking, parkings } from '../passes/parkings.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'unnecessary-dead-letter-queue',
  code: 'DLQ003',
  category: 'dead-letter',
  star: true,
  severity: 'hint',
  summary: 'A dead-letter queue for messages that nobody misses.',
  why: `A dead-letter queue is a promise: somebody will look. It needs an alarm, a person who knows what to do, and a way to put messages back. For messages
that are \`expendable\`, or stale long before anybody comes, that is effort without use, and an alarm that everybody learns to ignore hides the one that
matters. Trying a few times and dropping is the better design.`,
  failureStory: [
    'Page views that cannot be read are parked, a few hundred a day, and the alarm rings each morning.',
    'After a week the team mutes it, and the alarms of the other dead-letter queues with it.',
    'The payments that are parked in the third week are found by a customer.',
  ],
  whenNotToUse: `Where the parked messages serve to find faults in a new consumer: silence it with that reason, and remove both when the consumer is trusted.
A queue whose dead letters somebody handles is not reported.`,
  examples: {
    wrong: `event Viewed { key viewId  expendable }

service Pages { sends Viewed to Clicks }
queue Clicks : aws.sqs { dead-letters after 5 attempts  alarm }
service Counting : aws.lambda { on Viewed from Clicks { puts Views } }
store Views : aws.dynamodb
`,
    right: `event Viewed { key viewId  expendable }

service Pages { sends Viewed to Clicks }
queue Clicks : aws.sqs { drops after 5 attempts }
service Counting : aws.lambda { on Viewed from Clicks { puts Views } }
store Views : aws.dynamodb
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/idempotent-consumer',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp04.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    reaction: {
      type: 'duration',
      default: usualReaction,
      description:
        'How long it takes until a person looks at a parked message: one that is `useful for` less than this is not worth parking.',
    },
  },
  messages: {
    expendable:
      '{message} may be lost: parking what fails of it in {sink} costs work that nobody needs. Let {place} give up, `drops after {attempts} attempts`.',
    stale:
      '{message} is useful for {useful}, less than it takes anybody to look into {sink}. Let {place} give up, `drops after {attempts} attempts`.',
  },
  check({ design, options, analysis, report }) {
    for (const { parking, legs, channel } of analysis(parkings)) {
      // What a product brings costs nothing and cannot be taken away; a standard of the house was chosen.
      const standard = parking.origin.kind === 'technology';
      if (standard && (!channel || design.technologies.get(parking.origin.name)?.builtIn !== false)) continue;
      const messages = [...new Set(legs.flatMap((hop) => hop.messages))];
      if (messages.length === 0 || messages.some((message) => isWorthParking(message, options.reaction)) || isUsed(design, parking.to))
        continue;
      const stale = messages.filter(({ criticality }) => criticality === 'normal');
      const data = {
        sink: sinkName(parking),
        place: standard && channel ? channel.name : parking.origin.name,
        attempts: parking.attempts ?? usualAttempts,
      };
      const useful = Math.max(...stale.map(({ usefulFor }) => usefulFor ?? 0));
      report({
        ...(stale.length === 0
          ? ({ message: 'expendable', data: { ...data, message: messageNames(messages) } } as const)
          : ({ message: 'stale', data: { ...data, message: messageNames(stale), useful: showDuration(useful) } } as const)),
        source: parking.source,
        fixes: [dropFix(design, parking, standard ? channel : undefined)],
      });
    }
  },
});

/** Something takes the dead letters unasked: tries them later, handles them. Then they are of use; that people may put them back is none. */
function isUsed(design: Design, sink: Element | undefined): boolean {
  return sink !== undefined && (!isChannel(sink) || isConsumed(design, sink));
}

function sinkName({ to }: Parking): string {
  return to ? withTechnology(to) : 'a dead-letter queue';
}

/** @param ruled the channel that has it from a standard of the house, which it may depart from */
function dropFix(design: Design, parking: Parking, ruled: Channel | undefined): Fix {
  const attempts = parking.attempts ?? usualAttempts;
  const tries = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  const statement = `drops after ${tries}`;
  const title = `Give up after ${tries}`;
  if (ruled) return { title, safe: false, edits: addStatement(design, ruled.syntax, statement) };
  const removed = removeUnusedSink(design, parking);
  const word = removed.length > 0 ? `, and remove ${parking.to?.name}` : '';
  return { title: `${title}${word}`, safe: false, edits: [replaceSource(parking.source, statement), ...removed] };
}
