import type { Action, Design, Orchestrator, Step, Technology } from '../../language/model/design.ts';
import { actionsIn, sourceOfAction } from '../../language/model/lookups.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { withTechnology } from '../element-names.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { responseTimes } from '../passes/response-times.ts';
import { orchestratorsOf } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

type Each = Extract<Action, { kind: 'each' }>;

export const rule = defineRule({
  id: 'workflow-limit-exceeded',
  code: 'ORC004',
  category: 'orchestration',
  star: false,
  severity: 'error',
  summary: 'A workflow needs more than its product allows: a longer run, a wait, more steps, more items at a time.',
  why: `Workflow engines have limits that no configuration lifts: how long a run may take, whether it can wait for a message, how long its history may grow, how many
items of a loop run at a time. A design that goes beyond one works with ten items and fails with ten thousand, in the middle of the run, with half of the
work done.`,
  failureStory: [
    'A team moves its approvals to the short-lived kind of workflow, because it is cheaper. In the test somebody approves at once.',
    'In production it takes two days. Runs of this kind cannot wait for a message; rewritten to ask again and again, each is ended by the engine after five minutes.',
    'Nothing is undone, because the engine ended it, not a step.',
  ],
  whenNotToUse: `Where the limit has been raised, say so in the design: \`each 200\`, \`timeout 1h\` at a technology of your own that is \`like\` the product. Items that
call a workflow of their own count for its history, not for this one’s.`,
  examples: {
    wrong: `event Approved { key requestId }

service Desk { serves approve { sends Approved to Request } }
orchestrator Request : aws.stepfunctions.express {
  retention 14d
  alarm
  step Decide waits for Approved at most 2d
  step Do puts Requests
}
store Requests
`,
    right: `event Approved { key requestId }

service Desk { serves approve { sends Approved to Request } }
orchestrator Request : aws.stepfunctions {
  retention 14d
  alarm
  step Decide waits for Approved at most 2d
  step Do puts Requests
}
store Requests
`,
  },
  sources: [
    'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
    'https://docs.aws.amazon.com/step-functions/latest/dg/express-at-least-once-execution.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    eventsPerStep: {
      type: 'number',
      default: 5,
      minimum: 1,
      description: 'How many entries a step leaves in the history: that it was scheduled, begun, ended, and what lies around it.',
    },
  },
  messages: {
    wait: '{workflow} cannot wait for messages, and {step} does. Take a product that can.',
    duration:
      'A run of {workflow} lasts {limit} at most, and {step} alone can take {needed}. Take a product that runs longer, or bound the step.',
    total:
      'A run of {workflow} lasts {limit} at most, and its steps together can take {needed}: it is cut off in the middle. Take a product that runs longer, or bound the steps.',
    concurrency:
      '{workflow} runs {limit} items of an `each` at a time, not {needed}. Ask for {limit}, or let each item be a run of its own.',
    history:
      '{workflow} allows {limit} entries in a run’s history, and {needed} come about where each {item} leaves some. Let each be a run of its own, by a step that calls a workflow.',
  },
  check({ design, options, analysis, report }) {
    const times = analysis(responseTimes);
    for (const workflow of orchestratorsOf(design)) {
      const { facts, limits } = workflow;
      const name = withTechnology(workflow);
      const longest = limits.timeout?.value;
      for (const step of workflow.steps) {
        const needed = durationOf(step);
        const source = step.syntax.name ?? step.syntax.head;
        if (facts.noWaits && step.action.kind === 'wait' && step.action.wait.messages.length > 0)
          report({
            message: 'wait',
            data: { workflow: name, step: step.name },
            source,
            fixes: otherProduct(design, workflow, (other) => !other.facts.noWaits),
          });
        else if (longest !== undefined && needed > longest) {
          const data = { workflow: name, step: step.name, limit: showDuration(longest), needed: showDuration(needed) };
          const fixes = otherProduct(design, workflow, (other) => (other.limits.timeout?.value ?? Number.POSITIVE_INFINITY) >= needed);
          report({ message: 'duration', data, source, fixes });
        }
      }
      const total = times.uncut.get(workflow.workflow.id)?.total ?? 0;
      // What is retried without end waits for somebody to mend it, and is meant to.
      if (
        longest !== undefined &&
        Number.isFinite(total) &&
        total > longest &&
        workflow.steps.every((step) => durationOf(step) <= longest)
      ) {
        const data = {
          workflow: name,
          limit: showDuration(longest),
          needed: showDuration(Math.round(total)),
        };
        report({
          message: 'total',
          data,
          source: workflow.syntax.name ?? workflow.syntax.head,
          // Only when every try uses up its time.
          severity: 'warning',
          fixes: otherProduct(design, workflow, (other) => (other.limits.timeout?.value ?? Number.POSITIVE_INFINITY) >= total),
        });
      }
      for (const each of eachesIn([...(workflow.workflow.body ?? []), ...(workflow.workflow.otherwise ?? [])])) {
        const limit = isDistributed(each) ? (limits.each?.value ?? facts.each?.value) : facts.each?.value;
        if (limit === undefined || (each.concurrency ?? 0) <= limit) continue;
        const data = { workflow: name, limit, needed: each.concurrency ?? 0 };
        report({ message: 'concurrency', data, source: each.syntax.head, fixes: fewerAtATime(design, each, limit) });
      }
      const allowed = facts.steps?.value;
      const needed = stepsIn(workflow.workflow.body ?? []) * options.eventsPerStep;
      if (allowed === undefined || needed <= allowed) continue;
      const [largest] = eachesIn(workflow.workflow.body ?? []).toSorted((one, other) => stepsIn([other]) - stepsIn([one]));
      const data = { workflow: name, limit: allowed, needed, item: largest?.item ?? 'step' };
      const fixes = largest ? ownRuns(design, workflow, largest) : [];
      report({ message: 'history', data, source: largest?.syntax.head ?? workflow.syntax.name ?? workflow.syntax.head, fixes });
    }
  },
});

