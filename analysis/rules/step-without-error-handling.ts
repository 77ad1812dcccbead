import { retryStep } from '../fixes/retries.ts';
import { callsOf, orchestratorsOf, retriesOf } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'step-without-error-handling',
  code: 'ORC002',
  category: 'orchestration',
  star: false,
  severity: 'warning',
  summary: 'A workflow step calls something that can fail, and nothing says what happens then.',
  why: `A call over a network fails now and then for a moment. A workflow without retries turns each such moment into a failed run, and without an
\`otherwise\` block or \`on failure\` nobody picks up what the run has left half done.`,
  failureStory: [
    'The payment service is deployed anew and answers with an error for two seconds.',
    'Every run that stood at its step ends there: the stock is reserved, the order is neither paid nor cancelled.',
  ],
  whenNotToUse: `Where a failed run is started again as a whole by whoever started it, and all its steps are idempotent.`,
  examples: {
    wrong: `orchestrator Fulfil : aws.stepfunctions {
  step Charge calls Payments.charge with timeout 5s
}
service Payments : aws.lambda { timeout 5s  serves charge }
`,
    right: `orchestrator Fulfil : aws.stepfunctions {
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
  },
  check({ design, report }) {
    for (const orchestrator of orchestratorsOf(design)) {
      if (orchestrator.workflow.otherwise) continue;
      for (const step of orchestrator.steps) {
        if (step.onFailure || step.part === 'otherwise') continue;
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
    }
  },
});
