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
    { name: 'rates that nobody gives', text: rendering('', 'on Placed from Q in 2s with concurrency 1') },
    { name: 'a time that nobody gives', text: rendering('at 600/s', 'on Placed from Q with concurrency 1') },
    { name: 'how many run, which nobody says', text: rendering('at 600/s', 'on Placed from Q in 2s') },
    {
      name: 'a consumer that leaves the order of a partition',
      text: rendering('at 60/s', 'on Placed from Q in 1s with ordering none, concurrency 100', 'stream Q : kafka { partitions 12 }'),
    },
    {
      name: 'an outage that is made up for in time',
      text: rendering('at 1/s', 'on Placed from Q in 2s with concurrency 10', 'queue Q : aws.sqs { retention 2h }'),
    },
  ],
  invalid: [
    {
      name: 'more than gets done',
      text: rendering('at 6/s', '<|on Placed from Q in 2s with concurrency 10|>'),
      findings: [
        {
          message: 'grows',
          data: { rate: '6/s', capacity: '5/s', wanted: 15, how: '10 at a time, 2s each' },
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
          data: { capacity: '12/s', wanted: 75 },
          fixes: [
            { title: 'Give Q 75 partitions', output: rendering('at 60/s', 'on Placed from Q in 1s', 'stream Q : kafka { partitions 75 }') },
          ],
        },
      ],
    },
    {
      name: 'an outage that takes longer to make up for than the messages are of use',
      text: rendering('at 4/s', '<|on Placed from Q in 2s with concurrency 10|>', undefined, 'useful for 1h'),
      findings: [{ message: 'tooLate', data: { outage: '1h', drain: '4h', limit: '1h' } }],
    },
    {
      name: 'more instances than partitions',
      text: rendering('', 'instances 8..10  <|on Placed from Q|>', 'stream Q : kafka { partitions 4 }'),
      findings: [{ message: 'idle', severity: 'hint', data: { partitions: 4, instances: 8 } }],
    },
    {
      name: 'an outage that takes longer to make up for than the queue keeps messages',
      text: rendering('at 4/s', '<|on Placed from Q in 2s with concurrency 10|>', 'queue Q : aws.sqs { retention 2h }'),
      findings: [{ message: 'tooLate', data: { drain: '4h', limit: '2h' } }],
    },
    {
      name: 'groups fewer than the consumers that could work',
      text: rendering(
        'at 4/s',
        '<|on Placed from Q in 2s with concurrency 50|>',
        'queue Q : aws.sqs.fifo { grouped by region in 6 groups }',
      ),
      findings: [{ message: 'grows', data: { capacity: '3/s' }, fixes: [] }],
    },
  ],
});
