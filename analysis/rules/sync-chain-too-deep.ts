import type { Activity, CallEffect, Design, Element, Flow } from '../../language/model/design.ts';
import { showShare } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { addOption } from '../fixes/options.ts';
import { replaceSource } from '../fixes/text.ts';
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
    'The rate service is deployed on a Friday at noon and is down for a minute; nobody can check out, and the team of checkout does not know whom to ask.',
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
      description: 'An operation or handler that itself calls this many others, and cannot do without them, is reported.',
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
      // A chain that comes back to where it was needs that service once. That it comes back is the finding of `cyclic-sync-dependency`.
      const count = new Set(chain.elements).size;
      if (count < options.maxDepth || !call) continue;
      report({
        message: 'deep',
        data: {
          entry: chain.start.label,
          count,
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
        fixes: narrowerFix(design, activity, callees, options.maxFanOut),
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
        fixes: [...softerFix(design, flow, parts, promised), ...promiseLess(flow, product)],
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

/** Does without the last of many, one more than is too many. What is called in several places would be needed all the same. */
function narrowerFix(design: Design, activity: Activity, callees: ReadonlyMap<Element, CallEffect>, most: number): readonly Fix[] {
  const once = [...callees].filter(
    ([element]) => activity.effects.filter((effect) => 'target' in effect && effect.target === element).length === 1,
  );
  const spared = once.slice(-(callees.size - most + 1));
  return spared.length <= callees.size - most ? [] : [fallingBack(design, spared)];
}

/** Does without the least available parts, as few as it takes to keep the promise. */
function softerFix(design: Design, flow: Flow, parts: readonly Element[], promised: number): readonly Fix[] {
  const spared: [Element, CallEffect][] = [];
  const share = (part: Element): number => part.facts.available?.value ?? 1;
  for (const part of parts.toSorted((one, other) => share(one) - share(other))) {
    const left = parts
      .filter((other) => !spared.some(([element]) => element === other))
      .reduce((product, other) => product * share(other), 1);
    if (left >= promised) break;
    const call = wayTo(flow, part).at(-1);
    if (call?.kind !== 'calls' || call.activity.kind === 'route' || call.step) return [];
    spared.push([part, call]);
  }
  return [fallingBack(design, spared)];
}

function promiseLess({ name, statements }: Flow, product: number): readonly Fix[] {
  const source = statements.get('available');
  const kept = showShare(Math.floor(product * 1e4) / 1e4);
  return source ? [{ title: `Let ${name} promise ${kept}`, safe: false, edits: [replaceSource(source, `available ${kept}`)] }] : [];
}

/** Something new to fall back on for each of these calls. */
function fallingBack(design: Design, calls: readonly (readonly [Element, CallEffect])[]): Fix {
  const named = calls.map(([callee, call]) => ({ callee, call, fallback: freshName(design, `${callee.name}Fallback`) }));
  return {
    title: `Fall back to ${named.length === 1 ? 'a new' : 'new'} ${listed(named.map(({ fallback }) => fallback))} when ${listed(named.map(({ callee }) => callee.name))} ${named.length === 1 ? 'fails' : 'fail'}`,
    safe: false,
    edits: named.flatMap(({ call, fallback }) => [
      ...addOption(design, call, `fallback ${fallback}`),
      ...insertAfter(design, call.activity.element.syntax, `service ${fallback}`),
    ]),
  };
}

/** Gives the call that makes the chain too long something to fall back to, where that makes it short enough. */
function fallbackFixes(design: Design, chain: Chain, limit: number): readonly Fix[] {
  const call: CallEffect | undefined = chain.calls[limit - 2];
  const callee = chain.elements[limit - 1];
  if (!call || !callee || chain.depthWithout(call) >= limit) return [];
  return [fallingBack(design, [[callee, call]])];
}
