import type { Activity, CallEffect, Design, Effect, Fix, Store } from '../../language/model/design.ts';
import { isCallEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { showKey } from '../../language/model/quantities.ts';
import { nameFrom } from '../fixes/elements.ts';
import { alikeFixes } from '../fixes/idempotency.ts';
import { addClause, addOption, removeOption } from '../fixes/options.ts';
import { objectOf, shortText } from '../names.ts';
import { retryOf } from '../passes/duplicates.ts';
import { lossBearing } from '../passes/loss-bearing.ts';
import { type Difference, keyOf, Repetition } from '../passes/repetition.ts';
import { canFailTheRun, isSelfHosted, laterSteps, retriesOf } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'retry-without-idempotency',
  code: 'IDP002',
  category: 'idempotency',
  star: false,
  severity: 'error',
  summary: 'A call is retried whose target does something that twice is not the same as once, and does not recognise the repeat.',
  why: `A call that times out has one of three fates: the request was lost, the work failed, or the work was done and only the answer was lost. The caller
cannot tell them apart, and a retry is right only if the third is harmless. It is where the target's effects are idempotent by nature, or where the
call carries a key by which the target recognises that it has done this already. Compensations are calls like any other: a
refund that is retried without a key refunds twice.`,
  failureStory: [
    'The card is charged, and the answer is lost in a network hiccup.',
    'The call times out and is retried as configured, and the card is charged a second time.',
    'The customer notices before anybody else does.',
  ],
  whenNotToUse: `Where the target is known to fail only before it does anything.`,
  examples: {
    wrong: `actor Shopper { calls Payments.pay with timeout 20s }
service Payments : aws.lambda {
  timeout 10s
  serves pay {
    calls Bank.charge with timeout 2s, 3 retries exponential jitter
  }
}
external Bank { serves charge }
`,
    right: `actor Shopper { calls Payments.pay with timeout 20s }
service Payments : aws.lambda {
  timeout 10s
  serves pay {
    calls Bank.charge with timeout 2s, 3 retries exponential jitter, key paymentId
  }
}
external Bank { serves charge idempotent by paymentId }
`,
  },
  sources: [
    'https://aws.amazon.com/builders-library/making-retries-safe-with-idempotent-APIs/',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel04-bp04.html',
    'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    differs:
      '{retry}, and {target} {effect}, which twice is not the same as once: if only the answer is lost, it happens again. Let the call carry a `key`, and make {target} `idempotent` by it.',
    external:
      '{retry}, and nothing says that {target} recognises a repeated call: if only the answer is lost, it happens twice. Pass a `key` that {target} is `idempotent by`, or do not retry.',
    keyMissing:
      '{retry}, and {target} is idempotent by {by}, but the call does not carry that key, so the repeat looks new. Add `key {by}`.',
    starts:
      '{retry}: if only the answer is lost, {target} runs twice. Name the run with a `key`, so that the second start is the same run.',
    effect:
      '{retry}: step {step} {effect} again, which twice is not the same as once. Let an idempotent operation do it, or write so that twice is the same.',
    unknownEffect:
      '{retry}, and the design does not say whether {target} does the same when it is called twice. Write down its effects, or make it `idempotent`.',
  },
  check({ design, analysis, report }) {
    const bearing = analysis(lossBearing);
    const repetition = new Repetition();
    for (const effect of design.effects) {
      const retry = retryOf(effect);
      if (!retry || bearing.has(effect.activity) || !canRun(effect)) continue;
      const differences = repetition.ofEffect(effect, undefined);
      const first = differences.find(({ certain }) => certain) ?? differences[0];
      if (!first) continue;
      // Behind a gateway's route it is an operation that answers, and that is to be changed.
      const target = (isCallEffect(effect) ? answering(effect)?.label : undefined) ?? objectOf(effect);
      const shared = {
        source: effect.syntax.source,
        related: differences
          .filter((other) => other.effect !== effect)
          .map((other) => ({ message: `${other.effect.activity.label} ${shortText(other.effect)}`, source: other.effect.syntax.source })),
        severity: matters(effect) ? undefined : ('warning' as const),
        fixes: isCallEffect(effect) ? fixesOf(design, effect, first) : alikeFixes(design, differences),
      };
      const text = `${retry}${timesOf(effect)}`;
      const by = isCallEffect(effect) ? answering(effect)?.idempotency?.by : undefined;
      if (!isCallEffect(effect)) {
        const data = { retry: text, step: effect.step?.name ?? effect.activity.label, effect: shortText(effect) };
        report({ message: 'effect', data, ...shared, unknown: first.certain ? undefined : 'silent' });
      } else if (!first.certain) report({ message: 'unknownEffect', data: { retry: text, target }, ...shared, unknown: 'silent' });
      else if (by) report({ message: 'keyMissing', data: { retry: text, target, by: showKey(by) }, ...shared });
      else if (effect.kind === 'starts') report({ message: 'starts', data: { retry: text, target }, ...shared });
      else if (first.effect === effect) report({ message: 'external', data: { retry: text, target }, ...shared });
      else report({ message: 'differs', data: { retry: text, target, effect: shortText(first.effect) }, ...shared });
    }
  },
});

