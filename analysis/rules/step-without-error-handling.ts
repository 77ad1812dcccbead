import type { Action, Activity } from '../../language/model/design.ts';
import { retryStep } from '../fixes/retries.ts';
import { insertAt } from '../fixes/text.ts';
import { callsOf, orchestratorsOf, retriesOf } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'step-without-error-handling',
  code: 'ORC002',
  category: 'orchestration',
  star: false,
  severity: 'warning',
  summary: 'A workflow step calls something that can fail, or a choice may have no answer, and nothing says what happens then.',
  why: `A call over a network fails now and then for a moment. A workflow without retries turns each such moment into a failed run, and without an
\`otherwise\` block or \`on failure\` nobody picks up what the run has left half done. A choice between cases that names no last resort is of the same kind: the case that nobody thought of comes, and
the run goes on having done nothing, or fails, depending on the product.`,
  failureStory: [
    'The payment service is deployed anew and answers with an error for two seconds.',
    'Every run that has just come to that step ends there: the order is neither paid nor cancelled.',
  ],
  whenNotToUse: `Where a failed run is started again as a whole by whoever started it, and all its steps are idempotent.`,
  examples: {
    wrong: `orchestrator Fulfil : aws.stepfunctions {
  alarm
  step Charge calls Payments.charge with timeout 5s
}
service Payments : aws.lambda { timeout 5s  serves charge }
`,
    right: `orchestrator Fulfil : aws.stepfunctions {
  alarm
  step Charge calls Payments.charge with timeout 5s, 3 retries exponential jitter
}
service Payments : aws.lambda { timeout 5s  serves charge }
`,
  },
  sources: ['https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html'],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    unhandled:
      'If {target} fails in step {step}, the whole run of {workflow} ends there and nobody handles it. Give the step retries, send it `on failure` to another, or give the workflow an `otherwise` block.',
    noDefault:
      'When neither {conditions} is true, {workflow} has nothing to do here, and the design does not say whether that can be. Say what happens then with `otherwise`, be it nothing.',
    maybe:
      'When {conditions} is not true, {workflow} has nothing to do here, and the design does not say whether that is meant. Say what happens then with `otherwise`, be it nothing.',
  },
  check({ design, report }) {
    for (const orchestrator of orchestratorsOf(design)) {
      if (orchestrator.workflow.otherwise) continue;
      for (const step of orchestrator.steps) {
        if (step.onFailure) continue;
        for (const call of callsOf(step)) {
          if ((retriesOf(call, orchestrator) ?? 0) > 0 || call.options.fallback) continue;
          const target = call.operation ? `${call.target?.name}.${call.operation}` : (call.target?.name ?? 'the call');
          report({
            message: 'unhandled',
            data: { step: step.name, target, workflow: orchestrator.name },
            source: call.syntax.source,
            fixes: retryStep(design, step, call),
          });
        }
      }
      for (const { branches, syntax } of choicesIn(orchestrator.workflow)) {
        const conditions = branches.map(({ condition }) => condition ?? '');
        const many = branches.length > 1;
        report({
          message: many ? 'noDefault' : 'maybe',
          data: { workflow: orchestrator.name, conditions: conditions.map((one) => `“${one}”`).join(many ? ' nor ' : '') },
          source: syntax.head,
          // One condition alone reads as something that is done if need be.
          unknown: many ? undefined : 'silent',
          fixes: [
            {
              title: 'Say that otherwise nothing happens',
              safe: false,
              edits: [insertAt(syntax.source.uri, syntax.source.end, ' otherwise {}')],
            },
          ],
        });
      }
    }
  },
});

type Choice = Extract<Action, { readonly kind: 'when' }>;

/** Choices that name no last resort, in the order of the text. */
function choicesIn({ body }: Activity): readonly Choice[] {
  const open = [...(body ?? [])];
  const found: Choice[] = [];
  for (let action = open.shift(); action; action = open.shift()) {
    if (action.kind === 'step' && action.step.action.kind !== 'wait') open.unshift(action.step.action);
    else if (action.kind === 'when') {
      if (action.branches.every(({ condition }) => condition !== undefined)) found.push(action);
      open.unshift(...action.branches.flatMap((branch) => branch.body));
    } else if ('body' in action) open.unshift(...action.body);
  }
  return found;
}
