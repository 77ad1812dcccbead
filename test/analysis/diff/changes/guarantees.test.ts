/** How messages reach their consumers now, and who says so. */
import { change } from '../../../../analysis/diff/changes/guarantees.ts';
import { describeChanges } from '../../../support/changes.ts';

const shop = (queue: string, more = ''): string => `event Paid { key id }
external Web { sends Paid to Ledger }
queue Ledger ${queue}
service Books { on Paid from Ledger ${more} { puts Rows } }
store Rows
`;

const twice = (one: string, other: string): string => shop('', `${one} { } on Paid from Ledger ${other}`);
const others = (one: string, other: string): string =>
  `event Sent\nevent Due\nexternal Desk { sends Sent to Ledger  sends Due to Ledger }\n${shop('', `${one} { } on Sent from Ledger ${other}`)}`;

/** Two queues of one product, and two who take from one of them. */
const house = (queue: string, books = ''): string => `technology house.queue is queue { ${queue} }
event Paid
external Web { sends Paid to One  sends Paid to Two }
queue One : house.queue
queue Two : house.queue
service Books { on Paid from One ${books} { }  on Paid from Two ${books} { } }
service Audit { on Paid from One { } }
`;

/** What a channel or handler says before and after, and what of its leg. */
const rows: readonly (readonly [
  name: string,
  before: readonly [string, string?],
  after: readonly [string, string?],
  says: readonly string[],
])[] = [
  [
    'delivery',
    ['{ delivery at-least-once  drops after 2 attempts }'],
    ['{ delivery exactly-once  drops after 2 attempts }'],
    ['delivery is exactly-once now; it was at-least-once'],
  ],
  ['delivery that is not said any more', ['{ delivery at-most-once }'], [''], ['delivery is unknown now; it was at-most-once']],
  ['order', ['{ ordering none }'], ['{ ordering per-key }'], ['order is per key now; it was none']],
  ['one order for all', ['{ ordering per-key }'], ['{ ordering total }'], ['order is one for all now; it was per key']],
  ['no order', ['{ ordering total }'], ['{ ordering none }'], ['order is none now; it was one for all']],
  ['an order that nobody knew', [''], ['{ ordering none }'], ['order is none now; it was unknown']],
  ['a group', ['{ grouped by id }'], ['{ grouped by id, day }'.replace(',', ' +')], ['group is id + day now; it was id']],
  ['a group where there was none', [''], ['{ grouped by id }'], ['group is id now; it was none']],
  ['a group that is given up', ['{ grouped by id }'], [''], ['group is none now; it was id']],
  ['attempts', ['{ drops after 3 attempts }'], ['{ drops after 4 attempts }'], ['the number of attempts is 4 now; it was 3']],
  [
    'attempts of the handler, by its name',
    ['{ drops after 3 attempts }'],
    ['', 'with unlimited retries'],
    ['the number of attempts is unlimited now (Books); it was 3'],
  ],
  [
    'attempts not where dead letters are given: their own kind says it',
    ['{ drops after 3 attempts }'],
    ['{ dead-letters after 4 attempts }'],
    [],
  ],
  ['attempts not where dead letters are taken away', ['{ dead-letters after 4 attempts }'], ['{ drops after 3 attempts }'], []],
  [
    'attempts not where nothing is tried again',
    ['{ drops after 3 attempts }'],
    ['{ delivery at-most-once }'],
    ['delivery is at-most-once now; it was unknown'],
  ],
  ['retention', ['{ retention 1d }'], ['{ retention 36h }'], ['retention is 1.5d now; it was 1d']],
  ['retention without end', ['{ retention 1d }'], ['{ retention unlimited }'], ['retention is unlimited now; it was 1d']],
  ['visibility', ['{ visibility 30s }'], ['{ visibility 2m }'], ['visibility is 2m now; it was 30s']],
  ['concurrency', ['', 'with concurrency 5'], ['', 'with concurrency 1'], ['concurrency is 1 now (Books); it was 5']],
  [
    'what a product says, with its name',
    ['{ visibility 1m  retention 5d  delivery at-least-once  ordering none  drops after 2 attempts }'],
    [': aws.sqs { drops after 2 attempts }'],
    ['retention is 4d now (aws.sqs); it was 5d', 'visibility is 30s now (aws.sqs); it was 1m'],
  ],
  ['nothing where all stays', [': aws.sqs { retention 2d }'], [': aws.sqs { alarm  retention 2d }'], []],
];

