/** Which messages may be lost on their way to a consumer now, and which no longer can. */
import { change } from '../../../../analysis/diff/changes/loss.ts';
import { describeChanges } from '../../../support/changes.ts';

const shop = (queue: string, more = '', worth = 'critical'): string => `event Paid { key id  ${worth} }
external Web { sends Paid to Ledger }
queue Ledger ${queue}
queue Failed
service Books { on Paid from Ledger ${more} { puts Rows } }
store Rows
`;

const kept = ': aws.sqs { dead-letters to Failed after 5 attempts }';

/** By way of a topic, whose subscription may lose it. */
const fanned = (subscription: string, sends = ''): string => `event Paid { key id }
event Other
external Web { publishes Paid to All ${sends}  publishes Other to All }
topic All : aws.sns
queue Failed
queue Ledger : aws.sqs { subscribes to All for Paid ${subscription}  dead-letters to Failed after 5 attempts }
service Books { on Paid from Ledger { puts Rows } }
store Rows
`;

/** By way of a topic that calls the consumer. */
const called = (options: string): string => `event Paid { key id }
external Web { publishes Paid to All }
topic All : aws.sns
queue Failed
service Books : aws.ecs { on Paid from All ${options} { puts Rows } }
store Rows
`;

const parking = '{ dead-letters to Failed after 5 attempts }';
const dropping = (attempts: number): string => `{ drops after ${attempts} attempts }`;

/** Two queues that bring the same consumer the same message. */
const twoWays = (ledger: string, second: string): string =>
  `${shop(ledger)}queue Second ${second}\nexternal Till { sends Paid to Second }\n`.replace(
    'puts Rows }',
    'puts Rows }  on Paid from Second { puts Rows }',
  );

const auditing = `queue Second { dead-letters to Failed after 5 attempts }
external Till { sends Paid to Second }
service Audit { on Paid from Second { puts Rows } }
`;

const straight = (options: string): string => `event Paid { key id }
external Web { sends Paid to Books }
queue Failed
service Books : aws.lambda { on Paid with ${options} { } }
`;

const parked = 'with dead-letters to Failed';

