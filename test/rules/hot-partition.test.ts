import { testRule } from './runner.ts';

function shop(grouped: string, rate = '', duration = '', product = 'aws.sqs.fifo'): string {
  return `event Placed { key orderId }
actor Customer { sends Placed to Q ${rate} }
queue Q : ${product} { ${grouped} }
service Booking : aws.ecs { on Placed from Q ${duration} { puts Books } }
store Books : aws.dynamodb
`;
}

testRule('hot-partition', {
  valid: [
    {
      name: 'no more than a partition of the product takes, of writes and of three times as many reads',
      text: `
        event Read { key id }
        actor Meter { publishes Read to Readings at 1500/s  calls S.get at 2000/s  calls S.put at 300/s }
        stream Readings : aws.kinesis { partitions 2  grouped by region in 2 groups }
        service S { serves get { reads D }  serves put { puts D } }
        store D : aws.dynamodb { key kind + id  grouped by kind in 1 group }
      `,
    },
    { name: 'a key that takes many values', text: shop('grouped by orderId') },
    { name: 'a few values and no rate', text: shop('grouped by region in 12 groups') },
    { name: 'a low rate', text: shop('grouped by kind in 1 group', 'at 5/s', 'in 10ms') },
    {
      name: 'a rate that the project trusts a partition with',
      text: shop('grouped by kind in 1 group', 'at 500/s', 'in 1ms', 'azure.servicebus'),
      options: { perPartition: 1000 },
    },
    { name: 'a store that nobody uses', text: 'store T : aws.dynamodb { key kind + id  grouped by kind in 1 group }\n' },
    { name: 'groups whose consumers are just quick enough', text: shop('grouped by region in 4 groups', 'at 20/s', 'in 200ms') },
    {
      name: 'groups that share just what a partition takes',
      text: shop('grouped by region in 4 groups', 'at 400/s', '', 'azure.servicebus'),
    },
    { name: 'slow consumers of batches', text: shop('grouped by region in 4 groups', 'at 50/s', 'in 200ms with batch 10') },
    { name: 'slow consumers that take no order', text: shop('grouped by region in 4 groups', 'at 50/s', 'in 200ms with ordering none') },
    { name: 'slow consumers of a queue that gives none', text: shop('grouped by region in 4 groups', 'at 50/s', 'in 200ms', 'aws.sqs') },
    {
      name: 'the one group that an order of all needs',
      text: shop('grouped by kind in 1 group').replace('{ key orderId }', '{ key orderId  ordered }'),
    },
    { name: 'a queue that nothing comes to', text: 'queue Q : aws.sqs.fifo { grouped by kind in 1 group }\n' },
  ],
  invalid: [
    {
      name: 'one group for all',
      text: shop('<|grouped by kind in 1 group|>'),
      findings: [
        {
          message: 'single',
          text: 'All of Q (aws.sqs.fifo) has one value of kind, so one partition bears everything and one consumer at a time is at work. Group by something that differs, such as orderId.',
          data: { element: 'Q (aws.sqs.fifo)', key: 'kind', better: 'orderId' },
          fixes: [{ title: 'Group by orderId', output: shop('grouped by orderId') }],
        },
      ],
    },
    {
      name: 'one partition for a table',
      text: 'store T : aws.dynamodb { key kind + id  <|grouped by kind in 1 group|> }\nservice S { serves put { puts T } }\n',
      findings: [{ message: 'single', data: { better: 'id' } }],
    },
    {
      name: 'groups whose consumers are too slow',
      text: shop('<|grouped by region in 4 groups|>', 'at 10..50/s', 'in 200ms'),
      findings: [
        {
          message: 'slow',
          text: 'Q (aws.sqs.fifo) has 4 values of region, and Booking takes 200ms for one: that is 20/s at most, and 50/s come in at peak. Group by something that takes more values, such as orderId.',
          data: { capacity: '20/s', load: '50/s come in at peak', handler: 'Booking', time: '200ms' },
          severity: 'warning',
        },
      ],
    },
    {
      name: 'groups that let less be done than comes in: the queue grows without end',
      text: shop('<|grouped by region in 4 groups|>', 'at 20..50/s', 'in 200ms'),
      findings: [
        {
          message: 'slow',
          text: 'Q (aws.sqs.fifo) has 4 values of region, and Booking takes 200ms for one: that is 20/s at most, and 20/s come in on average, so it grows without end. Group by something that takes more values, such as orderId.',
          severity: 'error',
        },
      ],
    },
    {
      name: 'groups that share too much',
      text: shop('<|grouped by region in 4 groups|>', 'at 800/s', '', 'azure.servicebus'),
      findings: [
        {
          message: 'hot',
          text: 'Q (azure.servicebus) has 4 values of region, which share 800/s at peak: 200/s for one partition. Group by something that takes more values, such as orderId.',
          data: { each: '200/s' },
        },
      ],
    },
    {
      name: 'more than a partition of the product takes',
      text: `
        event Read { key id }
        actor Meter { publishes Read to Readings at 2500/s  calls S.get at 2000/s  calls S.put at 400/s }
        stream Readings : aws.kinesis { partitions 2  <|grouped by region in 2 groups|> }
        service S { serves get { reads D }  serves put { puts D } }
        store D : aws.dynamodb { key kind + id  <|grouped by kind in 1 group|> }
      `,
      findings: [{ message: 'hot', data: { each: '1250/s' } }, { message: 'hot' }],
    },
    {
      name: 'the slowest consumer of one group, whoever comes after it',
      text: `${shop('<|grouped by kind in 1 group|>', 'at 50/s', 'in 200ms')}service Counting : aws.ecs { on Placed from Q in 1ms }\n`,
      findings: [{ message: 'slow', data: { groups: 'one value', handler: 'Booking', capacity: '5/s' } }],
    },
    {
      name: 'groups that an order needs: others would lose it',
      text: shop('<|grouped by region in 4 groups|>', 'at 50/s', 'in 200ms').replace(
        '{ key orderId }',
        '{ key orderId  ordered by region }',
      ),
      findings: [
        {
          message: 'slow',
          text: 'Q (aws.sqs.fifo) has 4 values of region, and Booking takes 200ms for one: that is 20/s at most, and 50/s come in on average, so it grows without end. Their order is needed per region: ask for the order of something that takes more values, or handle several at a time, `with batch 10`.',
          fixes: [],
        },
      ],
    },
    {
      name: 'groups coarser than the order that is needed',
      text: shop('<|grouped by region in 1 group|>').replace('{ key orderId }', '{ key orderId  ordered by region + shopId }'),
      findings: [
        {
          message: 'single',
          data: { better: 'region + shopId' },
          fixes: [
            {
              title: 'Group by region + shopId',
              output: shop('grouped by region + shopId').replace('{ key orderId }', '{ key orderId  ordered by region + shopId }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a key that is the group, and one of which the group is a part',
      text: `
        event Placed { key orderId }
        event Moved { key orderId + region }
        queue Q : aws.sqs.fifo { <|grouped by orderId in 1 group|> }
        queue R : aws.sqs.fifo { <|grouped by region in 1 group|> }
        service Shop { serves place { sends Placed to Q  sends Moved to R } }
        service Booking : aws.ecs { on Placed from Q  on Moved from R }
      `,
      findings: [
        { message: 'single', data: { better: 'an id' }, fixes: [] },
        { message: 'single', data: { better: 'orderId + region' } },
      ],
    },
  ],
});
