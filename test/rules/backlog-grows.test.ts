import { testRule } from './runner.ts';

function rendering(rate: string, handler: string, channel = 'queue Q : aws.sqs', message = ''): string {
  return `event Placed { key orderId  ${message} }
actor Customer { sends Placed to Q ${rate} }
${channel}
service Rendering : aws.ecs { ${handler} { puts Pages } }
store Pages : aws.s3
`;
}

testRule('backlog-grows', {
  valid: [
    { name: 'consumers that keep up', text: rendering('at 6/s', 'on Placed from Q in 2s with concurrency 20') },
    { name: 'peaks that the queue evens out', text: rendering('at 2..60/s', 'on Placed from Q in 2s with concurrency 20') },
    { name: 'batches', text: rendering('at 60/s', 'on Placed from Q in 2s with concurrency 20, batch 10') },
    {
      name: 'groups so few that their consumers fall behind: that is another rule’s finding',
      text: rendering('at 3.1/s', 'on Placed from Q in 2s with concurrency 50', 'queue Q : aws.sqs.fifo { grouped by region in 6 groups }'),
    },
    { name: 'rates that nobody gives', text: rendering('', 'on Placed from Q in 2s with concurrency 1') },
    { name: 'a time that nobody gives', text: rendering('at 600/s', 'on Placed from Q with concurrency 1') },
    { name: 'how many run, which nobody says', text: rendering('at 600/s', 'on Placed from Q in 2s') },
    {
      name: 'one that stands by where all must be in one order',
      text: rendering('', 'instances 2..3  on Placed from Q', 'stream Q : kafka { partitions 1 }', 'ordered'),
    },
    {
      name: 'a consumer that leaves the order of a partition',
      text: rendering('at 60/s', 'on Placed from Q in 1s with ordering none, concurrency 100', 'stream Q : kafka { partitions 12 }'),
    },
    {
      name: 'an outage that is made up for in time',
      text: rendering('at 1/s', 'on Placed from Q in 2s with concurrency 10', 'queue Q : aws.sqs { retention 2h }'),
    },
    {
      name: 'a topic and a bus, which hand on and do not queue',
      text: `
        event Placed { key orderId }
        actor Customer { publishes Placed to T at 6/s  publishes Placed to B at 6/s }
        topic T : aws.sns
        bus B : aws.eventbridge
        service Rendering : aws.lambda { concurrency 1  on Placed from T in 2s { puts Pages }  on Placed from B in 2s { puts Pages } }
        store Pages : aws.s3
      `,
    },
    {
      name: 'two that share the messages and keep up together',
      text: `${rendering('at 6/s', 'on Placed from Q in 2s with concurrency 10')}service Printing : aws.ecs { on Placed from Q in 2s with concurrency 10 }\n`,
    },
    {
      name: 'two that share the messages, of whom one is unknown',
      text: `${rendering('at 6/s', 'on Placed from Q in 2s with concurrency 10')}service Printing : aws.ecs { on Placed from Q with concurrency 10 }\n`,
    },
    {
      name: 'handlers of different messages that each keep up with their own, and one of those whose rate nobody gives',
      text: `
        event Placed { key orderId }
        event Moved { key orderId }
        event Viewed { key viewId }
        actor Customer { sends Placed to Q at 4/s  sends Moved to Q at 4/s  sends Viewed to Q }
        queue Q : aws.sqs
        service Rendering : aws.ecs {
          on Placed from Q in 2s with concurrency 10
          on Moved from Q in 2s with concurrency 10
          on Viewed from Q in 2s with concurrency 1
        }
      `,
    },
    {
      name: 'a service that takes few of the messages of a log',
      text: `
        event Placed { key orderId }
        event Moved { key orderId }
        actor Customer { publishes Placed to Log at 100/s  publishes Moved to Log at 5/s }
        stream Log : kafka { partitions 4 }
        service Tracking : kubernetes { on Moved from Log in 100ms }
        service Counting : kubernetes { on Placed, Moved from Log in 1ms }
      `,
    },
    {
      name: 'what a filter holds back, and how much that is nobody says',
      text: rendering('at 600/s', 'on Placed from Q in 2s with concurrency 10, filter "country = NZ"'),
    },
    {
      name: 'an outage that is made up for just in time',
      text: rendering('at 4/s', 'on Placed from Q in 2s with concurrency 10', undefined, 'useful for 4h'),
    },
    {
      name: 'as many instances as partitions, and more that leave the order',
      text: `
        event Placed { key orderId }
        actor Customer { publishes Placed to Q }
        stream Q : kafka { partitions 4 }
        service Rendering : aws.ecs { instances 4  on Placed from Q }
        service Counting : aws.ecs { instances 8  on Placed from Q with ordering none }
      `,
    },
    {
      name: 'a queue that a workflow takes from as well: how large its part is nobody says',
      text: `
        event Placed { key orderId }
        actor Customer { sends Placed to Q at 6/s }
        queue Q : aws.sqs
        service Rendering : aws.ecs { on Placed from Q in 2s with concurrency 10 { puts Pages } }
        orchestrator Printing : aws.stepfunctions { subscribes to Q for Placed with key orderId  step Print puts Pages }
        store Pages : aws.s3
      `,
    },
    {
      name: 'instances of a workflow, which run steps besides, and those of a service that takes from a queue',
      text: `
        event Placed { key orderId }
        actor Customer { publishes Placed to S  sends Placed to Q }
        stream S : kafka { partitions 4 }
        queue Q { partitions 4 }
        orchestrator Printing : aws.ecs { instances 8  subscribes to S for Placed with key orderId  step Print puts Pages }
        service Rendering : aws.ecs { instances 8  on Placed from Q { puts Pages } }
        store Pages : aws.s3
      `,
    },
  ],
  invalid: [
    {
      name: 'more instances than partitions, once for a service that takes two messages',
      text: `
        event Placed { key orderId }
        event Moved { key orderId }
        actor Customer { publishes Placed to Log  publishes Moved to Log }
        stream Log : kafka { partitions 4 }
        service Tracking : kubernetes { instances 5  <|on Moved from Log|>  on Placed from Log }
      `,
      findings: [{ message: 'idle', data: { instances: 5 } }],
    },
    {
      name: 'handlers of different messages, each of its own; those that share one belong together',
      text: `
        event Placed { key orderId }
        event Moved { key orderId }
        event Viewed { key viewId }
        actor Customer { sends Placed to Q at 6/s  sends Moved to Q at 4/s  sends Viewed to Q at 1/s }
        queue Q : aws.sqs
        service Rendering : aws.ecs { <|on Placed from Q in 2s with concurrency 10|>  on Moved from Q in 2s with concurrency 10 }
        service Counting : aws.ecs { <|on Viewed from Q in 2s with concurrency 1|> }
        service Showing : aws.ecs { on Viewed from Q in 4s with concurrency 1 }
      `,
      findings: [
        {
          message: 'grows',
          text: 'Q (aws.sqs) gets 6/s of Placed on average, but Rendering can do 5/s (10 at a time, 2s each): it grows without end. Let at least 15 run at a time.',
          related: ['Q gets 6/s of Placed'],
        },
        { message: 'grows', data: { rate: '1/s of Viewed', handlers: 'Counting and Showing', capacity: '45/m' } },
      ],
    },
    {
      name: 'more than gets done',
      text: rendering('at 6/s', '<|on Placed from Q in 2s with concurrency 10|>'),
      findings: [
        {
          message: 'grows',
          text: 'Q (aws.sqs) gets 6/s on average, but Rendering can do 5/s (10 at a time, 2s each): it grows without end. Let at least 15 run at a time.',
          related: ['Q gets 6/s'],
          data: { rate: '6/s', capacity: '5/s', way: 'Let at least 15 run at a time.', how: '10 at a time, 2s each' },
          severity: 'error',
          fixes: [{ title: 'Let 15 run at a time', output: rendering('at 6/s', 'on Placed from Q in 2s with concurrency 15') }],
        },
      ],
    },
    {
      name: 'a service that bounds itself',
      text: rendering('at 6/s', 'concurrency 10  <|on Placed from Q in 2s|>'),
      findings: [
        {
          message: 'grows',
          related: ['Q gets 6/s'],
          fixes: [{ title: 'Let 15 run at a time', output: rendering('at 6/s', 'concurrency 15  on Placed from Q in 2s') }],
        },
      ],
    },
    {
      name: 'a partition that is read in order',
      text: rendering('at 60/s', '<|on Placed from Q in 1s|>', 'stream Q : kafka { partitions 12 }'),
      findings: [
        {
          message: 'grows',
          related: ['Q gets 60/s'],
          data: { capacity: '12/s', way: 'Give it at least 75 partitions.' },
          fixes: [
            { title: 'Give Q 75 partitions', output: rendering('at 60/s', 'on Placed from Q in 1s', 'stream Q : kafka { partitions 75 }') },
          ],
        },
      ],
    },
    {
      name: 'an outage that takes longer to make up for than the messages are of use',
      text: rendering('at 4/s', '<|on Placed from Q in 2s with concurrency 10|>', undefined, 'useful for 1h'),
      findings: [
        {
          message: 'tooLate',
          text: 'After an outage of 1h, Q (aws.sqs) needs 4h to catch up (4/s come in, Rendering can do 5/s), but a message is of use for 1h only. Let more run at a time.',
          related: ['Q gets 4/s'],
          data: { outage: '1h', drain: '4h', limit: '1h' },
          fixes: [
            {
              title: 'Let 16 run at a time',
              output: rendering('at 4/s', 'on Placed from Q in 2s with concurrency 16', undefined, 'useful for 1h'),
            },
          ],
        },
      ],
    },
    {
      name: 'more instances than partitions',
      text: rendering('', 'instances 8..10  <|on Placed from Q|>', 'stream Q : kafka { partitions 4 }'),
      findings: [
        {
          message: 'idle',
          text: 'Q (kafka) has 4 partitions, and Rendering runs at least 8 instances: the others have nothing to read. Add partitions, or run fewer.',
          severity: 'hint',
          data: { partitions: '4 partitions', instances: 8 },
          fixes: [
            {
              title: 'Give Q 8 partitions',
              output: rendering('', 'instances 8..10  on Placed from Q', 'stream Q : kafka { partitions 8 }'),
            },
            {
              title: 'Run 4 instances of Rendering',
              output: rendering('', 'instances 4  on Placed from Q', 'stream Q : kafka { partitions 4 }'),
            },
          ],
        },
      ],
    },
    {
      name: 'just as much as gets done, with dead letters that have a reader of their own',
      text: `
        event Placed { key orderId }
        actor Customer { sends Placed to Q at 5/s }
        queue Q : aws.sqs { dead-letters to Desk after 5 attempts }
        service Rendering : aws.ecs { <|on Placed from Q in 2s with concurrency 10|> { puts Pages } }
        service Desk : aws.ecs { on Placed { puts Pages } }
        store Pages : aws.s3
      `,
      findings: [
        {
          message: 'grows',
          related: ['Q gets 5/s'],
          data: { rate: '5/s', capacity: '5/s', handlers: 'Rendering', way: 'Let at least 13 run at a time.' },
        },
      ],
    },
    {
      name: 'two services that share the messages, and do too little together',
      text: `
        event Placed { key orderId }
        actor Customer { sends Placed to Q at 10/s }
        queue Q : aws.sqs
        service Rendering : aws.ecs { <|on Placed from Q in 2s with concurrency 10|> }
        service Printing : aws.ecs { on Placed from Q in 1s with concurrency 2 }
      `,
      findings: [
        {
          message: 'grows',
          related: ['Q gets 10/s'],
          data: { handlers: 'Rendering and Printing', capacity: '7/s', way: 'Let at least 20 run at a time.' },
        },
      ],
    },
    {
      name: 'one of two services that each read the whole stream',
      text: `
        event Placed { key orderId }
        actor Customer { publishes Placed to Q at 60/s }
        stream Q : kafka { partitions 12 }
        service Rendering : aws.ecs { <|on Placed from Q in 1s|> }
        service Counting : aws.ecs { on Placed from Q in 10ms }
      `,
      findings: [{ message: 'grows', related: ['Q gets 60/s'], data: { handlers: 'Rendering', capacity: '12/s' } }],
    },
    {
      name: 'a handler of all that comes, whatever it is',
      text: `
        event Placed { key orderId }
        event Moved { key orderId }
        actor Customer { sends Placed to Q at 3/s  sends Moved to Q at 3/s }
        queue Q : aws.sqs
        service Rendering : aws.ecs { <|on Placed, Moved from Q in 2s with concurrency 10|> }
      `,
      findings: [{ message: 'grows', related: ['Q gets 6/s'], data: { rate: '6/s', capacity: '5/s' } }],
    },
    {
      name: 'batches that are too few',
      text: rendering('at 60/s', '<|on Placed from Q in 2s with concurrency 10, batch 10|>'),
      findings: [{ message: 'grows', related: ['Q gets 60/s'], data: { how: '10 at a time, 2s each for 10', capacity: '50/s' } }],
    },
    {
      name: 'partitions that the consumer would not read at once, more than the product has, and groups of which there are no more',
      text: `
        event Placed { key orderId }
        actor Customer { publishes Placed to Bounded at 60/s  publishes Placed to Hub at 600/s  sends Placed to Grouped at 4/s }
        stream Bounded : kafka { partitions 12 }
        stream Hub : azure.eventhubs { partitions 32 }
        queue Grouped : aws.sqs.fifo { grouped by region in 4 groups }
        service One : aws.ecs { <|on Placed from Bounded in 1s with concurrency 50|> }
        service Two : aws.ecs { <|on Placed from Hub in 10s|> }
        service Three : aws.ecs { <|on Placed from Grouped in 1s|> }
      `,
      findings: [
        { message: 'grows', related: ['Bounded gets 60/s'], data: { capacity: '12/s', way: 'Give it at least 75 partitions.' }, fixes: [] },
        {
          message: 'grows',
          related: ['Hub gets 600/s'],
          data: { way: 'Messages of one partition are handled one after the other, so take more of them at a time (`with batch 10`).' },
          fixes: [],
        },
        {
          message: 'fewGroups',
          text: 'Grouped (aws.sqs.fifo) gets 4/s on average, but Three can do 4/s (4 at a time, 1s each): it grows without end. Messages of one group are handled one after the other: group by something that takes more values, or take more of them at a time (`with batch 10`).',
          related: ['Grouped gets 4/s'],
          data: { capacity: '4/s' },
          fixes: [],
        },
      ],
    },
    {
      name: 'messages that the queue forgets before an outage is made up for, in hours, minutes and seconds',
      text: `
        event Placed { key orderId }
        event Moved { key orderId  useful for 1h }
        event Seen { key orderId  useful for 30s }
        actor Customer { sends Placed to Long at 4/s  sends Moved to Short at 3/s  sends Seen to Busy at 6/s }
        queue Long : aws.sqs { retention 2h }
        queue Short : aws.sqs
        queue Busy : aws.sqs
        service One : aws.ecs { <|on Placed from Long in 2s with concurrency 11|> }
        service Two : aws.ecs { <|on Moved from Short in 2s with concurrency 10|> }
        service Three : aws.ecs { <|on Seen from Busy in 2s with concurrency 14|> }
      `,
      options: { outage: '1h' },
      findings: [
        { message: 'tooLate', related: ['Long gets 4/s'], data: { drain: '3h', limit: '2h' } },
        { message: 'tooLate', related: ['Short gets 3/s'], data: { drain: '1.5h', limit: '1h' } },
        { message: 'tooLate', related: ['Busy gets 6/s'], data: { drain: '6h', limit: '30s' } },
      ],
    },
    {
      name: 'an outage of seconds',
      text: rendering('at 4/s', '<|on Placed from Q in 2s with concurrency 10|>', undefined, 'useful for 30s'),
      options: { outage: '10s' },
      findings: [{ message: 'tooLate', related: ['Q gets 4/s'], data: { outage: '10s', drain: '40s', limit: '30s' } }],
    },
    {
      name: 'an outage that takes longer to make up for than the queue keeps messages',
      text: rendering('at 4/s', '<|on Placed from Q in 2s with concurrency 10|>', 'queue Q : aws.sqs { retention 2h }'),
      findings: [{ message: 'tooLate', related: ['Q gets 4/s'], data: { drain: '4h', limit: '2h' } }],
    },
    {
      name: 'groups fewer than the consumers that could work',
      text: rendering(
        'at 3/s',
        '<|on Placed from Q in 2s with concurrency 50|>',
        'queue Q : aws.sqs.fifo { grouped by region in 6 groups }',
      ),
      findings: [{ message: 'fewGroups', related: ['Q gets 3/s'], data: { capacity: '3/s' }, fixes: [] }],
    },
    {
      name: 'consumers fewer than the groups, which are a cause of their own',
      text: rendering(
        'at 4/s',
        '<|on Placed from Q in 2s with concurrency 5|>',
        'queue Q : aws.sqs.fifo { grouped by region in 6 groups }',
      ),
      findings: [{ message: 'grows', related: ['Q gets 4/s'], data: { capacity: '2.5/s' } }],
    },
    {
      name: 'groups that are too few after an outage',
      text: rendering('at 2.8/s', '<|on Placed from Q in 2s|>', 'queue Q : aws.sqs.fifo { grouped by region in 6 groups  retention 2h }'),
      findings: [
        {
          message: 'fewGroupsTooLate',
          text: 'After an outage of 1h, Q (aws.sqs.fifo) needs 14h to catch up (2.8/s come in, Rendering can do 3/s), but a message is of use for 2h only. Messages of one group are handled one after the other: group by something that takes more values, or take more of them at a time (`with batch 10`).',
          related: ['Q gets 2.8/s'],
          fixes: [],
        },
      ],
    },
    {
      name: 'two that share the messages, and make up for an outage too late: what the other does is not asked of the first',
      text: `
        event Placed { key orderId  useful for 1h }
        actor Customer { sends Placed to Q at 4/s }
        queue Q : aws.sqs
        service Rendering : aws.ecs { <|on Placed from Q in 2s with concurrency 6|> }
        service Printing : aws.ecs { on Placed from Q in 1s with concurrency 2 }
      `,
      findings: [
        {
          message: 'tooLate',
          data: { capacity: '5/s', drain: '4h' },
          fixes: [
            {
              title: 'Let 12 run at a time',
              output: `
                event Placed { key orderId  useful for 1h }
                actor Customer { sends Placed to Q at 4/s }
                queue Q : aws.sqs
                service Rendering : aws.ecs { on Placed from Q in 2s with concurrency 12 }
                service Printing : aws.ecs { on Placed from Q in 1s with concurrency 2 }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an outage that ten times as many would make up for',
      text: rendering('at 4/s', '<|on Placed from Q in 2s with concurrency 10|>', undefined, 'useful for 10s'),
      options: { outage: '115s' },
      findings: [
        {
          message: 'tooLate',
          fixes: [
            {
              title: 'Let 100 run at a time',
              output: rendering('at 4/s', 'on Placed from Q in 2s with concurrency 100', undefined, 'useful for 10s'),
            },
          ],
        },
      ],
    },
    {
      name: 'an outage that takes more than ten times as many, which is another design',
      text: rendering('at 4/s', '<|on Placed from Q in 2s with concurrency 10|>', undefined, 'useful for 10s'),
      options: { outage: '116s' },
      findings: [{ message: 'tooLate', fixes: [] }],
    },
    {
      name: 'just as many partitions as the consumer would read at once, and as the product has',
      text: `
        event Placed { key orderId }
        actor Customer { publishes Placed to Bounded at 60/s  publishes Placed to Hub at 49152/m }
        stream Bounded : kafka { partitions 12 }
        stream Hub : azure.eventhubs { partitions 12 }
        service One : aws.ecs { <|on Placed from Bounded in 1s with concurrency 75|> }
        service Two : aws.ecs { <|on Placed from Hub in 1s|> }
      `,
      findings: [
        {
          message: 'grows',
          data: { way: 'Give it at least 75 partitions.' },
          fixes: [
            {
              title: 'Give Bounded 75 partitions',
              output: `
                event Placed { key orderId }
                actor Customer { publishes Placed to Bounded at 60/s  publishes Placed to Hub at 49152/m }
                stream Bounded : kafka { partitions 75 }
                stream Hub : azure.eventhubs { partitions 12 }
                service One : aws.ecs { on Placed from Bounded in 1s with concurrency 75 }
                service Two : aws.ecs { on Placed from Hub in 1s }
              `,
            },
          ],
        },
        {
          message: 'grows',
          data: { way: 'Give it at least 1024 partitions.' },
          fixes: [
            {
              title: 'Give Hub 1024 partitions',
              output: `
                event Placed { key orderId }
                actor Customer { publishes Placed to Bounded at 60/s  publishes Placed to Hub at 49152/m }
                stream Bounded : kafka { partitions 12 }
                stream Hub : azure.eventhubs { partitions 1024 }
                service One : aws.ecs { on Placed from Bounded in 1s with concurrency 75 }
                service Two : aws.ecs { on Placed from Hub in 1s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'as many instances as the product has partitions, and one more',
      text: `
        event Placed { key orderId }
        actor Customer { publishes Placed to Hub }
        stream Hub : azure.eventhubs { partitions 4 }
        service One : aws.ecs { instances 1024  <|on Placed from Hub|> }
        service Two : aws.ecs { instances 1025  <|on Placed from Hub|> }
      `,
      findings: [
        {
          message: 'idle',
          fixes: [
            {
              title: 'Give Hub 1024 partitions',
              output: `
                event Placed { key orderId }
                actor Customer { publishes Placed to Hub }
                stream Hub : azure.eventhubs { partitions 1024 }
                service One : aws.ecs { instances 1024  on Placed from Hub }
                service Two : aws.ecs { instances 1025  on Placed from Hub }
              `,
            },
            {
              title: 'Run 4 instances of One',
              output: `
                event Placed { key orderId }
                actor Customer { publishes Placed to Hub }
                stream Hub : azure.eventhubs { partitions 4 }
                service One : aws.ecs { instances 4  on Placed from Hub }
                service Two : aws.ecs { instances 1025  on Placed from Hub }
              `,
            },
          ],
        },
        {
          message: 'idle',
          fixes: [
            {
              title: 'Run 4 instances of Two',
              output: `
                event Placed { key orderId }
                actor Customer { publishes Placed to Hub }
                stream Hub : azure.eventhubs { partitions 4 }
                service One : aws.ecs { instances 1024  on Placed from Hub }
                service Two : aws.ecs { instances 4  on Placed from Hub }
              `,
            },
          ],
        },
      ],
    },
  ],
  unfixable: {
    fewGroups: 'which key takes enough values is for whoever sends the messages to say, or told by hot-partition with its fix',
    fewGroupsTooLate: 'the same',
  },
});
