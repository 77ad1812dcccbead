import type { Channel, Design, Element, Hop } from '../../language/model/design.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { listed, withTechnology } from '../element-names.ts';
import { isOneOf, removeUnusedSink, sinkDeclaration } from '../fixes/dead-letters.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { type ParkedLegs, type Parking, parkings } from '../passes/parkings.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'dead-letter-type-mismatch',
  code: 'DLQ005',
  category: 'dead-letter',
  star: false,
  severity: 'error',
  summary: 'Dead letters go to something that the technology cannot park in.',
  why: `Products are particular about where they park: a first-in-first-out queue parks only into another one, a push topic only into a standard queue, an
event hub nowhere at all. A wrong pair is refused when it is deployed, or worse: it is accepted and the parked message is dropped.`,
  failureStory: [
    'The queue for reversals is made first-in-first-out; its dead-letter queue stays what it was.',
    'The deployment fails, or the redrive policy is left out to make it pass.',
    'The first reversal that cannot be handled is gone.',
  ],
  whenNotToUse: `Where a relay of your own does the parking: say so by its handler. A dead-letter queue with no technology, or a house standard that is
\`like\` the right one, is not reported.`,
  examples: {
    wrong: `event Refunded { key paymentId }

service Desk { sends Refunded to Reversals }
queue Reversals : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts }
queue Parked : aws.sqs { retention 14d  alarm }
service Books : aws.ecs { on Refunded from Reversals }
`,
    right: `event Refunded { key paymentId }

service Desk { sends Refunded to Reversals }
queue Reversals : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts }
queue Parked : aws.sqs.fifo { retention 14d  alarm }
service Books : aws.ecs { on Refunded from Reversals }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue.html',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo: 'cfn-lint E3502 compares the types of two SQS queues in one template. Here any technology says what it can park in.',
  messages: {
    mismatch: '{sink} cannot take what {source} parks: it must be of {allowed}.',
  },
  check({ design, analysis, report }) {
    const all = analysis(parkings);
    for (const parked of all) {
      const { parking, legs } = parked;
      const { to: sink } = parking;
      if (!sink?.technology || parking.own) continue;
      const leg = legs.find((candidate) => !accepts(sink, sinksFor(parking, candidate)));
      if (!leg) continue;
      const allowed = sinksFor(parking, leg);
      report({
        message: 'mismatch',
        data: { sink: withTechnology(sink), source: sourceName(leg), allowed: listed(allowed).replace(/ and (\S+)$/, ' or $1') },
        source: parking.source,
        related: [{ message: `${sink.name} is declared here`, source: sink.syntax.name ?? sink.syntax.head }],
        fixes: fixesFor(design, parked, leg, allowed, all),
      });
    }
  },
});

/** The technologies that can take the dead letters of a leg; none: any. */
function sinksFor({ origin }: Parking, { from, to, guarantee }: Hop): readonly string[] {
  const ofFunction = to.kind === 'activity' ? to.activity.element.facts.catches?.value.sinks : undefined;
  // With no channel between there is nobody else who could park.
  if (from.kind !== 'channel') return ofFunction ?? [];
  const ofChannel = from.channel.facts.catches?.value.sinks;
  if (origin.kind !== 'handler' || guarantee.caughtAt.includes('handler')) return ofChannel ?? [];
  // A function that is handed messages parks what it cannot handle itself, besides what cannot be delivered to it.
  if (ofChannel?.length === 0 || ofFunction?.length === 0) return [];
  return [...new Set([...(ofFunction ?? []), ...(ofChannel ?? [])])];
}

function accepts({ technology }: Element, sinks: readonly string[]): boolean {
  return technology === undefined || isOneOf(technology, sinks);
}

function sourceName({ from, to }: Hop): string {
  if (from.kind === 'channel') return withTechnology(from.channel);
  return to.kind === 'activity' ? to.activity.label : 'its source';
}

function fixesFor(
  design: Design,
  { parking, legs, channel }: ParkedLegs,
  leg: Hop,
  allowed: readonly string[],
  all: readonly ParkedLegs[],
): readonly Fix[] {
  const { to: sink, source, origin } = parking;
  if (!sink) return [];
  const fixes: Fix[] = [];
  const shared = all.filter((other) => other.parking.to === sink).length > 1;
  // What suits this leg may not suit another.
  const suitable = allowed.filter((name) => {
    const technology = design.technologies.get(name);
    return technology && legs.every((other) => isOneOf(technology, sinksFor(parking, other)));
  });
  const [technology] = suitable;
  const change = shared ? [] : changeTechnology(design, sink, technology);
  if (change.length > 0) fixes.push({ title: `Change ${sink.name} to ${technology}`, safe: false, edits: change });
  if (origin.kind === 'channel' && channel) {
    const alone = textOf(design, source).replace(/\s+to\s+[^\s{}]+/, '');
    const alarm = channel.facts.alarm ? '' : '  alarm';
    const edits = [replaceSource(source, `${alone}${alarm}`), ...removeUnusedSink(design, parking)];
    return [...fixes, { title: `Give ${channel.name} a dead-letter queue of its own`, safe: false, edits }];
  }
  const near = leg.subscription?.subscriber ?? (leg.to.kind === 'activity' ? leg.to.activity.element : undefined);
  if (near && technology !== undefined) fixes.push(newSink(design, parking, near, suitable, channel));
  return fixes;
}

/** The name of the technology in the head of an element, replaced. */
function changeTechnology(design: Design, { syntax, technologyName, kind }: Element, technology: string | undefined): readonly TextEdit[] {
  const kinds = technology === undefined ? undefined : design.technologies.get(technology)?.kinds;
  const at = technologyName === undefined ? -1 : textOf(design, syntax.head).lastIndexOf(technologyName);
  if (technology === undefined || technologyName === undefined || at < 0 || !kinds?.includes(kind)) return [];
  const offset = syntax.head.offset + at;
  return [{ uri: syntax.head.uri, offset, end: offset + technologyName.length, text: technology }];
}

function newSink(design: Design, { source }: Parking, near: Element, sinks: readonly string[], channel: Channel | undefined): Fix {
  const name = freshName(design, `${near.name}Dlq`);
  const declaration = sinkDeclaration(design, name, { sinks, like: channel?.technology });
  const option = textOf(design, source).replace(/\sto\s+[^\s,{}]+/, ` to ${name}`);
  return {
    title: `Park in a new ${declaration.split(' ')[0]} ${name}`,
    safe: false,
    edits: [replaceSource(source, option), ...insertAfter(design, near.syntax, declaration)],
  };
}
