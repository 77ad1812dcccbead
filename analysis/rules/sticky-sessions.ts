import type { Design, Entry, Fix, KeptState } from '../../language/model/design.ts';
import { moveToStores, placeText, sayRebuiltFrom } from '../fixes/state.ts';
import { removeSource } from '../fixes/statements.ts';
import { listed } from '../names.ts';
import { keptStates } from '../passes/kept-state.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'sticky-sessions',
  code: 'STA002',
  category: 'state',
  star: true,
  severity: 'warning',
  summary: 'An entry pins each client to one instance of a service.',
  why: `Pinned clients make instances unequal. A new instance takes only new clients, so it does not relieve a busy one; an instance cannot be replaced
without ending the sessions on it; and when it dies, so does what it kept for them. Stickiness hides that state is in the wrong place.`,
  failureStory: [
    'A sale begins, the service scales from two instances to ten, and the two old ones stay overloaded with the clients pinned to them.',
    'One of them runs out of memory and is replaced: a third of the shoppers find their baskets empty.',
  ],
  whenNotToUse: `Where the protocol itself holds a connection to an instance and the client can connect anew, say that the state is rebuilt from the client:
\`keeps Connections in memory rebuilt from Browser\`. Where stickiness only makes a copy in memory useful more often, say what the copy is \`rebuilt from\`.`,
  examples: {
    wrong: `balancer Edge : aws.alb { sticky sessions for 1h  routes "/cart" to Cart }
service Cart : aws.ecs {
  instances 2..20
  keeps Basket in memory
}
`,
    right: `balancer Edge : aws.alb { routes "/cart" to Cart }
service Cart : aws.ecs {
  instances 2..20
  keeps Basket in Baskets
}
cache Baskets : aws.elasticache { replicas 1  ttl 1h }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_stateless.html',
    'https://12factor.net/processes',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    pinned:
      '{entry} pins each client to one instance of {services}, which keeps {states} {place}: new instances do not relieve a busy one, and losing an instance loses what it kept. Keep {states} in a store and drop `sticky sessions`.',
    pointless:
      '{entry} pins each client to one instance of {services}, though nothing is kept there: load spreads unevenly for no gain. Drop `sticky sessions`.',
  },
  check({ design, analysis, report }) {
    const { verdicts, pointless } = analysis(keptStates);
    const pinned = new Map<Entry, KeptState[]>();
    for (const verdict of verdicts)
      if (verdict.kind === 'pinned') pinned.set(verdict.entry, [...(pinned.get(verdict.entry) ?? []), verdict.state]);
    for (const [entry, states] of pinned) {
      if (!entry.sticky) continue;
      const names = listed(states.map(({ name }) => name));
      report({
        message: 'pinned',
        data: {
          entry: entry.name,
          services: listed([...new Set(states.map(({ element }) => element.name))]),
          states: names,
          place: placeText(states),
        },
        source: entry.sticky.source,
        related: states.map((state) => ({
          message: `${state.element.name} keeps ${state.name} ${placeText([state])}`,
          source: state.syntax.source,
        })),
        fixes: [
          {
            title: `Keep ${names} in a store and drop sticky sessions`,
            safe: false,
            edits: [removeSource(design, entry.sticky.source), ...moveToStores(design, states)],
          },
          ...clientFixes(design, entry, states),
        ],
      });
    }
    for (const { entry, services } of pointless) {
      if (!entry.sticky) continue;
      report({
        message: 'pointless',
        data: { entry: entry.name, services: listed(services.map(({ name }) => name)) },
        severity: 'hint',
        source: entry.sticky.source,
        related: services.map((service) => ({ message: `${service.name} keeps nothing on its instances`, source: service.syntax.head })),
        fixes: [{ title: 'Drop sticky sessions', safe: false, edits: [removeSource(design, entry.sticky.source)] }],
      });
    }
  },
});

/** Where the protocol holds a connection, its state comes back with the client that connects anew. */
function clientFixes(design: Design, entry: Entry, states: readonly KeptState[]): readonly Fix[] {
  const [state, ...others] = states;
  const calls = entry.routes.flatMap(({ activity }) => design.index.callsOf.get(activity.id) ?? []);
  const actor = calls.map(({ activity }) => activity.element).find(({ kind }) => kind === 'actor');
  return state && others.length === 0 && actor ? [sayRebuiltFrom(state, actor)] : [];
}
