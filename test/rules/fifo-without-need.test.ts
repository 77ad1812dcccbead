import { testRule } from './runner.ts';

testRule('fifo-without-need', {
  valid: [
    {
      name: 'messages that must be in order',
      text: `
        event Booked { key entryId  ordered }
        service Ledger { serves book { publishes Booked to Entries } }
        stream Entries : kafka { partitions 1  alarm }
        service Balances : kubernetes { on Booked from Entries }
      `,
    },
    {
      name: 'deduplication that is asked for, and groups that keep tenants apart',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger at 250/s  sends Paid to Books at 250/s } }
        queue Ledger : aws.sqs.fifo { grouped by paymentId  deduplicates by paymentId within 5m }
        queue Books : aws.sqs.fifo { grouped by tenantId }
        service Work : aws.ecs { on Paid from Ledger  on Paid from Books }
      `,
    },
    {
      name: 'a rate far from the limit, a stream, whose order comes unasked, and a queue without order',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger at 50/s  publishes Paid to Log at 5000/s  sends Paid to Books at 5000/s } }
        queue Ledger : aws.sqs.fifo { grouped by paymentId }
        stream Log : kafka { grouped by paymentId }
        queue Books : aws.sqs
        service Work : aws.ecs { on Paid from Ledger  on Paid from Log  on Paid from Books }
      `,
    },
    {
      name: 'one group where there is no order, or none is known, or nothing comes',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Plain  sends Paid to Open } }
        queue Plain : aws.sqs { grouped by kind in 1 group }
        queue Open { grouped by kind in 1 group }
        queue Empty : aws.sqs.fifo { grouped by kind in 1 group }
        service Books : aws.ecs { on Paid from Plain  on Paid from Open }
      `,
    },
    {
      name: 'one message among others that must be in order',
      text: `
        event Booked { key entryId  ordered by accountId }
        event Noted { key noteId }
        service Ledger { serves book { sends Booked to Entries  sends Noted to Entries } }
        queue Entries : aws.sqs.fifo { grouped by accountId in 1 group }
        service Books : aws.ecs { on Booked, Noted from Entries }
      `,
    },
    {
      name: 'a rate that is just the share of the limit, and a stream near its own',
      options: { share: 0.5 },
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger at 150/s  publishes Paid to Log at 90/s } }
        queue Ledger : aws.sqs.fifo { grouped by paymentId }
        stream Log : kafka { grouped by paymentId  throughput 100/s }
        service Books : aws.ecs { on Paid from Ledger  on Paid from Log }
      `,
    },
    {
      name: 'groups that are the key of one message and not of the other, or more than the key',
      text: `
        event Paid { key tenantId }
        event Noted { key noteId }
        service Checkout { serves pay { sends Paid to Ledger at 250/s  sends Noted to Ledger at 1/s  sends Noted to Notes at 250/s } }
        queue Ledger : aws.sqs.fifo { grouped by tenantId }
        queue Notes : aws.sqs.fifo { grouped by noteId + tenantId }
        service Books : aws.ecs { on Paid, Noted from Ledger  on Noted from Notes }
      `,
    },
    {
      name: 'a log of several partitions, and one whose product has but one',
      text: `
        technology house is stream { ordering per-key  partitions 1 }
        event A { key id }
        stream Many : kafka { partitions 12 }
        stream One : house
        service Shop { serves go { publishes A to Many  publishes A to One } }
        service Work { on A from Many  on A from One }
      `,
    },
  ],
  invalid: [
    {
      name: 'one group for all',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue <|Ledger|> : aws.sqs.fifo { grouped by kind in 1 group  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'one-group',
          text: 'Nothing on Ledger (aws.sqs.fifo) needs an order, and all its messages share one group: they are handled one after the other, and one that fails holds back the rest. Take an unordered channel, or group by what differs.',
          severity: 'hint',
          data: { channel: 'Ledger (aws.sqs.fifo)' },
          fixes: [
            {
              title: 'Make Ledger an unordered queue (aws.sqs)',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { alarm }
                service Books : aws.ecs { on Paid from Ledger }
              `,
            },
            {
              title: 'Group by paymentId',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs.fifo { grouped by paymentId  alarm }
                service Books : aws.ecs { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a stream of one partition, and a rate near the limit',
      options: { share: 0.8 },
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Log  sends Paid to Ledger at 100..250/s } }
        stream <|Log|> : kafka { partitions 1 }
        queue <|Ledger|> : aws.sqs.fifo { grouped by paymentId }
        service Books : aws.ecs { on Paid from Log  on Paid from Ledger }
      `,
      findings: [
        { message: 'one-group', fixes: [] },
        {
          message: 'near-limit',
          text: 'Nothing on Ledger (aws.sqs.fifo) needs an order, and 250/s at peak comes near the 300/s that it allows. Take an unordered channel.',
          data: { rate: '250/s', limit: '300/s' },
        },
      ],
    },
    {
      name: 'a rate that comes from far',
      text: `
        event Paid { key paymentId }
        actor Shopper { calls Checkout.pay at 50..200/s }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns.fifo { grouped by paymentId }
        queue <|Ledger|> : aws.sqs.fifo { subscribes to Payments }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [{ message: 'near-limit', data: { rate: '200/s', limit: '300/s' }, fixes: [] }],
    },
    {
      name: 'a topic and a bus, whose sources and dead letters would have to change with them; a key of two fields',
      text: `
        event Paid { key orderId + lineId }
        service Checkout { serves pay { publishes Paid to Payments  publishes Paid to Changes  sends Paid to Ledger } }
        topic <|Payments|> : aws.sns.fifo { grouped by kind in 1 group }
        bus <|Changes|> { ordering per-key  grouped by kind in 1 group }
        queue <|Ledger|> : aws.sqs.fifo { grouped by kind in 1 group  dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs.fifo { retention 14d  alarm }
        queue Books : aws.sqs.fifo { subscribes to Payments }
        service Work : aws.ecs { on Paid from Books  on Paid from Changes  on Paid from Ledger }
      `,
      findings: [
        { message: 'one-group', data: { channel: 'Payments (aws.sns.fifo)' } },
        { message: 'one-group', data: { channel: 'Changes' } },
        {
          message: 'one-group',
          data: { channel: 'Ledger (aws.sqs.fifo)' },
          fixes: [
            {
              title: 'Group by orderId + lineId',
              output: `
                event Paid { key orderId + lineId }
                service Checkout { serves pay { publishes Paid to Payments  publishes Paid to Changes  sends Paid to Ledger } }
                topic Payments : aws.sns.fifo { grouped by kind in 1 group }
                bus Changes { ordering per-key  grouped by kind in 1 group }
                queue Ledger : aws.sqs.fifo { grouped by orderId + lineId  dead-letters to Parked after 5 attempts }
                queue Parked : aws.sqs.fifo { retention 14d  alarm }
                queue Books : aws.sqs.fifo { subscribes to Payments }
                service Work : aws.ecs { on Paid from Books  on Paid from Changes  on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'one session for all, where sessions are asked for',
      text: `
        event Placed { key orderId }
        service Shop { serves place { sends Placed to Orders } }
        queue <|Orders|> : azure.servicebus { grouped by kind in 1 group  alarm }
        service Desk : azure.functions { on Placed from Orders }
      `,
      findings: [{ message: 'one-group', severity: 'hint' }],
    },
    {
      name: 'a topic, near its limit',
      text: `
        event Placed { key orderId }
        actor Shopper { publishes Placed to Orders at 100..2000/s }
        topic <|Orders|> : aws.sns.fifo { grouped by orderId }
        queue Copies : aws.sqs.fifo { subscribes to Orders  throughput 5000/s }
        service Desk : aws.ecs { on Placed from Copies }
      `,
      findings: [{ message: 'near-limit', data: { limit: '3000/s' } }],
    },
    {
      name: 'a log of one partition, whatever it groups by; a product whose plain one keeps an order as well; no groups to take away',
      text: `
        technology house.log is queue { ordering per-key  throughput 10/s }
        technology house.log.strict is queue { ordering per-key  throughput 10/s }
        event A { key id }
        stream <|One|> : kafka { partitions 1  grouped by tenantId }
        queue <|Strict|> : house.log.strict
        queue <|Fifo|> : aws.sqs.fifo
        actor User { sends A to Strict at 9/s  sends A to Fifo at 290/s }
        service Shop { serves go { publishes A to One } }
        service Work { on A from One  on A from Strict  on A from Fifo }
      `,
      findings: [
        { message: 'one-group' },
        { message: 'near-limit', fixes: [] },
        {
          message: 'near-limit',
          fixes: [
            {
              title: 'Make Fifo an unordered queue (aws.sqs)',
              output: `
                technology house.log is queue { ordering per-key  throughput 10/s }
                technology house.log.strict is queue { ordering per-key  throughput 10/s }
                event A { key id }
                stream One : kafka { partitions 1  grouped by tenantId }
                queue Strict : house.log.strict
                queue Fifo : aws.sqs
                actor User { sends A to Strict at 9/s  sends A to Fifo at 290/s }
                service Shop { serves go { publishes A to One } }
                service Work { on A from One  on A from Strict  on A from Fifo }
              `,
            },
          ],
        },
      ],
    },
  ],
  companions: {
    'hot-partition': 'one group for all is where the price of an order that nobody needs can be seen',
  },
});
