/** How messages travel: legs, redeliveries, dead letters, redrives, joins, outboxes and change streams. */
import { testRuns } from './runs.ts';

testRuns('messages', [
  {
    name: 'a mark that is set by hand is what gives way',
    text: `
      event Fined { key fineId }
      queue Fines : aws.sqs { dead-letters after 5 attempts  alarm }
      store Seen : postgres
      store Ledger : postgres
      external Desk { sends Fined to Fines }
      service Cashier { on Fined from Fines {
        reads Seen
        increments Ledger
        inserts Seen
      } }
    `,
    breaks: ['effect-once by crash, non-atomic-dedup, line 9'],
    steps: [
      'Desk sends Fined to Fines.',
      'Fines delivers Fined to Cashier.',
      'Cashier increments Ledger.',
      'Cashier crashes after `increments Ledger`, before it acknowledges Fined: Fines delivers it again.',
      'Fines delivers Fined to Cashier again.',
      'Cashier increments Ledger a second time.',
    ],
  },
  {
    name: 'a message that is tried until it expires',
    text: `
      event Paid { key paymentId }
      queue Ledger : aws.sqs
      external Desk { sends Paid to Ledger }
      service Books { on Paid from Ledger }
    `,
    breaks: ['nothing-lost by poison, missing-dead-letter-queue, line 2'],
    steps: [
      'Desk sends Paid to Ledger.',
      'Books cannot handle this Paid: every try fails.',
      'Ledger delivers Paid again and again until it expires: it is gone.',
    ],
  },
  {
    name: 'one that is stale before anybody could look at it is given up, which is no loss; on its way it can be lost',
    text: `
      event Offered { key offerId  useful for 10m }
      queue Offers : aws.sqs
      topic Told : redis.pubsub
      external Desk { sends Offered to Offers  publishes Offered to Told }
      service Screen { on Offered from Offers  on Offered from Told }
    `,
    breaks: ['nothing-lost by drop, lossy-hop-on-critical-path, line 4'],
    steps: ['Desk publishes Offered to Told.', 'Offered is lost on the way from Told to Screen, and nobody sends it again.'],
  },
  {
    name: 'a message that is tried for ever',
    text: `
      event Paid { key paymentId }
      stream Ledger : redis.streams
      external Desk { publishes Paid to Ledger }
      service Books { on Paid from Ledger }
    `,
    breaks: ['nothing-lost by poison, missing-dead-letter-queue, line 4'],
    steps: [
      'Desk publishes Paid to Ledger.',
      'Books cannot handle this Paid: every try fails.',
      'Ledger delivers Paid again and again, and no try will ever do.',
    ],
  },
  {
    name: 'an outbox and its relay are one place with the write, and a consumer is redelivered over any hop',
    text: `
      event Placed { key orderId }
      topic Orders : aws.sns
      queue Stats : aws.sqs { subscribes to Orders with dead-letters to Parked  dead-letters after 3 attempts  alarm }
      queue Parked : aws.sqs { alarm }
      store Ledger : postgres
      store Sales : postgres
      service Shop { serves place { puts Ledger  publishes Placed to Orders via outbox Ledger } }
      service Counter { on Placed from Stats with delivery exactly-once { increments Sales } }
    `,
    breaks: ['effect-once by crash, non-idempotent-consumer, line 8'],
    steps: [
      'Shop.place is called.',
      'Shop.place stores Placed in the outbox of Ledger.',
      "The relay of Ledger's outbox publishes Placed to Orders.",
      'Orders passes Placed on to Stats.',
      'Stats delivers Placed to Counter.',
      'Counter increments Sales.',
      'Counter crashes after `increments Sales`, before it acknowledges Placed: Stats delivers it again.',
      'Stats delivers Placed to Counter again.',
      'Counter increments Sales a second time.',
    ],
  },
  {
    name: 'a join collects, and runs again for the message that completed it',
    text: `
      event Paid { key orderId }
      event Packed { key orderId }
      topic Events : aws.sns.fifo
      queue Ready : aws.sqs { subscribes to Events  dead-letters after 3 attempts  alarm }
      store Sent : aws.dynamodb
      service Till : aws.lambda { serves pay { publishes Paid to Events  publishes Packed to Events } }
      service Sender : aws.lambda { on all of Paid, Packed within 10m from Ready { increments Sent } otherwise { puts Sent } }
    `,
    breaks: ['nothing-lost by outage, missing-dead-letter-queue, line 4', 'effect-once by crash, non-idempotent-consumer, line 7'],
    steps: [
      'Till.pay is called.',
      'Till.pay publishes Paid to Events.',
      'Till.pay publishes Packed to Events.',
      'Events passes Paid on to Ready.',
      'Ready delivers Paid to Sender, which waits for the rest.',
      'Events passes Packed on to Ready.',
      'Ready delivers Packed to Sender.',
      'Sender increments Sent.',
      'Sender crashes after `increments Sent`, before it acknowledges Packed: Ready delivers it again.',
      'Ready delivers Packed to Sender again.',
      'Sender increments Sent a second time.',
    ],
  },
  {
    name: 'what is put back into a topic reaches all of its consumers',
    text: `
      event E { key id }
      topic T : aws.sns
      queue Dlq : aws.sqs { alarm  redrives to T }
      store X : aws.dynamodb
      store Y : aws.dynamodb
      service P : aws.lambda { serves p { publishes E to T } }
      service A : aws.lambda { on E from T with dead-letters to Dlq { puts X } }
      service B : aws.lambda { on E from T with dead-letters to Dlq { increments Y } }
    `,
    breaks: ['effect-once by crash, non-idempotent-consumer, line 8'],
  },
  {
    name: 'each of two services that compete for a queue is a variant',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      store X : aws.dynamodb
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      service B : aws.lambda { on E from Q { increments X } }
    `,
    breaks: ['effect-once by crash, non-idempotent-consumer, line 6'],
  },
  {
    name: 'what acknowledges first loses its message before the first effect, and is half done after it',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      store X : aws.dynamodb
      store Y : aws.dynamodb
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.ecs { instances 1 on E from Q with acknowledges first { puts X  puts Y } }
    `,
    breaks: ['nothing-lost by crash, lossy-hop-on-critical-path, line 6', 'all-or-nothing by crash, dual-write-without-outbox, line 6'],
  },
  {
    name: 'a channel that drops repeated sends does not help against a redelivery',
    text: `
      event E { key id }
      queue Q : aws.sqs.fifo { grouped by id  dead-letters group after 3 attempts alarm }
      store X : aws.dynamodb
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { increments X } }
    `,
    breaks: ['effect-once by crash, broker-dedup-is-not-idempotency, line 5'],
  },
  {
    name: 'what a store publishes is part of the write',
    text: `
      store Orders : aws.dynamodb { key id  publishes Changed to Changes }
      event Changed { key id }
      stream Changes : aws.dynamodb.streams
      queue Dlq : aws.sqs { alarm }
      store Count : aws.dynamodb
      service P : aws.lambda { serves p { puts Orders } }
      service C : aws.lambda { on Changed from Changes with dead-letters to Dlq after 3 attempts { increments Count } }
    `,
    breaks: ['effect-once by crash, non-idempotent-consumer, line 7'],
  },
  {
    name: 'a message handed straight to a service is a hop like any other',
    text: `
      event E { key id }
      store X : aws.dynamodb
      service P : aws.lambda { serves p { sends E to A } }
      service A : aws.lambda { on E { increments X } }
    `,
    breaks: ['nothing-lost by poison, missing-dead-letter-queue, line 4', 'effect-once by crash, non-idempotent-consumer, line 4'],
    steps: [
      'P.p is called.',
      'P.p sends E to A.',
      'A takes up E.',
      'A increments X.',
      'A crashes after `increments X`, before it acknowledges E: P delivers it again.',
      'A is handed E again.',
      'A increments X a second time.',
    ],
  },
  {
    name: 'each item is a step that another can leave behind',
    text: `
      orchestrator W : aws.stepfunctions { each "item" { step One calls S.a with 2 retries } }
      service S : aws.lambda { serves a { puts X } }
      store X : aws.dynamodb
    `,
    breaks: ['all-or-nothing by outage, missing-compensation, line 1'],
  },
  {
    name: 'a row of an outbox alone is published in the end',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      store X : aws.dynamodb
      service P : aws.lambda { every 5m { sends E to Q via outbox X } }
      service A : aws.lambda { on E from Q idempotent using X { increments X } }
    `,
    breaks: [],
  },
  {
    name: 'a dead letter is put back once, and repeats what an earlier try did',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to Dlq after 1 attempt }
      queue Dlq : aws.sqs { alarm  redrives to Q }
      external Bank { serves pay }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { calls Bank.pay  puts X } }
      store X : aws.dynamodb
    `,
    breaks: ['effect-once by lost-reply, non-idempotent-consumer, line 6'],
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'Q delivers E to A.',
      'A calls Bank.pay.',
      'Bank.pay is done, but its answer is lost: A cannot know that it happened.',
      'Q parks E in Dlq.',
      'E comes in on Dlq.',
      'Dlq is redriven: E goes back to Q.',
      'Q delivers E to A again.',
      'A calls Bank.pay a second time.',
    ],
  },
  {
    name: 'a dead letter is put back once: what a further outage leaves undone stays so',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to Dlq after 2 attempts }
      queue Dlq : aws.sqs { alarm  redrives to Q }
      actor U { sends E to Q }
      service A : aws.lambda { on E from Q { puts X  puts Y } }
      store X : postgres
      store Y : postgres
      require A all or nothing
    `,
    faults: 2,
    breaks: ['requirement by poison, outage, line 8'],
  },
  {
    name: 'and what one outage leaves undone is done when it is put back',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to Dlq after 2 attempts }
      queue Dlq : aws.sqs { alarm  redrives to Q }
      actor U { sends E to Q }
      service A : aws.lambda { on E from Q { puts X  puts Y } }
      store X : postgres
      store Y : postgres
      require A all or nothing
    `,
    breaks: [],
  },
  {
    name: 'messages that may be lost may be handled twice',
    text: `
      event Clicked { key id  expendable }
      queue Clicks : aws.sqs
      service P : aws.lambda { serves p { sends Clicked to Clicks } }
      service A : aws.lambda { on Clicked from Clicks { increments X } }
      store X : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'no dead letters is a decision',
    text: `
      event E { key id }
      queue Q : aws.sqs { no dead-letters because "replayed nightly" }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      store X : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'dead letters where nobody looks',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to Dlq after 3 attempts }
      queue Dlq : aws.sqs
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      store X : aws.dynamodb
    `,
    breaks: ['nothing-lost by poison, unattended-dead-letter-queue, line 3'],
  },
  {
    name: 'a filtered circle may end',
    text: `
      event E { key id }
      topic T : aws.sns
      queue Parked : aws.sqs { alarm }
      service A : aws.lambda { on E from T with filter "foreign", dead-letters to Parked after 3 attempts { publishes E to T } }
    `,
    breaks: [],
  },
  {
    name: 'what is put back comes when short windows are over',
    text: `
      event E { key id }
      queue Q { dead-letters to Dlq after 3 attempts }
      queue Dlq : aws.sqs { retention 14d  alarm  redrives to Q }
      external Bank { serves look safe }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q idempotent by id within 1h { increments X  calls Bank.look } }
      store X : aws.dynamodb
    `,
    breaks: ['effect-once by outage, dedup-window-too-short, line 6'],
  },
  {
    name: 'and those that are long enough still hold',
    text: `
      event E { key id }
      queue Q { dead-letters to Dlq after 3 attempts }
      queue Dlq : aws.sqs { retention 14d  alarm  redrives to Q }
      external Bank { serves look safe }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q idempotent by id within 14d { increments X  calls Bank.look } }
      store X : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'a circle of messages sent straight on begins with the message, which comes again if its handler dies',
    text: `
      event E { key id }
      store X : aws.dynamodb
      external Bank { serves charge idempotent by id }
      service A : aws.lambda { on E with 1 retry { puts X  calls Bank.charge with key id  calls B.pass } }
      service B : aws.lambda { serves pass { sends E to A } }
    `,
    breaks: ['comes-to-rest by no fault, event-loop, line 4', 'nothing-lost by poison, missing-dead-letter-queue, line 4'],
    steps: ['A cannot handle this E: every try fails.', 'Nothing keeps E when its tries are used up: it is gone.'],
  },
  {
    name: 'a message from outside does not come in where it is parked',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to Dlq after 3 attempts }
      queue Dlq : aws.sqs { alarm }
      store X : aws.dynamodb
      service A : aws.lambda { on E from Q { inserts X } }
      service B : aws.lambda { on E from Dlq { inserts X } }
      require X at most once per E
    `,
    breaks: [],
  },
  {
    name: 'a circle that something else only reads in never comes to rest',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      store X : aws.dynamodb { publishes E to Q }
      service R : aws.lambda { serves r { reads X } }
      service A : aws.lambda { on E from Q { puts X } }
    `,
    breaks: ['comes-to-rest by no fault, event-loop, line 3'],
  },
  {
    name: 'what is handed over in a circle, and comes in over a channel that nobody fills, is looked at on both ways',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      store X : aws.dynamodb
      service A : aws.lambda { on E with no dead-letters because "known" { calls B.pass } }
      service B : aws.lambda { serves pass { sends E to A } }
      service C : aws.lambda { on E from Q { increments X } }
    `,
    breaks: ['comes-to-rest by no fault, event-loop, line 4', 'effect-once by crash, non-idempotent-consumer, line 6'],
  },
  {
    name: 'a message that is published again where it comes in is not published there by somebody else, too',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      queue R : aws.sqs { dead-letters after 3 attempts  alarm }
      store X : aws.dynamodb
      service A : aws.lambda { on E from Q { sends E to R } }
      service B : aws.lambda { on E from R { inserts X } }
      require X at most once per E
    `,
    breaks: [],
  },
  {
    name: 'a function that is handed what another could not handle is looked at by itself',
    text: `
      event E { key id }
      topic T : aws.sns
      external X { publishes E to T }
      store R : aws.dynamodb
      store S : postgres
      service A : aws.lambda { on E from T with dead-letters to B }
      service B : aws.lambda { on E { puts R  puts S } }
    `,
    breaks: ['all-or-nothing by crash, dual-write-without-outbox, line 7'],
  },
]);
