import { testRule } from './runner.ts';

const service = `service S : aws.lambda {
  timeout 5s
  serves run
}`;

testRule('step-without-error-handling', {
  valid: [
    { name: 'retries', text: `orchestrator W : aws.stepfunctions { step A calls S.run with timeout 5s, 1 retry }\n${service}` },
    {
      name: 'on failure',
      text: `orchestrator W : aws.stepfunctions {\n  step A calls S.run with timeout 5s on failure B\n  step B waits 1s\n}\n${service}`,
    },
    {
      name: 'otherwise',
      text: `orchestrator W : aws.stepfunctions { step A calls S.run with timeout 5s } otherwise { step B calls S.run with timeout 5s }\n${service}`,
    },
    { name: 'a fallback', text: `orchestrator W : aws.stepfunctions { step A calls S.run with timeout 5s, fallback S.run }\n${service}` },
    { name: 'nothing is called', text: `orchestrator W : aws.stepfunctions { step A waits 1s }` },
    { name: 'the engine retries by itself', text: `orchestrator W : temporal { step A calls S.run with timeout 5s }\n${service}` },
    {
      name: 'a step of the block that runs when all else failed',
      text: `orchestrator W : aws.stepfunctions { step A waits 1s } otherwise { step B calls S.run with timeout 5s }\n${service}`,
    },
    {
      name: 'a choice with a last resort, be it nothing; and one in a workflow that says what becomes of failures',
      text: `orchestrator W : aws.stepfunctions { when "a" { step A waits 1s } otherwise when "b" { step B waits 1s } otherwise { } }
orchestrator V : aws.stepfunctions { when "a" { step A waits 1s } otherwise when "b" { step B waits 1s } } otherwise { step C waits 1s }`,
    },
    { name: 'one condition alone, which is done if need be', text: 'orchestrator W : aws.stepfunctions { when "a" { step A waits 1s } }' },
    {
      name: 'a choice of a service',
      text: `service T { serves run { when "a" { calls S.run } otherwise when "b" { calls S.run } } }\n${service}`,
    },
  ],
  invalid: [
    {
      name: 'nothing is said',
      text: `orchestrator W : aws.stepfunctions { step A <|calls S.run with timeout 5s|> }\n${service}`,
      findings: [
        {
          message: 'unhandled',
          text: 'If S.run fails in step A, the whole run of W ends there and nobody handles it. Give the step retries, send it `on failure` to another, or give the workflow an `otherwise` block.',
          data: { step: 'A', target: 'S.run', workflow: 'W' },
          severity: 'warning',
          fixes: [
            {
              title: 'Retry A three times, with growing intervals',
              output: `orchestrator W : aws.stepfunctions { step A calls S.run with timeout 5s, 3 retries exponential jitter }\n${service}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a step in a branch',
      text: `orchestrator W : aws.stepfunctions { when "x" { step A <|calls S.run|> } }\n${service}`,
      findings: [{ message: 'unhandled' }],
    },
    {
      name: 'a step for each item, a stranger that is asked, and side by side',
      text: `
        orchestrator W : aws.stepfunctions {
          each "line" at most 5 { step A <|calls Bank.pay with timeout 5s, key id|> }
          parallel { step B <|calls Bank.note with timeout 5s, no retries|>  step C calls Bank.pay with timeout 5s, 1 retry, key id }
        }
        external Bank { serves pay idempotent by id  serves note safe }
      `,
      findings: [
        { message: 'unhandled', data: { target: 'Bank.pay' } },
        { message: 'unhandled', data: { target: 'Bank.note' } },
      ],
    },
    {
      name: 'a choice between cases that names no last resort, wherever it stands',
      text: `
        orchestrator W : aws.stepfunctions {
          <|when "express"|> { step A waits 1s } otherwise when "slow" { step B waits 1s }
          each "line" at most 5 { <|when "a"|> { step C waits 1s } otherwise when "b" { parallel { step D waits 1s  <|when "c"|> {} otherwise when "d" {} } } }
        }
      `,
      findings: [
        {
          message: 'noDefault',
          text: 'When neither “express” nor “slow” is true, W has nothing to do here, and the design does not say whether that can be. Say what happens then with `otherwise`, be it nothing.',
          data: { workflow: 'W' },
          severity: 'warning',
          fixes: [
            {
              title: 'Say that otherwise nothing happens',
              output: `
        orchestrator W : aws.stepfunctions {
          when "express" { step A waits 1s } otherwise when "slow" { step B waits 1s } otherwise {}
          each "line" at most 5 { when "a" { step C waits 1s } otherwise when "b" { parallel { step D waits 1s  when "c" {} otherwise when "d" {} } } }
        }
      `,
            },
          ],
        },
        { message: 'noDefault', data: { conditions: '“a” nor “b”' } },
        { message: 'noDefault', data: { conditions: '“c” nor “d”' } },
      ],
    },
    {
      name: 'strict asks about one condition alone, too',
      preset: 'strict',
      text: 'orchestrator W : aws.stepfunctions { <|when "suspicious"|> { step A waits 1s } }',
      findings: [
        {
          message: 'maybe',
          text: 'When “suspicious” is not true, W has nothing to do here, and the design does not say whether that is meant. Say what happens then with `otherwise`, be it nothing.',
          severity: 'info',
          fixes: [
            {
              title: 'Say that otherwise nothing happens',
              output: 'orchestrator W : aws.stepfunctions { when "suspicious" { step A waits 1s } otherwise {} }',
            },
          ],
        },
      ],
    },
  ],
});
