import type { Design, Hop, System } from '../../language/model/design.ts';
import type { Fix, Syntax, TextEdit } from '../../language/model/source.ts';
import { addStatement } from '../fixes/statements.ts';
import { messageFlows } from '../passes/choreographies.ts';
import type { Reaction } from '../passes/reactions.ts';
import { askWhole, defineQuestion } from '../questions.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'missing-correlation-id',
  code: 'OBS001',
  category: 'observability',
  star: true,
  severity: 'warning',
  summary: 'A flow passes several hops, and its messages carry nothing that ties them together.',
  why: `After two hops through queues nothing says which log line, which parked message and which retry belong to the customer who is on the phone. A
correlation field that every message carries and every handler hands on makes one flow one search. It costs a line at the start and cannot be added to
last night’s messages.`,
  failureStory: [
    'A customer was charged and got nothing; support has the number of the order.',
    'The payment service logs payment numbers, the warehouse parcel numbers. Which parcel was it? Nobody can tell.',
  ],
  whenNotToUse: `Where the products on the path pass a trace on anyway (\`traced\`), the rule is silent.`,
  examples: {
    wrong: `event Placed { key orderId }
event Reserved { key reservationId }
event Charged { key paymentId }

topic Events : aws.sns

service Ordering : aws.lambda { serves place { publishes Placed to Events } }
service Stock : aws.lambda { on Placed from Events { publishes Reserved to Events } }
service Payment : aws.lambda { on Reserved from Events { publishes Charged to Events } }
service Mailing : aws.lambda { on Charged from Events }
`,
    right: `correlation traceId

event Placed { key orderId }
event Reserved { key reservationId }
event Charged { key paymentId }

topic Events : aws.sns

service Ordering : aws.lambda { serves place { publishes Placed to Events } }
service Stock : aws.lambda { on Placed from Events { publishes Reserved to Events } }
service Payment : aws.lambda { on Reserved from Events { publishes Charged to Events } }
service Mailing : aws.lambda { on Charged from Events }
`,
  },
  sources: [
    'https://www.enterpriseintegrationpatterns.com/patterns/messaging/CorrelationIdentifier.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'serverless-rules WS1000, WS2002, WS3000, WS5000 and checkov CKV_AWS_50 ask for tracing one resource at a time; this rule looks at the whole path.',
  messages: {
    lost: 'One {flow} cannot be followed past {place}: {message} carries no correlation id. Say `correlation traceId` once in the system, and hand it on in every handler.',
  },
  check({ design, analysis, report }) {
    for (const { start, effect, longest } of analysis(messageFlows)) {
      if (longest.length < 2) continue;
      const lost = longest.find((reaction) => reaction.message && !reaction.message.correlation && !isTraced(reaction));
      if (!lost?.message) continue;
      const system = lost.message.system;
      report({
        message: 'lost',
        data: { flow: effect.message?.name ?? start.label, place: placeOf(lost), message: lost.message.name },
        source: effect.syntax.source,
        severity: longest.length === 2 ? 'info' : 'warning',
        related: longest.map((reaction) => ({
          message: `${reaction.message?.name} goes on to ${reaction.to.label}`,
          source: reaction.effect.syntax.source,
        })),
        fixes: fixesFor(design, system),
      });
    }
  },
});

/** The edits that give a system a correlation field, where its first part begins: in whichever file. */
const correlating = defineQuestion(
  'correlating',
  (parts) => {
    const first = new Map<string, { readonly design: Design; readonly system: System; readonly part: Syntax }>();
    for (const design of parts)
      for (const system of design.systems) {
        const [part] = system.parts;
        const known = first.get(system.id)?.part.source;
        if (part && (!known || part.source.uri < known.uri)) first.set(system.id, { design, system, part });
      }
    return first;
  },
  (first, id): readonly TextEdit[] => {
    const found = first.get(id);
    if (!found) return [];
    const { uri, offset } = found.part.source;
    if (!found.system.named) return [{ uri, offset, end: offset, text: 'correlation traceId\n\n' }];
    return addStatement(found.design, found.part, 'correlation traceId');
  },
);

function fixesFor(design: Design, system: System): readonly Fix[] {
  const edits = askWhole(design, correlating, system.id);
  return [{ title: `Let all messages of ${system.named ? system.name : 'this file'} carry a traceId`, safe: false, edits }];
}

/** A product that hands the trace on unasked, on every hop of the way. */
function isTraced({ hops }: Reaction): boolean {
  return hops.every((hop) => channelOf(hop)?.facts.traced !== undefined);
}

function channelOf(hop: Hop) {
  if (hop.from.kind === 'channel') return hop.from.channel;
  return hop.to.kind === 'channel' ? hop.to.channel : undefined;
}

/** The channel that the message goes into, or who sends it straight. */
function placeOf({ hops: [hop], effect }: Reaction): string {
  return hop?.to.kind === 'channel' ? hop.to.channel.name : effect.activity.label;
}
