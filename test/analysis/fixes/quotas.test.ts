/** Products that are made to take more: in round numbers, a third above the peak, and not beyond what they can take. */
import assert from 'node:assert/strict';
import { raiseQuota } from '../../../analysis/fixes/quotas.ts';
import { designOf } from '../../support/design.ts';
import { assertOffers } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  /** An element named Q. */
  readonly text: string;
  readonly peak: number;
  /** Absent where nothing is offered. */
  readonly title?: string;
  readonly after?: string;
}

const partitioned = 'technology house is stream { throughput 100/s per partition  partitions 4 at most 20 }\n';
const raised = (to: string): string => `Say that the quota is raised to ${to}`;
const given = (to: string): string => `Give Q ${to} partitions`;

const rows: readonly Row[] = [
  { name: 'says what is raised', text: 'queue Q', peak: 300, title: raised('400/s'), after: 'queue Q { throughput 400/s }' },
  {
    name: 'says it in place of what was said',
    text: 'queue Q { throughput 100/s }',
    peak: 300,
    title: raised('400/s'),
    after: 'queue Q { throughput 400/s }',
  },
  { name: 'rounds up to the next hundred', text: 'queue Q', peak: 310, title: raised('500/s'), after: 'queue Q { throughput 500/s }' },
  { name: 'rounds up to the next thousand', text: 'queue Q', peak: 1_000, title: raised('2000/s'), after: 'queue Q { throughput 2000/s }' },
  { name: 'rounds up to the next one', text: 'queue Q', peak: 1, title: raised('2/s'), after: 'queue Q { throughput 2/s }' },
  { name: 'counts what is rare by the hour', text: 'queue Q', peak: 0.5, title: raised('3000/h'), after: 'queue Q { throughput 3000/h }' },
  {
    name: 'counts what is very rare by the hour',
    text: 'queue Q',
    peak: 0.0001,
    title: raised('1/h'),
    after: 'queue Q { throughput 1/h }',
  },
  {
    name: 'raises up to what a product can take',
    text: 'queue Q : most',
    peak: 300,
    title: raised('400/s'),
    after: 'queue Q : most { throughput 400/s }',
  },
  { name: 'does not raise beyond that', text: 'queue Q : most', peak: 301 },
  { name: 'does not raise beyond that by the hour', text: 'queue Q : little', peak: 0.5 },
  {
    name: 'gives partitions their share',
    text: 'stream Q : house { partitions 4 }',
    peak: 600,
    title: given('8'),
    after: 'stream Q : house { partitions 8 }',
  },
  {
    name: 'gives one more for what is left over',
    text: 'stream Q : house { partitions 4 }',
    peak: 601,
    title: given('9'),
    after: 'stream Q : house { partitions 9 }',
  },
  {
    name: 'gives partitions where nobody says how many there are',
    text: 'stream Q : house',
    peak: 600,
    title: given('8'),
    after: 'stream Q : house { partitions 8 }',
  },
  {
    name: 'gives as many as a product has',
    text: 'stream Q : house',
    peak: 1_500,
    title: given('20'),
    after: 'stream Q : house { partitions 20 }',
  },
  { name: 'does not give more than a product has', text: 'stream Q : house', peak: 1_501 },
  {
    name: 'gives any number where nobody limits it',
    text: 'stream Q : open',
    peak: 1_501,
    title: given('21'),
    after: 'stream Q : open { partitions 21 }',
  },
  {
    name: 'raises the quota of the whole where there is one',
    text: 'stream Q : house { throughput 500/s }',
    peak: 600,
    title: raised('800/s'),
    after: 'stream Q : house { throughput 800/s }',
  },
];

const technologies = `${partitioned}technology open is stream { throughput 100/s per partition  partitions 4 }
technology most is queue { throughput 300/s at most 400/s }\ntechnology little is queue { throughput 1/h at most 2999/h }`;

describe('a quota', () => {
  for (const { name, text, peak, title, after = '' } of rows)
    it(name, async () => {
      const whole = `${text}\n${technologies}`;
      const design = await designOf(whole);
      assert.deepEqual(design.problems, []);
      const element = design.elements.find((one) => one.name === 'Q');
      assert.ok(element);
      await assertOffers(
        whole,
        raiseQuota(design, element, peak),
        title === undefined ? [] : [{ title, becomes: { [`${text}\n`]: `${after}\n` } }],
      );
    });
});
