/** How runs work, mechanism by mechanism: what breaks in each small design, by which fault, and at which line. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import { dedent, designOf } from '../support/design.ts';
import { runsOf } from './runs.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  /** How many strike; one unless said. */
  readonly faults?: number;
  /** Promise, faults, rule and line of each counterexample. */
  readonly breaks: readonly string[];
  /** The sentences of the last of them. */
  readonly steps?: readonly string[];
}

const cases: readonly Case[] = [
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
    name: 'branches of `parallel` still end when one fails; a wait can end in silence',
    text: `
      event Signed { key orderId }
      topic Signatures : aws.sns
      store A : aws.dynamodb
      store B : aws.dynamodb
      service S : aws.lambda { serves a { puts A }  serves b { puts B }  serves undoA { deletes A } }
      orchestrator W : aws.stepfunctions {
        parallel { step PA calls S.a with 1 retry undo S.undoA  step PB calls S.b with 1 retry }
        step Survey calls S.a with 1 retry on failure Sign
        step Sign waits for Signed from Signatures at most 1d
      } otherwise { step Note puts B }
    `,
    breaks: ['all-or-nothing by outage, missing-compensation, line 7', 'all-or-nothing by outage, missing-compensation, line 8'],
    steps: [
      'W begins.',
      'W calls S.a.',
      'S.a puts A.',
      'What step Sign of W waits for does not come in time.',
      'Step Sign of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'The run of W ends as failed.',
    ],
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
    name: 'a self-hosted workflow repeats a step that it has not noted, and is gone with its instance',
    text: `
      orchestrator W : aws.ecs { instances 1  step One calls S.a  step Two calls S.b }
      service S : aws.lambda { serves a { increments X }  serves b idempotent by id { puts X } }
      store X : aws.dynamodb
    `,
    breaks: [
      'state-kept by instance-loss, orchestrator-central-dependency, line 1',
      'all-or-nothing by lost-reply, missing-compensation, line 1',
      'effect-once by crash, retry-without-idempotency, line 1',
      'all-or-nothing by lost-reply, missing-compensation, line 1',
    ],
  },
  {
    name: 'a self-hosted workflow repeats an undo that it has not noted',
    text: `
      orchestrator W : aws.ecs {
        instances 1
        keeps Progress in Runs
        step One puts X undo S.back with unlimited retries exponential
        step Two calls Bank.look
      }
      service S : aws.lambda { serves back { increments X } }
      external Bank { serves look safe }
      store X : aws.dynamodb
      store Runs : aws.dynamodb
    `,
    faults: 2,
    breaks: [
      'all-or-nothing by outage, outage, missing-compensation, line 4',
      'effect-once by outage, crash, retry-without-idempotency, line 4',
    ],
    steps: [
      'W begins.',
      'Bank does not respond: W cannot call Bank.look.',
      'Step Two of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'W calls S.back, to undo One.',
      'S.back increments X.',
      'W dies before it has noted that step One is undone: it undoes it again.',
      'W calls S.back again, to undo One.',
      'S.back increments X a second time.',
    ],
  },
  {
    name: 'a product that begins runs at least once runs them again',
    text: `
      orchestrator W : aws.stepfunctions.express { step One calls S.a with no retries }
      service S : aws.lambda { serves a { increments X } }
      store X : aws.dynamodb
    `,
    breaks: ['effect-once by duplicate, non-idempotent-consumer, line 1', 'all-or-nothing by lost-reply, missing-compensation, line 1'],
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
    name: 'a read before the own message has brought what is read needs no fault',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p idempotent by id { sends E to Q  reads View } }
      service A : aws.lambda { on E from Q { puts View } }
      flow F from P.p { reads own writes }
    `,
    breaks: ['read-your-writes by no fault, stale-read-violates-consistency, line 4'],
  },
  {
    name: 'a circle of a workflow and the operation that starts it begins with the workflow, which calls until it is through',
    text: `
      service S : aws.lambda { serves a idempotent { puts X  starts W } }
      orchestrator W : aws.stepfunctions { step One calls S.a with unlimited retries exponential }
      store X : aws.dynamodb
    `,
    breaks: ['comes-to-rest by no fault, event-loop, line 1'],
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
    name: 'a run that was started has yet to write what is read',
    text: `
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p { starts W with key id  reads View } }
      orchestrator W : aws.stepfunctions { step One puts View }
      flow F from P.p { reads own writes }
    `,
    breaks: ['read-your-writes by no fault, stale-read-violates-consistency, line 2'],
    steps: ['P.p is called.', 'P.p starts W.', 'P.p reads View.', 'The run of W is still to begin, and with it what P.p reads.'],
  },
  {
    name: 'what a workflow writes only when it fails is not on its way',
    text: `
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p { starts W with key id  reads View } }
      orchestrator W : aws.stepfunctions { step One calls X.look } otherwise { step Two puts View }
      external X { serves look safe }
      flow F from P.p { reads own writes }
    `,
    breaks: [],
  },
  {
    name: 'a row that is stored with a later write is not sent before',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      store View : postgres
      service P : aws.lambda { serves p { publishes E to Q via outbox View  reads View  puts View } }
      service A : aws.lambda { on E from Q { puts View } }
      flow F from P.p { reads own writes }
    `,
    breaks: [],
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
    name: 'a step that is retried without end fails no run',
    text: `
      orchestrator W : aws.stepfunctions { step One calls S.a with 2 retries  step Two calls S.b with unlimited retries exponential }
      service S : aws.lambda { serves a { puts X }  serves b { puts X } }
      store X : aws.dynamodb
    `,
    breaks: [],
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
    name: 'a call that waits for itself',
    text: `
      service A : aws.lambda { serves x { calls A.y }  serves y { calls A.x } }
    `,
    breaks: ['comes-to-rest by no fault, cyclic-sync-dependency, line 1'],
    steps: ['A.x is called.', 'A.x calls A.y.', 'A.y calls A.x.', 'A.x is called while it still waits for itself.'],
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
    name: 'if newer bears disorder',
    text: `
      event E { key changeId  ordered by id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X if newer } }
      store X : aws.dynamodb { key id }
    `,
    breaks: [],
  },
  {
    name: 'a group that parks as a whole',
    text: `
      event E { key changeId  ordered by id }
      queue Q : aws.sqs.fifo { grouped by id  dead-letters group after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      store X : aws.dynamodb { key id }
    `,
    breaks: [],
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
    name: 'a workflow begun by name begins once',
    text: `
      event E { key id }
      topic T : aws.sns
      queue Parked : aws.sqs { alarm }
      orchestrator W : aws.stepfunctions { subscribes to T for E with key id, dead-letters to Parked  step One calls S.a with 1 retry }
      service P : aws.lambda { serves p { publishes E to T } }
      service S : aws.lambda { serves a idempotent by id { increments X } }
      store X : aws.dynamodb
    `,
    breaks: ['effect-once by lost-reply, retry-without-idempotency, line 4'],
  },
  {
    name: 'a workflow begun without a name begins twice',
    text: `
      event E { key id }
      topic T : aws.sns
      queue Parked : aws.sqs { alarm }
      orchestrator W : aws.stepfunctions { subscribes to T for E with dead-letters to Parked  step One publishes E to T2 }
      topic T2 : aws.sns
      service P : aws.lambda { serves p { publishes E to T } }
      service S : aws.lambda { on E from T2 with dead-letters to Parked, delivery exactly-once { increments X } }
      store X : aws.dynamodb
    `,
    breaks: ['effect-once by crash, non-idempotent-consumer, line 7'],
  },
  {
    name: 'a cleaning otherwise undoes',
    text: `
      orchestrator W : aws.stepfunctions { step One calls S.a with 2 retries  step Two calls S.b with 2 retries } otherwise { step Clean calls S.clean with unlimited retries exponential }
      service S : aws.lambda { serves a { puts X }  serves b { reads X }  serves clean { deletes X } }
      store X : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'on failure in the otherwise block',
    text: `
      orchestrator W : aws.stepfunctions { step One calls S.a with 2 retries undo S.c  step Two calls S.b with 2 retries on failure Tell } otherwise { step Skipped puts Y  step Tell puts Z }
      service S : aws.lambda { serves a { puts X }  serves b { reads X }  serves c { deletes X } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
      store Z : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'a copy that lags behind an own write',
    text: `
      store Users : postgres
      store Search : elasticsearch { rebuilt from Users within 5s }
      service A { serves go { puts Users  reads Search } }
      flow F from A.go { reads own writes }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 3'],
  },
  {
    name: 'a copy that lags within what the flow allows',
    text: `
      store Users : postgres
      store Search : elasticsearch { rebuilt from Users within 5s }
      service A { serves go { puts Users  reads Search } }
      flow F from A.go { reads own writes after 10s }
    `,
    breaks: [],
  },
  {
    name: 'sticky sessions pin to an instance that can be lost',
    text: `
      balancer B : aws.alb { sticky sessions for 1h  routes "/" to C }
      service C : aws.ecs { instances 2..4  keeps Basket in memory  serves add }
    `,
    breaks: ['state-kept by instance-loss, sticky-sessions, line 1'],
  },
  {
    name: 'a copy in memory is no state',
    text: `
      service C : aws.ecs { instances 2..4  keeps Prices in memory rebuilt from Table  serves get }
      store Table : postgres
    `,
    breaks: [],
  },
  {
    name: 'a competing consumer breaks a total order',
    text: `
      event E { ordered }
      queue Q : rabbitmq.quorum { dead-letters after 3 attempts  alarm  ordering total }
      service P { serves p { sends E to Q } }
      service A { instances 2  on E from Q { puts X } }
      store X : postgres
    `,
    breaks: ['in-order by reorder, ordering-lost, line 4'],
  },
];

describe('of a run', () => {
  for (const { name, text, faults, breaks, steps } of cases) {
    it(name, async () => {
      const design = dedent(text);
      const runs = await runsOf(design, faults);
      const heads = runs.split('\n').filter((line) => /^[a-z]/.test(line) && line !== 'holds');
      assert.deepEqual(
        heads.map((line) => line.replace(/: .*$/, '')),
        breaks,
      );
      if (!steps) return;
      const last = explore(await designOf(design), { faults })
        .flows.flatMap(({ counterexamples }) => counterexamples)
        .at(-1);
      assert.deepEqual(
        last?.steps.map((step) => step.text),
        steps,
      );
    });
  }
});
