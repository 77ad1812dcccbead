import { testRule } from './runner.ts';

testRule('dead-letter-type-mismatch', {
  valid: [
    {
      name: 'the right pair, a house standard that is like the right one, and a queue of its own',
      text: `
        technology house.parking is queue like aws.sqs { retention 14d  alarm }
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books  sends Paid to Rows } }
        queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Books : aws.sqs.fifo { dead-letters to ParkedInOrder after 5 attempts }
        queue Rows : aws.sqs.fifo { dead-letters after 5 attempts  alarm }
        queue Parked : house.parking
        queue ParkedInOrder : aws.sqs.fifo { retention 14d  alarm }
        service Work : aws.ecs { on Paid from Ledger  on Paid from Books  on Paid from Rows }
      `,
    },
    {
      name: 'a technology that names none, and none at all',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments  sends Paid to Ledger  sends Paid to Books } }
        stream Payments : kafka
        queue Ledger
        queue Books : aws.sqs { dead-letters to Anything after 5 attempts }
        queue Anything { alarm }
        service Work : kubernetes {
          on Paid from Payments with dead-letters to Anything after 5 attempts
          on Paid from Ledger with dead-letters to Anything after 5 attempts
          on Paid from Books
        }
      `,
    },
    {
      name: 'a function’s own failure destination, where a bus pushes to it',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments } }
        bus Payments : aws.eventbridge
        topic Failures : aws.sns
        service Work : aws.lambda { on Paid from Payments with dead-letters to Failures }
      `,
    },
    {
      name: 'a topic that parks in anything, whatever a function of its own would take',
      text: `
        technology house.topic is topic { pushes  delivery at-least-once  dead-letters on subscription }
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : house.topic
        stream Parked : kafka { alarm }
        service Work : aws.lambda { on Paid from Payments with dead-letters to Parked }
      `,
    },
    {
      name: 'a function that parks anywhere what it cannot handle, behind a topic that does not',
      text: `
        technology house.function is service { dead-letters on handler }
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns
        queue Parked : azure.servicebus { retention 14d  alarm }
        service Books : house.function { on Paid from Payments with dead-letters to Parked }
      `,
    },
  ],
  invalid: [
    {
      name: 'a queue that parks in one of another kind; the one that nobody else uses can be changed',
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Reversals } }
        queue Reversals : aws.sqs.fifo { <|dead-letters to Parked after 5 attempts|> }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.ecs { on Refunded from Reversals }
      `,
      findings: [
        {
          message: 'mismatch',
          text: 'Parked (aws.sqs) cannot take what Reversals (aws.sqs.fifo) parks: it must be of aws.sqs.fifo.',
          related: ['Parked is declared here'],
          severity: 'error',
          data: { sink: 'Parked (aws.sqs)', source: 'Reversals (aws.sqs.fifo)', allowed: 'aws.sqs.fifo' },
          fixes: [
            {
              title: 'Change Parked to aws.sqs.fifo',
              output: `
                event Refunded { key paymentId }
                service Desk { serves refund { sends Refunded to Reversals } }
                queue Reversals : aws.sqs.fifo { dead-letters to Parked after 5 attempts }
                queue Parked : aws.sqs.fifo { retention 14d  alarm }
                service Books : aws.ecs { on Refunded from Reversals }
              `,
            },
            {
              title: 'Give Reversals a dead-letter queue of its own',
              output: `
                event Refunded { key paymentId }
                service Desk { serves refund { sends Refunded to Reversals } }
                queue Reversals : aws.sqs.fifo { dead-letters after 5 attempts  alarm }
                service Books : aws.ecs { on Refunded from Reversals }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a queue that others use too, a subscription, a handler',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  publishes Paid to Payments } }
        queue Ledger : aws.sqs { <|dead-letters to Parked after 5 attempts|>  alarm }
        queue Parked : aws.sqs.fifo { retention 14d  alarm }
        topic Payments : aws.sns
        queue Books : aws.sqs { subscribes to Payments with <|dead-letters to Parked|>  dead-letters after 5 attempts  alarm }
        service Work : aws.lambda {
          on Paid from Ledger
          on Paid from Books
          on Paid from Payments with <|dead-letters to Parked|>
        }
      `,
      findings: [
        {
          message: 'mismatch',
          related: ['Parked is declared here'],
          fixes: [
            {
              title: 'Give Ledger a dead-letter queue of its own',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger  publishes Paid to Payments } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                queue Parked : aws.sqs.fifo { retention 14d  alarm }
                topic Payments : aws.sns
                queue Books : aws.sqs { subscribes to Payments with dead-letters to Parked  dead-letters after 5 attempts  alarm }
                service Work : aws.lambda {
                  on Paid from Ledger
                  on Paid from Books
                  on Paid from Payments with dead-letters to Parked
                }
              `,
            },
          ],
        },
        {
          message: 'mismatch',
          related: ['Parked is declared here'],
          fixes: [
            {
              title: 'Park in a new queue BooksDlq',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger  publishes Paid to Payments } }
                queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts  alarm }
                queue Parked : aws.sqs.fifo { retention 14d  alarm }
                topic Payments : aws.sns
                queue Books : aws.sqs { subscribes to Payments with dead-letters to BooksDlq  dead-letters after 5 attempts  alarm }
                queue BooksDlq : aws.sqs { retention 14d  alarm }
                service Work : aws.lambda {
                  on Paid from Ledger
                  on Paid from Books
                  on Paid from Payments with dead-letters to Parked
                }
              `,
            },
          ],
        },
        {
          message: 'mismatch',
          related: ['Parked is declared here'],
          data: { allowed: 'aws.sqs, aws.sns, aws.lambda, aws.eventbridge or aws.s3' },
        },
      ],
    },
    {
      name: 'what a function could take itself, where the queue parks for it; sinks that nobody shares',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
        queue Ledger : aws.sqs { <|dead-letters to Failures after 5 attempts|>  alarm }
        topic Failures : aws.sns
        queue Books : aws.sqs.fifo { grouped by paymentId  <|dead-letters to Parked after 5 attempts|>  alarm }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Work : aws.lambda { on Paid from Ledger  on Paid from Books }
      `,
      findings: [
        { message: 'mismatch', related: ['Failures is declared here'], data: { sink: 'Failures (aws.sns)', allowed: 'aws.sqs' } },
        {
          message: 'mismatch',
          related: ['Parked is declared here'],
          data: { sink: 'Parked (aws.sqs)', allowed: 'aws.sqs.fifo' },
          fixes: [
            {
              title: 'Change Parked to aws.sqs.fifo',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
                queue Ledger : aws.sqs { dead-letters to Failures after 5 attempts  alarm }
                topic Failures : aws.sns
                queue Books : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts  alarm }
                queue Parked : aws.sqs.fifo { retention 14d  alarm }
                service Work : aws.lambda { on Paid from Ledger  on Paid from Books }
              `,
            },
            {
              title: 'Give Books a dead-letter queue of its own',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
                queue Ledger : aws.sqs { dead-letters to Failures after 5 attempts  alarm }
                topic Failures : aws.sns
                queue Books : aws.sqs.fifo { grouped by paymentId  dead-letters after 5 attempts  alarm }
                service Work : aws.lambda { on Paid from Ledger  on Paid from Books }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a container, which parks nothing itself, and a handler of a stream, which parks instead of its function',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments  publishes Paid to Log } }
        topic Payments : aws.sns
        stream Log : aws.kinesis { alarm }
        queue Parked : aws.sqs.fifo { retention 14d  alarm }
        store Rows : aws.dynamodb
        service Work : aws.ecs { on Paid from Payments with <|dead-letters to Parked|> }
        service Read : aws.lambda { on Paid from Log with <|dead-letters to Rows after 5 attempts|> }
      `,
      findings: [
        { message: 'mismatch', data: { allowed: 'aws.sqs' } },
        {
          message: 'mismatch',
          data: { sink: 'Rows (aws.dynamodb)', allowed: 'aws.sqs, aws.sns, aws.s3 or kafka' },
          fixes: [
            {
              title: 'Park in a new queue ReadDlq',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { publishes Paid to Payments  publishes Paid to Log } }
                topic Payments : aws.sns
                stream Log : aws.kinesis { alarm }
                queue Parked : aws.sqs.fifo { retention 14d  alarm }
                store Rows : aws.dynamodb
                service Work : aws.ecs { on Paid from Payments with dead-letters to Parked }
                service Read : aws.lambda { on Paid from Log with dead-letters to ReadDlq after 5 attempts }
                queue ReadDlq : aws.sqs { retention 14d  alarm }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a function that is called straight',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Work } }
        store Rows : aws.dynamodb
        service Work : aws.lambda { on Paid with <|dead-letters to Rows|> }
      `,
      findings: [
        {
          message: 'mismatch',
          data: { sink: 'Rows (aws.dynamodb)', source: 'Work', allowed: 'aws.sqs, aws.sns, aws.lambda, aws.eventbridge or aws.s3' },
          fixes: [
            {
              title: 'Park in a new queue WorkDlq',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Work } }
                store Rows : aws.dynamodb
                service Work : aws.lambda { on Paid with dead-letters to WorkDlq }
                queue WorkDlq : aws.sqs { retention 14d  alarm }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'of two topics that a handler listens to the one whose dead letters the sink cannot take',
      text: `
        technology house.topic is topic { pushes  dead-letters on subscription to aws.sqs.fifo }
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to First  publishes Paid to Second } }
        topic First : house.topic
        topic Second : aws.sns
        queue Parked : aws.sqs.fifo { retention 14d  alarm }
        service Work : aws.ecs { on Paid with <|dead-letters to Parked|> }
      `,
      findings: [{ message: 'mismatch', data: { source: 'Second (aws.sns)', allowed: 'aws.sqs' }, fixes: [] }],
    },
    {
      name: 'a topic, which cannot be made a queue, though nobody else uses it',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { <|dead-letters to Failures after 5 attempts|> }
        topic Failures : aws.sns
        service Work { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'mismatch',
          fixes: [
            {
              title: 'Give Ledger a dead-letter queue of its own',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                service Work { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
  ],
});
