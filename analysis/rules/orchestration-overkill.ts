import type { Design, Element, Fix, MessageEffect, Orchestrator, Step } from '../../language/model/design.ts';
import { isMessageEffect } from '../../language/model/lookups.ts';
import { showKey } from '../../language/model/quantities.ts';
import { listed } from '../element-names.ts';
import { freshName, nameFrom } from '../fixes/elements.ts';
import { canHandle, handlerInstead } from '../fixes/operations.ts';
import { removeDeclaration } from '../fixes/statements.ts';
import { fileOf, indentationAt, replaceSource } from '../fixes/text.ts';
import { contextOf } from '../passes/contexts.ts';
import { callsOf, orchestratorsOf } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'orchestration-overkill',
  code: 'ORC006',
  category: 'orchestration',
  star: false,
  severity: 'hint',
  summary: 'A workflow of one or two steps that decides, retries and undoes nothing.',
  why: `A workflow earns its place by what is hard without one: choices, waiting, retries with limits, undoing, a history that an auditor reads. One that only passes
a message on to two services does none of that. It is one more thing to run, that all cases pass, and that has to be changed whenever somebody else wants to
know.`,
  failureStory: [
    'A workflow calls mail, then statistics, for each order.',
    'A third team wants to know of orders too and must ask for a step, a review and a release.',
    'Statistics is down for an hour, and so are the mails of the runs that follow it.',
  ],
  whenNotToUse: `Where the workflow is about to grow, or is there for its history: say \`retention\` and the rule is silent.`,
  examples: {
    wrong: `event Placed { key orderId }

bus Events : aws.eventbridge
service Shop { serves order { publishes Placed to Events } }
orchestrator Tell : aws.stepfunctions {
  alarm
  subscribes to Events for Placed with key orderId
  step Write calls Mail.write with timeout 5s
  step Count calls Statistics.count with timeout 5s
}
service Mail { serves write }
service Statistics { serves count }
`,
    right: `event Placed { key orderId }

bus Events : aws.eventbridge
service Shop { serves order { publishes Placed to Events } }
service Mail { on Placed from Events }
service Statistics { on Placed from Events }
`,
  },
  sources: ['https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography'],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    steps: {
      type: 'number',
      default: 2,
      minimum: 1,
      description: 'The most steps that a workflow may have to be taken for one that only passes on.',
    },
  },
  messages: {
    forwards:
      '{workflow} only passes on to {targets}: it decides, waits, retries and undoes nothing. An event that they subscribe to keeps them apart and lets others listen.',
  },
  check({ design, options, report }) {
    for (const workflow of orchestratorsOf(design)) {
      if (workflow.steps.length === 0 || !isPlain(workflow)) continue;
      if (workflow.steps.length > options.steps && !onlyInforms(design, workflow)) continue;
      report({
        message: 'forwards',
        data: { workflow: workflow.name, targets: listed(workflow.steps.map(targetOf)) },
        source: workflow.syntax.name ?? workflow.syntax.head,
        fixes: eventFix(design, workflow),
      });
    }
  },
});

/** Steps one after the other, and nothing that only a workflow can do. */
function isPlain({ workflow, steps, statements }: Orchestrator): boolean {
  if (statements.has('retention') || (workflow.otherwise?.length ?? 0) > 0) return false;
  if ((workflow.body ?? []).some(({ kind }) => kind !== 'step' && kind !== 'effect')) return false;
  return steps.every(isForwarding);
}

function isForwarding({ action, undo, onFailure, effects }: Step): boolean {
  return (
    action.kind === 'effect' &&
    undo === undefined &&
    onFailure === undefined &&
    effects.every(({ options }) => options.retries === undefined)
  );
}

/** However many steps: each only tells somebody of another context than the others are of. */
function onlyInforms(design: Design, { steps }: Orchestrator): boolean {
  const contexts = steps.map(({ effects }) => {
    const [effect] = effects;
    if (!effect || !isMessageEffect(effect)) return undefined;
    const told = new Set(receiversOf(design, effect).map(contextOf));
    const [context] = told;
    return told.size === 1 ? context : undefined;
  });
  return contexts.every((context) => context !== undefined) && new Set(contexts).size === contexts.length;
}

/** Who takes what an effect sends, through one channel or none. */
function receiversOf({ index }: Design, effect: MessageEffect): readonly Element[] {
  const hops = effect.message ? (index.hopsOf.get(effect.message.id) ?? []) : [];
  return hops.flatMap(({ kind, from, to, effect: sender }) => {
    const taken =
      kind === 'deliver' ? from.kind === 'channel' && effect.channels.includes(from.channel) : kind === 'direct' && sender === effect;
    return taken && to.kind === 'activity' ? [to.activity.element] : [];
  });
}

function targetOf({ effects, name }: Step): string {
  const [effect] = effects;
  if (effect && 'target' in effect) return effect.target?.name ?? name;
  if (effect && 'channels' in effect) return effect.to?.name ?? name;
  return effect && 'store' in effect ? (effect.store?.name ?? name) : name;
}

/** The services handle the event themselves: the one that begins the run, or a new one in place of the start. */
function eventFix(design: Design, orchestrator: Orchestrator): readonly Fix[] {
  const { workflow, steps, subscriptions, syntax } = orchestrator;
  const calls = steps.flatMap((step) => callsOf(step));
  const operations = calls.flatMap(({ callees }) => callees);
  const movable = operations.length === steps.length && operations.every((operation) => canHandle(design, operation, orchestrator));
  if (!movable || workflow.period !== undefined || design.flows.some(({ from }) => from.includes(workflow))) return [];
  const starts = design.index.callsOf.get(workflow.id) ?? [];
  const [subscription, ...further] = subscriptions;
  const [start, ...others] = starts;
  const title = `Let ${listed(operations.map(({ element }) => element.name))} listen instead, without ${orchestrator.name}`;
  if (subscription && further.length === 0 && starts.length === 0) {
    const messages = subscription.messages.map((message) => nameFrom(orchestrator.system, message)).join(', ');
    const channel = nameFrom(orchestrator.system, subscription.to);
    if (messages === '') return [];
    const handlers = operations.flatMap((operation) => handlerInstead(design, operation, messages, channel));
    return [{ title, safe: false, edits: [removeDeclaration(design, syntax), ...handlers] }];
  }
  if (subscription || start?.kind !== 'starts' || others.length > 0 || start.activity.element.system !== orchestrator.system) return [];
  const event = freshName(design, `${orchestrator.name}Started`);
  const topic = freshName(design, `${orchestrator.name}Events`);
  const key = start.options.key ? ` { key ${showKey(start.options.key)} }` : '';
  const whole = syntax.source;
  const edits = [
    replaceSource(start.syntax.source, `publishes ${event} to ${topic}`),
    replaceSource(whole, `event ${event}${key}\n${indentationAt(fileOf(design, whole).text, whole.offset)}topic ${topic}`),
    ...operations.flatMap((operation) => handlerInstead(design, operation, event, topic)),
  ];
  return [{ title, safe: false, edits }];
}
