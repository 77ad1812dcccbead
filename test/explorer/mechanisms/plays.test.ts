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
]);
