import { instancesText, moveToStores, placeText, sayRebuilt } from '../fixes/state.ts';
import { keptStates } from '../passes/kept-state.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'local-state-on-scaled-service',
  code: 'STA001',
  category: 'state',
  star: true,
  severity: 'error',
  summary: 'A service with several instances keeps state on each of them.',
  why: `Each instance sees only what came to it. The others answer from another state, or from none, and when an instance is replaced its part is gone.
State that must survive belongs where every instance can reach it.`,
  failureStory: [
    'Four instances share the messages of a queue, and each adds up the sales that it happened to get.',
    'A report asks one of them and shows a quarter of the revenue; after the next deployment it shows nothing.',
  ],
  whenNotToUse: `Where the state is a copy, say so: \`keeps Prices in memory rebuilt from Catalogue\`. Where each instance owns a share of the keys and gets all
messages of them, it is rebuilt from the log that it reads: \`rebuilt from Changes\`. One instance that leads while the others stand by is worth a suppression.`,
  examples: {
    wrong: `queue Sales : aws.sqs { dead-letters after 5 attempts  alarm }
event Sold { key saleId }
external Till { sends Sold to Sales }
service Totals : aws.ecs {
  instances 4
  keeps Sums in memory
  on Sold from Sales
}
`,
    right: `queue Sales : aws.sqs { dead-letters after 5 attempts  alarm }
event Sold { key saleId }
external Till { sends Sold to Sales }
service Totals : aws.ecs {
  instances 4
  keeps Sums in SumStore
  on Sold from Sales
}
store SumStore : aws.dynamodb { owned by Totals }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_stateless.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/general-design-principles.html',
    'https://12factor.net/processes',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    divided:
      '{service} keeps {state} {place} and runs on {instances}: each has a part of it that the others cannot see, and it is gone when the instance is. Keep it in a store, or say what it is `rebuilt from`.',
  },
  check({ design, analysis, report }) {
    for (const verdict of analysis(keptStates).verdicts) {
      if (verdict.kind !== 'divided') continue;
      const { state } = verdict;
      const service = state.element;
      const instances = service.facts.instances?.origin.source;
      report({
        message: 'divided',
        data: { service: service.name, state: state.name, place: placeText([state]), instances: instancesText(service) },
        source: state.syntax.source,
        related: instances ? [{ message: `${service.name} runs on ${instancesText(service)}`, source: instances }] : [],
        fixes: [
          { title: `Keep ${state.name} in a store`, safe: false, edits: moveToStores(design, [state]) },
          ...sayRebuilt(design, state),
        ],
      });
    }
  },
});
