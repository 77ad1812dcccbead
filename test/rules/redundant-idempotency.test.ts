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
    {
      name: 'a join whose time-out is not the same twice',
      text: `
        event Paid { key orderId }
        event Packed { key orderId }
        topic T : aws.sns
        service Shop : aws.ecs { serves go { publishes Paid to T  publishes Packed to T } }
        queue Q : aws.sqs { subscribes to T  dead-letters after 5 attempts  alarm }
        service Ship : aws.ecs {
          on all of Paid, Packed within 10m using Came from Q idempotent by orderId using Seen { puts Orders } otherwise { increments Late }
        }
        store Came : aws.dynamodb
        store Seen : aws.dynamodb
        store Orders : aws.dynamodb { key orderId }
        store Late : aws.dynamodb
      `,
    },
    {
      name: 'somebody else of whom nothing is known, or not everything is harmless',
      text:
        archiving('on OrderPlaced from Q idempotent by orderId using Seen { puts Orders  calls Courier }') +
        'service Audit { on OrderPlaced from Q idempotent by orderId using Seen { calls Bank } }\nexternal Courier\n',
    },
    {
      name: 'messages that come by a way nobody knows, from a channel of which nobody says how often it delivers, or by one such and another',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        topic T : aws.iotcore
        topic U
        service Feed : aws.ecs { serves go { publishes B to U  publishes C to T }  serves again { publishes C to U } }
        service Sum : aws.ecs {
          on A idempotent by id using Seen { increments Total }
          on B from U idempotent by id using Seen { increments Total }
          on C idempotent by id using Seen { increments Total }
        }
        store Total : aws.dynamodb
        store Seen : aws.dynamodb
      `,
    },
    {
      name: 'a message that is sent twice before it comes to a channel that delivers once at most',
      text: `
        event A { key id }
        event B { key id }
        topic T : aws.iotcore
        service Feed : aws.ecs { serves go { puts Db  publishes A to T via outbox Db }  serves other { publishes B to T } }
        service Sum : aws.ecs { on A, B from T idempotent by id using Seen { increments Total } }
        store Total : aws.dynamodb
        store Seen : aws.dynamodb
        store Db : postgres
      `,
    },
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
              title: 'Leave the marks in Seen out, and remove Seen',
              output: archiving('on OrderPlaced from Q idempotent by orderId { reads Orders  puts Orders  calls Bank.rate }').replace(
                /store Seen.*\n/,
                '',
              ),
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
    {
      name: 'a join that does the same twice',
      text: `
        event Paid { key orderId }
        event Packed { key orderId }
        topic T : aws.sns
        service Shop : aws.ecs { serves go { publishes Paid to T  publishes Packed to T } }
        queue Q : aws.sqs { subscribes to T  dead-letters after 5 attempts  alarm }
        service Ship : aws.ecs {
          on all of Paid, Packed within 10m using Came from Q <|idempotent by orderId using Seen|> { puts Orders } otherwise { deletes Orders }
        }
        store Came : aws.dynamodb
        store Seen : aws.dynamodb
        store Orders : aws.dynamodb { key orderId }
      `,
      findings: [{ message: 'idempotentEffects', data: { effects: 'puts Orders and deletes Orders' } }],
    },
  ],
});
