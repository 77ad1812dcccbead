import type { Activity, CallEffect, Design, Element } from '../../language/model/design.ts';
import type { Fix } from '../../language/model/source.ts';
import { sendInstead } from '../fixes/operations.ts';
import { cyclicComponents } from '../passes/components.ts';
import { syncCalls } from '../passes/sync-calls.ts';
import { defineRule } from '../rule.ts';
import { relatedEffects } from '../wording.ts';

export const rule = defineRule({
  id: 'cyclic-sync-dependency',
  code: 'CPL001',
  category: 'coupling',
  star: false,
  severity: 'error',
  summary: 'Services call each other in a circle and wait.',
  why: `In a circle of synchronous calls each service needs all others to be up: none can be started, deployed or restored alone, a slow one slows all,
and where the circle closes on the same operation a single request never ends.`,
  failureStory: [
    'Robots slows down; Picking waits for it, and its threads fill up.',
    'Robots in turn waits for an answer from Picking, which has no thread left to give it: both stand still until somebody restarts them together.',
  ],
  whenNotToUse: `Where what looks like a service is an address that the client gave to be called back at, model it as an \`external\`.`,
  examples: {
    wrong: `service Picking : aws.ecs {
  instances 2..6
  serves pick { calls Robots.fetch with timeout 5s }
  serves done
}
service Robots : aws.ecs {
  instances 2..6
  serves fetch { calls Picking.done with timeout 5s }
}
`,
    right: `event Fetched { key orderId }
topic Fetches : aws.sns
service Picking : aws.ecs {
  instances 2..6
  serves pick { calls Robots.fetch with timeout 5s }
  on Fetched from Fetches
}
service Robots : aws.ecs {
  instances 2..6
  serves fetch { publishes Fetched to Fetches }
}
`,
  },
  sources: [
    'https://doi.org/10.1109/MS.2018.2141031',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/saga',
    'https://aws.amazon.com/builders-library/static-stability-using-availability-zones/',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo: 'Arcan and MSANose find cyclic dependencies between microservices from code and deployment descriptions.',
  messages: {
    cycle:
      '{cycle}: these call each other and wait, so each needs the others to be up, and they can only fail and be deployed together. Turn one of the calls into an event.',
    recursion:
      '{activity} waits for itself ({cycle}): a request that gets there never ends. Break the circle, or turn one of the calls into an event.',
  },
  check({ design, analysis, report }) {
    const { between } = analysis(syncCalls);
    const rank = new Map(design.effects.map((effect, number) => [effect, number]));
    const first = (effects: readonly CallEffect[]): CallEffect | undefined =>
      effects.toSorted((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0))[0];
    const next = (element: Element): Element[] => [...(between.get(element)?.keys() ?? [])];
    for (const component of cyclicComponents([...between.keys()], next)) {
      const members = new Set(component);
      const calls = component.flatMap((from) => next(from).flatMap((to) => (members.has(to) ? (between.get(from)?.get(to) ?? []) : [])));
      const call = first(calls);
      if (!call) continue;
      const way = shortestCircle(call, between);
      report({
        message: 'cycle',
        data: { cycle: [...way, call.activity.element].map(({ name }) => name).join(' → ') },
        source: call.syntax.source,
        related: relatedEffects(
          design,
          calls.filter((other) => other !== call),
        ),
        fixes: commandFix(design, between.get(way.at(-1) ?? call.activity.element)?.get(call.activity.element) ?? []),
      });
    }
    for (const calls of recursions(design)) {
      const call = first(calls);
      if (!call) continue;
      const way = wayBack(call.activity, call.callees, (activity) =>
        calls.filter((other) => other.activity === activity).flatMap(({ callees }) => callees),
      );
      report({
        message: 'recursion',
        data: { activity: call.activity.label, cycle: [...way, call.activity].map(({ label }) => label).join(' → ') },
        source: call.syntax.source,
        related: relatedEffects(
          design,
          calls.filter((other) => other !== call),
        ),
      });
    }
  },
});

/** The elements of a shortest circle that begins with a call, from its caller on. */
function shortestCircle(call: CallEffect, between: ReadonlyMap<Element, ReadonlyMap<Element, readonly CallEffect[]>>): Element[] {
  const start = call.activity.element;
  const targets = [...(between.get(start) ?? [])].filter(([, effects]) => effects.includes(call)).map(([to]) => to);
  return wayBack(start, targets, (element) => [...(between.get(element)?.keys() ?? [])]);
}

/** @returns the nodes of a shortest way from the first to one of these and back, the first one first */
function wayBack<Node>(start: Node, targets: readonly Node[], next: (node: Node) => readonly Node[]): Node[] {
  const came = new Map<Node, Node | undefined>(targets.map((to) => [to, undefined]));
  for (const node of came.keys()) {
    if (node === start) break;
    for (const to of next(node)) if (!came.has(to)) came.set(to, node);
  }
  const way: Node[] = [];
  for (let at = came.get(start); at; at = came.get(at)) way.unshift(at);
  return [start, ...way];
}

/** Replaces the one call that closes the circle by a command in a queue. */
function commandFix(design: Design, [call, ...others]: readonly CallEffect[]): readonly Fix[] {
  return call && others.length === 0 ? sendInstead(design, call) : [];
}

/** Circles of calls among the activities of one element: they need no second service to hang. */
function recursions(design: Design): (readonly CallEffect[])[] {
  const callsOf = (activity: Activity): CallEffect[] => activity.effects.filter((effect): effect is CallEffect => effect.kind === 'calls');
  const next = (activity: Activity): Activity[] =>
    callsOf(activity).flatMap(({ callees }) => callees.filter(({ element }) => element === activity.element));
  return cyclicComponents(design.activities, next).map((component) => {
    const members = new Set(component);
    return component.flatMap((activity) => callsOf(activity).filter(({ callees }) => callees.some((callee) => members.has(callee))));
  });
}
