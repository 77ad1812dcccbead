import type { Design, Orchestrator } from '../../language/model/design.ts';
import { commentBefore, type SourceFile, type TextEdit } from '../../language/model/source.ts';
import { listed, withTechnology } from '../element-names.ts';
import { insertBefore } from '../fixes/elements.ts';
import { moveToStores } from '../fixes/state.ts';
import { addStatement } from '../fixes/statements.ts';
import { fileOf } from '../fixes/text.ts';
import { isSelfHosted, losesProgress, orchestratorsOf } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'orchestrator-without-history',
  code: 'OBS002',
  category: 'observability',
  star: false,
  severity: 'warning',
  summary: 'A workflow whose failed runs tell nobody, or whose runs cannot be looked up.',
  why: `A workflow is a dependency that everything passes, and what it pays back is that one place knows where each case stands and why it stopped. Without a
history that can be looked up, or with the progress of its runs only in the memory of an instance, and without an alarm on runs that fail, the price is paid and nothing is had for it.`,
  failureStory: [
    'A step of the onboarding fails for customers of one country; their runs end as failed.',
    'Nobody is told. The console would show it, but nobody looks at a console that is always green.',
    'Six weeks later sales asks why nobody signs up there.',
  ],
  whenNotToUse: `Where the failures are seen elsewhere, such as an alarm on the event that the workflow’s \`otherwise\` publishes: silence it with that reason. A
workflow that is only called has a caller that sees it fail and is not reported.`,
  examples: {
    wrong: `gateway Api : aws.apigateway { routes "POST /orders" { starts Order with key orderId } }
orchestrator Order : aws.stepfunctions {
  step Reserve calls Stock.reserve with timeout 5s, 3 retries exponential jitter
}
service Stock : aws.lambda { serves reserve idempotent { puts Reservations } }
store Reservations : aws.dynamodb
`,
    right: `gateway Api : aws.apigateway { routes "POST /orders" { starts Order with key orderId } }
orchestrator Order : aws.stepfunctions {
  alarm
  step Reserve calls Stock.reserve with timeout 5s, 3 retries exponential jitter
}
service Stock : aws.lambda { serves reserve idempotent { puts Reservations } }
store Reservations : aws.dynamodb
`,
  },
  sources: [
    'https://docs.aws.amazon.com/step-functions/latest/dg/express-at-least-once-execution.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp04.html',
  ],
  since: '0.1.0',
  fixable: 'safe',
  correspondsTo:
    'cdk-nag SF1 and SF2, checkov CKV_AWS_284 and CKV_AWS_285, prowler stepfunctions_statemachine_logging_enabled: one product each, and only whether logging is on.',
  messages: {
    volatile:
      '{workflow} keeps the progress of its runs on its instances only: after a restart nobody can tell how far they had come. Keep it in a store (`keeps Progress in …`).',
    unalarmed: 'Nobody is told when a run of {workflow} fails, and nobody waits for its answer. Add an `alarm`.',
    forgotten:
      '{workflow} keeps no history of its runs: what failed last night cannot be looked up. Log its runs and say how long they are kept, `retention 14d`.',
  },
  check({ design, report }) {
    for (const workflow of orchestratorsOf(design)) {
      if (workflow.steps.length === 0) continue;
      const forgotten = !hasHistory(workflow);
      const unalarmed = !workflow.facts.alarm && !isOnlyCalled(design, workflow);
      if (isSelfHosted(workflow) && losesProgress(workflow)) {
        const { state } = workflow;
        const edits = [...moveToStores(design, state), ...(unalarmed ? addBeforeSteps(design, workflow, ['alarm']) : [])];
        report({
          message: 'volatile',
          data: { workflow: withTechnology(workflow) },
          source: workflow.syntax.name ?? workflow.syntax.head,
          related: state.map(({ name, syntax }) => ({ message: `${name} dies with its instance`, source: syntax.source })),
          fixes: [{ title: `Keep ${listed(state.map(({ name }) => name))} in a store`, safe: false, edits }],
        });
        continue;
      }
      if (!forgotten && !unalarmed) continue;
      const statements = [...(forgotten ? ['retention 14d'] : []), ...(unalarmed ? ['alarm'] : [])];
      report({
        message: forgotten ? 'forgotten' : 'unalarmed',
        data: { workflow: withTechnology(workflow) },
        source: workflow.syntax.name ?? workflow.syntax.head,
        fixes: [
          {
            title: forgotten ? `Keep the history of ${workflow.name}` : `Tell someone when a run of ${workflow.name} fails`,
            // How long a history is worth its cost is a choice; an alarm costs nothing.
            safe: !forgotten,
            edits: addBeforeSteps(design, workflow, statements),
          },
        ],
      });
    }
  },
});

/** What is said of the whole workflow stands before its steps, as one would write it; where a comment speaks of the first step, at the end. */
function addBeforeSteps(design: Design, workflow: Orchestrator, statements: readonly string[]): readonly TextEdit[] {
  const [first] = workflow.workflow.body ?? [];
  const syntax = first?.kind === 'step' ? first.step.syntax : first?.kind === 'effect' ? first.effect.syntax : first?.syntax;
  if (!syntax || isSpokenOf(fileOf(design, syntax.source), syntax.source.offset)) return addStatement(design, workflow.syntax, statements);
  return insertBefore(design, syntax, statements.join('\n'));
}

/** Whether a comment other than a description stands right before a place. */
function isSpokenOf(file: SourceFile, offset: number): boolean {
  const comment = commentBefore(file, offset);
  return comment !== undefined && !comment.text.startsWith('/**') && file.text.slice(comment.end, offset).trim() === '';
}

/** Whoever hosts a workflow himself answers for its progress; that is another rule’s finding. A product of which nothing is known may keep one. */
function hasHistory(workflow: Orchestrator): boolean {
  const { technology, facts } = workflow;
  return technology === undefined || isSelfHosted(workflow) || facts.retention !== undefined || facts.durable !== undefined;
}

/** Its callers wait for it and see it fail. */
function isOnlyCalled(design: Design, { workflow }: Orchestrator): boolean {
  const calls = design.index.callsOf.get(workflow.id) ?? [];
  const begun = (design.index.hopsTo.get(workflow.id) ?? []).some(({ step }) => step === undefined);
  return calls.length > 0 && calls.every(({ kind }) => kind === 'calls') && !begun && workflow.period === undefined;
}
