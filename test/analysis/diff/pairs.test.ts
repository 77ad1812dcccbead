/** What is compared with what: handlers that take more or less, that are parted and put together, and what is said of them by all kinds of change. */
import assert from 'node:assert/strict';
import { compareDesigns } from '../../../analysis/diff/compare.ts';
import { versionOf } from '../../support/changes.ts';

const rest = `
event A { key id }
event B { key id }
event C { key id }
topic T : aws.sns
queue Q : aws.sqs { subscribes to T for A, B, C  dead-letters after 5 attempts  alarm }
queue R : aws.sqs { subscribes to T for A, B, C  dead-letters after 5 attempts  alarm }
external X { publishes A to T  publishes B to T  publishes C to T }
external P { serves pay }
store S
store Z
service O { on A, B, C from R { puts Z } }`;

interface Row {
  readonly name: string;
  /** What a service K has in its body. */
  readonly before: string;
  readonly after: string;
  /** All that is said of it, runs under faults aside. */
  readonly says: readonly string[];
  /** The same of the way back. */
  readonly back: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: 'one message more, and one less',
    before: 'on A from Q with timeout 5s { puts S }',
    after: 'on A, B from Q with timeout 6s { puts S }',
    says: ['~ K also takes B now, as it takes A.', '~ K on A and B is cut off after 6s now; it was 5s.'],
    back: ['~ K no longer takes B, only A.', '~ K on A is cut off after 5s now; it was 6s.'],
  },
  {
    name: 'two messages more, and idempotent no longer',
    before: 'on A from Q idempotent { appends S }',
    after: 'on A, B, C from Q { appends S }',
    says: ['- K is no longer idempotent: a second A, B or C does its work again.', '~ K also takes B and C now, as it takes A.'],
    back: ['+ K becomes idempotent by id.', '~ K no longer takes B and C, only A.'],
  },
  {
    name: 'a handler of one message parted from that of two, which does without what the first had',
    before: 'on A, B from Q idempotent with timeout 5s { appends S }',
    after: 'on A from Q idempotent with timeout 5s { appends S }  on B from Q { appends S }',
    says: ['- K on B is no longer idempotent: a second B does its work again.', '~ K on B is no longer cut off after 5s.'],
    back: ['+ K becomes idempotent by id.', '~ K on A and B is cut off after 5s now.'],
  },
  {
    name: 'a handler parted in two that do different things',
    before: 'on A, B from Q { puts S }',
    after: 'on A from Q { puts S }  on B from Q { puts Z }',
    says: ['~ K puts Z now.', '~ K puts S on A now; it was on A and B.'],
    back: ['~ K no longer puts Z.', '~ K puts S on A and B now; it was on A.'],
  },
  {
    name: 'nothing of a handler parted in two that do the same',
    before: 'on A, B from Q { puts S }',
    after: 'on A from Q { puts S }  on B from Q { puts S }',
    says: [],
    back: [],
  },
  {
    name: 'two put together, each compared with what it was',
    before: 'on A from Q { calls P.pay with timeout 5s }  on B from Q with timeout 9s { calls P.pay with timeout 6s }',
    after: 'on A, B from Q { calls P.pay with timeout 5s }',
    says: ['~ K’s call of P.pay on A and B waits 5s at most now; it was 6s.', '~ K on A and B is no longer cut off after 9s.'],
    back: ['~ K’s call of P.pay on B waits 6s at most now; it was 5s.', '~ K on B is cut off after 9s now.'],
  },
  {
    name: 'another message in the place of one, by what is done',
    before: 'on A from Q with timeout 5s { puts S  reads Z }',
    after: 'on B from Q with timeout 6s { puts S  reads Z }',
    says: ['~ K takes B now, in place of A.', '~ K on B is cut off after 6s now; it was 5s.'],
    back: ['~ K takes A now, in place of B.', '~ K on A is cut off after 5s now; it was 6s.'],
  },
  {
    name: 'not another message in the place of one, where other things are done',
    before: 'on A from Q with timeout 5s { puts S  reads Z }',
    after: 'on B from Q with timeout 6s { puts S  puts Z }',
    says: ['~ K no longer takes A.', '~ K takes B now.', '~ K no longer reads Z.', '~ K puts Z now.', '~ K puts S on B now; it was on A.'],
    back: ['~ K no longer takes B.', '~ K takes A now.', '~ K no longer puts Z.', '~ K reads Z now.', '~ K puts S on A now; it was on B.'],
  },
  {
    name: 'bodies that are exchanged',
    before: 'on A from Q { puts S }  on B from Q { puts Z }',
    after: 'on A from Q { puts Z }  on B from Q { puts S }',
    says: ['~ K puts S on B now; it was on A.', '~ K puts Z on A now; it was on B.'],
    back: ['~ K puts Z on B now; it was on A.', '~ K puts S on A now; it was on B.'],
  },
  {
    name: 'nothing of the order of two handlers of one message',
    before: 'on A from Q { puts S }  on A from R { puts Z }',
    after: 'on A from R { puts Z }  on A from Q { puts S }',
    says: [],
    back: [],
  },
  {
    name: 'what is done on what comes from one of two places',
    before: 'on A from Q { puts S }  on A from R { puts Z  puts S }',
    after: 'on A from R { puts Z }  on A from Q { puts S }',
    says: ['~ K puts S on A from Q now; it was on A from Q and A from R.'],
    back: ['~ K puts S on A from Q and A from R now; it was on A from Q.'],
  },
  {
    name: 'of two handlers of one message, the one that comes from there',
    before: 'on A from Q idempotent { appends S  puts Z }  on A from R { appends S  puts Z }',
    after: 'on A from Q { appends S  puts Z }  on A from R { puts Z  appends S }',
    says: ['- K on A is no longer idempotent: a second A does its work again.', '~ K on A puts Z before it appends S now.'],
    back: ['+ K on A becomes idempotent by id.', '~ K on A appends S before it puts Z now.'],
  },
  {
    name: 'a handler that takes the same from elsewhere',
    before: 'on A from Q with timeout 5s { puts S }',
    after: 'on A from R with timeout 6s { puts S }',
    says: ['~ K takes A from R now; it was from Q.', '~ K on A is cut off after 6s now; it was 5s.'],
    back: ['~ K takes A from Q now; it was from R.', '~ K on A is cut off after 5s now; it was 6s.'],
  },
  {
    name: 'a join that waits for more, and for less',
    before: 'on all of A, B within 5m from Q { puts S }',
    after: 'on all of A, B, C within 6m from Q { puts S }',
    says: [
      '~ K also waits for C now, besides A and B.',
      '~ K on all of A, B and C waits 6m at most for those that are missing now; it was 5m.',
    ],
    back: [
      '~ K no longer waits for C, only for A and B.',
      '~ K on all of A and B waits 5m at most for those that are missing now; it was 6m.',
    ],
  },
];

const signs = { worse: '-', better: '+', other: '~' } as const;

async function said(before: string, after: string): Promise<readonly string[]> {
  const found = compareDesigns(await versionOf(`service K { ${before} }${rest}`), await versionOf(`service K { ${after} }${rest}`));
  return found.flatMap(({ kind, bearing, text }) => (kind === 'faults' ? [] : [`${signs[bearing]} ${text}`]));
}

describe('what is compared of handlers', () => {
  for (const { name, before, after, says, back } of rows)
    it(name, async () => {
      assert.deepEqual(await said(before, after), says);
      assert.deepEqual(await said(after, before), back);
    });
});
