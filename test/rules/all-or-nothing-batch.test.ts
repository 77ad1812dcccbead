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
    {
      name: 'a queue that delivers at most once',
      text: reports('on Placed from Q with batch 10 { increments Pages }', 'queue Q : aws.sqs { delivery at-most-once }'),
    },
    {
      name: 'messages that may come twice as they may be lost',
      text: `
        event Viewed { key viewId  expendable }
        stream Clicks : aws.kinesis { grouped by viewId }
        service Shop : aws.ecs { serves view { publishes Viewed to Clicks } }
        service Counting : aws.ecs { on Viewed from Clicks with batch 500 { increments Pages } }
        store Pages : aws.dynamodb
      `,
    },
    {
      name: 'dead letters, which nobody delivers again',
      text: `
        event Placed { key orderId }
        queue Q : aws.sqs { dead-letters to Desk after 5 attempts }
        service Shop : aws.ecs { serves place { sends Placed to Q } }
        service Desk : aws.ecs { on Placed with batch 10 { increments Pages } }
        store Pages : aws.dynamodb
      `,
    },
  ],
  invalid: [
    {
      name: 'messages of which some may be lost, and others not',
      text: `
        event Viewed { key viewId  expendable }
        event Placed { key orderId }
        queue Q : aws.sqs
        service Shop : aws.ecs { serves place { sends Placed to Q  sends Viewed to Q } }
        service Reports : aws.ecs { <|on Placed, Viewed from Q with batch 10|> { increments Pages } }
        store Pages : aws.dynamodb
      `,
      findings: [{ message: 'differs' }],
    },
    {
      name: 'effects that are done again for the good ones',
      text: reports('<|on Placed from Q with batch 10|> { increments Pages }'),
      findings: [
        {
          message: 'differs',
          text: 'One bad message makes Q (aws.sqs) deliver all 10 of the batch to Reports again, and increments Pages is done again for the good ones. Add `partial failures`, so that only what failed comes again.',
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
      findings: [
        {
          message: 'heavy',
          text: 'One bad message makes Q (aws.sqs) deliver all 10 of the batch to Reports again, 20s of work each time. Add `partial failures`, so that only what failed comes again.',
          severity: 'warning',
          data: { time: '20s' },
        },
      ],
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
      findings: [
        {
          message: 'counts',
          text: 'One bad message makes Q (aws.sqs) deliver all 10 of the batch to Reports again, and parks the good ones with it in the end. Add `partial failures`, so that only what failed comes again.',
          severity: 'hint',
        },
      ],
    },
    {
      name: 'work of just the measure',
      text: reports('<|on Placed from Q in 10s with batch 10|> { puts Pages }'),
      findings: [{ message: 'heavy', data: { time: '10s' } }],
    },
    {
      name: 'work of which nothing is said',
      text: reports('<|on Placed from Q with batch 10|>'),
      findings: [{ message: 'counts' }],
    },
    {
      name: 'a transaction and something beside it',
      text: reports('<|on Placed from Q with batch 10|> { atomically { puts Pages }  increments Pages }'),
      findings: [{ message: 'differs', data: { effect: 'increments Pages' } }],
    },
  ],
});
