import { testRule } from './runner.ts';

function booking(rate: string, service: string, more = 'bus Events : aws.eventbridge'): string {
  return `event Placed { key orderId }
actor Customer { publishes Placed to Events ${rate} }
${more}
service Booking : aws.lambda { ${service} { puts Books } }
store Books : aws.dynamodb
`;
}

testRule('unbuffered-burst', {
  valid: [
    { name: 'a handler that can take the peak', text: booking('at 10..80/s', 'concurrency 20  on Placed from Events in 200ms') },
    {
      name: 'a queue in between',
      text: booking(
        'at 10..500/s',
        'concurrency 20  on Placed from Q in 200ms',
        'bus Events : aws.eventbridge\nqueue Q : aws.sqs { subscribes to Events }',
      ),
    },
    {
      name: 'a queue whose product calls the handler: it holds what cannot be taken yet',
      text: `
        command Mail { key mailId }
        actor Clerk { sends Mail to Mails at 1..100/s }
        queue Mails : gcp.tasks
        service Mailer : gcp.cloudrun { concurrency 4  on Mail from Mails in 400ms }
      `,
    },
    { name: 'rates that nobody gives', text: booking('', 'concurrency 20  on Placed from Events in 200ms') },
    { name: 'a time that nobody gives', text: booking('at 500/s', 'concurrency 20  on Placed from Events') },
    {
      name: 'an entry that limits the rate',
      text: 'actor User { calls Api at 500/s }\ngateway Api : kong { throughput 50/s  routes "/" to A.go }\nservice A { concurrency 10  serves go in 200ms }\n',
    },
    {
      name: 'a function whose product keeps what it cannot take yet, for as long as the peak needs',
      text: booking(
        'at 10..500/s',
        'retention 1h  concurrency 20  on Placed from Events in 200ms with dead-letters to Parked',
        'bus Events : aws.eventbridge\nqueue Parked : aws.sqs { alarm }',
      ),
    },
    {
      name: 'the same, of messages that are of use until then',
      text: booking(
        'at 10..500/s',
        'retention 1h  concurrency 20  on Placed from Events in 200ms with dead-letters to Parked',
        'bus Events : aws.eventbridge\nqueue Parked : aws.sqs { alarm }',
      ).replace('key orderId', 'key orderId  useful for 5m'),
    },
    { name: 'just as much as gets done', text: booking('at 10..100/s', 'concurrency 20  on Placed from Events in 200ms') },
    {
      name: 'a peak that is worked off just before the function’s own queue forgets it',
      text: `
        event Placed { key id }
        topic T : aws.sns
        queue Parked : aws.sqs { retention 14d  alarm }
        actor Shopper { publishes Placed to T at 5..15/s }
        service Work : aws.lambda { retention 1m  on Placed from T in 1s with concurrency 10, dead-letters to Parked }
      `,
    },
  ],
  invalid: [
    {
      name: 'a bus that hands over more than gets done',
      text: booking('at 10..500/s', 'concurrency 20  <|on Placed from Events in 200ms|>'),
      findings: [
        {
          message: 'pushed',
          text: 'Events (aws.eventbridge) hands 500/s to Booking at peak, which can do 100/s (20 at a time, 200ms each). Put a queue between the two.',
          data: { source: 'Events (aws.eventbridge)', rate: '500/s', capacity: '100/s', concurrency: 20, time: '200ms' },
          severity: 'warning',
          related: 1,
          fixes: [
            {
              title: 'Put a queue before Booking, BookingQueue',
              output: booking(
                'at 10..500/s',
                'concurrency 20  on Placed from BookingQueue in 200ms',
                'bus Events : aws.eventbridge\nqueue BookingQueue : aws.sqs { subscribes to Events for Placed with dead-letters to BookingQueue.dead-letters  dead-letters after 5 attempts  alarm }',
              ),
            },
            { title: 'Let 100 run at a time', output: booking('at 10..500/s', 'concurrency 100  on Placed from Events in 200ms') },
          ],
        },
      ],
    },
    {
      name: 'a bus whose failures are parked at the handler: they move to the queue',
      text: `
        event Placed { key orderId }
        actor Customer { publishes Placed to Events at 10..500/s }
        bus Events : aws.eventbridge
        queue Parked : aws.sqs { retention 14d  alarm }
        /** Books. */
        service Booking : aws.lambda {
          timeout 10s
          <|on Placed from Events in 200ms with concurrency 20, dead-letters to Parked after 3 attempts|> { puts Books }
        }
        store Books : aws.dynamodb
      `,
      findings: [
        {
          message: 'pushed',
          related: ['it is handed over here, without waiting'],
          fixes: [
            {
              title: 'Put a queue before Booking, BookingQueue',
              output: `
                event Placed { key orderId }
                actor Customer { publishes Placed to Events at 10..500/s }
                bus Events : aws.eventbridge
                queue Parked : aws.sqs { retention 14d  alarm }
                queue BookingQueue : aws.sqs { subscribes to Events for Placed with dead-letters to Parked  visibility 1m  dead-letters to Parked after 5 attempts  alarm }
                /** Books. */
                service Booking : aws.lambda {
                  timeout 10s
                  on Placed from BookingQueue in 200ms with concurrency 20 { puts Books }
                }
                store Books : aws.dynamodb
              `,
            },
            {
              title: 'Let 100 run at a time',
              output: `
                event Placed { key orderId }
                actor Customer { publishes Placed to Events at 10..500/s }
                bus Events : aws.eventbridge
                queue Parked : aws.sqs { retention 14d  alarm }
                /** Books. */
                service Booking : aws.lambda {
                  timeout 10s
                  on Placed from Events in 200ms with concurrency 100, dead-letters to Parked after 3 attempts { puts Books }
                }
                store Books : aws.dynamodb
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'messages sent straight to a function',
      text: `
        event Placed { key orderId }
        actor Customer { sends Placed to Booking at 10..500/s }
        service Booking : aws.lambda { concurrency 20  <|on Placed in 200ms|> { puts Books } }
        store Books : aws.dynamodb
      `,
      findings: [
        {
          message: 'pushed',
          related: ['it is handed over here, without waiting'],
          fixes: [
            {
              title: 'Put a queue before Booking, BookingQueue',
              output: `
                event Placed { key orderId }
                actor Customer { sends Placed to BookingQueue at 10..500/s }
                queue BookingQueue { dead-letters after 5 attempts  alarm }
                service Booking : aws.lambda { concurrency 20  on Placed from BookingQueue in 200ms { puts Books } }
                store Books : aws.dynamodb
              `,
            },
            {
              title: 'Let 100 run at a time',
              output: `
                event Placed { key orderId }
                actor Customer { sends Placed to Booking at 10..500/s }
                service Booking : aws.lambda { concurrency 100  on Placed in 200ms { puts Books } }
                store Books : aws.dynamodb
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'too much on average, which no queue helps',
      text: booking('at 200..500/s', 'concurrency 20  <|on Placed from Events in 200ms|>'),
      findings: [
        {
          message: 'pushed',
          related: ['it is handed over here, without waiting'],
          fixes: [{ title: 'Let 100 run at a time', output: booking('at 200..500/s', 'concurrency 100  on Placed from Events in 200ms') }],
        },
      ],
    },
    {
      name: 'clients that call more than gets done',
      text: 'actor User { calls A.go at 10..500/s }\nservice A { concurrency 10  <|serves go in 200ms|> }\n',
      findings: [
        {
          message: 'called',
          text: '500/s call A.go at peak, which can do 50/s (10 at a time, 200ms each). Limit the rate at the entry, or accept the work into a queue and answer at once.',
          related: ['it is called here'],
          data: { rate: '500/s', capacity: '50/s' },
        },
      ],
    },
    {
      name: 'a bucket that tells of each object',
      text: `
        event Uploaded { key imageId }
        actor Camera { puts Images at 1..200/s }
        store Images : aws.s3 { publishes Uploaded }
        service Thumbs : aws.lambda { concurrency 10  <|on Uploaded in 500ms|> { puts Small } }
        store Small : aws.s3
      `,
      findings: [{ message: 'pushed', related: ['it is handed over here, without waiting'], data: { rate: '200/s', capacity: '20/s' } }],
    },
    {
      name: 'somebody else’s calls, as a webhook makes them',
      text: 'external Bank { calls Hook.paid at 1..50/s }\nservice Hook { concurrency 2  <|serves paid in 100ms|> }\n',
      findings: [{ message: 'called', related: ['it is called here'], data: { rate: '50/s', capacity: '20/s' } }],
    },
    {
      name: 'a function whose product keeps what it cannot take yet, though not for long enough',
      text: booking(
        'at 10..500/s',
        'retention 4m  concurrency 20  <|on Placed from Events in 200ms with dead-letters to Parked|>',
        'bus Events : aws.eventbridge\nqueue Parked : aws.sqs { alarm }',
      ),
      findings: [{ message: 'pushed', related: 1 }],
    },
    {
      name: 'the same with longer peaks, with messages that are of no use by then, with nowhere to go after that, with too much on average',
      options: { burst: '20m' },
      text: `
        event A { key id }
        event B { key id  useful for 10m }
        bus Events : aws.eventbridge
        queue Parked : aws.sqs { alarm }
        actor User { publishes A to Events at 10..500/s  publishes B to Events at 10..120/s }
        service S1 : aws.lambda { retention 1h  concurrency 20  <|on A from Events in 200ms with dead-letters to Parked|> }
        service S2 : aws.lambda { retention 1h  concurrency 20  on B from Events in 200ms with dead-letters to Parked }
        service S3 : aws.lambda { retention 1h  concurrency 14  <|on B from Events in 200ms with dead-letters to Parked|> }
        service S4 : aws.lambda { retention 6h  concurrency 20  <|on B from Events in 200ms|> }
        service S5 : aws.lambda { retention 6h  concurrency 1  <|on B from Events in 200ms with dead-letters to Parked|> }
      `,
      findings: [{ message: 'pushed' }, { message: 'pushed' }, { message: 'pushed' }, { message: 'pushed' }],
    },
    {
      name: 'an entry that lets in more than gets done',
      text: 'actor User { calls Api at 500/s }\ngateway Api : aws.apigateway { routes "/" to A.go }\nservice A { concurrency 10  <|serves go in 200ms|> }\n',
      findings: [{ message: 'called', related: ['it is called here'], data: { rate: '500/s', capacity: '50/s' } }],
    },
    {
      name: 'just as much on average as gets done, which a queue would never work off',
      text: booking('at 100..500/s', 'concurrency 20  <|on Placed from Events in 200ms|>'),
      findings: [
        {
          message: 'pushed',
          fixes: [{ title: 'Let 100 run at a time', output: booking('at 100..500/s', 'concurrency 100  on Placed from Events in 200ms') }],
        },
      ],
    },
    {
      name: 'several messages, in batches',
      text: `
        event Placed { key orderId }
        event Paid { key orderId }
        actor Customer { publishes Placed to Events at 10..1000/s  publishes Paid to Events at 10..1000/s }
        stream Events : house.stream
        technology house.stream is stream { pushes  batch 10 at most 100 }
        service Booking { concurrency 20  <|on Placed, Paid from Events in 200ms with batch 10|> { puts Books } }
        store Books : aws.dynamodb
      `,
      findings: [
        {
          message: 'pushed',
          data: { rate: '2000/s', capacity: '1000/s' },
          fixes: [
            {
              title: 'Put a queue before Booking, BookingQueue',
              output: `
                event Placed { key orderId }
                event Paid { key orderId }
                actor Customer { publishes Placed to Events at 10..1000/s  publishes Paid to Events at 10..1000/s }
                stream Events : house.stream
                technology house.stream is stream { pushes  batch 10 at most 100 }
                queue BookingQueue { subscribes to Events for Placed, Paid  dead-letters after 5 attempts  alarm }
                service Booking { concurrency 20  on Placed, Paid from BookingQueue in 200ms with batch 10 { puts Books } }
                store Books : aws.dynamodb
              `,
            },
            {
              title: 'Let 40 run at a time',
              output: `
                event Placed { key orderId }
                event Paid { key orderId }
                actor Customer { publishes Placed to Events at 10..1000/s  publishes Paid to Events at 10..1000/s }
                stream Events : house.stream
                technology house.stream is stream { pushes  batch 10 at most 100 }
                service Booking { concurrency 40  on Placed, Paid from Events in 200ms with batch 10 { puts Books } }
                store Books : aws.dynamodb
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'no queue before what comes by several ways, from another system, or before a join; no more at a time than the product runs',
      text: {
        'books.arch': `
          technology house.function is service { concurrency 10 at most 100 }
          system books {
            event Paid { key orderId }
            event Sent { key orderId }
            bus Payments : aws.eventbridge
            bus Copies : aws.eventbridge
            actor Payer {
              publishes Paid to Payments at 1..101/s
              publishes Paid to Copies at 1..400/s
              publishes Sent to Payments at 1..500/s
              sends Sent to Postage at 1..10/s
            }
            service Booking : house.function { <|on Paid in 200ms|> { puts Books } }
            service Postage : house.function { <|on Sent in 200ms|> { puts Books } }
            service Foreign : house.function { <|on shop.Placed from shop.Events in 200ms|> { puts Books } }
            service Both : house.function { <|on all of Paid, Sent within 10m using Books from Payments in 200ms|> { puts Books } }
            store Books : aws.dynamodb
          }
        `,
        'shop.arch': `
          system shop {
            event Placed { key orderId }
            bus Events : aws.eventbridge
            actor Customer { publishes Placed to Events at 1..500/s }
          }
        `,
      },
      findings: [{ message: 'pushed', fixes: [] }, { message: 'pushed', fixes: [] }, { message: 'pushed' }, { message: 'pushed' }],
    },
    {
      name: 'just as many at a time as the product can run, and one more',
      text: `
        technology house is service { concurrency 10 at most 20 }
        actor User { calls A.go at 20/s  calls B.go at 21/s }
        service A : house { <|serves go in 1s|> }
        service B : house { <|serves go in 1s|> }
      `,
      findings: [
        {
          message: 'called',
          fixes: [
            {
              title: 'Let 20 run at a time',
              output: `
                technology house is service { concurrency 10 at most 20 }
                actor User { calls A.go at 20/s  calls B.go at 21/s }
                service A : house { serves go in 1s with concurrency 20 }
                service B : house { serves go in 1s }
              `,
            },
          ],
        },
        { message: 'called', fixes: [] },
      ],
    },
    {
      name: 'a join, which collects, and a handler that another system sends to as well: no queue is put before them',
      text: `
        system shop {
          event Placed { key id }
          event Paid { key id }
          event Asked { key id }
          topic T : aws.sns
          actor Shopper { publishes Placed to T at 20/s  publishes Paid to T at 20/s  sends Asked to Desk at 10/s }
          service Join : house { <|on all of Placed, Paid from T in 1s within 1h|> }
          service Desk : house { <|on Asked in 1s|> }
        }
        technology house is service like aws.lambda { concurrency 10 at most 10 }
        system far { actor Clerk { sends shop.Asked to shop.Desk at 10/s } }
      `,
      findings: [
        { message: 'pushed', data: { handler: 'Join', rate: '20/s' }, fixes: [] },
        { message: 'pushed', data: { handler: 'Desk', rate: '20/s' }, fixes: [] },
      ],
    },
  ],
});
