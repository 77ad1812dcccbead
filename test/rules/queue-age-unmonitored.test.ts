import { testRule } from './runner.ts';

testRule('queue-age-unmonitored', {
  valid: [
    {
      name: 'an alarm, also of a house standard, and messages that are not critical',
      text: `
        technology house.queue is queue like aws.sqs { alarm }
        event Paid { key paymentId  critical }
        event Sent { key mailId }
        service Checkout { serves pay { sends Paid to A  sends Paid to B  sends Sent to C } }
        queue A : aws.sqs { dead-letters after 5 attempts  alarm }
        queue B : house.queue { dead-letters after 5 attempts }
        queue C : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Work : aws.ecs { on Paid from A  on Paid from B  on Sent from C }
      `,
    },
    {
      name: 'a queue that hands on once and keeps nothing: nothing grows old there',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : nats
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'what another finding asks an alarm for',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to A  sends Paid to B  sends Paid to C } }
        queue A : aws.sqs
        queue B : aws.sqs.fifo { grouped by paymentId }
        queue C : aws.sqs { dead-letters after 5 attempts }
        service Work : aws.ecs { on Paid from A  on Paid from B  on Paid from C }
      `,
    },
    {
      name: 'messages that may be lost on a critical flow, and a topic, in which nothing waits',
      text: `
        event Viewed { key viewId  expendable }
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Viewed to Clicks  publishes Paid to Payments } }
        queue Clicks : aws.sqs { drops after 3 attempts }
        topic Payments : aws.sns
        queue Parked : aws.sqs { retention 14d  alarm }
        service Work : aws.lambda { on Viewed from Clicks  on Paid from Payments with dead-letters to Parked }
        flow Pay from Checkout.pay { critical }
      `,
    },
    {
      name: 'what may be lost, on a critical flow, though it is parked',
      text: `
        event Viewed { key viewId  expendable }
        service Checkout { serves pay { sends Viewed to Clicks } }
        queue Clicks : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Work : aws.ecs { on Viewed from Clicks }
        flow Pay from Checkout.pay { critical }
      `,
    },
    {
      name: 'a queue from which nobody takes anything: no consumer can stand still',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
      `,
    },
    {
      name: 'queues that give up, or keep what fails for ever: another finding asks for more than an alarm',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to A  sends Paid to B } }
        queue A : aws.sqs { drops after 3 attempts }
        queue B : aws.sqs { retention unlimited }
        service Work : aws.ecs { on Paid from A  on Paid from B }
      `,
    },
    {
      name: 'a queue of which one message blocks the others',
      text: `
        event Paid { key paymentId  critical }
        event Moved { key paymentId  critical }
        service Checkout { serves pay { sends Paid to A  sends Moved to A } }
        queue A : aws.sqs.fifo { grouped by paymentId }
        service Work : aws.ecs { on Paid from A with dead-letters to Parked after 3 attempts  on Moved from A }
        queue Parked : aws.sqs.fifo { retention 14d  alarm }
      `,
    },
    {
      name: 'a message that one of two consumers would wait for, and one that one of them would lose, which are findings of their own',
      text: `
        technology house is queue { delivery at-least-once  ordering per-key  unlimited retries }
        event A { key id  critical }
        queue Waiting : house { grouped by id }
        queue Losing
        service Shop { serves go { sends A to Waiting  sends A to Losing } }
        service One { on A from Waiting  on A from Losing }
        service Two { on A from Waiting with ordering none  on A from Losing with 2 retries }
      `,
    },
  ],
  invalid: [
    {
      name: 'a queue that hands on once, and keeps what waits all the same',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : rabbitmq.quorum { delivery at-most-once }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [{ message: 'unwatched', data: { until: '' } }],
    },
    {
      name: 'critical messages',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'unwatched',
          text: 'A consumer of Ledger (aws.sqs) that stands still goes unnoticed until messages expire after 4d, and Paid is critical. Add an `alarm`.',
          severity: 'info',
          data: { channel: 'Ledger (aws.sqs)', until: ' until messages expire after 4d', why: 'Paid is critical' },
          fixes: [
            {
              title: 'Tell someone when messages of Ledger grow old',
              safe: true,
              output: `
                event Paid { key paymentId  critical }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts  alarm }
                queue Parked : aws.sqs { retention 14d  alarm }
                service Books : aws.ecs { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a critical flow, over calls, topics and change streams',
      text: `
        event Paid { key paymentId }
        event Changed { key rowId }
        service Checkout { serves pay { calls Ledger.book } }
        service Ledger { serves book { puts Rows  publishes Paid to Payments } }
        store Rows { sends Changed to Changes }
        queue <|Changes|> { dead-letters to Parked }
        topic Payments : aws.sns
        queue <|Copies|> : aws.sqs { subscribes to Payments with dead-letters to Parked  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.ecs { on Paid from Copies  on Changed from Changes }
        flow Pay "Pay an order" from Checkout.pay { critical }
      `,
      findings: [
        { message: 'unwatched', data: { channel: 'Changes', until: '' } },
        { message: 'unwatched', data: { why: 'the flow Pay an order is critical' } },
      ],
    },
    {
      name: 'a stream, also one from which only a queue takes, and messages of which some are more than expendable',
      text: `
        event Paid { key paymentId  critical }
        event Viewed { key viewId  expendable }
        service Checkout { serves pay { publishes Paid to Payments  publishes Viewed to Payments  publishes Paid to Log } }
        stream <|Payments|> : aws.kinesis
        stream <|Log|> { ordering per-key }
        queue Copies : aws.sqs { subscribes to Log  dead-letters to Parked after 5 attempts  alarm }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.lambda {
          timeout 5s
          on Paid, Viewed from Payments with dead-letters to Failed after 5 attempts
          on Paid from Copies
        }
        store Failed : aws.s3
      `,
      findings: [
        { message: 'unwatched', data: { channel: 'Payments (aws.kinesis)' } },
        { message: 'unwatched', data: { channel: 'Log' } },
      ],
    },
  ],
});
