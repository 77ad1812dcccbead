import { testRule } from './runner.ts';

/** A shop that sends OrderPlaced into the queue Q, and the stores and systems that the handlers of the cases use. */
const around = `
event OrderPlaced { key orderId }
event Viewed { key viewId  expendable }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Q  sends Viewed to Q } }
store Sales : aws.dynamodb { key orderId }
store Other : aws.dynamodb { key orderId }
external Bank { serves charge  serves pay idempotent by orderId  serves rate safe  serves mail expendable }
`;

function stats(handler: string, more = ''): string {
  return `${around}service Stats : aws.lambda {\n  timeout 5s\n  ${handler}\n}\n${more}`;
}

testRule('non-idempotent-consumer', {
  valid: [
    {
      name: 'an event that comes by a way not known, and a body that is left out',
      text: `
        event Rung { key ringId }
        queue Q : aws.sqs
        service Door { serves ring { publishes Rung }  serves knock { sends Knocked to Q } }
        service Bell : aws.lambda { on Rung { increments Rings } }
        event Knocked { key knockId }
        service Hall : aws.lambda { on Knocked from Q }
        store Rings
      `,
    },
    {
      name: 'steps that are retried, which is their own finding',
      text: `
        orchestrator Flow : temporal { every 1d  step Count calls Bank.charge }
        external Bank { serves charge }
      `,
    },
    {
      name: 'effects that are idempotent by nature',
      text: stats('on OrderPlaced from Q { reads Sales  puts Sales  inserts Other  deletes Other }'),
    },
    { name: 'a write that an older message does not change', text: stats('on OrderPlaced from Q { increments Sales if newer }') },
    {
      name: 'a handler that says it is idempotent',
      text: stats('on OrderPlaced from Q idempotent by orderId using Sales { increments Sales }'),
    },
    {
      name: 'a call that carries the key its target is idempotent by',
      text: stats('on OrderPlaced from Q { calls Bank.pay with key orderId }'),
    },
    { name: 'a call that carries it with the message', text: stats('on OrderPlaced from Q { calls Bank.pay }') },
    { name: 'a call that changes nothing', text: stats('on OrderPlaced from Q { calls Bank.rate }') },
    { name: 'messages that may be lost', text: stats('on Viewed from Q { increments Sales }') },
    {
      name: 'a publish, which is judged at its consumers',
      text: stats('on OrderPlaced from Q { publishes OrderPlaced to T }', 'topic T : aws.sns'),
    },
    {
      name: 'a run that is named',
      text: stats(
        'on OrderPlaced from Q { starts Flow with key orderId }',
        'orchestrator Flow : aws.stepfunctions { step A increments Sales }',
      ),
    },
    {
      name: 'a hop that delivers at most once, fed by a producer that does not repeat',
      text: `
        event OrderPlaced { key orderId }
        topic T : aws.iotcore
        service Shop : aws.ecs { serves place { publishes OrderPlaced to T } }
        service Stats : aws.ecs { on OrderPlaced from T { increments Sales } }
        store Sales : aws.dynamodb
      `,
    },
    {
      name: 'a transaction of the broker that covers all that is done',
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
      name: 'a channel of which nobody says how it delivers',
      text: 'event A { key id } queue Q service S { on A from Q { increments T } } store T',
    },
    { name: 'a body that is left out', text: stats('on OrderPlaced from Q') },
    {
      name: 'a mark made by hand, which another rule looks at',
      text: stats('on OrderPlaced from Q { reads Other  increments Sales  inserts Other }'),
    },
    {
      name: 'a way that the broker keeps free of repeated sends, which another rule looks at',
      text: `
        event A { key id }
        queue F : aws.sqs.fifo { grouped by id  dead-letters after 5 attempts  alarm }
        service Shop : aws.lambda { timeout 5s  serves go { sends A to F } }
        service Stats : aws.lambda { timeout 5s  on A from F { increments T } }
        store T : aws.dynamodb
      `,
    },
  ],
  invalid: [
    {
      name: 'a service that is handed dead letters',
      text: `
        event Paid { key paymentId }
        service Shop { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns
        service Books : aws.lambda { on Paid from Payments with dead-letters to Poison { puts Rows } }
        service Poison : aws.lambda { <|on Paid|> { increments Rows } }
        store Rows
      `,
      findings: [{ message: 'increments', data: { handler: 'Poison', cause: 'Poison (aws.lambda) may be handed Paid twice' } }],
    },
    {
      name: 'an increment',
      text: `
        event OrderPlaced { key orderId }
        queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
        service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Q } }
        service Stats : aws.lambda { timeout 5s  <|on OrderPlaced from Q|> { increments Sales } }
        store Sales : aws.dynamodb
      `,
      findings: [
        {
          message: 'increments',
          data: { handler: 'Stats', store: 'Sales', guard: '`idempotent by orderId`', cause: 'Q (aws.sqs) may deliver OrderPlaced twice' },
          severity: 'error',
          related: ['Stats increments Sales', 'Q (aws.sqs) may deliver OrderPlaced twice'],
          fixes: [
            {
              title: 'Make Stats idempotent by orderId, with the mark in Sales',
              output: `
                event OrderPlaced { key orderId }
                queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
                service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Q } }
                service Stats : aws.lambda { timeout 5s  on OrderPlaced from Q idempotent by orderId using Sales { increments Sales } }
                store Sales : aws.dynamodb
              `,
            },
            {
              title: 'Put the value in Sales instead of adding to it',
              output: `
                event OrderPlaced { key orderId }
                queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
                service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Q } }
                service Stats : aws.lambda { timeout 5s  on OrderPlaced from Q { puts Sales } }
                store Sales : aws.dynamodb
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a row appended, with the options of the handler kept',
      text: stats('<|on OrderPlaced from Q with batch 10|> { appends Sales }'),
      findings: [
        {
          message: 'appends',
          data: { store: 'Sales' },
          fixes: [
            {
              title: 'Make Stats idempotent by orderId, with the mark in Sales',
              output: stats('on OrderPlaced from Q idempotent by orderId using Sales with batch 10 { appends Sales }'),
            },
            {
              title: 'Insert the row in Sales by its key instead of appending it',
              output: stats('on OrderPlaced from Q with batch 10 { inserts Sales }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a write that only checks for other writers',
      text: stats('<|on OrderPlaced from Q|> { appends Sales if unchanged }'),
      findings: [{ message: 'appends' }],
    },
    {
      name: 'a call of somebody else',
      text: stats('<|on OrderPlaced from Q|> { calls Bank.charge }'),
      findings: [{ message: 'external', data: { target: 'Bank.charge' }, severity: 'error' }],
    },
    {
      name: 'a mail sent twice, which is a nuisance',
      text: stats('<|on OrderPlaced from Q|> { calls Bank.mail }'),
      findings: [{ message: 'external', severity: 'warning' }],
    },
    {
      name: 'a call with a key that its target does not know',
      text: stats('<|on OrderPlaced from Q|> { calls Bank.pay with key other }'),
      findings: [{ message: 'external' }],
    },
    {
      name: 'an effect behind a call',
      text: stats(
        '<|on OrderPlaced from Q|> { calls Stock.reserve }',
        'service Stock : aws.lambda { timeout 5s  serves reserve { increments Other } }',
      ),
      findings: [
        {
          message: 'calls',
          data: { target: 'Stock.reserve', effect: 'increments Other' },
          fixes: [
            {
              title: 'Make Stats idempotent by orderId',
              output: stats(
                'on OrderPlaced from Q idempotent by orderId { calls Stock.reserve }',
                'service Stock : aws.lambda { timeout 5s  serves reserve { increments Other } }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a run without a name',
      text: stats('<|on OrderPlaced from Q|> { starts Flow }', 'orchestrator Flow : aws.stepfunctions { step A puts Sales }'),
      findings: [{ message: 'starts', data: { target: 'Flow' } }],
    },
    {
      name: 'a workflow that a message starts without a name',
      text: `
        event OrderPlaced { key orderId }
        bus Events : aws.eventbridge
        service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Events } }
        orchestrator Flow : aws.stepfunctions {
          <|subscribes to Events for OrderPlaced|>
          step Count increments Sales
        }
        store Sales : aws.dynamodb
      `,
      findings: [
        {
          message: 'run',
          data: { handler: 'Flow', effect: 'increments Sales', naming: '`with key orderId`' },
          fixes: [
            {
              title: 'Name the run by orderId: the same message starts it once',
              output: `
                event OrderPlaced { key orderId }
                bus Events : aws.eventbridge
                service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Events } }
                orchestrator Flow : aws.stepfunctions {
                  subscribes to Events for OrderPlaced with key orderId
                  step Count increments Sales
                }
                store Sales : aws.dynamodb
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a workflow whose product may run it twice',
      text: `
        orchestrator <|Flow|> : aws.stepfunctions.express { step Count increments Sales }
        service Shop : aws.lambda { timeout 5s  serves place { starts Flow } }
        store Sales : aws.dynamodb
      `,
      findings: [{ message: 'rerun', data: { cause: 'Flow (aws.stepfunctions.express) may run a run twice', effect: 'increments Sales' } }],
    },
    {
      name: 'the same, though its runs are named: it is the run itself that is run again',
      text: `
        orchestrator <|Flow|> : aws.stepfunctions.express { step Count increments Sales }
        service Shop : aws.lambda { timeout 5s  serves place { starts Flow with key orderId } }
        store Sales : aws.dynamodb
      `,
      findings: [{ message: 'rerun' }],
    },
    {
      name: 'a workflow that is kept, and a step of it that is run again',
      text: `
        orchestrator <|Flow|> : azure.durablefunctions {
          every 1d
          step Count increments Sales
          step Charge calls Bank.charge with 3 retries
        }
        external Bank { serves charge }
        store Sales : azure.sql
      `,
      findings: [
        { message: 'rerun', data: { cause: 'Flow (azure.durablefunctions) may run a step twice', effect: 'increments Sales' }, related: 2 },
      ],
    },
    {
      name: 'messages that nothing tells apart, and messages each with a key of its own',
      text: `
        event Rung
        event Paid { key paymentId }
        event Sent { key parcelId }
        queue Q : aws.sqs
        queue R : aws.sqs
        service Door { sends Rung to Q  sends Paid to R  sends Sent to R }
        service Bell { <|on Rung from Q|> { increments Rings }  <|on Paid, Sent from R|> { increments Rings } }
        store Rings
      `,
      findings: [
        { message: 'increments', data: { guard: '`idempotent`, by a `key` that Rung must get' } },
        { message: 'increments', data: { guard: '`idempotent`, each message by its own key' } },
      ],
    },
    {
      name: 'a body that is left out, in the strict preset',
      preset: 'strict',
      text: `
        event Rung { key ringId }
        queue Q : aws.sqs
        service Door { serves ring { sends Rung to Q } }
        service Bell { <|on Rung from Q|> }
      `,
      findings: [{ message: 'unknownEffect', severity: 'warning', data: { handler: 'Bell' } }],
    },
    {
      name: 'a workflow whose product may run it twice, whatever else is wrong with its start',
      text: `
        orchestrator <|Flow|> : aws.stepfunctions.express { step Count increments Sales }
        service Shop : aws.lambda { timeout 5s  serves place { starts Flow with 2 retries } }
        store Sales : aws.dynamodb
      `,
      findings: [{ message: 'rerun', data: { cause: 'Flow (aws.stepfunctions.express) may run a run twice' } }],
    },
    {
      name: 'a handler that is tried again by its own word, over a hop that delivers once, and over one that says nothing',
      text: `
        event Rung { key ringId }
        topic T : mqtt
        queue Q
        service Door { serves ring { publishes Rung to T  sends Rung to Q } }
        service Bell { <|on Rung from T with 3 retries|> { increments Rings }  <|on Rung from Q with 3 retries|> { increments Rings } }
        store Rings
      `,
      findings: [
        { message: 'increments', severity: 'error', data: { cause: 'Bell is tried again with the same Rung when it fails' } },
        { message: 'increments', severity: 'error' },
      ],
    },
    {
      name: 'a join',
      text: stats('<|on all of OrderPlaced, Viewed within 10m using Other from Q|> { increments Sales }'),
      findings: [{ message: 'increments' }],
    },
    {
      name: 'a repeat by the producer, over a hop that delivers once',
      text: `
        event OrderPlaced { key orderId }
        topic T : aws.iotcore
        actor Customer { calls Shop.place with 3 retries }
        service Shop : aws.ecs { serves place { publishes OrderPlaced to T } }
        service Stats : aws.ecs { <|on OrderPlaced from T|> { increments Sales } }
        store Sales : aws.dynamodb
      `,
      findings: [
        {
          message: 'increments',
          related: [
            'Stats increments Sales',
            'Shop.place publishes OrderPlaced again when it is repeated',
            'Customer retries calling Shop.place',
          ],
        },
      ],
    },
    {
      name: 'a repeat by the relay of an outbox',
      text: `
        event OrderPlaced { key orderId }
        topic T : aws.iotcore
        service Shop : aws.ecs { serves place { puts Orders  publishes OrderPlaced to T via outbox Orders } }
        service Stats : aws.ecs { <|on OrderPlaced from T|> { increments Sales } }
        store Orders : postgres
        store Sales : aws.dynamodb
      `,
      findings: [{ message: 'increments', data: { cause: "the relay of Orders's outbox may publish OrderPlaced twice" } }],
    },
    {
      name: 'a write that does not say how',
      text: stats('<|on OrderPlaced from Q|> { writes Sales }'),
      findings: [{ message: 'writes', severity: 'hint' }],
    },
    {
      name: 'in strict, a body left out',
      text: stats(
        'on OrderPlaced from Q { calls Stock.reserve }'.replace(/^(on OrderPlaced from Q)/, '<|$1|>'),
        'service Stock : aws.lambda { timeout 5s  serves reserve }',
      ),
      preset: 'strict',
      findings: [{ message: 'unknownEffect', severity: 'warning' }],
    },
    {
      name: 'in strict, a channel of which nobody says how it delivers',
      text: 'event A { key id }\nqueue Q\nservice S { <|on A from Q|> { increments T } }\nstore T',
      preset: 'strict',
      findings: [{ message: 'unknownDelivery', severity: 'warning' }],
    },
  ],
});
