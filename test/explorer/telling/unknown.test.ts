/** What is told of a design that somebody still writes: a message whose name is not known is a message all the same. */
import assert from 'node:assert/strict';
import { designOf } from '../../support/design.ts';
import { lineOf, play, type Struck } from '../telling.ts';

const text = `
  service P { serves p { sends Nothing to Q  sends Nothing to U  puts X  publishes Nothing to T via outbox X } }
  service A : aws.lambda { on Nothing from Q { increments X } }
  service B : aws.lambda { on Nothing from T { increments X } }
  queue Q : aws.sqs { dead-letters after 3 attempts }
  queue U : aws.sqs.fifo { grouped by id  dead-letters after 3 attempts  alarm }
  topic T : aws.sns
  store X : aws.dynamodb
`;

const runs: readonly (readonly [name: string, strikes: readonly Struck[], says: readonly string[], breaks: readonly string[]])[] = [
  [
    'a run without a fault',
    [],
    [
      'event P [p] | P.p is called.',
      'event Q [message] | The message comes in on Q.',
      'event U [message] | The message comes in on U.',
      'access P > X [puts X] ×1 | P.p puts X.',
      'access P > X [publishes a message] ×1 | P.p stores the message in the outbox of X.',
      'message Q > A [message] | Q delivers the message to A.',
      'access A > X [increments X] ×1 | A increments X.',
      'acknowledge A > Q [acknowledged] | A acknowledges the message.',
      'event T [message] | The message comes in on T.',
      'message T > B [message] | T delivers the message to B.',
      'access B > X [increments X] ×1 | B increments X.',
      'acknowledge B > T [acknowledged] | B acknowledges the message.',
    ],
    [],
  ],
  [
    'what cannot be handled',
    [['Q delivers the message to A.', 'the message cannot be handled']],
    [
      'event Q > A [cannot be handled] !poison failed | A cannot handle this message: every try fails.',
      'message Q > Q.dead-letters [message] failed | Q parks the message in its dead letters, where nobody looks.',
      'event Q.dead-letters [message] breaks | The message comes in on Q.dead-letters.',
      'event T [message] | The message comes in on T.',
      'message T > B [message] | T delivers the message to B.',
      'access B > X [increments X] ×1 | B increments X.',
      'acknowledge B > T [acknowledged] | B acknowledges the message.',
    ],
    ['the message lies in the dead letters of Q, and nobody looks there.'],
  ],
  [
    'a crash, and what takes place twice by it',
    [['B acknowledges the message.', 'B crashes']],
    [
      'event B [crash] !crash | B crashes after `increments X`, before it acknowledges the message: T delivers it again.',
      'message T > B [message · 2nd delivery] | T delivers the message to B again.',
      'access B > X [increments X · 2nd time] breaks ×2 | B increments X a second time.',
      'acknowledge B > T [acknowledged] | B acknowledges the message.',
    ],
    ['increments X took place twice for one message.'],
  ],
  [
    'what is lost',
    [['T delivers the message to B.', 'the message cannot be handled']],
    [
      'event T > B [cannot be handled] !poison failed | B cannot handle this message: every try fails.',
      'event T [lost] failed breaks | Nothing keeps the message when its tries are used up: it is gone.',
    ],
    ['the message is lost: B cannot handle it, and when its tries are used up nothing keeps it.'],
  ],
];

describe('what is told of a message that is not known', () => {
  for (const [name, strikes, says, breaks] of runs) {
    it(name, async () => {
      const design = await designOf(text);
      assert.ok(design.problems.every(({ rule }) => rule === 'unknown-name'));
      const run = play(design, 'P.p is called', strikes);
      const from = strikes.length > 0 ? run.steps.findIndex(({ fault }) => fault !== undefined) : 0;
      assert.deepEqual(
        run.steps.slice(from).map((step) => lineOf(design, step)),
        says,
      );
      assert.deepEqual(
        run.breaches.map((breach) => breach.text),
        breaks,
      );
    });
  }
});
