import { instancesText, moveToStores, placeText, sayRebuilt } from '../fixes/state.ts';
import { addStatement } from '../fixes/statements.ts';
import { keptStates, routedServices, routesTo } from '../passes/kept-state.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'stateful-without-affinity',
  code: 'STA003',
  category: 'state',
  star: false,
  severity: 'error',
  summary: 'A service keeps state on its instances, and its balancer or gateway sends each request to any of them.',
  why: `What one request leaves on an instance the next one does not find, because it goes to another. It works with one instance, on the laptop and in
the test environment, and fails at random in production.`,
  failureStory: [
    'A visitor answers the first question of a form; the answer is kept in the memory of the instance that took it.',
    'The answer to the second goes to another instance, which knows no such visitor and shows the form from the beginning.',
  ],
  whenNotToUse: `Where the state is a copy that any instance can make anew, say so: \`keeps Prices in memory rebuilt from Catalogue\`. State that the client carries,
such as a signed token, is not kept by the service.`,
  examples: {
    wrong: `balancer Front : aws.alb { routes "/wizard" to Wizard }
service Wizard : aws.ecs {
  instances 2..20
  keeps Answers in memory
}
`,
    right: `balancer Front : aws.alb { routes "/wizard" to Wizard }
service Wizard : aws.ecs {
  instances 2..20
  keeps Answers in AnswerStore
}
store AnswerStore : aws.dynamodb { owned by Wizard }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_stateless.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    scattered:
      '{service} keeps {state} {place}, but {entry} spreads requests over {instances}: the next request lands on one that does not know it. Keep it in a store; `sticky sessions` would only stop the gap.',
  },
  check({ design, analysis, report }) {
    for (const verdict of analysis(keptStates).verdicts) {
      if (verdict.kind !== 'scattered') continue;
      const { state, entry } = verdict;
      const service = state.element;
      const route = entry.routes.find((candidate) => routesTo(candidate, service)) ?? entry;
      const alone = routedServices(entry).length === 1;
      const pin = {
        title: `Let ${entry.name} pin clients to instances for now`,
        safe: false,
        edits: addStatement(design, entry.syntax, 'sticky sessions'),
      };
      report({
        message: 'scattered',
        data: {
          service: service.name,
          state: state.name,
          place: placeText([state]),
          entry: entry.name,
          instances: instancesText(service),
        },
        source: state.syntax.source,
        related: [{ message: `${entry.name} sends requests to any instance of ${service.name}`, source: route.syntax.head }],
        fixes: [
          { title: `Keep ${state.name} in a store`, safe: false, edits: moveToStores(design, [state]) },
          ...sayRebuilt(design, state),
          // Pinning the clients of other services too would harm those.
          ...(alone ? [pin] : []),
        ],
      });
    }
  },
});
