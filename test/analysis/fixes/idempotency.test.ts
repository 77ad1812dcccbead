/** How a consumer is made to bear a message that comes twice, and how that is spoken of. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../../analysis/analyses.ts';
import { alikeFixes, guardText, idempotencyFixes, namingText } from '../../../analysis/fixes/idempotency.ts';
import { exposedConsumers } from '../../../analysis/passes/consumers.ts';
import { Repetition } from '../../../analysis/passes/repetition.ts';
import { designOf } from '../../support/design.ts';
import { assertOffers, type Offer } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly offers: readonly Offer[];
}

const paid =
  'event Paid { key id }\nevent Sent { key id }\nevent Moved { key car + at }\nevent Bare\nqueue Q : aws.sqs\nstore Sums\nstore Rows\ncache Hot\n';
const handles = (body: string, takes = 'on Paid from Q'): string => `${paid}service Books { ${takes} { ${body} } }\n`;

function guarded(by: string, more = '', takes = 'on Paid from Q', where = ''): Offer {
  const title = `Make Books idempotent by ${by}${where}`;
  return { title, becomes: { [`${takes} {`]: `${takes} idempotent${by.startsWith('the key') ? '' : ` by ${by}`}${more} {` } };
}

const put: Offer = { title: 'Put the value in Sums instead of adding to it', becomes: { 'increments Sums': 'puts Sums' } };
const inserted: Offer = { title: 'Insert the row in Rows by its key instead of appending it', becomes: { 'appends Rows': 'inserts Rows' } };
const inSums = ' using Sums';
const keptInSums = ', with the mark in Sums';

const rows: readonly Row[] = [
  {
    name: 'with the mark in the only store that it adds to, or without adding',
    text: handles('increments Sums'),
    offers: [guarded('id', inSums, undefined, keptInSums), put],
  },
  {
    name: 'with the mark where it appends, or by inserting',
    text: handles('appends Rows'),
    offers: [guarded('id', ' using Rows', undefined, ', with the mark in Rows'), inserted],
  },
  {
    name: 'without a mark where it adds to two stores, and no way to add to neither',
    text: handles('increments Sums  appends Rows'),
    offers: [guarded('id')],
  },
  {
    name: 'with the mark in a store that it adds to twice',
    text: handles('increments Sums  increments Sums'),
    offers: [guarded('id', inSums, undefined, keptInSums)],
  },
  {
    name: 'without a mark in a cache',
    text: handles('increments Hot'),
    offers: [guarded('id'), { title: 'Put the value in Hot instead of adding to it', becomes: { 'increments Hot': 'puts Hot' } }],
  },
  {
    name: 'without a mark where somebody else does the adding, who would have to change',
    text: `${handles('calls Bank.add with timeout 1s')}service Bank { serves add { increments Sums } }`,
    offers: [guarded('id')],
  },
  {
    name: 'without a mark where it adds to one store and calls an external',
    text: `${handles('increments Sums  calls Bank with timeout 1s')}external Bank`,
    offers: [guarded('id')],
  },
  {
    name: 'with the mark in a store of another system, by its name there',
    text: `system far { store Sums }\nsystem near {\n  event Paid { key id }\n  queue Q : aws.sqs\n  service Books { on Paid from Q { increments far.Sums } }\n}`,
    offers: [
      {
        title: 'Make Books idempotent by id, with the mark in far.Sums',
        becomes: { 'from Q': 'from Q idempotent by id using far.Sums' },
      },
      { title: 'Put the value in Sums instead of adding to it', becomes: { 'increments far.Sums': 'puts far.Sums' } },
    ],
  },
  {
    name: 'by all of a key, before its options',
    text: handles('increments Sums', 'on Moved from Q with batch 5'),
    offers: [
      {
        title: 'Make Books idempotent by car + at, with the mark in Sums',
        becomes: { 'with batch 5': 'idempotent by car + at using Sums with batch 5' },
      },
      put,
    ],
  },
  {
    name: 'by the key that several messages share',
    text: handles('increments Sums', 'on Paid, Sent from Q'),
    offers: [guarded('id', inSums, 'on Paid, Sent from Q', keptInSums), put],
  },
  {
    name: 'by the key of each of several messages',
    text: handles('increments Sums', 'on Paid, Moved from Q'),
    offers: [guarded('the key of each message', inSums, 'on Paid, Moved from Q', keptInSums), put],
  },
  { name: 'only without adding where one message has no key', text: handles('increments Sums', 'on Paid, Bare from Q'), offers: [put] },
  { name: 'only without adding where the message has no key', text: handles('increments Sums', 'on Bare from Q'), offers: [put] },
  {
    name: 'by the key where nobody knows what is written',
    text: handles('writes Rows'),
    offers: [guarded('id', ' using Rows', undefined, ', with the mark in Rows')],
  },
  {
    name: 'by a name, where a workflow runs for a message',
    text: `${paid}topic T : aws.sns\norchestrator Books : aws.stepfunctions { subscribes to T for Paid  step Add increments Sums }`,
    offers: [
      {
        title: 'Name the run by id: the same message starts it once',
        becomes: { 'for Paid': 'for Paid with key id' },
      },
    ],
  },
  {
    name: 'by a name, where a workflow runs for all messages of a topic',
    text: `${paid}topic T : aws.sns { carries Moved }\norchestrator Books : aws.stepfunctions { subscribes to T  step Add increments Sums }`,
    offers: [
      {
        title: 'Name the run by car + at: the same message starts it once',
        becomes: { 'subscribes to T ': 'subscribes to T with key car + at ' },
      },
    ],
  },
  {
    name: 'only without adding, where what starts a workflow has no key',
    text: `${paid}topic T : aws.sns\norchestrator Books : aws.stepfunctions { subscribes to T for Bare  step Add increments Sums }`,
    offers: [put],
  },
  {
    name: 'only without adding, where a product keeps no runs',
    text: `${paid}topic T : aws.sns\ntechnology house is orchestrator { delivery at-least-once }\norchestrator Books : house { subscribes to T for Paid  step Add increments Sums }`,
    offers: [put],
  },
  {
    name: 'by a name, where a product begins a run once',
    text: `${paid}topic T : aws.sns\ntechnology house is orchestrator { delivery exactly-once }\norchestrator Books : house { subscribes to T for Paid  step Add increments Sums }`,
    offers: [
      {
        title: 'Name the run by id: the same message starts it once',
        becomes: { 'for Paid': 'for Paid with key id' },
      },
    ],
  },
  {
    name: 'by a name, where a product that runs again keeps its runs',
    text: `${paid}topic T : aws.sns\ntechnology house is orchestrator { delivery at-least-once  durable }\norchestrator Books : house { subscribes to T for Paid  step Add increments Sums }`,
    offers: [
      {
        title: 'Name the run by id: the same message starts it once',
        becomes: { 'for Paid': 'for Paid with key id' },
      },
    ],
  },
];

const spoken: readonly (readonly [takes: string, guard: string, naming: string])[] = [
  ['on Paid', '`idempotent by id`', '`with key id`'],
  ['on Moved', '`idempotent by car + at`', '`with key car + at`'],
  ['on Paid, Sent', '`idempotent by id`', '`with key id`'],
  ['on Paid, Moved', '`idempotent`, each message by its own key', 'by a `key`'],
  ['on Bare', '`idempotent`, by a `key` that Bare must get', 'by a `key`'],
  ['on Paid, Bare', '`idempotent`, by a `key` that Bare must get', 'by a `key`'],
  ['on Bare, Other', '`idempotent`, by a `key` that Bare and Other must get', 'by a `key`'],
  ['serves go', '`idempotent`', 'by a `key`'],
];

describe('a message that comes twice is borne', () => {
  for (const { name, text, offers } of rows)
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(design.problems, []);
      const consumer = analysisOf(design, exposedConsumers).find(({ activity }) => activity.element.name === 'Books');
      assert.ok(consumer);
      await assertOffers(text, idempotencyFixes(design, consumer), offers);
    });

  for (const [takes, guard, naming] of spoken)
    it(`is spoken of: ${takes}`, async () => {
      const design = await designOf(`${paid}event Other\nservice S { ${takes} { puts Rows } }`);
      const [activity] = design.activities;
      assert.ok(activity);
      assert.equal(guardText(activity), guard);
      assert.equal(namingText(activity), naming);
    });
});

describe('what twice is the same as once', () => {
  const alike: readonly (readonly [body: string, offers: readonly Offer[]])[] = [
    ['increments Sums', [put]],
    ['appends Rows', [inserted]],
    ['puts Rows  increments Sums', [put]],
    ['writes Rows', []],
    ['increments Sums  appends Rows', []],
    ['calls Bank.add', []],
    ['puts Rows', []],
  ];
  for (const [body, offers] of alike)
    it(`is written instead of ${body}`, async () => {
      const text = `${paid}service S { serves go { ${body} } }\nservice Bank { serves add { increments Hot } }`;
      const design = await designOf(text);
      const [activity] = design.activities;
      assert.ok(activity);
      await assertOffers(text, alikeFixes(design, new Repetition().ofBody(activity, undefined)), offers);
    });
});
