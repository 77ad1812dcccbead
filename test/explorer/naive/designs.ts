/**
 * Small designs, and what a reader of the specification says of them: each promise that breaks, at which element, by how many faults. The naive model has to say
 * so in the fixed order and in every order, and the explorer has to agree.
 */

export interface JudgedDesign {
  readonly name: string;
  /** What stands in a system `s`. */
  readonly text: string;
  /** `promise element faults`, one for each; of a requirement its number stands for the element. */
  readonly breaks: readonly string[];
  /** The most faults that strike; 1 if not said. */
  readonly faults?: number;
}

export const plainDesigns: readonly JudgedDesign[] = [
  {
    name: 'a counter behind a queue that delivers at least once',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q { increments Sum } }  store Sum`,
    breaks: ['effect-once S 1'],
  },
  {
    name: 'the same with its mark in the store that it counts in',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q idempotent by id using Sum { increments Sum } }  store Sum`,
    breaks: [],
  },
  {
    name: 'a mark elsewhere, set after the effect',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q idempotent by id using Seen { increments Sum } }  store Sum  store Seen`,
    breaks: ['effect-once S 1'],
  },
  {
    name: 'a call that is retried, of somebody who does not know it again',
    text: 'actor U { calls Bank.pay with 1 retry }  external Bank { serves pay }',
    breaks: ['effect-once U 1'],
  },
  {
    name: 'the same with a key that the callee is idempotent by',
    text: 'actor U { calls Bank.pay with 1 retry, key id }  external Bank { serves pay idempotent by id }',
    breaks: [],
  },
  {
    name: 'two places, and nobody who comes back',
    text: 'event Paid { key id }  topic T : aws.sns  service S { serves pay { puts Ledger  publishes Paid to T } }  store Ledger',
    breaks: ['all-or-nothing S 1'],
  },
  {
    name: 'the same with an outbox',
    text: 'event Paid { key id }  topic T : aws.sns  service S { serves pay { puts Ledger  publishes Paid to T via outbox Ledger } }  store Ledger',
    breaks: [],
  },
  {
    name: 'the same where a broker comes back',
    text: `event Paid { key id }  event Pay { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  topic T : aws.sns
      service S { on Pay from Q { puts Ledger  publishes Paid to T } }  store Ledger`,
    breaks: [],
  },
  {
    name: 'a message that nobody can handle',
    text: 'event Paid { key id }  queue Q : aws.sqs  service S { on Paid from Q { puts Sum } }  store Sum',
    breaks: ['nothing-lost Q 1'],
  },
  {
    name: 'two steps, the first without an undo',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock  step B calls Bank.pay }  store Stock  external Bank { serves pay idempotent }`,
    breaks: ['all-or-nothing W 1'],
  },
  {
    name: 'an undo that is tried once',
    text: `orchestrator W : aws.stepfunctions { step A calls Stock.take undo Stock.give  step B calls Bank.look with 1 retry }
      external Stock { serves take idempotent  serves give idempotent }  external Bank { serves look safe }`,
    breaks: ['all-or-nothing W 2'],
    faults: 2,
  },
  {
    name: 'order through a channel that keeps none',
    text: `event Moved { key id  ordered by who }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Moved to Q }
      service S { on Moved from Q { puts Places } }  store Places`,
    breaks: ['in-order Q 1'],
  },
  {
    name: 'what stands behind a message that nobody can handle',
    text: `event Moved { key id  ordered by who }  queue Q : aws.sqs.fifo { grouped by who }  actor U { sends Moved to Q }
      service S { on Moved from Q { puts Places } }  store Places`,
    breaks: ['nothing-blocked Q 1'],
  },
  {
    name: 'a basket in the memory of two instances',
    text: 'service Cart { instances 2  keeps Basket in memory  serves add { puts Log } }  store Log  actor U { calls Cart.add }',
    breaks: ['state-kept Cart 1'],
  },
  {
    name: 'a read of what was just written, from a store that lags',
    text: 'service S { serves save { puts Rows  reads Rows } }  store Rows { consistency eventual }  flow F from S.save { reads own writes }',
    breaks: ['read-your-writes Rows 1'],
  },
  {
    name: 'a message that leads to itself',
    text: 'event Ping { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service S { on Ping from Q { sends Ping to Q } }',
    breaks: ['comes-to-rest S 0'],
  },
];

