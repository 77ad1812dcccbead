import { testRule } from './runner.ts';

/** A design in which vehicles tell where they are, with these lines at its end. */
function moving(...lines: readonly string[]): string {
  const start = [
    'event Moved { key moveId  ordered by vehicleId }',
    'service Vehicle { serves move { sends Moved to Tracks } }',
    'store Positions : postgres',
  ];
  return [...start, ...lines, ''].join('\n');
}

testRule('dead-letter-breaks-ordering', {
  valid: [
    {
      name: 'a message that is acknowledged before it is handled, so that it is never parked',
      text: `
        event Moved { key id  ordered by who }
        queue Moves : aws.sqs.fifo { grouped by who  dead-letters after 3 attempts  alarm }
        service Web { serves move { sends Moved to Moves } }
        service Map { on Moved from Moves with acknowledges first { puts Places } }
        store Places
      `,
    },
    {
      name: 'a group that is parked as a whole',
      text: moving(
        'queue Tracks : aws.sqs.fifo { grouped by vehicleId  dead-letters group after 5 attempts  alarm }',
        'service Map : aws.ecs { on Moved from Tracks { appends Positions } }',
      ),
    },
    {
      name: 'a consumer that compares versions',
      text: moving(
        'queue Tracks : aws.sqs.fifo { grouped by vehicleId  dead-letters after 5 attempts  alarm }',
        'service Map : aws.ecs { on Moved from Tracks { puts Positions if newer } }',
      ),
    },
    {
      name: 'a consumer that does not mind the order',
      text: moving(
        'queue Tracks : aws.sqs.fifo { grouped by vehicleId  dead-letters after 5 attempts  alarm }',
        'service Map : aws.ecs { on Moved from Tracks with ordering none { appends Positions } }',
      ),
    },
    {
      name: 'a way on which the order is lost anyway',
      text: moving(
        'queue Tracks : aws.sqs { dead-letters after 5 attempts  alarm }',
        'service Map : aws.ecs { on Moved from Tracks { appends Positions } }',
      ),
    },
    {
      name: 'messages that need no order',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs.fifo { grouped by paymentId  dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'a halted key',
      text: moving(
        'queue Tracks : aws.sqs.fifo { grouped by vehicleId  no dead-letters because "order"  alarm }',
        'service Map : aws.ecs { on Moved from Tracks { appends Positions } }',
      ),
    },
  ],
  invalid: [
    {
      name: 'a queue that parks one message of a group',
      text: moving(
        'queue Tracks : aws.sqs.fifo { grouped by vehicleId  <|dead-letters to Parked after 5 attempts|> }',
        'queue Parked : aws.sqs.fifo { retention 14d  alarm }',
        'service Map : aws.ecs { on Moved from Tracks { puts Positions } }',
      ),
      findings: [
        {
          message: 'overtaken',
          text: 'Map needs Moved in order per vehicleId, but after 5 failed attempts Tracks (aws.sqs.fifo) moves one to Parked and goes on with the next. Halt the key (`no dead-letters` and an `alarm`), park the whole group (`dead-letters group`), or let Map compare versions (`if newer`).',
          severity: 'error',
          data: { consumer: 'Map', message: 'Moved', order: 'in order per vehicleId', attempts: 'after 5 failed attempts', sink: 'Parked' },
          related: ['Map needs the order'],
          fixes: [
            {
              title: 'Halt the key until someone mends it',
              output: moving(
                'queue Tracks : aws.sqs.fifo { grouped by vehicleId  no dead-letters because "order matters"  alarm }',
                'service Map : aws.ecs { on Moved from Tracks { puts Positions } }',
              ),
            },
            {
              title: 'Park the whole group',
              output: moving(
                'queue Tracks : aws.sqs.fifo { grouped by vehicleId  dead-letters group to Parked after 5 attempts }',
                'queue Parked : aws.sqs.fifo { retention 14d  alarm }',
                'service Map : aws.ecs { on Moved from Tracks { puts Positions } }',
              ),
            },
            {
              title: 'Let Map compare versions before it writes',
              output: moving(
                'queue Tracks : aws.sqs.fifo { grouped by vehicleId  dead-letters to Parked after 5 attempts }',
                'queue Parked : aws.sqs.fifo { retention 14d  alarm }',
                'service Map : aws.ecs { on Moved from Tracks { puts Positions if newer } }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a stream’s handler that parks',
      text: `
        event Posted { key entryId  ordered }
        service Ledger { serves post { publishes Posted to Entries } }
        stream Entries : kafka { partitions 1 }
        stream Parked : kafka { retention 30d  alarm }
        service Balances : kubernetes { on Posted from Entries with <|dead-letters to Parked after 3 attempts|> { appends Rows } }
        store Rows
      `,
      findings: [
        {
          message: 'overtaken',
          related: ['Balances needs the order'],
          data: { order: 'in order' },
          fixes: [
            {
              title: 'Halt the key until someone mends it',
              output: `
                event Posted { key entryId  ordered }
                service Ledger { serves post { publishes Posted to Entries } }
                stream Entries : kafka { partitions 1  alarm }
                service Balances : kubernetes { on Posted from Entries with unlimited retries { appends Rows } }
                store Rows
              `,
            },
            {
              title: 'Park the whole group',
              output: `
                event Posted { key entryId  ordered }
                service Ledger { serves post { publishes Posted to Entries } }
                stream Entries : kafka { partitions 1 }
                stream Parked : kafka { retention 30d  alarm }
                service Balances : kubernetes { on Posted from Entries with dead-letters group to Parked after 3 attempts { appends Rows } }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an ordered subscription, which cannot halt',
      text: `
        event Moved { key moveId  ordered by vehicleId }
        service Vehicle { serves move { publishes Moved to Moves } }
        topic Moves : aws.sns.fifo { grouped by vehicleId }
        queue Tracks : aws.sqs.fifo { subscribes to Moves with <|dead-letters to Undelivered|>  no dead-letters because "order"  alarm }
        queue Undelivered : aws.sqs.fifo { retention 14d  alarm }
        service Map : aws.ecs { on Moved from Tracks }
      `,
      findings: [{ message: 'overtaken', related: ['Map needs the order'], data: { consumer: 'Map', halt: 'P' } }],
    },
    {
      name: 'a technology that parks unasked',
      text: moving(
        '<|queue Tracks : azure.servicebus|> { grouped by vehicleId  alarm }',
        'service Map : azure.functions { on Moved from Tracks { appends Positions } }',
      ),
      findings: [
        {
          message: 'overtaken',
          related: ['Map needs the order'],
          data: { attempts: 'after 10 failed attempts' },
          fixes: [
            {
              title: 'Halt the key until someone mends it',
              output: moving(
                'queue Tracks : azure.servicebus { grouped by vehicleId  alarm  no dead-letters because "order matters" }',
                'service Map : azure.functions { on Moved from Tracks { appends Positions } }',
              ),
            },
            {
              title: 'Park the whole group',
              output: moving(
                'queue Tracks : azure.servicebus { grouped by vehicleId  alarm  dead-letters group after 10 attempts }',
                'service Map : azure.functions { on Moved from Tracks { appends Positions } }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a topic and a bus that push in order: there the key cannot halt; an order by two fields',
      text: `
        event Moved { key moveId  ordered by vehicleId + tripId }
        service Vehicle { serves move { publishes Moved to Moves  publishes Moved to Trips } }
        topic Moves { ordering per-key  grouped by vehicleId + tripId }
        bus Trips { ordering per-key  grouped by vehicleId + tripId }
        queue Parked { alarm }
        service Map : aws.ecs {
          on Moved from Moves with <|dead-letters to Parked after 3 attempts|> { appends Positions }
          on Moved from Trips with <|dead-letters to Parked after 3 attempts|> { appends Positions }
        }
        store Positions
      `,
      findings: [
        { message: 'overtaken', related: ['Map needs the order'], data: { halt: 'P', order: 'in order per vehicleId + tripId' } },
        { message: 'overtaken', related: ['Map needs the order'], data: { halt: 'P' } },
      ],
    },
  ],
});
