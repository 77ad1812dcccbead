/** Where it is said that more of a handler run at a time. */
import assert from 'node:assert/strict';
import { runMore } from '../../../analysis/fixes/concurrency.ts';
import { designOf } from '../../support/design.ts';
import { assertOffers, type Changes } from '../../support/fixes.ts';

const rows: readonly (readonly [name: string, text: string, becomes: Changes])[] = [
  ['at the handler', 'service S { on M { puts R } }', { 'on M {': 'on M with concurrency 40 {' }],
  ['behind its other options', 'service S { on M with batch 10 { puts R } }', { 'batch 10': 'batch 10, concurrency 40' }],
  ['where the handler says it', 'service S { on M with concurrency  12, batch 10 { puts R } }', { 'concurrency  12': 'concurrency 40' }],
  ['where the service says it', 'service S { concurrency 8  on M { puts R } }', { 'concurrency 8': 'concurrency 40' }],
  [
    'where the handler says it, whatever the service says',
    'service S { concurrency 9  on M with concurrency 8 { puts R } }',
    { 'concurrency 8': 'concurrency 40' },
  ],
  [
    'where the service says it, whatever else the handler says',
    'service S { concurrency 8  on M with batch 10 { puts R } }',
    { 'concurrency 8': 'concurrency 40' },
  ],
];

describe('more run at a time', () => {
  for (const [name, text, becomes] of rows)
    it(name, async () => {
      const whole = `${text}\nevent M\nstore R`;
      const design = await designOf(whole);
      const [activity] = design.activities;
      assert.ok(activity);
      await assertOffers(whole, runMore(design, activity, 40), [{ title: 'Let 40 run at a time', becomes }]);
    });
});
