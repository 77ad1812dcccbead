/** What only the whole tree of a flow tells: what can be brought about again when it is over, whether a repeat can come late, and with what the row of an outbox is written. */
import assert from 'node:assert/strict';
import type { Activation, Op } from '../../analysis/explorer/program.ts';
import { isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { firstOf } from './unfolded.ts';

const shop = `
  event E { key id }  event F { key id }
  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
  queue R : aws.sqs { dead-letters after 3 attempts  alarm }
  store X : postgres
`;

/** What parks in `D`, from where it is put back. */
const redriven = `
  event E { key id }  event F { key id }
  queue Q : aws.sqs { dead-letters to D after 3 attempts }
  queue D : aws.sqs { alarm  redrives to Q }
  queue R : aws.sqs { dead-letters after 3 attempts  alarm }
  store X : postgres
`;

/** What is delivered for ten days. */
const slow = shop.replace(
  'queue Q : aws.sqs { dead-letters after 3',
  'queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20',
);

interface Case {
  readonly name: string;
  readonly text: string;
}

function labelOf({ activity }: Activation): string {
  return activity.kind === 'operation' ? `${activity.element.name}.${activity.name ?? ''}` : activity.element.name;
}

describe('what can be brought about again when it is over', () => {
  const cases: readonly (Case & { readonly again: readonly string[] })[] = [
    {
      name: 'nothing where nobody puts back what is parked: a message waits until its handler is through',
      text: `${shop}  service P { serves p { sends E to Q } }  service A { on E from Q { sends F to R } }  service B { on F from R { puts X } }`,
      again: [],
    },
    {
      name: 'nothing that a message from outside brings about',
      text: `${shop}  service A { on E from Q { puts X } }`,
      again: [],
    },
    {
      name: 'who handles what is put back into its queue, and who handles what that sends',
      text: `${redriven}  service P { serves p { sends E to Q } }  service A { on E from Q { sends F to R } }  service B { on F from R { puts X } }`,
      again: ['A', 'B'],
    },
    {
      name: 'who handles what is sent further down, by what is called and out of an outbox',
      text: `${redriven}  service P { serves p { sends E to Q } }  service A { on E from Q { calls C.c } }
        service C { serves c { puts X  sends F to R via outbox X } }  service B { on F from R { puts X } }`,
      again: ['A', 'B'],
    },
    {
      name: 'all that are subscribed to a topic into which it is put back',
      text: `event E { key id }  topic T : aws.sns  queue D : aws.sqs { alarm  redrives to T }
        queue Q : aws.sqs { subscribes to T  dead-letters after 3 attempts  alarm }  store X : postgres
        service P { serves p { publishes E to T } }  service A { on E from T with dead-letters to D { puts X } }
        service B { on E from T { puts X } }  service C { on E from Q { puts X } }`,
      again: ['C', 'A', 'B'],
    },
    {
      name: 'a join, if any of what it waits for is put back, and who handles what it sends',
      text: `${redriven}  event G { key id }  queue S : aws.sqs { dead-letters after 3 attempts  alarm }
        service P { serves p { sends E to Q  sends G to S } }  service A { on all of E, G { sends F to R } }  service B { on F from R { puts X } }`,
      again: ['A', 'B'],
    },
    {
      name: 'what a workflow brings about that waits afterwards, and not the run',
      text: `${shop}  topic T : aws.sns  service A { on E from Q { puts X } }
        orchestrator W : aws.stepfunctions { step One sends E to Q  step Two waits for F from T at most 1d }`,
      again: ['A'],
    },
    {
      name: 'what somebody brings about who calls a workflow that waits',
      text: `${shop}  topic T : aws.sns  service P { serves p { sends E to Q  calls W } }  service A { on E from Q { puts X } }
        orchestrator W : aws.stepfunctions { step Two waits for F from T at most 1d }`,
      again: ['A'],
    },
    {
      name: 'nothing that a workflow brings about that does not wait',
      text: `${shop}  service A { on E from Q { puts X } }  orchestrator W : aws.stepfunctions { step One sends E to Q }`,
      again: [],
    },
  ];
  for (const { name, text, again } of cases)
    it(name, async () => {
      const { activations } = (await firstOf(text)).program;
      assert.deepEqual(activations.filter(({ final }) => !final).map(labelOf), again);
    });
});

describe('a repeat can come late', () => {
  const cases: readonly (Case & { readonly late: boolean })[] = [
    {
      name: 'not where nothing is forgotten',
      text: `${shop}  service P { serves p { sends E to Q } }  service A { on E from Q idempotent using X { puts X } }`,
      late: false,
    },
    {
      name: 'where a mark is forgotten before the message is',
      text: `${shop}  service P { serves p { sends E to Q } }  service A { on E from Q idempotent within 1m using X { puts X } }`,
      late: true,
    },
    {
      name: 'not where a mark is kept for as long',
      text: `${shop}  service P { serves p { sends E to Q } }  service A { on E from Q idempotent within 30d using X { puts X } }`,
      late: false,
    },
    {
      name: 'where one channel of several forgets what it has taken before its sender is done with it',
      text: `${slow}  queue S : aws.sqs.fifo { grouped by id  dead-letters group after 3 attempts  alarm }
        service P { serves p { sends E to Q } }  service A { on E from Q { sends F to S } }  service B { on F from S { puts X } }`,
      late: true,
    },
    {
      name: 'where somebody else forgets a request',
      text: `${slow}  external Bank { serves pay idempotent by id within 1h }
        service P { serves p { sends E to Q } }  service A { on E from Q { calls Bank.pay } }`,
      late: true,
    },
    {
      name: 'not where somebody else forgets it when all is over',
      text: `${slow}  external Bank { serves pay idempotent by id within 11d }
        service P { serves p { sends E to Q } }  service A { on E from Q { calls Bank.pay } }`,
      late: false,
    },
    {
      name: 'where the fallback of a call forgets a request',
      text: `${slow}  external Bank { serves look safe  serves pay idempotent by id within 1h }
        service P { serves p { sends E to Q } }  service A { on E from Q { calls Bank.look with fallback Bank.pay } }`,
      late: true,
    },
  ];
  for (const { name, text, late } of cases) it(name, async () => assert.equal((await firstOf(text)).program.canRepeatLate, late));
});

describe('the row of an outbox is written', () => {
  const cases: readonly (Case & { readonly ops: readonly string[] })[] = [
    { name: 'with the write before it', text: 'puts X  sends E to Q via outbox X', ops: ['puts X + sends E'] },
    { name: 'with the write after it', text: 'sends E to Q via outbox X  reads X  puts X', ops: ['reads X', 'puts X + sends E'] },
    {
      name: 'with the nearest write, if that comes after it',
      text: 'puts X  reads X  sends E to Q via outbox X  appends X',
      ops: ['puts X', 'reads X', 'appends X + sends E'],
    },
    {
      name: 'with the nearest write, if that comes before it',
      text: 'puts Y  puts X  sends E to Q via outbox X  reads X  reads Y  appends X',
      ops: ['puts Y', 'puts X + sends E', 'reads X', 'reads Y', 'appends X'],
    },
    {
      name: 'with the earlier of two that are as near',
      text: 'puts X  sends E to Q via outbox X  appends X',
      ops: ['puts X + sends E', 'appends X'],
    },
    { name: 'with no read', text: 'puts X  reads X  sends E to Q via outbox X', ops: ['puts X + sends E', 'reads X'] },
    { name: 'with no write of another store', text: 'puts X  puts Y  sends E to Q via outbox X', ops: ['puts X + sends E', 'puts Y'] },
    {
      name: 'with the transaction that the write is part of',
      text: 'atomically { puts Y  puts X }  sends E to Q via outbox X',
      ops: ['puts Y + puts X + sends E'],
    },
    {
      name: 'with the write of another row',
      text: 'puts X  sends E to Q via outbox X  sends F to R via outbox X  reads X',
      ops: ['puts X + sends E + sends F', 'reads X'],
    },
    { name: 'alone where nothing else is written', text: 'reads X  sends E to Q via outbox X', ops: ['reads X', 'sends E'] },
    { name: 'and what is sent without one by itself', text: 'puts X  sends E to Q', ops: ['puts X', 'sends E'] },
  ];
  for (const { name, text, ops } of cases)
    it(name, async () => {
      const [activation] = (await firstOf(`${shop}  store Y : postgres  service P { serves p { ${text} } }`)).program.activations;
      assert.deepEqual(activation?.ops.map(wordsOf), ops);
    });
});

function wordsOf({ effects }: Op): string {
  return effects
    .map(({ effect }) => {
      if (isStoreEffect(effect)) return `${effect.kind} ${effect.store?.name ?? ''}`;
      return isMessageEffect(effect) ? `${effect.kind} ${effect.message?.name ?? ''}` : effect.kind;
    })
    .join(' + ');
}
