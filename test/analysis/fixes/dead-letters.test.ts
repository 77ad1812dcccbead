/** Where what fails is parked: of which product, under which name, and what is said of it. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../../analysis/analyses.ts';
import { isOneOf, parkFixes, removeUnusedSink, sinkDeclaration } from '../../../analysis/fixes/dead-letters.ts';
import { removeSource } from '../../../analysis/fixes/statements.ts';
import { type Attachment, failures } from '../../../analysis/passes/failures.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { designOf, type Texts } from '../../support/design.ts';
import { assertEdits, assertOffers, type Changes, type Offer } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  readonly text: Texts;
  /** Whose failures are parked: a queue, who subscribes, or who handles. */
  readonly at: string;
  readonly ordered?: true;
  readonly offers: readonly Offer[];
}

function nameOf(attachment: Attachment): string {
  switch (attachment.place) {
    case 'queue':
      return attachment.channel.name;
    case 'subscription':
      return attachment.subscription.subscriber.name;
    case 'handler':
      return attachment.activity.element.name;
  }
}

const paid = 'event Paid { key id }\n';
const books = 'service Books { on Paid from Ledger { puts Rows } }\nstore Rows\n';
const queue = (technology: string, body = ''): string =>
  `${paid}external Shop { sends Paid to Ledger }\nqueue Ledger${technology}${body}\n${books}`;
const title = 'Give Ledger a dead-letter queue';
const parked = 'dead-letters after 5 attempts';
/** A product of the reader's own that hands a message on again and again. */
const house = (facts: string): string =>
  `technology house is queue { delivery at-least-once  ordering none  unlimited retries  retention 4d  ${facts} }\n`;

const atQueues: readonly Row[] = [
  {
    name: 'safely, where it is lost else',
    text: queue(' : aws.sqs'),
    at: 'Ledger',
    offers: [{ title, safe: true, becomes: { 'queue Ledger : aws.sqs': `queue Ledger : aws.sqs { ${parked}  alarm }` } }],
  },
  {
    name: 'safely, where it stays for ever else',
    text: queue(' : aws.sqs', ' { retention unlimited }'),
    at: 'Ledger',
    offers: [{ title, safe: true, becomes: { 'retention unlimited': `retention unlimited  ${parked}  alarm` } }],
  },
  {
    name: 'with the alarm that there is',
    text: queue(' : aws.sqs', ' { alarm }'),
    at: 'Ledger',
    offers: [{ title, safe: true, becomes: { '{ alarm }': `{ alarm  ${parked} }` } }],
  },
  {
    name: 'instead of dropping it, which somebody has decided',
    text: queue(' : aws.sqs', ' { visibility 1m  drops after 3 attempts  retention 1d }'),
    at: 'Ledger',
    offers: [{ title, becomes: { 'drops after 3 attempts': `${parked}  alarm` } }],
  },
  {
    name: 'not safely, where a product gives up by itself',
    text: queue(' : house') + house('3 retries  dead-letters on queue').replace('unlimited retries  ', ''),
    at: 'Ledger',
    offers: [{ title, becomes: { 'queue Ledger : house': `queue Ledger : house { ${parked}  alarm }` } }],
  },
  {
    name: 'not safely, where nobody knows the product',
    text: queue(''),
    at: 'Ledger',
    offers: [{ title, becomes: { 'queue Ledger\n': `queue Ledger { ${parked}  alarm }\n` } }],
  },
  {
    name: 'safely, where the product catches failures at the queue',
    text: queue(' : house') + house('dead-letters on queue'),
    at: 'Ledger',
    offers: [{ title, safe: true, becomes: { 'queue Ledger : house': `queue Ledger : house { ${parked}  alarm }` } }],
  },
  {
    name: 'not safely, where the product catches them elsewhere',
    text: queue(' : house') + house('dead-letters on subscription'),
    at: 'Ledger',
    offers: [{ title, becomes: { 'queue Ledger : house': `queue Ledger : house { ${parked}  alarm }` } }],
  },
  {
    name: 'not safely, where nobody knows whether the product catches them',
    text: queue(' : house') + house(''),
    at: 'Ledger',
    offers: [{ title, becomes: { 'queue Ledger : house': `queue Ledger : house { ${parked}  alarm }` } }],
  },
  {
    name: 'not safely, where one of its messages comes in order',
    text: `${queue(' : aws.sqs')}event Moved { ordered }\nexternal Car { sends Moved to Ledger }`,
    at: 'Ledger',
    offers: [{ title, becomes: { 'queue Ledger : aws.sqs': `queue Ledger : aws.sqs { ${parked}  alarm }` } }],
  },
  {
    name: 'not safely, where its messages come in order',
    text: queue(' : aws.sqs').replace('key id', 'key id  ordered by id'),
    at: 'Ledger',
    offers: [{ title, becomes: { 'queue Ledger : aws.sqs': `queue Ledger : aws.sqs { ${parked}  alarm }` } }],
  },
  {
    name: 'with those that follow it',
    text: queue(' : aws.sqs'),
    at: 'Ledger',
    ordered: true,
    offers: [{ title, becomes: { 'queue Ledger : aws.sqs': 'queue Ledger : aws.sqs { dead-letters group after 5 attempts  alarm }' } }],
  },
];

