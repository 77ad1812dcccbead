/** What may run or arrive twice, and why. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { duplicates } from '../../analysis/passes/duplicates.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Activities that may run again and messages that may be in a channel twice, each with the reason. */
  readonly twice: readonly string[];
}

const declared = `
  event A { key id }
  event B { key id }
  queue Plain
  queue Once : aws.sqs.fifo
  queue Often : aws.sqs
  topic T
  store Rows
`;

const rows: readonly Row[] = [
  {
    name: 'nothing, where nobody tries anything again',
    text: 'service S { serves go { publishes A to T } }\nservice M { on A from T }',
    twice: [],
  },
  {
    name: 'what is published again reaches those who hear it, and nobody who hears something else',
    text: 'service S { serves go { publishes A to T with 2 retries  publishes B to T } }\nservice M { on A from T }\nservice N { on B from T }',
    twice: ['A in T: S.go retries publishing A', 'M: S.go retries publishing A'],
  },
  {
    name: 'a channel that drops repeats drops what is sent again, and delivers it again itself',
    text: 'service S { serves go { sends A to Once with 2 retries } }\nservice M { on A from Once }',
    twice: ['M: Once (aws.sqs.fifo) may deliver A twice'],
  },
  {
    name: 'what is put back comes too late to be dropped',
    text: `service S { serves go { sends A to In } }
      queue In : aws.sqs.fifo { dead-letters to Parked after 3 attempts }
      queue Parked : aws.sqs.fifo { redrives to In }
      service M { on A from In }`,
    twice: ['A in In: Parked may be redriven to In', 'M: In (aws.sqs.fifo) may deliver A twice'],
  },
  {
    name: 'an operation that is called again, whatever key it is given',
    text: 'service S { serves go { calls M.run with 2 retries, key id } }\nservice M { serves run { calls N.run } }\nservice N { serves run }',
    twice: ['M: S.go retries calling M.run', 'N: M.run calls N.run again when it is repeated'],
  },
  {
    name: 'a run without a name, and none with one',
    text: `service S { serves go { starts V with 2 retries, key id  starts W with 2 retries } }
      orchestrator V { step Run calls M.run }
      orchestrator W { step Run calls M.run }
      service M { serves run }`,
    twice: ['W: S.go retries starting W', 'M: W calls M.run again when it is repeated'],
  },
  {
    name: 'a run that a message begins without a name, none that has one, and none that waits for the message',
    text: `orchestrator U { subscribes to Often for A with key id  step Run calls M.run }
      orchestrator V { step Wait waits for A from Often }
      orchestrator W { subscribes to Often for A  step Run calls M.run }
      service M { serves run }`,
    twice: ['W: Often (aws.sqs) may deliver A twice', 'M: W calls M.run again when it is repeated'],
  },
  {
    name: 'what a change stream tells, and not for a read',
    text: 'service S { on A from Often { puts Rows  reads Sums } }\nstore Sums { publishes B to T }\nservice M { on B from T }',
    twice: ['S: Often (aws.sqs) may deliver A twice'],
  },
  {
    name: 'what a change stream tells of a write that is repeated',
    text: 'service S { on A from Often { puts Sums } }\nstore Sums { publishes B to T }\nservice M { on B from T }',
    twice: [
      'B in T: Sums publishes B again when it is repeated',
      'S: Often (aws.sqs) may deliver A twice',
      'Sums: Sums publishes again when S writes again',
      'M: Sums publishes B again when it is repeated',
    ],
  },
  {
    name: 'a row of an outbox',
    text: 'service S { serves go { publishes A to T via outbox Rows } }\nservice M { on A from T }',
    twice: ["A in T: the relay of Rows's outbox may publish A twice", "M: the relay of Rows's outbox may publish A twice"],
  },
  {
    name: 'what is parked is not parked twice for that',
    text: 'service S { serves go { sends A to Plain with 2 retries } }\nqueue Unseen\nservice M { on A from Plain with dead-letters to Unseen after 3 attempts }\nservice N { on A from Unseen }',
    twice: ['A in Plain: S.go retries publishing A', 'M: S.go retries publishing A'],
  },
  {
    name: 'a consumer that tries again itself',
    text: 'service S { serves go { sends A to Plain } }\nservice M { on A from Plain with 2 retries }',
    twice: ['M: M is tried again with the same A when it fails'],
  },
  {
    name: 'what is put back into a topic comes too late to be dropped behind it',
    text: `service S { serves go { publishes A to T } }
      queue Dropping { subscribes to T  delivery at-least-once  deduplicates within 5m  dead-letters to Parked after 3 attempts }
      queue Parked { redrives to T }
      service M { on A from Dropping }`,
    twice: ['A in T: Parked may be redriven to T', 'A in Dropping: Parked may be redriven to T', 'M: Dropping may deliver A twice'],
  },
  {
    name: 'what is published again comes soon enough to be dropped behind a topic',
    text: `service S { serves go { publishes A to T with 2 retries } }
      queue Dropping { subscribes to T  deduplicates within 5m }
      service M { on A from Dropping }`,
    twice: ['A in T: S.go retries publishing A'],
  },
  {
    name: 'a run that its product may run twice',
    text: `service S { serves go { sends A to Plain } }
      orchestrator W : aws.stepfunctions.express { subscribes to Plain for A  step Run calls M.run }
      service M { serves run }`,
    twice: ['W: W (aws.stepfunctions.express) may run a run twice', 'M: W calls M.run again when it is repeated'],
  },
  {
    name: 'a step of a run that its product keeps, where one way to begin it gives it no name',
    text: `service S { serves go { starts V with key id  starts W with key id }  serves other { starts V with key id  starts W } }
      orchestrator V : aws.lambda.durable { subscribes to Plain for A with key id  step Run calls M.run }
      orchestrator W : aws.lambda.durable { subscribes to Plain for A with key id  step Run reads Rows }
      service M { serves run }`,
    twice: ['W: W (aws.lambda.durable) may run a step twice'],
  },
  {
    name: 'a start in what is repeated',
    text: 'service S { on A from Often { starts W } }\norchestrator W { step Run calls M.run }\nservice M { serves run }',
    twice: [
      'S: Often (aws.sqs) may deliver A twice',
      'W: S starts W again when it is repeated',
      'M: W calls M.run again when it is repeated',
    ],
  },
  {
    name: 'a publish that is said to arrive at least once is not sent twice for that',
    text: 'service S { serves go { publishes A to T with delivery at-least-once } }\nservice M { on A from T }',
    twice: [],
  },
  {
    name: 'a consumer that does not try again, one that does in a transaction, and a channel that tries again while nobody says how often it delivers',
    text: `queue Trying { 2 retries }
      service S { serves go { sends A to Plain  publishes A to T  sends A to Trying } }
      service L { on A from Plain with 0 retries }
      service M { on A from T with delivery exactly-once, 2 retries }
      service N { on A from Trying }`,
    twice: [],
  },
  {
    name: 'what a store tells a function of',
    text: 'service S { serves go { puts Sums } }\nstore Sums { sends B to M }\nservice M : aws.lambda { on B }',
    twice: ['M: Sums may tell of B twice'],
  },
  {
    name: 'an undo is not repeated with its step',
    text: 'service S { serves go { calls W with 2 retries } }\norchestrator W { step Run reads Rows undo { publishes A to T } }\nservice M { on A from T }',
    twice: ['W: S.go retries calling W'],
  },
];

describe('what comes twice', () => {
  for (const { name, text, twice } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const { activities, channels } = analysisOf(design, duplicates);
      const running = design.activities.flatMap(({ id, element }) => {
        const cause = activities.get(id);
        return cause ? [`${element.name}: ${cause.text}`] : [];
      });
      const lying = [...channels].map(([id, cause]) => `${id.replace(/^.*\.(.*)\n.*\.(.*)$/, '$2 in $1')}: ${cause.text}`);
      assert.deepEqual([...lying, ...running], twice);
    });
});