describeChanges(change, [
  ...rows.map(([name, before, after, says]) => ({
    name,
    before: shop(...before),
    after: shop(...after),
    says: says.map((said) => `~ From Ledger to Books: ${said}.`),
    at: says.map(() => `after: on Paid from Ledger ${after[1] ?? ''}`.trim()),
  })),
  {
    name: 'the leg from topic to queue, at the subscription',
    before: 'event Paid\ntopic All { carries Paid  delivery at-least-once }\nqueue Ledger { subscribes to All for Paid }',
    after: 'event Paid\ntopic All { carries Paid  delivery at-most-once }\nqueue Ledger { subscribes to All for Paid }',
    says: ['~ From All to Ledger: delivery is at-most-once now; it was at-least-once.'],
    at: ['after: subscribes to All for Paid'],
  },
  {
    name: 'a leg without a channel goes by what it carries',
    before: 'event Paid\nexternal Web { sends Paid to Books }\nservice Books { on Paid with concurrency 2 { } }',
    after: 'event Paid\nexternal Web { sends Paid to Books }\nservice Books { on Paid with concurrency 3 { } }',
    says: ['~ Paid to Books: concurrency is 3 now (Books); it was 2.'],
  },
  {
    name: 'nothing of what is put into a channel',
    before: shop('').replace('to Ledger }', 'to Ledger with delivery at-least-once }'),
    after: shop('').replace('to Ledger }', 'to Ledger with delivery at-most-once }'),
    says: [],
  },
  {
    name: 'nothing of a consumer that is new',
    before: shop('{ visibility 1m }').replace('service Books', 'service Old'),
    after: shop('{ visibility 2m }'),
    says: [],
  },
  {
    name: 'how long it is waited between attempts, and not how many there are',
    before: shop('', 'with 3 retries linear from 1s'),
    after: shop('', 'with 3 retries exponential from 2s jitter'),
    says: ['~ From Ledger to Books: pause between attempts is exponential from 2s jitter now (Books); it was linear from 1s.'],
  },
  {
    name: 'how long it is waited, said at last, and not any more',
    before: shop('', 'with 3 retries'),
    after: shop('', 'with 3 retries fixed'),
    says: ['~ From Ledger to Books: pause between attempts is fixed now (Books); it was unsaid.'],
  },
  {
    name: 'what holds for several consumers of a channel, in one sentence, at the first',
    before: `${shop('{ retention 1d }')}service Audit { on Paid from Ledger { } }`,
    after: `${shop('{ retention 2d }')}service Audit { on Paid from Ledger { } }`,
    says: ['~ From Ledger to Books and Audit: retention is 2d now; it was 1d.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'what holds for several channels, in one sentence',
    before: house('retention 1d'),
    after: house('retention 2d'),
    says: ['~ From One to Books and Audit, from Two to Books: retention is 2d now (house.queue); it was 1d.'],
  },
  {
    name: 'what holds for several channels, and for what goes straight',
    before: house('retention 1d', 'with concurrency 2'),
    after: house('retention 1d', 'with concurrency 3'),
    says: ['~ From One to Books, from Two to Books: concurrency is 3 now (Books); it was 2.'],
  },
  {
    name: 'nothing of a time that the product of one version alone knows: that is told with the product',
    before: shop(': aws.sqs').replace('sends Paid', 'publishes Paid'),
    after: shop(': aws.kinesis').replace('queue Ledger', 'stream Ledger').replace('sends Paid', 'publishes Paid'),
    says: [
      '~ From Ledger to Books: order is per key now (aws.kinesis); it was none.',
      '~ From Ledger to Books: retention is 1d now (aws.kinesis); it was 4d.',
    ],
  },
  {
    name: 'of two handlers at one channel, the one that it is',
    before: twice('with concurrency 2', 'with concurrency 3'),
    after: twice('with concurrency 2', 'with concurrency 4'),
    says: ['~ From Ledger to Books: concurrency is 4 now (Books); it was 3.'],
    at: ['after: on Paid from Ledger with concurrency 4'],
  },
  {
    name: 'of two handlers of other messages, the one that it is',
    before: others('with concurrency 2', 'with concurrency 3'),
    after: others('with concurrency 2', 'with concurrency 4').replace('on Paid', 'on Due, Paid'),
    says: ['~ From Ledger to Books for Sent: concurrency is 4 now (Books); it was 3.'],
  },
]);
