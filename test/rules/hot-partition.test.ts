import { testRule } from './runner.ts';

function shop(grouped: string, rate = '', duration = ''): string {
  return `event Placed { key orderId }
actor Customer { sends Placed to Q ${rate} }
queue Q : aws.sqs.fifo { ${grouped} }
service Booking : aws.ecs { on Placed from Q ${duration} { puts Books } }
store Books : aws.dynamodb
`;
}

testRule('hot-partition', {
  valid: [
    { name: 'a key that takes many values', text: shop('grouped by orderId') },
    { name: 'a few values and no rate', text: shop('grouped by region in 12 groups') },
    { name: 'a low rate', text: shop('grouped by kind in 1 group', 'at 5/s', 'in 10ms') },
    {
      name: 'a rate that the project trusts a partition with',
      text: shop('grouped by kind in 1 group', 'at 500/s', 'in 1ms'),
      options: { perPartition: 1000 },
    },
    { name: 'a store that nobody uses', text: 'store T : aws.dynamodb { key kind + id  grouped by kind in 1 group }\n' },
  ],
  invalid: [
    {
      name: 'one group for all',
      text: shop('<|grouped by kind in 1 group|>'),
      findings: [
        {
          message: 'single',
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
      findings: [{ message: 'slow', data: { capacity: '20/s', rate: '50/s', handler: 'Booking', time: '200ms' } }],
    },
    {
      name: 'groups that share too much',
      text: shop('<|grouped by region in 4 groups|>', 'at 800/s'),
      findings: [{ message: 'hot', data: { each: '200/s' } }],
    },
  ],
});
