import type { Design, Fix } from '../../language/model/design.ts';
import { parkedAlike } from '../fixes/dead-letters.ts';
import { freshName, insertAfter, nameFrom } from '../fixes/elements.ts';
import { orchestratorFix } from '../fixes/workflows.ts';
import { listed } from '../names.ts';
import { type Choreography, choreographies } from '../passes/choreographies.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'choreography-too-complex',
  code: 'CHO001',
  category: 'choreography',
  star: true,
  severity: 'warning',
  summary: 'A flow of events spans so many services that nobody can see it as a whole.',
  why: `Events decouple: who publishes need not know who reacts. The price is that the flow stands nowhere. With two services that is a bargain. With
six, or with three and decisions, joins or undoing between them, nobody can say how far an order has got, where it got stuck, or what a change
breaks. An orchestrator is one place that knows the flow; events stay what they are good at, telling other teams that something happened.`,
  failureStory: [
    'An order is paid, and the fourth of six services fails to react to the event of the third.',
    'Nothing reports it, for no service waits for the whole. The customer asks after a week, and five teams read their logs.',
  ],
  whenNotToUse: `Where the services are meant to know nothing of one another and somebody watches the flow from outside. A join with a time limit and an
\`otherwise\` is such a watcher, and the rule is silent. Events that another team reads by a \`version\` or \`schema\` end the flow:
what happens behind them is a flow of its own.`,
  examples: {
    wrong: `correlation traceId

event Placed { key orderId }
event Reserved { key orderId }
event Charged { key orderId }
event Packed { key orderId }
event Shipped { key orderId }

bus Events : aws.eventbridge

service Ordering : aws.lambda { serves place { publishes Placed to Events } }
service Stock : aws.lambda { on Placed from Events { publishes Reserved to Events } }
service Payment : aws.lambda { on Reserved from Events { publishes Charged to Events } }
service Packing : aws.lambda { on Charged from Events { publishes Packed to Events } }
service Shipping : aws.lambda { on Packed from Events { publishes Shipped to Events } }
service Mailing : aws.lambda { on Shipped from Events }
`,
    right: `correlation traceId

event Shipped { key orderId }

bus Events : aws.eventbridge

service Ordering : aws.lambda { serves place { starts Fulfil with key orderId } }
orchestrator Fulfil : aws.stepfunctions {
  alarm
  step Reserve calls Stock.reserve with timeout 3s, 3 retries exponential jitter
  step Charge  calls Payment.charge with timeout 3s, 3 retries exponential jitter
  step Pack    calls Packing.pack with timeout 3s, 3 retries exponential jitter
  step Tell    publishes Shipped to Events
}
service Stock : aws.lambda { serves reserve }
service Payment : aws.lambda { serves charge }
service Packing : aws.lambda { serves pack }
service Mailing : aws.lambda { on Shipped from Events }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/saga',
    'https://www.enterpriseintegrationpatterns.com/patterns/messaging/ProcessManager.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    maxParticipants: {
      type: 'number',
      default: 5,
      minimum: 2,
      description: 'A flow of more than one hop is reported from this many services on.',
    },
    maxDepth: { type: 'number', default: 5, minimum: 2, description: 'A flow is reported from this many hops in a row on.' },
    complexParticipants: {
      type: 'number',
      default: 3,
      minimum: 2,
      description: 'A flow with conditions, joins or undoing in it is reported from this many services on.',
    },
  },
  messages: {
    long: 'The flow that {message} starts spans {participants} services and {depth} hops ({names}), and nobody owns it. Let an orchestrator direct it, and keep events for those who are only told.',
    branching:
      'The flow that {message} starts spans {participants} services ({names}) with {what} between them, and nobody owns it. Let an orchestrator decide what runs next, and keep events for those who are only told.',
  },
  check({ design, options, analysis, report }) {
    for (const choreography of analysis(choreographies)) {
      const { effect, participants, longest, reactions, conditional, join, undoing, watched } = choreography;
      const depth = longest.length;
      // One event to many, however many, is what choreography is for.
      if (watched || depth < 2) continue;
      const names = participants.map((element) => element.name).join(', ');
      const related = reactions
        .filter((reaction) => reaction.message)
        .slice(0, 12)
        .map((reaction) => ({ message: `${reaction.message?.name} is handled by ${reaction.to.label}`, source: reaction.to.syntax.head }));
      const data = { message: effect.message?.name ?? 'the first message', participants: participants.length, names };
      if (participants.length >= options.maxParticipants || depth >= options.maxDepth) {
        report({
          message: 'long',
          data: { ...data, depth },
          source: effect.syntax.source,
          related,
          fixes: [...watchFixes(design, choreography), ...orchestratorFix(design, choreography)],
        });
      } else if (participants.length >= options.complexParticipants && (conditional || join || undoing)) {
        const what = listed([conditional && 'decisions', join && 'joins', undoing && 'undoing'].filter((word) => typeof word === 'string'));
        report({
          message: 'branching',
          data: { ...data, what },
          source: effect.syntax.source,
          related,
          fixes: [...watchFixes(design, choreography), ...orchestratorFix(design, choreography)],
        });
      }
    }
  },
});

/** Who keeps the choreography can have it watched: a join of its first and its last message, and what to do when the last does not come. */
function watchFixes(design: Design, { start, effect, longest, reactions }: Choreography): readonly Fix[] {
  const first = effect.message;
  const last = longest.at(-1)?.message;
  if (!first || !last || first === last) return [];
  // A queue hands each message to one consumer: whoever watches would take it away.
  const hops = [first, last].flatMap((message) => design.index.hopsOf.get(message.id) ?? []);
  if (hops.some(({ from, kind }) => kind === 'deliver' && from.kind === 'channel' && from.channel.kind === 'queue')) return [];
  const watch = freshName(design, `${first.name}Watch`);
  const pending = freshName(design, `${first.name}Pending`);
  const technology = start.element.technology ? ` : ${start.element.technology.name}` : '';
  const handlers = reactions.filter(({ message }) => message === first || message === last).map(({ to }) => to);
  const parking = parkedAlike(start.element, handlers);
  const awaited = [first, last].map((message) => nameFrom(start.element.system, message)).join(', ');
  const declaration = `service ${watch}${technology} { on all of ${awaited} within 1h using ${pending}${parking} {} otherwise {} }\nstore ${pending}`;
  const edits = insertAfter(design, start.element.syntax, declaration);
  return [{ title: `Watch the flow: say what happens when ${last.name} does not come`, safe: false, edits }];
}
