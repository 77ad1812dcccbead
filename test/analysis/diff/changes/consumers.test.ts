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
/** Where somebody else takes all that there is. */
const more = (body: string): string => `event Lost { key id }
event Gone { key id }
external Other { publishes Lost to All  publishes Gone to All }
store S
${shop(`service Books { ${body} }`, 'service Others { on Paid, Sent, Lost, Gone from Second { } }').replaceAll('for Paid, Sent', 'for Paid, Sent, Lost, Gone')}`;

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
    name: 'all of them before, each by itself now: once, at the first handler',
    before: shop('service Books { on all of Paid, Sent from First { } }'),
    after: shop('service Books { on Paid from First { }  on Sent from First { } }'),
    says: ['~ Books takes Paid and Sent each by itself now, no longer when all have come.'],
    at: ['after: on Paid from First'],
  },
  {
    name: 'a join for one that was taken by itself, and another',
    before: shop('service Books { on Paid from First { } }', 'service Audit { on Sent from Second { } }'),
    after: shop('service Books { on all of Paid, Sent from First { } }', 'service Audit { on Sent from Second { } }'),
    says: ['~ Books takes Sent now.', '~ Books waits for all of Paid and Sent now, in place of taking Paid by itself.'],
  },
  {
    name: 'one by itself that was waited for with another',
    before: shop('service Books { on all of Paid, Sent from First { } }', 'service Audit { on Sent from Second { } }'),
    after: shop('service Books { on Paid from First { } }', 'service Audit { on Sent from Second { } }'),
    says: ['~ Books no longer takes Sent.', '~ Books takes Paid by itself now, no longer when all of Paid and Sent have come.'],
  },
  {
    name: 'a join that waits for one more, which others take, and one that waits for one less',
    before: more('on all of Paid, Sent from First { }'),
    after: more('on all of Paid, Sent, Lost from First { }'),
    says: ['~ Books also waits for Lost now, besides Paid and Sent.'],
    at: ['after: on all of Paid, Sent, Lost from First'],
  },
  {
    name: 'a join that waits for one less',
    before: more('on all of Paid, Sent, Lost from First { }'),
    after: more('on all of Paid, Sent from First { }'),
    says: ['~ Books no longer waits for Lost, only for Paid and Sent.'],
  },
  {
    name: 'a handler that takes another message in place of one, as it does the same',
    before: more('on Sent from First { reads S }  on Paid from First { puts S }'),
    after: more('on Sent from First { reads S }  on Lost from First { puts S }'),
    says: ['~ Books takes Lost now, in place of Paid.'],
    at: ['after: on Lost from First'],
  },
  {
    name: 'two handlers, each with another message in place of its own',
    before: more('on Paid from First { puts S }  on Sent from First { reads S }'),
    after: more('on Lost from First { puts S }  on Gone from First { reads S }'),
    says: ['~ Books takes Lost now, in place of Paid.', '~ Books takes Gone now, in place of Sent.'],
  },
  {
    name: 'a handler that takes two others in place of two, and another that it no longer has',
    before: more('on Paid, Sent from First { puts S }'),
    after: more('on Lost, Gone from First { puts S }'),
    says: ['~ Books takes Lost and Gone now, in place of Paid and Sent.'],
  },
  {
    name: 'a join that waits for others',
    before: more('on all of Paid, Sent from First { puts S }'),
    after: more('on all of Lost, Gone from First { puts S }'),
    says: ['~ Books waits for all of Lost and Gone now, in place of Paid and Sent.'],
  },
  {
    name: 'no replacement where it takes one of the same: one more and one less',
    before: more('on Paid, Sent from First { puts S }'),
    after: more('on Sent, Lost from First { puts S }'),
    says: ['~ Books no longer takes Paid, only Sent.', '~ Books also takes Lost now, as it takes Sent.'],
  },
  {
    name: 'what is taken at last, by one who does for it what he does for others',
    before: shop('service Books { on Paid from First { } }'),
    after: shop('service Books { on Paid, Sent from First { } }'),
    says: ['+ Sent, which nobody took, is taken by Books now, as it takes Paid.'],
  },
  {
    name: 'what is taken at last by several, one of whom takes others',
    before: shop('service Books { on Paid from First { } }', 'service Audit { serves look }'),
    after: shop('service Books { on Paid, Sent from First { } }', 'service Audit { on Sent from Second { }  serves look }'),
    says: ['+ Sent, which nobody took, is taken by Books and Audit now.'],
  },
  {
    name: 'what is taken at last by a join, which waits for others',
    before: `event Lost${shop('service Books { on all of Paid, Lost from First { } }')}`.replace('event Lost', 'event Lost\n'),
    after: `event Lost${shop('service Books { on all of Paid, Lost, Sent from First { } }')}`.replace('event Lost', 'event Lost\n'),
    says: ['+ Sent, which nobody took, is taken by Books now.'],
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
