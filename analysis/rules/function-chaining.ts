import type { Action, Activity, CallEffect, Design, Effect, Element } from '../../language/model/design.ts';
import { showKey } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { technologyText } from '../fixes/channels.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { sendInstead } from '../fixes/operations.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { usualTechnology } from '../fixes/usual-technology.ts';
import { listed, objectOf } from '../names.ts';
import { keyOf, Repetition } from '../passes/repetition.ts';
import { answering } from '../passes/sync-calls.ts';
import { defineRule } from '../rule.ts';
import { relatedEffects } from '../wording.ts';

export const rule = defineRule({
  id: 'function-chaining',
  code: 'ORC005',
  category: 'orchestration',
  star: false,
  severity: 'warning',
  summary: 'A function waits for functions, or a service directs several others from within one request.',
  why: `A service that calls several others one after the other, each of which changes something, is a workflow that nobody can see: how far it got lives in the memory
of one request, and what it did before a failure is undone by nobody. A function that waits for another is billed while it waits, and its timeout must cover both.`,
  failureStory: [
    'Checkout has charged the card and calls shipping, which does not answer.',
    'The request fails; the card stays charged, and no record says that an order got stuck between the two.',
  ],
  whenNotToUse: `Where the calls only gather what to show, nothing needs to be undone: say \`safe\` of operations that change nothing. Where the chain is short and each
call may simply be repeated as a whole, because all of it is idempotent.`,
  examples: {
    wrong: `service Checkout : kubernetes {
  instances 2..3
  serves place {
    calls Stock.reserve with timeout 2s
    calls Payment.charge with timeout 2s
    calls Shipping.ship with timeout 2s
  }
}
service Stock : kubernetes { instances 2..3  serves reserve { puts Reservations } }
service Payment : kubernetes { instances 2..3  serves charge { puts Charges } }
service Shipping : kubernetes { instances 2..3  serves ship { puts Parcels } }
store Reservations : postgres
store Charges : postgres
store Parcels : postgres
`,
    right: `service Checkout : kubernetes {
  instances 2..3
  serves place { starts Order with key orderId }
}
orchestrator Order : temporal {
  alarm
  step Reserve calls Stock.reserve with timeout 2s, 3 retries exponential undo Stock.release
  step Charge  calls Payment.charge with timeout 2s, 3 retries exponential undo Payment.refund
  step Ship    calls Shipping.ship with timeout 2s, 3 retries exponential
}
service Stock : kubernetes { instances 2..3  serves reserve { puts Reservations }  serves release { deletes Reservations } }
service Payment : kubernetes { instances 2..3  serves charge { puts Charges }  serves refund { deletes Charges } }
service Shipping : kubernetes { instances 2..3  serves ship { puts Parcels } }
store Reservations : postgres
store Charges : postgres
store Parcels : postgres
`,
  },
  sources: [
    'https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/general-design-principles.html',
    'https://rules.sonarsource.com/python/RSPEC-6246',
    'https://github.com/aws/agent-toolkit-for-aws/blob/main/skills/core-skills/aws-serverless/references/production.md#anti-patterns',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo: 'SonarQube S6246: one hop, seen in the code of the function that calls.',
  options: {
    maxServices: {
      type: 'number',
      default: 2,
      minimum: 1,
      description: 'How many different services one handler or operation may call one after the other.',
    },
  },
  messages: {
    functions:
      '{activity} is a function that waits for {callees}: both are billed for the wait, and their timeouts and retries add up. Use a workflow, or an event if no answer is needed.',
    sequence:
      '{activity} calls {callees} one after the other and waits: it is a workflow that nobody sees, and what it did is not undone when a later call fails. Move the sequence into an `orchestrator`, or publish an event.',
  },
  check({ design, options, report }) {
    for (const activity of design.activities) {
      if (activity.element.kind !== 'service') continue;
      const functions = activity.element.facts.ephemeral ? functionsCalled(activity) : [];
      if (functions.length > 0) {
        report({
          message: 'functions',
          data: { activity: activity.label, callees: listed([...new Set(functions.flatMap(answering).map(({ name }) => name))]) },
          source: activity.kind === 'unplaced' ? (functions[0]?.syntax.source ?? activity.syntax.head) : activity.syntax.head,
          related: relatedEffects(design, functions),
          fixes: [
            ...(functions.length > 1 ? workflowFix(design, activity) : []),
            ...functions.flatMap((call) => sendInstead(design, call)),
          ],
        });
        continue;
      }
      // Of effects written directly in a service's body it is not known when they happen.
      if (activity.kind === 'unplaced') continue;
      const calls = longestSequence(activity.body ?? []);
      const services = servicesOf(calls);
      if (services.length <= options.maxServices) continue;
      const changes = calls.map(changesSomething);
      if (changes.every((change) => change === 'no')) continue;
      report({
        message: 'sequence',
        data: { activity: activity.label, callees: listed(services.map(({ name }) => name)) },
        source: activity.syntax.head,
        related: relatedEffects(design, calls),
        unknown: changes.includes('yes') ? undefined : 'silent',
        fixes: workflowFix(design, activity),
      });
    }
  },
});

/** Turns a body that is a plain sequence into the steps of a workflow, which the operation or handler starts instead, by the name of what it handles. */
function workflowFix(design: Design, activity: Activity): readonly Fix[] {
  const { body } = activity.syntax;
  const actions = activity.body ?? [];
  const effects = actions.flatMap((action) => (action.kind === 'effect' && !action.effect.rate ? [action.effect] : []));
  const movable = activity.kind === 'operation' || activity.kind === 'handler';
  const wanted = activity.name ?? activity.messages[0]?.name;
  if (!movable || !wanted || !body || effects.length < actions.length) return [];
  const workflow = freshName(design, activity.name ? capitalised(wanted) : `${wanted}Flow`);
  const usual = usualTechnology(design, activity.element.system, 'orchestrator');
  // A product that retries by itself would repeat what the service did once.
  const technology = (usual?.facts.retries?.value.retries ?? 0) === 0 ? usual : undefined;
  const key = activity.idempotency?.by ?? (activity.kind === 'handler' ? keyOf(activity.messages) : undefined);
  const start = `{ starts ${workflow}${key ? ` with key ${showKey(key)}` : ''} }`;
  const names = new Set<string>();
  const said = effects.map(stepName);
  const steps = effects.map((effect) => {
    const plain = stepName(effect);
    // Where several are called alike, each is named by whose it is.
    const owner = 'target' in effect && said.filter((other) => other === plain).length > 1 ? effect.target?.name : undefined;
    const wanted = owner === undefined || owner === plain ? plain : `${capitalised(owner)}${plain}`;
    let name = wanted;
    for (let count = 2; names.has(name); count++) name = `${wanted}${count}`;
    names.add(name);
    return `  step ${name} ${textOf(design, effect.syntax.source).replace(/\s+/g, ' ')}${retriesOf(effect)}`;
  });
  return [
    {
      title: `Move the sequence into a workflow, ${workflow}`,
      safe: false,
      edits: [
        replaceSource(body, start),
        ...insertAfter(
          design,
          activity.element.syntax,
          [`orchestrator ${workflow}${technologyText(technology)} {`, '  alarm', ...steps, '}'].join('\n'),
        ),
      ],
    },
  ];
}

/** What a step does, in a word: the operation, else what it is done to. */
function stepName(effect: Effect): string {
  return capitalised('operation' in effect && effect.operation ? effect.operation : objectOf(effect).replace(/[^\p{L}\d_-].*/u, ''));
}

/** A step that does the same when it is done twice is tried again; for any other it is for the author to say what becomes of a failure. */
function retriesOf(effect: Effect): string {
  const { retries, fallback, source } = effect.options;
  if (effect.kind !== 'calls' || retries || fallback || new Repetition().ofEffect(effect, undefined).length > 0) return '';
  return `${source ? ',' : ' with'} 3 retries exponential jitter`;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function functionsCalled({ effects }: Activity): CallEffect[] {
  return effects.filter(
    (effect): effect is CallEffect => effect.kind === 'calls' && answering(effect).some(({ facts }) => facts.ephemeral),
  );
}

function servicesOf(calls: readonly CallEffect[]): Element[] {
  return [...new Set(calls.flatMap((call) => answering(call).filter(({ kind }) => kind === 'service')))];
}

/** The calls that come one after the other: of branches, and of what runs side by side, those that call the most services. */
function longestSequence(actions: readonly Action[]): CallEffect[] {
  return actions.flatMap(longestWithin);
}

function longestWithin(action: Action): readonly CallEffect[] {
  switch (action.kind) {
    case 'effect':
      return action.effect.kind === 'calls' ? [action.effect] : [];
    case 'step':
      return [];
    case 'when':
      return longest(action.branches.map(({ body }) => longestSequence(body)));
    case 'parallel':
      return longest(action.body.map((inner) => longestSequence([inner])));
    case 'atomically':
    case 'each':
      return longestSequence(action.body);
  }
}

function longest(sequences: readonly CallEffect[][]): CallEffect[] {
  let most: CallEffect[] = [];
  for (const sequence of sequences) if (servicesOf(sequence).length > servicesOf(most).length) most = sequence;
  return most;
}

/** Whether what a call sets off changes anything. What is left out of the design may or may not. */
function changesSomething(call: CallEffect): 'yes' | 'no' | 'unknown' {
  const seen = new Set<Activity>();
  let open: 'no' | 'unknown' = 'no';
  const visit = (effect: CallEffect): boolean => {
    if (effect.callees.length === 0) open = 'unknown';
    return effect.callees.some((callee) => {
      if (seen.has(callee) || callee.safe) return false;
      seen.add(callee);
      if (callee.element.kind === 'external') return true;
      if (callee.body === undefined) open = 'unknown';
      return callee.effects.some((inner) => (inner.kind === 'calls' ? visit(inner) : inner.kind !== 'reads'));
    });
  };
  return visit(call) ? 'yes' : open;
}