const fresh = (name: string, kind = 'queue'): string => `Park what fails in a new ${kind} ${name}`;
const handled = (channel: string, head: string, rest = ''): string =>
  `${paid}external Shop { publishes Paid to Sales }\n${channel}\nservice Books : aws.lambda { ${head} { puts Rows } }\nstore Rows\n${rest}`;

const atHandlers: readonly Row[] = [
  {
    name: 'of what a function is handed',
    text: handled('topic Sales : aws.sns', 'on Paid from Sales'),
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq'),
        becomes: {
          'on Paid from Sales { puts Rows } }':
            'on Paid from Sales with dead-letters to BooksDlq { puts Rows } }\nqueue BooksDlq : aws.sqs { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'under a name that is free',
    text: handled('topic Sales : aws.sns', 'on Paid from Sales', 'queue BooksDlq'),
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq2'),
        becomes: {
          'on Paid from Sales { puts Rows } }':
            'on Paid from Sales with dead-letters to BooksDlq2 { puts Rows } }\nqueue BooksDlq2 : aws.sqs { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'with those that follow it',
    text: handled('topic Sales : aws.sns', 'on Paid from Sales'),
    at: 'Books',
    ordered: true,
    offers: [
      {
        title: fresh('BooksDlq'),
        becomes: {
          'on Paid from Sales { puts Rows } }':
            'on Paid from Sales with dead-letters group to BooksDlq { puts Rows } }\nqueue BooksDlq : aws.sqs { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'where the others are, too, if the product can put it there',
    text: handled(
      'topic Sales : aws.sns',
      'on Paid from Sales with concurrency 5',
      `queue Delayed : aws.sqs { delay 5m }\nqueue Strange : rabbitmq\nqueue Plain\nqueue Failed : aws.sqs { alarm }\nqueue Failed2 : aws.sqs
queue One : aws.sqs { dead-letters to Delayed after 5 attempts }\nqueue Two : rabbitmq { dead-letters to Strange after 5 attempts }
queue Three { dead-letters to Plain after 5 attempts }\nqueue Four : aws.sqs { dead-letters after 5 attempts }
queue Five : aws.sqs { dead-letters to Failed after 5 attempts }\nqueue Six : aws.sqs { dead-letters to Failed2 after 5 attempts }\nqueue Seven : aws.sqs
system far { queue Lost : aws.sqs  queue Found : aws.sqs { dead-letters to Lost after 5 attempts } }`,
    ),
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq'),
        becomes: {
          'concurrency 5 { puts Rows } }':
            'concurrency 5, dead-letters to BooksDlq { puts Rows } }\nqueue BooksDlq : aws.sqs { retention 14d  alarm }',
        },
      },
      { title: 'Park what fails in Failed', becomes: { 'concurrency 5': 'concurrency 5, dead-letters to Failed' } },
    ],
  },
  {
    name: 'instead of dropping it',
    text: `${paid}external Shop { publishes Paid to Sales }\nstream Sales : kafka\nservice Books { on Paid from Sales with drops after 3 attempts, batch 5 { puts Rows } }\nstore Rows`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq', 'stream'),
        becomes: {
          'drops after 3 attempts': 'dead-letters to BooksDlq after 5 attempts',
          'puts Rows } }': 'puts Rows } }\nstream BooksDlq : kafka { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'of what a service fetches from a stream, after some tries',
    text: `${paid}external Shop { publishes Paid to Sales }\nstream Sales : kafka\nservice Books { on Paid from Sales { puts Rows } }\nstore Rows`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq', 'stream'),
        becomes: {
          'on Paid from Sales': 'on Paid from Sales with dead-letters to BooksDlq after 5 attempts',
          'puts Rows } }': 'puts Rows } }\nstream BooksDlq : kafka { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'as a whole, where a product parks but pointers',
    text: `${paid}external Shop { publishes Paid to Sales }\nstream Sales : aws.kinesis\nservice Books : aws.lambda { on Paid from Sales { puts Rows } }\nstore Rows
queue Failed : aws.sqs\nqueue Other : aws.sqs { dead-letters to Failed after 5 attempts }`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq', 'store'),
        becomes: {
          'on Paid from Sales': 'on Paid from Sales with dead-letters to BooksDlq after 5 attempts',
          'puts Rows } }': 'puts Rows } }\nstore BooksDlq : aws.s3',
        },
      },
    ],
  },
  {
    name: 'where the function says so, if the channel catches but what it cannot deliver',
    text: `technology loud is topic { delivery at-least-once  pushes  dead-letters on subscription to rabbitmq }\n${handled('topic Sales : loud', 'on Paid from Sales')}`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq'),
        becomes: {
          'on Paid from Sales { puts Rows } }':
            'on Paid from Sales with dead-letters to BooksDlq { puts Rows } }\nqueue BooksDlq : aws.sqs { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'where the channel says so rather than the function',
    text: `technology both is topic { delivery at-least-once  pushes  dead-letters on subscription, handler to rabbitmq }\n${handled('topic Sales : both', 'on Paid from Sales')}`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq'),
        becomes: {
          'on Paid from Sales { puts Rows } }':
            'on Paid from Sales with dead-letters to BooksDlq { puts Rows } }\nqueue BooksDlq : rabbitmq { alarm }',
        },
      },
    ],
  },
  {
    name: 'not in the dead letters of another queue, which are its own',
    text: handled('topic Sales : aws.sns', 'on Paid from Sales', 'queue Four : aws.sqs { dead-letters after 5 attempts }'),
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq'),
        becomes: {
          'on Paid from Sales { puts Rows } }':
            'on Paid from Sales with dead-letters to BooksDlq { puts Rows } }\nqueue BooksDlq : aws.sqs { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'in a channel like the one that it comes from, or in one that there is',
    text: `${paid}technology plain is stream\nexternal Shop { publishes Paid to Sales }\nstream Sales : plain\nservice Books { on Paid from Sales { puts Rows } }\nstore Rows
stream Other : plain\nservice Mail { on Paid from Other with dead-letters to Old { puts Rows } }\nstream Old : plain`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq', 'stream'),
        becomes: {
          'from Sales { puts Rows } }':
            'from Sales with dead-letters to BooksDlq after 5 attempts { puts Rows } }\nstream BooksDlq : plain { retention 14d  alarm }',
        },
      },
      { title: 'Park what fails in Old', becomes: { 'from Sales {': 'from Sales with dead-letters to Old after 5 attempts {' } },
    ],
  },
  {
    name: 'in a channel like the one that it comes from, where not only a store’s changes come',
    text: `${paid}technology plain is stream\nservice Shop { serves pay { puts Rows  publishes Paid to Sales } }\nstream Sales : plain
service Books { on Paid from Sales { puts Rows } }\nstore Rows { publishes Paid to Sales }\nqueue Other : rabbitmq`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq', 'stream'),
        becomes: {
          'from Sales { puts Rows } }':
            'from Sales with dead-letters to BooksDlq after 5 attempts { puts Rows } }\nstream BooksDlq : plain { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'in a channel like the one that it comes from, where nobody is known to send',
    text: `${paid}technology plain is stream\nstream Sales : plain\nservice Books { on Paid from Sales { puts Rows } }\nstore Rows\nqueue Other : rabbitmq`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq', 'stream'),
        becomes: {
          'from Sales { puts Rows } }':
            'from Sales with dead-letters to BooksDlq after 5 attempts { puts Rows } }\nstream BooksDlq : plain { retention 14d  alarm }',
        },
      },
    ],
  },
  {
    name: 'of what comes straight, by a way that nobody knows',
    text: `${paid}service Shop { serves pay { sends Paid to Books } }\nservice Books { on Paid { puts Rows } }\nstore Rows
queue One : rabbitmq { dead-letters to Failed after 5 attempts }\nqueue Failed : rabbitmq`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq'),
        becomes: {
          'on Paid { puts Rows } }': 'on Paid with dead-letters to BooksDlq after 5 attempts { puts Rows } }\nqueue BooksDlq { alarm }',
        },
      },
    ],
  },
  {
    name: 'of a store’s changes, which cannot be put back among them',
    text: `${paid}service Shop { serves pay { puts Carts } }\nstore Carts : mongodb { publishes Paid to Sales }\nstream Sales : mongodb.changestreams
service Books { on Paid from Sales { puts Carts } }\nqueue Other : rabbitmq`,
    at: 'Books',
    offers: [
      {
        title: fresh('BooksDlq'),
        becomes: {
          'on Paid from Sales': 'on Paid from Sales with dead-letters to BooksDlq after 5 attempts',
          'puts Carts } }\nqueue Other': 'puts Carts } }\nqueue BooksDlq : rabbitmq { alarm }\nqueue Other',
        },
      },
    ],
  },
];

