import { testRule } from './runner.ts';

function billing(by: string, more = '', technology = 'aws.sqs'): string {
  return `system shop {
  correlation traceId
  event Placed { key orderId }
  topic Orders : aws.sns
  queue Bills : ${technology} { ${more} }
  service Shop : aws.ecs { serves place { publishes Placed to Orders  sends Placed to Bills } }
  service Billing : aws.ecs { on Placed from Bills ${by} { appends Ledger } }
  store Ledger : aws.dynamodb
}
`;
}

testRule('unstable-idempotency-key', {
  valid: [
    { name: 'the message’s own key', text: billing('idempotent by orderId', 'subscribes to Orders') },
    { name: 'the channel’s id, where the message is published once and only redelivered', text: billing('idempotent by transport.id') },
    { name: 'the channel’s id together with a business id', text: billing('idempotent by transport.id + orderId', 'subscribes to Orders') },
    {
      name: 'a correlation field that is the message’s key too',
      text: billing('idempotent by traceId').replace('key orderId', 'key traceId'),
    },
    {
      name: 'an operation, where some message is told apart by the field',
      text: 'system s {\n  correlation transferId\n  event Done { key transferId }\n  service A { serves debit idempotent by transferId { increments T } }\n  store T\n}\n',
    },
    {
      name: 'the channel’s id, where what is put back keeps it',
      text: billing('idempotent by transport.id', 'dead-letters to Parked after 5 attempts', 'azure.servicebus').replace(
        '  store Ledger',
        '  queue Parked : azure.servicebus { redrives to Bills }\n  store Ledger',
      ),
    },
    {
      name: 'a field that is neither, at a handler and at an operation, and one that is the key of one of two messages',
      text: billing('idempotent by customerId').replace(
        '  store Ledger',
        '  event Traced { key traceId }\n  service Audit : aws.ecs { on Placed, Traced from Orders idempotent by traceId { appends Ledger }  serves look idempotent by callId { appends Ledger } }\n  store Ledger',
      ),
    },
  ],
  invalid: [
    {
      name: 'an id that a topic makes anew',
      text: billing('<|idempotent by transport.id|>', 'subscribes to Orders'),
      findings: [
        {
          message: 'transport',
          text: 'Billing recognises Placed by the id that the channel gives it, but Orders (aws.sns) may deliver Placed to Bills twice, each time under a new id, so the repeat looks new. Use an id of the producer: `idempotent by orderId`.',
          related: ['Orders (aws.sns) may deliver Placed to Bills twice'],
          data: { handler: 'Billing', message: 'Placed', key: 'orderId', cause: 'Orders (aws.sns) may deliver Placed to Bills twice' },
          fixes: [{ title: 'Recognise it by orderId', output: billing('idempotent by orderId', 'subscribes to Orders') }],
        },
      ],
    },
    {
      name: 'a producer that tries again',
      text: `actor Customer { calls shop.Shop.place with 2 retries }\n${billing('<|idempotent by transport.id|>')}`,
      findings: [
        { message: 'transport', related: ['Shop.place sends Placed again when it is repeated', 'Customer retries calling Shop.place'] },
      ],
    },
    {
      name: 'a redrive that gives new ids',
      text: billing('<|idempotent by transport.id|>', 'dead-letters to Parked after 5 attempts').replace(
        '  store Ledger',
        '  queue Parked : aws.sqs { redrives to Bills }\n  store Ledger',
      ),
      findings: [
        { message: 'transport', related: ['Parked may be redriven to Bills'], data: { cause: 'Parked may be redriven to Bills' } },
      ],
    },
    {
      name: 'the correlation field',
      text: billing('<|idempotent by traceId|>'),
      findings: [
        {
          message: 'correlation',
          text: 'Billing recognises Placed by traceId, which ties a whole flow together: two different messages of one flow look like one, and the second is dropped. Use the id of the message itself: `idempotent by orderId`.',
          data: { field: 'traceId' },
          fixes: [{ title: 'Recognise it by orderId', output: billing('idempotent by orderId') }],
        },
      ],
    },
    {
      name: 'the correlation field at an operation',
      text: 'system s {\n  correlation traceId\n  service A { serves debit <|idempotent by traceId|> { increments T } }\n  store T\n}\n',
      findings: [{ message: 'correlation' }],
    },
    {
      name: 'a bus that gives what it takes over from another an id of its own',
      text: `
        event Placed { key orderId }
        service Shop : aws.ecs { serves place { publishes Placed to Shops } }
        bus Shops : aws.eventbridge
        bus Books : aws.eventbridge { subscribes to Shops }
        service Billing : aws.lambda { on Placed from Books <|idempotent by transport.id|> { appends Ledger } }
        store Ledger : aws.dynamodb
      `,
      findings: [
        { message: 'transport', related: ['Shops (aws.eventbridge) may deliver Placed to Books twice'], data: { key: 'orderId' } },
      ],
    },
    {
      name: 'a relay that publishes again',
      text: `
        event Placed { key orderId }
        service Shop : aws.ecs { serves place { inserts Orders  publishes Placed to Bills via outbox Orders } }
        store Orders : postgres
        topic Bills : aws.sns
        service Billing : aws.lambda { on Placed from Bills <|idempotent by transport.id|> { appends Ledger } }
        store Ledger : aws.dynamodb
      `,
      findings: [
        {
          message: 'transport',
          related: ["the relay of Orders's outbox may publish Placed twice"],
          data: { cause: "the relay of Orders's outbox may publish Placed twice" },
        },
      ],
    },
    {
      name: 'the correlation field of a message, which has no key',
      text: `
        event Placed { correlation flowId }
        queue Orders : aws.sqs
        service Shop { serves place { sends Placed to Orders } }
        service Billing { on Placed from Orders <|idempotent by flowId|> { appends Ledger } }
        store Ledger
      `,
      findings: [{ message: 'correlation', data: { field: 'flowId', key: '…' }, fixes: [] }],
    },
    {
      name: 'a service that takes the dead letters of a queue, into which a topic brings the same under two ids',
      text: `
        event Placed { key orderId }
        topic Orders : aws.sns
        technology house.queue is queue { delivery at-least-once  dead-letters on queue }
        queue Bills : house.queue { subscribes to Orders  dead-letters to Desk after 5 attempts }
        service Shop { serves place { publishes Placed to Orders } }
        service Billing { on Placed from Bills { puts Ledger } }
        service Desk : aws.lambda { on Placed <|idempotent by transport.id|> { appends Ledger } }
        store Ledger
      `,
      findings: [{ message: 'transport', data: { handler: 'Desk', cause: 'Orders (aws.sns) may deliver Placed to Bills twice' } }],
    },
  ],
});
