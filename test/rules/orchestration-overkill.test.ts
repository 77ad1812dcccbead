import { testRule } from './runner.ts';

/** A workflow with this body, and two services that it may call. */
function workflow(body: string): string {
  return [
    `orchestrator Tell : temporal { ${body} }`,
    'event Answered { key orderId }',
    'service Mail { serves write  serves undo }',
    'service Count { serves add }',
    '',
  ].join('\n');
}

testRule('orchestration-overkill', {
  valid: [
    { name: 'a workflow without steps yet', text: workflow('alarm') },
    { name: 'three steps', text: workflow('step A calls Mail.write  step B calls Count.add  step C calls Mail.write') },
    { name: 'retries', text: workflow('step A calls Mail.write with 3 retries exponential  step B calls Count.add') },
    { name: 'an undo', text: workflow('step A calls Mail.write undo Mail.undo  step B calls Count.add') },
    { name: 'a failure that is handled', text: workflow('step A calls Mail.write on failure B  step B calls Count.add') },
    {
      name: 'what happens otherwise',
      text: `${workflow('step A calls Mail.write').replace(' }\n', ' } otherwise { step B calls Count.add }\n')}`,
    },
    { name: 'a choice', text: workflow('when "new" { step A calls Mail.write }') },
    { name: 'side by side', text: workflow('parallel { step A calls Mail.write  step B calls Count.add }') },
    { name: 'a wait for a person', text: workflow('step A calls Mail.write  step B waits for Answered at most 7d') },
    { name: 'a history that is wanted', text: workflow('retention 90d  step A calls Mail.write') },
  ],
  invalid: [
    {
      name: 'two steps that pass on',
      text: workflow('step A calls Mail.write  step B calls Count.add').replace('Tell', '<|Tell|>'),
      findings: [{ message: 'forwards', severity: 'hint', data: { workflow: 'Tell', targets: 'Mail and Count' } }],
    },
    {
      name: 'more, where the option allows them',
      options: { steps: 3 },
      text: workflow('step A calls Mail.write  step B calls Count.add  step C calls Mail.write').replace('Tell', '<|Tell|>'),
      findings: [{ message: 'forwards' }],
    },
  ],
});
