import type { Orchestrator, Step } from '../../language/model/design.ts';
import { listed } from '../element-names.ts';
import { orchestratorsOf } from '../passes/workflows.ts';
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
  step Write calls Mail.write
  step Count calls Statistics.count
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
  fixable: 'none',
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
      if (workflow.steps.length === 0 || workflow.steps.length > options.steps || !isPlain(workflow)) continue;
      report({
        message: 'forwards',
        data: { workflow: workflow.name, targets: listed(workflow.steps.map(targetOf)) },
        source: workflow.syntax.name ?? workflow.syntax.head,
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

function targetOf({ effects, name }: Step): string {
  const [effect] = effects;
  if (effect && 'target' in effect) return effect.target?.name ?? name;
  if (effect && 'channels' in effect) return effect.to?.name ?? name;
  return effect && 'store' in effect ? (effect.store?.name ?? name) : name;
}