describeChanges(change, [
  {
    name: 'given up after a number of tries: at the handler',
    before: shop(kept),
    after: shop(': aws.sqs { drops after 3 attempts }'),
    says: ['- Paid may now be lost on its way to Books: Ledger (aws.sqs) gives up after 3 attempts and parks it nowhere.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'given up after one try',
    before: shop(kept),
    after: shop('{ drops after 1 attempt }'),
    says: ['- Paid may now be lost on its way to Books: Ledger gives up after one attempt and parks it nowhere.'],
  },
  {
    name: 'tried until the channel drops it',
    before: shop(kept),
    after: shop(': aws.sqs { retention 2d }'),
    says: ['- Paid may now be lost on its way to Books: Ledger (aws.sqs) drops what keeps failing after 2d.'],
  },
  {
    name: 'tried until the channel drops it, nobody says when',
    before: shop('{ dead-letters to Failed after 5 attempts }'),
    after: shop(': house.queue').replace(
      /^/,
      'technology house.queue "House queue" { kinds queue  delivery at-least-once  ordering none  unlimited retries }\n',
    ),
    says: ['- Paid may now be lost on its way to Books: Ledger (house.queue) drops what keeps failing.'],
  },
  {
    name: 'delivered at most once',
    before: shop(kept),
    after: shop('{ delivery at-most-once }'),
    says: ['- Paid may now be lost on its way to Books: Ledger delivers it at most once.'],
  },
  {
    name: 'acknowledged before the work is done',
    before: shop(kept),
    after: shop(kept, 'with acknowledges first'),
    says: ['- Paid may now be lost on its way to Books: Books acknowledges it before the work is done.'],
  },
  {
    name: 'lost on the way to the queue that the consumer reads: at the handler',
    before: fanned(parked),
    after: fanned(''),
    says: ['- Paid may now be lost on its way to Books: All (aws.sns) gives up after 100015 attempts and parks it nowhere.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'lost on the way to a server that the topic calls, which may be tried another number of times than a queue',
    before: called(parked),
    after: called(''),
    says: ['- Paid may now be lost on its way to Books: All (aws.sns) gives up and parks it nowhere.'],
    at: ['after: on Paid from All'],
  },
  {
    name: 'sent without a confirmation',
    before: fanned(parked),
    after: fanned(parked, 'with delivery at-most-once'),
    says: ['- Paid may now be lost on its way to Books: its sender does not wait for a confirmation.'],
  },
  {
    name: 'nothing of what another message loses on the same way',
    before: fanned(parked),
    after: fanned(parked).replace('publishes Other to All', 'publishes Other to All with delivery at-most-once'),
    says: [],
  },
  {
    name: 'kept now',
    before: shop(': aws.sqs { drops after 3 attempts }'),
    after: shop(kept),
    says: ['+ Nothing loses Paid on its way to Books any more.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'kept on the whole way now',
    before: fanned(parked, 'with delivery at-most-once'),
    after: fanned(parked),
    says: ['+ Nothing loses Paid on its way to Books any more.'],
  },
  {
    name: 'nothing where one of two losses is gone',
    before: fanned('', 'with delivery at-most-once'),
    after: fanned('', ''),
    says: [],
  },
  {
    name: 'nothing where it is lost in another way than before',
    before: shop('{ drops after 3 attempts }'),
    after: shop('{ delivery at-most-once }'),
    says: [],
  },
  {
    name: 'not that nothing loses it, where nobody says any more what becomes of it',
    before: shop(': aws.sqs'),
    after: shop(''),
    says: [],
  },
  {
    name: 'not that nothing loses it, where it is decided that it is parked nowhere',
    before: shop(': aws.sqs { drops after 3 attempts }'),
    after: shop(': aws.sqs { no dead-letters because "so" }'),
    says: [],
  },
  { name: 'not that it may be lost now, where nobody said what became of it', before: shop(''), after: shop(': aws.sqs'), says: [] },
  {
    name: 'not that nothing loses it, where nobody says what becomes of it further up',
    before: fanned('', 'with delivery at-most-once'),
    after: fanned('').replace('topic All : aws.sns', 'topic All'),
    says: [],
  },
  {
    name: 'blocked for ever is not lost',
    before: shop(': aws.sqs.fifo { grouped by id }'),
    after: shop(': aws.sqs.fifo { grouped by id  dead-letters to Failed after 2 attempts }'),
    says: [],
  },
  {
    name: 'nothing of what may be lost',
    before: shop(kept, '', 'expendable'),
    after: shop(': aws.sqs', '', 'expendable'),
    says: [],
  },
  { name: 'nothing of what may be lost from now on', before: shop(kept), after: shop(': aws.sqs', '', 'expendable'), says: [] },
  {
    name: 'what must not be lost from now on is told where it is lost from now on, too',
    before: shop(kept, '', 'expendable'),
    after: shop(': aws.sqs'),
    says: ['- Paid may now be lost on its way to Books: Ledger (aws.sqs) drops what keeps failing after 4d.'],
  },
  {
    name: 'nothing of a consumer that was not there before',
    before: shop(kept).replace('on Paid from Ledger', 'every 1d'),
    after: shop(': aws.sqs'),
    says: [],
  },
  ...(
    [
      ['the first of two ways', dropping(2), parking, 'Ledger gives up after 2 attempts and parks it nowhere'],
      ['the second of two ways', parking, dropping(3), 'Second gives up after 3 attempts and parks it nowhere'],
      ['both ways, told of the first', dropping(2), dropping(3), 'Ledger gives up after 2 attempts and parks it nowhere'],
      ['the second, where nobody says what the first does', '', dropping(3), 'Second gives up after 3 attempts and parks it nowhere'],
      ['the first, where nobody says what the second does', dropping(2), '', 'Ledger gives up after 2 attempts and parks it nowhere'],
    ] as const
  ).map(([name, first, second, loss]) => ({
    name: `lost by ${name}`,
    before: twoWays(parking, parking),
    after: twoWays(first, second),
    says: [`- Paid may now be lost on its way to Books: ${loss}.`],
  })),
  {
    name: 'kept by both ways now',
    before: twoWays(dropping(2), parking),
    after: twoWays(parking, parking),
    says: ['+ Nothing loses Paid on its way to Books any more.'],
  },
  {
    name: 'not that nothing loses it, where nobody says what the first way does',
    before: twoWays(dropping(2), parking),
    after: twoWays('', parking),
    says: [],
  },
  {
    name: 'not that nothing loses it, where nobody says what the second way does',
    before: twoWays(dropping(2), parking),
    after: twoWays(parking, ''),
    says: [],
  },
  {
    name: 'of two consumers, each that it concerns',
    before: `${shop(kept)}${auditing}`,
    after: `${shop(': aws.sqs')}${auditing.replace('dead-letters to Failed', 'drops')}`,
    says: [
      '- Paid may now be lost on its way to Books: Ledger (aws.sqs) drops what keeps failing after 4d.',
      '- Paid may now be lost on its way to Audit: Second gives up after 5 attempts and parks it nowhere.',
    ],
  },
  {
    name: 'of two consumers, the one that it concerns',
    before: `${shop(kept)}${auditing}`,
    after: `${shop(': aws.sqs')}${auditing}`,
    says: ['- Paid may now be lost on its way to Books: Ledger (aws.sqs) drops what keeps failing after 4d.'],
  },
  {
    name: 'on its way straight to who takes it',
    before: straight('dead-letters to Failed after 2 attempts'),
    after: straight('drops after 2 attempts'),
    says: ['- Paid may now be lost on its way to Books: Books gives up after 2 attempts and parks it nowhere.'],
  },
  {
    name: 'nothing of people, who see to it themselves',
    before: shop('{ delivery at-least-once }').replace('service Books', 'actor Books').replace('{ puts Rows }', ''),
    after: shop('{ delivery at-most-once }').replace('service Books', 'actor Books').replace('{ puts Rows }', ''),
    says: [],
  },
  {
    name: 'not on its way to who takes the dead letters: it has been there',
    before: `${shop(kept)}service Clerk { on Paid from Failed { } }`,
    after: `${shop(kept)}service Clerk { on Paid from Failed { } }`.replace('to Ledger }', 'to Ledger with delivery at-most-once }'),
    says: ['- Paid may now be lost on its way to Books: its sender does not wait for a confirmation.'],
  },
]);
