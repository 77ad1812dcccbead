/** Pull requests as teams make them, and what a colleague would say of each: edits of the examples and test designs, by the whole command. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib.ts';
import { archlint, folderWith } from './run.ts';

interface Row {
  readonly name: string;
  /** The design that is changed, from the top of the repository. */
  readonly design: string;
  /** What is written in the place of what. */
  readonly edits: readonly (readonly [was: string, is: string])[];
  /** The sentences, with their signs: `-` worse, `+` better, `~` other. */
  readonly says: readonly string[];
  /** Rules with a new finding, and with one that is resolved. */
  readonly finds?: readonly string[];
  readonly resolves?: readonly string[];
}

const signs = { worse: '-', better: '+', other: '~' } as const;

interface Report {
  readonly changes: readonly { readonly bearing: keyof typeof signs; readonly text: string }[];
  readonly findings: { readonly new: readonly { readonly rule: string }[]; readonly resolved: readonly { readonly rule: string }[] };
}

const rows: readonly Row[] = [
  {
    name: 'a dead-letter queue with a name in place of the one of its own',
    design: 'test/designs/bakery.arch',
    edits: [
      [
        'queue Finished : rabbitmq.quorum { dead-letters after 5 attempts  alarm }',
        `queue Finished : rabbitmq.quorum { dead-letters to FinishedDead after 5 attempts  alarm }
  queue FinishedDead : rabbitmq.quorum { alarm }`,
      ],
    ],
    says: [
      '~ Finished parks what fails in FinishedDead (rabbitmq.quorum) now; it was a queue of its own.',
      '~ Adds the queue FinishedDead (rabbitmq.quorum).',
    ],
  },
  {
    name: 'a dead-letter queue that goes',
    design: 'test/designs/grocery.arch',
    edits: [
      [
        `      dead-letters to PickingParked after 5 attempts
`,
        '',
      ],
      [
        `    queue PickingParked : aws.sqs {                                                     //~ dead-letter-evidence-expires
      alarm
      redrives to Picking
    }
`,
        '',
      ],
    ],
    says: [
      '- Removes the only dead-letter queue of Picking.',
      '- OrderPlaced may now be lost on its way to Picker: Picking (aws.sqs) drops what keeps failing after 4d.',
      '- A new way to fail, in “Shopper calls Api "POST /orders"”: OrderPlaced is lost: Picker cannot handle it, and it comes again until it expires.',
      '~ Removes the queue PickingParked (aws.sqs).',
    ],
    finds: ['missing-dead-letter-queue'],
    resolves: ['dead-letter-evidence-expires'],
  },
  {
    name: 'a service and its store under other names',
    design: 'test/designs/bakery.arch',
    edits: [
      ['Planner', 'Scheduler'],
      ['Plans', 'Schedules'],
    ],
    says: ['~ Renames the service Planner (kubernetes) to Scheduler.', '~ Renames the store Plans (postgres) to Schedules.'],
  },
  {
    name: 'a queue that becomes a stream',
    design: 'test/designs/grocery.arch',
    edits: [
      ['queue Views : aws.sqs { dead-letters to ViewsParked after 5 attempts }', 'stream Views : aws.kinesis { grouped by viewId }'],
      ['sends BasketViewed to Views', 'publishes BasketViewed to Views'],
      [
        `    queue ViewsParked : aws.sqs { retention 14d  alarm }
`,
        '',
      ],
    ],
    says: [
      '- Removes the only dead-letter queue of Views.',
      '- A new way to fail, in “Shopper calls Web "GET /basket"”: Every further BasketViewed of the same group waits behind one that Trends cannot handle.',
      '~ Removes the queue ViewsParked (aws.sqs).',
      '~ Views is a stream now; it was a queue.',
      '~ Views runs on aws.kinesis now; it was aws.sqs.',
      '~ What aws.kinesis in place of aws.sqs means for Views: throughput per partition is 1000/s; retention is 365d at most (it was 14d at most); largest message is 10MB at most (it was 1MB at most); the usual batch is 100 (it was 10); the place where failures are caught is the handler in aws.sqs, aws.sns, aws.s3 and kafka (it was the queue in aws.sqs); it parks only a pointer to a message; what is parked no longer keeps its age; what is put back keeps its id; nothing is said any more of visibility, delay and concurrency.',
      '~ Baskets publishes BasketViewed now, in place of sending it.',
      '~ From Views to Trends: order is per key now (aws.kinesis); it was none.',
      '~ From Views to Trends: group is viewId now; it was none.',
      '~ From Views to Trends: retention is 1d now (aws.kinesis); it was 4d.',
    ],
    finds: ['poison-message-blocks-partition'],
    resolves: ['unnecessary-dead-letter-queue', 'visibility-timeout-too-short'],
  },
  {
    name: 'more retries',
    design: 'test/designs/bakery.arch',
    edits: [['calls Orders.take with 1 retry,', 'calls Orders.take with 3 retries exponential jitter,']],
    says: ['~ Shopkeeper’s call of Orders.take tries again: 3 retries exponential jitter now; it was 1 retry.'],
  },
  {
    name: 'an idempotency key that is dropped',
    design: 'test/designs/grocery.arch',
    edits: [
      [
        `
        idempotent by orderId using PickTable {
        increments`,
        ` {
        increments`,
      ],
    ],
    says: [
      '- Picker is no longer idempotent: a second OrderPlaced does its work again.',
      '- A new way to fail, in “Shopper calls Api "POST /orders"”: increments PickTable took place twice for one OrderPlaced.',
    ],
    finds: ['non-idempotent-consumer'],
  },
  {
    name: 'a service that is split in two',
    design: 'test/designs/grocery.arch',
    edits: [
      [
        `      serves amend idempotent by amendmentId using OrderTable {
        appends OrderTable
        publishes OrderAmended to Amended via outbox OrderTable
      }
    }
`,
        `    }
    service Amendments : aws.lambda {
      timeout 5s
      serves amend idempotent by amendmentId using OrderTable {
        appends OrderTable
        publishes OrderAmended to Amended via outbox OrderTable
      }
    }
`,
      ],
      ['to Orders.amend', 'to Amendments.amend'],
    ],
    says: [
      '~ Adds the service Amendments (aws.lambda), which serves amend.',
      '~ Api routes "PUT /orders/{id}" to Amendments.amend now; it was to Orders.amend.',
      '~ Orders no longer serves amend.',
    ],
  },
  {
    name: 'a longer visibility',
    design: 'test/designs/bakery.arch',
    edits: [['visibility 30m', 'visibility 60m']],
    says: ['~ From Baking to Oven: visibility is 1h now; it was 30m.'],
    resolves: ['visibility-timeout-too-short'],
  },
  {
    name: 'a step without an undo',
    design: 'examples/systems/coffee.arch',
    edits: [
      [
        `        step Pause     waits 5s
`,
        `        step Pay       calls Bank.charge with timeout 3s, 2 retries, key orderId
        step Pause     waits 5s
`,
      ],
      [
        '    store Numbers :',
        `    external Bank { serves charge critical idempotent by orderId }
    store Numbers :`,
      ],
    ],
    says: [
      '- A new way to fail, in “Order”: The run of Processor failed, and what step Pay did is not undone.',
      '~ Adds the external Bank, which serves charge.',
      '~ Processor has a step Pay now, which calls Bank.charge.',
    ],
    finds: ['missing-compensation'],
  },
  {
    name: 'a queue put before a consumer',
    design: 'test/designs/grocery.arch',
    edits: [
      ['on OrderPlaced from Placed with dead-letters to Undelivered {', 'on OrderPlaced from SlotRequests {'],
      [
        `    topic Booked : aws.sns
`,
        `    topic Booked : aws.sns
    queue SlotRequests : aws.sqs { subscribes to Placed for OrderPlaced with dead-letters to Undelivered  dead-letters to SlotsParked after 5 attempts  alarm }
    queue SlotsParked : aws.sqs { retention 14d  alarm }
`,
      ],
    ],
    says: [
      '~ Adds the queue SlotRequests (aws.sqs), which takes OrderPlaced from Placed.',
      '~ Adds the queue SlotsParked (aws.sqs).',
      '~ Slots takes OrderPlaced from SlotRequests now; it was from Placed.',
    ],
  },
  {
    name: 'a weaker delivery',
    design: 'examples/systems/payments.arch',
    edits: [['on EntryPosted from Entries with delivery exactly-once {', 'on EntryPosted from Entries {']],
    says: ['~ From Entries to Balances: delivery is at-least-once now (kafka); it was exactly-once.'],
  },
  {
    name: 'elements that get a group with an owner',
    design: 'examples/systems/coffee.arch',
    edits: [
      [
        '    service Counter : aws.lambda {',
        `    group numbers "Numbers" { owner "Team Numbers"
    service Counter : aws.lambda {`,
      ],
      [
        '    store Numbers : aws.dynamodb { owned by Counter }',
        `    store Numbers : aws.dynamodb { owned by Counter }
    }`,
      ],
    ],
    says: ['~ Counter and Numbers belong to Team Numbers now.'],
  },
  {
    name: 'a handler that takes an event more',
    design: 'examples/systems/payments.arch',
    edits: [
      [
        '  event AccountChanged ',
        `  event PaymentReversed { key paymentId  critical  ordered by accountId  version 1 }
  event AccountChanged `,
      ],
      [
        'on PaymentAuthorised, PaymentDeclined from Decisions in 20ms',
        'on PaymentAuthorised, PaymentDeclined, PaymentReversed from Decisions in 20ms',
      ],
      [
        'otherwise         { publishes PaymentDeclined to Decisions via outbox Decided }',
        'otherwise         { publishes PaymentDeclined to Decisions via outbox Decided  publishes PaymentReversed to Decisions via outbox Decided }',
      ],
    ],
    says: [
      '~ Adds the event PaymentReversed.',
      '~ Ledger also takes PaymentReversed now, as it takes PaymentAuthorised and PaymentDeclined.',
      '~ Authoriser publishes PaymentReversed now.',
    ],
  },
  {
    name: 'an event sent past the outbox',
    design: 'examples/systems/payments.arch',
    edits: [['publishes PaymentRequested to Requests via outbox PaymentDb ', 'publishes PaymentRequested to Requests ']],
    says: [
      '- Payments publishes PaymentRequested past the outbox now; it was via PaymentDb.',
      '- Not every fault is survived any more by “Pay”: Payments.accept is done by half: publishes PaymentRequested never took place, and what it did before stays.',
    ],
    finds: ['dual-write-without-outbox'],
  },
  {
    name: 'state moved out of the process',
    design: 'test/designs/grocery.arch',
    edits: [
      ['keeps Basket in memory', 'keeps Basket in Sessions'],
      ['aws.alb { sticky sessions for 30m  routes', 'aws.alb { routes'],
      [
        '    cache Prices :',
        `    store Sessions : aws.dynamodb { key basketId }
    cache Prices :`,
      ],
    ],
    says: [
      '+ Baskets keeps Basket in Sessions now; it was in memory.',
      '+ Any one fault is survived now by “Shopper calls Web "GET /basket"”.',
      '~ Adds the store Sessions (aws.dynamodb).',
      '~ Web no longer keeps a client at one instance.',
    ],
    resolves: ['sticky-sessions'],
  },
  {
    name: 'more instances that take less time',
    design: 'test/designs/bakery.arch',
    edits: [
      [
        `    instances 3
    on Bake from Baking in 40m`,
        `    instances 3..9
    on Bake from Baking in 20m`,
      ],
    ],
    says: ['~ One run of Oven on Bake takes 20m now; it was 40m.', '~ Oven: the number of instances is 3 to 9 now; it was 3.'],
    resolves: ['visibility-timeout-too-short'],
  },
  {
    name: 'retries that end',
    design: 'examples/systems/payments.arch',
    edits: [
      [
        `        idempotent using LedgerDb
        with unlimited retries exponential from 1s jitter {`,
        `        idempotent using LedgerDb
        with 3 retries exponential from 1s jitter {`,
      ],
    ],
    says: [
      '- Not every fault is survived any more by “Pay”: PaymentAuthorised is lost: Ledger cannot handle it, and when its tries are used up nothing keeps it.',
      '~ From Decisions to Ledger: the number of attempts is 4 now (Ledger); it was unlimited.',
    ],
    finds: ['broken-requirement'],
  },
  {
    name: 'a workflow whose runs get a name',
    design: 'examples/systems/coffee.arch',
    edits: [['subscribes to Events for NewOrder ', 'subscribes to Events for NewOrder with key orderId ']],
    says: [
      '+ Processor can no longer be harmed by NewOrder that comes twice: its runs are named by orderId now.',
      '+ No longer a way to fail, in “Order”: increments Numbers took place twice for one run of Processor.',
    ],
    resolves: ['non-idempotent-consumer'],
  },
  {
    name: 'another group',
    design: 'test/designs/grocery.arch',
    edits: [['topic Amended : aws.sns.fifo { grouped by orderId }', 'topic Amended : aws.sns.fifo { grouped by customerId }']],
    says: [
      '- OrderAmended may now reach Changer out of order per orderId: Amended (aws.sns.fifo) keeps order per customerId.',
      '~ From Amended to Changes: group is customerId now; it was orderId.',
    ],
    finds: ['missing-ordering-key'],
    resolves: ['dead-letter-breaks-ordering'],
  },
  {
    name: 'a command that goes, with all that handles it',
    design: 'test/designs/bakery.arch',
    edits: [
      [
        `      sends PrintSlip to Slips                                                //~ dual-write-without-outbox
`,
        '',
      ],
      [
        `  queue Slips : rabbitmq.classic { dead-letters to SlipsDead after 5 attempts } //~ unnecessary-dead-letter-queue
  queue SlipsDead : rabbitmq.classic { alarm }
  service Printer : kubernetes { instances 2  on PrintSlip from Slips in 3s { puts Printed } }
  store Printed : postgres { key slipId  replicas 1  owned by Printer }
`,
        '',
      ],
      [
        `  command PrintSlip  { key slipId  useful for 2m }
`,
        '',
      ],
    ],
    says: [
      '+ No longer a way to fail, in “Shopkeeper calls Orders.take”: Orders.take is done by half: sends PrintSlip never took place, and what it did before stays.',
      '~ Removes the queue Slips (rabbitmq.classic).',
      '~ Removes the queue SlipsDead (rabbitmq.classic).',
      '~ Removes the service Printer (kubernetes), which took PrintSlip.',
      '~ Removes the store Printed (postgres).',
      '~ Removes the command PrintSlip.',
      '~ Orders no longer sends PrintSlip.',
    ],
    resolves: ['dual-write-without-outbox', 'unnecessary-dead-letter-queue'],
  },
  {
    name: 'a circuit breaker that goes',
    design: 'examples/systems/payments.arch',
    edits: [
      [
        'calls Acquirer.authorise with timeout 2s, 2 retries exponential jitter, key paymentId, circuit-breaker',
        'calls Acquirer.authorise with timeout 500ms, 2 retries exponential jitter, key paymentId',
      ],
    ],
    says: [
      '- Authoriser’s call of Acquirer.authorise on PaymentRequested has no circuit breaker any more.',
      '~ Authoriser’s call of Acquirer.authorise on PaymentRequested waits 500ms at most now; it was 2s.',
    ],
    finds: ['entry-timeout-exceeded', 'retry-amplification'],
  },
  {
    name: 'an event under another name',
    design: 'examples/systems/coffee.arch',
    edits: [['NewOrder ', 'OrderReceived ']],
    says: ['~ Renames the event NewOrder to OrderReceived.'],
  },
  {
    name: 'another version, and another key',
    design: 'test/designs/grocery.arch',
    edits: [
      ['event OrderPlaced    { key orderId  critical  version 1 }', 'event OrderPlaced    { key orderId  critical  version 2 }'],
      ['event SlotBooked     { key orderId  version 1 }', 'event SlotBooked     { key slotId  version 1 }'],
    ],
    says: ['~ OrderPlaced is version 2 now; it was 1.', '~ SlotBooked is told apart by slotId now; it was orderId.'],
  },
  {
    name: 'a shorter retention',
    design: 'examples/systems/payments.arch',
    edits: [
      ['stream Decisions : house.topic { grouped by accountId ', 'stream Decisions : house.topic { grouped by accountId  retention 1d '],
    ],
    says: ['~ From Decisions to Payments, Ledger and Webhooks: retention is 1d now; it was 7d.'],
  },
  {
    name: 'larger batches without partial failures',
    design: 'test/designs/grocery.arch',
    edits: [['with batch 10, partial failures', 'with batch 100']],
    says: [
      '- One message that fails now fails the whole batch of Trends on BasketViewed.',
      '~ Trends on BasketViewed takes batches of 100 now; it was 10.',
    ],
    finds: ['all-or-nothing-batch', 'invalid-technology-setting'],
  },
  {
    name: 'a house standard that is changed',
    design: 'examples/systems/payments.arch',
    edits: [
      [
        `  retention 7d
  size 256KB`,
        `  retention 3d
  size 1MB`,
      ],
    ],
    says: [
      '~ From Decisions to Payments, Ledger and Webhooks, from Requests to Authoriser, from AccountChanges to Fraud, from BalanceLog to Statements: retention is 3d now (house.topic); it was 7d.',
      '~ Requests, AccountChanges, Decisions, Entries and BalanceLog: largest message is 1MB now (house.topic); it was 256KB.',
    ],
  },
  {
    name: 'a handler that is split in two, one of them weaker',
    design: 'examples/systems/payments.arch',
    edits: [
      [
        `on PaymentAuthorised, PaymentDeclined from Decisions in 15ms
        with unlimited retries exponential from 1s jitter { puts PaymentDb if newer }`,
        `on PaymentAuthorised from Decisions in 15ms
        with unlimited retries exponential from 1s jitter { puts PaymentDb if newer }
      on PaymentDeclined from Decisions in 15ms
        with 2 retries { puts PaymentDb }`,
      ],
    ],
    says: [
      '- What is older may now overwrite what Payments on PaymentDeclined writes into PaymentDb.',
      '~ From Decisions to Payments for PaymentDeclined: the number of attempts is 3 now (Payments); it was unlimited.',
      '~ From Decisions to Payments for PaymentDeclined: pause between attempts is unsaid now; it was exponential from 1s jitter.',
    ],
    finds: ['retry-without-backoff'],
  },
  {
    name: 'a call that becomes a message',
    design: 'test/designs/grocery.arch',
    edits: [
      [
        `        calls PrintShop.print with timeout 5s
`,
        `        sends PrintLabel to ShopPrints
`,
      ],
      [
        '    external PrintShop { serves print in 2s }',
        `    queue ShopPrints : aws.sqs { dead-letters to PrinterParked after 5 attempts  alarm }
    external PrintShop { on PrintLabel from ShopPrints }`,
      ],
    ],
    says: [
      '+ Printer can no longer be harmed by PrintLabel that comes twice.',
      '+ No longer a way to fail, in “Shopper calls Api "POST /orders"”: calls PrintShop.print took place twice for one PrintLabel.',
      '~ Adds the queue ShopPrints (aws.sqs).',
      '~ PrintShop takes PrintLabel now.',
      '~ PrintShop no longer serves print.',
      '~ Printer no longer calls PrintShop.print.',
      '~ Printer sends PrintLabel now.',
    ],
    resolves: ['non-idempotent-consumer'],
  },
  {
    name: 'a counter that counts an event more',
    design: 'examples/systems/loyalty.arch',
    edits: [['on PointsEarned from Log in 3ms', 'on PointsEarned, PointsRedeemed from Log in 3ms']],
    says: ['~ Leaderboard also takes PointsRedeemed now, as it takes PointsEarned.'],
  },
  {
    name: 'an undo that goes',
    design: 'examples/systems/transfer.arch',
    edits: [[' key transferId undo Accounts.refund', ' key transferId']],
    says: [
      '- The step Debit of Transfer is not undone any more when the run fails; it was, by Accounts.refund.',
      '- Not every fault is survived any more by “Send”: The run of Transfer failed, and what step Debit did is not undone.',
    ],
    finds: ['broken-requirement', 'missing-compensation'],
  },
  {
    name: 'a transaction that goes',
    design: 'examples/systems/transfer.arch',
    edits: [
      [
        'serves debit  critical in 40ms idempotent by transferId using Ledger { atomically { inserts Ledger  increments Balances } }',
        'serves debit  critical in 40ms idempotent by transferId using Ledger { inserts Ledger  increments Balances }',
      ],
    ],
    says: [
      '- Accounts.debit no longer inserts Ledger and increments Balances all or none.',
      '- Not every fault is survived any more by “Send”: increments Balances took place twice for one run of Transfer. There is another way to fail.',
    ],
    finds: ['dual-write-without-outbox', 'non-atomic-dedup'],
  },
  {
    name: 'a handler that moves to a new service',
    design: 'examples/systems/transfer.arch',
    edits: [
      [
        `    on CreditRefused from Bank idempotent by transferId using PayerLedger with dead-letters to Parked after 5 attempts {
      increments PayerLedger
      publishes Refunded to Bank via outbox PayerLedger
    }
  }
`,
        `  }
  service Refunds : aws.lambda {
    timeout 3s
    on CreditRefused from Bank with dead-letters to Parked after 5 attempts {
      increments PayerLedger
      publishes Refunded to Bank via outbox PayerLedger
    }
  }
`,
      ],
    ],
    says: [
      '- Not every fault is survived any more by “Send”: increments PayerLedger took place twice for one CreditRefused.',
      '~ Adds the service Refunds (aws.lambda), which takes CreditRefused.',
      '~ Payer no longer takes CreditRefused.',
      '~ Payer no longer publishes Refunded.',
      '~ Payer increments PayerLedger on TransferRequested now; it was on CreditRefused and TransferRequested.',
    ],
    finds: ['non-idempotent-consumer', 'shared-database'],
  },
  {
    name: 'a join that waits longer',
    design: 'examples/systems/transfer.arch',
    edits: [['within 10m using Pending', 'within 1h using Pending']],
    says: ['~ Watch on all of Debited and Credited waits 1h at most for those that are missing now; it was 10m.'],
  },
  {
    name: 'a handler whose dead letters go',
    design: 'examples/systems/transfer.arch',
    edits: [
      [
        'on Debited from Bank idempotent by transferId using PayeeLedger with dead-letters to Parked after 5 attempts {',
        'on Debited from Bank idempotent by transferId using PayeeLedger {',
      ],
    ],
    says: [
      '- Removes the only dead-letter queue of Bank for Payee.',
      '- Debited may now be lost on its way to Payee: Bank (aws.eventbridge) gives up after 3 attempts and parks it nowhere.',
      '- Not every fault is survived any more by “Send”: Debited is lost: Payee cannot handle it, and when its tries are used up nothing keeps it. There is another way to fail.',
    ],
    finds: ['broken-requirement', 'broken-requirement', 'missing-dead-letter-queue'],
  },
  {
    name: 'a condition that goes',
    design: 'examples/systems/loyalty.arch',
    edits: [['{ puts BalanceView if newer }', '{ puts BalanceView }']],
    says: ['- What is older may now overwrite what Balances on PointsEarned, PointsRedeemed and PointsExpired writes into BalanceView.'],
  },
  {
    name: 'a queue of failed mail that goes',
    design: 'examples/systems/loyalty.arch',
    edits: [
      ['        with dead-letters to Unmailed after 5 attempts {', '        {'],
      [
        `    queue Unmailed : gcp.pubsub { retention 31d  alarm }
`,
        '',
      ],
    ],
    says: [
      '- Removes the only dead-letter queue of Refusals for Mail.',
      '- RedemptionRefused may now be lost on its way to Mail: Refusals (gcp.pubsub) drops what keeps failing after 7d.',
      '- Not every fault is survived any more by “Redeem”: RedemptionRefused is lost: Mail cannot handle it, and it comes again until it expires.',
      '~ Removes the queue Unmailed (gcp.pubsub).',
    ],
    finds: ['missing-dead-letter-queue'],
  },
  {
    name: 'a requirement that goes',
    design: 'examples/systems/loyalty.arch',
    edits: [
      [
        `  require PointsEarned never lost
`,
        '',
      ],
    ],
    says: ['- Nobody requires any more: PointsEarned never lost.'],
  },
  {
    name: 'a page that goes',
    design: 'examples/systems/loyalty.arch',
    edits: [
      [
        `    calls Api "GET /history" at 30/s
`,
        '',
      ],
      [
        `    routes "GET /history" to Histories.show
`,
        '',
      ],
      [
        `      serves show in 40ms { reads HistoryView by memberId }
`,
        '',
      ],
    ],
    says: [
      '~ Api no longer routes "GET /history" to Histories.show.',
      '~ Histories no longer serves show.',
      '~ Member no longer calls Api "GET /history".',
    ],
  },
  {
    name: 'a view that lags more',
    design: 'examples/systems/loyalty.arch',
    edits: [
      ['rebuilt from Events within 2s', 'rebuilt from Events within 10s'],
      ['with batch 100 within 1s,', 'with batch 500 within 5s,'],
    ],
    says: [
      '- Not every fault is survived any more by “Balance”: Balances.show reads BalanceView and misses what was written just before.',
      '~ Histories on PointsEarned, PointsRedeemed and PointsExpired takes batches of 500 gathered within 5s now; it was 100 gathered within 1s.',
      '~ BalanceView is rebuilt from Events within 10s now; it was from Events within 2s.',
    ],
    finds: ['stale-read-violates-consistency'],
  },
  {
    name: 'an operation that moves to a new service',
    design: 'examples/systems/transfer.arch',
    edits: [
      [
        `    serves check in 120ms { reads Sanctions }
`,
        '',
      ],
      [
        '  store Sanctions :',
        `  service Sanctioning : aws.lambda { timeout 3s  serves check in 120ms { reads Sanctions } }
  store Sanctions :`,
      ],
      ['Screening.check', 'Sanctioning.check'],
    ],
    says: [
      '~ Adds the service Sanctioning (aws.lambda), which serves check.',
      '~ Screening no longer serves check.',
      '~ Transfer no longer calls Screening.check.',
      '~ Transfer calls Sanctioning.check now.',
    ],
  },
];

