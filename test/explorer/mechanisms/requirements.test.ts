/** What requirements ask of a run: what counts, what comes about, and what somebody looks after. */
import { testRuns } from './runs.ts';

testRuns('requirements', [
  {
    name: 'two inserts are two',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service A : aws.lambda { on E from Q { inserts X  inserts X } }
      store X : aws.dynamodb
      require X at most once per E
    `,
    breaks: ['requirement by no fault, line 5'],
  },
  {
    name: 'a store refuses an insert that it is asked for again',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service A : aws.lambda { on E from Q { inserts X } }
      store X : aws.dynamodb
      require X at most once per E
    `,
    breaks: [],
  },
  {
    name: 'what is done instead of something else counts with what is done anyway',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      external One { serves look safe }
      external Two { serves send idempotent by id }
      service A : aws.lambda { on E from Q { calls One.look with fallback Two.send  calls Two.send } }
      require Two.send at most once per E
    `,
    breaks: ['requirement by outage, line 6'],
  },
  {
    name: 'a run that is gone is begun once more by its name',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to D after 1 attempt }
      queue D : aws.sqs { alarm  redrives to Q }
      external Bank { serves look safe }
      service A : aws.lambda { on E from Q { starts W with key id  calls Bank.look } }
      orchestrator W : aws.ecs { instances 1  step One calls Bank.look  step Two calls Bank.look }
      require W at most once per E
    `,
    faults: 2,
    breaks: ['state-kept by instance-loss, orchestrator-central-dependency, line 6', 'requirement by crash, instance-loss, line 7'],
  },
  {
    name: 'a message from outside leads to nothing if nobody can handle it',
    text: `
      event E { key id }
      queue Q : aws.sqs { no dead-letters because "decided" }
      service A : aws.lambda { on E from Q { puts X } }
      store X : postgres
      require E leads to X
    `,
    breaks: ['requirement by poison, line 5'],
  },
  {
    name: 'nobody says that a message stays away for ever',
    text: `
      event E { key id }
      queue Q
      external Bank { serves look safe }
      service A { on E from Q { calls Bank.look  puts X } }
      store X
      require E leads to X
      require A all or nothing
    `,
    breaks: [],
  },
  {
    name: 'nor what it will have done when it is tried again',
    text: `
      event E { key id }
      queue Q
      service A { on E from Q { puts X  puts Y } }
      store X : postgres
      store Y : postgres
      require A all or nothing
    `,
    breaks: [],
  },
  {
    name: 'what waits behind a blocked message is looked after if an alarm tells of it',
    text: `
      event E { key id  ordered by who }
      stream S : kafka { grouped by who  alarm }
      service P { serves p { publishes E to S } }
      service A : kubernetes { on E from S { puts X } }
      store X : postgres
      require E leads to X
    `,
    breaks: [],
  },
  {
    name: 'and not if none does',
    text: `
      event E { key id  ordered by who }
      stream S : kafka { grouped by who }
      service P { serves p { publishes E to S } }
      service A : kubernetes { on E from S { puts X } }
      store X : postgres
      require E leads to X
    `,
    breaks: ['nothing-blocked by poison, poison-message-blocks-partition, line 4', 'requirement by poison, line 6'],
  },
  {
    name: 'a run that has failed is not what something leads to',
    text: `
      event E { key id }
      topic T : aws.sns
      queue Parked : aws.sqs { alarm }
      orchestrator W : aws.stepfunctions { subscribes to T for E with key id, dead-letters to Parked  step One calls S.a with 1 retry }
      service S : aws.lambda { serves a { puts X } }
      store X : postgres
      require E leads to W
    `,
    breaks: ['requirement by outage, line 7'],
  },
  {
    name: 'a join is what its last message leads to, as its first',
    text: `
      event E { key id }
      event F { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends E to Q  sends F to Q } }
      service J : aws.lambda { on all of E, F from Q { puts X } }
      store X : postgres
      require E leads to J
      require F leads to J
    `,
    breaks: ['requirement by crash, line 7'],
  },
  {
    name: 'state that another instance does not have has survived the instance that has it',
    text: `
      service C : aws.ecs { instances 2..4  keeps Basket in memory  serves add }
      require C.Basket survives instance loss
    `,
    breaks: ['state-kept by scale-out, local-state-on-scaled-service, line 1', 'requirement by instance-loss, line 2'],
  },
]);