const subscribing = (topic: string, options = ''): string =>
  `${paid}external Shop { publishes Paid to Sales }\ntopic Sales${topic}\nqueue Ledger : aws.sqs { subscribes to Sales for Paid${options}  ${parked}  alarm }\n${books}`;

const atSubscriptions: readonly Row[] = [
  {
    name: 'of what cannot be delivered',
    text: subscribing(' : aws.sns'),
    at: 'Ledger',
    offers: [
      {
        title: fresh('LedgerUndelivered'),
        becomes: {
          'for Paid': 'for Paid with dead-letters to LedgerUndelivered',
          'alarm }\n': 'alarm }\nqueue LedgerUndelivered : aws.sqs { retention 14d  alarm }\n',
        },
      },
    ],
  },
  {
    name: 'of what nobody knows how often it is tried',
    text: subscribing(''),
    at: 'Ledger',
    offers: [
      {
        title: fresh('LedgerUndelivered'),
        becomes: {
          'for Paid': 'for Paid with dead-letters to LedgerUndelivered',
          'alarm }\n': 'alarm }\nqueue LedgerUndelivered { alarm }\n',
        },
      },
    ],
  },
  {
    name: 'instead of dropping what cannot be delivered',
    text: subscribing(' : aws.sns', ' with dead-letters to Old after 3 attempts').replace('event', 'queue Old : aws.sqs\nevent'),
    at: 'Ledger',
    offers: [
      {
        title: fresh('LedgerUndelivered'),
        becomes: {
          'dead-letters to Old after 3 attempts': 'dead-letters to LedgerUndelivered',
          '  alarm }\n': '  alarm }\nqueue LedgerUndelivered : aws.sqs { retention 14d  alarm }\n',
        },
      },
      { title: 'Park what fails in Old', becomes: { 'dead-letters to Old after 3 attempts': 'dead-letters to Old' } },
    ],
  },
  {
    name: 'of what is tried for ever, after some tries',
    text: subscribing(' : gcp.pubsub', ' with unlimited retries'),
    at: 'Ledger',
    offers: [
      {
        title: fresh('LedgerUndelivered'),
        becomes: {
          'unlimited retries': 'unlimited retries, dead-letters to LedgerUndelivered after 5 attempts',
          'alarm }\n': 'alarm }\nqueue LedgerUndelivered : gcp.pubsub { retention 31d  alarm }\n',
        },
      },
    ],
  },
];

