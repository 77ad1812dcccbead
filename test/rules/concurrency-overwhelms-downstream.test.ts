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
    { name: 'just as many as the store takes', text: booking('aws.lambda { concurrency 100  on Placed from Q { puts Books } }') },
    {
      name: 'a function that gets one message at a time of each partition and each group',
      text: `
        event Placed { key orderId  ordered by shopId }
        stream Log : aws.kinesis { partitions 40  grouped by shopId }
        queue Q : aws.sqs.fifo { grouped by shopId in 60 groups }
        service Shop : aws.ecs { serves place { publishes Placed to Log  sends Placed to Q } }
        service Booking : aws.lambda { on Placed from Log { puts Books }  on Placed from Q { puts Books } }
        store Books : postgres { concurrency 100 }
      `,
    },
    {
      name: 'handlers that ask for what their service runs, and for more than a product runs by default',
      text: `
        event A
        event B
        queue Q : aws.sqs
        queue R : aws.sqs
        service S : aws.lambda { concurrency 10  on A from Q with concurrency 8  on B from R with concurrency 2 }
        service T : aws.lambda { on A from Q with filter "x", concurrency 800  on B from R with filter "x", concurrency 800 }
      `,
    },
    {
      name: 'a service of the design, which says itself how many it runs',
      text: booking(
        'aws.lambda { on Placed from Q { calls Old.ask with timeout 1s } }',
        'service Old : aws.ecs { concurrency 3  serves ask }',
      ),
    },
    {
      name: 'functions that leave enough for the others, and those of another system or with a limit that was raised',
      text: `
        technology house.lambda is service like aws.lambda { concurrency 3000 }
        system a { service One : aws.lambda { concurrency 450 }  service Two : aws.lambda { concurrency 450 } }
        system b { service Three : aws.lambda { concurrency 700 }  service Four : aws.lambda }
        service Five : house.lambda { concurrency 2000 }
        service Six : aws.ecs { concurrency 5000 }
      `,
    },
    {
      name: 'a queue that says how many it lets run, of a product that functions share',
      text: `
        technology house is service, queue { concurrency 100  needs spare 10 }
        event A { key id }
        queue Q : house { concurrency 95 }
        service Shop { serves go { sends A to Q } }
        service Work { on A from Q }
      `,
    },
  ],
  invalid: [
    {
      name: 'the one that no partition bounds is to blame, not the one that is written first',
      text: `
        event Placed { key orderId  ordered by shopId }
        event Asked { key askId }
        stream Log : aws.kinesis { partitions 4  grouped by shopId }
        queue Q : aws.sqs
        service Shop : aws.ecs { serves place { publishes Placed to Log  sends Asked to Q } }
        service Booking : aws.lambda { on Placed from Log { puts Books } }
        service <|Asking|> : aws.lambda { on Asked from Q with concurrency 200 { puts Books } }
        store Books : postgres { concurrency 100 }
      `,
      findings: [
        {
          message: 'overwhelms',
          data: { count: 200, service: 'Asking', others: ' and 4 others', bound: 'concurrency 96' },
          related: 2,
        },
      ],
    },
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
          text: 'The handlers of S ask for 13 at a time together (8 for A and 5 for B), and S runs 10: what is fetched beyond that is throttled and comes again. Raise its `concurrency`, or lower theirs.',
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
          text: 'Up to 1000 Booking can run at a time, and Books (postgres) takes 100: the rest is refused, and so is everybody else who uses it. Bound it with `concurrency 100`, or put a pool before Books (postgres) and write its `concurrency`.',
          related: ['up to 1000 Booking: puts Books'],
          data: { count: 1000, limit: 100, bound: 'concurrency 100', others: '' },
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
      findings: [{ message: 'overwhelms', data: { others: ' and 40 others', bound: 'concurrency 60' }, related: 2 }],
    },
    {
      name: 'several of which each alone is too much',
      text: booking(
        'aws.lambda { on Placed from Q { puts Books } }',
        undefined,
        'service Web : aws.lambda { serves go { reads Books } }\n',
      ).replace('service Booking', 'service <|Booking|>'),
      findings: [
        {
          message: 'overwhelms',
          related: ['up to 1000 Booking: puts Books', 'up to 1000 Web: reads Books'],
          data: { others: ' and 1000 others', bound: 'concurrency 50' },
          fixes: [],
        },
      ],
    },
    {
      name: 'somebody else’s system',
      text: booking('aws.lambda { on Placed from Q { calls Old.ask } }', 'external Old { serves ask  concurrency 3 }').replace(
        'service Booking',
        'service <|Booking|>',
      ),
      findings: [{ message: 'overwhelms', related: ['up to 1000 Booking: calls Old.ask'], data: { target: 'Old', limit: 3 } }],
    },
    {
      name: 'only handlers that ask for a number',
      text: `
        event A
        event B
        queue Q : aws.sqs
        service S : aws.lambda { <|concurrency 10|>  on A from Q with concurrency 11  on B from Q }
      `,
      findings: [{ message: 'reserved', data: { total: 11, handlers: '11 for A' }, related: ['11 at a time'] }],
    },
    {
      name: 'a cache, and a bound that is too high',
      text: booking(
        'aws.lambda { concurrency 150  on Placed from Q { puts Books } }',
        'cache Books : redis { durable  concurrency 100 }',
      ).replace('service Booking', 'service <|Booking|>'),
      findings: [
        {
          message: 'overwhelms',
          related: ['up to 150 Booking: puts Books'],
          data: { count: 150, limit: 100, bound: 'concurrency 100' },
          fixes: [
            {
              title: 'Let at most 100 Booking run at a time',
              output: booking(
                'aws.lambda { concurrency 100  on Placed from Q { puts Books } }',
                'cache Books : redis { durable  concurrency 100 }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'the largest of several, wherever it stands',
      text: booking(
        'aws.lambda { concurrency 30  on Placed from Q { puts Books } }',
        undefined,
        'service <|Web|> : aws.ecs { instances 2..80  serves go { reads Books } }\n',
      ),
      findings: [
        {
          message: 'overwhelms',
          related: ['up to 30 Booking: puts Books', 'up to 80 Web: reads Books'],
          data: { count: 80, service: 'Web', others: ' and 30 others', bound: 'instances 2..70' },
          fixes: [
            {
              title: 'Let at most 70 Web run at a time',
              output: booking(
                'aws.lambda { concurrency 30  on Placed from Q { puts Books } }',
                undefined,
                'service Web : aws.ecs { instances 2..70  serves go { reads Books } }\n',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'others that leave nothing',
      text: booking(
        'aws.lambda { concurrency 150  on Placed from Q { puts Books } }',
        undefined,
        'service Web : aws.ecs { instances 2..100  serves go { reads Books } }\n',
      ).replace('service Booking', 'service <|Booking|>'),
      findings: [
        {
          message: 'overwhelms',
          related: ['up to 150 Booking: puts Books', 'up to 100 Web: reads Books'],
          data: { count: 150, bound: 'concurrency 50' },
          fixes: [],
        },
      ],
    },
    {
      name: 'handlers of one function, which add up to what it runs at most, and one alone, whose own figure is lowered',
      text: `
        event Placed { key orderId }
        event Moved { key orderId }
        queue Q : aws.sqs
        queue R : aws.sqs
        service <|Both|> : aws.lambda {
          concurrency 130
          on Placed from Q with concurrency 60 { puts Books }
          on Moved from R with concurrency 60 { puts Books }
        }
        service <|One|> : aws.lambda { concurrency 130  on Placed from Q with filter "x", concurrency 120 { puts Pages  reads Pages } }
        service <|All|> : aws.lambda { concurrency 130  on Placed from Q with filter "y" { puts Rows }  on Moved from R with filter "y" { puts Rows } }
        service <|Few|> : aws.ecs { instances 50  on Placed from Q with filter "z" { puts Lists } }
        store Books : postgres { concurrency 100 }
        store Pages : postgres { concurrency 100 }
        store Rows : postgres { concurrency 100 }
        store Lists : postgres { concurrency 5 }
      `,
      findings: [
        { message: 'overwhelms', related: ['up to 120 Both: puts Books'], data: { count: 120, service: 'Both', bound: 'concurrency 100' } },
        {
          message: 'overwhelms',
          related: ['up to 120 One: puts Pages'],
          data: { count: 120, service: 'One', bound: 'concurrency 100' },
          fixes: [
            {
              title: 'Let at most 100 One run at a time',
              output: `
                event Placed { key orderId }
                event Moved { key orderId }
                queue Q : aws.sqs
                queue R : aws.sqs
                service Both : aws.lambda {
                  concurrency 130
                  on Placed from Q with concurrency 60 { puts Books }
                  on Moved from R with concurrency 60 { puts Books }
                }
                service One : aws.lambda { concurrency 130  on Placed from Q with filter "x", concurrency 100 { puts Pages  reads Pages } }
                service All : aws.lambda { concurrency 130  on Placed from Q with filter "y" { puts Rows }  on Moved from R with filter "y" { puts Rows } }
                service Few : aws.ecs { instances 50  on Placed from Q with filter "z" { puts Lists } }
                store Books : postgres { concurrency 100 }
                store Pages : postgres { concurrency 100 }
                store Rows : postgres { concurrency 100 }
                store Lists : postgres { concurrency 5 }
              `,
            },
          ],
        },
        { message: 'overwhelms', related: ['up to 130 All: puts Rows'], data: { count: 130, service: 'All' } },
        { message: 'overwhelms', related: ['up to 50 Few: puts Lists'], data: { count: 50, bound: 'instances 5' } },
      ],
    },
    {
      name: 'functions that leave nothing for the others',
      text: {
        'one.arch': 'system a { service One : aws.lambda { concurrency 300 }  service Free : aws.lambda }',
        'two.arch': 'system a { service Two : aws.lambda { <|concurrency 650|> } }',
      },
      findings: [
        {
          message: 'account',
          text: 'One and Two set aside 950 at a time together, and aws.lambda runs 1000 for all, of which 100 must stay free: there is nothing left for the others. Set aside less, or write a limit that was raised in a technology of your own, `like aws.lambda`.',
          severity: 'warning',
          fixes: [{ title: 'Set aside 600 for Two', output: { 'two.arch': 'system a { service Two : aws.lambda { concurrency 600 } }' } }],
        },
      ],
    },
    {
      name: 'so much that the others set aside that nothing is left',
      text: `
        technology house is service { concurrency 100  needs spare 10 }
        service A : house { <|concurrency 95|>  serves go }
        service B : house { concurrency 90  serves go }
      `,
      findings: [{ message: 'account', data: { total: 185 }, fixes: [] }],
    },
    {
      name: 'a function of which nobody says how many run, and one of which somebody does; instances that cannot be fewer',
      text: `
        technology function is service { ephemeral }
        service Open : function { serves go { reads Rows } }
        service <|Bound|> : function { concurrency 20  serves go { reads Rows } }
        service <|Stays|> { instances 2..20  serves go { reads Few } }
        store Rows { concurrency 10 }
        store Few { concurrency 2 }
      `,
      findings: [
        { message: 'overwhelms', data: { service: 'Bound', count: 20 } },
        { message: 'overwhelms', data: { service: 'Stays', bound: 'instances 2' } },
      ],
    },
  ],
});
