import { testRule } from './runner.ts';

testRule('poison-message-blocks-partition', {
  valid: [
    {
      name: 'bounded tries and a dead-letter queue',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs.fifo { grouped by paymentId  dead-letters after 5 attempts }
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'a block that somebody is told of',
      text: `
        event Moved { key moveId  ordered by vehicleId }
        service Vehicle { serves move { sends Moved to Positions } }
        queue Positions : aws.sqs.fifo { grouped by vehicleId  no dead-letters because "order"  alarm }
        service Map : aws.ecs { on Moved from Positions }
      `,
    },
    {
      name: 'a consumer that takes the messages in any order, and a queue that keeps none',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries  sends Posted to Inbox } }
        stream Entries : kafka { grouped by accountId }
        queue Inbox : aws.sqs
        service Books : kubernetes { on Posted from Entries with ordering none  on Posted from Inbox }
      `,
    },
    {
      name: 'tries that nobody counts',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries { ordering per-key }
        service Books { on Posted from Entries }
      `,
    },
  ],
  invalid: [
    {
      name: 'a block that is decided, but unwatched',
      text: `
        event Moved { key moveId  ordered by vehicleId }
        service Vehicle { serves move { sends Moved to Positions } }
        queue <|Positions|> : aws.sqs.fifo { grouped by vehicleId  no dead-letters because "order" }
        service Map : aws.ecs { on Moved from Positions }
      `,
      findings: [
        {
          message: 'unnoticed',
          text: 'One Moved that Map cannot handle holds back all later ones of the same vehicleId in Positions (aws.sqs.fifo) for up to 4d, as is decided; but nobody is told. Add an `alarm` to Positions.',
          related: ['Map takes it in order'],
          severity: 'warning',
          data: { message: 'Moved', consumer: 'Map', group: 'the same vehicleId', until: 'for up to 4d' },
          fixes: [
            {
              title: 'Tell someone when Positions stands still',
              safe: true,
              output: `
                event Moved { key moveId  ordered by vehicleId }
                service Vehicle { serves move { sends Moved to Positions } }
                queue Positions : aws.sqs.fifo { grouped by vehicleId  no dead-letters because "order"  alarm }
                service Map : aws.ecs { on Moved from Positions }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a stream’s handler that nothing bounds, where its product hands on pointers only',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : aws.kinesis
        service Books : aws.lambda { <|on Posted from Entries|> }
      `,
      findings: [
        {
          message: 'unbounded',
          text: 'One Posted that Books cannot handle holds back all later ones of its partition in Entries (aws.kinesis) for up to 1d: it is tried without limit, and nobody is told. Add an `alarm` to Entries, or bound the tries and park it with `dead-letters`.',
          related: ['Books takes it in order'],
          data: { group: 'its partition', until: 'for up to 1d', park: 'dead-letters' },
          fixes: [
            {
              title: 'Tell someone when Entries stands still',
              output: `
                event Posted { key entryId }
                service Ledger { serves post { publishes Posted to Entries } }
                stream Entries : aws.kinesis { alarm }
                service Books : aws.lambda { on Posted from Entries }
              `,
            },
            {
              title: 'Park what fails in a new store BooksDlq',
              output: `
                event Posted { key entryId }
                service Ledger { serves post { publishes Posted to Entries } }
                stream Entries : aws.kinesis
                service Books : aws.lambda { on Posted from Entries with dead-letters to BooksDlq after 5 attempts }
                store BooksDlq : aws.s3
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a queue whose consumer needs the order: the group is parked as a whole',
      text: `
        event Moved { key moveId  ordered by vehicleId }
        service Vehicle { serves move { sends Moved to Positions } }
        queue <|Positions|> : aws.sqs.fifo { grouped by vehicleId }
        service Map : aws.ecs { on Moved from Positions }
      `,
      findings: [{ message: 'unbounded', related: ['Map takes it in order'], data: { park: 'dead-letters group' } }],
    },
    {
      name: 'a log that its readers read in order, for as long as it keeps messages',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : kafka { grouped by entryId }
        service Books : kubernetes { <|on Posted from Entries|> }
      `,
      findings: [
        { message: 'unbounded', related: ['Books takes it in order'], data: { group: 'the same entryId', until: 'for up to 7d' } },
      ],
    },
    {
      name: 'a queue with a single active consumer',
      text: `
        event Moved { key moveId  ordered }
        service Vehicle { serves move { sends Moved to Positions } }
        queue <|Positions|> : rabbitmq { ordering total }
        service Map : kubernetes { instances 1  on Moved from Positions }
      `,
      findings: [
        {
          message: 'unbounded',
          related: ['Map takes it in order'],
          data: { until: 'for ever', group: 'its group', park: 'dead-letters group' },
        },
      ],
    },
    {
      name: 'tries without limit that the design itself asks for',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : aws.kinesis
        service Books : aws.lambda { <|on Posted from Entries with unlimited retries|> }
      `,
      findings: [
        {
          message: 'unnoticed',
          fixes: [
            {
              title: 'Tell someone when Entries stands still',
              safe: true,
              output: `
                event Posted { key entryId }
                service Ledger { serves post { publishes Posted to Entries } }
                stream Entries : aws.kinesis { alarm }
                service Books : aws.lambda { on Posted from Entries with unlimited retries }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a log of which nobody says how long it keeps messages',
      text: `
        event Posted { key entryId }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries { ordering per-key }
        service Books { <|on Posted from Entries with unlimited retries|> }
      `,
      findings: [{ message: 'unnoticed', data: { until: 'until somebody removes it' } }],
    },
    {
      name: 'a queue of two messages, of which one needs the order, by two fields',
      text: `
        event Seen { key viewId }
        event Moved { key moveId  ordered by fleetId + vehicleId }
        service Vehicle { serves move { sends Seen to Positions  sends Moved to Positions } }
        queue <|Positions|> : aws.sqs.fifo { grouped by fleetId + vehicleId }
        service Map : aws.ecs { on Seen from Positions  on Moved from Positions }
      `,
      findings: [
        {
          message: 'unbounded',
          data: { message: 'Seen or Moved', group: 'the same fleetId + vehicleId', park: 'dead-letters group' },
          related: ['Map takes it in order', 'Map takes it in order'],
          relatedAt: ['on Seen from Positions', 'on Moved from Positions'],
          fixes: [
            {
              title: 'Tell someone when Positions stands still',
              safe: true,
              output: `
                event Seen { key viewId }
                event Moved { key moveId  ordered by fleetId + vehicleId }
                service Vehicle { serves move { sends Seen to Positions  sends Moved to Positions } }
                queue Positions : aws.sqs.fifo { grouped by fleetId + vehicleId  alarm }
                service Map : aws.ecs { on Seen from Positions  on Moved from Positions }
              `,
            },
            {
              title: 'Give Positions a dead-letter queue',
              output: `
                event Seen { key viewId }
                event Moved { key moveId  ordered by fleetId + vehicleId }
                service Vehicle { serves move { sends Seen to Positions  sends Moved to Positions } }
                queue Positions : aws.sqs.fifo { grouped by fleetId + vehicleId  dead-letters group after 5 attempts  alarm }
                service Map : aws.ecs { on Seen from Positions  on Moved from Positions }
              `,
            },
          ],
        },
      ],
    },
  ],
});
