/** How runs of workflows fail and recover: which step decides where they go on, what is undone, and what a lost run leaves behind. */
import { testSayings } from './sayings.ts';

const services = `
  service S : aws.lambda { serves a { puts X }  serves b { reads X }  serves c { deletes X }  serves d { puts Y }  serves e { deletes Y } }
  external Bank { serves look safe  serves pay safe }
  store X : aws.dynamodb
  store Y : aws.dynamodb
  store Z : aws.dynamodb
`;

testSayings('runs of workflows', [
  {
    text: `
      orchestrator W : aws.stepfunctions {
        step One calls S.a with 1 retry undo S.c
        step Two calls V undo S.e
        step Three calls S.b with 1 retry on failure Tell
      } otherwise { step Skipped puts Y  step Tell puts Z }
      orchestrator V : aws.stepfunctions { step In calls S.d with 1 retry }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'one that has called another undoes its own steps, and goes on where its own failed step says',
        strikes: [['W calls S.b.', 'S does not respond']],
        says: [
          'S does not respond: W cannot call S.b.',
          'S still does not respond: W cannot call S.b.',
          'Step Three of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W calls S.e, to undo Two.',
          'S.e deletes Y.',
          'S.e answers W.',
          'W calls S.c, to undo One.',
          'S.c deletes X.',
          'S.c answers W.',
          'W puts Z.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions { parallel { step A calls S.a with 1 retry undo S.c  step B calls S.b with 1 retry } }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'the last branch of a block that nothing follows fails: the run fails once',
        strikes: [['W calls S.b.', 'S does not respond']],
        says: [
          'S does not respond: W cannot call S.b.',
          'S still does not respond: W cannot call S.b.',
          'Step B of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W calls S.c, to undo A.',
          'S.c deletes X.',
          'S.c answers W.',
          'The run of W ends as failed.',
        ],
      },
      {
        name: 'the first branch of such a block fails: the other ends, then the run fails',
        strikes: [['W calls S.a.', 'S does not respond']],
        says: [
          'S does not respond: W cannot call S.a.',
          'S still does not respond: W cannot call S.a.',
          'Step A of W fails for good.',
          'W calls S.b.',
          'S.b reads X.',
          'S.b answers W.',
          'The run of W fails, and undoes what it can.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions {
        step Zero calls Bank.look
        parallel { step A calls S.a with 1 retry on failure TellA  step B calls S.b with 1 retry on failure TellB }
      } otherwise { step TellB puts Y  step TellA puts Z }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'of two branches that fail the first says where the run goes on',
        strikes: [
          ['W calls S.a.', 'S does not respond'],
          ['W calls S.b.', 'S does not respond'],
        ],
        says: [
          'S does not respond: W cannot call S.a.',
          'S still does not respond: W cannot call S.a.',
          'Step A of W fails for good.',
          'S does not respond: W cannot call S.b.',
          'S still does not respond: W cannot call S.b.',
          'Step B of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W puts Z.',
          'The run of W ends as failed.',
        ],
      },
      {
        name: 'a step before a block that nothing follows fails: the run fails once',
        strikes: [['W calls Bank.look.', 'Bank does not respond']],
        says: [
          'Bank does not respond: W cannot call Bank.look.',
          'Step Zero of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W puts Y.',
          'W puts Z.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions {
        parallel { step A calls S.b with 1 retry  step B calls S.c with 1 retry on failure D }
        step C calls S.e with 1 retry
        step D calls S.d with 1 retry
      }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'where a branch has failed, another one that fails too leads to no step behind the block',
        strikes: [
          ['W calls S.b.', 'S does not respond'],
          ['W calls S.c.', 'S does not respond'],
        ],
        says: [
          'S does not respond: W cannot call S.b.',
          'S still does not respond: W cannot call S.b.',
          'Step A of W fails for good.',
          'S does not respond: W cannot call S.c.',
          'S still does not respond: W cannot call S.c.',
          'Step B of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'The run of W ends as failed.',
        ],
      },
      {
        name: 'where no other branch has failed, one that fails leads to the step that it names',
        strikes: [['W calls S.c.', 'S does not respond']],
        says: [
          'S does not respond: W cannot call S.c.',
          'S still does not respond: W cannot call S.c.',
          'Step B of W fails for good.',
          'W calls S.d.',
          'S.d puts Y.',
          'S.d answers W.',
          'The run of W ends.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions {
        parallel { step A calls S.b with 1 retry  step B calls S.c with 1 retry on failure D  step C calls S.e with 1 retry  step D calls Bank.look }
      }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'a branch that fails leads to the one that it names, whatever other branch has failed',
        strikes: [
          ['W calls S.b.', 'S does not respond'],
          ['W calls S.c.', 'S does not respond'],
        ],
        says: [
          'S does not respond: W cannot call S.b.',
          'S still does not respond: W cannot call S.b.',
          'Step A of W fails for good.',
          'S does not respond: W cannot call S.c.',
          'S still does not respond: W cannot call S.c.',
          'Step B of W fails for good.',
          'W calls Bank.look.',
          'The run of W fails, and undoes what it can.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions {
        parallel { step A calls S.b with 1 retry  step B calls S.c with 1 retry on failure D  step C calls Bank.look }
        step D calls S.d with 1 retry
      }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'nor to one right behind it: what is left of the block still ends',
        strikes: [
          ['W calls S.b.', 'S does not respond'],
          ['W calls S.c.', 'S does not respond'],
        ],
        says: [
          'S does not respond: W cannot call S.b.',
          'S still does not respond: W cannot call S.b.',
          'Step A of W fails for good.',
          'S does not respond: W cannot call S.c.',
          'S still does not respond: W cannot call S.c.',
          'Step B of W fails for good.',
          'W calls Bank.look.',
          'The run of W fails, and undoes what it can.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions { step One calls S.b with 1 retry } otherwise { parallel { step TellA puts Y  step TellB puts Z }  step Last deletes Y }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'branches of the block that recovers are done one after the other, and then the rest of it',
        strikes: [['W calls S.b.', 'S does not respond']],
        says: [
          'S does not respond: W cannot call S.b.',
          'S still does not respond: W cannot call S.b.',
          'Step One of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W puts Y.',
          'W puts Z.',
          'W deletes Y.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions { step One calls S.a with 1 retry undo S.c  reads Z }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'what stands outside all steps fails the run as a step does',
        strikes: [['W reads Z.', 'Z does not respond']],
        says: [
          'Z does not respond: W cannot read Z.',
          'The run of W fails, and undoes what it can.',
          'W calls S.c, to undo One.',
          'S.c deletes X.',
          'S.c answers W.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions { step Look reads X undo S.c  step Two calls S.b with 1 retry }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'a step that has come to its end is undone whatever it does',
        strikes: [['W calls S.b.', 'S does not respond']],
        says: [
          'S does not respond: W cannot call S.b.',
          'S still does not respond: W cannot call S.b.',
          'Step Two of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W calls S.c, to undo Look.',
          'S.c deletes X.',
          'S.c answers W.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
]);

testSayings('workflows that run on instances of their own', [
  {
    text: `
      orchestrator W : aws.ecs { instances 1  keeps Progress in Z  step One calls S.b on failure Two  step Two calls S.e }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'a step that is done may not have been noted',
        says: [
          'W begins.',
          'W calls S.b.',
          'S.b reads X.',
          'S.b answers W.',
          'W calls S.e.',
          'S.e deletes Y.',
          'S.e answers W.',
          'The run of W ends.',
        ],
        could: [
          ['W calls S.b.', 'outage: S does not respond'],
          ['W calls S.e.', 'crash: W crashes', 'outage: S does not respond'],
          ['The run of W ends.', 'crash: W crashes'],
        ],
      },
      {
        name: 'a step that has failed is not done again',
        strikes: [['S.b answers W.', 'the answer of S.b is lost']],
        says: [
          'S.b is done, but its answer is lost: W cannot know that it happened.',
          'Step One of W fails for good.',
          'W calls S.e.',
          'S.e deletes Y.',
          'S.e answers W.',
          'The run of W ends.',
        ],
        could: [['W calls S.e.', 'outage: S does not respond']],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.ecs {
        instances 1
        keeps Progress in Z
        step One puts X undo S.c
        step Mid calls Bank.look on failure Late undo S.b
        step Late puts Y undo S.e
        step Last calls Bank.pay
      }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'the undo that is done last may not have been noted, whatever undos are passed over behind it',
        strikes: [
          ['W calls Bank.look.', 'Bank does not respond'],
          ['W calls Bank.pay.', 'Bank does not respond'],
          ['W calls S.c, to undo One.', 'W crashes'],
        ],
        says: [
          'Bank does not respond: W cannot call Bank.look.',
          'Step Mid of W fails for good.',
          'W puts Y.',
          'Bank does not respond: W cannot call Bank.pay.',
          'Step Last of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W calls S.e, to undo Late.',
          'S.e deletes Y.',
          'S.e answers W.',
          'W dies before it has noted that step Late is undone: it undoes it again.',
          'W calls S.e again, to undo Late.',
          'S.e deletes Y a second time.',
          'S.e answers W.',
          'W calls S.c, to undo One.',
          'S.c deletes X.',
          'S.c answers W.',
          'The run of W ends as failed.',
        ],
      },
      {
        name: 'before the first undo there is none that may not have been noted',
        strikes: [['W calls Bank.pay.', 'Bank does not respond']],
        could: [
          ['W calls S.e, to undo Late.', 'outage: S does not respond'],
          ['W calls S.b, to undo Mid.', 'crash: W crashes', 'outage: S does not respond'],
          ['W calls S.c, to undo One.', 'crash: W crashes', 'outage: S does not respond'],
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.ecs { instances 1  keeps Progress in Z  step One calls Bank.look on failure Two undo S.b  step Two puts X undo S.c  step Three calls Bank.pay }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'the undo that is done last may not have been noted when the run ends, either',
        strikes: [
          ['W calls Bank.look.', 'Bank does not respond'],
          ['W calls Bank.pay.', 'Bank does not respond'],
          ['The run of W ends as failed.', 'W crashes'],
        ],
        says: [
          'Bank does not respond: W cannot call Bank.look.',
          'Step One of W fails for good.',
          'W puts X.',
          'Bank does not respond: W cannot call Bank.pay.',
          'Step Three of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W calls S.c, to undo Two.',
          'S.c deletes X.',
          'S.c answers W.',
          'W dies before it has noted that step Two is undone: it undoes it again.',
          'W calls S.c again, to undo Two.',
          'S.c deletes X a second time.',
          'S.c answers W.',
          'The run of W ends as failed.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.ecs { instances 1  step One puts X undo { calls S.c  calls S.e }  step Two calls Bank.look } otherwise { step Tell parallel { puts Y  puts Z } }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'one that has failed is lost between its parts, and not within one',
        strikes: [['W calls Bank.look.', 'Bank does not respond']],
        could: [
          ['W calls S.c, to undo One.', 'instance-loss: the instance is replaced', 'outage: S does not respond'],
          ['W calls S.e, to undo One.', 'crash: W crashes', 'outage: S does not respond'],
          ['W puts Y.', 'crash: W crashes', 'instance-loss: the instance is replaced', 'outage: Y does not respond'],
          ['W puts Z.', 'crash: W crashes', 'outage: Z does not respond'],
        ],
      },
    ],
  },
  {
    text: `
      event Signed { key id }
      topic Signatures : aws.sns
      orchestrator W : aws.ecs { instances 1  step One puts X  step Hear waits for Signed from Signatures at most 1d }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'one that is lost does not wait any more',
        strikes: [['Step Hear of W has what it waited for.', 'the instance is replaced']],
        says: ['The instance of W is replaced, and the run with it: nothing else knows how far it was.'],
        breaks: ['A run of W is gone with the instance that knew of it.'],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions { step Call calls V }
      orchestrator V : aws.ecs { instances 1  step One calls S.a undo S.c  step Two calls Bank.look }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'one that had failed and is lost answers for nothing: who called it does',
        strikes: [
          ['V calls Bank.look.', 'Bank does not respond'],
          ['V calls S.c, to undo One.', 'the instance is replaced'],
        ],
        says: [
          'Bank does not respond: V cannot call Bank.look.',
          'Step Two of V fails for good.',
          'The run of V fails, and undoes what it can.',
          'The instance of V is replaced, and the run with it: nothing else knows how far it was.',
          'V fails, and W sees an error.',
          'Step Call of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'The run of W ends as failed.',
        ],
        breaks: ['A run of V is gone with the instance that knew of it.', 'The run of W failed, and what step Call did is not undone.'],
      },
    ],
  },
  {
    text: `
      orchestrator W : aws.stepfunctions { step Zero puts Y undo S.e  step Call calls V undo S.c }
      orchestrator V : aws.ecs { instances 1  step One calls Bank.look on failure Two  step Two calls S.a }
      ${services}
    `,
    flow: 'W',
    runs: [
      {
        name: 'who called one that is lost undoes the step, where the run had done anything',
        strikes: [['V calls S.a.', 'the instance is replaced']],
        says: [
          'The instance of V is replaced, and the run with it: nothing else knows how far it was.',
          'V fails, and W sees an error.',
          'Step Call of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W calls S.c, to undo Call.',
          'S.c deletes X.',
          'S.c answers W.',
          'W calls S.e, to undo Zero.',
          'S.e deletes Y.',
          'S.e answers W.',
          'The run of W ends as failed.',
        ],
        breaks: ['A run of V is gone with the instance that knew of it.'],
      },
      {
        name: 'and does not, where all that it had tried has failed',
        strikes: [
          ['V calls Bank.look.', 'Bank does not respond'],
          ['V calls S.a.', 'the instance is replaced'],
        ],
        says: [
          'Bank does not respond: V cannot call Bank.look.',
          'Step One of V fails for good.',
          'The instance of V is replaced, and the run with it: nothing else knows how far it was.',
          'V fails, and W sees an error.',
          'Step Call of W fails for good.',
          'The run of W fails, and undoes what it can.',
          'W calls S.e, to undo Zero.',
          'S.e deletes Y.',
          'S.e answers W.',
          'The run of W ends as failed.',
        ],
        breaks: ['A run of V is gone with the instance that knew of it.'],
      },
    ],
  },
]);
