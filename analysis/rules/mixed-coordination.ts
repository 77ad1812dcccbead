import type { Activity, Design, Effect, Element, Fix, Message, Orchestrator, Step } from '../../language/model/design.ts';
import { removeSource } from '../fixes/statements.ts';
import { type Reaction, reactions } from '../passes/reactions.ts';
import { callsOf, orchestratorsOf } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'mixed-coordination',
  code: 'CHO003',
  category: 'choreography',
  star: false,
  severity: 'warning',
  summary: 'A service is directed by a workflow and reacts to an event of the same flow as well.',
  why: `Either the workflow decides what runs next, or events do. A service that does both runs twice for one order, or runs at a time that the workflow does
not know of, so its retries, its undo and its picture of the run are wrong.`,
  failureStory: [
    'A workflow reserves the stock and then tells the warehouse to pack; reserving publishes `Reserved`.',
    'Months later the warehouse also subscribes to `Reserved`. From then on each parcel is packed twice, once by each.',
  ],
  whenNotToUse: `Where the reaction is a different matter from the step, such as statistics in the same service.`,
  examples: {
    wrong: `event Reserved { key orderId }
topic Events : aws.sns

orchestrator Fulfil : aws.stepfunctions {
  alarm
  step Reserve calls Stock.reserve with timeout 3s, 3 retries exponential jitter undo Stock.release
  step Pack    calls Warehouse.pack with timeout 3s, 3 retries exponential jitter
}
service Stock : aws.lambda { serves reserve { publishes Reserved to Events }  serves release }
service Warehouse : aws.lambda {
  serves pack { puts Parcels }
  on Reserved from Events { puts Parcels }
}
store Parcels : aws.dynamodb { key orderId }
`,
    right: `event Reserved { key orderId }
topic Events : aws.sns

orchestrator Fulfil : aws.stepfunctions {
  alarm
  step Reserve calls Stock.reserve with timeout 3s, 3 retries exponential jitter undo Stock.release
  step Pack    calls Warehouse.pack with timeout 3s, 3 retries exponential jitter
}
service Stock : aws.lambda { serves reserve { publishes Reserved to Events }  serves release }
service Warehouse : aws.lambda { serves pack { puts Parcels } }
service Statistics : aws.lambda { on Reserved from Events { puts Orders } }
store Parcels : aws.dynamodb { key orderId }
store Orders : aws.dynamodb { key orderId }
`,
  },
  sources: ['https://www.enterpriseintegrationpatterns.com/patterns/messaging/ProcessManager.html'],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    both: '{service} is called by step {step} of {workflow}, and reacts to {message} from the same run as well: the work is done twice, or behind the workflow’s back. Keep one of the two.',
  },
  check({ design, analysis, report }) {
    const all = analysis(reactions);
    for (const orchestrator of orchestratorsOf(design)) {
      const called = calledBy(orchestrator);
      const caused = [...new Set([...called.values()].flatMap((step) => step.operations))].flatMap(
        (operation) => all.get(operation.id) ?? [],
      );
      const published = (all.get(orchestrator.workflow.id) ?? []).filter((reaction) => reaction.effect.part === 'body');
      const begun = beginnings(design, orchestrator).flatMap((activity) => all.get(activity.id) ?? []);
      const reported = new Set<Activity>();
      for (const reaction of [...caused, ...published, ...begun]) {
        const step = called.get(reaction.to.element);
        if (!step || reported.has(reaction.to) || !doesTheSame(reaction, step.operations, orchestrator)) continue;
        reported.add(reaction.to);
        const message = reaction.message?.name ?? 'the change';
        report({
          message: 'both',
          data: { service: reaction.to.element.name, step: step.name, workflow: orchestrator.name, message },
          source: reaction.to.syntax.head,
          related: [
            { message: `${step.name} calls ${reaction.to.element.name}`, source: step.effect.syntax.source },
            { message: `${message} is sent by ${reaction.effect.activity.label}`, source: reaction.effect.syntax.source },
          ],
          fixes: fixesOf(design, reaction.to, step, orchestrator),
        });
      }
    }
  },
});

/** Who starts or calls a workflow, and who sends what begins its runs: what else they set off belongs to the same flow. */
function beginnings(design: Design, { workflow, id }: Orchestrator): readonly Activity[] {
  const callers = (design.index.callsOf.get(workflow.id) ?? []).map(({ activity }) => activity);
  const messages = new Set((design.index.hopsTo.get(workflow.id) ?? []).filter(({ step }) => !step).flatMap((hop) => hop.messages));
  const senders = [...messages].flatMap((message) =>
    (design.index.hopsOf.get(message.id) ?? []).flatMap(({ from }) => (from.kind === 'activity' ? [from.activity] : [])),
  );
  return [...new Set([...callers, ...senders])].filter(({ element }) => element.id !== id);
}

/** Two ways to keep one of the two: what belongs to the loser goes. */
function fixesOf(design: Design, handler: Activity, step: CalledStep, orchestrator: Orchestrator): readonly Fix[] {
  const { element, syntax, messages } = handler;
  const fixes: Fix[] = [];
  if (messages.length === 1)
    fixes.push({
      title: `Let ${orchestrator.name} alone bring ${element.name} about: remove its handler of ${messages[0]?.name ?? 'the message'}`,
      safe: false,
      edits: [removeSource(design, syntax.source)],
    });
  const others = orchestrator.steps.length > 1 && !orchestrator.steps.some(({ onFailure }) => onFailure === step.step);
  if (others && callsOf(step.step).length === 1)
    fixes.push({
      title: `Let the event alone bring ${element.name} about: remove step ${step.name}`,
      safe: false,
      edits: [removeSource(design, step.step.syntax.source)],
    });
  return fixes;
}

interface CalledStep {
  readonly name: string;
  readonly step: Step;
  readonly effect: Effect;
  readonly operations: readonly Activity[];
}

/** The services that a workflow's steps call, with the first such step and all the operations called. */
function calledBy(orchestrator: Orchestrator): Map<Element, CalledStep> {
  const called = new Map<Element, CalledStep>();
  for (const step of orchestrator.steps) {
    for (const effect of callsOf(step)) {
      if (effect.target?.kind !== 'service') continue;
      const known = called.get(effect.target);
      const operations = [...(known?.operations ?? []), ...effect.callees];
      called.set(effect.target, { name: known?.name ?? step.name, step: known?.step ?? step, effect: known?.effect ?? effect, operations });
    }
  }
  return called;
}

/** The reaction writes or calls what the step's operation does too; handing an answer back to the workflow is a callback. */
function doesTheSame({ to }: Reaction, operations: readonly Activity[], orchestrator: Orchestrator): boolean {
  if (to.effects.some((effect) => 'to' in effect && effect.to === orchestrator)) return false;
  const done = new Set(operations.flatMap((operation) => operation.effects.map(touched)));
  return to.effects.some((effect) => {
    // It hands over to the very operation that the step calls.
    if ('callees' in effect && effect.callees.some((callee) => operations.includes(callee))) return true;
    const place = touched(effect);
    return place !== undefined && done.has(place);
  });
}

/** What an effect changes: two effects on the same place do the same work. */
function touched(effect: Effect): Element | Message | undefined {
  switch (effect.kind) {
    case 'reads':
      return undefined;
    case 'calls':
    case 'starts':
      return effect.target;
    case 'publishes':
    case 'sends':
      return effect.message;
    default:
      return effect.store;
  }
}
