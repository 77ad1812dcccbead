/** Order, reads of what was written, and state that instances keep. */
import { testRuns } from './runs.ts';

testRuns('order and state', [
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
  {
    name: 'what is in a cache is at hand for every instance, and what is in memory is not',
    text: `
      service C : aws.ecs { instances 2..4  keeps Basket in memory  keeps Prices in Fast  serves add }
      cache Fast : redis
    `,
    breaks: [
      'state-kept by scale-out, local-state-on-scaled-service, line 1',
      'state-kept by instance-loss, durable-state-on-ephemeral-storage, line 2',
    ],
  },
  {
    name: 'a message that is passed on twice before it comes to who writes what is read',
    text: `
      event E { key id }
      topic T : aws.sns.fifo
      queue Q : aws.sqs.fifo { subscribes to T  grouped by id  dead-letters group after 3 attempts  alarm }
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p idempotent by id { publishes E to T  reads View } }
      service A : aws.lambda { on E from Q { puts View } }
      flow F from P.p { reads own writes }
    `,
    breaks: [
      'read-your-writes by no fault, stale-read-violates-consistency, line 5',
      'nothing-lost by outage, missing-dead-letter-queue, line 3',
    ],
  },
  {
    name: 'a handler that is run again does not miss what it has sent itself',
    text: `
      event E { key id }
      event G { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      queue R : aws.sqs { dead-letters after 3 attempts  alarm }
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { reads View  sends G to R } }
      service B : aws.lambda { on G from R { puts View } }
      flow F from P.p { reads own writes }
    `,
    breaks: [],
  },
  {
    name: 'nor does an operation that is called again',
    text: `
      event G { key id }
      queue R : aws.sqs { dead-letters after 3 attempts  alarm }
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p { calls O.o with 1 retry } }
      service O : aws.lambda { serves o { reads View  sends G to R } }
      service B : aws.lambda { on G from R { puts View } }
      flow F from P.p { reads own writes }
    `,
    breaks: [],
  },
]);