const declarations: readonly (readonly [
  what: string,
  sinks: readonly string[],
  like: string | undefined,
  pointers: boolean,
  text: string,
])[] = [
  ['no product where any will do', [], undefined, false, 'queue D { alarm }'],
  ['the longest that it can be kept', ['aws.sqs'], undefined, false, 'queue D : aws.sqs { retention 14d  alarm }'],
  ['the first product that there is', ['nobodys', 'rabbitmq', 'aws.sqs'], undefined, false, 'queue D : rabbitmq { alarm }'],
  ['one like it where any will do', [], 'aws.sqs', false, 'queue D : aws.sqs { retention 14d  alarm }'],
  ['none like it where others are named', ['nobodys'], 'aws.sqs', false, 'queue D { alarm }'],
  ['two weeks where nobody limits it', [], 'short', false, 'queue D : short { retention 14d  alarm }'],
  ['nothing of time where it is kept as long anyway', [], 'fortnight', false, 'queue D : fortnight { alarm }'],
  ['two weeks where there is no end to it', [], 'endless', false, 'queue D : endless { retention 14d  alarm }'],
  ['a channel rather than a function', ['aws.lambda', 'aws.sqs'], undefined, false, 'queue D : aws.sqs { retention 14d  alarm }'],
  ['a function where there is nothing else', ['aws.lambda'], undefined, false, 'service D : aws.lambda'],
  ['a channel rather than a store', ['aws.s3', 'aws.sqs'], undefined, false, 'queue D : aws.sqs { retention 14d  alarm }'],
  ['a store where only pointers are parked', ['aws.sqs', 'aws.s3'], undefined, true, 'store D : aws.s3'],
  ['a stream where only pointers are parked', ['aws.sqs', 'kafka'], undefined, true, 'stream D : kafka { retention 14d  alarm }'],
  ['a channel where there is nothing that keeps the whole', ['aws.sqs'], undefined, true, 'queue D : aws.sqs { retention 14d  alarm }'],
];

