/** One mechanism each: counting, calling, two places, order, kept state, a circle. */
import type { JudgedDesign } from './judged.ts';

export const plainDesigns: readonly JudgedDesign[] = [
  {
    name: 'what is stale before anybody could look at it, given up and acknowledged too early',
    text: `event Offered { key id  useful for 10m }  queue Q : aws.sqs { drops after 3 attempts }  queue R : aws.sqs
      actor U { sends Offered to Q  sends Offered to R }
      service S : aws.ecs { on Offered from Q { puts D } }  service T : aws.ecs { on Offered from R with acknowledges first { puts D } }  store D`,
    breaks: ['nothing-lost R 1'],
  },
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
  {
    name: 'a run that its product begins again, and that fails where its first turn had succeeded',
    text: `orchestrator W : aws.stepfunctions.express { step A puts Stock undo { deletes Stock } }  store Stock
      actor U { starts W }`,
    breaks: ['all-or-nothing W 2'],
    faults: 2,
  },
  {
    name: 'a run that is lost after it has failed and before it undoes',
    text: `orchestrator W : aws.ecs { step A calls Bank.pay with key id undo { deletes Stock } }  external Bank { serves pay idempotent by id }  store Stock`,
    breaks: ['all-or-nothing W 2', 'state-kept W 2'],
    faults: 2,
  },
  {
    name: 'a run that is lost after it has failed and before its otherwise block',
    text: `orchestrator W : aws.ecs { step A calls Bank.look } otherwise { step C puts Stock }  external Bank { serves look safe }  store Stock`,
    breaks: ['state-kept W 2'],
    faults: 2,
  },
  {
    name: 'a run that has failed and has nothing more to do needs no progress',
    text: `orchestrator W : aws.ecs { step A calls Bank.look }  external Bank { serves look safe }`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'a workflow that does a step of its otherwise block again when it dies',
    text: `orchestrator W : aws.ecs { keeps Progress in Runs  step A calls Bank.look } otherwise { step C increments Sums }  external Bank { serves look safe }  store Runs  store Sums`,
    breaks: ['effect-once W 2'],
    faults: 2,
  },
  {
    name: 'a message that is sent once more while nobody says whether the first comes again',
    text: `event C { key id }  event B { key id }  queue QC : aws.sqs { dead-letters after 3 attempts  alarm }  queue QB
      actor U { sends C to QC }
      service Both { on C from QC { sends B to QB } }
      service Ship { on B from QB idempotent by id using Done { calls X.pay  puts Done } }  store Done  external X { serves pay }`,
    breaks: ['effect-once Ship 2'],
    faults: 2,
  },
  {
    name: 'an acknowledgement before the work that is lost, and work that stops',
    text: `event B { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      actor U { sends B to Q }
      service Ship { on B from Q idempotent by id using Done with acknowledges first { calls X.pay  puts Done } }  store Done  external X { serves pay }`,
    breaks: ['all-or-nothing Ship 1', 'effect-once Ship 2', 'nothing-lost Q 1'],
    faults: 2,
  },
  {
    name: 'a fallback that takes place twice',
    text: `service Shop { serves buy { calls Bank.look with fallback Other.charge } }  external Bank { serves look safe }  external Other { serves charge }
      actor U { calls Shop.buy with 1 retry }`,
    breaks: ['effect-once U 2'],
    faults: 2,
  },
  {
    name: 'the same with a key that whoever answers recognises',
    text: `service Shop { serves buy { calls Bank.look with fallback Other.charge, key id } }  external Bank { serves look safe }  external Other { serves charge idempotent by id }
      actor U { calls Shop.buy with 1 retry }`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'a fallback that its handler repeats because something else needs what is out',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service Shop { on Paid from Q { calls Bank.look with fallback Other.charge  calls Bank.check } }  external Bank { serves look safe  serves check safe }  external Other { serves charge }`,
    breaks: ['effect-once Shop 1'],
    faults: 2,
  },
];
