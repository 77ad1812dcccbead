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
  {
    name: 'in the order of the text, whatever kind they are of',
    before: 'on A from Q with timeout 5s { puts S }  serves go with timeout 5s { puts S }  on B from Q with timeout 5s { puts Z }',
    after: 'on A from Q with timeout 6s { puts S }  serves go with timeout 6s { puts S }  on B from Q with timeout 6s { puts Z }',
    says: [
      '~ K on A is cut off after 6s now; it was 5s.',
      '~ K.go is cut off after 6s now; it was 5s.',
      '~ K on B is cut off after 6s now; it was 5s.',
    ],
    back: [
      '~ K on A is cut off after 5s now; it was 6s.',
      '~ K.go is cut off after 5s now; it was 6s.',
      '~ K on B is cut off after 5s now; it was 6s.',
    ],
  },
  {
    name: 'the ways to both parts of a handler with the way to the whole',
    before: 'on A, B from Q with concurrency 3 { puts S }',
    after: 'on A from Q with concurrency 3 { puts S }  on B from Q with concurrency 4 { puts S }',
    says: ['~ From Q to K for B: concurrency is 4 now (K); it was 3.'],
    back: ['~ From Q to K: concurrency is 3 now (K); it was 4.'],
  },
  {
    name: 'not the way to a handler that has gone with the way to one that stays',
    before: 'on A from Q with concurrency 3 { puts S }  on B from Q with concurrency 4 { puts Z }',
    after: 'on B from Q with concurrency 4 { puts Z }',
    says: ['~ K no longer takes A.', '~ K no longer puts S.'],
    back: ['~ K takes A now.', '~ K puts S now.'],
  },
  {
    name: 'the one that is written alike, whatever the blanks, of two that take the same and do the same',
    before: 'on A from Q with timeout 5s { puts S }  on A from Q with timeout 6s { puts S }',
    after: 'on A from Q  with timeout 6s {\n  puts S\n}',
    says: ['~ K puts S once on A from Q now; it was twice.'],
    back: ['~ K puts S twice on A from Q now; it was once.'],
  },
  {
    name: 'the first with the first, of several that are equally alike',
    before: 'on A from Q with timeout 5s { puts S }  on A from Q with timeout 6s { puts S }',
    after: 'on A from Q with timeout 7s { puts S }  on A from Q with timeout 8s { puts S }',
    says: ['~ K on A is cut off after 7s now; it was 5s.', '~ K on A is cut off after 8s now; it was 6s.'],
    back: ['~ K on A is cut off after 5s now; it was 7s.', '~ K on A is cut off after 6s now; it was 8s.'],
  },
  {
    name: 'the one that takes it from there, though another one does the same',
    before: 'on A from Q with timeout 5s { puts S  reads Z }  on A from R with timeout 6s { puts Z }',
    after: 'on A from Q with timeout 5s { puts Z }  on A from R with timeout 6s { puts S  reads Z }',
    says: [
      '~ K puts S on A from R now; it was on A from Q.',
      '~ K reads Z on A from R now; it was on A from Q.',
      '~ K puts Z on A from Q now; it was on A from R.',
    ],
    back: [
      '~ K puts Z on A from R now; it was on A from Q.',
      '~ K puts S on A from Q now; it was on A from R.',
      '~ K reads Z on A from Q now; it was on A from R.',
    ],
  },
  {
    name: 'nothing with one that takes the same message from elsewhere, where another one takes it from there',
    before: 'on A from Q with timeout 5s { puts S  reads Z }',
    after: 'on A from Q with timeout 5s { puts Z }  on A from R with timeout 7s { puts S  reads Z }',
    says: [
      '~ K takes A from Q and R now; it was from Q.',
      '~ K puts Z now.',
      '~ K puts S on A from R now; it was on A from Q.',
      '~ K reads Z on A from R now; it was on A from Q.',
    ],
    back: [
      '~ K takes A from Q now; it was from Q and R.',
      '~ K no longer puts Z.',
      '~ K puts S on A from Q now; it was on A from R.',
      '~ K reads Z on A from Q now; it was on A from R.',
    ],
  },
  {
    name: 'nothing with one that does the same on another message, where the message is still taken',
    before: 'on A from Q with timeout 5s { puts S }',
    after: 'on A from Q with timeout 5s { puts Z }  on B from Q with timeout 6s { puts S }',
    says: ['~ K takes B now.', '~ K puts Z now.', '~ K puts S on B now; it was on A.'],
    back: ['~ K no longer takes B.', '~ K no longer puts Z.', '~ K puts S on A now; it was on B.'],
  },
  {
    name: 'another message in the place of one, where three of five things are done by both',
    before: 'on A from Q with timeout 5s { puts S  puts Z  reads S  reads Z }',
    after: 'on B from Q with timeout 6s { puts S  puts Z  reads S  publishes C to T }',
    says: [
      '~ K takes B now, in place of A.',
      '~ K no longer reads Z.',
      '~ K publishes C now.',
      '~ K on B is cut off after 6s now; it was 5s.',
    ],
    back: [
      '~ K takes A now, in place of B.',
      '~ K no longer publishes C.',
      '~ K reads Z now.',
      '~ K on A is cut off after 5s now; it was 6s.',
    ],
  },
  {
    name: 'not another message in the place of one, where neither does anything',
    before: 'on A from Q with timeout 5s { }',
    after: 'on B from Q with timeout 6s { }',
    says: ['~ K no longer takes A.', '~ K takes B now.'],
    back: ['~ K no longer takes B.', '~ K takes A now.'],
  },
  {
    name: 'the one that takes the same messages, though another one does more of the same',
    before: 'on A from Q with timeout 5s { puts S  reads Z }',
    after: 'on A, B from Q with timeout 7s { puts S  reads Z }  on A from Q with timeout 6s { puts Z }',
    says: [
      '~ K takes B now.',
      '~ K puts Z now.',
      '~ K puts S on A from Q and B now; it was on A from Q.',
      '~ K reads Z on A from Q and B now; it was on A from Q.',
      '~ K on A is cut off after 6s now; it was 5s.',
    ],
    back: [
      '~ K no longer takes B.',
      '~ K no longer puts Z.',
      '~ K puts S on A from Q now; it was on A from Q and B.',
      '~ K reads Z on A from Q now; it was on A from Q and B.',
      '~ K on A is cut off after 5s now; it was 6s.',
    ],
  },
];

