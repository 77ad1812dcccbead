/** Who may see messages out of order now, and who no longer does. */
import { change } from '../../../../analysis/diff/changes/order.ts';
import { describeChanges } from '../../../support/changes.ts';

/** A consumer that needs the order of what a queue gives it. */
const shop = (queue: string, more = ''): string => `event Paid { key id  ordered by id }
external Web { sends Paid to Ledger }
queue Ledger ${queue}
service Books { ${more.includes('instances') ? more : ''} on Paid from Ledger${more.startsWith(' with') ? more : ''} { puts Rows } }
store Rows
`;

const kept = ': aws.sqs.fifo { grouped by id }';

const second = (queue: string): string => `queue Second ${queue}
external Till { sends Paid to Second }
service Audit { on Paid from Second { puts Rows } }
`;

/** The same by way of a topic. */
const fanned = (topic: string): string => `event Paid { key id  ordered by id }
external Web { publishes Paid to All }
topic All ${topic}
queue Ledger : aws.sqs.fifo { grouped by id  subscribes to All for Paid }
service Books { on Paid from Ledger { puts Rows } }
store Rows
`;

describeChanges(change, [
  {
    name: 'a channel that keeps none: at the leg that loses it',
    before: shop(kept),
    after: shop(': aws.sqs'),
    says: ['- Paid may now reach Books out of order per id: Ledger (aws.sqs) keeps no order.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'a channel that keeps order within groups that nobody names',
    before: shop(kept),
    after: shop(': aws.sqs.fifo'),
    says: ['- Paid may now reach Books out of order per id: Ledger (aws.sqs.fifo) keeps order within groups, and nothing says which.'],
  },
  {
    name: 'groups by another key',
    before: shop(kept),
    after: shop(': aws.sqs.fifo { grouped by day + hour }'),
    says: ['- Paid may now reach Books out of order per id: Ledger (aws.sqs.fifo) keeps order per day + hour.'],
  },
  {
    name: 'instances that take turns',
    before: shop('{ ordering total }'),
    after: shop('{ ordering total }', 'instances 3'),
    says: ['- Paid may now reach Books out of order per id: Books handles several at a time.'],
  },
  {
    name: 'a second producer, and both by name',
    before: shop(kept),
    after: `${shop(kept)}external Desk { sends Paid to Ledger }\n`,
    says: ['- Paid may now reach Books out of order per id: Web and Desk publish it, and nothing orders them.'],
  },
  {
    name: 'a channel of which nobody says whether it keeps order',
    before: shop(kept),
    after: shop(''),
    says: ['- Paid may now reach Books out of order per id: nothing says whether Ledger keeps order.'],
  },
  {
    name: 'a way without a channel',
    before:
      'event Paid { ordered }\ntopic All : kafka { partitions 1 }\nexternal Web { publishes Paid to All }\nservice Books { on Paid from All { } }',
    after: 'event Paid { ordered }\nexternal Web { publishes Paid }\nservice Books { on Paid { } }',
    says: ['- Paid may now reach Books out of order: nothing says whether the way keeps order.'],
  },
  {
    name: 'all in one order, where no key is named',
    before: shop('{ ordering total }').replace('ordered by id', 'ordered'),
    after: shop('{ ordering none }').replace('ordered by id', 'ordered'),
    says: ['- Paid may now reach Books out of order: Ledger keeps no order.'],
  },
  {
    name: 'order that is lost before the last leg is told where it is lost',
    before: fanned(': aws.sns.fifo { grouped by id }'),
    after: fanned(': aws.sns'),
    says: ['- Paid may now reach Books out of order per id: All (aws.sns) keeps no order.'],
    at: ['after: subscribes to All for Paid'],
  },
  {
    name: 'order that is kept now: at the consumer, per what it is kept now',
    before: shop(': aws.sqs').replace('ordered by id', 'ordered by id + day'),
    after: shop(kept),
    says: ['+ Paid reaches Books in order per id now.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'all in one order now',
    before: shop('{ ordering none }').replace('ordered by id', 'ordered'),
    after: shop('{ ordering total }').replace('ordered by id', 'ordered'),
    says: ['+ Paid reaches Books in order now.'],
  },
  {
    name: 'each consumer that it concerns',
    before: `${shop(kept)}${second(kept)}`,
    after: `${shop(': aws.sqs')}${second(': aws.sqs')}`,
    says: [
      '- Paid may now reach Books out of order per id: Ledger (aws.sqs) keeps no order.',
      '- Paid may now reach Audit out of order per id: Second (aws.sqs) keeps no order.',
    ],
  },
  {
    name: 'of two consumers, the one that it concerns',
    before: `${shop(kept)}${second(kept)}`,
    after: `${shop(': aws.sqs')}${second(kept)}`,
    says: ['- Paid may now reach Books out of order per id: Ledger (aws.sqs) keeps no order.'],
  },
  { name: 'nothing where it is lost in another way than before', before: shop(': aws.sqs'), after: shop(': aws.sqs.fifo'), says: [] },
  { name: 'nothing where it is kept in another way than before', before: shop('{ ordering total }'), after: shop(kept), says: [] },
  {
    name: 'nothing of a consumer that was not there before',
    before: shop(kept).replace(/service.*\n/, ''),
    after: shop(': aws.sqs'),
    says: [],
  },
  {
    name: 'nothing of a consumer that is gone',
    before: shop(kept),
    after: shop(': aws.sqs').replace(/service.*\n/, ''),
    says: [],
  },
  {
    name: 'nothing of a message that needs no order',
    before: shop(kept).replace('ordered by id', ''),
    after: shop(': aws.sqs').replace('ordered by id', ''),
    says: [],
  },
  {
    name: 'nothing of a message that needs order only now: its own kind says so',
    before: shop(': aws.sqs').replace('ordered by id', ''),
    after: shop(': aws.sqs'),
    says: [],
  },
]);
