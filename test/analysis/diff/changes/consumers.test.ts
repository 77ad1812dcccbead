/** Who takes which message now, and what nobody takes any more. */
import { change } from '../../../../analysis/diff/changes/consumers.ts';
import { describeChanges } from '../../../support/changes.ts';

const shop = (...services: readonly string[]): string => `event Paid { key id }
event Sent { key id }
external Web { publishes Paid to All  publishes Sent to All }
topic All : aws.sns
queue First : aws.sqs { subscribes to All for Paid, Sent }
queue Second : aws.sqs { subscribes to All for Paid, Sent }
${services.join('\n')}
`;

const books = 'service Books { on Paid from First { } }';
const audit = 'service Audit { on Paid from Second { } }';

describeChanges(change, [
  {
    name: 'an element that takes one more',
    before: shop(books),
    after: shop('service Books { on Paid from First { }  on Sent from First { } }'),
    says: ['+ Sent, which nobody took, is taken by Books now.'],
    at: ['after: on Sent from First'],
  },
  {
    name: 'an element that takes what others take already',
    before: shop(books, audit),
    after: shop(books, 'service Audit { on Paid from Second { } }', 'service More { }').replace('service More { }', ''),
    says: [],
  },
  {
    name: 'an element that takes one more, which another takes already',
    before: shop(books, 'service Audit { serves look }'),
    after: shop(books, 'service Audit { serves look  on Paid from Second { } }'),
    says: ['~ Audit takes Paid now.'],
    at: ['after: on Paid from Second'],
  },
  {
    name: 'what a new element takes, and nobody took',
    before: shop(books),
    after: shop(books, 'service Audit { on Sent from Second { } }', 'service Mail { on Sent from First { } }'),
    says: ['+ Sent, which nobody took, is taken by Audit and Mail now.'],
  },
  {
    name: 'nothing of what is taken at last where nobody sent it before',
    before: shop(books).replace('publishes Sent to All', ''),
    after: shop('service Books { on Paid, Sent from First { } }'),
    says: ['~ Books also takes Sent now, as it takes Paid.'],
  },
  {
    name: 'each by itself before, all of them now: once, at the join',
    before: shop('service Books { on Paid, Sent from First { } }'),
    after: shop('service Books { on all of Paid, Sent from First { } }'),
    says: ['~ Books waits for all of Paid and Sent now, in place of taking each by itself.'],
    at: ['after: on all of Paid, Sent from First'],
  },
  {
    name: 'all of them before, each by itself now: once each handler',
    before: shop('service Books { on all of Paid, Sent from First { } }'),
    after: shop('service Books { on Paid from First { }  on Sent from First { } }'),
    says: [
      '~ Books takes Paid each by itself now, no longer when all have come.',
      '~ Books takes Sent each by itself now, no longer when all have come.',
    ],
  },
  {
    name: 'an element that takes one less: where it took it',
    before: shop('service Books { on Paid, Sent from First { } }', audit),
    after: shop('service Books { on Sent from First { } }', audit),
    says: ['~ Books no longer takes Paid, only Sent.'],
    at: ['before: on Paid, Sent from First'],
  },
  {
    name: 'a join takes all that it waits for',
    before: shop('service Books { serves go }'),
    after: shop('service Books { serves go  on all of Paid, Sent within 1h from First { } }'),
    says: ['+ Paid, which nobody took, is taken by Books now.', '+ Sent, which nobody took, is taken by Books now.'],
  },
  {
    name: 'a workflow takes what starts it',
    before: shop('orchestrator Run { }'),
    after: shop('orchestrator Run { subscribes to All for Paid }'),
    says: ['+ Paid, which nobody took, is taken by Run now.'],
  },
  {
    name: 'nothing of an operation whose request has another name',
    before: `command C\ncommand D\n${shop('service Books { serves go(C) { } }')}`,
    after: `command C\ncommand D\n${shop('service Books { serves go(D) { } }')}`,
    says: [],
  },
  {
    name: 'nothing of an element that is new: it is said to be added with what it takes',
    before: shop(books),
    after: shop(books, audit),
    says: [],
  },
  {
    name: 'nothing of an element that has gone: it is said to be removed with what it took',
    before: shop(books, audit),
    after: shop(books),
    says: [],
  },
  {
    name: 'what nobody takes any more: at the message, and first',
    before: shop(books),
    after: shop('service Books { }'),
    says: ['- Nobody takes Paid any more; it was Books.'],
    at: ['after: event Paid'],
  },
  {
    name: 'what nobody takes any more straight from its sender',
    before: shop('external Other { publishes Bare }', 'event Bare', 'service Books { on Bare { } }'),
    after: shop('external Other { publishes Bare to All }', 'event Bare', 'service Books { }'),
    says: ['- Nobody takes Bare any more; it was Books.'],
  },
  {
    name: 'not that nobody takes what nobody sends any more',
    before: shop(books),
    after: shop('service Books { }').replace('publishes Paid to All', ''),
    says: ['~ Books no longer takes Paid.'],
  },
  {
    name: 'not that nobody takes what nobody took before',
    before: shop('service Books { }'),
    after: shop('service Books { }', ''),
    says: [],
  },
  {
    name: 'not that nobody takes what is new',
    before: shop('service Books { }'),
    after: `event New\n${shop('service Books { }')}external More { publishes New to All }`,
    says: [],
  },
  {
    name: 'an element that takes it from elsewhere',
    before: shop(books),
    after: shop('service Books { on Paid from Second { } }'),
    says: ['~ Books takes Paid from Second now; it was from First.'],
    at: ['after: on Paid from Second'],
  },
  {
    name: 'an element that takes it from two places, in whatever order they are written',
    before: shop(books),
    after: shop('service Books { on Paid from Second { }  on Paid from First { } }'),
    says: ['~ Books takes Paid from First and Second now; it was from First.'],
  },
  {
    name: 'an element that takes it straight',
    before: shop(books),
    after: shop(books).replace('publishes Paid to All', 'sends Paid to Books').replace('on Paid from First', 'on Paid'),
    says: ['~ Books takes Paid straight from who sends it now; it was from First.'],
  },
  {
    name: 'an element that no longer takes it anywhere: where it first took it',
    before: shop('service Books { on Paid from First { }  on Paid from Second { } }', audit),
    after: shop('service Books { }', audit),
    says: ['~ Books no longer takes Paid.'],
    at: ['before: on Paid from First'],
  },
  {
    name: 'an element that gets it from nobody any more',
    before: shop('external Other { publishes Bare }', 'event Bare', 'service Books { on Bare { } }'),
    after: shop('external Other { }', 'event Bare', 'service Books { on Bare { } }'),
    says: ['~ Books takes Bare from nowhere now; it was straight from who sends it.'],
  },
  {
    name: 'an element that waits for what nobody sends it',
    before: shop(books),
    after: shop(books).replace('on Paid from First', 'on Paid from Idle').concat('queue Idle'),
    says: ['~ Books takes Paid from Idle now; it was from First.'],
  },
  {
    name: 'nothing of places that others take it from',
    before: shop(books, audit),
    after: shop(books, 'service Audit { on Paid from Second { } on Sent from First { } }').replace(
      'service Audit',
      'service Audit "The audit"',
    ),
    says: ['+ Sent, which nobody took, is taken by Audit now.'],
  },
]);
