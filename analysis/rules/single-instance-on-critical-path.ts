import type { Element, Flow } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import { setStatement } from '../fixes/statements.ts';
import { listed } from '../names.ts';
import { dominators, wayTo } from '../passes/dominators.ts';
import { isOnInstance } from '../passes/kept-state.ts';
import { defineRule } from '../rule.ts';
import { relatedEffects } from '../wording.ts';

export const rule = defineRule({
  id: 'single-instance-on-critical-path',
  code: 'RES009',
  category: 'resilience',
  star: false,
  severity: 'warning',
  summary: 'A critical flow cannot do without something of which there is only one.',
  why: `Everything that runs is replaced now and then: for an update, because its node is drained, because it failed. Of two instances the other goes on. Of
one, each such moment is an outage of whatever needs it, and a critical flow is what must not have any.`,
  failureStory: [
    'The node under the only instance of the cart service is patched on a Saturday at noon.',
    'For four minutes no cart opens, so nobody can buy anything.',
  ],
  whenNotToUse: `Where the flow can do without it, show how: a \`fallback\`, or a message in place of the call. Where minutes of outage are acceptable, the flow is not \`critical\`.`,
  examples: {
    wrong: `service Cart : kubernetes { instances 1  serves get in 20ms { reads Carts } }
store Carts : postgres { replicas 1 }
flow Open from Cart.get { critical }
`,
    right: `service Cart : kubernetes { instances 2..4  serves get in 20ms { reads Carts } }
store Carts : postgres { replicas 1 }
flow Open from Cart.get { critical }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_graceful_degradation.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'checkov CKV_AWS_157 and CKV2_AWS_50, cdk-nag RDS3 and AEC4, AWS Config rds-multi-az-support: each product for itself, whatever depends on it. Here only what a critical flow needs.',
  messages: {
    instance:
      '{flows} cannot do without {element}, which may run on one instance: whenever that one is replaced or fails, the flow stands still. Run at least two (`instances {instances}`), or give the flow a way around it.',
    replica:
      '{flows} cannot do without {element}, which has no replica: whenever its node is replaced or fails, the flow stands still. Give it one (`replicas 1`), or give the flow a way around it.',
    unknown:
      '{flows} cannot do without {element}, and the design does not say that there is more than one of it. Say how many there are (`{statement}`).',
  },
  check({ design, analysis, report }) {
    const critical = design.flows.filter((flow) => flow.criticality === 'critical' && isRequest(flow));
    const { ofFlow } = analysis(dominators);
    const needed = new Map<Element, Flow[]>();
    for (const flow of critical)
      for (const element of ofFlow.get(flow.id) ?? []) needed.set(element, [...(needed.get(element) ?? []), flow]);
    for (const [element, flows] of needed) {
      const single = singleness(element);
      const [flow] = flows;
      if (!single || !flow) continue;
      const data = { element: element.name, flows: listed(flows.map(({ name }) => name)) };
      const shared = {
        subject: element.id,
        related: [
          ...flows.map(({ name, syntax }) => ({ message: `${name} is critical`, source: syntax.head })),
          ...relatedEffects(design, wayTo(flow, element)),
        ],
      };
      // What one instance keeps, two would divide: that comes first.
      const divided = element.kind === 'service' && element.state.some(isOnInstance);
      const fixes = divided
        ? []
        : [
            {
              title: single.title,
              safe: false,
              edits: setStatement(design, element, single.keyword, `${single.keyword} ${single.better}`),
            },
          ];
      const source = single.source ?? element.syntax.name ?? element.syntax.head;
      if (!single.known)
        report({
          message: 'unknown',
          data: { ...data, statement: `${single.keyword} ${single.better}` },
          source,
          unknown: 'silent',
          ...shared,
          fixes,
        });
      else if (single.keyword === 'instances')
        report({ message: 'instance', data: { ...data, instances: single.better }, source, ...shared, fixes });
      else report({ message: 'replica', data, source, ...shared, fixes });
    }
  },
});

/** Work that waits in a queue or in a workflow outlasts the restart of a single instance. */
function isRequest(flow: Flow): boolean {
  return !flow.message && flow.from.every(({ kind }) => kind === 'operation' || kind === 'route' || kind === 'unplaced');
}

interface Single {
  readonly known: boolean;
  readonly keyword: 'instances' | 'replicas';
  readonly better: string;
  readonly title: string;
  readonly source?: Source;
}

/** Whether there may be but one of an element; undefined if there are more, if a vendor sees to it, or if that cannot be said of its kind. */
function singleness(element: Element): Single | undefined {
  const { facts } = element;
  if (facts.managed || facts.ephemeral) return undefined;
  switch (element.kind) {
    case 'service': {
      const instances = facts.instances;
      if (instances && instances.value.min !== 1) return undefined;
      const better = `2..${Math.max(4, instances?.value.max ?? 0)}`;
      return {
        known: instances !== undefined,
        keyword: 'instances',
        better,
        title: `Run ${element.name} on two instances or more`,
        source: ownSource(instances?.origin),
      };
    }
    case 'store':
    case 'cache':
    case 'queue':
    case 'topic':
    case 'bus':
    case 'stream': {
      const replicas = facts.replicas;
      if (replicas && replicas.value > 0) return undefined;
      // Without a technology nothing is known of how it is run: an idea, not yet a product.
      if (!replicas && !element.technology) return undefined;
      return {
        known: replicas !== undefined,
        keyword: 'replicas',
        better: '1',
        title: `Give ${element.name} a replica`,
        source: ownSource(replicas?.origin),
      };
    }
    case 'orchestrator':
    case 'balancer':
    case 'gateway':
    case 'actor':
    case 'external':
      return undefined;
  }
}

function ownSource(origin: { readonly kind: string; readonly source?: Source } | undefined): Source | undefined {
  return origin && origin.kind !== 'technology' ? origin.source : undefined;
}