/** Workflows that are called: somebody waits for their end. */
export const calledWorkflows: readonly JudgedDesign[] = [
  {
    name: 'a call of a workflow that is retried, without a name',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 2', 'effect-once Shop 1'],
    faults: 2,
  },
  {
    name: 'the same with a name: its run fails once and for all',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }
      service Shop { serves buy { calls W with 1 retry, key id } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1'],
    faults: 2,
  },
  {
    name: 'a handler that calls a workflow, and does so again',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q { calls W } }
      orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }`,
    breaks: ['effect-once S 1'],
  },
  {
    name: 'the same by name: what has failed stays so, and its message is parked',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q { calls W with key id  puts Done } }  store Done
      orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'an idempotent handler that calls a workflow',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q idempotent by id { calls W  puts Done } }  store Done
      orchestrator W : aws.stepfunctions { step A calls Bank.pay  step B puts Rows }  external Bank { serves pay }  store Rows`,
    breaks: [],
  },
  {
    name: 'a called workflow of two steps, the first without an undo',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock  step B calls Bank.pay }  store Stock  external Bank { serves pay idempotent }
      service Shop { serves buy { calls W } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1'],
    faults: 2,
  },
  {
    name: 'the same, called until it is through',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock  step B calls Bank.pay }  store Stock  external Bank { serves pay idempotent }
      event Paid { key id }  queue Q : aws.sqs { dead-letters after 5 attempts  alarm }  actor U { sends Paid to Q }
      service Shop { on Paid from Q { calls W } }`,
    breaks: [],
  },
  {
    name: 'a write, and a workflow that is called beside it',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock }  store Stock  store Orders
      service Shop { serves buy { puts Orders  calls W } }
      actor U { calls Shop.buy }`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'a workflow that calls one that undoes what it has done',
    text: `orchestrator W : aws.stepfunctions { step A calls V }
      orchestrator V : aws.stepfunctions { step C calls Shelf.take with 2 retries undo Shelf.give  step D calls Bank.pay }  external Shelf { serves take idempotent serves give idempotent }
      external Bank { serves pay idempotent }
      actor U { starts W with key id }`,
    breaks: ['all-or-nothing V 1', 'all-or-nothing W 1'],
    faults: 2,
  },
  {
    name: 'a step that calls a workflow with retries',
    text: `orchestrator W : aws.stepfunctions { step A calls V with 2 retries exponential }
      orchestrator V : aws.stepfunctions { step C calls Shelf.take }  external Shelf { serves take }
      actor U { starts W with key id }`,
    breaks: ['all-or-nothing V 2', 'all-or-nothing W 2', 'effect-once W 1'],
    faults: 2,
  },
  {
    name: 'the same with a key: the workflow that failed answers for itself',
    text: `orchestrator W : aws.stepfunctions { step A calls V with 2 retries exponential, key id }
      orchestrator V : aws.stepfunctions { step C calls Shelf.take }  external Shelf { serves take }
      actor U { starts W with key id }`,
    breaks: ['all-or-nothing V 1', 'all-or-nothing W 2'],
    faults: 2,
  },
  {
    name: 'a called workflow whose product may run it twice',
    text: `orchestrator W : aws.stepfunctions.express { step A calls Bank.pay }  external Bank { serves pay }
      service Shop { serves buy { calls W } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1', 'effect-once W 1'],
  },
  {
    name: 'a called workflow that keeps its progress in memory',
    text: `orchestrator W : aws.ecs { keeps Progress in memory  step A calls Bank.pay with key id  step B puts Rows }  external Bank { serves pay idempotent by id }  store Rows
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['state-kept W 1'],
  },
  {
    name: 'a called workflow that does a step again when it dies',
    text: `orchestrator W : aws.ecs { keeps Progress in Rows  step A calls Bank.pay  step B puts Rows }  external Bank { serves pay }  store Rows
      service Shop { serves buy { calls W with key id } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1', 'effect-once W 1'],
  },
  {
    name: 'a workflow and an operation that call one another',
    text: `orchestrator W : aws.stepfunctions { step A calls Shop.buy }
      service Shop { serves buy { calls W } }
      actor U { calls Shop.buy }`,
    breaks: ['comes-to-rest W 0'],
  },
  {
    name: 'a fallback where the workflow fails',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay  step B puts Rows }  external Bank { serves pay }  store Rows
      service Shop { serves buy { calls W with fallback Later.note } }  service Later { serves note { appends Notes } } store Notes
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1'],
  },
  {
    name: 'a called workflow that sends twice',
    text: `event Sold { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      orchestrator W : aws.stepfunctions { step A sends Sold to Q  step B puts Rows } store Rows
      service Count { on Sold from Q { increments Sum } } store Sum
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['effect-once Count 1'],
  },
  {
    name: 'a read of what a called workflow has written',
    text: `orchestrator W : aws.stepfunctions { step A puts Rows }  store Rows { consistency eventual }
      service Shop { serves buy { calls W  reads Rows } }
      flow F from Shop.buy { reads own writes }`,
    breaks: ['read-your-writes Rows 1'],
  },
  {
    name: 'a workflow that the handler of an expendable message calls',
    text: `event Seen { key id expendable }  queue Q : aws.sqs  actor U { sends Seen to Q }
      service S : aws.ecs { on Seen from Q { calls W } }
      orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }`,
    breaks: [],
  },
  {
    name: 'an otherwise block that runs in each of two runs',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock undo { deletes Stock }  step B calls Bank.pay } otherwise { step C calls Mail.send }
      store Stock  external Bank { serves pay idempotent }  external Mail { serves send }
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 2', 'effect-once Shop 2'],
    faults: 2,
  },
];

