import { testRule } from './runner.ts';

testRule('missing-dead-letter-queue', {
  valid: [
    {
      name: 'a queue with dead letters',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        service Books : aws.lambda { on Paid from Ledger }
      `,
    },
    {
      name: 'what is sent straight to a service goes to the handler that names no channel',
      text: `
        event Sent { key sentId }
        queue Sends : aws.sqs { dead-letters after 5 attempts  alarm }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Shop { serves pay { sends Sent to Books } }
        service Desk { serves pay { sends Sent to Sends } }
        service Books : aws.lambda { on Sent with dead-letters to Parked  on Sent from Sends }
      `,
    },
    {
      name: 'a consumer, or its queue, that tries on, whatever the product’s own number of attempts',
      text: `
        command Run { key runId  critical }
        service Desk { serves run { sends Run to Tasks  sends Run to Jobs  sends Run to Nights } }
        queue Tasks : gcp.tasks
        queue Jobs : rabbitmq.quorum
        queue Nights : rabbitmq.quorum { unlimited retries exponential jitter }
        service Runner : kubernetes {
          instances 2
          on Run from Tasks with unlimited retries exponential jitter
          on Run from Jobs with unlimited retries exponential jitter
          on Run from Nights
        }
      `,
    },
    {
      name: 'messages that may be lost',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks } }
        queue Clicks : aws.sqs { drops after 3 attempts }
        service Counting : aws.lambda { on Viewed from Clicks }
      `,
    },
    {
      name: 'what is stale before anybody could look at it: parked, it would be another rule’s finding',
      text: `
        event Offered { key offerId  useful for 59m }
        service Shop { serves offer { sends Offered to Offers  publishes Offered to Told  sends Offered to Given } }
        queue Offers : aws.sqs
        topic Told : aws.sns
        queue Given : aws.sqs { drops after 3 attempts }
        service Screen : aws.lambda { on Offered from Offers  on Offered from Told  on Offered from Given }
      `,
    },
    {
      name: 'a channel that keeps order and blocks: that is another rule’s choice',
      text: `
        event Moved { key moveId  ordered by vehicleId  critical }
        service Vehicle { serves move { sends Moved to Positions } }
        queue Positions : aws.sqs.fifo { grouped by vehicleId }
        service Map : aws.ecs { on Moved from Positions }
      `,
    },
    {
      name: 'a dead-letter queue itself, also where somebody consumes it',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d }
        service Books : aws.lambda { on Paid from Ledger  on Paid from Parked }
      `,
    },
    {
      name: 'tries without end that the handler asks for',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs
        service Books : aws.ecs { on Paid from Ledger with unlimited retries exponential }
      `,
    },
    {
      name: 'a decision not to have one',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { no dead-letters because "replayed from the bank’s file" }
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'a technology that brings its own',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : azure.servicebus { alarm }
        service Books : azure.functions { on Paid from Ledger }
      `,
    },
    {
      name: 'a house standard that brings it',
      text: `
        technology house.queue is queue like aws.sqs { dead-letters after 5 attempts  alarm }
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : house.queue
        service Books : aws.lambda { on Paid from Ledger }
      `,
    },
    {
      name: 'a function that is only called',
      text: `
        service Checkout { serves pay { calls Books.book } }
        service Books : aws.lambda { serves book }
      `,
    },
    {
      name: 'a way that delivers at most once, or acknowledges first: that is lossy in itself',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Pushes  sends Paid to Ledger } }
        topic Pushes : mqtt
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Pushes  on Paid from Ledger with acknowledges first }
      `,
    },
    {
      name: 'a topic whose product’s own queue is its subscription: the queue catches what fails',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : gcp.pubsub
        queue Ledger : gcp.pubsub { subscribes to Payments with dead-letters to Parked after 5 attempts }
        queue Parked : gcp.pubsub { retention 31d  alarm }
        service Books : gcp.cloudrun { on Paid from Ledger }
      `,
    },
    {
      name: 'dead letters of both legs of a fan-out, and a handler that is its own subscription',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns
        queue Ledger : aws.sqs { subscribes to Payments with dead-letters to Parked  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.ecs { on Paid from Ledger }
        service Mail : aws.lambda { on Paid from Payments with dead-letters to Parked }
      `,
    },
    {
      name: 'people, who have no failures that a queue could catch',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns
        actor Shopper { on Paid from Payments }
      `,
    },
    {
      name: 'another system that reads a log or a device that is pushed to: what they cannot handle is their affair',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Log  publishes Paid to Pushes } }
        stream Log : kafka { alarm }
        topic Pushes : mqtt.qos1
        external Auditor { on Paid from Log with ordering none  on Paid from Pushes }
      `,
    },
    {
      name: 'what nobody says, in the recommended preset',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger
        service Books { on Paid from Ledger }
      `,
    },
  ],
  invalid: [
    {
      name: 'a consumer that gives up before the product does',
      text: `
        command Run { key runId }
        service Desk { serves run { sends Run to Jobs } }
        queue <|Jobs|> : rabbitmq.quorum
        service Runner : kubernetes { instances 2  on Run from Jobs with 3 retries exponential jitter }
      `,
      findings: [
        { message: 'dropped', data: { consumer: 'Runner', message: 'Run', attempts: '4 times', place: 'Jobs (rabbitmq.quorum)' } },
      ],
    },
    {
      name: 'what is sent straight to a service that has no other handler for it',
      text: `
        event Sent { key sentId }
        queue Sends : aws.sqs { dead-letters after 5 attempts  alarm }
        service Shop { serves pay { sends Sent to Books } }
        service Desk { serves pay { sends Sent to Sends } }
        service Books : aws.lambda { <|on Sent from Sends|> }
      `,
      findings: [{ message: 'dropped', data: { consumer: 'Books', message: 'Sent' }, related: 1 }],
    },
    {
      name: 'a queue that delivers until the message expires, and is an error for critical messages',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : aws.sqs
        service Books : aws.lambda { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'expires',
          text: 'If Books keeps failing on Paid, Ledger (aws.sqs) delivers it again until it expires after 4d, and it is lost. Give Ledger `dead-letters after 5 attempts` and an `alarm`, so that it can be looked at and put back.',
          severity: 'error',
          data: { consumer: 'Books', message: 'Paid', channel: 'Ledger (aws.sqs)', after: ' after 4d' },
          related: ['Books takes it from here'],
          fixes: [
            {
              title: 'Give Ledger a dead-letter queue',
              safe: true,
              output: `
                event Paid { key paymentId  critical }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                service Books : aws.lambda { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a queue whose product parks nothing: its consumer does, in another product that keeps what is put there',
      text: `
        command Mail { key mailId  critical }
        topic Events : gcp.pubsub
        service Desk : gcp.cloudrun { serves write { sends Mail to Later } }
        queue Later : gcp.tasks { alarm }
        service Post : gcp.cloudrun { <|on Mail from Later|> }
      `,
      findings: [
        {
          message: 'dropped',
          text: 'If Post fails 100 times on Mail, the message is lost: the handler has no dead-letter queue. Later (gcp.tasks) parks nothing itself. Add `dead-letters to` a queue with an `alarm` to the handler, so that it can be looked at and put back.',
          severity: 'error',
          related: ['Post takes it from here'],
          fixes: [
            {
              title: 'Park what fails in a new queue PostDlq',
              output: `
                command Mail { key mailId  critical }
                topic Events : gcp.pubsub
                service Desk : gcp.cloudrun { serves write { sends Mail to Later } }
                queue Later : gcp.tasks { alarm }
                service Post : gcp.cloudrun { on Mail from Later with dead-letters to PostDlq }
                queue PostDlq : gcp.pubsub { retention 31d  alarm }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'unmarked messages are an information, and a warning in the strict preset',
      preset: 'strict',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : aws.sqs { alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [{ message: 'expires', related: ['Books takes it from here'], severity: 'warning' }],
    },
    {
      name: 'a function that a topic pushes to, with the dead-letter queue that the system has already',
      text: `
        event Paid { key paymentId }
        event Sent { key mailId }
        service Checkout { serves pay { publishes Paid to Payments  publishes Sent to Payments } }
        topic Payments : aws.sns
        queue Parked : aws.sqs { retention 14d  alarm }
        service Mail : aws.lambda {
          <|on Paid from Payments|>
          on Sent from Payments with dead-letters to Parked
        }
      `,
      findings: [
        {
          message: 'dropped',
          text: 'If Mail fails 3 times on Paid, the message is lost: the handler has no dead-letter queue. Add `dead-letters to` a queue with an `alarm` to the handler, so that it can be looked at and put back.',
          related: ['Mail takes it from here'],
          severity: 'info',
          data: { consumer: 'Mail', attempts: '3 times', place: 'the handler' },
          fixes: [
            {
              title: 'Park what fails in a new queue MailDlq',
              output: `
                event Paid { key paymentId }
                event Sent { key mailId }
                service Checkout { serves pay { publishes Paid to Payments  publishes Sent to Payments } }
                topic Payments : aws.sns
                queue Parked : aws.sqs { retention 14d  alarm }
                service Mail : aws.lambda {
                  on Paid from Payments with dead-letters to MailDlq
                  on Sent from Payments with dead-letters to Parked
                }
                queue MailDlq : aws.sqs { retention 14d  alarm }
              `,
            },
            {
              title: 'Park what fails in Parked',
              output: `
                event Paid { key paymentId }
                event Sent { key mailId }
                service Checkout { serves pay { publishes Paid to Payments  publishes Sent to Payments } }
                topic Payments : aws.sns
                queue Parked : aws.sqs { retention 14d  alarm }
                service Mail : aws.lambda {
                  on Paid from Payments with dead-letters to Parked
                  on Sent from Payments with dead-letters to Parked
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a subscription whose target cannot be reached; where order is kept the whole group must be parked',
      text: `
        event Moved { key moveId  ordered by vehicleId }
        service Vehicle { serves move { publishes Moved to Moves } }
        topic Moves : aws.sns.fifo { grouped by vehicleId }
        queue Tracks : aws.sqs.fifo { <|subscribes to Moves|>  grouped by vehicleId  no dead-letters because "order"  alarm }
        service Map : aws.ecs { on Moved from Tracks }
      `,
      findings: [
        {
          message: 'undelivered',
          text: 'If Tracks cannot be reached, Moves (aws.sns.fifo) gives up on Moved after 23d and the message is lost: the subscription has no dead-letter queue. Add `with dead-letters group to` a queue with an `alarm` to the subscription, so that those of its key that follow wait with it and someone is told.',
          related: ['Tracks takes it from here'],
          data: { consumer: 'Tracks', channel: 'Moves (aws.sns.fifo)', limit: '23d' },
          fixes: [
            {
              title: 'Park what fails in a new queue TracksUndelivered',
              output: `
                event Moved { key moveId  ordered by vehicleId }
                service Vehicle { serves move { publishes Moved to Moves } }
                topic Moves : aws.sns.fifo { grouped by vehicleId }
                queue Tracks : aws.sqs.fifo { subscribes to Moves with dead-letters group to TracksUndelivered  grouped by vehicleId  no dead-letters because "order"  alarm }
                queue TracksUndelivered : aws.sqs.fifo { retention 14d  alarm }
                service Map : aws.ecs { on Moved from Tracks }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a server that a topic calls, which is tried another number of times than a queue, and a function, which has tries of its own',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to All } }
        topic All : aws.sns
        service Books : aws.ecs { <|on Paid from All|> }
        service Mail : aws.lambda { <|on Paid from All|> }
        external Bank { <|on Paid from All|> }
      `,
      findings: [
        {
          message: 'givenUp',
          text: 'If Books keeps failing on Paid, All (aws.sns) gives up and the message is lost: the handler has no dead-letter queue. Add `dead-letters to` a queue with an `alarm` to the handler, so that it can be looked at and put back.',
          related: ['Books takes it from here'],
          data: { consumer: 'Books', message: 'Paid', channel: 'All (aws.sns)', place: 'the handler' },
        },
        { message: 'dropped', related: ['Mail takes it from here'], data: { consumer: 'Mail', attempts: '3 times' } },
        { message: 'givenUp', related: ['Bank takes it from here'], data: { consumer: 'Bank', channel: 'All (aws.sns)' } },
      ],
    },
    {
      name: 'a server that a bus calls as often as the design says, and one that a topic of one’s own tries to reach once',
      text: `
        event Paid { key paymentId }
        technology house.topic is topic { pushes  delivery at-least-once  ordering none  no retries  dead-letters on subscription to aws.sqs }
        service Checkout { serves pay { publishes Paid to Events  publishes Paid to Once } }
        bus Events : aws.eventbridge
        topic Once : house.topic
        service Books : aws.ecs { <|on Paid from Events with 4 retries exponential jitter|> }
        service Mail : aws.ecs { <|on Paid from Once|> }
      `,
      findings: [
        { message: 'dropped', related: ['Books takes it from here'], data: { attempts: '5 times' } },
        { message: 'dropped', related: ['Mail takes it from here'], data: { attempts: 'once' } },
      ],
    },
    {
      name: 'a workflow that a bus starts',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Events } }
        bus Events : aws.eventbridge
        orchestrator Deliver : aws.stepfunctions {
          <|subscribes to Events for Paid with key paymentId|>
          step Pack puts Parcels
        }
        store Parcels
      `,
      findings: [
        { message: 'undelivered', related: ['Deliver takes it from here'], severity: 'error', data: { consumer: 'Deliver', limit: '1d' } },
      ],
    },
    {
      name: 'a stream’s handler that gives up after some tries loses ordered messages too',
      text: `
        event Posted { key entryId  ordered by accountId  critical }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : kafka { grouped by accountId  alarm }
        service Balances : kubernetes { <|on Posted from Entries with 3 retries|> }
      `,
      findings: [
        {
          message: 'dropped',
          related: ['Balances takes it from here'],
          data: { attempts: '4 times' },
          fixes: [
            {
              title: 'Park what fails in a new stream BalancesDlq',
              output: `
                event Posted { key entryId  ordered by accountId  critical }
                service Ledger { serves post { publishes Posted to Entries } }
                stream Entries : kafka { grouped by accountId  alarm }
                service Balances : kubernetes { on Posted from Entries with 3 retries, dead-letters group to BalancesDlq }
                stream BalancesDlq : kafka { retention 14d  alarm }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'giving up of messages that may not be lost, at the place that would catch them',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : aws.sqs { drops after 3 attempts }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'dropped',
          data: { attempts: '3 times', place: 'Ledger (aws.sqs)' },
          related: ['It is given up here', 'Books takes it from here'],
        },
      ],
    },
    {
      name: 'a queue that never drops what always fails',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : rabbitmq.classic
        service Books { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'forever',
          text: 'If Books keeps failing on Paid, Ledger (rabbitmq.classic) delivers it again for ever, in the way of all others. Give Ledger `dead-letters after 5 attempts` and an `alarm`, so that it can be looked at and put back.',
          related: ['Books takes it from here'],
        },
      ],
    },
    {
      name: 'another system that our topic cannot reach',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns
        external Auditor { <|on Paid from Payments|> }
      `,
      findings: [{ message: 'givenUp', related: ['Auditor takes it from here'] }],
    },
    {
      name: 'an asynchronous call',
      text: `
        command Render { key pageId }
        service Site { serves save { sends Render to Renderer } }
        service Renderer : aws.lambda { <|on Render|> }
      `,
      findings: [{ message: 'dropped', related: ['Renderer takes it from here'], data: { consumer: 'Renderer', attempts: '3 times' } }],
    },
    {
      name: 'the queue, where a function has dead letters for what a topic pushes to it',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  publishes Paid to Payments } }
        topic Payments : aws.sns
        queue <|Ledger|> : aws.sqs
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.lambda { on Paid with dead-letters to Parked }
      `,
      findings: [{ message: 'expires', related: ['Books takes it from here'] }],
    },
    {
      name: 'what nobody says, in the strict preset',
      preset: 'strict',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|>
        service Books { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'unsaid',
          text: 'Nothing says what becomes of Paid if Books keeps failing on it. Give Ledger `dead-letters after 5 attempts` and an `alarm`, so that it can be looked at and put back.',
          related: ['Books takes it from here'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'a queue whose product drops what fails for too long',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : rabbitmq.quorum { alarm }
        service Books : kubernetes { on Paid from Ledger }
      `,
      findings: [{ message: 'dropped', related: ['Books takes it from here'], severity: 'error', data: { attempts: '20 times' } }],
    },
    {
      name: 'a subscription that delivers until the message expires',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : gcp.pubsub
        queue <|Ledger|> : gcp.pubsub { subscribes to Payments  alarm }
        service Books : gcp.cloudrun { on Paid from Ledger }
      `,
      findings: [{ message: 'expires', related: ['Books takes it from here'], severity: 'error' }],
    },
    {
      name: 'the critical message of a queue, whoever else takes from it',
      text: `
        event Noted { key noteId }
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Noted to Ledger  sends Paid to Ledger } }
        queue <|Ledger|> : aws.sqs
        service Mail : aws.lambda { on Noted from Ledger }
        service Books : aws.lambda { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'expires',
          severity: 'error',
          data: { consumer: 'Books', message: 'Paid' },
          related: ['Mail takes it from here', 'Books takes it from here'],
        },
      ],
    },
    {
      name: 'what a handler of a queue takes once only, and what a topic tries once to deliver',
      text: `
        event Paid { key paymentId }
        event Sent { key parcelId }
        technology house.topic is topic { pushes  delivery at-least-once  no retries  dead-letters on subscription to aws.sqs }
        topic Parcels : house.topic
        queue <|Ledger|> : aws.sqs { drops after 1 attempt }
        queue Copies : aws.sqs { <|subscribes to Parcels|>  dead-letters after 5 attempts  alarm }
        service Shop { serves pay { sends Paid to Ledger  publishes Sent to Parcels } }
        service Books : aws.ecs { on Paid from Ledger  on Sent from Copies }
      `,
      findings: [
        { message: 'dropped', data: { attempts: 'once' } },
        { message: 'undelivered', data: { limit: 'one try' } },
      ],
    },
    {
      name: 'what may be lost beside what may not, in one queue',
      text: `
        event Viewed { key viewId  expendable }
        event Paid { key paymentId }
        service Shop { serves show { sends Viewed to Ledger }  serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : aws.sqs { alarm }
        service Count : aws.ecs { on Viewed from Ledger }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [{ message: 'expires', data: { consumer: 'Books', message: 'Paid' }, related: ['Books takes it from here'] }],
    },
    {
      name: 'a consumer of which it is known what becomes of a message comes before one of which nobody says',
      text: `
        event Paid { key paymentId }
        service Shop { serves pay { sends Paid to Ledger } }
        queue <|Ledger|>
        service Count { on Paid from Ledger }
        service Books { on Paid from Ledger with 2 retries }
      `,
      findings: [{ message: 'dropped', data: { consumer: 'Books', attempts: '3 times', place: 'Ledger' } }],
    },
  ],
});
