import { testRule } from './runner.ts';

testRule('unattended-dead-letter-queue', {
  valid: [
    {
      name: 'a queue that takes a message along once, so that nothing is ever parked',
      text: `
        event Sold { key id }
        queue Sales { delivery at-most-once  dead-letters after 3 attempts }
        service Shop { serves sell { sends Sold to Sales } }
        service Stats { on Sold from Sales { puts Sums } }
        store Sums
      `,
    },
    {
      name: 'a topic whose product’s own queue is its subscription: the queue’s dead letters are watched',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : activemq
        queue Ledger : activemq { subscribes to Payments  alarm }
        service Books { on Paid from Ledger }
      `,
    },
    {
      name: 'an alarm, an owner on the queue, a consumer, a redrive',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to A  sends Paid to B  sends Paid to C  sends Paid to D } }
        queue A : aws.sqs { dead-letters to AParked after 5 attempts }
        queue B : aws.sqs { dead-letters to BParked after 5 attempts }
        queue C : aws.sqs { dead-letters to CParked after 5 attempts }
        queue D : aws.sqs { dead-letters to DParked after 5 attempts }
        queue AParked : aws.sqs { alarm }
        queue BParked : aws.sqs { owner "Team Ledger" }
        queue CParked : aws.sqs
        queue DParked : aws.sqs { redrives to D }
        service Work : aws.ecs { on Paid from A  on Paid from B  on Paid from C  on Paid from D  on Paid from CParked }
      `,
    },
    {
      name: 'a house standard that watches, and a store',
      text: `
        technology house.queue is queue like aws.sqs { alarm }
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to A  publishes Paid to Log } }
        queue A : aws.sqs { dead-letters to AParked after 5 attempts }
        queue AParked : house.queue
        stream Log : aws.kinesis { alarm }
        store Failed : aws.s3
        service Work : aws.lambda { on Paid from A  on Paid from Log with dead-letters to Failed after 3 attempts }
      `,
    },
    {
      name: 'a queue’s own alarm, which covers its own dead letters',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to A  sends Paid to B } }
        queue A : aws.sqs { dead-letters after 5 attempts  alarm }
        queue B : azure.servicebus { alarm }
        service Work : aws.ecs { on Paid from A  on Paid from B }
      `,
    },
    {
      name: 'messages that nobody misses',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks } }
        queue Clicks : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs
        service Work : aws.ecs { on Viewed from Clicks }
      `,
    },
  ],
  invalid: [
    {
      name: 'a dead-letter queue of one, which can be put back there',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to A } }
        queue A : aws.sqs { dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs { retention 14d }
        service Work : aws.ecs { on Paid from A }
      `,
      findings: [
        {
          message: 'unwatched',
          text: 'Nobody watches Parked (aws.sqs): what is parked there expires after 14d without anyone having seen it. Add an `alarm`, or an `owner` who looks.',
          related: ['A parks in it'],
          fixes: [
            {
              title: 'Tell someone when a message is parked',
              safe: true,
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to A } }
                queue A : aws.sqs { dead-letters to Parked after 5 attempts }
                queue Parked : aws.sqs { retention 14d  alarm }
                service Work : aws.ecs { on Paid from A }
              `,
            },
            {
              title: 'Let them be put back into A',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to A } }
                queue A : aws.sqs { dead-letters to Parked after 5 attempts }
                queue Parked : aws.sqs { retention 14d  redrives to A }
                service Work : aws.ecs { on Paid from A }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a dead-letter queue of several, an owner of its group notwithstanding',
      text: `
        event Paid { key paymentId }
        group ledger {
          owner "Team Ledger"
          service Checkout { serves pay { sends Paid to A  sends Paid to B } }
          queue A : aws.sqs { dead-letters to Parked after 5 attempts }
          queue B : aws.sqs { dead-letters to Parked after 5 attempts }
          queue <|Parked|> : aws.sqs { retention 14d }
          service Work : aws.ecs { on Paid from A  on Paid from B }
        }
      `,
      findings: [
        {
          message: 'unwatched',
          severity: 'warning',
          data: { queue: 'Parked (aws.sqs)', end: 'expires after 14d without anyone having seen it' },
          related: ['A parks in it', 'B parks in it'],
          fixes: [
            {
              title: 'Tell someone when a message is parked',
              safe: true,
              output: `
                event Paid { key paymentId }
                group ledger {
                  owner "Team Ledger"
                  service Checkout { serves pay { sends Paid to A  sends Paid to B } }
                  queue A : aws.sqs { dead-letters to Parked after 5 attempts }
                  queue B : aws.sqs { dead-letters to Parked after 5 attempts }
                  queue Parked : aws.sqs { retention 14d  alarm }
                  service Work : aws.ecs { on Paid from A  on Paid from B }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a queue of its own, asked for or brought by the technology',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to A  sends Paid to B } }
        queue A : aws.sqs { <|dead-letters after 5 attempts|> }
        queue <|B|> : azure.servicebus
        service Work : aws.ecs { on Paid from A  on Paid from B }
      `,
      findings: [
        {
          message: 'own',
          text: 'Nobody watches the dead letters of A (aws.sqs): what is parked there expires after 14d without anyone having seen it. Add an `alarm` to A.',
          data: { queue: 'A (aws.sqs)', name: 'A' },
        },
        { message: 'own', data: { end: 'stays there unseen' } },
      ],
    },
    {
      name: 'what may be lost beside what may not, and a topic of which nobody says what comes through it',
      text: `
        event A { key id }
        event B { key id  expendable }
        queue Q { dead-letters to Parked after 5 attempts }
        queue R { dead-letters to Parked after 5 attempts }
        queue <|Parked|>
        topic News
        queue Inbox { subscribes to News with dead-letters to Other after 3 attempts }
        queue <|Other|>
        service Shop { serves go { sends B to Q  sends A to R } }
        service Work { on B from Q  on A from R }
      `,
      findings: [{ message: 'unwatched' }, { message: 'unwatched' }],
    },
  ],
});