/** Handlers that wait for several messages. */
export const joinDesigns: readonly JudgedDesign[] = [
  {
    name: 'a join that counts',
    text: `event Order { key id }  event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves buy { sends Paid to P  sends Packed to Q } }
      service Ship { on all of Paid, Packed within 10m using Came { increments Sum } } store Came { key id } store Sum
      flow F from Shop.buy`,
    breaks: ['all-or-nothing Shop 1', 'effect-once Ship 1'],
  },
  {
    name: 'the same with its mark in the store that it counts in',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves buy idempotent by id { sends Paid to P  sends Packed to Q } }
      service Ship { on all of Paid, Packed within 10m using Came idempotent by id using Sum { increments Sum } } store Came { key id } store Sum
      actor U { calls Shop.buy with 2 retries, key id }`,
    breaks: ['all-or-nothing Shop 1'],
  },
  {
    name: 'a message of a join that nothing keeps',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs
      actor U { sends Paid to P }  service Shop { on Paid from P { sends Packed to Q } }
      service Ship { on all of Packed, Told using Came { puts Sum } } store Came { key id } store Sum
      event Told { key id } queue R : aws.sqs { dead-letters after 3 attempts alarm }  service Tell { on Paid2 from R2 { sends Told to R } } event Paid2 { key id } queue R2 : aws.sqs { alarm dead-letters after 2 attempts}`,
    breaks: ['nothing-lost Q 1'],
  },
  {
    name: 'a join whose time runs out when one of its messages is lost',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  topic Q : redis.pubsub
      service Shop { serves buy { sends Paid to P  publishes Packed to Q } }
      service Ship { on all of Paid, Packed within 10m using Came { puts Sum } otherwise { puts Sum  calls Bank.refund } } store Came { key id } store Sum
      external Bank { serves refund }`,
    breaks: ['all-or-nothing Ship 2', 'all-or-nothing Shop 1', 'nothing-lost Q 1'],
    faults: 2,
  },
  {
    name: 'a join whose time runs out once',
    text: `event Paid { key id }  event Packed { key id  expendable }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  topic Q : redis.pubsub
      service Shop { serves buy { sends Paid to P  publishes Packed to Q } }
      service Ship { on all of Paid, Packed within 10m using Came { puts Sum } otherwise { increments Sum } } store Came { key id } store Sum`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'a join that waits in vain where a branch is not taken',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves buy { sends Paid to P  when "in stock" { sends Packed to Q } } }
      service Ship { on all of Paid, Packed within 10m using Came { puts Sum } otherwise { puts Sum  calls Bank.refund } } store Came { key id } store Sum
      external Bank { serves refund }`,
    breaks: ['all-or-nothing Ship 1', 'all-or-nothing Shop 1'],
  },
  {
    name: 'a join of ordered messages',
    text: `event Paid { key id ordered by who }  event Packed { key id ordered by who }
      queue P : aws.sqs.fifo { grouped by who dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves buy { sends Paid to P  sends Packed to Q } }
      service Ship { on all of Paid, Packed using Came { puts Sum } } store Came { key id } store Sum
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing Shop 1', 'in-order P 1'],
  },
  {
    name: 'the same with writes that know the newer one',
    text: `event Paid { key id ordered by who }  event Packed { key id ordered by who }
      queue P : aws.sqs.fifo { grouped by who dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves buy { sends Paid to P  sends Packed to Q } }
      service Ship { on all of Paid, Packed using Came { puts Sum if newer } } store Came { key id } store Sum
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing Shop 1'],
  },
  {
    name: 'a join of expendable messages',
    text: `event Paid { key id expendable }  event Packed { key id expendable }
      queue P : aws.sqs  queue Q : aws.sqs
      service Ship { on all of Paid, Packed using Came { increments Sum } } store Came { key id } store Sum
      actor U { sends Paid to P }  actor V { sends Packed to Q }`,
    breaks: [],
  },
  {
    name: 'a join of an expendable message and another',
    text: `event Paid { key id expendable }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm } queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed using Came { increments Sum } } store Came { key id } store Sum
      service Shop { serves buy { sends Paid to P  sends Packed to Q } }
      actor U { calls Shop.buy }`,
    breaks: ['effect-once Ship 1'],
  },
  {
    name: 'a join of two flows',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed using Came { increments Sum } } store Came { key id } store Sum
      actor U { sends Paid to P }  actor V { sends Packed to Q }`,
    breaks: ['effect-once Ship 1'],
    faults: 2,
  },
  {
    name: 'a join of messages from outside',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { carries Paid, Packed dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed using Came from P { increments Sum } } store Came { key id } store Sum`,
    breaks: ['effect-once Ship 1'],
    faults: 2,
  },
  {
    name: 'a join of what comes at most once',
    text: `event Paid { key id }  event Packed { key id }
      topic P : redis.pubsub  topic Q : redis.pubsub
      service Ship { on all of Paid, Packed using Came { puts Sum } } store Came { key id } store Sum
      service Shop { serves buy { publishes Paid to P  publishes Packed to Q } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing Shop 1', 'nothing-lost P 1', 'nothing-lost Q 1'],
  },
  {
    name: 'an idempotent join that calls without a key',
    text: `event Paid { key id }  event Packed { key id }
      topic T : aws.sns queue P : aws.sqs { subscribes to T dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed from P using Came idempotent by id { calls Carrier.label with 2 retries  puts Sum } } store Came { key id } store Sum
      external Carrier { serves label }
      service Shop { serves buy { publishes Paid to T  publishes Packed to T } }
      actor U { calls Shop.buy }`,
    breaks: ['effect-once Ship 1', 'nothing-lost T 1'],
  },
  {
    name: 'a join that leads to itself',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed using Came { sends Paid to P } } store Came { key id }
      service Shop { serves buy { sends Paid to P  sends Packed to Q } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing Shop 1', 'comes-to-rest Ship 0'],
  },
  {
    name: 'a join in a service that keeps state',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Ship { instances 2  keeps Book in memory  on all of Paid, Packed using Came { puts Sum } } store Came { key id } store Sum
      service Shop { serves buy { sends Paid to P  sends Packed to Q } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing Shop 1', 'state-kept Ship 1'],
  },
  {
    name: 'a join that fails for good: its time does not run out any more',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm } queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed within 5m using Came { calls Bank.pay } otherwise { increments Sum calls Bank.mail } } store Came { key id } store Sum external Bank { serves pay idempotent serves mail }
      service Shop { serves buy { sends Paid to P  sends Packed to Q via outbox Sum } }`,
    breaks: ['all-or-nothing Ship 2', 'all-or-nothing Shop 1'],
    faults: 2,
  },
  {
    name: 'a join of which one message is parked',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm } queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed within 5m using Came { puts Sum } otherwise { calls Bank.pay puts Sum } } store Came { key id } store Sum external Bank { serves pay idempotent serves mail }
      service Shop { serves buy idempotent { sends Paid to P  sends Packed to Q } }
      actor U { calls Shop.buy with unlimited retries }`,
    breaks: ['all-or-nothing Ship 2'],
    faults: 2,
  },
  {
    name: 'a join that is put back',
    text: `event Paid { key id }  event Packed { key id }
      queue D : aws.sqs { retention 14d alarm  redrives to Q }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm } queue Q : aws.sqs { dead-letters to D after 3 attempts }
      service Ship { on all of Paid, Packed within 5m using Came idempotent by id within 1h using Sum { increments Sum } otherwise { puts Sum } } store Came { key id } store Sum external Bank { serves pay idempotent serves mail }
      service Shop { serves buy idempotent { sends Paid to P  sends Packed to Q } }
      actor U { calls Shop.buy with unlimited retries }`,
    breaks: ['effect-once Ship 1'],
  },
  {
    name: 'a join with an outbox',
    text: `event Paid { key id }  event Packed { key id } event Shipped { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm } queue Q : aws.sqs { dead-letters after 3 attempts  alarm } topic T : aws.sns queue C : aws.sqs { subscribes to T dead-letters after 2 attempts alarm }
      service Ship { on all of Paid, Packed using Came { publishes Shipped to T via outbox Came  puts Came } } store Came { key id } store Sum
      service Shop { serves buy idempotent { sends Paid to P  sends Packed to Q } }
      service Stats { on Shipped from C idempotent by id { increments Sum } }
      actor U { calls Shop.buy with unlimited retries }`,
    breaks: ['nothing-lost T 1'],
  },
  {
    name: 'a join of three',
    text: `event Paid { key id }  event Packed { key id } event Booked { key id }
      topic T : aws.sns queue C : aws.sqs { subscribes to T dead-letters after 2 attempts alarm }
      service Ship { on all of Paid, Packed, Booked from C using Came { appends Sum } } store Came { key id } store Sum
      actor U { publishes Paid to T }  actor V { publishes Packed to T } actor X { publishes Booked to T }`,
    breaks: ['effect-once Ship 1', 'nothing-lost T 1'],
  },
  {
    name: 'a join that another join feeds',
    text: `event Paid { key id }  event Packed { key id } event Booked { key id } event Sent { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm } queue Q : aws.sqs { dead-letters after 3 attempts  alarm } queue R : aws.sqs { dead-letters after 3 attempts  alarm }
      service Pack { on all of Paid, Packed using Came { sends Booked to R } } store Came { key id }
      service Ship { on all of Packed, Booked using Came2 { appends Sum } } store Came2 { key id } store Sum
      queue PT : aws.sqs { subscribes to T dead-letters after 3 attempts  alarm } queue PQ : aws.sqs { subscribes to T dead-letters after 3 attempts  alarm } topic T : aws.sns
      service Shop { serves buy idempotent { sends Paid to P  publishes Packed to T } }
      actor U { calls Shop.buy with unlimited retries }`,
    breaks: ['effect-once Ship 1', 'nothing-lost T 1'],
  },
  {
    name: 'a join that acknowledges first',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed using Came with acknowledges first { puts Sum  puts Other } } store Came { key id } store Sum store Other
      service Shop { serves buy idempotent { sends Paid to P  sends Packed to Q } }
      actor U { calls Shop.buy with unlimited retries }`,
    breaks: ['all-or-nothing Ship 1', 'nothing-lost Ship 1'],
  },
];

