import type { Activity, CallEffect, Design, Step } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { addOption } from '../fixes/options.ts';
import { insertAt, replaceSource, textOf } from '../fixes/text.ts';
import { objectOf } from '../names.ts';
import { backoffOf, outlivesItsRun, type ResponseTimes, responseTimes } from '../passes/response-times.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'call-without-timeout',
  code: 'RES004',
  category: 'resilience',
  star: false,
  severity: 'warning',
  summary: 'A call or a waiting step has no timeout.',
  why: `A callee that hangs takes its callers with it: each waiting call holds a thread, a connection, a workflow run. Without a timeout the failure of one
service is a slow failure of all that need it, and nobody is told, because nothing has failed yet.`,
  failureStory: [
    'The payment provider accepts connections and does not answer.',
    'Every checkout waits for it; soon all connections of the shop are taken, and pages that need no payment do not load either.',
    'A workflow without a timeout on its step waits for a year.',
  ],
  whenNotToUse: `Where the client library in use is known to bound every call, put its bound into the design: it is part of the behaviour.`,
  examples: {
    wrong: `service Checkout : kubernetes {
  instances 2..8
  serves place { calls Payment.charge }
}
service Payment : kubernetes { instances 2..4  serves charge in 300ms }
`,
    right: `service Checkout : kubernetes {
  instances 2..8
  serves place { calls Payment.charge with timeout 1s }
}
service Payment : kubernetes { instances 2..4  serves charge in 300ms }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp05.html',
    'https://docs.aws.amazon.com/step-functions/latest/dg/sfn-stuck-execution.html',
    'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'SonarQube S7618 in the code of one function; MicroFreshener, *Wobbly Service Interaction*. Here workflow steps and callbacks count too.',
  messages: {
    endless:
      '{caller} may wait for {target} for ever: the call has no timeout, so whatever hangs there hangs here. Give it one (`with timeout {timeout}`).',
    cutOff:
      '{caller} waits for {target} until its own timeout of {limit} ends the run: nothing is left to handle the failure. Give the call a timeout below that (`with timeout {timeout}`).',
    tooLate:
      '{caller} gives up on {target} after {given}, but its own timeout of {limit} has ended the run by then: nothing is left to handle the failure. Give the call a timeout below that (`with timeout {timeout}`).',
    callback:
      'Step {step} of {workflow} waits for {messages} for ever: if none comes, the run never ends and nobody is told. Say how long (`at most 1d`).',
  },
  check({ design, analysis, report }) {
    const times = analysis(responseTimes);
    for (const effect of design.effects) {
      if (effect.kind !== 'calls') continue;
      const { activity, step } = effect;
      const late = outlivesItsRun(effect);
      if (!late && !needsTimeout(effect)) continue;
      const limit = late?.limit ?? activity.element.facts.timeout;
      const timeout = suggestedTimeout(effect, times, design);
      const data = {
        caller: step && step.name !== '' ? `${activity.label}, step ${step.name},` : activity.label,
        target: objectOf(effect),
        timeout: showDuration(timeout),
      };
      const shared = {
        source: effect.syntax.source,
        subject: effect.id,
        fixes: [
          {
            title: `Give up after ${showDuration(timeout)}`,
            safe: false,
            edits: late ? setTimeout(design, effect, timeout) : addOption(design, effect, `timeout ${showDuration(timeout)}`),
          },
        ],
      };
      if (!limit) {
        report({ message: 'endless', data, ...shared });
        continue;
      }
      const shown = limit.origin.kind === 'technology' ? `${showDuration(limit.value)} (${limit.origin.name})` : showDuration(limit.value);
      if (late) report({ message: 'tooLate', data: { ...data, limit: shown, given: showDuration(late.given) }, ...shared });
      else report({ message: 'cutOff', data: { ...data, limit: shown }, ...shared });
    }
    for (const element of design.elements) {
      if (element.kind !== 'orchestrator') continue;
      for (const step of element.steps) {
        if (step.action.kind !== 'wait') continue;
        const { wait } = step.action;
        if (wait.messages.length === 0 || wait.atMost !== undefined || wait.heartbeat !== undefined) continue;
        report({
          message: 'callback',
          data: { step: step.name, workflow: element.name, messages: wait.messages.map(({ name }) => name).join(' or ') },
          source: wait.source,
          fixes: waitFixes(step),
        });
      }
    }
  },
});

/**
 * Callers outside of the design are not ours to change; an entry gives up by itself; an undo that is only named runs with its step's options; a
 * service that calls itself waits for nothing that could be away.
 */
function needsTimeout(effect: CallEffect): boolean {
  const { activity, target, options, implied } = effect;
  if (!target || options.timeout !== undefined || activity.kind === 'route' || implied || target === activity.element) return false;
  if (activity.element.kind === 'actor' || activity.element.kind === 'external') return false;
  const isEntry = target.kind === 'balancer' || target.kind === 'gateway';
  return !(isEntry && (target.facts.timeout ?? target.refused.timeout));
}

function setTimeout(design: Design, { options: { source } }: CallEffect, milliseconds: number): readonly TextEdit[] {
  if (!source) return [];
  const text = textOf(design, source).replace(/\btimeout\s+[\d.]+[a-z]+/, `timeout ${showDuration(milliseconds)}`);
  return [replaceSource(source, text)];
}

const usual = 5_000;

/**
 * Twice what the callee usually takes; else what its platform grants it; else a usual value. No more than those who wait for the caller, and its platform,
 * allow: shared among its calls, and among the tries of each.
 */
function suggestedTimeout(effect: CallEffect, times: ResponseTimes, design: Design): number {
  const { activity, callees, target, options } = effect;
  const normal = Math.max(0, ...callees.map((callee) => times.normal.get(callee.id)?.total ?? 0), target?.facts.latency?.value ?? 0);
  const wanted = normal > 0 ? 2 * normal : target?.facts.timeout?.origin.kind === 'element' ? target.facts.timeout.value : usual;
  const allowance = allowanceOf(design, activity, new Set([activity]));
  // Less than the callee usually takes would fail each time; where there is time for it, it gets that.
  const share = Math.max(shareOf(effect, allowance), Math.min(normal, allowance / triesOf(effect) / roundsOf(effect)));
  const waits = options.retries && Number.isFinite(options.retries.retries) ? backoffOf(options.retries) : 0;
  return rounded(Math.min(wanted, Math.max(0, share - waits / triesOf(effect))));
}

/** How long an activity may take, by its platform and by all who wait for it, near or far. */
function allowanceOf(design: Design, activity: Activity, seen: Set<Activity>): number {
  const own = activity.kind === 'workflow' ? undefined : activity.element.facts.timeout?.value;
  return (design.index.callsOf.get(activity.id) ?? []).reduce((least, call) => {
    if (call.kind !== 'calls') return least;
    if (call.options.timeout !== undefined) return Math.min(least, call.options.timeout);
    if (seen.has(call.activity)) return least;
    seen.add(call.activity);
    return Math.min(least, shareOf(call, allowanceOf(design, call.activity, seen)));
  }, own ?? Number.POSITIVE_INFINITY);
}

/** What one try of a call gets of the time that its caller has; a route does nothing but call. */
function shareOf(call: CallEffect, allowance: number): number {
  const calls = call.activity.effects.filter(({ kind }) => kind === 'calls').length;
  return allowance / (call.activity.kind === 'route' ? calls : calls + 1) / triesOf(call) / roundsOf(call);
}

/** How often a call happens one after the other in one run. */
function roundsOf({ blocks }: CallEffect): number {
  return blocks.reduce((rounds, { atMost = 1, concurrency = 1 }) => rounds * Math.ceil(atMost / concurrency), 1);
}

function triesOf({ options: { retries } }: CallEffect): number {
  return retries && Number.isFinite(retries.retries) ? 1 + retries.retries : 1;
}

/** Down to a figure that a person would write. */
function rounded(milliseconds: number): number {
  const step = milliseconds >= 2_000 ? 1_000 : milliseconds >= 200 ? 100 : 10;
  return Math.max(step, Math.floor(milliseconds / step) * step);
}

function waitFixes(step: Step): readonly Fix[] {
  if (step.action.kind !== 'wait') return [];
  const { source } = step.action.wait;
  return [{ title: 'Give up after a day', safe: false, edits: [insertAt(source.uri, source.end, ' at most 1d')] }];
}
