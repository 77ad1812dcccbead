import type { Activity, CallEffect, Design, Effect, Fix, Orchestrator, Step, Store } from '../../language/model/design.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { nameFrom } from '../fixes/elements.ts';
import { retryStep } from '../fixes/retries.ts';
import { addStatement } from '../fixes/statements.ts';
import { insertAt } from '../fixes/text.ts';
import { shortText } from '../names.ts';
import { criticalActivities } from '../passes/critical-channels.ts';
import { callsOf, canFailTheRun, durableEffectsOf, laterSteps, leftBehind, orchestratorsOf, retriesOf } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'missing-compensation',
  code: 'ORC003',
  category: 'orchestration',
  star: false,
  severity: 'warning',
  summary: 'A workflow step leaves something behind that nobody undoes when a later step fails.',
  why: `A workflow is no transaction: what a step has done stays done when a later one fails. Each step with a lasting effect needs an \`undo\`, or must
come so late that nothing after it can fail the run. An undo is itself a call that can fail, so it needs retries.`,
  failureStory: [
    'A run reserves the stock, and the card is refused for good.',
    'The run fails; the reservation stays, and the last article on the shelf cannot be sold to anybody.',
  ],
  whenNotToUse: `Where what is left behind is harmless, such as a computed preview or a reservation that expires on its own.`,
  examples: {
    wrong: `orchestrator Fulfil : aws.stepfunctions {
  alarm
  step Reserve calls Stock.reserve with timeout 5s, 3 retries exponential jitter
  step Charge  calls Payments.charge with timeout 5s, 3 retries exponential jitter
}
service Stock : aws.lambda {
  timeout 5s
  serves reserve { puts Reservations }
  serves release { deletes Reservations }
}
service Payments : aws.lambda { timeout 5s  serves charge }
store Reservations : aws.dynamodb { key orderId }
`,
    right: `orchestrator Fulfil : aws.stepfunctions {
  alarm
  step Reserve calls Stock.reserve with timeout 5s, 3 retries exponential jitter undo Stock.release
  step Charge  calls Payments.charge with timeout 5s, 3 retries exponential jitter
}
service Stock : aws.lambda {
  timeout 5s
  serves reserve { puts Reservations }
  serves release { deletes Reservations }
}
service Payments : aws.lambda { timeout 5s  serves charge }
store Reservations : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/saga',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/compensating-transaction',
    'https://microservices.io/patterns/data/saga.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    notUndone:
      'Step {step} {effect}, and nothing undoes it when {later} fails. Name the compensation with `undo`, or let the later step retry until it is through.',
    notUndoneItems:
      'Step {step} {effect}, once for each item, and nothing undoes what it did for the others when it fails for one. Name the compensation with `undo`, or let it retry until it is through.',
    unknownOutcome:
      'Step {step} {effect} and is neither retried nor undone: if its answer is lost, nobody knows whether it happened. Give it retries, or an `undo`.',
    fragile: 'The undo of step {step} is tried once: if it fails, what {step} did stays. Give the step retries; its undo runs with them.',
  },
  check({ design, analysis, report }) {
    const critical = analysis(criticalActivities);
    for (const orchestrator of orchestratorsOf(design)) {
      const later = laterSteps(orchestrator.workflow);
      for (const step of orchestrator.steps) {
        const left = leftBehind(step);
        const [effect] = left;
        if (!effect) continue;
        const fallible = (later.get(step) ?? []).filter((other) => canFailTheRun(other, orchestrator));
        const failing = fallible.find((other) => other !== step) ?? fallible[0];
        const triedOnce = step.effects.filter((own) => (retriesOf(own, orchestrator) ?? 0) === 0);
        const data = { step: step.name, effect: shortText(effect) };
        const shared = { source: step.syntax.name ?? step.syntax.head, severity: severityOf(left, critical.has(orchestrator.workflow)) };
        if (step.undo) {
          if (failing && !undoRetried(step, step.undo.effects, orchestrator))
            report({ message: 'fragile', data: { step: step.name }, ...shared, fixes: retryFix(design, step) });
        } else if (cleanedUp(left, orchestrator)) continue;
        else if (failing) {
          const related = [
            { message: `${step.name} ${shortText(effect)}`, source: effect.syntax.source },
            { message: `${failing.name} can fail the run`, source: failing.syntax.source },
          ];
          const fixes = undoFixes(design, step);
          if (failing === step) report({ message: 'notUndoneItems', data, ...shared, related: related.slice(0, 1), fixes });
          else report({ message: 'notUndone', data: { ...data, later: failing.name }, ...shared, related, fixes });
        } else if (
          // What stands in for one call does not answer for another.
          triedOnce.some(({ options }) => !options.fallback) &&
          callsOf(step).length > 0 &&
          canFailTheRun(step, orchestrator)
        ) {
          report({ message: 'unknownOutcome', data, ...shared, fixes: [...retryFix(design, step), ...undoFixes(design, step)] });
        }
      }
    }
  },
});

/** An undo runs with its step's options, unless the effects of an undo block have their own. */
function undoRetried({ effects }: Step, undo: readonly Effect[], orchestrator: Orchestrator): boolean {
  const ofStep = Math.max(0, ...effects.map((effect) => retriesOf(effect, orchestrator) ?? 0));
  return undo.every((effect) => effect.kind === 'reads' || (effect.options.retries?.retries ?? ofStep) > 0);
}

/** Money makes it worse, by an operation marked `critical`, and so do strangers, who cannot be mended by hand, where the flow is critical. */
function severityOf(left: readonly Effect[], criticalFlow: boolean): 'error' | undefined {
  const money = left.some((effect) =>
    (effect.kind === 'calls' ? effect.callees : [effect.activity]).some((activity) => activity.criticality === 'critical'),
  );
  // The calls among what is left behind are those of externals: of others it is what they do.
  const strangers = left.some((effect) => effect.kind === 'calls');
  return money || (strangers && criticalFlow) ? 'error' : undefined;
}

/** The `otherwise` block puts right every store that the step has written. */
function cleanedUp(left: readonly Effect[], orchestrator: Orchestrator): boolean {
  const otherwise = orchestrator.workflow.effects
    .filter((effect) => effect.part === 'otherwise')
    .flatMap((effect) => durableEffectsOf(effect));
  return left.every((effect) => 'store' in effect && otherwise.some((other) => other.kind === 'deletes' && other.store === effect.store));
}

function retryFix(design: Design, step: Step): readonly Fix[] {
  const call = callsOf(step)[0];
  return !call || call.options.retries ? [] : retryStep(design, step, call);
}

/** Whatever was done. */
const WAYS_BACK: readonly string[] = ['cancel', 'undo', 'release', 'revert', 'refund'];

/** Words that sound like a way back of one thing only. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['debit', 'credit'],
  ['create', 'delete'],
  ['add', 'remove'],
  ['start', 'stop'],
];

/** Operations of the same service that sound like the way back come first; there is no undo to guess for anything but a call. */
function undoFixes(design: Design, step: Step): Fix[] {
  const [own, ...others] = step.effects;
  // What takes back one of several things leaves the others.
  if (!own || others.length > 0) return [];
  const [call] = callsOf(step);
  if (!call) return undoOfWrite(own);
  if (!call.target || !call.operation) return [];
  const name = call.operation.toLowerCase();
  const wanted = OPPOSITES.filter(([action]) => name.includes(action)).map(([, undo]) => undo);
  const operations = (design.index.activitiesOf.get(call.target.id) ?? []).filter(
    (activity) => activity.kind === 'operation' && activity.name !== call.operation,
  );
  const sounding = operations.filter((activity) => [...wanted, ...WAYS_BACK].some((word) => activity.name?.toLowerCase().includes(word)));
  // What removes the rows that were put there is the way back, whatever it is called.
  const removing = operations.filter((activity) => removesWhat(activity, call));
  const undoing = removing.length > 0 ? removing : sounding;
  const target = nameFrom(call.activity.element.system, call.target);
  if (undoing.length === 0) return newUndo(design, call);
  return undoing.map((activity) => ({
    title: `Undo ${step.name} with ${target}.${activity.name}`,
    safe: false,
    edits: [insertAt(call.syntax.source.uri, call.syntax.source.end, ` undo ${target}.${activity.name}`)],
  }));
}

/** Whether an operation does no more than to delete the rows that a call has put or inserted. */
function removesWhat({ effects }: Activity, { callees }: CallEffect): boolean {
  const rows = callees.flatMap((callee) => callee.effects).map((effect) => storeWritten(effect, ['puts', 'inserts']));
  const removed = effects.map((effect) => storeWritten(effect, ['deletes']));
  return (
    rows.length > 0 &&
    rows.every((store) => store !== undefined && removed.includes(store)) &&
    removed.every((store) => store !== undefined && rows.includes(store))
  );
}

/** The store of an effect that is one of these writes. */
function storeWritten(effect: Effect, kinds: readonly Effect['kind'][]): Store | undefined {
  return isStoreEffect(effect) && kinds.includes(effect.kind) ? effect.store : undefined;
}

/** Where nothing sounds like the way back (`undo…` among it), the service gets one. What somebody else serves is not ours to add to. */
function newUndo(design: Design, call: CallEffect): Fix[] {
  const { target, operation, activity } = call;
  if (target?.kind !== 'service' || !operation || target.system !== activity.element.system) return [];
  const name = `undo${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  const { source } = call.syntax;
  return [
    {
      title: `Undo it with a new ${target.name}.${name}`,
      safe: false,
      edits: [
        insertAt(source.uri, source.end, ` undo ${target.name}.${name}`),
        ...addStatement(design, target.syntax, `serves ${name} idempotent`),
      ],
    },
  ];
}

/** A row that a step itself has put there is removed again. */
function undoOfWrite(write: Effect): Fix[] {
  if (!isStoreEffect(write) || !write.store || (write.kind !== 'puts' && write.kind !== 'inserts')) return [];
  const { source } = write.syntax;
  const name = nameFrom(write.activity.element.system, write.store);
  return [
    {
      title: `Undo it by removing the row of ${write.store.name}`,
      safe: false,
      edits: [insertAt(source.uri, source.end, ` undo { deletes ${name} }`)],
    },
  ];
}
