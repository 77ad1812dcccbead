import type { Activity, Design, Element, Fact, Service } from '../../language/model/design.ts';
import type { TextEdit } from '../../language/model/source.ts';
import { runMore } from '../fixes/concurrency.ts';
import { setStatement } from '../fixes/statements.ts';
import { inputOf, listed, shortText, withTechnology } from '../names.ts';
import { mostInOrder } from '../passes/capacities.ts';
import { askWhole, defineQuestion, inTextOrder } from '../questions.ts';
import { defineRule } from '../rule.ts';

/** What an element itself says that it may run at a time: so much is set aside for it. */
function statedConcurrency({ kind, facts: { concurrency } }: Element): Fact<number> | undefined {
  return kind === 'service' && concurrency && concurrency.origin.kind !== 'technology' && Number.isFinite(concurrency.value)
    ? concurrency
    : undefined;
}

interface SetAside {
  readonly total: number;
  /** Who sets something aside, in the order of the text. */
  readonly names: readonly string[];
  /** The id of the one that sets the most aside. */
  readonly largest?: string;
}

/** What the elements of a system set aside of what their product runs for all of them. */
const setAside = defineQuestion(
  'set-aside',
  (parts) =>
    Map.groupBy(
      inTextOrder(parts.flatMap(({ elements }) => elements.filter((element) => element.technology && statedConcurrency(element)))),
      ({ system, technology }) => [system.id, technology?.name].join('\n'),
    ),
  (groups, about): SetAside => {
    const elements = groups.get(about) ?? [];
    const size = (element: Element): number => statedConcurrency(element)?.value ?? 0;
    return {
      total: elements.reduce((sum, element) => sum + size(element), 0),
      names: elements.map(({ name }) => name),
      largest: elements.toSorted((one, other) => size(other) - size(one))[0]?.id,
    };
  },
);

