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
  ],
  invalid: [
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
  ],
});
