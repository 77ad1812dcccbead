/** Who may get a message twice and do something that twice is not the same as once. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { objectOf } from '../../analysis/names.ts';
import { type ExposedConsumer, exposedConsumers } from '../../analysis/passes/consumers.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Each with what comes twice why, what the broker does against it, and what differs then. */
  readonly exposed: readonly string[];
}

const declared = `
  event A { key id }
  event B { key id }
  event Minor { key id  expendable }
  queue Plain : aws.sqs
  queue Once : aws.sqs.fifo
  store Sums
  store Rows
`;

const rows: readonly Row[] = [
  { name: 'a handler that adds up', text: 'service S { on A from Plain { increments Sums } }', exposed: ['S redelivery: Sums'] },
  { name: 'one that puts the same row again', text: 'service S { on A from Plain { puts Rows } }', exposed: [] },
  { name: 'one of which nobody says what it does', text: 'service S { on A from Plain }', exposed: ['S redelivery: '] },
  { name: 'one that has nothing to do', text: 'service S { on A from Plain {} }', exposed: [] },
  { name: 'one that recognises what it has seen', text: 'service S { on A from Plain idempotent { increments Sums } }', exposed: [] },
  { name: 'one that recognises it, whatever it does', text: 'service S { on A from Plain idempotent }', exposed: [] },
  { name: 'an operation, which nothing delivers to', text: 'service S { serves go { increments Sums } }', exposed: [] },
  { name: 'a system of others', text: 'external S { on A from Plain }', exposed: [] },
  {
    name: 'a join of which nobody says what it does',
    text: 'service S { on all of A, B using Rows from Plain }',
    exposed: ['S redelivery: '],
  },
  {
    name: 'a join that adds up',
    text: 'service S { on all of A, B using Rows from Plain { increments Sums } }',
    exposed: ['S redelivery: Sums'],
  },
  { name: 'messages that may get lost', text: 'service S { on Minor from Plain { increments Sums } }', exposed: [] },
  {
    name: 'messages of which some may get lost',
    text: 'service S { on Minor, A from Plain { increments Sums } }',
    exposed: ['S redelivery: Sums'],
  },
  {
    name: 'a broker that drops what is sent twice, and delivers more than once',
    text: 'service S { on A from Once { increments Sums } }',
    exposed: ['S redelivery, deduplicates: Sums'],
  },
  {
    name: 'of two channels the one whose broker does nothing about it',
    text: 'actor U { sends A to Once  sends A to Plain }\nservice S { on A { increments Sums } }',
    exposed: ['S redelivery: Sums'],
  },
  {
    name: 'the same the other way round',
    text: 'actor U { sends A to Plain  sends A to Once }\nservice S { on A { increments Sums } }',
    exposed: ['S redelivery: Sums'],
  },
  {
    name: 'of a channel of which nobody says how often it delivers and one whose broker drops repeats the latter',
    text: 'queue Unknown\nactor U { sends A to Unknown  sends A to Once }\nservice S { on A { increments Sums } }',
    exposed: ['S redelivery, deduplicates: Sums'],
  },
  {
    name: 'a channel of which nobody says how often it delivers',
    text: 'queue Unknown\nservice S { on A from Unknown { increments Sums } }',
    exposed: ['S nobody knows why: Sums'],
  },
  { name: 'a system of others that adds up', text: 'external S { on A from Plain { increments Sums } }', exposed: [] },
  { name: 'somebody who adds up', text: 'actor S { on A from Plain { increments Sums } }', exposed: [] },
  {
    name: 'a channel that delivers once, if its consumer lives',
    text: 'queue Exact { delivery exactly-once }\nservice S { on A from Exact { increments Sums } }',
    exposed: ['S redelivery, exactly-once: Sums'],
  },
  {
    name: 'of a channel that delivers once and one that drops repeats the latter',
    text: 'queue Exact { delivery exactly-once }\nactor U { sends A to Exact  sends A to Once }\nservice S { on A { increments Sums } }',
    exposed: ['S redelivery, deduplicates: Sums'],
  },
  {
    name: 'of a channel of which nobody says how often it delivers and one that delivers once the latter',
    text: 'queue Exact { delivery exactly-once }\nqueue Unknown\nactor U { sends A to Unknown  sends A to Exact }\nservice S { on A { increments Sums } }',
    exposed: ['S redelivery, exactly-once: Sums'],
  },
  {
    name: 'a channel that delivers once at most, and one who is tried again nevertheless',
    text: `queue Lossy { delivery at-most-once }
      service S { on A from Lossy { increments Sums } }
      service T { on A from Lossy with 2 retries { increments Sums } }`,
    exposed: ['T redelivery: Sums'],
  },
  {
    name: 'what is certain before what is not',
    text: 'service S { on A from Plain { calls T.go  increments Sums } }\nservice T { serves go }',
    exposed: ['S redelivery: Sums, T.go'],
  },
  {
    name: 'a workflow that is begun under a name, and one that is not',
    text: `orchestrator V : aws.stepfunctions { subscribes to Plain for A with key id  step Add increments Sums }
      orchestrator W : aws.stepfunctions { subscribes to Plain for A  step Add increments Sums }`,
    exposed: ['W redelivery: Sums'],
  },
];

function said({ activity, cause, broker, differences }: ExposedConsumer): string {
  const how = [cause?.kind ?? 'nobody knows why', ...(broker ? [broker] : [])].join(', ');
  return `${activity.element.name} ${how}: ${differences.map(({ effect }) => objectOf(effect)).join(', ')}`;
}

describe('consumers that a message may come to twice', () => {
  for (const { name, text, exposed } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(analysisOf(design, exposedConsumers).map(said), exposed);
    });
});
