import type { Activity, Effect, Message } from '../../language/model/design.ts';
import { cyclicComponents } from '../passes/components.ts';
import { type Reaction, type Reactions, reactions } from '../passes/reactions.ts';
import { defineRule } from '../rule.ts';

/** An edge of the graph in which a message may come back to where it began. */
interface Edge {
  readonly to: Activity;
  readonly effect: Effect;
  readonly message?: Message;
  /** A synchronous call: it closes a loop only together with a message. */
  readonly call: boolean;
}

/** A condition or a filter on the way ends the loop some day, so the author has thought of it. A waiting step goes on, it does not begin again. */
function isOpen({ effect, hops, to, step }: Reaction): boolean {
  if (step || to.options.filter || effect.blocks.some((block) => block.kind === 'when')) return false;
  return !hops.some((hop) => hop.subscription?.filter);
}

function edgesOf(activity: Activity, all: Reactions): Edge[] {
  const edges: Edge[] = (all.get(activity.id) ?? [])
    .filter(isOpen)
    .map(({ to, effect, message }) => ({ to, effect, message, call: false }));
  for (const effect of activity.effects) {
    if ((effect.kind !== 'calls' && effect.kind !== 'starts') || effect.blocks.some((block) => block.kind === 'when')) continue;
    for (const to of effect.callees) edges.push({ to, effect, call: effect.kind === 'calls' });
  }
  return edges;
}

export const rule = defineRule({
  id: 'event-loop',
  code: 'CHO002',
  category: 'choreography',
  star: false,
  severity: 'error',
  summary: 'A message leads to itself again, and nothing ends the circle.',
  why: `A handler that reacts to a message by sending what leads to the same message runs for ever: one message becomes an endless stream, which
grows with each further one, fills queues and is paid by the call. Some products stop the shortest of these circles after a number of rounds; the
design is wrong all the same.`,
  failureStory: [
    'A stock correction is published, and the stock service answers it with a stock correction of its own.',
    'An hour later the same correction has been handled a million times, and the messages of real customers wait behind it.',
  ],
  whenNotToUse: `Where the circle ends by something that the language cannot say, such as a counter in the message. Say so in the suppression.`,
  examples: {
    wrong: `event Restocked { key articleId }

topic Changes : aws.sns
store Articles : aws.dynamodb

service Stock : aws.ecs {
  instances 2
  on Restocked from Changes {
    puts Articles
    publishes Restocked to Changes
  }
}
`,
    right: `event Restocked { key articleId }

topic Changes : aws.sns
store Articles : aws.dynamodb

service Stock : aws.ecs {
  instances 2
  on Restocked from Changes {
    puts Articles
    when "the shelf changed, too" { publishes Restocked to Changes }
  }
}
`,
  },
  sources: [
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-patterns-best-practices.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography',
  ],
  since: '0.1.0',
  fixable: 'none',
  messages: {
    loop: '{path}: every {message} leads to another one, without end. Send it only `when` something changed, or `filter` out what comes from here.',
    itself:
      '{handler} answers each {message} with another {message}, which it receives again, without end. Send it only `when` something changed, or `filter` out its own.',
  },
  check({ design, analysis, report }) {
    const all = analysis(reactions);
    const edges = new Map(design.activities.map((activity) => [activity, edgesOf(activity, all)]));
    for (const component of cyclicComponents(design.activities, (activity) => (edges.get(activity) ?? []).map((edge) => edge.to))) {
      const members = new Set(component);
      const inside = component.flatMap((activity) => (edges.get(activity) ?? []).filter((edge) => members.has(edge.to)));
      const sending = inside.filter((edge) => !edge.call).sort((a, b) => place(a.effect).localeCompare(place(b.effect)));
      const [first] = sending;
      if (!first) continue;
      const messages = [
        ...new Set(sending.map((edge) => edge.message ?? messageAfter(edge, edges)).filter((message) => message !== undefined)),
      ];
      const message = messages[0]?.name ?? 'change';
      const related = inside
        .filter((edge) => edge.effect !== first.effect)
        .map((edge) => ({ message: `${edge.effect.activity.label} leads on to ${edge.to.label}`, source: edge.effect.syntax.source }));
      if (component.length === 1)
        report({ message: 'itself', data: { handler: first.to.label, message }, source: first.effect.syntax.source, related });
      else {
        const names = walk(first, edges, members).map((activity) => activity.label);
        report({ message: 'loop', data: { path: names.join(' → '), message }, source: first.effect.syntax.source, related });
      }
    }
  },
});

/** Sorts by file, then by place. */
function place(effect: Effect): string {
  return `${effect.syntax.source.uri} ${String(effect.syntax.source.offset).padStart(12, '0')}`;
}

/** A write has no message of its own: the change stream it sets off has. */
function messageAfter(edge: Edge, edges: ReadonlyMap<Activity, readonly Edge[]>): Message | undefined {
  return edges.get(edge.to)?.find((next) => next.message)?.message;
}

/** The shortest way round: breadth first from the first edge's end back to its start. */
function walk(first: Edge, edges: ReadonlyMap<Activity, readonly Edge[]>, members: ReadonlySet<Activity>): Activity[] {
  const start = first.effect.activity;
  const before = new Map<Activity, Activity | undefined>([[first.to, undefined]]);
  const queue = [first.to];
  for (let at = queue.shift(); at && at !== start; at = queue.shift()) {
    for (const { to } of edges.get(at) ?? []) {
      if (!members.has(to) || before.has(to)) continue;
      before.set(to, at);
      queue.push(to);
    }
  }
  const path: Activity[] = [];
  for (let at: Activity | undefined = start; at; at = before.get(at)) path.unshift(at);
  return [start, ...path];
}
