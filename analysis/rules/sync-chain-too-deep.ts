import type { CallEffect, Design, Element, Flow } from '../../language/model/design.ts';
import { showShare } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { addOption } from '../fixes/options.ts';
import { listed } from '../names.ts';
import { dominators, wayTo } from '../passes/dominators.ts';
import { type Chain, chains, requiredCallees } from '../passes/sync-chains.ts';
import { defineRule } from '../rule.ts';
import { relatedEffects } from '../wording.ts';

export const rule = defineRule({
  id: 'sync-chain-too-deep',
  code: 'CPL005',
  category: 'coupling',
  star: false,
  severity: 'warning',
  summary: 'A request needs many services to be up at once.',
  why: `What waits for others is up only when all of them are: four services of 99.9 % each give 99.6 %, which is three hours of outage a month. Times add up
in the same way, and each link of the chain must be slow, or retry, on behalf of all before it.`,
  failureStory: [
    'Checkout calls orders, orders call stock, stock calls pricing, pricing calls a rate service.',
    'The rate service is deployed on Friday noon and is away for a minute; nobody can check out, and the team of checkout does not know whom to ask.',
  ],
  whenNotToUse: `Where the flow can do without a link, show how, and it no longer counts: a \`fallback\`, or an event in place of the call.`,
  examples: {
    wrong: `actor Shopper { calls Checkout.place with timeout 9s }
service Checkout { serves place { calls Orders.add with timeout 4s } }
service Orders { serves add { calls Stock.take with timeout 3s } }
service Stock { serves take { calls Pricing.price with timeout 2s } }
service Pricing { serves price in 100ms }
`,
    right: `actor Shopper { calls Checkout.place with timeout 9s }
service Checkout { serves place { calls Orders.add with timeout 4s } }
service Orders { serves add { calls Stock.take with timeout 3s } }
service Stock { serves take { calls Pricing.price with timeout 2s, fallback LastPrices.price } }
service Pricing { serves price in 100ms }
service LastPrices { serves price in 5ms }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_prevent_interaction_failure_loosely_coupled_system.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_graceful_degradation.html',
    'https://arxiv.org/abs/1908.04101',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    maxDepth: {
      type: 'number',
      default: 4,
      minimum: 2,
      description: 'A chain of this many services and externals, each waiting for the next, is reported.',
    },
    maxFanOut: {
      type: 'number',
      default: 6,
      minimum: 2,
      description: 'An operation or handler that cannot do without this many others, called by itself, is reported.',
    },
  },
  messages: {
    deep: '{entry} needs {count} services up at once, each waiting for the next ({chain}): it fails when any of them does, and their times add up. Turn a call into an event, or give it a `fallback`.',
    wide: '{entry} needs {count} others up at once ({callees}): it fails when any of them does. Turn calls into events, or give them a `fallback`.',
    unavailable:
      '{flow} promises {promised}, but cannot do without {parts}, which together give {product} at best. Turn a call into an event, give it a `fallback`, or promise less.',
  },
  check({ design, options, analysis, report }) {
    for (const chain of analysis(chains)) {
      const [call] = chain.calls;
      if (chain.elements.length < options.maxDepth || !call) continue;
      report({
        message: 'deep',
        data: {
          entry: chain.start.label,
          count: chain.elements.length,
          chain: chain.elements.map(({ name }) => name).join(' → '),
        },
        source: call.syntax.source,
        related: relatedEffects(design, chain.calls.slice(1)),
        fixes: fallbackFixes(design, chain, options.maxDepth),
      });
    }
    for (const activity of design.activities) {
      const callees = requiredCallees(activity);
      if (callees.size < options.maxFanOut) continue;
      report({
        message: 'wide',
        data: { entry: activity.label, count: callees.size, callees: listed([...callees.keys()].map(({ name }) => name)) },
        source: activity.syntax.head,
        related: relatedEffects(design, [...callees.values()]),
      });
    }
    const { ofFlow } = analysis(dominators);
    for (const flow of design.flows) {
      const promised = flow.available;
      const parts = (ofFlow.get(flow.id) ?? []).filter(({ facts }) => facts.available !== undefined);
      const product = parts.reduce((share, { facts }) => share * (facts.available?.value ?? 1), 1);
      if (promised === undefined || product >= promised) continue;
      report({
        message: 'unavailable',
        data: {
          flow: flow.name,
          promised: showShare(promised),
          parts: listed(parts.map(({ name, facts }) => `${name} (${showShare(facts.available?.value ?? 1)})`)),
          product: showShare(Math.floor(product * 1e6) / 1e6),
        },
        source: flow.statements.get('available') ?? flow.syntax.head,
        related: relatedWays(design, flow, parts),
      });
    }
  },
});

function relatedWays(design: Design, flow: Flow, parts: readonly Element[]): { message: string; source: Element['syntax']['source'] }[] {
  const seen = new Set<string>();
  return parts
    .flatMap((part) => relatedEffects(design, wayTo(flow, part)))
    .filter(({ message }) => !seen.has(message) && seen.add(message));
}

/** Gives the call that makes the chain too long something to fall back to, where that makes it short enough. */
function fallbackFixes(design: Design, chain: Chain, limit: number): readonly Fix[] {
  const call: CallEffect | undefined = chain.calls[limit - 2];
  const callee = chain.elements[limit - 1];
  if (!call || !callee || chain.depthWithout(call) >= limit) return [];
  const fallback = freshName(design, `${callee.name}Fallback`);
  return [
    {
      title: `Fall back to a new ${fallback} when ${callee.name} fails`,
      safe: false,
      edits: [
        ...addOption(design, call, `fallback ${fallback}`),
        ...insertAfter(design, call.activity.element.syntax, `service ${fallback}`),
      ],
    },
  ];
}
