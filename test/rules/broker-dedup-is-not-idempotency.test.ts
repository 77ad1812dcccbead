import { testRule } from './runner.ts';

function loyalty(handler: string): string {
  return `event Priced { key orderId }
queue Points : aws.sqs.fifo { grouped by orderId  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves price { sends Priced to Points } }
service Loyalty : aws.lambda { timeout 5s  ${handler} }
store Sales : aws.dynamodb { key orderId }
`;
}

testRule('broker-dedup-is-not-idempotency', {
  valid: [
    { name: 'effects that are idempotent by nature', text: loyalty('on Priced from Points { puts Sales }') },
    {
      name: 'a consumer that recognises the message',
      text: loyalty('on Priced from Points idempotent by orderId using Sales { increments Sales }'),
    },
    {
      name: 'a queue that drops no duplicates, which another rule looks at',
      text: loyalty('on Priced from Points { increments Sales }').replace('aws.sqs.fifo { grouped by orderId ', 'aws.sqs {'),
    },
    {
      name: 'a broker transaction that covers all that is done',
      text: `
        event A { key id }
        event B { key id }
        stream In : kafka
        stream Out : kafka
        service Sum : kafka.streams { on A from In with delivery exactly-once { publishes B to Out } }
        service Feed { serves go { publishes A to In } }
      `,
    },
    {
      name: 'a write that does not say how, and a consumer of which nobody says what it does',
      text: loyalty('on Priced from Points { writes Sales }').concat('service Other : aws.lambda { timeout 5s  on Priced from Points }\n'),
    },
  ],
  invalid: [
    {
      name: 'a subscription that delivers exactly once, and an effect outside of the broker',
      text: `
        event A { key id }
        topic T : gcp.pubsub
        queue S : gcp.pubsub { subscribes to T  delivery exactly-once }
        service Feed { serves go { publishes A to T } }
        service Sum { <|on A from S|> { increments R } }
        store R : gcp.spanner
      `,
      findings: [
        {
          message: 'exactlyOnce',
          text: 'S (gcp.pubsub) delivers A exactly once as far as its own transaction goes, and Sum increments R outside of it: if it dies before the end, that happens again. Make the handler `idempotent by id`.',
          related: ['Sum increments R', 'S delivers A again if its consumer dies before it has acknowledged it'],
          data: { handler: 'Sum' },
        },
      ],
    },
    {
      name: 'a queue that drops repeated sends',
      text: loyalty('<|on Priced from Points|> { increments Sales }'),
      findings: [
        {
          message: 'deduplicates',
          text: 'Points (aws.sqs.fifo) drops repeated sends within 5m, but delivers Priced again if Loyalty dies after it increments Sales and before it acknowledges. Keep the queue, and make the handler `idempotent by orderId`.',
          related: ['Loyalty increments Sales', 'Points (aws.sqs.fifo) may deliver Priced twice'],
          data: { channel: 'Points (aws.sqs.fifo)', window: '5m', effect: 'increments Sales', guard: '`idempotent by orderId`' },
          severity: 'warning',
          fixes: [
            {
              title: 'Make Loyalty idempotent by orderId, with the mark in Sales',
              output: loyalty('on Priced from Points idempotent by orderId using Sales { increments Sales }'),
            },
            { title: 'Put the value in Sales instead of adding to it', output: loyalty('on Priced from Points { puts Sales }') },
          ],
        },
      ],
    },
    {
      name: 'a transaction of the broker that does not cover the store',
      text: `
        event A { key id }
        stream In : kafka
        service Sum : kafka.streams { <|on A from In with delivery exactly-once|> { increments Sales } }
        service Feed { serves go { publishes A to In } }
        store Sales : postgres
      `,
      findings: [
        {
          message: 'exactlyOnce',
          related: ['Sum increments Sales', 'In delivers A again if its consumer dies before it has acknowledged it'],
          data: { channel: 'In (kafka)', effect: 'increments Sales' },
        },
      ],
    },
    {
      name: 'a workflow that is started by what the queue delivers',
      text: `
        event Priced { key orderId }
        queue Points : aws.sqs.fifo { grouped by orderId  dead-letters after 5 attempts  alarm }
        service Shop : aws.lambda { timeout 5s  serves price { sends Priced to Points } }
        orchestrator Loyalty { <|subscribes to Points for Priced|>  step Add increments Sales }
        store Sales : aws.dynamodb { key orderId }
      `,
      findings: [
        {
          message: 'deduplicates',
          related: ['Loyalty increments Sales', 'Points (aws.sqs.fifo) may deliver Priced twice'],
          data: { handler: 'Loyalty' },
        },
      ],
    },
    {
      name: 'duplicate detection that is asked for',
      text: `
        event Priced { key orderId }
        queue Points : azure.servicebus { deduplicates by orderId within 10m  alarm }
        service Shop { serves price { sends Priced to Points } }
        service Loyalty : azure.functions { <|on Priced from Points|> { increments Sales } }
        store Sales : azure.cosmosdb
      `,
      findings: [
        {
          message: 'deduplicates',
          related: ['Loyalty increments Sales', 'Points (azure.servicebus) may deliver Priced twice'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'of what is done what twice is more than once, by an operation that is called',
      text: loyalty('<|on Priced from Points|> { writes Notes  calls Books.enter }').concat(
        'store Notes\nservice Books { serves enter { increments Sums } }\nstore Sums\n',
      ),
      findings: [
        {
          message: 'deduplicates',
          related: ['Books.enter increments Sums', 'Points (aws.sqs.fifo) may deliver Priced twice'],
          data: { effect: 'increments Sums' },
        },
      ],
    },
    {
      name: 'a service that takes the dead letters of a queue that drops repeated sends: at its handler',
      text: `
        technology house.queue is queue { delivery at-least-once  deduplicates within 5m  dead-letters on queue }
        event Priced { key orderId }
        service Shop { serves price { sends Priced to Points } }
        queue Points : house.queue { dead-letters to Desk after 5 attempts }
        service Loyalty : aws.lambda { on Priced from Points { puts Sales } }
        service Desk : aws.lambda { <|on Priced|> { increments Sales } }
        store Sales
      `,
      findings: [{ message: 'deduplicates', data: { handler: 'Desk', channel: 'Points (house.queue)' } }],
    },
  ],
});