/** An undo runs when its own step, or one after it, fails the run. */
function canRun({ part, step, activity }: Effect): boolean {
  if (part !== 'undo' || !step || activity.element.kind !== 'orchestrator') return true;
  const { element } = activity;
  return [step, ...(laterSteps(activity).get(step) ?? [])].some((other) => canFailTheRun(other, element));
}

function matters(effect: Effect): boolean {
  return !isCallEffect(effect) || effect.callees.length === 0 || effect.callees.some(({ criticality }) => criticality !== 'expendable');
}

function timesOf(effect: Effect): string {
  const { element } = effect.activity;
  const workflow = element.kind === 'orchestrator' ? element : undefined;
  const retries = workflow ? retriesOf(effect, workflow) : effect.options.retries?.retries;
  if (retries === undefined || (workflow && isSelfHosted(workflow) && !effect.options.retries)) return '';
  if (!Number.isFinite(retries)) return ' for ever';
  return retries === 0 ? '' : retries === 1 ? ' once' : ` up to ${retries} times`;
}

/** @returns the operation that in the end answers a call, behind the routes on the way. */
function answering(effect: CallEffect, depth = 0): Activity | undefined {
  const [callee] = effect.callees;
  if (!callee || effect.callees.length > 1 || depth > 8) return undefined;
  if (callee.kind !== 'route') return callee.kind === 'operation' ? callee : undefined;
  const [inner] = callee.effects;
  return inner && isCallEffect(inner) && inner.implied ? answering(inner, depth + 1) : undefined;
}

function fixesOf(design: Design, effect: CallEffect, difference: Difference): readonly Fix[] {
  // An undo runs with the options of its step's call: there they are to be changed.
  const [first] = effect.step?.effects ?? [];
  const call = effect.implied ? (first && isCallEffect(first) ? first : undefined) : effect;
  const fixes: Fix[] = [];
  const operation = answering(effect);
  const key = operation?.idempotency?.by ?? (operation && keyOf(operation.messages)) ?? keyOf(effect.activity.messages);
  const passed = effect.options.key;
  // A write of a step has no options.
  if (!call) return [];
  const carries = key && !passed ? addOption(design, call, `key ${showKey(key)}`) : [];
  if (effect.kind === 'starts' && carries.length > 0 && key)
    fixes.push({ title: `Name the run by ${showKey(key)}`, safe: false, edits: carries });
  else if (operation?.idempotency && carries.length > 0 && key)
    fixes.push({ title: `Pass the key ${showKey(key)}`, safe: false, edits: carries });
  else if (operation && !operation.idempotency) {
    const by = passed ?? key;
    const store = storeOf(operation, difference);
    const clause = `idempotent${by ? ` by ${showKey(by)}` : ''}${store ? ` using ${nameFrom(operation.element.system, store)}` : ''}`;
    // What somebody else runs is not ours to change, only to describe.
    const verb = operation.element.kind === 'external' ? 'Say that' : 'Make';
    const is = operation.element.kind === 'external' ? 'is ' : '';
    const title = `${verb} ${operation.label} ${is}idempotent${by ? ` by ${showKey(by)}` : ''}${carries.length > 0 ? ', and pass the key' : ''}`;
    fixes.push({ title, safe: false, edits: [...addClause(design, operation, clause), ...carries] });
  }
  const { retries, source } = effect.options;
  if (retries && source && !effect.implied && effect.activity.kind !== 'workflow')
    fixes.push({ title: `Do not retry ${objectOf(effect)}`, safe: false, edits: [removeOption(design, source, retries.source)] });
  return fixes;
}

/** The mark of what was done stands best in the store that the operation itself writes, in the same transaction. */
function storeOf(operation: Activity, { effect }: Difference): Store | undefined {
  return isStoreEffect(effect) && effect.activity === operation && effect.store?.kind === 'store' ? effect.store : undefined;
}
