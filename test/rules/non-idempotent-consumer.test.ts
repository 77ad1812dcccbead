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
      name: 'a queue of dead letters that is put back where nothing is tried twice',
      text: `
        event Paid { key id }
        event Packed { key id }
        queue Payments { delivery at-most-once  dead-letters to Parked after 3 attempts }
        queue Parcels { dead-letters to Parked after 3 attempts }
        queue Parked : aws.sqs { retention 14d  alarm  redrives to Payments }
        service Shop { serves buy { sends Paid to Payments  sends Packed to Parcels } }
        service Books { on Paid from Payments { increments Rows  puts Sums } }
        service Depot { on Packed from Parcels { increments Rows } }
        store Rows
        store Sums
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
      findings: [
        {
          message: 'increments',
          text: 'Poison adds to Rows once per delivery, but Poison (aws.lambda) may be handed Paid twice. Make the handler `idempotent by paymentId`, or write the value with `puts`.',
          related: ['Poison increments Rows', 'Poison (aws.lambda) may be handed Paid twice'],
          data: { handler: 'Poison', cause: 'Poison (aws.lambda) may be handed Paid twice' },
        },
      ],
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
          text: 'Stats appends to Sales once per delivery, but Q (aws.sqs) may deliver OrderPlaced twice. Make the handler `idempotent by orderId`, or create the row by its key with `inserts`.',
          related: ['Stats appends Sales', 'Q (aws.sqs) may deliver OrderPlaced twice'],
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
      findings: [{ message: 'appends', related: ['Stats appends Sales', 'Q (aws.sqs) may deliver OrderPlaced twice'] }],
    },
    {
      name: 'a call of somebody else',
      text: stats('<|on OrderPlaced from Q|> { calls Bank.charge }'),
      findings: [
        {
          message: 'external',
          text: 'Stats calls Bank.charge once per delivery, but Q (aws.sqs) may deliver OrderPlaced twice, and nothing says that Bank.charge recognises a repeated call. Make the handler `idempotent by orderId`, or pass a `key` that Bank.charge is idempotent by.',
          related: ['Stats calls Bank.charge', 'Q (aws.sqs) may deliver OrderPlaced twice'],
          data: { target: 'Bank.charge' },
          severity: 'error',
        },
      ],
    },
    {
      name: 'a mail sent twice, which is a nuisance',
      text: stats('<|on OrderPlaced from Q|> { calls Bank.mail }'),
      findings: [
        { message: 'external', related: ['Stats calls Bank.mail', 'Q (aws.sqs) may deliver OrderPlaced twice'], severity: 'warning' },
      ],
    },
    {
      name: 'a call with a key that its target does not know',
      text: stats('<|on OrderPlaced from Q|> { calls Bank.pay with key other }'),
      findings: [{ message: 'external', related: ['Stats calls Bank.pay', 'Q (aws.sqs) may deliver OrderPlaced twice'] }],
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
          text: 'Stats calls Stock.reserve, which increments Other, once per delivery, but Q (aws.sqs) may deliver OrderPlaced twice. Make the handler or Stock.reserve `idempotent by orderId`, and let the call carry that `key`.',
          related: ['Stock.reserve increments Other', 'Q (aws.sqs) may deliver OrderPlaced twice'],
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
      findings: [
        {
          message: 'starts',
          text: 'Stats starts a run of Flow per delivery, but Q (aws.sqs) may deliver OrderPlaced twice. Name the run `with key orderId`, so that the second start is the same run.',
          related: ['Stats starts Flow', 'Q (aws.sqs) may deliver OrderPlaced twice'],
          data: { target: 'Flow' },
        },
      ],
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
          text: 'Flow begins a run per message, but Events (aws.eventbridge) may deliver OrderPlaced twice, and the second run increments Sales again. Name the run `with key orderId`, or make increments Sales idempotent.',
          related: ['Flow increments Sales', 'Events (aws.eventbridge) may deliver OrderPlaced twice'],
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
      findings: [
        {
          message: 'rerun',
          text: 'Flow (aws.stepfunctions.express) may run a run twice, and twice is not the same as once for what it does: Flow increments Sales. Let an idempotent operation do that and give the call a `key`, or write so that twice is the same.',
          related: ['Flow increments Sales', 'Flow (aws.stepfunctions.express) may run a run twice'],
          data: { cause: 'Flow (aws.stepfunctions.express) may run a run twice', effect: 'increments Sales' },
        },
      ],
    },
    {
      name: 'the same, though its runs are named: it is the run itself that is run again',
      text: `
        orchestrator <|Flow|> : aws.stepfunctions.express { step Count increments Sales }
        service Shop : aws.lambda { timeout 5s  serves place { starts Flow with key orderId } }
        store Sales : aws.dynamodb
      `,
      findings: [{ message: 'rerun', related: ['Flow increments Sales', 'Flow (aws.stepfunctions.express) may run a run twice'] }],
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
      name: 'a step that is run again: the operation that it calls does the harm',
      text: `
        orchestrator <|Flow|> : temporal { every 1d  step Take calls Stock.take with timeout 5s, no retries }
        service Stock { serves take { increments Sales } }
        store Sales : postgres
      `,
      findings: [
        {
          message: 'rerun',
          text: 'Flow (temporal) may run a step twice, and twice is not the same as once for what it does: Stock.take increments Sales. Let an idempotent operation do that and give the call a `key`, or write so that twice is the same.',
          data: { handler: 'Stock.take' },
          related: 2,
        },
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
        {
          message: 'increments',
          related: ['Bell increments Rings', 'Q (aws.sqs) may deliver Rung twice'],
          data: { guard: '`idempotent`, by a `key` that Rung must get' },
        },
        {
          message: 'increments',
          related: ['Bell increments Rings', 'R (aws.sqs) may deliver Paid twice'],
          data: { guard: '`idempotent`, each message by its own key' },
        },
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
      findings: [
        {
          message: 'unknownEffect',
          text: 'Q (aws.sqs) may deliver Rung twice, and the design does not say what Bell does with the second one. Write down its effects, or make it `idempotent by ringId`.',
          related: ['Q (aws.sqs) may deliver Rung twice'],
          severity: 'warning',
          data: { handler: 'Bell' },
        },
      ],
    },
    {
      name: 'a workflow whose product may run it twice, whatever else is wrong with its start',
      text: `
        orchestrator <|Flow|> : aws.stepfunctions.express { step Count increments Sales }
        service Shop : aws.lambda { timeout 5s  serves place { starts Flow with 2 retries } }
        store Sales : aws.dynamodb
      `,
      findings: [
        {
          message: 'rerun',
          related: ['Flow increments Sales', 'Flow (aws.stepfunctions.express) may run a run twice'],
          data: { cause: 'Flow (aws.stepfunctions.express) may run a run twice' },
        },
      ],
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
        {
          message: 'increments',
          related: ['Bell increments Rings', 'Bell is tried again with the same Rung when it fails'],
          severity: 'error',
          data: { cause: 'Bell is tried again with the same Rung when it fails' },
        },
        {
          message: 'increments',
          related: ['Bell increments Rings', 'Bell is tried again with the same Rung when it fails'],
          severity: 'error',
        },
      ],
    },
    {
      name: 'a join',
      text: stats('<|on all of OrderPlaced, Viewed within 10m using Other from Q|> { increments Sales }'),
      findings: [{ message: 'increments', related: ['Stats increments Sales', 'Q (aws.sqs) may deliver OrderPlaced twice'] }],
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
      findings: [
        {
          message: 'increments',
          related: ['Stats increments Sales', "the relay of Orders's outbox may publish OrderPlaced twice"],
          data: { cause: "the relay of Orders's outbox may publish OrderPlaced twice" },
        },
      ],
    },
    {
      name: 'a write that does not say how',
      text: stats('<|on OrderPlaced from Q|> { writes Sales }'),
      findings: [
        {
          message: 'writes',
          text: 'Stats `writes` Sales, and Q (aws.sqs) may deliver OrderPlaced twice: the design does not say whether that twice is the same as once. Say how it writes (`puts`, `increments`, …), or make the handler `idempotent by orderId`.',
          related: ['Stats writes Sales, it is not said how', 'Q (aws.sqs) may deliver OrderPlaced twice'],
          severity: 'hint',
        },
      ],
    },
    {
      name: 'in strict, a body left out',
      text: stats(
        'on OrderPlaced from Q { calls Stock.reserve }'.replace(/^(on OrderPlaced from Q)/, '<|$1|>'),
        'service Stock : aws.lambda { timeout 5s  serves reserve }',
      ),
      preset: 'strict',
      findings: [
        {
          message: 'unknownEffect',
          related: ['Stats calls Stock.reserve, it is not said how', 'Q (aws.sqs) may deliver OrderPlaced twice'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'in strict, a channel of which nobody says how it delivers',
      text: 'event A { key id }\nqueue Q\nservice S { <|on A from Q|> { increments T } }\nstore T',
      preset: 'strict',
      findings: [
        {
          message: 'unknownDelivery',
          text: 'S increments T, which twice is not the same as once, and the design does not say how often A is delivered. Give the channel a technology or a `delivery`, or make the handler `idempotent by id`.',
          related: ['S increments T'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'a mail beside a counter, a stranger of whom nothing is said, and what an operation does that matters little',
      text: stats(
        '<|on OrderPlaced from Q|> { calls Bank.mail  increments Sales }',
        [
          'external Courier',
          'service Drive : aws.lambda { timeout 5s  <|on OrderPlaced from Q|> { calls Courier } }',
          'service Notice : aws.lambda { timeout 5s  <|on OrderPlaced from Q|> { calls Board.show } }',
          'service Board : aws.lambda { timeout 5s  serves show expendable { increments Other } }',
        ].join('\n'),
      ),
      findings: [
        {
          message: 'external',
          severity: 'error',
          related: ['Stats calls Bank.mail', 'Stats increments Sales', 'Q (aws.sqs) may deliver OrderPlaced twice'],
        },
        { message: 'external', severity: 'error', data: { target: 'Courier' } },
        { message: 'calls', severity: 'warning', data: { target: 'Board.show' } },
      ],
    },
    {
      name: 'a workflow that takes all messages of a bus, or one of two',
      text: `
        event OrderPlaced { key orderId }
        event OrderPaid { key paymentId }
        bus Events : aws.eventbridge
        bus Payments : aws.eventbridge
        service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Events }  serves pay { publishes OrderPlaced to Payments  publishes OrderPaid to Payments } }
        orchestrator All : aws.stepfunctions { <|subscribes to Events|>  step Count increments Sales }
        orchestrator One : aws.stepfunctions { <|subscribes to Payments for OrderPaid|>  step Count increments Sales }
        store Sales : aws.dynamodb
      `,
      findings: [
        { message: 'run', data: { naming: '`with key orderId`' } },
        { message: 'run', data: { naming: '`with key paymentId`' } },
      ],
    },
    {
      name: 'in strict, a write behind a call that does not say how',
      text: stats(
        '<|on OrderPlaced from Q|> { calls Stock.reserve }',
        'service Stock : aws.lambda { timeout 5s  serves reserve { writes Other } }',
      ),
      preset: 'strict',
      findings: [
        {
          message: 'unknownEffect',
          related: ['Stock.reserve writes Other, it is not said how', 'Q (aws.sqs) may deliver OrderPlaced twice'],
        },
      ],
    },
    {
      name: 'a service that takes what a subscription parks: at its handler',
      text: `
        event A { key id }
        topic T
        queue Q { subscribes to T with dead-letters to Desk after 3 attempts }
        service Shop { serves go { publishes A to T } }
        service Work { on A from Q }
        service Desk : aws.lambda { <|on A|> { increments Sums } }
        store Sums
      `,
      findings: [{ message: 'increments', data: { handler: 'Desk' } }],
    },
  ],
});