export const rule = defineRule({
  id: 'concurrency-overwhelms-downstream',
  code: 'CAP003',
  category: 'capacity',
  star: false,
  severity: 'warning',
  summary: 'More instances can run at a time than what they use lets in.',
  why: `Functions scale until a quota stops them, and each running one holds a connection of its own. A relational database takes a hundred, an old system three.
The first to notice is the database, and it refuses everybody, also those who were there before. Whoever scales has to be told where to stop.`,
  failureStory: [
    'A backlog of a hundred thousand messages is released, and a function scales to a thousand instances within minutes.',
    'The database takes a hundred connections. Nine hundred executions fail, and so does the web shop, which uses the same database.',
  ],
  whenNotToUse: `Where a proxy or pool shares connections: then write the proxy's \`concurrency\` at the store.`,
  examples: {
    wrong: `event Placed { key orderId }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.ecs { serves place { sends Placed to Q } }
service Booking : aws.lambda { timeout 5s  on Placed from Q { puts Books } }
store Books : postgres { concurrency 100 }
`,
    right: `event Placed { key orderId }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.ecs { serves place { sends Placed to Q } }
service Booking : aws.lambda { timeout 5s  concurrency 40  on Placed from Q { puts Books } }
store Books : postgres { concurrency 100 }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/antipatterns/busy-database/',
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'checkov CKV_AWS_115, cdk-nag LambdaConcurrency and AWS Config lambda-concurrency-check ask whether a limit is set. This rule compares it with what the callee can take.',
  messages: {
    reserved:
      'The handlers of {service} ask for {total} at a time together ({handlers}), and {service} runs {limit}: what is fetched beyond that is throttled and comes again. Raise its `concurrency`, or lower theirs.',
    account:
      '{services} set aside {total} at a time together, and {technology} runs {limit} for all, of which {spare} must stay free: there is nothing left for the others. Set aside less, or write a limit that was raised in a technology of your own, `like {technology}`.',
    overwhelms:
      'Up to {count} {service}{others} can run at a time, and {target} takes {limit}: the rest is refused, and so is everybody else who uses it. Bound it with `{bound}`, or put a pool before {target} and write its `concurrency`.',
  },
  check({ design, report }) {
    for (const element of design.elements) {
      const limit = element.facts.concurrency;
      if (element.kind !== 'service' || !limit || limit.origin.kind === 'technology') continue;
      const handlers = (design.index.activitiesOf.get(element.id) ?? []).filter(({ options }) => options.concurrency !== undefined);
      const total = handlers.reduce((sum, { options }) => sum + (options.concurrency ?? 0), 0);
      if (total <= limit.value) continue;
      report({
        message: 'reserved',
        data: {
          service: element.name,
          total,
          limit: limit.value,
          handlers: listed(handlers.map((handler) => `${atMost(handler)} for ${inputOf(handler)}`)),
        },
        source: limit.origin.source ?? element.syntax.name ?? element.syntax.head,
        subject: element.id,
        related: handlers.map((handler) => ({ message: `${atMost(handler)} at a time`, source: handler.syntax.head })),
        fixes: [
          {
            title: `Let ${total} ${element.name} run at a time`,
            safe: false,
            edits: setStatement(design, element, 'concurrency', `concurrency ${total}`),
          },
        ],
      });
    }
    for (const element of design.elements) {
      const { technology } = element;
      const pool = technology?.facts.concurrency?.value;
      const spare = technology?.facts.needsSpare?.value;
      const own = statedConcurrency(element);
      if (!technology || pool === undefined || spare === undefined || !own) continue;
      const { total, names, largest } = askWhole(design, setAside, [element.system.id, technology.name].join('\n'));
      if (total <= pool - spare || largest !== element.id) continue;
      const rest = total - own.value;
      const left = pool - spare - rest;
      report({
        message: 'account',
        data: { services: listed(names), total, technology: technology.name, limit: pool, spare },
        source: own.origin.source ?? element.syntax.name ?? element.syntax.head,
        subject: element.id,
        fixes:
          left > 0
            ? [
                {
                  title: `Set aside ${left} for ${element.name}`,
                  safe: false,
                  edits: setStatement(design, element, 'concurrency', `concurrency ${left}`),
                },
              ]
            : [],
      });
    }
    for (const target of design.elements) {
      const limit = target.facts.concurrency;
      if (!limit || (target.kind !== 'store' && target.kind !== 'cache' && target.kind !== 'external')) continue;
      const users = usersOf(design, target);
      const total = users.reduce((sum, { count }) => sum + count, 0);
      if (total <= limit.value) continue;
      const largest = users.reduce((most, user) => (user.count > most.count ? user : most));
      const rest = total - largest.count;
      // Where the others alone are too many already, each gets an equal share.
      const wanted = Math.max(1, Math.floor(rest < limit.value ? limit.value - rest : limit.value / users.length));
      report({
        message: 'overwhelms',
        data: {
          count: largest.count,
          service: largest.service.name,
          target: withTechnology(target),
          limit: limit.value,
          others: rest > 0 ? ` and ${rest} other${rest === 1 ? '' : 's'}` : '',
          bound: boundOf(largest.service, wanted),
        },
        source: largest.service.syntax.name ?? largest.service.syntax.head,
        subject: largest.service.id,
        related: users.map(({ service, effect, count }) => ({
          message: `up to ${count} ${service.name}: ${shortText(effect)}`,
          source: effect.syntax.source,
        })),
        fixes:
          rest < limit.value
            ? [
                {
                  title: `Let at most ${wanted} ${largest.service.name} run at a time`,
                  safe: false,
                  edits: boundEdits(design, largest, wanted),
                },
              ]
            : [],
      });
    }
  },
});

function atMost(handler: Activity): number {
  return handler.options.concurrency ?? 0;
}

interface User {
  readonly service: Service;
  /** Those of its activities that use the target. */
  readonly activities: readonly Activity[];
  /** The first of their uses. */
  readonly effect: Design['effects'][number];
  readonly count: number;
}

function usersOf(design: Design, target: Element): readonly User[] {
  const uses = new Map<Service, Map<Activity, Design['effects'][number]>>();
  const calls = (design.index.activitiesOf.get(target.id) ?? []).flatMap(({ id }) => design.index.callsOf.get(id) ?? []);
  for (const effect of [...(design.index.accessesOf.get(target.id) ?? []), ...calls]) {
    const { element } = effect.activity;
    if (element.kind !== 'service') continue;
    const first = uses.get(element) ?? new Map<Activity, Design['effects'][number]>();
    uses.set(element, first);
    if (!first.has(effect.activity)) first.set(effect.activity, effect);
  }
  return [...uses].flatMap(([service, first]) => {
    const activities = [...first.keys()];
    const count = atATime(design, service, activities);
    const [effect] = first.values();
    return count === undefined || !effect ? [] : [{ service, activities, effect, count }];
  });
}

/**
 * Each execution of a function holds a connection of its own: those of its handlers add up, to what the function runs at most. Instances that stay share a pool of a
 * size that nobody says: one connection at least.
 */
function atATime(design: Design, { facts }: Service, activities: readonly Activity[]): number | undefined {
  if (!facts.ephemeral) return facts.instances?.value.max;
  const most = facts.concurrency?.value;
  const counts = activities
    .map((activity) => Math.min(activity.options.concurrency ?? most ?? Number.POSITIVE_INFINITY, mostInOrder(design, activity)))
    .filter(Number.isFinite);
  if (counts.length === 0) return undefined;
  return Math.min(
    counts.reduce((sum, count) => sum + count),
    most ?? Number.POSITIVE_INFINITY,
  );
}

/** What is to be written so that no more than so many of a service run. */
function boundOf({ facts }: Service, wanted: number): string {
  const least = facts.instances?.value.min ?? 1;
  if (facts.ephemeral) return `concurrency ${wanted}`;
  return least < wanted ? `instances ${least}..${wanted}` : `instances ${wanted}`;
}

/** Changes the figure where it stands: at the only handler that uses the target, else at the service. */
function boundEdits(design: Design, { service, activities }: User, wanted: number): readonly TextEdit[] {
  const [activity, ...others] = activities;
  if (service.facts.ephemeral && activity?.options.concurrency !== undefined && others.length === 0)
    return runMore(design, activity, wanted).flatMap(({ edits }) => edits);
  return setStatement(design, service, service.facts.ephemeral ? 'concurrency' : 'instances', boundOf(service, wanted));
}
