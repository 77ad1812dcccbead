/** How calls are repeated, answered and recognised, and what their callers make of them. */
import { testRuns } from './runs.ts';

testRuns('calls', [
  {
    name: 'a fallback takes place twice where its caller asks once more and what it stands in for is still out',
    text: `
      external One { serves look safe }
      external Two { serves send }
      service S { serves go { calls One.look with fallback Two.send } }
      actor U { calls S.go with 1 retry }
    `,
    faults: 2,
    breaks: ['effect-once by outage, lost-reply, retry-without-idempotency, line 4'],
    steps: [
      'U calls S.go.',
      'One does not respond: S.go cannot call One.look.',
      'S.go calls Two.send instead.',
      'Two.send is done, but its answer is lost: S.go cannot know that it happened.',
      'S.go fails, and U sees an error.',
      'U calls S.go again.',
      'One does not respond: S.go cannot call One.look.',
      'S.go calls Two.send instead, a second time.',
    ],
  },
  {
    name: 'the same with a key that whoever answers recognises',
    text: `
      external One { serves look safe }
      external Two { serves send idempotent by id }
      service S { serves go { calls One.look with fallback Two.send, key id } }
      actor U { calls S.go with 1 retry }
    `,
    faults: 2,
    breaks: [],
  },
  {
    name: 'a call with a fallback is a place beside the store',
    text: `
      external One { serves send }
      external Two { serves send }
      store Log : postgres
      service S { serves go { calls One.send with fallback Two.send  puts Log } }
    `,
    breaks: ['all-or-nothing by crash, dual-write-without-outbox, line 4'],
  },
  {
    name: 'each route of a balancer is a variant',
    text: `
      balancer Lb : aws.alb { routes "/a" to A  routes "/b" to B.op }
      service A : aws.ecs { instances 1 serves x }
      service B : aws.ecs { instances 1 serves op { puts S  puts R } }
      store S : postgres
      store R : aws.dynamodb
      actor U { calls Lb }
    `,
    breaks: ['all-or-nothing by crash, dual-write-without-outbox, line 3'],
  },
  {
    name: 'the key of the message comes along where the caller is repeated',
    text: `
      command Pay { key payId }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      external Bank { serves charge idempotent by payId }
      service P : aws.lambda { serves p { sends Pay to Q } }
      service A : aws.lambda { on Pay from Q { calls B.go } }
      service B : aws.lambda { serves go { calls Bank.charge } }
    `,
    breaks: [],
  },
  {
    name: 'what does not last joins places that do',
    text: `
      event E { key id }
      topic T : aws.sns
      cache C : redis
      store X : aws.dynamodb
      service S : aws.lambda { serves s { each "item" { atomically { puts C  puts X } }  publishes E to T via outbox C } }
    `,
    breaks: [],
  },
  {
    name: 'a repeat that is recognised calls again, and what is called sends again',
    text: `
      event Placed { key id }
      event Booked { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      queue Bookings { dead-letters after 3 attempts  alarm }
      service Shop : aws.lambda { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders idempotent { calls Books.add } }
      service Books : aws.lambda { serves add { appends Rows  sends Booked to Bookings } }
      service Sums : aws.lambda { on Booked from Bookings { increments Total } }
      store Rows : aws.dynamodb
      store Total : aws.dynamodb
    `,
    breaks: ['effect-once by lost-reply, non-idempotent-consumer, line 8'],
    steps: [
      'Shop.place is called.',
      'Shop.place sends Placed to Orders.',
      'Orders delivers Placed to Desk.',
      'Desk calls Books.add.',
      'Books.add sends Booked to Bookings.',
      'Books.add is done, but its answer is lost: Desk cannot know that it happened.',
      'Placed goes back to Orders, for another try.',
      'Orders delivers Placed to Desk again.',
      'Desk calls Books.add.',
      'Books.add sends Booked to Bookings again.',
      'Bookings delivers Booked to Sums.',
      'Sums increments Total.',
      'Bookings delivers Booked to Sums again.',
      'Sums increments Total a second time.',
    ],
  },
  {
    name: 'an operation that has answered may be called again further on',
    text: `
      event Pinged { key id  expendable }
      topic Pings : aws.sns
      actor U { calls B.ping }
      service A : aws.lambda { on Pinged from Pings { starts W with key id } }
      service B : aws.lambda { serves ping { publishes Pinged to Pings  calls Meter.add } }
      orchestrator W : aws.stepfunctions { step One calls B.ping with 2 retries } otherwise { step Two puts Log }
      external Meter { serves add }
      store Log : aws.dynamodb
    `,
    breaks: ['comes-to-rest by no fault, event-loop, line 4', 'effect-once by lost-reply, retry-without-idempotency, line 6'],
  },
  {
    name: 'what is done in one transaction is done once, and what it sends is sent again',
    text: `
      event Placed { key id }
      event Booked { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Bookings : aws.sns
      service Shop : aws.lambda { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders idempotent { atomically { increments Rows  publishes Booked to Bookings } } }
      store Rows : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'what is done in one transaction with the mark is known by it, whatever else it is',
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop : aws.lambda { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders idempotent using Seen { atomically { increments Rows  increments Seen } } }
      store Rows : aws.dynamodb
      store Seen : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'somebody else forgets a request before it can come again',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      external Bank { serves charge idempotent by id within 1h }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { calls Bank.charge } }
    `,
    breaks: ['effect-once by duplicate, non-idempotent-consumer, line 5'],
  },
  {
    name: 'somebody else knows it for as long as it can come again',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      external Bank { serves charge idempotent by id within 11d }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { calls Bank.charge } }
    `,
    breaks: [],
  },
  {
    name: 'what stands in for a call forgets it before it can come again',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      external One { serves look safe }
      external Two { serves charge idempotent by id within 1h }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { calls One.look with fallback Two.charge } }
    `,
    faults: 3,
    breaks: ['effect-once by outage, duplicate, outage, non-idempotent-consumer, line 6'],
  },
  {
    name: 'what was out is back when a message that was handled comes again',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      external One { serves look safe }
      external Two { serves charge idempotent by id within 1h }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { calls One.look with fallback Two.charge } }
    `,
    faults: 2,
    breaks: [],
  },
  {
    name: 'what stands in for a call recognises it by the key of the message, which comes along',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      external One { serves look safe }
      external Two { serves charge idempotent by id }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { calls One.look with fallback Two.charge } }
    `,
    faults: 2,
    breaks: [],
  },
  {
    name: 'a call that waits for itself',
    text: `
      service A : aws.lambda { serves x { calls A.y }  serves y { calls A.x } }
    `,
    breaks: ['comes-to-rest by no fault, cyclic-sync-dependency, line 1'],
    steps: ['A.x is called.', 'A.x calls A.y.', 'A.y calls A.x.', 'A.x is called while it still waits for itself.'],
  },
  {
    name: 'one transaction over two stores',
    text: `
      service A { serves go { atomically { puts X  puts Y } } }
      store X : postgres
      store Y : postgres
    `,
    breaks: [],
  },
  {
    name: 'an operation whose caller is redelivered is done in the end',
    text: `
      command Go { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends Go to Q } }
      service A : aws.lambda { on Go from Q { calls B.two } }
      service B : aws.lambda { serves two { puts X  puts Y } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'a caller that retries cannot complete what gave up',
    text: `
      actor User { calls Desk.file with 2 retries }
      service Desk : aws.lambda { serves file { puts X  puts Y } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    breaks: ['all-or-nothing by outage, dual-write-without-outbox, line 2'],
  },
  {
    name: 'a delivery is known for what it is, whatever its handler goes by',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service A : aws.lambda { on E from Q idempotent by other using X { increments X } }
      store X : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'a repeat that comes late is late for whoever is called, too',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      service A : aws.lambda { on E from Q { calls B.add } }
      service B : aws.lambda { serves add idempotent by id within 1h { appends X } }
      store X : aws.dynamodb
    `,
    breaks: ['effect-once by duplicate, dedup-window-too-short, line 4'],
  },
  {
    name: 'who is not given the key that he goes by is not to blame, however soon he forgets it',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      service A : aws.lambda { on E from Q { calls B.add } }
      service B : aws.lambda { serves add idempotent by other within 1h { appends X } }
      store X : aws.dynamodb
    `,
    breaks: ['effect-once by lost-reply, non-idempotent-consumer, line 3'],
  },
  {
    name: 'what gives up half way is done by half, whatever is done instead of it',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      external Two { serves send }
      service A : aws.lambda { on E from Q idempotent { calls B.two with fallback C.c } }
      service B : aws.lambda { serves two { puts X  puts Y } }
      service C : aws.lambda { serves c { reads X } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    breaks: ['all-or-nothing by crash, dual-write-without-outbox, line 5'],
  },
  {
    name: 'a join of which one message may be lost may not do twice what the other asks for',
    text: `
      event M { key id  expendable }
      event C { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      actor U { sends M to Q }
      actor V { sends C to Q }
      service J : aws.lambda { on all of M, C from Q { increments X } }
      store X : aws.dynamodb
    `,
    breaks: ['effect-once by crash, non-idempotent-consumer, line 6', 'effect-once by crash, non-idempotent-consumer, line 6'],
  },
  {
    name: 'a mark comes too late for what comes again at once, and is forgotten before what comes late',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      service A : aws.lambda { on E from Q idempotent within 1h using X { increments X  increments Y } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    breaks: ['effect-once by duplicate, dedup-window-too-short, line 3', 'effect-once by crash, non-atomic-dedup, line 3'],
  },
  {
    name: 'what is called instead, in the design, is not what it stands in for',
    text: `
      external One { serves charge idempotent by id }
      service S : aws.ecs { instances 1  serves go { calls One.charge with fallback B.op, key id } }
      service B : aws.ecs { instances 1  serves op { reads X } }
      store X : postgres
      actor U { calls S.go with 1 retry }
    `,
    faults: 2,
    breaks: [],
  },
]);
