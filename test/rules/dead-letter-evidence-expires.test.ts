import { testRule } from './runner.ts';

testRule('dead-letter-evidence-expires', {
  valid: [
    {
      name: 'dead letters that are kept longer, and a queue of its own, which keeps as long as it can',
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds  sends Refunded to Books } }
        queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        queue Books : aws.sqs { dead-letters after 5 attempts  alarm }
        service Work : aws.ecs { on Refunded from Refunds  on Refunded from Books }
      `,
    },
    {
      name: 'a queue that counts a parked message’s age anew',
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds } }
        queue Refunds : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs.fifo { alarm }
        service Work : aws.ecs { on Refunded from Refunds }
      `,
    },
    {
      name: 'a dead-letter queue that somebody empties',
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds  sends Refunded to Books } }
        queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  redrives to Refunds }
        queue Books : aws.sqs { dead-letters to BooksParked after 5 attempts }
        queue BooksParked : aws.sqs
        service Work : aws.ecs { on Refunded from Refunds  on Refunded from Books  on Refunded from BooksParked }
      `,
    },
    {
      name: 'pointers that go into a store, and a stream that keeps its records long enough',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries  publishes Posted to Archive } }
        stream Entries : aws.kinesis
        stream Archive : aws.kinesis { retention 7d }
        store Failed : aws.s3
        queue Parked : aws.sqs { alarm }
        service Work : aws.lambda {
          on Posted from Entries with dead-letters to Failed after 3 attempts
          on Posted from Archive with dead-letters to Parked after 3 attempts
        }
      `,
    },
    {
      name: 'a source that says it keeps messages longer than its product allows: that is what to mend first',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { retention 20d  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'dead letters that are kept just long enough',
      options: { triage: '4d' },
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds } }
        queue Refunds : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs.fifo { alarm }
        service Work : aws.ecs { on Refunded from Refunds }
      `,
    },
    {
      name: 'messages that may be lost, which nobody will look at',
      text: `
        event BusMoved { key positionId  expendable }
        service Buses { serves report { publishes BusMoved to Positions } }
        stream Positions : aws.kinesis { alarm }
        service Lines : aws.lambda { on BusMoved from Positions with dead-letters to Lost after 3 attempts }
        queue Lost : aws.sqs { retention 14d  alarm }
      `,
    },
    {
      name: 'records that are parked in another log, which takes them themselves',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : aws.kinesis
        stream Parked : kafka { retention 14d  alarm }
        service Work : aws.lambda { on Posted from Entries with dead-letters to Parked after 3 attempts }
      `,
    },
  ],
  invalid: [
    {
      name: 'pointers into a stream that cannot keep longer: the records go into a store',
      text: `
        event Changed { key changeId }
        store Orders : aws.dynamodb { publishes Changed to Changes }
        stream Changes : aws.dynamodb.streams
        service Shop { serves buy { puts Orders } }
        service Sums : aws.lambda { on Changed from Changes with <|dead-letters group to Parked after 3 attempts|> }
        queue Parked : aws.sqs { retention 14d  alarm }
      `,
      findings: [
        {
          message: 'pointers',
          text: 'What Changes (aws.dynamodb.streams) parks in Parked (aws.sqs) only points to the records, and Changes (aws.dynamodb.streams) forgets them after 1d, which may be before somebody looks. Park in a store that takes the records themselves.',
          data: { orLonger: '' },
          fixes: [
            {
              title: 'Park the records themselves, in a new store SumsFailed',
              output: `
                event Changed { key changeId }
                store Orders : aws.dynamodb { publishes Changed to Changes }
                stream Changes : aws.dynamodb.streams
                service Shop { serves buy { puts Orders } }
                service Sums : aws.lambda { on Changed from Changes with dead-letters group to SumsFailed after 3 attempts }
                store SumsFailed : aws.s3
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a redrive, which a person starts when there is still something to put back',
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds } }
        queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs { alarm  redrives to Refunds }
        service Work : aws.ecs { on Refunded from Refunds }
      `,
      findings: [
        {
          message: 'keeps-age',
          text: 'Parked (aws.sqs) keeps a message for 4d, counted from when it came into Refunds, where it can have spent 4d: nothing may be left to look at. Keep it longer, `retention 14d`.',
          related: ['Refunds parks in it'],
          data: { kept: '4d', spent: '4d' },
        },
      ],
    },
    {
      name: 'a queue whose messages are parked with their age',
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds } }
        queue Refunds : aws.sqs { retention 7d  dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs { retention 5d  alarm }
        service Work : aws.ecs { on Refunded from Refunds }
      `,
      findings: [
        {
          message: 'keeps-age',
          related: ['Refunds parks in it'],
          severity: 'warning',
          data: { kept: '5d', source: 'Refunds', spent: '7d', advice: 'Keep it longer, `retention 14d`.' },
          fixes: [
            {
              title: 'Let Parked keep messages for 14d',
              output: `
                event Refunded { key paymentId }
                service Desk { serves refund { sends Refunded to Refunds } }
                queue Refunds : aws.sqs { retention 7d  dead-letters to Parked after 5 attempts }
                queue Parked : aws.sqs { retention 14d  alarm }
                service Work : aws.ecs { on Refunded from Refunds }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a queue that cannot keep longer than its source',
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds } }
        queue Refunds : aws.sqs { retention 14d  dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs { retention 14d  alarm }
        service Work : aws.ecs { on Refunded from Refunds }
      `,
      findings: [
        {
          message: 'keeps-age',
          data: { advice: 'Let Refunds keep them for a shorter time.' },
          related: ['Refunds parks in it'],
          fixes: [],
        },
      ],
    },
    {
      name: 'less than a weekend, and pointers to records that are gone after a day',
      options: { triage: '5d' },
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries  sends Posted to Inbox } }
        stream Entries : aws.kinesis
        queue Failed : aws.sqs { retention 14d  alarm }
        queue Inbox : aws.sqs.fifo { grouped by entryId  dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs.fifo { alarm }
        service Work : aws.lambda {
          on Posted from Entries with <|dead-letters to Failed after 3 attempts|>
          on Posted from Inbox
        }
      `,
      findings: [
        {
          message: 'short',
          text: 'Parked (aws.sqs.fifo) keeps a parked message for 4d, and it may take 5d until somebody looks. Keep it longer, `retention 14d`.',
          related: ['Inbox parks in it'],
          data: { kept: '4d', triage: '5d' },
        },
        {
          message: 'pointers',
          data: { source: 'Entries (aws.kinesis)', kept: '1d', orLonger: ', or let Entries keep them longer than 5d' },
        },
      ],
    },
    {
      name: 'several that park in one queue, once; a time that nobody chose is lengthened without asking',
      options: { triage: '5d' },
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds  sends Refunded to Books } }
        queue Refunds : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts }
        queue Books : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs.fifo { alarm }
        service Work : aws.ecs { on Refunded from Refunds  on Refunded from Books }
      `,
      findings: [
        {
          message: 'short',
          related: ['Refunds parks in it'],
          fixes: [
            {
              title: 'Let Parked keep messages for 14d',
              safe: true,
              output: `
                event Refunded { key paymentId }
                service Desk { serves refund { sends Refunded to Refunds  sends Refunded to Books } }
                queue Refunds : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts }
                queue Books : aws.sqs.fifo { grouped by paymentId  dead-letters to Parked after 5 attempts }
                queue Parked : aws.sqs.fifo { alarm  retention 14d }
                service Work : aws.ecs { on Refunded from Refunds  on Refunded from Books }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'several whose messages keep their age, in one queue',
      text: `
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds  sends Refunded to Books } }
        queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Books : aws.sqs { dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs { alarm }
        service Work : aws.ecs { on Refunded from Refunds  on Refunded from Books }
      `,
      findings: [{ message: 'keeps-age', related: ['Refunds parks in it'] }],
    },
    {
      name: 'pointers to records that are kept just as long as it takes to look, in a topic',
      options: { triage: '1d' },
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : aws.kinesis
        topic Failed : aws.sns
        service Work : aws.lambda { on Posted from Entries with <|dead-letters to Failed after 3 attempts|> }
      `,
      findings: [
        {
          message: 'pointers',
          data: { kept: '1d', orLonger: ', or let Entries keep them longer than 1d' },
        },
      ],
    },
    {
      name: 'a log that can keep for any time: two weeks',
      options: { triage: '4d' },
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : kafka
        stream <|Parked|> : kafka { retention 2d  alarm }
        service Work : aws.ecs { on Posted from Entries with dead-letters to Parked after 3 attempts }
      `,
      findings: [
        {
          message: 'short',
          related: ['Entries parks in it'],
          data: { longer: 'retention 14d' },
          fixes: [
            {
              title: 'Let Parked keep messages for 14d',
              output: `
                event Posted { key entryId }
                service Ledger { serves post { publishes Posted to Entries } }
                stream Entries : kafka
                stream Parked : kafka { retention 14d  alarm }
                service Work : aws.ecs { on Posted from Entries with dead-letters to Parked after 3 attempts }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'some messages that may be lost, and some that may not',
      text: `
        event Refunded { key paymentId }
        event Viewed { key viewId  expendable }
        service Desk { serves refund { sends Refunded to Refunds  sends Viewed to Refunds } }
        queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs { alarm }
        service Work : aws.ecs { on Refunded, Viewed from Refunds }
      `,
      findings: [{ message: 'keeps-age' }],
    },
    {
      name: 'a topic of which nobody says what comes through it',
      text: `
        topic News
        queue Inbox { subscribes to News with dead-letters to Parked after 3 attempts }
        queue <|Parked|> { retention 1d  alarm }
      `,
      findings: [{ message: 'short', related: ['News parks in it'] }],
    },
    {
      name: 'one in which messages keep their age, and another one that parks there: once',
      options: { triage: '5d' },
      text: `
        technology house.queue is queue { delivery at-least-once  retention 4d  dead-letters on queue }
        event Refunded { key paymentId }
        service Desk { serves refund { sends Refunded to Refunds  sends Refunded to Books } }
        queue Refunds : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Books : house.queue { dead-letters to Parked after 5 attempts }
        queue <|Parked|> : aws.sqs { alarm }
        service Work : aws.ecs { on Refunded from Refunds  on Refunded from Books }
      `,
      findings: [{ message: 'keeps-age', related: ['Refunds parks in it'] }],
    },
    {
      name: 'pointers to records that cannot be kept longer than it takes to look',
      options: { triage: '1d' },
      text: `
        event Changed { key changeId }
        store Orders : aws.dynamodb { publishes Changed to Changes }
        stream Changes : aws.dynamodb.streams
        service Shop { serves buy { puts Orders } }
        service Sums : aws.lambda { on Changed from Changes with <|dead-letters group to Parked after 3 attempts|> }
        queue Parked : aws.sqs { retention 14d  alarm }
      `,
      findings: [{ message: 'pointers', data: { orLonger: '' } }],
    },
  ],
});
