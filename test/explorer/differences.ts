/**
 * Where rules and runs differ on purpose: each difference with its reason and the smallest design that shows it. docs/quality.md lists them; a test holds that
 * each example shows its difference and nothing else.
 */
import { analysisOf } from '../../analysis/analyses.ts';
import { duplicates, retryOf } from '../../analysis/passes/duplicates.ts';
import { lossBearing } from '../../analysis/passes/loss-bearing.ts';
import { guards, keyOf } from '../../analysis/passes/repetition.ts';
import { canFailTheRun, isDurable, laterSteps } from '../../analysis/passes/workflows.ts';
import type { Activity, Design, Key, Source } from '../../language/model/design.ts';
import { isCallEffect } from '../../language/model/lookups.ts';
import type { Disagreement } from './agreement.ts';

export interface Difference {
  readonly name: string;
  readonly reason: string;
  readonly example: string;
  readonly holds: (disagreement: Disagreement, design: Design) => boolean;
  /** A further design, made of the one at hand, that shows that the reason is the true one: the rule must have a finding in it. */
  readonly otherwise?: (text: string, disagreement: Disagreement, design: Design) => { readonly text: string; readonly rule: string };
  /** The same of a finding: nothing stands elsewhere in the further design, and a run by at most two faults must show the finding there. */
  readonly shownIn?: (text: string, disagreement: Disagreement, design: Design) => string;
}

/** The activity whose head a finding stands in. */
function activityAt(design: Design, { finding }: Disagreement): Activity | undefined {
  return design.activities.find(
    ({ syntax: { head } }) =>
      finding && head.uri === finding.source.uri && head.offset <= finding.source.offset && finding.source.end <= head.end,
  );
}

/**
 * Whether something in the design brings an operation about again by a key that it recognises. Not where a call is tried again without the key, which is to be changed
 * first; nor where those who call again recognise the repeat themselves, for all that they call, or do it for messages that may be lost.
 */
function isRepeatedWithKey(design: Design, operation: Activity): boolean {
  const { activities } = analysisOf(design, duplicates);
  const bearing = analysisOf(design, lossBearing);
  return (design.index.callsOf.get(operation.id) ?? []).some((call) => {
    const { key } = call.options;
    if (retryOf(call) !== undefined) return recognises(operation, key);
    if (!activities.has(call.activity.id) || bearing.has(call.activity) || isGuardedAbove(design, call.activity)) return false;
    return (key ? [key] : keysOf(design, call.activity)).some((carried) => recognises(operation, carried));
  });
}

function recognises({ idempotency, messages }: Activity, carried: Key | undefined): boolean {
  return idempotency !== undefined && guards(idempotency, carried, messages);
}

/** Whether an activity, or all who call it, are idempotent with all that they call. */
function isGuardedAbove(design: Design, activity: Activity, seen: ReadonlySet<Activity> = new Set()): boolean {
  if (activity.idempotency && !activity.idempotency.using) return true;
  const calls = design.index.callsOf.get(activity.id) ?? [];
  const further = new Set([...seen, activity]);
  return calls.length > 0 && calls.every(({ activity: caller }) => !seen.has(caller) && isGuardedAbove(design, caller, further));
}

/** The keys that what an activity is about may carry: of its messages, or of those who call it. */
function keysOf(design: Design, activity: Activity, seen: ReadonlySet<Activity> = new Set()): readonly (Key | undefined)[] {
  const own = keyOf(activity.messages);
  if (own || seen.has(activity)) return [own];
  // What starts a run hands it no key but the one that names it.
  const calls = (design.index.callsOf.get(activity.id) ?? []).filter(({ kind }) => kind === 'calls');
  if (calls.length === 0) return [undefined];
  return calls.flatMap(({ options, activity: caller }) =>
    options.key ? [options.key] : keysOf(design, caller, new Set([...seen, activity])),
  );
}

