/** How much handlers get done, and what bounds it. */
import assert from 'node:assert/strict';
import { capacityOf, quotaOf } from '../../analysis/passes/capacities.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly channel: string;
  readonly handler: string;
  /** How many run at a time and what bounds that, and how many messages a second they get done. */
  readonly can: readonly [concurrency: number, bound: string, perSecond: number] | undefined;
}

const rows: readonly Row[] = [
  { name: 'partitions', channel: 'stream Q : kafka { partitions 12 }', handler: 'in 2s', can: [12, 'partitions', 6] },
  { name: 'groups of a queue', channel: 'queue Q : aws.sqs.fifo { grouped by id in 4 groups }', handler: 'in 2s', can: [4, 'groups', 2] },
  {
    name: 'fewer groups than partitions',
    channel: 'stream Q : kafka { grouped by id in 3 groups  partitions 12 }',
    handler: 'in 1s',
    can: [3, 'groups', 3],
  },
  {
    name: 'more groups than partitions',
    channel: 'stream Q : kafka { grouped by id in 40 groups  partitions 12 }',
    handler: 'in 1s',
    can: [12, 'partitions', 12],
  },
  {
    name: 'as many groups as partitions',
    channel: 'stream Q : kafka { grouped by id in 12 groups  partitions 12 }',
    handler: 'in 1s',
    can: [12, 'partitions', 12],
  },
  {
    name: 'fewer runs than partitions',
    channel: 'stream Q : kafka { partitions 12 }',
    handler: 'in 1s with concurrency 5',
    can: [5, 'concurrency', 5],
  },
  {
    name: 'as many runs as partitions',
    channel: 'stream Q : kafka { partitions 12 }',
    handler: 'in 1s with concurrency 12',
    can: [12, 'partitions', 12],
  },
  {
    name: 'more runs than partitions',
    channel: 'stream Q : kafka { partitions 12 }',
    handler: 'in 1s with concurrency 50',
    can: [12, 'partitions', 12],
  },
  {
    name: 'runs that leave the order',
    channel: 'stream Q : kafka { partitions 12 }',
    handler: 'in 1s with ordering none, concurrency 50',
    can: [50, 'concurrency', 50],
  },
  {
    name: 'runs, where nothing comes in order',
    channel: 'queue Q : aws.sqs { grouped by id in 4 groups }',
    handler: 'in 1s with concurrency 50',
    can: [50, 'concurrency', 50],
  },
  {
    name: 'batches',
    channel: 'queue Q : aws.sqs',
    handler: 'in 500ms with concurrency 2, batch 10',
    can: [2, 'concurrency', 40],
  },
  { name: 'no time', channel: 'stream Q : kafka { partitions 12 }', handler: '', can: undefined },
  { name: 'nothing that bounds it', channel: 'queue Q : aws.sqs', handler: 'in 1s', can: undefined },
];

describe('what a handler gets done', () => {
  for (const { name, channel, handler, can } of rows)
    it(`with ${name}`, async () => {
      const design = await designOf(`event Placed { key id }\n${channel}\nservice Shop : aws.ecs { on Placed from Q ${handler} }\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const [activity = assert.fail('no handler')] = design.activities.filter(({ kind }) => kind === 'handler');
      const [hop] = design.index.hopsTo.get(activity.id) ?? [];
      const capacity = capacityOf(activity, hop);
      assert.deepEqual(capacity && [capacity.concurrency, capacity.bound, capacity.perSecond], can);
    });
});

describe('what an element can take', () => {
  for (const [text, rate] of [
    ['store Rows { throughput 100/s }', { average: 100, peak: 100 }],
    ['store Rows { throughput 100/s per partition  partitions 4 }', { average: 400, peak: 400 }],
    ['store Rows { throughput 100..300/s per partition  partitions 4 }', { average: 400, peak: 1200 }],
    ['store Rows { throughput 100/s per partition }', undefined],
    ['store Rows { partitions 4 }', undefined],
  ] as const)
    it(`is said by ${text}`, async () => {
      const { elements } = await designOf(text);
      const [element = assert.fail('no store')] = elements;
      assert.deepEqual(quotaOf(element)?.value, rate);
    });
});