/** Every form of `require`. */
export const requireDesigns: readonly JudgedDesign[] = [
  {
    name: 'at most once: a call that its callee knows again',
    text: `service Shop { serves buy { calls Pay.go with 2 retries, key id } }
      service Pay { serves go idempotent by id { increments Sum } } store Sum
      actor U { calls Shop.buy }
      require Pay.go at most once per Shop.buy
      require Sum at most once per Shop.buy`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'at most once: a call that its callee does not know',
    text: `service Shop { serves buy { calls Pay.go with 2 retries } }
      service Pay { serves go { puts Sum } } store Sum
      actor U { calls Shop.buy }
      require Pay.go at most once per Shop.buy
      require Sum at most once per Shop.buy`,
    breaks: ['requirement 0 1', 'requirement 1 1'],
  },
  {
    name: 'at most once below each of two messages',
    text: `event Paid { key id } queue Q : aws.sqs { dead-letters after 3 attempts  alarm } queue R : aws.sqs { dead-letters after 3 attempts  alarm } event Two { key id }
      actor U { sends Paid to Q }
      service S { on Paid from Q { sends Two to R } }
      service R1 { on Two from R idempotent by id { calls Bank.pay } } external Bank { serves pay }
      require Bank.pay at most once per Paid
      require Bank.pay at most once per Two
      require Two at most once per Paid`,
    breaks: ['requirement 2 1'],
  },
  {
    name: 'at most once below a message of many',
    text: `event Paid { key id } queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service S { serves go { each "x" at most 5 { sends Paid to Q } } } actor U { calls S.go }
      service R { on Paid from Q idempotent by id { calls Bank.pay with key id } } external Bank { serves pay idempotent by id }
      require Bank.pay at most once per Paid
      require Bank.pay at most once per S.go`,
    breaks: ['requirement 1 0'],
  },
  {
    name: 'at most once, and leading to an end, through a join',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves buy { sends Paid to P  sends Packed to Q } }
      service Ship { on all of Paid, Packed within 10m using Came { increments Sum } otherwise { calls Bank.refund } } store Came { key id } store Sum external Bank { serves refund }
      require Sum at most once per Paid
      require Sum at most once per Packed
      require Sum at most once per Shop.buy
      require Paid leads to Sum or Bank.refund
      require Paid leads to Sum
      require Packed leads to Sum`,
    breaks: ['all-or-nothing Shop 1', 'effect-once Ship 1', 'requirement 0 1', 'requirement 1 1', 'requirement 2 1', 'requirement 4 1'],
  },
  {
    name: 'at most once below a workflow that is called',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay  step B puts Rows }  external Bank { serves pay } store Rows
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }
      require Bank.pay at most once per Shop.buy
      require Rows at most once per Shop.buy
      require W.B at most once per W
      require W at most once per Shop.buy
      require Shop.buy leads to Rows`,
    breaks: [
      'all-or-nothing W 2',
      'effect-once Shop 1',
      'requirement 0 1',
      'requirement 1 1',
      'requirement 2 1',
      'requirement 3 1',
      'requirement 4 1',
    ],
    faults: 2,
  },
  {
    name: 'at most once below a workflow that is called by name',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay with 2 retries, key id  step B puts Rows }  external Bank { serves pay idempotent by id } store Rows
      service Shop { serves buy { calls W with 2 retries, key id } }
      actor U { calls Shop.buy }
      require Bank.pay at most once per Shop.buy
      require Rows at most once per Shop.buy
      require W at most once per Shop.buy
      require Shop.buy leads to Rows
      require Shop.buy all or nothing`,
    breaks: ['all-or-nothing W 1', 'requirement 2 1', 'requirement 3 1'],
    faults: 2,
  },
  {
    name: 'a fallback counts as itself',
    text: `service Shop { serves buy { calls Bank.pay with fallback Other.pay } } external Bank { serves pay } external Other { serves pay }
      actor U { calls Shop.buy }
      require Bank.pay at most once per Shop.buy
      require Other.pay at most once per Shop.buy
      require Shop.buy leads to Bank.pay
      require Shop.buy leads to Bank.pay or Other.pay`,
    breaks: ['requirement 2 1'],
  },
  {
    name: 'at most once, and leading to an end, through an outbox',
    text: `event Paid { key id } topic T : aws.sns queue Q : aws.sqs { subscribes to T with dead-letters to D dead-letters after 3 attempts  alarm } queue D : aws.sqs { alarm }
      service Shop { serves buy idempotent by id { puts Rows  publishes Paid to T via outbox Rows } } store Rows
      service S { on Paid from Q { appends A } } store A
      actor U { calls Shop.buy with 2 retries, key id }
      require Paid at most once per Shop.buy
      require A at most once per Paid
      require Shop.buy leads to Paid
      require Shop.buy leads to A`,
    breaks: ['effect-once S 1', 'requirement 1 1', 'requirement 2 1', 'requirement 3 1'],
  },
  {
    name: 'at most once, and leading to an end, through a change stream',
    text: `event Changed { key id } stream C : aws.dynamodb.streams
      store Rows : aws.dynamodb { key id publishes Changed to C }
      service Shop { serves buy { puts Rows } }
      service S : aws.lambda { on Changed from C { appends A } } store A
      actor U { calls Shop.buy with 2 retries }
      require A at most once per Changed
      require A at most once per Shop.buy
      require Changed leads to A`,
    breaks: ['effect-once S 1', 'nothing-blocked C 1', 'requirement 0 1', 'requirement 1 1', 'requirement 2 1'],
  },
  {
    name: 'all or nothing, though the message is parked where somebody looks',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S { on Paid from Q { puts A  puts B } } store A store B
      require S all or nothing
      require Paid leads to B`,
    breaks: ['requirement 0 1'],
  },
  {
    name: 'all or nothing in one transaction',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S { on Paid from Q { atomically { puts A  puts B } } } store A store B
      require S all or nothing`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'all or nothing of a workflow, and what it leads to',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock  step B calls Bank.pay with 2 retries, key id }  store Stock  external Bank { serves pay idempotent by id }
      actor U { starts W with key id }
      require W all or nothing
      require Bank.pay at most once per W
      require W leads to Bank.pay
      require W leads to W.B`,
    breaks: ['all-or-nothing W 1', 'requirement 0 1', 'requirement 2 1', 'requirement 3 1'],
  },
  {
    name: 'a workflow that leads to one end or the other',
    text: `event Cancelled { key id } event Placed { key id } topic T : aws.sns
      orchestrator W : aws.stepfunctions { subscribes to T for Placed with key id, dead-letters to D  step A puts Stock undo { deletes Stock }  step B calls Bank.pay with 2 retries, key id } otherwise { step C publishes Cancelled to Ends with unlimited retries }  store Stock  external Bank { serves pay idempotent by id }
      topic Ends : aws.sns queue D : aws.sqs { alarm } event Done { key id }
      service S { serves place { publishes Placed to T } }
      require Placed leads to W.B or Cancelled
      require W all or nothing`,
    breaks: ['all-or-nothing W 2', 'requirement 1 2'],
    faults: 2,
  },
  {
    name: 'never lost where somebody looks',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S { on Paid from Q { puts A } } store A
      require Paid never lost
      require Paid leads to A`,
    breaks: [],
  },
  {
    name: 'never lost, though it is decided that it may be',
    text: `event Paid { key id }  queue Q : aws.sqs { no dead-letters because "x" }  actor U { sends Paid to Q }
      service S { on Paid from Q { puts A } } store A
      require Paid never lost
      require Paid leads to A`,
    breaks: ['requirement 0 1', 'requirement 1 1'],
  },
  {
    name: 'never lost on either of two legs',
    text: `event Paid { key id } topic T : aws.sns queue Q : aws.sqs { subscribes to T with dead-letters to D dead-letters after 3 attempts  alarm } queue R : aws.sqs { subscribes to T with dead-letters to D no dead-letters } queue D : aws.sqs { alarm }
      actor U { publishes Paid to T }
      service S { on Paid from Q { puts A } } store A
      service R1 { on Paid from R { puts B } } store B
      require Paid never lost
      require Paid leads to A
      require Paid leads to B
      require Paid leads to S`,
    breaks: ['requirement 0 1', 'requirement 2 1'],
  },
  {
    name: 'in order, though the message does not ask for it',
    text: `event Paid { key id } topic T : aws.sns queue Q : aws.sqs { subscribes to T with dead-letters to D dead-letters after 3 attempts  alarm } queue R : aws.sqs { subscribes to T with dead-letters to D dead-letters after 3 attempts alarm } queue D : aws.sqs { alarm }
      actor U { publishes Paid to T }
      service S { on Paid from Q { puts A if newer } } store A
      service R1 { on Paid from R { puts B } } store B
      require Paid in order at S`,
    breaks: ['requirement 0 1'],
  },
  {
    name: 'in order, though the consumer says that it does not mind',
    text: `event Paid { key id ordered by who } queue Q : aws.sqs.fifo { grouped by who dead-letters after 3 attempts  alarm }
      actor U { sends Paid to Q }
      service S { on Paid from Q with ordering none { puts A } } store A
      require Paid in order at S`,
    breaks: ['requirement 0 1'],
  },
  {
    name: 'the progress of a workflow survives',
    text: `orchestrator W : aws.ecs { keeps Progress in memory  step A puts Rows  step B puts Rows2 } store Rows store Rows2
      actor U { starts W with key id }
      require W.Progress survives instance loss`,
    breaks: ['all-or-nothing W 1', 'requirement 0 1', 'state-kept W 1'],
  },
  {
    name: 'a copy survives',
    text: `service Cart { instances 2  keeps Basket in memory rebuilt from Log  serves add { puts Log } }  store Log  actor U { calls Cart.add }
      require Cart.Basket survives instance loss`,
    breaks: [],
  },
  {
    name: 'leading to an end, unless a message is parked when the time of a join runs out',
    text: `event C { key id }  event A { key id }  event B { key id }
      queue QA : aws.sqs { dead-letters after 3 attempts  alarm }  queue QB : aws.sqs { dead-letters after 3 attempts  alarm }
      queue QC : aws.sqs { dead-letters after 3 attempts  alarm }
      actor U { sends C to QC }
      service Both { on C from QC { sends A to QA  sends B to QB } }
      service Ship { on all of A, B within 10m using S1 { puts S0 } otherwise { puts S1 } } store S0 store S1 { key id }
      require A leads to S0`,
    breaks: [],
  },
];
