import { testRule } from './runner.ts';

function invoicing(handler: string, queue = 'dead-letters after 5 attempts  alarm', ledger = 'key orderId'): string {
  return `event OrderPlaced { key orderId }
topic Orders : aws.sns
queue Invoices : aws.sqs { subscribes to Orders  ${queue} }
service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Orders } }
service Invoicing : aws.lambda { timeout 5s  ${handler} }
store Ledger : aws.dynamodb { ${ledger} }
`;
}

function direct(window: string, queue: string, more = ''): string {
  return `event OrderPlaced { key orderId }
queue Invoices : aws.sqs { ${queue} }
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Invoices } }
service Invoicing : aws.lambda { timeout 5s  on OrderPlaced from Invoices ${window} { appends Ledger } }
store Ledger : aws.dynamodb { key orderId }
${more}`;
}

testRule('dedup-window-too-short', {
  valid: [
    {
      name: 'late repeats of a handler that starts a run each time: the second start is what is wrong',
      text: `
        event Sold { key orderId }
        queue Sales : azure.servicebus { no dead-letters because "each is looked at" }
        service Till { serves sell { sends Sold to Sales } }
        service Clerk { on Sold from Sales { starts Fulfil } }
        orchestrator Fulfil : aws.stepfunctions { step Book calls Books.book }
        service Books { serves book idempotent by orderId within 1h { appends Ledger } }
        store Ledger
      `,
    },
    {
      name: 'a queue that is the topic’s own subscription, and tries for minutes',
      text: `
        event A { key id }
        topic T : gcp.pubsub
        queue S : gcp.pubsub { subscribes to T with dead-letters to P after 10 attempts  visibility 60s }
        queue P : gcp.pubsub { retention 31d  alarm }
        service Feed { serves go { publishes A to T } }
        service Sum { on A from S idempotent by id within 1h using R { appends R } }
        store R : gcp.spanner
      `,
    },
    {
      name: 'a topic that tries for an hour to begin a workflow, whose runs can be looked up for months',
      text: `
        event Paid { key id }
        topic Payments : aws.sns { retention 1h }
        service Shop { serves pay { publishes Paid to Payments } }
        orchestrator Ship : aws.stepfunctions { subscribes to Payments for Paid  step Note calls Books.note }
        service Books { serves note(Paid) idempotent by id within 1d using Rows { appends Rows } }
        store Rows : aws.dynamodb
      `,
    },
    {
      name: 'keys that are never forgotten',
      text: invoicing('on OrderPlaced from Invoices idempotent by orderId using Ledger { appends Ledger }'),
    },
    {
      name: 'a queue of dead letters in which nothing is parked',
      text: direct('idempotent by orderId within 5d using Ledger', '', 'queue Dlq : aws.sqs { retention 14d  redrives to Invoices }'),
    },
    {
      name: 'a queue of dead letters that puts back what comes from elsewhere',
      text: `
        event Paid { key id }
        event Packed { key id }
        queue Payments { drops after 3 attempts }
        queue Parcels : aws.sqs { dead-letters to Parked after 3 attempts }
        queue Parked : aws.sqs { retention 14d  alarm  redrives to Payments }
        service Shop { serves buy { sends Paid to Payments  sends Packed to Parcels } }
        service Books { on Paid from Payments idempotent by id within 1h { appends Rows  puts Sums } }
        service Depot { on Packed from Parcels { puts Sums } }
        store Rows
        store Sums
      `,
    },
    {
      name: 'a queue that takes its messages along once, and so parks none',
      text: `
        event Paid { key id }
        queue Payments { delivery at-most-once  dead-letters to Parked after 3 attempts }
        queue Parked : aws.sqs { retention 14d  alarm  redrives to Payments }
        service Shop { serves buy { sends Paid to Payments } }
        service Books { on Paid from Payments idempotent by id within 1h { appends Rows  puts Sums } }
        store Rows
        store Sums
      `,
    },
    {
      name: 'a subscription that parks what has never come',
      text: `
        event Paid { key id }
        topic Sales
        queue Payments { subscribes to Sales with dead-letters to Parked after 3 attempts  no dead-letters because "decided" }
        queue Parked : aws.sqs { retention 14d  alarm  redrives to Payments }
        service Shop { serves buy { publishes Paid to Sales } }
        service Books { on Paid from Payments idempotent by id within 1h { appends Rows  puts Sums } }
        store Rows
        store Sums
      `,
    },
    {
      name: 'a handler of one step, of whose tries nobody says more than that they end',
      text: `
        event Paid { key id }
        queue Payments { dead-letters to Parked after 3 attempts }
        queue Parked : aws.sqs { retention 14d  alarm  redrives to Payments }
        service Shop { serves buy { sends Paid to Payments } }
        service Books { on Paid from Payments idempotent by id within 1h { reads Sums  atomically { appends Rows  puts Sums } } }
        store Rows
        store Sums
      `,
    },
    {
      name: 'an operation of a workflow that late messages begin, all of which may be lost',
      text: `
        event Sold { key id  expendable }
        stream Sales : kafka
        service Till { serves sell { publishes Sold to Sales } }
        orchestrator Week : aws.stepfunctions { subscribes to Sales for Sold  every 1d  step Book calls Books.book }
        service Books { serves book idempotent by id within 1h { appends Ledger } }
        store Ledger
      `,
    },
    {
      name: 'an operation that late messages reach, all of which may be lost',
      text: `
        event Sold { key orderId  expendable }
        queue Sales : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
        service Till { serves sell { sends Sold to Sales } }
        service Desk { on Sold from Sales { calls Books.book }  every 1h { calls Books.book } }
        service Books { serves book idempotent by orderId within 1h { appends Ledger } }
        store Ledger
      `,
    },
    {
      name: 'an operation whose key what it calls recognises',
      text: `
        event Sold { key orderId }
        queue Sales : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
        service Till { serves sell { sends Sold to Sales } }
        service Desk { on Sold from Sales { calls Books.book } }
        service Books { serves book idempotent by orderId within 1h { calls Bank.charge } }
        external Bank { serves charge idempotent by orderId }
      `,
    },
    {
      name: 'a window as long as the horizon',
      text: invoicing('on OrderPlaced from Invoices idempotent by orderId within 24d using Ledger { appends Ledger }'),
    },
    {
      name: 'a window with the slack that the project allows',
      text: invoicing('on OrderPlaced from Invoices idempotent by orderId within 22d using Ledger { appends Ledger }'),
      options: { slack: '2d' },
    },
    {
      name: 'five deliveries that are over in minutes',
      text: direct('idempotent by orderId within 1h using Ledger', 'dead-letters after 5 attempts  alarm'),
    },
    {
      name: 'effects that need no memory',
      text: invoicing('on OrderPlaced from Invoices idempotent by orderId within 1h { puts Ledger }'),
    },
    {
      name: 'messages that may be lost',
      text: invoicing('on OrderPlaced from Invoices idempotent by orderId within 1h using Ledger { appends Ledger }').replace(
        'key orderId }',
        'key orderId  expendable }',
      ),
    },
    {
      name: 'a window as long as a stream can be read again',
      text: `
        event A { key id }
        stream S : kafka
        service Feed { serves go { publishes A to S } }
        service Sum { on A from S idempotent by id within 7d using T { appends T } }
        store T : postgres
      `,
    },
  ],
  invalid: [
    {
      name: 'a topic that goes on trying for longer',
      text: invoicing('on OrderPlaced from Invoices <|idempotent by orderId within 1h using Ledger|> { appends Ledger }'),
      findings: [
        {
          message: 'forgets',
          text: 'The same OrderPlaced can reach Invoicing again for 23d (Orders (aws.sns) goes on trying for 23d), but Invoicing forgets what it has processed after 1h. Remember for at least 24d, or for ever.',
          data: {
            handler: 'Invoicing',
            window: '1h',
            horizon: '23d',
            wanted: 'at least 24d, or for ever',
            cause: 'Orders (aws.sns) goes on trying for 23d',
          },
          severity: 'warning',
          related: ['Invoices (aws.sqs) delivers up to 5 times, 30s apart', 'Orders (aws.sns) goes on trying for 23d'],
          fixes: [
            {
              title: 'Remember for 24d',
              output: invoicing('on OrderPlaced from Invoices idempotent by orderId within 24d using Ledger { appends Ledger }'),
            },
            {
              title: 'Remember for ever',
              output: invoicing('on OrderPlaced from Invoices idempotent by orderId using Ledger { appends Ledger }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a function that is handed what a queue parks, and goes on for longer than the queue',
      text: `
        event Paid { key id }
        queue Payments : aws.sqs { dead-letters to Books after 5 attempts }
        service Shop { serves pay { sends Paid to Payments } }
        service Ship { on Paid from Payments { puts Rows } }
        service Books : aws.lambda { on Paid <|idempotent by id within 1h using Rows|> { appends Rows } }
        store Rows : aws.dynamodb
      `,
      findings: [
        {
          message: 'forgets',
          text: 'The same Paid can reach Books again for 6h (Books (aws.lambda) goes on trying for 6h), but Books forgets what it has processed after 1h. Remember for at least 1d, or for ever.',
          related: ['Books (aws.lambda) goes on trying for 6h'],
        },
      ],
    },
    {
      name: 'a function that is handed what is in an outbox: what came late before that sends it no second time',
      text: `
        event Paid { key id }
        event Billed { key id }
        queue Payments : aws.sqs
        service Shop { serves pay { sends Paid to Payments } }
        service Ship { on Paid from Payments { sends Billed to Books via outbox Rows } }
        service Books : aws.lambda { on Billed <|idempotent by id within 1h using Rows|> { appends Rows } }
        store Rows : aws.dynamodb
      `,
      findings: [
        {
          message: 'forgets',
          data: { horizon: '6h', cause: 'Books (aws.lambda) goes on trying for 6h' },
          related: ['Books (aws.lambda) goes on trying for 6h'],
        },
      ],
    },
    {
      name: 'marks that the store drops',
      text: invoicing(
        'on OrderPlaced from Invoices <|idempotent by orderId using Ledger|> { appends Ledger }',
        'alarm',
        'key orderId  ttl 7d',
      ),
      findings: [
        {
          message: 'expires',
          text: 'The same OrderPlaced can reach Invoicing again for 27d (Orders (aws.sns) goes on trying for 23d), but Ledger drops the marks after its `ttl` of 7d. Let it keep them for at least 27d, or for ever.',
          related: ['Invoices (aws.sqs) goes on delivering for 4d', 'Orders (aws.sns) goes on trying for 23d'],
          data: { store: 'Ledger', window: '7d', horizon: '27d' },
          fixes: [
            {
              title: 'Let Ledger keep for 27d',
              output: invoicing(
                'on OrderPlaced from Invoices idempotent by orderId using Ledger { appends Ledger }',
                'alarm',
                'key orderId  ttl 27d',
              ),
            },
            {
              title: 'Let Ledger keep for ever',
              output: invoicing('on OrderPlaced from Invoices idempotent by orderId using Ledger { appends Ledger }', 'alarm'),
            },
          ],
        },
      ],
    },
    {
      name: 'parked messages that are redriven',
      text: direct(
        '<|idempotent by orderId within 1d using Ledger|>',
        'dead-letters to Parked after 5 attempts',
        'queue Parked : aws.sqs { retention 14d  alarm  redrives to Invoices }\n',
      ),
      findings: [
        {
          message: 'forgets',
          related: ['Parked keeps it for 14d and may be redriven'],
          data: { cause: 'Parked keeps it for 14d and may be redriven', wanted: 'at least 15d, or for ever' },
        },
      ],
    },
    {
      name: 'parked messages that are put back into the topic that they came from',
      text: `
        event Paid { key id }
        topic Payments { retention 1h }
        queue Bills : aws.sqs { subscribes to Payments for Paid  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm  redrives to Payments }
        service Shop { serves buy { publishes Paid to Payments } }
        service Books { on Paid from Bills <|idempotent by id within 1d|> { appends Rows } }
        store Rows
      `,
      findings: [
        {
          message: 'forgets',
          data: { horizon: '14d', cause: 'Parked keeps it for 14d and may be redriven' },
          related: ['Bills (aws.sqs) delivers up to 5 times, 30s apart', 'Parked keeps it for 14d and may be redriven'],
        },
      ],
    },
    {
      name: 'parked messages of which a part was done, though nobody says that they are tried again',
      text: `
        event Paid { key id }
        queue Payments { dead-letters to Parked after 3 attempts }
        queue Parked : aws.sqs { retention 14d  alarm  redrives to Payments }
        service Shop { serves buy { sends Paid to Payments } }
        service Books { on Paid from Payments <|idempotent by id within 1h|> { appends Rows  puts Sums } }
        store Rows
        store Sums
      `,
      findings: [
        { message: 'forgets', data: { cause: 'Parked keeps it for 14d and may be redriven', wanted: 'at least 14d, or for ever' } },
      ],
    },
    {
      name: 'parked messages that are put back elsewhere',
      text: `
        event Paid { key id }
        queue First : aws.sqs { retention 1h  visibility 1m  dead-letters to Parked after 3 attempts }
        queue Parked : aws.sqs { retention 14d  alarm  redrives to Second }
        queue Second { no dead-letters because "seen to by hand" }
        service Shop { serves buy { sends Paid to First } }
        service Books { on Paid from First { puts Sums } }
        service Desk { on Paid from Second <|idempotent by id within 1h|> { appends Rows } }
        store Rows
        store Sums
      `,
      findings: [{ message: 'forgets', data: { cause: 'Parked keeps it for 14d and may be redriven' } }],
    },
    {
      name: 'an operation, whose input is a request',
      text: `
        event Sold { key id }
        stream Sales : kafka
        service Till { serves sell { publishes Sold to Sales } }
        orchestrator Week : aws.stepfunctions { subscribes to Sales for Sold  step Book calls Books.book }
        service Books { serves book <|idempotent by id within 1h|> { appends Ledger } }
        store Ledger
      `,
      findings: [{ message: 'forgets', data: { message: 'request', handler: 'Books.book' } }],
    },
    {
      name: 'a stream that can be read again',
      text: `
        event A { key id }
        stream S : kafka
        service Feed { serves go { publishes A to S } }
        service Sum { on A from S <|idempotent by id within 1d using T|> { appends T } }
        store T : postgres
      `,
      findings: [
        { message: 'forgets', related: ['S (kafka) can be read again for 7d'], data: { cause: 'S (kafka) can be read again for 7d' } },
      ],
    },
    {
      name: 'a log that is kept for ever',
      text: `
        event A { key id }
        stream S : kafka { retention unlimited }
        service Feed { serves go { publishes A to S } }
        service Sum { on A from S <|idempotent by id using T|> { appends T } }
        store T : postgres { ttl 30d }
      `,
      findings: [
        { message: 'expires', related: ['S (kafka) can be read again for ever'], data: { wanted: 'ever', horizon: 'an unlimited time' } },
      ],
    },
    {
      name: 'an operation that a late message reaches',
      text: invoicing('on OrderPlaced from Invoices { calls Books.enter with key orderId }').replace(
        'store',
        'service Books { serves enter <|idempotent by orderId within 1h|> { appends Ledger } }\nstore',
      ),
      findings: [
        {
          message: 'forgets',
          related: ['Invoices (aws.sqs) delivers up to 5 times, 30s apart', 'Orders (aws.sns) goes on trying for 23d'],
          data: { handler: 'Books.enter' },
        },
      ],
    },
    {
      name: 'deliveries that take minutes, seconds, and hours',
      text: `
        event Placed { key id }
        queue Slow : aws.sqs { visibility 5m  dead-letters after 5 attempts  alarm }
        queue Fast : aws.sqs { visibility 5s  dead-letters after 5 attempts  alarm }
        queue Long : aws.sqs { visibility 1h  dead-letters after 5 attempts  alarm }
        service Shop { serves place { sends Placed to Slow  sends Placed to Fast  sends Placed to Long } }
        service One { on Placed from Slow <|idempotent by id within 1m using Ledger|> { appends Ledger } }
        service Two { on Placed from Fast <|idempotent by id within 1s using Ledger|> { appends Ledger } }
        service Three { on Placed from Long <|idempotent by id within 1m using Ledger|> { appends Ledger } }
        store Ledger : postgres
      `,
      findings: [
        { message: 'forgets', related: ['Slow (aws.sqs) delivers up to 5 times, 5m apart'], data: { horizon: '25m' } },
        { message: 'forgets', related: ['Fast (aws.sqs) delivers up to 5 times, 5s apart'], data: { horizon: '25s' } },
        { message: 'forgets', related: ['Long (aws.sqs) delivers up to 5 times, 1h apart'], data: { horizon: '5h' } },
      ],
    },
    {
      name: 'a log that is kept for ever, and a window that cannot be left out, as the store forgets too',
      text: `
        event A { key id }
        stream S : kafka { retention unlimited }
        stream R : kafka
        service Feed { serves go { publishes A to S  publishes A to R } }
        service Sum { on A from S <|idempotent by id within 30d using T|> { appends T } }
        service Mean { on A from R <|idempotent by id within 1d using U|> { appends U } }
        store T : postgres
        store U : postgres { ttl 2d }
      `,
      findings: [
        {
          message: 'forgets',
          related: ['S (kafka) can be read again for ever'],
          fixes: [
            {
              title: 'Remember for ever',
              output: `
                event A { key id }
                stream S : kafka { retention unlimited }
                stream R : kafka
                service Feed { serves go { publishes A to S  publishes A to R } }
                service Sum { on A from S idempotent by id using T { appends T } }
                service Mean { on A from R idempotent by id within 1d using U { appends U } }
                store T : postgres
                store U : postgres { ttl 2d }
              `,
            },
          ],
        },
        {
          message: 'forgets',
          related: ['R (kafka) can be read again for 7d'],
          fixes: [
            {
              title: 'Remember for 7d',
              output: `
                event A { key id }
                stream S : kafka { retention unlimited }
                stream R : kafka
                service Feed { serves go { publishes A to S  publishes A to R } }
                service Sum { on A from S idempotent by id within 30d using T { appends T } }
                service Mean { on A from R idempotent by id within 7d using U { appends U } }
                store T : postgres
                store U : postgres { ttl 2d }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a late message that gets into a circle',
      text: `
        event Sold { key orderId }
        topic Sales : aws.sns
        service Till { serves sell { publishes Sold to Sales } }
        orchestrator Fulfil { subscribes to Sales for Sold with dead-letters to Parked  step Book calls Books.book }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Books { serves book <|idempotent by orderId within 1h|> { appends Ledger  starts Fulfil } }
        store Ledger
      `,
      findings: [{ message: 'forgets', data: { handler: 'Books.book', horizon: '23d' } }],
    },
  ],
});
