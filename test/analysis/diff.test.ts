import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Change } from '../../analysis/diff/change.ts';
import { changes } from '../../analysis/diff/changes/index.ts';
import { compareDesigns } from '../../analysis/diff/compare.ts';
import { versionOf } from '../support/changes.ts';
import type { Texts } from '../support/design.ts';

async function compare(before: Texts, after: Texts): Promise<readonly Change[]> {
  return compareDesigns(await versionOf(before), await versionOf(after));
}

const signs = { worse: '-', better: '+', other: '~' } as const;

/** What both versions of a case have in common. */
const shop = `event Paid { key id  critical }
external Web { sends Paid to Ledger }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { puts Rows } }
store Rows : aws.dynamodb
`;

/** A kind of change, the text before and after, and the sentences of that kind with their signs: - worse, + better, ~ other. */
const cases: readonly (readonly [kind: string, before: string, after: string, sentences: readonly string[]])[] = [
  ['elements', 'service A', 'service A\nqueue Q : aws.sqs', ['~ Adds the queue Q (aws.sqs).']],
  ['elements', 'store S : aws.s3', '', ['~ Removes the store S (aws.s3).']],
  [
    'elements',
    'event E { key id }\nexternal X { publishes E }',
    'event E { key id }\nexternal X { publishes E }\nservice A { on E { } }',
    ['~ Adds the service A, which takes E.'],
  ],
  [
    'elements',
    'queue Q : aws.sqs',
    'topic Q : aws.sns',
    ['~ Q is a topic now; it was a queue.', '~ Q runs on aws.sns now; it was aws.sqs.'],
  ],
  ['elements', 'queue Q : aws.sqs', 'queue Q', ['~ Q no longer says that it runs on aws.sqs.']],
  ['elements', '', 'queue A\nqueue B\nservice S\nqueue C\nqueue D', ['~ Adds 4 queues: A, B, C and D.', '~ Adds the service S.']],
  ['elements', 'queue Q { dead-letters after 5 attempts }', 'queue Q', []],
  ['messages', 'event A { key id }', 'command B { key id }', ['~ Removes the event A.', '~ Adds the command B.']],
  [
    'messages',
    'event A { key id }',
    'event A { key id + day  critical  ordered by id  version 2 }',
    [
      '~ Losing A is an incident now; it was a defect.',
      '~ A must come in order per id now.',
      '~ A is told apart by id + day now; it was id.',
      '~ A is version 2 now.',
    ],
  ],
  [
    'messages',
    'event A { ordered  expendable  version 1 }',
    'event A',
    ['~ Losing A is a defect now; it was fine.', '~ A need no longer come in order.', '~ A has no version any more; it was 1.'],
  ],
  [
    'consumers',
    `queue Ledger\n${shop}service Audit`,
    `queue Ledger\n${shop.replace('on Paid from Ledger { puts Rows }', '')}service Audit { on Paid from Ledger { } }`,
    ['~ Books no longer takes Paid.', '~ Audit takes Paid now.'],
  ],
  [
    'consumers',
    `queue Ledger\n${shop}`,
    `queue Ledger\n${shop.replace('on Paid from Ledger { puts Rows }', '')}`,
    ['- Nobody takes Paid any more; it was Books.'],
  ],
  [
    'effects',
    'event E\ntopic T\nservice A { reads S  publishes E to T }\nstore S',
    'event E\ntopic T\nservice A { increments S  calls B.run }\nservice B { serves run }\nstore S',
    ['~ A no longer reads S.', '~ A no longer publishes E.', '~ A increments S now.', '~ A calls B.run now.'],
  ],
  [
    'dead-letters',
    `queue Ledger : aws.sqs { dead-letters after 5 attempts }\n${shop}`,
    `queue Ledger : aws.sqs\n${shop}`,
    ['- Removes the only dead-letter queue of Ledger.'],
  ],
  [
    'dead-letters',
    `queue Ledger : aws.sqs\nqueue Failed : aws.sqs\n${shop}`,
    `queue Ledger : aws.sqs { dead-letters to Failed after 5 attempts }\nqueue Failed : aws.sqs\n${shop}`,
    ['+ Gives Ledger a dead-letter queue: Failed (aws.sqs).'],
  ],
  [
    'dead-letters',
    `queue Ledger : aws.sqs { dead-letters after 5 attempts }\nqueue Failed : aws.sqs\n${shop}`,
    `queue Ledger : aws.sqs { dead-letters group to Failed after 1 attempt }\nqueue Failed : aws.sqs\n${shop}`,
    [
      '+ Ledger parks the whole group now, so that order survives.',
      '~ Ledger parks what fails in Failed (aws.sqs) now; it was a queue of its own.',
      '~ Ledger parks after 1 attempt now; it was 5.',
    ],
  ],
  [
    'loss',
    `queue Ledger : aws.sqs { dead-letters after 5 attempts }\n${shop}`,
    `queue Ledger : aws.sqs { drops after 3 attempts }\n${shop}`,
    ['- Paid may now be lost on its way to Books: Ledger (aws.sqs) gives up after 3 attempts and parks it nowhere.'],
  ],
  [
    'loss',
    `queue Ledger : aws.sqs { dead-letters after 5 attempts }\n${shop}`,
    `queue Ledger : aws.sqs { dead-letters after 5 attempts }\n${shop.replace('from Ledger', 'from Ledger with acknowledges first')}`,
    ['- Paid may now be lost on its way to Books: Books acknowledges it before the work is done.'],
  ],
  [
    'loss',
    `topic All : aws.sns\nqueue Ledger : aws.sqs { subscribes to All for Paid  dead-letters after 5 attempts }\n${shop.replace('sends Paid to Ledger', 'publishes Paid to All')}`,
    `topic All : aws.sns\nqueue Dead : aws.sqs\nqueue Ledger : aws.sqs { subscribes to All for Paid with dead-letters to Dead  dead-letters after 5 attempts }\n${shop.replace('sends Paid to Ledger', 'publishes Paid to All')}`,
    ['+ Nothing loses Paid on its way to Books any more.'],
  ],
  [
    'loss',
    `queue Ledger : aws.sqs { dead-letters after 5 attempts }\n${shop.replace('critical', 'expendable')}`,
    `queue Ledger : aws.sqs { drops after 3 attempts }\n${shop.replace('critical', 'expendable')}`,
    [],
  ],
  [
    'duplicates',
    `queue Ledger : aws.sqs\n${shop.replace('puts', 'increments')}`,
    `queue Ledger : aws.sqs\n${shop.replace('{ puts', 'idempotent by id within 2d using Rows { increments')}`,
    ['+ Books becomes idempotent by id within 2d using Rows.'],
  ],
  [
    'duplicates',
    `queue Ledger : aws.sqs\n${shop}`,
    `queue Ledger : aws.sqs\n${shop.replace('puts', 'appends')}`,
    ['- Books is no longer idempotent: a second Paid does its work again.'],
  ],
  [
    'duplicates',
    `queue Ledger { delivery at-most-once }\n${shop.replace('puts', 'increments').replace(' : aws.lambda', '')}`,
    `queue Ledger { delivery at-least-once }\n${shop.replace('puts', 'increments').replace(' : aws.lambda', '')}`,
    ['- Books can now get Paid twice, and is not idempotent.'],
  ],
  [
    'duplicates',
    `queue Ledger\n${shop.replace('{ puts', 'idempotent by id { increments')}`,
    `queue Ledger\n${shop.replace('{ puts', 'idempotent by id within 1h { increments')}`,
    ['~ Books recognises repeats by id within 1h now; it was by id.'],
  ],
  [
    'order',
    `queue Ledger : aws.sqs.fifo { grouped by id }\n${shop.replace('critical', 'ordered by id')}`,
    `queue Ledger : aws.sqs\n${shop.replace('critical', 'ordered by id')}`,
    ['- Paid may now reach Books out of order per id: Ledger (aws.sqs) keeps no order.'],
  ],
  [
    'order',
    `queue Ledger : aws.sqs.fifo { grouped by day }\n${shop.replace('critical', 'ordered by id')}`,
    `queue Ledger : aws.sqs.fifo { grouped by id }\n${shop.replace('critical', 'ordered by id')}`,
    ['+ Paid reaches Books in order per id now.'],
  ],
  [
    'state',
    'service Cart { keeps Basket in memory  keeps Rates on disk }\nstore Baskets',
    'service Cart { keeps Basket in Baskets  keeps Users in memory }\nstore Baskets',
    ['- Cart keeps Users in memory now.', '+ Cart no longer keeps Rates.', '+ Cart keeps Basket in Baskets now; it was in memory.'],
  ],
  [
    'calls',
    'service A { serves go { calls B.run with timeout 5s, 3 retries } }\nservice B { serves run }\nservice C',
    'service A { serves go { calls B.run with timeout 2s, 1 retry exponential from 1s jitter, key id, circuit-breaker, fallback C } }\nservice B { serves run }\nservice C',
    [
      '+ A.go’s call of B.run has a circuit breaker now.',
      '+ A.go’s call of B.run falls back to C now.',
      '~ A.go’s call of B.run waits 2s at most now; it was 5s.',
      '~ A.go’s call of B.run tries again: 1 retry exponential from 1s jitter now; it was 3 retries.',
      '~ A.go’s call of B.run carries the key id now.',
    ],
  ],
  [
    'guarantees',
    `queue Ledger : aws.sqs\n${shop}`,
    `queue Ledger : aws.sqs.fifo { visibility 2m  retention 1d  grouped by id }\n${shop}`,
    [
      '~ From Ledger to Books: order is per key now (aws.sqs.fifo); it was none.',
      '~ From Ledger to Books: group is id now; it was none.',
      '~ From Ledger to Books: retention is 1d now; it was 4d.',
      '~ From Ledger to Books: visibility is 2m now; it was 30s.',
    ],
  ],
  [
    'guarantees',
    `queue Ledger { delivery at-least-once }\n${shop}`,
    `queue Ledger { delivery at-most-once }\n${shop}`,
    ['~ From Ledger to Books: delivery is at-most-once now; it was at-least-once.'],
  ],
  [
    'settings',
    'service A { instances 1  timeout 5s  alarm }\nstore S { ttl 1h }',
    'service A { instances 2..10  timeout 10s }\nstore S { throughput 20..100/s }',
    [
      '- A has no alarm any more.',
      '~ A: the number of instances is 2 to 10 now; it was 1.',
      '~ A: time limit is 10s now; it was 5s.',
      '~ S: throughput is 20/s to 100/s now.',
      '~ S: time to live is no longer known; it was 1h.',
    ],
  ],
  ['settings', 'service A : aws.lambda', 'service A : aws.lambda { timeout 10m }', ['~ A: time limit is 10m now; it was 3s.']],
  ['settings', 'queue Q', 'queue Q { deduplicates by id within 1h }', ['~ Q: deduplication is by id within 1h now.']],
  [
    'workflows',
    'orchestrator W { step A calls S.a undo S.b  step B calls S.b }\nservice S { serves a  serves b }',
    'orchestrator W { step A calls S.a on failure C  step C calls S.b undo S.a }\nservice S { serves a  serves b }',
    [
      '- The step A of W is not undone any more when the run fails; it was, by S.b.',
      '~ W no longer has the step B, which calls S.b.',
      '~ W has a step C now, which calls S.b.',
      '~ The step A of W goes on with C now when it fails.',
    ],
  ],
  [
    'flows',
    'service A { serves go }\nflow F from A.go { within 1s }\nflow G from A.go',
    'service A { serves go }\nflow F from A.go { within 2s  critical }\nflow H from A.go { available 99.9% }',
    [
      '~ Removes the flow G.',
      '~ Adds the flow H, which promises an availability of 99.9%.',
      '~ The flow F promises an answer within 2s now; it was an answer within 1s.',
      '~ The flow F is critical now.',
    ],
  ],
  [
    'faults',
    `queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }\n${shop}`,
    `queue Ledger : aws.sqs { drops after 3 attempts }\n${shop}`,
    [
      '- Not every fault is survived any more by “Web sends Paid”: Paid is lost: Books cannot handle it, and when its tries are used up nothing keeps it.',
    ],
  ],
  [
    'stores',
    `queue Ledger : aws.sqs\n${shop}store Copy { rebuilt from Rows }\n`,
    `queue Ledger : aws.sqs\n${shop}store Copy { rebuilt from Rows within 5s  index id }\n`,
    ['~ Copy is rebuilt from Rows within 5s now; it was from Rows.', '~ Copy is indexed by id now.'],
  ],
  [
    'faults',
    `queue Ledger : aws.sqs\n${shop.replace('{ puts', '{ increments')}`,
    `queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }\n${shop.replace('{ puts', 'idempotent by id using Rows { increments')}`,
    ['+ Any one fault is survived now by “Web sends Paid”.'],
  ],
  [
    'faults',
    `queue Ledger : aws.sqs { dead-letters after 5 attempts }\n${shop}`,
    `queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }\n${shop.replace('puts', 'increments')}actor Clerk { sends Paid to Ledger }\n`,
    [
      '- A new way to fail, in “Web sends Paid”: increments Rows took place twice for one Paid.',
      '+ No longer a way to fail, in “Web sends Paid”: Paid lies in the dead letters of Ledger, and nobody looks there.',
    ],
  ],
];

