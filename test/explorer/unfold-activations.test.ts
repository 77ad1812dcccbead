/** What is unfolded of whatever runs: who brings it about, how often, and what a state notes of it. */
import { testUnfolded } from './unfolding.ts';

testUnfolded([
  {
    what: 'an activation',
    of: 'activations',
    rows: [
      {
        name: 'can crash where a service runs it',
        text: 'event E  queue Q : aws.sqs  queue R : aws.sqs  store S : postgres  actor U { on E from R }  service A { every 1h { sends E to Q  sends E to R  calls B.b  calls W.o  calls G } }  service B { serves b { reads S }  on E from Q { starts W } }  orchestrator W : aws.stepfunctions { serves o { reads S }  step One reads S }  gateway G : aws.apigateway { routes "/b" to B.b }',
        is: [
          'A/every 1h: begins, 5 ops, can crash, at to 7',
          'B/on E from Q: brought by 0, 1 ops, can crash, at to 3',
          'W/workflow: brought by 1, 1 ops, undos from 1, otherwise from 1, at to 3, which to 3',
          'U/on E from R: brought by 2, at to 1',
          'B/b: called by A/every 1h, 1 ops, can crash, at to 3',
          'W/o: called by A/every 1h, 1 ops, at to 3',
          'G/route /b: called by A/every 1h, 1 ops, at to 3',
          'B/b: called by G/route /b, 1 ops, can crash, at to 3',
        ],
      },
      {
        name: 'of a join can crash',
        text: 'event E  event F  topic T : aws.sns  service A { on all of E, F within 1h from T }',
        is: ['A/on E, F from T: brought by 0, can crash, at to 1, which to 3'],
      },
      {
        name: 'can come again when it is over where a message can be put back',
        text: 'event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs { redrives to Q }  service P { serves p { sends E to Q } }  service A { on E from Q { calls B.b } }  service B { serves b }',
        is: [
          'P/p: begins, 1 ops, can crash, at to 3',
          'A/on E from Q: brought by 0, 1 ops, can crash, can come again, at to 3',
          'B/b: called by A/on E from Q, can crash, at to 1',
        ],
      },
      {
        name: 'keeps what is gone with its instance, and is pinned where clients come back',
        text: 'balancer L : aws.alb { sticky sessions for 1h  routes "/a" to A.go  routes "/b" to B }  service A : aws.ecs { keeps Basket in memory  keeps Old in S  serves go { calls B.b  calls A.more }  serves more }  service B { serves b }  store S : postgres',
        flow: 'L "/a"',
        is: [
          'L/route /a: begins, 1 ops, at to 3',
          'A/go: called by L/route /a, 2 ops, keeps Basket, pinned, can crash, at to 3',
          'B/b: called by A/go, can crash, at to 1',
          'A/more: called by A/go, keeps Basket, pinned, can crash, at to 1',
          'L/route /a: begins, once more, 1 ops, at to 3',
          'A/go: called by L/route /a, once more, 2 ops, keeps Basket, pinned, can crash, at to 3',
          'B/b: called by A/go, once more, can crash, at to 1',
          'A/more: called by A/go, once more, keeps Basket, pinned, can crash, at to 1',
        ],
      },
      {
        name: 'of a workflow says which step failed, and whether the run is gone',
        text: 'store S : postgres  service P { serves p { calls W  calls V } }  orchestrator W : aws.ecs { step One puts S  step Two puts S undo { deletes S } }  orchestrator V : aws.stepfunctions { step One puts S  step Two puts S undo { deletes S }  step Three puts S }',
        is: [
          'P/p: begins, 2 ops, can crash, at to 3',
          'W/workflow: called by P/p, 3 ops, undos from 2, otherwise from 3, at to 7, which to 3, gone to 1',
          'V/workflow: called by P/p, 4 ops, undos from 3, otherwise from 4, at to 7, which to 7',
        ],
      },
      {
        name: 'of a workflow has room for its own steps',
        text: 'store S : postgres  orchestrator W : aws.stepfunctions { step One calls V  step Two calls V }  orchestrator V : aws.stepfunctions { step In puts S }',
        is: [
          'W/workflow: begins, 2 ops, undos from 2, otherwise from 2, at to 3, which to 3',
          'V/workflow: called by W/workflow, in a scope of its own, 1 ops, undos from 1, otherwise from 1, at to 3, which to 3',
          'V/workflow: called by W/workflow, in a scope of its own, 1 ops, undos from 1, otherwise from 1, at to 3, which to 3',
        ],
      },
      {
        name: 'of what an orchestrator serves is no run',
        text: 'store S : postgres  service P { serves p { calls W.o } }  orchestrator W : aws.ecs { serves o { puts S }  step One puts S }',
        flow: 'P.p is called',
        is: ['P/p: begins, 1 ops, can crash, at to 3', 'W/o: called by P/p, 1 ops, at to 3'],
      },
      {
        name: 'notes what it has done in the store of its marks',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  store S : postgres  service A { on E from Q idempotent by id using S { puts S } }',
        is: ['P/p: begins, 1 ops, can crash, at to 3', 'A/on E from Q: brought by 0, 2 ops, can crash, at to 3, recorded to 1'],
      },
      {
        name: 'forgets earlier than what brought it about can come again',
        text: 'event E { key id }  queue Q : aws.sqs { retention 1h }  service P { serves p { sends E to Q } }  service A { on E from Q idempotent by id within 59m { calls B.b } }  service B { serves b idempotent by id within 59m }',
        is: [
          'P/p: begins, 1 ops, can crash, at to 3',
          'A/on E from Q: brought by 0, 1 ops, forgets, can crash, at to 3',
          'B/b: called by A/on E from Q, forgets, can crash, at to 1',
        ],
      },
      {
        name: 'does not forget as long as what brought it about can come again',
        text: 'event E { key id }  queue Q : aws.sqs { retention 1h }  service P { serves p { sends E to Q } }  service A { on E from Q idempotent by id within 1h { calls B.b } }  service B { serves b idempotent by id within 1h }',
        is: [
          'P/p: begins, 1 ops, can crash, at to 3',
          'A/on E from Q: brought by 0, 1 ops, can crash, at to 3',
          'B/b: called by A/on E from Q, can crash, at to 1',
        ],
      },
      {
        name: 'says nothing of what only expendable messages bring late',
        text: 'event E { key id }  event F { key id }  event L { key id  expendable }  queue Q : aws.sqs { retention 5m }  queue R : aws.sqs { retention 1h }  service P { serves p { sends E to Q  sends F to Q } }  service A { on E from Q { calls B.b } }  service B { serves b idempotent by id within 10m }  service C { on L from R { calls B.b } }  service O { serves o { sends L to R } }',
        flow: 'P.p is called',
        only: 'B/b',
        is: ['B/b: called by A/on E from Q, can crash, at to 1'],
      },
      {
        name: 'says so where an expendable message has brought it about',
        text: 'event E { key id  expendable }  event F { key id }  event L { key id  expendable }  queue Q : aws.sqs { retention 5m }  queue R : aws.sqs { retention 1h }  service P { serves p { sends E to Q  sends F to Q } }  service A { on E from Q { calls B.b } }  service B { serves b idempotent by id within 10m }  service C { on L from R { calls B.b } }  service O { serves o { sends L to R } }',
        flow: 'P.p is called',
        only: 'B/b',
        is: ['B/b: called by A/on E from Q, forgets, can crash, at to 1'],
      },
      {
        name: 'says so where a join of nothing but expendable messages has',
        text: 'event E { key id  expendable }  event F { key id  expendable }  event L { key id  expendable }  queue Q : aws.sqs { retention 5m }  queue R : aws.sqs { retention 1h }  service P { serves p { sends E to Q  sends F to Q } }  service A { on all of E, F within 1m from Q { calls B.b } }  service B { serves b idempotent by id within 10m }  service C { on L from R { calls B.b } }  service O { serves o { sends L to R } }',
        flow: 'P.p is called',
        only: 'B/b',
        is: ['B/b: called by A/on E, F from Q, forgets, can crash, at to 1'],
      },
      {
        name: 'says nothing of it where one message of a join is not expendable',
        text: 'event E { key id  expendable }  event F { key id }  event L { key id  expendable }  queue Q : aws.sqs { retention 5m }  queue R : aws.sqs { retention 1h }  service P { serves p { sends E to Q  sends F to Q } }  service A { on all of E, F within 1m from Q { calls B.b } }  service B { serves b idempotent by id within 10m }  service C { on L from R { calls B.b } }  service O { serves o { sends L to R } }',
        flow: 'P.p is called',
        only: 'B/b',
        is: ['B/b: called by A/on E, F from Q, can crash, at to 1'],
      },
      {
        name: 'says so in a run that was started for an expendable message',
        text: 'event E { key id  expendable }  event F { key id }  event L { key id  expendable }  queue Q : aws.sqs { retention 5m }  queue R : aws.sqs { retention 1h }  service P { serves p { sends E to Q  sends F to Q } }  service A { on E from Q { starts W } }  orchestrator W : aws.ecs { step One calls B.b }  service B { serves b idempotent by id within 10m }  service C { on L from R { calls B.b } }  service O { serves o { sends L to R } }',
        flow: 'P.p is called',
        only: 'B/b',
        is: ['B/b: called by W/workflow, in a scope of its own, forgets, can crash, at to 1'],
      },
      {
        name: 'says nothing of it in a run that was started for another',
        text: 'event E { key id }  event F { key id }  event L { key id  expendable }  queue Q : aws.sqs { retention 5m }  queue R : aws.sqs { retention 1h }  service P { serves p { sends E to Q  sends F to Q } }  service A { on E from Q { starts W } }  orchestrator W : aws.ecs { step One calls B.b }  service B { serves b idempotent by id within 10m }  service C { on L from R { calls B.b } }  service O { serves o { sends L to R } }',
        flow: 'P.p is called',
        only: 'B/b',
        is: ['B/b: called by W/workflow, in a scope of its own, can crash, at to 1'],
      },
      {
        name: 'says nothing of it where somebody calls',
        text: 'event E { key id  expendable }  event F { key id  expendable }  event L { key id  expendable }  queue Q : aws.sqs { retention 5m }  queue R : aws.sqs { retention 1h }  service P { serves p { sends E to Q  sends F to Q } }  actor U { calls B.b }  service B { serves b idempotent by id within 10m }  service C { on L from R { calls B.b } }  service O { serves o { sends L to R } }',
        flow: 'U calls B.b',
        only: 'B/b',
        is: ['B/b: called by U/unplaced, can crash, at to 1'],
      },
      {
        name: 'acknowledges first where it says so or the message comes once',
        text: 'event E { key id }  topic T : redis.pubsub  queue Q : aws.sqs  queue R : aws.sqs  service P { serves p { publishes E to T  sends E to Q  sends E to R } }  service A { on E from T  on E from Q  on E from R with acknowledges first }',
        is: [
          'P/p: begins, 3 ops, can crash, at to 7',
          'A/on E from T: brought by 0, acknowledges first, can crash, at to 1',
          'A/on E from Q: brought by 1, can crash, at to 1',
          'A/on E from R: brought by 2, acknowledges first, can crash, at to 1',
        ],
      },
      {
        name: 'of a join acknowledges first as a handler does',
        text: 'event E { key id }  event F { key id }  topic T : redis.pubsub  queue Q : aws.sqs  queue R : aws.sqs  service P { serves p { publishes E to T  publishes F to T  sends E to Q  sends F to Q  sends E to R  sends F to R } }  service A { on all of E, F within 1h from T  on all of E, F within 1h from Q  on all of E, F within 2h from R with acknowledges first }',
        is: [
          'P/p: begins, 6 ops, can crash, at to 7',
          'A/on E, F from T: brought by 0+1, acknowledges first, can crash, at to 1, which to 3',
          'A/on E, F from Q: brought by 2+3, can crash, at to 1, which to 3',
          'A/on E, F from R: brought by 4+5, acknowledges first, can crash, at to 1, which to 3',
        ],
      },
      {
        name: 'of a handler comes once for each message',
        text: 'event E { key id }  event F { key id }  topic T : aws.sns  service P { serves p { publishes E to T  publishes F to T } }  service A { on E, F from T }',
        is: [
          'P/p: begins, 2 ops, can crash, at to 3',
          'A/on E, F from T: brought by 0, can crash, at to 1',
          'A/on E, F from T: brought by 1, can crash, at to 1',
        ],
      },
      {
        name: 'of a join comes once for all of them, and once more for each that is sent again',
        text: 'event E { key id }  event F { key id }  event G  queue Q : aws.sqs  service P { serves p { sends E to Q  sends E to Q  sends F to Q  sends E to Q } }  service A { on all of E, F within 1h from Q { sends G to Q } otherwise { sends G to Q  sends G to Q } }',
        is: [
          'P/p: begins, 4 ops, can crash, at to 7',
          'A/on E, F from Q: brought by 0+2, 1 ops, otherwise 2, can crash, at to 3, which to 3',
          'A/on E, F from Q: begins, 2 ops, can crash, at to 3',
          'A/on E, F from Q: brought by 1, 1 ops, otherwise 4, incomplete, can crash, at to 3, which to 3',
          'A/on E, F from Q: begins, 2 ops, can crash, at to 3',
          'A/on E, F from Q: brought by 3, 1 ops, otherwise 6, incomplete, can crash, at to 3, which to 3',
          'A/on E, F from Q: begins, 2 ops, can crash, at to 3',
        ],
      },
      {
        name: 'of a join comes once in each service',
        text: 'event E { key id }  event F { key id }  topic T : aws.sns  service P { serves p { publishes E to T  publishes F to T } }  service A { on all of E, F within 1h from T }  service B { on all of E, F within 1h from T }',
        is: [
          'P/p: begins, 2 ops, can crash, at to 3',
          'A/on E, F from T: brought by 0+2, can crash, at to 1, which to 3',
          'B/on E, F from T: brought by 1+3, can crash, at to 1, which to 3',
        ],
      },
      {
        name: 'of a join comes once in each firing',
        text: 'event E { key id  ordered by id }  event F { key id }  topic T : aws.sns  service P { serves p { publishes E to T  publishes F to T } }  service A { on all of E, F within 1h from T }',
        is: [
          'P/p: begins, 2 ops, can crash, at to 3',
          'A/on E, F from T: brought by 0+1, can crash, at to 1, which to 3',
          'P/p: begins, once more, 2 ops, can crash, at to 3',
          'A/on E, F from T: brought by 2+3, once more, can crash, at to 1, which to 3',
        ],
      },
      {
        name: 'of a join that waits for ever does nothing else instead',
        text: 'event E { key id }  event F { key id }  event G  queue Q : aws.sqs  service P { serves p { sends E to Q  sends F to Q } }  service A { on all of E, F from Q { } otherwise { sends G to Q } }',
        is: ['P/p: begins, 2 ops, can crash, at to 3', 'A/on E, F from Q: brought by 0+1, can crash, at to 1, which to 3'],
      },
      {
        name: 'of a join waits in vain for what this variant does not send',
        text: 'event E { key id }  event F { key id }  topic T : aws.sns  service P { serves p { publishes E to T  when "x" { publishes F to T } } }  service A { on all of E, F within 1h from T }',
        variant: 1,
        is: ['P/p: begins, 1 ops, can crash, at to 3', 'A/on E, F from T: brought by 0, incomplete, can crash, at to 1, which to 3'],
      },
      {
        name: 'of a join takes what only another flow sends as come',
        text: 'event E { key id }  event F { key id }  topic T : aws.sns  service P { serves p { publishes E to T } }  service O { serves o { publishes F to T } }  service A { on all of E, F within 1h from T }',
        flow: 'P.p is called',
        is: ['P/p: begins, 1 ops, can crash, at to 3', 'A/on E, F from T: brought by 0, can crash, at to 1, which to 3'],
      },
      {
        name: 'of an operation that is not written has one all the same',
        text: 'service A { serves a { calls B  calls X } }  service B : aws.ecs { keeps M in memory }  external X',
        is: [
          'A/a: begins, 2 ops, can crash, at to 3',
          'B/called: called by A/a, keeps M, can crash, at to 1',
          'A/a: begins, once more, 2 ops, can crash, at to 3',
          'B/called: called by A/a, once more, keeps M, can crash, at to 1',
        ],
      },
      {
        name: 'comes once for each call, and again for the call that is made instead',
        text: 'external X { serves pay }  service A { serves a { calls B.b with fallback C.c  calls X.pay with fallback C.c  calls C.c } }  service B { serves b }  service C { serves c }',
        flow: 'A.a is called',
        is: [
          'A/a: begins, 3 ops, can crash, at to 7',
          'B/b: called by A/a, can crash, at to 1',
          'C/c: called instead by A/a, can crash, at to 1',
          'C/c: called instead by A/a, can crash, at to 1',
          'C/c: called by A/a, can crash, at to 1',
        ],
      },
    ],
  },
]);
