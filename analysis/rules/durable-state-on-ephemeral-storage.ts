import type { Design, Store } from '../../language/model/design.ts';
import type { Fix } from '../../language/model/source.ts';
import { moveToStores, placeText, sayRebuilt } from '../fixes/state.ts';
import { addStatement, setStatement } from '../fixes/statements.ts';
import { listed } from '../names.ts';
import { keptStates } from '../passes/kept-state.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'durable-state-on-ephemeral-storage',
  code: 'STA004',
  category: 'state',
  star: true,
  severity: 'error',
  summary: 'State that must be kept lives where the loss of one instance or node ends it.',
  why: `The memory and the disk of an instance end with it: with a deployment, a crash, a node that is drained; those of a function after minutes without
load. A cache of one node is the same, a little further away. If nothing else holds the state, it is gone.`,
  failureStory: [
    'Carts live in a single cache node without replica; the node is patched at night and starts empty.',
    'Every cart of every shopper is gone, and nothing can bring them back.',
  ],
  whenNotToUse: `Where the state can be made anew, say what from: \`keeps Prices in memory rebuilt from Catalogue\`, and for a cache \`caches Orders\`. State whose loss
matters to nobody is worth a suppression with that reason.`,
  examples: {
    wrong: `service Cart : kubernetes {
  instances 2..3
  keeps Carts in CartRedis
  serves get { reads CartRedis }
}
cache CartRedis : redis { replicas 0 }
`,
    right: `service Cart : kubernetes {
  instances 2..3
  keeps Carts in CartRedis
  serves get { reads CartRedis }
}
cache CartRedis : redis { replicas 2 }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/general-design-principles.html',
    'https://aws.amazon.com/builders-library/caching-challenges-and-strategies/',
    'https://12factor.net/processes',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'checkov CKV2_AWS_50 and CKV_AZURE_230 ask every Redis for replicas, whatever it holds. Here only state that must be kept counts.',
  messages: {
    function:
      '{service} keeps {state} {place}, but its instances come and go with the load: each call may find another one, and what was kept is gone. Keep it in a store, or say what it is `rebuilt from`.',
    instance:
      '{service} keeps {state} {place} and nowhere else: when its instance is replaced or crashes, it is gone. Keep it in a store, or say what it is `rebuilt from`.',
    cache:
      '{cache} holds {states} of {services}, but is a cache that is neither `durable` nor replicated: they are gone with its node, and nothing can bring them back. Give it `replicas`, or keep {states} in a store.',
  },
  check({ design, analysis, report }) {
    const { verdicts, fragile } = analysis(keptStates);
    for (const verdict of verdicts) {
      if (verdict.kind !== 'ephemeral') continue;
      const { state } = verdict;
      const service = state.element;
      report({
        message: service.facts.ephemeral ? 'function' : 'instance',
        data: { service: service.name, state: state.name, place: placeText([state]) },
        source: state.syntax.source,
        fixes: [
          { title: `Keep ${state.name} in a store`, safe: false, edits: moveToStores(design, [state]) },
          ...sayRebuilt(design, state),
        ],
      });
    }
    for (const { cache, states } of fragile) {
      report({
        message: 'cache',
        data: {
          services: listed([...new Set(states.map(({ element }) => element.name))]),
          states: listed(states.map(({ name }) => name)),
          cache: cache.name,
        },
        source: cache.syntax.name ?? cache.syntax.head,
        related: states.map((state) => ({
          message: `${state.element.name} keeps ${state.name} in ${cache.name}`,
          source: state.syntax.source,
        })),
        fixes: cacheFixes(design, cache),
      });
    }
  },
});

function cacheFixes(design: Design, cache: Store): readonly Fix[] {
  return [
    { title: `Replicate ${cache.name}`, safe: false, edits: setStatement(design, cache, 'replicas', 'replicas 1') },
    { title: `Make ${cache.name} durable`, safe: false, edits: addStatement(design, cache.syntax, 'durable') },
  ];
}
