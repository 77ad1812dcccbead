/** What the way of a message is unfolded into: where it is put, by which legs it goes on, where it is parked and put back. */
import { testUnfolded } from './unfolding.ts';

testUnfolded([
  {
    what: 'a message in a channel',
    of: 'puts',
    rows: [
      {
        name: 'is handed on by the legs that begin there',
        text: 'event E { key id }  topic T : aws.sns  service P { serves p { publishes E to T } }  queue Q : aws.sqs { subscribes to T }  service A { on E from T }  service B { on E from Q }',
        is: ['E in T: legs 0+2, over P/p#0>T', 'E in Q: legs 1, over Q/subscribes 0'],
      },
      {
        name: 'is recognised by a channel that deduplicates, as long as it can come again',
        text: 'event E { key id }  queue R : aws.sqs { retention 1h }  queue Q : aws.sqs { deduplicates within 1h }  service O { serves o { sends E to R } }  service P { on E from R { sends F to Q } }  event F { key id }  service A { on F from Q }',
        is: ['E in R: legs 0, over O/o#0>R', 'F in Q: legs 1, over P/on E from R#0>Q, deduplicates, accepted to 1'],
      },
      {
        name: 'is forgotten earlier than it can come again',
        text: 'event E { key id }  queue R : aws.sqs { retention 1h }  queue Q : aws.sqs { deduplicates within 59m }  service O { serves o { sends E to R } }  service P { on E from R { sends F to Q } }  event F { key id }  service A { on F from Q }',
        is: ['E in R: legs 0, over O/o#0>R', 'F in Q: legs 1, over P/on E from R#0>Q, deduplicates, forgets, accepted to 1'],
      },
      {
        name: 'that comes from outside is never forgotten too early',
        text: 'event E { key id }  queue Q : aws.sqs { deduplicates within 1s }  service A { on E from Q }',
        is: ['E in Q: legs 0, deduplicates, accepted to 1'],
      },
      {
        name: 'can be lost on the way into it where it is sent once',
        text: 'event E { key id }  queue Q : aws.sqs  queue R : aws.sqs  service P { serves p { sends E to Q  sends E to R with delivery at-most-once } }  service A { on E from Q  on E from R }',
        is: ['E in Q: legs 0, over P/p#0>Q', 'E in R: legs 1, over P/p#1>R, at most once'],
      },
      {
        name: 'goes over a hop of its own into each of two channels',
        text: 'event E { key id }  queue Q : aws.sqs { carries E }  topic T : aws.sns { carries E }  service P { serves p { publishes E } }  service A { on E from Q  on E from T }',
        is: ['E in Q: legs 0, over P/p#0>Q', 'E in T: legs 1, over P/p#0>T'],
      },
      {
        name: 'is never to be lost by a requirement',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  service A { on E from Q }  require E never lost',
        is: ['E in Q: legs 0, over P/p#0>Q, never lost by 0'],
      },
      {
        name: 'is not put twice into channels that pass it on in a circle',
        text: 'event E { key id }  topic T : aws.sns { subscribes to U }  topic U : aws.sns { subscribes to T }  service P { serves p { publishes E to T } }  service A { on E from U }',
        is: ['E in T: legs 0, over P/p#0>T', 'E in U: legs 1+2, over U/subscribes 0', 'E in T: over T/subscribes 0'],
      },
      {
        name: 'is parked where somebody takes it up',
        text: 'event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P { serves p { sends E to Q } }  service A { on E from Q }  service B { on E from D }',
        is: ['E in Q: legs 0, over P/p#0>Q', 'E in D: legs 1, parked to 3'],
      },
      {
        name: 'is parked no further where two queues park in each other',
        text: 'event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs { dead-letters to Q after 3 attempts }  service P { serves p { sends E to Q } }  service A { on E from Q }  service B { on E from D }',
        is: ['E in Q: legs 0, over P/p#0>Q', 'E in D: legs 1, parked to 3'],
      },
      {
        name: 'is parked in a channel that its topic fills, too',
        text: 'event E { key id }  topic T : aws.sns  queue Q : aws.sqs { subscribes to T  dead-letters to R after 3 attempts }  queue R : aws.sqs { subscribes to T }  service P { serves p { publishes E to T } }  service A { on E from Q }  service B { on E from R }',
        is: [
          'E in T: legs 0+3, over P/p#0>T',
          'E in Q: legs 1, over Q/subscribes 0',
          'E in R: legs 2, parked to 3',
          'E in R: legs 4, over R/subscribes 0',
        ],
      },
      {
        name: 'is put back on the leg of its own queue',
        text: 'event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs { redrives to Q }  service P { serves p { sends E to Q } }  service A { on E from Q }',
        is: ['E in Q: legs 0, over P/p#0>Q', 'E in D: put back on leg 0, parked to 3'],
      },
      {
        name: 'is put back into its own topic, for all who take from it',
        text: 'event E { key id }  topic T : aws.sns  service P { serves p { publishes E to T } }  queue D : aws.sqs { redrives to T }  service A : aws.lambda { on E from T with dead-letters to D }',
        is: ['E in T: legs 0, over P/p#0>T', 'E in D: put back as 0, parked to 3'],
      },
      {
        name: 'is put back into the topic that fills its queue',
        text: 'event E { key id }  topic T : aws.sns  service P { serves p { publishes E to T } }  queue Q : aws.sqs { subscribes to T  dead-letters to D after 3 attempts }  queue D : aws.sqs { redrives to T }  service A { on E from Q }',
        is: ['E in T: legs 0, over P/p#0>T', 'E in Q: legs 1, over Q/subscribes 0', 'E in D: put back as 0, parked to 3'],
      },
      {
        name: 'is put back into the queue that fills the topic it failed at',
        text: 'event E { key id }  queue R : aws.sqs  topic T : aws.sns { subscribes to R }  queue D : aws.sqs { redrives to R }  service P { serves p { sends E to R } }  service A : aws.lambda { on E from T with dead-letters to D }',
        is: ['E in R: legs 0, over P/p#0>R', 'E in T: legs 1, over T/subscribes 0', 'E in D: put back as 0, parked to 3'],
      },
      {
        name: 'is put back into another queue, from which it is parked again',
        text: 'event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs { redrives to R }  queue R : aws.sqs { dead-letters to D after 3 attempts }  service P { serves p { sends E to Q } }  service A { on E from Q }  service B { on E from R }',
        is: [
          'E in Q: legs 0, over P/p#0>Q',
          'E in D: put back as 2, parked to 3',
          'E in R: legs 1',
          'E in D: put back on leg 1, parked to 3',
        ],
      },
      {
        name: 'is parked in no store, which is its own business',
        text: 'event E { key id }  topic T : aws.sns  service P { serves p { publishes E to T } }  store B : aws.s3  service A : aws.lambda { on E from T with dead-letters to B }',
        is: ['E in T: legs 0, over P/p#0>T'],
      },
      {
        name: 'is what a store publishes as part of a write',
        text: 'event E { key id }  event F { key id }  topic T : aws.sns  store R : postgres  store S : aws.dynamodb { publishes E to T  reads R  publishes F to T }  service A { serves a { reads S  puts S } }',
        half: true,
        is: ['E in T: over S/unplaced#0>T', 'F in T: over S/unplaced#2>T'],
      },
      {
        name: 'is what a relay publishes',
        text: 'event E { key id }  topic T : aws.sns  store S : postgres  service P { serves p { publishes E to T via outbox S  puts S } }',
        is: ['E in T: over P/p#0>T'],
      },
      {
        name: 'of which only the channel is known goes to all who take anything',
        text: 'event F { key id }  queue Q : aws.sqs  service P { serves p { sends Nothing to Q } }  service A { on F from Q }',
        flow: 'P.p is called',
        half: true,
        is: ['anything in Q: legs 0'],
      },
    ],
  },
  {
    what: 'a leg',
    of: 'legs',
    rows: [
      {
        name: 'tries as often as more tells nothing, and gives up earlier',
        text: 'event E { key id }  queue Q : aws.sqs { dead-letters after 2 attempts }  service P { serves p { sends E to Q } }  service A { on E from Q }',
        faults: 2,
        is: ['deliver E from Q to A/on E from Q: at-least-once, 2 tries, parked, in 1, can fail, fails to 3'],
      },
      {
        name: 'that tries longer tries once more than faults strike',
        text: 'event E { key id }  queue Q : aws.sqs { dead-letters after 9 attempts }  service P { serves p { sends E to Q } }  service A { on E from Q }',
        faults: 2,
        is: ['deliver E from Q to A/on E from Q: at-least-once, 3 tries, parked, in 1, can fail, fails to 3'],
      },
      {
        name: 'that nothing can strike tries once',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  service A { on E from Q }',
        faults: 0,
        is: ['deliver E from Q to A/on E from Q: at-least-once, 1 tries, dropped, can fail, fails to 1'],
      },
      {
        name: 'of a relay is tried until it is through, and behind it comes what it publishes',
        text: 'event E { key id }  queue Q : aws.sqs  store S : postgres  service P { serves p { puts S  sends E to Q via outbox S } }  service A { on E from Q }  require E never lost',
        is: [
          'relay E to Q: at-least-once, 2 tries, waits attended decided, never lost by 0, fails to 1',
          'deliver E from Q to A/on E from Q: behind 0, at-least-once, 2 tries, dropped, can fail, never lost by 0, fails to 1',
        ],
      },
      {
        name: 'of a relay hands over what goes to nobody but a service',
        text: 'event E { key id }  store S : postgres  service P { serves p { puts S  sends E to A via outbox S } }  service A { on E }',
        is: [
          'relay E to leg 1: at-least-once, 2 tries, waits attended decided, fails to 1',
          'deliver E to A/on E: behind 0, 2 tries, waits, fails to 1',
        ],
      },
      {
        name: 'begins a run, by name or not',
        text: 'store S : postgres  service P { serves p { starts W  starts W with key id } }  orchestrator W : aws.stepfunctions { step One puts S }',
        is: [
          'start  to W/workflow: 2 tries, waits attended decided, fails to 1',
          'start  to W/workflow: named, 2 tries, waits attended decided, fails to 1',
        ],
      },
      {
        name: 'begins a run by the name that a subscription gives it',
        text: 'event E { key id }  topic T : aws.sns  service P { serves p { publishes E to T } }  store S : postgres  orchestrator W : aws.stepfunctions { subscribes to T for E with key id  step One puts S }',
        is: ['deliver E from T to W/workflow: at-least-once, named, 2 tries, dropped, can fail, fails to 1'],
      },
      {
        name: 'to another channel gives no name',
        text: 'event E { key id }  topic T : aws.sns  service P { serves p { publishes E to T } }  queue Q : aws.sqs { subscribes to T with key id }  service A { on E from Q }',
        is: [
          'forward E from T to Q: at-least-once, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to A/on E from Q: behind 0, at-least-once, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'hands a message over with no channel between',
        text: 'event E { key id }  service P { serves p { sends E to A } }  service A { on E }',
        is: ['deliver E to A/on E: 2 tries, waits, fails to 1'],
      },
      {
        name: 'leads to a step that waits',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  orchestrator W : aws.stepfunctions { step One waits for E from Q at most 1d }',
        is: ['await E from Q: at-least-once, 2 tries, dropped, fails to 1'],
      },
      {
        name: 'of an ordered message needs order where a handler minds it',
        text: 'event E { key id  ordered by id }  topic T : aws.sns  service P { serves p { publishes E to T } }  store S : postgres  actor U { on E from T }  service A { on E from T }  service N { on E from T { puts S if newer } }  orchestrator W : aws.stepfunctions { subscribes to T for E  step One puts S }',
        only: 'deliver',
        is: [
          'deliver E from T to W/workflow: at-least-once, loses order: unordered, order lost on 0, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to U/on E from T: at-least-once, loses order: unordered, order lost on 1, 2 tries, dropped, fails to 1',
          'deliver E from T to A/on E from T: at-least-once, loses order: unordered, needs order, order lost on 2, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to N/on E from T: at-least-once, loses order: unordered, order lost on 3, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to W/workflow: once more, after 0, at-least-once, loses order: unordered, order lost on 4, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to U/on E from T: once more, after 1, at-least-once, loses order: unordered, order lost on 5, 2 tries, dropped, fails to 1',
          'deliver E from T to A/on E from T: once more, after 2, at-least-once, loses order: unordered, needs order, order lost on 6, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to N/on E from T: once more, after 3, at-least-once, loses order: unordered, order lost on 7, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'of an ordered message needs order at a join',
        text: 'event E { key id  ordered by id }  topic T : aws.sns  service P { serves p { publishes E to T } }  event F { key id }  service A { on all of E, F within 1h from T }',
        is: [
          'deliver E from T to A/on E, F from T: at-least-once, loses order: unordered, needs order, order lost on 0, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to A/on E, F from T: once more, after 0, at-least-once, loses order: unordered, needs order, order lost on 1, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'loses order where none did before',
        text: 'event E { key id  ordered by id }  queue R : aws.sqs.fifo { grouped by id }  topic T : aws.sns { subscribes to R }  service P { serves p { sends E to R } }  service A { on E from T }',
        is: [
          'forward E from R to T: at-least-once, ordered, blocks, 2 tries, blocks, can give up, fails to 1',
          'deliver E from T to A/on E from T: behind 0, at-least-once, loses order: unordered, needs order, order lost on 1, 2 tries, dropped, can fail, fails to 1',
          'forward E from R to T: once more, after 0, at-least-once, ordered, blocks, 2 tries, blocks, can give up, fails to 1',
          'deliver E from T to A/on E from T: once more, after 1, behind 2, at-least-once, loses order: unordered, needs order, order lost on 3, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'finds order lost before',
        text: 'event E { key id  ordered by id }  topic T : aws.sns  service P { serves p { publishes E to T } }  queue Q : aws.sqs.fifo { grouped by id  subscribes to T }  service A { on E from Q }',
        is: [
          'forward E from T to Q: at-least-once, loses order: unordered, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to A/on E from Q: behind 0, at-least-once, ordered, blocks, needs order, order lost on 0, 2 tries, blocks, can fail, fails to 1',
          'forward E from T to Q: once more, after 0, at-least-once, loses order: unordered, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to A/on E from Q: once more, after 1, behind 2, at-least-once, ordered, blocks, needs order, order lost on 2, 2 tries, blocks, can fail, fails to 1',
        ],
      },
      {
        name: 'loses the order that only a requirement wants',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  store S : postgres  service A { on E from Q { puts S if newer } }  require E in order at A',
        is: [
          'deliver E from Q to A/on E from Q: at-least-once, loses order: unordered, order lost on 0, 2 tries, dropped, can fail, in order by 0, fails to 1',
          'deliver E from Q to A/on E from Q: once more, after 0, at-least-once, loses order: unordered, order lost on 1, 2 tries, dropped, can fail, in order by 0, fails to 1',
        ],
      },
      {
        name: 'loses no order that nobody wants',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  service A { on E from Q }',
        is: ['deliver E from Q to A/on E from Q: at-least-once, 2 tries, dropped, can fail, fails to 1'],
      },
      {
        name: 'that blocks parks nothing',
        text: 'event E { key id }  stream S : kafka  queue D : aws.sqs  service P { serves p { publishes E to S } }  service A { on E from S with unlimited retries, dead-letters to D }',
        only: 'deliver',
        is: [
          'deliver E from S to A/on E from S: at-least-once, ordered, blocks, 2 tries, blocks, can fail, fails to 1',
          'deliver E from S to A/on E from S: once more, after 0, at-least-once, ordered, blocks, 2 tries, blocks, can fail, fails to 1',
        ],
      },
      {
        name: 'leads back to where it began, which never ends',
        text: 'event E { key id }  topic T : aws.sns  queue Q : aws.sqs { subscribes to T }  service A { on E from Q { publishes E to T } }',
        is: [
          'forward E from T to Q: at-least-once, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to A/on E from Q: behind 0, at-least-once, 2 tries, dropped, can fail, fails to 1',
          'forward E from T to Q: at-least-once, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to back to 0: behind 2, at-least-once, 2 tries, dropped, can fail, loop of message, fails to 1',
        ],
      },
      {
        name: 'leads back, unless its subscription filters',
        text: 'event E { key id }  topic T : aws.sns  queue Q : aws.sqs { subscribes to T with filter "new" }  service A { on E from Q { publishes E to T } }',
        is: [
          'forward E from T to Q: at-least-once, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to A/on E from Q: behind 0, at-least-once, 2 tries, dropped, can fail, fails to 1',
          'forward E from T to Q: at-least-once, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to back to 0: behind 2, at-least-once, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'leads back, unless a subscription before filters',
        text: 'event E { key id }  topic T : aws.sns  topic U : aws.sns { subscribes to T with filter "new" }  queue Q : aws.sqs { subscribes to U }  service A { on E from Q { publishes E to T } }',
        is: [
          'forward E from T to U: at-least-once, 2 tries, dropped, can give up, fails to 1',
          'forward E from U to Q: behind 0, at-least-once, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to A/on E from Q: behind 1, at-least-once, 2 tries, dropped, can fail, fails to 1',
          'forward E from T to U: at-least-once, 2 tries, dropped, can give up, fails to 1',
          'forward E from U to Q: behind 3, at-least-once, 2 tries, dropped, can give up, fails to 1',
          'deliver E from Q to back to 0: behind 4, at-least-once, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'leads back, unless its handler filters',
        text: 'event E  queue Q : aws.sqs  service A { on E from Q with filter "new" { sends E to Q } }',
        is: [
          'deliver E from Q to A/on E from Q: at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver E from Q to back to 0: at-least-once, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'leads back, unless the workflow that it begins filters',
        text: 'event E  topic T : aws.sns  orchestrator W : aws.stepfunctions { subscribes to T for E with filter "new"  step One publishes E to T }',
        is: [
          'deliver E from T to W/workflow: at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to back to 0: at-least-once, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'leads back, unless its message is sent under a condition',
        text: 'event E  queue Q : aws.sqs  service A { on E from Q { when "more" { sends E to Q } } }',
        is: [
          'deliver E from Q to A/on E from Q: at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver E from Q to back to 0: at-least-once, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'leads back, unless its message is published under a condition, by way of another channel',
        text: 'event E  topic T : aws.sns  queue Q : aws.sqs { subscribes to T }  service A { on E from Q { when "more" { publishes E to T } } }',
        only: 'deliver',
        is: [
          'deliver E from Q to A/on E from Q: behind 0, at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver E from Q to back to 0: behind 2, at-least-once, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'loses order where its groups are others, and holds nothing back for it',
        text: 'event E { key id  ordered by ship }  queue Q : aws.sqs.fifo { grouped by id  dead-letters after 3 attempts }  service P { serves p { sends E to Q } }  service A { on E from Q }',
        is: [
          'deliver E from Q to A/on E from Q: at-least-once, loses order: other-key, needs order, order lost on 0, 2 tries, parked, in 1, can fail, fails to 1',
          'deliver E from Q to A/on E from Q: once more, after 0, at-least-once, loses order: other-key, needs order, order lost on 1, 2 tries, parked, in 3, can fail, fails to 1',
        ],
      },
      {
        name: 'leads back where a store publishes what is written for it',
        text: 'event E  topic T : aws.sns  store S : aws.dynamodb { publishes E to T }  service A { on E from T { puts S } }',
        is: [
          'deliver E from T to A/on E from T: at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to back to 0: at-least-once, 2 tries, dropped, can fail, loop of message, fails to 1',
        ],
      },
      {
        name: 'leads back, unless the write that a store publishes is made under a condition',
        text: 'event E  topic T : aws.sns  store S : aws.dynamodb { publishes E to T }  service A { on E from T { when "more" { puts S } } }',
        is: [
          'deliver E from T to A/on E from T: at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver E from T to back to 0: at-least-once, 2 tries, dropped, can fail, fails to 1',
        ],
      },
      {
        name: 'leads back after as many rounds as are asked for',
        text: 'event E  queue Q : aws.sqs  service A { on E from Q { sends E to Q } }',
        rounds: 2,
        is: [
          'deliver E from Q to A/on E from Q: at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver E from Q to A/on E from Q: at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver E from Q to back to 0: at-least-once, 2 tries, dropped, can fail, loop of message, fails to 1',
        ],
      },
      {
        name: 'leads back to what runs in its own firing',
        text: 'event E { key id  ordered by id }  event F { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  service A { on E from Q { sends F to Q }  on F from Q { sends F to Q } }',
        only: 'deliver F',
        is: [
          'deliver F from Q to A/on F from Q: at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver F from Q to back to 2: at-least-once, 2 tries, dropped, can fail, loop of message, fails to 1',
          'deliver F from Q to A/on F from Q: once more, after 1, at-least-once, 2 tries, dropped, can fail, fails to 1',
          'deliver F from Q to back to 5: once more, after 2, at-least-once, 2 tries, dropped, can fail, loop of message, fails to 1',
        ],
      },
    ],
  },
]);
