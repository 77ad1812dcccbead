/** What a counterexample tells: what the break and the faults follow from, and nothing else that happened. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import type { Promised } from '../../analysis/explorer/result.ts';
import { dedent, designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly faults?: number;
  /** Of the first counterexample that breaks this. */
  readonly promise: Promised;
  readonly steps: readonly string[];
  /** Which run it is: at which steps of the machine which of the possible faults strike, and in which variant of the flow; the first unless said. */
  readonly choices: readonly (readonly [at: number, fault: number])[];
  readonly variant?: number;
}

const rows: readonly Row[] = [
  {
    name: 'leaves out what else a request does',
    text: `
      event E { key id }
      event Other { key id }
      topic T : aws.sns
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      queue D : aws.sqs { alarm }
      service P : aws.lambda { serves p { reads Y  calls B.look  publishes Other to T  sends E to Q } }
      service B : aws.lambda { serves look { reads Y } }
      service C : aws.lambda { on Other from T with dead-letters to D { reads Y } }
      service A : aws.lambda { on E from Q { reads Y  increments X  puts Y } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'Q delivers E to A.',
      'A increments X.',
      'A crashes after `increments X`, before it acknowledges E: Q delivers it again.',
      'Q delivers E to A again.',
      'A increments X a second time.',
    ],
    choices: [[14, 1]],
  },
  {
    name: 'keeps the call that leads to what happens twice',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { calls B.look  calls B.add } }
      service B : aws.lambda { serves look { reads X }  serves add { increments X } }
      store X : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'Q delivers E to A.',
      'A calls B.add.',
      'B.add increments X.',
      'B.add is done, but its answer is lost: A cannot know that it happened.',
      'E goes back to Q, for another try.',
      'Q delivers E to A again.',
      'A calls B.add.',
      'B.add increments X a second time.',
    ],
    choices: [[9, 1]],
  },
  {
    name: 'keeps both messages where one overtakes the other',
    text: `
      event E { key changeId  ordered by id }
      event Other { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      queue R : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends Other to R  sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      service B : aws.lambda { on Other from R { puts X } }
      store X : aws.dynamodb { key id }
    `,
    promise: 'in-order',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'Q does not keep the order: this E stays behind.',
      'P.p is called again.',
      'P.p sends the next E to Q.',
      'Q delivers the next E to A.',
    ],
    choices: [[7, 1]],
  },
  {
    name: 'keeps what was done where the rest is missing, and where it led',
    text: `
      event E { key id }
      topic T : aws.sns
      queue D : aws.sqs { alarm }
      service P : aws.lambda { serves p { reads Y  puts X  publishes E to T  puts Y } }
      service A : aws.lambda { on E from T with dead-letters to D { puts Y } }
      store X : aws.dynamodb
      store Y : postgres
    `,
    promise: 'all-or-nothing',
    steps: ['P.p is called.', 'P.p puts X.', 'P.p crashes after `puts X`.'],
    choices: [[3, 1]],
  },
  {
    name: 'keeps a step and what it called, and not the others',
    text: `
      orchestrator W : aws.stepfunctions { step Zero reads Y  step One calls A.a with 1 retry  step Two calls A.b with 1 retry undo A.c  step Three calls A.d with 1 retry }
      service A : aws.lambda { serves a { reads Y  puts X }  serves b { puts Y }  serves c { deletes Y }  serves d { reads Y } }
      store X : aws.dynamodb
      store Y : aws.dynamodb
    `,
    promise: 'all-or-nothing',
    steps: [
      'W begins.',
      'W calls A.a.',
      'A.a puts X.',
      'A does not respond: W cannot call A.b.',
      'A still does not respond: W cannot call A.b.',
      'Step Two of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'The run of W ends as failed.',
    ],
    choices: [[6, 1]],
  },
  {
    name: 'keeps the writes that a read misses',
    text: `
      store X : aws.dynamodb
      store Y : aws.dynamodb
      service A { serves go { reads Y  puts X  reads X } }
      flow F from A.go { reads own writes }
    `,
    promise: 'read-your-writes',
    steps: ['A.go is called.', 'A.go puts X.', 'A.go reads X and gets the value from before the last write.'],
    choices: [[3, 3]],
  },
  {
    name: 'keeps who made the state that is gone',
    text: `
      service C : aws.ecs { instances 1  keeps Basket in memory  serves add { reads Y }  serves look { reads Y } }
      service S : aws.ecs { instances 1  serves buy { calls C.add  reads Y  calls C.look } }
      store Y : postgres
    `,
    promise: 'state-kept',
    steps: [
      'S.buy is called.',
      'S.buy calls C.add.',
      'S.buy calls C.look.',
      'The instance of C is replaced, and Basket is gone when C.look needs it.',
    ],
    choices: [[5, 3]],
  },
  {
    name: 'tells the whole run where something never comes about and nothing has gone wrong',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { reads X  sends E to Q } }
      service A : aws.lambda { on E from Q { when "paid" { puts X } } }
      store X : aws.dynamodb
      require E leads to X
    `,
    promise: 'requirement',
    steps: ['P.p is called.', 'P.p sends E to Q.', 'Q delivers E to A.'],
    choices: [],
    variant: 1,
  },
  {
    name: 'tells no more than the fault where something has',
    text: `
      event E { key id }
      queue Q : aws.sqs
      service P : aws.lambda { serves p { reads X  sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      store X : aws.dynamodb
      require E leads to X
    `,
    promise: 'requirement',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'A cannot handle this E: every try fails.',
      'Q delivers E again and again until it expires: it is gone.',
    ],
    choices: [[4, 1]],
  },
  {
    name: 'keeps an outbox and its relay',
    text: `
      event E { key id }
      topic T : aws.sns
      queue D : aws.sqs { alarm }
      store L : postgres
      service P { serves p { puts L  publishes E to T via outbox L } }
      service A : aws.lambda { on E from T with dead-letters to D { increments X } }
      store X : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p stores E in the outbox of L.',
      "The relay of L's outbox publishes E to T.",
      'T delivers E to A.',
      'A increments X.',
      'A crashes after `increments X`, before it acknowledges E: T delivers it again.',
      'T delivers E to A again.',
      'A increments X a second time.',
    ],
    choices: [[6, 1]],
  },
  {
    name: 'keeps what a store publishes',
    text: `
      store O : aws.dynamodb { key id  publishes Changed to Changes }
      event Changed { key id }
      stream Changes : aws.dynamodb.streams
      queue D : aws.sqs { alarm }
      store X : aws.dynamodb
      service P : aws.lambda { serves p { reads X  puts O } }
      service A : aws.lambda { on Changed from Changes with dead-letters to D after 3 attempts { increments X } }
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p puts O.',
      'O publishes Changed to Changes.',
      'Changes delivers Changed to A.',
      'A increments X.',
      'A crashes after `increments X`, before it acknowledges Changed: Changes delivers it again.',
      'Changes delivers Changed to A again.',
      'A increments X a second time.',
    ],
    choices: [[6, 1]],
  },
  {
    name: 'keeps a start, and the run that it began',
    text: `
      service P : aws.lambda { serves p { reads X  starts W with key id } }
      orchestrator W : aws.stepfunctions { step One calls A.add with 1 retry }
      service A : aws.lambda { serves add { increments X } }
      store X : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p starts W.',
      'A run of W begins.',
      'W calls A.add.',
      'A.add increments X.',
      'A.add is done, but its answer is lost: W cannot know that it happened.',
      'W calls A.add again.',
      'A.add increments X a second time.',
    ],
    choices: [[7, 1]],
  },
  {
    name: 'keeps a message handed straight on',
    text: `
      event E { key id }
      service P : aws.lambda { serves p { reads X  sends E to A } }
      service A : aws.lambda { on E with dead-letters to D { increments X } }
      queue D : aws.sqs { alarm }
      store X : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p sends E to A.',
      'A takes up E.',
      'A increments X.',
      'A crashes after `increments X`, before it acknowledges E: P delivers it again.',
      'A is handed E again.',
      'A increments X a second time.',
    ],
    choices: [[6, 1]],
  },
  {
    name: 'keeps both messages of a join',
    text: `
      event E { key id }
      event F { key id }
      event G { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends E to Q  sends G to Q  sends F to Q } }
      service A : aws.lambda { on all of E, F within 10m from Q { increments X } }
      service B : aws.lambda { on G from Q }
      store X : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'P.p sends F to Q.',
      'Q delivers E to A, which waits for the rest.',
      'Q delivers F to A.',
      'A increments X.',
      'A crashes after `increments X`, before it acknowledges F: Q delivers it again.',
      'Q delivers F to A again.',
      'A increments X a second time.',
    ],
    choices: [[10, 1]],
  },
  {
    name: 'keeps the acknowledgement that comes first',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts alarm }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.ecs { instances 1 on E from Q with acknowledges first { puts X  puts Y } }
      store X : aws.dynamodb
      store Y : postgres
    `,
    promise: 'all-or-nothing',
    steps: ['P.p is called.', 'P.p sends E to Q.', 'Q delivers E to A.', 'A acknowledges E.', 'A puts X.', 'A crashes after `puts X`.'],
    choices: [[5, 1]],
  },
  {
    name: 'keeps a message that is parked and put back',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters to D after 1 attempt }
      queue D : aws.sqs { alarm  redrives to Q }
      external Bank { serves pay }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { calls Bank.pay  puts X } }
      store X : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'Q delivers E to A.',
      'A calls Bank.pay.',
      'Bank.pay is done, but its answer is lost: A cannot know that it happened.',
      'Q parks E in D.',
      'E comes in on D.',
      'D is redriven: E goes back to Q.',
      'Q delivers E to A again.',
      'A calls Bank.pay a second time.',
    ],
    choices: [[4, 2]],
  },
  {
    name: 'keeps the undo that happens twice',
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
    promise: 'effect-once',
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
    choices: [
      [2, 2],
      [6, 1],
    ],
  },
  {
    name: 'tells a loss where nothing came before',
    text: `
      event E { key id }
      topic T : redis.pubsub
      service P { serves p { reads X  publishes E to T } }
      service A { on E from T { puts X } }
      store X : postgres
    `,
    promise: 'nothing-lost',
    steps: ['P.p is called.', 'P.p publishes E to T.', 'E is lost on the way from T to A, and nobody sends it again.'],
    choices: [[4, 1]],
  },
  {
    name: 'leaves out what else is sent by who does something twice',
    text: `
      event E { key id }
      event Other { key id }
      topic T : aws.sns
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      queue D : aws.sqs { alarm }
      service P : aws.lambda { serves p { sends E to Q } }
      service A : aws.lambda { on E from Q { publishes Other to T  increments X } }
      service C : aws.lambda { on Other from T with dead-letters to D { reads X } }
      store X : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'Q delivers E to A.',
      'A increments X.',
      'A crashes after `increments X`, before it acknowledges E: Q delivers it again.',
      'Q delivers E to A again.',
      'A increments X a second time.',
    ],
    choices: [[6, 1]],
  },
  {
    name: 'leaves out a circle that it has nothing to do with',
    text: `
      event E { key id }
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { calls C.x  sends E to Q } }
      service C : aws.lambda { serves x { calls C.x } }
      service A : aws.lambda { on E from Q { increments X } }
      store X : aws.dynamodb
    `,
    promise: 'effect-once',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'Q delivers E to A.',
      'A increments X.',
      'A crashes after `increments X`, before it acknowledges E: Q delivers it again.',
      'Q delivers E to A again.',
      'A increments X a second time.',
    ],
    choices: [[8, 1]],
  },
  {
    name: 'tells all of a run that by no fault leads where it must not end',
    text: `
      event E { key id }
      event Done
      topic T : aws.sns
      queue Q : aws.sqs { subscribes to T  dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { calls B.look  publishes E to T } }
      service B : aws.lambda { serves look { reads X } }
      store X : aws.dynamodb
      require P.p leads to Done
    `,
    promise: 'requirement',
    steps: ['P.p is called.', 'P.p calls B.look.', 'P.p publishes E to T.', 'T passes E on to Q.'],
    choices: [],
  },
  {
    name: 'tells of one that a fault leads there what the fault follows from',
    text: `
      event E { key id }
      event Other { key id }
      queue Q : aws.sqs { drops after 1 attempt }
      queue R : aws.sqs { dead-letters after 3 attempts  alarm }
      service P : aws.lambda { serves p { sends Other to R  sends E to Q } }
      service A : aws.lambda { on E from Q { puts X } }
      service B : aws.lambda { on Other from R { reads X } }
      store X : aws.dynamodb
      require E leads to X
    `,
    promise: 'requirement',
    steps: [
      'P.p is called.',
      'P.p sends E to Q.',
      'A cannot handle this E: every try fails.',
      'Nothing keeps E when its tries are used up: it is gone.',
    ],
    choices: [[7, 1]],
  },
  {
    name: 'keeps the write with which a store publishes what is lost',
    text: `
      event E { key id }
      topic T : aws.sns
      queue D : aws.sqs { alarm }
      store X : postgres { publishes E to T with delivery at-most-once }
      service P { serves p { reads X  puts X } }
      service A : aws.lambda { on E from T with dead-letters to D { reads X } }
    `,
    promise: 'nothing-lost',
    steps: ['P.p is called.', 'P.p puts X.', 'E never arrives in T, and X does not ask.'],
    choices: [[2, 3]],
  },
  {
    name: 'keeps what an undo did of a step that is not undone',
    text: `
      orchestrator W : aws.stepfunctions { step One puts X undo { calls Bank.note with 1 retry  calls Bank.back }  step Two calls Bank.look }
      external Bank { serves look safe  serves back safe  serves note }
      store X : aws.dynamodb
    `,
    faults: 2,
    promise: 'all-or-nothing',
    steps: [
      'W begins.',
      'W puts X.',
      'Bank does not respond: W cannot call Bank.look.',
      'Step Two of W fails for good.',
      'The run of W fails, and undoes what it can.',
      'W calls Bank.note, to undo One.',
      'Bank does not respond: W cannot call Bank.back.',
      'The run of W ends as failed.',
    ],
    choices: [
      [2, 1],
      [4, 1],
    ],
  },
];

describe('a counterexample', () => {
  for (const { name, text, faults = 1, promise, steps, choices, variant = 0 } of rows) {
    it(name, async () => {
      const design = await designOf(dedent(text));
      assert.deepEqual(
        design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
        [],
      );
      const runs = explore(design, { faults }).flows.flatMap((flow) => flow.counterexamples);
      const run = runs.find((one) => one.promise === promise);
      assert.ok(run);
      assert.deepEqual(
        run.steps.map((step) => step.text),
        steps,
      );
      assert.deepEqual(
        run.steps.filter(({ breaks }) => breaks).map((step) => step.text),
        steps.slice(-1),
      );
      assert.deepEqual(run.run, { variant, budget: faults, choices: choices.map(([at, fault]) => ({ at, fault })) });
    });
  }
});
