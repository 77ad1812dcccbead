import { testRule } from './runner.ts';

function archiving(handler: string, technology = 'aws.sqs'): string {
  return `event OrderPlaced { key orderId }
queue Q : ${technology} { dead-letters after 5 attempts  alarm }
service Shop : aws.ecs { serves place { sends OrderPlaced to Q } }
service Archiving : aws.ecs { ${handler} }
store Orders : aws.dynamodb { key orderId }
store Seen : aws.dynamodb
external Bank { serves pay idempotent by orderId  serves rate safe }
`;
}

testRule('redundant-idempotency', {
  valid: [
    {
      name: 'an effect that is not idempotent',
      text: archiving('on OrderPlaced from Q idempotent by orderId using Seen { increments Orders }'),
    },
    { name: 'a write that does not say how', text: archiving('on OrderPlaced from Q idempotent by orderId using Seen { writes Orders }') },
    { name: 'no store of marks', text: archiving('on OrderPlaced from Q idempotent by orderId { puts Orders }') },
    {
      name: 'a mark that spares somebody else the repeat',
      text: archiving('on OrderPlaced from Q idempotent by orderId using Seen { calls Bank.pay with key orderId }'),
    },
    {
      name: 'a mark that spares consumers the repeat',
      text:
        archiving('on OrderPlaced from Q idempotent by orderId using Seen { puts Orders  publishes OrderPlaced to T }') +
        'topic T : aws.sns\n',
    },
    { name: 'an operation, whose marks serve its clients', text: archiving('serves put idempotent by orderId using Seen { puts Orders }') },
    { name: 'a body that is left out', text: archiving('on OrderPlaced from Q idempotent by orderId using Seen') },
  ],
  invalid: [
    {
      name: 'effects that are idempotent by nature',
      text: archiving('on OrderPlaced from Q <|idempotent by orderId using Seen|> { reads Orders  puts Orders  calls Bank.rate }'),
      findings: [
        {
          message: 'idempotentEffects',
          text: 'All that Archiving does (reads Orders, puts Orders and calls Bank.rate) is the same when it is done twice. The marks in Seen add a write, time and something that can fail, and change nothing. Leave `using Seen` out.',
          severity: 'hint',
          data: { handler: 'Archiving', effects: 'reads Orders, puts Orders and calls Bank.rate', store: 'Seen' },
          fixes: [
            {
              title: 'Leave the marks in Seen out',
              output: archiving('on OrderPlaced from Q idempotent by orderId { reads Orders  puts Orders  calls Bank.rate }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a message that cannot come twice',
      text: `
        event A { key id }
        topic T : aws.iotcore
        service Feed : aws.ecs { serves go { publishes A to T } }
        service Sum : aws.ecs { on A from T <|idempotent by id using Seen|> { increments Total } }
        store Total : aws.dynamodb
        store Seen : aws.dynamodb
      `,
      findings: [
        {
          message: 'noDuplicates',
          text: 'No A can reach Sum twice, so the marks in Seen are never needed. Leave `using Seen` out.',
          data: { message: 'A' },
        },
      ],
    },
  ],
});
