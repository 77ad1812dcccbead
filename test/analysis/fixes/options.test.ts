/** Options and clauses that are added and removed. */
import assert from 'node:assert/strict';
import { addClause, addOption, removeOption } from '../../../analysis/fixes/options.ts';
import type { Activity, Design, Subscription } from '../../../language/model/design.ts';
import { designOf } from '../../support/design.ts';
import { assertEdits } from '../../support/fixes.ts';

const rest =
  '\nevent M\nevent N\nqueue Q\nqueue D\ntopic T\nstore R\nservice Other { serves go }\nservice Else { serves go { calls Other.go with timeout 1s } }';

function activityOf(design: Design): Activity {
  const [activity] = design.activities;
  assert.ok(activity);
  return activity;
}

function subscriptionOf(design: Design): Subscription {
  const [subscription] = design.elements.flatMap((element) => ('subscriptions' in element ? element.subscriptions : []));
  assert.ok(subscription);
  return subscription;
}

type Pairs = readonly (readonly [before: string, after: string])[];

const effects: Pairs = [
  ['calls Other.go', 'calls Other.go with timeout 5s'],
  ['calls Other.go "POST /go"', 'calls Other.go "POST /go" with timeout 5s'],
  ['calls Other.go with 1 retry', 'calls Other.go with 1 retry, timeout 5s'],
  ['calls Other.go with 1 retry, circuit-breaker', 'calls Other.go with 1 retry, circuit-breaker, timeout 5s'],
  ['calls Other.go with 1 retry /* one */', 'calls Other.go with 1 retry, timeout 5s /* one */'],
  ['calls Other.go /* with 1 retry */', 'calls Other.go with timeout 5s /* with 1 retry */'],
  ['calls Other.go at 5/s', 'calls Other.go with timeout 5s at 5/s'],
  ['calls Other.go at 0.5..50/m', 'calls Other.go with timeout 5s at 0.5..50/m'],
  ['calls Other.go  at  5/h', 'calls Other.go with timeout 5s  at  5/h'],
  ['calls Other.go with 1 retry at 5/s', 'calls Other.go with 1 retry, timeout 5s at 5/s'],
  ['calls Other.go with\n      1 retry,\n      circuit-breaker', 'calls Other.go with\n      1 retry,\n      circuit-breaker, timeout 5s'],
];

const heads: Pairs = [
  ['on M { reads R }', 'on M with batch 10 { reads R }'],
  ['on M from Q { reads R }', 'on M from Q with batch 10 { reads R }'],
  ['on M from Q', 'on M from Q with batch 10'],
  ['on M with concurrency 5 { reads R }', 'on M with concurrency 5, batch 10 { reads R }'],
  ['on M with concurrency 5', 'on M with concurrency 5, batch 10'],
  ['on M with concurrency 5 in 2s { reads R }', 'on M with concurrency 5, batch 10 in 2s { reads R }'],
  ['on M /* all */ { reads R }', 'on M with batch 10 /* all */ { reads R }'],
  ['on M // all\n  { reads R }', 'on M with batch 10 // all\n  { reads R }'],
];

const subscriptions: Pairs = [
  ['subscribes to T', 'subscribes to T with dead-letters to D'],
  ['subscribes to T for M, N', 'subscribes to T for M, N with dead-letters to D'],
  ['subscribes to T for M with filter "a"', 'subscribes to T for M with filter "a", dead-letters to D'],
  ['subscribes to T for M with filter "\\"with"', 'subscribes to T for M with filter "\\"with", dead-letters to D'],
  ['subscribes to T /* with all */ for M', 'subscribes to T /* with all */ for M with dead-letters to D'],
  ['subscribes to T // with all\n  for M', 'subscribes to T // with all\n  for M with dead-letters to D'],
];

const removals: readonly (readonly [before: string, option: string, after: string])[] = [
  ['on M with batch 10', 'batch 10', 'on M'],
  ['on M   with batch 10 { reads R }', 'batch 10', 'on M { reads R }'],
  ['on M with batch 10, concurrency 5 { reads R }', 'batch 10', 'on M with concurrency 5 { reads R }'],
  ['on M with batch 10 ,  concurrency 5 { reads R }', 'batch 10', 'on M with concurrency 5 { reads R }'],
  ['on M with batch 10, concurrency 5 { reads R }', 'concurrency 5', 'on M with batch 10 { reads R }'],
  ['on M with batch 10 , concurrency 5 { reads R }', 'concurrency 5', 'on M with batch 10 { reads R }'],
  ['on M with batch 10, concurrency 5, timeout 5s', 'concurrency 5', 'on M with batch 10, timeout 5s'],
  ['on M with batch 10 , concurrency 5, timeout 5s', 'timeout 5s', 'on M with batch 10 , concurrency 5'],
  ['on M with\n    batch 10,\n    concurrency 5', 'concurrency 5', 'on M with\n    batch 10'],
  ['on M with\n    batch 10,\n    concurrency 5', 'batch 10', 'on M with\n    concurrency 5'],
];

const clauses: Pairs = [
  ['on M { reads R }', 'on M idempotent by id { reads R }'],
  ['on M from Q', 'on M from Q idempotent by id'],
  ['on M from Q with batch 10 { reads R }', 'on M from Q idempotent by id with batch 10 { reads R }'],
  ['on M from Q   with batch 10', 'on M from Q   idempotent by id with batch 10'],
  ['on M from Q /* all */ { reads R }', 'on M from Q idempotent by id /* all */ { reads R }'],
  ['serves go(M) in 2s { reads R }', 'serves go(M) in 2s idempotent by id { reads R }'],
];

describe('an option is added', () => {
  for (const [before, after] of effects)
    it(`to an effect: ${before}`, async () => {
      const text = `service S {\n  serves go {\n    ${before}\n  }\n}${rest}`;
      const design = await designOf(text);
      const [effect] = design.effects;
      assert.ok(effect);
      await assertEdits(text, addOption(design, effect, 'timeout 5s'), { [`${before}\n`]: `${after}\n` });
    });
  for (const [before, after] of heads)
    it(`to a handler: ${before}`, async () => {
      const text = `service S {\n  ${before}\n}${rest}`;
      const design = await designOf(text);
      await assertEdits(text, addOption(design, activityOf(design), 'batch 10'), { [`${before}\n`]: `${after}\n` });
    });
  for (const [before, after] of subscriptions)
    it(`to a subscription: ${before}`, async () => {
      const text = `queue S {\n  ${before}\n}${rest}`;
      const design = await designOf(text);
      await assertEdits(text, addOption(design, subscriptionOf(design), 'dead-letters to D'), { [`${before}\n`]: `${after}\n` });
    });
});

describe('an option is removed', () => {
  for (const [before, option, after] of removals)
    it(`${option} of ${before}`, async () => {
      const text = `service S {\n  ${before}\n}${rest}`;
      const design = await designOf(text);
      const list = activityOf(design).options.source;
      assert.ok(list);
      const offset = text.indexOf(option);
      await assertEdits(text, [removeOption(design, list, { ...list, offset, end: offset + option.length })], {
        [`${before}\n`]: `${after}\n`,
      });
    });
});

describe('a clause is added', () => {
  for (const [before, after] of clauses)
    it(before, async () => {
      const text = `service S {\n  ${before}\n}${rest}`;
      const design = await designOf(text);
      await assertEdits(text, addClause(design, activityOf(design), 'idempotent by id'), { [`${before}\n`]: `${after}\n` });
    });
});
