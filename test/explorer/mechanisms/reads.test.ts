/** Reads of what was written: by the flow itself, by anybody, in copies, and by messages that are still on their way. */
import { testRuns } from './runs.ts';

testRuns('reads', [
  {
    name: 'an own write that an eventually consistent store may not show yet',
    text: `
      store S : aws.dynamodb
      service A { serves go { puts S  reads S } }
      flow F from A.go { reads own writes }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 2'],
  },
  {
    name: 'a strong read shows it',
    text: `
      store S : aws.dynamodb
      service A { serves go { puts S  reads S strongly } }
      flow F from A.go { reads own writes }
    `,
    breaks: [],
  },
  {
    name: 'what the flow has not written it need not see',
    text: `
      store S : aws.dynamodb
      service A { serves go { reads S } }
      flow F from A.go { reads own writes }
    `,
    breaks: [],
  },
  {
    name: 'what it writes later neither',
    text: `
      store S : aws.dynamodb
      service A { serves go { reads S  puts S } }
      flow F from A.go { reads own writes }
    `,
    breaks: [],
  },
  {
    name: 'a flow that promises nothing',
    text: `
      store S : aws.dynamodb
      service A { serves go { puts S  reads S } }
      flow F from A.go
    `,
    breaks: [],
  },
  {
    name: 'a promise of another flow',
    text: `
      store S : aws.dynamodb
      service A { serves go { puts S  reads S }  serves look { reads S } }
      flow F from A.look { reads own writes }
    `,
    breaks: [],
  },
  {
    name: 'a lag that has no bound is taken to be within what the flow allows',
    text: `
      store S : aws.dynamodb
      service A { serves go { puts S  reads S } }
      flow F from A.go { reads own writes after 1s }
    `,
    breaks: [],
  },
  {
    name: 'all writes are also those of others',
    text: `
      store S : aws.dynamodb
      service A { serves go { reads S }  serves set { puts S } }
      flow F from A.go { reads all writes }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 2'],
  },
  {
    name: 'what nobody writes nobody can miss',
    text: `
      store S : aws.dynamodb
      service A { serves go { reads S } }
      flow F from A.go { reads all writes }
    `,
    breaks: [],
  },
  {
    name: 'a strong read shows all writes',
    text: `
      store S : aws.dynamodb
      service A { serves go { reads S strongly }  serves set { puts S } }
      flow F from A.go { reads all writes }
    `,
    breaks: [],
  },
  {
    name: 'a copy lags behind what anybody writes',
    text: `
      store U : postgres
      store S : elasticsearch { rebuilt from U within 5s }
      service A { serves go { reads S } }
      flow F from A.go { reads all writes }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 3'],
  },
  {
    name: 'just as long as the flow allows',
    text: `
      store U : postgres
      store S : elasticsearch { rebuilt from U within 5s }
      service A { serves go { reads S } }
      flow F from A.go { reads all writes after 5s }
    `,
    breaks: [],
  },
  {
    name: 'longer than the flow allows',
    text: `
      store U : postgres
      store S : elasticsearch { rebuilt from U within 5s }
      service A { serves go { reads S } }
      flow F from A.go { reads all writes after 4s }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 3'],
  },
  {
    name: 'a copy of which no lag is said is taken to be fast enough',
    text: `
      store U : postgres
      store S : elasticsearch { rebuilt from U }
      service A { serves go { puts U  reads S } }
      flow F from A.go { reads own writes after 4s }
    `,
    breaks: [],
  },
  {
    name: 'a copy of a copy of what the flow has written',
    text: `
      store U : postgres
      store V : postgres { rebuilt from U within 1s }
      store S : elasticsearch { rebuilt from V within 5s }
      service A { serves go { puts U  reads S } }
      flow F from A.go { reads own writes }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 4'],
  },
  {
    name: 'a copy of what goes through a stream',
    text: `
      event E { key id }
      stream T : kafka { grouped by id alarm }
      store S : elasticsearch { rebuilt from T within 5s }
      service A { serves go { publishes E to T  reads S } }
      flow F from A.go { reads own writes }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 4'],
  },
  {
    name: 'a copy of what the flow has not written',
    text: `
      store U : postgres
      store V : postgres
      store S : elasticsearch { rebuilt from U within 5s }
      service A { serves go { puts V  reads S } }
      flow F from A.go { reads own writes }
    `,
    breaks: [],
  },
  {
    name: 'a cache of what the flow has written',
    text: `
      store U : postgres
      cache C : redis { caches U  ttl 1m }
      service A { serves go { puts U  reads C } }
      flow F from A.go { reads own writes }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 3'],
  },
  {
    name: 'what another service has written for the flow',
    text: `
      store S : aws.dynamodb
      service A { serves go { calls B.set  reads S } }
      service B { serves set { puts S } }
      flow F from A.go { reads own writes }
    `,
    breaks: ['read-your-writes by stale-read, stale-read-violates-consistency, line 2'],
  },
  {
    name: 'a handler that is run again reads for itself',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      store V : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts V  reads V  sends E2 to R } }
      event E2 { key id } queue R : aws.sqs { dead-letters after 3 attempts alarm } service B : aws.lambda { on E2 from R { puts W  } }  store W : aws.dynamodb
      flow F from P.p { reads own writes }
    `,
    breaks: [],
  },
  {
    name: 'a flow that allows a lag does not wait for its messages',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p { sends E to Q  reads View } }
      service A : aws.lambda { on E from Q { puts View } }
      flow F from P.p { reads own writes after 5s }
    `,
    breaks: [],
  },
  {
    name: 'what a message leads to in the end is still to be written',
    text: `
      event E { key id } event G { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm } queue R : aws.sqs { dead-letters after 3 attempts alarm }
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p { sends E to Q  reads View } }
      service A : aws.lambda { on E from Q { sends G to R } }
      service B : aws.lambda { on G from R { calls C.c } }
      service C : aws.lambda { serves c { puts View } }
      flow F from P.p { reads own writes }
    `,
    breaks: ['read-your-writes by no fault, stale-read-violates-consistency, line 4'],
  },
  {
    name: 'a message that another service has sent for the flow',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      store View : aws.dynamodb { consistency strong }
      service P : aws.lambda { serves p { calls O.o  reads View } }
      service O : aws.lambda { serves o { sends E to Q } }
      service A : aws.lambda { on E from Q { puts View } }
      flow F from P.p { reads own writes }
    `,
    breaks: ['read-your-writes by no fault, stale-read-violates-consistency, line 4'],
  },
  {
    name: 'a message that writes something else',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      store View : aws.dynamodb { consistency strong } store Other : aws.dynamodb
      service P : aws.lambda { serves p { sends E to Q  reads View } }
      service A : aws.lambda { on E from Q { puts Other reads View } }
      flow F from P.p { reads own writes }
    `,
    breaks: [],
  },
]);
