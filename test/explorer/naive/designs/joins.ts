/** Handlers that wait for several messages. */
import type { JudgedDesign } from './judged.ts';

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
  {
    name: 'a join that acknowledges first what comes over a queue of which nothing is known',
    text: `event Paid { key id }  event Packed { key id  expendable }
      queue P {} queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Ship { on all of Paid, Packed using Came with acknowledges first { puts Came } } store Came { key id }
      service Shop { serves buy idempotent { sends Paid to P  sends Packed to Q } }
      actor U { calls Shop.buy with unlimited retries }`,
    breaks: ['nothing-lost Ship 1'],
  },
  {
    name: 'a message that is sent once more in between, while the channel of the other takes it once',
    text: `event A { key id }  event B { key id }  event C { key id }  queue QC : aws.sqs { dead-letters after 3 attempts  alarm }
      queue QA : aws.sqs.fifo { grouped by id  dead-letters after 3 attempts  alarm }  queue QB
      actor U { sends C to QC }
      service Both { on C from QC { sends A to QA  sends B to QB } }
      service Ship { on all of A, B within 10m using S1 idempotent by id using S1 { calls X.pay  puts S1 } }  store S1  external X { serves pay }`,
    breaks: ['effect-once Ship 2'],
    faults: 2,
  },
  {
    name: 'an acknowledgement before the work of a join that is lost, and work that stops',
    text: `event A { key id }  event B { key id }
      queue QA : aws.sqs { dead-letters after 3 attempts  alarm }  queue QB : aws.sqs { dead-letters after 3 attempts  alarm }
      actor U { sends A to QA  sends B to QB }
      service Ship { on all of A, B within 10m using S1 idempotent by id using S1 with acknowledges first { calls X.pay  puts S1 } }  store S1  external X { serves pay }`,
    breaks: ['all-or-nothing Ship 1', 'effect-once Ship 2', 'nothing-lost Ship 1'],
    faults: 2,
  },
];
