import { testRule } from './runner.ts';

testRule('misplaced-dead-letter-queue', {
  valid: [
    {
      name: 'both places covered',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.lambda { on Paid from Ledger with dead-letters to Parked }
      `,
    },
    {
      name: 'a function of mixed sources, whose dead letters cover the asynchronous one',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  publishes Paid to Payments } }
        queue Ledger : aws.sqs
        topic Payments : aws.sns
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.lambda { on Paid with dead-letters to Parked }
      `,
    },
    {
      name: 'the right place of each technology',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments  publishes Paid to Log  sends Paid to Ledger } }
        topic Payments : aws.sns
        queue Copies : aws.sqs { subscribes to Payments with dead-letters to Parked  dead-letters to Parked after 5 attempts }
        stream Log : kafka
        queue Ledger : gcp.pubsub { dead-letters to ParkedToo after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        queue ParkedToo : gcp.pubsub { retention 31d  alarm }
        service Books : aws.lambda {
          on Paid from Payments with dead-letters to Parked
          on Paid from Log with dead-letters to Parked after 5 attempts
          on Paid from Copies
          on Paid from Ledger
        }
      `,
    },
    {
      name: 'messages that may be lost',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks } }
        queue Clicks : aws.sqs
        queue Parked : aws.sqs { retention 14d  alarm }
        service Counting : aws.lambda { on Viewed from Clicks with dead-letters to Parked }
      `,
    },
    {
      name: 'a technology that says where it catches nothing, or does so by itself',
      text: `
        technology house.topic is topic like aws.sns { dead-letters after 5 attempts }
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  publishes Paid to Payments } }
        queue Ledger
        topic Payments : house.topic
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books { on Paid from Ledger with dead-letters to Parked  on Paid from Payments }
      `,
    },
  ],
  invalid: [
    {
      name: 'a function’s dead letters where it reads from a queue',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.lambda { on Paid from Ledger with batch 10, <|dead-letters to Parked|> }
      `,
      findings: [
        {
          message: 'consumer',
          text: 'These dead letters catch nothing that Books gets from Ledger (aws.sqs), because failures there are the queue’s: what fails is delivered again until it expires. Move them to Ledger.',
          related: ['Books takes it from Ledger'],
          severity: 'warning',
          data: { consumer: 'Books', name: 'Ledger', fate: 'is delivered again until it expires' },
          fixes: [
            {
              title: 'Move the dead letters to Ledger',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
                queue Parked : aws.sqs { retention 14d  alarm }
                service Books : aws.lambda { on Paid from Ledger with batch 10 }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a queue that cannot park there, and blocks',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs.fifo { grouped by paymentId }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.lambda { on Paid from Ledger with <|dead-letters to Parked after 3 attempts|> }
      `,
      findings: [
        {
          message: 'consumer',
          related: ['Books takes it from Ledger'],
          data: { fate: 'holds back all that come after it' },
          fixes: [
            {
              title: 'Move the dead letters to Ledger',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs.fifo { grouped by paymentId  dead-letters after 3 attempts  alarm }
                queue Parked : aws.sqs { retention 14d  alarm }
                service Books : aws.lambda { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a topic, whose subscriptions park',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns { <|dead-letters to Parked|> }
        queue Copies : aws.sqs { subscribes to Payments  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.lambda { on Paid from Payments  on Paid from Copies }
      `,
      findings: [
        {
          message: 'channel',
          text: 'Payments (aws.sns) parks nothing itself, its subscriptions do: what fails is lost. Move the dead letters to Copies and Books.',
          related: ['Copies takes it from Payments', 'Books takes it from Payments'],
          data: { channel: 'Payments (aws.sns)', places: 'subscriptions', consumers: 'Copies and Books', fate: 'is lost' },
          fixes: [
            {
              title: 'Move the dead letters to Copies and Books',
              safe: true,
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { publishes Paid to Payments } }
                topic Payments : aws.sns { }
                queue Copies : aws.sqs { subscribes to Payments with dead-letters to Parked  dead-letters to Parked after 5 attempts }
                queue Parked : aws.sqs { retention 14d  alarm }
                service Books : aws.lambda { on Paid from Payments with dead-letters to Parked  on Paid from Copies }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a stream, whose readers park, with no queue to park in yet',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : kafka { grouped by entryId  <|dead-letters after 5 attempts|> }
        service Books : kubernetes { on Posted from Entries }
      `,
      findings: [
        {
          message: 'channel',
          related: ['Books takes it from Entries'],
          data: { places: 'consumers', fate: 'holds back all that come after it' },
          fixes: [
            {
              title: 'Move the dead letters to Books',
              output: `
                event Posted { key entryId }
                service Ledger { serves post { publishes Posted to Entries } }
                stream Entries : kafka { grouped by entryId }
                stream EntriesDlq : kafka { retention 14d  alarm }
                service Books : kubernetes { on Posted from Entries with dead-letters to EntriesDlq after 5 attempts }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'the same sink after the same tries, where it would have been; not where there is an order, which parking breaks',
      text: `
        event Paid { key paymentId }
        event Moved { key moveId  ordered by paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Moved to Moves } }
        queue Ledger : aws.sqs
        queue Moves : aws.sqs.fifo { grouped by paymentId }
        queue Parked : aws.sqs { retention 14d  alarm }
        queue ParkedInOrder : aws.sqs.fifo { retention 14d  alarm }
        service Books : aws.lambda { on Paid from Ledger with <|dead-letters to Parked after 7 attempts|> }
        service Map : aws.lambda { on Moved from Moves with <|dead-letters to ParkedInOrder after 7 attempts|> }
      `,
      findings: [
        {
          message: 'consumer',
          related: ['Books takes it from Ledger'],
          fixes: [
            {
              title: 'Move the dead letters to Ledger',
              safe: true,
              output: `
                event Paid { key paymentId }
                event Moved { key moveId  ordered by paymentId }
                service Checkout { serves pay { sends Paid to Ledger  sends Moved to Moves } }
                queue Ledger : aws.sqs { dead-letters to Parked after 7 attempts }
                queue Moves : aws.sqs.fifo { grouped by paymentId }
                queue Parked : aws.sqs { retention 14d  alarm }
                queue ParkedInOrder : aws.sqs.fifo { retention 14d  alarm }
                service Books : aws.lambda { on Paid from Ledger }
                service Map : aws.lambda { on Moved from Moves with dead-letters to ParkedInOrder after 7 attempts }
              `,
            },
          ],
        },
        {
          message: 'consumer',
          related: ['Map takes it from Moves'],
          fixes: [
            {
              title: 'Move the dead letters to Moves',
              output: `
                event Paid { key paymentId }
                event Moved { key moveId  ordered by paymentId }
                service Checkout { serves pay { sends Paid to Ledger  sends Moved to Moves } }
                queue Ledger : aws.sqs
                queue Moves : aws.sqs.fifo { grouped by paymentId  dead-letters group to ParkedInOrder after 7 attempts }
                queue Parked : aws.sqs { retention 14d  alarm }
                queue ParkedInOrder : aws.sqs.fifo { retention 14d  alarm }
                service Books : aws.lambda { on Paid from Ledger with dead-letters to Parked after 7 attempts }
                service Map : aws.lambda { on Moved from Moves }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an order, and a queue that cannot park there or has not said after how many tries; a stream whose readers must keep it',
      text: `
        event Moved { key moveId  ordered by carId }
        service Car { serves move { sends Moved to Moves  sends Moved to Other  publishes Moved to Log } }
        queue Moves : aws.sqs.fifo { grouped by carId }
        queue Other : aws.sqs.fifo { grouped by carId }
        stream Log : kafka { grouped by carId  <|dead-letters after 5 attempts|> }
        queue Parked : aws.sqs { retention 14d  alarm }
        queue ParkedInOrder : aws.sqs.fifo { retention 14d  alarm }
        service Map : aws.lambda { on Moved from Moves with <|dead-letters to Parked after 3 attempts|> }
        service Chart : aws.lambda { on Moved from Other with <|dead-letters to ParkedInOrder|> }
        service Books : kubernetes { on Moved from Log }
      `,
      findings: [
        { message: 'channel', related: ['Books takes it from Log'] },
        { message: 'consumer', related: ['Map takes it from Moves'] },
        { message: 'consumer', related: ['Chart takes it from Other'] },
      ],
    },
    {
      name: 'a sink that the queue cannot park in, and an alarm that it has already',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { alarm }
        queue Parked : azure.servicebus { retention 14d  alarm }
        service Books : aws.lambda { on Paid from Ledger with <|dead-letters to Parked after 5 attempts|> }
      `,
      findings: [
        {
          message: 'consumer',
          fixes: [
            {
              title: 'Move the dead letters to Ledger',
              output: `
                event Paid { key paymentId  critical }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { alarm  dead-letters after 5 attempts }
                queue Parked : azure.servicebus { retention 14d  alarm }
                service Books : aws.lambda { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'dead letters that somebody takes by name, which would be gone',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Ledger } }
        topic Ledger : aws.sns { <|dead-letters after 5 attempts|> }
        service Books : aws.lambda { on Paid from Ledger }
        service Mend : aws.lambda { on Paid from Ledger.dead-letters }
      `,
      findings: [{ message: 'channel', fixes: [] }],
    },
    {
      name: 'a queue that keeps all for ever',
      text: `
        technology house.queue is queue { delivery at-least-once  ordering none  retention unlimited  dead-letters on queue }
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : house.queue
        queue Parked : house.queue { alarm }
        service Books { on Paid from Ledger with <|dead-letters to Parked after 5 attempts|> }
      `,
      findings: [{ message: 'consumer', data: { fate: 'is delivered again for ever' } }],
    },
    {
      name: 'a stream of which one reader needs the order: both park the whole group, which is the author’s choice',
      text: `
        event Moved { key moveId  ordered by carId }
        service Car { serves move { publishes Moved to Log } }
        stream Log : kafka { grouped by carId  <|dead-letters to Parked after 5 attempts|> }
        stream Parked : kafka { retention 14d  alarm }
        service Count : kubernetes { on Moved from Log with ordering none }
        service Books : kubernetes { on Moved from Log }
      `,
      findings: [
        {
          message: 'channel',
          related: ['Count takes it from Log', 'Books takes it from Log'],
          fixes: [
            {
              title: 'Move the dead letters to Count and Books',
              output: `
                event Moved { key moveId  ordered by carId }
                service Car { serves move { publishes Moved to Log } }
                stream Log : kafka { grouped by carId }
                stream Parked : kafka { retention 14d  alarm }
                service Count : kubernetes { on Moved from Log with ordering none, dead-letters group to Parked after 5 attempts }
                service Books : kubernetes { on Moved from Log with dead-letters group to Parked after 5 attempts }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a handler of two queues, of which one cannot park there: what becomes of its messages is the author’s choice',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Moves } }
        queue Ledger : aws.sqs
        queue Moves : aws.sqs.fifo { grouped by paymentId }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.lambda { on Paid with <|dead-letters to Parked after 5 attempts|> }
      `,
      findings: [
        {
          message: 'consumer',
          fixes: [
            {
              title: 'Move the dead letters to Ledger and Moves',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger  sends Paid to Moves } }
                queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
                queue Moves : aws.sqs.fifo { grouped by paymentId  dead-letters after 5 attempts  alarm }
                queue Parked : aws.sqs { retention 14d  alarm }
                service Books : aws.lambda { on Paid }
              `,
            },
          ],
        },
      ],
    },
  ],
});
