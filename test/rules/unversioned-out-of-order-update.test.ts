import { testRule } from './runner.ts';

/** An order that is started, then done, told by a topic, with these lines at its end. */
function kitchen(...lines: readonly string[]): string {
  const start = [
    'event Started { key orderId }',
    'event Done { key orderId }',
    'service Shop { serves order { publishes Started to Events } }',
    'service Kitchen : aws.ecs { on Started from Events { publishes Done to Events } }',
    'store Orders : postgres',
  ];
  return [...start, ...lines, ''].join('\n');
}

testRule('unversioned-out-of-order-update', {
  valid: [
    {
      name: 'versions that are compared, also with optimistic locking',
      text: kitchen(
        'topic Events : aws.sns',
        'service Board : aws.ecs { on Started from Events { puts Orders if newer }  on Done from Events { puts Orders if unchanged } }',
      ),
    },
    {
      name: 'rows that are added, and stores of their own',
      text: kitchen(
        'topic Events : aws.sns',
        'store Ended',
        'service Board : aws.ecs { on Started from Events { appends Orders  puts Orders }  on Done from Events { appends Orders  puts Ended } }',
      ),
    },
    {
      name: 'a last writer that may win',
      text: kitchen(
        'topic Events : aws.sns',
        'service Board : aws.ecs { on Started, Done from Events with ordering none { puts Orders } }',
      ),
    },
    {
      name: 'a channel that keeps the order of what the messages are about',
      text: kitchen(
        'stream Events : kafka { grouped by orderId  alarm }',
        'service Board : aws.ecs { on Started from Events { puts Orders }  on Done from Events { puts Orders } }',
      ),
    },
    {
      name: 'messages of different keys, and of different services',
      text: `
        event Paid { key orderId }
        event Refunded { key orderId }
        event Left { key customerId }
        service Desk { serves pay { publishes Paid to Events }  serves refund { publishes Refunded to Events  publishes Left to Events } }
        topic Events : aws.sns
        service Board : aws.ecs { on Paid from Events { puts Orders }  on Left from Events { puts Orders } }
        service Cash : aws.ecs { on Refunded from Events { puts Orders } }
        store Orders
      `,
    },
    {
      name: 'messages of which one run brings about one only, near or far',
      text: `
        event Asked { key orderId }
        event Paid { key orderId }
        event Refused { key orderId }
        event Sent { key orderId }
        service Desk { serves ask { publishes Asked to Events } }
        service Bank : aws.ecs { on Asked from Events { when "enough" { publishes Paid to Events } otherwise { publishes Refused to Events } } }
        service Post : aws.ecs { on Paid from Events { publishes Sent to Events } }
        topic Events : aws.sns
        service Board : aws.ecs { on Refused, Sent from Events { puts Orders } }
        service Cash : aws.ecs { on Paid, Refused from Events { puts Books } }
        store Orders
        store Books
      `,
    },
    {
      name: 'the last step of a workflow, and what is done if it fails',
      text: `
        event Paid { key orderId }
        event Failed { key orderId }
        topic Events : aws.sns
        orchestrator Pay : aws.stepfunctions {
          step Charge calls Bank.charge with timeout 3s, 2 retries, key orderId
          when "large" { step Large publishes Paid to Events } otherwise { step Small publishes Paid to Events }
        } otherwise {
          step Told publishes Failed to Events
        }
        external Bank { serves charge idempotent by orderId }
        service Board : aws.ecs { on Paid, Failed from Events { puts Orders } }
        store Orders
      `,
    },
    {
      name: 'a join that was completed, and one that was not',
      text: `
        event Paid { key orderId }
        event Packed { key orderId }
        event Ready { key orderId }
        event Late { key orderId }
        topic Events : aws.sns
        service Desk { serves pay { publishes Paid to Events  publishes Packed to Events } }
        service Watch : aws.ecs { on all of Paid, Packed within 1h from Events { publishes Ready to Events } otherwise { publishes Late to Events } }
        service Board : aws.ecs { on Ready, Late from Events { puts Orders } }
        store Orders
      `,
    },
    {
      name: 'messages that must be in order, which other rules follow',
      text: `
        event Started { key orderId  ordered by orderId }
        event Done { key orderId  ordered by orderId }
        service Shop { serves order { publishes Started to Events } }
        service Kitchen : aws.ecs { on Started from Events with ordering none { publishes Done to Events } }
        topic Events : aws.sns
        service Board : aws.ecs { on Started, Done from Events { puts Orders } }
        store Orders
      `,
    },
    {
      name: 'a channel of which nobody says that it loses the order, and one that keeps it whole',
      text: `
        event Started { key orderId }
        event Done { key orderId }
        service Shop { serves order { publishes Started to Events  sends Started to Orders } }
        service Kitchen { on Started from Events { publishes Done to Events  sends Done to Orders } }
        topic Events
        queue Orders : rabbitmq { ordering total }
        service Board { on Started, Done from Events { puts Rows } }
        service List { instances 1  on Started, Done from Orders { puts Lines } }
        store Rows
        store Lines
      `,
    },
    {
      name: 'a join, which waits for both, and a parallel one that takes them in any order',
      text: kitchen('topic Events : aws.sns', 'service Board : aws.ecs { on all of Started, Done within 1h from Events { puts Orders } }'),
    },
    {
      name: 'messages without a key, of which nobody knows whether they are about the same',
      text: `
        event Started
        event Done
        service Shop { serves order { publishes Started to Events } }
        service Kitchen { on Started from Events { publishes Done to Events } }
        topic Events : aws.sns
        service Board { on Started, Done from Events { puts Rows } }
        store Rows
      `,
    },
    {
      name: 'a message that is handled, and another that comes only when that has failed',
      text: `
        event Started { key orderId }
        event Done { key orderId }
        service Shop { serves order { publishes Started to Events } }
        service Kitchen { on Started from Events { sends Done to Work } }
        topic Events : aws.sns
        queue Work : aws.sqs { dead-letters to Board after 3 attempts }
        service Cook { on Done from Work }
        service Board { on Started from Events { puts Rows } }
        store Rows
      `,
    },
    {
      name: 'a message that is parked where the other is handled: it is written only when its handling has failed',
      text: `
        event Started { key orderId }
        event Done { key orderId }
        service Shop { serves order { publishes Started to Events } }
        service Kitchen { on Started from Events { sends Done to Work } }
        topic Events : aws.sns
        queue Work : aws.sqs { dead-letters to Board after 3 attempts }
        service Cook { on Done from Work }
        service Board { on Started from Events { puts Rows }  on Done { puts Rows } }
        store Rows
      `,
    },
  ],
  invalid: [
    {
      name: 'an event that may come after its own consequence',
      text: kitchen(
        'topic Events : aws.sns',
        'service Board : aws.ecs { on Started from Events { <|puts Orders|> }  on Done from Events { puts Orders } }',
      ),
      findings: [
        {
          message: 'overwritten',
          text: 'A delayed Started may overwrite what Done wrote to Orders (postgres), because Board gets them in no order. Compare versions before writing, `puts Orders if newer`.',
          severity: 'warning',
          data: { earlier: 'Started', later: 'Done', store: 'Orders (postgres)', consumer: 'Board' },
          related: ['Done is written here'],
          fixes: [
            {
              title: 'Write to Orders only what is newer',
              output: kitchen(
                'topic Events : aws.sns',
                'service Board : aws.ecs { on Started from Events { puts Orders if newer }  on Done from Events { puts Orders if newer } }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'messages of which neither follows from the other, whichever is delayed',
      text: `
        event Paid { key orderId }
        event Refunded { key orderId }
        service Desk { serves pay { publishes Paid to Events }  serves refund { publishes Refunded to Events } }
        topic Events : aws.sns
        service Board : aws.ecs { on Paid, Refunded from Events { <|puts Orders|> } }
        store Orders
      `,
      findings: [{ message: 'overwritten', related: ['Refunded is written here'], data: { earlier: 'Paid', later: 'Refunded' } }],
    },
    {
      name: 'branches that meet again: of one run come both',
      text: `
        event Asked { key orderId }
        event Paid { key orderId }
        event Sent { key orderId }
        service Desk { serves ask { publishes Asked to Events } }
        service Bank : aws.ecs { on Asked from Events { when "enough" { publishes Paid to Events } otherwise { publishes Sent to Events }  publishes Sent to Events } }
        topic Events : aws.sns
        service Board : aws.ecs { on Paid, Sent from Events { <|puts Orders|> } }
        store Orders
      `,
      findings: [{ message: 'overwritten', related: ['Sent is written here'] }],
    },
    {
      name: 'a step that another follows, and what is done if that fails',
      text: `
        event Paid { key orderId }
        event Failed { key orderId }
        topic Events : aws.sns
        orchestrator Pay : aws.stepfunctions {
          step Tell publishes Paid to Events
          step Charge calls Bank.charge with timeout 3s, 2 retries, key orderId
        } otherwise {
          step Told publishes Failed to Events
        }
        external Bank { serves charge idempotent by orderId }
        service Board : aws.ecs { on Paid, Failed from Events { <|puts Orders|> } }
        store Orders
      `,
      findings: [{ message: 'overwritten', related: ['Failed is written here'] }],
    },
    {
      name: 'a message that nobody in the design sends',
      text: `
        event Paid { key orderId }
        event Sent { key orderId }
        service Bank { serves pay { publishes Paid to Events } }
        topic Events : aws.sns { carries Paid, Sent }
        service Board : aws.ecs { on Paid, Sent from Events { <|puts Orders|> } }
        store Orders
      `,
      findings: [{ message: 'overwritten', related: ['Sent is written here'] }],
    },
    {
      name: 'one handler of both, and a channel that groups by something else',
      text: kitchen(
        'stream Events : kafka { grouped by kitchenId  alarm }',
        'service Board : aws.ecs { on Started, Done from Events { <|puts Orders|> } }',
      ),
      findings: [{ message: 'overwritten', related: ['Done is written here'] }],
    },
    {
      name: 'the consequence first in the text, near and far, and in a circle',
      text: `
        event Served { key orderId }
        event Done { key orderId }
        event Started { key orderId }
        event Again { key orderId }
        topic Events : aws.sns
        service Board : aws.ecs { on Served from Events { puts Orders }  on Started from Events { <|puts Orders|> } }
        service Shop { serves order { publishes Started to Events }  on Again from Events { publishes Started to Events } }
        service Kitchen : aws.ecs { on Started from Events { publishes Done to Events } }
        service Waiter : aws.ecs { on Done from Events { publishes Served to Events  publishes Again to Events } }
        store Orders : postgres
      `,
      findings: [
        {
          message: 'overwritten',
          data: { earlier: 'Started', later: 'Served' },
          related: ['Served is written here'],
          relatedAt: ['puts Orders'],
        },
      ],
    },
    {
      name: 'one message by two ways, and another',
      text: `
        event Paid { key orderId }
        event Refunded { key orderId }
        service Desk { serves pay { publishes Paid to Events  publishes Paid to Copies }  serves refund { publishes Refunded to Events } }
        topic Events : aws.sns
        topic Copies : aws.sns
        service Board : aws.ecs { on Paid from Copies { <|puts Orders|> }  on Paid from Events { puts Orders }  on Refunded from Events { puts Orders } }
        store Orders
      `,
      findings: [{ message: 'overwritten', data: { earlier: 'Paid', later: 'Refunded' } }],
    },
    {
      name: 'from two channels that each keep their own order, sent straight, from a queue that is only fair, and grouped by more than the key',
      text: `
        event Started { key orderId }
        event Done { key orderId }
        service Shop {
          serves order { publishes Started to First  sends Started to Desk  sends Started to Fair  publishes Started to Third }
        }
        service Kitchen {
          on Started from First { publishes Done to Second  sends Done to Desk  sends Done to Fair  publishes Done to Third }
        }
        stream First : kafka { grouped by orderId  alarm }
        stream Second : kafka { grouped by orderId  alarm }
        stream Third : kafka { grouped by orderId + region  alarm }
        queue Fair : aws.sqs { grouped by orderId }
        service Board { on Started from First { <|puts Rows|> }  on Done from Second { puts Rows } }
        service Desk { on Started { <|puts Lines|> }  on Done { puts Lines } }
        service List { on Started from Fair { <|puts Lists|> }  on Done from Fair { puts Lists } }
        service Map { on Started from Third { <|puts Maps|> }  on Done from Third { puts Maps } }
        store Rows
        store Lines
        store Lists
        store Maps
      `,
      findings: [
        { message: 'overwritten', data: { consumer: 'Board' } },
        { message: 'overwritten', data: { consumer: 'Desk' } },
        { message: 'overwritten', data: { consumer: 'List' } },
        { message: 'overwritten', data: { consumer: 'Map' } },
      ],
    },
    {
      name: 'messages that are sent straight',
      text: `
        event Paid { key orderId }
        event Refunded { key orderId }
        service Desk { serves pay { sends Paid to Board }  serves refund { sends Refunded to Board } }
        service Board { on Paid { <|puts Rows|> }  on Refunded { puts Rows } }
        store Rows
      `,
      findings: [{ message: 'overwritten', data: { earlier: 'Paid', later: 'Refunded' } }],
    },
    {
      name: 'an event that comes about because of itself again, and another that does, far behind it',
      text: `
        event E0 { key orderId }
        ${Array.from({ length: 10 }, (_, n) => `event E${n + 1} { key orderId }`).join('\n        ')}
        topic Events : aws.sns
        service Board { on E0 from Events { <|puts Rows|> }  on E10 from Events { puts Rows } }
        ${Array.from({ length: 10 }, (_, n) => `service S${n} { on E${n} from Events { publishes E${n + 1} to Events } }`).join('\n        ')}
        service Again { on E10 from Events { when "again" { publishes E0 to Events } } }
        store Rows
      `,
      findings: [{ message: 'overwritten', data: { earlier: 'E0', later: 'E10' } }],
    },
  ],
});