/** How long a step can take at least when it takes its time, by what it says itself; each try is bounded by its timeout. */
function durationOf({ action, effects }: Step): number {
  if (action.kind === 'wait') return action.wait.duration ?? action.wait.atMost ?? 0;
  return Math.max(0, ...effects.filter(({ part }) => part !== 'undo').map(({ options }) => options.timeout ?? 0));
}

function eachesIn(actions: readonly Action[]): readonly Each[] {
  return actionsIn(actions).filter((action) => action.kind === 'each');
}

/** Every item is a run of its own, with a history and limits of its own: all that is done with it is done by other workflows. */
function isDistributed({ body }: Each): boolean {
  return body.length > 0 && body.every((action) => action.kind === 'step' && isRunOfItsOwn(action.step));
}

function isRunOfItsOwn({ effects }: Step): boolean {
  return effects.length > 0 && effects.every((effect) => 'target' in effect && effect.target?.kind === 'orchestrator');
}

/** How many steps a run takes at most. Items without a limit count once: nobody says how many there are. */
function stepsIn(actions: readonly Action[]): number {
  return actions.reduce((sum, action) => sum + stepsOf(action), 0);
}

function stepsOf(action: Action): number {
  switch (action.kind) {
    case 'step':
      return action.step.action.kind === 'wait' ? 1 : stepsOf(action.step.action);
    case 'effect':
      return 1;
    case 'each':
      return isDistributed(action) ? 1 : (action.atMost ?? 1) * stepsIn(action.body);
    case 'when':
      return Math.max(0, ...action.branches.map(({ body }) => stepsIn(body)));
    case 'atomically':
    case 'parallel':
      return stepsIn(action.body);
  }
}

/** Each item becomes a run of a workflow of its own. What is undone with the whole run, or goes on elsewhere in it, has to stay. */
function ownRuns(design: Design, workflow: Orchestrator, { body, syntax: { source, head } }: Each): readonly Fix[] {
  const steps = actionsIn(body).flatMap((action) => (action.kind === 'step' ? [action.step] : []));
  const [first] = steps;
  if (!first || steps.some(({ undo, onFailure }) => undo || onFailure)) return [];
  const name = freshName(design, `${workflow.name}Item`);
  const technology = workflow.technologyName ? ` : ${workflow.technologyName}` : '';
  const lines = body.map((action) => `  ${textOf(design, sourceOfAction(action)).replace(/\s+/g, ' ')}`);
  const loop = textOf(design, head).trimEnd();
  return [
    {
      title: `Let each be a run of its own, of ${name}`,
      safe: false,
      edits: [
        replaceSource(source, `${loop} { step ${first.name} calls ${name} with timeout 1h, 1 retry exponential jitter }`),
        ...insertAfter(design, workflow.syntax, [`orchestrator ${name}${technology} {`, ...lines, '  alarm', '}'].join('\n')),
      ],
    },
  ];
}

/** The product of which this one is a variant, by its name, where it allows what is needed. */
function otherProduct(
  design: Design,
  { syntax, technologyName, technology }: Orchestrator,
  fits: (other: Technology) => boolean,
): readonly Fix[] {
  const others = [...design.technologies.values()].filter(({ name }) => technology?.name.startsWith(`${name}.`));
  const other = others.find((candidate) => candidate.kinds.includes('orchestrator') && fits(candidate));
  const at = technologyName === undefined ? -1 : textOf(design, syntax.head).lastIndexOf(technologyName);
  if (!other || technologyName === undefined || at < 0) return [];
  const offset = syntax.head.offset + at;
  const edit = { uri: syntax.head.uri, offset, end: offset + technologyName.length, text: other.name };
  return [{ title: `Run it on ${other.name}`, safe: false, edits: [edit] }];
}

function fewerAtATime(design: Design, { syntax }: Each, limit: number): readonly Fix[] {
  const { head } = syntax;
  const text = textOf(design, head);
  const fewer = text.replace(/(concurrency\s+)\d+/, `$1${limit}`);
  return [{ title: `Run ${limit} at a time`, safe: false, edits: [replaceSource(head, fewer)] }];
}
