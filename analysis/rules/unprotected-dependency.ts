import type { CallEffect, Flow } from '../../language/model/design.ts';
import { showShare } from '../../language/model/quantities.ts';
import { addOption } from '../fixes/options.ts';
import { objectOf } from '../names.ts';
import { awaitedCalls } from '../passes/critical-calls.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'unprotected-dependency',
  code: 'RES010',
  category: 'resilience',
  star: false,
  severity: 'info',
  summary: 'A flow that matters waits for something less available than itself, with nothing to fall back on.',
  why: `What waits for an answer is at best as available as what answers. A flow that promises 99.9% and waits for a system with 99% is down
ten times as long as it promised. A *circuit breaker* stops waiting for what is known to be down, a *fallback* gives an answer that is good enough, and an asynchronous
hand-over does not wait at all.`,
  failureStory: [
    'The address service of a partner answers slowly.',
    'Every checkout waits for it until its timeout, all threads are taken, and the shop is down because of a convenience.',
  ],
  whenNotToUse: `Where there is no sensible answer without the dependency: then its availability is the flow's, and the flow should promise no more.`,
  examples: {
    wrong: `service Checkout : aws.ecs { serves place { calls Addresses.check with timeout 1s } }
external Addresses { serves check safe }
flow Place from Checkout.place { critical }
`,
    right: `service Checkout : aws.ecs { serves place { calls Addresses.check with timeout 1s, circuit-breaker, fallback KnownAddresses.check } }
service KnownAddresses : aws.ecs { serves check safe in 5ms }
external Addresses { serves check safe }
flow Place from Checkout.place { critical }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/circuit-breaker',
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_graceful_degradation.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo: 'MicroFreshener’s “Wobbly Service Interaction”, which does not know which flows matter.',
  messages: {
    lessAvailable:
      '{flow} promises {own}, but fails whenever {target} does, which promises {theirs}. Add a `circuit-breaker` with a `fallback`, or hand over asynchronously.',
    stranger:
      '{flow} fails whenever {target} does, which somebody else runs. Add a `circuit-breaker` with a `fallback`, or hand over asynchronously.',
  },
  check({ design, report }) {
    const reported = new Set<CallEffect>();
    for (const flow of design.flows) {
      if (flow.criticality !== 'critical' && flow.available === undefined) continue;
      for (const call of awaitedCalls(flow)) {
        if (reported.has(call) || call.options.circuitBreaker || call.options.fallback || !call.target || call.implied) continue;
        const theirs = call.target.facts.available?.value;
        // What a flow does not promise, whoever calls for it may.
        const caller = call.activity.element;
        const own = flow.available ?? caller.facts.available?.value;
        const less = theirs !== undefined && own !== undefined && theirs < own;
        // As available as what waits for it, it is no weak point; where one of the two promises nothing, every stranger is one.
        const isComparable = theirs !== undefined && own !== undefined;
        if (!less && (call.target.kind !== 'external' || isComparable)) continue;
        reported.add(call);
        const target = objectOf(call);
        const shared = {
          source: call.syntax.source,
          related: [{ message: `${nameOf(flow)} waits for it`, source: flow.syntax.name ?? flow.syntax.head }],
          fixes: [{ title: `Put a circuit breaker before ${target}`, safe: false, edits: addOption(design, call, 'circuit-breaker') }],
        };
        if (less) {
          const promising = flow.available === undefined ? caller.name : nameOf(flow);
          const data = { flow: promising, target, own: showShare(own), theirs: showShare(theirs) };
          report({ message: 'lessAvailable', data, ...shared });
        } else report({ message: 'stranger', data: { flow: nameOf(flow), target }, ...shared });
      }
    }
  },
});

function nameOf(flow: Flow): string {
  return `The flow ${flow.name}`;
}
