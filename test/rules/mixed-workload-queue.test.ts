import { testRule } from './runner.ts';

function shop(quick: string, slow: string, queue = 'queue Q : aws.sqs', messages = ''): string {
  return `event Placed { key orderId }
event Report { key reportId }
${messages}
${queue}
service Shop : aws.ecs { serves place { sends Placed to Q  sends Report to Q } }
service Worker : aws.ecs {
  on Placed from Q ${quick} { puts Books }
  on Report from Q ${slow} { puts Books }
}
store Books : aws.dynamodb
`;
}

testRule('mixed-workload-queue', {
  valid: [
    { name: 'work of about the same length', text: shop('in 20ms', 'in 100ms') },
    { name: 'times that nobody gives', text: shop('', 'in 20s') },
    { name: 'fair queues', text: shop('in 20ms', 'in 20s', 'queue Q : aws.sqs { grouped by tenantId }') },
    { name: 'a log, of which each reader reads all', text: shop('in 20ms', 'in 20s', 'stream Q : kafka').replaceAll('sends', 'publishes') },
    { name: 'more, if the project allows it', text: shop('in 20ms', 'in 1s'), options: { ratio: 100 } },
    {
      name: 'a queue of dead letters',
      text: shop('in 20ms', 'in 20s', 'queue Q : aws.sqs\nqueue P : aws.sqs { dead-letters to Q after 5 attempts }'),
    },
  ],
  invalid: [
    {
      name: 'quick work behind slow work',
      text: shop('in 20ms', 'in 20s', 'queue <|Q|> : aws.sqs'),
      findings: [{ message: 'slow', data: { slow: 'Report', quick: 'Placed', long: '20s', short: '20ms' }, severity: 'info', related: 2 }],
    },
    {
      name: 'what is urgent behind what may be lost',
      text: shop('', '', 'queue <|Q|> : aws.sqs')
        .replace('{ key orderId }', '{ key orderId  critical }')
        .replace('{ key reportId }', '{ key reportId  expendable }'),
      findings: [{ message: 'urgent', data: { urgent: 'Placed', unimportant: 'Report' } }],
    },
  ],
});
