import { testRule } from './runner.ts';

function booking(service: string, store = 'store Books : postgres { concurrency 100 }', more = ''): string {
  return `event Placed { key orderId }
queue Q : aws.sqs
service Shop : aws.ecs { serves place { sends Placed to Q } }
service Booking : ${service}
${store}
${more}`;
}

testRule('concurrency-overwhelms-downstream', {
  valid: [
    { name: 'a function that is bounded', text: booking('aws.lambda { concurrency 40  on Placed from Q { puts Books } }') },
    { name: 'a handler that is bounded', text: booking('aws.lambda { on Placed from Q with concurrency 40 { puts Books } }') },
    {
      name: 'a store that takes any number',
      text: booking('aws.lambda { on Placed from Q { puts Books } }', 'store Books : aws.dynamodb'),
    },
    {
      name: 'a pool before the store',
      text: booking('aws.lambda { on Placed from Q { puts Books } }', 'store Books : postgres { concurrency 5000 }'),
    },
    {
      name: 'few instances, each with a pool',
      text: booking('aws.ecs { instances 2..20  concurrency 1500  on Placed from Q { puts Books } }'),
    },
    { name: 'a service of which nothing is said', text: booking('aws.ecs { on Placed from Q { puts Books } }') },
  ],
  invalid: [
    {
      name: 'handlers that ask for more than their service runs',
      text: `
        event A
        event B
        queue Q : aws.sqs
        queue R : aws.sqs
        service S : aws.lambda {
          <|concurrency 10|>
          on A from Q with concurrency 8
          on B from R with concurrency 5
        }
      `,
      findings: [
        {
          message: 'reserved',
          severity: 'warning',
          data: { service: 'S', total: 13, limit: 10, handlers: '8 for A and 5 for B' },
          related: 2,
          fixes: [
            {
              title: 'Let 13 S run at a time',
              output: `
                event A
                event B
                queue Q : aws.sqs
                queue R : aws.sqs
                service S : aws.lambda {
                  concurrency 13
                  on A from Q with concurrency 8
                  on B from R with concurrency 5
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a function that scales without bound',
      text: booking('aws.lambda { on Placed from Q { puts Books } }').replace('service Booking', 'service <|Booking|>'),
      findings: [
        {
          message: 'overwhelms',
          data: { count: 1000, limit: 100, wanted: 100, others: '' },
          severity: 'warning',
          fixes: [
            {
              title: 'Let at most 100 Booking run at a time',
              output: booking('aws.lambda { on Placed from Q { puts Books }  concurrency 100 }'),
            },
          ],
        },
      ],
    },
    {
      name: 'several together',
      text: booking(
        'aws.lambda { concurrency 80  on Placed from Q { puts Books } }',
        undefined,
        'service Web : aws.ecs { instances 2..40  serves go { reads Books } }\n',
      ).replace('service Booking', 'service <|Booking|>'),
      findings: [{ message: 'overwhelms', data: { others: ', with up to 40 others', wanted: 60 }, related: 2 }],
    },
    {
      name: 'several of which each alone is too much',
      text: booking(
        'aws.lambda { on Placed from Q { puts Books } }',
        undefined,
        'service Web : aws.lambda { serves go { reads Books } }\n',
      ).replace('service Booking', 'service <|Booking|>'),
      findings: [{ message: 'overwhelms', data: { others: ', with up to 1000 others', wanted: 50 }, fixes: [] }],
    },
    {
      name: 'somebody else’s system',
      text: booking('aws.lambda { on Placed from Q { calls Old.ask } }', 'external Old { serves ask  concurrency 3 }').replace(
        'service Booking',
        'service <|Booking|>',
      ),
      findings: [{ message: 'overwhelms', data: { target: 'Old', limit: 3 } }],
    },
  ],
});
