import { testRule } from './runner.ts';

testRule('missing-ordering-key', {
  valid: [
    {
      name: 'changes of a table, in order per partition and per row',
      text: `
        event Changed { key changeId  ordered by customerId }
        event Moved { key moveId  ordered by parcelId }
        store Orders : aws.dynamodb { key customerId + orderId  publishes Changed to Changes }
        store Parcels : aws.dynamodb { key depotId + parcelId  publishes Moved to Moves }
        stream Changes : aws.dynamodb.streams
        stream Moves : aws.dynamodb.streams
        service Shop { serves buy { puts Orders  puts Parcels } }
        service Sums : aws.lambda { on Changed from Changes { appends Log }  on Moved from Moves { appends Log } }
        store Log
      `,
    },
    {
      name: 'groups of the same field, and coarser ones',
      text: `
        event Booked { key entryId  ordered by accountId }
        event Moved { key moveId  ordered by customerId + addressId }
        service Ledger { serves book { publishes Booked to Entries  sends Moved to Moves } }
        stream Entries : kafka { grouped by accountId  alarm }
        queue Moves : aws.sqs.fifo { grouped by customerId  no dead-letters because "order"  alarm }
        service Balances : kubernetes { on Booked from Entries  on Moved from Moves }
      `,
    },
    {
      name: 'messages that need no order, and a consumer that compares versions',
      text: `
        event Paid { key paymentId }
        event Booked { key entryId  ordered by accountId }
        service Ledger { serves book { publishes Paid to Payments  publishes Booked to Entries } }
        stream Payments : kafka { alarm }
        stream Entries : kafka { grouped by entryId  alarm }
        service Balances : kubernetes { on Paid from Payments  on Booked from Entries { puts Rows if newer } }
        store Rows
      `,
    },
    {
      name: 'a single partition',
      text: `
        event Booked { key entryId  ordered }
        service Ledger { serves book { publishes Booked to Entries } }
        stream Entries : kafka { partitions 1  alarm }
        service Balances : kubernetes { on Booked from Entries }
      `,
    },
    {
      name: 'an order that an earlier hop has lost already',
      text: `
        event Booked { key entryId  ordered by accountId }
        service Ledger { serves book { publishes Booked to Events } }
        topic Events : aws.sns
        queue Entries : aws.sqs.fifo { subscribes to Events }
        service Balances : kubernetes { on Booked from Entries }
      `,
    },
  ],
  invalid: [
    {
      name: 'changes of a table, whose order is needed by something else than its key',
      text: `
        event Changed { key changeId  ordered by depotId }
        store Orders : aws.dynamodb { key customerId + orderId  publishes Changed to Changes }
        stream <|Changes|> : aws.dynamodb.streams
        service Shop { serves buy { puts Orders } }
        service Sums : aws.lambda { on Changed from Changes { appends Log } }
        store Log
      `,
      findings: [
        {
          message: 'other',
          text: 'Sums needs Changed in order per depotId, but Changes (aws.dynamodb.streams) groups by customerId: two of one depotId may land in different groups. Say `grouped by depotId`.',
          related: ['Sums needs the order'],
          data: { group: 'customerId', key: 'depotId' },
        },
      ],
    },
    {
      name: 'another group than the one that must be in order',
      text: `
        event Booked { key entryId  ordered by accountId }
        service Ledger { serves book { publishes Booked to Entries } }
        stream Entries : kafka { <|grouped by entryId|>  alarm }
        service Balances : kubernetes { on Booked from Entries }
      `,
      findings: [
        {
          message: 'other',
          related: ['Balances needs the order'],
          severity: 'error',
          data: { consumer: 'Balances', key: 'accountId', group: 'entryId' },
          fixes: [
            {
              title: 'Group by accountId',
              output: `
                event Booked { key entryId  ordered by accountId }
                service Ledger { serves book { publishes Booked to Entries } }
                stream Entries : kafka { grouped by accountId  alarm }
                service Balances : kubernetes { on Booked from Entries }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'no group at all, on a queue that parks: then the group is parked as a whole',
      text: `
        event Booked { key entryId  ordered by accountId }
        event Closed { key closeId  ordered by accountId + year }
        service Ledger { serves book { sends Booked to Entries  sends Closed to Entries } }
        queue <|Entries|> : aws.sqs.fifo { dead-letters after 5 attempts  alarm }
        service Balances : kubernetes { on Booked, Closed from Entries }
      `,
      findings: [
        {
          message: 'none',
          text: 'Balances needs Booked and Closed in order per accountId, but Entries (aws.sqs.fifo) keeps order within groups and nobody says which: two of one accountId may overtake each other. Say `grouped by accountId`.',
          related: ['Balances needs the order', 'Balances needs the order'],
          data: { message: 'Booked and Closed', key: 'accountId' },
          fixes: [
            {
              title: 'Group by accountId',
              output: `
                event Booked { key entryId  ordered by accountId }
                event Closed { key closeId  ordered by accountId + year }
                service Ledger { serves book { sends Booked to Entries  sends Closed to Entries } }
                queue Entries : aws.sqs.fifo { grouped by accountId  dead-letters group after 5 attempts  alarm }
                service Balances : kubernetes { on Booked, Closed from Entries }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'one order of all messages in a channel of several groups',
      text: `
        event Booked { key entryId  ordered }
        service Ledger { serves book { publishes Booked to Entries } }
        stream <|Entries|> : kafka { alarm }
        service Balances : kubernetes { on Booked from Entries }
      `,
      findings: [
        {
          message: 'all',
          text: 'Balances needs all Booked in one order, but Entries (kafka) keeps order within groups only. Let it have a single one.',
          related: ['Balances needs the order'],
          fixes: [
            {
              title: 'Let it have a single partition',
              output: `
                event Booked { key entryId  ordered }
                service Ledger { serves book { publishes Booked to Entries } }
                stream Entries : kafka { alarm  partitions 1 }
                service Balances : kubernetes { on Booked from Entries }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a key that changes from one ordered hop to the next',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { publishes Moved to Moves } }
        topic Moves : aws.sns.fifo { grouped by customerId }
        queue Addresses : aws.sqs.fifo { subscribes to Moves  <|grouped by moveId|>  alarm }
        service Shipping : aws.ecs { on Moved from Addresses { puts Book } }
        store Book
      `,
      findings: [
        { message: 'other', related: ['Shipping needs the order'], severity: 'error', data: { key: 'customerId', group: 'moveId' } },
      ],
    },
    {
      name: 'orders that have no field in common, and one of all messages beside one of each account',
      text: `
        event Booked { key entryId  ordered by accountId }
        event Moved { key moveId  ordered by depotId }
        event Closed { key closeId  ordered }
        service Ledger { serves book { sends Booked to Entries  sends Moved to Entries  sends Booked to Years  sends Closed to Years } }
        queue <|Entries|> : aws.sqs.fifo { alarm }
        queue <|Years|> : aws.sqs.fifo { alarm }
        service Balances : kubernetes { on Booked, Moved from Entries  on Booked, Closed from Years }
      `,
      findings: [
        {
          message: 'none',
          related: ['Balances needs the order', 'Balances needs the order'],
          data: { message: 'Booked and Moved', key: 'accountId' },
          fixes: [],
        },
        {
          message: 'all',
          related: ['Balances needs the order', 'Balances needs the order'],
          data: { message: 'Booked and Closed' },
          fixes: [],
        },
      ],
    },
    {
      name: 'a key of two fields, a finer one before a coarser one, and more partitions than there may be',
      text: `
        event Closed { key closeId  ordered by accountId + year }
        event Booked { key entryId  ordered by accountId }
        event Counted { key countId  ordered }
        service Ledger { serves book { publishes Closed to Years  publishes Closed to Both  publishes Booked to Both  publishes Counted to Log } }
        stream <|Years|> : kafka { alarm }
        stream <|Both|> : kafka { alarm }
        stream <|Log|> : kafka { partitions 3 }
        service Balances : kubernetes { on Closed from Years  on Closed, Booked from Both  on Counted from Log }
      `,
      findings: [
        {
          message: 'none',
          related: ['Balances needs the order'],
          data: { key: 'accountId + year' },
          fixes: [
            {
              title: 'Group by accountId + year',
              output: `
                event Closed { key closeId  ordered by accountId + year }
                event Booked { key entryId  ordered by accountId }
                event Counted { key countId  ordered }
                service Ledger { serves book { publishes Closed to Years  publishes Closed to Both  publishes Booked to Both  publishes Counted to Log } }
                stream Years : kafka { alarm  grouped by accountId + year }
                stream Both : kafka { alarm }
                stream Log : kafka { partitions 3 }
                service Balances : kubernetes { on Closed from Years  on Closed, Booked from Both  on Counted from Log }
              `,
            },
          ],
        },
        { message: 'none', related: ['Balances needs the order', 'Balances needs the order'], data: { key: 'accountId' } },
        {
          message: 'all',
          related: ['Balances needs the order'],
          fixes: [
            {
              title: 'Let it have a single partition',
              output: `
                event Closed { key closeId  ordered by accountId + year }
                event Booked { key entryId  ordered by accountId }
                event Counted { key countId  ordered }
                service Ledger { serves book { publishes Closed to Years  publishes Closed to Both  publishes Booked to Both  publishes Counted to Log } }
                stream Years : kafka { alarm }
                stream Both : kafka { alarm }
                stream Log : kafka { partitions 1 }
                service Balances : kubernetes { on Closed from Years  on Closed, Booked from Both  on Counted from Log }
              `,
            },
          ],
        },
      ],
    },
  ],
});
