/** What becomes of runs in which more than one thing goes wrong, or one that changes what comes later. */
import { testPlays } from './plays.ts';

testPlays('deliveries', [
  {
    name: 'what acknowledges first and has done something is not lost when it stops',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service A : aws.ecs { instances 1  on E from Q with acknowledges first { calls B.add  puts Y } }
      service B : aws.ecs { instances 1  serves add { puts X } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    strikes: [['A puts Y.', 'A crashes']],
    steps: ['A crashes after `calls B.add`.'],
  },
  {
    name: 'what a workflow did that was called, and has undone it, is no trace of a message that was acknowledged first',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service A : aws.ecs { instances 1  on E from Q with acknowledges first { calls W } }
      orchestrator W : aws.stepfunctions { step One calls One.look undo { puts X }  step Two calls Two.look }
      external One { serves look safe }
      external Two { serves look safe }
      store X : aws.dynamodb
    `,
    strikes: [['W calls Two.look.', 'Two does not respond']],
    steps: [
      'Two does not respond: W cannot call Two.look.',
      'Step Two of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'W puts X, to undo One.',
      'The run of W ends as failed.',
      'W fails, and A sees an error.',
      'E was acknowledged before it was handled: nobody delivers it again.',
    ],
    breaks: ['nothing-lost'],
  },
  {
    name: 'what acknowledges first and is handed its message twice is not lost when the first try stops',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service A : aws.ecs { instances 1  on E from Q with acknowledges first { puts X } }
      store X : aws.dynamodb
    `,
    strikes: [
      ['Q delivers E to A.', 'it comes again'],
      ['A puts X.', 'A crashes'],
    ],
    steps: [
      'The acknowledgement of A is lost: Q delivers E again.',
      'A crashes.',
      'Q delivers E to A again.',
      'A acknowledges E.',
      'A puts X.',
    ],
  },
  {
    name: 'and not judged before it has been handed over again',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service A : aws.ecs { instances 1  on E from Q with acknowledges first { puts X  puts Y } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    strikes: [
      ['Q delivers E to A.', 'it comes again'],
      ['A puts Y.', 'A crashes'],
    ],
    steps: [
      'The acknowledgement of A is lost: Q delivers E again.',
      'A puts X.',
      'A crashes after `puts X`.',
      'Q delivers E to A again.',
      'A acknowledges E.',
      'A puts X a second time.',
      'A puts Y.',
    ],
  },
  {
    name: 'what was handled is not parked when its repeat cannot be',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 2 attempts  alarm }
      service A : aws.lambda { on E from Q { puts X } }
      store X : aws.dynamodb
    `,
    strikes: [
      ['A acknowledges E.', 'it comes again'],
      ['A puts X a second time.', 'X does not respond'],
    ],
    steps: [
      'The acknowledgement of A is lost: Q delivers E again.',
      'Q delivers E to A again.',
      'X does not respond: A cannot put X.',
      'E goes back to Q, for another try.',
      'Q delivers E to A again.',
      'X does not respond: A cannot put X.',
    ],
  },
  {
    name: 'what was handled does not stay away with its repeat',
    text: `
      event D { key id }
      event E { key id }
      queue R : aws.sqs { dead-letters after 3 attempts  alarm }
      queue Q
      external Bank { serves look safe }
      service P : aws.lambda { on D from R { sends E to Q } }
      service A { on E from Q { calls Bank.look } }
    `,
    flow: 'D comes in',
    strikes: [
      ['P acknowledges D.', 'it comes again'],
      ['A calls Bank.look a second time.', 'the answer to A is lost'],
    ],
    steps: [
      'The acknowledgement of P is lost: R delivers D again.',
      'R delivers D to P again.',
      'P sends E to Q again.',
      'P acknowledges D.',
      'Q delivers E to A.',
      'A calls Bank.look.',
      'A acknowledges E.',
      'Q delivers E to A again.',
      'A calls Bank.look a second time.',
      'Bank.look is done, but its answer is lost: A cannot know that it happened.',
    ],
  },
  {
    name: 'whose retries somebody says comes again',
    text: `
      event E { key id }
      queue Q
      external Bank { serves look safe }
      service A { on E from Q with 2 retries { calls Bank.look } }
    `,
    strikes: [['A calls Bank.look.', 'the answer to A is lost']],
    steps: [
      'Bank.look is done, but its answer is lost: A cannot know that it happened.',
      'E goes back to Q, for another try.',
      'Q delivers E to A again.',
      'A calls Bank.look a second time.',
      'A acknowledges E.',
    ],
  },
  {
    name: 'what nobody says comes again is parked if what it needs stays out',
    text: `
      event E { key id }
      queue Q { dead-letters to D }
      queue D : aws.sqs { alarm }
      external Bank { serves look safe }
      service A { on E from Q { calls Bank.look } }
    `,
    strikes: [['A calls Bank.look.', 'Bank does not respond']],
    steps: ['Bank does not respond: A cannot call Bank.look.', 'Q parks E in D.', 'E comes in on D.'],
  },
  {
    name: 'what is put back into a topic comes again to all that it reaches',
    text: `
      event E { key id }
      topic T : aws.sns
      queue D : aws.sqs { alarm  redrives to T }
      service A : aws.lambda { on E from T with dead-letters to D { puts X } }
      service B : aws.lambda { on E from T with dead-letters to D { increments Y } }
      store X : postgres
      store Y : postgres
    `,
    strikes: [['T delivers E to A.', 'E cannot be handled']],
    steps: [
      'A cannot handle this E: every try fails.',
      'T parks E in D.',
      'E comes in on D.',
      'T delivers E to B.',
      'B increments Y.',
      'B acknowledges E.',
      'D is redriven: E goes back to T.',
      'E comes in on T again.',
      'T delivers E to A.',
      'A puts X.',
      'A acknowledges E.',
      'T delivers E to B again.',
      'B increments Y a second time.',
      'B acknowledges E.',
    ],
    breaks: ['effect-once'],
  },
  {
    name: 'a join that acknowledges first has lost what it cannot handle',
    text: `
      event E { key id }
      event F { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      actor U { sends E to Q  sends F to Q }
      service J : aws.ecs { instances 1  on all of E, F from Q with acknowledges first { puts X } }
      store X : postgres
    `,
    strikes: [['Q delivers E to J.', 'E cannot be handled']],
    steps: ['J cannot handle this E: every try fails.', 'E was acknowledged before it was handled: nobody delivers it again.'],
    breaks: ['nothing-lost'],
  },
]);

testPlays('runs that are gone', [
  {
    name: 'one that has been begun once more is known by its name',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to D after 2 attempts }
      queue D : aws.sqs { alarm  redrives to Q }
      external Bank { serves look safe }
      service A : aws.lambda { on E from Q { starts W with key id  calls Bank.look } }
      orchestrator W : aws.ecs { instances 1  step One calls Bank.look  step Two calls Bank.look }
    `,
    strikes: [
      ['A calls Bank.look.', 'Bank does not respond'],
      ['W calls Bank.look.', 'the instance is replaced'],
    ],
    steps: [
      'Bank does not respond: A cannot call Bank.look.',
      'E goes back to Q, for another try.',
      'Q delivers E to A again.',
      'A starts W a second time.',
      'Bank does not respond: A cannot call Bank.look.',
      'Q parks E in D.',
      'E comes in on D.',
      'A run of W begins.',
      'W calls Bank.look.',
      'The instance of W is replaced, and the run with it: nothing else knows how far it was.',
      'A run of W begins again.',
      'W calls Bank.look a second time.',
      'W calls Bank.look.',
      'The run of W ends.',
      'D is redriven: E goes back to Q.',
      'Q delivers E to A again.',
      'A starts W a second time.',
      'A calls Bank.look.',
      'A acknowledges E.',
      'W recognises its input and does nothing more.',
    ],
    breaks: ['state-kept'],
  },
]);

testPlays('requirements', [
  {
    name: 'that the first message is looked after says nothing of the second',
    text: `
      event E { key id  ordered by who }
      queue Q : aws.sqs.fifo { grouped by who  dead-letters after 3 attempts  alarm }
      service P { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      store X : postgres
      require P.p leads to X
    `,
    strikes: [
      ['Q delivers E to A.', 'E cannot be handled'],
      ['P.p sends the next E to Q.', 'Q does not respond'],
    ],
    steps: [
      'A cannot handle this E: every try fails.',
      'Q parks E in its dead letters.',
      'E comes in on Q.dead-letters.',
      'P.p is called again.',
      'Q does not respond: P.p cannot send E.',
      'P.p fails.',
    ],
    breaks: ['requirement'],
  },
  {
    name: 'nor that it is blocked where an alarm tells of it',
    text: `
      event E { key id  ordered by who }
      stream S : kafka { grouped by who  alarm }
      service P { serves p { publishes E to S } }
      service A : kubernetes { on E from S { puts X } }
      store X : postgres
      require P.p leads to X
    `,
    strikes: [
      ['S delivers E to A.', 'E cannot be handled'],
      ['P.p publishes the next E to S.', 'S does not respond'],
    ],
    steps: [
      'A cannot handle this E: every try fails.',
      'S tries E again and again, and holds back what comes after it.',
      'P.p is called again.',
      'S does not respond: P.p cannot publish E.',
      'P.p fails.',
    ],
    breaks: ['requirement'],
  },
]);

testPlays('repeats', [
  {
    name: 'what is done by half at first is judged when what was sent again is done, too',
    text: `
      event D { key id }
      event E { key id }
      queue R : aws.sqs { dead-letters after 3 attempts  alarm }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { on D from R { sends E to Q } }
      service A : aws.lambda { on E from Q { calls B.two with fallback C.c } }
      service B : aws.lambda { serves two { puts X  puts Y } }
      service C : aws.lambda { serves c { reads X } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    flow: 'D comes in',
    strikes: [
      ['P acknowledges D.', 'it comes again'],
      ['B.two puts Y.', 'B.two crashes'],
    ],
    steps: [
      'The acknowledgement of P is lost: R delivers D again.',
      'R delivers D to P again.',
      'P sends E to Q again.',
      'P acknowledges D.',
      'Q delivers E to A.',
      'A calls B.two.',
      'B.two puts X.',
      'B.two crashes after `puts X`.',
      'B.two fails, and A sees an error.',
      'A calls C.c.',
      'C.c reads X.',
      'C.c answers A.',
      'A acknowledges E.',
      'Q delivers E to A again.',
      'A calls B.two.',
      'B.two puts X a second time.',
      'B.two puts Y.',
      'B.two answers A.',
      'A acknowledges E.',
    ],
  },
  {
    name: 'a first message that is delivered again at once is not late',
    text: `
      event E { key id }
      queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }
      service A : aws.lambda { on E from Q idempotent within 1h using X { increments X } }
      store X : aws.dynamodb
    `,
    strikes: [['A acknowledges E.', 'A crashes']],
    steps: [
      'A crashes after `increments X`, before it acknowledges E: Q delivers it again.',
      'Q delivers E to A again.',
      'A recognises E and does nothing more.',
      'A acknowledges E.',
    ],
  },
  {
    name: 'what was not done when it was tried is tried as often when its message comes again',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      external Bank { serves pay }
      service A : aws.lambda { on E from Q { calls Bank.pay with 1 retry } }
    `,
    strikes: [['A calls Bank.pay.', 'Bank does not respond']],
    steps: [
      'Bank does not respond: A cannot call Bank.pay.',
      'Bank still does not respond: A cannot call Bank.pay.',
      'E goes back to Q, for another try.',
      'Q delivers E to A again.',
      'Bank does not respond: A cannot call Bank.pay.',
      'Bank still does not respond: A cannot call Bank.pay.',
      'E goes back to Q, for another try.',
      'Q delivers E to A again.',
      'Bank does not respond: A cannot call Bank.pay.',
      'Bank still does not respond: A cannot call Bank.pay.',
      'Q parks E in its dead letters.',
      'E comes in on Q.dead-letters.',
    ],
  },
  {
    name: 'who stops between a call and what stands in for it makes the call again',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      external One { serves look safe }
      external Two { serves look safe }
      service A : aws.ecs { instances 1  on E from Q { puts X  calls One.look with fallback Two.look } }
      store X : aws.dynamodb
    `,
    strikes: [
      ['A calls One.look.', 'the answer to A is lost'],
      ['A calls Two.look instead.', 'the answer to A is lost'],
    ],
    steps: [
      'One.look is done, but its answer is lost: A cannot know that it happened.',
      'A calls Two.look instead.',
      'Two.look is done, but its answer is lost: A cannot know that it happened.',
      'E goes back to Q, for another try.',
      'Q delivers E to A again.',
      'A puts X a second time.',
      'A calls One.look a second time.',
      'A acknowledges E.',
    ],
  },
  {
    name: 'the tries of a call are guarded by whoever answers, also where its caller is a guarded repeat',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service A : aws.lambda { on E from Q idempotent { calls B.add with 1 retry } }
      service B : aws.lambda { serves add { increments X } }
      store X : aws.dynamodb
    `,
    strikes: [
      ['A acknowledges E.', 'it comes again'],
      ['B.add answers A.', 'the answer of B.add is lost'],
    ],
    steps: [
      'The acknowledgement of A is lost: Q delivers E again.',
      'Q delivers E to A again.',
      'A calls B.add.',
      'B.add knows that it has done this: it passes over `increments X`.',
      'B.add is done, but its answer is lost: A cannot know that it happened.',
      'A calls B.add again.',
      'B.add increments X a second time.',
      'B.add answers A.',
      'A acknowledges E.',
    ],
    breaks: ['effect-once'],
  },
  {
    name: 'by a name that a run has failed under it is asked for as often as the call says',
    text: `
      external Bank { serves pay }
      service S : aws.ecs { instances 1  serves buy { calls W with 1 retry, key id } }
      orchestrator W : aws.stepfunctions { step One calls Bank.pay }
    `,
    strikes: [['W calls Bank.pay.', 'Bank does not respond']],
    steps: [
      'Bank does not respond: W cannot call Bank.pay.',
      'Step One of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'The run of W ends as failed.',
      'W fails, and S.buy sees an error.',
      'S.buy calls W again.',
      'W fails, and S.buy sees an error.',
      'S.buy fails.',
    ],
  },
  {
    name: 'a fallback is called once, though its call has tries left',
    text: `
      external Bank { serves pay }
      service S : aws.ecs { instances 1  serves buy { calls W with 2 retries, key id, fallback T.note } }
      service T : aws.ecs { instances 1  serves note { puts X } }
      orchestrator W : aws.stepfunctions { step One calls Bank.pay }
      store X : postgres
    `,
    strikes: [
      ['W calls Bank.pay.', 'Bank does not respond'],
      ['T.note answers S.buy.', 'the answer of T.note is lost'],
    ],
    steps: [
      'Bank does not respond: W cannot call Bank.pay.',
      'Step One of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'The run of W ends as failed.',
      'W fails, and S.buy sees an error.',
      'S.buy calls W again.',
      'W fails, and S.buy sees an error.',
      'S.buy calls T.note.',
      'T.note puts X.',
      'T.note is done, but its answer is lost: S.buy cannot know that it happened.',
      'S.buy fails.',
    ],
  },
]);

testPlays('workflows', [
  {
    name: 'an answer that comes before its question is there when it is asked',
    text: `
      event Asked { key id }
      event Signed { key id }
      event Sealed { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Signatures : aws.sns
      topic Seals : aws.sns
      orchestrator W : aws.stepfunctions {
        step Ask   sends Asked to Q
        step Hear  waits for Signed from Signatures
        step Close waits for Sealed from Seals
      }
      service Sam : aws.lambda { on Asked from Q { publishes Sealed to Seals  publishes Signed to Signatures } }
    `,
    steps: [
      'W begins.',
      'W sends Asked to Q.',
      'Step Hear of W waits.',
      'Q delivers Asked to Sam.',
      'Sam publishes Sealed to Seals.',
      'Sam publishes Signed to Signatures.',
      'Sam acknowledges Asked.',
      'Seals delivers Sealed to W at step Close.',
      'Signatures delivers Signed to W at step Hear.',
      'Step Hear of W has what it waited for.',
      'Step Close of W has what it waited for.',
      'The run of W ends.',
    ],
  },
  {
    name: 'a self-hosted run that has not noted a step does not remember that it called somebody else instead',
    flow: 'W',
    text: `
      external One { serves look safe }
      external Two { serves look safe }
      orchestrator W : aws.ecs { instances 1  step Ask calls One.look with fallback Two.look  step Tell calls Two.look }
    `,
    strikes: [
      ['W calls One.look.', 'One does not respond'],
      ['W calls Two.look.', 'W crashes'],
    ],
    steps: [
      'One does not respond: W cannot call One.look.',
      'W calls Two.look instead.',
      'W dies before it has noted that step Ask is done: it does it again.',
      'W calls One.look.',
      'W calls Two.look.',
      'The run of W ends.',
    ],
  },
  {
    name: 'a step that has come out by what stands in for it is undone when its answer is lost',
    flow: 'W',
    text: `
      external One { serves look safe }
      external Two { serves pay }
      orchestrator W : aws.stepfunctions { step Ask calls One.look with fallback Two.pay undo Three.back }
      external Three { serves back idempotent }
    `,
    strikes: [
      ['W calls One.look.', 'One does not respond'],
      ['W calls Two.pay instead.', 'the answer to W is lost'],
    ],
    steps: [
      'One does not respond: W cannot call One.look.',
      'W calls Two.pay instead.',
      'Two.pay is done, but its answer is lost: W cannot know that it happened.',
      'Step Ask of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'W calls Three.back, to undo Ask.',
      'The run of W ends as failed.',
    ],
  },
  {
    name: 'a step that is recognised in a further turn of its run is undone in it',
    text: `
      external Bank { serves pay idempotent by id  serves back idempotent by id }
      orchestrator W : aws.stepfunctions.express { step Pay calls Bank.pay with no retries, key id undo Bank.back }
    `,
    strikes: [
      ['The run of W ends.', 'it comes again'],
      ['Bank recognises the repeated request of W.', 'the answer to W is lost'],
    ],
    steps: [
      'W runs the same run again: its product begins runs at least once.',
      'W begins.',
      'Bank recognises the repeated request of W.',
      'Bank.pay is done, but its answer is lost: W cannot know that it happened.',
      'Step Pay of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'W calls Bank.back, to undo Pay.',
      'The run of W ends as failed.',
    ],
  },
  {
    name: 'a step that is passed over in a further turn of its run is undone in it',
    text: `
      orchestrator W : aws.stepfunctions.express { step Pay calls S.pay with no retries, key id undo S.back }
      service S : aws.lambda { serves pay idempotent by id { puts X }  serves back { deletes X } }
      store X : postgres
    `,
    strikes: [
      ['The run of W ends.', 'it comes again'],
      ['S.pay answers W.', 'the answer of S.pay is lost'],
    ],
    steps: [
      'W runs the same run again: its product begins runs at least once.',
      'W begins.',
      'W calls S.pay.',
      'S.pay knows that it has done this: it passes over `puts X`.',
      'S.pay is done, but its answer is lost: W cannot know that it happened.',
      'Step Pay of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'W calls S.back, to undo Pay.',
      'S.back deletes X.',
      'S.back answers W.',
      'The run of W ends as failed.',
    ],
  },
  {
    name: 'what was out for a body is out until it is over, whatever it calls ends meanwhile',
    text: `
      external One { serves look safe }
      service A : aws.ecs { instances 1  serves a { calls One.look with fallback W  calls One.look } }
      orchestrator W : aws.stepfunctions { step Note puts X }
      store X : postgres
    `,
    strikes: [['A.a calls One.look.', 'One does not respond']],
    steps: [
      'One does not respond: A.a cannot call One.look.',
      'A.a calls W.',
      'W puts X.',
      'The run of W ends.',
      'W answers A.a.',
      'One does not respond: A.a cannot call One.look.',
      'A.a fails.',
    ],
  },
]);
