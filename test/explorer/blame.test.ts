/** Whom a broken promise speaks of: the element to change, the words in the text, the rule that speaks of them, what broke and which defaults that rests on. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import { designOf } from '../support/design.ts';
import { wordsOf } from './telling.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly faults?: number;
  /** All that breaks in the design, the lightest first; of a design with a requirement, that. */
  readonly blamed: readonly string[];
}

const groups: readonly (readonly [what: string, rows: readonly Row[]])[] = [
  [
    'what takes place twice',
    [
      {
        name: 'a redelivered handler',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by crash: non-idempotent-consumer at A, `on E from Q`: increments X took place twice for one E. Rests on: aws.sqs delivers at least once.',
        ],
      },
      {
        name: 'a redelivered handler of a queue that says itself how it delivers',
        text: `event E { key id }  queue Q { delivery at-least-once  dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb`,
        blamed: ['effect-once by crash: non-idempotent-consumer at A, `on E from Q`: increments X took place twice for one E.'],
      },
      {
        name: 'a handler that crashes, of a product that delivers exactly once',
        text: `technology own "Own" is queue { delivery exactly-once }  event E { key id }  queue Q : own { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.ecs { on E from Q { increments X } }  store X : aws.dynamodb`,
        blamed: ['effect-once by crash: broker-dedup-is-not-idempotency at A, `on E from Q`: increments X took place twice for one E.'],
      },
      {
        name: 'a guard that notes too late',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q idempotent by id using Seen { increments X } }  store X : aws.dynamodb  store Seen : redis`,
        blamed: ['effect-once by crash: non-atomic-dedup at A, `idempotent by id using Seen`: increments X took place twice for one E.'],
      },
      {
        name: 'a guard that forgets too soon',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs { retention 14d  alarm  redrives to Q }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q idempotent by id within 1h { increments X } }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by duplicate: dedup-window-too-short at A, `idempotent by id within 1h`: increments X took place twice for one E.',
        ],
      },
      {
        name: 'a guard that notes too late, and forgets too soon',
        text: `event E { key id }  queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q idempotent by id within 1h using Seen { increments X } }  store X : aws.dynamodb  store Seen : redis`,
        blamed: [
          'effect-once by crash: non-atomic-dedup at A, `idempotent by id within 1h using Seen`: increments X took place twice for one E.',
          'effect-once by duplicate: dedup-window-too-short at A, `idempotent by id within 1h using Seen`: increments X took place twice for one E.',
        ],
      },
      {
        name: 'two handlers, each behind a queue of its own kind',
        text: `event E { key id }  event F { key id }  queue R : aws.sqs.fifo { grouped by id  dead-letters group after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
          service P : aws.lambda { serves e { sends E to R }  serves f { sends F to Q } }
          service A : aws.lambda { on E from R { increments X } }  service B : aws.lambda { on F from Q { increments X } }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by crash: broker-dedup-is-not-idempotency at A, `on E from R`: increments X took place twice for one E. Rests on: aws.sqs.fifo delivers at least once.',
          'effect-once by crash: non-idempotent-consumer at B, `on F from Q`: increments X took place twice for one F. Rests on: aws.sqs delivers at least once.',
        ],
      },
      {
        name: 'a mark set by hand',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q { reads Seen  increments X  inserts Seen } }  store X : aws.dynamodb  store Seen : postgres`,
        blamed: ['effect-once by crash: non-atomic-dedup at A, `inserts Seen`: increments X took place twice for one E.'],
      },
      {
        name: 'a broker that drops repeated sends',
        text: `event E { key id }  queue Q : aws.sqs.fifo { grouped by id  dead-letters group after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by crash: broker-dedup-is-not-idempotency at A, `on E from Q`: increments X took place twice for one E. Rests on: aws.sqs.fifo delivers at least once.',
        ],
      },
      {
        name: 'a retried call',
        text: `service P : aws.lambda { serves p { calls A.a with 1 retry } }  service A : aws.lambda { serves a { appends X } }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by lost-reply: retry-without-idempotency at P, `calls A.a with 1 retry`: appends X took place twice for one request of P.p.',
        ],
      },
      {
        name: 'a retried call of somebody else, at each request',
        text: `external Bank { serves pay }  service P : aws.lambda { serves p { calls Bank.pay with 1 retry } }`,
        blamed: [
          'effect-once by lost-reply: retry-without-idempotency at P, `calls Bank.pay with 1 retry`: calls Bank.pay took place twice for one request.',
        ],
      },
      {
        name: 'a retried call of somebody else, at each tick',
        text: `external Bank { serves pay }  service A : aws.lambda { every 5m { calls Bank.pay with 3 retries } }`,
        blamed: [
          'effect-once by lost-reply: retry-without-idempotency at A, `calls Bank.pay with 3 retries`: calls Bank.pay took place twice for one tick.',
        ],
      },
      {
        name: 'a retried call of a handler',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q idempotent by id { calls Bank.pay with 2 retries } }  external Bank { serves pay }`,
        blamed: [
          'effect-once by lost-reply: retry-without-idempotency at A, `calls Bank.pay with 2 retries`: calls Bank.pay took place twice for one E.',
        ],
      },
      {
        name: 'a join',
        text: `event E { key id }  event F { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q  sends F to Q } }
          service A : aws.lambda { on all of E, F within 10m from Q { increments X } }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by crash: non-idempotent-consumer at A, `on all of E, F within 10m from Q`: increments X took place twice for one E and F. Rests on: aws.sqs delivers at least once.',
        ],
      },
      {
        name: 'a workflow begun over a subscription',
        text: `event E { key id }  topic T : aws.sns  queue D : aws.sqs { alarm }  service P : aws.lambda { serves p { publishes E to T } }
          orchestrator W : aws.stepfunctions { subscribes to T for E with dead-letters to D  step One increments X }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by duplicate: non-idempotent-consumer at W, `subscribes to T for E with dead-letters to D`: increments X took place twice for one run of W. Rests on: aws.sns delivers at least once.',
        ],
      },
      {
        name: 'a workflow that its product runs twice',
        text: `orchestrator W : aws.stepfunctions.express { step One increments X }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by duplicate: non-idempotent-consumer at W, `W`: increments X took place twice for one run of W. Rests on: aws.stepfunctions.express may run a run twice.',
        ],
      },
      {
        name: 'a workflow that is started twice',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q { starts W } }  orchestrator W : aws.stepfunctions { step One puts X }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by crash: non-idempotent-consumer at A, `on E from Q`: starts W took place twice for one E. Rests on: aws.sqs delivers at least once.',
        ],
      },
      {
        name: 'a fallback',
        text: `actor U { calls A.go with 1 retry }  service A { serves go { calls One.look with fallback Two.send } }  external One { serves look safe }  external Two { serves send }`,
        faults: 2,
        blamed: [
          'effect-once by outage, lost-reply: retry-without-idempotency at U, `calls A.go with 1 retry`: calls Two.send took place twice for one request of U.',
        ],
      },
      {
        name: 'a message handed straight on',
        text: `event E { key id }  service P : aws.lambda { serves p { sends E to A } }  service A : aws.lambda { on E with dead-letters to D { increments X } }  queue D : aws.sqs { alarm }  store X : aws.dynamodb`,
        blamed: [
          'effect-once by crash: non-idempotent-consumer at A, `on E with dead-letters to D`: increments X took place twice for one E. Rests on: aws.lambda delivers at least once.',
        ],
      },
    ],
  ],
  [
    'what is lost or blocked',
    [
      {
        name: 'over a channel that takes a message along once',
        text: `event E { key id }  topic T : redis.pubsub  service P { serves p { publishes E to T } }  service A { on E from T { puts X } }  store X : postgres`,
        blamed: [
          'nothing-lost by drop: lossy-hop-on-critical-path at T, `publishes E to T`: E is lost: T takes it along once, whatever becomes of it. Rests on: redis.pubsub delivers at most once.',
        ],
      },
      {
        name: 'over channels that take each message along once',
        text: `event E { key id }  event F { key id }  topic T : redis.pubsub  topic U : redis.pubsub  service P { serves e { publishes E to T }  serves f { publishes F to T }  serves u { publishes F to U } }
          service A { on E, F from T { puts X } }  service B { on F from U { puts X } }  store X : postgres`,
        blamed: [
          'nothing-lost by drop: lossy-hop-on-critical-path at T, `publishes E to T`: E is lost: T takes it along once, whatever becomes of it. Rests on: redis.pubsub delivers at most once.',
          'nothing-lost by drop: lossy-hop-on-critical-path at T, `publishes F to T`: F is lost: T takes it along once, whatever becomes of it. Rests on: redis.pubsub delivers at most once.',
          'nothing-lost by drop: lossy-hop-on-critical-path at U, `publishes F to U`: F is lost: U takes it along once, whatever becomes of it. Rests on: redis.pubsub delivers at most once.',
        ],
      },
      {
        name: 'on its way into a channel',
        text: `event E { key id }  topic T : aws.sns  queue D : aws.sqs { alarm }  service P : aws.lambda { serves p { publishes E to T with delivery at-most-once } }
          service A : aws.lambda { on E from T with dead-letters to D { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by drop: lossy-hop-on-critical-path at T, `delivery at-most-once`: E is lost: T takes it along once, whatever becomes of it.',
        ],
      },
      {
        name: 'by a handler that acknowledges first',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.ecs { instances 1  on E from Q with acknowledges first { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by crash: lossy-hop-on-critical-path at Q, `acknowledges first`: E is lost: Q takes it along once, whatever becomes of it.',
        ],
      },
      {
        name: 'handed over once',
        text: `event E { key id }  service P { serves p { sends E to A } }  service A { on E with delivery at-most-once { puts X } }  store X : postgres`,
        blamed: [
          'nothing-lost by drop: lossy-hop-on-critical-path at A, `delivery at-most-once`: E is lost: A takes it along once, whatever becomes of it.',
        ],
      },
      {
        name: 'when tries are used up',
        text: `event E { key id }  topic T : aws.sns  service P : aws.lambda { serves p { publishes E to T } }  service A : aws.lambda { on E from T { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by poison: missing-dead-letter-queue at T, `on E from T`: E is lost: A cannot handle it, and when its tries are used up nothing keeps it. Rests on: aws.lambda tries 3 times.',
        ],
      },
      {
        name: 'when tries that are written are used up',
        text: `event E { key id }  queue Q { drops after 4 attempts }  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by poison: missing-dead-letter-queue at Q, `Q`: E is lost: A cannot handle it, and when its tries are used up nothing keeps it.',
        ],
      },
      {
        name: 'when it expires',
        text: `event E { key id }  queue Q : aws.sqs  service P : aws.lambda { serves p { sends E to Q } }  service A { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by poison: missing-dead-letter-queue at Q, `Q`: E is lost: A cannot handle it, and it comes again until it expires. Rests on: aws.sqs tries until the message expires.',
        ],
      },
      {
        name: 'never done',
        text: `event E { key id }  stream S : redis.streams  service P { serves p { publishes E to S } }  service A { on E from S { puts X } }  store X : postgres`,
        blamed: [
          'nothing-lost by poison: missing-dead-letter-queue at S, `on E from S`: E is never done: A cannot handle it, and it comes again for ever. Rests on: redis.streams tries without end.',
        ],
      },
      {
        name: 'with dead letters where none are caught',
        text: `event E { key id }  queue Q : aws.sqs { alarm }  queue D : aws.sqs { alarm }  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q with dead-letters to D { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by poison: misplaced-dead-letter-queue at Q, `dead-letters to D`: E is lost: A cannot handle it, and it comes again until it expires.',
        ],
      },
      {
        name: 'in dead letters of its own',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts }  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by poison: unattended-dead-letter-queue at Q, `dead-letters after 3 attempts`: E lies in the dead letters of Q, and nobody looks there.',
        ],
      },
      {
        name: 'in dead letters that its product brings',
        text: `technology own "Own" is queue { delivery at-least-once  dead-letters after 3 attempts }  event E { key id }  queue Q : own  service P : aws.lambda { serves p { sends E to Q } }
          service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by poison: unattended-dead-letter-queue at Q, `Q`: E lies in the dead letters of Q, and nobody looks there.',
        ],
      },
      {
        name: 'in another queue',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: ['nothing-lost by poison: unattended-dead-letter-queue at D, `D`: E lies in D, and nobody looks there.'],
      },
      {
        name: 'by a subscription whose target cannot be reached',
        text: `event E { key id }  topic T : aws.sns  queue Q : aws.sqs { subscribes to T  dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { publishes E to T } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by outage: missing-dead-letter-queue at T, `subscribes to T`: E is lost: Q cannot be reached, and when its tries are used up nothing keeps it. Rests on: aws.sns tries 100015 times.',
        ],
      },
      {
        name: 'by a topic that calls a server',
        text: `event E { key id }  topic T : aws.sns  service P : aws.lambda { serves p { publishes E to T } }  service A : aws.ecs { on E from T { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'nothing-lost by poison: missing-dead-letter-queue at T, `on E from T`: E is lost: A cannot handle it, and when its tries are used up nothing keeps it. Rests on: aws.sns gives up after a number of tries.',
        ],
      },
      {
        name: 'behind one that nobody can handle',
        text: `event E { key id  ordered by id }  stream S : kafka { grouped by id }  service P { serves p { publishes E to S } }  service A { on E from S { puts X } }  store X : postgres`,
        blamed: [
          'nothing-blocked by poison: poison-message-blocks-partition at S, `on E from S`: Every further E of the same group waits behind one that A cannot handle. Rests on: kafka tries without end and keeps the order.',
        ],
      },
      {
        name: 'behind one, with dead letters where none are caught',
        text: `event E { key id  ordered by id }  stream S : kafka { grouped by id  dead-letters to D }  queue D : aws.sqs { alarm }  service P { serves p { publishes E to S } }  service A { on E from S { puts X } }  store X : postgres`,
        blamed: [
          'nothing-blocked by poison: misplaced-dead-letter-queue at S, `dead-letters to D`: Every further E of the same group waits behind one that A cannot handle. Rests on: kafka tries without end and keeps the order.',
        ],
      },
    ],
  ],
  [
    'what is done by half',
    [
      {
        name: 'the first effect on the place that is missed',
        text: `service A : aws.lambda { serves a { puts X  when "a" { puts Y } otherwise { deletes Y } } }  store X : postgres  store Y : aws.dynamodb`,
        blamed: [
          'all-or-nothing by crash: dual-write-without-outbox at A, `puts Y`: A.a is done by half: puts Y never took place, and what it did before stays.',
        ],
      },
      {
        name: 'the first of several effects on the place that is missed',
        text: `service A : aws.lambda { serves a { puts X  puts Y  deletes Y } }  store X : postgres  store Y : aws.dynamodb`,
        blamed: [
          'all-or-nothing by crash: dual-write-without-outbox at A, `puts Y`: A.a is done by half: puts Y never took place, and what it did before stays.',
        ],
      },
      {
        name: 'what runs when the time of a join is up, which is not what runs when all have come',
        text: `event E { key id }  event F { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q  when "more" { sends F to Q } } }
          service A : aws.lambda { on all of E, F within 10m from Q { deletes Y } otherwise { puts X  puts Y } }  store X : aws.dynamodb  store Y : postgres`,
        blamed: [
          'all-or-nothing by crash: dual-write-without-outbox at A, `puts Y`: A is done by half: puts Y never took place, and what it did before stays.',
        ],
      },
      {
        name: 'a step that what should take it away does not reach',
        text: `orchestrator W : aws.stepfunctions { step One calls A.a with 1 retry  step Two calls A.b with 1 retry } otherwise { step Clean calls A.clean }
          service A : aws.lambda { serves a { puts X }  serves b { reads X }  serves clean { deletes X } }  store X : aws.dynamodb`,
        faults: 2,
        blamed: [
          'all-or-nothing by outage, outage: missing-compensation at W, `One`: The run of W failed, and what step One did is not undone.',
        ],
      },
      {
        name: 'a step that is not undone',
        text: `orchestrator W : aws.stepfunctions { step One calls A.a with 1 retry  step Two calls A.b with 1 retry }  service A : aws.lambda { serves a { puts X }  serves b { reads X } }  store X : aws.dynamodb`,
        blamed: ['all-or-nothing by outage: missing-compensation at W, `One`: The run of W failed, and what step One did is not undone.'],
      },
    ],
  ],
  [
    'what comes out of order',
    [
      {
        name: 'without a group',
        text: `event E { key changeId  ordered by id }  queue Q : aws.sqs.fifo { dead-letters group after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: ['in-order by reorder: missing-ordering-key at Q, `Q`: A begins a later E of the same id before an earlier one is done.'],
      },
      {
        name: 'grouped by something else',
        text: `event E { key changeId  ordered by id }  queue Q : aws.sqs.fifo { grouped by changeId  dead-letters group after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'in-order by reorder: missing-ordering-key at Q, `grouped by changeId`: A begins a later E of the same id before an earlier one is done.',
        ],
      },
      {
        name: 'over a topic that keeps none',
        text: `event E { key changeId  ordered by id + day }  topic T : aws.sns  queue D : aws.sqs { alarm }  queue Q : aws.sqs.fifo { grouped by id + day  subscribes to T with dead-letters to D  dead-letters group after 3 attempts  alarm }  service P : aws.lambda { serves p { publishes E to T } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'in-order by reorder: ordering-lost at Q, `on E from Q`: A begins a later E of the same id + day before an earlier one is done. Rests on: aws.sns keeps no order.',
        ],
      },
      {
        name: 'to a service that subscribes itself',
        text: `event E { ordered }  topic T : aws.sns  queue D : aws.sqs { alarm }  service P : aws.lambda { serves p { publishes E to T } }  service A : aws.lambda { on E from T with dead-letters to D { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'in-order by reorder: ordering-lost at T, `on E from T with dead-letters to D`: A begins a later E before an earlier one is done. Rests on: aws.sns keeps no order.',
        ],
      },
      {
        name: 'taken by two, of a product that keeps it',
        text: `technology own "Own" is queue { ordering total }  event E { ordered }  queue Q : own { dead-letters group after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.ecs { instances 2  on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: ['in-order by reorder: ordering-lost at Q, `on E from Q`: A begins a later E before an earlier one is done.'],
      },
      {
        name: 'past what is parked',
        text: `event E { key changeId  ordered by id }  queue Q : aws.sqs.fifo { grouped by id  dead-letters after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
        blamed: [
          'in-order by poison: dead-letter-breaks-ordering at Q, `dead-letters after 3 attempts`: A begins a later E of the same id before an earlier one is done.',
        ],
      },
    ],
  ],
  [
    'what is gone or not seen',
    [
      {
        name: 'state that clients come back to',
        text: `balancer B : aws.alb { sticky sessions for 1h  routes "/" to A }  service A : aws.ecs { instances 2..4  keeps Basket in memory  serves add }`,
        blamed: [
          'state-kept by instance-loss: sticky-sessions at B, `sticky sessions for 1h`: Basket of A is gone when it is next needed.',
        ],
      },
      {
        name: 'state that entries lead everywhere to',
        text: `balancer B : aws.alb { routes "/" to A }  service A : aws.ecs { instances 2..4  keeps Basket in memory  serves add }`,
        blamed: [
          'state-kept by scale-out: stateful-without-affinity at A, `keeps Basket in memory`: Basket of A is gone when it is next needed.',
        ],
      },
      {
        name: 'state of several instances',
        text: `service A : aws.ecs { instances 2..4  keeps Basket in memory  serves add }`,
        blamed: [
          'state-kept by scale-out: local-state-on-scaled-service at A, `keeps Basket in memory`: Basket of A is gone when it is next needed.',
        ],
      },
      {
        name: 'state on the disk of one instance',
        text: `service A : aws.ecs { instances 1  keeps Basket on disk  serves add }`,
        blamed: [
          'state-kept by instance-loss: durable-state-on-ephemeral-storage at A, `keeps Basket on disk`: Basket of A is gone when it is next needed.',
        ],
      },
      {
        name: 'state of two services, each of its own kind',
        text: `service A : aws.ecs { instances 1  keeps Basket on disk  serves add }  service B : aws.ecs { instances 2..4  keeps Draft in memory  serves edit }`,
        blamed: [
          'state-kept by instance-loss: durable-state-on-ephemeral-storage at A, `keeps Basket on disk`: Basket of A is gone when it is next needed.',
          'state-kept by scale-out: local-state-on-scaled-service at B, `keeps Draft in memory`: Draft of B is gone when it is next needed.',
        ],
      },
      {
        name: 'state of functions',
        text: `service A : aws.lambda { keeps Basket in memory  serves add }`,
        blamed: [
          'state-kept by scale-out: durable-state-on-ephemeral-storage at A, `keeps Basket in memory`: Basket of A is gone when it is next needed. Rests on: aws.lambda has instances that come and go.',
        ],
      },
      {
        name: 'state in a cache',
        text: `service A : aws.ecs { instances 1  keeps Basket in C  serves add }  cache C : redis`,
        blamed: ['state-kept by instance-loss: durable-state-on-ephemeral-storage at C, `C`: Basket of A is gone when it is next needed.'],
      },
      {
        name: 'a run',
        text: `orchestrator W : aws.ecs { instances 1  step One calls A.a with key id, 1 retry  step Two calls A.a with key id, 1 retry }  service A : aws.lambda { serves a idempotent by id { reads X } }  store X : aws.dynamodb`,
        blamed: [
          'state-kept by instance-loss: orchestrator-central-dependency at W, `orchestrator W : aws.ecs`: A run of W is gone with the instance that knew of it.',
        ],
      },
      {
        name: 'a read that lags',
        text: `store X : aws.dynamodb  service A { serves go { puts X  reads X } }  flow F from A.go { reads own writes }`,
        blamed: [
          'read-your-writes by stale-read: stale-read-violates-consistency at X, `reads X`: A.go reads X and misses what was written just before. Rests on: aws.dynamodb reads with a lag.',
        ],
      },
      {
        name: 'a read of a store that says so itself',
        text: `store X { consistency eventual }  service A { serves go { puts X  reads X } }  flow F from A.go { reads own writes }`,
        blamed: [
          'read-your-writes by stale-read: stale-read-violates-consistency at X, `reads X`: A.go reads X and misses what was written just before.',
        ],
      },
      {
        name: 'a read before what the message brings',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  store X : aws.dynamodb { consistency strong }  service P : aws.lambda { serves p { sends E to Q  reads X } }  service A : aws.lambda { on E from Q { puts X } }  flow F from P.p { reads own writes }`,
        blamed: [
          'read-your-writes by nothing: stale-read-violates-consistency at X, `reads X`: P.p reads X and misses what E has yet to bring.',
        ],
      },
    ],
  ],
  [
    'what does not come to rest',
    [
      {
        name: 'messages',
        text: `event E  event F  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service A : aws.lambda { on F from Q { sends E to Q } }  service B : aws.lambda { on E from Q { sends F to Q } }`,
        blamed: ['comes-to-rest by nothing: event-loop at A, `sends E to Q`: F leads to itself again: A sends E and B sends F.'],
      },
      {
        name: 'calls',
        text: `service A : aws.lambda { serves x { calls A.y }  serves y { calls A.x } }`,
        blamed: [
          'comes-to-rest by nothing: cyclic-sync-dependency at A, `calls A.y`: A.x waits for itself: A.x calls A.y and A.y calls A.x.',
        ],
      },
      {
        name: 'runs',
        text: `orchestrator W : aws.stepfunctions { step One calls A.go with 2 retries }  service A : aws.lambda { serves go { starts W with key id } }`,
        blamed: [
          'comes-to-rest by nothing: event-loop at W, `calls A.go with 2 retries`: A run of W leads to itself again: W calls A.go and A.go starts W.',
        ],
      },
    ],
  ],
  [
    'what a requirement asks',
    [
      {
        name: 'at most once, below a message',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q  puts Y } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb  store Y : postgres
          require X at most once per E`,
        blamed: [
          'requirement by crash: its own rule at A, `require X at most once per E`: increments X took place a second time for one E.',
        ],
      },
      {
        name: 'at most once, below an operation',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q  puts Y } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb  store Y : postgres
          require X at most once per P.p`,
        blamed: [
          'requirement by crash: its own rule at A, `require X at most once per P.p`: increments X took place a second time for one P.p.',
        ],
      },
      {
        name: 'never lost',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q  puts Y } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb  store Y : postgres
          require E never lost`,
        blamed: ['requirement by poison: its own rule at D, `require E never lost`: E lies in D, and nobody looks there.'],
      },
      {
        name: 'in order',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q  puts Y } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb  store Y : postgres
          require E in order at A`,
        blamed: [
          'requirement by reorder: its own rule at Q, `require E in order at A`: A begins a later E before an earlier one is done. Rests on: aws.sqs keeps no order.',
        ],
      },
      {
        name: 'all or nothing',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q  puts Y } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb  store Y : postgres
          require P.p all or nothing`,
        blamed: [
          'requirement by crash: its own rule at P, `require P.p all or nothing`: P.p is done by half: puts Y never took place, and what it did before stays.',
        ],
      },
      {
        name: 'leads to one of two',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q  puts Y } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb  store Y : postgres
          require E leads to X or Y`,
        blamed: [],
      },
      {
        name: 'a message leads to',
        text: `service P : aws.lambda { serves p { sends E to Q } }  event E { key id }  event F  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
          service A : aws.lambda { on E from Q { reads X } }  store X : aws.dynamodb
          require E leads to F`,
        blamed: ['requirement by nothing: its own rule at Q, `require E leads to F`: A run with E ends, and F never comes about.'],
      },
      {
        name: 'a service leads to',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q  puts Y } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb  store Y : postgres
          require P leads to X`,
        blamed: ['requirement by outage: its own rule at P, `require P leads to X`: A run with P ends, and X never comes about.'],
      },
      {
        name: 'an operation leads to',
        text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P : aws.lambda { serves p { sends E to Q  puts Y } }
          service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb  store Y : postgres
          require P.p leads to X`,
        blamed: ['requirement by outage: its own rule at P, `require P.p leads to X`: A run with P.p ends, and X never comes about.'],
      },
      {
        name: 'survives',
        text: `service A : aws.ecs { instances 1  keeps Basket in memory  serves add }
          require A.Basket survives instance loss`,
        blamed: [
          'requirement by instance-loss: its own rule at A, `require A.Basket survives instance loss`: Basket of A is gone when it is next needed.',
        ],
      },
      {
        name: 'a step leads to',
        text: `orchestrator W : aws.stepfunctions { step One puts X  step Two calls A.a with 1 retry }  service A : aws.lambda { serves a { puts Y } }  store X : aws.dynamodb  store Y : aws.dynamodb
          require W.One leads to Y`,
        blamed: ['requirement by outage: its own rule at W, `require W.One leads to Y`: A run with W.One ends, and Y never comes about.'],
      },
    ],
  ],
];

for (const [what, rows] of groups) {
  describe(`whom to blame for ${what}`, () => {
    for (const { name, text, faults = 1, blamed } of rows) {
      it(name, async () => {
        const design = await designOf(text);
        assert.deepEqual(
          design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
          [],
        );
        const runs = explore(design, { faults })
          .flows.flatMap((flow) => flow.counterexamples)
          .filter(({ requirement }) => design.requirements.length === 0 || requirement !== undefined);
        const found = runs.map((run) => {
          const place = `${run.element.replace('#1.', '')}, \`${wordsOf(text, run.source).replace(/\s+/g, ' ')}\``;
          const rests = run.restsOn.length > 0 ? ` Rests on: ${run.restsOn.join('; ')}.` : '';
          return `${run.promise} by ${run.faults.join(', ') || 'nothing'}: ${run.rules.join() || 'its own rule'} at ${place}: ${run.text}${rests}`;
        });
        assert.deepEqual(found, blamed);
      });
    }
  });
}
