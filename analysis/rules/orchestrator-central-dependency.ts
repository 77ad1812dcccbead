import type { Activity, Design, Effect, Element, Fix, Flow, Orchestrator, Rate, System } from '../../language/model/design.ts';
import { showRate } from '../../language/model/quantities.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { addOption } from '../fixes/options.ts';
import { raiseQuota } from '../fixes/quotas.ts';
import { moveToStores } from '../fixes/state.ts';
import { setStatement } from '../fixes/statements.ts';
import { textOf } from '../fixes/text.ts';
import { listed } from '../names.ts';
import { ownerOf } from '../passes/choreographies.ts';
import { rates } from '../passes/rates.ts';
import { type Reactions, reactions } from '../passes/reactions.ts';
import { isSelfHosted, losesProgress, orchestratorsOf } from '../passes/workflows.ts';
import { askWhole, defineQuestion } from '../questions.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'orchestrator-central-dependency',
  code: 'ORC001',
  category: 'orchestration',
  star: true,
  severity: 'info',
  summary: 'Most critical flows pass one orchestrator, and it has a weakness.',
  why: `An orchestrator is one place that knows a flow: that is its worth, and its risk. When it stands still, all that it directs stands still. A
managed one within its limits is a fact to know. One that the team runs itself, on a single instance or with its progress in memory, is a failure
to come; one that directs everybody becomes the place where all changes meet.`,
  failureStory: [
    'The home-made workflow engine keeps the progress of its runs in memory, on one instance, and that instance is replaced.',
    'Hundreds of orders are charged and not shipped, and no record says which.',
  ],
  whenNotToUse: `Where runs may be lost because whoever started them starts them again, and every step is idempotent.`,
  examples: {
    wrong: `orchestrator Fulfil : aws.ecs {
  instances 1
  keeps Progress in memory
  alarm
  step Reserve calls Stock.reserve with timeout 3s, 3 retries exponential jitter
  step Charge  calls Payments.charge with timeout 3s, 3 retries exponential jitter
}
service Stock : aws.lambda { serves reserve idempotent by orderId }
service Payments : aws.lambda { serves charge idempotent by orderId }
flow Order from Fulfil { critical }
`,
    right: `orchestrator Fulfil : aws.ecs {
  instances 2..4
  keeps Progress in Runs
  alarm
  step Reserve calls Stock.reserve with timeout 3s, 3 retries exponential jitter
  step Charge  calls Payments.charge with timeout 3s, 3 retries exponential jitter
}
store Runs : aws.dynamodb { key runId }
service Stock : aws.lambda { serves reserve idempotent by orderId }
service Payments : aws.lambda { serves charge idempotent by orderId }
flow Order from Fulfil { critical }
flow Take from Stock.reserve { critical }
flow Pay from Payments.charge { critical }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/saga',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    share: {
      type: 'number',
      default: 50,
      minimum: 1,
      maximum: 100,
      description: 'Per cent of the critical flows of a system from which an orchestrator counts as central.',
    },
    maxParticipants: { type: 'number', default: 8, minimum: 1, description: 'How many elements one workflow may direct.' },
    maxOwners: { type: 'number', default: 3, minimum: 1, description: 'How many owners’ elements one workflow may direct.' },
  },
  messages: {
    oneInstance:
      '{flows} {pass} {orchestrator}, which runs on {instances}: when that is lost, everything it directs stands still. Give it `instances 2..4` and keep its progress in a store.',
    progressLost:
      '{flows} {pass} {orchestrator}, which keeps the progress of its runs nowhere but on its instances: a restart loses every run under way. Keep it in a store (`keeps Progress in …`).',
    noMargin:
      '{flows} {pass} {orchestrator}, which gets {rate} at peak and takes {limit}: when it is full, all of it waits. Raise its limit, or let a queue before it take the peaks.',
    tooMany:
      '{flows} {pass} {orchestrator}, which directs {participants} elements{owners}: every change meets there. Split it by team, and let the parts tell each other by events.',
    fact: '{flows} {pass} {orchestrator}: one place to see and steer all of it, and one on which all of it depends.',
  },
  check({ design, options, preset, analysis, report }) {
    const critical = design.flows.filter((flow) => flow.criticality === 'critical');
    const all = analysis(reactions);
    const peaks = analysis(rates).elements;
    const passed = new Map(critical.map((flow) => [flow, certainly(flow, all)]));
    for (const orchestrator of orchestratorsOf(design)) {
      const through = critical.filter((flow) => flow.system === orchestrator.system && passed.get(flow)?.has(orchestrator));
      const flows = askWhole(design, criticalFlows, orchestrator.system.id);
      if (through.length === 0 || (through.length / flows) * 100 < options.share) continue;
      const shared = {
        source: orchestrator.syntax.head,
        related: through.map((flow) => ({ message: `${flow.name} passes ${orchestrator.name}`, source: flow.syntax.head })),
      };
      const data = {
        orchestrator: orchestrator.name,
        flows: share(through.length, flows, orchestrator.system),
        pass: flows === 1 ? 'passes' : 'pass',
      };
      const instances = orchestrator.facts.instances?.value;
      if (isSelfHosted(orchestrator) && instances && instances.min < 2) {
        const edits = setStatement(design, orchestrator, 'instances', `instances 2..${Math.max(4, instances.max)}`);
        const fixes = [{ title: `Run ${orchestrator.name} on two instances or more`, safe: false, edits }];
        const count = instances.min === 0 ? 'instances that may all be gone' : 'one instance';
        report({ message: 'oneInstance', data: { ...data, instances: count }, severity: 'error', ...shared, fixes: fixes });
      } else if (isSelfHosted(orchestrator) && losesProgress(orchestrator))
        report({ message: 'progressLost', data, severity: 'error', ...shared, fixes: keepFixes(design, orchestrator) });
      else if (isFull(orchestrator, peaks.get(orchestrator.id)))
        report({
          message: 'noMargin',
          data: {
            ...data,
            rate: showRate(peaks.get(orchestrator.id)?.peak ?? 0),
            limit: showRate(orchestrator.facts.throughput?.value.peak ?? 0),
          },
          severity: 'warning',
          ...shared,
          fixes: raiseQuota(design, orchestrator, peaks.get(orchestrator.id)?.peak ?? 0),
        });
      else {
        const participants = participantsOf(orchestrator);
        const owners = new Set(participants.map(ownerOf).filter((owner) => owner !== undefined)).size;
        if (participants.length > options.maxParticipants || owners > options.maxOwners) {
          const counted = owners > 1 ? ` of ${owners} owners` : '';
          report({
            message: 'tooMany',
            data: { ...data, participants: participants.length, owners: counted },
            severity: 'warning',
            ...shared,
            fixes: splitFixes(design, orchestrator),
          });
        } else if (preset === 'strict')
          report({ message: 'fact', data, ...shared, fixes: wayAround(design, orchestrator, through, flows, options.share) });
      }
    }
  },
});

/** How many critical flows a system has. */
const criticalFlows = defineQuestion(
  'critical-flows',
  (parts) =>
    Map.groupBy(
      parts.flatMap(({ flows }) => flows.filter(({ criticality }) => criticality === 'critical')),
      ({ system }) => system.id,
    ),
  (bySystem, system) => bySystem.get(system)?.length ?? 0,
);

function share(through: number, of: number, system: System): string {
  const flows = of === 1 ? 'The critical flow' : `${through} of ${of} critical flows`;
  return `${flows}${system.named ? ` of ${system.name}` : ''}`;
}

/** Something to fall back on for those who call the workflow, or start it, as long as it is not where the flows begin: then fewer of them pass it for certain. */
function wayAround(design: Design, orchestrator: Orchestrator, through: readonly Flow[], flows: number, limit: number): readonly Fix[] {
  const calls = design.index.callsOf.get(orchestrator.workflow.id) ?? [];
  const begun = through.filter(({ from }) => from.includes(orchestrator.workflow)).length;
  const fed = (design.index.hopsTo.get(orchestrator.workflow.id) ?? []).some(({ step }) => !step);
  if (calls.length === 0 || calls.some(hasNoOther) || fed || (begun / flows) * 100 >= limit) return [];
  const fallback = freshName(design, `${orchestrator.name}Fallback`);
  return [
    {
      title: `Fall back to a new ${fallback} when ${orchestrator.name} cannot be reached`,
      safe: false,
      edits: [
        ...calls.flatMap((call) => addOption(design, call, `fallback ${fallback}`)),
        ...insertAfter(design, orchestrator.syntax, `service ${fallback}`),
      ],
    },
  ];
}

/** A call to which nothing else can be given to fall back on: it has something, or it stands where no fallback is said. */
function hasNoOther({ activity, options }: Effect): boolean {
  return options.fallback !== undefined || activity.kind === 'route' || activity.kind === 'workflow';
}

/** The elements on each way of a flow: those that effects reach which no condition guards. */
function certainly(flow: Flow, all: Reactions): Set<Element> {
  const seen = new Set<Activity>();
  const open = [...flow.from];
  for (let activity = open.pop(); activity; activity = open.pop()) {
    if (seen.has(activity)) continue;
    seen.add(activity);
    for (const effect of activity.effects) {
      if (effect.kind !== 'calls' && effect.kind !== 'starts') continue;
      // With something to fall back on, the flow goes on without it.
      if (effect.options.fallback) continue;
      const [only, ...others] = effect.callees;
      if (only && others.length === 0 && !effect.blocks.some((block) => block.kind === 'when')) open.push(only);
    }
    for (const reaction of all.get(activity.id) ?? [])
      if (!reaction.effect.blocks.some((block) => block.kind === 'when')) open.push(reaction.to);
  }
  return new Set([...seen].map((activity) => activity.element));
}

function participantsOf(orchestrator: Orchestrator): Element[] {
  const called = orchestrator.workflow.effects.flatMap((effect) => ('target' in effect && effect.target ? [effect.target] : []));
  return [...new Set(called)];
}

/** Where a product's own quota leaves little, or what the design itself states is exceeded. */
function isFull({ facts }: Orchestrator, rate: Rate | undefined): boolean {
  const { throughput } = facts;
  if (!rate || !throughput) return false;
  return rate.peak > throughput.value.peak * (throughput.origin.kind === 'technology' ? 0.7 : 1);
}

function keepFixes(design: Design, orchestrator: Orchestrator): readonly Fix[] {
  const names = listed(orchestrator.state.map(({ name }) => name));
  return [{ title: `Keep ${names} in a store of its own`, safe: false, edits: moveToStores(design, orchestrator.state) }];
}

/**
 * Moves the second half of a plain sequence into a workflow of its own, which a last step calls. Where steps refer to others, or stand in blocks, the
 * place to cut is for the author to find.
 */
function splitFixes(design: Design, orchestrator: Orchestrator): readonly Fix[] {
  const body = orchestrator.workflow.body ?? [];
  const steps = body.flatMap((action) => (action.kind === 'step' ? [action.step] : []));
  if (steps.length !== body.length || steps.length < 4 || steps.some(({ onFailure }) => onFailure)) return [];
  const moved = steps.slice(Math.ceil(steps.length / 2));
  const [first] = moved;
  const last = moved.at(-1);
  if (!first || !last) return [];
  const name = freshName(design, `${orchestrator.name}Rest`);
  const technology = orchestrator.technologyName ? ` : ${orchestrator.technologyName}` : '';
  const lines = moved.map(({ syntax }) => `  ${textOf(design, syntax.source).replace(/\s+/g, ' ')}`);
  const from = first.syntax.source;
  return [
    {
      title: `Move the steps from ${first.name} on into a workflow of their own, ${name}`,
      safe: false,
      edits: [
        { uri: from.uri, offset: from.offset, end: last.syntax.source.end, text: `step ${first.name} calls ${name} with timeout 1h` },
        ...insertAfter(design, orchestrator.syntax, [`orchestrator ${name}${technology} {`, ...lines, '  alarm', '}'].join('\n')),
      ],
    },
  ];
}