/** The fix that uses it takes away what names it. */
const unused: readonly { readonly name: string; readonly text: string; readonly becomes: Changes }[] = [
  {
    name: 'goes where nothing else names it',
    text: 'queue Q { alarm  dead-letters to D after 5 attempts }\n/** What failed. */\nqueue D { alarm }\nqueue R',
    becomes: { '  dead-letters to D after 5 attempts': '', '/** What failed. */\nqueue D { alarm }\n': '' },
  },
  {
    name: 'stays where somebody takes from it',
    text: 'queue Q { alarm  dead-letters to D after 5 attempts }\nqueue D\nservice S { on M from D }\nevent M',
    becomes: { '  dead-letters to D after 5 attempts': '' },
  },
  {
    name: 'stays where it is the queue’s own',
    text: 'queue Q { alarm  dead-letters after 5 attempts }',
    becomes: { '  dead-letters after 5 attempts': '' },
  },
  {
    name: 'stays where nothing is parked',
    text: 'queue Q { alarm  drops after 5 attempts }\nqueue D',
    becomes: { '  drops after 5 attempts': '' },
  },
];

describe('what fails is parked', () => {
  for (const { name, text, at, ordered = false, offers } of [...atQueues, ...atHandlers, ...atSubscriptions])
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(design.problems, []);
      const group = analysisOf(design, failures).find(({ attachment }) => nameOf(attachment) === at);
      assert.ok(group);
      await assertOffers(text, parkFixes(design, group.legs[0], ordered), offers);
    });
});

describe('what takes dead letters', () => {
  for (const [what, sinks, like, pointers, expected] of declarations)
    it(`is declared with ${what}`, async () => {
      const design = await designOf(`technology short is queue { retention 4d }\ntechnology fortnight is queue { retention 14d }
technology endless is queue { retention 1d at most unlimited }`);
      assert.deepEqual(design.problems, []);
      const technology = like === undefined ? undefined : design.technologies.get(like);
      assert.equal(sinkDeclaration(design, 'D', { sinks, like: technology, pointers }), expected);
    });

  for (const { name, text, becomes } of unused)
    it(name, async () => {
      const design = await designOf(text);
      const rule = design.elements.find(isChannel)?.failure;
      assert.ok(rule);
      await assertEdits(text, [removeSource(design, rule.source), ...removeUnusedSink(design, rule)], becomes);
    });
});

describe('a technology', () => {
  it('is one of those named, or like one, or any where none is named', async () => {
    const { technologies } = await designOf('technology house is queue like aws.sqs\ntechnology garage is queue like house');
    const is = (name: string, names: readonly string[]): boolean => {
      const technology = technologies.get(name);
      assert.ok(technology);
      return isOneOf(technology, names);
    };
    assert.ok(is('aws.sqs', ['rabbitmq', 'aws.sqs']));
    assert.ok(is('garage', ['aws.sqs']));
    assert.ok(is('rabbitmq', []));
    assert.ok(!is('aws.sqs', ['house']));
    assert.ok(!is('rabbitmq', ['aws.sqs']));
  });
});
