import { testRule } from './runner.ts';

testRule('max-receive-count-out-of-range', {
  valid: [
    {
      name: 'five tries of a function, three of a container',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        queue Books : aws.sqs { dead-letters after 3 attempts  alarm }
        service Ledgers : aws.lambda { on Paid from Ledger }
        service Book : aws.ecs { on Paid from Books }
      `,
    },
    {
      name: 'what is not counted by a queue: a function that a bus pushes to, a stream’s handler',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments  publishes Paid to Log } }
        bus Payments : aws.eventbridge
        stream Log : kafka { alarm }
        stream Later : kafka { retention 30d  alarm }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Work : aws.lambda { on Paid from Payments with dead-letters to Parked after 1 attempt }
        service Reader : kubernetes { on Paid from Log with dead-letters to Later after 1 attempt }
      `,
    },
    {
      name: 'one try before a queue that tries later',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { dead-letters to Later after 1 attempt }
        queue Later : aws.sqs { delay 10m  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger  on Paid from Later }
      `,
    },
    {
      name: 'a number that nobody says, and one that the technology chose',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Jobs } }
        queue Ledger : aws.sqs { dead-letters to Parked }
        queue Parked : aws.sqs { retention 14d  alarm }
        queue Jobs : bullmq { alarm }
        service Books : aws.ecs { on Paid from Ledger  on Paid from Jobs }
      `,
    },
    {
      name: 'tries that just fit into the life of a message',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { visibility 12h  retention 60h  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'fewer tries than the product takes: that is what to mend first',
      text: `
        technology house.queue is queue { needs attempts 3 }
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : house.queue { dead-letters after 1 attempt  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'a queue that only another channel takes from',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger { dead-letters after 1 attempt  alarm }
        topic Copies { subscribes to Ledger }
        service Books { on Paid from Copies }
      `,
    },
  ],
  invalid: [
    {
      name: 'one try',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { <|dead-letters after 1 attempt|>  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'once',
          text: 'Ledger (aws.sqs) parks a message after a single attempt, so one lost delivery or one restart of Books (aws.ecs) parks a healthy one. Allow `after 5 attempts`.',
          severity: 'error',
          data: { queue: 'Ledger (aws.sqs)', consumer: 'Books (aws.ecs)' },
          fixes: [
            {
              title: 'Park after 5 attempts',
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
      name: 'few tries of a function that may be throttled',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { <|dead-letters after 3 attempts|>  alarm }
        service Books : aws.lambda { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'few',
          text: 'Ledger (aws.sqs) parks a message after 3 attempts, and a throttled Books (aws.lambda) uses them up without having seen it. Allow `after 5 attempts`.',
          severity: 'warning',
          data: { attempts: 3 },
        },
      ],
    },
    {
      name: 'more tries than the message lives for',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { visibility 1h  <|dead-letters after 100 attempts|>  alarm }
        queue Books : aws.sqs { visibility 12h  retention 1d  <|dead-letters after 5 attempts|>  alarm }
        service Work : aws.ecs { on Paid from Ledger  on Paid from Books }
      `,
      findings: [
        {
          message: 'late',
          text: 'Ledger (aws.sqs) tries 100 times, 1h apart, but keeps a message for 4d only: it expires before it is parked. Allow fewer attempts, or let Ledger keep it longer.',
          data: { attempts: 100, visibility: '1h', retention: '4d' },
          fixes: [
            {
              title: 'Park after 5 attempts',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { visibility 1h  dead-letters after 5 attempts  alarm }
                queue Books : aws.sqs { visibility 12h  retention 1d  dead-letters after 5 attempts  alarm }
                service Work : aws.ecs { on Paid from Ledger  on Paid from Books }
              `,
            },
            {
              title: 'Let Ledger keep messages for 5d',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { visibility 1h  dead-letters after 100 attempts  alarm  retention 5d }
                queue Books : aws.sqs { visibility 12h  retention 1d  dead-letters after 5 attempts  alarm }
                service Work : aws.ecs { on Paid from Ledger  on Paid from Books }
              `,
            },
          ],
        },
        {
          message: 'late',
          fixes: [
            {
              title: 'Let Books keep messages for 3d',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { visibility 1h  dead-letters after 100 attempts  alarm }
                queue Books : aws.sqs { visibility 12h  retention 3d  dead-letters after 5 attempts  alarm }
                service Work : aws.ecs { on Paid from Ledger  on Paid from Books }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'tries without end before a dead-letter queue',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : rabbitmq.quorum { unlimited retries  <|dead-letters to Parked|> }
        queue Parked : rabbitmq.quorum { alarm }
        service Books { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'never',
          text: 'Ledger (rabbitmq.quorum) tries without limit, so nothing ever reaches Parked. Say after how many attempts it gives up, `after 5 attempts`.',
          data: { sink: 'Parked' },
          fixes: [
            {
              title: 'Park after 5 attempts',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : rabbitmq.quorum { unlimited retries  dead-letters to Parked after 5 attempts }
                queue Parked : rabbitmq.quorum { alarm }
                service Books { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'more tries than the message lives for, even if there were fewer',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { visibility 12h  retention 1d  <|dead-letters after 40 attempts|>  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [{ message: 'late', fixes: [] }],
    },
    {
      name: 'of two consumers the one that may be throttled says how many tries it needs',
      text: `
        technology house.function is service { needs attempts 8 }
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
        queue Ledger { <|dead-letters after 7 attempts|>  alarm }
        queue Books { dead-letters after 8 attempts  alarm }
        service Plain { on Paid from Ledger }
        service Work : house.function { on Paid from Ledger  on Paid from Books }
      `,
      findings: [
        {
          message: 'few',
          text: 'Ledger parks a message after 7 attempts, and a throttled Work (house.function) uses them up without having seen it. Allow `after 8 attempts`.',
          fixes: [
            {
              title: 'Park after 8 attempts',
              output: `
                technology house.function is service { needs attempts 8 }
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
                queue Ledger { dead-letters after 8 attempts  alarm }
                queue Books { dead-letters after 8 attempts  alarm }
                service Plain { on Paid from Ledger }
                service Work : house.function { on Paid from Ledger  on Paid from Books }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a number of tries that retries give',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger { 0 retries  <|dead-letters to Parked|> }
        queue Parked { alarm }
        service Work { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'once',
          fixes: [
            {
              title: 'Park after 5 attempts',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger { 0 retries  dead-letters to Parked after 5 attempts }
                queue Parked { alarm }
                service Work { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a queue that another channel takes from, too: whose restart parks a message',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger { <|dead-letters after 1 attempt|>  alarm }
        topic Copies { subscribes to Ledger }
        service Books { on Paid from Ledger }
      `,
      findings: [{ message: 'once', data: { consumer: 'Books' } }],
    },
  ],
});