/** Whether an activity, or one that it calls, does more than one thing, so that something lasting may take place alone. */
function isDoneByHalf(activity: Activity, seen: ReadonlySet<Activity> = new Set()): boolean {
  if (seen.has(activity)) return false;
  const repeated = activity.effects.some((effect) => isDurable(effect) && effect.blocks.some(({ kind }) => kind === 'each'));
  if (repeated || (activity.effects.some(isDurable) && activity.effects.length > 1)) return true;
  const calls = activity.effects.filter(isCallEffect);
  return calls.some(({ callees }) => callees.some((callee) => isDoneByHalf(callee, new Set([...seen, activity]))));
}

/** Bodies and those that they call, by however many calls. */
function ledToByCalls(from: readonly Activity[]): readonly Activity[] {
  const reached = [...from];
  for (const { effects } of reached)
    for (const effect of effects) if (isCallEffect(effect)) reached.push(...effect.callees.filter((callee) => !reached.includes(callee)));
  return reached;
}

function contains(outer: Source, inner: Source): boolean {
  return outer.uri === inner.uri && outer.offset <= inner.offset && inner.end <= outer.end;
}

export const differences: readonly Difference[] = [
  {
    name: 'an operation that is repeated from outside',
    reason:
      'An operation that says `idempotent` expects to be called again. Where no caller in the design does so, clients outside of it may, which no run shows; where one does without the key, that call is to be changed first.',
    example: `service Payments {
  serves pay idempotent by paymentId using Seen { calls Bank.charge }
}
store Seen { key paymentId }
external Bank { serves charge }
`,
    holds: (disagreement, design) => {
      const { rule = '' } = disagreement;
      const activity = activityAt(design, disagreement);
      if (activity?.kind !== 'operation') return false;
      return ['non-atomic-dedup', 'dedup-window-too-short'].includes(rule) && !isRepeatedWithKey(design, activity);
    },
    // With a client who carries the key and comes again, soon or late, the operation does twice what it should do once.
    shownIn: (text, disagreement, design) => {
      const activity = activityAt(design, disagreement);
      const fields = activity?.idempotency?.by ?? ['certainId'];
      const client = `
event CertainAsked { key ${fields.join(' + ')} }
queue CertainQueue : aws.sqs { retention 14d  dead-letters to CertainLetters after 3 attempts }
queue CertainLetters : aws.sqs { retention 14d  alarm  redrives to CertainQueue }
external CertainWorld { sends CertainAsked to CertainQueue }
service CertainClient { on CertainAsked from CertainQueue { calls ${activity?.label} with key ${fields.join(' + ')} } }`;
      return text.replace(/(\n\}\n)?$/, `${client.replaceAll('$', '$$$$')}$1`);
    },
  },
  {
    name: 'dead letters where nobody says whether there is an order',
    reason:
      'A message that is parked is overtaken whatever the channel does. The rule is silent: it speaks of an order that is broken, and here none is known to be kept.',
    example: `event Moved { key moveId  ordered by customerId }
queue Moves { dead-letters after 5 attempts  alarm }
service Profile { serves move { sends Moved to Moves } }
service Shipping { on Moved from Moves { puts Addresses } }
store Addresses { key customerId }
`,
    holds: ({ kind, promise, judgement }) => kind === 'run without finding' && promise === 'in-order' && judgement?.orderUnknown === true,
  },
  {
    name: 'order between two producers',
    reason: 'Nothing orders two elements that publish the same message, and a flow begins with one of them.',
    example: `event Moved { key moveId  ordered by customerId }
topic Moves : aws.sns.fifo { grouped by customerId }
queue Places : aws.sqs.fifo { subscribes to Moves  grouped by customerId  dead-letters group after 5 attempts  alarm }
service Web { serves move { publishes Moved to Moves } }
service Desk { serves move { publishes Moved to Moves } }
service Shipping { on Moved from Places { puts Addresses } }
store Addresses { key customerId }
`,
    holds: ({ rule, finding }) => rule === 'ordering-lost' && finding?.messageId === 'producers',
  },
  {
    name: 'dead letters behind two producers',
    reason:
      'Order that two producers lose is lost on all that follows, so there is one finding, there; a flow begins with one of the two, and shows what its dead letters do.',
    example: `event Moved { key moveId  ordered by customerId }
topic Moves : aws.sns.fifo { grouped by customerId }
queue Places : aws.sqs.fifo { subscribes to Moves  grouped by customerId  dead-letters after 5 attempts  alarm }
service Web { serves move { publishes Moved to Moves } }
service Desk { serves move { publishes Moved to Moves } }
service Shipping { on Moved from Places { puts Addresses } }
store Addresses { key customerId }
`,
    holds: ({ kind, promise, judgement }) => kind === 'run without finding' && promise === 'in-order' && judgement?.orderOfTwo === true,
  },
  {
    name: 'an undo that takes more than two faults',
    reason: 'The undo of the last step that can fail runs when the outcome of that step is unknown, which each retry puts off by a fault.',
    example: `orchestrator W : aws.stepfunctions { step Charge calls Bank.charge with 2 retries, key id undo Bank.refund }
external Bank { serves charge idempotent by id  serves refund }
`,
    holds: ({ rule, finding }, design) =>
      rule === 'retry-without-idempotency' &&
      design.elements.some((element) => {
        if (element.kind !== 'orchestrator' || !finding) return false;
        const undone = element.steps.find(({ undo }) => undo && contains(undo.source, finding.source));
        const later = undone ? (laterSteps(element.workflow).get(undone) ?? []) : [];
        return undone !== undefined && !later.some((step) => canFailTheRun(step, element));
      }),
    // With a step behind it that can fail, the undo runs after one fault, and the second shows what it does twice.
    shownIn: (text, { finding }, design) => {
      const steps = design.elements
        .flatMap((element) => (element.kind === 'orchestrator' ? [element.steps] : []))
        .find((some) => some.some(({ undo }) => undo && finding && contains(undo.source, finding.source)));
      const end = Math.max(0, ...(steps ?? []).flatMap(({ part, syntax }) => (part === 'body' ? [syntax.source.end] : [])));
      const changed = `${text.slice(0, end)}\n  step CertainStep calls CertainDesk.look\n${text.slice(end)}`;
      return changed.replace(/(\n\}\n)?$/, '\nexternal CertainDesk { serves look safe }$1');
    },
  },
  {
    name: 'a workflow of one step',
    reason: 'A run is lost between two steps. One that has a single step is lost while it works, which the rule knows and no fault is.',
    example: `orchestrator W : aws.ecs {
  keeps Progress in memory
  step Pack puts Parcels
}
store Parcels { key orderId }
flow Ship from W { critical }
`,
    holds: ({ rule, finding }, design) =>
      rule === 'orchestrator-central-dependency' &&
      finding?.messageId === 'progressLost' &&
      design.elements.some(
        (element) =>
          element.kind === 'orchestrator' &&
          contains(element.syntax.source, finding.source) &&
          element.steps.filter(({ part }) => part === 'body').length === 1,
      ),
  },
  {
    name: 'a flow that begins at an operation which others call',
    reason:
      'Whoever calls it in the design repeats it until it is done, and so the rule is content. The flow says that somebody from outside calls it too, of whom nothing is known.',
    example: `event Sell { key id }
event Sold { key id }
queue Orders : aws.sqs { dead-letters after 5 attempts  alarm }
topic Sales : aws.sns
service Desk { on Sell from Orders { calls Shop.sell } }
service Shop { serves sell { puts Ledger  publishes Sold to Sales } }
store Ledger { key id }
flow Buy from Shop.sell { critical }
`,
    holds: ({ kind, promise, judgement }, design) =>
      kind === 'run without finding' &&
      promise === 'all-or-nothing' &&
      design.flows.some(({ from }) =>
        ledToByCalls(from).some(({ syntax }) => judgement?.places.some((place) => contains(syntax.source, place))),
      ),
  },
  {
    name: 'two guards that give way together',
    reason:
      'An idempotent handler that calls an idempotent operation: where neither holds, a run names both, and the rule the inner one, whose effect it is.',
    example: `event Paid { key id }
queue Payments : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Payments idempotent by id using Seen { calls Ledger.add with key id } }
service Ledger { serves add idempotent by id using Seen { appends Rows  puts Seen } }
store Seen { key id }
store Rows
`,
    holds: ({ kind, promise, judgement }, design) =>
      kind === 'run without finding' &&
      promise === 'effect-once' &&
      design.activities.some(
        (activity) =>
          activity.idempotency !== undefined &&
          judgement?.places.some((place) => contains(activity.syntax.head, place)) &&
          ledToByCalls([activity]).some((other) => other !== activity && other.idempotency !== undefined),
      ),
  },
  {
    name: 'what lies past a loop',
    reason:
      'A run ends where it would go round a second time. What only the second round breaks is seen by rules alone, and by runs that go round once more.',
    example: `event Pinged { key id }
topic Pings
queue Pinging { subscribes to Pings  dead-letters after 5 attempts  alarm }
service A { on Pinged from Pinging { increments Sums  publishes Pinged to Pings via outbox Sums } }
store Sums { key id }
`,
    holds: ({ kind, onceMore }) => kind === 'finding without run' && onceMore?.() === true,
  },
  {
    name: 'a step whose operation is done by half',
    reason: 'The step fails with half of its work left behind. Its effects are to be one; then there is nothing left to undo.',
    example: `event Sold { key id }
topic Sales : aws.sns
orchestrator W : aws.stepfunctions { step Sell calls Shop.sell with 2 retries, key id }
service Shop { serves sell idempotent by id { puts Ledger  publishes Sold to Sales } }
store Ledger { key id }
`,
    holds: ({ kind, promise, judgement }, design) =>
      kind === 'run without finding' &&
      promise === 'all-or-nothing' &&
      design.elements.some(
        (element) =>
          element.kind === 'orchestrator' &&
          element.steps.some(
            ({ syntax, effects }) =>
              judgement?.places.some((place) => contains(syntax.source, place)) &&
              effects.some(
                (effect) => isCallEffect(effect) && effect.part !== 'undo' && effect.callees.some((callee) => isDoneByHalf(callee)),
              ),
          ),
      ),
  },
  {
    name: 'the progress of a workflow that no critical flow passes',
    reason:
      'The rule looks at the workflows of critical flows alone, and only where the design says that the progress is in memory or on disk; a run shows the loss wherever the progress is in no store.',
    example: `orchestrator Fulfil : aws.ecs {
  keeps Progress in memory
  step Reserve puts Stock
  step Pack puts Parcels
}
store Stock { key orderId }
store Parcels { key orderId }
`,
    holds: ({ kind, promise, judgement }, design) =>
      kind === 'run without finding' &&
      promise === 'state-kept' &&
      design.elements.some(({ kind: element, id }) => element === 'orchestrator' && id === judgement?.element),
    // Where the flow is critical, and it is said where the progress is, the rule speaks.
    otherwise: (text, { judgement }, design) => {
      const { name = '' } = design.index.elementById.get(judgement?.element ?? '') ?? {};
      const head = new RegExp(`^(orchestrator ${name}\\b[^{]*\\{)(?![^}]*\\bkeeps )`, 'm');
      const changed = text
        .replace(/^flow .*$/gm, '')
        .replace(head, '$1\n  keeps Progress in memory')
        .replace(/(\n\}\n)?$/, `\nflow Certain from ${name} { critical }$1`);
      return { text: changed, rule: 'orchestrator-central-dependency' };
    },
  },
];

/** @returns the difference on purpose that a disagreement is, if it is one. */
export function intendedDifference(disagreement: Disagreement, design: Design): Difference | undefined {
  return differences.find(({ holds }) => holds(disagreement, design));
}
