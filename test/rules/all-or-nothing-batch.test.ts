import { testRule } from './runner.ts';

function reports(handler: string, channel = 'queue Q : aws.sqs'): string {
  return `event Placed { key orderId }
${channel}
service Shop : aws.ecs { serves place { sends Placed to Q } }
service Reports : aws.ecs { ${handler} }
store Pages : aws.dynamodb
`;
}

testRule('all-or-nothing-batch', {
  valid: [
    { name: 'an answer for each item', text: reports('on Placed from Q with batch 10, partial failures { increments Pages }') },
    { name: 'one at a time', text: reports('on Placed from Q with batch 1 { increments Pages }') },
    { name: 'no batch', text: reports('on Placed from Q { increments Pages }') },
    { name: 'one transaction', text: reports('on Placed from Q with batch 10 { atomically { increments Pages } }') },
    {
      name: 'a log, which is read in order, and work that is quick',
      text: reports('on Placed from Q with batch 100 { puts Pages }', 'stream Q : kafka'),
    },
    { name: 'a handler that acknowledges first', text: reports('on Placed from Q with batch 10, acknowledges first { increments Pages }') },
  ],
  invalid: [
    {
      name: 'effects that are done again for the good ones',
      text: reports('<|on Placed from Q with batch 10|> { increments Pages }'),
      findings: [
        {
          message: 'differs',
          data: { count: 10, effect: 'increments Pages' },
          severity: 'warning',
          fixes: [
            {
              title: 'Answer for each item: partial failures',
              output: reports('on Placed from Q with batch 10, partial failures { increments Pages }'),
            },
          ],
        },
      ],
    },
    {
      name: 'heavy work',
      text: reports('<|on Placed from Q in 20s with batch 10|> { puts Pages }'),
      findings: [{ message: 'heavy', severity: 'warning', data: { time: '20s' } }],
    },
    {
      name: 'heavy by the project’s own measure',
      text: reports('<|on Placed from Q in 2s with batch 10|> { puts Pages }'),
      options: { heavy: '1s' },
      findings: [{ message: 'heavy' }],
    },
    {
      name: 'good ones that are parked with the bad one',
      text: reports('<|on Placed from Q with batch 10|> { puts Pages }'),
      findings: [{ message: 'counts', severity: 'hint' }],
    },
  ],
});
