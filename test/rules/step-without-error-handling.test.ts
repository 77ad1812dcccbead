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
  ],
  invalid: [
    {
      name: 'nothing is said',
      text: `orchestrator W : aws.stepfunctions { step A <|calls S.run with timeout 5s|> }\n${service}`,
      findings: [
        {
          message: 'unhandled',
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
  ],
});
