/** How workflows run, fail, undo and begin again. */
import { testRuns } from './runs.ts';

testRuns('workflows', [
  {
    name: 'a timer is over when its time is',
    text: `
      orchestrator Trip : aws.stepfunctions {
        every 1d
        step Rest waits 1h
        step Pay puts Rows
        step Book calls Desk.book with timeout 5s
      }
      service Desk { serves book { puts Rows } }
      store Rows : postgres
    `,
    breaks: ['all-or-nothing by outage, missing-compensation, line 4', 'all-or-nothing by lost-reply, missing-compensation, line 5'],
    steps: [
      'Trip begins.',
      'Step Rest of Trip has waited for 1h.',
      'Trip calls Desk.book.',
      'Desk.book puts Rows.',
      'Desk.book is done, but its answer is lost: Trip cannot know that it happened.',
      'Step Book of Trip fails for good.',
      'The run of Trip fails, and undoes what it can.',
      'The run of Trip ends as failed.',
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
    name: 'a self-hosted workflow that has failed is lost before it undoes anything',
    text: `
      orchestrator W : aws.ecs { instances 1  step One calls Bank.pay with key id undo { calls S.back with unlimited retries exponential } }
      service S : aws.lambda { serves back { deletes X } }
      external Bank { serves pay idempotent by id }
      store X : aws.dynamodb
    `,
    faults: 2,
    breaks: ['state-kept by lost-reply, instance-loss, orchestrator-central-dependency, line 1'],
    steps: [
      'W begins.',
      'Bank.pay is done, but its answer is lost: W cannot know that it happened.',
      'Step One of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'The instance of W is replaced, and the run with it: nothing else knows how far it was.',
    ],
  },
  {
    name: 'a self-hosted workflow repeats an undo that it has not noted',
    text: `
      orchestrator W : aws.ecs {
        instances 1
        keeps Progress in Runs
        step One puts X undo S.back
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
    name: 'a circle of a workflow and the operation that starts it begins with the workflow, which calls until it is through',
    text: `
      service S : aws.lambda { serves a idempotent { puts X  starts W } }
      orchestrator W : aws.stepfunctions { step One calls S.a with unlimited retries exponential }
      store X : aws.dynamodb
    `,
    breaks: ['comes-to-rest by no fault, event-loop, line 1'],
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
    name: 'a run that an expendable message starts twice may do all again, but what it repeats itself is judged',
    text: `
      event E { key id  expendable }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      service P : aws.ecs { instances 1  serves p { sends E to Q } }
      service A : aws.ecs { instances 1  on E from Q { starts W }  serves add idempotent by id within 1h { appends X } }
      orchestrator W : aws.stepfunctions { step One calls A.add with key id  step Two calls Bank.charge with 1 retry }
      external Bank { serves charge }
      store X : aws.dynamodb
    `,
    breaks: ['all-or-nothing by lost-reply, missing-compensation, line 5', 'effect-once by lost-reply, retry-without-idempotency, line 5'],
  },
  {
    name: 'a run that starts itself',
    text: `
      orchestrator W : aws.stepfunctions { step One calls S.go with 2 retries }
      service S : aws.lambda { serves go { starts W with key id } }
    `,
    breaks: ['comes-to-rest by no fault, event-loop, line 1'],
    steps: [
      'W begins.',
      'W calls S.go.',
      'S.go starts W.',
      'The run of W ends.',
      'A run of W begins.',
      "It is W's turn again, where it all began.",
    ],
  },
  {
    name: 'what an expendable message could bring late says nothing of what another one brings',
    text: `
      event E { key id }
      event F { key id  expendable }
      queue Q : aws.sqs { retention 10m  visibility 1m  dead-letters after 3 attempts  alarm }
      stream T : kafka { alarm }
      service P : aws.ecs { instances 1  serves p { sends E to Q  publishes F to T } }
      service A : aws.ecs { instances 1  on E from Q { calls A.add with key id }  serves add idempotent by id within 1h { appends X } }
      orchestrator W : aws.stepfunctions { subscribes to T for F  step One calls A.add with 2 retries, key id }
      store X : aws.dynamodb
    `,
    breaks: [],
  },
  {
    name: 'an answer that the flow itself sends, or does not, is no answer from outside',
    text: `
      event Asked { key id }
      event Signed { key id }
      queue Questions : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Signatures : aws.sns
      orchestrator W : aws.stepfunctions { step Ask sends Asked to Questions  step Hear waits for Signed from Signatures at most 1d }
      service Sam : aws.lambda { on Asked from Questions { when "willing" { publishes Signed to Signatures } } }
    `,
    breaks: ['all-or-nothing by no fault, missing-compensation, line 5'],
    steps: [
      'W begins.',
      'W sends Asked to Questions.',
      'Step Hear of W waits.',
      'The time of step Hear of W is up.',
      'Step Hear of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'The run of W ends as failed.',
    ],
  },
  {
    name: 'a wait without a bound has no end',
    text: `
      event Asked { key id }
      event Signed { key id }
      queue Questions : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Signatures : aws.sns
      orchestrator W : aws.stepfunctions { step Ask sends Asked to Questions  step Hear waits for Signed from Signatures }
      service Sam : aws.lambda { on Asked from Questions { when "willing" { publishes Signed to Signatures } } }
    `,
    breaks: [],
  },
  {
    name: 'each wait has what it waits for, one after the other and in each of two runs',
    text: `
      event E { key id  ordered by who }
      event Asked { key id  expendable }
      event Signed { key id  expendable }
      event Sealed { key id  expendable }
      queue Q : aws.sqs.fifo { grouped by who  dead-letters group after 3 attempts  alarm }
      queue Questions : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Signatures : aws.sns
      topic Seals : aws.sns
      actor U { sends E to Q }
      service A : aws.lambda { on E from Q { starts W with key id } }
      orchestrator W : aws.stepfunctions {
        step Note  puts X
        step Ask   sends Asked to Questions
        step Hear  waits for Signed from Signatures at most 1d
        step Close waits for Sealed from Seals at most 1d
      }
      service Sam : aws.lambda { on Asked from Questions { publishes Signed to Signatures  publishes Sealed to Seals } }
      store X : postgres
    `,
    breaks: ['all-or-nothing by outage, missing-compensation, line 12'],
  },
  {
    name: 'a run that is over takes nothing with it of one that is under way',
    text: `
      event E { key id  expendable }
      event F { key id }
      event G { key id  expendable }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      topic T : aws.sns
      topic Notes : aws.sns
      orchestrator W : aws.stepfunctions {
        step One   calls S.put with 1 retry undo S.back
        step Two   sends E to Q
        step Three waits for G from Notes
        step Four  waits for F from T at most 1d
      }
      service S : aws.lambda { on E from Q { starts V with key id }  serves put { puts X }  serves back { deletes X } }
      orchestrator V : aws.stepfunctions { step Only publishes G to Notes }
      store X : postgres
    `,
    breaks: [],
  },
  {
    name: 'a step is undone when all of its undo is through',
    text: `
      external Bank { serves back idempotent by id  serves look safe }
      orchestrator W : aws.stepfunctions {
        step One puts X undo { deletes X  calls Bank.back with key id }
        step Two calls Other.look
      }
      external Other { serves look safe }
      store X : postgres
    `,
    faults: 2,
    breaks: ['all-or-nothing by outage, outage, missing-compensation, line 3'],
  },
]);