describe('what a change does to a design', () => {
  for (const [index, [kind, before, after, sentences]] of cases.entries()) {
    it(`${kind} ${index + 1}: ${sentences[0] ?? 'nothing'}`, async () => {
      const found = (await compare(before, after)).filter((change) => change.kind === kind);
      assert.deepEqual(
        found.map(({ bearing, text }) => `${signs[bearing]} ${text}`),
        sentences,
      );
    });
  }

  it('has a table for every kind, and each its own place in reports', () => {
    const tables = new URL('diff/changes/', import.meta.url);
    assert.deepEqual(readdirSync(tables).sort(), changes.map(({ id }) => `${id}.test.ts`).sort());
    assert.equal(new Set(changes.map(({ rank }) => rank)).size, changes.length, 'no two kinds share a place in reports');
  });

  it('tells what is small first, in the order in which people read', async () => {
    const after = `queue Other
      event Sent { key id }
      external Desk { sends Sent to Other }
      service Books { timeout 9s  on Paid from Ledger { puts Rows }  on Sent from Ledger { reads Rows } }`;
    const found = await compare(`queue Ledger\n${shop}`, `queue Ledger\n${shop.replace(/service Books.*/, after)}`);
    assert.deepEqual(
      [...new Set(found.filter(({ bearing }) => bearing === 'other').map(({ kind }) => kind))],
      ['elements', 'products', 'messages', 'consumers', 'effects', 'guarantees', 'settings'],
    );
  });

  it('says the same sentence once', async () => {
    const systems = (queue: string): string => `system x { ${queue} }\nsystem y { ${queue} }`;
    assert.deepEqual(
      (await compare(systems('queue Q'), systems('service A'))).map(({ kind, text }) => `${kind}: ${text}`),
      ['elements: Removes the queue Q.', 'elements: Adds the service A.'],
    );
  });

  it('says where: what has gone in the old version, all else in the new one', async () => {
    const found = await compare('service A\nqueue Q', 'service B\nservice A { timeout 1s }');
    assert.deepEqual(
      found.map(({ text, side, source }) => `${side} ${source.range.start.line + 1}: ${text}`),
      ['before 2: Removes the queue Q.', 'after 1: Adds the service B.', 'after 2: A: time limit is 1s now.'],
    );
  });

  it('knows elements of several files outside of any system by their file', async () => {
    const before = { 'a.arch': 'queue Q', 'b.arch': 'queue Q { delay 1m }' };
    assert.deepEqual(await compare(before, { ...before, '0.arch': 'system x { }' }), []);
    const found = await compare(before, { 'a.arch': 'queue Q { delay 2m }', 'b.arch': 'queue Q { delay 1m }' });
    assert.deepEqual(
      found.map(({ text }) => text),
      ['Q: delay is 2m now.'],
    );
  });

  it('knows a single file by what is in it, whatever its name', async () => {
    assert.deepEqual(await compare({ 'old.arch': shop }, { 'new.arch': shop }), []);
  });
});