interface LegRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** All that is said of dead letters, and of the order and number of tries. */
  readonly says: readonly string[];
}

const ends = `
event A { key id }
event B { key id }
event C { key id }
topic T : aws.sns
queue D : aws.sqs
queue E : aws.sqs
external X { publishes A to T  publishes B to T  publishes C to T }
store S`;
const queue = (...subscriptions: readonly string[]): string => `queue N : aws.sqs { ${subscriptions.join('  ')} }${ends}`;
const run = (...lines: readonly string[]): string => `orchestrator W { ${lines.join('  ')}  step Last puts S }${ends}`;
const [forA, forB] = ['subscribes to T for A with dead-letters to D', 'subscribes to T for B with dead-letters to E'];
const sender = (one: string, two: string): string =>
  `service G { serves ${one}  serves ${two} }\nservice K { on A, B { puts S } }\nevent A { key id }\nevent B { key id }\nstore S`;

const legRows: readonly LegRow[] = [
  {
    name: 'nothing of the order of subscriptions of one channel to another',
    before: queue(forA, forB),
    after: queue(forB, forA),
    says: [],
  },
  { name: 'nothing of the order of subscriptions of a workflow', before: run(forA, forB), after: run(forB, forA), says: [] },
  {
    name: 'not what begins a workflow with what a step of it waits for',
    before: run(forA, 'step One waits for B from T'),
    after: run(forA, 'step One waits for B from T'),
    says: [],
  },
  {
    name: 'each of several subscriptions with that of its message',
    before: queue(forA, forB),
    after: queue(forB.replace('to E', 'to D'), forA),
    says: ['~ T for N parks what fails in D (aws.sqs) now; it was E (aws.sqs).'],
  },
  {
    name: 'each part of a subscription with the whole',
    before: queue(forA.replace('A', 'A, B')),
    after: queue(forA, forB),
    says: ['~ T for N parks what fails in E (aws.sqs) now; it was D (aws.sqs).'],
  },
  {
    name: 'the same way, whatever goes there',
    before: queue(forA),
    after: queue(forB),
    says: ['~ T for N parks what fails in E (aws.sqs) now; it was D (aws.sqs).'],
  },
  {
    name: 'not a subscription for one message with that for another, where that one is there, too',
    before: queue(forA, 'subscribes to T for C with dead-letters to D'),
    after: queue(forA, forB),
    says: [],
  },
  {
    name: 'one message of a workflow in the place of another',
    before: run(forA, 'subscribes to T for C with dead-letters to D'),
    after: run(forA, forB),
    says: ['~ T for W parks what fails in E (aws.sqs) now; it was D (aws.sqs).'],
  },
  {
    name: 'each of two subscriptions that share a message with its own',
    before: queue(forA, forB.replace('B', 'A, B')),
    after: queue(forB.replace('B', 'A, B'), forA),
    says: [],
  },
  {
    name: 'nothing with a subscription for one message more, where all that were there are there',
    before: queue(forA, forB.replace('B', 'A, B')),
    after: queue(forA, forB.replace('B', 'A, B'), 'subscribes to T for A, C with dead-letters to E'),
    says: [],
  },
  {
    name: 'nothing with a subscription that has gone, where all that are there were there',
    before: queue('subscribes to T for A, C with dead-letters to E', forA, forB.replace('B', 'A, B')),
    after: queue(forA, forB.replace('B', 'A, B')),
    says: [],
  },
  {
    name: 'what a step waits for, where the workflow is no longer begun by the same',
    before: run(forA, 'step One waits for A from T'),
    after: run('step One waits for A from T'),
    says: [],
  },
  {
    name: 'the ways to two handlers of one message, in whatever order these are written',
    before: `service K { on A from N with concurrency 3 { puts S }  on A from N with concurrency 4 { reads S } }\n${queue(forA)}`,
    after: `service K { on A from N with concurrency 4 { reads S }  on A from N with concurrency 3 { puts S } }\n${queue(forA)}`,
    says: [],
  },
  {
    name: 'a message that is sent twice with what the same body sent',
    before: sender('one { sends A to K with 3 retries  sends B to K }', 'two { sends A to K }'),
    after: sender('two { sends A to K }', 'one { sends A to K with 3 retries  sends B to K }'),
    says: [],
  },
];

const ofLegs: ReadonlySet<string> = new Set(['dead-letters', 'guarantees']);

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

describe('what is compared of ways', () => {
  for (const { name, before, after, says } of legRows)
    it(name, async () => {
      const found = compareDesigns(await versionOf(before), await versionOf(after));
      assert.deepEqual(
        found.flatMap(({ kind, bearing, text }) => (ofLegs.has(kind) ? [`${signs[bearing]} ${text}`] : [])),
        says,
      );
    });
});