async function compared(before: string, after: Readonly<Record<string, string>>): Promise<Report> {
  const later = Object.fromEntries(Object.entries(after).map(([name, text]) => [`new/${name}`, text]));
  const { out, err } = await archlint(folderWith({ 'old/a.arch': before, ...later }), ['diff', 'old', 'new', '--format', 'json']);
  assert.equal(err, '');
  return JSON.parse(out) as Report;
}

describe('a pull request', function () {
  this.timeout(60_000);

  for (const { name, design, edits, says, finds = [], resolves = [] } of rows)
    it(name, async () => {
      const before = readFileSync(join(root, design), 'utf8');
      let after = before;
      for (const [was, is] of edits) {
        assert.ok(after.includes(was), `${design} does not say: ${was}`);
        after = after.replaceAll(was, is);
      }
      const { changes, findings } = await compared(before, { 'a.arch': after });
      assert.deepEqual(
        changes.map(({ bearing, text }) => `${signs[bearing]} ${text}`),
        says,
      );
      assert.deepEqual(
        [findings.new, findings.resolved].map((own) => own.map(({ rule }) => rule).sort()),
        [finds, resolves],
      );
    });

  it('a file that is split in two', async () => {
    const whole = readFileSync(join(root, 'examples/systems/payments.arch'), 'utf8');
    const [first = '', second = ''] = whole.split(/^(?= {2}group ledger )/m);
    const { changes, findings } = await compared(whole, { 'a.arch': `${first}}\n`, 'ledger.arch': `system payments {\n${second}` });
    assert.deepEqual([changes, findings.new, findings.resolved], [[], [], []]);
  });
});
