import { testRule } from './runner.ts';

testRule('lossy-hop-on-critical-path', {
  valid: [
    {
      name: 'messages that may be lost',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { publishes Viewed to Pushes with delivery at-most-once  sends Viewed to Clicks } }
        topic Pushes : mqtt
        queue Clicks : aws.sqs { drops after 3 attempts }
        service Counting { on Viewed from Pushes  on Viewed from Clicks with acknowledges first }
      `,
    },
    {
      name: 'hops that keep a message until it is handled; tries that end with no dead letters are another rule’s finding',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'a hop of which nobody says how it delivers',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger
        service Books { on Paid from Ledger }
      `,
    },
    {
      name: 'messages that are of no use by the time they expire, and channels in which nothing waits',
      text: `
        event Offered { key offerId  critical  useful for 5m }
        event Seen { key viewId  expendable }
        event Paid { key paymentId  critical }
        service Shop { serves offer { sends Offered to Offers  sends Seen to Clicks  publishes Paid to Payments  sends Paid to Ledger } }
        queue Offers : aws.sqs { retention 10m  dead-letters after 5 attempts  alarm }
        queue Clicks : aws.sqs { retention 10m  drops after 3 attempts }
        topic Payments : aws.sns { retention 10m }
        queue Ledger : aws.sqs { retention 1h  dead-letters after 5 attempts  alarm }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Work : aws.ecs { on Offered from Offers  on Seen from Clicks  on Paid from Payments with dead-letters to Parked  on Paid from Ledger }
      `,
    },
    {
      name: 'a shorter outage, if the project can mend one so quickly',
      options: { outage: '5m' },
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { retention 10m  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'filters of products that keep for others what does not match, and messages that may be lost',
      text: `
        event Paid { key paymentId  critical }
        event Viewed { key viewId  expendable }
        service Checkout { serves pay { publishes Paid to Events  publishes Paid to Log  sends Paid to Jobs  publishes Viewed to Fifo } }
        topic Events : aws.sns
        topic Fifo : aws.sns.fifo { grouped by viewId }
        stream Log : aws.kinesis
        queue Jobs : activemq { dead-letters after 5 attempts  alarm }
        queue Europe : aws.sqs { subscribes to Events for Paid with filter "eu", dead-letters to Parked  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { alarm }
        queue Seen : aws.sqs.fifo { subscribes to Fifo with filter "eu"  drops after 3 attempts  grouped by viewId }
        service Books : aws.lambda { on Paid from Europe  on Paid from Log with filter "eu"  on Viewed from Seen with filter "x" }
        service Work : aws.ecs { on Paid from Jobs with filter "eu" }
      `,
    },
    {
      name: 'a filter beside a subscription that takes everything, and several that may let through everything together',
      text: `
        event Paid { key paymentId  critical }
        event Sold { key saleId  critical }
        service Checkout { serves pay { publishes Paid to Fifo  publishes Sold to Sales } }
        topic Fifo : aws.sns.fifo { grouped by paymentId }
        topic Sales : aws.sns.fifo { grouped by saleId }
        queue Parked : aws.sqs.fifo { alarm }
        queue Europe : aws.sqs.fifo { subscribes to Fifo with filter "eu", dead-letters to Parked  dead-letters to Parked after 5 attempts }
        queue All : aws.sqs.fifo { subscribes to Fifo with dead-letters to Parked  dead-letters to Parked after 5 attempts }
        queue Home : aws.sqs.fifo { subscribes to Sales with filter "home", dead-letters to Parked  dead-letters to Parked after 5 attempts }
        queue Abroad : aws.sqs.fifo { subscribes to Sales with filter "abroad", dead-letters to Parked  dead-letters to Parked after 5 attempts }
        service Books : aws.ecs { on Paid from Europe  on Paid from All  on Sold from Home  on Sold from Abroad }
      `,
    },
    {
      name: 'in strict, queues that are said to last, by the design or the product',
      preset: 'strict',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Copies } }
        queue Ledger : rabbitmq.classic { durable  dead-letters after 5 attempts  alarm }
        queue Copies : aws.sqs { dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger  on Paid from Copies }
      `,
    },
    {
      name: 'in strict, what nobody promises over a restart: topics, queues of no known product, lossy ones, dead letters, what may be lost, what nobody takes',
      preset: 'strict',
      text: `
        event Paid { key paymentId  critical }
        event Seen { key viewId  expendable }
        service Checkout { serves pay { publishes Paid to News }  serves note { sends Paid to Plain }  serves see { sends Seen to Clicks } }
        topic News : rabbitmq
        queue Plain { delivery at-least-once  dead-letters to Parked after 5 attempts  alarm }
        queue Clicks : rabbitmq.classic { drops after 5 attempts }
        queue Parked : rabbitmq.classic { alarm }
        service Books : aws.ecs { on Paid from News with dead-letters to Parked after 3 attempts  on Paid from Plain  on Seen from Clicks  on Paid from Parked }
      `,
    },
    {
      name: 'what a product keeps for a short time by itself, and a message that is of use for just as long as it is kept',
      text: `
        technology house.queue is queue like aws.sqs { retention 10m }
        event Paid { key paymentId  critical }
        event Offered { key offerId  critical  useful for 10m }
        service Checkout { serves pay { sends Paid to Ledger }  serves offer { sends Offered to Offers } }
        queue Ledger : house.queue { dead-letters after 5 attempts  alarm }
        queue Offers : aws.sqs { retention 10m  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger  on Offered from Offers }
      `,
    },
  ],
  invalid: [
    {
      name: 'a product that hands on once, however its consumer acknowledges: one loss, not two',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { <|sends Paid to Ledger|> } }
        queue Ledger : celery
        service Books : docker { on Paid from Ledger with acknowledges first }
      `,
      findings: [{ message: 'technology', severity: 'error', related: 1 }],
    },
    {
      name: 'an acknowledgement before the work is done',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger with batch 10, <|acknowledges first|> }
      `,
      findings: [
        {
          message: 'acknowledged',
          text: 'Books acknowledges Paid before the work is done, so one in hand is lost when it stops. Acknowledge it afterwards.',
          related: ['The hop that loses it'],
          severity: 'error',
          data: { consumer: 'Books', message: 'Paid' },
          fixes: [
            {
              title: 'Acknowledge when the work is done',
              output: `
                event Paid { key paymentId  critical }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                service Books : aws.ecs { on Paid from Ledger with batch 10 }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a send that nobody confirms, of unmarked messages',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger with <|delivery at-most-once|> } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'unconfirmed',
          text: 'Checkout.pay does not wait until Ledger (aws.sqs) has Paid, so one is lost when the connection breaks. Let the send be confirmed.',
          related: ['The hop that loses it'],
          severity: 'warning',
          data: { producer: 'Checkout.pay', channel: 'Ledger (aws.sqs)' },
          fixes: [
            {
              title: 'Deliver it until it is handled',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                service Books : aws.ecs { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'what a channel or a handler says',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
        queue Ledger : aws.sqs { <|delivery at-most-once|>  dead-letters after 5 attempts  alarm }
        queue Books : aws.sqs { dead-letters after 5 attempts  alarm }
        service Work : aws.ecs {
          on Paid from Ledger
          on Paid from Books with <|delivery at-most-once|>
        }
      `,
      findings: [
        {
          message: 'said',
          text: 'Ledger delivers Paid at most once, as is said here, so some are lost without a trace. Take that away, or mark Paid `expendable`.',
          related: ['The hop that loses it'],
          data: { place: 'Ledger' },
          fixes: [
            {
              title: 'Deliver until it is handled',
              output: `
                event Paid { key paymentId  critical }
                service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                queue Books : aws.sqs { dead-letters after 5 attempts  alarm }
                service Work : aws.ecs {
                  on Paid from Ledger
                  on Paid from Books with delivery at-most-once
                }
              `,
            },
          ],
        },
        { message: 'said', related: ['The hop that loses it'], data: { place: 'Work' } },
      ],
    },
    {
      name: 'what a technology does, at each effect that relies on it',
      text: `
        event Paid { key paymentId }
        event Sent { key mailId  critical }
        service Checkout {
          serves pay { <|publishes Paid to Pushes|>  <|publishes Sent to Signals|> }
        }
        topic Pushes : mqtt
        topic Signals : mqtt
        actor Shopper { on Paid from Pushes }
        service Mail { on Sent from Signals }
      `,
      findings: [
        {
          message: 'technology',
          text: 'Pushes (mqtt) delivers at most once, so some of Paid are lost on the way to Shopper without a trace. Send it by a channel that keeps it until it is handled, or mark it `expendable`.',
          related: ['The hop that loses it'],
          severity: 'warning',
          data: { channel: 'Pushes (mqtt)', message: 'Paid', consumer: 'Shopper' },
          fixes: [],
        },
        { message: 'technology', related: ['The hop that loses it'], severity: 'error', data: { consumer: 'Mail' } },
      ],
    },
    {
      name: 'a queue that keeps messages for less than an outage lasts',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { <|retention 10m|>  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'shortLived',
          text: 'Ledger (aws.sqs) keeps Paid for 10m only: when Books stands still for longer, what came meanwhile is gone, and nobody is told. Keep it for as long as an outage may last.',
          related: ['Books takes it from here'],
          severity: 'error',
          data: { channel: 'Ledger (aws.sqs)', message: 'Paid', retention: '10m', consumer: 'Books' },
          fixes: [
            {
              title: 'Keep messages of Ledger for 4d',
              output: `
                event Paid { key paymentId  critical }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { retention 4d  dead-letters after 5 attempts  alarm }
                service Books : aws.ecs { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a stream, of unmarked messages',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Ledger } }
        stream Ledger : kafka { <|retention 30m|>  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [{ message: 'shortLived', related: ['Books takes it from here'], severity: 'warning' }],
    },
    {
      name: 'a function’s filter, which deletes from a queue what does not match; no dead letters are another fault',
      text: `
        event Paid { key paymentId  critical }
        event Noted { key noteId }
        service Checkout { serves pay { sends Paid to Ledger  sends Noted to Notes } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        queue Notes : aws.sqs
        service Books : aws.lambda { on Paid from Ledger with batch 5, <|filter "amount above 0"|> { puts Rows  puts Sums } }
        service Pages : aws.lambda { on Noted from Notes with <|filter "new"|> }
        store Rows
        store Sums
      `,
      findings: [
        {
          message: 'unmatched',
          text: 'Books takes from Ledger (aws.sqs) only what its filter lets through, and the rest is deleted there unread: Paid that does not match is gone without a trace. Take all of it and decide in the handler, or filter before it comes into Ledger (aws.sqs).',
          severity: 'error',
          fixes: [
            {
              title: 'Let Books take all of it, and decide itself',
              output: `
        event Paid { key paymentId  critical }
        event Noted { key noteId }
        service Checkout { serves pay { sends Paid to Ledger  sends Noted to Notes } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        queue Notes : aws.sqs
        service Books : aws.lambda { on Paid from Ledger with batch 5 { when "amount above 0" { puts Rows  puts Sums } } }
        service Pages : aws.lambda { on Noted from Notes with filter "new" }
        store Rows
        store Sums
      `,
            },
          ],
        },
        {
          message: 'unmatched',
          severity: 'warning',
          fixes: [
            {
              title: 'Let Pages take all of it, and decide itself',
              output: `
        event Paid { key paymentId  critical }
        event Noted { key noteId }
        service Checkout { serves pay { sends Paid to Ledger  sends Noted to Notes } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        queue Notes : aws.sqs
        service Books : aws.lambda { on Paid from Ledger with batch 5, filter "amount above 0" { puts Rows  puts Sums } }
        service Pages : aws.lambda { on Noted from Notes }
        store Rows
        store Sums
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'two functions on one queue: each deletes what is meant for the other',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        service Home : aws.lambda { on Paid from Ledger with <|filter "home"|> }
        service Abroad : aws.lambda { on Paid from Ledger with <|filter "abroad"|> }
      `,
      findings: [
        {
          message: 'rivals',
          text: 'Home takes from Ledger (aws.sqs) only what its filter lets through and deletes the rest, so Paid that is meant for Abroad may be gone before it gets there. Give each a queue of its own.',
          severity: 'warning',
          fixes: [
            {
              title: 'Publish to a new topic, LedgerTopic, and give Home a queue of its own',
              output: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to LedgerTopic } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm  subscribes to LedgerTopic }
        topic LedgerTopic
        queue LedgerHome : aws.sqs { dead-letters after 5 attempts  alarm  subscribes to LedgerTopic }
        service Home : aws.lambda { on Paid from LedgerHome with filter "home" }
        service Abroad : aws.lambda { on Paid from Ledger with filter "abroad" }
      `,
            },
          ],
        },
        { message: 'rivals', data: { consumer: 'Abroad', others: 'Home' }, severity: 'warning' },
      ],
    },
    {
      name: 'a topic that delivers through a filter at most once, and a subscription whose failures nobody catches',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns.fifo { grouped by paymentId }
        queue Ledger : aws.sqs.fifo { subscribes to Payments for Paid with <|filter "booked"|>  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'filtered',
          text: 'Payments (aws.sns.fifo) delivers at most once through a filter, and what no subscription lets through is gone without a trace: Paid may never get to Ledger. Let all of it in and decide there, or mark it `expendable`.',
          severity: 'error',
          fixes: [
            {
              title: 'Let all of it into Ledger',
              output: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns.fifo { grouped by paymentId }
        queue Ledger : aws.sqs.fifo { subscribes to Payments for Paid  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'strict asks whether several filters let through everything together',
      preset: 'strict',
      text: `
        event Sold { key saleId  critical }
        service Checkout { serves sell { publishes Sold to Sales } }
        topic Sales : aws.sns.fifo { grouped by saleId }
        queue Home : aws.sqs.fifo { subscribes to Sales with <|filter "home"|>  dead-letters after 5 attempts  alarm }
        queue Abroad : aws.sqs.fifo { subscribes to Sales with <|filter "abroad"|>  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Sold from Home  on Sold from Abroad }
      `,
      findings: [{ message: 'filtered' }, { message: 'filtered', severity: 'warning' }],
    },
    {
      name: 'an unmarked message on a critical flow',
      text: `
        event Paid { key paymentId }
        event Noted { key noteId }
        service Checkout { serves pay { sends Paid to Ledger with <|delivery at-most-once|> }  serves note { sends Noted to Notes with <|delivery at-most-once|> } }
        queue Ledger : rabbitmq.quorum { dead-letters after 5 attempts  alarm }
        queue Notes : rabbitmq.quorum { dead-letters after 5 attempts  alarm }
        service Books { on Paid from Ledger  on Noted from Notes }
        flow Pay from Checkout.pay { critical }
      `,
      findings: [
        { message: 'unconfirmed', severity: 'error', related: ['The hop that loses it', 'Pay is critical'] },
        { message: 'unconfirmed', severity: 'warning', related: ['The hop that loses it'] },
      ],
    },
    {
      name: 'strict asks whether a queue survives a restart',
      preset: 'strict',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : rabbitmq.classic { dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'volatile',
          text: 'Nothing says that Ledger (rabbitmq.classic) still has Paid after a restart of the broker: what waited there may be gone without a trace. Say `durable`, if it is so.',
          severity: 'warning',
          related: ['Books takes it from here'],
          fixes: [
            {
              title: 'Say that Ledger is durable',
              output: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : rabbitmq.classic { dead-letters after 5 attempts  alarm  durable }
        service Books : aws.ecs { on Paid from Ledger }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'strict asks it of unmarked messages in a lower voice, unless a critical flow needs them',
      preset: 'strict',
      text: `
        event Paid { key paymentId }
        event Sold { key saleId }
        service Checkout { serves pay { sends Paid to Ledger }  serves sell { sends Sold to Sales } }
        queue <|Ledger|> : rabbitmq.classic { dead-letters after 5 attempts  alarm }
        queue <|Sales|> : rabbitmq.classic { dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger  on Sold from Sales }
        flow Sell from Checkout.sell { critical }
      `,
      findings: [
        { message: 'volatile', data: { message: 'Paid' }, severity: 'info' },
        { message: 'volatile', data: { message: 'Sold' }, severity: 'warning' },
      ],
    },
    {
      name: 'short-lived, of an unmarked message that a critical flow needs, and of one that would be of use for longer than it is kept',
      text: `
        event Paid { key paymentId }
        event Sold { key saleId  useful for 1d }
        service Checkout { serves pay { sends Paid to Ledger }  serves sell { sends Sold to Sales } }
        queue Ledger : aws.sqs { <|retention 10m|>  dead-letters after 5 attempts  alarm }
        queue Sales : aws.sqs { <|retention 10m|>  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger  on Sold from Sales }
        flow Pay from Checkout.pay { critical }
      `,
      findings: [
        { message: 'shortLived', severity: 'error' },
        { message: 'shortLived', severity: 'warning', data: { message: 'Sold' } },
      ],
    },
    {
      name: 'a stream from which only a queue takes',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { publishes Paid to Log } }
        stream Log : kafka { <|retention 30m|>  alarm }
        queue Ledger : aws.sqs { subscribes to Log  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [{ message: 'shortLived', data: { consumer: 'Ledger' }, related: ['Ledger takes it from here'] }],
    },
  ],
  unfixable: {
    technology: 'another product is a decision of its own',
  },
});
