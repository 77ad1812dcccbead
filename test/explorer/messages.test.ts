/** How messages travel: what a channel takes once, how often each copy is tried, what is late, what is lost, and what waits. */
import { testSayings } from './sayings.ts';

/** Long enough for a repeat to outlast short windows. */
const slow = 'retention 14d  visibility 12h  dead-letters after 20 attempts  alarm';

testSayings('messages', [
  {
    text: `
      event Asked { key id }
      event E { key id }
      queue Q : aws.sqs { ${slow} }
      queue F : aws.sqs.fifo { grouped by id  dead-letters group after 3 attempts  alarm }
      service U : aws.lambda { serves u { sends Asked to Q } }
      service P : aws.lambda { on Asked from Q { puts Ledger  sends E to F via outbox Ledger } }
      service C : aws.lambda { on E from F { puts X } }
      store Ledger : postgres
      store X : aws.dynamodb
    `,
    flow: 'U.u is called',
    runs: [
      {
        name: 'a channel that takes a message once knows one that its relay publishes again soon',
        strikes: [["The relay of Ledger's outbox sends E to F.", 'it comes again']],
        says: [
          'The relay dies before it has noted that E is out: it publishes it again.',
          'F recognises E and takes it once.',
          'F delivers E to C.',
          'C puts X.',
          'C acknowledges E.',
        ],
      },
      {
        name: 'and takes one again that comes when it has forgotten',
        strikes: [["The relay of Ledger's outbox sends E to F.", 'it comes again, late']],
        says: [
          'The relay dies before it has noted that E is out: it publishes it again, so late that it is forgotten by then.',
          "The relay of Ledger's outbox sends E to F again.",
          'F delivers E to C.',
          'C puts X.',
          'C acknowledges E.',
          'F delivers E to C again.',
          'C puts X a second time.',
          'C acknowledges E.',
        ],
      },
    ],
  },
  {
    text: `
      event E { key id  expendable }
      topic T : redis.pubsub
      queue Q : aws.sqs { dead-letters after 3 attempts }
      service P { serves p { publishes E to T with delivery at-most-once  sends E to Q } }
      service A { on E from T { puts X } }
      service B : aws.lambda { on E from Q { puts X } }
      store X : postgres
    `,
    flow: 'P.p is called',
    runs: [
      {
        name: 'one that is expendable may be lost on its way into a channel',
        strikes: [['P.p publishes E to T.', 'E is lost on its way']],
        says: ['E never arrives in T, and P.p does not ask.', 'P.p sends E to Q.', 'Q delivers E to B.', 'B puts X.', 'B acknowledges E.'],
      },
      {
        name: 'and may lie where nobody looks',
        strikes: [['Q delivers E to B.', 'E cannot be handled']],
        says: [
          'B cannot handle this E: every try fails.',
          'Q parks E in its dead letters, where nobody looks.',
          'E comes in on Q.dead-letters.',
        ],
      },
    ],
  },
  {
    text: `
      event E { key id  ordered by id }
      queue Q : aws.sqs { dead-letters group after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      store X : aws.dynamodb
    `,
    flow: 'P.p is called',
    runs: [
      {
        name: 'a queue that keeps no order parks no group',
        strikes: [['Q delivers E to A.', 'E cannot be handled']],
        says: [
          'A cannot handle this E: every try fails.',
          'Q parks E in its dead letters.',
          'E comes in on Q.dead-letters.',
          'P.p is called again.',
          'P.p sends the next E to Q.',
          'Q delivers the next E to A.',
          'A puts X.',
          'A acknowledges the next E.',
        ],
        breaks: ['A begins a later E of the same id before an earlier one is done.'],
      },
    ],
  },
  {
    text: `
      event Asked { key id }
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      queue R : aws.sqs { dead-letters after 2 attempts  alarm }
      service U : aws.lambda { serves u { sends Asked to Q } }
      service P : aws.lambda { on Asked from Q { sends E to R } }
      service C : aws.lambda { on E from R { puts X } }
      store X : aws.dynamodb
    `,
    flow: 'U.u is called',
    runs: [
      {
        name: 'each copy of one is tried as often as any',
        strikes: [
          ['P acknowledges Asked.', 'P crashes'],
          ['C acknowledges E.', 'C crashes'],
          ['C acknowledges E.', 'C crashes', 2],
        ],
        says: [
          'P crashes after `sends E`, before it acknowledges Asked: Q delivers it again.',
          'Q delivers Asked to P again.',
          'P sends E to R again.',
          'P acknowledges Asked.',
          'R delivers E to C.',
          'C puts X.',
          'C crashes after `puts X`, before it acknowledges E: R delivers it again.',
          'R delivers E to C again.',
          'C puts X a second time.',
          'C acknowledges E.',
          'R delivers E to C again.',
          'C puts X a second time.',
          'C crashes after `puts X`, before it acknowledges E: R delivers it again.',
          'R delivers E to C again.',
          'C puts X a second time.',
          'C acknowledges E.',
        ],
      },
    ],
  },
  {
    text: `
      event Asked { key id }
      event E { key id }
      queue Q : aws.sqs { ${slow} }
      queue R : aws.sqs { ${slow} }
      service U : aws.lambda { serves u { sends Asked to Q } }
      service P : aws.lambda { on Asked from Q { sends E to R } }
      service C : aws.lambda { on E from R idempotent by id within 1h { increments X } }
      store X : aws.dynamodb
    `,
    flow: 'U.u is called',
    runs: [
      {
        name: 'of two copies the one that is handled last may be the late one',
        strikes: [['P acknowledges Asked.', 'it comes again, late']],
        says: [
          'The acknowledgement of P is lost: Q delivers Asked again, so late that it is forgotten by then.',
          'Q delivers Asked to P again.',
          'P sends E to R again.',
          'P acknowledges Asked.',
          'R delivers E to C.',
          'C increments X.',
          'C acknowledges E.',
          'R delivers E to C again.',
          'C increments X a second time.',
          'C acknowledges E.',
        ],
        breaks: ['increments X took place twice for one E.'],
      },
    ],
  },
  {
    text: `
      event E { key id }
      event Done { key id }
      queue Q : aws.sqs { ${slow} }
      topic Ends : aws.sns
      orchestrator W : aws.stepfunctions.express { step Ask sends E to Q  step Hear waits for Done from Ends at most 1m }
      service C : aws.lambda { on E from Q idempotent by id within 1h { increments X  publishes Done to Ends } }
      store X : aws.dynamodb
    `,
    flow: 'W',
    runs: [
      {
        name: 'what comes soon is not late because something before it was',
        strikes: [
          ['C acknowledges E.', 'it comes again, late'],
          ['The run of W ends.', 'it comes again'],
        ],
        says: [
          'The acknowledgement of C is lost: Q delivers E again, so late that it is forgotten by then.',
          'Q delivers E to C again.',
          'C increments X a second time.',
          'C publishes Done to Ends again.',
          'C acknowledges E.',
          'Ends delivers Done to W at step Hear.',
          'Step Hear of W has what it waited for.',
          'The run of W ends.',
          'W runs the same run again: its product begins runs at least once.',
          'W begins.',
          'W sends E to Q again.',
          'Step Hear of W has what it waited for.',
          'The run of W ends.',
          'Q delivers E to C again.',
          'C knows that it has done this: it passes over `increments X`.',
          'C publishes Done to Ends again.',
          'C acknowledges E.',
          'Ends delivers Done to W at step Hear again.',
          'Ends delivers Done to W at step Hear again.',
        ],
        breaks: ['increments X took place twice for one E.'],
      },
    ],
  },
  {
    text: `
      event E { key id }
      queue Q : aws.sqs { drops after 1 attempt }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      store X : aws.dynamodb
    `,
    flow: 'P.p is called',
    runs: [
      {
        name: 'one that was handled is not lost with its repeat',
        strikes: [
          ['A acknowledges E.', 'it comes again'],
          ['A acknowledges E.', 'A crashes'],
        ],
        says: [
          'The acknowledgement of A is lost: Q delivers E again.',
          'Q delivers E to A again.',
          'A puts X a second time.',
          'A crashes after `puts X`.',
        ],
      },
      {
        name: 'one that has a single try is gone with it',
        strikes: [['A acknowledges E.', 'A crashes']],
        says: ['A crashes after `puts X`, before it acknowledges E.', 'Nothing keeps E when its tries are used up: it is gone.'],
        breaks: ['E is lost: A cannot handle it, and when its tries are used up nothing keeps it.'],
      },
    ],
  },
  {
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to D after 1 attempt }
      queue D : aws.sqs { ${slow} }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      service B : aws.lambda { on E from D idempotent by id within 1h { increments X } }
      store X : aws.dynamodb
    `,
    flow: 'P.p is called',
    runs: [
      {
        name: 'what is parked is no late repeat',
        strikes: [
          ['A acknowledges E.', 'A crashes'],
          ['B acknowledges E.', 'B crashes'],
        ],
        says: [
          'A crashes after `puts X`, before it acknowledges E.',
          'Q parks E in D.',
          'E comes in on D.',
          'D delivers E to B.',
          'B increments X.',
          'B crashes after `increments X`, before it acknowledges E: D delivers it again.',
          'D delivers E to B again.',
          'B knows that it has done this: it passes over `increments X`.',
          'B acknowledges E.',
        ],
      },
    ],
  },
  {
    text: `
      event Asked { key id }
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      topic T : redis.pubsub
      service U : aws.lambda { serves u { sends Asked to Q } }
      service P : aws.lambda { on Asked from Q { publishes E to T } }
      service C : aws.ecs { instances 1  on E from T { puts X } }
      store X : aws.dynamodb
    `,
    flow: 'U.u is called',
    runs: [
      {
        name: 'a repeat of what was handled may be lost on its way',
        strikes: [
          ['P acknowledges Asked.', 'P crashes'],
          ['T delivers E to C again.', 'E is lost on its way'],
        ],
        says: [
          'P crashes after `publishes E`, before it acknowledges Asked: Q delivers it again.',
          'Q delivers Asked to P again.',
          'P publishes E to T again.',
          'P acknowledges Asked.',
          'T delivers E to C.',
          'C acknowledges E.',
          'C puts X.',
          'E is lost on the way from T to C, and nobody sends it again.',
        ],
      },
    ],
  },
  {
    text: `
      event E { key id }
      event Asked { key id }
      event Signed { key id }
      topic T : aws.sns
      queue D : aws.sqs { alarm }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Signatures : aws.sns
      service P : aws.lambda { serves p { publishes E to T  sends Asked to Q } }
      service Sam : aws.lambda { on Asked from Q { publishes Signed to Signatures } }
      orchestrator W : aws.stepfunctions { subscribes to T for E with dead-letters to D  step Hear waits for Signed from Signatures at most 1d  step Put puts X }
      store X : aws.dynamodb
    `,
    flow: 'P.p is called',
    runs: [
      {
        name: 'a run that waits is not begun again before it is over',
        strikes: [['T delivers E to W.', 'it comes again']],
        says: [
          'The acknowledgement of W is lost: T delivers E again.',
          'Step Hear of W waits.',
          'Q delivers Asked to Sam.',
          'Sam publishes Signed to Signatures.',
          'Sam acknowledges Asked.',
          'Signatures delivers Signed to W at step Hear.',
          'Step Hear of W has what it waited for.',
          'W puts X.',
          'The run of W ends.',
          'T delivers E to W again.',
          'Step Hear of W has what it waited for.',
          'W puts X a second time.',
          'The run of W ends.',
        ],
      },
    ],
  },
]);
